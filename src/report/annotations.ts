import type { Result, Run } from '../doksi/schemas.ts';
import { tally } from '../results/tally.ts';
import { testAt } from '../results/words.ts';
import { counted, webLink } from '../text.ts';

/** GitHub shows ten errors of a step; the tenth is the verdict itself. */
const MAX_ANNOTATIONS = 9;

export interface Annotation {
  readonly level: 'error' | 'warning';
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

/** One error for each failed test, up to nine, then a word on the others. */
export function annotations(run: Run, workflow: WorkflowFile | undefined): Annotation[] {
  const { failedResults } = tally(run);
  const shown = failedResults.slice(0, MAX_ANNOTATIONS).map((result) => annotation(result, workflow));
  const more = failedResults.length - shown.length;
  if (more === 0) return shown;
  const message = `and ${more} more failed ${more === 1 ? 'test' : 'tests'}: the job summary names them all`;
  return [
    ...shown,
    {
      level: 'warning',
      title: counted(failedResults.length, 'failed test'),
      message,
      ...anchor([], workflow),
    },
  ];
}

function annotation(result: Result, workflow: WorkflowFile | undefined): Annotation {
  const link = webLink(result.url);
  return {
    level: 'error',
    title: `${testAt(result)} failed`,
    message: link ? `See what the test did: ${link}` : 'Doksi gives no link for this test.',
    ...anchor([result.test_id, result.test_name], workflow),
  };
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
