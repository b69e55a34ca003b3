// Wording shared by the log, errors and reports. Foreign text stays unescaped: escaping depends on where it is shown.

/** `9s`, `1m 04s`, `1h 02m`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return `${minutes}m ${twoDigits(rest)}s`;
  return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}

/** A duration in milliseconds that a user has set: `60 minutes`, or `1m 30s` if it is not a whole number. */
export function minutes(ms: number): string {
  return ms % 60_000 === 0 ? counted(ms / 60_000, 'minute') : duration(ms / 1000);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** `1 test`, `4 tests`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `A, B and 7 more`: at most `max` names. */
export function listed(names: readonly string[], max: number, total = names.length): string {
  const shown = names.slice(0, max);
  const more = total - shown.length;
  if (shown.length === 0) return '';
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The text with its first letter in upper case. */
export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The text with a full stop, unless it ends with punctuation. */
export function sentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}

/** At most `max` characters, including the final ellipsis of a cut text; no surrogate pair is cut in half. */
export function clipped(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(max - 1, 0)).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The text with all white space and control characters replaced by single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** `16.8 MB`, in units of a million bytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `40 min`, `3 h`, `2 days`: a rounded duration in milliseconds. */
export function age(ms: number): string {
  const minutes = Math.max(Math.round(ms / 60_000), 1);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
