import { type Document, type ErrorCode, LineCounter, parseDocument } from 'yaml';
import type { Findings } from './problems.ts';
import { YamlValues } from './yaml-values.ts';

export interface ParsedYaml {
  /** What JSON can carry: null, booleans, numbers, texts, lists and mappings; shared where the text has aliases. */
  readonly value: unknown;
  /** How the number under a key of one of the value's lists and mappings was written: `0123` for 123. */
  written(container: object, key: string | number): string | undefined;
}

export type ParseYaml = typeof parseYaml;

/** One slip often makes errors in many lines. */
const MAX_ERRORS = 10;

const SECOND_DOCUMENT = 'a second document begins';

/** What the library's codes mean, where their own words don't say it. */
const REASONS: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'bad alias',
  BAD_INDENT: 'bad indentation',
  BAD_SCALAR_START: 'a sign that no unquoted text can begin with',
  BLOCK_AS_IMPLICIT_KEY: 'a colon too many, or a text with a colon that is not quoted',
  MISSING_CHAR: 'a quote, a bracket or another sign is missing',
  MULTIPLE_DOCS: SECOND_DOCUMENT,
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAG_RESOLVE_FAILED: 'a tag that cannot be read',
  TAB_AS_INDENT: 'a tab where only spaces can be',
};

/**
 * Reads YAML 1.2, of which JSON is a part. Undefined, with a problem that lists all errors, where it is neither. They
 * name lines, never the text: that may be a credential. What JSON can't carry is a problem, too, beside the rest.
 */
export function parseYaml(text: string, input: string, findings: Findings): ParsedYaml | undefined {
  const lines = new LineCounter();
  const document = parseDocument(withoutTabs(text.replace(/^\uFEFF/, '')), {
    merge: true,
    prettyErrors: false,
    lineCounter: lines,
    // Quadratic; and `1` and "1", the same key in JSON, pass it.
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  const errors = errorsOf(document, lines);
  const [first = ''] = errors;
  if (errors.length === 1 && first.endsWith(SECOND_DOCUMENT)) {
    return findings.problem(
      input,
      `has two documents (${first}); keep one, without the line --- between them`,
    );
  }
  if (errors.length > 0) {
    return findings.problem(
      input,
      `is neither YAML nor JSON (${shortened(errors).join('; ')}); check its indentation and quotes`,
    );
  }
  const values = new YamlValues(lines, findings);
  const value = values.read(document.contents, input);
  return value === undefined ? undefined : { value, written: values.written };
}

function errorsOf({ errors, directives }: Document.Parsed, lines: LineCounter): string[] {
  const found = errors.map(({ code, pos }) => {
    const reason = REASONS[code] ?? code.toLowerCase().replaceAll('_', ' ');
    return `line ${lines.linePos(pos[0]).line}: ${reason}`;
  });
  // YAML 1.1 takes `yes` for true and `12:30` for 750.
  if (directives.yaml.version !== '1.2') found.push('line 1: not YAML 1.2');
  return [...new Set(found)];
}

function shortened(errors: readonly string[]): readonly string[] {
  const more = errors.length - MAX_ERRORS;
  return more > 0 ? [...errors.slice(0, MAX_ERRORS), `and ${more} more`] : errors;
}

/** JSON may be indented with tabs, YAML not. In JSON a tab is never part of a text. */
function withoutTabs(text: string): string {
  if (!text.includes('\t')) return text;
  try {
    JSON.parse(text);
    return text.replaceAll('\t', ' ');
  } catch {
    return text;
  }
}
