import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http';

/** One answer of a site, or what it does in place of one. */
export type Page = PlainPage | ((response: ServerResponse) => void);

export interface PlainPage {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

export interface Visit {
  /** As the visitor wrote it. */
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** A site on this machine that somebody deploys previews to. */
export interface PreviewSite {
  /** `http://127.0.0.1:…`, which is also a proxy that leads every host to the site: the value for `http_proxy`. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly visits: readonly Visit[];
  /** Hangs up on everybody. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a site with these pages: for each path the answers in turn, the last of which stays. Elsewhere it answers 404.
 */
export async function startPreview(pages: Readonly<Record<string, readonly Page[]>>): Promise<PreviewSite> {
  const visits: Visit[] = [];
  const site: RequestListener = (request, response) => {
    const { url: path = '/', headers } = request;
    request.resume();
    visits.push({ host: headers.host ?? '', path, headers, atMs: Date.now() });
    const number = visits.filter((visit) => visit.path === path).length;
    const inTurn = pages[path] ?? [];
    answer(response, inTurn[number - 1] ?? inTurn.at(-1) ?? { status: 404 });
  };
  const server = createServer(site);
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.emit('connection', socket);
  });
  const { promise: listening, resolve: listens } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => listens(undefined));
  await listening;
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The preview does not listen on a port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    visits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, page: Page): void {
  if (typeof page === 'function') {
    page(response);
    return;
  }
  begin(response, page);
  response.end();
}

function begin(response: ServerResponse, { status = 200, headers = {}, body = '' }: PlainPage): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status);
  // Node writes headers in another encoding beside a text than beside bytes.
  response.write(Buffer.from(body));
}

/** An answer that begins like this page and never ends. */
export function endless(page: PlainPage): Page {
  return (response) => {
    begin(response, page);
  };
}

/** Takes the request, and says nothing. */
export const silent: Page = () => undefined;
