export const id = 991;
export const ids = [991,485];
export const modules = {

/***/ 8943:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ LIMITS)
/* harmony export */ });
/** How much GitHub takes. Characters, if not said otherwise. */
const LIMITS = {
    annotationsPerRequest: 50,
    checkTitle: 255,
    /** Of the summary, and of the text. */
    checkText: 65_535,
    annotationMessageBytes: 64 * 1024,
    annotationTitle: 255,
    comment: 65_536,
};


/***/ }),

/***/ 1555:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ findHidden),
/* harmony export */   R: () => (/* binding */ hidden)
/* harmony export */ });
/**
 * A value inside an HTML comment, which readers of Markdown don't see. No text in it can end the comment, start
 * another one, or mention anybody.
 */
function hidden(name, value) {
    // These signs stand in a JSON text only within strings, where they may be written as escapes.
    const json = JSON.stringify(value).replace(/[<>@&]|-(?=-)|[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return `<!-- ${name} ${json} -->`;
}
/** The values of this name, which is a plain word, that a text holds, in order; what is no JSON is passed over. */
function findHidden(name, text) {
    const pattern = new RegExp(`<!-- ${name} (\\{[^<>\\n]*\\}) -->`, 'g');
    return [...text.matchAll(pattern)].flatMap((match) => {
        const value = parsed(match[1] ?? '');
        return value === undefined ? [] : [{ value, start: match.index, end: match.index + match[0].length }];
    });
}
function parsed(json) {
    try {
        return JSON.parse(json);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 5799:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ym: () => (/* binding */ encodeRecord),
/* harmony export */   zv: () => (/* binding */ recordOf)
/* harmony export */ });
/* unused harmony exports MAX_RECORD_LENGTH, decodeRecord */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(0);
/* harmony import */ var _hidden_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1555);


const NAME = 'doksi-run-action:record';
/** Another form gets another number: what we can't read is as good as nothing. */
const VERSION = 1;
/** A check run's summary has 65,535 characters, and most of them are for people. */
const MAX_RECORD_LENGTH = 16_000;
/** More runs than any workflow run has: each would be asked for. */
const MAX_RUNS = 100;
const text = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1);
const Encoded = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    v: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(VERSION),
    runs: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: text, attempt: zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().positive() })).max(MAX_RUNS),
    workflowRun: text.optional(),
    attempt: zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().positive(),
    job: text.optional(),
    title: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    headSha: text,
    digest: text.optional(),
    targets: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), text),
});
/**
 * The record as a hidden text of at most 16,000 characters. Where it is too long, targets are left out, which only
 * have to be uploaded again then; empty where the rest is still too long.
 */
function encodeRecord(record) {
    const targets = Object.entries(record.targets);
    for (let count = targets.length;; count = Math.floor(count / 2)) {
        const kept = Object.fromEntries(targets.slice(0, count));
        const encoded = (0,_hidden_js__WEBPACK_IMPORTED_MODULE_1__/* .hidden */ .R)(NAME, { v: VERSION, ...record, targets: kept });
        if (encoded.length <= MAX_RECORD_LENGTH)
            return encoded;
        if (count === 0)
            return '';
    }
}
/** The record that a check run's summary holds; undefined where there is none that we can read. Never throws. */
function decodeRecord(summary) {
    const found = (0,_hidden_js__WEBPACK_IMPORTED_MODULE_1__/* .findHidden */ .C)(NAME, summary ?? '').at(-1);
    const { data } = Encoded.safeParse(found?.value);
    if (data === undefined)
        return undefined;
    const { workflowRun, job, digest, runs, attempt, title, headSha, targets } = data;
    if (runs.some((run) => run.attempt > attempt))
        return undefined;
    return { runs, workflowRun, attempt, job, title, headSha, digest, targets };
}
/** The record that a check run holds; undefined where it holds none that we can read. */
function recordOf({ summary, text }) {
    return decodeRecord(summary) ?? decodeRecord(text);
}


/***/ }),

