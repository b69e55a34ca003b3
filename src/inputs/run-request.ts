import { isMapping, type Mapping } from '../base/json.ts';
import type { Secrets } from '../base/secrets.ts';
import type { InputDocument } from './documents.ts';
import { type Entry, readMatrix, readTestIds } from './matrix.ts';
import type { InputName, InputReader } from './reader.ts';
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
  const matrix = await reader.document('matrix', readMatrix, []);
  const entries = [...matrix, ...(await readShortForm(reader))];
  const extraBody = await reader.document('extra-body', readExtraBody, {});
  const runId = reader.text('run-id');
  if (runId === '') return { kind: 'new', entries, extraBody };
  // The id becomes part of a path.
  if (/\s|^\.+$/.test(runId)) reader.findings.invalid('run-id', runId, 'give the id of one run');
  return { kind: 'existing', runId };
}

/** Checks that one form is given: `run-id`, `matrix`, or one target with `test-ids`. */
function checkForms(reader: InputReader): void {
  const { findings, unknown } = reader;
  const given = (...names: readonly InputName[]): InputName[] => names.filter((name) => reader.text(name) !== '');
  const targets = given(...TARGETS);
  const shortForm = [...targets, ...given('test-ids')];
  const beside = given('matrix', ...shortForm, 'extra-body').join(', ');
  const missing = (where: string, text: string, ...meant: readonly InputName[]): void =>
    findings.problem(where, `${text} ${EMPTY}${unknown.guess(...meant)}`, 'empty-input');
  if (targets.length > 1) findings.problem(targets.join(', '), 'exclude each other; keep one');
  if (reader.text('run-id') !== '') {
    const fault = `follows an existing run, so it excludes ${beside}`;
    if (beside !== '') findings.problem('run-id', `${fault}; keep one of the two`);
  } else if (reader.text('matrix') !== '') {
    const fault = `excludes the short form (${shortForm.join(', ')}); keep one of the two`;
    if (shortForm.length > 0) findings.problem('matrix', fault);
  } else if (shortForm.length === 0) {
    const next = `give it, or one of ${TARGETS.join(', ')} together with test-ids`;
    missing('matrix', `is empty; ${next}`, 'matrix', 'run-id', ...TARGETS, 'test-ids');
  } else if (targets.length === 0) {
    missing(TARGETS.join(', '), 'are empty; give one of them together with test-ids', ...TARGETS);
  } else if (reader.text('test-ids') === '') {
    missing('test-ids', 'is empty; name at least one test id', 'test-ids');
  }
}

/** The entry of the short form. With too many targets there are several entries, so that all files are checked. */
async function readShortForm(reader: InputReader): Promise<Entry[]> {
  const testIds = await readShortTestIds(reader);
  return TARGET_KEYS.flatMap((key) => {
    const name = TARGET_INPUTS[key];
    const value = reader.text(name);
    const target = value === '' ? undefined : readTarget(key, value, name, reader.findings);
    return target ? [{ platform: platformOf(key), target, testIds, extras: {} }] : [];
  });
}

async function readShortTestIds(reader: InputReader): Promise<string[]> {
  const text = reader.text('test-ids');
  if (text === '') return [];
  const isList = /^(\[|-(\s|$))/.test(text);
  if (!isList) return readTestIds(text, 'test-ids', reader.findings);
  return reader.document('test-ids', ({ value, findings }) => readTestIds(value, 'test-ids', findings), []);
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

/** Registers the secrets in the URLs of targets and in unknown keys. Ids stay visible. */
export function addTargetSecrets(run: RunRequest, reader: InputReader, secrets: Secrets): void {
  for (const name of ['web-url', 'binary-url', 'matrix'] as const) secrets.addUrls(reader.text(name));
  if (run.kind === 'existing') return;
  for (const { target, testIds, extras } of run.entries) {
    secrets.keep(target.key === 'target_id' ? [...testIds, target.value] : testIds);
    if (target.key === 'web_url' || target.key === 'binary_url') secrets.addUrls(target.value);
    secrets.addNamedValues(extras);
  }
  secrets.addNamedValues(run.extraBody);
}
