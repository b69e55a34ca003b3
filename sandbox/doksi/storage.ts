import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../reply.ts';
import { STORAGE_PATH } from './routes.ts';
import { s3Error } from './s3-errors.ts';
import type { ZipMember } from './zip.ts';
import { membersOf } from './zip.ts';

/** An upload that arrived completely. */
export interface StoredUpload {
  readonly uploadId: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The files of the zip; empty if the bytes are not a zip. */
  readonly files: readonly ZipMember[];
  /** Where the bytes are, until the sandbox closes. */
  readonly path: string;
}

/** The store of the presigned URLs. It is as strict as S3. */
export interface Storage {
  /** Creates an upload: its id, and the path and query for the `PUT`. */
  readonly reserve: () => { uploadId: string; signedPath: string };
  readonly receive: (request: IncomingMessage, uploadId: string, bytesPerSecond: number) => Promise<Reply>;
  readonly find: (uploadId: string) => StoredUpload | undefined;
  /** All uploads, in order. */
  readonly stored: readonly StoredUpload[];
  readonly close: () => Promise<void>;
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
const MAX_PUT_BYTES = 5 * 1024 ** 3;

/** Creates an empty store whose URLs are valid for `urlLifetimeSeconds`. */
export function createStorage(options: { now: () => number; urlLifetimeSeconds: number }): Storage {
  let folder: Promise<string> | undefined;
  const secret = randomBytes(32);
  const expiryMs = new Map<string, number>();
  const stored: StoredUpload[] = [];
  let received = 0;

  // As in S3, the content type is part of what is signed.
  const signatureOf = (path: string, query: URLSearchParams, contentType: string): string =>
    createHmac('sha256', secret).update(`PUT\n${path}\n${query.toString()}\n${contentType}`).digest('hex');

  const hasValidSignature = (url: URL, contentType: string): boolean => {
    const query = new URLSearchParams(url.search);
    query.delete('X-Amz-Signature');
    return url.searchParams.get('X-Amz-Signature') === signatureOf(url.pathname, query, contentType);
  };

  const rejectionOf = ({ headers, url: target = '' }: IncomingMessage, uploadId: string): Reply | undefined => {
    if (headers.authorization !== undefined) return s3Error('TwoCredentials');
    if (options.now() > (expiryMs.get(uploadId) ?? Infinity)) return s3Error('RequestExpired');
    const url = new URL(target, 'http://sandbox');
    if (!hasValidSignature(url, headers['content-type'] ?? '')) return s3Error('SignatureDoesNotMatch');
    if (headers['transfer-encoding'] !== undefined) return s3Error('Chunked');
    if (headers['content-length'] === undefined) return s3Error('NoLength');
    if (Number(headers['content-length']) > MAX_PUT_BYTES) return s3Error('TooLarge');
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
      const rejected = rejectionOf(request, uploadId);
      if (rejected) return rejected;

      folder ??= mkdtemp(join(tmpdir(), 'doksi-sandbox-'));
      const path = join(await folder, `${uploadId}-${++received}.zip`);
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

      // A body longer than announced is not valid HTTP: Node has then responded 400 and closed the connection.
      if (request.socket.destroyed) throw new Error(`The sender of ${uploadId} closed the connection.`);
      stored.push({ uploadId, bytes, sha256: hash.digest('hex'), files, path });
      return { status: 200, headers: {}, body: '' };
    },
  };
}

/** A stage of a pipeline with a limited speed. */
function throttle(bytesPerSecond: number) {
  return async function* (
    source: AsyncIterable<Buffer>,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncIterable<Buffer> {
    for await (const chunk of source) {
      if (Number.isFinite(bytesPerSecond)) {
        // A sender that has closed the connection must not keep the process alive.
        await sleep((chunk.length / bytesPerSecond) * 1000, undefined, {
          ref: false,
          ...(signal && { signal }),
        });
      }
      yield chunk;
    }
  };
}
