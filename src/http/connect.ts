import { once } from 'node:events';
import { request as httpRequest, STATUS_CODES } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import querystring from 'node:querystring';
import { connect as connectTls } from 'node:tls';
import { checkBypass } from '@actions/http-client/lib/proxy';
import * as z from 'zod';
import { Failure } from '../base/failure.ts';
import { hideCredentials } from '../base/url.ts';

/**
 * Opens a connection for one request: TCP, the tunnel of a proxy if the environment names one, and TLS. Nothing of the
 * request has been sent when this settles. Rejects with an Error whose message is the reason in a few words, a Failure
 * if the proxy is not supported, or the signal's reason.
 */
export async function connect(url: URL, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const proxy = proxyFor(url);
  const [host, port] = [hostOf(proxy ?? url), portOf(proxy ?? url)];
  let socket = await established(connectTcp({ host, port, noDelay: true }), 'connect', signal);
  if (proxy) {
    if (proxy.protocol === 'https:') socket = await startTls(socket, hostOf(proxy), signal);
    await openTunnel(socket, proxy, url, signal);
  }
  return url.protocol === 'https:' ? startTls(socket, hostOf(url), signal) : socket;
}

/** The HTTP proxy that the environment names for the URL; `proxy:3128` means `http://proxy:3128`. May throw a Failure. */
export function proxyFor(url: URL): URL | undefined {
  if (checkBypass(url)) return undefined;
  const lower = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const variable = process.env[lower] ? lower : lower.toUpperCase();
  const value = process.env[variable]?.trim() ?? '';
  if (value === '') return undefined;
  const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  throw new Failure(
    `The proxy in ${variable} is not supported: ${hideCredentials(value)}.`,
    `Set ${variable} to an HTTP proxy, such as http://proxy.example.com:3128, or list the host in no_proxy.`,
    { help: 'doksi-unreachable' },
  );
}

/** The header for the user and password in a URL, if it has any. */
export function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${querystring.unescape(username)}:${querystring.unescape(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function startTls(socket: Socket, host: string, signal: AbortSignal): Promise<Socket> {
  // An address is not a server name: https://www.rfc-editor.org/rfc/rfc6066#section-3
  const servername = isIP(host) === 0 ? host : '';
  const secured = connectTls({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
  return established(secured, 'secureConnect', signal);
}

/** Waits until the socket is established; destroys it otherwise. */
async function established(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Socket> {
  // This listener stays: an error between two steps must not end the process.
  socket.on('error', () => undefined);
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (cause) {
    socket.destroy();
    signal.throwIfAborted();
    throw new Error(connectionFault(cause, event === 'connect' ? FAULTS : HANDSHAKE_FAULTS), { cause });
  }
}

/** https://www.rfc-editor.org/rfc/rfc9110#CONNECT */
async function openTunnel(socket: Socket, proxy: URL, url: URL, signal: AbortSignal): Promise<void> {
  const authority = `${url.hostname}:${portOf(url)}`;
  const authorization = basicAuthorization(proxy);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const request = httpRequest({
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...(authorization && { 'proxy-authorization': authorization }) },
    createConnection: () => socket,
    signal,
  });
  request.once('connect', ({ statusCode = 0 }, _socket, head) => {
    if (statusCode < 200 || statusCode > 299) reject(new Error(statusName(statusCode)));
    else if (head.length > 0) reject(new Error('it sent data before the tunnel was used'));
    else resolve(undefined);
  });
  request.on('error', reject);
  request.end();
  try {
    await promise;
  } catch (cause) {
    socket.destroy();
    signal.throwIfAborted();
    throw new Error(`the proxy made no connection (${connectionFault(cause)})`, { cause });
  }
}

function hostOf(url: URL): string {
  // An IPv6 address has brackets in a URL only.
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80));
}

/** `503 Service Unavailable` */
export function statusName(status: number): string {
  return [status, STATUS_CODES[status]].filter(Boolean).join(' ');
}

/** Words for the codes of network errors, the first that matches: https://nodejs.org/api/errors.html */
type Faults = readonly (readonly [code: RegExp, words: string])[];

const FAULTS: Faults = [
  [/^(ENOTFOUND|EAI_)/, 'host name %h could not be resolved (%c)'],
  [/^ECONNREFUSED$/, 'connection refused'],
  [/^(ECONNRESET|EPIPE)$/, 'connection reset'],
  [/^E(TIMEDOUT|HOSTUNREACH|NETUNREACH)$/, 'no connection (%c)'],
  [/^HPE_/, 'invalid HTTP (%c)'],
  [/./, 'connection failed (%c)'],
];
const HANDSHAKE_FAULTS: Faults = [
  [/^(ECONNRESET)?$/, 'connection closed during the TLS handshake'],
  [/CERT|^(UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH_)/, 'TLS certificate not accepted (%c)'],
  [/./, 'TLS handshake failed (%c)'],
];

const text = z.string().optional().catch(undefined);
const ErrorFields = z.object({ code: text, hostname: text, message: text });

/** A network error in a few words; the message of an error without a code. */
export function connectionFault(error: unknown, faults = FAULTS): string {
  const { code = '', hostname = '', message = '' } = ErrorFields.safeParse(error).data ?? {};
  const words = faults.find(([pattern]) => pattern.test(code))?.[1] ?? (message || 'connection closed');
  return words.replace('%h', hostname).replace('%c', code);
}
