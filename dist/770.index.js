export const id = 770;
export const ids = [770];
export const modules = {

/***/ 3116:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ai: () => (/* binding */ MissingPermissionError),
/* harmony export */   E1: () => (/* binding */ GithubError),
/* harmony export */   Ei: () => (/* binding */ GithubUnavailableError),
/* harmony export */   OE: () => (/* binding */ RateLimitError),
/* harmony export */   YD: () => (/* binding */ TimeOverError),
/* harmony export */   cc: () => (/* binding */ MissingTokenError),
/* harmony export */   dh: () => (/* binding */ brief),
/* harmony export */   e: () => (/* binding */ GithubRefusedError),
/* harmony export */   vu: () => (/* binding */ isRefusal)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);


/** One call of GitHub's API that did not bring what was asked for. */
class GithubError extends _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR {
}
/** There is no token to ask with. */
class MissingTokenError extends GithubError {
    brief = 'no token';
    constructor(purpose) {
        super(`Could not ${purpose}: github-token is empty.`, "Leave github-token out, so that it is the job's own token, or check the secret that it is read from.");
    }
}
/** GitHub doesn't let the token do this. */
class MissingPermissionError extends GithubError {
    brief;
    permission;
    constructor(refusal, permission, hasForkToken) {
        const hides = refusal.status === 404 ? ', as it does where a token may not see what it asks for' : '';
        super(refused(refusal, hides), permissionRemedy(refusal.said ?? '', permission, hasForkToken));
        this.brief = brief(refusal.status);
        this.permission = permission;
    }
}
/** The token has asked too often. Not the fault of who reads this, and it passes. */
class RateLimitError extends GithubError {
    brief;
    /** How long GitHub asks to be left alone, in milliseconds. */
    waitMs;
    constructor(refusal, { isSecondary, waitMs, nowMs }) {
        const name = isSecondary ? 'secondary rate limit' : 'rate limit';
        const resetsAt = new Date(nowMs + waitMs).toISOString().slice(11, 16);
        super(`GitHub's ${name} stopped the attempt to ${refusal.purpose}: ${reason(refusal)}.`, `The limit is lifted at ${resetsAt} UTC, in ${soon(waitMs)}. Nothing is wrong with the token or its permissions.`);
        this.brief = `${name}, ${brief(refusal.status)}`;
        this.waitMs = waitMs;
    }
}
/** No answer, or none of GitHub's: the network, a timeout, a 5xx, garbage. It may pass. */
class GithubUnavailableError extends GithubError {
    brief;
    constructor(purpose, brief, options) {
        super(`Could not ${purpose}: ${brief}.`, 'GitHub, or the network on the way to it, may have a problem: see https://www.githubstatus.com.', options);
        this.brief = brief;
    }
}
/** The call's own time was over before an answer came, which says little of how fast GitHub is. */
class TimeOverError extends GithubError {
    brief;
    constructor(purpose, timeFor, askedMs) {
        const after = askedMs > 0 ? ` ${Math.ceil(askedMs / 1000)} s after this was asked` : '';
        const brief = `the time for ${timeFor} was over${after}`;
        super(`Could not ${purpose}: ${brief}.`, 'There was a lot to ask, or GitHub was slow: see https://www.githubstatus.com.');
        this.brief = brief;
    }
}
/** Any other refusal, with GitHub's own words. */
class GithubRefusedError extends GithubError {
    brief;
    status;
    constructor(refusal) {
        super(refused(refusal), refusal.status === 401
            ? 'Check github-token: it may be wrong, revoked or expired.'
            : 'If these words of GitHub do not help, report them as a fault of doksi/run-action.');
        this.brief = brief(refusal.status);
        this.status = refusal.status;
    }
}
/** Whether GitHub refused with one of these statuses, and no permission would help. */
function isRefusal(error, ...statuses) {
    return error instanceof GithubRefusedError && statuses.includes(error.status);
}
function brief(status) {
    return [status, node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[status]].filter(Boolean).join(' ');
}
function refused(refusal, addition = '') {
    return `GitHub refused to ${refusal.purpose}: ${reason(refusal)}${addition}.`;
}
function reason({ status, said }) {
    const words = (said ?? node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[status] ?? 'it gave no reason').replace(/\.+$/, '');
    return `${words} (HTTP ${status})`;
}
function permissionRemedy(said, permission, hasForkToken) {
    const yaml = `permissions:\n  ${permission}`;
    if (hasForkToken)
        return ('This pull request comes from a fork, so GitHub gives its jobs a token that can only read, whatever they ask ' +
            `for. Report from a second workflow, on workflow_run, that has:\n${yaml}`);
    // Personal tokens may never write checks: https://docs.github.com/rest/checks/runs#create-a-check-run
    if (/authenticate via a GitHub App/i.test(said))
        return ("Only the job's own token, or that of a GitHub App, may write checks: leave github-token out, and give the " +
            `job:\n${yaml}`);
    return `Give the job this permission, next to those that it has:\n${yaml}`;
}
function soon(ms) {
    const seconds = Math.ceil(ms / 1000);
    return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}


/***/ }),

/***/ 8127:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I_: () => (/* binding */ findHeadSha),
/* harmony export */   _f: () => (/* binding */ findPullRequest),
/* harmony export */   gQ: () => (/* binding */ noPullRequest)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3116);

