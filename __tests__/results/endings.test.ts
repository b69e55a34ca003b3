import { describe, expect, it } from '@jest/globals';
import { API } from '../../src/doksi/peers.ts';
import { CreatedRun } from '../../src/doksi/schemas.ts';
import { NoAnswerError, RefusedError, type RequestError } from '../../src/http/errors.ts';
import { cancelled, type Known, NOTHING_KNOWN, timedOut } from '../../src/results/endings.ts';
import { knowing, result, run, runOf } from '../report/outcomes.ts';

const link = (index: number): string => `https://app.doksi.ai/verify/tests/test${index}/runs/res_${index}`;

it('a step whose time is over tells silence at its end from an answer of no use', () => {
  const errand = { peer: API, purpose: 'read it' };
  const known = knowing(run('running', ['running']));
  const said = (silence: RequestError): string => timedOut(known, 60_000, silence).what;
  expect(said(new NoAnswerError(errand, 9000))).toMatch(
    / At the end Doksi did not answer \(no answer within 9 s\)\.$/,
  );
  expect(said(new RefusedError(errand, { status: 503 }))).toContain('Doksi did not answer (503');
  expect(said(new RefusedError(errand, { status: 404 }))).toContain('Doksi gave no usable answer (404');
});

describe.each([
  ['is cancelled', cancelled],
  ['has no time left', (known: Known) => timedOut(known, 60_000)],
])('a step that %s', (_how, end) => {
  it('links the retry that goes on, not the run that is over', () => {
    const again = runOf('running', [result(0, 'running', { url: 'https://app.doksi.ai/again' })]);
    const { what, next } = end(knowing(run('failed', ['failed', 'passed']), again));
    expect(what).toContain('1 of 1 test not finished');
    expect(next.split('\n').slice(1)).toEqual(['https://app.doksi.ai/again']);
  });

  it('links what its creation told of a run that nothing was heard of since', () => {
    const created = CreatedRun.parse({ run_id: 'k3n', results: [result(0, 'queued')] });
    const { next } = end({ ...NOTHING_KNOWN, attempts: [{ runId: 'k3n', created }] });
    expect(next.split('\n').slice(1)).toEqual([link(0)]);
  });

  it('names a few of many links, and counts the others', () => {
    const { next } = end(knowing(run('running', ['passed', ...Array<string>(6).fill('running')])));
    expect(next.split('\n').slice(1)).toEqual([link(1), link(2), link(3), 'and 3 more']);
  });

  it('has no link where Doksi gives none', () => {
    const { next } = end(knowing(runOf('running', [result(0, 'running', { url: 'javascript:alert(1)' })])));
    expect(next).not.toContain('\n');
  });
});
