import { hideCredentials } from '../url.ts';

/** Characters of a bad value or an unknown key that a message shows. */
const MAX_SHOWN = 100;
const MAX_KEY = 60;

/** A bad value, or its type where it has parts: short, in one line, and without credentials. */
export function named(value: unknown, source?: string): string {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'number')
    return `the number ${value}${source === undefined ? '' : `, written ${cut(source, MAX_SHOWN)}`}`;
  if (typeof value === 'boolean') return `the word ${value}`;
  if (typeof value === 'string') return value.trim() === '' ? 'blank' : `"${shownText(value)}"`;
  return Array.isArray(value) ? 'a list' : 'a mapping';
}

/** A key as part of a path. */
export function shownKey(key: string): string {
  return cut(oneLine(hideCredentials(key)), MAX_KEY);
}

/**
 * A bad value may be a URL that no parser takes, such as one with a slash in its password. So all that stands before
 * its last `@` is hidden where it may be credentials.
 */
function shownText(text: string): string {
  const end = text.lastIndexOf('@');
  const scheme = /^\s*https?:[\\/]*/i.exec(text)?.[0] ?? '';
  const isHidden = /[:\\/]/.test(text.slice(0, Math.max(0, end)));
  return cut(oneLine(isHidden ? `${scheme}***${text.slice(end)}` : text), MAX_SHOWN);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
