import { Failure } from '../failure.ts';
import { counted } from '../text.ts';
import type { Readiness } from './readiness.ts';

/** So many targets are named with their last answers. */
const MAX_NAMED = 20;

/** The time was over before every target was there. It says nothing about the tests: none has begun. */
export class NotReadyError extends Failure {
  /** `missing` tells of each target that was not there its name and its last answer. */
  constructor({ withinMs, text, targets }: Readiness, missing: readonly string[]) {
    const were = missing.length === 1 ? 'was' : 'were';
    const which = targets.length === 1 ? 'The target' : `${missing.length} of ${targets.length} targets`;
    const more = missing.length - MAX_NAMED;
    const last = [...missing.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
    const serves =
      text === undefined ? '' : ' and shows ready-text, in a header or in its first 1,000,000 bytes';
    super(
      `${which} ${were} not ready within ${counted(withinMs / 60_000, 'minute')}: ${last}. Nothing was uploaded or spent.`,
      `See that the deployment is up${serves}, or raise ready-minutes. It was asked from this runner: Doksi's cloud may see it otherwise.`,
    );
  }
}
