// `npm run bench [-- MiB]`: how fast an APK gets into a store that costs nothing, and how much memory that takes; beside
// `zip -0` followed by `curl -T`, on the same machine, in turn. Needs zip and curl. Memory is read from Linux' /proc.
import { spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';
import { zipParts } from '../src/upload/zip.ts';
import { SANDBOX_API_KEY } from '../sandbox/doksi/server.ts';

const ROUNDS = 5;
const MIB = 1024 * 1024;
const action = new URL('../dist/index.js', import.meta.url).pathname;

interface Measured {
  readonly seconds: number;
  /** Peak resident memory in MiB; NaN where the platform does not tell. */
  readonly peakMiB: number;
}

const mib = Number(process.argv[2] ?? 1024);
const folder = await mkdtemp(join(tmpdir(), 'doksi-bench-'));
const store = spawn(process.execPath, [new URL('store.ts', import.meta.url).pathname], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const line: unknown[] = await once(createInterface(store.stdout), 'line');
  const url = String(line[0]);
  const apk = join(folder, 'app.apk');
  await writeApk(apk, mib);

  const step = (inputs: Record<string, string>): Promise<Measured> =>
    measure(process.execPath, [action], {
      GITHUB_WORKSPACE: folder,
      'INPUT_API-KEY': SANDBOX_API_KEY,
      'INPUT_API-URL': url,
      'INPUT_TEST-IDS': 'abc123',
      INPUT_WAIT: 'false',
      ...inputs,
    });
  const zipThenCurl = (): Promise<Measured> =>
    measure('sh', [
      '-c',
      `rm -f z.zip && zip -0 -q z.zip app.apk && curl -sf -o answer -T z.zip -H 'Content-Type: application/zip' ${url}/store`,
    ]);

  const rounds: { readonly bare: Measured; readonly upload: Measured; readonly baseline: Measured }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const measured = {
      bare: await step({ 'INPUT_TARGET-ID': 'tgt' }),
      upload: await step({ INPUT_APK: 'app.apk' }),
      baseline: await zipThenCurl(),
    };
    // The first round warms the caches up.
    if (round > 0) rounds.push(measured);
  }
  const upload = median(rounds.map((round) => round.upload.seconds));
  const baseline = median(rounds.map((round) => round.baseline.seconds));
  const extra = median(rounds.map((round) => round.upload.peakMiB - round.bare.peakMiB));
  print(`${mib} MiB, median of ${ROUNDS} rounds, whole processes`);
  print(`  the action          ${upload.toFixed(2)} s   ${(mib / upload).toFixed(0)} MiB/s`);
  print(`  zip -0, curl -T     ${baseline.toFixed(2)} s   ${(mib / baseline).toFixed(0)} MiB/s`);
  print(`  speed, ours : theirs  ${(baseline / upload).toFixed(2)}`);
  print(`  peak memory above the same step without an upload  ${extra.toFixed(0)} MiB`);
} finally {
  store.kill();
  await rm(folder, { recursive: true });
}

/** A stored archive with a manifest and one large entry of random bytes. */
async function writeApk(path: string, size: number): Promise<void> {
  const chunk = randomFillSync(Buffer.alloc(MIB));
  let crc = 0;
  for (let count = 0; count < size; count++) crc = crc32(chunk, crc);
  const parts = zipParts([
    { name: 'AndroidManifest.xml', bytes: 0, crc32: 0 },
    { name: 'assets/large.bin', bytes: size * MIB, crc32: crc },
  ]);
  const file = await open(path, 'w');
  for (const part of parts) {
    if (Buffer.isBuffer(part)) await file.write(part);
    else for (let count = 0; count < part.bytes / MIB; count++) await file.write(chunk);
  }
  await file.close();
}

async function measure(command: string, args: string[], env: Record<string, string> = {}): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMiB = NaN;
  const watch = setInterval(() => {
    void readPeak(child.pid).then((peak) => {
      peakMiB = peak ?? peakMiB;
    });
  }, 20);
  await once(child, 'exit');
  clearInterval(watch);
  if (child.exitCode !== 0) throw new Error(`${command} ended with code ${child.exitCode ?? 'none'}`);
  return { seconds: (performance.now() - startedAt) / 1000, peakMiB };
}

async function readPeak(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  const kib = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
