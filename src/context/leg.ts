import { createHash } from 'node:crypto';
import { forLog, isVisible } from '../base/escape.ts';
import { isMapping, parseJson } from '../base/json.ts';
import { clipped } from '../base/text.ts';
import type { Context } from './context.ts';

/** Reports would cut a longer title, and the hash at its end (UTF-16). */
const MAX_TITLE = 150;
/** Hexadecimal digits. */
const HASH_LENGTH = 8;

/**
 * The default title, which names the leg of the job: the values of its matrix and what was deployed, `Doksi (de,
 * chrome)`. Where the values had to be changed to be readable, a short hash keeps distinct legs distinct.
 */
export function legTitle(jobMatrix: string, { deployment }: Pick<Context, 'deployment'>): string {
  const parsed = parseJson(jobMatrix);
  const matrix = isMapping(parsed) ? parsed : {};
  const values = [...Object.values(matrix), ...deployment];
  if (values.length === 0) return 'Doksi';
  const parts = values.map(shown);
  const names = parts.filter((part) => part !== '').join(', ');
  const title = `Doksi (${names})`;
  const isExact = values.every((value, at) => !isNested(value) && String(value) === parts[at]);
  const isUnambiguous = !parts.includes('') && names.split(', ').length === values.length;
  if (isExact && isUnambiguous && title.length <= MAX_TITLE) return title;

  const content = JSON.stringify([matrix, deployment]);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH);
  const room = MAX_TITLE - `Doksi (, ${hash})`.length;
  return names === '' ? `Doksi (${hash})` : `Doksi (${clipped(names, room)}, ${hash})`;
}

/** A value in one line. Of a list or a mapping, its scalars. */
function shown(value: unknown): string {
  const text = forLog(scalars(value).map(String).join(' ')).trim();
  return isVisible(text) ? text : '';
}

function scalars(value: unknown): unknown[] {
  return isNested(value) ? Object.values(value).flatMap(scalars) : [value];
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
