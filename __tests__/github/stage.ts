import type { Clock, Runtime } from '../../src/base/runtime.ts';
import { Secrets } from '../../src/base/secrets.ts';
import { connectGithub, type Github } from '../../src/github/client.ts';
import type { GithubOptions } from '../../src/github/connection.ts';
import type { GithubOptions as SandboxOptions, GithubSandbox } from '../../sandbox/github/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import { REPOSITORY } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';

/**
 * A clock for real sockets: waits between requests end at once and are recorded; the deadline of a request ends only
 * when the test says so.
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

  /** Ends the deadlines of all requests in progress. */
  expire(): void {
    for (const expire of this.#deadlines) expire();
  }
}

export interface Stage {
  readonly sandbox: GithubSandbox;
  readonly github: Github;
  readonly clock: EagerClock;
  readonly abort: (reason: Error) => void;
  /** The lines of the debug log. */
  readonly debug: readonly string[];
  /** Another client of the same GitHub. */
  readonly connect: (options: Partial<Omit<GithubOptions, 'context'>> & Partial<GithubOptions['context']>) => Github;
}

/** Provides a GitHub and a client for it, which has a minute. */
export async function withGithub(work: (stage: Stage) => Promise<void>, options: SandboxOptions = {}): Promise<void> {
  const sandbox = await startGithub(options);
  const controller = new AbortController();
  const clock = new EagerClock(controller.signal);
  const debug: string[] = [];
  const ignore = (): void => undefined;
  const log = { info: ignore, notice: ignore, warning: ignore, debug: (line: string) => debug.push(line) };
  const runtime: Runtime = { clock, random: () => 0, signal: controller.signal, log, secrets: new Secrets() };
  const connect: Stage['connect'] = ({ apiUrl = sandbox.url, hasForkToken = false, ...more }) => {
    const context = { apiUrl, repository: REPOSITORY, hasForkToken };
    const endsAtMs = clock.now() + 60_000;
    return connectGithub({ token: SANDBOX_GITHUB_TOKEN, endsAtMs, writesComments: true, ...more, context }, runtime);
  };
  try {
    await work({
      sandbox,
      clock,
      debug,
      connect,
      github: connect({}),
      abort: (reason) => controller.abort(reason),
    });
  } finally {
    await sandbox.close();
  }
}

/** The error that a promise rejects with. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('Nothing failed.');
}
