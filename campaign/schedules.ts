import fc from 'fast-check';
import { anySchedule } from './draw/schedules.ts';
import { judge } from './judge.ts';
import { withPackages } from './play/play.ts';
import { Tally } from './tally.ts';

/** Plays so many schedules against the real step with a clock of its own; tells whether every law has held. */
export function runSchedules({ seed, schedules }: { seed: number; schedules: number }): Promise<boolean> {
  return withPackages(async (packages) => {
    const tally = new Tally();
    const property = fc.asyncProperty(anySchedule, async (schedule) => {
      const { ending, rerun, complaints } = await judge(schedule, packages);
      tally.count(ending, rerun);
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    });
    const report = await fc.check(property, { seed, numRuns: schedules });
    console.log(tally.lines().join('\n'));
    if (!report.failed) return true;
    console.log(fc.defaultReportMessage(report));
    console.log(String(report.errorInstance));
    return false;
  });
}
