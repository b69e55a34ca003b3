export const id = 878;
export const ids = [878];
export const modules = {

/***/ 5600:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lO: () => (/* binding */ contentKey),
/* harmony export */   oZ: () => (/* binding */ packageName),
/* harmony export */   yj: () => (/* binding */ packageSize)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8992);

/** What it is called in log lines. */
function packageName({ path, files }) {
    const name = path.replace(/^.*\//, '');
    return files.length > 1 ? `${name} and ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(files.length - 1, 'split')}` : name;
}
/** The same for the same content, wherever its files lie. */
function contentKey({ kind, files }) {
    return JSON.stringify([
        kind,
        ...files.map(({ name, sha256 }) => (kind === 'splits' ? [name, sha256] : sha256)),
    ]);
}
/** Bytes of all its files together. */
function packageSize({ files }) {
    return files.reduce((sum, { bytes }) => sum + bytes, 0);
}


/***/ }),

/***/ 9373:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ withDeadline),
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);

/** A timer that is longer (milliseconds; 24.8 days) fires at once: https://nodejs.org/api/timers.html */
const MAX_TIMER_MS = 2 ** 31 - 1;
const systemClock = {
    // The monotonic clock: a correction of the wall clock must not end or prolong a run.
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            let leftMs = ms;
            do {
                await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(leftMs, MAX_TIMER_MS), undefined, signal && { signal });
                leftMs -= MAX_TIMER_MS;
            } while (leftMs > 0);
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
};
/**
 * Runs `work` with a signal that aborts after `ms`, or when `parent` does. Rejects then, with `expired()` or the
 * parent's reason, even if `work` itself never settles.
 */
async function withDeadline(clock, ms, parent, expired, work) {
    parent.throwIfAborted();
    const expiry = new AbortController();
    const finished = new AbortController();
    clock.sleep(ms, finished.signal).then(() => {
        expiry.abort(expired());
    }, () => undefined);
    const signal = AbortSignal.any([parent, expiry.signal]);
    const aborted = Promise.withResolvers();
    const onAbort = () => {
        aborted.reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        return await Promise.race([work(signal), aborted.promise]);
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        signal.removeEventListener('abort', onAbort);
        finished.abort();
    }
}


/***/ }),

/***/ 2988:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ forMarkdown),
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   Ig: () => (/* binding */ forLog),
/* harmony export */   iQ: () => (/* binding */ markdownLink),
/* harmony export */   zN: () => (/* binding */ isVisible)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8992);

// Everything that comes from outside passes one of these on its way to where people look.
/** They turn the direction of what follows, or of the whole line. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A character that a reader sees: no control, no blank, nothing that only fills a place or changes another one. */
// eslint-disable-next-line no-misleading-character-class -- each of them stands for itself
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]/u;
/** For the log: one line, indented as it was, without control characters or anything the runner takes for a command. */
function forLog(text) {
    return text
        .toWellFormed()
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(DIRECTIONS, '')
        .replaceAll('##[', '## [')
        .replace(/^(\s*)::/, '$1: :')
        .trimEnd();
}
/** For Markdown inside a line or a table cell: shown as it is, whatever it holds; nobody is mentioned. */
function forMarkdown(text) {
    const [first = '', ...rest] = forLog(text).trim().split(ADDRESS);
    // The text between addresses stands at even places, the addresses at odd ones.
    const pieces = rest.map((piece, index) => (index % 2 === 0 ? address(piece) : quiet(escaped(piece))));
    // An exclamation mark before a link would make a picture of it.
    return (atLineStart(quiet(escaped(first))) + pieces.join('')).replace(/!(?=\[)/g, '\\!');
}
/** An id or another short text as code. */
function markdownCode(text) {
    const clean = forLog(text).trim();
    return /^[\w.:/-]+$/.test(clean)
        ? `\`${clean}\``
        : `<code>${clean.replace(/[^\p{L}\p{N} ]/gu, entity)}</code>`;
}
/** A Markdown link; the bare text where the address is no web address. */
function markdownLink(text, url) {
    const href = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .webLink */ .Dl)(url);
    if (href === undefined)
        return forMarkdown(text);
    // GitHub looks for mentions and addresses outside of links only.
    const label = escaped(forLog(text).trim());
    return `[${label}](${destinationOf(href)})`;
}
/** Whether there is anything to see. */
function isVisible(text) {
    return VISIBLE.test(text);
}
/** A web address as GitHub finds it in a text, by itself or at the end of a sentence. */
const ADDRESS = /((?:https?:\/\/|ftp:\/\/|\bwww\.)[^\s<>|`]*[^\s<>|`.,;:!?'")\]}])/i;
/**
 * An address in a foreign text: a link where it leads to Doksi, else code, which GitHub neither links nor changes. Left
 * to itself it would become a link to anywhere, and escaping would break it.
 */
function address(url) {
    const href = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .webLink */ .Dl)(url);
    return href !== undefined && isDoksi(href) ? `[${escaped(url)}](${destinationOf(href)})` : `\`${url}\``;
}
function isDoksi(href) {
    const { protocol, hostname } = new URL(href);
    return protocol === 'https:' && (hostname === 'doksi.ai' || hostname.endsWith('.doksi.ai'));
}
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
function escaped(text) {
    return (text
        .replace(/[&<>\\`*~[\]|#$]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`)
        // Inside a word an underscore means nothing, and ids stay readable without the backslash.
        .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
        // `:tada:` would become a picture; a word joiner is not seen, and keeps the two apart.
        .replace(/:(?!\d+:)(?=[\w+-]{1,40}:)/g, ':\u2060'));
}
/** Nobody is mentioned, no issue is linked: GitHub looks for both after Markdown's own escapes are gone. */
function quiet(markdown) {
    return markdown.replace(/@(?=[\w-])|#(?=\d)/g, '$&\u2060').replace(/\bGH-(?=\d)/gi, '$&\u2060');
}
/** A rule, a list, a heading begin with these; what else could is escaped everywhere. */
function atLineStart(markdown) {
    return markdown.replace(/^[-+=]/, '\\$&').replace(/^(\d+)(?=[.)])/, '$1\\');
}
/** The address for the brackets of a link: nothing in it ends them, and an `&copy;` stays what it is. */
function destinationOf(href) {
    return href
        .replace(/[()|<>\\`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
        .replace(/&(?=#?\w+;)/g, '&amp;');
}
function entity(character) {
    return `&#${character.codePointAt(0) ?? 0};`;
}


/***/ }),

/***/ 1633:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   h_: () => (/* binding */ asFailure)
/* harmony export */ });
/* unused harmony export UnexpectedError */
/** A failure told in a user's words: what was tried and what came back, then what to do next. */
class Failure extends Error {
    what;
    next;
    constructor(what, next, options) {
        super(`${what}\n${next}`, options);
        this.name = new.target.name;
        this.what = what;
        this.next = next;
    }
}
/** A fault of this action itself: whatever was thrown that is no Failure. */
class UnexpectedError extends Failure {
    constructor(cause) {
        super(`The action itself failed: ${cause instanceof Error ? cause.message : String(cause)}.`, 'This is a fault of doksi/run-action: report it with the log of this step.', { cause });
    }
}
function asFailure(error) {
    return error instanceof Failure ? error : new UnexpectedError(error);
}


/***/ }),

/***/ 7127:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ INPUT_DEFAULTS)
/* harmony export */ });
/** Doksi's public base URL. */
const API_URL = 'https://api.doksi.ai/external/integration/cicd';
/**
 * Every input with its default. action.yml declares the same, and a test holds the two together: the runner applies
 * the defaults there, these here serve where an expression makes an input empty. `github-token` is empty here: only
 * the runner knows the job's token.
 */
const INPUT_DEFAULTS = {
    'api-key': '',
    'if-no-api-key': 'error',
    matrix: '',
    'web-url': '',
    'binary-url': '',
    'target-id': '',
    apk: '',
    'test-ids': '',
    'target-name': '',
    'target-version': '',
    'extra-body': '',
    'run-id': '',
    wait: 'true',
    'timeout-minutes': '60',
    'poll-interval-seconds': '',
    retries: '0',
    'on-rerun': 'all',
    'known-failures': '',
    'ready-minutes': '0',
    'ready-text': '',
    'fail-on-failure': 'true',
    'fail-on-timeout': 'true',
    'fail-on-no-tests': 'true',
    'fail-on-flaky': 'false',
    title: 'Doksi',
    summary: 'true',
    annotations: 'true',
    'check-run': 'false',
    'pr-comment': 'false',
    'commit-sha': '',
    'junit-path': '',
    'github-token': '',
    'api-url': API_URL,
    'dry-run': 'false',
};


/***/ }),

/***/ 8422:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ likelyName)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);

/** Nobody's slip is longer, and comparing long texts takes long. */
const MAX_LENGTH = 40;
/** The word that was probably meant, of those that are known: `test_id`, `testIds` and `test-ids` are `test_ids`. */
function likelyName(word, known) {
    if (word.length > MAX_LENGTH)
        return undefined;
    const bareWord = bare(word);
    const near = known
        .map((name) => ({ name, slips: slips(bareWord, bare(name)) }))
        // One slip for every four letters: what differs more is a word of its own.
        .filter(({ name, slips }) => slips <= Math.floor(bare(name).length / 4))
        .sort((a, b) => a.slips - b.slips);
    return near[0]?.name;
}
function bare(name) {
    return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
/** Letters in the wrong order are one slip. */
function slips(word, name) {
    if (Math.abs(word.length - name.length) > name.length / 4)
        return Infinity;
    const apart = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(word, name);
    return apart === 2 && sorted(word) === sorted(name) ? 1 : apart;
}
function sorted(word) {
    return Array.from(word).sort().join('');
}


/***/ }),

/***/ 4300:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   dM: () => (/* binding */ shownKey),
/* harmony export */   vO: () => (/* binding */ namedUrl)
/* harmony export */ });
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7666);

