import { hideCredentials } from '../url.ts';

/** Characters of a bad value or an unknown key that a message shows. */
const MAX_SHOWN = 100;
const MAX_KEY = 60;

/** A bad value, or its type where it has parts: short, in one line, and without credentials. */
export function named(value: unknown, source?: string): string {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'number' && source === String(value)) return `the number ${value}`;
  if (typeof value === 'number')
    return `the number ${value}${source === undefined ? '' : `, written ${clipped(source, MAX_SHOWN)}`}`;
  if (typeof value === 'boolean') return `the word ${value}`;
  if (typeof value === 'string') return value.trim() === '' ? 'blank' : `"${shownText(value)}"`;
  return Array.isArray(value) ? 'a list' : 'a mapping';
}

/** A bad value that should have been a URL. */
export function namedUrl(value: unknown): string {
  return typeof value === 'string' && value.trim() !== '' ? `"${shownUrl(value)}"` : named(value);
}

/** A key as part of a path. */
export function shownKey(key: string): string {
  return clipped(oneLine(hideCredentials(key)), MAX_KEY);
}

/** What stands before an `@` may be a password where it has one of the signs that part it from a name or a scheme. */
function shownText(text: string): string {
  const before = text.slice(0, Math.max(0, text.lastIndexOf('@')));
  return /[:\\/]/.test(before) ? shownUrl(text) : clipped(oneLine(text), MAX_SHOWN);
}

/** No parser may take it, such as one with a slash in its password: so all before the last `@` is hidden. */
function shownUrl(text: string): string {
  const end = text.lastIndexOf('@');
  const scheme = /^\s*(https?:[\\/]*|[a-z][a-z0-9+.-]*:[\\/]+)/i.exec(text)?.[0] ?? '';
  return clipped(oneLine(end < 0 ? text : `${scheme}***${text.slice(end)}`), MAX_SHOWN);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

function clipped(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
