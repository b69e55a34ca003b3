const HIDDEN = '***';

/**
 * The text with what stands before the `@` of every URL replaced by `***`, also where the URL is written in one of the
 * ways that only browsers take (`https:user:password@host`) or has no scheme at all (`user:password@host`).
 */
export function hideCredentials(text: string): string {
  return text.replace(/[^\s\\/?#]+/g, (run: string, offset: number) => {
    const end = run.lastIndexOf('@');
    if (end < 0) return run;
    const before = text.slice(Math.max(0, offset - 2), offset);
    if (/^(:[\\/]|[\\/]{2})$/.test(before)) return HIDDEN + run.slice(end);
    const scheme = /^https?:/i.exec(run)?.[0] ?? '';
    return run.slice(0, end).includes(':') ? scheme + HIDDEN + run.slice(end) : run;
  });
}
