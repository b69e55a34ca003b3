import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { digestFile } from '../../src/apps/package.ts';
import { Secrets } from '../../src/base/secrets.ts';
import { DoksiClient } from '../../src/doksi/client.ts';
import type { HttpRequest, HttpResponse, Send } from '../../src/http/transport.ts';
import type { RegisteredTargetId } from '../../src/plan/plan.ts';
import { uploadAll } from '../../src/upload/upload.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { testRuntime } from '../http/wire.ts';
import { type Files, withWorkspace } from '../workspace.ts';

// Uploads to a store that responds from a script, on a virtual clock.

export interface Story {
  readonly clock: VirtualClock;
  readonly signal: AbortSignal;
  /** The response to a `POST /uploads`, by its number from 1; by default an upload. */
  readonly onUpload: (number: number) => HttpResponse | undefined;
  /** The response to a `PUT`, by its number from 1; by default everything is read. */
  readonly store: (
    number: number,
    request: HttpRequest,
    signal: AbortSignal,
    secrets: readonly string[],
  ) => Promise<HttpResponse>;
}

export interface Ending {
  readonly targets: readonly RegisteredTargetId[];
  readonly error: unknown;
  /** Method and path of every request. */
  readonly requests: readonly string[];
  readonly log: readonly string[];
  readonly secrets: readonly string[];
  readonly tookMs: number;
}

export const done: HttpResponse = { status: 200, headers: {}, text: '' };

export async function takeWhole({ body }: HttpRequest): Promise<HttpResponse> {
  if (body !== undefined && typeof body !== 'string') await text(body);
  return done;
}

/** Uploads these files, each as an app of its own. */
export async function upload(files: Files, story: Partial<Story> = {}): Promise<Ending> {
  const { clock = new VirtualClock(), signal = new AbortController().signal, store = takeWholeOf, onUpload } = story;
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
      return respond({ target_id: `tgt_${++numbers.targets} of ${upload_id}` });
    }
    numbers.uploads += 1;
    const scripted = onUpload?.(numbers.uploads);
    if (scripted !== undefined) return Promise.resolve(scripted);
    const upload_id = `upl_${numbers.uploads}`;
    return respond({ upload_id, upload_url: `https://store.test/${upload_id}?X-Amz-Signature=5ec7e75ec7e7` });
  };
  const runtime = testRuntime({
    clock,
    signal,
    secrets: new Secrets((secret) => secrets.push(secret)),
  });
  const info = (line: string): void => {
    log.push(line);
    const [, seconds] = /trying again in (\d+) s/.exec(line) ?? [];
    if (seconds !== undefined) setImmediate(() => void clock.advance(Number(seconds) * 1000));
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
    const logging = { ...runtime, log: { ...runtime.log, info } };
    const doksi = new DoksiClient({ apiUrl: 'https://doksi.test', apiKey: 'dk_live_0', send });
    const targets: RegisteredTargetId[] = [];
    const ending = { requests, log, secrets };
    try {
      await uploadAll(uploads, doksi, logging, (target) => targets.push(target));
      return { ...ending, targets, error: undefined, tookMs: clock.now() - beginMs };
    } catch (error) {
      return { ...ending, targets: [], error, tookMs: clock.now() - beginMs };
    }
  });
}

const newTarget = z.object({ upload_id: z.string() });

const takeWholeOf: Story['store'] = (_number, request) => takeWhole(request);

function respond(body: unknown): Promise<HttpResponse> {
  return Promise.resolve({ status: 200, headers: {}, text: JSON.stringify(body) });
}
