import type { Entry } from './entry.ts';
import { isMapping } from '../mapping.ts';
import { readMatrix } from './matrix.ts';
import { named } from './named.ts';
import { checkNumbers } from './numbers.ts';
import type { Findings } from './problems.ts';
import type { ScalarReader } from './scalars.ts';
import { readShortForm, shortFormInputs } from './short-form.ts';
import type { ParseYaml } from './yaml.ts';

/** What to run: a new run of these entries, or one that another job has created. */
export type RunRequest =
  | {
      readonly kind: 'new';
      readonly entries: readonly Entry[];
      readonly extraBody: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'existing'; readonly runId: string };

/**
 * Reads what to run: the entries of `matrix` or of the short form, or with `run-id` a run that exists. What is one too
 * many is checked, too, so that all problems are told at once.
 */
export function readRunRequest(reader: ScalarReader, parseYaml: ParseYaml, findings: Findings): RunRequest {
  const runId = reader.text('run-id');
  const matrix = reader.text('matrix') === '' ? [] : ['matrix'];
  const shortForm = shortFormInputs(reader);
  const extraBody = reader.text('extra-body') === '' ? [] : ['extra-body'];

  if (runId !== '') {
    checkRunId(runId, [...matrix, ...shortForm, ...extraBody], findings);
  } else if (matrix.length > 0 && shortForm.length > 0) {
    findings.problem('matrix', `excludes the short form (${shortForm.join(', ')}); keep one of the two`);
  } else if (matrix.length + shortForm.length === 0) {
    findings.problem(
      'matrix',
      'is empty; give it, or one of web-url, binary-url, target-id, apk together with test-ids',
    );
  }
  const isAlone = runId === '' && matrix.length === 0;
  const request = {
    entries: [
      ...(matrix.length > 0 ? readMatrix(reader.raw('matrix'), parseYaml, findings) : []),
      ...(shortForm.length > 0 ? readShortForm(reader, isAlone, findings) : []),
    ],
    extraBody: extraBody.length > 0 ? readExtraBody(reader.raw('extra-body'), parseYaml, findings) : {},
  };
  return runId === '' ? { kind: 'new', ...request } : { kind: 'existing', runId };
}

function checkRunId(runId: string, others: readonly string[], findings: Findings): void {
  if (others.length > 0) {
    findings.problem('run-id', `follows a run that exists, so it excludes ${others.join(', ')}`);
  }
  // The id becomes a part of a path.
  if (/\s/.test(runId) || /^\.+$/.test(runId)) {
    findings.problem('run-id', `is ${named(runId)}; give the id of one run`);
  }
}

function readExtraBody(
  text: string,
  parseYaml: ParseYaml,
  findings: Findings,
): Readonly<Record<string, unknown>> {
  const yaml = parseYaml(text, 'extra-body', findings);
  if (yaml === undefined) return {};
  if (!isMapping(yaml.value)) {
    // A text may be a credential whose key lacks the blank behind its colon.
    const what = typeof yaml.value === 'string' ? 'a text' : named(yaml.value);
    findings.problem(
      'extra-body',
      `is ${what}; give a mapping of keys and values, such as "pull_request: 7"`,
    );
    return {};
  }
  if (Object.hasOwn(yaml.value, 'matrix')) {
    findings.problem('extra-body.matrix', 'cannot be replaced here; use the input matrix');
  }
  checkNumbers(yaml.value, () => 'extra-body', yaml, findings);
  return yaml.value;
}
