import * as core from '@actions/core';
import { forLog } from '../base/escape.ts';
import type { Log } from '../base/runtime.ts';
import type { Secrets } from '../base/secrets.ts';
import { paint } from '../log/columns.ts';
import type { Annotation } from '../report/annotations.ts';

/** The log, commands and outputs of the step. Nothing else writes to them. */
export interface Step extends Log {
  /** Logs an error; whether the step fails is decided by its exit code. */
  error(message: string): void;
  annotate(annotation: Annotation): void;
  /** Throws if the output file cannot be written. */
  output(name: string, value: string): void;
  appendSummary(markdown: string): Promise<void>;
}

/** The mask `***`, escaped: three asterisks start bold text. */
const MARKDOWN_MASK = String.raw`\*\*\*`;

/**
 * Log lines and annotations are redacted twice: before escaping, which may split a secret, and after it, because it may
 * also restore one. Callers redact the values of outputs.
 */
export function createStep({ redact }: Pick<Secrets, 'redact'>, hasColours: boolean): Step {
  const clean = (text: string): string => redact(forLog(redact(text)));
  const lines = (text: string): string => redact(redact(text).split('\n').map(forLog).join('\n'));
  return {
    info: (line) => core.info(hasColours ? paint(clean(line)) : clean(line)),
    debug: (line) => {
      if (core.isDebug()) core.debug(clean(line));
    },
    notice: (message) => core.notice(lines(message)),
    warning: (message) => core.warning(lines(message)),
    error: (message) => core.error(lines(message)),
    annotate: ({ level, message, title, ...place }) => {
      core[level](lines(message), { title: clean(title), ...place });
    },
    output: (name, value) => core.setOutput(name, value),
    appendSummary: async (markdown) => {
      await core.summary.addRaw(redact(markdown, MARKDOWN_MASK)).write();
    },
  };
}
