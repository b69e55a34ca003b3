import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { zipParts } from '../../src/upload/zip.ts';
import type { Identity } from '../../sandbox/certificate.ts';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import { type FinishedStep, startStep } from '../../sandbox/runner/step.ts';
import { type Evidence, evidenceOf, type Word } from '../laws/evidence.ts';
import type { Exchange } from '../play/stage.ts';
import { firstAttempt, type Left } from './first-attempt.ts';
import { startLine } from './line.ts';
import type { Trip } from './trip.ts';

/** What every trip shares. */
export interface Luggage {
  /** A folder with `app.apk`. */
  readonly workspace: string;
  readonly identity: Identity;
  /** The certificate of `identity`, as a file. */
  readonly certificatePath: string;
}

/** What came of a trip. */
export interface Journey {
  readonly trip: Trip;
  readonly step: FinishedStep;
  /** Of what it did itself, once it knew what earlier attempts have left. */
  readonly evidence: Evidence;
  /** What Doksi says, by the end, of the runs of the attempt before. */
  readonly left: readonly Word[];
  /** All requests to GitHub. */
  readonly toldGithub: string;
  /** Whether GitHub's token went to Doksi. */
  readonly hasStrayToken: boolean;
  /** Runs that the good server has really created. */
  readonly bought: number;
  /** What came through the line. */
  readonly requests: number;
  /** Addresses that were given out to upload to: secrets, all of them. */
  readonly uploadUrls: readonly string[];
  /** When the signal was sent, and when the step was over; milliseconds of one clock. */
  readonly signalledAtMs: number | undefined;
  readonly endedAtMs: number;
}

/** Sends the built action on a trip. */
export async function travel(
  trip: Trip,
  { workspace, identity, certificatePath }: Luggage,
): Promise<Journey> {
  const doksi = await startDoksi();
  const github = await startGithub();
  const left = await firstAttempt(trip, doksi, github, { workspace, inputs: inputsOf(trip, doksi.url) });
  const requestsBefore = doksi.requests.length;
  const line = await startLine({
    ...trip,
    to: new URL(doksi.url).origin,
    identity: trip.hasTls ? identity : undefined,
  });
  const origin = trip.hasTls ? `https://localhost:${line.port}` : `http://127.0.0.1:${line.port}`;
  try {
    // A process that has not begun to work has nobody who listens.
    const begun = Promise.withResolvers<undefined>();
    const running = startStep({
      workspace,
      onOutput: () => begun.resolve(undefined),
      inputs: inputsOf(trip, `${origin}${new URL(doksi.url).pathname}`),
      env: {
        RUNNER_DEBUG: '1',
        GITHUB_API_URL: github.url,
        ...(trip.rerun !== undefined && { GITHUB_RUN_ATTEMPT: '2' }),
        NODE_EXTRA_CA_CERTS: certificatePath,
        ...(trip.hasJumpingWallClock && JUMPS),
      },
    });
    const sent = new LaterSignal(trip, running.kill);
    void begun.promise.then(() => sent.start());
    const step = await running.done;
    sent.stop();
    const uploadUrls = line.exchanges.flatMap(({ path, reply }) =>
      path === '/uploads' && reply.kind === 'answer' ? (/http[^"]+/.exec(reply.text)?.slice(0, 1) ?? []) : [],
    );
    return {
      trip,
      step,
      evidence: ownEvidence(line.exchanges, left),
      left: await left.words(),
      bought: doksi.requests
        .slice(requestsBefore)
        .filter(({ method, path, status }) => isPurchase(method, path) && status === 201).length,
      toldGithub: github.requests
        .map(({ path, headers, body }) => JSON.stringify([path, headers, body]))
        .join(),
      hasStrayToken: line.exchanges.some(({ hasToken }) => hasToken),
      requests: line.exchanges.length,
      uploadUrls,
      signalledAtMs: sent.atMs,
      endedAtMs: performance.now(),
    };
  } finally {
    await line.close();
    await doksi.close();
    await github.close();
  }
}

/** Without the questions about earlier runs: what follows the first creation; else a run that is there is followed. */
function ownEvidence(exchanges: readonly Exchange[], { runIds }: Left): Evidence {
  const first = exchanges.findIndex(
    ({ method, path }) => method === 'POST' && path !== '/uploads' && path !== '/targets',
  );
  return first < 0 ? evidenceOf(exchanges, runIds.at(-1)) : evidenceOf(exchanges.slice(first), undefined);
}

function isPurchase(method: string, path: string): boolean {
  return method === 'POST' && path.endsWith('/runs');
}

function inputsOf(trip: Trip, apiUrl: string): Record<string, string> {
  const until = new Date().toISOString().slice(0, 10);
  const known = trip.known.map((id) => ({ test_id: id, until, reason: 'SHOP-1' }));
  return {
    'api-key': SANDBOX_API_KEY,
    'api-url': apiUrl,
    ...(trip.target === 'apk' ? { apk: 'app.apk' } : { 'web-url': 'https://staging.example.com' }),
    'test-ids': trip.testIds.join(','),
    'poll-interval-seconds': '1',
    'timeout-minutes': String(trip.timeoutMinutes),
    retries: String(trip.retries),
    wait: String(trip.wait),
    ...(trip.rerun !== undefined && { 'check-run': 'true', 'on-rerun': 'failed' }),
    ...(known.length > 0 && { 'known-failures': JSON.stringify(known) }),
    ...Object.fromEntries(Object.entries(trip.gates).map(([name, isOn]) => [name, String(isOn)])),
  };
}

/** Makes the wall clock of the step's process jump by an hour and more, this way and that. */
const JUMPS = {
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(
    'const now = Date.now; let looks = 0; Date.now = () => now() + (looks++ % 2 ? 5e6 : -4e6);',
  )}`,
};

/** The signal of a trip, if it has one. */
class LaterSignal {
  readonly #signal: Trip['signal'];
  readonly #kill: (name: NodeJS.Signals) => void;
  #timer: NodeJS.Timeout | undefined;
  /** When it was sent; milliseconds of `performance.now`. */
  atMs: number | undefined;

  constructor({ signal }: Trip, kill: (name: NodeJS.Signals) => void) {
    this.#signal = signal;
    this.#kill = kill;
  }

  start(): void {
    const signal = this.#signal;
    if (signal === undefined) return;
    this.#timer = setTimeout(() => {
      this.atMs = performance.now();
      this.#kill(signal.name);
    }, signal.afterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The smallest file that passes for an APK. */
export function writeApk(folder: string): void {
  const content = Buffer.from('manifest');
  const entry = { name: 'AndroidManifest.xml', bytes: content.length, crc32: crc32(content) };
  const parts = zipParts([entry]).map((part) => (Buffer.isBuffer(part) ? part : content));
  writeFileSync(join(folder, 'app.apk'), Buffer.concat(parts));
}
