export const id = 362;
export const ids = [362];
export const modules = {

/***/ 369:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $v: () => (/* binding */ withAllowance),
/* harmony export */   IO: () => (/* binding */ CreationAbandonedError),
/* harmony export */   SL: () => (/* binding */ creationFailure),
/* harmony export */   oR: () => (/* binding */ RunMayExistError),
/* harmony export */   tU: () => (/* binding */ isNotTaken)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1505);
/* harmony import */ var _refusal_body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3415);



// The request that creates a run must never be sent twice where the first may have arrived: each run spends allowance.
/** Doksi's ways to say no. Whatever else comes back, it may have said yes before. */
const REFUSALS = new Set([400, 401, 402, 403, 404, 422]);
/** Too busy to have begun. */
const NOT_TAKEN = new Set([429, 503]);
/** The allowance does not cover the run; recognised by the body, since Doksi publishes no status code for it. */
class AllowanceError extends _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .GI {
    brief = 'the allowance is used up';
    inFull;
    peer;
    constructor(failure, { requested, remaining }) {
        super(failure instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RefusedError */ .fk ? failure.what : `Doksi refused to create the run: ${failure.inFull}.`, `This run needs ${requested} of your allowance and ${remaining} are left. Run fewer tests, or raise the plan's allowance.`, { cause: failure });
        this.inFull = `${this.brief}: ${failure.inFull}`;
        this.peer = failure.peer;
    }
}
const MAY_EXIST = "The run may exist: look in Doksi's dashboard, among the runs of this key's workspace, before you run this job again, since every run spends allowance.";
/** The creating request may have arrived, but no usable answer came: sending it again could run and bill it twice. */
class RunMayExistError extends _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    constructor(cause) {
        const isAnswered = cause instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RefusedError */ .fk;
        const hasRemedy = isAnswered && cause.status < 500 && cause.status !== 408;
        const what = isAnswered ? `${ANSWERED} HTTP ${sentence(cause.inFull)}` : cause.what;
        super(what, hasRemedy ? `${MAY_EXIST} ${cause.next}` : MAY_EXIST, { cause });
    }
}
/** What came back, and nothing of what it means: that Doksi refused would be to know that there is no run. */
const ANSWERED = 'Doksi answered the request that creates the run with';
function sentence(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}
/** The step was cancelled while the creating request was on its way. */
class CreationAbandonedError extends _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    constructor(reason) {
        super('The step was cancelled while the run was being created.', MAY_EXIST, { cause: reason });
    }
}
/** Proof that the server did not take the request. */
function isNotTaken(failure) {
    if (failure instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ConnectionError */ .Rc || failure instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .NoAnswerError */ .i5)
        return failure.neverArrived;
    return failure instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RefusedError */ .fk && NOT_TAKEN.has(failure.status);
}
/** What a failed creation is: told as what it is where that is sure, else as a run that may exist. */
function creationFailure(failure) {
    if (failure instanceof AllowanceError || isNotTaken(failure))
        return failure;
    return failure instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RefusedError */ .fk && REFUSALS.has(failure.status)
        ? failure
        : new RunMayExistError(failure);
}
/** The same failure, or what its body says of the allowance. */
function withAllowance(failure) {
    const allowance = (0,_refusal_body_js__WEBPACK_IMPORTED_MODULE_2__/* .allowanceOf */ .U)(failure.json);
    return allowance === undefined ? failure : new AllowanceError(failure, allowance);
}


/***/ }),

/***/ 8091:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O3: () => (/* binding */ STORAGE),
/* harmony export */   j6: () => (/* binding */ TARGET_MAKER),
/* harmony export */   nC: () => (/* binding */ API),
/* harmony export */   tM: () => (/* binding */ RUN_MAKER)
/* harmony export */ });
/* harmony import */ var _refusal_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3415);

// The two servers that Doksi has: its API, with remedies for what each endpoint refuses, and the storage that takes uploads.
const UNREACHABLE = 'Check the network between this runner and Doksi (proxy, firewall, api-url), then run the job again.';
const API = {
    name: 'Doksi',
    hasSecretUrls: false,
    wordsOf: _refusal_body_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsOf */ .Z,
    passingCodes: new Set(),
    remedies: {
        unreachable: UNREACHABLE,
        silent: 'Doksi may be down or slow: run the job again later.',
        unreadable: 'Check api-url: something between this runner and Doksi, such as a proxy, may have answered in its place.',
        redirected: 'Check api-url: Doksi does not answer there itself.',
        failed: 'Doksi has a problem of its own: run the job again later.',
        byStatus: {
            401: 'Check the api-key input: the key may be wrong or revoked. Keys are made in Settings > Integrations > CI/CD.',
            402: "Check the plan and its allowance in Doksi's settings.",
            403: 'Check what this API key may do, and the policies in Settings > Integrations > CI/CD.',
            404: 'Check api-url, and that the id belongs to the workspace of this API key.',
            408: 'Doksi may be slow: run the job again later.',
            429: 'Too many requests with this key: run the job again later, or start fewer jobs at once.',
        },
        refused: "Read Doksi's words above and correct the inputs of this step.",
    },
};
/** The API where it is asked for a run: what it refuses may be in the request. */
const RUN_MAKER = withRemedies({
    400: "Compare the matrix and extra-body with Doksi's documentation; dry-run: true shows the exact request.",
});
const BAD_APP = 'Doksi does not take this app as a target: check the APK that the build made, then target-name and target-version.';
/** The API where it is given a target: what it refuses is the app. */
const TARGET_MAKER = withRemedies({ 400: BAD_APP, 422: BAD_APP });
function withRemedies(byStatus) {
    const { remedies } = API;
    return { ...API, remedies: { ...remedies, byStatus: { ...remedies.byStatus, ...byStatus } } };
}
const UPLOAD_AGAIN = 'Run the job again: it uploads to a new address. If it fails the same way, tell Doksi these words.';
/** It is S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const STORAGE = {
    name: "Doksi's storage",
    hasSecretUrls: true,
    wordsOf: _refusal_body_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsOf */ .Z,
    passingCodes: new Set(['RequestTimeout', 'InternalError', 'SlowDown', 'ServiceUnavailable']),
    remedies: {
        unreachable: UNREACHABLE,
        silent: "Doksi's storage may be down or slow: run the job again later.",
        unreadable: UPLOAD_AGAIN,
        redirected: UPLOAD_AGAIN,
        failed: UPLOAD_AGAIN,
        byStatus: {},
        refused: UPLOAD_AGAIN,
    },
};


/***/ }),

/***/ 3415:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ allowanceOf),
/* harmony export */   Z: () => (/* binding */ wordsOf)
/* harmony export */ });
/* harmony import */ var _mapping_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9765);