/** The commit that the reports are about; GitHub is asked where the event doesn't tell it. */
async function findHeadSha({ headSha, pullRequest }, github, call) {
    if (headSha !== undefined || pullRequest.kind !== 'numbered')
        return headSha;
    return (await github.pullRequest(pullRequest.number, call)).headSha;
}
/**
 * The pull request that the reports are about, or undefined where there is none; GitHub is asked where the event
 * doesn't tell it. Of several the oldest counts.
 */
async function findPullRequest(subject, github, call) {
    const { headSha, pullRequest: hint } = subject;
    switch (hint.kind) {
        case 'numbered': {
            const { number, baseBranch } = hint;
            if (baseBranch !== undefined)
                return { number, baseBranch };
            return github.pullRequest(number, call);
        }
        case 'from-branch': {
            const all = await github.openPullRequestsFrom(hint.owner, hint.branch, call);
            // An owner may have several forks. One whose branch has gone on since is meant all the same.
            const ofFork = all.filter((pull) => pull.headRepository === (hint.repository ?? pull.headRepository));
            return oldest(ofFork.filter((pull) => pull.headSha === headSha)) ?? oldest(ofFork);
        }
        case 'at-head': {
            if (headSha === undefined)
                return undefined;
            const all = await pullRequestsWith(headSha, github, call);
            return oldest(all.filter((pull) => pull.isOpen && pull.headSha === headSha));
        }
    }
}
/** Why there is no pull request, in a sentence. */
function noPullRequest({ headSha, pullRequest: hint }) {
    if (hint.kind === 'from-branch')
        return `No open pull request comes from ${hint.owner}:${hint.branch}.`;
    return headSha === undefined
        ? 'Nothing tells which commit, and so which pull request, this is about.'
        : `No open pull request has commit ${headSha.slice(0, 7)} as its head.`;
}
/** A commit that GitHub doesn't know is in no pull request. */
async function pullRequestsWith(sha, github, call) {
    try {
        return await github.pullRequestsWith(sha, call);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isRefusal */ .vu)(error, 422))
            return [];
        throw error;
    }
}
function oldest(pulls) {
    return pulls.toSorted((one, other) => one.number - other.number)[0];
}


/***/ }),

/***/ 5323:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ handshakeFault),
/* harmony export */   JY: () => (/* binding */ NoWayError),
/* harmony export */   x$: () => (/* binding */ connectionFault)
/* harmony export */ });
/* harmony import */ var _mapping_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9765);

/** No way for a request to go on was found: it says at which step that ended. Nothing was sent. */
class NoWayError extends Error {
    constructor(what, options) {
        super(what, options);
        this.name = 'NoWayError';
    }
}
/**
 * What went wrong with a connection, in a few words, from the error that Node throws. Words only: whether a request
 * may have arrived is told by what was done with its socket. Codes: https://nodejs.org/api/errors.html
 */
function connectionFault(thrown) {
    if (thrown instanceof NoWayError)
        return thrown.message;
    const { code = '', syscall, hostname, message = 'unknown error' } = told(thrown);
    if (syscall === 'getaddrinfo')
        return `the host name ${hostname ?? ''} could not be resolved (${code})`;
    if (code === 'ECONNREFUSED')
        return 'the connection was refused';
    if (syscall === 'connect' || code === 'ETIMEDOUT')
        return `no connection could be made (${code})`;
    if (code === 'ECONNRESET' || code === 'EPIPE')
        return `the connection broke (${code})`;
    if (code.startsWith('HPE_'))
        return `the answer is not valid HTTP (${code})`;
    return code ? `the connection failed (${code})` : message;
}
/** What went wrong while the two ends agreed on TLS. */
function handshakeFault(thrown) {
    const { code = '' } = told(thrown);
    if (CERTIFICATE_CODE.test(code))
        return `the TLS certificate was not accepted (${code})`;
    return code === '' || code === 'ECONNRESET'
        ? 'the TLS handshake was cut off'
        : `the TLS handshake failed (${code})`;
}
const CERTIFICATE_CODE = /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;
/** The texts of what was thrown, which may be anything. */
function told(thrown) {
    if (!(0,_mapping_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .p)(thrown))
        return { message: String(thrown) };
    const { code, syscall, hostname, message } = thrown;
    return { code: text(code), syscall: text(syscall), hostname: text(hostname), message: text(message) };
}
function text(value) {
    return typeof value === 'string' ? value : undefined;
}


/***/ }),

/***/ 1505:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Rc: () => (/* binding */ ConnectionError),
  i5: () => (/* binding */ NoAnswerError),
  fk: () => (/* binding */ RefusedError),
  GI: () => (/* binding */ RequestError),
  mP: () => (/* binding */ UnreadableAnswerError)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/http/connection-fault.ts
var connection_fault = __webpack_require__(5323);
;// CONCATENATED MODULE: ./src/http/peer.ts
function remedyFor({ remedies }, status) {
    const own = remedies.byStatus[status];
    if (own !== undefined)
        return own;
    if (status >= 500)
        return remedies.failed;
    return status >= 300 && status < 400 ? remedies.redirected : remedies.refused;
}

// EXTERNAL MODULE: ./src/http/quote.ts
var quote = __webpack_require__(7696);
;// CONCATENATED MODULE: ./src/http/errors.ts





