import type { Clock } from '../clock.ts';
import type { Call, Github } from './api.ts';
import { ask, type Put } from './ask.ts';
import { checkRunCalls } from './check-runs.ts';
import { commentCalls } from './comments.ts';
import { connect, type Send } from './connection.ts';
import { GithubUnavailableError, isRefusal, MissingTokenError } from './errors.ts';
import { pullRequestCalls } from './pull-requests.ts';
import { UserAnswer } from './schemas.ts';

export interface GithubOptions {
  /** A secret, which whoever composes has masked. */
  readonly token: string;
  /** `https://api.github.com`, or the `/api/v3` of an Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly clock: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  /** Names this action to GitHub. */
  readonly userAgent: string;
  /** Whether the event says that the token can only read, to tell it where one is refused. */
  readonly hasForkToken: boolean;
  /** Whether `pull-requests: write` is needed anyway, to tell the one permission that serves all. */
  readonly writesComments: boolean;
  /** How often a request is sent at most, the first time included. */
  readonly maxAttempts?: number;
  /** How many questions may be put at most, each page of a list being one. */
  readonly maxRequests?: number;
  /** Told of every request: one line without headers or secrets. */
  readonly trace?: (line: string) => void;
  /** The way to GitHub, by default over HTTP. */
  readonly send?: Send;
}

/** Under which GitHub shows what a job's own token wrote. */
const ACTIONS_LOGIN = 'github-actions[bot]';

/**
 * Connects to the API of GitHub for one repository. Everything is asked again after passing faults: a check run that is
 * created twice is shown once, and who writes comments merges those that are there twice.
 */
export function createGithub(options: GithubOptions): Github {
  const { token, send = connect(options), maxRequests = Infinity } = options;
  let asked = 0;
  const put: Put = async (question, call) => {
    if (token === '') throw new MissingTokenError(question.purpose);
    if (++asked > maxRequests)
      throw new GithubUnavailableError(question.purpose, `${maxRequests} questions are enough`);
    return ask({ permission: undefined, mayBeGone: false, ...question }, call, { ...options, send });
  };
  const home = `/repos/${options.repository}`;
  const login = async (call: Call): Promise<string> => {
    try {
      const purpose = 'find out whose token it is';
      return (await put({ purpose, method: 'GET', path: '/user', schema: UserAnswer }, call)).value;
    } catch (error) {
      // An app's token is no user's.
      if (isRefusal(error, 403, 404)) return ACTIONS_LOGIN;
      throw error;
    }
  };
  return {
    login,
    ...checkRunCalls(put, home),
    ...commentCalls(put, home),
    ...pullRequestCalls(put, home, options.writesComments),
  };
}
