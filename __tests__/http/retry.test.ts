import { describe, expect, it } from '@jest/globals';
import { parseRetryAfter } from '../../src/http/retry.ts';

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 6, 8, 49, 7);

  it.each<[string | undefined, number | undefined]>([
    ['30', 30_000],
    [' 30 ', 30_000],
    ['0', 0],
    ['3600', 120_000],
    ['Fri, 06 Nov 2026 08:49:37 GMT', 30_000],
    ['Friday, 06-Nov-26 08:49:37 GMT', 30_000],
    ['Fri Nov  6 08:49:37 2026', 30_000],
    ['Fri, 06 Nov 2026 08:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j demands %j milliseconds in any time zone', (header, ms) => {
    const zone = process.env['TZ'];
    for (const other of ['America/New_York', 'Asia/Tokyo', 'UTC']) {
      process.env['TZ'] = other;
      expect(parseRetryAfter(header, now)).toBe(ms);
    }
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
});
