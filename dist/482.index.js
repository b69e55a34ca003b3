export const id = 482;
export const ids = [482];
export const modules = {

/***/ 1482:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseYaml: () => (/* binding */ parseYaml)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/mapping.ts
var mapping = __webpack_require__(9765);
// EXTERNAL MODULE: ./src/inputs/named.ts
var named = __webpack_require__(4300);
;// CONCATENATED MODULE: ./src/inputs/yaml-tags.ts
const TAG = 'tag:yaml.org,2002:';
/** What a scalar may be said to be, and how that shows in what it was read as. */
const SCALAR_TAGS = {
    '!': (value) => typeof value === 'string',
    [`${TAG}str`]: (value) => typeof value === 'string',
    [`${TAG}int`]: (value) => typeof value === 'number',
    [`${TAG}float`]: (value) => typeof value === 'number',
    [`${TAG}bool`]: (value) => typeof value === 'boolean',
    [`${TAG}null`]: (value) => value === null,
};
/** Whether a scalar has no tag, or one of JSON's types that its value has indeed. */
function isAsTagged(tag, value) {
    return tag === undefined || (SCALAR_TAGS[tag]?.(value) ?? false);
}
/** Whether a list or a mapping has no tag, or the one that it would have anyway. */
function isTagOf(kind, tag) {
    return tag === undefined || tag === `${TAG}${kind}`;
}
/** YAML's own tags by name; another may be a password that begins with `!`. */
function shownTag(tag) {
    const name = /^tag:yaml\.org,2002:(set|omap|pairs|binary|timestamp|merge)$/.exec(tag ?? '')?.[1];
    return name === undefined ? 'a tag' : `the tag !!${name}`;
}

;// CONCATENATED MODULE: ./src/inputs/yaml-values.ts




/** JSON and what reads it next would give up on more. */
const MAX_DEPTH = 400;
/** Characters, with all aliases written out: a few lines of aliases of aliases make billions. */
const MAX_SIZE = 10_000_000;
const NOTHING = { value: null, size: 4, depth: 0 };
/**
 * Turns the nodes of a YAML document into values that JSON carries as they are; what it can't carry is a problem. Each
 * node is read once, however many aliases name it.
 */
class YamlValues {
    #lines;
    #findings;
    #anchors = new Map();
    #sources = new WeakMap();
    constructor(lines, findings) {
        this.#lines = lines;
        this.#findings = findings;
    }
    written = (container, key) => this.#sources.get(container)?.get(key);
    /**
     * Reads the whole document; `where` is its public name. Null stands where JSON can't carry what is there, with a
     * problem; undefined, with a problem, is a document too large or too deep to look at.
     */
    read(root, where) {
        const { value, size, depth } = this.#read(root, () => where);
        if (depth > MAX_DEPTH) {
            return this.#findings.problem(where, `is nested deeper than ${MAX_DEPTH} levels; write it flatter`);
        }
        if (size > MAX_SIZE) {
            return this.#findings.problem(where, 'has more than 10 million characters once its aliases are written out; use fewer');
        }
        return value;
    }
    #read(node, where) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#readAlias(node.source, node, where);
        if ((0,dist/* isScalar */.jn)(node))
            return this.#anchored(node, () => this.#readScalar(node, where));
        if ((0,dist/* isSeq */.oP)(node))
            return this.#anchored(node, () => this.#readList(node, where));
        if ((0,dist/* isMap */.jh)(node))
            return this.#anchored(node, () => this.#readMapping(node, where));
        return NOTHING;
    }
    #anchored({ anchor }, read) {
        if (anchor === undefined)
            return read();
        this.#anchors.set(anchor, 'open');
        const value = read();
        this.#anchors.set(anchor, value);
        return value;
    }
    #readAlias(anchor, node, where) {
        const value = this.#anchors.get(anchor);
        if (value === 'open')
            return this.#problem(where, node, 'contains itself', 'write the value out');
        if (value !== undefined)
            return value;
        const why = 'is an alias of an anchor that is not above it';
        return this.#problem(where, node, why, 'quote it if it is a text that begins with *');
    }
    #readScalar(node, where) {
        const { value, source = '' } = node;
        if (!isAsTagged(node.tag, value))
            return this.#badTag(where, node);
        if (typeof value === 'number')
            return { value, source, size: source.length, depth: 0 };
        if (typeof value === 'string')
            return { value, size: value.length + 2, depth: 0 };
        if (typeof value === 'boolean' || value === null)
            return { value, size: 5, depth: 0 };
        return this.#problem(where, node, 'is not something that JSON can carry', 'quote it');
    }
    #readList(node, where) {
        if (!isTagOf('seq', node.tag))
            return this.#badTag(where, node);
        const list = new Container();
        const values = node.items.map((item, index) => {
            const value = this.#read(item, () => `${where()}[${index}]`);
            list.add(index, value);
            return value.value;
        });
        return this.#keep(values, list);
    }
    #readMapping(node, where) {
        if (!isTagOf('map', node.tag))
            return this.#badTag(where, node);
        const mapping = new Container();
        const merged = [];
        const values = new Map();
        for (const { key, value: valueNode } of node.items) {
            if ((0,dist/* isScalar */.jn)(key) && typeof key.value === 'symbol') {
                merged.push(...this.#readMerged(valueNode, () => `${where()}.<<`, mapping));
                continue;
            }
            const name = this.#readKey(key, where);
            if (name === undefined)
                continue;
            if (values.has(name))
                this.#problem(where, key, `has the key ${(0,named/* shownKey */.dM)(name)} twice`, 'keep one');
            const value = this.#read(valueNode, () => pathTo(name, where()));
            values.set(name, value.value);
            mapping.add(name, value);
        }
        for (const source of merged) {
            for (const [name, value] of Object.entries(source)) {
                if (values.has(name))
                    continue;
                values.set(name, value);
                const written = this.written(source, name);
                if (written !== undefined)
                    mapping.sources.set(name, written);
            }
        }
        return this.#keep(Object.fromEntries(values), mapping);
    }
    /** A merge key adds the keys of one mapping, or of a list of them; the first that has a key goes before the others. */
    #readMerged(node, where, into) {
        const merged = this.#read(node, where);
        if (merged === NOTHING)
            return [];
        into.grow(merged.size, merged.depth - 1);
        const items = Array.isArray(merged.value) ? merged.value : [merged.value];
        const mappings = items.filter(mapping/* isMapping */.p);
        if (mappings.length < items.length) {
            this.#problem(where, node, 'merges what is no mapping', 'give an alias of a mapping');
        }
        return mappings;
    }
    /** JSON's keys are texts: others become the text that was written. */
    #readKey(node, where) {
        const { value, source } = this.#read(node, where);
        if (typeof value === 'string')
            return value;
        const text = source ?? ((0,dist/* isScalar */.jn)(node) ? node.source : String(value));
        if (typeof value === 'object' && value !== null) {
            this.#problem(where, node, 'has a list or a mapping as a key', 'quote what stands in braces or brackets');
            return undefined;
        }
        if (text !== undefined && text !== '')
            return text;
        this.#problem(where, node, 'has a value without a key', 'name the key');
        return undefined;
    }
    #keep(value, { sources, size, depth }) {
        if (sources.size > 0)
            this.#sources.set(value, sources);
        return { value, size, depth };
    }
    #badTag(where, node) {
        const what = `has ${shownTag(node.tag)} that JSON cannot carry`;
        return this.#problem(where, node, what, 'write the value without it');
    }
    #problem(where, node, what, next) {
        const at = (0,dist/* isScalar */.jn)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isAlias */.Vj)(node) ? node.range?.[0] : undefined;
        const line = at === undefined ? '' : ` (line ${this.#lines.linePos(at).line})`;
        this.#findings.problem(where(), `${what}${line}; ${next}`);
        return NOTHING;
    }
}
/** In the body of Doksi's docs, the entries are under the key `matrix`, which is the input's name, too. */
function pathTo(key, where) {
    return key === where ? where : `${where}.${(0,named/* shownKey */.dM)(key)}`;
}
/** What is added up of a list or a mapping. */
class Container {
    size = 2;
    depth = 1;
    sources = new Map();
    add(key, { size, depth, source }) {
        this.grow(size + 1 + (typeof key === 'string' ? key.length + 3 : 0), depth);
        if (source !== undefined)
            this.sources.set(key, source);
    }
    grow(size, depth) {
        this.size += size;
        this.depth = Math.max(this.depth, depth + 1);
    }
}