/** Characters of a bad value or an unknown key that a message shows. */
const MAX_SHOWN = 100;
const MAX_KEY = 60;
/** A bad value, or its type where it has parts: short, in one line, and without credentials. */
function named(value, source) {
    if (value === null || value === '')
        return 'empty';
    if (typeof value === 'number' && source === String(value))
        return `the number ${value}`;
    if (typeof value === 'number')
        return `the number ${value}${source === undefined ? '' : `, written ${clipped(source, MAX_SHOWN)}`}`;
    if (typeof value === 'boolean')
        return `the word ${value}`;
    if (typeof value === 'string')
        return value.trim() === '' ? 'blank' : `"${shownText(value)}"`;
    return Array.isArray(value) ? 'a list' : 'a mapping';
}
/** A bad value that should have been a URL. */
function namedUrl(value) {
    return typeof value === 'string' && value.trim() !== '' ? `"${shownUrl(value)}"` : named(value);
}
/** A key as part of a path. */
function shownKey(key) {
    return clipped(oneLine((0,_url_js__WEBPACK_IMPORTED_MODULE_0__/* .hideCredentials */ .R)(key)), MAX_KEY);
}
/** What stands before an `@` may be a password where it has one of the signs that part it from a name or a scheme. */
function shownText(text) {
    const before = text.slice(0, Math.max(0, text.lastIndexOf('@')));
    return /[:\\/]/.test(before) ? shownUrl(text) : clipped(oneLine(text), MAX_SHOWN);
}
/** No parser may take it, such as one with a slash in its password: so all before the last `@` is hidden. */
function shownUrl(text) {
    const end = text.lastIndexOf('@');
    const scheme = /^\s*(https?:[\\/]*|[a-z][a-z0-9+.-]*:[\\/]+)/i.exec(text)?.[0] ?? '';
    return clipped(oneLine(end < 0 ? text : `${scheme}***${text.slice(end)}`), MAX_SHOWN);
}
function oneLine(text) {
    return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
function clipped(text, max) {
    return text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…`;
}


/***/ }),

/***/ 8925:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ Findings),
/* harmony export */   d: () => (/* binding */ InputError)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8992);


/** What a person may still read, and a log shows. */
const MAX_PROBLEMS = 500;
const MAX_WIDTH = 40;
/** Of warnings in the same words, this many are told one by one. */
const MAX_ALIKE = 10;
/** Every problem with the inputs, at once. */
class InputError extends _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    constructor(problems) {
        const shown = problems.slice(0, MAX_PROBLEMS);
        const width = Math.min(MAX_WIDTH, Math.max(...shown.map(({ where }) => where.length)));
        const lines = shown.map(({ where, text }) => `  ${where.padEnd(width)}  ${text}`);
        if (problems.length > shown.length)
            lines.push(`  and ${problems.length - shown.length} more`);
        super([`${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(problems.length, 'problem')} with the inputs of doksi/run-action:`, ...lines].join('\n'), 'Nothing was sent to Doksi. Correct the step in the workflow file; dry-run: true checks it without a run.');
    }
}
/** What was found while reading the inputs: problems that end the step, and warnings that don't. */
class Findings {
    problems;
    #warnings = [];
    constructor(problems = []) {
        this.problems = [...problems];
    }
    get warnings() {
        return [...Map.groupBy(this.#warnings, ({ text }) => text)].flatMap(([text, alike]) => {
            const lines = alike.slice(0, MAX_ALIKE).map(({ where }) => `${where} ${text}`);
            const more = alike.length - lines.length;
            return more > 0 ? [...lines, `${more} more like ${alike[0]?.where ?? ''}: each ${text}`] : lines;
        });
    }
    problem(where, text) {
        this.problems.push({ where, text });
    }
    warn(where, text) {
        this.#warnings.push({ where, text });
    }
}


/***/ }),

/***/ 4964:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ asBoolean),
/* harmony export */   u: () => (/* binding */ ScalarReader)
/* harmony export */ });
/* harmony import */ var _declared_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7127);
/* harmony import */ var _misspelt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8422);
/* harmony import */ var _named_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4300);



/** Reads single values, strictly: a value that is not exactly one of those allowed is a problem, never a guess. */
class ScalarReader {
    #source;
    #findings;
    constructor(source, findings) {
        this.#source = source;
        this.#findings = findings;
    }
    text(name) {
        return this.#source(name).trim() || _declared_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_DEFAULTS */ .W[name];
    }
    /** The text as it came: in YAML, indentation and the lines at the end mean something. */
    raw(name) {
        return this.#source(name);
    }
    /** Undefined, with a problem, where it is no boolean. */
    boolean(name) {
        const value = this.text(name);
        return asBoolean(value) ?? this.#wrongWord(name, value, ['true', 'false']);
    }
    /** Undefined, with a problem, where it is none of the words. */
    choice(name, words) {
        const value = this.text(name);
        return words.find((word) => word === value) ?? this.#wrongWord(name, value, words);
    }
    /** A plain decimal number; undefined where the input is empty or, with a problem, where it is none. */
    number(name, isAllowed, allowed) {
        const text = this.text(name);
        if (text === '')
            return undefined;
        const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN;
        if (Number.isFinite(value) && isAllowed(value))
            return value;
        return this.#findings.problem(name, `is ${(0,_named_js__WEBPACK_IMPORTED_MODULE_2__/* .named */ .KT)(text)}; give ${allowed}`);
    }
    #wrongWord(name, value, words) {
        const likely = (0,_misspelt_js__WEBPACK_IMPORTED_MODULE_1__/* .likelyName */ .m)(value, words);
        const guess = likely === undefined ? '' : `; was "${likely}" meant?`;
        return this.#findings.problem(name, `is ${(0,_named_js__WEBPACK_IMPORTED_MODULE_2__/* .named */ .KT)(value)}; give ${words.join(' or ')}${guess}`);
    }
}
/** The words of YAML 1.2, as everywhere in workflows; undefined for any other. */
function asBoolean(text) {
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    return /^(false|False|FALSE)$/.test(text) ? false : undefined;
}


/***/ }),

/***/ 900:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ readSettings)
/* harmony export */ });
/* unused harmony export GATES */
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2988);
/* harmony import */ var _declared_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7127);
/* harmony import */ var _named_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4300);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8925);
/* harmony import */ var _scalars_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4964);





const GATES = (/* unused pure expression or super */ null && (['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky']));
/**
 * Reads what decides how an outcome is told. It counts even where other inputs are bad, so an input that is not in
 * order falls back to its default by itself; a gate falls back to `true`, which lets nothing pass.
 */
function readSettings(source) {
    const findings = new _problems_js__WEBPACK_IMPORTED_MODULE_2__/* .Findings */ .F();
    const reader = new _scalars_js__WEBPACK_IMPORTED_MODULE_3__/* .ScalarReader */ .u(source, findings);
    const setting = (name) => reader.boolean(name) ?? _declared_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_DEFAULTS */ .W[name] === 'true';
    const gate = (name) => reader.boolean(name) ?? true;
    const title = reader.text('title');
    const settings = {
        isOffline: (0,_scalars_js__WEBPACK_IMPORTED_MODULE_3__/* .asBoolean */ .t)(source('dry-run').trim() || _declared_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_DEFAULTS */ .W['dry-run']) !== false,
        title: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .isVisible */ .zN)(title) ? title : _declared_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_DEFAULTS */ .W.title,
        summary: setting('summary'),
        annotations: setting('annotations'),
        checkRun: setting('check-run'),
        prComment: setting('pr-comment'),
        junitPath: reader.text('junit-path') || undefined,
        githubToken: reader.text('github-token'),
        commitSha: readCommitSha(reader, findings),
        gates: {
            'fail-on-failure': gate('fail-on-failure'),
            'fail-on-timeout': gate('fail-on-timeout'),
            'fail-on-no-tests': gate('fail-on-no-tests'),
            'fail-on-flaky': gate('fail-on-flaky'),
        },
    };
    return { settings, problems: findings.problems };
}
/** SHA-1 has 40 digits, SHA-256 has 64. */
function readCommitSha(reader, findings) {
    const sha = reader.text('commit-sha');
    if (sha === '')
        return undefined;
    if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(sha))
        return sha.toLowerCase();
    return findings.problem('commit-sha', `is ${(0,_named_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(sha)}; give a whole SHA, of 40 hexadecimal digits`);
}


/***/ }),

/***/ 7085:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ fitted),
/* harmony export */   mt: () => (/* binding */ NARROWEST),
/* harmony export */   ns: () => (/* binding */ columnsFor),
/* harmony export */   vI: () => (/* binding */ shortened)
/* harmony export */ });
/* harmony import */ var fast_string_width__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3223);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2988);
/* harmony import */ var _results_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6483);



const NARROWEST = { name: 24, place: 24 };
/** What is longer is cut: a line is to stay a line on most screens. */
const WIDEST = { name: 48, place: 40 };
/** Wide enough for these results, within bounds, and never narrower than `before`: columns don't jump back. */
function columnsFor(results, before = NARROWEST) {
    return results.reduce(({ name, place }, result) => ({
        name: name >= WIDEST.name ? name : Math.min(WIDEST.name, Math.max(name, textWidth((0,_results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .testName */ .UU)(result)))),
        place: place >= WIDEST.place
            ? place
            : Math.min(WIDEST.place, Math.max(place, textWidth((0,_results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .destination */ .j_)(result)))),
    }), before);
}
/** The text in exactly so many columns: filled up with blanks, or cut with an ellipsis. */
function fitted(text, columns) {
    const shown = shortened(text, columns);
    return shown + ' '.repeat(Math.max(0, columns - textWidth(shown)));
}
/** The text in at most so many columns, cut with an ellipsis where it has more. */
function shortened(text, columns) {
    const line = (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .forLog */ .Ig)(text).trim();
    // Whatever its characters are, more than this many never fit: long texts are not measured whole.
    const start = line.slice(0, columns * MAX_UNITS);
    if (start === line && textWidth(line) <= columns)
        return line;
    let [shown, width] = ['', 0];
    for (const { segment } of new Intl.Segmenter().segment(start)) {
        width += textWidth(segment);
        if (width > columns - 1)
            break;
        shown += segment;
    }
    return `${shown}…`;
}
/** UTF-16 units that one column may take: an emoji of a family has eleven. */
const MAX_UNITS = 12;
function textWidth(text) {
    return /^[ -~]*$/.test(text) ? text.length : (0,fast_string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(text.slice(0, WIDEST.name * MAX_UNITS));
}


/***/ }),

/***/ 8133:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ planLines),
/* harmony export */   t: () => (/* binding */ requestLines)
/* harmony export */ });
/* harmony import */ var fast_string_width__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3223);
/* harmony import */ var _inputs_named_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4300);
/* harmony import */ var _plan_request_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5430);
/* harmony import */ var _plan_target_label_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3377);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8992);
/* harmony import */ var _columns_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7085);






/** More targets than this are only counted. */
const MAX_TARGETS = 30;
/** Widths in columns of a terminal: of a target, of the test ids behind it, of one id. */
const MAX_TARGET = 48;
const MAX_IDS = 72;
const MAX_ID = 40;
/** What is about to be done, for the log; `redact` comes before names are shortened. */
function planLines(plan, redact) {
    const { run } = plan;
    if (run.kind === 'existing')
        return [`Doksi run ${run.runId}, created elsewhere`, ...readyLines(plan)];
    const tests = run.entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
    const rows = run.entries.slice(0, MAX_TARGETS).map(({ platform, target, testIds }) => ({
        platform: (0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(redact(platform), MAX_ID),
        target: (0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(redact((0,_plan_target_label_js__WEBPACK_IMPORTED_MODULE_2__/* .targetLabel */ .O)(target)), MAX_TARGET),
        tests: someIds(testIds.map(redact)),
    }));
    const more = run.entries.length - rows.length;
    const width = (column) => Math.max(...rows.map((row) => (0,fast_string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(row[column])));
    const [platforms, targets] = [width('platform'), width('target')];
    return [
        `Doksi run for ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(run.entries.length, 'target')}, ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(tests, 'test')}`,
        ...rows.map(({ platform, target, tests }) => `  ${(0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .fitted */ .$5)(platform, platforms)}  ${(0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .fitted */ .$5)(target, targets)}  ${tests}`),
        ...(more > 0 ? [`  … and ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(more, 'more target')}`] : []),
        ...retryLine(plan.retries, tests),
        ...knownLines(plan.knownFailures),
        ...readyLines(plan),
    ];
}
/** What is waited for before anything is sent. */
function readyLines({ readiness, run }) {
    if (readiness === undefined)
        return [];
    const { withinMs, text, targets } = readiness;
    if (targets.length === 0) {
        const why = run.kind === 'existing' ? 'the run exists' : 'no target is a web_url or a binary_url';
        return [`  ready-minutes has nothing to wait for: ${why}`];
    }
    return [
        `  Waits up to ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(withinMs / 60_000, 'minute')} until these are there, before anything is sent to Doksi:`,
        ...targets.map(({ key, label }) => {
            const shows = key === 'web_url' && text !== undefined ? `, with the text ${(0,_inputs_named_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(text)}` : '';
            return `    ${label}${shows}`;
        }),
        "  They are asked from this runner; Doksi's cloud may see them otherwise",
    ];
}
function retryLine(retries, tests) {
    if (retries === 0)
        return [];
    const times = retries === 1 ? 'once' : `up to ${retries} times`;
    return [`  What fails runs again ${times}: at most ${tests * (retries + 1)} tests are paid for`];
}
function knownLines({ inForce, expired }) {
    return [
        ...[...inForce.values()].map(({ testId, until, reason }) => `  ${testId} is known to fail until ${until}: ${reason}`),
        ...[...expired.values()].map(({ testId, until, reason }) => `  ${testId} was known to fail until ${until}, and counts again: ${reason}`),
    ];
}
/** The first ids, as many as fit into a line, and how many more there are. */
function someIds(testIds) {
    const ids = testIds.map((id) => (0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(id, MAX_ID));
    const isTooLong = (count) => (0,fast_string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(ids.slice(0, count).join(', ')) > MAX_IDS;
    let shown = 1;
    while (shown < ids.length && !isTooLong(shown + 1))
        shown++;
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .listed */ .KE)(ids, shown);
}
/** The exact requests, with hidden values, as lines; of uploads the files, their sizes and digests. */
function requestLines({ run, uploads }) {
    if (run.kind === 'existing')
        return [`GET /runs/${run.runId}`];
    return [
        ...uploads.flatMap(uploadLines),
        'POST /runs',
        ...JSON.stringify((0,_plan_request_js__WEBPACK_IMPORTED_MODULE_5__/* .shownBody */ .S)(run.entries, run.extraBody), null, 2).split('\n'),
    ];
}
function uploadLines({ package: found, registrations }) {
    return [
        `POST /uploads, PUT: ${found.path}${found.kind === 'zip' ? '' : ', stored in a zip'}`,
        ...found.files.map(({ name, bytes, sha256 }) => `  ${name}  ${bytes} bytes  sha256 ${sha256}`),
        ...registrations.map(({ name, version }) => `POST /targets: name "${name}", version "${version}"`),
    ];
}


/***/ }),

/***/ 1432:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ resultLine)
/* harmony export */ });
/* harmony import */ var _results_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6483);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8992);
/* harmony import */ var _columns_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7085);



/** A status that nobody knows, in columns of a terminal. */
const MAX_STATUS = 20;
/** `12m 04s` */
const DURATION = 7;
/** `  ✗ Checkout flow   web · staging.example.com    22s   https://…` */
function resultLine(result, columns = (0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .columnsFor */ .ns)([result])) {
    const status = result.status ?? '';
    const word = status === '' || (0,_results_words_js__WEBPACK_IMPORTED_MODULE_0__/* .isKnownStatus */ .ih)(status) ? '' : ` [${(0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(status, MAX_STATUS)}]`;
    const took = result.duration_seconds == null ? '' : (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(result.duration_seconds);
    const cells = [
        (0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .fitted */ .$5)((0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)((0,_results_words_js__WEBPACK_IMPORTED_MODULE_0__/* .testName */ .UU)(result), columns.name - word.length) + word, columns.name),
        (0,_columns_js__WEBPACK_IMPORTED_MODULE_1__/* .fitted */ .$5)((0,_results_words_js__WEBPACK_IMPORTED_MODULE_0__/* .destination */ .j_)(result), columns.place),
        took.padStart(DURATION),
        (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .webLink */ .Dl)(result.url) ?? '',
    ];
    return `  ${(0,_results_words_js__WEBPACK_IMPORTED_MODULE_0__/* .statusWords */ .o7)(status).mark} ${cells.join('  ').trimEnd()}`;
}


/***/ }),

/***/ 9878:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/clock.ts
var src_clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js
var schemas = __webpack_require__(4343);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(3759);
;// CONCATENATED MODULE: ./src/event.ts

