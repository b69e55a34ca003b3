export const id = 950;
export const ids = [950];
export const modules = {

/***/ 8950:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseYaml: () => (/* binding */ parseYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(766);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8925);



/** Enough for many entries that share their tests; the library's own limit is 100. */
const MAX_ALIASES = 2_000;
const MAX_ERRORS = 5;
/** Every number of so many digits has a JSON number of the same value. */
const EXACT_DIGITS = 15;
/**
 * Parses YAML 1.2, which includes JSON. Undefined, with a problem, if the text is neither or has no equivalent in JSON.
 * Messages never quote the text: it may contain secrets.
 */
function parseYaml(text, name, file, findings) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text.replace(/^\uFEFF/, ''), {
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
        const problem = `is not valid YAML or JSON (${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_2__/* .listed */ .KE)(texts, MAX_ERRORS)})`;
        return findings
            .within({ file, lineOf: () => places[0]?.line })
            .problem(name, `${problem}; check its indentation, quotes and brackets`, 'yaml-syntax');
    }
    const located = findings.within({
        file,
        lineOf: (where) => lines.linePos(nodeAt(contents, name, where)?.range?.[0] ?? 0).line,
        numberAt: (where) => {
            const node = nodeAt(contents, name, where);
            return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && typeof node.value === 'number' ? node.source : undefined;
        },
    });
    try {
        if (!checkNode(contents, name, located, new Set()))
            return undefined;
        // Serialising fails for a value that contains itself.
        const value = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES })));
        return { value, findings: located };
    }
    catch (error) {
        const reason = error instanceof Error ? withoutQuotation(error.message) : String(error);
        return located.problem(name, `has no equivalent in JSON (${reason}); write values out instead of aliases`);
    }
}
/** The library's words, without the parts that quote the text. */
function withoutQuotation(message) {
    return message.replace(/(?<=\w)[:;] .*| \\.*|\n.*/s, '');
}
/** The node that a path such as `matrix[1].test_ids` leads to, or the nearest one around it. */
function nodeAt(contents, name, where) {
    // In the body of Doksi's documentation, the entries are under the key `matrix`, which is also the input's name.
    const root = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(contents) && contents.has(name) ? contents.get(name, true) : contents;
    let node = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(root) ? root : undefined;
    for (const key of where.slice(name.length).match(/[^.[\]]+/g) ?? []) {
        const child = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isCollection */ .P3)(node) ? node.get(key, true) : undefined;
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(child))
            break;
        node = child;
    }
    return node;
}
/** Reports numbers that JSON changes. False, with a problem, at a node that has no JSON value. */
function checkNode(node, where, findings, anchors) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) && !anchors.has(node.source)) {
        findings.problem(where, 'is an alias without an anchor above it; quote a text that begins with "*"');
        return false;
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node))
        return true;
    if (node.anchor !== undefined)
        anchors.add(node.anchor);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
        checkNumber(node.value, node.source, where, findings);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
        return node.items.every((item, index) => checkNode(item, `${where}[${index}]`, findings, anchors));
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return true;
    return node.items.every(({ key, value }) => {
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key)) {
            const fault = 'has a list, a mapping or an alias as a key';
            findings.problem(where, `${fault}; quote a value that begins with a brace, a bracket or "*"`);
            return false;
        }
        const name = (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .shownText */ .f$)(String(key.source ?? key.value));
        // As in nodeAt: the entries under the key `matrix`.
        return checkNode(value, name === where ? where : `${where}.${name}`, findings, anchors);
    });
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
