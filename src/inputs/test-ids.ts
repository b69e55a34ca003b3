import { named } from './named.ts';
import type { Findings } from './problems.ts';

/** How a test id that YAML took for a number was written, alone or as an item of a list. */
export type Written = (index?: number) => string | undefined;

/** Reads a list of test ids, or a text as in the short form: separated by commas or new lines. */
export function readTestIds(value: unknown, where: string, written: Written, findings: Findings): string[] {
  if (!Array.isArray(value) && typeof value !== 'string' && value !== null) {
    findings.problem(where, wrong(value, written(), 'give a list of test ids'));
    return [];
  }
  const items: unknown[] = typeof value === 'string' ? split(value) : (value ?? []);
  if (items.length === 0) findings.problem(where, 'is empty; name at least one test id');
  const ids: string[] = [];
  items.forEach((id, index) => {
    if (typeof id === 'string' && id.trim() !== '') ids.push(id);
    else findings.problem(`${where}[${index}]`, wrong(id, written(index), 'remove it or name a test id'));
  });
  const seen = new Set<string>();
  const repeated = new Set(ids.filter((id) => seen.size === seen.add(id).size));
  for (const id of repeated) {
    findings.warn(where, `names ${named(id)} more than once, which may spend allowance for each`);
  }
  return ids;
}

function wrong(value: unknown, source: string | undefined, allowed: string): string {
  const isBare = typeof value === 'number' || typeof value === 'boolean';
  return `is ${named(value, source)}; ${isBare ? 'quote it: test ids are texts' : allowed}`;
}

function split(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((id) => id.trim())
    .filter((id) => id !== '');
}
