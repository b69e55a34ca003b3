import { InputError } from '../../src/inputs/problems.ts';
import { type Inputs, type ReadInputs, readInputs } from '../../src/inputs/read.ts';
import { parseYaml } from '../../src/inputs/yaml.ts';
import type { Entry } from '../../src/inputs/entry.ts';
import { requestBody } from '../../src/plan/request.ts';
import type { ResolvedEntry } from '../../src/plan/entry.ts';

// What every test of the inputs shares: the inputs as a record, read on a day of its own.

export type Given = Readonly<Record<string, string>>;

const NOW_MS = Date.parse('2026-11-03T12:00:00Z');
export const KEY = `dk_live_${'5'.repeat(40)}`;
export const WEB_URL = 'https://staging.example.com';
/** Nothing is wrong with these. */
export const GOOD = { 'api-key': KEY, 'web-url': WEB_URL, 'test-ids': 'abc123' };

/** Reads these inputs, with a key where none is given. */
export function readAll(given: Given): ReadInputs {
  return readInputs((name) => given[name] ?? (name === 'api-key' ? KEY : ''), NOW_MS, parseYaml);
}

/** The problems as the error tells them, without its frame: `name: text`. */
export function problemsOf(given: Given): string[] {
  return readAll(given).problems.map(({ where, text }) => `${where}: ${text}`);
}

export function warningsOf(given: Given): readonly string[] {
  return readAll(given).warnings;
}

/** The inputs, where all is in order. */
export function read(given: Given): Inputs {
  const { inputs, problems } = readAll(given);
  if (problems.length > 0) throw new InputError(problems);
  return inputs;
}

/** Those entries whose target needs no upload. */
export function resolved(entries: readonly Entry[]): ResolvedEntry[] {
  return entries.flatMap(({ target, ...entry }) => (target.key === 'apk' ? [] : [{ ...entry, target }]));
}

/** The body of `POST /runs` that these inputs make, as JSON carries it. */
export function bodyOf(given: Given): unknown {
  const { run } = read(given);
  return run.kind === 'new'
    ? JSON.parse(JSON.stringify(requestBody(resolved(run.entries), run.extraBody)))
    : undefined;
}

/** A matrix of one entry that is in order, with more keys, in YAML. */
export function entryWith(yaml: string): Given {
  const lines = yaml.split('\n').map((line) => `  ${line}`);
  return { matrix: [`- web_url: ${WEB_URL}`, '  test_ids: [abc123]', ...lines].join('\n') };
}
