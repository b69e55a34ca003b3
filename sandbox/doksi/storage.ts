import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as yauzl from 'yauzl';
import type { Reply } from '../server.ts';

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

interface ZipMember {
  readonly name: string;
  readonly bytes: number;
}

/** Where the upload store lives on the host of the API. */
export const STORAGE_PATH = '/storage';
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
const MAX_PUT_BYTES = 5 * 1024 ** 3;

/** The store of the presigned URLs. It is as strict as S3. */
export class Storage {
  /** All uploads, in order. */
  readonly stored: StoredUpload[] = [];
  readonly #secret = randomBytes(32);
  readonly #expiryMs = new Map<string, number>();
  readonly #now: () => number;
  readonly #lifetimeSeconds: number;
  #folder: Promise<string> | undefined;
  #received = 0;

  /** Its URLs are valid for `lifetimeSeconds`. */
  constructor(now: () => number, lifetimeSeconds: number) {
    this.#now = now;
    this.#lifetimeSeconds = lifetimeSeconds;
  }

  find(uploadId: string): StoredUpload | undefined {
    return this.stored.findLast((upload) => upload.uploadId === uploadId);
  }

  async close(): Promise<void> {
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }

  /** Creates an upload: its id, and the path and query for the `PUT`. */
  reserve(): { uploadId: string; signedPath: string } {
    const uploadId = `upl_${String(this.#expiryMs.size + 1).padStart(4, '0')}`;
    this.#expiryMs.set(uploadId, this.#now() + this.#lifetimeSeconds * 1000);
    const path = `${STORAGE_PATH}/${uploadId}.zip`;
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': new Date(this.#now()).toISOString().replace(/[-:]|\.\d+/g, ''),
      'X-Amz-Expires': String(this.#lifetimeSeconds),
      'X-Amz-SignedHeaders': 'content-type;host',
    });
    query.append('X-Amz-Signature', this.#signatureOf(path, query, 'application/zip'));
    return { uploadId, signedPath: `${path}?${query.toString()}` };
  }

  /** Stores the body of a `PUT`, read at this speed. */
  async receive(request: IncomingMessage, uploadId: string, bytesPerSecond: number): Promise<Reply> {
    const rejected = this.#rejectionOf(request, uploadId);
    if (rejected) return s3Error(rejected);

    this.#folder ??= mkdtemp(join(tmpdir(), 'doksi-sandbox-'));
    const path = join(await this.#folder, `${uploadId}-${++this.#received}.zip`);
    const hash = createHash('sha256');
    let bytes = 0;
    const measure = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        // A sender that has closed the connection must not keep the process alive.
        if (bytesPerSecond < Infinity) await sleep((chunk.length / bytesPerSecond) * 1000, undefined, { ref: false });
        yield chunk;
      }
    };
    await pipeline(request, measure, createWriteStream(path));
    const files = await membersOf(path);

    // A body longer than announced is not valid HTTP: Node has then responded 400 and closed the connection.
    if (request.socket.destroyed) throw new Error(`The sender of ${uploadId} closed the connection.`);
    this.stored.push({ uploadId, bytes, sha256: hash.digest('hex'), files, path });
    return { status: 200, headers: {}, body: '' };
  }

  #rejectionOf({ headers, url = '' }: IncomingMessage, uploadId: string): S3Code | undefined {
    if (headers.authorization !== undefined) return 'TwoCredentials';
    if (this.#now() > (this.#expiryMs.get(uploadId) ?? Infinity)) return 'RequestExpired';
    const { pathname, searchParams } = new URL(url, 'http://sandbox');
    const signature = searchParams.get('X-Amz-Signature');
    searchParams.delete('X-Amz-Signature');
    if (signature !== this.#signatureOf(pathname, searchParams, headers['content-type'] ?? ''))
      return 'SignatureDoesNotMatch';
    if (headers['transfer-encoding'] !== undefined) return 'Chunked';
    if (headers['content-length'] === undefined) return 'NoLength';
    return Number(headers['content-length']) > MAX_PUT_BYTES ? 'TooLarge' : undefined;
  }

  /** As in S3, the content type is part of what is signed. */
  #signatureOf(path: string, query: URLSearchParams, contentType: string): string {
    const signed = `PUT\n${path}\n${query.toString()}\n${contentType}`;
    return createHmac('sha256', this.#secret).update(signed).digest('hex');
  }
}

// Status, code and message are S3's: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const S3_ERRORS = {
  TwoCredentials: [400, 'InvalidArgument', 'Only one auth mechanism allowed'],
  RequestExpired: [403, 'AccessDenied', 'Request has expired'],
  ExpiredToken: [400, 'ExpiredToken', 'The provided token has expired.'],
  SignatureDoesNotMatch: [403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.'],
  Chunked: [501, 'NotImplemented', 'A header you provided implies functionality that is not implemented'],
  NoLength: [411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.'],
  TooLarge: [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'],
  OperationAborted: [409, 'OperationAborted', 'A conflicting conditional operation is currently in progress.'],
} as const;
type S3Code = keyof typeof S3_ERRORS;

/** An error in the form of S3. */
export function s3Error(name: S3Code): Reply {
  const [status, code, message] = S3_ERRORS[name];
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

/** The files that the central directory of a zip names; none if the file is no zip. */
async function membersOf(path: string): Promise<readonly ZipMember[]> {
  try {
    const zip = await open(path, { autoClose: true });
    const members: ZipMember[] = [];
    zip.on('entry', ({ fileName, uncompressedSize }: yauzl.Entry) => {
      members.push({ name: fileName, bytes: uncompressedSize });
    });
    await once(zip, 'end');
    return members;
  } catch {
    return [];
  }
}
