import { isMapping } from '../base/json.ts';
import { RejectedError, type Remedy, type RequestError, type Server, type ServerError } from '../http/errors.ts';

// Doksi's two servers, the API and the storage for uploads, with the remedies for their errors.

const UNREACHABLE: Remedy = {
  next: 'Check the network between this runner and Doksi (proxy, firewall, api-url), then run the job again.',
  help: 'doksi-unreachable',
};
const DOWN: Remedy = { next: 'Doksi may be down or slow. Run the job again later.', help: 'doksi-unreachable' };
const GATEWAY: Remedy = {
  next: 'Check api-url and the network: a gateway or proxy between this runner and Doksi may have responded instead of Doksi.',
  help: 'gateway-page',
};
const FORBIDDEN = 'Check the permissions of this API key and the policies in Settings > Integrations > CI/CD.';

/** The API, with remedies for the statuses of one of its requests. */
function apiWith(byStatus: Readonly<Record<number, Remedy>>): Server {
  return {
    name: 'Doksi',
    errorIn: (_, json) => jsonError(json),
    remedies: {
      unreachable: UNREACHABLE,
      failed: DOWN,
      invalid: GATEWAY,
      byStatus: {
        401: {
          next: 'Check the api-key input: the key may be wrong or revoked. Create keys in Settings > Integrations > CI/CD.',
          help: 'api-key-rejected',
        },
        402: { next: "Check the plan and its allowance in Doksi's settings.", help: 'allowance-used-up' },
        403: { next: FORBIDDEN, help: 'api-key-rejected' },
        404: {
          next: 'Check api-url, and that the id belongs to the workspace of this API key.',
          help: 'run-not-found',
        },
        408: DOWN,
        429: { next: 'Too many requests with this key. Run the job again later, or run fewer jobs at once.' },
        ...byStatus,
      },
      rejected: { next: "Correct the inputs of this step as described in Doksi's error.", help: 'run-rejected' },
    },
  };
}

export const API = apiWith({});

/** The API as the server of `POST /runs`. */
export const RUNS_API = apiWith({
  400: {
    next: "Compare the matrix and extra-body with Doksi's documentation. The input dry-run: true shows the exact request.",
    help: 'run-rejected',
  },
  403: { next: FORBIDDEN, help: 'run-rejected' },
  404: {
    next: 'Check api-url, and that the tests and targets belong to the workspace of this API key.',
    help: 'run-rejected',
  },
});

/** Doksi may also reject a retry because the first try, whose response was lost, has registered the target. */
const TARGET_REJECTED: Remedy = {
  next: 'If a target with this name and version exists already, set another target-name or target-version. Otherwise check the APK that the build produced.',
  help: 'target-rejected',
};

/** The API as the server of `POST /targets`. */
export const TARGETS_API = apiWith({ 400: TARGET_REJECTED, 409: TARGET_REJECTED, 422: TARGET_REJECTED });

const UPLOAD_AGAIN: Remedy = {
  next: "Run the job again: it uploads to a new address. If the error repeats, report it to Doksi's support.",
  help: 'upload-failed',
};

/** S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const STORAGE: Server = {
  name: "Doksi's storage",
  hasSecretUrls: true,
  errorIn: (text, json) => jsonError(json) ?? xmlError(text),
  remedies: {
    unreachable: UNREACHABLE,
    failed: { ...DOWN, help: 'upload-failed' },
    invalid: GATEWAY,
    // S3 redirects to another region while a bucket is new.
    byStatus: { 307: UPLOAD_AGAIN },
    rejected: UPLOAD_AGAIN,
  },
};

/** Whether the storage rejected an upload because its presigned URL has expired. */
export function isExpiredUrl(failure: RequestError): boolean {
  if (!(failure instanceof RejectedError)) return false;
  const { code, detail } = failure;
  return code === 'ExpiredToken' || (code === 'AccessDenied' && /request has expired/i.test(detail));
}

/** Doksi documents `{"error": "text"}`. Any other JSON object also counts as its error; an HTML page does not. */
function jsonError(json: unknown): ServerError | undefined {
  if (!isMapping(json)) return undefined;
  const { error, message } = json;
  const texts = [error, isMapping(error) && error['message'], message];
  return { text: texts.find((text) => typeof text === 'string') ?? '' };
}

/** S3's codes of errors that a retry may fix, with any status. */
const TRANSIENT = new Set(['RequestTimeout', 'InternalError', 'OperationAborted', 'SlowDown', 'ServiceUnavailable']);

function xmlError(xml: string): ServerError | undefined {
  const code = /<Error[^<>]*>\s*<Code>([^<]*)/.exec(xml)?.[1];
  if (code === undefined) return undefined;
  const message = /<Message>([^<]*)/.exec(xml)?.[1];
  return { code, text: message === undefined ? code : `${code}: ${message.trim()}`, isTransient: TRANSIENT.has(code) };
}
