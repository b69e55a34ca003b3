import type { RequestError } from '../http/errors.ts';
import type { Schema } from '../http/exchange.ts';
import type { Peer } from '../http/peer.ts';
import { isTransient } from '../http/retry.ts';
import { isNotTaken, withAllowance } from './creation.ts';
import { API, RUN_MAKER, TARGET_MAKER } from './peers.ts';
import type { CreatedRun, CreatedTarget, CreatedUpload, Run } from './schemas.ts';

/** An endpoint that makes something. */
export interface Endpoint<T> {
  readonly path: string;
  /** The API, with what to do where it refuses this. */
  readonly peer: Peer;
  /** To complete the sentence "Could not …". */
  readonly purpose: string;
  readonly schema: () => Promise<Schema<T>>;
  /** Whether the request may be sent again after this failure. */
  readonly mayRetry: (failure: RequestError) => boolean;
  /** Whether its answer is never quoted, not even one that makes no sense. */
  readonly isSecret: boolean;
  /** What a failure is here, where it has a meaning of its own. */
  readonly failureOf?: (failure: RequestError) => RequestError;
}

let loaded: Promise<typeof import('./schemas.ts')> | undefined;
/** Loaded once there is an answer to read: it is more code than all that asks. */
const schemas = (): Promise<typeof import('./schemas.ts')> => (loaded ??= import('./schemas.ts'));

export const RUNS: Endpoint<CreatedRun> = {
  path: '/runs',
  peer: RUN_MAKER,
  purpose: 'create the run',
  schema: async () => (await schemas()).CreatedRun,
  mayRetry: isNotTaken,
  isSecret: false,
  failureOf: withAllowance,
};

export const UPLOADS: Endpoint<CreatedUpload> = {
  path: '/uploads',
  peer: API,
  purpose: 'prepare the upload',
  schema: async () => (await schemas()).CreatedUpload,
  mayRetry: isTransient,
  // It names a presigned URL.
  isSecret: true,
};

export const TARGETS: Endpoint<CreatedTarget> = {
  path: '/targets',
  peer: TARGET_MAKER,
  purpose: 'register the target',
  schema: async () => (await schemas()).CreatedTarget,
  mayRetry: isTransient,
  isSecret: false,
};

/** The run itself, which is asked for by its id. */
export const runSchema = async (): Promise<Schema<Run>> => (await schemas()).Run;
