export const id = 676;
export const ids = [676];
export const modules = {

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


/***/ }),

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
/** Why a deadline's own timer ends early; nobody sees it, and an error made each time would cost a stack trace. */
const FINISHED = new Error('finished');
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
        finished.abort(FINISHED);
    }
}


/***/ }),

/***/ 6101:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yI: () => (/* binding */ readContext),
  rZ: () => (/* binding */ wantsColours),
  e6: () => (/* binding */ withCommit)
});

// EXTERNAL MODULE: ./src/mapping.ts
var mapping = __webpack_require__(9765);
;// CONCATENATED MODULE: ./src/payload.ts

/** Parses an event's file, which may be anything. */
function parsePayload(payload) {
    const told = (0,mapping/* isMapping */.p)(payload) ? payload : {};
    return {
        number: positive(told['number']),
        repository: repository(told['repository']),
        pull_request: pullRequest(told['pull_request']),
        issue: within(told['issue'], (issue) => ({
            number: positive(issue['number']),
            isPullRequest: (0,mapping/* isMapping */.p)(issue['pull_request']),
        })),
        merge_group: within(told['merge_group'], (group) => ({
            head_sha: payload_text(group['head_sha']),
            head_ref: payload_text(group['head_ref']),
            base_ref: payload_text(group['base_ref']),
        })),
        deployment: within(told['deployment'], (deployment) => ({ sha: payload_text(deployment['sha']) })),
        workflow_run: within(told['workflow_run'], (run) => ({
            head_sha: payload_text(run['head_sha']),
            head_branch: payload_text(run['head_branch']),
            head_repository: repository(run['head_repository']),
            pull_requests: list(run['pull_requests']).flatMap((pull) => pullRequest(pull) ?? []),
        })),
    };
}
function pullRequest(value) {
    return within(value, (pull) => ({
        number: positive(pull['number']),
        head: within(pull['head'], ({ sha, repo }) => ({
            sha: payload_text(sha),
            repo: repo === null ? null : repository(repo),
        })),
        base: within(pull['base'], ({ ref, repo }) => ({ ref: payload_text(ref), repo: repository(repo) })),
    }));
}
function repository(value) {
    return within(value, (told) => ({
        full_name: payload_text(told['full_name']),
        url: payload_text(told['url']),
        default_branch: payload_text(told['default_branch']),
        owner: within(told['owner'], ({ login }) => ({ login: payload_text(login) })),
    }));
}
function within(value, read) {
    return (0,mapping/* isMapping */.p)(value) ? read(value) : undefined;
}
function payload_text(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}
function positive(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
function list(value) {
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./src/event.ts

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
    if (issue?.isPullRequest !== true || issue.number === undefined)
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
        .filter((pull) => pull.number !== undefined && isOurs(pull.base?.repo?.url))
        .sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
    return ours.find((pull) => pull.head?.sha === headSha) ?? ours[0];
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


/***/ }),

/***/ 2988:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ forMarkdown),
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   Ig: () => (/* binding */ forLog),
/* harmony export */   iQ: () => (/* binding */ markdownLink),
/* harmony export */   we: () => (/* binding */ undirected),
/* harmony export */   zN: () => (/* binding */ isVisible)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8992);

