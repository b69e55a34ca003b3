export const id = 193;
export const ids = [193];
export const modules = {

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

/***/ 4193:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tellCheckRun: () => (/* binding */ tellCheckRun)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/github/subject.ts
var subject = __webpack_require__(8127);
// EXTERNAL MODULE: ./src/history/request-digest.ts
var request_digest = __webpack_require__(3286);
;// CONCATENATED MODULE: ./src/report/check-conclusion.ts
/** What a check says of each conclusion; undefined where there is nothing yet that it could say. */
const CHECKS = {
    passed: 'success',
    failed: 'failure',
    'no-tests': 'failure',
    'timed-out': 'timed_out',
    cancelled: 'cancelled',
    error: 'failure',
    skipped: 'skipped',
    started: undefined,
    'dry-run': undefined,
};
/** The check's conclusion: green only where the step has a verdict that is, neutral where a gate let something pass. */
function checkConclusion(conclusion, decision) {
    const check = CHECKS[conclusion];
    if (check === undefined)
        return undefined;
    // Flaky tests passed: that they don't count by default is no gate which somebody opened.
    const letPass = decision.open.some((gate) => gate !== 'fail-on-flaky');
    if (letPass)
        return 'neutral';
    return decision.closed === 'fail-on-flaky' ? 'failure' : check;
}

// EXTERNAL MODULE: ./src/report/check-run.ts
var check_run = __webpack_require__(2158);
// EXTERNAL MODULE: ./src/results/gates.ts
var gates = __webpack_require__(2666);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/publish/on-github.ts + 9 modules
var on_github = __webpack_require__(2232);
;// CONCATENATED MODULE: ./src/publish/check-run.ts








/** Publishes the check run on the head commit; none where there is nothing yet that a check could say. */
async function tellCheckRun(sources, signal) {
    const { outcome, settings, context, step, title, workflowFile } = sources;
    const conclusion = checkConclusion(outcome.conclusion, (0,gates/* decide */.L)(outcome, settings.gates));
    if (conclusion === undefined)
        return {};
    const { github, call } = (0,on_github/* connection */.FI)(sources, signal);
    const headSha = await (0,subject/* findHeadSha */.I_)(context.subject, github, call);
    if (headSha === undefined)
        throw new on_github/* UnknownSubjectError */.dv('commit', 'the event or the input commit-sha');
    const record = recordOf(sources, headSha);
    const report = (0,check_run/* checkReport */.p)({ outcome, conclusion, title, headSha, workflow: workflowFile(), record });
    const lack = await publishCheckRun(report, github, call, (url) => step.output('check-run-url', url));
    if (lack !== undefined)
        step.warning(`${lack}\nThe conclusion is not affected.`);
    return {};
}
/** What later attempts need to know, to run no test again that they needn't. */
function recordOf({ outcome, plan, title, context, apiKey }, headSha) {
    const targets = outcome.targets.map(({ registration, targetId }) => [(0,request_digest/* targetKey */.h)({ key: registration }), targetId]);
    return {
        runs: outcome.attempts.map(({ runId, earlier }) => ({
            id: runId,
            attempt: earlier ?? context.runAttempt,
        })),
        workflowRun: context.runId,
        attempt: context.runAttempt,
        job: context.job,
        title: (0,check_run/* checkName */.I)(title),
        headSha,
        digest: plan && (0,request_digest/* requestDigest */.u)(plan, apiKey),
        targets: Object.fromEntries(targets),
    };
}
/**
 * Creates the check run, then adds the annotations that one request can't hold. `onUrl` hears of its page at once: what
 * comes after may fail, or be cut short. Resolves to what it lacks, for a warning; undefined where it is complete.
 * @throws GithubError where there is no check run at all, or the signal's reason.
 */
async function publishCheckRun({ run, rest }, github, call, onUrl) {
    let published = await github.createCheckRun(run, call);
    if (published.htmlUrl !== undefined)
        onUrl(published.htmlUrl);
    for (const [index, output] of rest.entries()) {
        try {
            published = await github.updateCheckRun(published, { output }, call);
        }
        catch (error) {
            call.signal.throwIfAborted();
            const missing = rest.slice(index).flatMap(({ annotations = [] }) => annotations).length;
            const { what, next } = (0,failure/* asFailure */.h_)(error);
            return `The check run lacks ${(0,src_text/* counted */.hS)(missing, 'annotation')}. ${what}\n${next}`;
        }
    }
    return undefined;
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
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clipped */ .cz)(title.toWellFormed(), MAX_NAME);
}
function checkReport({ outcome, conclusion, title, headSha, workflow, record, }) {
    const output = {
        title: (0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clipped */ .cz)((0,_text_js__WEBPACK_IMPORTED_MODULE_7__/* .capitalized */ .l2)((0,_results_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .P)(outcome).text), _github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.checkTitle),
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


/***/ })

};
