import { describe, expect, it } from '@jest/globals';
import { CreatedRun } from '../../src/doksi/schemas.ts';
import { NO_KNOWN_FAILURES } from '../../src/plan/plan.ts';
import { unfinishedLines } from '../../src/report/prose.ts';
import { cancelled, type Snapshot, timedOut } from '../../src/results/endings.ts';
import type { Run } from '../../src/results/run.ts';
import { result, results, run, runState } from '../builders.ts';

function knownOf(...runs: readonly Run[]): Snapshot {
  return { targets: [], runs, knownFailures: NO_KNOWN_FAILURES };
}

function running(statuses: Readonly<Record<string, string>>, fields: Readonly<Record<string, unknown>> = {}): Run {
  return { id: 'k3n', state: runState(results(statuses), { status: 'running', ...fields }) };
}

const shown = (id: string): string => `Test ${id} (web · staging.example.com)`;
const link = (id: string): string => `https://app.doksi.ai/verify/tests/${id}/runs/res_${id}`;

describe.each([
  ['is cancelled', cancelled],
  ['times out', (known: Snapshot) => timedOut(known, 60_000)],
])('a step that %s', (_how, end) => {
  it('counts the unfinished tests, those that had not started, and no skipped ones', () => {
    const { what } = end(knownOf(running({ a: 'passed', b: 'running', c: 'queued', d: 'skipped' })));
    expect(what).toContain('2 of 4 tests had not finished, and 1 had not started (status "running").');
  });

  it('links the retry that continues, not the run that has settled', () => {
    const again = result({ status: 'running', url: 'https://app.doksi.ai/again' });
    const retry = { id: 'retry', state: runState([again], { status: 'running' }) };
    const { next, runs } = end(knownOf(run({ results: results({ a: 'failed' }) }), retry));
    expect(next).toContain('run-id: retry');
    expect(unfinishedLines(runs)).toEqual([`${shown('login')}: https://app.doksi.ai/again`]);
  });

  it('links the tests of a created run whose state was never received', () => {
    const created = CreatedRun.parse({
      run_id: 'k3n',
      results: [result({ test_id: 'a', status: 'queued' })],
    });
    expect(unfinishedLines(end(knownOf({ id: 'k3n', created })).runs)).toEqual([`${shown('a')}: ${link('a')}`]);
  });

  it('links a few tests and counts the others', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const many = running(Object.fromEntries(ids.map((id) => [id, 'running'])));
    const lines = ids.slice(0, 5).map((id) => `${shown(id)}: ${link(id)}`);
    expect(unfinishedLines(end(knownOf(many)).runs)).toEqual([...lines, 'and 2 more']);
  });

  it('links nothing but web addresses', () => {
    const hostile = runState([result({ status: 'running', url: 'javascript:alert(1)' })], {
      status: 'running',
    });
    expect(unfinishedLines(end(knownOf({ id: 'k3n', state: hostile })).runs)).toEqual([shown('login')]);
  });
});
