import { packageName } from '../apps/package.ts';
import type { Again } from '../run/events.ts';
import { counted, listed } from '../text.ts';

/** So many files are named. */
const MAX_NAMED = 5;

/** What is done again, and why, in one line. */
export function againLine(again: Again): string {
  if (again.kind === 'refused') {
    const names = listed(again.packages.map(packageName), MAX_NAMED);
    const [are, gone] =
      again.packages.length === 1 ? ['is', 'its target may be'] : ['are', 'their targets may be'];
    return `  ! Doksi refused the run (${again.refusal.brief}); ${names} ${are} uploaded again, once, since ${gone} gone`;
  }
  const { tests, failed, retry, retries } = again;
  const nth = `Retry ${retry} of ${retries}`;
  if (tests > failed)
    return `${nth}: ${tests} tests run again, which spends allowance; ${failed} of them failed, and Doksi's results do not tell in which entries of the matrix`;
  const run = tests === 1 ? 'runs' : 'run';
  return `${nth}: ${counted(tests, 'failed test')} ${run} again, which spends allowance`;
}