/** Undefined where it is missing or makes no sense. */
const orNothing = (schema) => schemas/* catch */.MfU(schemas/* optional */.lqM(schema), undefined);
const event_text = orNothing(schemas/* string */.YjP().check(api/* _minLength */.m9(1)));
const number = orNothing(schemas/* int */.Whr().check(api/* _positive */.NC()));
const lenient = (shape) => orNothing(schemas/* object */.Ikc(shape));
const Repository = lenient({
    full_name: event_text,
    url: event_text,
    default_branch: event_text,
    owner: lenient({ login: event_text }),
});
const PullRequest = lenient({
    number,
    head: lenient({ sha: event_text, repo: schemas/* nullable */.mee(Repository) }),
    base: lenient({ ref: event_text, repo: Repository }),
});
const Payload = schemas/* catch */.MfU(schemas/* object */.Ikc({
    number,
    repository: Repository,
    pull_request: PullRequest,
    issue: lenient({ number, pull_request: orNothing(schemas/* looseObject */._H3({})) }),
    merge_group: lenient({ head_sha: event_text, head_ref: event_text, base_ref: event_text }),
    deployment: lenient({ sha: event_text }),
    workflow_run: lenient({
        head_sha: event_text,
        head_branch: event_text,
        head_repository: Repository,
        pull_requests: orNothing(schemas/* array */.YOg(PullRequest)),
    }),
}), {});
/** Parses an event's file; what is missing or of the wrong type is undefined. */
const parsePayload = (payload) => Payload.parse(payload);
/** Which commit and which pull request an event is about. */
function subjectOf(event) {
    const read = READERS.get(event.name ?? '') ?? ofCommit;
    return read(parsePayload(event.payload), event);
}
/** Whether the job's own token can't write, whatever the workflow asks for: the pull request comes from a fork. */
function hasForkToken({ name, payload }) {
    if (!FORK_TOKEN_EVENTS.has(name ?? ''))
        return false;
    const { pull_request: pull, repository } = parsePayload(payload);
    if (pull?.head === undefined)
        return false;
    // A fork that was deleted meanwhile is null.
    if (pull.head.repo === null)
        return true;
    const [from, to] = [pull.head.repo?.full_name, pull.base?.repo?.full_name ?? repository?.full_name];
    return from !== undefined && to !== undefined && from !== to;
}
/** On `pull_request_target` and `workflow_run` a fork's pull request has a token that may write. */
const FORK_TOKEN_EVENTS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);
const READERS = new Map([
    ['pull_request', ofPullRequest],
    ['pull_request_target', ofPullRequest],
    ['pull_request_review', ofPullRequest],
    ['pull_request_review_comment', ofPullRequest],
    ['merge_group', ofMergeGroup],
    ['workflow_run', ofWorkflowRun],
    ['deployment', ofDeployment],
    ['deployment_status', ofDeployment],
    ['issue_comment', ofIssueComment],
]);
function ofCommit(_, { sha }) {
    return { headSha: sha, pullRequest: { kind: 'at-head' } };
}
function ofPullRequest(payload, event) {
    const pull = payload.pull_request;
    const told = pull?.number ?? payload.number ?? numberInRef(event.ref);
    if (told === undefined)
        return ofCommit(payload, { ...event, sha: pull?.head?.sha ?? event.sha });
    // GITHUB_SHA is the merge commit here, or the base branch's: never the head.
    return {
        headSha: pull?.head?.sha,
        pullRequest: { kind: 'numbered', number: told, baseBranch: pull?.base?.ref },
    };
}
/** From `refs/pull/12/merge`. */
function numberInRef(ref) {
    const digits = /^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1];
    return digits === undefined ? undefined : Number(digits);
}
function ofMergeGroup(payload, event) {
    const group = payload.merge_group;
    const headSha = group?.head_sha ?? event.sha;
    const queued = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-(\d+)-[0-9a-f]+$/.exec(group?.head_ref ?? event.ref ?? '');
    if (!queued)
        return { headSha, pullRequest: { kind: 'at-head' } };
    const baseBranch = group?.base_ref?.replace(/^refs\/heads\//, '') ?? queued[1];
    return { headSha, pullRequest: { kind: 'numbered', number: Number(queued[2]), baseBranch } };
}
function ofDeployment(payload, event) {
    return ofCommit(payload, { ...event, sha: payload.deployment?.sha ?? event.sha });
}
function ofIssueComment(payload, event) {
    const issue = payload.issue;
    if (issue?.pull_request === undefined || issue.number === undefined)
        return ofCommit(payload, event);
    // GITHUB_SHA is the default branch's last commit here.
    return {
        headSha: undefined,
        pullRequest: { kind: 'numbered', number: issue.number, baseBranch: undefined },
    };
}
function ofWorkflowRun(payload, event) {
    const run = payload.workflow_run;
    const headSha = run?.head_sha ?? event.sha;
    const listed = firstListed(run?.pull_requests ?? [], headSha, payload.repository?.url, event.repository);
    if (listed?.number !== undefined)
        return {
            headSha,
            pullRequest: { kind: 'numbered', number: listed.number, baseBranch: listed.base?.ref },
        };
    // GitHub leaves the list empty for forks.
    const fork = run?.head_repository;
    const owner = fork?.owner?.login ?? fork?.full_name?.split('/')[0];
    const isFork = fork?.full_name !== undefined && fork.full_name !== event.repository;
    if (isFork && owner !== undefined && run?.head_branch !== undefined) {
        const pullRequest = {
            kind: 'from-branch',
            owner,
            branch: run.head_branch,
            repository: fork.full_name,
        };
        return { headSha, pullRequest };
    }
    return { headSha, pullRequest: { kind: 'at-head' } };
}
/** A run's list also holds pull requests that its branch has in other repositories; those at its commit go first. */
function firstListed(listed, headSha, url, repository) {
    const isOurs = (base) => base === undefined || base === url || (repository !== undefined && base.endsWith(`/repos/${repository}`));
    const ours = listed
        .filter((pull) => pull?.number !== undefined && isOurs(pull.base?.repo?.url))
        .sort((one, other) => (one?.number ?? 0) - (other?.number ?? 0));
    return ours.find((pull) => pull?.head?.sha === headSha) ?? ours[0];
}

;// CONCATENATED MODULE: ./src/context.ts

/**
 * Reads the environment that the runner sets. `readFile` gives a file's text, or undefined where there is none.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
function readContext(env, readFile) {
    // A variable that is empty says as little as one that is missing.
    const value = (name) => (env[name] === '' ? undefined : env[name]);
    const repository = value('GITHUB_REPOSITORY');
    const eventPath = value('GITHUB_EVENT_PATH');
    const event = {
        name: value('GITHUB_EVENT_NAME'),
        payload: parseJson(eventPath === undefined ? undefined : readFile(eventPath)),
        repository,
        ref: value('GITHUB_REF'),
        sha: value('GITHUB_SHA'),
    };
    const subject = subjectOf(event);
    return {
        repository,
        serverUrl: value('GITHUB_SERVER_URL') ?? 'https://github.com',
        apiUrl: value('GITHUB_API_URL') ?? 'https://api.github.com',
        defaultBranch: parsePayload(event.payload).repository?.default_branch,
        eventName: event.name,
        workflow: value('GITHUB_WORKFLOW'),
        workflowPath: workflowPath(value('GITHUB_WORKFLOW_REF'), repository),
        runId: value('GITHUB_RUN_ID'),
        runAttempt: runAttempt(value('GITHUB_RUN_ATTEMPT')),
        job: value('GITHUB_JOB'),
        // A comment's GITHUB_SHA is the default branch's, which has nothing to do with the pull request.
        headSha: subject.headSha ?? (event.name === 'issue_comment' ? undefined : event.sha),
        subject,
        hasForkToken: hasForkToken(event),
        ref: event.ref,
        tag: env['GITHUB_REF_TYPE'] === 'tag' ? value('GITHUB_REF_NAME') : undefined,
        workspace: value('GITHUB_WORKSPACE') ?? process.cwd(),
        hasSummary: value('GITHUB_STEP_SUMMARY') !== undefined,
    };
}
/**
 * The context with the commit that `commit-sha` names. Where the event knows another one, its pull request doesn't
 * count either; where it only names a pull request, as a comment's does, that stands.
 */
function withCommit(context, commitSha) {
    const { subject } = context;
    const headSha = commitSha?.toLowerCase();
    if (headSha === undefined || headSha === subject.headSha)
        return context;
    const pullRequest = subject.headSha === undefined ? subject.pullRequest : { kind: 'at-head' };
    return { ...context, headSha, subject: { headSha, pullRequest } };
}
/** From `owner/name/.github/workflows/e2e.yml@refs/heads/main`, if the file is one of this repository. */
function workflowPath(ref, repository) {
    const prefix = `${repository ?? ''}/`;
    // Names of files and of branches may have an `@`, too.
    return ref?.startsWith(prefix)
        ? ref.slice(prefix.length).replace(/@(?:refs\/.*|[0-9a-f]{40,64})$/, '')
        : undefined;
}
function runAttempt(text) {
    return /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : 1;
}
function parseJson(text) {
    try {
        return JSON.parse(text ?? '');
    }
    catch {
        return undefined;
    }
}
/** Whether the log may have colours: `NO_COLOR`, if it is not empty, forbids them (https://no-color.org). */
function wantsColours(env) {
    return !env['NO_COLOR'];
}

// EXTERNAL MODULE: ./src/inputs/settings.ts
var inputs_settings = __webpack_require__(900);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/inputs/scalars.ts
var scalars = __webpack_require__(4964);
;// CONCATENATED MODULE: ./src/inputs/key.ts

/**
 * Whether the step is skipped because there is no key and `if-no-api-key` allows that, whatever the other inputs are:
 * a job before it, which would have filled them, may have been skipped, too. A dry run needs no key, so it goes on.
 */
function isSkippedWithoutKey(source) {
    return (source('api-key').trim() === '' &&
        source('if-no-api-key').trim() === 'skip' &&
        (0,scalars/* asBoolean */.t)(source('dry-run').trim()) !== true);
}

// EXTERNAL MODULE: ./src/log/plan-lines.ts
var plan_lines = __webpack_require__(8133);
// EXTERNAL MODULE: ./src/results/endings.ts
var endings = __webpack_require__(9718);
;// CONCATENATED MODULE: ./src/prepare.ts




/** Reads the inputs, looks at the files, and makes the plan, which the log tells; nothing is sent. Never rejects. */
async function prepare(source, surroundings) {
    if (isSkippedWithoutKey(source))
        return { kind: 'over', outcome: (0,endings/* skipped */.hT)() };
    const { step, signal, redact } = surroundings;
    try {
        // Loaded only now: a step that is skipped needs none of it.
        const { readPlan } = await __webpack_require__.e(/* import() */ 440).then(__webpack_require__.bind(__webpack_require__, 6440));
        const { inputs, plan } = await readPlan(source, surroundings);
        for (const line of (0,plan_lines/* planLines */.H)(plan, redact))
            step.info(line);
        if (!inputs.dryRun)
            return { kind: 'ready', inputs, plan };
        for (const line of (0,plan_lines/* requestLines */.t)(plan))
            step.info(line);
        return { kind: 'over', outcome: (0,endings/* dryRun */.PA)(), plan };
    }
    catch (error) {
        const outcome = signal.aborted
            ? (0,endings/* cancelledBeforeRun */.Ut)(endings/* NOTHING_KNOWN */.GN)
            : (0,endings/* lost */.DU)(endings/* NOTHING_KNOWN */.GN, (0,failure/* asFailure */.h_)(error));
        return { kind: 'over', outcome };
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/command.js
var command = __webpack_require__(9635);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/file-command.js
var file_command = __webpack_require__(2902);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/utils.js
var utils = __webpack_require__(4679);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/summary.js
var summary = __webpack_require__(1170);
;// CONCATENATED MODULE: ./src/publish/core.ts
// What a step needs of `@actions/core`, from the files behind its index. The index also brings the tokens of OpenID
// Connect, for them a whole HTTP client with undici, and with these half of the time in which a step starts
// (`npm run bench -- load`). Its `exports` name nothing else, hence the paths: the lockfile holds them, and the build
// fails where they move. What the index adds to these files is said here again.





/** An input as it was given, blanks and all; empty where it was not. */
function getInput(name) {
    return process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}
function info(line) {
    process.stdout.write(`${line}${external_node_os_.EOL}`);
}
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
function debug(line) {
    (0,command/* issueCommand */.L)('debug', {}, line);
}
function annotate(level, message, properties = {}) {
    (0,command/* issueCommand */.L)(level, (0,utils/* toCommandProperties */.k)(properties), message);
}
/** Hides a value in all that is logged from now on. */
function setSecret(secret) {
    (0,command/* issueCommand */.L)('add-mask', {}, secret);
}
/** Throws where the output file cannot be written. Without one, outside of a workflow, it shows what would be in it. */
function setOutput(name, value) {
    if (process.env['GITHUB_OUTPUT'])
        return (0,file_command/* issueFileCommand */.n)('OUTPUT', (0,file_command/* prepareKeyValueMessage */.v)(name, value));
    info('');
    (0,command/* issueCommand */.L)('set-output', { name }, value);
}

// EXTERNAL MODULE: ./src/publish/publish.ts + 2 modules
var publish = __webpack_require__(9949);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/report/annotations.ts + 1 modules
var annotations = __webpack_require__(5485);
// EXTERNAL MODULE: ./src/escape.ts
var src_escape = __webpack_require__(2988);
// EXTERNAL MODULE: ./src/results/attempt.ts
var attempt = __webpack_require__(3511);
// EXTERNAL MODULE: ./src/results/headline.ts
var headline = __webpack_require__(7920);
// EXTERNAL MODULE: ./src/results/tests.ts
var tests = __webpack_require__(8283);
// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/report/facts.ts
var facts = __webpack_require__(1349);
// EXTERNAL MODULE: ./src/plan/request.ts
var request = __webpack_require__(5430);
// EXTERNAL MODULE: ./src/plan/target-label.ts
var target_label = __webpack_require__(3377);
// EXTERNAL MODULE: ./src/report/test-row.ts
var test_row = __webpack_require__(6029);
;// CONCATENATED MODULE: ./src/report/planned.ts





/** More rows than this are left to the log, and so is what is longer (characters). */
const MAX_ROWS = 200;
const MAX_CELL = 200;
const MAX_JSON = 100_000;
/** What a dry run would do, in Markdown: targets, files, and the request itself. */
function planned({ run, uploads }) {
    if (run.kind === 'existing')
        return [`It would follow the run ${(0,src_escape/* markdownCode */.D9)((0,src_text/* clipped */.cz)(run.runId, MAX_CELL))}.`];
    const entries = run.entries.map(({ platform, target, testIds }) => [
        `${(0,test_row/* platformIcon */.tV)(platform)} ${cell(platform)}`.trim(),
        cell((0,target_label/* targetLabel */.O)(target)),
        cell(testIds.join(', ')),
    ]);
    const files = uploads.flatMap(({ package: found }) => found.files.map(({ name, bytes, sha256 }) => [cell(name), String(bytes), (0,src_escape/* markdownCode */.D9)(sha256)]));
    return [
        ...table('| Platform | Target | Tests |', '|:--|:--|:--|', entries),
        ...table('| Upload | Bytes | SHA-256 |', '|:--|--:|:--|', files),
        planned_request(JSON.stringify((0,request/* shownBody */.S)(run.entries, run.extraBody), null, 2)),
    ];
}
function cell(text) {
    return (0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(text, MAX_CELL));
}
function table(head, alignment, rows) {
    if (rows.length === 0)
        return [];
    const shown = rows.slice(0, MAX_ROWS).map((cells) => `| ${cells.join(' | ')} |`);
    const more = rows.length - shown.length;
    return [[head, alignment, ...shown].join('\n'), ...(more > 0 ? [`*${more} more are in the log.*`] : [])];
}
function planned_request(json) {
    if (json.length > MAX_JSON)
        return '*The request, `POST /runs`, is in the log: it is too long for this page.*';
    const tame = json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
    // A fence ends only at one that is as long.
    const longest = Math.max(2, ...(tame.match(/`+/g) ?? []).map((ticks) => ticks.length));
    const fence = '`'.repeat(longest + 1);
    return `<details><summary>The request, <code>POST /runs</code></summary>\n\n${fence}json\n${tame}\n${fence}\n\n</details>`;
}

;// CONCATENATED MODULE: ./src/report/summary.ts









/** GitHub drops a summary above 1 MiB as a whole; what is below this (bytes of UTF-8) surely comes through. */
const MAX_SUMMARY_BYTES = 1_000_000;
/** More passed tests than this are folded away. */
const MAX_OPEN_PASSED = 5;
/** Longer texts are cut (characters): the log has them whole. */
const MAX_TITLE = 200;
const MAX_EXPLANATION = 20_000;
const MAX_WARNING = 2000;
const MAX_WARNINGS = 20;
const DETAILS = [
    { failed: Infinity, others: Infinity, passed: Infinity },
    { failed: Infinity, others: Infinity, passed: 0 },
    { failed: 5000, others: 1000, passed: 0 },
    { failed: 2000, others: 500, passed: 0 },
    { failed: 500, others: 100, passed: 0 },
    { failed: 100, others: 20, passed: 0 },
    { failed: 10, others: 0, passed: 0 },
    { failed: 0, others: 0, passed: 0 },
];
/** The job summary in GitHub's Markdown, never above the size that GitHub takes. */
function renderSummary(input) {
    const top = introduction(input);
    const sections = sectionsOf(input.outcome).map((section) => ({ ...section, rows: rows(section) }));
    for (const detail of DETAILS) {
        const markdown = joined([...top, ...tables(sections, detail)]);
        if (Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES)
            return markdown;
    }
    return joined(top.slice(0, 1));
}
function joined(blocks) {
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
/** All that comes before the tests. */
function introduction({ outcome, title, context, plan }) {
    const { mark, text } = (0,headline/* headline */.P)(outcome);
    const { conclusion, warnings, notices, results } = outcome;
    const explains = conclusion !== 'passed' && !(conclusion === 'failed' && results.failed.length > 0);
    const more = warnings.length - MAX_WARNINGS;
    return [
        `## ${mark} ${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(title, MAX_TITLE))}: ${text}`,
        summary_facts(outcome, context),
        ...(explains ? [explanation(outcome)] : []),
        ...warnings.slice(0, MAX_WARNINGS).map((warning) => `> ⚠️ ${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(warning, MAX_WARNING))}`),
        ...notices.slice(0, MAX_WARNINGS).map((notice) => `> ℹ️ ${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(notice, MAX_WARNING))}`),
        ...(more > 0 ? [`*${(0,src_text/* counted */.hS)(more, 'more warning')} in the log.*`] : []),
        ...(conclusion === 'dry-run' && plan ? planned(plan) : []),
    ];
}
/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function summary_facts(outcome, { headSha, repository, serverUrl }) {
    const { attempts } = outcome;
    const own = (0,attempt/* ownAttempts */.BY)(attempts);
    const seconds = (0,attempt/* secondsOf */.TM)(own);
    const commit = headSha && repository && `${serverUrl}/${repository}/commit/${headSha}`;
    const runs = attempts.map(facts/* runName */.r);
    const hasCounts = attempts.some(({ run }) => run);
    return [
        ...(hasCounts ? sectionsOf(outcome) : [])
            .filter(({ count }) => count > 0)
            .map(({ count, word }) => `**${count} ${word}**`),
        ...(0,tests/* carriedWords */.oM)(outcome.results.tests, (group) => words/* GROUPS */.fd[group].word),
        ...(seconds === undefined ? [] : [(0,src_text/* duration */.p0)(seconds)]),
        ...(runs.length > 0 ? [`${runs.length === 1 ? 'run' : 'runs'} ${runs.join(', ')}`] : []),
        ...(headSha ? [`commit ${(0,src_escape/* markdownLink */.iQ)(headSha.slice(0, 7), commit)}`] : []),
    ].join(' · ');
}
/** Why it ended so, with each further line as a point of a list, and what to do. */
function explanation({ what, next }) {
    const lines = (0,src_text/* clipped */.cz)(what, MAX_EXPLANATION).split('\n').map(src_escape/* forMarkdown */.Bm);
    const [first = '', ...points] = lines.filter((line) => line !== '');
    const todo = (0,src_text/* clipped */.cz)(next, MAX_EXPLANATION).split('\n').map(linkedOrPlain);
    const paragraphs = [first, points.map((point) => `- ${point}`).join('\n'), ...todo];
    return paragraphs.filter((part) => part !== '').join('\n\n');
}
function linkedOrPlain(text) {
    const href = (0,src_text/* webLink */.Dl)(text);
    return href === undefined ? (0,src_escape/* forMarkdown */.Bm)(text) : (0,src_escape/* markdownLink */.iQ)(text, href);
}
/** The groups in the order in which a reader wants them. */
function sectionsOf({ attempts, results }) {
    const { failed, known, flaky, others, passed, counts } = results;
    return [
        { ...words/* GROUPS */.fd.failed, tests: failed, count: counts.failed, detail: 'failed' },
        { ...words/* GROUPS */.fd.known, tests: known, count: counts.known, detail: 'failed' },
        { ...words/* GROUPS */.fd.flaky, tests: flaky, count: counts.flaky, detail: 'failed' },
        { ...otherWords(attempts), tests: others, count: counts.others, detail: 'others' },
        { ...words/* GROUPS */.fd.passed, tests: passed, count: counts.passed, detail: 'passed' },
    ];
}
/** Of a run that nothing was heard of, its creation told the tests. */
const STARTED = { emoji: '▫️', word: 'started' };
/** What tests are called that neither passed nor failed: it depends on whether they still may. */
function otherWords(attempts) {
    if (!attempts.some(({ run }) => run))
        return STARTED;
    return attempts.every(({ run }) => (0,attempt/* isSettled */.Is)(run)) ? words/* GROUPS */.fd.other : words/* UNFINISHED */.yA;
}
/** Made once, however often a shorter summary is tried. */
function rows({ emoji, tests }) {
    return tests.map((test) => `| ${emoji} | ${(0,test_row/* testCell */.Hn)(test)} | ${(0,test_row/* placeCell */.sL)(test.result)} | ${(0,test_row/* timeCell */.s5)(test.result)} |`);
}
function tables(sections, detail) {
    const isFolded = (section) => section.detail === 'passed' && section.tests.length > MAX_OPEN_PASSED && detail.passed > 0;
    const rowsOf = (section) => section.rows.slice(0, detail[section.detail]);
    return [
        ...summary_table(sections.filter((section) => !isFolded(section)).flatMap(rowsOf)),
        ...sections.filter(isFolded).flatMap((section) => {
            const head = `<details><summary>${section.emoji} ${section.tests.length} ${section.word}</summary>`;
            return [head, ...summary_table(rowsOf(section)), '</details>'];
        }),
        unlisted(sections),
        ...sections.flatMap(({ tests, word, ...section }) => leftOut(tests.length - detail[section.detail], word)),
    ];
}
function summary_table(rows) {
    return rows.length > 0 ? [['| | Test | Where | Took |', '|:-:|:--|:--|--:|', ...rows].join('\n')] : [];
}
/** Either of Doksi's counters and its list may be incomplete. */
function unlisted(sections) {
    const counts = sections
        .filter(({ count, tests }) => count > tests.length)
        .map(({ count, tests, word }) => `${count - tests.length} ${word}`);
    return counts.length > 0 ? `*Doksi counts more tests than it lists: ${counts.join(', ')}.*` : '';
}
function leftOut(count, word) {
    return count > 0
        ? [`*${(0,src_text/* counted */.hS)(count, `${word} test`)} left out here: the summary would be too large for GitHub.*`]
        : [];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/report/tries.ts
var report_tries = __webpack_require__(687);
;// CONCATENATED MODULE: ./src/report/junit.ts






/** Longer names are cut (characters). */
const MAX_NAME = 500;
/** Endings without a verdict that are no fault of anybody: there the file says that nothing was tested. */
const UNTESTED = new Set(['skipped', 'started', 'dry-run']);
/** A suite for each destination; where no test tells that there was no success, a suite of its own does. */
function junitReport(outcome, title) {
    const { tests } = outcome.results;
    const groups = [...Map.groupBy(tests, ({ result }) => placeKey(result)).values()];
    const suites = groups.map((group) => suiteOf(group, outcome, title));
    const whole = aboutTheWhole(outcome, suites);
    const own = { name: title, properties: runProperties(outcome), cases: whole };
    return { name: title, suites: whole.length > 0 ? [...suites, own] : suites };
}
function placeKey({ destination }) {
    const { platform, web_url, binary_url, target_id, name, version } = destination ?? {};
    return JSON.stringify([platform, web_url, binary_url, target_id, name, version]);
}
function suiteOf(tests, outcome, title) {
    const where = tests.map(({ result }) => (0,words/* destination */.j_)(result)).find((name) => (0,src_escape/* isVisible */.zN)(name)) ?? '';
    const names = distinctNames(tests.map(({ result }) => result));
    return {
        name: (0,src_text/* clipped */.cz)(where === '' ? title : where, MAX_NAME),
        properties: runProperties(outcome),
        cases: tests.map((test, index) => ({
            name: names[index] ?? '',
            seconds: test.result.duration_seconds ?? undefined,
            properties: caseProperties(test),
            findings: findings(test, outcome),
        })),
    };
}
/** Readers join cases of the same name, so of those that share one the id tells them apart, or a number. */
function distinctNames(results) {
    const bare = results.map((result) => (0,src_text/* clipped */.cz)((0,words/* testName */.UU)(result), MAX_NAME));
    const sharers = Map.groupBy(bare, (name) => name);
    const withId = results.map(({ test_id }, index) => {
        const name = bare[index] ?? '';
        const isShared = (sharers.get(name)?.length ?? 0) > 1;
        return isShared && test_id && test_id !== name ? `${name} (${(0,src_text/* clipped */.cz)(test_id, MAX_NAME)})` : name;
    });
    const seen = new Map();
    return withId.map((name) => {
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return count === 1 ? name : `${name} #${count}`;
    });
}
function findings(test, outcome) {
    const { result, tries } = test;
    const status = result.status ?? 'nothing is known of it';
    const before = tries.slice(0, -1);
    switch (test.group) {
        case 'passed':
            return [];
        case 'flaky':
            return before.map((attempt) => tried(attempt, 'flaky'));
        case 'failed':
            return [junit_failure(test), ...tries.slice(1).map((attempt) => tried(attempt, 'rerun'))];
        case 'known':
            return [
                finding('skipped', 'known-failure', `known until ${test.known?.until ?? ''}: ${test.known?.reason ?? ''}`, result),
            ];
        case 'other': {
            const isOver = outcome.attempts.every(({ run }) => (0,attempt/* isSettled */.Is)(run));
            if (outcome.conclusion === 'started')
                return [finding('skipped', 'started', 'started, not waited for', result)];
            return isOver
                ? [finding('skipped', status, `neither passed nor failed: ${status}`, result)]
                : [finding('error', 'unfinished', `not finished: ${status}`, result)];
        }
    }
}
/** The first failure of a test, with how often there was one. */
function junit_failure(test) {
    const { tries } = test;
    const failures = tries.filter(({ result }) => result.status === 'failed').length;
    const { then } = (0,report_tries/* toldTries */.N)(test);
    const [first] = tries;
    const what = failures > 1 || then ? `failed ${(0,report_tries/* times */.H)(failures)}${then}` : 'failed';
    return finding('failure', 'failed', what, first?.result ?? test.result);
}
/** What one run said of a test that ran several times. */
function tried({ result, runId }, kind) {
    const isFailure = result.status === 'failed';
    const what = isFailure ? 'failed' : `ended as "${result.status ?? ''}"`;
    return finding(`${kind}${isFailure ? 'Failure' : 'Error'}`, 'failed', `${what} in run ${runId}`, result);
}
/** Readers show the message next to the name, and the text alone. */
function finding(element, type, what, result) {
    const link = (0,src_text/* webLink */.Dl)(result.url);
    const text = `${(0,src_text/* clipped */.cz)((0,words/* testAt */.iW)(result), MAX_NAME)}: ${what}`;
    return {
        element,
        type,
        message: link ? `${what}. See what it did: ${link}` : what,
        text: link ? `${text}\n${link}` : text,
    };
}
/** What no listed test tells: failures that Doksi only counts, or an ending without a verdict. */
function aboutTheWhole(outcome, suites) {
    const { conclusion, what, next, results } = outcome;
    const text = [what, next].filter((part) => part !== '').join('\n');
    const one = (name, ...found) => ({
        name,
        seconds: undefined,
        properties: [],
        findings: found.map((about) => ({ ...about, text })),
    });
    const unlisted = results.counts.failed - results.failed.length;
    if (unlisted > 0) {
        const message = `${(0,src_text/* counted */.hS)(unlisted, 'failed test')}, which Doksi counts but does not list`;
        return [one('Tests that are not listed', { element: 'failure', type: 'failed', message })];
    }
    const isEmpty = suites.length === 0;
    const message = what.split('\n', 1)[0] ?? '';
    if (conclusion === 'passed')
        return isEmpty ? [one(message)] : [];
    if (UNTESTED.has(conclusion))
        return isEmpty ? [one('Doksi run', { element: 'skipped', type: conclusion, message })] : [];
    const isBad = ({ element }) => element === 'failure' || element === 'error';
    const tellsIt = suites.some(({ cases }) => cases.some((testcase) => testcase.findings.some(isBad)));
    return tellsIt ? [] : [one('Doksi run', { element: 'error', type: conclusion, message })];
}
function runProperties({ conclusion, attempts }) {
    return [
        { name: 'conclusion', value: conclusion },
        ...(attempts.length > 0
            ? [{ name: 'run_id', value: attempts.map(({ runId }) => runId).join(', ') }]
            : []),
    ];
}
function caseProperties(test) {
    const { result, tries } = test;
    const carried = (0,tests/* carriedFrom */.FI)(test);
    const all = {
        url: (0,src_text/* webLink */.Dl)(result.url),
        test_id: result.test_id,
        result_id: result.result_id,
        platform: result.destination?.platform,
        ...(tries.length > 1 && { attempts: String(tries.length) }),
        ...(carried !== undefined && { carried_over_from_attempt: String(carried) }),
    };
    return Object.entries(all).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

;// CONCATENATED MODULE: ./src/report/junit-xml.ts
/** The report as an XML file, in the dialect of Ant, Surefire and pytest that the common readers share. */
async function junitXml({ name, suites }) {
    // Loaded here, since most steps write no such file.
    const { default: XmlBuilder } = await __webpack_require__.e(/* import() */ 585).then(__webpack_require__.bind(__webpack_require__, 9585));
    const builder = new XmlBuilder({
        format: true,
        ignoreAttributes: false,
        // Else a test that is called "true" would have an attribute without a value.
        suppressBooleanAttributes: false,
        suppressEmptyNode: true,
    });
    return builder.build({
        '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
        testsuites: {
            ...attributes({ name, ...counts(suites.flatMap(({ cases }) => cases)) }),
            testsuite: suites.map((suite) => suiteNode(suite)),
        },
    });
}
/** Turns the parts of a report into what the builder takes: `@_` marks an attribute, `#text` what an element holds. */
function suiteNode({ name, properties, cases }) {
    return {
        ...attributes({ name, ...counts(cases) }),
        ...propertiesNode(properties),
        testcase: cases.map((testcase) => caseNode(testcase, name)),
    };
}
function caseNode({ name, seconds, properties, findings }, classname) {
    const groups = Map.groupBy(findings, ({ element }) => element);
    return {
        ...attributes({ name, classname, time: time(seconds) }),
        ...propertiesNode(properties),
        ...Object.fromEntries([...groups].map(([element, group]) => [element, group.map((found) => findingNode(found))])),
    };
}
function findingNode({ element, type, message, text }) {
    const isOfOneRun = element.startsWith('flaky') || element.startsWith('rerun');
    const content = clean(text);
    return {
        ...attributes({ message, type }),
        // Where Surefire has it, and Jenkins looks for it.
        ...(isOfOneRun ? { stackTrace: content } : { '#text': content }),
    };
}
function propertiesNode(properties) {
    if (properties.length === 0)
        return {};
    return { properties: { property: properties.map((property) => attributes({ ...property })) } };
}
function attributes(values) {
    return Object.fromEntries(
    // A parser would make a line break a blank by itself.
    Object.entries(values).map(([name, value]) => [`@_${name}`, clean(value).replace(/\s+/g, ' ')]));
}
function clean(text) {
    return text.replace(FORBIDDEN, '\ufffd');
}
/** All but the characters of XML 1.0, and the control characters that it advises against. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
function counts(cases) {
    const having = (element) => String(cases.filter(({ findings }) => findings.some((found) => found.element === element)).length);
    return {
        tests: String(cases.length),
        failures: having('failure'),
        errors: having('error'),
        skipped: having('skipped'),
        time: time(cases.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0)),
    };
}
/** Readers want a number in any case. */
function time(seconds = 0) {
    return seconds.toFixed(3);
}

;// CONCATENATED MODULE: ./src/publish/junit-file.ts





/** Writes the outcome as a JUnit file, however the step ended: who reads it later must not find an older one. */
function junitFile(path, { outcome, title, context: { workspace } }) {
    return {
        name: 'The JUnit file',
        tell: async (signal) => {
            const xml = await junitXml(junitReport(outcome, title));
            const isFolder = /[\\/]$/.test(path);
            if (isFolder)
                throw new Error(`junit-path is ${path}, a folder; name a file`);
            await writeWhole((0,external_node_path_.resolve)(workspace, path), xml, signal);
            return { 'junit-path': path };
        },
    };
}
/** The file is there whole or not at all: nobody finds half of it, not even after a kill. */
async function writeWhole(path, text, signal) {
    const folder = (0,external_node_path_.dirname)(path);
    await (0,promises_.mkdir)(folder, { recursive: true });
    const draft = (0,external_node_path_.join)(folder, `.doksi-junit-${(0,external_node_crypto_.randomUUID)()}`);
    try {
        await (0,promises_.writeFile)(draft, text, { signal });
        await (0,promises_.rename)(draft, path);
    }
    catch (error) {
        await (0,promises_.rm)(draft, { force: true });
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/publish/reports.ts





/** The reports that are asked for. A new one has its place here. */
function reportsOf(raw) {
    const { settings, context, redact } = raw;
    const sources = { ...raw, title: redact(settings.title) };
    // A dry run uses no network at all, not even to tell that its inputs are wrong.
    const isOnline = !settings.isOffline;
    return [
        ...(settings.summary && context.hasSummary ? [summaryReport(sources)] : []),
        ...(settings.annotations ? [annotationsReport(sources)] : []),
        ...(settings.junitPath === undefined ? [] : [junitFile(settings.junitPath, sources)]),
        ...(settings.checkRun && isOnline ? [checkRun(sources)] : []),
        ...(settings.prComment && isOnline ? [comment(sources)] : []),
    ];
}
/** What speaks to GitHub is loaded only where somebody asked for it. */
function checkRun(sources) {
    return {
        name: 'The check run',
        tell: async (signal) => {
            const { tellCheckRun } = await Promise.all(/* import() */[__webpack_require__.e(0), __webpack_require__.e(354), __webpack_require__.e(193)]).then(__webpack_require__.bind(__webpack_require__, 4193));
            return tellCheckRun({ ...sources, workflowFile: () => workflowFile(sources.context) }, signal);
        },
    };
}
function comment(sources) {
    return {
        name: 'The comment on the pull request',
        tell: async (signal) => {
            const { tellComment } = await Promise.all(/* import() */[__webpack_require__.e(0), __webpack_require__.e(354), __webpack_require__.e(563)]).then(__webpack_require__.bind(__webpack_require__, 2563));
            return tellComment({ ...sources, cancelled: sources.signal }, signal);
        },
    };
}
function summaryReport({ outcome, plan, title, context, step }) {
    return {
        name: 'The job summary',
        tell: async () => {
            await step.appendSummary(renderSummary({ outcome, title, context, plan }));
            return {};
        },
    };
}
function annotationsReport({ outcome: { results }, context, step }) {
    return {
        name: 'Annotations',
        tell: () => {
            for (const annotation of (0,annotations/* annotations */.hk)(results, workflowFile(context)))
                step.annotate(annotation);
            return Promise.resolve({});
        },
    };
}
/** The workflow's own text, to point at the line that names a test; it is there only after a checkout. */
function workflowFile({ workflowPath, workspace }) {
    if (workflowPath === undefined)
        return undefined;
    try {
        return { path: workflowPath, text: (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(workspace, workflowPath), 'utf8') };
    }
    catch {
        return { path: workflowPath, text: undefined };
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./src/log/paint.ts

/** By the mark that a line of the log begins with. */
const COLOURS = { '✓': 'green', '✗': 'red', '?': 'yellow', '!': 'yellow' };
/**
 * The line with its mark in colour, and of a failed test the name, too. GitHub shows ANSI's colours, although it gives
 * the step no terminal.
 */
function painted(line) {
    const [start = '', mark = '', name = ''] = /^ {2}([✓✗?!])( .*?(?= {2}|$))/.exec(line) ?? [];
    const colour = COLOURS[mark];
    if (colour === undefined)
        return line;
    const inColour = mark === '✗' ? mark + name : mark;
    const rest = mark === '✗' ? line.slice(start.length) : name + line.slice(start.length);
    return `  ${(0,external_node_util_.styleText)(colour, inColour, { validateStream: false })}${rest}`;
}

;// CONCATENATED MODULE: ./src/publish/step.ts



/** Three plain asterisks would make what follows bold. */
const MARKDOWN_MASK = String.raw `\*\*\*`;
/** The real step; every text passes `redact` on its way out. Only the lines of the log have colours. */
function createStep(redact, hasColours) {
    const colourful = (line) => (hasColours ? painted(line) : line);
    const lines = (text) => redact(text.split('\n').map(src_escape/* forLog */.Ig).join('\n'));
    return {
        info: (line) => {
            info(colourful(redact((0,src_escape/* forLog */.Ig)(line))));
        },
        debug: (line) => {
            if (isDebug())
                debug(redact((0,src_escape/* forLog */.Ig)(line)));
        },
        notice: (message) => {
            annotate('notice', lines(message));
        },
        warning: (message) => {
            annotate('warning', lines(message));
        },
        annotate: ({ level, message, title, ...anchor }) => {
            annotate(level, lines(message), { title: lines(title), ...anchor });
        },
        fail: (message) => {
            // Its exit code is red in any case until main() says otherwise.
            annotate('error', lines(message));
        },
        mask: (secret) => {
            setSecret(secret);
        },
        output: (name, value) => {
            setOutput(name, redact(value));
        },
        appendSummary: async (markdown) => {
            await summary/* summary */.z.addRaw(redact(markdown, MARKDOWN_MASK)).write();
        },
    };
}

// EXTERNAL MODULE: ./src/results/redacted.ts
var redacted = __webpack_require__(3456);
;// CONCATENATED MODULE: ./src/secrets.ts
/** What stands in a secret's place. */
const HIDDEN = '***';
/** Shorter queries (characters) sign nothing, but may well be parts of what must be shown, such as ids. */
const MIN_QUERY_LENGTH = 20;
/** Below this (characters) nothing is a signature. */
const MIN_SIGNATURE_LENGTH = 8;
/** Longer secrets (characters) are tokens: nobody encodes one in passing, and their forms would make a large pattern. */
const MAX_ENCODED_LENGTH = 200;
/** Of a web address in any text; a name before it would cost time, and adds nothing. */
const CREDENTIALS = /:\/\/[^\s\\/?#]*@/g;
/** What must never be shown, and the one way to take it out of a text. For what leaves the step, not for its own use. */
class Secrets {
    #root = new Map();
    #pattern;
    /** Remembers a secret with the forms in which a server, a library or a renderer may repeat it. */
    add(secret) {
        if (secret !== '')
            this.#add(formsOf(secret));
    }
    /**
     * Remembers what is secret of a presigned URL: the whole, its query, and its signature; each is as good as the whole.
     * Other values of the query are none, for ids may hold them. Returns what the runner has to mask.
     */
    addPresigned(url) {
        const { search, searchParams } = new URL(url);
        const query = search.slice(1);
        const parts = [url, ...(query.length >= MIN_QUERY_LENGTH ? [query] : [])];
        this.#add(parts.map((part) => Array.from(part, anyFormOf)));
        const signatures = [...searchParams]
            .filter(([name, value]) => SIGNATURE.test(name) && value.length >= MIN_SIGNATURE_LENGTH)
            .map(([, value]) => value);
        for (const signature of signatures)
            this.add(signature);
        return [...parts, ...signatures];
    }
    #add(forms) {
        for (const form of forms)
            plant(this.#root, form);
        this.#pattern = undefined;
    }
    /**
     * The text with `mask` in place of every secret, and of what stands before the `@` of a web address, whoever named it.
     * Takes time in proportion to the text, however many secrets there are.
     */
    redact = (text, mask = HIDDEN) => {
        const bare = text.replace(CREDENTIALS, () => `://${mask}@`);
        if (this.#root.size === 0)
            return bare;
        this.#pattern ??= new RegExp(sourceOf(this.#root), 'gi');
        return bare.replace(this.#pattern, () => mask);
    };
}
const SIGNATURE = /signature|token|^sig$|^policy$/i;
const END = '';
function plant(root, form) {
    let branch = root;
    for (const sign of [...form, END]) {
        const next = branch.get(sign) ?? new Map();
        branch.set(sign, next);
        branch = next;
    }
}
/** One pattern for the whole tree. It tries the longest first: what contains another must not be left half shown. */
function sourceOf(root) {
    let source = '';
    let branch = root;
    while (branch.size === 1) {
        const [[sign, next] = [END, branch]] = branch;
        if (sign === END)
            return source;
        source += sign;
        branch = next;
    }
    const ways = [...branch].filter(([sign]) => sign !== END);
    const inner = ways.map(([sign, next]) => sign + sourceOf(next)).join('|');
    return `${source}(?:${inner})${branch.has(END) ? '?' : ''}`;
}
/** Each form as a list of patterns, one for each sign. Letters count in either case. */
function formsOf(secret) {
    const plain = Array.from(secret, anyFormOf);
    if (secret.length > MAX_ENCODED_LENGTH)
        return [plain];
    const bytes = Buffer.from(secret);
    const encoded = [bytes.toString('hex'), ...base64Of(bytes)];
    const urlSafe = encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
    return [
        plain,
        // Every sign escaped, as JSON and URLs may have it.
        Array.from(secret, (sign) => literal(unicodeEscape(sign))),
        Array.from(bytes, (byte) => `%${hex(byte, 2)}`),
        ...[...new Set([...encoded, ...urlSafe])].map((form) => Array.from(form, (sign) => literal(sign))),
    ];
}
/** Base64 by itself, and inside of a longer text at any of its three alignments: the signs that it alone decides. */
function base64Of(bytes) {
    const whole = bytes.toString('base64');
    const inside = [0, 1, 2].map((before) => {
        const begin = Math.ceil((before * 8) / 6);
        const end = Math.floor(((before + bytes.length) * 8) / 6);
        return Buffer.concat([Buffer.alloc(before), bytes])
            .toString('base64')
            .slice(begin, end);
    });
    return [whole, ...inside.filter((core) => core.length >= MIN_SIGNATURE_LENGTH)];
}
/** One sign as it is, or as JSON, a URL, HTML, XML or Markdown may write it. */
function anyFormOf(sign) {
    if (/^[a-z0-9]$/i.test(sign))
        return sign;
    const code = sign.codePointAt(0) ?? 0;
    const forms = [
        // Markdown and JSON put a backslash before some, and JSON inside of JSON more of them.
        String.raw `\\{0,4}${literal(sign)}`,
        // What is encoded twice has the percent sign encoded.
        Array.from(Buffer.from(sign), (byte) => `%(?:25)?${hex(byte, 2)}`).join(''),
        String.raw `&#0*${code};`,
        `&#x0*${hex(code, 1)};`,
        literal(unicodeEscape(sign)),
        ...(ENTITIES[sign] ?? []),
    ];
    return `(?:${forms.join('|')})`;
}
const ENTITIES = {
    '&': ['&amp;'],
    '<': ['&lt;'],
    '>': ['&gt;'],
    '"': ['&quot;'],
    "'": ['&apos;'],
    // So that nobody is mentioned.
    '@': ['@\u2060'],
};
function literal(text) {
    return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
function unicodeEscape(sign) {
    return Array.from({ length: sign.length }, (_, at) => `\\u${hex(sign.charCodeAt(at), 4)}`).join('');
}
function hex(number, digits) {
    return number.toString(16).padStart(digits, '0');
}

;// CONCATENATED MODULE: ./src/main.ts











/** Runs the step; resolves to the process's exit code. `signal` aborts when the step is cancelled. */
async function main(signal) {
    const source = getInput;
    const clock = src_clock/* systemClock */.m;
    const random = () => Math.random();
    const secrets = new Secrets();
    const step = createStep(secrets.redact, wantsColours(process.env));
    const apiKey = source('api-key').trim();
    secrets.add(apiKey);
    if (apiKey !== '')
        step.mask(apiKey);
    // The runner masks it by itself.
    secrets.add(source('github-token').trim());
    const { settings } = (0,inputs_settings/* readSettings */.s)(source);
    const context = withCommit(readContext(process.env, readTextFile), settings.commitSha);
    const prepared = await prepare(source, {
        context,
        step,
        signal,
        redact: secrets.redact,
        nowMs: clock.now(),
    });
    const outcome = prepared.kind === 'over'
        ? prepared.outcome
        : await carryOut(prepared, { settings, context, step, secrets, clock, signal });
    const shown = (0,redacted/* redacted */.p)(outcome, secrets.redact);
    const reports = reportsOf({
        outcome: shown,
        plan: prepared.plan,
        settings,
        context,
        step,
        clock,
        random,
        signal,
        redact: secrets.redact,
        apiKey,
    });
    const isGreen = await (0,publish/* publish */.m)({ outcome, shown, gates: settings.gates, reports, step, clock, signal });
    return isGreen ? 0 : 1;
}
/** From the plan to its outcome, with what is remembered before it and compared after it. What that needs is loaded here. */
async function carryOut(ready, surroundings) {
    const [{ execute }, { runTools }] = await Promise.all([
        __webpack_require__.e(/* import() */ 271).then(__webpack_require__.bind(__webpack_require__, 8271)),
        __webpack_require__.e(/* import() */ 283).then(__webpack_require__.bind(__webpack_require__, 1283)),
    ]);
    const tools = runTools(ready, surroundings);
    if (!surroundings.settings.checkRun)
        return execute(ready.plan, tools);
    const { comparedToBase, priorOf } = await Promise.all(/* import() */[__webpack_require__.e(0), __webpack_require__.e(354), __webpack_require__.e(706)]).then(__webpack_require__.bind(__webpack_require__, 7706));
    const memory = { ...ready, ...surroundings, ...tools };
    const prior = await priorOf(memory);
    return comparedToBase(await execute(ready.plan, tools, prior), memory);
}
function readTextFile(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 8750:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ knownFailuresAt),
/* harmony export */   u: () => (/* binding */ NO_KNOWN_FAILURES)
/* harmony export */ });
const DAY_MS = 86_400_000;
/** So long before its day comes (milliseconds) a known failure is told. */
const SOON_MS = 10 * DAY_MS;
const NO_KNOWN_FAILURES = { inForce: new Map(), expired: new Map(), soon: [] };
/** Sorts the list by `nowMs` (since the epoch): a failure is known through the last moment of its day, UTC. */
function knownFailuresAt(nowMs, list) {
    const endsMs = ({ until }) => Date.parse(`${until}T00:00:00Z`) + DAY_MS;
    const isInForce = (failure) => nowMs < endsMs(failure);
    const byId = (failures) => new Map(failures.map((failure) => [failure.testId, failure]));
    const inForce = list.filter(isInForce);
    return {
        inForce: byId(inForce),
        expired: byId(list.filter((failure) => !isInForce(failure))),
        soon: inForce.filter((failure) => endsMs(failure) - nowMs <= SOON_MS),
    };
}


/***/ }),

/***/ 5430:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ requestBody),
/* harmony export */   S: () => (/* binding */ shownBody)
/* harmony export */ });
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7666);

/** The body of `POST /runs`. */
function requestBody(entries, extraBody) {
    return { matrix: entries.map(entryBody), ...extraBody };
}
const HIDDEN = '(hidden)';
/** The same body to be shown: what stands under a key that we don't know may be a credential. */
function shownBody(entries, extraBody) {
    const matrix = entries.map(({ target, extras, ...entry }) => entryBody({ ...entry, target: shownTarget(target), extras: hidden(extras) }));
    return { matrix, ...hidden(extraBody) };
}
function entryBody({ platform, target, testIds, extras }) {
    return { platform, [target.key]: target.value, test_ids: testIds, ...extras };
}
function shownTarget(target) {
    if (target.key === 'apk')
        return { key: 'target_id', value: `(of ${target.package.path}, once uploaded)` };
    // A staging host's basic auth (`https://user:password@host`) is a credential, too.
    return { ...target, value: (0,_url_js__WEBPACK_IMPORTED_MODULE_0__/* .hideCredentials */ .R)(target.value) };
}
function hidden(values) {
    return Object.fromEntries(Object.keys(values).map((key) => [key, HIDDEN]));
}


/***/ }),

/***/ 3377:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ targetLabel)
/* harmony export */ });
/* harmony import */ var _apps_package_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5600);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8992);


/** A target for people: a host and path, an id, or a file with its size. */
function targetLabel(target) {
    if (target.key === 'target_id')
        return target.value;
    if (target.key !== 'apk')
        return (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortUrl */ .mv)(target.value);
    return `${(0,_apps_package_js__WEBPACK_IMPORTED_MODULE_1__/* .packageName */ .oZ)(target.package)} (${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .megabytes */ .ix)((0,_apps_package_js__WEBPACK_IMPORTED_MODULE_1__/* .packageSize */ .yj)(target.package))})`;
}


/***/ }),