// The bodies of errors, read by hand: they come with any answer, and before anything that schemas are loaded for.
/** What a body says in words. Documented is a text; some servers wrap it once more. */
function wordsOf(json) {
    const error = (0,_mapping_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .p)(json) ? json['error'] : undefined;
    const said = (0,_mapping_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .p)(error) ? error['message'] : error;
    const words = typeof said === 'string' ? said.trim() : '';
    return words === '' ? undefined : words;
}
/** Of the error that comes when the allowance is used up; its status is not documented. */
function allowanceOf(json) {
    if (!(0,_mapping_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .p)(json))
        return undefined;
    const { requested, remaining } = json;
    return isAmount(requested) && isAmount(remaining) ? { requested, remaining } : undefined;
}
function isAmount(value) {
    return Number.isFinite(value) || (typeof value === 'string' && /^\d{1,9}$/.test(value));
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

/***/ 8362:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runTools: () => (/* binding */ runTools)
});

// EXTERNAL MODULE: ./src/http/errors.ts + 1 modules
var errors = __webpack_require__(1505);
// EXTERNAL MODULE: ./src/clock.ts
var src_clock = __webpack_require__(9373);
;// CONCATENATED MODULE: ./src/http/json.ts
/** Deeper answers are not read: whoever writes one out again would run out of stack. */
const MAX_DEPTH = 200;
/** Answers with more values are not read (10,000 results have about 120,000): they would cost minutes. */
const MAX_VALUES = 2_000_000;
/** Parses JSON whose size is bounded, in time that is bounded, too. */
function parseJson(text) {
    const fault = measure(text);
    if (fault !== undefined)
        return { isJson: false, fault };
    try {
        const json = JSON.parse(text);
        return { isJson: true, json };
    }
    catch {
        return { isJson: false, fault: 'a body that is no JSON' };
    }
}
const [QUOTE, BACKSLASH, COMMA] = ['"', '\\', ','].map((sign) => sign.charCodeAt(0));
const OPENING = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const CLOSING = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));
/** What is wrong with the shape of a JSON, before it costs anything to build. */
function measure(text) {
    let depth = 0;
    let values = 0;
    for (let at = 0; at < text.length; at++) {
        const sign = text.charCodeAt(at);
        if (sign === QUOTE) {
            for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
                if (text.charCodeAt(at) === BACKSLASH)
                    at++;
            }
        }
        else if (sign === COMMA) {
            values++;
        }
        else if (OPENING.has(sign)) {
            values++;
            if (++depth > MAX_DEPTH)
                return `a JSON of more than ${MAX_DEPTH} levels`;
        }
        else if (CLOSING.has(sign)) {
            depth--;
        }
        if (values > MAX_VALUES)
            return `a JSON of more than ${MAX_VALUES} values`;
    }
    return undefined;
}
/** What makes a JSON another than the schema says, in plain words without its texts: `"status" is missing`. */
function mismatch(json, { issues }) {
    return issues
        .slice(0, 3)
        .map(({ path, code, message }) => {
        const name = path.length === 0 ? 'the body' : `"${path.join('.')}"`;
        const value = path.reduce(memberOf, json);
        if (value === undefined)
            return `${name} is missing`;
        if (value === '')
            return `${name} is empty`;
        if (code === 'too_big')
            return `${name} is too long`;
        if (code === 'invalid_type' || code === 'invalid_union')
            return `${name} is ${kindOf(value)}`;
        return typeof value === 'number' ? `${name} is ${value}` : `${name} is wrong: ${message}`;
    })
        .join('; ');
}
function memberOf(value, key) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
function kindOf(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    return typeof value === 'string' ? 'a text' : 'an object';
}

// EXTERNAL MODULE: ./src/http/quote.ts
var quote = __webpack_require__(7696);
;// CONCATENATED MODULE: ./src/http/redirect.ts
const MAX_REDIRECTS = 5;
/** Only reads are led elsewhere, and the key goes to no other origin than the one it was meant for. */
async function sendFollowingRedirects(send, request, signal) {
    let { url, headers } = request;
    for (let redirects = 0;; redirects++) {
        const answer = await send({ ...request, url, headers }, signal);
        if (request.method !== 'GET' || redirects === MAX_REDIRECTS)
            return answer;
        const next = redirectOf(answer, url);
        if (next === undefined)
            return answer;
        if (next.origin !== request.url.origin) {
            headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)));
        }
        url = next;
    }
}
/** Where a redirect leads, unless that gives up TLS or is no web address; undefined where it is no redirect. */
function redirectOf({ status, headers }, from) {
    const isRedirect = [301, 302, 303, 307, 308].includes(status);
    const next = isRedirect ? URL.parse(headers['location'] ?? '', from.href) : null;
    if (next === null || headers['location'] === undefined)
        return undefined;
    if (next.protocol === 'https:')
        return next;
    return next.protocol === 'http:' && from.protocol === 'http:' ? next : undefined;
}

// EXTERNAL MODULE: ./src/http/retry-after.ts
var retry_after = __webpack_require__(7821);
;// CONCATENATED MODULE: ./src/http/exchange.ts