/** A log line has room for so much of what a server said (characters). */
const MAX_BRIEF = 200;
/** Of the server's own words an error shows so much (characters). */
const MAX_SAID = 2000;
const SILENT = 'did not answer';
const USELESS = 'gave no usable answer';
/** With 5xx, what a gateway says in the place of a server that did not answer. */
const BUSY = new Set([408, 429]);
/** One request that did not bring what was asked for. */
class RequestError extends failure/* Failure */.HR {
    /** What became of the question, to complete "Doksi …": silence is another thing than an answer of no use. */
    fate = SILENT;
    /** Whether it is certain that no byte of the request was sent: there was no connection to send it on. */
    neverArrived = false;
    /** How long the server asks to be left alone, in milliseconds. */
    retryAfterMs = undefined;
    /** The body of the answer, where it came and is JSON. */
    json = undefined;
}
/** No whole answer came: the connection could not be made, or broke. */
class ConnectionError extends RequestError {
    brief;
    inFull;
    peer;
    neverArrived;
    constructor({ purpose, peer }, cause, neverArrived) {
        const brief = (0,connection_fault/* connectionFault */.x$)(cause);
        super(`Could not ${purpose}: ${brief}.`, peer.remedies.unreachable, { cause });
        this.brief = this.inFull = brief;
        this.peer = peer;
        this.neverArrived = neverArrived;
    }
}
/** The answer did not come, or did not end, within the request's own deadline. */
class NoAnswerError extends RequestError {
    brief;
    inFull;
    peer;
    neverArrived;
    constructor({ purpose, peer }, deadlineMs, neverArrived = false) {
        const brief = `no ${neverArrived ? 'connection' : 'answer'} within ${Math.round(deadlineMs / 1000)} s`;
        super(`Could not ${purpose}: ${brief}.`, neverArrived ? peer.remedies.unreachable : peer.remedies.silent);
        this.brief = this.inFull = brief;
        this.peer = peer;
        this.neverArrived = neverArrived;
    }
}
/** An answer came that is not one of the peer's: an HTML page, half a JSON, fields of the wrong type. */
class UnreadableAnswerError extends RequestError {
    brief;
    inFull;
    fate = USELESS;
    peer;
    retryAfterMs;
    json;
    constructor({ purpose, peer }, fault, { retryAfterMs, json } = {}) {
        const what = (0,quote/* clipped */.cz)(fault, MAX_SAID);
        super(`Could not ${purpose}: the answer is not one that ${peer.name} gives (${what}).`, peer.remedies.unreadable);
        this.brief = (0,quote/* inOneLine */.UX)(fault, MAX_BRIEF);
        this.inFull = what;
        this.peer = peer;
        this.retryAfterMs = retryAfterMs;
        this.json = json;
    }
}
/** The server answered that it did not do it. */
class RefusedError extends RequestError {
    brief;
    inFull;
    fate;
    peer;
    status;
    location;
    /** Whether the server calls it something that passes by itself. */
    isPassing;
    retryAfterMs;
    json;
    constructor({ purpose, peer }, { status, said = '', json, code, retryAfterMs, location }) {
        const phrase = external_node_http_.STATUS_CODES[status];
        const verb = status >= 500 ? 'failed' : 'refused';
        const words = (0,quote/* clipped */.cz)(said.trim(), MAX_SAID);
        super(`${peer.name} ${verb} to ${purpose}: ${words || (phrase ?? 'it gave no reason')} (HTTP ${status}).`, remedyFor(peer, status));
        const name = [status, phrase].filter(Boolean).join(' ');
        this.brief = words === '' ? name : `${name}: ${(0,quote/* inOneLine */.UX)(words, MAX_BRIEF)}`;
        this.inFull = words === '' ? name : `${name}: ${words}`;
        this.fate = status >= 500 || BUSY.has(status) ? SILENT : USELESS;
        this.peer = peer;
        this.status = status;
        this.location = location;
        this.isPassing = code !== undefined && peer.passingCodes.has(code);
        this.retryAfterMs = retryAfterMs;
        this.json = json;
    }
}


/***/ }),

/***/ 7696:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UX: () => (/* binding */ inOneLine),
/* harmony export */   cz: () => (/* binding */ clipped),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   jX: () => (/* binding */ xmlErrorCode)
/* harmony export */ });
// Strangers' texts, short enough for a sentence. All of it is done in linear time: they may be long, and hostile.
/** Where a page or an error in XML says what it is, it does so in its first characters. */
const HEAD = 64 * 1024;
/** More of a page (characters) nobody reads in a log line. */
const MAX_QUOTE = 300;
/** The text, or so much of it with an ellipsis behind; no half of a surrogate pair is left over. */
function clipped(text, max) {
    if (text.length <= max)
        return text;
    return `${text.slice(0, max).replace(/[\ud800-\udbff]$/, '')}…`;
}
/** The begin of the text with all white space made single blanks. */
function inOneLine(text, max) {
    const line = text.slice(0, HEAD).replace(/\s+/g, ' ').trim();
    return clipped(line, max);
}
/** A body that is no JSON: of an HTML page its title, of S3's XML code and message, else its begin. */
function quote(text) {
    const head = text.slice(0, HEAD);
    const code = element(head, 'Code');
    if (code !== undefined) {
        const message = element(head, 'Message');
        return message === undefined ? clipped(code, MAX_QUOTE) : `${clipped(code, MAX_QUOTE)}: ${message}`;
    }
    if (!head.trimStart().startsWith('<'))
        return inOneLine(head, MAX_QUOTE);
    const title = titleOf(head);
    return title ? `an HTML page with the title "${inOneLine(title, MAX_QUOTE)}"` : 'an HTML page';
}
/** The code of an error in S3's XML. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function xmlErrorCode(text) {
    const head = text.slice(0, HEAD);
    return /<Error[\s>]/.test(head) ? element(head, 'Code') : undefined;
}
function element(xml, name) {
    const begin = xml.indexOf(`<${name}>`);
    const end = xml.indexOf(`</${name}>`, begin);
    return begin < 0 || end < 0 ? undefined : xml.slice(begin + name.length + 2, end).trim();
}
function titleOf(html) {
    const tag = html.toLowerCase().indexOf('<title');
    const begin = html.indexOf('>', tag) + 1;
    const end = html.indexOf('<', begin);
    return tag < 0 || begin === 0 || end < 0 ? undefined : html.slice(begin, end).trim();
}


/***/ }),

