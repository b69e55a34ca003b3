import stringWidth from 'fast-string-width';
import type { Result } from '../doksi/schemas.ts';
import { forLog } from '../escape.ts';
import { destination, testName } from '../results/words.ts';

/** Widths of the columns of tests, in characters of a terminal. */
export interface Columns {
  readonly name: number;
  readonly place: number;
}

export const NARROWEST: Columns = { name: 24, place: 24 };
/** What is longer is cut: a line is to stay a line on most screens. */
const WIDEST: Columns = { name: 48, place: 40 };

/** Wide enough for these results, within bounds, and never narrower than `before`: columns don't jump back. */
export function columnsFor(results: readonly Result[], before: Columns = NARROWEST): Columns {
  return results.reduce(
    ({ name, place }, result) => ({
      name: name >= WIDEST.name ? name : Math.min(WIDEST.name, Math.max(name, textWidth(testName(result)))),
      place:
        place >= WIDEST.place
          ? place
          : Math.min(WIDEST.place, Math.max(place, textWidth(destination(result)))),
    }),
    before,
  );
}

/** The text in exactly so many columns: filled up with blanks, or cut with an ellipsis. */
export function fitted(text: string, columns: number): string {
  const shown = shortened(text, columns);
  return shown + ' '.repeat(Math.max(0, columns - textWidth(shown)));
}

/** The text in at most so many columns, cut with an ellipsis where it has more. */
export function shortened(text: string, columns: number): string {
  const line = forLog(text).trim();
  // Whatever its characters are, more than this many never fit: long texts are not measured whole.
  const start = line.slice(0, columns * MAX_UNITS);
  if (start === line && textWidth(line) <= columns) return line;
  let [shown, width] = ['', 0];
  for (const { segment } of new Intl.Segmenter().segment(start)) {
    width += textWidth(segment);
    if (width > columns - 1) break;
    shown += segment;
  }
  return `${shown}…`;
}

/** UTF-16 units that one column may take: an emoji of a family has eleven. */
const MAX_UNITS = 12;

function textWidth(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text.slice(0, WIDEST.name * MAX_UNITS));
}
