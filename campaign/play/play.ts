import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { digestFile } from '../../src/apps/digest.ts';
import type { Package } from '../../src/apps/package.ts';
import type { Listener } from '../../src/run/events.ts';
import { contextOf, githubOf } from './github.ts';
import { PLACES, type Packages, planOf, type Schedule } from './schedule.ts';
import { serverOf } from './server.ts';
import { API_KEY, type Ending, LISTENER_FAULT, perform } from './stage.ts';
import { withJumpingWallClock } from './wall-clock.ts';

/** Plays a schedule to its end. The same schedule ends the same way every time. */
export function play(schedule: Schedule, packages: Packages): Promise<Ending> {
  const { way, past, base, beginMs, seed, cancelAtMs, hasFaultyListener, wallJumpsMs } = schedule;
  const listener = hasFaultyListener ? FAULTY : undefined;
  const plan = planOf(schedule, packages);
  const hasCheckRun = base !== undefined || (past !== undefined && way === 'new');
  const github = hasCheckRun && {
    context: contextOf(schedule),
    onRerun: past !== undefined && way === 'new' ? ('failed' as const) : ('all' as const),
    replyTo: githubOf(schedule, plan, API_KEY),
  };
  const circumstances = { beginMs, seed, cancelAtMs, listener, ...(github && { github }) };
  return withJumpingWallClock(wallJumpsMs, () => perform(plan, serverOf(schedule), circumstances));
}

function fail(): never {
  throw LISTENER_FAULT;
}

const FAULTY: Required<Listener> = {
  uploading: fail,
  uploaded: fail,
  registered: fail,
  backingOff: fail,
  following: fail,
  created: fail,
  answered: fail,
  silent: fail,
  waiting: fail,
  retrying: fail,
  looked: fail,
  ready: fail,
};

/** Gives `work` files to upload, and removes them whatever happens. */
export async function withPackages<T>(work: (packages: Packages) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'doksi-campaign-'));
  const packageOf = async (
    kind: Package['kind'],
    path: string,
    more: readonly string[] = [],
  ): Promise<Package> => {
    const files = await Promise.all(
      [path, ...more].map(async (name) => {
        const whole = join(folder, name);
        await mkdir(dirname(whole), { recursive: true });
        await writeFile(whole, name.repeat(5000));
        return { path: whole, name: name.replace(/^.*\//, ''), ...(await digestFile(whole)) };
      }),
    );
    return { kind, path, files };
  };
  try {
    const packages = {
      apk: await packageOf('apk', PLACES.apk),
      splits: await packageOf('splits', PLACES.splits, ['splits/split_config.en.apk']),
      gone: await packageOf('apk', PLACES.gone),
    };
    await rm(join(folder, PLACES.gone));
    return await work(packages);
  } finally {
    await rm(folder, { recursive: true });
  }
}
