export const id = 507;
export const ids = [507];
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

/***/ 507:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  execute: () => (/* binding */ execute)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/clock.ts
var src_clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
;// CONCATENATED MODULE: ./src/ready/errors.ts


/** So many targets are named with their last answers. */
const MAX_NAMED = 20;
/** The time was over before every target was there. It says nothing about the tests: none has begun. */
class NotReadyError extends failure/* Failure */.HR {
    /** `missing` tells of each target that was not there its name and its last answer. */
    constructor({ withinMs, text, targets }, missing) {
        const were = missing.length === 1 ? 'was' : 'were';
        const which = targets.length === 1 ? 'The target' : `${missing.length} of ${targets.length} targets`;
        const more = missing.length - MAX_NAMED;
        const last = [...missing.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
        const serves = text === undefined ? '' : ' and shows ready-text, in a header or in its first 1,000,000 bytes';
        super(`${which} ${were} not ready within ${(0,src_text/* counted */.hS)(withinMs / 60_000, 'minute')}: ${last}. Nothing was uploaded or spent.`, `See that the deployment is up${serves}, or raise ready-minutes. It was asked from this runner: Doksi's cloud may see it otherwise.`);
    }
}

;// CONCATENATED MODULE: ./src/ready/wait.ts


/** A server that has just come up may go down once more, and of several behind one name only some may be up. */
const GOOD_IN_A_ROW = 3;
/** Between an answer and the next question, in milliseconds. */
const PAUSE_MS = 5000;
/** No timer goes further than 24 days; a longer one would end at once. https://nodejs.org/api/timers.html */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/**
 * Waits until every target is there, each by itself: three good answers in a row. Rejects with a NotReadyError when the
 * time is over, or with the signal's reason.
 */
async function waitUntilReady(readiness, { look, clock, signal: cancelled, events }) {
    const { targets, text, withinMs } = readiness;
    if (targets.length === 0)
        return;
    const startedAtMs = clock.now();
    const age = () => clock.now() - startedAtMs;
    const missing = new Map(targets.map((target) => [target, 'gave no answer']));
    const watch = async (target, signal) => {
        let inARow = 0;
        for (let attempt = 1; inARow < GOOD_IN_A_ROW; attempt++) {
            if (attempt > 1)
                await clock.sleep(PAUSE_MS, signal);
            const sight = await look(target, { text, attempt }, signal);
            missing.set(target, sight.words);
            events.looked(target, sight, age());
            inARow = sight.isThere ? inARow + 1 : 0;
        }
        missing.delete(target);
        events.ready(target, age());
    };
    const notReady = () => new NotReadyError(readiness, [...missing].map(([{ label }, words]) => `${label} ${words}`));
    await (0,src_clock/* withDeadline */.N)(clock, Math.min(withinMs, LONGEST_TIMER_MS), cancelled, notReady, (signal) => Promise.all(targets.map((target) => watch(target, signal))));
}

// EXTERNAL MODULE: ./src/results/endings.ts
var endings = __webpack_require__(9718);
// EXTERNAL MODULE: ./src/results/counted.ts
var counted = __webpack_require__(124);
// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
;// CONCATENATED MODULE: ./src/results/known.ts

/** What the list of known failures has to be told for: expired ones that count again, others that may go. */
function toldOfKnown({ tests }, { inForce, expired, soon }) {
    const byId = Map.groupBy(tests, ({ result }) => result.test_id ?? '');
    const nameOf = (id) => {
        const test = byId.get(id)?.[0];
        return test ? (0,words/* testAt */.iW)(test.result) : id;
    };
    const expiredNow = [...expired.values()].filter(({ testId }) => byId.get(testId)?.some(isFailed));
    const passingAgain = [...inForce.values()].filter(({ testId }) => byId.get(testId)?.every(isPassed));
    const ending = soon.filter((failure) => !passingAgain.includes(failure));
    return {
        warnings: expiredNow.map(({ testId, until, reason }) => `${nameOf(testId)} was a known failure until ${until} (${reason}); it counts again.`),
        notices: [
            ...passingAgain.map(({ testId }) => `${nameOf(testId)} passes again: take ${testId} off the list of known-failures.`),
            ...ending.map(({ testId, until, reason }) => `${nameOf(testId)} is a known failure until ${until} only (${reason}): mend it, or give it another day.`),
        ],
    };
}
function isFailed({ result }) {
    return result.status === 'failed';
}
function isPassed({ result }) {
    return result.status === 'passed';
}

// EXTERNAL MODULE: ./src/results/results.ts
var results_results = __webpack_require__(9820);
;// CONCATENATED MODULE: ./src/results/verdict.ts





const MAX_NAMES = 3;
const MAX_OTHERS = 10;
/** What the attempts mean together. Green needs a positive reason: passed at last, with tests, none of which failed. */
function verdict({ targets, attempts, knownFailures }) {
    const results = (0,results_results/* resultsOf */.q)(attempts, knownFailures);
    const { warning, ...ending } = endingOf(attempts, results);
    const { warnings, notices } = toldOfKnown(results, knownFailures);
    return {
        targets,
        attempts,
        results,
        ...ending,
        warnings: warning === undefined ? warnings : [warning, ...warnings],
        notices,
    };
}
function endingOf(attempts, results) {
    const { counts } = results;
    const isCalledPassed = attempts.at(-1)?.run?.status === 'passed';
    if (counts.failed > 0) {
        const { what, next } = verdict_failure(results, attempts.length);
        const contradiction = isCalledPassed && attempts.length === 1 ? 'Doksi calls the run passed, but ' : '';
        return { conclusion: 'failed', what: `${contradiction}${what}`, next };
    }
    if (!isCalledPassed && !isExplained(attempts, results))
        return failedWithoutFailure();
    // Doksi has called something failed: only what every test says by itself can undo that.
    if (attempts.length > 1 || counts.known > 0) {
        if (counts.others > 0 || counts.passed + counts.flaky === 0)
            return undecided(results);
        return passed(results, counts.known > 0 ? knownWarning(results) : undefined);
    }
    if (counts.total === 0)
        return noTests();
    if (counts.total === undefined)
        return nothingTold();
    return passed(results, counts.others > 0 ? `The run passed, but ${others(results)}.` : undefined);
}
/** Whether known failures are what Doksi calls the last run failed for. */
function isExplained(attempts, { known }) {
    return known.some(({ result, tries }) => result.status === 'failed' && tries.at(-1)?.runId === attempts.at(-1)?.runId);
}
function passed({ counts }, warning) {
    const rest = counts.others > 0 ? ', and none failed' : '';
    const what = `${(0,src_text/* capitalized */.l2)((0,counted/* passedOf */.I)(counts, 'Doksi test'))}${rest}.`;
    return { conclusion: 'passed', what, next: '', ...(warning !== undefined && { warning }) };
}
function verdict_failure({ failed, counts }, attempts) {
    const names = (0,src_text/* listed */.KE)(failed.map(({ result }) => (0,words/* testAt */.iW)(result)), MAX_NAMES, counts.failed);
    const ranInAll = failed.every(({ tries }) => tries.length === attempts);
    const times = attempts > 1 && ranInAll ? ` in ${attempts} attempts` : '';
    return {
        what: `${(0,counted/* failedOf */.Z)(counts, 'Doksi test')}${times}${names && `: ${names}`}.`,
        next: failed.map(({ result }) => (0,src_text/* webLink */.Dl)(result.url)).find((url) => url !== undefined) ?? '',
    };
}
function failedWithoutFailure() {
    return {
        conclusion: 'failed',
        what: 'Doksi calls the run failed, but tells of no failed test.',
        next: 'Look at the run in Doksi.',
    };
}
/** What failed has passed since, or is known: that does not say what the others had to do with it. */
function undecided(results) {
    const why = results.counts.others > 0 ? others(results) : 'no test passed';
    return {
        conclusion: 'failed',
        what: `No failure is left that counts, but Doksi called the run failed and ${why}.`,
        next: 'Green would need a reason here that nobody gave: look at these tests in Doksi.',
    };
}
function noTests() {
    return {
        conclusion: 'no-tests',
        what: 'The run ended without having run a test.',
        next: 'Check that the test ids belong to this workspace and to the platform of their target.',
    };
}
function nothingTold() {
    return {
        conclusion: 'error',
        what: 'Doksi calls the run passed, but tells of no test that ran.',
        next: 'This is not counted as passed: look at the run in Doksi.',
    };
}
function knownWarning({ known }) {
    const names = (0,src_text/* listed */.KE)(known.map(({ result }) => (0,words/* testAt */.iW)(result)), MAX_OTHERS);
    return `${(0,src_text/* counted */.hS)(known.length, 'test')} failed and did not count, since known-failures lists ${known.length === 1 ? 'it' : 'them'}: ${names}.`;
}
function others({ others, counts }) {
    const names = others.map(({ result }) => `${(0,words/* testAt */.iW)(result)} is "${result.status ?? 'without a status'}"`);
    const who = (0,src_text/* listed */.KE)(names, MAX_OTHERS, counts.others) || 'Doksi does not list them';
    return `${(0,src_text/* counted */.hS)(counts.others, 'test')} neither passed nor failed: ${who}`;
}

// EXTERNAL MODULE: ./src/doksi/creation.ts
var creation = __webpack_require__(369);
// EXTERNAL MODULE: ./src/http/errors.ts + 1 modules
var errors = __webpack_require__(1505);
// EXTERNAL MODULE: ./src/plan/request.ts
var request = __webpack_require__(5430);
// EXTERNAL MODULE: ./src/results/attempt.ts
var attempt = __webpack_require__(3511);
;// CONCATENATED MODULE: ./src/results/untold.ts


/** Doksi's ways to say that there is no such run. */
const GONE = new Set([404, 410]);
/** Doksi tells no more of the run, and that will not pass by itself. It says nothing about the tests. */
function untold(known, failure) {
    const last = known.attempts.at(-1);
    const existed = last?.created !== undefined || last?.run !== undefined;
    const isGone = failure instanceof errors/* RefusedError */.fk && GONE.has(failure.status);
    if (isGone && !existed)
        return (0,endings/* lost */.DU)(known, failure);
    const next = isGone
        ? "Doksi knew this run before, so api-url and api-key were right: look for it in Doksi's dashboard."
        : failure.next;
    const where = existed && !isGone ? 'The run goes on in the cloud' : 'The run may go on in the cloud';
    return { ...(0,endings/* lost */.DU)(known, failure), next: `${next} ${where}; follow it with run-id: ${(0,endings/* lastRunId */.Br)(known)}.` };
}

// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
;// CONCATENATED MODULE: ./src/run/interval.ts

// When to ask about a run again. One that has gone on for long will go on for long: without other news the best interval
// grows with the square root of the age. The plan is made of that and of what it may cost: over ten minutes or more, not
// one question more than a loop of 10 s. Within the plan results decide: they save questions while tests wait for their
// turn, since the end is far then, and spend them when the last ones run. `docs/benchmarks.md` shows what that gains.
/** Seconds of waiting per root second of age: as little as ten minutes pay for. */
const GROWTH = 0.88;
/** Seconds. What is asked sooner is missed later, when runs do end. */
const SHORTEST = 2;
/** Seconds; just below the 15 that nobody waits longer than. */
const LONGEST = 14.6;
/** Seconds: the interval from an age of ten minutes on. */
const LOOP = 10;
const LOOP_FROM = 600;
/** How many times sooner than usual a question is asked when the end seems near, */
const HURRY = 3;
/** or when there will be no news before the end: the little that the plan has left over. */
const BIT_OF_HURRY = 1.2;
/** How many times later a question is asked when the end seems far. */
const LEISURE = 2;
/** Questions that each job of a matrix keeps back, at most, so that they do not ask at the same moment. */
const KEPT_BACK = 0.5;
/** Tests that ran before are not asked about before this share of what they took then; */
const HARDLY_DONE = 0.25;
/** between these two, their end is near. */
const NEARLY_DONE = 0.8;
const OVERDUE = 1.4;
/** Decides when a run is asked about. One for each run. */
class Pace {
    #luck;
    /** Seconds; 0 where nothing is expected. */
    #expected;
    #asked = 0;
    #askedAt = 0;
    #ended = 0;
    /** The age (seconds) at which the tests that have ended by now may have ended last. */
    #quietSince = 0;
    /** `random` is from 0 to below 1; `expectedMs` is what the slowest of the tests took the last time, if they ran before. */
    constructor(random, expectedMs = 0) {
        this.#luck = random();
        this.#expected = expectedMs / 1000;
    }
    /** How long to wait (milliseconds) before the first question about a new run. */
    firstWaitMs() {
        const first = clamp(this.#expected * HARDLY_DONE, SHORTEST, LONGEST / 2);
        return first * (1 + this.#luck) * 1000;
    }
    /** How long to wait (milliseconds) after a question at this age; `run` is what it brought, if it brought anything. */
    nextWaitMs(ageMs, run) {
        const age = ageMs / 1000;
        this.#asked += 1;
        const wanted = this.#wanted(age, run);
        this.#askedAt = age;
        const affordable = dueAt(this.#asked + 1 + (1 - this.#luck) * KEPT_BACK) - age;
        return clamp(Math.max(wanted, affordable), SHORTEST, LONGEST) * 1000;
    }
    #wanted(age, run) {
        const usual = interval(age);
        if (age > this.#expected * NEARLY_DONE && age < this.#expected * OVERDUE)
            return usual / HURRY;
        if (run === undefined)
            return usual;
        const { total, ended, queued } = progress(run);
        if (ended > this.#ended)
            this.#quietSince = this.#askedAt;
        this.#ended = ended;
        const left = total - ended;
        if (total <= 1)
            return this.#expected > 0 ? usual : usual / BIT_OF_HURRY;
        if (ended === 0 || left <= 0)
            return usual;
        // With tests in the queue, the rest will take as long as those before did.
        if (queued > 0)
            return clamp(grown((left * age) / ended), usual, usual * LEISURE);
        // With all of them under way, an end that is just past says that the next is near.
        return clamp(grown(left * (age - this.#quietSince)), usual / HURRY, usual);
    }
}
/** The interval (seconds) where only the age (seconds) is known. */
function interval(age) {
    return age >= LOOP_FROM ? LOOP : grown(age);
}
/** The interval (seconds) for what has gone on, or will go on, for about so long (seconds). */
function grown(seconds) {
    return GROWTH * Math.sqrt(seconds);
}
/** The age (seconds) before which the plan does not have its n-th question. */
function dueAt(n) {
    const growing = Math.min(n, (2 * LONGEST) / GROWTH ** 2);
    return Math.min((growing * (GROWTH / 2)) ** 2 + (n - growing) * LONGEST, n * LOOP);
}
/** How many tests a run has, how many of them have ended, and how many have not begun; as far as it tells. */
function progress(run) {
    const { tests_total, tests_passed, tests_failed, tests_running, results } = run;
    const count = (is) => results.filter(({ status }) => is(status)).length;
    const total = Math.max(tests_total ?? 0, results.length);
    const counted = (tests_passed ?? 0) + (tests_failed ?? 0);
    return {
        total,
        ended: Math.max(counted, count((status) => !(0,words/* statusWords */.o7)(status).isUnderWay)),
        queued: Math.max(count((status) => status === 'queued'), tests_running == null ? 0 : total - counted - tests_running),
    };
}
function clamp(value, low, high) {
    return Math.min(Math.max(value, low), high);
}

;// CONCATENATED MODULE: ./src/run/follow.ts





/** Doksi may be out of reach for this long (milliseconds, by the clock) before the run is given up. */
const OUTAGE_TOLERANCE_MS = 5 * 60 * 1000;
/** A run that was just created may not be found yet for this long (milliseconds). */
const CREATION_TOLERANCE_MS = 60 * 1000;
/** Where nothing was heard for this long (milliseconds) before the time was over, nobody knows that the run goes on. */
const LAST_WORD_MS = 60 * 1000;
/** The last question, asked when the time is over, gets this long (milliseconds). */
const LAST_QUESTION_MS = 15 * 1000;
/** While nothing is asked the observer hears at least this often (milliseconds) that time goes by. */
const TICK_MS = 10 * 1000;
/** Asks for the run's state until it has settled, the time is over, Doksi is lost, or the signal aborts. */
async function followRun(runId, rules, tools) {
    const { doksi, clock, random, signal, events } = tools;
    const { startedAtMs, deadlineMs, intervalMs, expectedMs, justCreated } = rules;
    const pace = new Pace(random, expectedMs);
    let last = {};
    let heardAtMs = -Infinity;
    let silentSinceMs;
    let waitMs = justCreated ? (intervalMs ?? pace.firstWaitMs()) : 0;
    try {
        for (;;) {
            await pause(Math.min(waitMs, deadlineMs - clock.now()), tools);
            const askedAtMs = clock.now();
            const isLastQuestion = askedAtMs >= deadlineMs;
            let retryAfterMs;
            let silence;
            try {
                const patienceMs = Math.max(deadlineMs - askedAtMs, LAST_QUESTION_MS);
                const answer = await doksi.readRun(runId, signal, patienceMs);
                const wasSettled = last.run === undefined;
                last = { run: answer.value };
                retryAfterMs = answer.retryAfterMs;
                heardAtMs = clock.now();
                silentSinceMs = undefined;
                events.answered(answer.value);
                if ((0,attempt/* isSettled */.Is)(answer.value))
                    return { end: 'settled', run: answer.value, wasSettled };
            }
            catch (error) {
                signal.throwIfAborted();
                silentSinceMs ??= askedAtMs;
                const silentMs = clock.now() - silentSinceMs;
                const ageMs = clock.now() - startedAtMs;
                if (!(error instanceof errors/* RequestError */.GI) || !isTolerable(error, silentMs, ageMs, justCreated)) {
                    return { ...last, end: 'lost', failure: (0,failure/* asFailure */.h_)(error), silentMs };
                }
                silence = error;
                retryAfterMs = error.retryAfterMs;
                events.silent(error, silentMs);
            }
            if (isLastQuestion) {
                if (silence && heardAtMs < deadlineMs - LAST_WORD_MS)
                    return { ...last, end: 'unheard', silence };
                return { ...last, end: 'timed-out', ...(silence && { silence }) };
            }
            const news = silence ? undefined : last.run;
            const ownMs = intervalMs ?? pace.nextWaitMs(clock.now() - startedAtMs, news);
            waitMs = Math.max(ownMs, retryAfterMs ?? 0);
        }
    }
    catch (error) {
        if (signal.aborted)
            return { ...last, end: 'cancelled' };
        throw error;
    }
}
/** Whether to go on following after this failure: outages pass, refusals do not. */
function isTolerable(failure, silentMs, ageMs, justCreated) {
    if (failure instanceof errors/* RefusedError */.fk && failure.status === 404) {
        return justCreated && ageMs < CREATION_TOLERANCE_MS;
    }
    return mayPass(failure) && silentMs < OUTAGE_TOLERANCE_MS;
}
/** A failure that says nothing about the run, only that Doksi could not be heard. */
function mayPass(failure) {
    return (0,retry/* isTransient */.dg)(failure) || failure instanceof errors/* UnreadableAnswerError */.mP;
}
/** Sleeps, with a sign of life now and then. */
async function pause(ms, { clock, signal, events }) {
    for (let leftMs = ms; leftMs > 0; leftMs -= TICK_MS) {
        await clock.sleep(Math.min(leftMs, TICK_MS), signal);
        events.waiting();
    }
}

;// CONCATENATED MODULE: ./src/run/attempt.ts








/** Creates a run; or how it ended where there is none, with what is known by then: `renew` may add to it. */
async function create(request, known, tools, options = {}) {
    const { clock, signal, events } = tools;
    try {
        const created = await post(request, tools, options);
        events.created(created.run_id, created, (0,attempt/* ownAttempts */.BY)(known().attempts).length + 1);
        return { attempt: { runId: created.run_id, created }, atMs: clock.now() };
    }
    catch (error) {
        if (error instanceof creation/* CreationAbandonedError */.IO)
            return (0,endings/* cancelledWhileCreating */.As)(known());
        if (signal.aborted)
            return (0,endings/* cancelledBeforeRun */.Ut)(known());
        return { ...(0,endings/* lost */.DU)(known(), (0,failure/* asFailure */.h_)(error)), mayHaveRun: error instanceof creation/* RunMayExistError */.oR };
    }
}
async function post({ entries, extraBody }, tools, { budgetMs, renew }) {
    try {
        return await tools.doksi.createRun((0,request/* requestBody */.I)(entries, extraBody), tools.signal, budgetMs);
    }
    catch (error) {
        const renewed = error instanceof errors/* RefusedError */.fk ? await renew?.(error) : undefined;
        if (renewed === undefined)
            throw error;
        return post(renewed, tools, budgetMs === undefined ? {} : { budgetMs });
    }
}
/** Follows a run to its end: the settled attempt, or how it ended without. */
async function follow({ attempt, atMs }, { deadlineMs, plan: { timeoutMs, pollIntervalMs }, before, expectedMs }, tools) {
    const rules = {
        startedAtMs: atMs,
        deadlineMs,
        intervalMs: pollIntervalMs,
        expectedMs,
        justCreated: attempt.created !== undefined,
    };
    const followed = await followRun(attempt.runId, rules, tools);
    if (followed.end === 'settled') {
        return { ...attempt, run: followed.run, wasSettled: followed.wasSettled };
    }
    const heard = { ...attempt, ...(followed.run && { run: followed.run }) };
    const known = { ...before, attempts: [...before.attempts, heard] };
    switch (followed.end) {
        case 'timed-out':
            return (0,endings/* timedOut */.iU)(known, timeoutMs, followed.silence);
        case 'unheard':
            return (0,endings/* unheard */.yt)(known, timeoutMs, followed.silence);
        case 'cancelled':
            // Doksi documents no call that cancels a run. Once it does, this is the place for it.
            return (0,endings/* cancelled */.KW)(known);
        case 'lost': {
            const { failure, silentMs } = followed;
            const isOutage = failure instanceof errors/* RequestError */.GI && mayPass(failure);
            return isOutage ? (0,endings/* outage */.Qe)(known, failure, silentMs) : untold(known, failure);
        }
    }
}
/** Whether it has ended already, one way or another. */
function isOutcome(value) {
    return 'conclusion' in value;
}

// EXTERNAL MODULE: ./src/upload/resolve.ts
var resolve = __webpack_require__(8869);
;// CONCATENATED MODULE: ./src/run/begin.ts



/** Begins with what earlier attempts left, or from nothing: uploads, and creates the run. */
async function begin(sources, tools) {
    const { plan, run, prior, registered, known } = sources;
    const { extraBody } = run;
    switch (prior.kind) {
        case 'none': {
            await upload(plan.uploads, tools, (target) => registered.push(target));
            const request = { entries: (0,resolve/* resolveEntries */.t)(run.entries, registered), extraBody };
            const begun = await create(request, known, tools);
            return isOutcome(begun) ? begun : { begun, request };
        }
        case 'going-on': {
            const { runId, entries } = prior;
            tools.events.following(runId);
            return { begun: { attempt: { runId }, atMs: tools.clock.now() }, request: { entries, extraBody } };
        }
        case 'unfinished':
            return beginAgain(prior, sources, tools);
    }
}
/** Doksi's ways to say that it does not know a target, as far as anybody knows. */
const UNKNOWN_TARGET = new Set([400, 404, 422]);
/** Targets live as long as Doksi lets them: where it refuses those of an earlier attempt, they are uploaded again, once. */
async function beginAgain({ again, entries, registered: earlier }, { plan, run: { extraBody }, registered, known }, tools) {
    const used = new Set(again.map(({ target }) => target.value));
    const stale = earlier.filter(({ targetId }) => used.has(targetId));
    const renewed = new Map();
    const current = (list) => list.map(({ target, ...entry }) => ({
        ...entry,
        target: { ...target, value: renewed.get(target.value) ?? target.value },
    }));
    const renew = async (refusal) => {
        if (!UNKNOWN_TARGET.has(refusal.status) || stale.length === 0)
            return undefined;
        const keys = new Set(stale.map(({ key }) => key));
        const uploads = plan.uploads
            .map(({ registrations, ...upload }) => ({
            ...upload,
            registrations: registrations.filter(({ key }) => keys.has(key)),
        }))
            .filter(({ registrations }) => registrations.length > 0);
        const packages = uploads.map((upload) => upload.package);
        tools.events.retrying({ kind: 'refused', refusal, packages });
        await upload(uploads, tools, (target) => {
            const old = stale.find(({ key }) => key === target.key);
            if (old)
                renewed.set(old.targetId, target.targetId);
            registered.push(target);
        });
        return { entries: current(again), extraBody };
    };
    const begun = await create({ entries: again, extraBody }, known, tools, { renew });
    if (isOutcome(begun))
        return begun;
    const before = new Map([...renewed].map(([old, now]) => [now, old]));
    const attempt = { ...begun.attempt, ...(before.size > 0 && { renewed: before }) };
    return { begun: { ...begun, attempt }, request: { entries: current(entries), extraBody } };
}
/** What uploads is loaded where there is something to upload. */
async function upload(uploads, tools, onRegistered) {
    if (uploads.length === 0)
        return;
    const { uploadAll } = await __webpack_require__.e(/* import() */ 500).then(__webpack_require__.bind(__webpack_require__, 5500));
    await uploadAll(uploads, tools, onRegistered);
}

// EXTERNAL MODULE: ./src/run/complete.ts
var complete = __webpack_require__(8002);
// EXTERNAL MODULE: ./src/run/prior.ts
var run_prior = __webpack_require__(5153);
// EXTERNAL MODULE: ./src/run/again.ts
var again = __webpack_require__(7913);
;// CONCATENATED MODULE: ./src/run/retry.ts






const retry_MAX_NAMES = 5;
/** Runs failed tests again, as often as the plan has it; the outcome of all attempts together. */
async function retryFailed(first, { request, deadlineMs, plan, before }, tools) {
    const { clock, events, signal } = tools;
    let last = first.run;
    let known = { ...before, attempts: [...before.attempts, first] };
    let missed = [];
    for (let retry = 1;; retry++) {
        const now = missed.reduce(withWarning, verdict(known));
        if (now.conclusion !== 'failed' || retry > plan.retries)
            return now;
        const leftMs = deadlineMs - clock.now();
        // What has failed before, and now is neither passed nor failed, would only be paid for again.
        const failed = now.results.failed.filter(({ result }) => result.status === 'failed');
        const entries = (0,again/* entriesAgain */.L)(failed, request.entries);
        const obstacle = obstacleOf(last, leftMs, entries.length);
        if (obstacle !== undefined)
            return withWarning(now, `The failed tests were not run again: ${obstacle}.`);
        const tests = entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
        const sent = failed.filter(({ result }) => entries.some(({ testIds }) => testIds.includes(result.test_id ?? '')));
        events.retrying({ kind: 'failed', tests, failed: sent.length, retry, retries: plan.retries });
        const before = known;
        const begun = await create({ ...request, entries }, () => before, tools, { budgetMs: leftMs });
        const circumstances = { deadlineMs, plan, before, expectedMs: slowestMs(failed) };
        const next = isOutcome(begun) ? begun : await follow(begun, circumstances, tools);
        if (isOutcome(next)) {
            // Cancelled is cancelled, whatever was known before: no gate may make it green.
            if (signal.aborted)
                return next;
            return withWarning({ ...now, attempts: next.attempts }, failedRetry(retry, next));
        }
        known = { ...known, attempts: [...known.attempts, next] };
        last = next.run;
        missed = [...missed, ...missedBy(next, retry, failed, known)];
    }
}
/** What a retry was to run again, and tells nothing of: its failure stands, but nobody has seen it again. */
function missedBy({ runId }, retry, failed, { attempts, knownFailures }) {
    const before = new Set(failed.map(({ result }) => result));
    const { tests } = (0,results_results/* resultsOf */.q)(attempts, knownFailures);
    const names = tests.filter(({ result }) => before.has(result)).map(({ result }) => (0,words/* testAt */.iW)(result));
    if (names.length === 0)
        return [];
    return [`Retry ${retry} (run ${runId}) did not run ${(0,src_text/* listed */.KE)(names, retry_MAX_NAMES)}, as far as Doksi tells.`];
}
/** What the slowest of the tests took (milliseconds), as far as Doksi tells. */
function slowestMs(tests) {
    const seconds = Math.max(...tests.map(({ result }) => result.duration_seconds ?? 0));
    return seconds > 0 ? seconds * 1000 : undefined;
}
/** Why the failed tests can't be run again, where they can't. */
function obstacleOf(last, leftMs, entries) {
    if (leftMs <= 0)
        return 'the time is over';
    const hasFailed = last.status === 'failed' ||
        (last.tests_failed ?? 0) > 0 ||
        last.results.some(({ status }) => status === 'failed');
    if (!hasFailed)
        return 'the last run tells of no failure, and does not say that they passed';
    return entries === 0 ? 'Doksi does not list them with their ids' : undefined;
}
function failedRetry(retry, { what, next }) {
    return `Retry ${retry} came to nothing, so the verdict is that of the attempt before. ${what} ${next}`.trimEnd();
}
function withWarning(outcome, warning) {
    return { ...outcome, warnings: [...outcome.warnings, warning] };
}

;// CONCATENATED MODULE: ./src/run/execute.ts









/**
 * Carries the plan out: waits for the targets, uploads, creates the run or takes the one that is there, and follows it to its end. Goes on
 * from what earlier attempts of the workflow run left. Never rejects.
 */
async function execute(plan, tools, prior = run_prior/* NO_PRIOR */.Z) {
    const registered = prior.kind === 'none' ? [] : [...prior.registered];
    const known = () => ({
        targets: targetsOf(plan, registered),
        attempts: prior.kind === 'none' ? [] : prior.attempts,
        knownFailures: plan.knownFailures,
    });
    try {
        // A run that goes on has its targets already.
        if (plan.readiness && prior.kind !== 'going-on')
            await waitUntilReady(plan.readiness, tools);
        return await run(plan, prior, registered, known, tools);
    }
    catch (error) {
        return tools.signal.aborted ? (0,endings/* cancelledBeforeRun */.Ut)(known()) : (0,endings/* lost */.DU)(known(), (0,failure/* asFailure */.h_)(error));
    }
}
async function run(plan, prior, registered, known, tools) {
    if (plan.run.kind === 'existing')
        return followExisting(plan.run.runId, plan, known(), tools);
    const beginning = await begin({ plan, run: plan.run, prior, registered, known }, tools);
    if (isOutcome(beginning))
        return beginning;
    const { begun, request } = beginning;
    const before = known();
    if (!plan.wait)
        return (0,endings/* started */.A4)({ ...before, attempts: [...before.attempts, begun.attempt] });
    const deadlineMs = begun.atMs + plan.timeoutMs;
    const first = await follow(begun, { deadlineMs, plan, before }, tools);
    if (isOutcome(first))
        return first;
    const outcome = await retryFailed(first, { request, deadlineMs, plan, before }, tools);
    const lacksTests = outcome.conclusion === 'passed' && !(0,complete/* hasAll */.U)(outcome.results, request.entries);
    return prior.kind === 'going-on' && lacksTests ? { ...outcome, ...incomplete(prior.runId) } : outcome;
}
/** While it went on, nobody could know whether it would list all of its tests. */
function incomplete(runId) {
    return {
        conclusion: 'error',
        what: `The run ${runId}, which an earlier attempt left, has passed, but does not list all tests of the matrix.`,
        next: 'Run this job again: everything is run then.',
    };
}
async function followExisting(runId, plan, before, tools) {
    tools.events.following(runId);
    const atMs = tools.clock.now();
    const deadlineMs = atMs + plan.timeoutMs;
    const settled = await follow({ attempt: { runId }, atMs }, { deadlineMs, plan, before }, tools);
    if (isOutcome(settled))
        return settled;
    const outcome = verdict({ ...before, attempts: [settled] });
    const isInVain = plan.isRerun && settled.wasSettled && settled.run.status === 'failed';
    return isInVain ? { ...outcome, warnings: [...outcome.warnings, inVain(runId)] } : outcome;
}
function inVain(runId) {
    return `The run ${runId} had failed before this attempt began, so re-running this job can't change it: run the job again that started it.`;
}
/** In the order of the plan, whichever was done first; of a target that was registered again the last. */
function targetsOf({ uploads }, registered) {
    const ids = new Map(registered.map(({ key, targetId }) => [key, targetId]));
    return uploads.flatMap(({ registrations }) => registrations.flatMap(({ key, paths }) => {
        const targetId = ids.get(key);
        return targetId === undefined ? [] : paths.map((path) => ({ path, registration: key, targetId }));
    }));
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
