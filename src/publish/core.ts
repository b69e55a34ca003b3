// What a step needs of `@actions/core`, from the files behind its index. The index also brings the tokens of OpenID
// Connect, for them a whole HTTP client with undici, and with these half of the time in which a step starts
// (`npm run bench -- load`). Its `exports` name nothing else, hence the paths: the lockfile holds them, and the build
// fails where they move. What the index adds to these files is said here again.
import { appendFileSync, existsSync } from 'node:fs';
import { EOL } from 'node:os';
import type { AnnotationProperties } from '@actions/core';
import { issueCommand } from '../../node_modules/@actions/core/lib/command.js';
import { toCommandProperties } from '../../node_modules/@actions/core/lib/utils.js';

/** An input as it was given, blanks and all; empty where it was not. */
export function getInput(name: string): string {
  return process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

export function info(line: string): void {
  process.stdout.write(`${line}${EOL}`);
}

export function isDebug(): boolean {
  return process.env['RUNNER_DEBUG'] === '1';
}

export function debug(line: string): void {
  issueCommand('debug', {}, line);
}

export function annotate(
  level: 'error' | 'warning' | 'notice',
  message: string,
  properties: AnnotationProperties = {},
): void {
  issueCommand(level, toCommandProperties(properties), message);
}

/** Hides a value in all that is logged from now on. */
export function setSecret(secret: string): void {
  issueCommand('add-mask', {}, secret);
}

/** Throws where the output file cannot be written. Without one, outside of a workflow, it shows what would be in it. */
export function setOutput(name: string, value: string): void {
  const path = process.env['GITHUB_OUTPUT'];
  if (path) return appendOutput(path, name, value);
  info('');
  issueCommand('set-output', { name }, value);
}

/**
 * The runner reads a value up to a line of our choice. `@actions/core` makes sure that it isn't in the value by chance
 * of all of Node's cryptography, whose loading is a sixth of the time in which a step starts; looking does as well.
 */
function appendOutput(path: string, name: string, value: string): void {
  if (!existsSync(path)) throw new Error(`Missing file at path: ${path}`);
  const end = lineOutside(value);
  appendFileSync(path, [`${name}<<${end}`, value, end, ''].join(EOL));
}

function lineOutside(value: string): string {
  for (;;) {
    const line = `end_of_output_${Math.random().toString(36).slice(2)}`;
    if (!value.includes(line)) return line;
  }
}

/** Adds to the job summary. Loaded only where there is one. */
export async function appendSummary(markdown: string): Promise<void> {
  const { summary } = await import('../../node_modules/@actions/core/lib/summary.js');
  await summary.addRaw(markdown).write();
}
