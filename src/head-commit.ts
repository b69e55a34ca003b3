import type { Clock } from './clock.ts';
import { type Context, withCommit } from './context.ts';
import { findHeadSha } from './github/subject.ts';
import type { ReportSettings } from './inputs/settings.ts';
import { githubOf } from './publish/on-github.ts';
import type { Step } from './publish/step.ts';

/** The question may take so long, with its retries (milliseconds). */
const GITHUB_MS = 10 * 1000;

export interface HeadSources {
  readonly settings: ReportSettings;
  readonly step: Step;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/**
 * The context with the pull request's head, asked of GitHub once for all reports. Where GitHub doesn't tell, it stays as it
 * is, and the reports that can't do without it ask again. Never rejects.
 */
export async function withAskedHead(context: Context, sources: HeadSources): Promise<Context> {
  const { clock, signal } = sources;
  try {
    const call = { signal, endsAtMs: clock.now() + GITHUB_MS };
    return withCommit(context, await findHeadSha(context.subject, githubOf({ ...sources, context }), call));
  } catch {
    return context;
  }
}