/***/ 7821:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ parseRetryAfter),
/* harmony export */   y: () => (/* binding */ MAX_RETRY_AFTER_MS)
/* harmony export */ });
/** A server may ask for this much patience (milliseconds), and no more. */
const MAX_RETRY_AFTER_MS = 2 * 60 * 1000;
/**
 * Milliseconds that a `Retry-After` header asks to wait, at most two minutes; undefined where it says nothing that
 * can be understood. Both forms, seconds and a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
function parseRetryAfter(header, nowMs) {
    const value = header?.trim() ?? '';
    const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
    return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}


/***/ }),

/***/ 1510:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ RetryBudget),
/* harmony export */   K: () => (/* binding */ RETRY_BUDGET_MS)
/* harmony export */ });
/* harmony import */ var _retry_after_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7821);

/** No retries go on for longer than this (milliseconds): a step that hangs helps nobody. */
const RETRY_BUDGET_MS = 2 * 60 * 1000;
/**
 * The time (milliseconds) that the retries of one undertaking may take, however deeply they are nested. One wait that
 * the server asks for may go beyond it by `graceMs`: a request that is put off for two minutes is asked once more.
 */
class RetryBudget {
    #graceMs;
    #leftMs;
    #wasPutOff = false;
    constructor(ms = RETRY_BUDGET_MS, graceMs = _retry_after_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_RETRY_AFTER_MS */ .y) {
        this.#leftMs = ms;
        this.#graceMs = graceMs;
    }
    /** Time that went by with an attempt that failed. */
    spend(ms) {
        this.#leftMs -= ms;
    }
    /** Whether there is time for this wait, which then is spent; `isAsked` where it is as long as the server said. */
    grants(waitMs, isAsked) {
        // Below zero is nothing left, not a debt: what was promised is granted all the same.
        const graceMs = isAsked && !this.#wasPutOff ? this.#graceMs : 0;
        if (waitMs > Math.max(this.#leftMs, 0) + graceMs)
            return false;
        this.#wasPutOff ||= isAsked;
        this.spend(waitMs);
        return true;
    }
}


/***/ }),

/***/ 8902:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LH: () => (/* binding */ withRetries),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   jo: () => (/* binding */ backoffMs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1505);
/* harmony import */ var _retry_budget_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1510);


const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30 * 1000;
/** Calls `attempt` until it succeeds, fails for good by `mayRetry`, or the budget is used up. */
async function withRetries(attempt, mayRetry, { clock, random, signal, budget = new _retry_budget_js__WEBPACK_IMPORTED_MODULE_1__/* .RetryBudget */ .H(), lostMs, onRetry }) {
    for (let number = 1;; number++) {
        const startedAt = clock.now();
        try {
            return await attempt(number);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .GI) || !mayRetry(error))
                throw error;
            const tookMs = clock.now() - startedAt;
            budget.spend(lostMs ? lostMs(error, tookMs) : tookMs);
            // A server that says 0 must not be hammered.
            const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(number, random));
            if (!budget.grants(waitMs, waitMs === error.retryAfterMs))
                throw error;
            onRetry?.(error, waitMs);
            await clock.sleep(waitMs, signal);
        }
    }
}
/** Exponential, with half of it left to chance, so that the jobs of a matrix do not come back in step. */
function backoffMs(attempt, random) {
    const full = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), MAX_BACKOFF_MS);
    return full * (0.5 + random() / 2);
}
/** A failure that may pass by itself. For requests that may safely be repeated. */
function isTransient(failure) {
    if (failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc || failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .NoAnswerError */ .i5)
        return true;
    if (!(failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RefusedError */ .fk))
        return false;
    return failure.isPassing || failure.status === 408 || failure.status === 429 || failure.status >= 500;
}


/***/ }),

/***/ 2232:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dv: () => (/* binding */ UnknownSubjectError),
  FI: () => (/* binding */ connection),
  zq: () => (/* binding */ githubOf)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 6 modules
var schemas = __webpack_require__(0);
// EXTERNAL MODULE: ./src/clock.ts
var src_clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
// EXTERNAL MODULE: ./src/github/errors.ts
var errors = __webpack_require__(3116);
;// CONCATENATED MODULE: ./src/github/schemas.ts

// What https://docs.github.com/rest says of the answers, as far as the reports read them.
/** A text that GitHub may leave out, leave empty, or set to null. */
const optionalText = schemas/* string */.YjP()
    .nullish()
    .transform((text) => (text === null || text === '' ? undefined : text));
