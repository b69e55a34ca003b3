import type { Result } from '../doksi/schemas.ts';
import { destination, isKnownStatus, statusWords, testName } from '../results/words.ts';
import { duration, webLink } from '../text.ts';
import { type Columns, columnsFor, fitted, shortened } from './columns.ts';

/** A status that nobody knows, in columns of a terminal. */
const MAX_STATUS = 20;
/** `12m 04s` */
const DURATION = 7;

/** `  ✗ Checkout flow   web · staging.example.com    22s   https://…` */
export function resultLine(result: Result, columns: Columns = columnsFor([result])): string {
  const status = result.status ?? '';
  const word = status === '' || isKnownStatus(status) ? '' : ` [${shortened(status, MAX_STATUS)}]`;
  const took = result.duration_seconds == null ? '' : duration(result.duration_seconds);
  const cells = [
    fitted(shortened(testName(result), columns.name - word.length) + word, columns.name),
    fitted(destination(result), columns.place),
    took.padStart(DURATION),
    webLink(result.url) ?? '',
  ];
  return `  ${statusWords(status).mark} ${cells.join('  ').trimEnd()}`;
}
