import type { Package } from '../apps/package.ts';
import type { CreatedRun, Run } from '../doksi/schemas.ts';
import type { RequestError } from '../http/errors.ts';
import type { ReadyEvents } from '../ready/wait.ts';
import type { UploadEvents } from '../upload/upload.ts';

/** What can be told of a run while it goes on. */
export interface RunEvents extends ReadyEvents, UploadEvents {
  /** A run that another job created is followed. */
  readonly following: (runId: string) => void;
  /** A run was created, as the n-th attempt of this step. */
  readonly created: (runId: string, created: CreatedRun, attempt: number) => void;
  readonly answered: (run: Run) => void;
  /** Doksi could not be heard, for so many milliseconds by now. */
  readonly silent: (failure: RequestError, sinceMs: number) => void;
  /** Time goes by. */
  readonly waiting: () => void;
  /** Something is about to be done again. */
  readonly retrying: (again: Again) => void;
}

/** What is done again, and why. */
export type Again =
  /** So many tests run again, of which so many failed: more where results don't tell entries apart. The n-th of `retries`. */
  | {
      readonly kind: 'failed';
      readonly tests: number;
      readonly failed: number;
      readonly retry: number;
      readonly retries: number;
    }
  /** Doksi refused a run on targets of an earlier attempt: these are uploaded again, and it is asked once more. */
  | { readonly kind: 'refused'; readonly refusal: RequestError; readonly packages: readonly Package[] };

export type Listener = Partial<RunEvents>;

/** One voice for many listeners. What a listener throws goes to `onFault` and nowhere else: it can't change a verdict. */
export function broadcast(listeners: readonly Listener[], onFault: (error: unknown) => void): RunEvents {
  const tell = (say: (listener: Listener) => void): void => {
    for (const listener of listeners) {
      try {
        say(listener);
      } catch (error) {
        onFault(error);
      }
    }
  };
  return {
    looked: (...about) => tell((listener) => listener.looked?.(...about)),
    ready: (...about) => tell((listener) => listener.ready?.(...about)),
    uploading: (...about) => tell((listener) => listener.uploading?.(...about)),
    uploaded: (...about) => tell((listener) => listener.uploaded?.(...about)),
    registered: (...about) => tell((listener) => listener.registered?.(...about)),
    backingOff: (...about) => tell((listener) => listener.backingOff?.(...about)),
    following: (...about) => tell((listener) => listener.following?.(...about)),
    created: (...about) => tell((listener) => listener.created?.(...about)),
    answered: (...about) => tell((listener) => listener.answered?.(...about)),
    silent: (...about) => tell((listener) => listener.silent?.(...about)),
    waiting: () => tell((listener) => listener.waiting?.()),
    retrying: (...about) => tell((listener) => listener.retrying?.(...about)),
  };
}