const CheckRunAnswer = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    name: schemas/* string */.YjP(),
    head_sha: schemas/* string */.YjP(),
    external_id: optionalText,
    html_url: optionalText,
    status: schemas/* string */.YjP(),
    conclusion: optionalText,
    started_at: optionalText,
    completed_at: optionalText,
    output: schemas/* object */.Ikc({
        title: optionalText,
        summary: optionalText,
        text: optionalText,
        annotations_count: schemas/* number */.aig().catch(0),
    })
        .nullish(),
    app: schemas/* object */.Ikc({ id: schemas/* number */.aig(), slug: optionalText }).nullish(),
})
    .transform(({ id, name, status, conclusion, output, app, ...run }) => ({
    id,
    name,
    status,
    conclusion,
    headSha: run.head_sha,
    externalId: run.external_id,
    htmlUrl: run.html_url,
    startedAt: run.started_at,
    completedAt: run.completed_at,
    title: output?.title,
    summary: output?.summary,
    text: output?.text,
    annotationsCount: output?.annotations_count ?? 0,
    app: app ?? undefined,
}));
const CheckRunsAnswer = schemas/* object */.Ikc({ check_runs: schemas/* array */.YOg(CheckRunAnswer) })
    .transform(({ check_runs }) => check_runs);
const CommentAnswer = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    html_url: schemas/* string */.YjP(),
    body: schemas/* string */.YjP().nullish(),
    user: schemas/* object */.Ikc({ login: schemas/* string */.YjP() }).nullish(),
    created_at: schemas/* string */.YjP(),
    updated_at: schemas/* string */.YjP(),
})
    .transform(({ id, html_url, body, user, created_at, updated_at }) => ({
    id,
    htmlUrl: html_url,
    body: body ?? '',
    author: user?.login,
    createdAt: created_at,
    updatedAt: updated_at,
}));
const PullRequestAnswer = schemas/* object */.Ikc({
    number: schemas/* number */.aig(),
    state: schemas/* string */.YjP(),
    head: schemas/* object */.Ikc({
        sha: schemas/* string */.YjP(),
        ref: schemas/* string */.YjP(),
        repo: schemas/* object */.Ikc({ full_name: schemas/* string */.YjP() }).nullish(),
    }),
    base: schemas/* object */.Ikc({ ref: schemas/* string */.YjP() }),
})
    .transform(({ number, state, head, base }) => ({
    number,
    isOpen: state === 'open',
    headSha: head.sha,
    headBranch: head.ref,
    headRepository: head.repo?.full_name,
    baseBranch: base.ref,
}));
const CommitsAnswer = schemas/* array */.YOg(schemas/* object */.Ikc({ sha: schemas/* string */.YjP() }))
    .transform((commits) => commits.map(({ sha }) => sha));
const UserAnswer = schemas/* object */.Ikc({ login: schemas/* string */.YjP().min(1) }).transform(({ login }) => login);
/** A refusal's body. Its `errors` are objects, or texts. */
const RefusalAnswer = schemas/* object */.Ikc({
    message: schemas/* string */.YjP(),
    errors: schemas/* array */.YOg(schemas/* union */.KCZ([
        schemas/* string */.YjP(),
        schemas/* object */.Ikc({
            message: schemas/* string */.YjP().optional(),
            field: schemas/* string */.YjP().optional(),
            code: schemas/* string */.YjP().optional(),
        }),
    ]))
        .optional()
        .catch(undefined),
});

;// CONCATENATED MODULE: ./src/github/refusals.ts


/** Of GitHub's own words we tell no more than this (characters). */
const MAX_SAID = 2000;
/** What GitHub asks to wait where it doesn't say: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const UNTOLD_WAIT_MS = 60 * 1000;
/** What an answer other than 2xx means. */
function refusalOf(reply, asked, nowMs) {
    const { purpose, permission, mayBeGone, hasForkToken } = asked;
    const { status } = reply;
    const said = wordsOf(reply.data);
    const refusal = { purpose, status, said };
    const limit = limitOf(reply, said ?? '', nowMs);
    if (limit)
        return new errors/* RateLimitError */.OE(refusal, limit);
    if (status >= 500 || status === 408) {
        const words = said === undefined ? '' : `: ${said}`;
        return new errors/* GithubUnavailableError */.Ei(purpose, `GitHub answered ${(0,errors/* brief */.dh)(status)}${words}`);
    }
    const lacksPermission = status === 403 ? !isClosed(said) : status === 404 && !mayBeGone;
    return lacksPermission && permission !== undefined
        ? new errors/* MissingPermissionError */.Ai(refusal, permission, hasForkToken)
        : new errors/* GithubRefusedError */.e(refusal);
}
/** No permission opens what is locked or archived. */
function isClosed(said) {
    return /\b(is|was|are|been) (locked|archived|disabled|suspended)\b/i.test(said ?? '');
}
/** How GitHub says that a token has asked too often; both limits come as 403 or 429. */
function limitOf({ status, headers }, said, nowMs) {
    if (status !== 403 && status !== 429)
        return undefined;
    const isUsedUp = headers['x-ratelimit-remaining'] === '0';
    const isSecondary = /secondary rate|abuse/i.test(said) || !isUsedUp;
    const retryAfterMs = secondsIn(headers['retry-after']);
    if (retryAfterMs !== undefined)
        return { isSecondary, waitMs: retryAfterMs, nowMs };
    const isSaid = status === 429 || /rate limit|abuse/i.test(said);
    // The last request of the hour may lack a permission like any other.
    if (!isSaid && (!isUsedUp || /not accessible/i.test(said)))
        return undefined;
    const resetMs = secondsIn(headers['x-ratelimit-reset']);
    const waitMs = isSecondary || resetMs === undefined ? UNTOLD_WAIT_MS : Math.max(0, resetMs - nowMs);
    return { isSecondary, waitMs, nowMs };
}
function secondsIn(header) {
    return /^\d{1,12}$/.test(header ?? '') ? Number(header) * 1000 : undefined;
}
/** GitHub's message with its details, in one line. */
function wordsOf(data) {
    const { data: body } = RefusalAnswer.safeParse(data);
    if (!body)
        return undefined;
    const details = (body.errors ?? []).map((error) => typeof error === 'string'
        ? error
        : (error.message ?? [error.field, error.code].filter(Boolean).join(' ')));
    const words = [body.message, ...details].join('; ').slice(0, MAX_SAID).replace(/\s+/g, ' ').trim();
    return words === '' ? undefined : words;
}

