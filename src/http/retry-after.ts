/** A server may ask for this much patience (milliseconds), and no more. */
export const MAX_RETRY_AFTER_MS = 2 * 60 * 1000;

/**
 * Milliseconds that a `Retry-After` header asks to wait, at most two minutes; undefined where it says nothing that
 * can be understood. Both forms, seconds and a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
