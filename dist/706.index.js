export const id = 706;
export const ids = [706];
export const modules = {

/***/ 7706:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  comparedToBase: () => (/* binding */ comparedToBase),
  priorOf: () => (/* binding */ priorOf)
});

// EXTERNAL MODULE: ./src/github/errors.ts
var errors = __webpack_require__(3116);
// EXTERNAL MODULE: ./src/clock.ts
var src_clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
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
/**
 * What Doksi says of runs of the past, in their order. Rejects where it does not say it of one of them, and asks about
 * the others no more then.
 */
async function readRuns(runs, tools) {
    const { doksi, clock, random } = tools;
    const others = new AbortController();
    const signal = AbortSignal.any([tools.signal, others.signal]);
    const readings = runs.map(async ({ id, attempt }) => {
        const patience = { clock, random, signal, budget: new retry_budget/* RetryBudget */.H(BUDGET_MS, 0) };
        const { value } = await (0,retry/* withRetries */.LH)(() => doksi.readRun(id, signal), retry/* isTransient */.dg, patience);
        return { runId: id, run: value, earlier: attempt };
    });
    try {
        return await Promise.all(readings);
    }
    finally {
        others.abort();
    }
}

// EXTERNAL MODULE: ./src/results/attempt.ts
var results_attempt = __webpack_require__(3511);
// EXTERNAL MODULE: ./src/run/again.ts
var run_again = __webpack_require__(7913);
// EXTERNAL MODULE: ./src/run/complete.ts
var complete = __webpack_require__(8002);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/upload/resolve.ts
var resolve = __webpack_require__(8869);
;// CONCATENATED MODULE: ./src/history/decide.ts






