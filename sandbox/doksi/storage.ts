import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answers.ts';
import { STORAGE_PATH } from './routes.ts';
import type { ZipMember } from './zip.ts';
import { membersOf } from './zip.ts';

/** An upload that arrived whole. */
export interface StoredUpload {
  readonly uploadId: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What the zip holds; empty if the bytes are no zip. */
  readonly files: readonly ZipMember[];
  /** Where the bytes are, until the sandbox closes. */
  readonly path: string;
}

/** The place that presigned URLs lead to. It is as particular as S3. */
export interface Storage {
  /** Promises room for an upload: its id, and the path and query that a `PUT` must go to. */
  readonly reserve: () => { uploadId: string; signedPath: string };
  readonly receive: (request: IncomingMessage, uploadId: string, bytesPerSecond: number) => Promise<Answer>;
  readonly find: (uploadId: string) => StoredUpload | undefined;
  /** Everything that arrived, in order. */
  readonly stored: readonly StoredUpload[];
  readonly close: () => Promise<void>;
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
const MAX_PUT_BYTES = 5 * 1024 ** 3;

/** Opens an empty store, whose URLs are valid for `urlLifetimeSeconds`. */
export function createStorage(options: { now: () => number; urlLifetimeSeconds: number }): Storage {
  let folder: Promise<string> | undefined;
  const secret = randomBytes(32);
  const expiryMs = new Map<string, number>();
  const stored: StoredUpload[] = [];
  let attempts = 0;

  // The content type is part of what is signed, as it is in S3: another one is another signature.
  const signatureOf = (path: string, query: URLSearchParams, contentType: string): string =>
    createHmac('sha256', secret).update(`PUT\n${path}\n${query.toString()}\n${contentType}`).digest('hex');

  const hasValidSignature = (url: URL, contentType: string): boolean => {
    const query = new URLSearchParams(url.search);
    query.delete('X-Amz-Signature');
    return url.searchParams.get('X-Amz-Signature') === signatureOf(url.pathname, query, contentType);
  };

  const refusalOf = (
    { headers, url: target = '' }: IncomingMessage,
    uploadId: string,
  ): Answer | undefined => {
    if (headers.authorization !== undefined) return refuse('two-credentials');
    if (options.now() > (expiryMs.get(uploadId) ?? Infinity)) return refuse('expired');
    const url = new URL(target, 'http://sandbox');
    if (!hasValidSignature(url, headers['content-type'] ?? '')) return refuse('signature');
    if (headers['transfer-encoding'] !== undefined) return refuse('chunked');
    if (headers['content-length'] === undefined) return refuse('no-length');
    if (Number(headers['content-length']) > MAX_PUT_BYTES) return refuse('too-large');
    return undefined;
  };

  return {
    stored,
    find: (uploadId) => stored.findLast((upload) => upload.uploadId === uploadId),
    close: async () => {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },

    reserve: () => {
      const uploadId = `upl_${String(expiryMs.size + 1).padStart(4, '0')}`;
      expiryMs.set(uploadId, options.now() + options.urlLifetimeSeconds * 1000);
      const path = `${STORAGE_PATH}/${uploadId}.zip`;
      const query = new URLSearchParams({
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Date': new Date(options.now()).toISOString().replace(/[-:]|\.\d+/g, ''),
        'X-Amz-Expires': String(options.urlLifetimeSeconds),
        'X-Amz-SignedHeaders': 'content-type;host',
      });
      query.append('X-Amz-Signature', signatureOf(path, query, 'application/zip'));
      return { uploadId, signedPath: `${path}?${query.toString()}` };
    },

    receive: async (request, uploadId, bytesPerSecond) => {
      const refused = refusalOf(request, uploadId);
      if (refused) return refused;

      folder ??= mkdtemp(join(tmpdir(), 'doksi-sandbox-'));
      const path = join(await folder, `${uploadId}-${++attempts}.zip`);
      const hash = createHash('sha256');
      let bytes = 0;
      const measure = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
        for await (const chunk of source) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      };
      await pipeline(request, throttle(bytesPerSecond), measure, createWriteStream(path));
      const files = await membersOf(path);

      // Bytes beyond the announced length are no HTTP request: Node has then answered 400 and hung up.
      if (request.socket.destroyed) throw new Error(`The sender of ${uploadId} hung up.`);
      stored.push({ uploadId, bytes, sha256: hash.digest('hex'), files, path });
      return { status: 200, headers: {}, body: '' };
    },
  };
}

/** A stage of a pipeline that lets only so many bytes through. */
function throttle(bytesPerSecond: number) {
  return async function* (
    source: AsyncIterable<Buffer>,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncIterable<Buffer> {
    for await (const chunk of source) {
      if (Number.isFinite(bytesPerSecond)) {
        // A sender that has hung up must not keep the process waiting.
        await sleep((chunk.length / bytesPerSecond) * 1000, undefined, {
          ref: false,
          ...(signal && { signal }),
        });
      }
      yield chunk;
    }
  };
}

// S3's own words: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const refusals = {
  'two-credentials': {
    status: 400,
    code: 'InvalidArgument',
    message:
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, ' +
      'Signature query string parameter or the Authorization header should be specified',
  },
  expired: { status: 403, code: 'AccessDenied', message: 'Request has expired' },
  signature: {
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. ' +
      'Check your key and signing method.',
  },
  chunked: {
    status: 501,
    code: 'NotImplemented',
    message: 'A header you provided implies functionality that is not implemented',
  },
  'no-length': {
    status: 411,
    code: 'MissingContentLength',
    message: 'You must provide the Content-Length HTTP header.',
  },
  'too-large': {
    status: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed size',
  },
} as const;

function refuse(reason: keyof typeof refusals): Answer {
  const { status, code, message } = refusals[reason];
  const details = `<Code>${code}</Code><Message>${message}</Message><RequestId>SANDBOX</RequestId>`;
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${details}<HostId>sandbox</HostId></Error>`,
  };
}