;// CONCATENATED MODULE: ./src/github/ask.ts





/** Each request has this long (milliseconds). */
const REQUEST_DEADLINE_MS = 10_000;
const DEFAULT_ATTEMPTS = 4;
/**
 * Puts a question until it is answered: again after passing faults and rate limits, as long as the wait ends before
 * the call does.
 * @throws GithubError, or the signal's reason.
 */
async function ask(question, call, options) {
    const { clock, random, maxAttempts = DEFAULT_ATTEMPTS } = options;
    let before;
    for (let attempt = 1;; attempt++) {
        try {
            return await once(question, call, options, attempt);
        }
        catch (error) {
            call.signal.throwIfAborted();
            // The fault that cost the time says more than that it was over.
            if (error instanceof errors/* TimeOverError */.YD && before !== undefined)
                throw before;
            before = error instanceof Error ? error : undefined;
            const askedMs = error instanceof errors/* RateLimitError */.OE ? error.waitMs : 0;
            const waitMs = Math.max(askedMs, (0,retry/* backoffMs */.jo)(attempt, random));
            if (!isPassing(error) || attempt >= maxAttempts || clock.now() + waitMs >= call.endsAtMs)
                throw error;
            await clock.sleep(waitMs, call.signal);
            const value = error instanceof errors/* GithubUnavailableError */.Ei ? await question.arrived?.() : undefined;
            if (value !== undefined)
                return { value, headers: {} };
        }
    }
}
function isPassing(error) {
    return error instanceof errors/* GithubUnavailableError */.Ei || error instanceof errors/* RateLimitError */.OE;
}
async function once(question, call, options, attempt) {
    const { clock, hasForkToken, trace } = options;
    const { purpose, method, path } = question;
    const startedAt = clock.now();
    const log = (outcome) => trace?.(`${method} ${path} → ${outcome} in ${Math.round(clock.now() - startedAt)} ms (attempt ${attempt})`);
    const leftMs = call.endsAtMs - startedAt;
    const late = () => leftMs < REQUEST_DEADLINE_MS
        ? new errors/* TimeOverError */.YD(purpose, call.timeFor ?? 'it', leftMs)
        : new errors/* GithubUnavailableError */.Ei(purpose, `no answer within ${REQUEST_DEADLINE_MS / 1000} s`);
    if (leftMs <= 0)
        throw late();
    let reply;
    try {
        reply = await (0,src_clock/* withDeadline */.N)(clock, Math.min(REQUEST_DEADLINE_MS, leftMs), call.signal, late, (signal) => options.send(question, signal));
    }
    catch (error) {
        call.signal.throwIfAborted();
        const failure = error instanceof errors/* GithubError */.E1 ? error : disconnected(purpose, error);
        log(failure.brief);
        throw failure;
    }
    log((0,errors/* brief */.dh)(reply.status));
    if (reply.status < 200 || reply.status > 299)
        throw refusalOf(reply, { ...question, hasForkToken }, clock.now());
    const parsed = question.schema.safeParse(reply.data);
    if (parsed.success)
        return { value: parsed.data, headers: reply.headers };
    throw new errors/* GithubUnavailableError */.Ei(purpose, `the answer is not one of GitHub's (${(0,errors/* brief */.dh)(reply.status)})`);
}
/** Longer messages of a network's error (characters) tell nothing more. */
const MAX_REASON = 200;
const Cause = schemas/* object */.Ikc({ message: schemas/* string */.YjP().catch(''), cause: schemas/* unknown */.L5J().optional() });
function disconnected(purpose, error) {
    const reason = reasonOf(error).slice(0, MAX_REASON);
    const words = reason === '' ? 'the connection failed' : `the connection failed (${reason})`;
    return new errors/* GithubUnavailableError */.Ei(purpose, words, { cause: error });
}
/** What the innermost cause says: `fetch failed` alone helps nobody. */
function reasonOf(error, depth = 0) {
    const { data } = Cause.safeParse(error);
    if (data === undefined || depth > 4)
        return '';
    return reasonOf(data.cause, depth + 1) || data.message;
}

;// CONCATENATED MODULE: ./src/github/pages.ts
/** As many as GitHub gives at once. */
const PER_PAGE = 100;
/** A list of more pages is broken: GitHub allows 2,500 comments. */
const MAX_PAGES = 100;
/** Brings all pages of a list. `ask` is given the query of each. */
async function allPages(ask) {
    const all = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
        const { value, headers } = await ask(`per_page=${PER_PAGE}&page=${page}`);
        all.push(...value);
        const { link } = headers;
        // The last page of several has a link, too: to those before it.
        const hasMore = link === undefined ? value.length >= PER_PAGE : /\brel="?next\b/.test(link);
        if (!hasMore)
            break;
    }
    return all;
}

