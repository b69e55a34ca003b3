import type { ServerResponse } from 'node:http';

/** A whole response, known before a byte of it is sent, so that a fault can still spoil it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function json(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

function page(status: number, text: string, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: `<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>\n`,
  };
}

/** What a captive portal sends in place of any response. */
export const signInPage = page(200, 'Please sign in to this network');

/** What a gateway sends in place of the server's response; Cloudflare marks its challenges. */
export function gatewayPage(status: number, isChallenge: boolean): Reply {
  return isChallenge
    ? page(status, 'Just a moment...', { server: 'cloudflare', 'cf-mitigated': 'challenge' })
    : page(status, 'Access denied by the proxy', { via: '1.1 proxy' });
}

export function send(response: ServerResponse, reply: Reply): void {
  writeHead(response, reply, Buffer.byteLength(reply.body));
  response.end(reply.body);
}

/** Sends half of the response, calls `then`, and never sends the rest. */
export function sendHalf(response: ServerResponse, reply: Reply, then?: () => void): void {
  const bytes = Buffer.from(reply.body);
  // An empty body cannot be halved, so it announces a byte that never comes.
  writeHead(response, reply, Math.max(bytes.length, 1));
  response.flushHeaders();
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), then);
}

function writeHead(response: ServerResponse, { status, headers }: Reply, length: number): void {
  response.writeHead(status, { ...headers, 'content-length': length });
}
