import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { ACTION, inTurn, measure, type Measured } from '../process.ts';
import { digits, median, type Section, table } from '../section.ts';
import { writeApk } from './apk.ts';

/** Sizes in MiB, and how often each is measured. */
const SIZES = [
  { mib: 1, rounds: 11 },
  { mib: 100, rounds: 9 },
  { mib: 1024, rounds: 7 },
  { mib: 4096, rounds: 3 },
];
const WATCH_MS = 20;

/** An APK into a store that costs nothing, beside `zip -0` followed by `curl -T`. Needs both. */
export const upload: Section = {
  name: 'upload',
  title: 'Uploading',
  isTimed: true,
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'doksi-bench-'));
    const store = spawn(process.execPath, [new URL('store.ts', import.meta.url).pathname], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const line: unknown[] = await once(createInterface(store.stdout), 'line');
      const rows: string[][] = [];
      for (const { mib, rounds } of SIZES) {
        await writeApk(join(folder, 'app.apk'), mib);
        rows.push(await compare(folder, String(line[0]), mib, rounds));
      }
      return [
        'An APK of random bytes, to a server on the same machine that throws everything away; whole processes, medians of',
        'rounds in turn. *Memory* is the peak above that of the same step without an upload.',
        '',
        table(
          ['APK', 'rounds', 'the action', '`zip -0`, then `curl -T`', 'speed, ours to theirs', 'memory'],
          rows,
        ),
      ].join('\n');
    } finally {
      store.kill();
      await rm(folder, { recursive: true });
    }
  },
};

async function compare(folder: string, url: string, mib: number, rounds: number): Promise<string[]> {
  const step = (inputs: Record<string, string>): Promise<Measured> =>
    measure({
      command: process.execPath,
      args: [ACTION],
      folder,
      watchMs: WATCH_MS,
      env: {
        GITHUB_WORKSPACE: folder,
        'INPUT_API-KEY': SANDBOX_API_KEY,
        'INPUT_API-URL': url,
        'INPUT_TEST-IDS': 'abc123',
        INPUT_WAIT: 'false',
        ...inputs,
      },
    });
  const zip = 'rm -f z.zip && zip -0 -q z.zip app.apk';
  const curl = `curl -sf -o answer -T z.zip -H 'Content-Type: application/zip' ${url}/store`;
  const measured = await inTurn(rounds, {
    bare: () => step({ 'INPUT_TARGET-ID': 'tgt' }),
    ours: () => step({ INPUT_APK: 'app.apk' }),
    theirs: () => measure({ command: 'sh', args: ['-c', `${zip} && ${curl}`], folder }),
  });
  const seconds = (name: string): number => median((measured.get(name) ?? []).map((one) => one.seconds));
  const peak = (name: string): number => median((measured.get(name) ?? []).map((one) => one.peakMiB));
  const speed = (name: string): string =>
    `${digits(seconds(name))} s (${(mib / seconds(name)).toFixed(0)} MiB/s)`;
  return [
    mib < 1024 ? `${mib} MiB` : `${mib / 1024} GiB`,
    String(rounds),
    speed('ours'),
    speed('theirs'),
    `**${digits(seconds('theirs') / seconds('ours'))}**`,
    `${(peak('ours') - peak('bare')).toFixed(0)} MiB`,
  ];
}
