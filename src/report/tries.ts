import type { Result } from '../doksi/schemas.ts';
import type { Test } from '../results/tests.ts';

/** What became of a test that ran more than once: `failed twice, then passed`. Empty where it ran once. */
export interface ToldTries {
  /** `failed twice` */
  readonly failed: string;
  /** `, then passed` */
  readonly then: string;
  /** The result that shows what went wrong, where that is not the test's own. */
  readonly failure: Result | undefined;
}

export function toldTries(test: Test): ToldTries {
  const { tries, result } = test;
  const failures = tries.filter((attempt) => attempt.result.status === 'failed');
  const failure = failures.at(-1)?.result;
  if (tries.length === 1 || failure === undefined)
    return { failed: tries.length > 1 ? `in ${tries.length} runs` : '', then: '', failure: undefined };
  const failed = `failed ${times(failures.length)}`;
  if (failure === result) return { failed, then: '', failure: undefined };
  const then = test.result.status === 'passed' ? 'passed' : `"${result.status ?? 'nothing'}"`;
  return { failed, then: `, then ${then}`, failure };
}

/** `once`, `twice`, `3 times` */
export function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`;
}
