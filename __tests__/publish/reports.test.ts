import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Failure } from '../../src/base/failure.ts';
import { Secrets } from '../../src/base/secrets.ts';
import { publishComment } from '../../src/publish/comment.ts';
import { sectionsOf } from '../../src/report/comment.ts';
import type { ReportSources } from '../../src/report/model.ts';
import { skipped, started } from '../../src/results/endings.ts';
import { seeded, VirtualClock } from '../../sandbox/virtual-clock.ts';
import { outcome, result, results, run, RUN_ID } from '../builders.ts';
import { context, known, model, SHA } from '../report/models.ts';
import { type CommentGithub, MemoryGithub } from './memory-github.ts';
import type { CheckRun, NewCheckRun } from '../../src/github/schemas.ts';
import { decodeRecord } from '../../src/history/record.ts';
import { publishCheckRun } from '../../src/publish/check-run.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { writeJunitFile } from '../../src/publish/reports.ts';
import { publish as publishAll } from '../../src/publish/publish.ts';
import type { Step } from '../../src/publish/step.ts';

const LEGS = Array.from({ length: 12 }, (_, index) => `Leg ${index}`);
/** The commit of a merge group is never the head of the pull request. */
const QUEUED_SHA = 'f'.repeat(40);

interface Job extends Partial<ReportSources> {
  readonly author?: string;
  readonly headSha?: string;
  readonly workflowRun?: string;
  readonly github?: Partial<CommentGithub>;
}

interface Race {
  /** The time of a request (milliseconds): the least, and how much is added at most. */
  readonly latencyMs: readonly [number, number];
  readonly seed: number;
}
const QUICK: Race = { latencyMs: [10, 0], seed: 1 };
/** GitHub may take seconds for each response. */
const anyRace = fc.record({ latencyMs: fc.tuple(fc.nat(3000), fc.nat(3000)), seed: fc.nat() });

function stage({ latencyMs: [least, more], seed }: Race) {
  const clock = new VirtualClock();
  const random = seeded(seed);
  const memory = new MemoryGithub(clock, () => least + more * random());
  const log: string[] = [];
  const urls = new Map<string, string>();
  const add = (line: string): void => void log.push(line);
  const publish = (title: string, { author, headSha = SHA, workflowRun = '100', github, ...of }: Job = {}) => {
    const { signal } = new AbortController();
    const at = {
      ...context,
      workflowRunId: workflowRun,
      isMergeGroup: headSha === QUEUED_SHA,
      subject: { headSha, pullRequest: { kind: 'numbered', number: 7, baseBranch: 'main' } },
    } as const;
    const sources = { outcome: skipped(), ...of };
    return publishComment(
      model(sources.outcome, { ...sources, title, context: at }),
      {
        github: { ...memory.as(author), ...github },
        // Only the number of rounds is limited here.
        endsAtMs: Infinity,
        cancelled: signal,
        onUrl: (url) => urls.set(title, url),
      },
      {
        clock,
        random,
        signal,
        log: { info: add, debug: add, notice: add, warning: add },
        secrets: new Secrets(),
      },
    );
  };
  const titles = (): string[] =>
    memory.comments.flatMap(({ body }) => sectionsOf(body).map(({ title }) => title)).sort();
  return { clock, memory, publish, titles, log, urls };
}

describe('twelve jobs that write at once, however slow GitHub is,', () => {
  it('create one comment with twelve sections, and all report its address', () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, memory, publish, titles, urls } = stage(race);
        await clock.run(Promise.all(LEGS.map((title) => publish(title))));
        expect(memory.comments).toHaveLength(1);
        expect(titles()).toEqual(LEGS.toSorted());
        expect([...new Set(urls.values())]).toEqual([memory.comments[0]?.html_url]);
      }),
      { numRuns: 10 },
    ));

  it('lose no section of each other in an existing comment', () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, memory, publish, titles } = stage(race);
        await clock.run(publish('Leg 0'));
        await clock.run(Promise.all(LEGS.map((title) => publish(title))));
        expect(memory.comments).toHaveLength(1);
        expect(titles()).toEqual(LEGS.toSorted());
      }),
      { numRuns: 10 },
    ));

  it("find each other's comments although an app's token cannot request its name", () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, memory, publish, titles } = stage(race);
        const legs = LEGS.slice(0, 3);
        await clock.run(Promise.all(legs.map((title) => publish(title, { author: 'shop-bot[bot]' }))));
        expect(memory.comments).toHaveLength(1);
        expect(titles()).toEqual(legs);
      }),
      { numRuns: 10 },
    ));
});

