import { json, type Reply } from '../reply.ts';
import { invalidRequest } from './rejection.ts';

const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;

/** One page of a list, with links to the others. GitHub returns at most 100 items. */
export function listOf<T>(all: readonly T[], url: URL, body: (items: readonly T[]) => unknown): Reply {
  const perPage = Math.min(whole(url, 'per_page', DEFAULT_PER_PAGE), MAX_PER_PAGE);
  const page = whole(url, 'page', 1);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const link = (number: number, rel: string): string => {
    const other = new URL(url);
    other.searchParams.set('page', String(number));
    return `<${other.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  const items = all.slice((page - 1) * perPage, page * perPage);
  return json(200, body(items), links.length === 0 ? {} : { link: links.join(', ') });
}

function whole(url: URL, name: string, fallback: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return fallback;
  if (!/^[1-9]\d*$/.test(text)) invalidRequest([`"${name}" is not a positive number.`]);
  return Number(text);
}
