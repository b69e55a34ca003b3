import { packageName, packageSize } from '../apps/package.ts';
import { megabytes, shortUrl } from '../text.ts';
import type { PlannedTarget } from './entry.ts';

/** A target for people: a host and path, an id, or a file with its size. */
export function targetLabel(target: PlannedTarget): string {
  if (target.key === 'target_id') return target.value;
  if (target.key !== 'apk') return shortUrl(target.value);
  return `${packageName(target.package)} (${megabytes(packageSize(target.package))})`;
}
