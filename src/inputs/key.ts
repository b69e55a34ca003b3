import type { InputSource } from './declared.ts';
import { asBoolean } from './scalars.ts';

/**
 * Whether the step is skipped because there is no key and `if-no-api-key` allows that, whatever the other inputs are:
 * a job before it, which would have filled them, may have been skipped, too. A dry run needs no key, so it goes on.
 */
export function isSkippedWithoutKey(source: InputSource): boolean {
  return (
    source('api-key').trim() === '' &&
    source('if-no-api-key').trim() === 'skip' &&
    asBoolean(source('dry-run').trim()) !== true
  );
}