/***/ 9949:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ REPORTS_MS),
  m: () => (/* binding */ publish)
});

// EXTERNAL MODULE: ./src/clock.ts
var src_clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/results/headline.ts
var headline = __webpack_require__(7920);
// EXTERNAL MODULE: ./src/results/attempt.ts
var attempt = __webpack_require__(3511);
// EXTERNAL MODULE: ./src/results/tests.ts
var results_tests = __webpack_require__(8283);
// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/log/columns.ts
var log_columns = __webpack_require__(7085);
// EXTERNAL MODULE: ./src/log/result-line.ts
var result_line = __webpack_require__(1432);
;// CONCATENATED MODULE: ./src/log/closing.ts







/** A run that goes on without us is told with the links of its tests, up to this many. */
const MAX_UNFINISHED = 20;
/** These speak of all tests; after the others some may go on in the cloud. */
const OVER = new Set(['passed', 'failed', 'no-tests']);
/** The last lines of the log: the counts, or what happened instead, and the tests that go on in the cloud. */
function closingLines(outcome) {
    const unfinished = OVER.has(outcome.conclusion) ? [] : outcome.results.others;
    const shown = unfinished.slice(0, MAX_UNFINISHED).map(({ result }) => result);
    const columns = (0,log_columns/* columnsFor */.ns)(shown);
    const more = unfinished.length - shown.length;
    return [
        ...shown.map((result) => (0,result_line/* resultLine */.o)(result, columns)),
        ...(more > 0 ? [`  … and ${more} more`] : []),
        `${(0,src_text/* capitalized */.l2)((0,headline/* headline */.P)(outcome).text)}${rest(outcome)}`,
    ];
}
/** What the headline leaves open: ` in 1m 12s`, `, 1 is flaky (3m 42s in 2 runs)`, `: 3 of 9 tests not finished`. */
function rest({ conclusion, attempts, results: { tests, counts } }) {
    if (!OVER.has(conclusion)) {
        const isHeard = attempts.some(({ run }) => run) && counts.others > 0 && counts.total !== undefined;
        return isHeard ? `: ${counts.others} of ${(0,src_text/* counted */.hS)(counts.total, 'test')} not finished` : '';
    }
    if (conclusion === 'no-tests')
        return '';
    const isFailed = conclusion === 'failed';
    const flaky = isFailed && counts.flaky > 0 ? [`${counts.flaky} flaky`] : [];
    const others = counts.others > 0 ? [`${counts.others} neither passed nor failed`] : [];
    const carried = isFailed ? (0,results_tests/* carriedWords */.oM)(tests, (group) => words/* GROUPS */.fd[group].word) : [];
    const asides = [
        ...(isFailed ? [] : ranWhen(tests)),
        ...[...flaky, ...others, ...carried].map((aside) => `, ${aside}`),
    ].join('');
    return `${asides}${took(attempts, asides !== '' || (!isFailed && counts.flaky > 0))}`;
}
/** `: 7 in attempt 1, 2 now`, where some were not run again. */
function ranWhen(tests) {
    const byAttempt = [...Map.groupBy(tests, results_tests/* carriedFrom */.FI)];
    if (byAttempt.every(([attempt]) => attempt === undefined))
        return [];
    const parts = byAttempt
        .toSorted(([one = Infinity], [other = Infinity]) => one - other)
        .map(([attempt, { length }]) => `${length} ${attempt === undefined ? 'now' : `in attempt ${attempt}`}`);
    return [`: ${parts.join(', ')}`];
}
/** How long all runs of this step took, as Doksi tells it. */
function took(all, isAside) {
    const attempts = (0,attempt/* ownAttempts */.BY)(all);
    const seconds = (0,attempt/* secondsOf */.TM)(attempts);
    if (seconds === undefined)
        return '';
    const time = (0,src_text/* duration */.p0)(seconds);
    const runs = attempts.length > 1 ? ` in ${attempts.length} runs` : '';
    return isAside || runs !== '' ? ` (${time}${runs})` : ` in ${time}`;
}

