import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFiles } from '../../src/apps/find.ts';
import { ours } from '../lag/follow.ts';
import { median, type Section, table } from '../section.ts';
import { timeOf, worksOn } from './works.ts';

const FEW = 1000;
const MANY = 10_000;
const ROUNDS = 5;

/** How the cost grows: 1 is in proportion, 0 not at all, 2 would be with the square. */
export const growth: Section = {
  name: 'growth',
  title: 'How the cost grows',
  isTimed: true,
  async measure() {
    const few = worksOn(FEW);
    const many = new Map(worksOn(MANY).map(({ name, once }) => [name, once]));
    const results: string[][] = [];
    for (const { name, once } of few) {
      const times = [await timeOf(once), await timeOf(many.get(name) ?? once)] as const;
      results.push([`results × 10: ${name}`, exponent(...times)]);
    }
    return [
      `The exponent of the growth from ${FEW} to ${MANY}: 1 is in proportion, 0 not at all, 2 would be the square.`,
      table(
        ['', 'exponent'],
        [
          ...results,
          [
            'polls × 10: when to ask again',
            exponent(await timeOf(pollsOf(FEW)), await timeOf(pollsOf(MANY))),
          ],
          ['files × 10: finding one APK among them', exponent(await searching(FEW), await searching(MANY))],
        ],
      ),
    ].join('\n\n');
  },
};

function exponent(few: number, many: number): string {
  return Math.log10(many / few).toFixed(2);
}

function pollsOf(count: number): () => void {
  return () => {
    const pace = ours(() => 0.5, { lengthMs: 0, tests: [] });
    let ageMs = pace.firstWaitMs();
    for (let asked = 0; asked < count; asked++) ageMs += pace.nextWaitMs(ageMs, undefined);
  };
}

/** Milliseconds that it takes to find the APK in a workspace of so many files, ten in a folder. */
async function searching(count: number): Promise<number> {
  const workspace = await mkdtemp(join(tmpdir(), 'doksi-bench-'));
  try {
    for (let folder = 0; folder < count / 10; folder++) {
      const path = join(workspace, `module-${folder}`, 'src');
      await mkdir(path, { recursive: true });
      for (let file = 0; file < 10; file++) await writeFile(join(path, `File${file}.kt`), '');
    }
    await writeFile(join(workspace, 'module-0', 'app.apk'), '');
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const startedAt = performance.now();
      await findFiles(['**/*.apk'], workspace, new AbortController().signal);
      if (round > 0) times.push(performance.now() - startedAt);
    }
    return median(times);
  } finally {
    await rm(workspace, { recursive: true });
  }
}
