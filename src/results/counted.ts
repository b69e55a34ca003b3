import { counted } from '../text.ts';
import type { Counts } from './results.ts';

/** `2 of 9 tests failed`; `noun` is what a test is called here. */
export function failedOf({ failed, total }: Counts, noun = 'test'): string {
  return total === undefined || total < failed
    ? `${counted(failed, noun)} failed`
    : `${failed} of ${counted(total, noun)} failed`;
}

/** `all 9 tests passed, 1 of them flaky` */
export function passedOf(counts: Counts, noun = 'test'): string {
  const { passed, flaky, known, total, others } = counts;
  const good = passed + flaky;
  const rest = [
    ...(flaky > 0 ? [`${flaky} of them flaky`] : []),
    ...(known > 0 ? [counted(known, 'known failure')] : []),
  ];
  const isAll = others === 0 && known === 0 && total !== undefined;
  if (!isAll) return [`${good} of ${counted(total ?? good, noun)} passed`, ...rest].join(', ');
  if (total === 1) return flaky > 0 ? `the ${noun} passed, but is flaky` : `the ${noun} passed`;
  return [`all ${total} ${noun}s passed`, ...rest].join(', ');
}
