import type { Answer } from './ask.ts';

/** As many as GitHub gives at once. */
const PER_PAGE = 100;
/** A list of more pages is broken: GitHub allows 2,500 comments. */
const MAX_PAGES = 100;

/** Brings all pages of a list. `ask` is given the query of each. */
export async function allPages<T>(ask: (query: string) => Promise<Answer<readonly T[]>>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { value, headers } = await ask(`per_page=${PER_PAGE}&page=${page}`);
    all.push(...value);
    const { link } = headers;
    // The last page of several has a link, too: to those before it.
    const hasMore = link === undefined ? value.length >= PER_PAGE : /\brel="?next\b/.test(link);
    if (!hasMore) break;
  }
  return all;
}