;// CONCATENATED MODULE: ./src/inputs/yaml.ts


/** One slip often makes errors in many lines. */
const MAX_ERRORS = 10;
const SECOND_DOCUMENT = 'a second document begins';
/** What the library's codes mean, where their own words don't say it. */
const REASONS = {
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
function parseYaml(text, input, findings) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(withoutTabs(text.replace(/^\uFEFF/, '')), {
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
        return findings.problem(input, `has two documents (${first}); keep one, without the line --- between them`);
    }
    if (errors.length > 0) {
        return findings.problem(input, `is neither YAML nor JSON (${shortened(errors).join('; ')}); check its indentation and quotes`);
    }
    const values = new YamlValues(lines, findings);
    const value = values.read(document.contents, input);
    return value === undefined ? undefined : { value, written: values.written };
}
function errorsOf({ errors, directives }, lines) {
    const found = errors.map(({ code, pos }) => {
        const reason = REASONS[code] ?? code.toLowerCase().replaceAll('_', ' ');
        return `line ${lines.linePos(pos[0]).line}: ${reason}`;
    });
    // YAML 1.1 takes `yes` for true and `12:30` for 750.
    if (directives.yaml.version !== '1.2')
        found.push('line 1: not YAML 1.2');
    return [...new Set(found)];
}
function shortened(errors) {
    const more = errors.length - MAX_ERRORS;
    return more > 0 ? [...errors.slice(0, MAX_ERRORS), `and ${more} more`] : errors;
}
/** JSON may be indented with tabs, YAML not. In JSON a tab is never part of a text. */
function withoutTabs(text) {
    if (!text.includes('\t'))
        return text;
    try {
        JSON.parse(text);
        return text.replaceAll('\t', ' ');
    }
    catch {
        return text;
    }
}


/***/ })

};
