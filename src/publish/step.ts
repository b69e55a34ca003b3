import type { Annotation } from '../report/annotations.ts';
import { forLog } from '../escape.ts';
import { painted } from '../log/paint.ts';
import * as core from './core.ts';

/** The step as the runner sees it: its log, its commands, its outputs. Nothing else writes there. */
export interface Step {
  info(line: string): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
  annotate(annotation: Annotation): void;
  /** Ends the step red; each line of the message may hold foreign text. */
  fail(message: string): void;
  mask(secret: string): void;
  output(name: string, value: string): void;
  appendSummary(markdown: string): Promise<void>;
}

/** Three plain asterisks would make what follows bold. */
const MARKDOWN_MASK = String.raw`\*\*\*`;

/** The real step; every text passes `redact` on its way out. Only the lines of the log have colours. */
export function createStep(redact: (text: string, mask?: string) => string, hasColours: boolean): Step {
  const colourful = (line: string): string => (hasColours ? painted(line) : line);
  const lines = (text: string): string => redact(text.split('\n').map(forLog).join('\n'));
  return {
    info: (line) => {
      core.info(colourful(redact(forLog(line))));
    },
    debug: (line) => {
      if (core.isDebug()) core.debug(redact(forLog(line)));
    },
    notice: (message) => {
      core.annotate('notice', lines(message));
    },
    warning: (message) => {
      core.annotate('warning', lines(message));
    },
    annotate: ({ level, message, title, ...anchor }) => {
      core.annotate(level, lines(message), { title: lines(title), ...anchor });
    },
    fail: (message) => {
      // Its exit code is red in any case until main() says otherwise.
      core.annotate('error', lines(message));
    },
    mask: (secret) => {
      core.setSecret(secret);
    },
    output: (name, value) => {
      core.setOutput(name, redact(value));
    },
    appendSummary: async (markdown) => {
      await core.appendSummary(redact(markdown, MARKDOWN_MASK));
    },
  };
}
