import { type Entry, readEntry } from './entry.ts';
import { isMapping } from '../mapping.ts';
import { shownKey } from './named.ts';
import type { Findings } from './problems.ts';
import type { ParsedYaml, ParseYaml } from './yaml.ts';

/** The entries of the input `matrix`: a list, or a mapping with the one key `matrix`, as in Doksi's docs. */
export function readMatrix(text: string, parseYaml: ParseYaml, findings: Findings): Entry[] {
  const yaml = parseYaml(text, 'matrix', findings);
  if (yaml === undefined) return [];
  const { value } = yaml;
  if (Array.isArray(value)) return readEntries(value, yaml, findings);

  if (value === null) {
    findings.problem('matrix', 'is empty; give at least one entry');
  } else if (!isMapping(value)) {
    findings.problem('matrix', 'is neither a list of entries nor a mapping with the key matrix');
  } else {
    const list = value['matrix'];
    const others = Object.keys(value).filter((key) => key !== 'matrix');
    if (!Array.isArray(list)) {
      findings.problem(
        'matrix',
        'is a mapping without a list under the key matrix; begin each entry with a dash',
      );
      return [];
    }
    if (others.length > 0) {
      const names = others.map(shownKey).join(', ');
      findings.problem('matrix', `has ${names} beside its key matrix; move that to extra-body`);
    }
    return readEntries(list, yaml, findings);
  }
  return [];
}

function readEntries(list: readonly unknown[], yaml: ParsedYaml, findings: Findings): Entry[] {
  if (list.length === 0) findings.problem('matrix', 'is empty; give at least one entry');
  return list.flatMap((raw, index) => {
    const where = `matrix[${index}]`;
    if (isMapping(raw)) return readEntry(raw, where, yaml, findings) ?? [];
    findings.problem(where, 'is not a mapping; give a target and test_ids');
    return [];
  });
}