/** Sends a request once and reads its answer by the schema; rejects with a RequestError or the signal's reason. */
async function exchange(wire, call) {
    const { status, text, headers } = await attempt(wire, call);
    const retryAfterMs = (0,retry_after/* parseRetryAfter */.m)(headers['retry-after'], wire.clock.now());
    const body = parseJson(text);
    if (!body.isJson) {
        const shown = call.isSecret || body.fault.startsWith('a JSON') ? body.fault : (0,quote/* quote */.hD)(wire.redact(text));
        const fault = text.trim() === '' ? 'an empty body' : shown;
        throw new errors/* UnreadableAnswerError */.mP(call, `HTTP ${status}, ${fault}`, { retryAfterMs });
    }
    const parsed = (await call.schema()).safeParse(body.json);
    if (parsed.success)
        return { value: parsed.data, retryAfterMs };
    const said = call.peer.wordsOf(body.json);
    const fault = said === undefined ? mismatch(body.json, parsed.error) : wire.redact(said);
    throw new errors/* UnreadableAnswerError */.mP(call, `HTTP ${status}, ${fault}`, { retryAfterMs, json: body.json });
}
/** Sends a request once; its answer is one of success. */
async function attempt(wire, call) {
    const { clock, trace } = wire;
    const sentAt = clock.now();
    const log = (outcome) => {
        const took = Math.round(clock.now() - sentAt);
        const path = call.peer.hasSecretUrls ? `(${call.peer.name})` : call.url.pathname;
        trace(`${call.method} ${path} → ${outcome} in ${took} ms (attempt ${call.attempt})`);
    };
    // Until the transport says that nothing was sent, it may have been.
    const seen = { phase: 'sent' };
    const request = {
        ...call,
        onPhase: (phase) => {
            seen.phase = phase;
        },
    };
    try {
        const answer = await (0,src_clock/* withDeadline */.N)(clock, call.deadlineMs, call.signal, () => new errors/* NoAnswerError */.i5(call, call.deadlineMs, seen.phase === 'connecting'), (signal) => sendFollowingRedirects(wire.send, request, signal));
        if (answer.status < 200 || answer.status > 299)
            throw refusal(wire, call, answer);
        log(String(answer.status));
        return answer;
    }
    catch (error) {
        if (error instanceof errors/* RefusedError */.fk)
            log(String(error.status));
        else if (error instanceof errors/* RequestError */.GI)
            log(error.brief);
        else if (call.signal.aborted && seen.phase !== 'connecting')
            call.onAbandoned?.();
        throw error;
    }
}
/** The error that an answer is: what the server said, in its own words where it has some. */
function refusal({ clock, redact }, call, answer) {
    const { status, text, headers } = answer;
    const body = parseJson(text);
    const json = body.isJson ? body.json : undefined;
    const own = call.peer.wordsOf(json);
    const clean = redact(own ?? (call.isSecret ? '' : text));
    const said = body.isJson ? clean : (0,quote/* quote */.hD)(clean);
    return new errors/* RefusedError */.fk(call, {
        status,
        said,
        json,
        code: (0,quote/* xmlErrorCode */.jX)(text),
        retryAfterMs: (0,retry_after/* parseRetryAfter */.m)(headers['retry-after'], clock.now()),
        location: redirectOf(answer, call.url)?.href,
    });
}

// EXTERNAL MODULE: ./src/http/retry-budget.ts
var retry_budget = __webpack_require__(1510);
// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
// EXTERNAL MODULE: ./src/doksi/creation.ts
var creation = __webpack_require__(369);
// EXTERNAL MODULE: ./src/doksi/peers.ts
var peers = __webpack_require__(8091);
;// CONCATENATED MODULE: ./src/doksi/endpoints.ts



let loaded;
/** Loaded once there is an answer to read: it is more code than all that asks. */
const schemas = () => (loaded ??= Promise.all(/* import() */[__webpack_require__.e(164), __webpack_require__.e(350)]).then(__webpack_require__.bind(__webpack_require__, 9350)));
const RUNS = {
    path: '/runs',
    peer: peers/* RUN_MAKER */.tM,
    purpose: 'create the run',
    schema: async () => (await schemas()).CreatedRun,
    mayRetry: creation/* isNotTaken */.tU,
    isSecret: false,
    failureOf: creation/* withAllowance */.$v,
};
const UPLOADS = {
    path: '/uploads',
    peer: peers/* API */.nC,
    purpose: 'prepare the upload',
    schema: async () => (await schemas()).CreatedUpload,
    mayRetry: retry/* isTransient */.dg,
    // It names a presigned URL.
    isSecret: true,
};
const TARGETS = {
    path: '/targets',
    peer: peers/* TARGET_MAKER */.j6,
    purpose: 'register the target',
    schema: async () => (await schemas()).CreatedTarget,
    mayRetry: retry/* isTransient */.dg,
    isSecret: false,
};
/** The run itself, which is asked for by its id. */
const runSchema = async () => (await schemas()).Run;

;// CONCATENATED MODULE: ./src/doksi/client.ts








