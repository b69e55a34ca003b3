import { basename, relative, sep } from 'node:path';
import { forLog } from '../escape.ts';

/** Names are shown up to this many characters: a zip may hold one of 65,535. */
const MAX_SHOWN = 200;

/** Control characters, separators of lines, marks that change a text's direction, and what Windows takes for a folder. */
const UNFIT_FOR_AN_ENTRY = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\\]/gu;

/** With `/` on every platform. */
export function inWorkspace(path: string, workspace: string): string {
  return relative(workspace, path).replaceAll(sep, '/');
}

/** A name or path from outside for a message: one line of a length that can be read. */
export function shown(name: string): string {
  const line = forLog(name);
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line;
}

/** What a file is called inside the zip: never with a folder, a line break or a control character. */
export function entryName(path: string): string {
  return basename(path).replace(UNFIT_FOR_AN_ENTRY, '_');
}
