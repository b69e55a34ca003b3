import { type Plan, shownBody } from '../plan.ts';
import { counted, shortUrl } from '../wording.ts';

/** What is about to be done, for the log. */
export function planLines({ run }: Plan): string[] {
  if (run.kind === 'existing') return [`Doksi run ${run.runId}, created elsewhere`];
  const tests = run.entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
  const rows = run.entries.map(({ platform, target, testIds }) => ({
    platform,
    target: target.key === 'target_id' ? target.value : shortUrl(target.value),
    tests: testIds.join(', '),
  }));
  const width = (column: 'platform' | 'target'): number => Math.max(...rows.map((row) => row[column].length));
  return [
    `Doksi run for ${counted(run.entries.length, 'target')}, ${counted(tests, 'test')}`,
    ...rows.map(
      (row) =>
        `  ${row.platform.padEnd(width('platform'))}  ${row.target.padEnd(width('target'))}  ${row.tests}`,
    ),
  ];
}

/** The exact request, with hidden values, as lines. */
export function requestLines({ run }: Plan): string[] {
  if (run.kind === 'existing') return [`GET /runs/${run.runId}`];
  return ['POST /runs', ...JSON.stringify(shownBody(run), null, 2).split('\n')];
}
