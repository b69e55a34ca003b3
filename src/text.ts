import { hideCredentials } from './url.ts';

// The words that log, errors and reports share. Foreign text stays as it came: escaping belongs to where it goes.

/** `9s`, `1m 04s`, `1h 02m`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return `${minutes}m ${pad(rest)}s`;
  return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** `1 test`, `4 tests`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `A, B and 7 more`: at most `max` of them by name. */
export function listed(names: readonly string[], max: number, total = names.length): string {
  const shown = names.slice(0, max);
  const more = total - shown.length;
  if (shown.length === 0) return '';
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** `A, B and C` */
export function enumerated(words: readonly string[]): string {
  return [...words.slice(0, -2), words.slice(-2).join(' and ')].join(', ');
}

/** Host and path: neither credentials nor a query, which may hold a token. */
export function shortUrl(text: string): string {
  const url = URL.parse(text);
  return url === null ? hideCredentials(text) : `${url.host}${url.pathname.replace(/\/$/, '')}`;
}

/** The address in its encoded form, without credentials, if it is `http(s)`: nothing else ever becomes a link. */
export function webLink(text: string | null | undefined): string | undefined {
  const url = URL.parse(text ?? '');
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/** `16.8 MB`, in units of a million bytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** With its first letter in upper case. */
export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** At most `max` characters, the last of which tells that there were more; no character is cut in half. */
export function clipped(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(max - 1, 0)).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** `40 min`, `3 h`, `2 days`: a rough span of milliseconds. */
export function age(ms: number): string {
  const minutes = Math.max(Math.round(ms / 60_000), 1);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
