import * as z from 'zod';

/** One request below the API's base URL. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data?: unknown;
}

/** Brings the answer, whatever its status; throws where no answer came. */
export type Send = (request: Request, signal: AbortSignal) => Promise<Reply>;

/** Connects by GitHub's own library, which knows proxies. It is loaded with the first request. */
export function connect(options: { token: string; apiUrl: string; userAgent: string }): Send {
  const { token, userAgent } = options;
  const baseUrl = options.apiUrl.replace(/\/+$/, '');
  let loading: Promise<Library> | undefined;

  return async ({ method, path, body }, signal) => {
    const { getOctokit } = await (loading ??= load());
    const octokit = getOctokit(token, { baseUrl, userAgent, log: silent });
    try {
      const request = { method, url: path, ...(body && { data: body }), request: { signal } };
      return Replied.parse(await octokit.request(request));
    } catch (error) {
      // The library throws what came with a status from 400 on.
      const { data: refused } = Refused.safeParse(error);
      if (refused === undefined) throw error;
      return refused.response;
    }
  };
}

type Library = typeof import('@actions/github');

/**
 * The library reads the event's file while it is loaded, and breaks where that is no JSON. We don't need it to.
 * https://github.com/actions/toolkit/blob/main/packages/github/src/context.ts
 */
async function load(): Promise<Library> {
  const path = process.env['GITHUB_EVENT_PATH'];
  delete process.env['GITHUB_EVENT_PATH'];
  try {
    return await import('@actions/github');
  } finally {
    if (path !== undefined) process.env['GITHUB_EVENT_PATH'] = path;
  }
}

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

const Replied = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number().transform(String)]).optional()),
  data: z.unknown().optional(),
});
const Refused = z.object({ response: Replied });