;// CONCATENATED MODULE: ./src/report/outputs.ts


/** A job's outputs may have 1 MB, in GitHub's count of two bytes a character (UTF-16); above it all of them are lost. */
const MAX_OUTPUT_BYTES = 900_000;
/** Left out in this order, until the rest is small enough. */
const LEFT_OUT = ['results', 'flaky-tests', 'failed-tests'];
/** Public, and declared in action.yml. */
const OUTPUT_NAMES = (/* unused pure expression or super */ null && ([
    'conclusion',
    'status',
    'run-id',
    'tests-total',
    'tests-passed',
    'tests-failed',
    'tests-flaky',
    'tests-known-failed',
    'duration-seconds',
    'failed-tests',
    'flaky-tests',
    'results',
    'target-id',
    'targets',
    'junit-path',
    'check-run-url',
    'comment-url',
]));
/** Every output on every way out. A number that is not known is empty, never 0; a list is JSON in any case. */
function outputs({ conclusion, attempts, results, targets }) {
    const { counts, tests, failed, flaky } = results;
    const own = (0,attempt/* ownAttempts */.BY)(attempts);
    const run = attempts.findLast((attempt) => attempt.run)?.run;
    const known = (count) => (run ? String(count) : '');
    // Of several targets for one file the first: later pairs of a path win in fromEntries.
    const firstOfPath = targets.map(({ path, targetId }) => [path, targetId]).toReversed();
    return withinLimit({
        conclusion,
        status: run?.status ?? '',
        'run-id': own[0]?.runId ?? '',
        'tests-total': String(counts.total ?? ''),
        'tests-passed': known(counts.passed),
        'tests-failed': known(counts.failed),
        'tests-flaky': known(counts.flaky),
        'tests-known-failed': known(counts.known),
        'duration-seconds': String((0,attempt/* secondsOf */.TM)(own) ?? ''),
        'failed-tests': JSON.stringify(failed.map(asOutput)),
        'flaky-tests': JSON.stringify(flaky.map(asOutput)),
        results: JSON.stringify(run ? tests.map(asOutput) : []),
        'target-id': targets[0]?.targetId ?? '',
        targets: JSON.stringify(Object.fromEntries(firstOfPath)),
        'junit-path': '',
        'check-run-url': '',
        'comment-url': '',
    });
}
/**
 * A result as Doksi describes it; of a test that ran more than once also in which run that was, and in how many; of one
 * that is carried over, the attempt of the workflow run that ran it.
 */
