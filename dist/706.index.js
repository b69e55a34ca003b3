export const id = 706;
export const ids = [706];
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

/***/ 7706:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  comparedToBase: () => (/* binding */ comparedToBase),
  priorOf: () => (/* binding */ priorOf)
});

// EXTERNAL MODULE: ./src/github/errors.ts
var errors = __webpack_require__(3116);
// EXTERNAL MODULE: ./src/github/subject.ts
var subject = __webpack_require__(8127);
// EXTERNAL MODULE: ./src/results/results.ts
var results_results = __webpack_require__(9820);
// EXTERNAL MODULE: ./src/http/retry-budget.ts
var retry_budget = __webpack_require__(1510);
// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
;// CONCATENATED MODULE: ./src/history/read-runs.ts


/** For each run Doksi's passing faults are waited for this long (milliseconds). */
const BUDGET_MS = 20 * 1000;
/** What Doksi says of runs of the past, in their order. Rejects where it does not say it of one of them. */
async function readRuns(runs, { doksi, clock, random, signal }) {
    return Promise.all(runs.map(async ({ id, attempt }) => {
        const patience = { clock, random, signal, budget: new retry_budget/* RetryBudget */.H(BUDGET_MS, 0) };
        const { value } = await (0,retry/* withRetries */.LH)(() => doksi.readRun(id, signal), retry/* isTransient */.dg, patience);
        return { runId: id, run: value, earlier: attempt };
    }));
}

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/results/attempt.ts
var attempt = __webpack_require__(3511);
// EXTERNAL MODULE: ./src/run/again.ts
var run_again = __webpack_require__(7913);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/upload/resolve.ts
var resolve = __webpack_require__(8869);
;// CONCATENATED MODULE: ./src/history/decide.ts





/** Decides from Doksi's own words what has to be run again; in any doubt that is everything. */
function decidePrior({ attempts, entries, registered, knownFailures }) {
    const registeredKeys = new Set(registered.map(({ key }) => key));
    const isRegistered = ({ target }) => target.key !== 'apk' || registeredKeys.has(target.registration);
    if (!entries.every(isRegistered))
        return everything('it is not known which target stands for an app');
    const resolved = (0,resolve/* resolveEntries */.t)(entries, registered);
    const settled = attempts.filter(attempt/* isSettledAttempt */.Du);
    const last = attempts.at(-1);
    if (last === undefined)
        return everything('no run is known of it');
    const earlier = { attempts: settled, entries: resolved, registered };
    if (!(0,attempt/* isSettledAttempt */.Du)(last)) {
        if (settled.length < attempts.length - 1)
            return everything(`one of its runs has not ended`);
        if (!isPartOf((0,results_results/* resultsOf */.q)(attempts), resolved))
            return everything('its run has other tests than the matrix');
        const said = `its run ${last.runId} still goes on; it is followed, and no other is started`;
        return { prior: { kind: 'going-on', runId: last.runId, ...earlier }, said };
    }
    if (settled.length < attempts.length)
        return everything('one of its runs has not ended');
    const results = (0,results_results/* resultsOf */.q)(settled, knownFailures);
    if (!isComplete(results, resolved))
        return everything('its runs do not list just the tests of the matrix');
    const unfinished = [...results.failed, ...results.others];
    // A run that passed with tests that did not finish is no failed one: joined with another it would count as such.
    if (results.failed.length === 0)
        return everything('nothing failed in it that counts');
    const again = (0,run_again/* entriesAgain */.L)(unfinished, resolved);
    return { prior: { kind: 'unfinished', again, ...earlier }, said: saidOf(results, last.runId) };
}
function everything(why) {
    return { prior: { kind: 'none' }, said: `${why}, so everything is run` };
}
function saidOf({ failed, others, counts }, runId) {
    const parts = [
        ...(failed.length > 0 ? [`${failed.length} of ${(0,src_text/* counted */.hS)(counts.total ?? 0, 'test')} failed`] : []),
        ...(others.length > 0 ? [`${others.length} did not finish`] : []),
    ];
    const only = failed.length + others.length === 1 ? 'only it runs again' : 'only they run again';
    return `${parts.join(', ')} (run ${runId}); ${only}`;
}
/** Whether the tests are those of the matrix, each where the matrix has it, none missing and none beside. */
function isComplete({ tests, failed, passed, counts }, entries) {
    const asked = entries.flatMap(({ platform, target, testIds }) => testIds.map((testId) => ({ platform, target, key: placeless(testId, platform) })));
    const askedByKey = Map.groupBy(asked, ({ key }) => key);
    const left = Map.groupBy(tests, ({ result }) => placeless(result.test_id, result.destination?.platform));
    const isThere = ({ result }, { target, key }) => {
        const told = result.destination?.[target.key];
        // Where Doksi does not tell the target, the test must be the only one that it can be.
        return told == null ? askedByKey.get(key)?.length === 1 : (0,run_again/* isSame */.F)(target.value, told);
    };
    // Its counters may know of more than its list does.
    const areAllListed = counts.failed === failed.length && counts.passed === passed.length;
    const areAllThere = asked.every((test) => {
        const candidates = left.get(test.key) ?? [];
        const at = candidates.findIndex((candidate) => isThere(candidate, test));
        if (at >= 0)
            candidates.splice(at, 1);
        return at >= 0;
    });
    return areAllThere && areAllListed && counts.total === asked.length && tests.length === asked.length;
}
/** Whether a run that goes on has none but tests of the matrix: it may not list all of them yet, nor all of each. */
function isPartOf({ tests, counts }, entries) {
    const asked = entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
    const isAsked = ({ result: { test_id, destination } }) => test_id != null &&
        entries.some(({ platform, target, testIds }) => {
            const told = destination?.[target.key];
            const isThere = told == null || (0,run_again/* isSame */.F)(target.value, told);
            return testIds.includes(test_id) && isThere && (destination?.platform ?? platform) === platform;
        });
    return (counts.total ?? 0) <= asked && tests.length <= asked && tests.every(isAsked);
}
function placeless(testId, platform) {
    return JSON.stringify([testId ?? null, platform ?? null]);
}

