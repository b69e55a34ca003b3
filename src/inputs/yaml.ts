import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { listed } from '../base/text.ts';
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

/**
 * Parses YAML 1.2, which includes JSON. Undefined, with a problem, if the text is neither or has no equivalent in JSON.
 * Messages never quote the text: it may contain secrets.
 */
export function parseYaml(
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
  const { contents } = document;
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const places = faults.map(({ pos }) => lines.linePos(pos[0]));
    const texts = faults.map(({ message }, index) => {
      return `line ${places[index]?.line}, column ${places[index]?.col}: ${withoutQuotation(message)}`;
    });
    const problem = `is not valid YAML or JSON (${listed(texts, MAX_ERRORS)})`;
    return findings
      .within({ file, lineOf: () => places[0]?.line })
      .problem(name, `${problem}; check its indentation, quotes and brackets`, 'yaml-syntax');
  }

  const located = findings.within({
    file,
    lineOf: (where) => lines.linePos(nodeAt(contents, name, where)?.range?.[0] ?? 0).line,
    numberAt: (where) => {
      const node = nodeAt(contents, name, where);
      return isScalar(node) && typeof node.value === 'number' ? node.source : undefined;
    },
  });
  try {
    if (!checkNode(contents, name, located, new Set())) return undefined;
    // Serialising fails for a value that contains itself.
    const value: unknown = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES })));
    return { value, findings: located };
  } catch (error) {
    const reason = error instanceof Error ? withoutQuotation(error.message) : String(error);
    return located.problem(name, `has no equivalent in JSON (${reason}); write values out instead of aliases`);
  }
}

/** The library's words, without the parts that quote the text. */
function withoutQuotation(message: string): string {
  return message.replace(/(?<=\w)[:;] .*| \\.*|\n.*/s, '');
}

/** The node that a path such as `matrix[1].test_ids` leads to, or the nearest one around it. */
function nodeAt(contents: unknown, name: string, where: string): Node | undefined {
  // In the body of Doksi's documentation, the entries are under the key `matrix`, which is also the input's name.
  const root = isMap(contents) && contents.has(name) ? contents.get(name, true) : contents;
  let node = isNode(root) ? root : undefined;
  for (const key of where.slice(name.length).match(/[^.[\]]+/g) ?? []) {
    const child: unknown = isCollection(node) ? node.get(key, true) : undefined;
    if (!isNode(child)) break;
    node = child;
  }
  return node;
}

/** Reports numbers that JSON changes. False, with a problem, at a node that has no JSON value. */
function checkNode(node: unknown, where: string, findings: Findings, anchors: Set<string>): boolean {
  if (isAlias(node) && !anchors.has(node.source)) {
    findings.problem(where, 'is an alias without an anchor above it; quote a text that begins with "*"');
    return false;
  }
  if (isAlias(node) || !isNode(node)) return true;
  if (node.anchor !== undefined) anchors.add(node.anchor);
  if (isScalar(node)) checkNumber(node.value, node.source, where, findings);
  if (isSeq(node)) {
    return node.items.every((item, index) => checkNode(item, `${where}[${index}]`, findings, anchors));
  }
  if (!isMap(node)) return true;
  return node.items.every(({ key, value }) => {
    if (!isScalar(key)) {
      const fault = 'has a list, a mapping or an alias as a key';
      findings.problem(where, `${fault}; quote a value that begins with a brace, a bracket or "*"`);
      return false;
    }
    const name = shownText(String(key.source ?? key.value));
    // As in nodeAt: the entries under the key `matrix`.
    return checkNode(value, name === where ? where : `${where}.${name}`, findings, anchors);
  });
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
