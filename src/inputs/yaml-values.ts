import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isMapping, type Mapping } from '../mapping.ts';
import { shownKey } from './named.ts';
import type { Findings } from './problems.ts';
import { isAsTagged, isTagOf, shownTag } from './yaml-tags.ts';

/** JSON and what reads it next would give up on more. */
const MAX_DEPTH = 400;

/** Characters, with all aliases written out: a few lines of aliases of aliases make billions. */
const MAX_SIZE = 10_000_000;

interface Value {
  readonly value: unknown;
  /** Characters that its JSON takes, about. */
  readonly size: number;
  /** Levels of lists and mappings. */
  readonly depth: number;
  /** The number as it was written. */
  readonly source?: string;
}

const NOTHING: Value = { value: null, size: 4, depth: 0 };

/** The public name of a place, made only where something is told of it. */
type Where = () => string;

/** A node that anchors can name. */
interface Node {
  readonly anchor?: string;
  readonly tag?: string;
  readonly range?: readonly number[] | null;
}

/**
 * Turns the nodes of a YAML document into values that JSON carries as they are; what it can't carry is a problem. Each
 * node is read once, however many aliases name it.
 */
export class YamlValues {
  readonly #lines: LineCounter;
  readonly #findings: Findings;
  readonly #anchors = new Map<string, Value | 'open'>();
  readonly #sources = new WeakMap<object, Map<string | number, string>>();

  constructor(lines: LineCounter, findings: Findings) {
    this.#lines = lines;
    this.#findings = findings;
  }

  readonly written = (container: object, key: string | number): string | undefined =>
    this.#sources.get(container)?.get(key);