// EXTERNAL MODULE: ./src/history/record.ts
var history_record = __webpack_require__(5799);
// EXTERNAL MODULE: ./src/history/request-digest.ts
var request_digest = __webpack_require__(3286);
;// CONCATENATED MODULE: ./src/history/recall.ts






/** All questions to GitHub together (milliseconds). */
const GITHUB_MS = 30 * 1000;
/**
 * What earlier attempts of the workflow run left to go on from. GitHub only tells which runs those were; what became of
 * them is asked of Doksi. Never rejects: whatever fails is a doubt, and then everything is run.
 */
async function recall(sources) {
    const { plan, clock, signal } = sources;
    try {
        if (plan.run.kind === 'existing')
            return everything("the run is another job's");
        const call = { signal, endsAtMs: clock.now() + GITHUB_MS };
        const found = await lastRecord(sources, call);
        if ('doubt' in found)
            return everything(found.doubt);
        const { record } = found;
        const attempts = await readRuns(record.runs, sources);
        const registered = plan.uploads.flatMap(({ registrations }) => registrations.flatMap(({ key }) => {
            const targetId = record.targets[(0,request_digest/* targetKey */.h)({ key })];
            return targetId === undefined ? [] : [{ key, targetId }];
        }));
        const { entries } = plan.run;
        return decidePrior({ attempts, entries, registered, knownFailures: plan.knownFailures });
    }
    catch (error) {
        return everything((0,failure/* asFailure */.h_)(error).what.replace(/[.\s]+$/, ''));
    }
}
/** The record of the attempt before this one; in any doubt the doubt. */
async function lastRecord({ context, checkName, digest, github }, call) {
    if (context.runId === undefined || context.job === undefined)
        return { doubt: 'nothing tells which workflow run and job this is' };
    const headSha = await (0,subject/* findHeadSha */.I_)(context.subject, github, call);
    if (headSha === undefined)
        return { doubt: 'nothing tells which commit this is about' };
    const checks = await github.checkRuns(headSha, { name: checkName, filter: 'all' }, call);
    const earlier = checks.flatMap((check) => {
        const record = (0,history_record/* recordOf */.zv)(check);
        const isOurs = record?.workflowRun === context.runId &&
            record?.job === context.job &&
            record?.title === checkName &&
            record.headSha === headSha &&
            record.attempt < context.runAttempt;
        return record && isOurs ? [{ check, record }] : [];
    });
    const [newest] = earlier.toSorted((a, b) => b.record.attempt - a.record.attempt || b.check.id - a.check.id);
    if (newest === undefined)
        return { doubt: 'no check run tells what it ran' };
    const { check, record } = newest;
    if (!isOfActions(check))
        return { doubt: "its check run is another app's" };
    if (record.attempt !== context.runAttempt - 1)
        return { doubt: 'it left no check run' };
    if (digest === undefined || record.digest !== digest)
        return { doubt: 'the matrix, extra-body or a file is another one now' };
    if (record.runs.length === 0)
        return { doubt: 'it created no run that is known' };
    return { record };
}
/** Whether a workflow wrote it: other apps' records are nobody's we know. */
function isOfActions({ app }) {
    return app?.slug === 'github-actions';
}

