export const id = 193;
export const ids = [193];
export const modules = {

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
    const decision = (0,gates/* decide */.L)(outcome, settings.gates);
    const conclusion = checkConclusion(outcome.conclusion, decision);
    if (conclusion === undefined)
        return {};
    const { github, call } = (0,on_github/* connection */.FI)(sources, signal);
    const headSha = await (0,subject/* findHeadSha */.I_)(context.subject, github, call);
    if (headSha === undefined)
        throw new on_github/* UnknownSubjectError */.dv('commit', 'the event or the input commit-sha');
    const record = recordOf(sources, headSha);
    const { closed } = decision;
    const workflow = workflowFile();
    const report = (0,check_run/* checkReport */.p)({ outcome, conclusion, closed, title, headSha, workflow, record });
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
            return `The check run is published, but lacks ${(0,src_text/* counted */.hS)(missing, 'annotation')}. ${what}\n${next}`;
        }
    }
    return undefined;
}


/***/ })

};
