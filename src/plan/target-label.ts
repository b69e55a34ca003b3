import type { Package } from '../apps/package.ts';
import { packageName } from '../apps/package.ts';
import type { Entry } from '../inputs/entry.ts';
import type { Plan } from './plan.ts';
import { megabytes, shortUrl } from '../text.ts';

/** An entry's target for people: a host and path, an id, or a file with its size. */
export function targetLabel(entry: Entry, plan: Plan): string {
  const { target } = entry;
  if (target.key === 'target_id') return target.value;
  if (target.key !== 'apk') return shortUrl(target.value);
  const found = packageOf(entry, plan);
  return found ? `${packageName(found)} (${megabytes(packageSize(found))})` : target.apk.paths.join(', ');
}

/** Bytes of all its files together. */
export function packageSize({ files }: Package): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function packageOf(entry: Entry, { uploads }: Plan): Package | undefined {
  return uploads.find(({ targets }) => targets.some(({ entries }) => entries.includes(entry)))?.package;
}
