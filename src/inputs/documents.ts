import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { reasonOf } from '../base/failure.ts';
import { isMapping } from '../base/json.ts';
import { listed, oneLine } from '../base/text.ts';
import { type Findings, shownText } from './problems.ts';

/** A parsed input: null, booleans, numbers, strings, lists and mappings. */
export interface InputDocument {
  readonly value: unknown;
  /** They name the file and the line if the input is read from a file. */
  readonly findings: Findings;
}

/** Enough for many entries that share their tests; the library's own limit is 100. */
const MAX_ALIASES = 2_000;
const MAX_ERRORS = 5;
/** Every number of so many digits has a JSON number of the same value. */
const EXACT_DIGITS = 15;
const TOO_DEEP = 'is nested too deeply';

/** Parses YAML or JSON, or the file that the text names. Adds a problem and returns undefined if that is impossible. */
export function readDocument(
  name: string,
  text: string,
  workspace: string,
  findings: Findings,
): InputDocument | undefined {
  const path = filePath(text.trim());
  const content = path === undefined ? text : readWorkspaceFile(path, name, workspace, findings);
  if (content === undefined) return undefined;
  const file = path && relative(workspace, resolve(workspace, path)).replaceAll(sep, '/');
  const document = parseYaml(content, name, file, findings);
  if (typeof document?.value === 'string' && /^\s*[[{]/.test(document.value)) {
    return document.findings.problem(name, 'is JSON or YAML in quotes; remove the quotes around it');
  }
  return document;
}

/** The path that a text is, without quotes around it; undefined for YAML, JSON and URLs. */
function filePath(text: string): string | undefined {
  const path = text.replace(/^(["'])(.*)\1$/, '$2');
  return /^(?![[{]|- |.*(: |:\/\/))[^\n]+\.(ya?ml|json)$/i.test(path) ? path : undefined;
}

function readWorkspaceFile(path: string, name: string, workspace: string, findings: Findings): string | undefined {
  const full = resolve(workspace, path);
  try {
    if (isInside(full, workspace) && isInside(realpathSync(full), realpathSync(workspace))) {
      // Reading a named pipe waits for another process.
      if (statSync(full).isFile()) return readFileSync(full, 'utf8');
      return findings.invalid(name, path, 'give a readable file', 'which is not a regular file');
    }
    return findings.invalid(name, path, 'give a file in the workspace', 'which is outside of the workspace');
  } catch (error) {
    const code = isMapping(error) ? String(error['code']) : 'unknown error';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      return findings.invalid(name, path, 'give a readable file', `which cannot be read (${code})`);
    }
    const fault = `a file that does not exist (looked for ${oneLine(full)})`;
    return findings.invalid(name, path, 'correct the path, or run actions/checkout before this step', fault);
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Parses YAML 1.2, which includes JSON. Messages never quote the text: it may contain secrets. */
function parseYaml(
  text: string,
  name: string,
  file: string | undefined,
  findings: Findings,
): InputDocument | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    schema: 'core',
    merge: true,
    prettyErrors: false,
    lineCounter: lines,
    resolveKnownTags: false,
  });
  const { contents, errors } = document;
  const lineAt = (offset = 0): number => lines.linePos(offset).line;
  const faults = [...errors, ...document.warnings];
  if (faults.length > 0) {
    const located = findings.within({ file, placeOf: () => ({ line: lineAt(faults[0]?.pos[0]) }) });
    if (faults.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return located.problem(name, TOO_DEEP);
    const texts = faults.map(({ pos, message }) => {
      const { line, col } = lines.linePos(pos[0]);
      return `line ${line}, column ${col}: ${withoutQuotation(message)}`;
    });
    // A warning is about a tag or the version of YAML.
    const next = errors.length > 0 ? '; check its indentation, quotes and brackets' : '';
    return located.problem(name, `is not valid YAML or JSON (${listed(texts, MAX_ERRORS)})${next}`, 'yaml-syntax');
  }

  const nodes = new Nodes();
  const located = findings.within({
    file,
    placeOf: (where) => {
      const node = nodes.nearest(where);
      return { line: lineAt(node?.range?.[0]), source: isScalar(node) ? node.source : undefined };
    },
  });
  try {
    if (!nodes.add(contents, name, located)) return undefined;
    // Serialising fails for a value that contains itself.
    const value: unknown = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES })));
    return { value, findings: located };
  } catch (error) {
    if (error instanceof RangeError) return located.problem(name, TOO_DEEP);
    const reason = withoutQuotation(reasonOf(error));
    return located.problem(name, `has no equivalent in JSON (${reason}); write values out instead of aliases`);
  }
}

/** The library's words, without the parts that quote the text. */
function withoutQuotation(message: string): string {
  return message.replace(/(?<=\w)[:;] .*| \\.*|\n.*/s, '');
}

/** The nodes of a document by their paths, such as `matrix[1].test_ids`. */
class Nodes {
  readonly #byPath = new Map<string, Node>();
  readonly #anchors = new Set<string>();

  /** The node of a path, or the nearest one around it. */
  nearest(where: string): Node | undefined {
    if (where === '') return undefined;
    return this.#byPath.get(where) ?? this.nearest(where.replace(/[.[]?[^.[]*$/, ''));
  }

  /**
   * Adds a node and those in it. Warns of numbers that JSON changes. Adds a problem and returns false if a node has no
   * JSON value.
   */
  add(node: unknown, where: string, findings: Findings): boolean {
    if (!isNode(node)) return true;
    this.#byPath.set(where, node);
    if (isAlias(node)) {
      if (this.#anchors.has(node.source)) return true;
      findings.problem(where, 'is an alias without an anchor above it; quote a text that begins with "*"');
      return false;
    }
    if (node.anchor !== undefined) this.#anchors.add(node.anchor);
    if (isScalar(node)) checkNumber(node.value, node.source, where, findings);
    if (isSeq(node)) return node.items.every((item, index) => this.add(item, `${where}[${index}]`, findings));
    if (!isMap(node)) return true;
    return node.items.every(({ key, value }) => {
      if (!isScalar(key) || key.value === null) {
        const fault = 'has a list, a mapping, an alias or nothing as a key';
        findings.problem(where, `${fault}; quote a value that begins with a brace, a bracket or "*"`);
        return false;
      }
      const name = shownText(key.source ?? '');
      // In the body of Doksi's documentation, the entries are under the key `matrix`, which is also the input's name.
      return this.add(value, name === where ? where : `${where}.${name}`, findings);
    });
  }
}

function checkNumber(value: unknown, source = '', where: string, findings: Findings): void {
  if (typeof value !== 'number' || source === String(value)) return;
  const digits = source.replace(/[^\da-f]/gi, '').length;
  if (Number.isFinite(value) && digits <= EXACT_DIGITS) {
    findings.warn(where, 'is a number in an unusual form and is sent as its value; quote it if it is a text');
  } else {
    findings.problem(where, 'is a number that cannot be sent exactly; quote it if it is a text');
  }
}