/** How long one request of the API may take, in milliseconds, from its connection to the end of its answer. */
const REQUEST_DEADLINE_MS = 30 * 1000;
/** A wait that Doksi asks for may prolong the creation of a run by this (milliseconds), to 2½ minutes in all. */
const CREATION_GRACE_MS = 30 * 1000;
function createDoksi(options) {
    return {
        createRun: (body, signal, budgetMs) => createRun(options, body, signal, budgetMs),
        readRun: (runId, signal, deadlineMs) => readRun(options, runId, signal, deadlineMs),
        createUpload: (name, signal, budget) => post(options, UPLOADS, { body: { name }, signal, budget }),
        putUpload: (put, signal) => putUpload(options, put, signal),
        createTarget: async ({ uploadId, name, version }, signal) => {
            const body = { upload_id: uploadId, name, version };
            return (await post(options, TARGETS, { body, signal })).target_id;
        },
    };
}
function post(options, endpoint, { body, signal, budget = new retry_budget/* RetryBudget */.H(), onAbandoned }) {
    const { clock, random, onRetry } = options;
    const { path, peer, purpose, schema, isSecret, mayRetry, failureOf } = endpoint;
    const common = apiCall(options, path);
    const call = {
        ...common,
        peer,
        purpose,
        method: 'POST',
        headers: { ...common.headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        schema,
        isSecret,
        signal,
        ...(onAbandoned && { onAbandoned }),
    };
    const ask = async (number) => {
        try {
            return (await exchange(options, { ...call, attempt: number })).value;
        }
        catch (error) {
            throw failureOf && error instanceof errors/* RequestError */.GI ? failureOf(error) : error;
        }
    };
    return (0,retry/* withRetries */.LH)(ask, mayRetry, { clock, random, signal, budget, ...(onRetry && { onRetry }) });
}
async function createRun(options, body, signal, budgetMs = retry_budget/* RETRY_BUDGET_MS */.K) {
    const fate = { isAbandoned: false };
    try {
        return await post(options, RUNS, {
            body,
            signal,
            budget: new retry_budget/* RetryBudget */.H(Math.min(budgetMs, retry_budget/* RETRY_BUDGET_MS */.K), CREATION_GRACE_MS),
            onAbandoned: () => {
                fate.isAbandoned = true;
            },
        });
    }
    catch (error) {
        if (fate.isAbandoned)
            throw new creation/* CreationAbandonedError */.IO(signal.reason);
        throw error instanceof errors/* RequestError */.GI ? (0,creation/* creationFailure */.SL)(error) : error;
    }
}
async function readRun(options, runId, signal, deadlineMs = REQUEST_DEADLINE_MS) {
    const call = {
        ...apiCall(options, `/runs/${encodeURIComponent(runId)}`),
        peer: peers/* API */.nC,
        purpose: "read the run's status",
        method: 'GET',
        deadlineMs: Math.min(deadlineMs, REQUEST_DEADLINE_MS),
        signal,
        attempt: 1,
    };
    const answer = await exchange(options, { ...call, schema: runSchema });
    const about = answer.value.run_id ?? runId;
    if (about !== runId) {
        const { retryAfterMs } = answer;
        throw new errors/* UnreadableAnswerError */.mP(call, `it is about another run, ${options.redact(about)}`, {
            retryAfterMs,
        });
    }
    return answer;
}
async function putUpload(options, put, signal) {
    const { url, chunks, bytes, name, attempt: number, deadlineMs } = put;
    const call = {
        purpose: `store ${name}`,
        peer: peers/* STORAGE */.O3,
        method: 'PUT',
        url: new URL(url),
        // No Authorization: a presigned URL carries its own, and the store refuses two.
        headers: { 'content-type': 'application/zip', 'content-length': bytes },
        body: chunks,
        deadlineMs,
        signal,
        attempt: number,
    };
    const answer = await attempt(options, call);
    // S3 may say that all is well before it knows better.
    if ((0,quote/* xmlErrorCode */.jX)(answer.text) !== undefined)
        throw refusal(options, call, answer);
}
/** What every request to the API has in common. */
function apiCall({ apiUrl, apiKey }, path) {
    return {
        url: new URL(`${apiUrl}${path}`),
        headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
        deadlineMs: REQUEST_DEADLINE_MS,
    };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./src/http/connection-fault.ts
var connection_fault = __webpack_require__(5323);
;// CONCATENATED MODULE: ./src/http/connect.ts




/**
 * Opens a connection for one request: TCP, the proxy's tunnel where the environment names a proxy, TLS. It is ready
 * when this resolves, and nothing of the request was sent before: whatever ends here has provably not arrived. Never
 * used twice. Rejects with a NoWayError, or the signal's reason.
 */
async function connect(url, signal) {
    const proxy = getProxyUrl(url);
    let socket;
    if (proxy?.hostname) {
        socket = await reach(proxy, signal);
        if (proxy.protocol === 'https:')
            socket = await connect_secure(socket, hostOf(proxy), signal);
        socket = await tunnel(socket, proxy, url, signal);
    }
    else {
        socket = await reach(url, signal);
    }
    return url.protocol === 'https:' ? connect_secure(socket, hostOf(url), signal) : socket;
}
function reach(url, signal) {
    signal.throwIfAborted();
    const socket = (0,external_node_net_.connect)({ host: hostOf(url), port: portOf(url), noDelay: true });
    return ready(socket, 'connect', signal, connection_fault/* connectionFault */.x$);
}
async function connect_secure(socket, host, signal) {
    // An address is no server name: https://www.rfc-editor.org/rfc/rfc6066#section-3
    const servername = (0,external_node_net_.isIP)(host) === 0 ? host : '';
    // A third of the time in which Node starts, and not every server is asked over TLS.
    const { connect: startTls } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 1692, 23));
    const secured = startTls({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
    return ready(secured, 'secureConnect', signal, connection_fault/* handshakeFault */.Is);
}
/** Waits for the socket to become ready; closes it if it does not. */
async function ready(socket, event, signal, fault) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const abort = () => reject(signal.reason);
    if (signal.aborted)
        abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.once(event, () => resolve(socket));
    // This listener stays: an error between two steps must not end the process.
    socket.on('error', (error) => reject(new connection_fault/* NoWayError */.JY(fault(error), { cause: error })));
    socket.once('close', () => reject(new connection_fault/* NoWayError */.JY(fault(undefined))));
    try {
        return await promise;
    }
    catch (error) {
        socket.destroy();
        throw error;
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}
/** Asks the proxy for a tunnel: https://www.rfc-editor.org/rfc/rfc9110#CONNECT */
async function tunnel(socket, proxy, url, signal) {
    const authority = `${url.hostname}:${portOf(url)}`;
    const credentials = Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64');
    const { promise, resolve, reject } = Promise.withResolvers();
    const fail = (what, cause) => reject(new connection_fault/* NoWayError */.JY(`the proxy made no connection (${what})`, { cause }));
    const asked = (0,external_node_http_.request)({
        method: 'CONNECT',
        path: authority,
        headers: {
            host: authority,
            ...((proxy.username || proxy.password) && { 'proxy-authorization': `Basic ${credentials}` }),
        },
        createConnection: () => socket,
        signal,
    });
    asked.once('connect', ({ statusCode = 0 }, _socket, head) => {
        const name = [statusCode, external_node_http_.STATUS_CODES[statusCode]].filter(Boolean).join(' ');
        if (statusCode < 200 || statusCode > 299)
            fail(name);
        else if (head.length > 0)
            fail('it said more than it was asked');
        else
            resolve(socket);
    });
    asked.on('error', (error) => fail((0,connection_fault/* connectionFault */.x$)(error), error));
    asked.once('close', () => fail('it hung up'));
    asked.end();
    try {
        return await promise;
    }
    catch (error) {
        socket.destroy();
        signal.throwIfAborted();
        throw error;
    }
}
function hostOf(url) {
    // An IPv6 address has brackets in a URL, and none where it is dialled.
    return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
function portOf({ port, protocol }) {
    return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

;// CONCATENATED MODULE: ./src/http/consent.ts
/** A store that does not know `Expect` gets the body after this long (milliseconds) without a word. */
const CONSENT_MS = 1000;
/** What refuses at once says so right behind its consent: Node's own server consents before anybody was asked. */
const SECOND_THOUGHT_MS = 20;
/**
 * Sends a body once the server agrees to have it, for a request with `Expect: 100-continue`. Whoever is sending when a
 * refusal comes may find the connection closed (EPIPE) instead of the server's words. Takes a chunk once the one before
 * has left; what the body throws ends the request.
 * https://www.rfc-editor.org/rfc/rfc9110#field.expect
 */
function sendAfterConsent(request, body) {
    const begin = () => {
        // A consent that comes later than that is no reason to begin again.
        request.off('continue', onConsent);
        send(request, body).catch((error) => {
            request.destroy(error instanceof Error ? error : new Error(String(error)));
        });
    };
    const onConsent = () => {
        clearTimeout(timer);
        timer = setTimeout(begin, SECOND_THOUGHT_MS);
    };
    let timer = setTimeout(begin, CONSENT_MS);
    request.once('continue', onConsent);
    for (const end of ['response', 'error', 'close']) {
        request.once(end, () => {
            clearTimeout(timer);
        });
    }
    request.flushHeaders();
}
async function send(request, body) {
    const closed = Promise.withResolvers();
    // Once all is sent nobody waits for it.
    closed.promise.catch(() => undefined);
    request.once('close', () => closed.reject(new Error('the connection was closed')));
    for await (const chunk of body) {
        const written = Promise.withResolvers();
        request.write(chunk, (error) => (error ? written.reject(error) : written.resolve(undefined)));
        await Promise.race([written.promise, closed.promise]);
    }
    request.end();
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./src/http/read-body.ts

/** 10,000 results take about 5 MB; what is far beyond that is not read. Bytes, after decompression. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** What `readBody` understands, for the header `accept-encoding`. */
const ACCEPTED_ENCODINGS = 'gzip, deflate, br';
/** A body that arrived but can't be used. */
class BodyError extends Error {
    constructor(what, options) {
        super(what, options);
        this.name = 'BodyError';
    }
}
/**
 * The body as text: decompressed, without a byte-order mark; the whole, or the first `takeBytes` of it, or what has come
 * until a piece `isEnough`. Rejects with a BodyError at the byte that passes the bound, or with what Node throws when
 * the connection breaks.
 */
async function readBody(message, takeBytes = Infinity, isEnough = () => false) {
    if (takeBytes === 0)
        return '';
    const encoding = (message.headers['content-encoding'] ?? '').trim().toLowerCase();
    const chunks = [];
    const taken = { bytes: 0, isEnough: false };
    const collect = async (body) => {
        for await (const chunk of body) {
            taken.bytes += chunk.length;
            if (taken.bytes > MAX_BODY_BYTES)
                throw new BodyError(`more than ${MAX_BODY_BYTES / 1024 / 1024} MiB, which are not read`);
            const piece = taken.bytes > takeBytes ? chunk.subarray(0, takeBytes - taken.bytes) : chunk;
            chunks.push(piece);
            taken.isEnough = isEnough(piece) || taken.bytes >= takeBytes;
            if (!taken.isEnough)
                continue;
            // Whoever waits for more of it is let go: it may never come.
            message.destroy();
            return;
        }
    };
    const source = message[Symbol.asyncIterator]();
    const first = await source.next();
    // Empty is not valid in any encoding but sent all the same.
    if (first.done)
        return '';
    async function* whole() {
        for (let next = first; !next.done; next = await source.next())
            yield next.value;
    }
    if (encoding === '' || encoding === 'identity') {
        await collect(whole());
    }
    else {
        const decoder = await decoderFor(encoding, first.value);
        try {
            await (0,external_node_stream_promises_.pipeline)(whole, decoder, collect);
        }
        catch (error) {
            // A pipeline that is left before its end calls that an error.
            if (error instanceof BodyError || (message.errored !== null && !taken.isEnough))
                throw error;
            if (!taken.isEnough)
                throw new BodyError(`it says that it is ${encoding}, and is not`, { cause: error });
        }
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
}
async function decoderFor(encoding, first) {
    const { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23));
    switch (encoding) {
        case 'gzip':
        case 'x-gzip':
            return createGunzip();
        case 'br':
            return createBrotliDecompress();
        case 'deflate':
            // Some servers leave out zlib's own head: https://www.rfc-editor.org/rfc/rfc9110#field.content-encoding
            return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
        default:
            throw new BodyError('an encoding that was not asked for');
    }
}

;// CONCATENATED MODULE: ./src/http/transport.ts








/**
 * The transport over Node's own HTTP/1.1. Each request has a connection for itself, so that what is known of the
 * connection is known of the request. It neither retries nor follows redirects: both are decisions for whoever knows
 * what the request does. The clock is for dates in answers.
 */
function createTransport(userAgent, clock) {
    return async (request, signal) => {
        let isSent = false;
        let socket;
        try {
            request.onPhase?.('connecting');
            socket = await connect(request.url, signal);
            await hearSignals();
            signal.throwIfAborted();
            if (socket.destroyed)
                throw new connection_fault/* NoWayError */.JY('the connection was closed before anything was sent');
            isSent = true;
            request.onPhase?.('sent');
            const message = await ask(request, socket, userAgent, signal);
            const head = { status: message.statusCode ?? 0, headers: headersOf(message) };
            return { ...head, text: await textOf(message, head, request, clock) };
        }
        catch (error) {
            signal.throwIfAborted();
            throw error instanceof errors/* UnreadableAnswerError */.mP ? error : new errors/* ConnectionError */.Rc(request, error, !isSent);
        }
        finally {
            socket?.destroy();
        }
    };
}
/**
 * Node tells of SIGINT only when its event loop looks for it, which it does between two turns. Without them a step that
 * was cancelled while it loaded would still send a request that costs something.
 */
async function hearSignals() {
    await (0,promises_.setImmediate)();
    await (0,promises_.setImmediate)();
}
/** Sends the request on the socket; resolves to the head of its answer. */
function ask({ method, url, headers, body }, socket, userAgent, signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const sending = (0,external_node_http_.request)({
        method,
        path: `${url.pathname}${url.search}`,
        headers: {
            host: url.host,
            'user-agent': userAgent,
            'accept-encoding': ACCEPTED_ENCODINGS,
            ...headers,
            ...(typeof body === 'string' && { 'content-length': Buffer.byteLength(body) }),
            ...(typeof body === 'object' && { expect: '100-continue' }),
        },
        createConnection: () => socket,
        signal,
    });
    sending.once('response', resolve);
    sending.on('error', reject);
    sending.once('close', () => reject(new Error('the connection was closed without an answer')));
    if (typeof body === 'object')
        sendAfterConsent(sending, body);
    else
        sending.end(body);
    return promise;
}
/** The body. What says by its status that it is an error needs no body for that. */
async function textOf(message, head, request, clock) {
    const { takeBytes, isEnough } = request;
    try {
        return await readBody(message, typeof takeBytes === 'function' ? takeBytes(head) : takeBytes, isEnough);
    }
    catch (error) {
        if (!(error instanceof BodyError))
            throw error;
        if (head.status >= 300)
            return '';
        const retryAfterMs = (0,retry_after/* parseRetryAfter */.m)(head.headers['retry-after'], clock.now());
        throw new errors/* UnreadableAnswerError */.mP(request, `HTTP ${head.status}, ${error.message}`, { retryAfterMs });
    }
}
/** Only cookies come as a list: Node joins what else is there more than once, or takes the first. */
function headersOf(message) {
    return Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value,
    ]));
}

// EXTERNAL MODULE: ./src/log/plan-lines.ts
var plan_lines = __webpack_require__(8133);
// EXTERNAL MODULE: ./src/results/redacted.ts
var redacted = __webpack_require__(3456);
// EXTERNAL MODULE: ./src/results/results.ts
var results = __webpack_require__(9820);
// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/apps/package.ts
var apps_package = __webpack_require__(5600);
;// CONCATENATED MODULE: ./src/log/again-line.ts


/** So many files are named. */
const MAX_NAMED = 5;
/** What is done again, and why, in one line. */
function againLine(again) {
    if (again.kind === 'refused') {
        const names = (0,src_text/* listed */.KE)(again.packages.map(apps_package/* packageName */.oZ), MAX_NAMED);
        const [are, gone] = again.packages.length === 1 ? ['is', 'its target may be'] : ['are', 'their targets may be'];
        return `  ! Doksi refused the run (${again.refusal.brief}); ${names} ${are} uploaded again, once, since ${gone} gone`;
    }
    const { tests, failed, retry, retries } = again;
    const nth = `Retry ${retry} of ${retries}`;
    if (tests > failed)
        return `${nth}: ${tests} tests run again, which spends allowance; ${failed} of them failed, and Doksi's results do not tell in which entries of the matrix`;
    const run = tests === 1 ? 'runs' : 'run';
    return `${nth}: ${(0,src_text/* counted */.hS)(tests, 'failed test')} ${run} again, which spends allowance`;
}

// EXTERNAL MODULE: ./src/log/columns.ts
var columns = __webpack_require__(7085);
// EXTERNAL MODULE: ./src/log/result-line.ts
var result_line = __webpack_require__(1432);
;// CONCATENATED MODULE: ./src/log/progress.ts







/** A sign of life at least this often, in milliseconds. */
const HEARTBEAT_MS = 60 * 1000;
/** Turns the answers about a run into the lines of the log: one for each change, when it happens. */
class ProgressLog {
    #print;
    #now;
    #redact;
    #startedAtMs;
    #told = new Map();
    #lastLineAtMs;
    #run;
    /** Since when Doksi gives no usable answer, and what came last instead. */
    #silence;
    #strangeStatus;
    #columns = columns/* NARROWEST */.mt;
    /** `redact` comes before anything is shortened: half a secret would not be found any more. */
    constructor(print, now, redact) {
        this.#print = print;
        this.#redact = redact;
        this.#now = now;
        this.#startedAtMs = now();
        this.#lastLineAtMs = now();
    }
    following(runId) {
        this.#line(`Following run ${runId}`);
    }
    created(runId) {
        this.#begin();
        this.#line(`Run ${runId} started`);
    }
    retrying(again) {
        this.#line(againLine(again));
    }
    answered(answer) {
        const run = { ...answer, results: answer.results.map((result) => (0,redacted/* redactedResult */.u)(result, this.#redact)) };
        this.#run = run;
        if (this.#silence !== undefined)
            this.#line('  ! Doksi answers again');
        this.#silence = undefined;
        const news = run.results.filter((result, index) => this.#isNews(result, result.result_id ?? `${result.test_id ?? ''} ${(0,words/* destination */.j_)(result)} ${index}`));
        if (news.length > 0)
            this.#columns = (0,columns/* columnsFor */.ns)(run.results, this.#columns);
        for (const result of news)
            this.#line((0,result_line/* resultLine */.o)(result, this.#columns));
        if (!(0,words/* isKnownStatus */.ih)(run.status) && run.status !== this.#strangeStatus) {
            this.#line(`  ? Doksi calls the run "${run.status}", which this action does not know; still following`);
            this.#strangeStatus = run.status;
        }
        this.waiting();
    }
    silent(failure, sinceMs) {
        const isNews = this.#silence?.brief !== failure.brief || this.#now() - this.#lastLineAtMs >= HEARTBEAT_MS;
        this.#silence = { brief: failure.brief, sinceAtMs: this.#now() - sinceMs };
        const since = sinceMs >= 1000 ? ` for ${(0,src_text/* duration */.p0)(sinceMs / 1000)}` : '';
        if (isNews)
            this.#line(`  ! Doksi ${failure.fate}${since} (${failure.brief}); still following`);
    }
    waiting() {
        if (this.#now() - this.#lastLineAtMs < HEARTBEAT_MS)
            return;
        if (this.#silence !== undefined) {
            const { brief, sinceAtMs } = this.#silence;
            const silent = (0,src_text/* duration */.p0)((this.#now() - sinceAtMs) / 1000);
            this.#line(`  ! Doksi has given no usable answer for ${silent} (${brief}); still following`);
            return;
        }
        const after = `after ${(0,src_text/* duration */.p0)((this.#now() - this.#startedAtMs) / 1000)}`;
        if (this.#run === undefined) {
            this.#line(`  … no word of the run yet ${after}`);
            return;
        }
        const { others, total } = (0,results/* resultsOf */.q)([{ runId: '', run: this.#run }]).counts;
        const of = total === undefined ? (0,src_text/* counted */.hS)(others, 'test') : `${others} of ${(0,src_text/* counted */.hS)(total, 'test')}`;
        this.#line(`  … ${of} still running ${after}`);
    }
    /** Another run: nothing has been told of it yet. */
    #begin() {
        this.#startedAtMs = this.#now();
        this.#told.clear();
        this.#run = undefined;
        this.#silence = undefined;
        this.#strangeStatus = undefined;
    }
    /** Remembers the status; whether it is a change that deserves a line. */
    #isNews({ status }, key) {
        const now = status ?? '';
        const before = this.#told.get(key);
        if (now === before)
            return false;
        this.#told.set(key, now);
        const wasOver = before !== undefined && !(0,words/* statusWords */.o7)(before).isUnderWay;
        return wasOver || !(0,words/* statusWords */.o7)(now).isUnderWay;
    }
    #line(line) {
        this.#print(line);
        this.#lastLineAtMs = this.#now();
    }
}

;// CONCATENATED MODULE: ./src/log/ready-log.ts

/** A sign of life at least this often, in milliseconds. */
const ready_log_HEARTBEAT_MS = 60 * 1000;
/** A heartbeat names so many of the targets that are still waited for. */
const ready_log_MAX_NAMED = 5;
/** Tells how the targets look while they are waited for: a line for each change. */
class ReadyLog {
    #print;
    #now;
    #words = new Map();
    #lastLineAtMs;
    constructor(print, now) {
        this.#print = print;
        this.#now = now;
        this.#lastLineAtMs = now();
    }
    looked(target, { words }, afterMs) {
        const isNews = this.#words.get(target) !== words;
        this.#words.set(target, words);
        if (isNews)
            this.#line(`  ${target.label} ${words}`);
        else if (this.#now() - this.#lastLineAtMs >= ready_log_HEARTBEAT_MS)
            this.#heartbeat(afterMs);
    }
    ready(target, afterMs) {
        this.#words.delete(target);
        this.#line(`  ${target.label} is ready after ${time(afterMs)}`);
    }
    #heartbeat(afterMs) {
        const all = [...this.#words].map(([{ label }, words]) => `${label} ${words}`);
        const more = all.length - ready_log_MAX_NAMED;
        const named = [...all.slice(0, ready_log_MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
        this.#line(`  … still waiting after ${time(afterMs)}: ${named.join('; ')}`);
    }
    #line(line) {
        this.#print(line);
        this.#lastLineAtMs = this.#now();
    }
}
/** `41 s`, `1m 04s` */
function time(ms) {
    const seconds = Math.round(ms / 1000);
    return seconds < 60 ? `${seconds} s` : (0,src_text/* duration */.p0)(seconds);
}

;// CONCATENATED MODULE: ./src/log/upload-log.ts



/** A line for this share (per cent) of a file, or after this time (milliseconds), whichever comes first. */
const STEP_PERCENT = 10;
const STEP_MS = 10 * 1000;
/** Turns the progress of uploads into lines of the log; several may go on side by side. */
class UploadLog {
    #print;
    #now;
    #told = new Map();
    constructor(print, now) {
        this.#print = print;
        this.#now = now;
    }
    uploading(found, sent, bytes) {
        const percent = Math.floor((sent / bytes) * 100);
        const last = this.#told.get(found) ?? { percent: 0, atMs: this.#now() };
        const isNews = percent - last.percent >= STEP_PERCENT || this.#now() - last.atMs >= STEP_MS || percent < last.percent;
        if (!isNews) {
            this.#told.set(found, last);
            return;
        }
        this.#told.set(found, { percent: percent - (percent % STEP_PERCENT), atMs: this.#now() });
        const of = `${(sent / 1_000_000).toFixed(1)} of ${(0,src_text/* megabytes */.ix)(bytes)}`;
        this.#print(`Uploading ${(0,apps_package/* packageName */.oZ)(found)}  ${percent} %  (${of})`);
    }
    /** The digests are those of the files: what was sent has their content, byte by byte, or it would have failed. */
    uploaded(found, tookMs) {
        this.#print(`Uploaded ${(0,apps_package/* packageName */.oZ)(found)} in ${(0,src_text/* duration */.p0)(tookMs / 1000)}`);
        for (const { name, sha256 } of found.files) {
            this.#print(found.files.length > 1 ? `  sha256 ${sha256}  ${name}` : `  sha256 ${sha256}`);
        }
    }
    registered(found, targetId) {
        this.#print(`Registered ${(0,apps_package/* packageName */.oZ)(found)} as target ${targetId}`);
    }
    backingOff(failure, waitMs) {
        const again = `trying again in ${Math.round(waitMs / 1000)} s`;
        this.#print(`  ! ${whatFailed(failure)} (${failure.brief}); ${again}`);
    }
}
function whatFailed(failure) {
    const { name } = failure.peer;
    if (failure.neverArrived)
        return `${name} was not reached`;
    return failure instanceof errors/* RefusedError */.fk
        ? `${name} did not take the request`
        : `${name} gave no whole answer`;
}

;// CONCATENATED MODULE: ./src/ready/peer.ts
const LOOK_THERE = 'See that the deployment is up.';
/** Whoever serves a target. No refusal of theirs is an error of its own: it only tells how the target looks. */
const TARGET = {
    name: 'The target',
    hasSecretUrls: true,
    wordsOf: () => undefined,
    passingCodes: new Set(),
    remedies: {
        unreachable: LOOK_THERE,
        silent: LOOK_THERE,
        unreadable: LOOK_THERE,
        redirected: LOOK_THERE,
        failed: LOOK_THERE,
        byStatus: {},
        refused: LOOK_THERE,
    },
};

;// CONCATENATED MODULE: ./src/ready/redirect.ts
/** https://www.rfc-editor.org/rfc/rfc9110#status.3xx: the others lead nowhere by themselves. */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Where an answer leads, as a browser would go; why not, in words; undefined where it is no redirect. */
function redirectFrom({ status, headers }, from) {
    if (!REDIRECTS.has(status))
        return undefined;
    const { location } = headers;
    // Browsers read its bytes as UTF-8, where Node makes one character of each.
    const next = location === undefined ? null : URL.parse(Buffer.from(location, 'latin1').toString(), from.href);
    if (next === null)
        return 'to no address';
    if (next.protocol !== 'https:' && next.protocol !== 'http:')
        return `to an address of ${next.protocol}`;
    next.hash = '';
    return next;
}
/**
 * The credentials that stand in an address, or those of the address that was asked first where both lead to the same
 * server: no other one gets them.
 */
function credentialsFor(url, asked) {
    const { username, password } = url.username === '' && isSameServer(url, asked) ? asked : url;
    if (username === '' && password === '')
        return {};
    const pair = Buffer.from(`${decoded(username)}:${decoded(password)}`);
    return { authorization: `Basic ${pair.toString('base64')}` };
}
/** The same origin, or the same host with TLS put on, where many a site sends its visitors first of all. */
function isSameServer(url, asked) {
    if (url.origin === asked.origin)
        return true;
    const isUpgrade = asked.protocol === 'http:' && url.protocol === 'https:';
    // Without a port in either, the hosts are alike only where both ports are the usual ones.
    return isUpgrade && asked.port === '' && url.host === asked.host;
}
function decoded(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}

;// CONCATENATED MODULE: ./src/ready/sight.ts
/** What an answer says of the target that was asked. */
function sightOf({ status, from, hasText, astray }, asked) {
    const at = placeOf(from, asked);
    if (astray !== undefined)
        return { isThere: false, words: `redirects ${astray} (${status})${at}` };
    if (isOutOfOrder(status))
        return { isThere: false, words: `answers ${status}${at}` };
    const answers = status === 401 ? `asks for a login (401)${at}` : `answers ${status}${at}`;
    if (hasText === false)
        return { isThere: false, words: `${answers}, without the text` };
    return { isThere: true, words: asksForLogin(status) ? `${answers}: there, but protected` : answers };
}
/** What a question says that ended without an answer that can be used; `fault` tells why, at the end of a sentence. */
function silence(fault, { from, status }, asked) {
    const answers = status === undefined ? 'gives no answer' : `answers ${status}, but not to the end`;
    return { isThere: false, words: `${answers}${placeOf(from, asked)} ${fault}` };
}
/** Whoever asks for a login is there. */
function asksForLogin(status) {
    return status === 401 || status === 403;
}
/** Whether a status says that the target is not there, whatever else the answer holds. */
function isOutOfOrder(status) {
    return status >= 400 && !asksForLogin(status);
}
/** The host alone: the path of a login page may be another one each time. */
function placeOf(from, asked) {
    return from.host === asked.host ? '' : ` at ${from.host}`;
}

;// CONCATENATED MODULE: ./src/ready/text-search.ts
/** Looks for a text, as UTF-8, in what comes piece by piece. */
class TextSearch {
    #wanted;
    /** The end of what came before, in which the text may have begun. */
    #tail = Buffer.alloc(0);
    constructor(text) {
        this.#wanted = Buffer.from(text);
    }
    /** Whether the text is there, with this piece behind all others. */
    finds = (piece) => {
        const joined = Buffer.concat([this.#tail, piece]);
        this.#tail = joined.subarray(Math.max(0, joined.length - this.#wanted.length + 1));
        return joined.includes(this.#wanted);
    };
    /** Whether the value of a header holds the text. */
    findsInHeaders(headers) {
        // Node makes one character of each byte of a value.
        const wanted = this.#wanted.toString('latin1');
        return Object.values(headers).some((value) => value?.includes(wanted));
    }
}

;// CONCATENATED MODULE: ./src/ready/look.ts






/** For one question with all its redirects, in milliseconds. A server that has to wake up is asked again. */
const LOOK_DEADLINE_MS = 10 * 1000;
const look_MAX_REDIRECTS = 5;
/** The text has to come by then: bytes of the body, after decompression. */
const SEARCHED_BYTES = 1_000_000;
/** What a browser asks for: some servers give a page to nobody else. */
const ACCEPT = { web_url: 'text/html,application/xhtml+xml,*/*;q=0.8', binary_url: '*/*' };
function createLook({ send, clock, trace }) {
    return async (target, { text, attempt }, signal) => {
        const { key, label, url } = target;
        const errand = { peer: TARGET, purpose: `see whether ${label} is there` };
        const startedAtMs = clock.now();
        const log = (outcome) => {
            const took = Math.round(clock.now() - startedAtMs);
            trace(`GET ${label} → ${outcome} in ${took} ms (attempt ${attempt})`);
        };
        let progress = { from: url };
        const inquiry = {
            ...{ send, errand, target },
            text: key === 'web_url' ? text : undefined,
            tell: (news) => void (progress = news),
        };
        const late = () => new errors/* NoAnswerError */.i5(errand, LOOK_DEADLINE_MS);
        try {
            const seen = await (0,src_clock/* withDeadline */.N)(clock, LOOK_DEADLINE_MS, signal, late, (inTime) => follow(inquiry, inTime));
            log(String(seen.status));
            return sightOf(seen, url);
        }
        catch (error) {
            if (signal.aborted || !(error instanceof errors/* RequestError */.GI))
                throw error;
            log(error.brief);
            const fault = error instanceof errors/* NoAnswerError */.i5 ? `within ${LOOK_DEADLINE_MS / 1000} s` : `(${error.brief})`;
            return silence(fault, progress, url);
        }
    };
}
/** Asks, and goes where redirects lead. */
async function follow(inquiry, signal) {
    let from = inquiry.target.url;
    const visited = new Set([from.href]);
    for (let redirects = 0;; redirects++) {
        const { hasText, ...head } = await look_ask(inquiry, from, signal);
        const seen = { status: head.status, from, hasText };
        const next = redirectFrom(head, from);
        if (next === undefined)
            return seen;
        if (typeof next === 'string')
            return { ...seen, astray: next };
        if (redirects === look_MAX_REDIRECTS) {
            const astray = visited.has(next.href) ? 'in a circle' : `more than ${look_MAX_REDIRECTS} times`;
            return { ...seen, astray };
        }
        visited.add(next.href);
        from = next;
    }
}
/** Sends one request; of the body no more is read than it takes to find the text. */
async function look_ask({ send, errand, target, text, tell }, from, signal) {
    tell({ from });
    const search = text === undefined ? undefined : new TextSearch(text);
    const seen = {};
    const { status, headers } = await send({
        ...errand,
        method: 'GET',
        url: from,
        headers: { accept: ACCEPT[target.key], ...credentialsFor(from, target.url) },
        takeBytes: (head) => {
            tell({ from, status: head.status });
            if (search === undefined)
                return 0;
            seen.hasText = search.findsInHeaders(head.headers);
            const isLeftUnread = seen.hasText || isOutOfOrder(head.status) || redirectFrom(head, from) !== undefined;
            return isLeftUnread ? 0 : SEARCHED_BYTES;
        },
        isEnough: (piece) => (seen.hasText = search?.finds(piece) ?? false),
    }, signal);
    return { status, headers, hasText: seen.hasText };
}

;// CONCATENATED MODULE: ./src/run/events.ts
/** One voice for many listeners. What a listener throws goes to `onFault` and nowhere else: it can't change a verdict. */
function broadcast(listeners, onFault) {
    const tell = (say) => {
        for (const listener of listeners) {
            try {
                say(listener);
            }
            catch (error) {
                onFault(error);
            }
        }
    };
    return {
        looked: (...about) => tell((listener) => listener.looked?.(...about)),
        ready: (...about) => tell((listener) => listener.ready?.(...about)),
        uploading: (...about) => tell((listener) => listener.uploading?.(...about)),
        uploaded: (...about) => tell((listener) => listener.uploaded?.(...about)),
        registered: (...about) => tell((listener) => listener.registered?.(...about)),
        backingOff: (...about) => tell((listener) => listener.backingOff?.(...about)),
        following: (...about) => tell((listener) => listener.following?.(...about)),
        created: (...about) => tell((listener) => listener.created?.(...about)),
        answered: (...about) => tell((listener) => listener.answered?.(...about)),
        silent: (...about) => tell((listener) => listener.silent?.(...about)),
        waiting: () => tell((listener) => listener.waiting?.()),
        retrying: (...about) => tell((listener) => listener.retrying?.(...about)),
    };
}

// EXTERNAL MODULE: ./src/version.ts
var version = __webpack_require__(311);
;// CONCATENATED MODULE: ./src/run-tools.ts









/** The real tools: the clock, chance, Doksi and the targets over HTTP, and the log. */
function runTools({ inputs, plan }, { step, secrets, clock, signal }) {
    const random = () => Math.random();
    const info = (line) => step.info(line);
    const now = () => clock.now();
    const listeners = [
        { created: (runId, _created, attempt) => attempt === 1 && step.output('run-id', runId) },
        { following: (runId) => step.output('run-id', runId) },
        new ReadyLog(info, now),
        new UploadLog(info, now),
        new ProgressLog(info, now, secrets.redact),
    ];
    const events = broadcast(listeners, (error) => step.debug(`A listener failed: ${String(error)}`));
    step.debug(`The plan: ${(0,plan_lines/* requestLines */.t)(plan).join(' ')}`);
    const send = createTransport(`doksi-run-action/${version/* VERSION */.x}`, clock);
    const trace = (line) => step.debug(line);
    return {
        doksi: createDoksi({
            apiUrl: inputs.apiUrl,
            apiKey: inputs.apiKey,
            send,
            clock,
            random,
            redact: secrets.redact,
            trace,
            onRetry: events.backingOff,
        }),
        look: createLook({ send, clock, trace }),
        clock,
        random,
        signal,
        events,
        onSecret: (url) => secrets.addPresigned(url).forEach((form) => step.mask(form)),
    };
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
