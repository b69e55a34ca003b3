import { describe, expect, it } from '@jest/globals';
import { readContext } from '../../src/context.ts';
import type { Entry, Target } from '../../src/inputs/entry.ts';
import { planLines } from '../../src/log/plan-lines.ts';
import { makePlan, type Plan } from '../../src/plan/plan.ts';

const context = readContext({}, () => undefined);

interface Asked {
  readonly readyMs?: number;
  readonly readyText?: string;
  readonly runId?: string;
}

function planOf(
  targets: readonly Exclude<Target, { key: 'apk' }>[],
  { readyMs = 300_000, readyText, runId }: Asked = {},
): Plan {
  const entries = targets.map((target) => ({ platform: 'web', target, testIds: ['a'], extras: {} }));
  const asked: readonly Entry[] = entries;
  return makePlan(
    {
      run: runId === undefined ? { kind: 'new', entries: asked, extraBody: {} } : { kind: 'existing', runId },
      ...{ wait: true, timeoutMs: 1, pollIntervalMs: undefined, retries: 0, knownFailures: [] },
      ...{ targetName: undefined, targetVersion: undefined, readyMs, readyText },
    },
    context,
    entries,
    0,
  );
}

const web = (value: string) => ({ key: 'web_url', value }) as const;
const binary = (value: string) => ({ key: 'binary_url', value }) as const;
const id = { key: 'target_id', value: 'tgt_1' } as const;

function waitedFor(plan: Plan): string[] | undefined {
  return plan.readiness?.targets.map(({ key, url }) => `${key} ${url.href}`);
}

describe('what is waited for', () => {
  it('is every distinct address, once', () => {
    const plan = planOf([
      web('https://a.test'),
      web('https://a.test/'),
      web('https://A.test/#/cart'),
      web('https://a.test/?q=1'),
      id,
      binary('https://a.test/'),
      binary('https://cdn.test/app.apk?sig=1'),
    ]);
    expect(waitedFor(plan)).toEqual([
      'web_url https://a.test/',
      'web_url https://a.test/?q=1',
      'binary_url https://a.test/',
      'binary_url https://cdn.test/app.apk?sig=1',
    ]);
    expect(plan.readiness?.targets.map(({ label }) => label)).toEqual([
      'a.test',
      'a.test (2)',
      'a.test (3)',
      'cdn.test/app.apk',
    ]);
  });

  it('is nothing without ready-minutes', () => {
    expect(planOf([web('https://a.test')], { readyMs: 0 }).readiness).toBeUndefined();
  });
});

describe('the plan tells it', () => {
  const linesOf = (plan: Plan): string => planLines(plan, (text) => text).join('\n');

  it('without credentials and queries', () => {
    const lines = linesOf(
      planOf([web('https://mona:swordfish@a.test/x?token=7'), binary('https://cdn.test/app.apk?sig=1')], {
        readyText: '4ead5a3',
      }),
    );
    expect(lines).toContain(
      [
        '  Waits up to 5 minutes until these are there, before anything is sent to Doksi:',
        '    a.test/x, with the text "4ead5a3"',
        '    cdn.test/app.apk',
        "  They are asked from this runner; Doksi's cloud may see them otherwise",
      ].join('\n'),
    );
    expect(lines).not.toMatch(/mona|swordfish|token|sig=/);
  });

  it('where there is nothing to wait for', () => {
    const nothing = '  ready-minutes has nothing to wait for: ';
    expect(linesOf(planOf([id]))).toContain(`${nothing}no target is a web_url or a binary_url`);
    expect(linesOf(planOf([], { runId: 'run_1' }))).toContain(`${nothing}the run exists`);
  });

  it('not where nobody asked to wait', () => {
    expect(linesOf(planOf([web('https://a.test')], { readyMs: 0 }))).not.toMatch(/ready|waits/);
    expect(linesOf(planOf([], { readyMs: 0, runId: 'run_1' }))).toBe('Doksi run run_1, created elsewhere');
  });
});
