import type * as z from 'zod/mini';
import type { RequestError } from '../http/errors.ts';
import { isTransient } from '../http/retry.ts';
import { isNotTaken, withAllowance } from './creation.ts';
import { CreatedRun, CreatedTarget, CreatedUpload } from './schemas.ts';

/** An endpoint that makes something. */
export interface Endpoint<T> {
  readonly path: string;
  /** To complete the sentence "Could not …". */
  readonly purpose: string;
  readonly schema: z.core.$ZodType<T>;
  /** Whether the request may be sent again after this failure. */
  readonly mayRetry: (failure: RequestError) => boolean;
  /** Whether its answer is never quoted, not even one that makes no sense. */
  readonly isSecret: boolean;
  /** What a failure is here, where it has a meaning of its own. */
  readonly failureOf?: (failure: RequestError) => RequestError;
}

export const RUNS: Endpoint<CreatedRun> = {
  path: '/runs',
  purpose: 'create the run',
  schema: CreatedRun,
  mayRetry: isNotTaken,
  isSecret: false,
  failureOf: withAllowance,
};

export const UPLOADS: Endpoint<CreatedUpload> = {
  path: '/uploads',
  purpose: 'prepare the upload',
  schema: CreatedUpload,
  mayRetry: isTransient,
  // It names a presigned URL.
  isSecret: true,
};

export const TARGETS: Endpoint<CreatedTarget> = {
  path: '/targets',
  purpose: 'register the target',
  schema: CreatedTarget,
  mayRetry: isTransient,
  isSecret: false,
};
