export const id = 847;
export const ids = [847];
export const modules = {

/***/ 5847:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readDocument: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8815);
/* harmony import */ var _base_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2571);
/* harmony import */ var _base_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3659);
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(766);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8925);







/** Enough for many entries that share their tests; the library's own limit is 100. */
const MAX_ALIASES = 2_000;
const MAX_ERRORS = 5;
/** Every number of so many digits has a JSON number of the same value. */
const EXACT_DIGITS = 15;
const TOO_DEEP = 'is nested too deeply';
/** Parses YAML or JSON, or the file that the text names. Adds a problem and returns undefined if that is impossible. */
function readDocument(name, text, workspace, findings) {
    const path = filePath(text.trim());
    const content = path === undefined ? text : readWorkspaceFile(path, name, workspace, findings);
    if (content === undefined)
        return undefined;
    const file = path && (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path)).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/');
    const document = parseYaml(content, name, file, findings);
    if (typeof document?.value === 'string' && /^\s*[[{]/.test(document.value)) {
        return document.findings.problem(name, 'is JSON or YAML in quotes; remove the quotes around it');
    }
    return document;
}
/** The path that a text is, without quotes around it; undefined for YAML, JSON and URLs. */
function filePath(text) {
    const path = text.replace(/^(["'])(.*)\1$/, '$2');
    return /^(?![[{]|- |.*(: |:\/\/))[^\n]+\.(ya?ml|json)$/i.test(path) ? path : undefined;
}
function readWorkspaceFile(path, name, workspace, findings) {
    const full = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path);
    try {
        if (isInside(full, workspace) && isInside((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(full), (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace))) {
            // Reading a named pipe waits for another process.
            if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(full).isFile())
                return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(full, 'utf8');
            return findings.invalid(name, path, 'give a readable file', 'which is not a regular file');
        }
        return findings.invalid(name, path, 'give a file in the workspace', 'which is outside of the workspace');
    }
    catch (error) {
        const code = (0,_base_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isMapping */ .pi)(error) ? String(error['code']) : 'unknown error';
        if (code !== 'ENOENT' && code !== 'ENOTDIR') {
            return findings.invalid(name, path, 'give a readable file', `which cannot be read (${code})`);
        }
        const fault = `a file that does not exist (looked for ${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_6__/* .oneLine */ .TN)(full)})`;
        return findings.invalid(name, path, 'correct the path, or run actions/checkout before this step', fault);
    }
}
function isInside(path, folder) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way);
}
/** Parses YAML 1.2, which includes JSON. Messages never quote the text: it may contain secrets. */
function parseYaml(text, name, file, findings) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_2__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .parseDocument */ .Tp)(text.replace(/^\uFEFF/, ''), {
        schema: 'core',
        merge: true,
        prettyErrors: false,
        lineCounter: lines,
        resolveKnownTags: false,
    });
    const { contents, errors } = document;
    const lineAt = (offset = 0) => lines.linePos(offset).line;
    const faults = [...errors, ...document.warnings];
    if (faults.length > 0) {
        const located = findings.within({ file, placeOf: () => ({ line: lineAt(faults[0]?.pos[0]) }) });
        if (faults.some(({ code }) => code === 'RESOURCE_EXHAUSTION'))
            return located.problem(name, TOO_DEEP);
        const texts = faults.map(({ pos, message }) => {
            const { line, col } = lines.linePos(pos[0]);
            return `line ${line}, column ${col}: ${withoutQuotation(message)}`;
        });
        // A warning is about a tag or the version of YAML.
        const next = errors.length > 0 ? '; check its indentation, quotes and brackets' : '';
        return located.problem(name, `is not valid YAML or JSON (${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_6__/* .listed */ .KE)(texts, MAX_ERRORS)})${next}`, 'yaml-syntax');
    }
    const nodes = new Nodes();
    const located = findings.within({
        file,
        placeOf: (where) => {
            const node = nodes.nearest(where);
            return { line: lineAt(node?.range?.[0]), source: (0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .isScalar */ .jn)(node) ? node.source : undefined };
        },
    });
    try {
        if (!nodes.add(contents, name, located))
            return undefined;
        // Serialising fails for a value that contains itself.
        const value = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES })));
        return { value, findings: located };
    }
    catch (error) {
        if (error instanceof RangeError)
            return located.problem(name, TOO_DEEP);
        const reason = withoutQuotation((0,_base_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonOf */ .A3)(error));
        return located.problem(name, `has no equivalent in JSON (${reason}); write values out instead of aliases`);
    }
}
/** The library's words, without the parts that quote the text. */
function withoutQuotation(message) {
    return message.replace(/(?<=\w)[:;] .*| \\.*|\n.*/s, '');
}
/** The nodes of a document by their paths, such as `matrix[1].test_ids`. */
class Nodes {
    #byPath = new Map();
    #anchors = new Set();
    /** The node of a path, or the nearest one around it. */
    nearest(where) {
        if (where === '')
            return undefined;
        return this.#byPath.get(where) ?? this.nearest(where.replace(/[.[]?[^.[]*$/, ''));
    }
    /**
     * Adds a node and those in it. Warns of numbers that JSON changes. Adds a problem and returns false if a node has no
     * JSON value.
     */
    add(node, where, findings) {
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .isNode */ .Ll)(node))
            return true;
        this.#byPath.set(where, node);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .isAlias */ .Vj)(node)) {
            if (this.#anchors.has(node.source))
                return true;
            findings.problem(where, 'is an alias without an anchor above it; quote a text that begins with "*"');
            return false;
        }
        if (node.anchor !== undefined)
            this.#anchors.add(node.anchor);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .isScalar */ .jn)(node))
            checkNumber(node.value, node.source, where, findings);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .isSeq */ .oP)(node))
            return node.items.every((item, index) => this.add(item, `${where}[${index}]`, findings));
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .isMap */ .jh)(node))
            return true;
        return node.items.every(({ key, value }) => {
            if (!(0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .isScalar */ .jn)(key) || key.value === null) {
                const fault = 'has a list, a mapping, an alias or nothing as a key';
                findings.problem(where, `${fault}; quote a value that begins with a brace, a bracket or "*"`);
                return false;
            }
            const name = (0,_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .shownText */ .f$)(key.source ?? '');
            // In the body of Doksi's documentation, the entries are under the key `matrix`, which is also the input's name.
            return this.add(value, name === where ? where : `${where}.${name}`, findings);
        });
    }
}
function checkNumber(value, source = '', where, findings) {
    if (typeof value !== 'number' || source === String(value))
        return;
    const digits = source.replace(/[^\da-f]/gi, '').length;
    if (Number.isFinite(value) && digits <= EXACT_DIGITS) {
        findings.warn(where, 'is a number in an unusual form and is sent as its value; quote it if it is a text');
    }
    else {
        findings.problem(where, 'is a number that cannot be sent exactly; quote it if it is a text');
    }
}


/***/ })

};