function asOutput(test) {
    const { result, tries } = test;
    const carried = (0,results_tests/* carriedFrom */.FI)(test);
    if (tries.length === 1 && carried === undefined)
        return result;
    const said = { ...result, run_id: tries.at(-1)?.runId, attempts: tries.length };
    return carried === undefined ? said : { ...said, carried_over_from_attempt: carried };
}
function withinLimit(values) {
    const warnings = [];
    for (const name of LEFT_OUT) {
        if (outputBytes(values) <= MAX_OUTPUT_BYTES)
            break;
        values = { ...values, [name]: '' };
        warnings.push(`The output ${name} is left out: all outputs together would have more than ${MAX_OUTPUT_BYTES / 1000} kB.`);
    }
    return { values, warnings };
}
function outputBytes(values) {
    return Object.entries(values).reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0);
}

// EXTERNAL MODULE: ./src/results/gates.ts
var results_gates = __webpack_require__(2666);
;// CONCATENATED MODULE: ./src/publish/publish.ts




/** All reports together take no longer than this (milliseconds), */
const REPORTS_MS = 60 * 1000;
/** and than this after a cancellation: the runner kills after 7.5 s. */
const REPORTS_CANCELLED_MS = 4 * 1000;
/**
 * Tells the outcome everywhere: outputs first, since other jobs depend on them. Reports are extras: one that fails
 * is a warning. Returns whether the step is green.
 */
async function publish({ outcome, shown, gates, reports, step, clock, signal, }) {
    const { values, warnings } = outputs(outcome);
    const mainFault = writeOutputs(values, step);
    for (const line of closingLines(shown))
        step.info(line);
    for (const warning of [...outcome.warnings, ...warnings])
        step.warning(warning);
    const reportFault = await tellAll(reports, { step, clock, signal });
    const outputFault = mainFault ?? reportFault;
    // GitHub shows ten notices of a step: those that stand at a line go first.
    for (const notice of outcome.notices)
        step.notice(notice);
    const decision = (0,results_gates/* decide */.L)(outcome, gates);
    conclude(outcome, decision, step);
    if (outputFault !== undefined)
        step.fail(lostOutputs(outputFault, values['run-id']));
    return decision.isGreen && outputFault === undefined;
}
/** Writes what can be written; what is wrong with the output file, if anything is. */
function writeOutputs(values, step) {
    try {
        for (const [name, value] of Object.entries(values))
            step.output(name, value);
        return undefined;
    }
    catch (error) {
        return reasonOf(error);
    }
}
/**
 * Side by side, so that a slow one costs the others nothing; all under one deadline. Resolves to what is wrong with the
 * output file, if anything is.
 */
async function tellAll(reports, { step, clock, signal }) {
    const hurry = new AbortController();
    const onCancel = () => {
        clock.sleep(REPORTS_CANCELLED_MS, hurry.signal).then(() => hurry.abort(new Error('the step was cancelled')), () => undefined);
    };
    if (signal.aborted)
        onCancel();
    else
        signal.addEventListener('abort', onCancel, { once: true });
    const late = () => new Error(`it took longer than ${REPORTS_MS / 1000} s`);
    const faults = await Promise.all(reports.map(async (report) => {
        try {
            const told = await (0,src_clock/* withDeadline */.N)(clock, REPORTS_MS, hurry.signal, late, (deadline) => report.tell(deadline));
            return writeOutputs(told, step);
        }
        catch (error) {
            step.warning(`${report.name} could not be written: ${reasonOf(error)}\nThe conclusion is not affected.`);
            return undefined;
        }
    }));
    signal.removeEventListener('abort', onCancel);
    hurry.abort();
    return faults.find((fault) => fault !== undefined);
}
function conclude(outcome, { isGreen, closed, open }, step) {
    const { conclusion, what, next } = outcome;
    const message = [what, next].filter((part) => part !== '').join('\n');
    if (closed === 'fail-on-flaky')
        step.fail(`${message}\nThis step is red because fail-on-flaky is on.`);
    else if (!isGreen)
        step.fail(message);
    for (const gate of open) {
        // It is off unless somebody wants it: no reason to warn each time.
        if (gate === 'fail-on-flaky')
            step.info('fail-on-flaky is off, so flaky tests do not make this step red');
        else
            step.warning(`${gate} is off, so this step is green although it ended as ${conclusion}: ${message}`);
    }
}
function lostOutputs(reason, runId) {
    const run = runId === '' ? 'No run was created.' : `The run is ${runId}.`;
    return `The outputs could not be written (${reason}). ${run}\nLater steps miss them: check the disk of the runner, then run the job again.`;
}
function reasonOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 5485:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hk: () => (/* binding */ annotations),
  Qp: () => (/* binding */ failureAnnotation),
  zM: () => (/* binding */ flakyAnnotation),
  pc: () => (/* binding */ knownAnnotation)
});

// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
;// CONCATENATED MODULE: ./src/report/anchor.ts
/** The line of the workflow file that names the test; its first line where none does. */
function anchor_anchor({ test_id, test_name }, workflow) {
    if (workflow === undefined)
        return {};
    const lines = readLines(workflow.text ?? '');
    const at = lineOf(test_id, lines) ?? lineOf(test_name, lines);
    return { file: workflow.path.replaceAll('\\', '/'), startLine: (at ?? 0) + 1 };
}
/** The index of the line: best one in a list of tests, else in any value, else in a comment. */
function lineOf(name, lines) {
    if (!name?.trim())
        return undefined;
    const places = [
        (line) => line.isInList && names(line.code, name, LIST_WORD),
        (line) => names(line.code, name, WORD),
        (line) => names(line.comment, name, WORD),
    ];
    return places.map((isIt) => lines.findIndex(isIt)).find((index) => index >= 0);
}
/** What may be part of a word: `pass-3s` is not in `bypass-3s`. */
const WORD = /[\w-]/;
/** In a list only separators, brackets and quotes end an id. */
const LIST_WORD = /[^\s,[\]{}"']/;
function names(text, name, part) {
    const isPart = (character) => character !== undefined && part.test(character);
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        if (!isPart(text[at - 1]) && !isPart(text[at + name.length]))
            return true;
    }
    return false;
}
/** The key that a list of tests stands under, in `with:` and in a matrix, as YAML or as JSON. */
const LIST_KEY = /(?:^|[\s{,])["']?test[-_]ids["']?\s*:/;
/** A workflow is read line by line: a matrix is YAML within its YAML, and an invalid one has lines, too. */
function readLines(text) {
    let listIndent;
    return text.split(/\r?\n/).map((line) => {
        const [code, comment] = splitComment(line);
        const isBlank = code.trim() === '';
        const key = LIST_KEY.exec(code);
        if (key)
            listIndent = indentOf(line);
        // Its points may stand as far to the left as the key itself.
        else if (!isBlank && listIndent !== undefined && !isBelow(code, listIndent))
            listIndent = undefined;
        const value = key ? code.slice(key.index + key[0].length) : code;
        return { code: value, comment, isInList: listIndent !== undefined };
    });
}
function isBelow(code, listIndent) {
    const indent = indentOf(code);
    return indent > listIndent || (indent === listIndent && /^\s*- (?!.*:\s)/.test(code));
}
/** Columns before the key or value, a list's dash included. */
function indentOf(line) {
    return /^\s*(?:- +(?=["']?test[-_]ids))?/.exec(line)?.[0].length ?? 0;
}
/** A `#` begins a comment at the start or after a blank, outside of quotes. */
function splitComment(line) {
    let quote = '';
    for (let at = 0; at < line.length; at++) {
        const character = line.charAt(at);
        if (quote !== '')
            quote = character === quote ? '' : quote;
        else if (/["']/.test(character) && /[\s,[{:]/.test(line[at - 1] ?? ' '))
            quote = character;
        else if (character === '#' && /\s/.test(line[at - 1] ?? ' '))
            return [line.slice(0, at), line.slice(at)];
    }
    return [line, ''];
}

// EXTERNAL MODULE: ./src/report/tries.ts
var report_tries = __webpack_require__(687);
;// CONCATENATED MODULE: ./src/report/annotations.ts




/** GitHub shows ten errors of a step; the tenth is the verdict itself. */
const MAX_FAILED = 9;
/** It shows ten warnings, too, and the step has some of its own. */
const MAX_FLAKY = 5;
/** It shows ten notices. */
const MAX_KNOWN = 9;
/** GitHub refuses a longer title (characters). */
const MAX_TITLE = 255;
/** A name in a message (characters). */
const MAX_NAME = 500;
/** One error for each failed test and a warning for each flaky one, up to a bound, then a word on the others. */
function annotations({ failed, known, flaky, counts }, workflow) {
    const errors = failed.slice(0, MAX_FAILED).map((test) => failureAnnotation(test, workflow));
    const warnings = flaky.slice(0, MAX_FLAKY).map((test) => flakyAnnotation(test, workflow));
    return [
        ...errors,
        ...more(counts.failed - errors.length, counts.failed, 'failed test', errors.length > 0, workflow),
        ...warnings,
        ...more(flaky.length - warnings.length, flaky.length, 'flaky test', true, workflow),
        ...known.slice(0, MAX_KNOWN).map((test) => knownAnnotation(test, workflow)),
    ];
}
function failureAnnotation(test, workflow) {
    const { result, tries } = test;
    const failures = tries.filter(({ result: { status } }) => status === 'failed').length;
    const what = failures > 1 ? `failed ${(0,report_tries/* times */.H)(failures)}` : 'failed';
    return {
        level: 'error',
        title: titled(result, what),
        message: told(result, `${what}${(0,report_tries/* toldTries */.N)(test).then}`),
        ...anchor_anchor(result, workflow),
    };
}
function flakyAnnotation(test, workflow) {
    const { result } = test;
    const { failed, then, failure: failedResult } = (0,report_tries/* toldTries */.N)(test);
    return {
        level: 'warning',
        title: titled(result, 'is flaky'),
        message: told(result, `${failed}${then}`, failedResult?.url),
        ...anchor_anchor(result, workflow),
    };
}
function knownAnnotation({ result, known }, workflow) {
    const reason = (0,src_text/* clipped */.cz)(known?.reason ?? '', MAX_NAME);
    return {
        level: 'notice',
        title: titled(result, 'failed, as known'),
        message: told(result, `failed, as known until ${known?.until ?? ''} (${reason})`),
        ...anchor_anchor(result, workflow),
    };
}
/** Of those without an annotation of their own. */
function more(count, total, noun, isMore, workflow) {
    if (count <= 0)
        return [];
    const message = isMore
        ? `and ${(0,src_text/* counted */.hS)(count, `more ${noun}`)}: see the job summary, or the run in Doksi`
        : `${(0,src_text/* counted */.hS)(count, noun)}, which Doksi counts but does not list: look at the run in Doksi`;
    return [{ level: 'warning', title: (0,src_text/* counted */.hS)(total, noun), message, ...anchor_anchor({}, workflow) }];
}
function titled(result, what) {
    return `${(0,src_text/* clipped */.cz)((0,words/* testAt */.iW)(result), MAX_TITLE - what.length - 1)} ${what}`;
}
/** It begins with the test's name: the log shows the message alone. */
function told(result, what, url = result.url) {
    const link = (0,src_text/* webLink */.Dl)(url);
    return `${(0,src_text/* clipped */.cz)((0,words/* testAt */.iW)(result), MAX_NAME)} ${what}. ${link ? `See what it did: ${link}` : 'Doksi gives no link for it.'}`;
}


/***/ }),

/***/ 1349:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ facts),
/* harmony export */   r: () => (/* binding */ runName)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2988);
/* harmony import */ var _results_attempt_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3511);
/* harmony import */ var _results_headline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7920);
/* harmony import */ var _results_tests_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8283);
/* harmony import */ var _results_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6483);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8992);






