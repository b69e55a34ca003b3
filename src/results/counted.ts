import { counted } from '../text.ts';
import type { Counts } from './results.ts';

/** `2 of 9 tests failed`; `noun` is what a test is called here. */
export function failedOf({ failed, total }: Counts, noun = 'test'): string {
  return total === undefined
    ? `${counted(failed, noun)} failed`
    : `${failed} of ${counted(total, noun)} failed`;
}

/** `all 9 tests passed, 1 of them flaky` */
export function passedOf({ passed, flaky, total, others }: Counts, noun = 'test'): string {
  const good = passed + flaky;
  const unstable = flaky > 0 ? `, ${flaky} of them flaky` : '';
  if (others > 0 || total === undefined)
    return `${good} of ${counted(total ?? good, noun)} passed${unstable}`;
  return total === 1
    ? `the ${noun} passed${flaky > 0 ? ', but is flaky' : ''}`
    : `all ${total} ${noun}s passed${unstable}`;
}
