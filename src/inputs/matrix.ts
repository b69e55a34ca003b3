import { type Entry, readEntry } from './entry.ts';
import { isMapping } from '../mapping.ts';
import { named, shownKey } from './named.ts';
import type { Findings } from './problems.ts';
import type { ParsedYaml, ParseYaml } from './yaml.ts';

/** The entries of the input `matrix`: a list, or a mapping with the one key `matrix`, as in Doksi's docs. */
export function readMatrix(text: string, parseYaml: ParseYaml, findings: Findings): Entry[] {
  const yaml = parseYaml(text, 'matrix', findings);
  if (yaml === undefined) return [];
  const { value } = yaml;
  const body = isMapping(value) && value['matrix'] !== undefined ? value : undefined;
  const list = body ? body['matrix'] : value;
  const others = Object.keys(body ?? {}).filter((key) => key !== 'matrix');
  if (others.length > 0) {
    const names = others.map(shownKey).join(', ');
    findings.problem('matrix', `has ${names} beside its key matrix; move that to extra-body`);
  }
  if (Array.isArray(list)) return readEntries(list, yaml, findings);
  if (list === null) {
    findings.problem('matrix', 'is empty; give at least one entry');
  } else {
    const what = isMapping(value) && !body ? 'a mapping without the key matrix' : named(list);
    findings.problem('matrix', `is ${what}; give a list of entries, each of which begins with a dash`);
  }
  return [];
}

function readEntries(list: readonly unknown[], yaml: ParsedYaml, findings: Findings): Entry[] {
  if (list.length === 0) findings.problem('matrix', 'is empty; give at least one entry');
  return list.flatMap((raw, index) => {
    const where = `matrix[${index}]`;
    if (isMapping(raw)) return readEntry(raw, where, yaml, findings) ?? [];
    findings.problem(
      where,
      `is ${named(raw, yaml.written(list, index))}; give a mapping with a target and test_ids`,
    );
    return [];
  });
}