/** Ids are foreign, and might be of any length (characters). */
const MAX_ID = 100;
/** More runs than this are not named one by one. */
const MAX_RUNS = 10;
/** `2 failed, 1 flaky, 6 passed · 3m 42s · run k3n…`, in Markdown. */
function facts(outcome) {
    const { attempts } = outcome;
    const own = (0,_results_attempt_js__WEBPACK_IMPORTED_MODULE_3__/* .ownAttempts */ .BY)(attempts);
    const seconds = (0,_results_attempt_js__WEBPACK_IMPORTED_MODULE_3__/* .secondsOf */ .TM)(own);
    const runs = attempts
        .slice(0, MAX_RUNS)
        .map((attempt) => `${attempt === own[0] || attempt.earlier ? 'run' : 'retried in'} ${runName(attempt)}`);
    const more = attempts.length > MAX_RUNS ? [`and ${attempts.length - MAX_RUNS} more`] : [];
    return [
        countsLine(outcome),
        ...(0,_results_tests_js__WEBPACK_IMPORTED_MODULE_4__/* .carriedWords */ .oM)(outcome.results.tests, (group) => _results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .GROUPS */ .fd[group].word),
        ...(seconds === undefined ? [] : [(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .duration */ .p0)(seconds)]),
        ...runs,
        ...more,
    ].join(' · ');
}
/** A run's id, with the attempt of the workflow run that it belongs to where that is an earlier one. */
function runName({ runId, earlier }) {
    const id = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownCode */ .D9)((0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .clipped */ .cz)(runId, MAX_ID));
    return earlier === undefined ? id : `${id} (attempt ${earlier})`;
}
/** The counts, after what happened where they alone don't tell it. */
function countsLine(outcome) {
    const { conclusion, attempts, results } = outcome;
    const { text } = (0,_results_headline_js__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .P)(outcome);
    if (conclusion === 'passed')
        return text;
    const { counts } = results;
    const other = attempts.every(({ run }) => (0,_results_attempt_js__WEBPACK_IMPORTED_MODULE_3__/* .isSettled */ .Is)(run)) ? _results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .GROUPS */ .fd.other : _results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .UNFINISHED */ .yA;
    const number = (count, word) => (count > 0 ? [`${count} ${word}`] : []);
    const numbers = [
        ...number(counts.failed, _results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .GROUPS */ .fd.failed.word),
        ...number(counts.known, _results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .GROUPS */ .fd.known.word),
        ...number(counts.flaky, _results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .GROUPS */ .fd.flaky.word),
        ...(attempts.some(({ run }) => run) ? number(counts.others, other.word) : []),
        ...number(counts.passed, _results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .GROUPS */ .fd.passed.word),
    ].join(', ');
    if (conclusion === 'failed' && numbers !== '')
        return numbers;
    return numbers === '' ? text : `${text}: ${numbers}`;
}


/***/ }),

/***/ 6029:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $_: () => (/* binding */ ROWS_HEAD),
/* harmony export */   BH: () => (/* binding */ testRow),
/* harmony export */   Hn: () => (/* binding */ testCell),
/* harmony export */   s5: () => (/* binding */ timeCell),
/* harmony export */   sL: () => (/* binding */ placeCell),
/* harmony export */   tV: () => (/* binding */ platformIcon)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2988);
/* harmony import */ var _results_tests_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8283);
/* harmony import */ var _results_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6483);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8992);
/* harmony import */ var _tries_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(687);





// A test's row, and the cells of it, for every report in GitHub's Markdown.
/** Longer texts are cut: a row is to be read at a glance (characters). */
const MAX_NAME = 160;
const MAX_PLACE = 80;
const MAX_STATUS = 40;
const MAX_REASON = 200;
/** A longer address (characters) is no link of Doksi's. */
const MAX_LINK = 2000;
const ROWS_HEAD = ['| | Test | Where | |', '|:-:|:--|:--|:--|'];
/** A row under `ROWS_HEAD`. `isOver`: whether Doksi has ended the run, so that a test without a verdict won't get one. */
function testRow(test, isOver) {
    const mark = test.group === 'other' && !isOver ? _results_words_js__WEBPACK_IMPORTED_MODULE_1__/* .UNFINISHED */ .yA.emoji : _results_words_js__WEBPACK_IMPORTED_MODULE_1__/* .GROUPS */ .fd[test.group].emoji;
    return `| ${[mark, nameCell(test), placeCell(test.result), notes(test).join(', ')].join(' | ')} |`;
}
/** Its name, linked, and what is special: `[Sign up](…) · [failed once](…), then passed`. */
function testCell(test) {
    return [nameCell(test), ...notes(test)].join(' · ');
}
/** Where it ran: `🌐 staging.example.com`. */
function placeCell(result) {
    return [platformIcon(result.destination?.platform), (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .forMarkdown */ .Bm)((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clipped */ .cz)((0,_results_words_js__WEBPACK_IMPORTED_MODULE_1__/* .place */ .ik)(result), MAX_PLACE))]
        .filter((part) => part !== '')
        .join(' ');
}
/** How long it took, in one line on a narrow page, too; empty where nobody knows. */
function timeCell({ duration_seconds }) {
    return duration_seconds == null ? '' : (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(duration_seconds).replace(' ', '\u00a0');
}
function platformIcon(platform) {
    if (platform === 'web')
        return '🌐';
    return platform === 'android' ? '🤖' : '';
}
function nameCell({ result }) {
    return linked((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clipped */ .cz)((0,_results_words_js__WEBPACK_IMPORTED_MODULE_1__/* .testName */ .UU)(result), MAX_NAME), result.url);
}
function linked(text, url) {
    const href = (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .webLink */ .Dl)(url);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownLink */ .iQ)(text, href !== undefined && href.length <= MAX_LINK ? href : undefined);
}
/** What the mark alone doesn't tell. */
function notes(test) {
    const { result, known, group } = test;
    const tries = (0,_tries_js__WEBPACK_IMPORTED_MODULE_3__/* .toldTries */ .N)(test);
    const status = result.status ?? '';
    const isStrange = group === 'other' && status !== '' && !(0,_results_words_js__WEBPACK_IMPORTED_MODULE_1__/* .isKnownStatus */ .ih)(status);
    const attempt = (0,_results_tests_js__WEBPACK_IMPORTED_MODULE_4__/* .carriedFrom */ .FI)(test);
    return [
        ...(isStrange ? [(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .forMarkdown */ .Bm)((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clipped */ .cz)(status, MAX_STATUS))] : []),
        ...(tries.failed
            ? [linked(tries.failed, tries.failure?.url) + (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .forMarkdown */ .Bm)((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clipped */ .cz)(tries.then, MAX_STATUS))]
            : []),
        ...(known ? [(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .forMarkdown */ .Bm)(`known until ${known.until}: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clipped */ .cz)(known.reason, MAX_REASON)}`)] : []),
        ...baseNote(test),
        ...(attempt === undefined ? [] : [`in attempt ${attempt}`]),
    ];
}
/** Whether a failure is this change's: what the base branch's last run said of the test. */
function baseNote({ base }) {
    if (base === undefined)
        return [];
    const branch = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownCode */ .D9)((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clipped */ .cz)(base.branch, MAX_NAME));
    if (base.kind === 'new')
        return [`new here, passes on ${branch}`];
    const ago = base.agoMs === undefined ? '' : `, ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .KW)(base.agoMs)} ago`;
    return [`${linked('also fails', base.url)} on ${branch}${ago}`];
}


/***/ }),

/***/ 687:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ times),
/* harmony export */   N: () => (/* binding */ toldTries)
/* harmony export */ });
function toldTries(test) {
    const { tries, result } = test;
    const failures = tries.filter((attempt) => attempt.result.status === 'failed');
    const failure = failures.at(-1)?.result;
    if (tries.length === 1 || failure === undefined)
        return { failed: tries.length > 1 ? `in ${tries.length} runs` : '', then: '', failure: undefined };
    const failed = `failed ${times(failures.length)}`;
    if (failure === result)
        return { failed, then: '', failure: undefined };
    const then = test.result.status === 'passed' ? 'passed' : `"${result.status ?? 'nothing'}"`;
    return { failed, then: `, then ${then}`, failure };
}
/** `once`, `twice`, `3 times` */
function times(count) {
    return ['never', 'once', 'twice'][count] ?? `${count} times`;
}


/***/ }),

/***/ 3511:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BY: () => (/* binding */ ownAttempts),
/* harmony export */   Du: () => (/* binding */ isSettledAttempt),
/* harmony export */   Is: () => (/* binding */ isSettled),
/* harmony export */   TM: () => (/* binding */ secondsOf)
/* harmony export */ });
/** Whether the rolled-up status is final: "Any other value means the run is still in progress" (Doksi's reference). */
function isSettled(run) {
    return run?.status === 'passed' || run?.status === 'failed';
}
function isSettledAttempt(attempt) {
    return isSettled(attempt.run);
}
/** The runs that this step created or followed itself. */
function ownAttempts(attempts) {
    return attempts.filter(({ earlier }) => earlier === undefined);
}
/** How long the runs took together (seconds); undefined where Doksi tells it of none. */
function secondsOf(attempts) {
    const known = attempts.map(({ run }) => run?.duration_seconds).filter((value) => value != null);
    return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : undefined;
}


/***/ }),

/***/ 124:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ passedOf),
/* harmony export */   Z: () => (/* binding */ failedOf)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8992);

/** `2 of 9 tests failed`; `noun` is what a test is called here. */
function failedOf({ failed, total }, noun = 'test') {
    return total === undefined || total < failed
        ? `${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(failed, noun)} failed`
        : `${failed} of ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(total, noun)} failed`;
}
/** `all 9 tests passed, 1 of them flaky` */
function passedOf(counts, noun = 'test') {
    const { passed, flaky, known, total, others } = counts;
    const good = passed + flaky;
    const rest = [
        ...(flaky > 0 ? [`${flaky} of them flaky`] : []),
        ...(known > 0 ? [(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(known, 'known failure')] : []),
    ];
    const isAll = others === 0 && known === 0 && total !== undefined;
    if (!isAll)
        return [`${good} of ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(total ?? good, noun)} passed`, ...rest].join(', ');
    if (total === 1)
        return flaky > 0 ? `the ${noun} passed, but is flaky` : `the ${noun} passed`;
    return [`all ${total} ${noun}s passed`, ...rest].join(', ');
}


/***/ }),

/***/ 9718:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A4: () => (/* binding */ started),
/* harmony export */   As: () => (/* binding */ cancelledWhileCreating),
/* harmony export */   DU: () => (/* binding */ lost),
/* harmony export */   GN: () => (/* binding */ NOTHING_KNOWN),
/* harmony export */   KW: () => (/* binding */ cancelled),
/* harmony export */   PA: () => (/* binding */ dryRun),
/* harmony export */   Qe: () => (/* binding */ outage),
/* harmony export */   Ut: () => (/* binding */ cancelledBeforeRun),
/* harmony export */   hT: () => (/* binding */ skipped),
/* harmony export */   iU: () => (/* binding */ timedOut),
/* harmony export */   yt: () => (/* binding */ unheard)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8992);
/* harmony import */ var _plan_known_failures_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8750);
/* harmony import */ var _attempt_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3511);
/* harmony import */ var _results_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9820);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6483);






const NOTHING_KNOWN = { targets: [], attempts: [], knownFailures: _plan_known_failures_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_KNOWN_FAILURES */ .u };
const MAX_NAMES = 5;
function end(conclusion, known, what, next = '') {
    const { targets, attempts, knownFailures } = known;
    const results = (0,_results_js__WEBPACK_IMPORTED_MODULE_2__/* .resultsOf */ .q)(attempts, knownFailures);
    return { targets, attempts, results, conclusion, what, next, warnings: [], notices: [] };
}
function lastRunId({ attempts }) {
    return attempts.at(-1)?.runId ?? '';
}
function started(known) {
    return end('started', known, `The run ${lastRunId(known)} has started; this step does not wait for it.`, 'Follow it in a later job with the output run-id as the input run-id.');
}
function timedOut(known, timeoutMs, silence) {
    const silent = silence ? ` Doksi did not answer at the end (${silence.inFull}).` : '';
    return end('timed-out', known, `The run was still going on after ${minutes(timeoutMs)}${unfinished(known)}.${silent}`, `It goes on in the cloud: raise timeout-minutes, or follow it with run-id: ${lastRunId(known)}.`);
}
/** The time is over, and of the run nothing was heard at its end: that is no word on the run. */
function unheard(known, timeoutMs, silence) {
    const ever = known.attempts.at(-1)?.run ? 'at the end of' : 'in';
    return end('error', known, `Doksi told nothing of the run ${ever} ${minutes(timeoutMs)} (last: ${silence.inFull}).`, `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${lastRunId(known)}.`);
}
/** Doksi did not answer for longer than is tolerated. It says nothing about the tests. */
function outage(known, silence, silentMs) {
    return end('error', known, `Doksi could not be reached for ${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .duration */ .p0)(silentMs / 1000)} (last: ${silence.inFull}), so the run could not be followed.`, `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${lastRunId(known)}.`);
}
function cancelled(known) {
    return end('cancelled', known, `The step was cancelled${unfinished(known)}.`, `The run goes on in the cloud and spends its allowance there; follow it with run-id: ${lastRunId(known)}.`);
}
function cancelledBeforeRun(known) {
    const what = (0,_attempt_js__WEBPACK_IMPORTED_MODULE_5__/* .ownAttempts */ .BY)(known.attempts).length === 0 ? 'a run was created' : 'the failed tests were run again';
    return end('cancelled', known, `The step was cancelled before ${what}.`);
}
function cancelledWhileCreating(known) {
    return end('cancelled', known, 'The step was cancelled while the run was being created.', 'The run may exist and go on in the cloud: look in Doksi before you run this job again, since every run spends allowance.');
}
function lost(known, failure) {
    return end('error', known, failure.what, failure.next);
}
function minutes(ms) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(ms / 60_000, 'minute');
}
function unfinished({ attempts }) {
    const last = attempts.at(-1);
    if (last?.run === undefined)
        return '';
    const { counts, others } = (0,_results_js__WEBPACK_IMPORTED_MODULE_2__/* .resultsOf */ .q)([last]);
    const names = (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(others.map(({ result }) => (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .testAt */ .iW)(result)), MAX_NAMES, counts.others);
    const of = counts.total === undefined ? '' : ` of ${counts.total}`;
    return ` with ${counts.others}${of} tests not finished${names && `: ${names}`} (status "${last.run.status}")`;
}
function dryRun() {
    return end('dry-run', NOTHING_KNOWN, 'The inputs are in order. Nothing was sent to Doksi.', 'Remove dry-run to start the run.');
}
function skipped() {
    return {
        ...end('skipped', NOTHING_KNOWN, 'No Doksi test was run: api-key is empty, and if-no-api-key is skip.', 'Pull requests from forks get no secrets; elsewhere, set the secret DOKSI_API_KEY.'),
        warnings: [
            'No Doksi test was run: there is no API key. This step is green only because if-no-api-key is skip.',
        ],
    };
}


/***/ }),

/***/ 2666:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ decide)
/* harmony export */ });
/** What each conclusion does to the step: green, red, or red unless a gate is switched off. */
const COLOURS = {
    passed: 'green',
    failed: 'fail-on-failure',
    'no-tests': 'fail-on-no-tests',
    'timed-out': 'fail-on-timeout',
    cancelled: 'red',
    error: 'red',
    skipped: 'green',
    started: 'green',
    'dry-run': 'green',
};
/** The colour of the step. */
function decide({ conclusion, results }, gates) {
    const colour = COLOURS[conclusion];
    if (colour === 'red')
        return { isGreen: false, open: [] };
    const asked = [
        ...(colour === 'green' ? [] : [colour]),
        ...(results.counts.flaky > 0 ? ['fail-on-flaky'] : []),
    ];
    const closed = asked.find((gate) => gates[gate]);
    return closed ? { isGreen: false, closed, open: [] } : { isGreen: true, open: asked };
}


/***/ }),

/***/ 7920:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ headline),
/* harmony export */   j: () => (/* binding */ MARKS)
/* harmony export */ });
/* harmony import */ var _attempt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3511);
/* harmony import */ var _counted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(124);


