import { isMapping } from '../mapping.ts';

/** No way for a request to go on was found: it says at which step that ended. Nothing was sent. */
export class NoWayError extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'NoWayError';
  }
}

/**
 * What went wrong with a connection, in a few words, from the error that Node throws. Words only: whether a request
 * may have arrived is told by what was done with its socket. Codes: https://nodejs.org/api/errors.html
 */
export function connectionFault(thrown: unknown): string {
  if (thrown instanceof NoWayError) return thrown.message;
  const { code = '', syscall, hostname, message = 'unknown error' } = told(thrown);
  if (syscall === 'getaddrinfo') return `the host name ${hostname ?? ''} could not be resolved (${code})`;
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (syscall === 'connect' || code === 'ETIMEDOUT') return `no connection could be made (${code})`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return `the connection broke (${code})`;
  if (code.startsWith('HPE_')) return `the answer is not valid HTTP (${code})`;
  return code ? `the connection failed (${code})` : message;
}

/** What went wrong while the two ends agreed on TLS. */
export function handshakeFault(thrown: unknown): string {
  const { code = '' } = told(thrown);
  if (CERTIFICATE_CODE.test(code)) return `the TLS certificate was not accepted (${code})`;
  return code === '' || code === 'ECONNRESET'
    ? 'the TLS handshake was cut off'
    : `the TLS handshake failed (${code})`;
}

const CERTIFICATE_CODE =
  /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

/** The texts of what was thrown, which may be anything. */
function told(
  thrown: unknown,
): Partial<Record<'code' | 'syscall' | 'hostname' | 'message', string | undefined>> {
  if (!isMapping(thrown)) return { message: String(thrown) };
  const { code, syscall, hostname, message } = thrown;
  return { code: text(code), syscall: text(syscall), hostname: text(hostname), message: text(message) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
