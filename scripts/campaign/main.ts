// `npm run chaos [-- --seed N --schedules N]`: plays random schedules of faults on a virtual clock and checks the laws.
// The same seed draws the same schedules.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { anySchedule } from './draw/schedules.ts';
import { judge } from './judge.ts';
import type { Case } from './laws/case.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    schedules: { type: 'string', default: '2000' },
  },
});
const [seed, numRuns] = [Number(values.seed), Number(values.schedules)];
if (![seed, numRuns].every(Number.isInteger)) throw new Error('--seed and --schedules need whole numbers.');

const judged: Case[] = [];
const report = await fc.check(
  fc.asyncProperty(anySchedule, async (schedule) => {
    const { about, complaints } = await judge(schedule);
    judged.push(about);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  }),
  { seed, numRuns },
);

const continued = judged.filter(({ hasContinued }) => hasContinued).length;
const byConclusion = Map.groupBy(judged, ({ course }) => course.outcome.conclusion);
const conclusions = [...byConclusion].map(([conclusion, { length }]) => `${conclusion} ${length}`);
console.log(`Seed ${seed}: ${report.numRuns} steps, ${continued} of them continued an earlier attempt.`);
console.log(`Conclusions: ${conclusions.join(', ')}`);
if (report.failed) {
  console.log(fc.defaultReportMessage(report));
  console.log(String(report.errorInstance));
  process.exitCode = 1;
}