/** How a conclusion is marked in reports. */
const MARKS = {
    passed: '✅',
    failed: '❌',
    'no-tests': '❌',
    'timed-out': '⏱️',
    cancelled: '🛑',
    error: '⚠️',
    skipped: '⏭️',
    started: '▶️',
    'dry-run': '📝',
};
/** The conclusion in the fewest words: heading of the summary, first thing that anybody reads. */
function headline(outcome) {
    return { mark: MARKS[outcome.conclusion], text: words(outcome) };
}
function words({ conclusion, attempts, mayHaveRun = false, results: { counts } }) {
    switch (conclusion) {
        case 'passed':
            return (0,_counted_js__WEBPACK_IMPORTED_MODULE_0__/* .passedOf */ .I)(counts);
        case 'failed':
            return counts.failed > 0 ? (0,_counted_js__WEBPACK_IMPORTED_MODULE_0__/* .failedOf */ .Z)(counts) : 'the run failed';
        case 'no-tests':
            return 'no test was run';
        case 'timed-out':
            return 'still running when the time was over';
        case 'cancelled':
            return 'cancelled';
        case 'error':
            if (mayHaveRun)
                return 'nobody knows whether a run was started';
            return (0,_attempt_js__WEBPACK_IMPORTED_MODULE_1__/* .ownAttempts */ .BY)(attempts).length === 0 ? 'no run was started' : 'the run could not be followed';
        case 'skipped':
            return 'skipped, no API key';
        case 'started':
            return 'started, not waited for';
        case 'dry-run':
            return 'dry run, nothing was sent';
    }
}


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ redacted),
/* harmony export */   u: () => (/* binding */ redactedResult)
/* harmony export */ });
/**
 * The outcome as it may be shown outside of this machine: without secrets, and in text that is whole. This comes before
 * any shortening and escaping, after which a secret might not be found any more.
 */
function redacted(outcome, redact) {
    const clean = (text) => redact(text.toWellFormed());
    const { results } = outcome;
    const done = new Map();
    const result = (raw) => {
        const known = done.get(raw) ?? redactedResult(raw, clean);
        done.set(raw, known);
        return known;
    };
    const tests = (all) => all.map((test) => ({
        ...test,
        result: result(test.result),
        tries: test.tries.map((attempt) => ({ ...attempt, result: result(attempt.result) })),
    }));
    return {
        ...outcome,
        what: clean(outcome.what),
        next: clean(outcome.next),
        warnings: outcome.warnings.map(clean),
        notices: outcome.notices.map(clean),
        results: {
            ...results,
            tests: tests(results.tests),
            failed: tests(results.failed),
            known: tests(results.known),
            flaky: tests(results.flaky),
            others: tests(results.others),
            passed: tests(results.passed),
        },
    };
}
/** Likewise of one result. */
function redactedResult(result, clean) {
    const maybe = (text) => text == null ? undefined : clean(text);
    const { destination } = result;
    return {
        ...result,
        result_id: maybe(result.result_id),
        test_id: maybe(result.test_id),
        test_name: maybe(result.test_name),
        status: maybe(result.status),
        url: maybe(result.url),
        destination: destination && {
            ...destination,
            platform: maybe(destination.platform),
            name: maybe(destination.name),
            version: maybe(destination.version),
            web_url: maybe(destination.web_url),
            binary_url: maybe(destination.binary_url),
            target_id: maybe(destination.target_id),
        },
    };
}


/***/ }),

/***/ 9820:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ resultsOf)
/* harmony export */ });
/* harmony import */ var _plan_known_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8750);
/* harmony import */ var _attempt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3511);
/* harmony import */ var _tests_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8283);



/**
 * Joins the attempts. Of those after the first only what Doksi has ended counts: half a retry says nothing that could
 * be relied on.
 */
function resultsOf(attempts, knownFailures = _plan_known_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_KNOWN_FAILURES */ .u) {
    const [first, ...later] = attempts;
    if (first === undefined)
        return NONE;
    const settled = later.filter(_attempt_js__WEBPACK_IMPORTED_MODULE_1__/* .isSettledAttempt */ .Du);
    const histories = settled.reduce(_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .withLater */ .vt, (0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .testsOf */ .Vh)(first));
    const tests = histories.map((history) => (0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .grouped */ .zD)(history, knownFailures));
    const groups = Map.groupBy(tests, ({ group }) => group);
    const failed = groups.get('failed') ?? [];
    const known = groups.get('known') ?? [];
    const flaky = groups.get('flaky') ?? [];
    const others = groups.get('other') ?? [];
    const passed = groups.get('passed') ?? [];
    const unlisted = unlistedOf(first.run);
    const open = settled.map(unmended);
    const counts = {
        total: first.run && (first.run.tests_total ?? (tests.length > 0 ? tests.length : undefined)),
        failed: Math.max(failed.length + unlisted.failed, ...open.map((run) => run.failed)),
        known: known.length,
        flaky: flaky.length,
        passed: passed.length + unlisted.passed,
    };
    const rest = (counts.total ?? 0) - counts.failed - counts.known - counts.flaky - counts.passed;
    return {
        tests,
        failed,
        known,
        flaky,
        others,
        passed,
        counts: { ...counts, others: Math.max(rest, others.length, ...open.map((run) => run.others)) },
    };
}
/** Of what a later run counts but does not list, so much as no run after it has made good. */
function unmended({ run }, index, runs) {
    const passes = runs.slice(index + 1).reduce((sum, later) => sum + listedAs(later.run, 'passed'), 0);
    const spare = Math.max(passes - listedAs(run, 'failed'), 0);
    const { failed, passed } = unlistedOf(run);
    const others = (run.tests_total ?? 0) - run.results.length - failed - passed;
    return {
        failed: Math.max(failed - spare, 0),
        others: Math.max(others - Math.max(spare - failed, 0), 0),
    };
}
/** Of the counters of a run what its list does not have: either may be incomplete. */
function unlistedOf(run) {
    return {
        failed: Math.max((run?.tests_failed ?? 0) - listedAs(run, 'failed'), 0),
        passed: Math.max((run?.tests_passed ?? 0) - listedAs(run, 'passed'), 0),
    };
}
function listedAs(run, status) {
    return run?.results.filter((result) => result.status === status).length ?? 0;
}
const NONE = {
    tests: [],
    failed: [],
    known: [],
    flaky: [],
    others: [],
    passed: [],
    counts: { total: undefined, failed: 0, known: 0, flaky: 0, others: 0, passed: 0 },
};


/***/ }),

/***/ 8283:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ carriedFrom),
/* harmony export */   Vh: () => (/* binding */ testsOf),
/* harmony export */   oM: () => (/* binding */ carriedWords),
/* harmony export */   vt: () => (/* binding */ withLater),
/* harmony export */   zD: () => (/* binding */ grouped)
/* harmony export */ });
/** A failure is undone by a pass and by nothing else: what came later and is neither leaves it standing. */
function grouped(history, { inForce }) {
    const { tries, result } = history;
    const failures = tries.filter(({ result: { status } }) => status === 'failed');
    if (result.status === 'passed') {
        // What failed in an earlier attempt of the workflow run was told there; that it passes now is no flakiness.
        const isFlaky = failures.some(({ earlier }) => earlier === undefined);
        return { ...history, group: isFlaky ? 'flaky' : 'passed' };
    }
    if (failures.length === 0)
        return { ...history, group: 'other' };
    const known = inForce.get(result.test_id ?? '');
    return known ? { ...history, group: 'known', known } : { ...history, group: 'failed' };
}
/** The earlier attempt of the workflow run that a test's result is carried over from; undefined where it ran in this one. */
function carriedFrom({ tries }) {
    return tries.at(-1)?.earlier;
}
/** How many tests are carried over from each earlier attempt, in order: `41 passed, 1 known in attempt 1`. */
function carriedWords(tests, wordOf) {
    const byAttempt = [...Map.groupBy(tests, carriedFrom)];
    return byAttempt
        .toSorted(([one = 0], [other = 0]) => one - other)
        .flatMap(([attempt, carried]) => {
        if (attempt === undefined)
            return [];
        const words = [...Map.groupBy(carried, ({ group }) => group)].map(([group, { length }]) => `${length} ${wordOf(group)}`);
        return [`${words.join(', ')} in attempt ${attempt}`];
    });
}
/** The tests of a run, as it lists them; of one that was never heard of, those that its creation named. */
function testsOf(attempt) {
    const results = attempt.run?.results ?? attempt.created?.results ?? [];
    return results.map((result) => joined(undefined, attempt, result));
}
/** The tests with what a later run of some of them said. */
function withLater(tests, attempt) {
    // Of several results of a test in one place, a failure goes to the one that failed before: never the other way round.
    const results = (attempt.run?.results ?? []).toSorted((a, b) => rank(a) - rank(b));
    const laterOf = new Map();
    const claim = (result, candidates) => {
        const test = candidates.find(hasFailed) ?? candidates[0];
        if (test)
            laterOf.set(test, result);
        return test !== undefined;
    };
    const open = () => tests.filter((test) => !laterOf.has(test));
    const strangers = results.filter((result) => !claim(result, open().filter((test) => keyOf(test.result) === keyOf(asBefore(result, attempt)))));
    // Doksi may describe the destination otherwise than before: then the id alone has to tell, if it can.
    const unclaimed = strangers.filter((result) => {
        const isSame = (other) => result.test_id != null && other.test_id === result.test_id;
        const unfinished = open().filter((test) => isSame(test.result) && test.result.status !== 'passed');
        const failed = unfinished.filter(hasFailed);
        const candidates = failed.length > 0 ? failed : unfinished;
        const isOnlyOne = candidates.length === 1 && strangers.filter(isSame).length === 1;
        return !(isOnlyOne && claim(result, candidates));
    });
    return [
        ...tests.map((test) => {
            const result = laterOf.get(test);
            return result ? joined(test, attempt, result) : test;
        }),
        ...unclaimed.map((result) => joined(undefined, attempt, result)),
    ];
}
function joined(test, { runId, earlier }, result) {
    const next = { runId, result, ...(earlier !== undefined && { earlier }) };
    return { tries: [...(test?.tries ?? []), next], result };
}
/** Whether it failed and has not passed since. */
function hasFailed({ tries, result }) {
    return result.status !== 'passed' && tries.some(({ result: { status } }) => status === 'failed');
}
function rank({ status }) {
    if (status === 'failed')
        return 0;
    return status === 'passed' ? 2 : 1;
}
/** The result as it would be on the target that the attempts before had for the same app. */
function asBefore(result, { renewed }) {
    const { destination } = result;
    const target_id = renewed?.get(destination?.target_id ?? '');
    return target_id === undefined ? result : { ...result, destination: { ...destination, target_id } };
}
/** The same for the same test in the same place. */
function keyOf({ test_id, test_name, destination }) {
    const { platform, web_url, binary_url, target_id } = destination ?? {};
    return JSON.stringify([test_id ?? test_name, platform, web_url, binary_url, target_id]);
}


/***/ }),

/***/ 6483:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UU: () => (/* binding */ testName),
/* harmony export */   fd: () => (/* binding */ GROUPS),
/* harmony export */   iW: () => (/* binding */ testAt),
/* harmony export */   ih: () => (/* binding */ isKnownStatus),
/* harmony export */   ik: () => (/* binding */ place),
/* harmony export */   j_: () => (/* binding */ destination),
/* harmony export */   o7: () => (/* binding */ statusWords),
/* harmony export */   yA: () => (/* binding */ UNFINISHED)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2988);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8992);


// What a test, its status and the place where it ran are called. Foreign text stays as it came: escaping belongs to
// where it goes.
/** How a group of tests is marked in reports, and named. */
const GROUPS = {
    failed: { emoji: '❌', word: 'failed' },
    known: { emoji: '🔕', word: 'known' },
    flaky: { emoji: '⚠️', word: 'flaky' },
    other: { emoji: '❔', word: 'other' },
    passed: { emoji: '✅', word: 'passed' },
};
/** What others are called while their run goes on. */
const UNFINISHED = { emoji: '⏳', word: 'not finished' };
const STATUSES = {
    passed: { mark: '✓', isUnderWay: false },
    failed: { mark: '✗', isUnderWay: false },
    queued: { mark: '…', isUnderWay: true },
    running: { mark: '…', isUnderWay: true },
    '': { mark: '…', isUnderWay: true },
};
const UNKNOWN_STATUS = { mark: '?', isUnderWay: false };
function statusWords(status) {
    return STATUSES[status ?? ''] ?? UNKNOWN_STATUS;
}
/** Whether Doksi documents the word, for a run as for a result. */
function isKnownStatus(status) {
    return status !== '' && statusWords(status) !== UNKNOWN_STATUS;
}
/** The first name of which anything is to be seen. */
function testName({ test_name, test_id, result_id }) {
    const name = [test_name, test_id, result_id].find((candidate) => candidate != null && (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .isVisible */ .zN)(candidate));
    return name ?? 'a test without a name';
}
/** Where a test ran, from whatever Doksi tells of it: a host, a target's name, a file. Empty where it tells nothing. */
function place({ destination }) {
    const { name, version, web_url, binary_url, target_id } = destination ?? {};
    if (name)
        return version ? `${name} ${version}` : name;
    if (web_url)
        return (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .shortUrl */ .mv)(web_url);
    if (binary_url)
        return (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .shortUrl */ .mv)(binary_url);
    return target_id ?? '';
}
/** `web · staging.example.com` */
function destination(result) {
    return [result.destination?.platform, place(result)].filter(Boolean).join(' · ');
}
/** `Checkout flow (web · staging.example.com)` */
function testAt(result) {
    const where = destination(result);
    return where ? `${testName(result)} (${where})` : testName(result);
}


/***/ }),

/***/ 8992:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dl: () => (/* binding */ webLink),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   KW: () => (/* binding */ age),
/* harmony export */   cz: () => (/* binding */ clipped),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   ix: () => (/* binding */ megabytes),
/* harmony export */   l2: () => (/* binding */ capitalized),
/* harmony export */   mv: () => (/* binding */ shortUrl),
/* harmony export */   p0: () => (/* binding */ duration)
/* harmony export */ });
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7666);

// The words that log, errors and reports share. Foreign text stays as it came: escaping belongs to where it goes.
/** `9s`, `1m 04s`, `1h 02m`. */
function duration(seconds) {
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole}s`;
    const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
    if (minutes < 60)
        return `${minutes}m ${pad(rest)}s`;
    return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}
function pad(number) {
    return String(number).padStart(2, '0');
}
/** `1 test`, `4 tests`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** `A, B and 7 more`: at most `max` of them by name. */
function listed(names, max, total = names.length) {
    const shown = names.slice(0, max);
    const more = total - shown.length;
    if (shown.length === 0)
        return '';
    return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
/** Host and path: neither credentials nor a query, which may hold a token. */
function shortUrl(text) {
    const url = URL.parse(text);
    return url === null ? (0,_url_js__WEBPACK_IMPORTED_MODULE_0__/* .hideCredentials */ .R)(text) : `${url.host}${url.pathname.replace(/\/$/, '')}`;
}
/** The address in its encoded form, without credentials, if it is `http(s)`: nothing else ever becomes a link. */
function webLink(text) {
    const url = URL.parse(text ?? '');
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        return undefined;
    url.username = '';
    url.password = '';
    return url.href;
}
/** `16.8 MB`, in units of a million bytes. */
function megabytes(bytes) {
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
/** With its first letter in upper case. */
function capitalized(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
/** At most `max` characters, the last of which tells that there were more; no character is cut in half. */
function clipped(text, max) {
    if (text.length <= max)
        return text;
    return `${text.slice(0, Math.max(max - 1, 0)).replace(/[\ud800-\udbff]$/, '')}…`;
}
/** `40 min`, `3 h`, `2 days`: a rough span of milliseconds. */
function age(ms) {
    const minutes = Math.max(Math.round(ms / 60_000), 1);
    if (minutes < 60)
        return `${minutes} min`;
    const hours = Math.round(minutes / 60);
    return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}


/***/ }),

/***/ 7666:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ hideCredentials)
/* harmony export */ });
const HIDDEN = '***';
/**
 * The text with what stands before the `@` of every URL replaced by `***`, also where the URL is written in one of the
 * ways that only browsers take (`https:user:password@host`) or has no scheme at all (`user:password@host`).
 */
function hideCredentials(text) {
    return text.replace(/[^\s\\/?#]+/g, (run, offset) => {
        const end = run.lastIndexOf('@');
        if (end < 0)
            return run;
        const before = text.slice(Math.max(0, offset - 2), offset);
        if (/^(:[\\/]|[\\/]{2})$/.test(before))
            return HIDDEN + run.slice(end);
        const scheme = /^https?:/i.exec(run)?.[0] ?? '';
        return run.slice(0, end).includes(':') ? scheme + HIDDEN + run.slice(end) : run;
    });
}


/***/ })

};
