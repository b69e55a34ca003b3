import type { Clock } from '../../src/clock.ts';
import type { Call, Github } from '../../src/github/api.ts';
import { createGithub, type GithubOptions } from '../../src/github/client.ts';
import type { GithubOptions as SandboxOptions, GithubSandbox } from '../../sandbox/github/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import { REPOSITORY } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';

/**
 * A clock that lets the waits between requests pass at once and remembers them, while a request's own deadline comes
 * only when the test says so: real answers take real time, which must not matter.
 */
export class EagerClock implements Clock {
  readonly waitsMs: number[] = [];
  readonly #signal: AbortSignal;
  readonly #deadlines = new Set<() => void>();
  #nowMs = Date.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  readonly now = (): number => this.#nowMs;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal === this.#signal) {
      signal.throwIfAborted();
      this.waitsMs.push(ms);
      this.#nowMs += ms;
      return Promise.resolve();
    }
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const expire = (): void => {
      this.#nowMs += ms;
      resolve(undefined);
    };
    this.#deadlines.add(expire);
    signal?.addEventListener('abort', () => {
      this.#deadlines.delete(expire);
      reject(signal.reason);
    });
    return promise;
  };

  /** The deadlines of everything under way are over. */
  expire(): void {
    for (const expire of this.#deadlines) expire();
  }
}

export interface Stage {
  readonly sandbox: GithubSandbox;
  readonly github: Github;
  readonly clock: EagerClock;
  readonly call: Call;
  readonly abort: (reason: Error) => void;
  /** Another client of the same GitHub. */
  readonly connect: (options: Partial<GithubOptions>) => Github;
}

/** Gives a GitHub and a client for it, which has a minute. */
export async function withGithub(
  work: (stage: Stage) => Promise<void>,
  options: SandboxOptions = {},
): Promise<void> {
  const sandbox = await startGithub(options);
  const controller = new AbortController();
  const clock = new EagerClock(controller.signal);
  const connect = (more: Partial<GithubOptions>): Github =>
    createGithub({
      token: SANDBOX_GITHUB_TOKEN,
      apiUrl: sandbox.url,
      repository: REPOSITORY,
      clock,
      random: () => 0,
      userAgent: 'doksi-run-action/test',
      hasForkToken: false,
      writesComments: true,
      ...more,
    });
  try {
    await work({
      sandbox,
      clock,
      connect,
      github: connect({}),
      call: { signal: controller.signal, endsAtMs: clock.now() + 60_000 },
      abort: (reason) => controller.abort(reason),
    });
  } finally {
    await sandbox.close();
  }
}

/** What a promise is rejected with. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('Nothing failed.');
}
