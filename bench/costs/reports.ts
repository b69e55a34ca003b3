import { digits, type Section, table } from '../section.ts';
import { answerText, timeOf, worksOn } from './works.ts';

const COUNT = 10_000;

/** What a very large run costs. */
export const reports: Section = {
  name: 'reports',
  title: 'A run with 10,000 results',
  isTimed: true,
  measure() {
    const megabytes = answerText(COUNT).length / 1e6;
    return Promise.resolve(
      [
        `Each step by itself, in a warm process; Doksi's answer has ${megabytes.toFixed(1)} MB, one test in 20 has failed.`,
        table(
          ['', 'time'],
          worksOn(COUNT).map(({ name, once }) => [name, `${digits(timeOf(once))} ms`]),
        ),
      ].join('\n\n'),
    );
  },
};
