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
  const texts = [...Object.values(matrix), ...deployment].map(textOf);
  if (texts.length === 0) return 'Doksi';
  const parts = texts.map(shown);
  const names = parts.filter((part) => part !== '').join(', ');
  const title = `Doksi (${names})`;
  const isExact = texts.every((text, at) => text !== '' && text === parts[at]);
  const isUnambiguous = names.split(', ').length === texts.length && !Object.values(matrix).some(isNested);
  if (isExact && isUnambiguous && title.length <= MAX_TITLE) return title;

  const content = JSON.stringify([matrix, deployment]);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH);
  const room = MAX_TITLE - `Doksi (, ${hash})`.length;
  return names === '' ? `Doksi (${hash})` : `Doksi (${clipped(names, room)}, ${hash})`;
}

/** A scalar, or those in a list or a mapping. A string that reads as JSON has quotes: `"1"` is not `1`. */
function textOf(value: unknown): string {
  if (isNested(value)) return Object.values(value).map(textOf).join(' ');
  return typeof value === 'string' && parseJson(value) === undefined ? value : JSON.stringify(value);
}

function shown(text: string): string {
  const line = forLog(text).trim();
  return isVisible(line) ? line : '';
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