/***/ 3286:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ targetKey),
/* harmony export */   u: () => (/* binding */ requestDigest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

/**
 * Tells whether two attempts ask for the same: the entries as planned, with the content of their files instead of
 * target ids, and the extra body. Undefined where the run is another job's.
 *
 * Everybody may read it, and there may be credentials in an entry, which are short at times: a plain hash would let
 * them be guessed. So it is an HMAC (SHA-256, hexadecimal) with Doksi's key, which can't be.
 */
function requestDigest({ run }, apiKey) {
    if (run.kind === 'existing')
        return undefined;
    const asked = { matrix: run.entries.map(asDigested), extraBody: run.extraBody };
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', apiKey).update(JSON.stringify(asked, inOrder)).digest('hex');
}
/** The same for the same content under the same name and version; SHA-256, hexadecimal. */
function targetKey({ key }) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(key).digest('hex');
}
function asDigested({ platform, target, testIds, extras }) {
    // A registration's key is made of its content, name and version.
    const value = target.key === 'apk' ? target.registration : target.value;
    return { platform, target: [target.key, value], testIds, extras };
}
/** The order of a mapping's keys means nothing, in YAML as in JSON. */
function inOrder(_key, value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}


/***/ }),

/***/ 5485:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  annotations: () => (/* binding */ annotations),
  Qp: () => (/* binding */ failureAnnotation),
  zM: () => (/* binding */ flakyAnnotation),
  pc: () => (/* binding */ knownAnnotation)
});

// EXTERNAL MODULE: ./src/escape.ts
var src_escape = __webpack_require__(2988);
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
    const reason = (0,src_text/* clipped */.cz)((0,src_escape/* forLog */.Ig)(known?.reason ?? ''), MAX_NAME);
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
        ? `and ${(0,src_text/* counted */.hS)(count, `more ${noun}`)}: see the log of this step, or the run in Doksi`
        : `${(0,src_text/* counted */.hS)(count, noun)}, which Doksi counts but does not list: look at the run in Doksi`;
    return [{ level: 'warning', title: (0,src_text/* counted */.hS)(total, noun), message, ...anchor_anchor({}, workflow) }];
}
function titled(result, what) {
    return `${(0,src_text/* clipped */.cz)(nameOf(result), MAX_TITLE - what.length - 1)} ${what}`;
}
/** It begins with the test's name: the log shows the message alone. */
function told(result, what, url = result.url) {
    const link = (0,src_text/* webLink */.Dl)(url);
    return `${(0,src_text/* clipped */.cz)(nameOf(result), MAX_NAME)} ${what}. ${link ? `See what it did: ${link}` : 'Doksi gives no link for it.'}`;
}
/** A check run shows it as it comes, as the log would. */
function nameOf(result) {
    return (0,src_escape/* forLog */.Ig)((0,words/* testAt */.iW)(result)).trim();
}


/***/ }),

/***/ 2158:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ checkName),
/* harmony export */   p: () => (/* binding */ checkReport)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2988);
/* harmony import */ var _github_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8943);
/* harmony import */ var _history_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5799);
/* harmony import */ var _results_attempt_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3511);
/* harmony import */ var _results_headline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7920);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8992);
/* harmony import */ var _annotations_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5485);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1349);
/* harmony import */ var _test_row_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6029);









