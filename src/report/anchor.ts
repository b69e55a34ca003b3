import type { Result } from '../doksi/schemas.ts';

/** The workflow file of this run. */
export interface WorkflowFile {
  readonly path: string;
  /** Its text, where it could be read. */
  readonly text: string | undefined;
}

export interface Anchor {
  /** Path inside the repository. */
  readonly file?: string;
  /** From 1. */
  readonly startLine?: number;
}

/** The line of the workflow file that names the test; its first line where none does. */
export function anchor(
  { test_id, test_name }: Pick<Result, 'test_id' | 'test_name'>,
  workflow: WorkflowFile | undefined,
): Anchor {
  if (workflow === undefined) return {};
  const lines = readLines(workflow.text ?? '');
  const at = lineOf(test_id, lines) ?? lineOf(test_name, lines);
  return { file: workflow.path.replaceAll('\\', '/'), startLine: (at ?? 0) + 1 };
}

interface Line {
  /** Without the comment. */
  readonly code: string;
  readonly comment: string;
  /** Whether it belongs to a list of tests. */
  readonly isInList: boolean;
}

/** The index of the line: best one in a list of tests, else in any value, else in a comment. */
function lineOf(name: string | null | undefined, lines: readonly Line[]): number | undefined {
  if (!name?.trim()) return undefined;
  const places = [
    (line: Line) => line.isInList && names(line.code, name, LIST_WORD),
    (line: Line) => names(line.code, name, WORD),
    (line: Line) => names(line.comment, name, WORD),
  ];
  return places.map((isIt) => lines.findIndex(isIt)).find((index) => index >= 0);
}

/** What may be part of a word: `pass-3s` is not in `bypass-3s`. */
const WORD = /[\w-]/;
/** In a list only separators, brackets and quotes end an id. */
const LIST_WORD = /[^\s,[\]{}"']/;

function names(text: string, name: string, part: RegExp): boolean {
  const isPart = (character: string | undefined): boolean => character !== undefined && part.test(character);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return false;
}

/** The key that a list of tests stands under, in `with:` and in a matrix, as YAML or as JSON. */
const LIST_KEY = /(?:^|[\s{,])["']?test[-_]ids["']?\s*:/;

/** A workflow is read line by line: a matrix is YAML within its YAML, and an invalid one has lines, too. */
function readLines(text: string): Line[] {
  let listIndent: number | undefined;
  return text.split(/\r?\n/).map((line) => {
    const [code, comment] = splitComment(line);
    const isBlank = code.trim() === '';
    const key = LIST_KEY.exec(code);
    if (key) listIndent = indentOf(line);
    // Its points may stand as far to the left as the key itself.
    else if (!isBlank && listIndent !== undefined && !isBelow(code, listIndent)) listIndent = undefined;
    const value = key ? code.slice(key.index + key[0].length) : code;
    return { code: value, comment, isInList: listIndent !== undefined };
  });
}

function isBelow(code: string, listIndent: number): boolean {
  const indent = indentOf(code);
  return indent > listIndent || (indent === listIndent && /^\s*- (?!.*:\s)/.test(code));
}

/** Columns before the key or value, a list's dash included. */
function indentOf(line: string): number {
  return /^\s*(?:- +(?=["']?test[-_]ids))?/.exec(line)?.[0].length ?? 0;
}

/** A `#` begins a comment at the start or after a blank, outside of quotes. */
function splitComment(line: string): [code: string, comment: string] {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (/["']/.test(character) && /[\s,[{:]/.test(line[at - 1] ?? ' ')) quote = character;
    else if (character === '#' && /\s/.test(line[at - 1] ?? ' ')) return [line.slice(0, at), line.slice(at)];
  }
  return [line, ''];
}