;// CONCATENATED MODULE: ./src/history/base.ts






/** So many commits of the base branch are looked at, newest first. */
const COMMITS = 5;
/** All questions together (milliseconds). */
const BASE_MS = 10 * 1000;
/**
 * The outcome with a word on each failed test: whether it passed on the base branch, or fails there, too. Silent where
 * nothing is known; never part of the verdict. Never rejects.
 */
async function withBase(outcome, sources) {
    const { results } = outcome;
    if (results.failed.length === 0)
        return outcome;
    try {
        const said = await baseTests(sources);
        if (said === undefined)
            return outcome;
        const failed = results.failed.map((test) => {
            const base = wordOn(test, said);
            return base ? { ...test, base } : test;
        });
        return { ...outcome, results: { ...results, failed } };
    }
    catch (error) {
        if (error instanceof errors/* MissingPermissionError */.Ai)
            sources.onLack(error);
        return outcome;
    }
}
/** What the base branch's newest run said. */
async function baseTests(sources) {
    const { context, checkName, github, clock } = sources;
    const signal = AbortSignal.any([sources.signal, AbortSignal.timeout(BASE_MS)]);
    const call = { signal, endsAtMs: clock.now() + BASE_MS };
    const pull = await (0,subject/* findPullRequest */._f)(context.subject, github, call);
    if (pull === undefined)
        return undefined;
    for (const sha of await github.commits(pull.baseBranch, COMMITS, call)) {
        const checks = await github.checkRuns(sha, { name: checkName, filter: 'latest' }, call);
        const check = checks.find((candidate) => isOfActions(candidate) && runsOf(candidate).length > 0);
        if (check === undefined)
            continue;
        const attempts = await readRuns(runsOf(check), { ...sources, signal });
        const { tests } = (0,results_results/* resultsOf */.q)(attempts);
        return { branch: pull.baseBranch, tests: Map.groupBy(tests, keyOf), agoMs: agoOf(check, clock.now()) };
    }
    return undefined;
}
function runsOf(check) {
    return (0,history_record/* recordOf */.zv)(check)?.runs ?? [];
}
function wordOn(test, { branch, tests, agoMs }) {
    const there = tests.get(keyOf(test)) ?? [];
    const failed = there.find(({ result }) => result.status === 'failed');
    if (failed)
        return { kind: 'fails-too', branch, url: failed.result.url ?? undefined, agoMs };
    const hasPassed = there.length > 0 && there.every(({ result }) => result.status === 'passed');
    return hasPassed ? { kind: 'new', branch } : undefined;
}
/** The address of a preview is never that of the base branch: a test is known by its id and platform. */
function keyOf({ result: { test_id, destination } }) {
    return JSON.stringify([test_id, destination?.platform]);
}
function agoOf({ completedAt }, nowMs) {
    const ms = nowMs - Date.parse(completedAt ?? '');
    return Number.isNaN(ms) ? undefined : ms;
}

// EXTERNAL MODULE: ./src/publish/on-github.ts + 9 modules
var on_github = __webpack_require__(2232);
// EXTERNAL MODULE: ./src/report/check-run.ts
var check_run = __webpack_require__(2158);
// EXTERNAL MODULE: ./src/run/prior.ts
var run_prior = __webpack_require__(5153);
;// CONCATENATED MODULE: ./src/remember.ts







