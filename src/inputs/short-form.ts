import type { InputName } from './declared.ts';
import type { Entry } from './entry.ts';
import type { Findings } from './problems.ts';
import type { ScalarReader } from './scalars.ts';
import { platformOf, readTarget, TARGET_KEYS, type TargetKey } from './target.ts';
import { readTestIds } from './test-ids.ts';

/** The inputs that stand for the target keys of an entry. */
const TARGET_INPUTS: Readonly<Record<TargetKey, InputName>> = {
  web_url: 'web-url',
  binary_url: 'binary-url',
  target_id: 'target-id',
  apk: 'apk',
};

const INPUTS = [...Object.values(TARGET_INPUTS), 'test-ids'] as const;

/** The inputs of the short form that are given. */
export function shortFormInputs(reader: ScalarReader): InputName[] {
  return INPUTS.filter((name) => reader.text(name) !== '');
}

/**
 * The one entry of the short form: exactly one of the target inputs, and `test-ids`. Where it is one form too many,
 * `isAlone` is false, and what it lacks is no problem.
 */
export function readShortForm(reader: ScalarReader, isAlone: boolean, findings: Findings): Entry[] {
  const given = TARGET_KEYS.filter((key) => reader.text(TARGET_INPUTS[key]) !== '');
  const names = given.map((key) => TARGET_INPUTS[key]);
  if (names.length > 1) findings.problem(names.join(', '), 'exclude each other; keep one');
  if (names.length === 0 && isAlone) {
    const all = Object.values(TARGET_INPUTS).join(', ');
    findings.problem('test-ids', `has no target beside it; give one of ${all}`);
  }
  const ids = reader.text('test-ids');
  const testIds = ids !== '' || isAlone ? readTestIds(ids, 'test-ids', () => undefined, findings) : [];
  return given.flatMap((key) => {
    const target = readTarget(key, reader.text(TARGET_INPUTS[key]), TARGET_INPUTS[key], findings);
    return target ? [{ platform: platformOf(key), target, testIds, extras: {} }] : [];
  });
}
