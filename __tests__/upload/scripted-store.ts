import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { digestFile } from '../../src/apps/digest.ts';
import { type RegisteredTarget, uploadAll } from '../../src/upload/upload.ts';
import { createDoksi } from '../../src/doksi/client.ts';
import type { HttpAnswer, HttpRequest, Send } from '../../src/http/transport.ts';
import { UploadLog } from '../../src/log/upload-log.ts';
import { HandClock } from './hand-clock.ts';
import { type Files, withWorkspace } from '../workspace.ts';

// Uploads to a store that answers from a script, on a clock that nobody has to wait for.

export interface Story {
  readonly clock: HandClock;
  readonly signal: AbortSignal;
  /** What becomes of a `POST /uploads`, by its number from 1; by default it is answered. */
  readonly onUpload: (number: number) => HttpAnswer | undefined;
  /** What becomes of a `PUT`, by its number from 1; by default it is taken whole. */
  readonly store: (
    number: number,
    request: HttpRequest,
    signal: AbortSignal,
    secrets: readonly string[],
  ) => Promise<HttpAnswer>;
}

export interface Ending {
  readonly targets: readonly RegisteredTarget[];
  readonly error: unknown;
  /** Method and path of every request; what is uploaded has a number. */
  readonly requests: readonly string[];
  readonly log: readonly string[];
  readonly secrets: readonly string[];
  readonly tookMs: number;
}

/** The store has it. */
export const done: HttpAnswer = { status: 200, headers: {}, text: '' };

export async function takeWhole({ body }: HttpRequest): Promise<HttpAnswer> {
  if (body !== undefined && typeof body !== 'string') await text(body);
  return done;
}

/** Uploads these files, each as an app of its own. */
export async function upload(files: Files, story: Partial<Story> = {}): Promise<Ending> {
  const {
    clock = new HandClock(),
    signal = new AbortController().signal,
    store = takeWholeOf,
    onUpload,
  } = story;
  const beginMs = clock.now();
  const requests: string[] = [];
  const log: string[] = [];
  const secrets: string[] = [];
  const numbers = { uploads: 0, puts: 0, targets: 0 };
  const send: Send = (request, requestSignal) => {
    requests.push(`${request.method} ${request.url.pathname}`);
    if (request.method === 'PUT') return store(++numbers.puts, request, requestSignal, secrets);
    if (request.url.pathname.endsWith('/targets')) {
      const { upload_id } = newTarget.parse(JSON.parse(typeof request.body === 'string' ? request.body : ''));
      return answer({ target_id: `tgt_${++numbers.targets} of ${upload_id}` });
    }
    const refused = onUpload?.(numbers.uploads + 1);
    numbers.uploads += 1;
    if (refused !== undefined) return Promise.resolve(refused);
    const upload_id = `upl_${numbers.uploads}`;
    return answer({ upload_id, upload_url: `https://store.test/${upload_id}?X-Amz-Signature=5ec7e7` });
  };
  const onRetry = (failure: { readonly brief: string }, waitMs: number): void => {
    log.push(`again after ${failure.brief}`);
    setImmediate(() => void clock.advance(waitMs));
  };
  return withWorkspace(files, async (folder) => {
    const uploads = await Promise.all(
      Object.keys(files).map(async (name) => {
        const path = join(folder, name);
        const file = { path, name, ...(await digestFile(path)) };
        return {
          package: { kind: 'apk' as const, path: name, files: [file] },
          registrations: [{ key: name, name: 'shop', version: '1', paths: [name] }],
        };
      }),
    );
    const wire = { send, clock, redact: (line: string) => line, trace: () => undefined };
    const doksi = createDoksi({
      ...wire,
      apiUrl: 'https://doksi.test',
      apiKey: 'dk_live_0',
      random: () => 1,
      onRetry,
    });
    const targets: RegisteredTarget[] = [];
    const ending = { requests, log, secrets };
    try {
      await uploadAll(
        uploads,
        {
          doksi,
          clock,
          random: () => 1,
          signal,
          events: Object.assign(new UploadLog((line) => log.push(line), clock.now), { backingOff: onRetry }),
          onSecret: (secret) => secrets.push(secret),
        },
        (target) => targets.push(target),
      );
      return { ...ending, targets, error: undefined, tookMs: clock.now() - beginMs };
    } catch (error) {
      return { ...ending, targets: [], error, tookMs: clock.now() - beginMs };
    }
  });
}

const newTarget = z.object({ upload_id: z.string() });

const takeWholeOf: Story['store'] = (_number, request) => takeWhole(request);

function answer(body: unknown): Promise<HttpAnswer> {
  return Promise.resolve({ status: 200, headers: {}, text: JSON.stringify(body) });
}