describe('the jobs of a merge group', () => {
  it("lose no section of each other, and remove those of the pull request's head", () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, memory, publish, titles } = stage(race);
        await clock.run(publish('Of the head'));
        const legs = LEGS.slice(0, 4);
        await clock.run(Promise.all(legs.map((title) => publish(title, { headSha: QUEUED_SHA }))));
        expect(memory.comments).toHaveLength(1);
        expect(titles()).toEqual(legs);
      }),
      { numRuns: 10 },
    ));

  it('do not remove the sections of the head a second time', async () => {
    const { clock, memory, publish, titles, log } = stage(QUICK);
    await clock.run(publish('Of the head'));
    const before = [...memory.comments];
    const writing = publish('Queued', { headSha: QUEUED_SHA });
    const other = clock.sleep(1000).then(() => memory.comments.splice(0, 1, ...before));
    await clock.run(Promise.all([writing, other]));
    expect(titles()).toEqual(['Of the head']);
    expect(log.join()).toContain('is about b1946ac, which is newer than fffffff. It was not changed.');
  });
});

describe('a job', () => {
  const failing = outcome({ runs: [run({ results: results({ login: 'failed', pay: 'passed' }) })] });
  const passing = outcome();

  it('looks again two to three seconds after it wrote, and restores what is missing', async () => {
    const { clock, memory, publish, titles } = stage(QUICK);
    await clock.run(publish('Web'));
    const before = [...memory.comments];
    const writing = publish('Phone');
    const other = clock.sleep(1000).then(() => memory.comments.splice(0, 1, ...before));
    await clock.run(Promise.all([writing, other]));
    expect(titles()).toEqual(['Phone', 'Web']);
    const [, written = NaN, again = NaN, ...more] = memory.writtenAtMs;
    expect(more).toEqual([]);
    expect(again - written).toBeGreaterThanOrEqual(2000);
    expect(again - written).toBeLessThan(3100);
  });

  it('leaves one comment if a list of comments does not have it yet', async () => {
    const { clock, memory, publish, titles } = stage(QUICK);
    const { comments } = memory.as();
    let reads = 0;
    const github = { comments: (number: number) => (++reads <= 2 ? Promise.resolve([]) : comments(number)) };
    await clock.run(publish('Web', { github }));
    expect(memory.comments).toHaveLength(1);
    expect(titles()).toEqual(['Web']);
  });

  it('of an older workflow run leaves the section of a newer one', async () => {
    const { clock, memory, publish, log, urls } = stage(QUICK);
    await clock.run(publish('Web', { outcome: passing, workflowRun: '101' }));
    await clock.run(publish('Web', { outcome: failing, workflowRun: '100' }));
    expect(memory.comments[0]?.body).toContain('**✅ Web**');
    expect(log).toEqual(['The comment on #7 has a section of workflow run 101, which is newer. It was not changed.']);
    expect(urls.get('Web')).toBe('https://github.test/1');
  });

  it('warns if it replaces a failing section about other tests, and names both workflow runs', async () => {
    const { clock, publish, log } = stage(QUICK);
    await clock.run(publish('Web', { outcome: failing, workflowRun: '100', digest: 'one' }));
    await clock.run(publish('Web', { outcome: passing, workflowRun: '101', digest: 'two' }));
    expect(log).toEqual([
      'The comment on #7 shows workflow run 101 instead of workflow run 100, which failed and was about other tests ' +
        '(1 of 2 tests failed). Both have the title "Web".\n' +
        'Give each its own title, or trigger only one of them.',
    ]);
  });

  it('does not report a comment that it wrote as missing if GitHub fails afterwards', async () => {
    const { clock, memory, publish, log, titles } = stage(QUICK);
    class Unavailable extends Failure {}
    const { comments } = memory.as();
    const github = {
      comments: (number: number) =>
        memory.comments.length === 0
          ? comments(number)
          : Promise.reject(new Unavailable('Could not read the comments: 503.', 'See the status page.')),
    };
    await clock.run(publish('Web', { github }));
    expect(titles()).toEqual(['Web']);
    expect(log).toEqual([
      'The comment was written, but could not be checked for changes by other jobs. Could not read the comments: 503.\n' +
        'See the status page.\nThe conclusion is not affected.',
    ]);
  });
});

class Unavailable extends Failure {}

async function publish(of: Outcome) {
  const created: NewCheckRun[] = [];
  const urls: string[] = [];
  const warnings: string[] = [];
  const nothing = (): void => undefined;
  const runtime = {
    clock: new VirtualClock(),
    random: () => 0,
    signal: new AbortController().signal,
    log: {
      info: nothing,
      debug: nothing,
      notice: nothing,
      warning: (line: string) => void warnings.push(line),
    },
    secrets: new Secrets(),
  };
  const github = {
    jobName: () => Promise.resolve(undefined),
    pullRequest: () => Promise.reject(new Error('not needed')),
    createCheckRun: (check: NewCheckRun): Promise<CheckRun> => {
      created.push(check);
      return Promise.resolve({
        id: 1,
        html_url: 'https://github.test/1',
        output: check.output,
        app: { slug: 'github-actions' },
      });
    },
    updateCheckRun: () => Promise.reject(new Unavailable('Could not add: 503.', 'See the status page.')),
  };
  await publishCheckRun(model(of), { github, onUrl: (url) => urls.push(url) }, runtime);
  return { created, urls, warnings };
}

