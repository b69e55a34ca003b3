import { isScalar, LineCounter, parseDocument } from 'yaml';
import type { Findings } from './problems.ts';

export type Path = readonly (string | number)[];

export interface ParsedYaml {
  readonly value: unknown;
  /** How the scalar at a path was written, where that can be told: `0123` for the number 123. */
  written(path: Path): string | undefined;
}

/** Reads YAML 1.2, of which JSON is a part. Its errors name the line, never the text: that may be a credential. */
export function parseYaml(text: string, input: string, findings: Findings): ParsedYaml | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { merge: true, prettyErrors: false, lineCounter });
  const error = document.errors[0];
  if (error) {
    // JSON indented with tabs is no YAML; a key given twice, though, is a mistake in both.
    const json = error.code === 'DUPLICATE_KEY' ? undefined : parseJson(text);
    if (json !== undefined) return { value: json, written: () => undefined };
    const { line } = lineCounter.linePos(error.pos[0]);
    const reason = error.code.toLowerCase().replaceAll('_', ' ');
    return findings.problem(
      input,
      `is neither YAML nor JSON (line ${line}: ${reason}); check its indentation and quotes`,
    );
  }
  try {
    const value: unknown = document.toJS();
    return {
      value,
      written(path) {
        const node: unknown = document.getIn(path, true);
        return isScalar(node) ? node.source : undefined;
      },
    };
  } catch {
    return findings.problem(input, 'has aliases that cannot be resolved; write the values out');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Numbers are what YAML and JSON may change on their way through: what cannot be kept exactly is found here. */
export function checkNumbers(
  value: unknown,
  path: Path,
  where: string,
  yaml: ParsedYaml,
  findings: Findings,
): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      findings.problem(where, 'is a number that cannot be passed on exactly; quote it');
    } else if ((yaml.written(path) ?? String(value)) !== String(value)) {
      findings.warn(
        where,
        'is a number in an unusual form, and is passed on as its value; quote it if it is a text',
      );
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkNumbers(item, [...path, index], `${where}[${index}]`, yaml, findings);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      checkNumbers(item, [...path, key], `${where}.${key}`, yaml, findings);
    }
  }
}
