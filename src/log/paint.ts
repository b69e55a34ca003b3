import { styleText } from 'node:util';

type Colour = 'green' | 'red' | 'yellow';

/** By the mark that a line of the log begins with. */
const COLOURS: Readonly<Record<string, Colour>> = { '✓': 'green', '✗': 'red', '?': 'yellow', '!': 'yellow' };

/**
 * The line with its mark in colour, and of a failed test the name, too. GitHub shows ANSI's colours, although it gives
 * the step no terminal.
 */
export function painted(line: string): string {
  const [start = '', mark = '', name = ''] = /^ {2}([✓✗?!])( .*?(?= {2}|$))/.exec(line) ?? [];
  const colour = COLOURS[mark];
  if (colour === undefined) return line;
  const inColour = mark === '✗' ? mark + name : mark;
  const rest = mark === '✗' ? line.slice(start.length) : name + line.slice(start.length);
  return `  ${styleText(colour, inColour, { validateStream: false })}${rest}`;
}
