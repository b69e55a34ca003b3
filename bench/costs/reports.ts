import { digits, type Section, table } from '../section.ts';
import { answerText, timeOf, worksOn } from './works.ts';

const COUNT = 10_000;

/** What a very large run costs. */
export const reports: Section = {
  name: 'reports',
  title: 'A run with 10,000 results',
  isTimed: true,
  async measure() {
    const megabytes = answerText(COUNT).length / 1e6;
    const rows: string[][] = [];
    for (const { name, once } of worksOn(COUNT)) rows.push([name, `${digits(await timeOf(once))} ms`]);
    return [
      `Each step by itself, in a warm process; Doksi's answer has ${megabytes.toFixed(1)} MB, one test in 20 has failed.`,
      table(['', 'time'], rows),
    ].join('\n\n');
  },
};