;// CONCATENATED MODULE: ./src/github/check-runs.ts


/** The calls about check runs, for which a job needs `checks: write`. */
function checkRunCalls(put, home) {
    const common = { schema: CheckRunAnswer, permission: 'checks: write' };
    const purpose = 'publish the check run';
    const checkRun = async (id, call) => {
        const path = `${home}/check-runs/${id}`;
        return (await put({ ...common, purpose: 'read the check run', method: 'GET', path }, call)).value;
    };
    return {
        checkRun,
        async createCheckRun(run, call) {
            const path = `${home}/check-runs`;
            return (await put({ ...common, purpose, method: 'POST', path, body: newCheckRunBody(run) }, call))
                .value;
        },
        async updateCheckRun(run, change, call) {
            const path = `${home}/check-runs/${run.id}`;
            const expected = run.annotationsCount + (change.output.annotations?.length ?? 0);
            const arrived = async () => {
                const now = await checkRun(run.id, call).catch(() => undefined);
                return now !== undefined && now.annotationsCount >= expected ? now : undefined;
            };
            const question = {
                ...common,
                purpose: 'add to the check run',
                method: 'PATCH',
                path,
                body: changeBody(change),
            };
            // Annotations add up, so those that arrived must not be sent again; the rest may.
            const adds = expected > run.annotationsCount;
            return (await put({ ...question, ...(adds && { arrived }) }, call)).value;
        },
        async checkRuns(ref, { name, filter, appId }, call) {
            const query = new URLSearchParams({
                filter,
                ...(name !== undefined && { check_name: name }),
                ...(appId !== undefined && { app_id: String(appId) }),
            });
            const path = `${home}/commits/${encodeURIComponent(ref)}/check-runs?${query.toString()}`;
            const question = { ...common, purpose: 'read the check runs', method: 'GET' };
            const runs = await allPages((page) => put({ ...question, path: `${path}&${page}`, schema: CheckRunsAnswer }, call));
            return runs.sort((one, other) => other.id - one.id);
        },
    };
}
function newCheckRunBody(run) {
    return {
        name: run.name,
        head_sha: run.headSha,
        external_id: run.externalId,
        details_url: run.detailsUrl,
        status: 'completed',
        conclusion: run.conclusion,
        output: outputBody(run.output),
    };
}
function changeBody({ conclusion, output }) {
    return { conclusion, output: outputBody(output) };
}
function outputBody({ title, summary, text, annotations }) {
    return {
        title,
        summary,
        text,
        annotations: annotations?.map(({ path, line, level, message, title: heading }) => ({
            path,
            start_line: line,
            end_line: line,
            annotation_level: level,
            message,
            title: heading,
        })),
    };
}

;// CONCATENATED MODULE: ./src/github/comments.ts




/** The calls about a pull request's comments, for which a job needs `pull-requests: write`. */
function commentCalls(put, home) {
    const common = { schema: CommentAnswer, permission: 'pull-requests: write' };
    const one = (id) => ({ ...common, path: `${home}/issues/comments/${id}`, mayBeGone: true });
    const write = 'write the comment on the pull request';
    const read = 'read the comments of the pull request';
    return {
        async comments(number, call) {
            const path = `${home}/issues/${number}/comments`;
            const schema = schemas/* array */.YOg(CommentAnswer);
            const comments = await allPages((page) => put({ ...common, purpose: read, method: 'GET', path: `${path}?${page}`, schema }, call));
            return comments.sort((one, other) => one.id - other.id);
        },
        comment: (id, call) => unlessGone(put({ ...one(id), purpose: read, method: 'GET' }, call)),
        async createComment(number, body, call) {
            const path = `${home}/issues/${number}/comments`;
            return (await put({ ...common, purpose: write, method: 'POST', path, body: { body } }, call)).value;
        },
        updateComment: (id, body, call) => unlessGone(put({ ...one(id), purpose: write, method: 'PATCH', body: { body } }, call)),
        async deleteComment(id, call) {
            const purpose = 'delete a comment that was there twice';
            await unlessGone(put({ ...one(id), purpose, method: 'DELETE', schema: schemas/* unknown */.L5J() }, call));
        },
    };
}
async function unlessGone(answer) {
    try {
        return (await answer).value;
    }
    catch (error) {
        if ((0,errors/* isRefusal */.vu)(error, 404, 410))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/github/connection.ts

/** Connects by GitHub's own library, which knows proxies. It is loaded with the first request. */
function connect(options) {
    const { token, userAgent } = options;
    const baseUrl = options.apiUrl.replace(/\/+$/, '');
    let loading;
    return async ({ method, path, body }, signal) => {
        const { getOctokit } = await (loading ??= load());
        const octokit = getOctokit(token, { baseUrl, userAgent, log: silent });
        try {
            const request = { method, url: path, ...(body && { data: body }), request: { signal } };
            return Replied.parse(await octokit.request(request));
        }
        catch (error) {
            // The library throws what came with a status from 400 on.
            const { data: refused } = Refused.safeParse(error);
            if (refused === undefined)
                throw error;
            return refused.response;
        }
    };
}
/**
 * The library reads the event's file while it is loaded, and breaks where that is no JSON. We don't need it to.
 * https://github.com/actions/toolkit/blob/main/packages/github/src/context.ts
 */
async function load() {
    const path = process.env['GITHUB_EVENT_PATH'];
    delete process.env['GITHUB_EVENT_PATH'];
    try {
        return await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
    }
    finally {
        if (path !== undefined)
            process.env['GITHUB_EVENT_PATH'] = path;
    }
}
const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const Replied = schemas/* object */.Ikc({
    status: schemas/* number */.aig(),
    headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig().transform(String)]).optional()),
    data: schemas/* unknown */.L5J().optional(),
});
const Refused = schemas/* object */.Ikc({ response: Replied });

