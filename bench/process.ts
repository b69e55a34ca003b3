// Whole processes, as the runner starts them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/** The built action. */
export const ACTION = new URL('../dist/index.js', import.meta.url).pathname;

export interface Measured {
  readonly seconds: number;
  /** Peak resident memory in MiB; NaN where the platform does not tell (Linux does). */
  readonly peakMiB: number;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The code that it has to end with. */
  readonly exitCode?: number;
  /** How often its memory is looked at (milliseconds); never by default, since looking takes time. */
  readonly watchMs?: number;
}

/** Runs a command to its end. Rejects where it ends otherwise than it should: what failed is not measured. */
export async function measure({
  command,
  args,
  folder,
  env,
  exitCode = 0,
  watchMs,
}: Command): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMiB = NaN;
  const look = (): void => {
    void readPeak(child.pid).then((peak) => {
      peakMiB = peak ?? peakMiB;
    });
  };
  const watch = watchMs === undefined ? undefined : setInterval(look, watchMs);
  await once(child, 'exit');
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(watch);
  if (child.exitCode !== exitCode) {
    throw new Error(`${command} ${args.join(' ')} ended with ${child.exitCode ?? 'a signal'}`);
  }
  return { seconds, peakMiB };
}

async function readPeak(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  const kib = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

/** Measures all in turn, round by round, so that a busy moment hits each of them; a first round warms the caches up. */
export async function inTurn<T>(
  rounds: number,
  candidates: Readonly<Record<string, () => Promise<T>>>,
): Promise<Map<string, T[]>> {
  const measured = new Map<string, T[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const [name, candidate] of Object.entries(candidates)) {
      const result = await candidate();
      if (round > 0) measured.set(name, [...(measured.get(name) ?? []), result]);
    }
  }
  return measured;
}
