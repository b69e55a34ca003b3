// `npm run chaos [-- --seed N --schedules N]`: plays random schedules of faults on a virtual clock and checks the laws.
// The same seed draws the same schedules.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { anySchedule } from './draw/schedules.ts';
import { judge } from './judge.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    schedules: { type: 'string', default: '2000' },
  },
});

function whole(name: keyof typeof values): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} needs a whole number, not ${values[name]}.`);
  return number;
}

const [seed, numRuns] = [whole('seed'), whole('schedules')];
const conclusions = new Map<string, number>();
let requests = 0;
let reruns = 0;
let continued = 0;
let minutes = 0;
const startedAt = performance.now();

const report = await fc.check(
  fc.asyncProperty(anySchedule, async (schedule) => {
    const { about, complaints } = await judge(schedule);
    const { exchanges, endedAtMs, outcome } = about.course;
    conclusions.set(outcome.conclusion, (conclusions.get(outcome.conclusion) ?? 0) + 1);
    requests += exchanges.length;
    minutes += endedAtMs / 60_000;
    reruns += schedule.past === undefined ? 0 : 1;
    continued += about.hasContinued ? 1 : 0;
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  }),
  { seed, numRuns },
);

const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
const shares = [...conclusions].sort(([, one], [, other]) => other - one);
console.log(
  `Seed ${seed}: ${report.numRuns} steps in ${seconds} s, ${requests} requests, ${minutes.toFixed(0)} virtual minutes.`,
);
console.log(`Conclusions: ${shares.map(([name, count]) => `${name} ${count}`).join(', ')}`);
console.log(`Re-runs: ${reruns}, of which ${continued} continued an earlier attempt`);
if (report.failed) {
  console.log(fc.defaultReportMessage(report));
  console.log(String(report.errorInstance));
  process.exitCode = 1;
}
