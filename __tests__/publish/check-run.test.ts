import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/base/failure.ts';
import { Secrets } from '../../src/base/secrets.ts';
import type { CheckRun, NewCheckRun } from '../../src/github/schemas.ts';
import { decodeRecord } from '../../src/history/record.ts';
import { publishCheckRun } from '../../src/publish/check-run.ts';
import { started } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { outcome, result, results, run, RUN_ID } from '../builders.ts';
import { known, model, SHA } from '../report/models.ts';

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
        htmlUrl: 'https://github.test/1',
        completedAt: undefined,
        summary: check.output.summary,
        appSlug: 'github-actions',
      });
    },
    updateCheckRun: () => Promise.reject(new Unavailable('Could not add: 503.', 'See the status page.')),
  };
  await publishCheckRun(model(of), { github, onUrl: (url) => urls.push(url) }, runtime);
  return { created, urls, warnings };
}

describe('the check run', () => {
  it('is created on the head commit, with a record of its runs and targets', async () => {
    const targets = [{ path: 'a.apk', registration: 'key', targetId: 'tgt_1' }];
    const { created, urls } = await publish({ ...outcome(), targets });
    expect(created).toMatchObject([{ head_sha: SHA, conclusion: 'success' }]);
    expect(urls).toEqual(['https://github.test/1']);
    const record = decodeRecord({ summary: created[0]?.output.summary });
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
