// Runs whole processes, as the runner starts them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/** The built action. */
export const ACTION = new URL('../../dist/index.js', import.meta.url).pathname;
/** How often memory is read. */
const WATCH_MS = 20;

export interface Measured {
  readonly seconds: number;
  /** Peak resident memory in MiB; NaN where the platform does not report it (Linux does). */
  readonly peakMiB: number;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly watchesMemory?: boolean;
}

/** Runs a command to its end. Throws if it fails. */
export async function measure({ command, args, folder, env, watchesMemory }: Command): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMiB = NaN;
  const readMemory = (): void => {
    void readPeak(child.pid).then((peak) => {
      peakMiB = peak ?? peakMiB;
    });
  };
  const watch = watchesMemory === true ? setInterval(readMemory, WATCH_MS) : undefined;
  await once(child, 'exit');
  clearInterval(watch);
  if (child.exitCode !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
  return { seconds: (performance.now() - startedAt) / 1000, peakMiB };
}

async function readPeak(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  const kib = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

/** Measures all candidates in turn, so that a busy moment affects all of them, after a first round to warm up. */
export async function inTurn<Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<(name: Name) => Measured> {
  const measured = new Map<string, Measured[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const [name, candidate] of Object.entries<() => Promise<Measured>>(candidates)) {
      const result = await candidate();
      if (round > 0) measured.set(name, [...(measured.get(name) ?? []), result]);
    }
  }
  return (name) => {
    const all = measured.get(name) ?? [];
    return {
      seconds: median(all.map(({ seconds }) => seconds)),
      peakMiB: median(all.map(({ peakMiB }) => peakMiB)),
    };
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** A section in Markdown: a heading, a sentence and a table. */
export function section(title: string, about: string, rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = head.map((_, index) => (index === 0 ? ':--' : '--:'));
  return [`## ${title}\n\n${about}\n`, ...[head, rule, ...body].map(line)].join('\n');
}
