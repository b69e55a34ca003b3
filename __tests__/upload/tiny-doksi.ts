import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

// The least that a step needs of Doksi, with a store that each test writes for itself.

export interface TinyDoksiOptions {
  /** Where the next upload goes; by default this server's own store. */
  readonly uploadUrl?: ((number: number) => string | undefined | Promise<string>) | undefined;
  /** The store. By default it takes everything. */
  readonly onPut?: (put: Put) => Promise<void> | void;
  /** By default it says nothing but its number. */
  readonly targetId?: (uploadUrl: string) => string;
}

export interface Put {
  /** From 1. */
  readonly number: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface TinyDoksi {
  readonly url: string;
  /** Of each request the method and the last part of the path: `POST uploads`, `PUT store`. */
  readonly requests: readonly string[];
  /** The bodies of what was posted. */
  readonly bodies: readonly string[];
  /** The presigned URLs that were given out. */
  readonly uploadUrls: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts it on 127.0.0.1. Its runs pass at once. */
async function startTinyDoksi(options: TinyDoksiOptions = {}): Promise<TinyDoksi> {
  const { uploadUrl, onPut = takeAll, targetId } = options;
  const requests: string[] = [];
  const bodies: string[] = [];
  const uploadUrls: string[] = [];
  let puts = 0;

  const answers: Readonly<Record<string, () => unknown>> = {
    'POST targets': () => ({
      target_id: targetId?.(uploadUrls.at(-1) ?? '') ?? `tgt_${count('POST targets')}`,
    }),
    'POST runs': () => ({ run_id: 'run_1', results: [] }),
    'GET run_1': () => ({
      run_id: 'run_1',
      status: 'passed',
      tests_total: 1,
      tests_passed: 1,
      tests_failed: 0,
    }),
  };
  const count = (name: string): number => requests.filter((request) => request === name).length;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '', 'http://tiny');
    const name = `${request.method ?? ''} ${pathname.replace(/^.*\//, '')}`;
    requests.push(name);
    if (name === 'PUT store') {
      await onPut({ number: ++puts, request, response });
      return;
    }
    bodies.push(await text(request));
    if (name === 'POST uploads') {
      const number = uploadUrls.length + 1;
      const own = `http://${request.headers.host ?? ''}/store?X-Amz-Expires=3600&X-Amz-Signature=${signatureOf(number)}`;
      const url = await (uploadUrl?.(number) ?? own);
      uploadUrls.push(url);
      response.end(JSON.stringify({ upload_id: `upl_${number}`, upload_url: url }));
      return;
    }
    response.end(JSON.stringify(answers[name]?.() ?? {}));
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    bodies,
    uploadUrls,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Gives `play` a tiny Doksi of its own, and closes that whatever happens. */
export async function withTinyDoksi(
  options: TinyDoksiOptions,
  play: (doksi: TinyDoksi) => Promise<void>,
): Promise<void> {
  const doksi = await startTinyDoksi(options);
  try {
    await play(doksi);
  } finally {
    await doksi.close();
  }
}

/** As long as S3's. */
export function signatureOf(number: number): string {
  return `5ec7e7${String(number).padStart(58, '0')}`;
}

/** Reads the body to its end. */
export async function bodyOf(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // A copy, for what an upload gives is good only until the next chunk.
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export async function takeAll({ request, response }: Put): Promise<void> {
  await bodyOf(request);
  response.end();
}

/** S3's way to refuse: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3Error(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