// Everything that comes from outside passes one of these on its way to where people look.
/** They turn the direction of what follows, or of the whole line. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A character that a reader sees: no control, no blank, nothing that only fills a place or changes another one. */
// eslint-disable-next-line no-misleading-character-class -- each of them stands for itself
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]/u;
/** The text in the order in which it was written. */
function undirected(text) {
    return text.replace(DIRECTIONS, '');
}
/** For the log: one line, indented as it was, without control characters or anything the runner takes for a command. */
function forLog(text) {
    return undirected(text.toWellFormed())
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
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
        tests: someIds(testIds.map((id) => redact(id))),
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

/***/ 676:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/clock.ts
var src_clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/context.ts + 2 modules
var src_context = __webpack_require__(6101);
// EXTERNAL MODULE: ./src/inputs/settings.ts
var inputs_settings = __webpack_require__(900);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
;// CONCATENATED MODULE: ./src/inputs/key.ts
/**
 * Whether the step is skipped because there is no key and `if-no-api-key` allows that, whatever the other inputs are:
 * a job before it, which would have filled them, may have been skipped, too.
 */
function isSkippedWithoutKey(source) {
    return source('api-key').trim() === '' && source('if-no-api-key').trim() === 'skip';
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
    const { step, signal, redact, onAddress } = surroundings;
    try {
        // Loaded only now: a step that is skipped needs none of it.
        const { readPlan } = await __webpack_require__.e(/* import() */ 440).then(__webpack_require__.bind(__webpack_require__, 6440));
        const { inputs, plan } = await readPlan(source, surroundings);
        for (const address of addressesIn(plan))
            onAddress(address);
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
function addressesIn({ run }) {
    const targets = run.kind === 'new' ? run.entries.map(({ target }) => target) : [];
    return targets.flatMap((target) => target.key === 'web_url' || target.key === 'binary_url' ? [target.value] : []);
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "os"
var external_os_ = __webpack_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
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
    issueCommand('debug', {}, line);
}
function annotate(level, message, properties = {}) {
    issueCommand(level, toCommandProperties(properties), message);
}
/** Hides a value in all that is logged from now on. */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/** Throws where the output file cannot be written. Without one, outside of a workflow, it shows what would be in it. */
function setOutput(name, value) {
    const path = process.env['GITHUB_OUTPUT'];
    if (path)
        return appendOutput(path, name, value);
    info('');
    issueCommand('set-output', { name }, value);
}
/**
 * The runner reads a value up to a line of our choice. `@actions/core` makes sure that it isn't in the value by chance
 * of all of Node's cryptography, whose loading is a sixth of the time in which a step starts; looking does as well.
 */
function appendOutput(path, name, value) {
    if (!(0,external_node_fs_.existsSync)(path))
        throw new Error(`Missing file at path: ${path}`);
    const end = lineOutside(value);
    (0,external_node_fs_.appendFileSync)(path, [`${name}<<${end}`, value, end, ''].join(external_node_os_.EOL));
}
function lineOutside(value) {
    for (;;) {
        const line = `end_of_output_${Math.random().toString(36).slice(2)}`;
        if (!value.includes(line))
            return line;
    }
}
/** Adds to the job summary. Loaded only where there is one. */
async function appendSummary(markdown) {
    const { summary } = await __webpack_require__.e(/* import() */ 170).then(__webpack_require__.bind(__webpack_require__, 1170));
    await summary.addRaw(markdown).write();
}

// EXTERNAL MODULE: ./src/publish/publish.ts + 2 modules
var publish = __webpack_require__(9949);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/results/gates.ts
var gates = __webpack_require__(2666);
;// CONCATENATED MODULE: ./src/publish/reports.ts



/** The reports that are asked for. A new one has its place here. What each needs is loaded when it is told. */
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
function checkRun(sources) {
    return {
        name: 'The check run',
        tell: async (signal) => {
            const { tellCheckRun } = await Promise.all(/* import() */[__webpack_require__.e(164), __webpack_require__.e(0), __webpack_require__.e(770), __webpack_require__.e(991), __webpack_require__.e(193)]).then(__webpack_require__.bind(__webpack_require__, 4193));
            return tellCheckRun({ ...sources, workflowFile: () => workflowFile(sources.context) }, signal);
        },
    };
}
function comment(sources) {
    return {
        name: 'The comment on the pull request',
        tell: async (signal) => {
            const { tellComment } = await Promise.all(/* import() */[__webpack_require__.e(164), __webpack_require__.e(0), __webpack_require__.e(770), __webpack_require__.e(563)]).then(__webpack_require__.bind(__webpack_require__, 2563));
            return tellComment({ ...sources, cancelled: sources.signal }, signal);
        },
    };
}
function junitFile(path, sources) {
    return {
        name: 'The JUnit file',
        tell: async (signal) => {
            const { tellJunit } = await __webpack_require__.e(/* import() */ 472).then(__webpack_require__.bind(__webpack_require__, 7472));
            return tellJunit(path, sources, signal);
        },
    };
}
function summaryReport({ outcome, plan, title, context, step, settings }) {
    return {
        name: 'The job summary',
        tell: async () => {
            const { renderSummary } = await __webpack_require__.e(/* import() */ 775).then(__webpack_require__.bind(__webpack_require__, 6775));
            const { closed } = (0,gates/* decide */.L)(outcome, settings.gates);
            await step.appendSummary(renderSummary({ outcome, title, context, plan, closed }));
            return {};
        },
    };
}
function annotationsReport({ outcome: { results }, context, step }) {
    return {
        name: 'Annotations',
        tell: async () => {
            const { failed, flaky, known } = results.counts;
            if (failed + flaky + known === 0)
                return {};
            const { annotations } = await __webpack_require__.e(/* import() */ 485).then(__webpack_require__.bind(__webpack_require__, 5485));
            for (const annotation of annotations(results, workflowFile(context)))
                step.annotate(annotation);
            return {};
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

// EXTERNAL MODULE: ./src/escape.ts
var src_escape = __webpack_require__(2988);
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
            await appendSummary(redact(markdown, MARKDOWN_MASK));
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
        const query = new URL(url).search.slice(1);
        const parts = [url, ...(query.length >= MIN_QUERY_LENGTH ? [query] : [])];
        this.#add(parts.map((part) => Array.from(part, anyFormOf)));
        return [...parts, ...this.addSignatures(url)];
    }
    /**
     * Remembers what signs a URL, where anything does: of one that a user gave, the rest says which target it is. Returns
     * the signatures.
     */
    addSignatures(url) {
        const signatures = [...new URL(url).searchParams]
            .filter(([name, value]) => SIGNATURE.test(name) && value.length >= MIN_SIGNATURE_LENGTH)
            .map(([, value]) => value);
        for (const signature of signatures)
            this.add(signature);
        return signatures;
    }
    #add(forms) {
        for (const form of forms)
            plant(this.#root, isToken(form) ? form.map(afterGap) : form);
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
/**
 * What renderers take out, and nobody sees: line breaks and tabs, which URLs lose, marks of direction, and what has no
 * width. A secret that they break would be whole again where they are gone.
 */
const GAP = String.raw `[\t\n\r\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*`;
/** Whether a secret in this form is long enough to be known by its signs alone, and short enough for a small pattern. */
function isToken({ length }) {
    return length >= MIN_SIGNATURE_LENGTH && length <= MAX_ENCODED_LENGTH;
}
function afterGap(sign, index) {
    return index === 0 ? sign : GAP + sign;
}
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
    const step = createStep(secrets.redact, (0,src_context/* wantsColours */.rZ)(process.env));
    const apiKey = source('api-key').trim();
    secrets.add(apiKey);
    if (apiKey !== '')
        step.mask(apiKey);
    // The runner masks it by itself.
    secrets.add(source('github-token').trim());
    const { settings } = (0,inputs_settings/* readSettings */.s)(source);
    const told = (0,src_context/* withCommit */.e6)((0,src_context/* readContext */.yI)(process.env, readTextFile), settings.commitSha);
    const context = await aboutCommit(told, { settings, step, clock, random, signal });
    const prepared = await prepare(source, {
        context,
        step,
        signal,
        redact: secrets.redact,
        onAddress: (url) => secrets.addSignatures(url),
        nowMs: Date.now(),
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
/** What a comment's event doesn't tell is asked of GitHub, where a report on GitHub needs it anyhow. */
async function aboutCommit(context, sources) {
    const { checkRun, prComment, isOffline } = sources.settings;
    if (context.subject.headSha !== undefined || isOffline || !(checkRun || prComment))
        return context;
    return (await Promise.all(/* import() */[__webpack_require__.e(164), __webpack_require__.e(0), __webpack_require__.e(770), __webpack_require__.e(83)]).then(__webpack_require__.bind(__webpack_require__, 8083))).withAskedHead(context, sources);
}
/** From the plan to its outcome, with what is remembered before it and compared after it. What that needs is loaded here. */
async function carryOut(ready, surroundings) {
    const [{ execute }, { runTools }] = await Promise.all([
        __webpack_require__.e(/* import() */ 507).then(__webpack_require__.bind(__webpack_require__, 507)),
        __webpack_require__.e(/* import() */ 362).then(__webpack_require__.bind(__webpack_require__, 8362)),
    ]);
    const tools = runTools(ready, surroundings);
    if (!surroundings.settings.checkRun)
        return execute(ready.plan, tools);
    const { comparedToBase, priorOf } = await Promise.all(/* import() */[__webpack_require__.e(164), __webpack_require__.e(0), __webpack_require__.e(770), __webpack_require__.e(991), __webpack_require__.e(706)]).then(__webpack_require__.bind(__webpack_require__, 7706));
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

/***/ 9765:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ isMapping)
/* harmony export */ });
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
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
        ...[...flaky, ...others].map((aside) => `, ${aside}`),
    ].join('');
    return `${asides}${took(attempts, carried, asides !== '' || (!isFailed && counts.flaky > 0))}`;
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
/** How long all runs of this step took, as Doksi tells it, and which tests were not in them. */
function took(all, carried, isAside) {
    const attempts = (0,attempt/* ownAttempts */.BY)(all);
    const seconds = (0,attempt/* secondsOf */.TM)(attempts);
    const runs = attempts.length > 1 ? ` in ${attempts.length} runs` : '';
    const time = seconds === undefined ? [] : [`${(0,src_text/* duration */.p0)(seconds)}${runs}`];
    const parts = [...time, ...carried];
    if (parts.length === 0)
        return '';
    return isAside || runs !== '' || carried.length > 0 ? ` (${parts.join('; ')})` : ` in ${parts.join('')}`;
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
        step.fail(`${message}\n${results_gates/* RED_BY_FLAKY */.G}`);
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
/* harmony export */   Br: () => (/* binding */ lastRunId),
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
const MAX_LINKS = 3;
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
    const silent = silence ? ` At the end Doksi ${silence.fate} (${silence.inFull}).` : '';
    return end('timed-out', known, `The run was still going on after ${minutes(timeoutMs)}${unfinished(known)}.${silent}`, `It goes on in the cloud: raise timeout-minutes, or follow it with run-id: ${lastRunId(known)}.${links(known)}`);
}
/** The time is over, and of the run nothing was heard at its end: that is no word on the run. */
function unheard(known, timeoutMs, silence) {
    const ever = known.attempts.at(-1)?.run ? 'at the end of' : 'in';
    return end('error', known, `Doksi told nothing of the run ${ever} ${minutes(timeoutMs)} (last: ${silence.inFull}).`, `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${lastRunId(known)}.${links(known)}`);
}
/** Doksi gave no usable answer for longer than is tolerated. It says nothing about the tests. */
function outage(known, silence, silentMs) {
    return end('error', known, `Doksi gave no usable answer for ${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .duration */ .p0)(silentMs / 1000)} (last: ${silence.inFull}), so the run could not be followed.`, `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${lastRunId(known)}.${links(known)}`);
}
function cancelled(known) {
    return end('cancelled', known, `The step was cancelled${unfinished(known)}.`, `The run goes on in the cloud and spends its allowance there; follow it with run-id: ${lastRunId(known)}.${links(known)}`);
}
function cancelledBeforeRun(known) {
    const what = (0,_attempt_js__WEBPACK_IMPORTED_MODULE_5__/* .ownAttempts */ .BY)(known.attempts).length === 0 ? 'a run was created' : 'the failed tests were run again';
    return end('cancelled', known, `The step was cancelled before ${what}.`);
}
function cancelledWhileCreating(known) {
    return end('cancelled', known, 'The step was cancelled while the run was being created.', "The run may exist and go on in the cloud: look in Doksi's dashboard, among the runs of this key's workspace, before you run this job again, since every run spends allowance.");
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
    const { total } = counts;
    const of = total === undefined ? (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(counts.others, 'test') : `${counts.others} of ${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(total, 'test')}`;
    return ` with ${of} not finished${names && `: ${names}`} (status "${last.run.status}")`;
}
/** Where to see the run that goes on, each on a line of its own, which reports make a link. */
function links({ attempts }) {
    const last = attempts.at(-1);
    if (last === undefined)
        return '';
    const { tests, others, counts } = (0,_results_js__WEBPACK_IMPORTED_MODULE_2__/* .resultsOf */ .q)([last]);
    const open = others.length > 0 ? others : tests;
    const shown = open.flatMap(({ result }) => (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .webLink */ .Dl)(result.url) ?? []).slice(0, MAX_LINKS);
    const more = Math.max(counts.others, open.length) - shown.length;
    return [...shown, ...(shown.length > 0 && more > 0 ? [`and ${more} more`] : [])]
        .map((line) => `\n${line}`)
        .join('');
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
/* harmony export */   G: () => (/* binding */ RED_BY_FLAKY),
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
/** What a reader has to be told where the tests alone look green. */
const RED_BY_FLAKY = 'This step is red because fail-on-flaky is on.';
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
/**
 * The conclusion in the fewest words: heading of the summary, first thing that anybody reads. `closed` is the gate that
 * makes the step red.
 */
function headline(outcome, closed) {
    if (closed === 'fail-on-flaky')
        return { mark: MARKS.failed, text: `${words(outcome)}, and ${closed} is on` };
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
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8992);

/** A failure is undone by a pass and by nothing else: what came later and is neither leaves it standing. */
function grouped(history, { inForce }) {
    const { tries, result } = history;
    if (result.status === 'passed')
        return { ...history, group: isFlaky(tries) ? 'flaky' : 'passed' };
    if (!tries.some(({ result: { status } }) => status === 'failed'))
        return { ...history, group: 'other' };
    const known = inForce.get(result.test_id ?? '');
    return known ? { ...history, group: 'known', known } : { ...history, group: 'failed' };
}
/**
 * Whether it failed and then passed within one attempt of the workflow run, whichever that was. What failed in an
 * earlier one was told there; that it passes in a later one is no flakiness, since much may have changed in between.
 */
function isFlaky(tries) {
    return tries.some(({ result, earlier }, index) => result.status === 'failed' &&
        tries.slice(index).some((later) => later.earlier === earlier && later.result.status === 'passed'));
}
/** The earlier attempt of the workflow run that a test's result is carried over from; undefined where it ran in this one. */
function carriedFrom({ tries }) {
    return tries.at(-1)?.earlier;
}
/** How many tests are carried over from each earlier attempt, in order: `41 passed and 1 known in attempt 1`. */
function carriedWords(tests, wordOf) {
    const byAttempt = [...Map.groupBy(tests, carriedFrom)];
    return byAttempt
        .toSorted(([one = 0], [other = 0]) => one - other)
        .flatMap(([attempt, carried]) => {
        if (attempt === undefined)
            return [];
        const words = [...Map.groupBy(carried, ({ group }) => group)].map(([group, { length }]) => `${length} ${wordOf(group)}`);
        return [`${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .enumerated */ .BD)(words)} in attempt ${attempt}`];
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
/* harmony export */   BD: () => (/* binding */ enumerated),
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
/** `A, B and C` */
function enumerated(words) {
    return [...words.slice(0, -2), words.slice(-2).join(' and ')].join(', ');
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


/***/ }),

/***/ 3223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ fast_string_width_dist)
});

;// CONCATENATED MODULE: ./node_modules/fast-string-truncated-width/dist/utils.js
/* MAIN */
const getCodePointsLength = (() => {
    const SURROGATE_PAIR_RE = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
    return (input) => {
        let surrogatePairsNr = 0;
        SURROGATE_PAIR_RE.lastIndex = 0;
        while (SURROGATE_PAIR_RE.test(input)) {
            surrogatePairsNr += 1;
        }
        return input.length - surrogatePairsNr;
    };
})();
const isFullWidth = (x) => {
    return x === 0x3000 || x >= 0xFF01 && x <= 0xFF60 || x >= 0xFFE0 && x <= 0xFFE6;
};
const isWideNotCJKTNotEmoji = (x) => {
    return x === 0x231B || x === 0x2329 || x >= 0x2FF0 && x <= 0x2FFF || x >= 0x3001 && x <= 0x303E || x >= 0x3099 && x <= 0x30FF || x >= 0x3105 && x <= 0x312F || x >= 0x3131 && x <= 0x318E || x >= 0x3190 && x <= 0x31E3 || x >= 0x31EF && x <= 0x321E || x >= 0x3220 && x <= 0x3247 || x >= 0x3250 && x <= 0x4DBF || x >= 0xFE10 && x <= 0xFE19 || x >= 0xFE30 && x <= 0xFE52 || x >= 0xFE54 && x <= 0xFE66 || x >= 0xFE68 && x <= 0xFE6B || x >= 0x1F200 && x <= 0x1F202 || x >= 0x1F210 && x <= 0x1F23B || x >= 0x1F240 && x <= 0x1F248 || x >= 0x20000 && x <= 0x2FFFD || x >= 0x30000 && x <= 0x3FFFD;
};
/* EXPORT */


;// CONCATENATED MODULE: ./node_modules/fast-string-truncated-width/dist/index.js
/* IMPORT */

/* HELPERS */
const ANSI_RE = /[\u001b\u009b][[()#;?]*(?:[0-9]{1,4}(?:;[0-9]{0,4})*)?[0-9A-ORZcf-nqry=><]|\u001b\]8;[^;]*;.*?(?:\u0007|\u001b\u005c)/y;
const CONTROL_RE = /[\x00-\x08\x0A-\x1F\x7F-\x9F]{1,1000}/y;
const CJKT_WIDE_RE = /(?:(?![\uFF61-\uFF9F\uFF00-\uFFEF])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Tangut}]){1,1000}/yu;
const TAB_RE = /\t{1,1000}/y;
const EMOJI_RE = /[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,3}\u{E007F}|(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|\p{Emoji_Presentation})(?:\u200D(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|\p{Emoji_Presentation}|\p{Emoji}\uFE0F\u20E3?))*/yu;
const LATIN_RE = /(?:[\x20-\x7E\xA0-\xFF](?!\uFE0F)){1,1000}/y;
const MODIFIER_RE = /\p{M}+/gu;
const NO_TRUNCATION = { limit: Infinity, ellipsis: '' };
/* MAIN */
const getStringTruncatedWidth = (input, truncationOptions = {}, widthOptions = {}) => {
    /* CONSTANTS */
    const LIMIT = truncationOptions.limit ?? Infinity;
    const ELLIPSIS = truncationOptions.ellipsis ?? '';
    const ELLIPSIS_WIDTH = truncationOptions?.ellipsisWidth ?? (ELLIPSIS ? getStringTruncatedWidth(ELLIPSIS, NO_TRUNCATION, widthOptions).width : 0);
    const ANSI_WIDTH = 0;
    const CONTROL_WIDTH = widthOptions.controlWidth ?? 0;
    const TAB_WIDTH = widthOptions.tabWidth ?? 8;
    const EMOJI_WIDTH = widthOptions.emojiWidth ?? 2;
    const FULL_WIDTH_WIDTH = 2;
    const REGULAR_WIDTH = widthOptions.regularWidth ?? 1;
    const WIDE_WIDTH = widthOptions.wideWidth ?? FULL_WIDTH_WIDTH;
    const PARSE_BLOCKS = [
        [LATIN_RE, REGULAR_WIDTH],
        [ANSI_RE, ANSI_WIDTH],
        [CONTROL_RE, CONTROL_WIDTH],
        [TAB_RE, TAB_WIDTH],
        [EMOJI_RE, EMOJI_WIDTH],
        [CJKT_WIDE_RE, WIDE_WIDTH],
    ];
    /* STATE */
    let indexPrev = 0;
    let index = 0;
    let length = input.length;
    let lengthExtra = 0;
    let truncationEnabled = false;
    let truncationIndex = length;
    let truncationLimit = Math.max(0, LIMIT - ELLIPSIS_WIDTH);
    let unmatchedStart = 0;
    let unmatchedEnd = 0;
    let width = 0;
    let widthExtra = 0;
    /* PARSE LOOP */
    outer: while (true) {
        /* UNMATCHED */
        if ((unmatchedEnd > unmatchedStart) || (index >= length && index > indexPrev)) {
            const unmatched = input.slice(unmatchedStart, unmatchedEnd) || input.slice(indexPrev, index);
            lengthExtra = 0;
            for (const char of unmatched.replaceAll(MODIFIER_RE, '')) {
                const codePoint = char.codePointAt(0) || 0;
                if (isFullWidth(codePoint)) {
                    widthExtra = FULL_WIDTH_WIDTH;
                }
                else if (isWideNotCJKTNotEmoji(codePoint)) {
                    widthExtra = WIDE_WIDTH;
                }
                else {
                    widthExtra = REGULAR_WIDTH;
                }
                if ((width + widthExtra) > truncationLimit) {
                    truncationIndex = Math.min(truncationIndex, Math.max(unmatchedStart, indexPrev) + lengthExtra);
                }
                if ((width + widthExtra) > LIMIT) {
                    truncationEnabled = true;
                    break outer;
                }
                lengthExtra += char.length;
                width += widthExtra;
            }
            unmatchedStart = unmatchedEnd = 0;
        }
        /* EXITING */
        if (index >= length) {
            break outer;
        }
        /* PARSE BLOCKS */
        for (let i = 0, l = PARSE_BLOCKS.length; i < l; i++) {
            const [BLOCK_RE, BLOCK_WIDTH] = PARSE_BLOCKS[i];
            BLOCK_RE.lastIndex = index;
            if (BLOCK_RE.test(input)) {
                lengthExtra = BLOCK_RE === CJKT_WIDE_RE ? getCodePointsLength(input.slice(index, BLOCK_RE.lastIndex)) : BLOCK_RE === EMOJI_RE ? 1 : BLOCK_RE.lastIndex - index;
                widthExtra = lengthExtra * BLOCK_WIDTH;
                if ((width + widthExtra) > truncationLimit) {
                    truncationIndex = Math.min(truncationIndex, index + Math.floor((truncationLimit - width) / BLOCK_WIDTH));
                }
                if ((width + widthExtra) > LIMIT) {
                    truncationEnabled = true;
                    break outer;
                }
                width += widthExtra;
                unmatchedStart = indexPrev;
                unmatchedEnd = index;
                index = indexPrev = BLOCK_RE.lastIndex;
                continue outer;
            }
        }
        /* UNMATCHED INDEX */
        index += 1;
    }
    /* RETURN */
    return {
        width: truncationEnabled ? truncationLimit : width,
        index: truncationEnabled ? truncationIndex : length,
        truncated: truncationEnabled,
        ellipsed: truncationEnabled && LIMIT >= ELLIPSIS_WIDTH
    };
};
/* EXPORT */
/* harmony default export */ const dist = (getStringTruncatedWidth);

;// CONCATENATED MODULE: ./node_modules/fast-string-width/dist/index.js
/* IMPORT */

/* HELPERS */
const dist_NO_TRUNCATION = {
    limit: Infinity,
    ellipsis: '',
    ellipsisWidth: 0,
};
/* MAIN */
const fastStringWidth = (input, options = {}) => {
    return dist(input, dist_NO_TRUNCATION, options).width;
};
/* EXPORT */
/* harmony default export */ const fast_string_width_dist = (fastStringWidth);


/***/ })

};