  /**
   * Reads the whole document; `where` is its public name. Null stands where JSON can't carry what is there, with a
   * problem; undefined, with a problem, is a document too large or too deep to look at.
   */
  read(root: unknown, where: string): unknown {
    const { value, size, depth } = this.#read(root, () => where);
    if (depth > MAX_DEPTH) {
      return this.#findings.problem(where, `is nested deeper than ${MAX_DEPTH} levels; write it flatter`);
    }
    if (size > MAX_SIZE) {
      return this.#findings.problem(
        where,
        'has more than 10 million characters once its aliases are written out; use fewer',
      );
    }
    return value;
  }

  #read(node: unknown, where: Where): Value {
    if (isAlias(node)) return this.#readAlias(node.source, node, where);
    if (isScalar(node)) return this.#anchored(node, () => this.#readScalar(node, where));
    if (isSeq(node)) return this.#anchored(node, () => this.#readList(node, where));
    if (isMap(node)) return this.#anchored(node, () => this.#readMapping(node, where));
    return NOTHING;
  }

  #anchored({ anchor }: Node, read: () => Value): Value {
    if (anchor === undefined) return read();
    this.#anchors.set(anchor, 'open');
    const value = read();
    this.#anchors.set(anchor, value);
    return value;
  }

  #readAlias(anchor: string, node: Node, where: Where): Value {
    const value = this.#anchors.get(anchor);
    if (value === 'open') return this.#problem(where, node, 'contains itself', 'write the value out');
    if (value !== undefined) return value;
    const why = 'is an alias of an anchor that is not above it';
    return this.#problem(where, node, why, 'quote it if it is a text that begins with *');
  }

  #readScalar(node: Scalar, where: Where): Value {
    const { value, source = '' } = node;
    if (!isAsTagged(node.tag, value)) return this.#badTag(where, node);
    if (typeof value === 'number') return { value, source, size: source.length, depth: 0 };
    if (typeof value === 'string') return { value, size: value.length + 2, depth: 0 };
    if (typeof value === 'boolean' || value === null) return { value, size: 5, depth: 0 };
    return this.#problem(where, node, 'is not something that JSON can carry', 'quote it');
  }

  #readList(node: YAMLSeq, where: Where): Value {
    if (!isTagOf('seq', node.tag)) return this.#badTag(where, node);
    const list = new Container();
    const values = node.items.map((item, index) => {
      const value = this.#read(item, () => `${where()}[${index}]`);
      list.add(index, value);
      return value.value;
    });
    return this.#keep(values, list);
  }

  #readMapping(node: YAMLMap, where: Where): Value {
    if (!isTagOf('map', node.tag)) return this.#badTag(where, node);
    const mapping = new Container();
    const merged: Mapping[] = [];
    const values = new Map<string, unknown>();
    for (const { key, value: valueNode } of node.items) {
      if (isScalar(key) && typeof key.value === 'symbol') {
        merged.push(...this.#readMerged(valueNode, () => `${where()}.<<`, mapping));
        continue;
      }
      const name = this.#readKey(key, where);
      if (name === undefined) continue;
      if (values.has(name)) this.#problem(where, key, `has the key ${shownKey(name)} twice`, 'keep one');
      const value = this.#read(valueNode, () => pathTo(name, where()));
      values.set(name, value.value);
      mapping.add(name, value);
    }
    for (const source of merged) {
      for (const [name, value] of Object.entries(source)) {
        if (values.has(name)) continue;
        values.set(name, value);
        const written = this.written(source, name);
        if (written !== undefined) mapping.sources.set(name, written);
      }
    }
    return this.#keep(Object.fromEntries(values), mapping);
  }

  /** A merge key adds the keys of one mapping, or of a list of them; the first that has a key goes before the others. */
  #readMerged(node: unknown, where: Where, into: Container): Mapping[] {
    const merged = this.#read(node, where);
    if (merged === NOTHING) return [];
    into.grow(merged.size, merged.depth - 1);
    const items: unknown[] = Array.isArray(merged.value) ? merged.value : [merged.value];
    const mappings = items.filter(isMapping);
    if (mappings.length < items.length) {
      this.#problem(where, node, 'merges what is no mapping', 'give an alias of a mapping');
    }
    return mappings;
  }

  /** JSON's keys are texts: others become the text that was written. */
  #readKey(node: unknown, where: Where): string | undefined {
    const { value, source } = this.#read(node, where);
    if (typeof value === 'string') return value;
    const text = source ?? (isScalar(node) ? node.source : String(value));
    if (typeof value === 'object' && value !== null) {
      this.#problem(
        where,
        node,
        'has a list or a mapping as a key',
        'quote what stands in braces or brackets',
      );
      return undefined;
    }
    if (text !== undefined && text !== '') return text;
    this.#problem(where, node, 'has a value without a key', 'name the key');
    return undefined;
  }

  #keep(value: object, { sources, size, depth }: Container): Value {
    if (sources.size > 0) this.#sources.set(value, sources);
    return { value, size, depth };
  }

  #badTag(where: Where, node: Node): Value {
    const what = `has ${shownTag(node.tag)} that JSON cannot carry`;
    return this.#problem(where, node, what, 'write the value without it');
  }

  #problem(where: Where, node: unknown, what: string, next: string): Value {
    const at = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range?.[0] : undefined;
    const line = at === undefined ? '' : ` (line ${this.#lines.linePos(at).line})`;
    this.#findings.problem(where(), `${what}${line}; ${next}`);
    return NOTHING;
  }
}

/** In the body of Doksi's docs, the entries are under the key `matrix`, which is the input's name, too. */
function pathTo(key: string, where: string): string {
  return key === where ? where : `${where}.${shownKey(key)}`;
}

/** What is added up of a list or a mapping. */
class Container {
  size = 2;
  depth = 1;
  readonly sources = new Map<string | number, string>();

  add(key: string | number, { size, depth, source }: Value): void {
    this.grow(size + 1 + (typeof key === 'string' ? key.length + 3 : 0), depth);
    if (source !== undefined) this.sources.set(key, source);
  }

  grow(size: number, depth: number): void {
    this.size += size;
    this.depth = Math.max(this.depth, depth + 1);
  }
}
