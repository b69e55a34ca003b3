import type { Result } from '../doksi/schemas.ts';
import type { Results } from '../results/results.ts';
import type { Test } from '../results/tests.ts';
import { testAt } from '../results/words.ts';
import { clipped, counted, webLink } from '../text.ts';

/** GitHub shows ten errors of a step; the tenth is the verdict itself. */
const MAX_ANNOTATIONS = 9;
/** GitHub's limit (characters). */
const MAX_TITLE = 255;
/** Names and addresses are shortened to so many characters; GitHub takes 64 KB of a message. */
const MAX_TOLD = 2000;

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Path inside the repository, with the line (from 1) that names the test. */
  readonly file?: string;
  readonly startLine?: number;
}

export interface WorkflowFile {
  readonly path: string;
  /** Its text, where it could be read. */
  readonly text: string | undefined;
}

/** One error for each failed test, up to nine, then a word on the others; a warning for each flaky one. */
export function annotations(
  { failed, known, flaky, counts }: Results,
  workflow: WorkflowFile | undefined,
): Annotation[] {
  const shown = failed.slice(0, MAX_ANNOTATIONS).map((test) => failureAnnotation(test, workflow));
  const more = counts.failed - shown.length;
  const rest: Annotation[] =
    more > 0 && shown.length > 0
      ? [
          {
            level: 'warning',
            title: counted(counts.failed, 'failed test'),
            message: `and ${more} more failed ${more === 1 ? 'test' : 'tests'}: the job summary names them all`,
            ...anchor([], workflow),
          },
        ]
      : [];
  const unstable = flaky
    .slice(0, MAX_ANNOTATIONS - rest.length)
    .map((test) => flakyAnnotation(test, workflow));
  const listed = known.slice(0, MAX_ANNOTATIONS).map((test) => knownAnnotation(test, workflow));
  return [...shown, ...rest, ...unstable, ...listed];
}

export function failureAnnotation({ result, tries }: Test, workflow: WorkflowFile | undefined): Annotation {
  const times = tries.length > 1 ? ` ${tries.length} times` : '';
  return {
    level: 'error',
    title: titled(result, `failed${times}`),
    message: told(result, `failed${times}`),
    ...anchor([result.test_id, result.test_name], workflow),
  };
}

export function flakyAnnotation({ result }: Test, workflow: WorkflowFile | undefined): Annotation {
  return {
    level: 'warning',
    title: titled(result, 'is flaky'),
    message: told(result, 'failed, then passed'),
    ...anchor([result.test_id, result.test_name], workflow),
  };
}

export function knownAnnotation({ result, known }: Test, workflow: WorkflowFile | undefined): Annotation {
  return {
    level: 'notice',
    title: titled(result, 'failed, as known'),
    message: told(result, `failed, as known until ${known?.until ?? ''}: ${known?.reason ?? ''}`),
    ...anchor([result.test_id, result.test_name], workflow),
  };
}

function titled(result: Result, what: string): string {
  return `${clipped(testAt(result), MAX_TITLE - what.length - 1)} ${what}`;
}

/** It begins with the test's name: the log shows the message alone. */
function told(result: Result, what: string): string {
  const link = webLink(result.url);
  const where = link && link.length <= MAX_TOLD ? `See what it did: ${link}` : 'Doksi gives no link for it.';
  return `${clipped(testAt(result), MAX_TOLD)} ${what}. ${where}`;
}

function anchor(
  names: readonly (string | null | undefined)[],
  workflow: WorkflowFile | undefined,
): Pick<Annotation, 'file' | 'startLine'> {
  if (workflow === undefined) return {};
  const lines = names.map((name) => (name ? lineNaming(name, workflow.text ?? '') : undefined));
  return { file: workflow.path, startLine: lines.find((line) => line !== undefined) ?? 1 };
}

/** The first line (from 1) that has the name as a word of its own: `pass-3s` is not in `bypass-3s`. */
export function lineNaming(name: string, text: string): number | undefined {
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\w-]/.test(character);
  const index = text.split('\n').findIndex((line) => {
    for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
      if (!isPart(line[at - 1]) && !isPart(line[at + name.length])) return true;
    }
    return false;
  });
  return index < 0 ? undefined : index + 1;
}