/** What the base branch says is worth so many questions to GitHub. */
const BASE_REQUESTS = 8;
/** What an earlier attempt of this job left, where on-rerun asks for it; the log says what that means. */
async function priorOf(memory) {
    const { plan, inputs, settings, context, step } = memory;
    if (inputs.onRerun !== 'failed' || context.runAttempt < 2)
        return run_prior/* NO_PRIOR */.Z;
    const { prior, said } = context.repository === undefined
        ? everything('nothing tells which repository this is about')
        : await recall({
            ...memory,
            checkName: (0,check_run/* checkName */.I)(settings.title),
            digest: (0,request_digest/* requestDigest */.u)(plan, inputs.apiKey),
            github: (0,on_github/* githubOf */.zq)(memory),
        });
    // Who cancels runs nothing.
    if (!memory.signal.aborted)
        step.info(`Attempt ${context.runAttempt} of this job; of attempt ${context.runAttempt - 1}: ${said}`);
    return prior;
}
/** The outcome, with what the base branch says of failed tests where check runs tell its runs. */
async function comparedToBase(outcome, memory) {
    const { settings, context, signal } = memory;
    if (!settings.checkRun || signal.aborted)
        return outcome;
    if (context.repository === undefined)
        return outcome;
    const github = (0,on_github/* githubOf */.zq)(memory, { maxAttempts: 1, maxRequests: BASE_REQUESTS });
    const onLack = ({ what, next }) => memory.step.warning(`Nothing tells whether the failures are new. ${what}\n${next}\nThe conclusion is not affected.`);
    return withBase(outcome, { ...memory, checkName: (0,check_run/* checkName */.I)(settings.title), github, onLack });
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


/***/ }),

/***/ 7913:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ isSame),
/* harmony export */   L: () => (/* binding */ entriesAgain)
/* harmony export */ });
/** The entries of a run that has only these tests, each under the entries that it was run in, and as they are else. */
function entriesAgain(tests, entries) {
    const wanted = tests.map(({ result }) => ({ id: result.test_id, entries: entriesOf(result, entries) }));
    return entries.flatMap((entry) => {
        const here = new Set(wanted.filter((test) => test.entries.includes(entry)).map(({ id }) => id));
        const testIds = entry.testIds.filter((id) => here.has(id));
        return testIds.length > 0 ? [{ ...entry, testIds }] : [];
    });
}
/** The entries that a result can be of: by test id, then by platform and target as far as they are told. */
function entriesOf({ test_id, destination }, entries) {
    const having = entries.filter(({ testIds }) => test_id != null && testIds.includes(test_id));
    const onPlatform = narrowed(having, ({ platform }) => platform === destination?.platform);
    return narrowed(onPlatform, ({ target }) => isSame(target.value, destination?.[target.key]));
}
/** Those that fit, or all where none does: what Doksi tells may be less than what was asked. */
function narrowed(items, fits) {
    const fitting = items.filter(fits);
    return fitting.length > 0 ? fitting : [...items];
}
/** Whether a destination's value is the target that was asked for. Addresses may come back in another spelling: with a slash at the end, or a host in lower case. */
function isSame(asked, told) {
    return told != null && (asked === told || URL.parse(asked)?.href === (URL.parse(told)?.href ?? ''));
}


/***/ }),

/***/ 5153:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ NO_PRIOR)
/* harmony export */ });
const NO_PRIOR = { kind: 'none' };


/***/ }),

/***/ 8869:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ resolveEntries)
/* harmony export */ });
/** The entries with the targets that stand for their files; throws where one was never registered. */
function resolveEntries(entries, registered) {
    const ids = new Map(registered.map(({ key, targetId }) => [key, targetId]));
    return entries.map(({ target, ...entry }) => {
        if (target.key !== 'apk')
            return { ...entry, target };
        const value = ids.get(target.registration);
        if (value === undefined)
            throw new Error(`no target stands for ${target.package.path}`);
        return { ...entry, target: { key: 'target_id', value } };
    });
}


/***/ })

};