/** How many failed and flaky tests the summary names; tried from the fullest to the shortest until it fits. */
const ROWS = [Infinity, 300, 150, 75, 30, 10, 0];
/** Of each sentence, so that a few of them always fit (characters, before they are escaped). */
const MAX_SENTENCE = 3000;
const MAX_WARNINGS = 5;
/** GitHub names no limit for the name; this is the one of titles. */
const MAX_NAME = _github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.checkTitle;
/** An annotation needs a path; this one is GitHub's own where it has none. */
const NO_PATH = '.github';
/** The name by which a check run is found again. */
function checkName(title) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clipped */ .cz)((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .forLog */ .Ig)(title).trim(), MAX_NAME);
}
function checkReport({ outcome, conclusion, closed, title, headSha, workflow, record, }) {
    const output = {
        title: (0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clipped */ .cz)((0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .capitalized */ .l2)((0,_results_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .P)(outcome, closed).text), _github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.checkTitle),
        summary: summary(outcome, (0,_history_record_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeRecord */ .Ym)(record)),
    };
    const [first = [], ...others] = batches(checkAnnotations(outcome, workflow));
    const externalId = (0,_results_attempt_js__WEBPACK_IMPORTED_MODULE_8__/* .ownAttempts */ .BY)(outcome.attempts)[0]?.runId;
    const detailsUrl = firstLink(outcome);
    return {
        run: {
            name: checkName(title),
            headSha,
            ...(externalId !== undefined && { externalId }),
            ...(detailsUrl !== undefined && { detailsUrl }),
            conclusion,
            output: { ...output, ...(first.length > 0 && { annotations: first }) },
        },
        rest: others.map((annotations) => ({ ...output, annotations })),
    };
}
/** Where to look first: at what failed. */
function firstLink({ results: { failed, flaky, others, passed } }) {
    return [...failed, ...flaky, ...others, ...passed]
        .map(({ result }) => (0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .webLink */ .Dl)(result.url))
        .find((link) => link !== undefined);
}
/** The record comes last and whole: it is what later attempts read. */
function summary(outcome, record) {
    const room = _github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.checkText - record.length - 2;
    const markdown = ROWS.map((rows) => render(outcome, rows)).find(({ length }) => length <= room);
    return [(0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clipped */ .cz)(markdown ?? render(outcome, 0), room), record].filter((part) => part !== '').join('\n\n');
}
function render(outcome, maxRows) {
    const { conclusion, results, warnings } = outcome;
    const { failed, known, flaky, others } = results;
    const isOver = outcome.attempts.every(({ run }) => (0,_results_attempt_js__WEBPACK_IMPORTED_MODULE_8__/* .isSettled */ .Is)(run));
    const told = [...failed, ...known, ...flaky, ...others];
    const rows = told.slice(0, maxRows).map((test) => (0,_test_row_js__WEBPACK_IMPORTED_MODULE_6__/* .testRow */ .BH)(test, isOver));
    const left = told.length - rows.length;
    const explains = conclusion !== 'passed' && !(conclusion === 'failed' && failed.length > 0);
    return [
        (0,_facts_js__WEBPACK_IMPORTED_MODULE_5__/* .facts */ .I)(outcome),
        ...(explains ? [outcome.what, outcome.next].map(paragraph) : []),
        ...warnings.slice(0, MAX_WARNINGS).map((warning) => `> ⚠️ ${paragraph(warning)}`),
        ...(rows.length > 0 ? [[..._test_row_js__WEBPACK_IMPORTED_MODULE_6__/* .ROWS_HEAD */ .$_, ...rows].join('\n')] : []),
        ...(left > 0 ? [`*${(0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .counted */ .hS)(left, 'more test')} left out here: GitHub would not take the whole.*`] : []),
    ]
        .filter((block) => block !== '')
        .join('\n\n');
}
function paragraph(text) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clipped */ .cz)(text, MAX_SENTENCE)
        .split('\n')
        .map((line) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .forMarkdown */ .Bm)(line))
        .join('<br>');
}
function checkAnnotations({ results: { failed, known, flaky } }, workflow) {
    return [
        ...failed.map((test) => asCheckAnnotation((0,_annotations_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAnnotation */ .Qp)(test, workflow))),
        ...flaky.map((test) => asCheckAnnotation((0,_annotations_js__WEBPACK_IMPORTED_MODULE_4__/* .flakyAnnotation */ .zM)(test, workflow))),
        ...known.map((test) => asCheckAnnotation((0,_annotations_js__WEBPACK_IMPORTED_MODULE_4__/* .knownAnnotation */ .pc)(test, workflow))),
    ];
}
function asCheckAnnotation({ level, title, message, file, startLine }) {
    return {
        path: file ?? NO_PATH,
        line: startLine ?? 1,
        level: level === 'error' ? 'failure' : level,
        title,
        message,
    };
}
function batches(annotations) {
    const size = _github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.annotationsPerRequest;
    return Array.from({ length: Math.ceil(annotations.length / size) }, (_, index) => annotations.slice(index * size, (index + 1) * size));
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


/***/ })

};
