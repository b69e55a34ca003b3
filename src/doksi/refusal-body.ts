import { isMapping } from '../mapping.ts';

// The bodies of errors, read by hand: they come with any answer, and before anything that schemas are loaded for.

/** What a body says in words. Documented is a text; some servers wrap it once more. */
export function wordsOf(json: unknown): string | undefined {
  const error = isMapping(json) ? json['error'] : undefined;
  const said = isMapping(error) ? error['message'] : error;
  const words = typeof said === 'string' ? said.trim() : '';
  return words === '' ? undefined : words;
}

export interface Allowance {
  readonly requested: number | string;
  readonly remaining: number | string;
}

/** Of the error that comes when the allowance is used up; its status is not documented. */
export function allowanceOf(json: unknown): Allowance | undefined {
  if (!isMapping(json)) return undefined;
  const { requested, remaining } = json;
  return isAmount(requested) && isAmount(remaining) ? { requested, remaining } : undefined;
}

function isAmount(value: unknown): value is number | string {
  return Number.isFinite(value) || (typeof value === 'string' && /^\d{1,9}$/.test(value));
}
