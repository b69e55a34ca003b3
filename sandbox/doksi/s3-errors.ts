import type { Reply } from '../reply.ts';

// The wording is S3's: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const errors = {
  TwoCredentials: {
    status: 400,
    code: 'InvalidArgument',
    message:
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, ' +
      'Signature query string parameter or the Authorization header should be specified',
  },
  RequestExpired: { status: 403, code: 'AccessDenied', message: 'Request has expired' },
  ExpiredToken: { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' },
  SignatureDoesNotMatch: {
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. ' +
      'Check your key and signing method.',
  },
  Chunked: {
    status: 501,
    code: 'NotImplemented',
    message: 'A header you provided implies functionality that is not implemented',
  },
  NoLength: {
    status: 411,
    code: 'MissingContentLength',
    message: 'You must provide the Content-Length HTTP header.',
  },
  TooLarge: {
    status: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed size',
  },
  OperationAborted: {
    status: 409,
    code: 'OperationAborted',
    message: 'A conflicting conditional operation is currently in progress against this resource. Try again.',
  },
  RequestTimeout: {
    status: 400,
    code: 'RequestTimeout',
    message: 'Your socket connection to the server was not read from or written to within the timeout period.',
  },
  SlowDown: { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' },
  InternalError: {
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error. Try again.',
  },
} as const;

export type S3Code = keyof typeof errors;

export const s3Codes = [
  'TwoCredentials',
  'RequestExpired',
  'ExpiredToken',
  'SignatureDoesNotMatch',
  'Chunked',
  'NoLength',
  'TooLarge',
  'OperationAborted',
  'RequestTimeout',
  'SlowDown',
  'InternalError',
] as const satisfies readonly S3Code[];

export function s3Error(name: S3Code): Reply {
  const { status, code, message } = errors[name];
  const details = `<Code>${code}</Code><Message>${message}</Message><RequestId>SANDBOX</RequestId>`;
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${details}<HostId>sandbox</HostId></Error>`,
  };
}
