import { createGithub } from '../../src/github/client.ts';
import type { Reply as GithubAnswer, Request } from '../../src/github/connection.ts';
import type { Context } from '../../src/context.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Step } from '../../src/publish/step.ts';
import { comparedToBase, type Connect, type Memory, priorOf } from '../../src/remember.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { execute, type RunTools } from '../../src/run/execute.ts';
import { TITLE } from './github.ts';
import type { GithubReply } from './github-script.ts';

// A step from its plan to its outcome, with what it asks of GitHub before and after, as the real one does it.

export const GITHUB_TOKEN = 'ghs_6174b6174b6174b6174b6174b6174b6174b6';

export interface GithubScript {
  readonly context: Context;
  readonly onRerun: 'all' | 'failed';
  readonly replyTo: (request: Request) => GithubReply;
}

/** A question to GitHub, without what its client adds to every one. */
export interface GithubExchange extends Request {
  readonly reply: GithubReply;
  readonly sentAtMs: number;
  /** Undefined as long as nothing came, or where nobody listened any more. */
  repliedAtMs?: number;
}

/** What a step did in which order. */
export interface Course {
  readonly outcome: Outcome;
  /** Before anybody asked about the base branch. */
  readonly decided: Outcome;
  readonly decidedAtMs: number;
  /** How many requests Doksi had had by then. */
  readonly decidedAfter: number;
  /** When it was known what earlier attempts had left, and how many requests Doksi had had by then. */
  readonly recalledAtMs: number;
  readonly recalledAfter: number;
  readonly github: readonly GithubExchange[];
  /** How many of them were there before it was decided. */
  readonly githubBefore: number;
}

/** What a step writes, and what is known of it meanwhile. */
export interface Witness {
  readonly print: (line: string) => void;
  readonly trace: (line: string) => void;
  readonly ageMs: () => number;
  /** How many requests Doksi has had. */
  readonly asked: () => number;
}

export async function remembering(
  plan: Plan,
  tools: RunTools,
  witness: Witness,
  apiKey: string,
  script: GithubScript | undefined,
): Promise<Course> {
  const { ageMs } = witness;
  const github: GithubExchange[] = [];
  if (script === undefined) {
    const outcome = await execute(plan, tools);
    const nothing = { recalledAtMs: 0, recalledAfter: 0, github, githubBefore: 0 };
    return { outcome, decided: outcome, decidedAtMs: ageMs(), decidedAfter: witness.asked(), ...nothing };
  }
  const { context, onRerun } = script;
  const memory: Memory = {
    ...tools,
    plan,
    context,
    inputs: { apiKey, onRerun },
    settings,
    step: stepOf(witness),
  };
  const connect = connectTo(script, github, witness);
  const prior = await priorOf(memory, connect);
  const recalled = { recalledAtMs: ageMs(), recalledAfter: witness.asked() };
  const decided = await execute(plan, tools, prior);
  const decision = { decided, decidedAtMs: ageMs(), decidedAfter: witness.asked() };
  const course = { ...decision, ...recalled, github, githubBefore: github.length };
  return { ...course, outcome: await comparedToBase(decided, memory, connect) };
}

/** The real client, on a way that answers by the script. */
function connectTo(
  { context, replyTo }: GithubScript,
  exchanges: GithubExchange[],
  witness: Witness,
): Connect {
  return ({ clock, random }, bounds) => {
    const send = async (request: Request, signal: AbortSignal): Promise<GithubAnswer> => {
      const reply = replyTo(request);
      const exchange: GithubExchange = { ...request, reply, sentAtMs: witness.ageMs() };
      exchanges.push(exchange);
      if (reply.kind === 'silence') return silence(signal, reply.isDeaf);
      await clock.sleep(reply.afterMs, signal);
      exchange.repliedAtMs = witness.ageMs();
      if (reply.kind === 'broken') throw new Error(`connect ${reply.code}`);
      return { status: reply.status, headers: reply.headers ?? {}, data: reply.data };
    };
    return createGithub({
      ...bounds,
      send,
      token: GITHUB_TOKEN,
      apiUrl: context.apiUrl,
      repository: context.repository ?? '',
      clock,
      random,
      userAgent: 'campaign',
      hasForkToken: context.hasForkToken,
      writesComments: settings.prComment,
      trace: witness.trace,
    });
  };
}

function silence(signal: AbortSignal, isDeaf: boolean): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (!isDeaf) signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}

function stepOf({ print, trace }: Witness): Step {
  return {
    info: print,
    debug: trace,
    notice: print,
    warning: print,
    annotate: () => undefined,
    fail: print,
    mask: () => undefined,
    output: () => undefined,
    appendSummary: () => Promise.resolve(),
  };
}

const settings: Memory['settings'] = {
  isOffline: false,
  title: TITLE,
  summary: true,
  annotations: true,
  checkRun: true,
  prComment: false,
  junitPath: undefined,
  githubToken: GITHUB_TOKEN,
  commitSha: undefined,
  gates: {
    'fail-on-failure': true,
    'fail-on-timeout': true,
    'fail-on-no-tests': true,
    'fail-on-flaky': false,
  },
};
