import { request as httpRequest, STATUS_CODES } from 'node:http';
import { connect as dial, isIP, type Socket } from 'node:net';
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { connectionFault, handshakeFault, NoWayError } from './connection-fault.ts';

/**
 * Opens a connection for one request: TCP, the proxy's tunnel where the environment names a proxy, TLS. It is ready
 * when this resolves, and nothing of the request was sent before: whatever ends here has provably not arrived. Never
 * used twice. Rejects with a NoWayError, or the signal's reason.
 */
export async function connect(url: URL, signal: AbortSignal): Promise<Socket> {
  const proxy = getProxyUrl(url);
  let socket: Socket;
  if (proxy?.hostname) {
    socket = await reach(proxy, signal);
    if (proxy.protocol === 'https:') socket = await secure(socket, hostOf(proxy), signal);
    socket = await tunnel(socket, proxy, url, signal);
  } else {
    socket = await reach(url, signal);
  }
  return url.protocol === 'https:' ? secure(socket, hostOf(url), signal) : socket;
}

function reach(url: URL, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = dial({ host: hostOf(url), port: portOf(url), noDelay: true });
  return ready(socket, 'connect', signal, connectionFault);
}

async function secure(socket: Socket, host: string, signal: AbortSignal): Promise<Socket> {
  // An address is no server name: https://www.rfc-editor.org/rfc/rfc6066#section-3
  const servername = isIP(host) === 0 ? host : '';
  // A third of the time in which Node starts, and not every server is asked over TLS.
  const { connect: startTls } = await import('node:tls');
  const secured = startTls({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
  return ready(secured, 'secureConnect', signal, handshakeFault);
}

/** Waits for the socket to become ready; closes it if it does not. */
async function ready<T extends Socket>(
  socket: T,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  fault: (error: unknown) => string,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  socket.once(event, () => resolve(socket));
  // This listener stays: an error between two steps must not end the process.
  socket.on('error', (error) => reject(new NoWayError(fault(error), { cause: error })));
  socket.once('close', () => reject(new NoWayError(fault(undefined))));
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Asks the proxy for a tunnel: https://www.rfc-editor.org/rfc/rfc9110#CONNECT */
async function tunnel(socket: Socket, proxy: URL, url: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${url.hostname}:${portOf(url)}`;
  const credentials = Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64');
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const fail = (what: string, cause?: unknown): void =>
    reject(new NoWayError(`the proxy made no connection (${what})`, { cause }));
  const asked = httpRequest({
    method: 'CONNECT',
    path: authority,
    headers: {
      host: authority,
      ...((proxy.username || proxy.password) && { 'proxy-authorization': `Basic ${credentials}` }),
    },
    createConnection: () => socket,
    signal,
  });
  asked.once('connect', ({ statusCode = 0 }, _socket, head) => {
    const name = [statusCode, STATUS_CODES[statusCode]].filter(Boolean).join(' ');
    if (statusCode < 200 || statusCode > 299) fail(name);
    else if (head.length > 0) fail('it said more than it was asked');
    else resolve(socket);
  });
  asked.on('error', (error) => fail(connectionFault(error), error));
  asked.once('close', () => fail('it hung up'));
  asked.end();
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  }
}

function hostOf(url: URL): string {
  // An IPv6 address has brackets in a URL, and none where it is dialled.
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
