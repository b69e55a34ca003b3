import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { listen } from '../server.ts';

/** A response of a site, or what it does instead. */
export type Page = PlainPage | ((response: ServerResponse) => void);

interface PlainPage {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

interface Visit {
  /** The `Host` header. */
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** A site on this machine with a deployed preview. */
export interface PreviewSite {
  /** `http://127.0.0.1:…`, which is also a proxy that leads every host to the site: the value for `http_proxy`. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly visits: readonly Visit[];
  /** Closes all connections. */
  readonly close: () => Promise<void>;
}

/** Starts a site with these pages: for each path the responses in turn; the last one repeats. Other paths return 404. */
export async function startPreview(pages: Readonly<Record<string, readonly Page[]>>): Promise<PreviewSite> {
  const visits: Visit[] = [];
  const site: RequestListener = (request, response) => {
    const { url: path = '/', headers } = request;
    request.resume();
    visits.push({ host: headers.host ?? '', path, headers, atMs: Date.now() });
    const number = visits.filter((visit) => visit.path === path).length;
    const inTurn = pages[path] ?? [];
    const page = inTurn[number - 1] ?? inTurn.at(-1) ?? { status: 404 };
    if (typeof page === 'function') return page(response);
    begin(response, page);
    response.end();
  };
  const { server, port, close } = await listen(site);
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.emit('connection', socket);
  });
  return { url: `http://127.0.0.1:${port}`, visits, close };
}

function begin(response: ServerResponse, { status = 200, headers = {}, body = '' }: PlainPage): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status);
  // Node encodes headers differently if the body is text.
  response.write(Buffer.from(body));
}

/** A response that begins like this page and never ends. */
export function endless(page: PlainPage): Page {
  return (response) => begin(response, page);
}

/** Accepts the request and never responds. */
export const silent: Page = () => undefined;
