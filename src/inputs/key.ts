import type { InputSource } from './declared.ts';

/**
 * Whether the step is skipped because there is no key and `if-no-api-key` allows that, whatever the other inputs are:
 * a job before it, which would have filled them, may have been skipped, too.
 */
export function isSkippedWithoutKey(source: InputSource): boolean {
  return source('api-key').trim() === '' && source('if-no-api-key').trim() === 'skip';
}
