import { randomFillSync } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { once } from 'node:events';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { zipParts } from '../../src/upload/zip.ts';
import { ACTION, inTurn, measure, type Measured, section } from './process.ts';

const MIB = 1024 * 1024;
const SIZES = [
  { mib: 64, rounds: 7 },
  { mib: 1024, rounds: 5 },
];

/** An upload to a server that discards it, compared with `zip -0` and `curl -T`. Needs both. */
export async function upload(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doksi-bench-'));
  const worker = new Worker(new URL(import.meta.url));
  try {
    const messages: unknown[] = await once(worker, 'message');
    const url = z.string().parse(messages[0]);
    const rows: string[][] = [];
    for (const { mib, rounds } of SIZES) {
      await writeApk(join(folder, 'app.apk'), mib);
      rows.push(await compare(folder, url, mib, rounds));
    }
    const about =
      'An APK of random bytes to a server on the same machine; whole processes. *Memory* is the peak above a step without upload.';
    return section('Upload', about, [['APK', 'the action', '`zip -0`, `curl -T`', 'memory'], ...rows]);
  } finally {
    await worker.terminate();
    await rm(folder, { recursive: true });
  }
}

async function compare(folder: string, url: string, mib: number, rounds: number): Promise<string[]> {
  const step = (inputs: Record<string, string>): Promise<Measured> =>
    measure({
      command: process.execPath,
      args: [ACTION],
      folder,
      watchesMemory: true,
      env: {
        GITHUB_WORKSPACE: folder,
        'INPUT_API-KEY': 'dk_live_bench',
        'INPUT_API-URL': url,
        'INPUT_TEST-IDS': 'abc123',
        INPUT_WAIT: 'false',
        ...inputs,
      },
    });
  const zip = 'rm -f z.zip && zip -0 -q z.zip app.apk';
  const curl = `curl -sf -o response -T z.zip -H 'Content-Type: application/zip' ${url}/store`;
  const measured = await inTurn(rounds, {
    bare: () => step({ 'INPUT_TARGET-ID': 'tgt' }),
    ours: () => step({ INPUT_APK: 'app.apk' }),
    theirs: () => measure({ command: 'sh', args: ['-c', `${zip} && ${curl}`], folder }),
  });
  const speed = ({ seconds }: Measured): string => `${seconds.toPrecision(3)} s (${(mib / seconds).toFixed(0)} MiB/s)`;
  const memory = measured('ours').peakMiB - measured('bare').peakMiB;
  return [`${mib} MiB`, speed(measured('ours')), speed(measured('theirs')), `${memory.toFixed(0)} MiB`];
}

/** Writes an archive with a manifest and one entry of random bytes. */
async function writeApk(path: string, mib: number): Promise<void> {
  const chunk = randomFillSync(Buffer.alloc(MIB));
  let crc = 0;
  for (let count = 0; count < mib; count++) crc = crc32(chunk, crc);
  const parts = zipParts([
    { name: 'AndroidManifest.xml', bytes: 0, crc32: 0 },
    { name: 'assets/large.bin', bytes: mib * MIB, crc32: crc },
  ]);
  const file = await open(path, 'w');
  for (const part of parts) {
    if (Buffer.isBuffer(part)) await file.write(part);
    else for (let count = 0; count < part.bytes / MIB; count++) await file.write(chunk);
  }
  await file.close();
}

const RESPONSES: Readonly<Record<string, unknown>> = {
  '/targets': { target_id: 'tgt' },
  '/runs': { run_id: 'run', results: [] },
};

/** A Doksi that accepts and discards everything, in its own thread so that only the sender is measured. */
function serve(port: NonNullable<typeof parentPort>): void {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const created = { upload_id: 'upl', upload_url: `http://${request.headers.host ?? ''}/store` };
      response.end(JSON.stringify(request.url === '/uploads' ? created : (RESPONSES[request.url ?? ''] ?? {})));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address) port.postMessage(`http://127.0.0.1:${address.port}`);
  });
}

if (!isMainThread && parentPort) serve(parentPort);
