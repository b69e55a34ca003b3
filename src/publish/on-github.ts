import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { Call, Github } from '../github/api.ts';
import { createGithub, type GithubOptions } from '../github/client.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import type { Outcome } from '../results/outcome.ts';
import { VERSION } from '../version.ts';
import { REPORTS_MS } from './publish.ts';
import type { Step } from './step.ts';

/** What the reports that are written on GitHub have in common. */
export interface GithubReportSources {
  /** Without secrets. */
  readonly outcome: Outcome;
  readonly settings: Pick<ReportSettings, 'gates' | 'githubToken' | 'prComment'>;
  /** Without secrets. */
  readonly title: string;
  readonly context: Context;
  readonly step: Step;
  readonly clock: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
}

/** GitHub's API, in this repository; the library behind it is loaded with the first question. */
export function githubOf(
  { settings, context, clock, random, step }: Omit<GithubReportSources, 'outcome' | 'title'>,
  options: Pick<GithubOptions, 'maxAttempts' | 'maxRequests'> = {},
): Github {
  if (context.repository === undefined) throw new UnknownSubjectError('repository', 'GITHUB_REPOSITORY');
  return createGithub({
    ...options,
    token: settings.githubToken,
    apiUrl: context.apiUrl,
    repository: context.repository,
    clock,
    random,
    userAgent: `doksi-run-action/${VERSION}`,
    hasForkToken: context.hasForkToken,
    writesComments: settings.prComment,
    trace: (line) => step.debug(line),
  });
}

/** A report that can't be finished needs this long (milliseconds) to say what it lacks, before all reports are cut off. */
const LAST_WORDS_MS = 1500;

/** The way to GitHub for one report, within the time that all have. */
export function connection(
  sources: GithubReportSources,
  signal: AbortSignal,
): { github: Github; call: Call } {
  return {
    github: githubOf(sources),
    call: {
      signal,
      endsAtMs: sources.clock.now() + REPORTS_MS - LAST_WORDS_MS,
      timeFor: 'all reports',
    },
  };
}

/** Nothing tells what a report is about. */
export class UnknownSubjectError extends Failure {
  constructor(what: string, where: string) {
    super(`Nothing tells which ${what} this is about.`, `It comes from ${where}, which is empty here.`);
  }
}
