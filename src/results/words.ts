import type { Result } from '../doksi/schemas.ts';
import { shortUrl } from '../text.ts';

// What a test and the place where it ran are called. Foreign text stays as it came: escaping belongs to where it goes.

export function testName(result: Result): string {
  return result.test_name ?? result.test_id ?? result.result_id ?? 'a test without a name';
}

/** Where a test ran, from whatever Doksi tells of it: a host, a target's name, a file. Empty where it tells nothing. */
export function place(result: Result): string {
  const { name, version, web_url, binary_url, target_id } = result.destination ?? {};
  if (name) return version ? `${name} ${version}` : name;
  if (web_url) return shortUrl(web_url);
  if (binary_url) return shortUrl(binary_url);
  return target_id ?? '';
}

/** `web · staging.example.com` */
export function destination(result: Result): string {
  return [result.destination?.platform, place(result)].filter(Boolean).join(' · ');
}

/** `Checkout flow (web · staging.example.com)` */
export function testAt(result: Result): string {
  const where = destination(result);
  return where ? `${testName(result)} (${where})` : testName(result);
}
