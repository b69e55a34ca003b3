import type { Peer } from '../http/peer.ts';
import { wordsOf } from './refusal-body.ts';

// The two servers that Doksi has: its API, with remedies for what each endpoint refuses, and the storage that takes uploads.

const UNREACHABLE =
  'Check the network between this runner and Doksi (proxy, firewall, api-url), then run the job again.';

export const API: Peer = {
  name: 'Doksi',
  hasSecretUrls: false,
  wordsOf,
  passingCodes: new Set(),
  remedies: {
    unreachable: UNREACHABLE,
    silent: 'Doksi may be down or slow: run the job again later.',
    unreadable:
      'Check api-url: something between this runner and Doksi, such as a proxy, may have answered in its place.',
    redirected: 'Check api-url: Doksi does not answer there itself.',
    failed: 'Doksi has a problem of its own: run the job again later.',
    byStatus: {
      401: 'Check the api-key input: the key may be wrong or revoked. Keys are made in Settings > Integrations > CI/CD.',
      402: "Check the plan and its allowance in Doksi's settings.",
      403: 'Check what this API key may do, and the policies in Settings > Integrations > CI/CD.',
      404: 'Check api-url, and that the id belongs to the workspace of this API key.',
      408: 'Doksi may be slow: run the job again later.',
      429: 'Too many requests with this key: run the job again later, or start fewer jobs at once.',
    },
    refused: "Read Doksi's words above and correct the inputs of this step.",
  },
};

/** The API where it is asked for a run: what it refuses may be in the request. */
export const RUN_MAKER: Peer = withRemedies({
  400: "Compare the matrix and extra-body with Doksi's documentation; dry-run: true shows the exact request.",
});

const BAD_APP =
  'Doksi does not take this app as a target: check the APK that the build made, then target-name and target-version.';

/** The API where it is given a target: what it refuses is the app. */
export const TARGET_MAKER: Peer = withRemedies({ 400: BAD_APP, 422: BAD_APP });

function withRemedies(byStatus: Readonly<Record<number, string>>): Peer {
  const { remedies } = API;
  return { ...API, remedies: { ...remedies, byStatus: { ...remedies.byStatus, ...byStatus } } };
}

const UPLOAD_AGAIN =
  'Run the job again: it uploads to a new address. If it fails the same way, tell Doksi these words.';

/** It is S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const STORAGE: Peer = {
  name: "Doksi's storage",
  hasSecretUrls: true,
  wordsOf,
  passingCodes: new Set(['RequestTimeout', 'InternalError', 'SlowDown', 'ServiceUnavailable']),
  remedies: {
    unreachable: UNREACHABLE,
    silent: "Doksi's storage may be down or slow: run the job again later.",
    unreadable: UPLOAD_AGAIN,
    redirected: UPLOAD_AGAIN,
    failed: UPLOAD_AGAIN,
    byStatus: {},
    refused: UPLOAD_AGAIN,
  },
};
