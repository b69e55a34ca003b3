import { styleText } from 'node:util';
import width from 'fast-string-width';
import { forLog } from '../base/escape.ts';
import { clipped, duration } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Result } from '../doksi/schemas.ts';
import { destination, isDocumentedStatus, statusMark, testName } from '../results/words.ts';

// The forms that lines of the log share.

/** Widths of the columns of tests, in columns of a terminal. */
export interface Columns {
  readonly name: number;
  readonly place: number;
}

const MIN_WIDTH = 24;
const MAX_NAME = 48;
const MAX_PLACE = 40;
const MAX_STATUS = 20;
/** `12m 04s` */
const DURATION_WIDTH = 7;
/** Longer texts are not measured whole: no column is as wide. */
const MAX_CHARACTERS = 500;

/** Wide enough for these results, within bounds. */
export function columnsFor(results: readonly Result[]): Columns {
  const widest = (texts: readonly string[], max: number): number =>
    texts.reduce((most, text) => Math.max(most, width(shortened(text, max))), MIN_WIDTH);
  return { name: widest(results.map(testName), MAX_NAME), place: widest(results.map(destination), MAX_PLACE) };
}

/** `  ✗ Checkout flow   web · staging.example.com    22s   https://…` */
export function resultLine(result: Result, columns: Columns): string {
  const status = result.status ?? '';
  const word = status === '' || isDocumentedStatus(status) ? '' : ` [${shortened(status, MAX_STATUS)}]`;
  const took = result.duration_seconds == null ? '' : duration(result.duration_seconds);
  const cells = [
    fitted(shortened(testName(result), columns.name - width(word)) + word, columns.name),
    fitted(destination(result), columns.place),
    took.padStart(DURATION_WIDTH),
    webLink(result.url) ?? '',
  ];
  return `  ${statusMark(status)} ${cells.join('  ').trimEnd()}`;
}

/** The text in exactly this many columns: filled with spaces, or cut with an ellipsis. */
export function fitted(text: string, columns: number): string {
  const shown = shortened(text, columns);
  return shown + ' '.repeat(Math.max(0, columns - width(shown)));
}

/** The text in at most this many columns, cut with an ellipsis. */
export function shortened(text: string, columns: number): string {
  const line = clipped(forLog(text).trim(), MAX_CHARACTERS);
  if (width(line) <= columns) return line;
  let [shown, used] = ['', 0];
  for (const character of line) {
    used += width(character);
    if (used > columns - 1) break;
    shown += character;
  }
  return `${shown}…`;
}

/** `41 s`, `1m 04s` */
export function timeOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : duration(seconds);
}

const COLOURS: Readonly<Record<string, 'green' | 'red'>> = { '✓': 'green', '✗': 'red' };

/** The line with its mark in colour, and the name of a failed test. GitHub shows ANSI colours without a terminal. */
export function paint(line: string): string {
  return line.replace(/(?<=^ {2})([✓?!](?= )|✗ .*?(?= {2}|$))/, (start) =>
    styleText(COLOURS[start.charAt(0)] ?? 'yellow', start, { validateStream: false }),
  );
}
