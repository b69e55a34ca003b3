import { isMapping, type Mapping } from '../base/json.ts';
import type { InputName } from './declared.ts';
import type { InputDocument } from './yaml.ts';
import { type Entry, readMatrix, readTestIds } from './matrix.ts';
import type { InputReader } from './reader.ts';
import { platformOf, readTarget, TARGET_KEYS, type TargetKey } from './target.ts';

/** What to run: a new run, or one that exists already. */
export type RunRequest =
  | { readonly kind: 'new'; readonly entries: readonly Entry[]; readonly extraBody: Mapping }
  | { readonly kind: 'existing'; readonly runId: string };

/** The inputs of the short form that correspond to the target keys of an entry. */
const TARGET_INPUTS: Readonly<Record<TargetKey, InputName>> = {
  web_url: 'web-url',
  binary_url: 'binary-url',
  target_id: 'target-id',
  apk: 'apk',
};
const TARGETS = Object.values(TARGET_INPUTS);
const EMPTY = '(an expression is empty if the earlier job was skipped or has no such output)';

/** Reads what to run. Inputs that exclude each other are all checked, so that all problems are reported at once. */
export async function readRunRequest(reader: InputReader): Promise<RunRequest> {
  checkForms(reader);
  const matrix = await reader.document('matrix');
  const shortForm = await readShortForm(reader);
  const extraBody = await reader.document('extra-body');
  const entries = [...(matrix === undefined ? [] : readMatrix(matrix)), ...shortForm];
  const body = extraBody === undefined ? {} : readExtraBody(extraBody);
  const runId = reader.text('run-id');
  if (runId === '') return { kind: 'new', entries, extraBody: body };
  // The id becomes part of a path.
  if (/\s|^\.+$/.test(runId)) reader.findings.invalid('run-id', runId, 'give the id of one run');
  return { kind: 'existing', runId };
}

/** Checks that one form is given: `run-id`, `matrix`, or one target with `test-ids`. */
function checkForms(reader: InputReader): void {
  const { findings, unknown } = reader;
  const given = (...names: readonly InputName[]): InputName[] => names.filter((name) => reader.isGiven(name));
  const targets = given(...TARGETS);
  const shortForm = [...targets, ...given('test-ids')];
  const beside = given('matrix', ...shortForm, 'extra-body').join(', ');
  if (targets.length > 1) findings.problem(targets.join(', '), 'exclude each other; keep one');
  if (reader.isGiven('run-id')) {
    const fault = `follows an existing run, so it excludes ${beside}`;
    if (beside !== '') findings.problem('run-id', `${fault}; keep one of the two`);
  } else if (reader.isGiven('matrix')) {
    const fault = `excludes the short form (${shortForm.join(', ')}); keep one of the two`;
    if (shortForm.length > 0) findings.problem('matrix', fault);
  } else if (shortForm.length === 0) {
    const guess = unknown.guess('matrix', 'run-id', ...TARGETS, 'test-ids');
    const next = `give it, or one of ${TARGETS.join(', ')} together with test-ids ${EMPTY}${guess}`;
    findings.problem('matrix', `is empty; ${next}`, 'empty-input');
  } else if (targets.length === 0) {
    const next = `give one of them together with test-ids ${EMPTY}${unknown.guess(...TARGETS)}`;
    findings.problem(TARGETS.join(', '), `are empty; ${next}`, 'empty-input');
  } else if (!reader.isGiven('test-ids')) {
    const next = `name at least one test id ${EMPTY}${unknown.guess('test-ids')}`;
    findings.problem('test-ids', `is empty; ${next}`, 'empty-input');
  }
}

/** The entry of the short form. With too many targets there are several entries, so that all files are checked. */
async function readShortForm(reader: InputReader): Promise<Entry[]> {
  const { findings } = reader;
  const text = reader.text('test-ids');
  let testIds: string[] = [];
  // A YAML or JSON list.
  if (/^(\[|-(\s|$))/.test(text)) {
    const list = await reader.document('test-ids');
    if (list !== undefined) testIds = readTestIds(list.value, 'test-ids', list.findings);
  } else if (text !== '') {
    testIds = readTestIds(text, 'test-ids', findings);
  }
  return TARGET_KEYS.flatMap((key) => {
    const name = TARGET_INPUTS[key];
    const target = reader.isGiven(name) ? readTarget(key, reader.text(name), name, findings) : undefined;
    return target ? [{ platform: platformOf(key), target, testIds, extras: {} }] : [];
  });
}

function readExtraBody({ value, findings }: InputDocument): Mapping {
  if (!isMapping(value)) {
    const allowed = 'give a mapping of keys and values, such as "pull_request: 7"';
    // A text may be a secret whose key lacks the space after its colon.
    if (typeof value === 'string') findings.problem('extra-body', `is a text; ${allowed}`);
    else findings.invalid('extra-body', value, allowed);
    return {};
  }
  if (Object.hasOwn(value, 'matrix')) {
    findings.problem('extra-body.matrix', 'cannot be replaced here; use the input matrix');
  }
  return value;
}