/** Decides from Doksi's own words what has to be run again; in any doubt that is everything. */
function decidePrior({ attempt, attempts, entries, registered, knownFailures }) {
    const registeredKeys = new Set(registered.map(({ key }) => key));
    const isRegistered = ({ target }) => target.key !== 'apk' || registeredKeys.has(target.registration);
    if (!entries.every(isRegistered))
        return everything('it is not known which target stands for an app');
    const resolved = (0,resolve/* resolveEntries */.t)(entries, registered);
    const settled = attempts.filter(results_attempt/* isSettledAttempt */.Du);
    const last = attempts.at(-1);
    if (last === undefined)
        return everything('no run is known of it');
    const earlier = { attempts: settled, entries: resolved, registered };
    if (!(0,results_attempt/* isSettledAttempt */.Du)(last)) {
        if (settled.length < attempts.length - 1)
            return everything(`one of its runs has not ended`);
        const before = (0,results_results/* resultsOf */.q)(settled);
        // What runs again has failed before, whether that counts by now or not.
        const isAgain = before.failed.length > 0 && (0,complete/* isComplete */.A)(before, resolved);
        if (settled.length > 0 && !isAgain)
            return everything('its last run goes on, and none before it failed');
        if (!isPartOf((0,results_results/* resultsOf */.q)([last]), resolved))
            return everything('its run has other tests than the matrix');
        const said = `its run ${last.runId} still goes on; it is followed, and no other is started`;
        return { prior: { kind: 'going-on', runId: last.runId, ...earlier }, said };
    }
    if (settled.length < attempts.length)
        return everything('one of its runs has not ended');
    const results = (0,results_results/* resultsOf */.q)(settled, knownFailures);
    if (!(0,complete/* isComplete */.A)(results, resolved))
        return everything("Doksi's results do not match the tests of the matrix one to one");
    const unfinished = [...results.failed, ...results.others];
    // A run that passed with tests that did not finish is no failed one: joined with another it would count as such.
    if (results.failed.length === 0)
        return everything('nothing failed in it that counts');
    const again = (0,run_again/* entriesAgain */.L)(unfinished, resolved);
    return {
        prior: { kind: 'unfinished', again, ...earlier },
        said: saidOf(results, { last, attempt, again }),
    };
}
function everything(why) {
    return { prior: { kind: 'none' }, said: `${why}, so everything is run` };
}
function saidOf({ failed, others, counts, tests }, { last, attempt, again }) {
    const parts = [
        ...(failed.length > 0 ? [`${failed.length} of ${(0,src_text/* counted */.hS)(counts.total ?? 0, 'test')} failed`] : []),
        ...(others.length > 0 ? [`${others.length} did not finish`] : []),
    ].join(', ');
    const sent = again.reduce((sum, { testIds }) => sum + testIds.length, 0);
    const alone = failed.length + others.length === 1 ? 'only it runs again' : 'only they run again';
    const only = sent > failed.length + others.length
        ? `${sent} tests run again, since Doksi's results do not tell in which entries of the matrix that was`
        : alone;
    if (last.earlier !== undefined && last.earlier !== attempt)
        return `it created no run that is known; in the runs so far ${parts} (the last is ${last.runId}, of attempt ${last.earlier}); ${only}`;
    const isOfSeveral = tests.some(({ tries }) => tries.some(({ earlier }) => earlier !== last.earlier));
    return isOfSeveral
        ? `in the runs so far ${parts} (its last is ${last.runId}); ${only}`
        : `${parts} (run ${last.runId}); ${only}`;
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
        return decidePrior({
            attempt: record.attempt,
            attempts,
            entries,
            registered,
            knownFailures: plan.knownFailures,
        });
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
    // An attempt that ended before its matrix was read has no digest to compare: that it has no run comes first.
    if (record.runs.length === 0)
        return { doubt: `it created no run${record.digest === undefined ? '' : ' that is known'}` };
    if (digest === undefined || record.digest !== digest)
        return { doubt: 'the matrix, extra-body or a file is another one now' };
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
        const { clock, signal } = sources;
        const said = await (0,src_clock/* withDeadline */.N)(clock, BASE_MS, signal, tooLate, (until) => baseTests({ ...sources, signal: until }));
        if (said === undefined)
            return outcome;
        const failed = results.failed.map((test) => {
            const base = wordOn(test, said);
            return base ? { ...test, base } : test;
        });
        return { ...outcome, results: { ...results, failed } };
    }
    catch (error) {
        if (!sources.signal.aborted)
            sources.onLack((0,failure/* asFailure */.h_)(error));
        return outcome;
    }
}
/** GitHub and Doksi took too long about the base branch. */
class BaseTimeError extends failure/* Failure */.HR {
    constructor() {
        super(`The base branch's last run was not heard of within ${BASE_MS / 1000} s.`, 'Nothing is to be done.');
    }
}
function tooLate() {
    return new BaseTimeError();
}
/** What the base branch's newest run said. */
async function baseTests(sources) {
    const { context, checkName, github, clock, signal } = sources;
    const call = { signal, endsAtMs: clock.now() + BASE_MS };
    const pull = await (0,subject/* findPullRequest */._f)(context.subject, github, call);
    if (pull === undefined)
        return undefined;
    for (const sha of await github.commits(pull.baseBranch, COMMITS, call)) {
        const checks = await github.checkRuns(sha, { name: checkName, filter: 'latest' }, call);
        const check = checks.find((candidate) => isOfActions(candidate) && runsOf(candidate).length > 0);
        if (check === undefined)
            continue;
        const attempts = await readRuns(runsOf(check), sources);
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
async function priorOf(memory, connect = on_github/* githubOf */.zq) {
    const { plan, inputs, settings, context, step } = memory;
    if (inputs.onRerun !== 'failed' || context.runAttempt < 2)
        return run_prior/* NO_PRIOR */.Z;
    const { prior, said } = context.repository === undefined
        ? everything('nothing tells which repository this is about')
        : await recall({
            ...memory,
            checkName: (0,check_run/* checkName */.I)(settings.title),
            digest: (0,request_digest/* requestDigest */.u)(plan, inputs.apiKey),
            github: connect(memory),
        });
    // Who cancels runs nothing.
    if (!memory.signal.aborted)
        step.info(`Attempt ${context.runAttempt} of this job; of attempt ${context.runAttempt - 1}: ${said}`);
    return prior;
}
/** The outcome, with what the base branch says of failed tests where check runs tell its runs. */
async function comparedToBase(outcome, memory, connect = on_github/* githubOf */.zq) {
    const { settings, context, signal } = memory;
    if (!settings.checkRun || signal.aborted)
        return outcome;
    if (context.repository === undefined)
        return outcome;
    const github = connect(memory, { maxAttempts: 1, maxRequests: BASE_REQUESTS });
    const onLack = (failure) => {
        const said = `Nothing tells whether the failures are new. ${failure.what}`;
        if (failure instanceof errors/* MissingPermissionError */.Ai)
            memory.step.warning(`${said}\n${failure.next}\nThe conclusion is not affected.`);
        // Nobody can do anything about the others, nor need anybody.
        else
            memory.step.info(said);
    };
    return withBase(outcome, { ...memory, checkName: (0,check_run/* checkName */.I)(settings.title), github, onLack });
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

/***/ 8002:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ isComplete),
/* harmony export */   U: () => (/* binding */ hasAll)
/* harmony export */ });
/* harmony import */ var _again_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7913);

/** Whether the tests are those of the matrix, each where the matrix has it, none missing and none beside. */
function isComplete(results, entries) {
    const { tests, failed, passed, counts } = results;
    const asked = entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
    // Its counters may know of more than its list does.
    const areAllListed = counts.failed === failed.length && counts.passed === passed.length;
    return hasAll(results, entries) && areAllListed && counts.total === asked && tests.length === asked;
}
/** Whether the tests of the matrix are listed, each where the matrix has it. */
function hasAll({ tests }, entries) {
    const asked = entries.flatMap(({ platform, target, testIds }) => testIds.map((testId) => ({ target, key: placeless(testId, platform) })));
    const askedByKey = Map.groupBy(asked, ({ key }) => key);
    const left = Map.groupBy(tests, ({ result }) => placeless(result.test_id, result.destination?.platform));
    const isThere = ({ result }, { target, key }) => {
        const told = result.destination?.[target.key];
        // Where Doksi does not tell the target, the test must be the only one that it can be.
        return told == null ? askedByKey.get(key)?.length === 1 : (0,_again_js__WEBPACK_IMPORTED_MODULE_0__/* .isSame */ .F)(target.value, told);
    };
    return asked.every((test) => {
        const candidates = left.get(test.key) ?? [];
        const at = candidates.findIndex((candidate) => isThere(candidate, test));
        if (at >= 0)
            candidates.splice(at, 1);
        return at >= 0;
    });
}
function placeless(testId, platform) {
    return JSON.stringify([testId ?? null, platform ?? null]);
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
