import type { InputName } from './declared.ts';
import { type Entry, type RawEntry, readEntry } from './entry.ts';
import type { Findings } from './problems.ts';
import { checkNumbers, type ParsedYaml, parseYaml, type Path } from './yaml.ts';

/** The inputs of the short form, by the keys of an entry that they stand for. */
export const SHORT_FORM = {
  web_url: 'web-url',
  binary_url: 'binary-url',
  target_id: 'target-id',
  apk: 'apk',
  test_ids: 'test-ids',
} as const;

/** The entries of the input `matrix`: a list, or a mapping with the one key `matrix`, as in Doksi's docs. */
export function readMatrix(text: string, findings: Findings): Entry[] {
  const yaml = parseYaml(text, 'matrix', findings);
  if (yaml === undefined) return [];
  const { value } = yaml;
  if (Array.isArray(value)) return readEntries(value, [], yaml, findings);

  if (!isMapping(value)) {
    findings.problem('matrix', 'is neither a list of entries nor a mapping with the key matrix');
  } else if (!Array.isArray(value['matrix'])) {
    findings.problem(
      'matrix',
      'is a mapping without a list under the key matrix; begin each entry with a dash',
    );
  } else {
    const others = Object.keys(value).filter((key) => key !== 'matrix');
    if (others.length > 0) {
      findings.problem('matrix', `has ${others.join(', ')} beside its key matrix; move that to extra-body`);
    }
    return readEntries(value['matrix'], ['matrix'], yaml, findings);
  }
  return [];
}

/** The one entry of the short form: exactly one of the target inputs, and `test-ids`. */
export function readShortForm(text: (name: InputName) => string, findings: Findings): Entry[] {
  const raw: RawEntry = Object.fromEntries(
    Object.entries(SHORT_FORM)
      .map(([key, name]) => [key, text(name)] as const)
      .filter(([key, value]) => value !== '' || key === 'test_ids'),
  );
  const targets = Object.keys(SHORT_FORM).filter((key) => key !== 'test_ids');
  const where = (key?: string): string =>
    key?.replace('_', '-') ?? targets.filter((name) => name in raw).join(', ');
  const entry = readEntry(raw, where, () => undefined, findings);
  return entry ? [entry] : [];
}

function readEntries(list: readonly unknown[], root: Path, yaml: ParsedYaml, findings: Findings): Entry[] {
  if (list.length === 0) findings.problem('matrix', 'is empty; give at least one entry');
  return list.flatMap((raw, index) => {
    const path = [...root, index];
    const name = `matrix[${index}]`;
    if (!isMapping(raw)) {
      findings.problem(name, 'is not a mapping; give a target and test_ids');
      return [];
    }
    const where = (key?: string): string => (key === undefined ? name : `${name}.${key}`);
    const written = (item?: number): string | undefined =>
      yaml.written([...path, 'test_ids', ...(item === undefined ? [] : [item])]);
    const entry = readEntry(raw, where, written, findings);
    if (entry) {
      for (const [key, value] of Object.entries(entry.extras)) {
        checkNumbers(value, [...path, key], where(key), yaml, findings);
      }
    }
    return entry ? [entry] : [];
  });
}

export function isMapping(value: unknown): value is RawEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