;// CONCATENATED MODULE: ./src/github/pull-requests.ts



/** The calls that find pull requests and commits. */
function pullRequestCalls(put, home, writesComments) {
    const permission = writesComments ? 'pull-requests: write' : 'pull-requests: read';
    const common = { purpose: 'find the pull request', method: 'GET', permission };
    const list = (path, call) => allPages((page) => put({ ...common, path: `${path}${page}`, schema: schemas/* array */.YOg(PullRequestAnswer) }, call));
    return {
        async pullRequest(number, call) {
            const path = `${home}/pulls/${number}`;
            const question = {
                ...common,
                purpose: `read pull request #${number}`,
                path,
                schema: PullRequestAnswer,
            };
            return (await put(question, call)).value;
        },
        openPullRequestsFrom(owner, branch, call) {
            const query = new URLSearchParams({ head: `${owner}:${branch}`, state: 'open' });
            return list(`${home}/pulls?${query.toString()}&`, call);
        },
        pullRequestsWith: (sha, call) => list(`${home}/commits/${encodeURIComponent(sha)}/pulls?`, call),
        async commits(ref, count, call) {
            const query = new URLSearchParams({ sha: ref, per_page: String(count) });
            const question = {
                purpose: `read the last commits of ${ref}`,
                method: 'GET',
                path: `${home}/commits?${query.toString()}`,
                schema: CommitsAnswer,
                permission: 'contents: read',
            };
            return (await put(question, call)).value;
        },
    };
}

;// CONCATENATED MODULE: ./src/github/client.ts







/** Under which GitHub shows what a job's own token wrote. */
const ACTIONS_LOGIN = 'github-actions[bot]';
/**
 * Connects to the API of GitHub for one repository. Everything is asked again after passing faults: a check run that is
 * created twice is shown once, and who writes comments merges those that are there twice.
 */
function createGithub(options) {
    const { token, send = connect(options), maxRequests = Infinity } = options;
    let asked = 0;
    const put = async (question, call) => {
        if (token === '')
            throw new errors/* MissingTokenError */.cc(question.purpose);
        if (++asked > maxRequests)
            throw new errors/* GithubUnavailableError */.Ei(question.purpose, `${maxRequests} questions are enough`);
        return ask({ permission: undefined, mayBeGone: false, ...question }, call, { ...options, send });
    };
    const home = `/repos/${options.repository}`;
    const login = async (call) => {
        try {
            const purpose = 'find out whose token it is';
            return (await put({ purpose, method: 'GET', path: '/user', schema: UserAnswer }, call)).value;
        }
        catch (error) {
            // An app's token is no user's.
            if ((0,errors/* isRefusal */.vu)(error, 403, 404))
                return ACTIONS_LOGIN;
            throw error;
        }
    };
    return {
        login,
        ...checkRunCalls(put, home),
        ...commentCalls(put, home),
        ...pullRequestCalls(put, home, options.writesComments),
    };
}

// EXTERNAL MODULE: ./src/version.ts
var version = __webpack_require__(311);
// EXTERNAL MODULE: ./src/publish/publish.ts + 2 modules
var publish = __webpack_require__(9949);
;// CONCATENATED MODULE: ./src/publish/on-github.ts




/** GitHub's API, in this repository; the library behind it is loaded with the first question. */
function githubOf({ settings, context, clock, random, step }, options = {}) {
    if (context.repository === undefined)
        throw new UnknownSubjectError('repository', 'GITHUB_REPOSITORY');
    return createGithub({
        ...options,
        token: settings.githubToken,
        apiUrl: context.apiUrl,
        repository: context.repository,
        clock,
        random,
        userAgent: `doksi-run-action/${version/* VERSION */.x}`,
        hasForkToken: context.hasForkToken,
        writesComments: settings.prComment,
        trace: (line) => step.debug(line),
    });
}
/** A report that can't be finished needs this long (milliseconds) to say what it lacks, before all reports are cut off. */
const LAST_WORDS_MS = 1500;
/** The way to GitHub for one report, within the time that all have. */
function connection(sources, signal) {
    return {
        github: githubOf(sources),
        call: {
            signal,
            endsAtMs: sources.clock.now() + publish/* REPORTS_MS */.d - LAST_WORDS_MS,
            timeFor: 'all reports',
        },
    };
}
/** Nothing tells what a report is about. */
class UnknownSubjectError extends failure/* Failure */.HR {
    constructor(what, where) {
        super(`Nothing tells which ${what} this is about.`, `It comes from ${where}, which is empty here.`);
    }
}


/***/ }),

/***/ 311:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** As in package.json; a test holds them together. */
const VERSION = '1.0.0';


/***/ })

};
