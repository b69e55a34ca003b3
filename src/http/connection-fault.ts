import * as z from 'zod';

export interface ConnectionFault {
  readonly brief: string;
  readonly neverArrived: boolean;
}

const NodeError = z.object({
  code: z.string().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
  hostname: z.string().optional().catch(undefined),
  message: z.string().catch('unknown error'),
});

/**
 * What went wrong with a connection, from the error that Node throws, and whether that proves that no byte of the
 * request reached the server. Without proof the answer is no. Codes: https://nodejs.org/api/errors.html
 */
export function connectionFault(thrown: unknown): ConnectionFault {
  const {
    code = '',
    syscall,
    hostname,
    message,
  } = NodeError.catch({ message: String(thrown) }).parse(thrown);

  if (syscall === 'getaddrinfo')
    return never(`the host name ${hostname ?? ''} could not be resolved (${code})`);
  if (code === 'ECONNREFUSED') return never('the connection was refused');
  if (syscall === 'connect') return never(`no connection could be made (${code})`);
  if (message.startsWith('tunneling socket could not be established')) {
    return never(`the proxy made no connection (${message.replace(/^.*established, /, '')})`);
  }
  if (message.includes('before secure TLS connection was established')) {
    return never('the TLS handshake was cut off');
  }
  if (CERTIFICATE_CODE.test(code)) return never(`the TLS certificate was not accepted (${code})`);
  if (HANDSHAKE_CODE.test(code)) return never(`the TLS handshake failed (${code})`);
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return { brief: `the connection broke (${code})`, neverArrived: false };
  return { brief: code ? `the connection failed (${code})` : message, neverArrived: false };
}

const CERTIFICATE_CODE =
  /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

/** Only what can come before the handshake is done: other TLS errors may strike after the request was sent. */
const HANDSHAKE_CODE =
  /^ERR_SSL_.*(WRONG_VERSION_NUMBER|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE|UNRECOGNIZED_NAME|PACKET_LENGTH_TOO_LONG|NO_CIPHERS?_)/;

function never(brief: string): ConnectionFault {
  return { brief, neverArrived: true };
}