describe('the check run', () => {
  it('is created on the head commit, with a record of its runs and targets', async () => {
    const targets = [{ path: 'a.apk', registration: 'key', targetId: 'tgt_1', formerIds: [] }];
    const { created, urls } = await publish({ ...outcome(), targets });
    expect(created).toMatchObject([{ head_sha: SHA, conclusion: 'success' }]);
    expect(urls).toEqual(['https://github.test/1']);
    const record = decodeRecord({ output: created[0]?.output });
    expect(record).toMatchObject({ runs: [{ id: RUN_ID, attempt: 1 }], workflowRun: '100', job: 'e2e' });
    expect(Object.values(record?.targets ?? {})).toEqual(['tgt_1']);
  });

  it('is reported as published if only annotations could not be added', async () => {
    const listed = Array.from({ length: 60 }, (_, index) => result({ test_id: `t${index}`, status: 'failed' }));
    const { urls, warnings } = await publish(outcome({ runs: [run({ results: listed })] }));
    expect(urls).toHaveLength(1);
    expect(warnings).toEqual([
      'The check run is published, but 10 annotations of it could not be added. Could not add: 503.\n' +
        'See the status page.\nThe conclusion is not affected.',
    ]);
  });

  it('is not created for a run that is not waited for', async () => {
    const of = started(known({ ...run({ results: results({ a: 'queued' }) }).state, status: 'queued' }));
    expect((await publish(of)).created).toEqual([]);
  });
});

const { signal } = new AbortController();

async function write(path: string): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'junit-'));
  await writeJunitFile(path, model(outcome(), { context: { ...context, workspace } }), signal);
  return workspace;
}

it('the JUnit file is written into new folders', async () => {
  const workspace = await write('reports/e2e/doksi.xml');
  expect(await readdir(join(workspace, 'reports/e2e'))).toEqual(['doksi.xml']);
  expect(await readFile(join(workspace, 'reports/e2e/doksi.xml'), 'utf8')).toContain('<testsuites name="Doksi"');
});

it('a folder or a device is no JUnit file', async () => {
  await expect(write('reports/')).rejects.toThrow('reports/');
  await expect(write('.')).rejects.toThrow('. is not a regular file.\nName another file in junit-path');
  await expect(write('/dev/null')).rejects.toThrow('/dev/null is not a regular file.');
});

const failing = outcome({ runs: [run({ results: results({ login: 'failed' }) })] });

/** Publishes with a summary that is never written, in a step that is cancelled after so long, or never. */
async function publishWithHang(cancelAfterMs: number | undefined) {
  const clock = new VirtualClock();
  const startedAtMs = clock.now();
  const cancel = new AbortController();
  const warnings: string[] = [];
  const shown: string[] = [];
  const nothing = (): void => undefined;
  const step: Step = {
    ...{ info: nothing, debug: nothing, notice: nothing, output: nothing },
    annotate: ({ title }) => void shown.push(title),
    appendSummary: () => new Promise(nothing),
    warning: (message) => void warnings.push(message),
    error: (message) => void shown.push(message),
  };
  if (cancelAfterMs === 0) cancel.abort(new Error('cancelled'));
  else if (cancelAfterMs !== undefined) void clock.sleep(cancelAfterMs).then(() => cancel.abort());
  const settings = {
    isDryRun: true,
    title: undefined,
    jobMatrix: '',
    jobCheckRunId: undefined,
    summary: true,
    annotations: true,
    checkRun: false,
    prComment: false,
    junitPath: undefined,
    githubToken: '',
    commitSha: undefined,
    gates: model(failing).gates,
  };
  const work = publishAll(
    {
      outcome: failing,
      plan: undefined,
      settings,
      title: 'Doksi',
      context: { ...context, hasSummary: true },
      apiKey: '',
    },
    step,
    { clock, random: () => 0, signal: cancel.signal, log: step, secrets: new Secrets() },
  );
  expect(await clock.run(work)).toBe(false);
  return { tookMs: clock.now() - startedAtMs, warnings, shown };
}

describe('a report that hangs', () => {
  it.each([
    ['before: the runner kills it after 7.5 s', 0, 4000],
    ['meanwhile', 10_000, 14_000],
    ['never', undefined, 60_000],
  ])('is given up in time if the step was cancelled %s', async (_, cancelAfterMs, endsAfterMs) => {
    const { tookMs, warnings, shown } = await publishWithHang(cancelAfterMs);
    expect(tookMs).toBe(endsAfterMs);
    expect(warnings).toEqual([expect.stringContaining('The job summary could not be published')]);
    expect(shown).toEqual([
      'Test login (web · staging.example.com) failed',
      expect.stringContaining('1 of 1 Doksi test failed'),
    ]);
  });
});
