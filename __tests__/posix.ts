import { describe, it } from '@jest/globals';

const NEEDS = ['signals', 'named pipes', 'links', 'file names with * or ?', 'slashes in paths'] as const;
type Need = (typeof NEEDS)[number];

const MISSING: ReadonlySet<Need> = new Set(process.platform === 'win32' ? NEEDS : []);
const RUN = { it, concurrent: it.concurrent, describe };
const SKIP = { it: it.skip, concurrent: it.concurrent.skip, describe: describe.skip };

/** `it` and `describe` for tests with a need that Windows does not meet. There, the tests are listed as skipped. */
export function onPosix(need: Need): typeof RUN | typeof SKIP {
  return MISSING.has(need) ? SKIP : RUN;
}
