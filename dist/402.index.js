export const id = 402;
export const ids = [402];
export const modules = {

/***/ 3402:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 13 modules
var core = __webpack_require__(1889);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/clock.ts

const systemClock = {
    // The monotonic clock: a correction of the wall clock must not end or prolong a run.
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,promises_.setTimeout)(ms, undefined, signal && { signal });
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

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./src/event.ts

const event_text = schemas/* string */.YjP().min(1).optional().catch(undefined);
const number = schemas/* int */.Whr().positive().optional().catch(undefined);
const lenient = (shape) => schemas/* object */.Ikc(shape).optional().catch(undefined);
const Repository = lenient({
    full_name: event_text,
    url: event_text,
    default_branch: event_text,
    owner: lenient({ login: event_text }),
});
const PullRequest = lenient({
    number,
    head: lenient({ sha: event_text, repo: Repository.nullable() }),
    base: lenient({ ref: event_text, repo: Repository }),
});
const Payload = schemas/* object */.Ikc({
    number,
    repository: Repository,
    pull_request: PullRequest,
    issue: lenient({ number, pull_request: schemas/* looseObject */._H3({}).optional().catch(undefined) }),
    merge_group: lenient({ head_sha: event_text, head_ref: event_text, base_ref: event_text }),
    deployment: lenient({ sha: event_text }),
    workflow_run: lenient({
        head_sha: event_text,
        head_branch: event_text,
        head_repository: Repository,
        pull_requests: schemas/* array */.YOg(PullRequest).optional().catch(undefined),
    }),
})
    .catch({});
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

;// CONCATENATED MODULE: ./src/url.ts
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

;// CONCATENATED MODULE: ./src/text.ts

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
    return url === null ? hideCredentials(text) : `${url.host}${url.pathname.replace(/\/$/, '')}`;
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

;// CONCATENATED MODULE: ./src/escape.ts

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
    const href = webLink(url);
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
    const href = webLink(url);
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

;// CONCATENATED MODULE: ./src/inputs/declared.ts
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

;// CONCATENATED MODULE: ./src/inputs/named.ts

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
        return `the number ${value}${source === undefined ? '' : `, written ${named_clipped(source, MAX_SHOWN)}`}`;
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
    return named_clipped(oneLine(hideCredentials(key)), MAX_KEY);
}
/** What stands before an `@` may be a password where it has one of the signs that part it from a name or a scheme. */
function shownText(text) {
    const before = text.slice(0, Math.max(0, text.lastIndexOf('@')));
    return /[:\\/]/.test(before) ? shownUrl(text) : named_clipped(oneLine(text), MAX_SHOWN);
}
/** No parser may take it, such as one with a slash in its password: so all before the last `@` is hidden. */
function shownUrl(text) {
    const end = text.lastIndexOf('@');
    const scheme = /^\s*(https?:[\\/]*|[a-z][a-z0-9+.-]*:[\\/]+)/i.exec(text)?.[0] ?? '';
    return named_clipped(oneLine(end < 0 ? text : `${scheme}***${text.slice(end)}`), MAX_SHOWN);
}
function oneLine(text) {
    return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
function named_clipped(text, max) {
    return text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

;// CONCATENATED MODULE: ./src/failure.ts
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

;// CONCATENATED MODULE: ./src/inputs/problems.ts


/** What a person may still read, and a log shows. */
const MAX_PROBLEMS = 500;
const MAX_WIDTH = 40;
/** Of warnings in the same words, this many are told one by one. */
const MAX_ALIKE = 10;
/** Every problem with the inputs, at once. */
class InputError extends Failure {
    constructor(problems) {
        const shown = problems.slice(0, MAX_PROBLEMS);
        const width = Math.min(MAX_WIDTH, Math.max(...shown.map(({ where }) => where.length)));
        const lines = shown.map(({ where, text }) => `  ${where.padEnd(width)}  ${text}`);
        if (problems.length > shown.length)
            lines.push(`  and ${problems.length - shown.length} more`);
        super([`${counted(problems.length, 'problem')} with the inputs of doksi/run-action:`, ...lines].join('\n'), 'Nothing was sent to Doksi. Correct the step in the workflow file; dry-run: true checks it without a run.');
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

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./src/inputs/misspelt.ts

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
    const apart = (0,mod/* distance */.Io)(word, name);
    return apart === 2 && sorted(word) === sorted(name) ? 1 : apart;
}
function sorted(word) {
    return Array.from(word).sort().join('');
}

;// CONCATENATED MODULE: ./src/inputs/scalars.ts



/** Reads single values, strictly: a value that is not exactly one of those allowed is a problem, never a guess. */
class ScalarReader {
    #source;
    #findings;
    constructor(source, findings) {
        this.#source = source;
        this.#findings = findings;
    }
    text(name) {
        return this.#source(name).trim() || INPUT_DEFAULTS[name];
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
        return this.#findings.problem(name, `is ${named(text)}; give ${allowed}`);
    }
    #wrongWord(name, value, words) {
        const likely = likelyName(value, words);
        const guess = likely === undefined ? '' : `; was "${likely}" meant?`;
        return this.#findings.problem(name, `is ${named(value)}; give ${words.join(' or ')}${guess}`);
    }
}
/** The words of YAML 1.2, as everywhere in workflows; undefined for any other. */
function asBoolean(text) {
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    return /^(false|False|FALSE)$/.test(text) ? false : undefined;
}

;// CONCATENATED MODULE: ./src/inputs/settings.ts





const GATES = (/* unused pure expression or super */ null && (['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky']));
/**
 * Reads what decides how an outcome is told. It counts even where other inputs are bad, so an input that is not in
 * order falls back to its default by itself; a gate falls back to `true`, which lets nothing pass.
 */
function readSettings(source) {
    const findings = new Findings();
    const reader = new ScalarReader(source, findings);
    const setting = (name) => reader.boolean(name) ?? INPUT_DEFAULTS[name] === 'true';
    const gate = (name) => reader.boolean(name) ?? true;
    const title = reader.text('title');
    const settings = {
        title: isVisible(title) ? title : INPUT_DEFAULTS.title,
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
    return findings.problem('commit-sha', `is ${named(sha)}; give a whole SHA, of 40 hexadecimal digits`);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./src/apps/regular-file.ts


/**
 * Opens a regular file for reading; the caller closes it. Rejects for anything else. Without waiting: a FIFO that took a
 * file's place would otherwise keep its opener until somebody writes to it. (Windows has no such flag, nor such FIFOs.)
 */
async function openRegular(path) {
    const file = await (0,external_node_fs_promises_.open)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
    if ((await file.stat()).isFile())
        return file;
    await file.close();
    throw new Error('it is no regular file');
}

;// CONCATENATED MODULE: ./src/apps/digest.ts



/** Read at once, in bytes. Large reads are what makes both digests and uploads fast. */
const CHUNK_BYTES = 1024 * 1024;
/**
 * SHA-256 (hexadecimal), CRC-32 and length of a file, read once, in constant memory. Rejects once the signal aborts, and
 * for what is no regular file.
 */
async function digestFile(path, signal) {
    signal?.throwIfAborted();
    const file = await openRegular(path);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let crc = 0;
    let bytes = 0;
    // Reads to the end, and closes the file.
    const stream = file.createReadStream({ highWaterMark: CHUNK_BYTES, signal });
    for await (const chunk of stream) {
        hash.update(chunk);
        crc = (0,external_node_zlib_.crc32)(chunk, crc);
        bytes += chunk.length;
    }
    return { bytes, sha256: hash.digest('hex'), crc32: crc };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/apps/names.ts


/** Names are shown up to this many characters: a zip may hold one of 65,535. */
const names_MAX_SHOWN = 200;
/** Control characters, separators of lines, marks that change a text's direction, and what Windows takes for a folder. */
const UNFIT_FOR_AN_ENTRY = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\\]/gu;
/** With `/` on every platform. */
function inWorkspace(path, workspace) {
    return (0,external_node_path_.relative)(workspace, path).replaceAll(external_node_path_.sep, '/');
}
/** A name or path from outside for a message: one line of a length that can be read. */
function shown(name) {
    const line = forLog(name);
    return line.length > names_MAX_SHOWN ? `${line.slice(0, names_MAX_SHOWN)}…` : line;
}
/** What a file is called inside the zip: never with a folder, a line break or a control character. */
function entryName(path) {
    return (0,external_node_path_.basename)(path).replace(UNFIT_FOR_AN_ENTRY, '_');
}

;// CONCATENATED MODULE: ./src/apps/classify.ts



/** An error names this many files. */
const MAX_LISTED = 10;
/** One APK, the splits of one app, or one zip: anything else is told with what matched. */
function classify(files, asked, workspace) {
    const [first, ...others] = files;
    const bundle = files.find(({ path }) => hasEnding(path, '.aab'));
    if (bundle) {
        return {
            problem: `is an Android App Bundle (${shown((0,external_node_path_.basename)(bundle.path))}), which no device can install; build an APK with ` +
                '"./gradlew assembleRelease", or make one with "bundletool build-apks --mode=universal"',
        };
    }
    if (first && others.length === 0) {
        if (hasEnding(first.path, '.apk'))
            return { kind: 'apk', files };
        if (hasEnding(first.path, '.zip'))
            return { kind: 'zip', files };
        const name = shown(inWorkspace(first.path, workspace));
        return { problem: `is ${name}, which is neither an .apk nor a .zip` };
    }
    const base = files.filter(({ path }) => isBase((0,external_node_path_.basename)(path)));
    const splits = files.filter(({ path }) => isSplit((0,external_node_path_.basename)(path)));
    const areDistinct = new Set(files.map(({ path }) => entryName(path))).size === files.length;
    if (base.length === 1 && splits.length === files.length - 1 && areDistinct) {
        return { kind: 'splits', files: [...base, ...splits] };
    }
    const matched = listed(files.slice(0, MAX_LISTED).map(({ path }) => shown(inWorkspace(path, workspace))), MAX_LISTED, files.length);
    return {
        problem: `${asked} matches ${files.length} files that are not one app (${matched}); name one .apk, or one base.apk with its split_*.apk files`,
    };
}
/** Endings count in any case: a build on Windows may write `X.APK`. */
function hasEnding(path, ending) {
    return path.toLowerCase().endsWith(ending);
}
/** The names of an app's split APKs are the ones that bundletool and Doksi know: exactly these. */
function isBase(name) {
    return name === 'base.apk';
}
function isSplit(name) {
    return /^split_.*\.apk$/s.test(name);
}

// EXTERNAL MODULE: ./node_modules/minimatch/dist/esm/index.js + 8 modules
var esm = __webpack_require__(1138);
;// CONCATENATED MODULE: ./src/apps/glob.ts


/** Searched only where a pattern names them: dependencies and history hold thousands of folders and no build. */
const LEFT_OUT = ['node_modules', '.git'];
const IS_WINDOWS = external_node_path_.sep === '\\';
const OPTIONS = {
    dot: true,
    nobrace: true,
    nocomment: true,
    noext: true,
    nonegate: true,
    windowsPathsNoEscape: IS_WINDOWS,
};
/** Elsewhere a name in another case is another file. */
const IGNORES_CASE = IS_WINDOWS || process.platform === 'darwin';
/** Reads a pattern, in each way that its braces allow, relative to `folder` unless it is absolute. */
function readPattern(pattern, folder) {
    const paths = [];
    const globs = [];
    for (const each of (0,esm/* braceExpand */.KA)(pattern)) {
        const { set, globParts } = new esm/* Minimatch */.VR(each, OPTIONS);
        const [parts = [], texts = []] = [set[0], globParts[0]];
        const names = parts.filter((part) => typeof part === 'string');
        const isGlob = names.length < parts.length;
        const depth = isGlob ? parts.findIndex((part) => typeof part !== 'string') : parts.length;
        const base = (0,external_node_path_.resolve)(folder, names
            .slice(0, depth)
            .map((name) => `${name}/`)
            .join(''));
        if (isGlob)
            globs.push(globBelow(base, texts.slice(depth), names));
        else
            paths.push(base);
    }
    return { paths, globs };
}
function globBelow(base, texts, names) {
    const pattern = texts.filter((text) => text !== '' && text !== '.').join('/');
    const matcher = new esm/* Minimatch */.VR(pattern, { ...OPTIONS, nocase: IGNORES_CASE });
    return {
        base,
        matches: (below) => matcher.match(below),
        finds: (below) => matcher.match(below) && isSearched(below, names),
        enters: (folder) => isSearched(folder, names) && matcher.match(folder, true),
    };
}
/** Whether a search looks at this path: in the folders that are left out only if a pattern names them. */
function isSearched(below, named = []) {
    return below.split('/').every((part) => !LEFT_OUT.includes(part) || named.includes(part));
}

;// CONCATENATED MODULE: ./src/apps/until-aborted.ts
/**
 * What `work` resolves to, or a rejection with the signal's reason as soon as it aborts: a read that hangs on a dead disk
 * can't be stopped, but nobody has to wait for it.
 */
async function untilAborted(signal, work) {
    const cancelled = Promise.withResolvers();
    const onAbort = () => {
        cancelled.reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted)
        onAbort();
    try {
        return await Promise.race([work, cancelled.promise]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}

;// CONCATENATED MODULE: ./src/apps/identify.ts


/** Files looked at side by side. */
const FILES_AT_ONCE = 32;
/** What a path leads to; `absent` also where that can't be told. */
async function kindOf(path, signal) {
    try {
        const found = await untilAborted(signal, (0,external_node_fs_promises_.stat)(path));
        if (found.isDirectory())
            return 'folder';
        return found.isFile() ? 'file' : 'other';
    }
    catch {
        signal.throwIfAborted();
        return 'absent';
    }
}
/** The regular files among these, sorted, those that are no links first. What is gone or can't be read is passed over. */
async function identify(matches, signal) {
    const sorted = [...matches].sort((a, b) => Number(a.isLink) - Number(b.isLink) || (a.path < b.path ? -1 : 1));
    const files = [];
    for (let at = 0; at < sorted.length; at += FILES_AT_ONCE) {
        const batch = sorted.slice(at, at + FILES_AT_ONCE).map(({ path }) => regularFile(path));
        for (const file of await untilAborted(signal, Promise.all(batch)))
            if (file)
                files.push(file);
    }
    return files;
}
async function regularFile(path) {
    try {
        const found = await (0,external_node_fs_promises_.stat)(path, { bigint: true });
        if (!found.isFile())
            return undefined;
        const { size, dev, ino } = found;
        // Some network drives number no file.
        return { path, bytes: Number(size), identity: ino === 0n ? path : `${dev}:${ino}` };
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/apps/walk.ts



/** Folders read side by side: Node reads on four threads, and more than this keeps them no busier. */
const FOLDERS_AT_ONCE = 32;
/**
 * Searches a folder for files and for links that bear a wanted name, in no order. Folders behind links are not searched;
 * what can't be read is passed over. Rejects with the signal's reason at once when it aborts.
 */
async function walk(base, wanted, signal) {
    const matches = [];
    const folders = [''];
    while (folders.length > 0) {
        // The last ones first: depth before breadth keeps the list of folders short.
        const batch = folders.splice(-FOLDERS_AT_ONCE);
        const read = Promise.all(batch.map((folder) => entriesOf((0,external_node_path_.join)(base, folder))));
        for (const [index, entries] of (await untilAborted(signal, read)).entries()) {
            const folder = batch[index] ?? '';
            for (const entry of entries) {
                const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
                if (entry.isDirectory()) {
                    if (wanted.enters(below))
                        folders.push(below);
                }
                else if ((entry.isFile() || entry.isSymbolicLink()) && wanted.finds(below)) {
                    matches.push({ path: (0,external_node_path_.join)(base, below), isLink: entry.isSymbolicLink() });
                }
            }
        }
    }
    return matches;
}
async function entriesOf(folder) {
    try {
        return await (0,external_node_fs_promises_.readdir)(folder, { withFileTypes: true });
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./src/apps/nothing-found.ts









/** An error about missing files names this many that do exist, and this many places where it looked. */
const MAX_SUGGESTIONS = 10;
const MAX_PLACES = 5;
/** Says where was looked (absolute paths), what is wrong there, and which APKs the workspace does hold. */
async function nothingFound(asked, places, workspace, signal) {
    const looked = [];
    for (const place of places.slice(0, MAX_PLACES)) {
        looked.push(`${shown(place)}${await faultOf(place, signal)}`);
    }
    const missing = `no .apk matches ${asked} (looked at ${listed(looked, MAX_PLACES, places.length)})`;
    const wanted = { finds: (file) => hasEnding(file, '.apk') && isSearched(file), enters: isSearched };
    const matches = (await walk(workspace, wanted, signal)).filter(({ isLink }) => !isLink);
    const named = matches.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MAX_SUGGESTIONS);
    const files = await identify(named, signal);
    if (files.length === 0) {
        return `${missing}, nor is there any other in ${shown(workspace)}; did the build step run, in this job?`;
    }
    const suggestions = files.map(({ path, bytes }) => {
        return `${shown(inWorkspace(path, workspace))} (${megabytes(bytes)})`;
    });
    return `${missing}; there are: ${listed(suggestions, MAX_SUGGESTIONS, matches.length)}. Did the build step make the one you mean?`;
}
async function faultOf(place, signal) {
    const kind = await kindOf(place, signal);
    if (kind === 'absent')
        return ', which is not there';
    if (kind === 'other')
        return ', which is no regular file';
    try {
        await untilAborted(signal, (0,external_node_fs_promises_.access)(place, external_node_fs_.constants.R_OK));
        return '';
    }
    catch {
        signal.throwIfAborted();
        return ', which may not be read';
    }
}

;// CONCATENATED MODULE: ./src/apps/find.ts









/** An error repeats this many patterns. */
const MAX_PATTERNS_SHOWN = 10;
/** Characters in a pattern; the matcher takes no more. */
const MAX_PATTERN_LENGTH = 65_536;
/** What is taken from a folder: the first of these that it holds. A bundle is only to say what to do with it. */
const ENDINGS = ['.apk', '.zip', '.aab'];
/**
 * Finds the files that paths, globs and folders stand for, in the workspace; a pattern with `!` takes away from all that
 * the others name. Rejects with the signal's reason at once when it aborts.
 */
async function findFiles(patterns, workspace, signal) {
    const tooLong = patterns.find((pattern) => pattern.length > MAX_PATTERN_LENGTH);
    if (tooLong !== undefined) {
        return { problem: `has a pattern of ${tooLong.length} characters; give at most ${MAX_PATTERN_LENGTH}` };
    }
    const quoted = patterns.map((pattern) => `"${shown(pattern)}"`);
    const asked = listed(quoted, MAX_PATTERNS_SHOWN);
    const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
    const unwanted = patterns.filter((pattern) => pattern.startsWith('!'));
    if (wanted.length === 0)
        return { problem: `only takes away (${asked}); say what to take, too` };
    const sieve = await makeSieve(unwanted, workspace, signal);
    const hits = [];
    for (const pattern of wanted)
        hits.push(await search(pattern, workspace, sieve, signal));
    // The same file by two paths counts once, under the path by which it was found first.
    const files = new Map();
    for (const { identity, path, bytes } of hits.flatMap((hit) => hit.files)) {
        if (!files.has(identity))
            files.set(identity, { path, bytes });
    }
    if (files.size > 0)
        return classify([...files.values()].sort(byPath), asked, workspace);
    const places = new Set(hits.flatMap((hit) => hit.places));
    return { problem: await nothingFound(asked, [...places], workspace, signal) };
}
async function search(pattern, workspace, sieve, signal) {
    const { paths, globs } = await readAsIs(pattern, workspace, signal);
    const files = [];
    for (const path of paths)
        files.push(await find_named(path, sieve, signal));
    const byBase = Map.groupBy(globs, ({ base }) => base);
    for (const [base, group] of byBase) {
        const found = await walk(base, {
            finds: (file) => group.some((glob) => glob.finds(file)),
            enters: (folder) => group.some((glob) => glob.enters(folder)),
        }, signal);
        files.push(await identify(sieve(found), signal));
    }
    return { files: files.flat(), places: [...paths, ...byBase.keys()] };
}
/** A path that exists is taken as it is, even if it has characters that mean something in a glob. */
async function readAsIs(pattern, workspace, signal) {
    const path = (0,external_node_path_.resolve)(workspace, pattern);
    const isThere = (await kindOf(path, signal)) !== 'absent';
    return isThere ? { paths: [path], globs: [] } : readPattern(pattern, workspace);
}
/** A file, or what lies directly in a folder. */
async function find_named(path, sieve, signal) {
    if ((await kindOf(path, signal)) !== 'folder') {
        return identify(sieve([{ path, isLink: false }]), signal);
    }
    const finds = (file) => ENDINGS.some((ending) => hasEnding(file, ending));
    const found = await walk(path, { finds, enters: () => false }, signal);
    for (const ending of ENDINGS) {
        const files = await identify(sieve(found.filter((match) => hasEnding(match.path, ending))), signal);
        if (files.length > 0)
            return files;
    }
    return [];
}
/** Takes away what one of these patterns names, and what lies in a folder that one names. */
async function makeSieve(patterns, workspace, signal) {
    const readings = [];
    for (const pattern of patterns) {
        const rest = pattern.slice(1).trim();
        if (rest !== '')
            readings.push(await readAsIs(rest, workspace, signal));
    }
    const paths = readings.flatMap((reading) => reading.paths);
    const globs = readings.flatMap((reading) => reading.globs);
    const isTakenAway = ({ path }) => paths.some((unwanted) => path === unwanted || stepsBelow(unwanted, path).length > 0) ||
        globs.some((glob) => stepsBelow(glob.base, path).some((step) => glob.matches(step)));
    return (matches) => matches.filter((match) => !isTakenAway(match));
}
/** `a`, `a/b` and `a/b/c` for a path that lies so below a folder; none where it does not. */
function stepsBelow(folder, path) {
    const below = (0,external_node_path_.relative)(folder, path);
    const parts = below.split(external_node_path_.sep);
    if (below === '' || parts[0] === '..' || (0,external_node_path_.isAbsolute)(below))
        return [];
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
function byPath(a, b) {
    return a.path < b.path ? -1 : 1;
}

// EXTERNAL MODULE: ./node_modules/yauzl/index.js
var yauzl = __webpack_require__(663);
;// CONCATENATED MODULE: ./src/apps/zip-directory.ts




/** Local file header or, in an empty archive, end of central directory. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];
/** Read at once, in bytes. With two small reads an entry, as yauzl makes them, 70,000 entries took 3.4 s; so, 0.1 s. */
const WINDOW_BYTES = 1024 * 1024;
/** General purpose bit 0. */
const ENCRYPTED = 1;
// What an archive's sizes say is not believed: only names count here, and no content is read.
const zip_directory_OPTIONS = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false };
/**
 * Shows `visit` each entry of a zip's directory until it returns true. Resolves to what is wrong with the file, in the
 * user's words, or to undefined. Takes constant memory, whatever the archive holds or says that it does; rejects with
 * the signal's reason at once when it aborts, and where the file can't be opened.
 */
async function readDirectory(path, signal, visit) {
    const never = new AbortController().signal;
    return untilAborted(signal ?? never, readWhole(path, signal ?? never, visit));
}
async function readWhole(path, signal, visit) {
    const file = await openRegular(path);
    try {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
        if (bytesRead === 0)
            return 'is empty; did the build step fail?';
        if (!ZIP_MAGIC.includes(buffer.toString('latin1')))
            return 'is not an APK: it is no zip archive';
        await visitAll(await openZip(file), signal, visit);
        return undefined;
    }
    catch (error) {
        signal.throwIfAborted();
        const reason = shown(error instanceof Error ? error.message : String(error));
        return `is damaged or cut off: its archive cannot be read (${reason})`;
    }
    finally {
        await file.close();
    }
}
async function openZip(file) {
    const { size } = await file.stat();
    const { promise, resolve, reject } = Promise.withResolvers();
    (0,yauzl/* fromRandomAccessReader */.hH)(new WindowReader(file), size, zip_directory_OPTIONS, (error, zip) => {
        if (error)
            reject(error);
        else
            resolve(zip);
    });
    return promise;
}
function visitAll(zip, signal, visit) {
    const { promise, resolve, reject } = Promise.withResolvers();
    zip.on('entry', (entry) => {
        const isEncrypted = (entry.generalPurposeBitFlag & ENCRYPTED) !== 0;
        const isEnough = visit({ name: entry.fileName.toString('utf8'), isEncrypted });
        if (isEnough || signal.aborted)
            resolve(undefined);
        else
            zip.readEntry();
    });
    zip.on('end', () => {
        resolve(undefined);
    });
    zip.on('error', reject);
    zip.readEntry();
    return promise;
}
/** Reads ahead: an archive's directory lies in one piece. Whoever made it closes the file. */
class WindowReader extends yauzl/* RandomAccessReader */.lJ {
    #file;
    #window = Buffer.alloc(0);
    #start = 0;
    constructor(file) {
        super();
        this.#file = file;
    }
    read(target, offset, length, position, done) {
        this.#fill(position, length).then(() => {
            const from = position - this.#start;
            done(null, this.#window.copy(target, offset, from, from + length));
        }, (error) => {
            done(error instanceof Error ? error : new Error(String(error)));
        });
    }
    close(done) {
        done(null);
    }
    async #fill(position, length) {
        const end = this.#start + this.#window.length;
        if (position >= this.#start && position + length <= end)
            return;
        const buffer = Buffer.allocUnsafe(Math.max(length, WINDOW_BYTES));
        const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, position);
        this.#window = buffer.subarray(0, bytesRead);
        this.#start = position;
    }
}

;// CONCATENATED MODULE: ./src/apps/inspect.ts




const MANIFEST = 'AndroidManifest.xml';
/** The part of a zip's directory that is kept to look at, in bytes: some ten thousand names, more than any app has splits. */
const MAX_DIRECTORY_BYTES = 1024 * 1024;
/** What an entry takes there beside its name. */
const ENTRY_BYTES = 46;
/** An error names this many files. */
const inspect_MAX_LISTED = 10;
/** Why a file can't be an APK, in the user's words; undefined where it is one, as far as its archive tells. */
async function apkFault(path, signal) {
    const seen = { manifest: false };
    const fault = await readDirectory(path, signal, ({ name }) => {
        seen.manifest = name === MANIFEST;
        return seen.manifest;
    });
    return fault ?? (seen.manifest ? undefined : `is not an APK: it has no ${MANIFEST}`);
}
/** Likewise for a zip that is to be sent as it is. */
async function zipFault(path, signal) {
    const entries = [];
    let bytes = 0;
    const fault = await readDirectory(path, signal, (entry) => {
        entries.push(entry);
        bytes += ENTRY_BYTES + entry.name.length;
        return bytes > MAX_DIRECTORY_BYTES;
    });
    if (fault !== undefined)
        return fault;
    if (entries.some(({ name }) => name === MANIFEST))
        return 'is an APK itself; let its name end in .apk';
    if (bytes > MAX_DIRECTORY_BYTES)
        return 'holds too many files to be one app';
    return contentFault(entries.filter(({ name }) => !isFolder(name)));
}
/** Why files are not one app, packed as Doksi takes it. */
function contentFault(files) {
    const names = files.map(({ name }) => name);
    if (!names.some((name) => hasEnding(name, '.apk')))
        return 'holds no .apk';
    const nested = names.find((name) => /[/\\]/.test(name));
    if (nested !== undefined) {
        return nested.split(/[/\\]/).includes('..')
            ? `holds a file that would land outside of where it is unpacked (${shown(nested)}); zip the files anew`
            : `has its files in a folder (${shown(nested)}); put them at the root of the zip`;
    }
    const encrypted = files.find(({ isEncrypted }) => isEncrypted);
    if (encrypted)
        return `is encrypted (${shown(encrypted.name)}), and Doksi has no password; zip it without`;
    const sorted = names.toSorted();
    const twice = sorted.find((name, index) => name === sorted[index + 1]);
    if (twice !== undefined)
        return `holds ${shown(twice)} twice`;
    if (names.length === 1)
        return undefined;
    if (names.includes('base.apk') && names.every((name) => isBase(name) || isSplit(name)))
        return undefined;
    const held = listed(names.slice(0, inspect_MAX_LISTED).map(shown), inspect_MAX_LISTED, names.length);
    return `holds neither one .apk nor one base.apk with its split_*.apk files (${held})`;
}
function isFolder(name) {
    return /[/\\]$/.test(name);
}

;// CONCATENATED MODULE: ./src/apps/collect.ts




/**
 * Finds, checks and digests the files of every entry that names an `apk`. Entries whose files are not in order are
 * left out, each with its problems. Rejects with the signal's reason.
 */
async function collectApps(entries, workspace, signal) {
    const checked = new Map();
    const located = [];
    const problems = [];
    for (const { target, ...entry } of entries) {
        if (target.key !== 'apk') {
            located.push({ ...entry, target });
            continue;
        }
        const found = await locate(target, workspace, checked, signal);
        if ('problems' in found)
            problems.push(...found.problems);
        else
            located.push({ ...entry, target: { key: 'apk', apk: target.apk, package: found } });
    }
    signal.throwIfAborted();
    return { entries: located, problems };
}
async function locate({ where, apk }, workspace, checked, signal) {
    const found = await findFiles(apk.paths, workspace, signal);
    if ('problem' in found)
        return { problems: [{ where, text: found.problem }] };
    const fault = found.kind === 'zip' ? zipFault : apkFault;
    const results = await Promise.all(found.files.map((file) => {
        const result = checked.get(file.path) ?? checkFile(file, where, fault, workspace, signal);
        checked.set(file.path, result);
        return result;
    }));
    const files = results.filter((result) => 'sha256' in result);
    const problems = results.filter((result) => 'text' in result).map((problem) => ({ ...problem, where }));
    const [first] = files;
    if (problems.length > 0 || first === undefined)
        return { problems };
    return { kind: found.kind, path: inWorkspace(first.path, workspace), files };
}
async function checkFile({ path }, where, faultOf, workspace, signal) {
    const name = shown(inWorkspace(path, workspace));
    try {
        const fault = await faultOf(path, signal);
        if (fault !== undefined)
            return { where, text: `${name} ${fault}` };
        return { path, name: entryName(path), ...(await digestFile(path, signal)) };
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { where, text: `${name} cannot be read (${shown(reason)})` };
    }
}

;// CONCATENATED MODULE: ./src/inputs/key.ts

/**
 * Whether the step is skipped because there is no key and `if-no-api-key` allows that, whatever the other inputs are:
 * a job before it, which would have filled them, may have been skipped, too. A dry run needs no key, so it goes on.
 */
function isSkippedWithoutKey(source) {
    return (source('api-key').trim() === '' &&
        source('if-no-api-key').trim() === 'skip' &&
        asBoolean(source('dry-run').trim()) !== true);
}

;// CONCATENATED MODULE: ./src/inputs/mapping.ts
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/inputs/unknown-keys.ts


/** The keys of a mapping that are none of those known, each with the one that was probably meant. Each is told once. */
class UnknownKeys {
    #likely;
    #known;
    constructor(mapping, known) {
        const keys = Object.keys(mapping).filter((key) => !known.includes(key));
        this.#likely = new Map(keys.map((key) => [key, likelyName(key, known)]));
        this.#known = known;
    }
    /** The end of an error that misses one of `names`: the keys that may be meant, or nothing. */
    guess(...names) {
        const found = [...this.#likely].filter(([, likely]) => likely !== undefined && names.includes(likely));
        return found
            .map(([key, likely = '']) => {
            this.#likely.delete(key);
            return `; is "${shownKey(key)}" meant to be ${names.length === 1 ? 'it' : likely}?`;
        })
            .join('');
    }
    /** Warns of the keys that look misspelt, where others are passed on. */
    warnOfSlips(where, findings) {
        for (const [key, likely] of this.#likely) {
            if (likely === undefined)
                continue;
            findings.warn(`${where}.${shownKey(key)}`, `is not a key this action knows; was "${likely}" meant? It is passed on as it is`);
        }
    }
    /** Refuses all of them, where nothing is passed on. */
    refuse(where, findings) {
        for (const [key, likely] of this.#likely) {
            const guess = likely === undefined ? '' : `; was "${likely}" meant?`;
            findings.problem(where, `has ${shownKey(key)}; there are only ${this.#known.join(', ')}${guess}`);
        }
    }
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/inputs/yaml-tags.ts
const TAG = 'tag:yaml.org,2002:';
/** What a scalar may be said to be, and how that shows in what it was read as. */
const SCALAR_TAGS = {
    '!': (value) => typeof value === 'string',
    [`${TAG}str`]: (value) => typeof value === 'string',
    [`${TAG}int`]: (value) => typeof value === 'number',
    [`${TAG}float`]: (value) => typeof value === 'number',
    [`${TAG}bool`]: (value) => typeof value === 'boolean',
    [`${TAG}null`]: (value) => value === null,
};
/** Whether a scalar has no tag, or one of JSON's types that its value has indeed. */
function isAsTagged(tag, value) {
    return tag === undefined || (SCALAR_TAGS[tag]?.(value) ?? false);
}
/** Whether a list or a mapping has no tag, or the one that it would have anyway. */
function isTagOf(kind, tag) {
    return tag === undefined || tag === `${TAG}${kind}`;
}
/** YAML's own tags by name; another may be a password that begins with `!`. */
function shownTag(tag) {
    const name = /^tag:yaml\.org,2002:(set|omap|pairs|binary|timestamp|merge)$/.exec(tag ?? '')?.[1];
    return name === undefined ? 'a tag' : `the tag !!${name}`;
}

;// CONCATENATED MODULE: ./src/inputs/yaml-values.ts




/** JSON and what reads it next would give up on more. */
const MAX_DEPTH = 400;
/** Characters, with all aliases written out: a few lines of aliases of aliases make billions. */
const MAX_SIZE = 10_000_000;
const NOTHING = { value: null, size: 4, depth: 0 };
/**
 * Turns the nodes of a YAML document into values that JSON carries as they are; what it can't carry is a problem. Each
 * node is read once, however many aliases name it.
 */
class YamlValues {
    #lines;
    #findings;
    #anchors = new Map();
    #sources = new WeakMap();
    constructor(lines, findings) {
        this.#lines = lines;
        this.#findings = findings;
    }
    written = (container, key) => this.#sources.get(container)?.get(key);
    /**
     * Reads the whole document; `where` is its public name. Null stands where JSON can't carry what is there, with a
     * problem; undefined, with a problem, is a document too large or too deep to look at.
     */
    read(root, where) {
        const { value, size, depth } = this.#read(root, () => where);
        if (depth > MAX_DEPTH) {
            return this.#findings.problem(where, `is nested deeper than ${MAX_DEPTH} levels; write it flatter`);
        }
        if (size > MAX_SIZE) {
            return this.#findings.problem(where, 'has more than 10 million characters once its aliases are written out; use fewer');
        }
        return value;
    }
    #read(node, where) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#readAlias(node.source, node, where);
        if ((0,dist/* isScalar */.jn)(node))
            return this.#anchored(node, () => this.#readScalar(node, where));
        if ((0,dist/* isSeq */.oP)(node))
            return this.#anchored(node, () => this.#readList(node, where));
        if ((0,dist/* isMap */.jh)(node))
            return this.#anchored(node, () => this.#readMapping(node, where));
        return NOTHING;
    }
    #anchored({ anchor }, read) {
        if (anchor === undefined)
            return read();
        this.#anchors.set(anchor, 'open');
        const value = read();
        this.#anchors.set(anchor, value);
        return value;
    }
    #readAlias(anchor, node, where) {
        const value = this.#anchors.get(anchor);
        if (value === 'open')
            return this.#problem(where, node, 'contains itself', 'write the value out');
        if (value !== undefined)
            return value;
        const why = 'is an alias of an anchor that is not above it';
        return this.#problem(where, node, why, 'quote it if it is a text that begins with *');
    }
    #readScalar(node, where) {
        const { value, source = '' } = node;
        if (!isAsTagged(node.tag, value))
            return this.#badTag(where, node);
        if (typeof value === 'number')
            return { value, source, size: source.length, depth: 0 };
        if (typeof value === 'string')
            return { value, size: value.length + 2, depth: 0 };
        if (typeof value === 'boolean' || value === null)
            return { value, size: 5, depth: 0 };
        return this.#problem(where, node, 'is not something that JSON can carry', 'quote it');
    }
    #readList(node, where) {
        if (!isTagOf('seq', node.tag))
            return this.#badTag(where, node);
        const list = new Container();
        const values = node.items.map((item, index) => {
            const value = this.#read(item, () => `${where()}[${index}]`);
            list.add(index, value);
            return value.value;
        });
        return this.#keep(values, list);
    }
    #readMapping(node, where) {
        if (!isTagOf('map', node.tag))
            return this.#badTag(where, node);
        const mapping = new Container();
        const merged = [];
        const values = new Map();
        for (const { key, value: valueNode } of node.items) {
            if ((0,dist/* isScalar */.jn)(key) && typeof key.value === 'symbol') {
                merged.push(...this.#readMerged(valueNode, () => `${where()}.<<`, mapping));
                continue;
            }
            const name = this.#readKey(key, where);
            if (name === undefined)
                continue;
            if (values.has(name))
                this.#problem(where, key, `has the key ${shownKey(name)} twice`, 'keep one');
            const value = this.#read(valueNode, () => pathTo(name, where()));
            values.set(name, value.value);
            mapping.add(name, value);
        }
        for (const source of merged) {
            for (const [name, value] of Object.entries(source)) {
                if (values.has(name))
                    continue;
                values.set(name, value);
                const written = this.written(source, name);
                if (written !== undefined)
                    mapping.sources.set(name, written);
            }
        }
        return this.#keep(Object.fromEntries(values), mapping);
    }
    /** A merge key adds the keys of one mapping, or of a list of them; the first that has a key goes before the others. */
    #readMerged(node, where, into) {
        const merged = this.#read(node, where);
        if (merged === NOTHING)
            return [];
        into.grow(merged.size, merged.depth - 1);
        const items = Array.isArray(merged.value) ? merged.value : [merged.value];
        const mappings = items.filter(isMapping);
        if (mappings.length < items.length) {
            this.#problem(where, node, 'merges what is no mapping', 'give an alias of a mapping');
        }
        return mappings;
    }
    /** JSON's keys are texts: others become the text that was written. */
    #readKey(node, where) {
        const { value, source } = this.#read(node, where);
        if (typeof value === 'string')
            return value;
        const text = source ?? ((0,dist/* isScalar */.jn)(node) ? node.source : String(value));
        if (typeof value === 'object' && value !== null) {
            this.#problem(where, node, 'has a list or a mapping as a key', 'quote what stands in braces or brackets');
            return undefined;
        }
        if (text !== undefined && text !== '')
            return text;
        this.#problem(where, node, 'has a value without a key', 'name the key');
        return undefined;
    }
    #keep(value, { sources, size, depth }) {
        if (sources.size > 0)
            this.#sources.set(value, sources);
        return { value, size, depth };
    }
    #badTag(where, node) {
        const what = `has ${shownTag(node.tag)} that JSON cannot carry`;
        return this.#problem(where, node, what, 'write the value without it');
    }
    #problem(where, node, what, next) {
        const at = (0,dist/* isScalar */.jn)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isAlias */.Vj)(node) ? node.range?.[0] : undefined;
        const line = at === undefined ? '' : ` (line ${this.#lines.linePos(at).line})`;
        this.#findings.problem(where(), `${what}${line}; ${next}`);
        return NOTHING;
    }
}
/** In the body of Doksi's docs, the entries are under the key `matrix`, which is the input's name, too. */
function pathTo(key, where) {
    return key === where ? where : `${where}.${shownKey(key)}`;
}
/** What is added up of a list or a mapping. */
class Container {
    size = 2;
    depth = 1;
    sources = new Map();
    add(key, { size, depth, source }) {
        this.grow(size + 1 + (typeof key === 'string' ? key.length + 3 : 0), depth);
        if (source !== undefined)
            this.sources.set(key, source);
    }
    grow(size, depth) {
        this.size += size;
        this.depth = Math.max(this.depth, depth + 1);
    }
}

;// CONCATENATED MODULE: ./src/inputs/yaml.ts


/** One slip often makes errors in many lines. */
const MAX_ERRORS = 10;
/** What the library's codes mean, where their own words don't say it. */
const REASONS = {
    BAD_ALIAS: 'bad alias',
    BAD_INDENT: 'bad indentation',
    BAD_SCALAR_START: 'a sign that no unquoted text can begin with',
    BLOCK_AS_IMPLICIT_KEY: 'a colon too many, or a text with a colon that is not quoted',
    MISSING_CHAR: 'a quote, a bracket or another sign is missing',
    MULTIPLE_DOCS: 'a second document begins',
    RESOURCE_EXHAUSTION: 'nested too deeply',
    TAG_RESOLVE_FAILED: 'a tag that cannot be read',
    TAB_AS_INDENT: 'a tab where only spaces can be',
};
/**
 * Reads YAML 1.2, of which JSON is a part. Undefined, with a problem that lists all errors, where it is neither. They
 * name lines, never the text: that may be a credential. What JSON can't carry is a problem, too, beside the rest.
 */
function parseYaml(text, input, findings) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(withoutTabs(text.replace(/^\uFEFF/, '')), {
        merge: true,
        prettyErrors: false,
        lineCounter: lines,
        // Quadratic; and `1` and "1", the same key in JSON, pass it.
        uniqueKeys: false,
        resolveKnownTags: false,
    });
    const errors = errorsOf(document, lines);
    if (errors.length > 0) {
        return findings.problem(input, `is neither YAML nor JSON (${shortened(errors).join('; ')}); check its indentation and quotes`);
    }
    const values = new YamlValues(lines, findings);
    const value = values.read(document.contents, input);
    return value === undefined ? undefined : { value, written: values.written };
}
function errorsOf({ errors, directives }, lines) {
    const found = errors.map(({ code, pos }) => {
        const reason = REASONS[code] ?? code.toLowerCase().replaceAll('_', ' ');
        return `line ${lines.linePos(pos[0]).line}: ${reason}`;
    });
    // YAML 1.1 takes `yes` for true and `12:30` for 750.
    if (directives.yaml.version !== '1.2')
        found.push('line 1: not YAML 1.2');
    return [...new Set(found)];
}
function shortened(errors) {
    const more = errors.length - MAX_ERRORS;
    return more > 0 ? [...errors.slice(0, MAX_ERRORS), `and ${more} more`] : errors;
}
/** JSON may be indented with tabs, YAML not. In JSON a tab is never part of a text. */
function withoutTabs(text) {
    if (!text.includes('\t'))
        return text;
    try {
        JSON.parse(text);
        return text.replaceAll('\t', ' ');
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./src/inputs/known-failures.ts




const KEYS = ['test_id', 'until', 'reason'];
/** Further ahead, a failure is no longer known but forgotten. */
const MAX_DAYS_AHEAD = 90;
const DAY_MS = 86_400_000;
/** Reads the list of known failures; `nowMs`, since the epoch, tells today. */
function readKnownFailures(text, nowMs, findings) {
    const yaml = text.trim() === '' ? undefined : parseYaml(text, 'known-failures', findings);
    // A list whose last item was taken off is none.
    if (yaml === undefined || yaml.value === null)
        return [];
    if (!Array.isArray(yaml.value)) {
        findings.problem('known-failures', 'is not a list; begin each known failure with a dash');
        return [];
    }
    const first = new Map();
    return yaml.value.flatMap((raw, index) => {
        const where = `known-failures[${index}]`;
        if (!isMapping(raw)) {
            findings.problem(where, `is ${named(raw)}; give test_id, until and reason`);
            return [];
        }
        const failure = readKnownFailure(raw, where, nowMs, yaml, findings);
        if (failure === undefined)
            return [];
        const earlier = first.get(failure.testId);
        if (earlier !== undefined) {
            findings.problem(`${where}.test_id`, `is ${named(failure.testId)}, as known-failures[${earlier}] has it; keep one of them`);
        }
        first.set(failure.testId, earlier ?? index);
        return [failure];
    });
}
function readKnownFailure(raw, where, nowMs, yaml, findings) {
    const unknown = new UnknownKeys(raw, KEYS);
    const text = (key, allowed) => {
        const value = raw[key];
        const at = `${where}.${key}`;
        if (value === undefined)
            return findings.problem(at, `is missing; ${allowed}${unknown.guess(key)}`);
        if (typeof value === 'string' && value.trim() !== '')
            return value;
        return findings.problem(at, `is ${named(value, yaml.written(raw, key))}; ${allowed}`);
    };
    const testId = text('test_id', 'give the id of a test, quoted if it looks like a number');
    const until = text('until', 'give a day, such as 2026-12-15');
    const reason = text('reason', 'give a text, quoted if it looks like a number');
    const day = until === undefined ? undefined : readDay(until, `${where}.until`, nowMs, findings);
    unknown.refuse(where, findings);
    return testId === undefined || day === undefined || reason === undefined
        ? undefined
        : { testId, until: day, reason };
}
function readDay(text, where, nowMs, findings) {
    const today = Math.floor(nowMs / DAY_MS);
    const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    // A day that the month doesn't have is taken for one of the next month.
    if (Number.isNaN(date) || isoDay(date) !== text) {
        return findings.problem(where, `is ${named(text)}, which is no day; give one such as 2026-12-15`);
    }
    const ahead = date / DAY_MS - today;
    if (ahead <= MAX_DAYS_AHEAD)
        return text;
    const last = isoDay((today + MAX_DAYS_AHEAD) * DAY_MS);
    return findings.problem(where, `is ${text}, ${ahead} days ahead; give a day within ${MAX_DAYS_AHEAD}, at the latest ${last}`);
}
function isoDay(ms) {
    return new Date(ms).toISOString().slice(0, 10);
}

;// CONCATENATED MODULE: ./src/inputs/numbers.ts

/**
 * Checks the numbers in a list or a mapping that is passed on untouched: numbers are all that JSON may change on the
 * way. One that would become another is a problem; one that keeps its value but not its form, a warning.
 */
function checkNumbers(container, where, yaml, findings, isChecked = () => true) {
    const isList = Array.isArray(container);
    const check = (key, value) => {
        const at = () => (isList ? `${where()}[${key}]` : `${where()}.${shownKey(String(key))}`);
        if (typeof value === 'number')
            checkNumber(value, yaml.written(container, key), at, findings);
        else if (typeof value === 'object' && value !== null)
            checkNumbers(value, at, yaml, findings);
    };
    if (isList) {
        container.forEach((value, index) => check(index, value));
    }
    else {
        for (const [key, value] of Object.entries(container))
            if (isChecked(key))
                check(key, value);
    }
}
function checkNumber(value, source, where, findings) {
    if (source === undefined || source === String(value))
        return;
    if (!isExact(value, source)) {
        findings.problem(where(), 'is a number that cannot be passed on exactly; quote it if it is a text');
    }
    else {
        const why = 'is a number in an unusual form, and is passed on as its value; quote it if it is a text';
        findings.warn(where(), why);
    }
}
/** Whether a number is exactly what was written; longer ones than any number's own text can't be. */
function isExact(value, source) {
    if (!Number.isFinite(value) || source.length > 400)
        return false;
    if (/^0[xo]/.test(source))
        return BigInt(source) === BigInt(value);
    return significant(source) === significant(String(value));
}
/** The digits without zeros around them, and the exponent that belongs to them: `12e-1` for 1.20. */
function significant(text) {
    const [, whole = '', part = '', exponent = '0'] = /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text) ?? [];
    const digits = (whole + part).replace(/^0+/, '');
    const bare = digits.replace(/0+$/, '');
    if (bare === '')
        return '0';
    return `${bare}e${Number(exponent) - part.length + digits.length - bare.length}`;
}

;// CONCATENATED MODULE: ./src/inputs/apk.ts



const apk_KEYS = ['path', 'name', 'version'];
const ALLOWED = 'give the path of an .apk';
/** Reads a path, a list of them (one a line, in a text), or a mapping of `path`, `name` and `version`. */
function readApk(value, where, findings) {
    if (!isMapping(value)) {
        const paths = readPaths(value, where, findings);
        return paths && { paths, name: undefined, version: undefined };
    }
    const unknown = new UnknownKeys(value, apk_KEYS);
    const { path, name, version } = value;
    const paths = path === undefined
        ? findings.problem(where, `has no path; ${ALLOWED}${unknown.guess('path')}`)
        : readPaths(path, `${where}.path`, findings);
    const texts = {
        name: readText(name, `${where}.name`, findings),
        version: readText(version, `${where}.version`, findings),
    };
    unknown.refuse(where, findings);
    return paths && { paths, ...texts };
}
function readPaths(value, where, findings) {
    const items = typeof value === 'string' ? linesOf(value) : value;
    if (!Array.isArray(items))
        return findings.problem(where, `is ${named(value)}; ${ALLOWED}`);
    if (items.length === 0)
        return findings.problem(where, `is empty; ${ALLOWED}`);
    const paths = [];
    items.forEach((item, index) => {
        const at = typeof value === 'string' ? where : `${where}[${index}]`;
        if (typeof item !== 'string' || item.trim() === '') {
            findings.problem(at, `is ${named(item)}; ${ALLOWED}`);
        }
        else if (/^https?:/i.test(item)) {
            const next = 'give a URL as binary_url, in the short form as binary-url';
            findings.problem(at, `is ${namedUrl(item)}, which is no file; ${next}`);
        }
        else {
            paths.push(item);
        }
    });
    return paths.length === items.length ? paths : undefined;
}
function linesOf(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function readText(value, where, findings) {
    if (value === undefined || (typeof value === 'string' && value.trim() !== ''))
        return value;
    return findings.problem(where, `is ${named(value)}; give a text, quoted if it looks like a number`);
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./src/inputs/web-url.ts

/**
 * Whether a text is an http(s) URL as everybody writes it. `URL` alone also takes what browsers mend: `https:/x`,
 * `https:x`, backslashes, tabs inside.
 */
function isWebUrl(text) {
    return (/^https?:\/\/[^/?#"<>]+([/?#]|$)/i.test(text) && !/[\s\\\p{Cc}]/u.test(text) && URL.parse(text) !== null);
}
/** https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6. */
const PRIVATE_ADDRESSES = addresses([
    ['0.0.0.0', 8, 'ipv4'],
    ['10.0.0.0', 8, 'ipv4'],
    ['100.64.0.0', 10, 'ipv4'],
    ['127.0.0.0', 8, 'ipv4'],
    ['169.254.0.0', 16, 'ipv4'],
    ['172.16.0.0', 12, 'ipv4'],
    ['192.168.0.0', 16, 'ipv4'],
    ['::', 127, 'ipv6'],
    ['fc00::', 7, 'ipv6'],
    ['fe80::', 10, 'ipv6'],
]);
/** Whether a URL leads to this machine or into a private network, as far as its host's name or address tells. */
function isPrivate(url) {
    const host = URL.parse(url)?.hostname.replace(/^\[|\]$|\.$/g, '') ?? '';
    // Addresses of IPv4 that are written as ones of IPv6 are found among those of IPv4.
    if ((0,external_node_net_.isIPv4)(host))
        return PRIVATE_ADDRESSES.check(host, 'ipv4');
    if ((0,external_node_net_.isIPv6)(host))
        return PRIVATE_ADDRESSES.check(host, 'ipv6');
    return !host.includes('.') || /\.(localhost|local|internal)$/.test(host);
}
function addresses(subnets) {
    const list = new external_node_net_.BlockList();
    for (const [address, prefix, family] of subnets)
        list.addSubnet(address, prefix, family);
    return list;
}

;// CONCATENATED MODULE: ./src/inputs/target.ts



const TARGET_KEYS = ['web_url', 'binary_url', 'target_id', 'apk'];
/** Checks the value of one of the target keys; `where` is its public name. */
function readTarget(key, value, where, findings) {
    if (key === 'apk') {
        const apk = readApk(value, where, findings);
        return apk && { key, where, apk };
    }
    const isUrl = key !== 'target_id';
    const allowed = isUrl ? 'give an http(s) URL' : 'give the id of a target, quoted if it looks like a number';
    if (typeof value !== 'string' || value.trim() === '' || (isUrl && !isWebUrl(value))) {
        return findings.problem(where, `is ${isUrl ? namedUrl(value) : named(value)}; ${allowed}`);
    }
    if (isUrl && isPrivate(value)) {
        const host = URL.parse(value)?.hostname ?? '';
        findings.warn(where, `leads to ${host}, which is this machine or in a private network: Doksi's cloud can't reach it`);
    }
    return { key, value };
}
/** The platform that a target goes with. */
function platformOf(key) {
    return key === 'web_url' ? 'web' : 'android';
}

;// CONCATENATED MODULE: ./src/inputs/test-ids.ts

/** Reads a list of test ids, or a text as in the short form: separated by commas or new lines. */
function readTestIds(value, where, written, findings) {
    if (!Array.isArray(value) && typeof value !== 'string' && value !== null) {
        findings.problem(where, wrong(value, written(), 'give a list of test ids'));
        return [];
    }
    const items = typeof value === 'string' ? split(value) : (value ?? []);
    if (items.length === 0)
        findings.problem(where, 'is empty; name at least one test id');
    const ids = [];
    items.forEach((id, index) => {
        if (typeof id === 'string' && id.trim() !== '')
            ids.push(id);
        else
            findings.problem(`${where}[${index}]`, wrong(id, written(index), 'remove it or name a test id'));
    });
    const seen = new Set();
    const repeated = new Set(ids.filter((id) => seen.size === seen.add(id).size));
    for (const id of repeated) {
        findings.warn(where, `names ${named(id)} more than once, which may spend allowance for each`);
    }
    return ids;
}
function wrong(value, source, allowed) {
    const isBare = typeof value === 'number' || typeof value === 'boolean';
    return `is ${named(value, source)}; ${isBare ? 'quote it: test ids are texts' : allowed}`;
}
function split(text) {
    return text
        .split(/[,\n]/)
        .map((id) => id.trim())
        .filter((id) => id !== '');
}

;// CONCATENATED MODULE: ./src/inputs/entry.ts






const ENTRY_KEYS = ['platform', 'test_ids', ...TARGET_KEYS];
/** Reads an entry; where its target can be told, it comes back even with problems: its files can be looked for. */
function readEntry(raw, where, yaml, findings) {
    const { platform, test_ids: testIds, web_url, binary_url, target_id, apk, ...extras } = raw;
    const unknown = new UnknownKeys(raw, ENTRY_KEYS);
    const targets = { web_url, binary_url, target_id, apk };
    const given = TARGET_KEYS.filter((key) => targets[key] !== undefined);
    if (given.length > 1) {
        const names = given.join(' and ');
        findings.problem(where, `has ${given.length} targets, ${names}; keep one`);
    }
    else if (given.length === 0) {
        const guess = unknown.guess(...TARGET_KEYS);
        findings.problem(where, `has no target; give one of ${TARGET_KEYS.join(', ')}${guess}`);
    }
    const [target] = given.flatMap((key) => readTarget(key, targets[key], `${where}.${key}`, findings) ?? []);
    const [targetKey] = given.length === 1 ? given : [];
    const entry = {
        platform: readPlatform(platform, targetKey, `${where}.platform`, findings),
        testIds: readIds(testIds, raw, where, unknown, yaml, findings),
        extras,
    };
    checkNumbers(raw, () => where, yaml, findings, (key) => Object.hasOwn(extras, key));
    unknown.warnOfSlips(where, findings);
    return target && { ...entry, target };
}
function readIds(value, raw, where, unknown, yaml, findings) {
    const at = `${where}.test_ids`;
    if (value === undefined) {
        const guess = unknown.guess('test_ids');
        findings.problem(at, `is missing${guess || '; name at least one test id'}`);
        return [];
    }
    return readTestIds(value, at, (index) => index === undefined
        ? yaml.written(raw, 'test_ids')
        : Array.isArray(value)
            ? yaml.written(value, index)
            : undefined, findings);
}
function readPlatform(value, target, where, findings) {
    const expected = platformOf(target ?? 'web_url');
    if (value === undefined)
        return expected;
    if (typeof value !== 'string' || value.trim() === '') {
        findings.problem(where, `is ${named(value)}; give web or android`);
        return expected;
    }
    if (value !== 'web' && value !== 'android') {
        const likely = likelyName(value, ['web', 'android']);
        const guess = likely === undefined ? '' : ` (was "${likely}" meant?)`;
        findings.warn(where, `is ${named(value)}, which this action does not know${guess}; it is passed on as it is`);
    }
    else if (target !== undefined && value !== expected) {
        findings.problem(where, `is "${value}", but ${target} goes with ${expected}`);
    }
    return value;
}

;// CONCATENATED MODULE: ./src/inputs/matrix.ts




/** The entries of the input `matrix`: a list, or a mapping with the one key `matrix`, as in Doksi's docs. */
function readMatrix(text, findings) {
    const yaml = parseYaml(text, 'matrix', findings);
    if (yaml === undefined)
        return [];
    const { value } = yaml;
    if (Array.isArray(value))
        return readEntries(value, yaml, findings);
    if (value === null) {
        findings.problem('matrix', 'is empty; give at least one entry');
    }
    else if (!isMapping(value)) {
        findings.problem('matrix', 'is neither a list of entries nor a mapping with the key matrix');
    }
    else {
        const list = value['matrix'];
        const others = Object.keys(value).filter((key) => key !== 'matrix');
        if (!Array.isArray(list)) {
            findings.problem('matrix', 'is a mapping without a list under the key matrix; begin each entry with a dash');
            return [];
        }
        if (others.length > 0) {
            const names = others.map(shownKey).join(', ');
            findings.problem('matrix', `has ${names} beside its key matrix; move that to extra-body`);
        }
        return readEntries(list, yaml, findings);
    }
    return [];
}
function readEntries(list, yaml, findings) {
    if (list.length === 0)
        findings.problem('matrix', 'is empty; give at least one entry');
    return list.flatMap((raw, index) => {
        const where = `matrix[${index}]`;
        if (isMapping(raw))
            return readEntry(raw, where, yaml, findings) ?? [];
        findings.problem(where, 'is not a mapping; give a target and test_ids');
        return [];
    });
}

;// CONCATENATED MODULE: ./src/inputs/short-form.ts


/** The inputs that stand for the target keys of an entry. */
const TARGET_INPUTS = {
    web_url: 'web-url',
    binary_url: 'binary-url',
    target_id: 'target-id',
    apk: 'apk',
};
const INPUTS = [...Object.values(TARGET_INPUTS), 'test-ids'];
/** The inputs of the short form that are given. */
function shortFormInputs(reader) {
    return INPUTS.filter((name) => reader.text(name) !== '');
}
/**
 * The one entry of the short form: exactly one of the target inputs, and `test-ids`. Where it is one form too many,
 * `isAlone` is false, and what it lacks is no problem.
 */
function readShortForm(reader, isAlone, findings) {
    const given = TARGET_KEYS.filter((key) => reader.text(TARGET_INPUTS[key]) !== '');
    const names = given.map((key) => TARGET_INPUTS[key]);
    if (names.length > 1)
        findings.problem(names.join(', '), 'exclude each other; keep one');
    if (names.length === 0 && isAlone) {
        const all = Object.values(TARGET_INPUTS).join(', ');
        findings.problem('test-ids', `has no target beside it; give one of ${all}`);
    }
    const ids = reader.text('test-ids');
    const testIds = ids !== '' || isAlone ? readTestIds(ids, 'test-ids', () => undefined, findings) : [];
    return given.flatMap((key) => {
        const target = readTarget(key, reader.text(TARGET_INPUTS[key]), TARGET_INPUTS[key], findings);
        return target ? [{ platform: platformOf(key), target, testIds, extras: {} }] : [];
    });
}

;// CONCATENATED MODULE: ./src/inputs/run-request.ts






/**
 * Reads what to run: the entries of `matrix` or of the short form, or with `run-id` a run that exists. What is one too
 * many is checked, too, so that all problems are told at once.
 */
function readRunRequest(reader, findings) {
    const runId = reader.text('run-id');
    const matrix = reader.text('matrix') === '' ? [] : ['matrix'];
    const shortForm = shortFormInputs(reader);
    const extraBody = reader.text('extra-body') === '' ? [] : ['extra-body'];
    if (runId !== '') {
        checkRunId(runId, [...matrix, ...shortForm, ...extraBody], findings);
    }
    else if (matrix.length > 0 && shortForm.length > 0) {
        findings.problem('matrix', `excludes the short form (${shortForm.join(', ')}); keep one of the two`);
    }
    else if (matrix.length + shortForm.length === 0) {
        findings.problem('matrix', 'is empty; give it, or one of web-url, binary-url, target-id, apk together with test-ids');
    }
    const isAlone = runId === '' && matrix.length === 0;
    const request = {
        entries: [
            ...(matrix.length > 0 ? readMatrix(reader.raw('matrix'), findings) : []),
            ...(shortForm.length > 0 ? readShortForm(reader, isAlone, findings) : []),
        ],
        extraBody: extraBody.length > 0 ? readExtraBody(reader.raw('extra-body'), findings) : {},
    };
    return runId === '' ? { kind: 'new', ...request } : { kind: 'existing', runId };
}
function checkRunId(runId, others, findings) {
    if (others.length > 0) {
        findings.problem('run-id', `follows a run that exists, so it excludes ${others.join(', ')}`);
    }
    // The id becomes a part of a path.
    if (/\s/.test(runId) || /^\.+$/.test(runId)) {
        findings.problem('run-id', `is ${named(runId)}; give the id of one run`);
    }
}
function readExtraBody(text, findings) {
    const yaml = parseYaml(text, 'extra-body', findings);
    if (yaml === undefined)
        return {};
    if (!isMapping(yaml.value)) {
        findings.problem('extra-body', 'is not a mapping; give keys and values, such as "pull_request: 7"');
        return {};
    }
    if (Object.hasOwn(yaml.value, 'matrix')) {
        findings.problem('extra-body.matrix', 'cannot be replaced here; use the input matrix');
    }
    checkNumbers(yaml.value, () => 'extra-body', yaml, findings);
    return yaml.value;
}

;// CONCATENATED MODULE: ./src/inputs/service.ts


/** Its value is never part of a message, not even of one about its form. */
function readApiKey(reader, mayBeEmpty, findings) {
    const key = reader.text('api-key');
    if (key === '') {
        if (!mayBeEmpty) {
            const why = 'is empty; give a secret, such as ${{ secrets.DOKSI_API_KEY }}';
            findings.problem('api-key', `${why} (workflows of forks get none: if-no-api-key: skip lets them pass)`);
        }
    }
    else if (!/^[\x21-\x7e]+$/.test(key)) {
        findings.problem('api-key', 'has a space, a line break or another character that no key has; copy it again');
    }
    else if (!/^dk_live_[0-9a-f]{40}$/.test(key)) {
        findings.warn('api-key', 'does not look like a key of Doksi (dk_live_ and 40 hexadecimal digits)');
    }
    return key;
}
/** The base URL, without a slash at its end. */
function readApiUrl(reader, findings) {
    const text = reader.text('api-url');
    const url = URL.parse(text);
    // An empty query would swallow the path that is added; it shows in no part of the URL.
    const isPlain = isWebUrl(text) && url?.username === '' && url.password === '' && !/[?#]/.test(text);
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
    if (!isPlain || !isSafe) {
        findings.problem('api-url', `is ${namedUrl(text)}; give an https URL (http only for this machine itself) without a query`);
    }
    return text.replace(/\/+$/, '');
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

;// CONCATENATED MODULE: ./src/inputs/read.ts






/** Reads and checks all inputs. `nowMs`, since the epoch, tells which days of known failures are near enough. */
function readInputs(source, nowMs) {
    const { settings, problems } = readSettings(source);
    const findings = new Findings(problems);
    const reader = new ScalarReader(source, findings);
    const dryRun = reader.boolean('dry-run') ?? false;
    const wait = reader.boolean('wait') ?? true;
    const ifNoApiKey = reader.choice('if-no-api-key', ['error', 'skip']);
    const inputs = {
        apiKey: readApiKey(reader, dryRun || ifNoApiKey === 'skip', findings),
        apiUrl: readApiUrl(reader, findings),
        run: readRunRequest(reader, findings),
        targetName: reader.text('target-name') || undefined,
        targetVersion: reader.text('target-version') || undefined,
        wait,
        dryRun,
        ...readTimes(reader),
        retries: reader.number('retries', isRetries, 'a whole number from 0 to 5') ?? 0,
        onRerun: reader.choice('on-rerun', ['all', 'failed']) ?? 'all',
        knownFailures: readKnownFailures(reader.raw('known-failures'), nowMs, findings),
        readyText: reader.text('ready-text') || undefined,
    };
    checkTogether(inputs, settings.checkRun || hasProblem('check-run', problems), findings);
    return { inputs, problems: findings.problems, warnings: findings.warnings };
}
const isRetries = (value) => Number.isInteger(value) && value <= 5;
function readTimes(reader) {
    const timeout = reader.number('timeout-minutes', (value) => value > 0, 'a number above 0, such as 30 or 0.5');
    const interval = reader.number('poll-interval-seconds', (value) => value >= 1, 'a number of at least 1, such as 10');
    const ready = reader.number('ready-minutes', (value) => value === 0 || value >= 0.5, '0, or a number of at least 0.5, such as 10');
    return {
        timeoutMs: (timeout ?? 0) * 60_000,
        pollIntervalMs: interval === undefined ? undefined : interval * 1000,
        readyMs: (ready ?? 0) * 60_000,
    };
}
const hasProblem = (name, problems) => problems.some(({ where }) => where === name);
/** What is in order by itself, but not beside another input. */
function checkTogether(inputs, hasCheckRun, findings) {
    const { run, wait, retries, onRerun, readyText, readyMs } = inputs;
    const isFollowing = run.kind === 'existing';
    if (isFollowing && !wait) {
        findings.problem('wait', 'is false, but with run-id there is nothing to do but wait; remove one of them');
    }
    if (retries > 0) {
        if (isFollowing) {
            findings.problem('retries', `is ${retries}, but with run-id this step creates no run, so it has nothing to run again; set it in the job that starts the run`);
        }
        if (!wait) {
            findings.problem('retries', `is ${retries}, but with wait: false this step never learns what failed; remove one of them`);
        }
    }
    if (onRerun === 'failed') {
        if (isFollowing) {
            findings.problem('on-rerun', 'is failed, but with run-id this step creates no run; set it in the job that starts the run');
        }
        if (!wait) {
            findings.problem('on-rerun', 'is failed, but with wait: false no attempt learns what failed; remove one of them');
        }
        if (!hasCheckRun) {
            findings.problem('on-rerun', 'is failed, but an earlier attempt is found by its check run; set check-run: true, with the permission checks: write');
        }
    }
    if (readyText !== undefined && readyMs === 0 && !hasProblem('ready-minutes', findings.problems)) {
        findings.warn('ready-text', 'is looked for only with ready-minutes above 0; it has no effect');
    }
}

// EXTERNAL MODULE: ./node_modules/string-width/index.js + 6 modules
var string_width = __webpack_require__(4292);
;// CONCATENATED MODULE: ./src/plan/request.ts

/** The body of `POST /runs`. */
function requestBody(entries, extraBody) {
    return { matrix: entries.map(entryBody), ...extraBody };
}
const request_HIDDEN = '(hidden)';
/** The same body to be shown: what stands under a key that we don't know may be a credential. */
function shownBody(entries, extraBody) {
    const matrix = entries.map(({ target, extras, ...entry }) => entryBody({ ...entry, target: shownTarget(target), extras: request_hidden(extras) }));
    return { matrix, ...request_hidden(extraBody) };
}
function entryBody({ platform, target, testIds, extras }) {
    return { platform, [target.key]: target.value, test_ids: testIds, ...extras };
}
function shownTarget(target) {
    if (target.key === 'apk')
        return { key: 'target_id', value: `(of ${target.package.path}, once uploaded)` };
    // A staging host's basic auth (`https://user:password@host`) is a credential, too.
    return { ...target, value: hideCredentials(target.value) };
}
function request_hidden(values) {
    return Object.fromEntries(Object.keys(values).map((key) => [key, request_HIDDEN]));
}

;// CONCATENATED MODULE: ./src/apps/package.ts

/** What it is called in log lines. */
function packageName({ path, files }) {
    const name = path.replace(/^.*\//, '');
    return files.length > 1 ? `${name} and ${counted(files.length - 1, 'split')}` : name;
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

;// CONCATENATED MODULE: ./src/plan/target-label.ts


/** A target for people: a host and path, an id, or a file with its size. */
function targetLabel(target) {
    if (target.key === 'target_id')
        return target.value;
    if (target.key !== 'apk')
        return shortUrl(target.value);
    return `${packageName(target.package)} (${megabytes(packageSize(target.package))})`;
}

;// CONCATENATED MODULE: ./src/results/words.ts


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
    const name = [test_name, test_id, result_id].find((candidate) => candidate != null && isVisible(candidate));
    return name ?? 'a test without a name';
}
/** Where a test ran, from whatever Doksi tells of it: a host, a target's name, a file. Empty where it tells nothing. */
function place({ destination }) {
    const { name, version, web_url, binary_url, target_id } = destination ?? {};
    if (name)
        return version ? `${name} ${version}` : name;
    if (web_url)
        return shortUrl(web_url);
    if (binary_url)
        return shortUrl(binary_url);
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

;// CONCATENATED MODULE: ./src/log/columns.ts



const NARROWEST = { name: 24, place: 24 };
/** What is longer is cut: a line is to stay a line on most screens. */
const WIDEST = { name: 48, place: 40 };
/** Wide enough for these results, within bounds, and never narrower than `before`: columns don't jump back. */
function columnsFor(results, before = NARROWEST) {
    return results.reduce(({ name, place }, result) => ({
        name: name >= WIDEST.name ? name : Math.min(WIDEST.name, Math.max(name, textWidth(testName(result)))),
        place: place >= WIDEST.place
            ? place
            : Math.min(WIDEST.place, Math.max(place, textWidth(destination(result)))),
    }), before);
}
/** The text in exactly so many columns: filled up with blanks, or cut with an ellipsis. */
function fitted(text, columns) {
    const shown = columns_shortened(text, columns);
    return shown + ' '.repeat(Math.max(0, columns - textWidth(shown)));
}
/** The text in at most so many columns, cut with an ellipsis where it has more. */
function columns_shortened(text, columns) {
    const line = forLog(text).trim();
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
    return /^[ -~]*$/.test(text) ? text.length : (0,string_width/* default */.A)(text.slice(0, WIDEST.name * MAX_UNITS));
}

;// CONCATENATED MODULE: ./src/log/plan-lines.ts






/** More targets than this are only counted. */
const MAX_TARGETS = 30;
/** Widths in columns of a terminal: of a target, of the test ids behind it, of one id. */
const MAX_TARGET = 48;
const MAX_IDS = 72;
const MAX_ID = 40;
/** What is about to be done, for the log. */
function planLines(plan) {
    const { run } = plan;
    if (run.kind === 'existing')
        return [`Doksi run ${run.runId}, created elsewhere`, ...readyLines(plan)];
    const tests = run.entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
    const rows = run.entries.slice(0, MAX_TARGETS).map(({ platform, target, testIds }) => ({
        platform: columns_shortened(platform, MAX_ID),
        target: columns_shortened(targetLabel(target), MAX_TARGET),
        tests: someIds(testIds),
    }));
    const more = run.entries.length - rows.length;
    const width = (column) => Math.max(...rows.map((row) => (0,string_width/* default */.A)(row[column])));
    const [platforms, targets] = [width('platform'), width('target')];
    return [
        `Doksi run for ${counted(run.entries.length, 'target')}, ${counted(tests, 'test')}`,
        ...retryLine(plan.retries, tests),
        ...knownLines(plan.knownFailures),
        ...rows.map(({ platform, target, tests }) => `  ${fitted(platform, platforms)}  ${fitted(target, targets)}  ${tests}`),
        ...(more > 0 ? [`  … and ${counted(more, 'more target')}`] : []),
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
        `  Waits up to ${counted(withinMs / 60_000, 'minute')} until these are there, before anything is sent to Doksi:`,
        ...targets.map(({ key, label }) => {
            const shows = key === 'web_url' && text !== undefined ? `, with the text ${named(text)}` : '';
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
    const ids = testIds.map((id) => columns_shortened(id, MAX_ID));
    const isTooLong = (count) => (0,string_width/* default */.A)(ids.slice(0, count).join(', ')) > MAX_IDS;
    let shown = 1;
    while (shown < ids.length && !isTooLong(shown + 1))
        shown++;
    return listed(ids, shown);
}
/** The exact requests, with hidden values, as lines; of uploads the files, their sizes and digests. */
function requestLines({ run, uploads }) {
    if (run.kind === 'existing')
        return [`GET /runs/${run.runId}`];
    return [
        ...uploads.flatMap(uploadLines),
        'POST /runs',
        ...JSON.stringify(shownBody(run.entries, run.extraBody), null, 2).split('\n'),
    ];
}
function uploadLines({ package: found, registrations }) {
    return [
        `POST /uploads, PUT: ${found.path}${found.kind === 'zip' ? '' : ', stored in a zip'}`,
        ...found.files.map(({ name, bytes, sha256 }) => `  ${name}  ${bytes} bytes  sha256 ${sha256}`),
        ...registrations.map(({ name, version }) => `POST /targets: name "${name}", version "${version}"`),
    ];
}

;// CONCATENATED MODULE: ./src/ready/readiness.ts

/** What the inputs ask to wait for; undefined where they don't. */
function readinessOf({ readyMs, readyText, run, }) {
    if (readyMs === 0)
        return undefined;
    const entries = run.kind === 'new' ? run.entries : [];
    const targets = new Map();
    const labels = new Map();
    for (const { target } of entries) {
        if (target.key !== 'web_url' && target.key !== 'binary_url')
            continue;
        const url = new URL(target.value);
        // No server is told what stands behind the `#`, so it makes no other question.
        url.hash = '';
        const id = `${target.key} ${url.href}`;
        if (targets.has(id))
            continue;
        const name = shortUrl(url.href);
        const number = (labels.get(name) ?? 0) + 1;
        labels.set(name, number);
        // Their queries may tell them apart, but may hold a token, too.
        const label = number === 1 ? name : `${name} (${number})`;
        targets.set(id, { key: target.key, url, label });
    }
    return { withinMs: readyMs, text: readyText, targets: [...targets.values()] };
}

;// CONCATENATED MODULE: ./src/plan/known-failures.ts
const known_failures_DAY_MS = 86_400_000;
/** So long before its day comes (milliseconds) a known failure is told. */
const SOON_MS = 10 * known_failures_DAY_MS;
const NO_KNOWN_FAILURES = { inForce: new Map(), expired: new Map(), soon: [] };
/** Sorts the list by `nowMs` (since the epoch): a failure is known through the last moment of its day, UTC. */
function knownFailuresAt(nowMs, list) {
    const endsMs = ({ until }) => Date.parse(`${until}T00:00:00Z`) + known_failures_DAY_MS;
    const isInForce = (failure) => nowMs < endsMs(failure);
    const byId = (failures) => new Map(failures.map((failure) => [failure.testId, failure]));
    const inForce = list.filter(isInForce);
    return {
        inForce: byId(inForce),
        expired: byId(list.filter((failure) => !isInForce(failure))),
        soon: inForce.filter((failure) => endsMs(failure) - nowMs <= SOON_MS),
    };
}

;// CONCATENATED MODULE: ./src/plan/plan.ts



/** `entries` are those of the inputs, with their files; `nowMs`, since the epoch, tells today. */
function makePlan(inputs, context, entries, nowMs) {
    const { run, wait, timeoutMs, pollIntervalMs, retries } = inputs;
    const labels = defaultLabels(inputs, context);
    const registered = entries
        .map(({ target }) => target)
        .filter((target) => target.key === 'apk')
        .map((target) => registrationOf(target, labels));
    const planned = entries.map(({ target, ...entry }) => ({
        ...entry,
        target: target.key === 'apk'
            ? { key: target.key, package: target.package, registration: registrationOf(target, labels).key }
            : target,
    }));
    return {
        uploads: uploadsOf(registered),
        run: run.kind === 'new' ? { ...run, entries: planned } : run,
        wait,
        timeoutMs,
        pollIntervalMs,
        retries,
        knownFailures: knownFailuresAt(nowMs, inputs.knownFailures),
        isRerun: context.runAttempt > 1,
        readiness: readinessOf(inputs),
    };
}
function defaultLabels({ targetName, targetVersion }, context) {
    const repository = context.repository?.replace(/^.*\//, '');
    const commit = context.headSha?.slice(0, 7);
    return {
        name: targetName ?? repository ?? 'app',
        version: targetVersion ?? context.tag ?? commit ?? 'unknown',
    };
}
/** The same content under the same name and version is one target. */
function registrationOf({ apk, package: found }, labels) {
    const name = apk.name ?? labels.name;
    const version = apk.version ?? labels.version;
    return { key: JSON.stringify([contentKey(found), name, version]), name, version, package: found };
}
function uploadsOf(registered) {
    const byContent = Map.groupBy(registered, (registration) => contentKey(registration.package));
    return [...byContent.values()].flatMap((group) => {
        const [first] = group;
        return first ? [{ package: first.package, registrations: merged(group) }] : [];
    });
}
function merged(group) {
    return [...Map.groupBy(group, ({ key }) => key).values()].flatMap((same) => {
        const [first] = same;
        const paths = [...new Set(same.map(({ package: found }) => found.path))];
        return first ? [{ key: first.key, name: first.name, version: first.version, paths }] : [];
    });
}

;// CONCATENATED MODULE: ./src/results/attempt.ts
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

;// CONCATENATED MODULE: ./src/results/tests.ts
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
    const strangers = results.filter((result) => !claim(result, open().filter((test) => keyOf(test.result) === keyOf(result))));
    // Doksi may describe the destination otherwise than before: then the id alone has to tell, if it can.
    const unclaimed = strangers.filter((result) => {
        const isSame = (other) => result.test_id != null && other.test_id === result.test_id;
        const failed = open().filter((test) => isSame(test.result) && hasFailed(test));
        const isOnlyOne = failed.length === 1 && strangers.filter(isSame).length === 1;
        return !(isOnlyOne && claim(result, failed));
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
/** The same for the same test in the same place. */
function keyOf({ test_id, test_name, destination }) {
    const { platform, web_url, binary_url, target_id } = destination ?? {};
    return JSON.stringify([test_id ?? test_name, platform, web_url, binary_url, target_id]);
}

;// CONCATENATED MODULE: ./src/results/results.ts



/**
 * Joins the attempts. Of those after the first only what Doksi has ended counts: half a retry says nothing that could
 * be relied on.
 */
function resultsOf(attempts, knownFailures = NO_KNOWN_FAILURES) {
    const [first, ...later] = attempts;
    if (first === undefined)
        return NONE;
    const settled = later.filter(isSettledAttempt);
    const histories = settled.reduce(withLater, testsOf(first));
    const tests = histories.map((history) => grouped(history, knownFailures));
    const groups = Map.groupBy(tests, ({ group }) => group);
    const failed = groups.get('failed') ?? [];
    const known = groups.get('known') ?? [];
    const flaky = groups.get('flaky') ?? [];
    const others = groups.get('other') ?? [];
    const passed = groups.get('passed') ?? [];
    const unlisted = unlistedOf(first.run);
    const counts = {
        total: first.run && (first.run.tests_total ?? (tests.length > 0 ? tests.length : undefined)),
        failed: Math.max(failed.length + unlisted.failed, unlistedOf(settled.at(-1)?.run).failed),
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
        counts: { ...counts, others: Math.max(rest, others.length) },
    };
}
/** Of the counters of a run what its list does not have: either may be incomplete. */
function unlistedOf(run) {
    const listed = (status) => run?.results.filter((result) => result.status === status).length ?? 0;
    return {
        failed: Math.max((run?.tests_failed ?? 0) - listed('failed'), 0),
        passed: Math.max((run?.tests_passed ?? 0) - listed('passed'), 0),
    };
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

;// CONCATENATED MODULE: ./src/results/endings.ts






const NOTHING_KNOWN = { targets: [], attempts: [], knownFailures: NO_KNOWN_FAILURES };
const MAX_NAMES = 5;
function end(conclusion, known, what, next = '') {
    const { targets, attempts, knownFailures } = known;
    const results = resultsOf(attempts, knownFailures);
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
    return end('error', known, `Doksi could not be reached for ${duration(silentMs / 1000)} (last: ${silence.inFull}), so the run could not be followed.`, `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${lastRunId(known)}.`);
}
function cancelled(known) {
    return end('cancelled', known, `The step was cancelled${unfinished(known)}.`, `The run goes on in the cloud and spends its allowance there; follow it with run-id: ${lastRunId(known)}.`);
}
function cancelledBeforeRun(known) {
    const what = ownAttempts(known.attempts).length === 0 ? 'a run was created' : 'the failed tests were run again';
    return end('cancelled', known, `The step was cancelled before ${what}.`);
}
function cancelledWhileCreating(known) {
    return end('cancelled', known, 'The step was cancelled while the run was being created.', 'The run may exist and go on in the cloud: look in Doksi before you run this job again, since every run spends allowance.');
}
function lost(known, failure) {
    return end('error', known, failure.what, failure.next);
}
function minutes(ms) {
    return counted(ms / 60_000, 'minute');
}
function unfinished({ attempts }) {
    const last = attempts.at(-1);
    if (last?.run === undefined)
        return '';
    const { counts, others } = resultsOf([last]);
    const names = listed(others.map(({ result }) => testAt(result)), MAX_NAMES, counts.others);
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

;// CONCATENATED MODULE: ./src/prepare.ts








/** Reads the inputs, looks at the files, and makes the plan, which the log tells; nothing is sent. Never rejects. */
async function prepare(source, surroundings) {
    if (isSkippedWithoutKey(source))
        return { kind: 'over', outcome: skipped() };
    const { step, signal } = surroundings;
    try {
        const { inputs, plan } = await readPlan(source, surroundings);
        for (const line of planLines(plan))
            step.info(line);
        if (!inputs.dryRun)
            return { kind: 'ready', inputs, plan };
        for (const line of requestLines(plan))
            step.info(line);
        return { kind: 'over', outcome: dryRun(), plan };
    }
    catch (error) {
        const outcome = signal.aborted
            ? cancelledBeforeRun(NOTHING_KNOWN)
            : lost(NOTHING_KNOWN, asFailure(error));
        return { kind: 'over', outcome };
    }
}
/** Every problem is told at once: those of the inputs, and those of the files that they name. */
async function readPlan(source, { context, step, signal, nowMs }) {
    const { inputs, problems, warnings } = readInputs(source, nowMs);
    for (const warning of warnings)
        step.warning(warning);
    const asked = inputs.run.kind === 'new' ? inputs.run.entries : [];
    const apps = await collectApps(asked, context.workspace, signal);
    const all = [...problems, ...apps.problems];
    if (all.length > 0)
        throw new InputError(all);
    return { inputs, plan: makePlan(inputs, context, apps.entries, nowMs) };
}

;// CONCATENATED MODULE: ./src/results/counted.ts

/** `2 of 9 tests failed`; `noun` is what a test is called here. */
function failedOf({ failed, total }, noun = 'test') {
    return total === undefined
        ? `${counted(failed, noun)} failed`
        : `${failed} of ${counted(total, noun)} failed`;
}
/** `all 9 tests passed, 1 of them flaky` */
function passedOf(counts, noun = 'test') {
    const { passed, flaky, known, total, others } = counts;
    const good = passed + flaky;
    const rest = [
        ...(flaky > 0 ? [`${flaky} of them flaky`] : []),
        ...(known > 0 ? [counted(known, 'known failure')] : []),
    ];
    const isAll = others === 0 && known === 0 && total !== undefined;
    if (!isAll)
        return [`${good} of ${counted(total ?? good, noun)} passed`, ...rest].join(', ');
    if (total === 1)
        return flaky > 0 ? `the ${noun} passed, but is flaky` : `the ${noun} passed`;
    return [`all ${total} ${noun}s passed`, ...rest].join(', ');
}

;// CONCATENATED MODULE: ./src/results/headline.ts

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
function words({ conclusion, attempts, results: { counts } }) {
    switch (conclusion) {
        case 'passed':
            return passedOf(counts);
        case 'failed':
            return counts.failed > 0 ? failedOf(counts) : 'the run failed';
        case 'no-tests':
            return 'no test was run';
        case 'timed-out':
            return 'still running when the time was over';
        case 'cancelled':
            return 'cancelled';
        case 'error':
            return attempts.length === 0 ? 'no run was started' : 'the run could not be followed';
        case 'skipped':
            return 'skipped, no API key';
        case 'started':
            return 'started, not waited for';
        case 'dry-run':
            return 'dry run, nothing was sent';
    }
}

;// CONCATENATED MODULE: ./src/log/result-line.ts



/** A status that nobody knows, in columns of a terminal. */
const MAX_STATUS = 20;
/** `12m 04s` */
const DURATION = 7;
/** `  ✗ Checkout flow   web · staging.example.com    22s   https://…` */
function resultLine(result, columns = columnsFor([result])) {
    const status = result.status ?? '';
    const word = status === '' || isKnownStatus(status) ? '' : ` [${columns_shortened(status, MAX_STATUS)}]`;
    const took = result.duration_seconds == null ? '' : duration(result.duration_seconds);
    const cells = [
        fitted(columns_shortened(testName(result), columns.name - word.length) + word, columns.name),
        fitted(destination(result), columns.place),
        took.padStart(DURATION),
        webLink(result.url) ?? '',
    ];
    return `  ${statusWords(status).mark} ${cells.join('  ').trimEnd()}`;
}

;// CONCATENATED MODULE: ./src/log/closing.ts




/** A run that goes on without us is told with the links of its tests, up to this many. */
const MAX_UNFINISHED = 20;
/** These speak of all tests; after the others some may go on in the cloud. */
const OVER = new Set(['passed', 'failed', 'no-tests']);
/** The last lines of the log: the counts, or what happened instead, and the tests that go on in the cloud. */
function closingLines(outcome) {
    const unfinished = OVER.has(outcome.conclusion) ? [] : outcome.results.others;
    const shown = unfinished.slice(0, MAX_UNFINISHED).map(({ result }) => result);
    const columns = columnsFor(shown);
    const more = unfinished.length - shown.length;
    return [
        ...shown.map((result) => resultLine(result, columns)),
        ...(more > 0 ? [`  … and ${more} more`] : []),
        `${capitalized(headline(outcome).text)}${rest(outcome)}`,
    ];
}
/** What the headline leaves open: ` in 1m 12s`, `, 1 is flaky (3m 42s in 2 runs)`, `: 3 of 9 tests not finished`. */
function rest({ conclusion, attempts, results: { counts } }) {
    if (!OVER.has(conclusion)) {
        const isHeard = attempts.some(({ run }) => run) && counts.others > 0 && counts.total !== undefined;
        return isHeard ? `: ${counts.others} of ${counted(counts.total, 'test')} not finished` : '';
    }
    if (conclusion === 'no-tests')
        return '';
    const isFailed = conclusion === 'failed';
    const flaky = isFailed && counts.flaky > 0 ? [`${counts.flaky} flaky`] : [];
    const others = counts.others > 0 ? [`${counts.others} neither passed nor failed`] : [];
    const asides = [...flaky, ...others].map((aside) => `, ${aside}`).join('');
    return `${asides}${took(attempts, asides !== '' || (!isFailed && counts.flaky > 0))}`;
}
/** How long all runs took, as Doksi tells it. */
function took(attempts, isAside) {
    const known = attempts.map(({ run }) => run?.duration_seconds).filter((value) => value != null);
    if (known.length === 0)
        return '';
    const time = duration(known.reduce((sum, value) => sum + value, 0));
    const runs = attempts.length > 1 ? ` in ${attempts.length} runs` : '';
    return isAside || runs !== '' ? ` (${time}${runs})` : ` in ${time}`;
}

;// CONCATENATED MODULE: ./src/report/outputs.ts

/** A job's outputs may have 1 MB, in GitHub's count of two bytes a character (UTF-16); above it all of them are lost. */
const MAX_OUTPUT_BYTES = 900_000;
/** Left out in this order, until the rest is small enough. */
const outputs_LEFT_OUT = ['results', 'flaky-tests', 'failed-tests'];
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
    const own = ownAttempts(attempts);
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
        'duration-seconds': String(seconds(own) ?? ''),
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
/** A result as Doksi describes it; of a test that ran more than once also in which run that was, and in how many. */
function asOutput({ result, tries }) {
    const last = tries.at(-1);
    return tries.length > 1 ? { ...result, run_id: last?.runId, attempts: tries.length } : result;
}
/** Of all runs together, where Doksi tells it. */
function seconds(attempts) {
    const known = attempts.map(({ run }) => run?.duration_seconds).filter((value) => value != null);
    return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : undefined;
}
function withinLimit(values) {
    const warnings = [];
    for (const name of outputs_LEFT_OUT) {
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

;// CONCATENATED MODULE: ./src/results/gates.ts
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

;// CONCATENATED MODULE: ./src/publish/publish.ts




/** All reports together take no longer than this (milliseconds), */
const REPORTS_MS = 60 * 1000;
/** and than this after a cancellation: the runner kills after 7.5 s. */
const REPORTS_CANCELLED_MS = 4 * 1000;
/**
 * Tells the outcome everywhere: outputs first, since other jobs depend on them. Reports are extras: one that fails
 * is a warning. Returns whether the step is green.
 */
async function publish({ outcome, gates, reports, step, clock, signal, }) {
    const { values, warnings } = outputs(outcome);
    const outputFault = writeOutputs(values, step);
    for (const line of closingLines(outcome))
        step.info(line);
    for (const warning of [...outcome.warnings, ...warnings])
        step.warning(warning);
    for (const notice of outcome.notices)
        step.notice(notice);
    await tellAll(reports, { step, clock, signal });
    const decision = decide(outcome, gates);
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
/** Side by side, so that a slow one costs the others nothing; all under one deadline. */
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
    await Promise.all(reports.map(async (report) => {
        try {
            const fault = writeOutputs(await withDeadline(clock, REPORTS_MS, hurry.signal, late, (deadline) => report.tell(deadline)), step);
            if (fault !== undefined)
                throw new Error(fault);
        }
        catch (error) {
            step.warning(`${report.name} could not be written: ${reasonOf(error)}\nThe conclusion is not affected.`);
        }
    }));
    signal.removeEventListener('abort', onCancel);
    hurry.abort();
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

;// CONCATENATED MODULE: ./src/report/tries.ts
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
    const what = failures > 1 ? `failed ${times(failures)}` : 'failed';
    return {
        level: 'error',
        title: titled(result, what),
        message: told(result, `${what}${toldTries(test).then}`),
        ...anchor_anchor(result, workflow),
    };
}
function flakyAnnotation(test, workflow) {
    const { result } = test;
    const { failed, then, failure: failedResult } = toldTries(test);
    return {
        level: 'warning',
        title: titled(result, 'is flaky'),
        message: told(result, `${failed}${then}`, failedResult?.url),
        ...anchor_anchor(result, workflow),
    };
}
function knownAnnotation({ result, known }, workflow) {
    const reason = clipped(known?.reason ?? '', MAX_NAME);
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
        ? `and ${counted(count, `more ${noun}`)}: see the job summary, or the run in Doksi`
        : `${counted(count, noun)}, which Doksi counts but does not list: look at the run in Doksi`;
    return [{ level: 'warning', title: counted(total, noun), message, ...anchor_anchor({}, workflow) }];
}
function titled(result, what) {
    return `${clipped(testAt(result), MAX_TITLE - what.length - 1)} ${what}`;
}
/** It begins with the test's name: the log shows the message alone. */
function told(result, what, url = result.url) {
    const link = webLink(url);
    return `${clipped(testAt(result), MAX_NAME)} ${what}. ${link ? `See what it did: ${link}` : 'Doksi gives no link for it.'}`;
}

;// CONCATENATED MODULE: ./src/report/redacted.ts
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

;// CONCATENATED MODULE: ./src/report/test-row.ts





// A test's row, and the cells of it, for every report in GitHub's Markdown.
/** Longer texts are cut: a row is to be read at a glance (characters). */
const test_row_MAX_NAME = 160;
const MAX_PLACE = 80;
const test_row_MAX_STATUS = 40;
const MAX_REASON = 200;
/** A longer address (characters) is no link of Doksi's. */
const MAX_LINK = 2000;
const ROWS_HEAD = ['| | Test | Where | |', '|:-:|:--|:--|:--|'];
/** A row under `ROWS_HEAD`. `isOver`: whether Doksi has ended the run, so that a test without a verdict won't get one. */
function testRow(test, isOver) {
    const mark = test.group === 'other' && !isOver ? UNFINISHED.emoji : GROUPS[test.group].emoji;
    return `| ${[mark, nameCell(test), placeCell(test.result), notes(test).join(', ')].join(' | ')} |`;
}
/** Its name, linked, and what is special: `[Sign up](…) · [failed once](…), then passed`. */
function testCell(test) {
    return [nameCell(test), ...notes(test)].join(' · ');
}
/** Where it ran: `🌐 staging.example.com`. */
function placeCell(result) {
    return [platformIcon(result.destination?.platform), forMarkdown(clipped(place(result), MAX_PLACE))]
        .filter((part) => part !== '')
        .join(' ');
}
/** How long it took, in one line on a narrow page, too; empty where nobody knows. */
function timeCell({ duration_seconds }) {
    return duration_seconds == null ? '' : duration(duration_seconds).replace(' ', '\u00a0');
}
function platformIcon(platform) {
    if (platform === 'web')
        return '🌐';
    return platform === 'android' ? '🤖' : '';
}
function nameCell({ result }) {
    return linked(clipped(testName(result), test_row_MAX_NAME), result.url);
}
function linked(text, url) {
    const href = webLink(url);
    return markdownLink(text, href !== undefined && href.length <= MAX_LINK ? href : undefined);
}
/** What the mark alone doesn't tell. */
function notes(test) {
    const { result, known, group } = test;
    const tries = toldTries(test);
    const status = result.status ?? '';
    const isStrange = group === 'other' && status !== '' && !isKnownStatus(status);
    const attempt = carriedFrom(test);
    return [
        ...(isStrange ? [forMarkdown(clipped(status, test_row_MAX_STATUS))] : []),
        ...(tries.failed
            ? [linked(tries.failed, tries.failure?.url) + forMarkdown(clipped(tries.then, test_row_MAX_STATUS))]
            : []),
        ...(known ? [forMarkdown(`known until ${known.until}: ${clipped(known.reason, MAX_REASON)}`)] : []),
        ...baseNote(test),
        ...(attempt === undefined ? [] : [`in attempt ${attempt}`]),
    ];
}
/** Whether a failure is this change's: what the base branch's last run said of the test. */
function baseNote({ base }) {
    if (base === undefined)
        return [];
    const branch = markdownCode(clipped(base.branch, test_row_MAX_NAME));
    if (base.kind === 'new')
        return [`new here, passes on ${branch}`];
    const ago = base.agoMs === undefined ? '' : `, ${age(base.agoMs)} ago`;
    return [`${linked('also fails', base.url)} on ${branch}${ago}`];
}

;// CONCATENATED MODULE: ./src/report/planned.ts





/** More rows than this are left to the log, and so is what is longer (characters). */
const MAX_ROWS = 200;
const MAX_CELL = 200;
const MAX_JSON = 100_000;
/** What a dry run would do, in Markdown: targets, files, and the request itself. */
function planned({ run, uploads }) {
    if (run.kind === 'existing')
        return [`It would follow the run ${markdownCode(clipped(run.runId, MAX_CELL))}.`];
    const entries = run.entries.map(({ platform, target, testIds }) => [
        `${platformIcon(platform)} ${cell(platform)}`.trim(),
        cell(targetLabel(target)),
        cell(testIds.join(', ')),
    ]);
    const files = uploads.flatMap(({ package: found }) => found.files.map(({ name, bytes, sha256 }) => [cell(name), String(bytes), markdownCode(sha256)]));
    return [
        ...table('| Platform | Target | Tests |', '|:--|:--|:--|', entries),
        ...table('| Upload | Bytes | SHA-256 |', '|:--|--:|:--|', files),
        request(JSON.stringify(shownBody(run.entries, run.extraBody), null, 2)),
    ];
}
function cell(text) {
    return forMarkdown(clipped(text, MAX_CELL));
}
function table(head, alignment, rows) {
    if (rows.length === 0)
        return [];
    const shown = rows.slice(0, MAX_ROWS).map((cells) => `| ${cells.join(' | ')} |`);
    const more = rows.length - shown.length;
    return [[head, alignment, ...shown].join('\n'), ...(more > 0 ? [`*${more} more are in the log.*`] : [])];
}
function request(json) {
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
const summary_MAX_TITLE = 200;
const summary_MAX_ID = 100;
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
        const markdown = summary_joined([...top, ...tables(sections, detail)]);
        if (Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES)
            return markdown;
    }
    return summary_joined(top.slice(0, 1));
}
function summary_joined(blocks) {
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
/** All that comes before the tests. */
function introduction({ outcome, title, context, plan }) {
    const { mark, text } = headline(outcome);
    const { conclusion, warnings, notices, results } = outcome;
    const explains = conclusion !== 'passed' && !(conclusion === 'failed' && results.failed.length > 0);
    const more = warnings.length - MAX_WARNINGS;
    return [
        `## ${mark} ${forMarkdown(clipped(title, summary_MAX_TITLE))}: ${text}`,
        facts(outcome, context),
        ...(explains ? [explanation(outcome)] : []),
        ...warnings.slice(0, MAX_WARNINGS).map((warning) => `> ⚠️ ${forMarkdown(clipped(warning, MAX_WARNING))}`),
        ...notices.slice(0, MAX_WARNINGS).map((notice) => `> ℹ️ ${forMarkdown(clipped(notice, MAX_WARNING))}`),
        ...(more > 0 ? [`*${counted(more, 'more warning')} in the log.*`] : []),
        ...(conclusion === 'dry-run' && plan ? planned(plan) : []),
    ];
}
/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function facts(outcome, { headSha, repository, serverUrl }) {
    const { attempts } = outcome;
    const seconds = attempts.map(({ run }) => run?.duration_seconds).filter((value) => value != null);
    const commit = headSha && repository && `${serverUrl}/${repository}/commit/${headSha}`;
    const runs = attempts.map(({ runId }) => markdownCode(clipped(runId, summary_MAX_ID)));
    const hasCounts = attempts.some(({ run }) => run);
    return [
        ...(hasCounts ? sectionsOf(outcome) : [])
            .filter(({ count }) => count > 0)
            .map(({ count, word }) => `**${count} ${word}**`),
        ...(seconds.length > 0 ? [duration(seconds.reduce((sum, value) => sum + value, 0))] : []),
        ...(runs.length > 0 ? [`${runs.length === 1 ? 'run' : 'runs'} ${runs.join(', ')}`] : []),
        ...(headSha ? [`commit ${markdownLink(headSha.slice(0, 7), commit)}`] : []),
    ].join(' · ');
}
/** Why it ended so, with each further line as a point of a list, and what to do. */
function explanation({ what, next }) {
    const lines = clipped(what, MAX_EXPLANATION).split('\n').map(forMarkdown);
    const [first = '', ...points] = lines.filter((line) => line !== '');
    const todo = clipped(next, MAX_EXPLANATION).split('\n').map(linkedOrPlain);
    const paragraphs = [first, points.map((point) => `- ${point}`).join('\n'), ...todo];
    return paragraphs.filter((part) => part !== '').join('\n\n');
}
function linkedOrPlain(text) {
    const href = webLink(text);
    return href === undefined ? forMarkdown(text) : markdownLink(text, href);
}
/** The groups in the order in which a reader wants them. */
function sectionsOf({ attempts, results }) {
    const { failed, known, flaky, others, passed, counts } = results;
    return [
        { ...GROUPS.failed, tests: failed, count: counts.failed, detail: 'failed' },
        { ...GROUPS.known, tests: known, count: counts.known, detail: 'failed' },
        { ...GROUPS.flaky, tests: flaky, count: counts.flaky, detail: 'failed' },
        { ...otherWords(attempts), tests: others, count: counts.others, detail: 'others' },
        { ...GROUPS.passed, tests: passed, count: counts.passed, detail: 'passed' },
    ];
}
/** Of a run that nothing was heard of, its creation told the tests. */
const STARTED = { emoji: '▫️', word: 'started' };
/** What tests are called that neither passed nor failed: it depends on whether they still may. */
function otherWords(attempts) {
    if (!attempts.some(({ run }) => run))
        return STARTED;
    return attempts.every(({ run }) => isSettled(run)) ? GROUPS.other : UNFINISHED;
}
/** Made once, however often a shorter summary is tried. */
function rows({ emoji, tests }) {
    return tests.map((test) => `| ${emoji} | ${testCell(test)} | ${placeCell(test.result)} | ${timeCell(test.result)} |`);
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
        ? [`*${counted(count, `${word} test`)} left out here: the summary would be too large for GitHub.*`]
        : [];
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./src/github/errors.ts


/** One call of GitHub's API that did not bring what was asked for. */
class GithubError extends Failure {
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
    return [status, external_node_http_.STATUS_CODES[status]].filter(Boolean).join(' ');
}
function refused(refusal, addition = '') {
    return `GitHub refused to ${refusal.purpose}: ${reason(refusal)}${addition}.`;
}
function reason({ status, said }) {
    const words = (said ?? external_node_http_.STATUS_CODES[status] ?? 'it gave no reason').replace(/\.+$/, '');
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

;// CONCATENATED MODULE: ./src/github/subject.ts

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
        if (isRefusal(error, 422))
            return [];
        throw error;
    }
}
function oldest(pulls) {
    return pulls.toSorted((one, other) => one.number - other.number)[0];
}

;// CONCATENATED MODULE: ./src/history/request-digest.ts

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
    return (0,external_node_crypto_.createHmac)('sha256', apiKey).update(JSON.stringify(asked, inOrder)).digest('hex');
}
/** The same for the same content under the same name and version; SHA-256, hexadecimal. */
function targetKey({ key }) {
    return (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex');
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

;// CONCATENATED MODULE: ./src/github/api.ts
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

;// CONCATENATED MODULE: ./src/hidden.ts
/**
 * A value inside an HTML comment, which readers of Markdown don't see. No text in it can end the comment, start
 * another one, or mention anybody.
 */
function hidden_hidden(name, value) {
    // These signs stand in a JSON text only within strings, where they may be written as escapes.
    const json = JSON.stringify(value).replace(/[<>@&\u2028\u2029]|-(?=-)/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
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

;// CONCATENATED MODULE: ./src/history/record.ts


const NAME = 'doksi-run-action:record';
/** Another form gets another number: what we can't read is as good as nothing. */
const VERSION = 1;
/** A check run's summary has 65,535 characters, and most of them are for people. */
const MAX_RECORD_LENGTH = 16_000;
const record_text = schemas/* string */.YjP().min(1);
const Encoded = schemas/* object */.Ikc({
    v: schemas/* literal */.euz(VERSION),
    runs: schemas/* array */.YOg(schemas/* object */.Ikc({ id: record_text, attempt: schemas/* int */.Whr().positive() })),
    workflowRun: record_text.optional(),
    attempt: schemas/* int */.Whr().positive(),
    job: record_text.optional(),
    title: schemas/* string */.YjP(),
    headSha: record_text,
    digest: record_text.optional(),
    targets: schemas/* record */.g1P(schemas/* string */.YjP(), record_text),
});
/**
 * The record as a hidden text of at most 16,000 characters. Where it is too long, targets are left out, which only
 * have to be uploaded again then; empty where the rest is still too long.
 */
function encodeRecord(record) {
    const targets = Object.entries(record.targets);
    for (let count = targets.length;; count = Math.floor(count / 2)) {
        const kept = Object.fromEntries(targets.slice(0, count));
        const encoded = hidden_hidden(NAME, { v: VERSION, ...record, targets: kept });
        if (encoded.length <= MAX_RECORD_LENGTH)
            return encoded;
        if (count === 0)
            return '';
    }
}
/** The record that a check run's summary holds; undefined where there is none that we can read. Never throws. */
function decodeRecord(summary) {
    const found = findHidden(NAME, summary ?? '').at(-1);
    const { data } = Encoded.safeParse(found?.value);
    if (data === undefined)
        return undefined;
    const { workflowRun, job, digest, runs, attempt, title, headSha, targets } = data;
    return { runs, workflowRun, attempt, job, title, headSha, digest, targets };
}
/** The record that a check run holds; undefined where it holds none that we can read. */
function recordOf({ summary, text }) {
    return decodeRecord(summary) ?? decodeRecord(text);
}

;// CONCATENATED MODULE: ./src/report/facts.ts





/** Ids are foreign, and might be of any length (characters). */
const facts_MAX_ID = 100;
/** More runs than this are not named one by one. */
const MAX_RUNS = 10;
/** `2 failed, 1 flaky, 6 passed · 3m 42s · run k3n…`, in Markdown. */
function facts_facts(outcome) {
    const { attempts } = outcome;
    const seconds = attempts.map(({ run }) => run?.duration_seconds).filter((value) => value != null);
    const runs = attempts
        .slice(0, MAX_RUNS)
        .map(({ runId }, index) => `${index === 0 ? 'run' : 'retried in'} ${markdownCode(clipped(runId, facts_MAX_ID))}`);
    const more = attempts.length > MAX_RUNS ? [`and ${attempts.length - MAX_RUNS} more`] : [];
    return [
        countsLine(outcome),
        ...(seconds.length > 0 ? [duration(seconds.reduce((sum, value) => sum + value, 0))] : []),
        ...runs,
        ...more,
    ].join(' · ');
}
/** The counts, after what happened where they alone don't tell it. */
function countsLine(outcome) {
    const { conclusion, attempts, results } = outcome;
    const { text } = headline(outcome);
    if (conclusion === 'passed')
        return text;
    const { counts } = results;
    const other = attempts.every(({ run }) => isSettled(run)) ? GROUPS.other : UNFINISHED;
    const number = (count, word) => (count > 0 ? [`${count} ${word}`] : []);
    const numbers = [
        ...number(counts.failed, GROUPS.failed.word),
        ...number(counts.known, GROUPS.known.word),
        ...number(counts.flaky, GROUPS.flaky.word),
        ...(attempts.some(({ run }) => run) ? number(counts.others, other.word) : []),
        ...number(counts.passed, GROUPS.passed.word),
    ].join(', ');
    if (conclusion === 'failed' && numbers !== '')
        return numbers;
    return numbers === '' ? text : `${text}: ${numbers}`;
}

;// CONCATENATED MODULE: ./src/report/check-run.ts









/** How many failed and flaky tests the summary names; tried from the fullest to the shortest until it fits. */
const ROWS = [Infinity, 300, 150, 75, 30, 10, 0];
/** Of each sentence, so that a few of them always fit (characters, before they are escaped). */
const MAX_SENTENCE = 3000;
const check_run_MAX_WARNINGS = 5;
/** GitHub names no limit for the name; this is the one of titles. */
const check_run_MAX_NAME = LIMITS.checkTitle;
/** An annotation needs a path; this one is GitHub's own where it has none. */
const NO_PATH = '.github';
/** The name by which a check run is found again. */
function checkName(title) {
    return clipped(title.toWellFormed(), check_run_MAX_NAME);
}
function checkReport({ outcome, conclusion, title, headSha, workflow, record, }) {
    const output = {
        title: clipped(capitalized(headline(outcome).text), LIMITS.checkTitle),
        summary: summary(outcome, encodeRecord(record)),
    };
    const [first = [], ...others] = batches(checkAnnotations(outcome, workflow));
    const externalId = ownAttempts(outcome.attempts)[0]?.runId;
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
        .map(({ result }) => webLink(result.url))
        .find((link) => link !== undefined);
}
/** The record comes last and whole: it is what later attempts read. */
function summary(outcome, record) {
    const room = LIMITS.checkText - record.length - 2;
    const markdown = ROWS.map((rows) => render(outcome, rows)).find(({ length }) => length <= room);
    return [clipped(markdown ?? render(outcome, 0), room), record].filter((part) => part !== '').join('\n\n');
}
function render(outcome, maxRows) {
    const { conclusion, results, warnings } = outcome;
    const { failed, known, flaky, others } = results;
    const isOver = outcome.attempts.every(({ run }) => isSettled(run));
    const told = [...failed, ...known, ...flaky, ...others];
    const rows = told.slice(0, maxRows).map((test) => testRow(test, isOver));
    const left = told.length - rows.length;
    const explains = conclusion !== 'passed' && !(conclusion === 'failed' && failed.length > 0);
    return [
        facts_facts(outcome),
        ...(explains ? [outcome.what, outcome.next].map(paragraph) : []),
        ...warnings.slice(0, check_run_MAX_WARNINGS).map((warning) => `> ⚠️ ${paragraph(warning)}`),
        ...(rows.length > 0 ? [[...ROWS_HEAD, ...rows].join('\n')] : []),
        ...(left > 0 ? [`*${counted(left, 'more test')} left out here: GitHub would not take the whole.*`] : []),
    ]
        .filter((block) => block !== '')
        .join('\n\n');
}
function paragraph(text) {
    return clipped(text, MAX_SENTENCE)
        .split('\n')
        .map((line) => forMarkdown(line))
        .join('<br>');
}
function checkAnnotations({ results: { failed, known, flaky } }, workflow) {
    return [
        ...failed.map((test) => asCheckAnnotation(failureAnnotation(test, workflow))),
        ...flaky.map((test) => asCheckAnnotation(flakyAnnotation(test, workflow))),
        ...known.map((test) => asCheckAnnotation(knownAnnotation(test, workflow))),
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
    const size = LIMITS.annotationsPerRequest;
    return Array.from({ length: Math.ceil(annotations.length / size) }, (_, index) => annotations.slice(index * size, (index + 1) * size));
}

;// CONCATENATED MODULE: ./src/http/connection-fault.ts

const NodeError = schemas/* object */.Ikc({
    code: schemas/* string */.YjP().optional().catch(undefined),
    syscall: schemas/* string */.YjP().optional().catch(undefined),
    hostname: schemas/* string */.YjP().optional().catch(undefined),
    message: schemas/* string */.YjP().catch('unknown error'),
});
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
    const parsed = NodeError.catch({ message: String(thrown) }).parse(thrown);
    const { code = '', syscall, hostname, message } = parsed;
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
    const { code = '' } = NodeError.catch({ message: '' }).parse(thrown);
    if (CERTIFICATE_CODE.test(code))
        return `the TLS certificate was not accepted (${code})`;
    return code === '' || code === 'ECONNRESET'
        ? 'the TLS handshake was cut off'
        : `the TLS handshake failed (${code})`;
}
const CERTIFICATE_CODE = /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

;// CONCATENATED MODULE: ./src/http/peer.ts
function remedyFor({ remedies }, status) {
    const own = remedies.byStatus[status];
    if (own !== undefined)
        return own;
    if (status >= 500)
        return remedies.failed;
    return status >= 300 && status < 400 ? remedies.redirected : remedies.refused;
}

;// CONCATENATED MODULE: ./src/http/quote.ts
// Strangers' texts, short enough for a sentence. All of it is done in linear time: they may be long, and hostile.
/** Where a page or an error in XML says what it is, it does so in its first characters. */
const HEAD = 64 * 1024;
/** More of a page (characters) nobody reads in a log line. */
const MAX_QUOTE = 300;
/** The text, or so much of it with an ellipsis behind; no half of a surrogate pair is left over. */
function quote_clipped(text, max) {
    if (text.length <= max)
        return text;
    return `${text.slice(0, max).replace(/[\ud800-\udbff]$/, '')}…`;
}
/** The begin of the text with all white space made single blanks. */
function inOneLine(text, max) {
    const line = text.slice(0, HEAD).replace(/\s+/g, ' ').trim();
    return quote_clipped(line, max);
}
/** A body that is no JSON: of an HTML page its title, of S3's XML code and message, else its begin. */
function quote(text) {
    const head = text.slice(0, HEAD);
    const code = quote_element(head, 'Code');
    if (code !== undefined) {
        const message = quote_element(head, 'Message');
        return message === undefined ? quote_clipped(code, MAX_QUOTE) : `${quote_clipped(code, MAX_QUOTE)}: ${message}`;
    }
    if (!head.trimStart().startsWith('<'))
        return inOneLine(head, MAX_QUOTE);
    const title = titleOf(head);
    return title ? `an HTML page with the title "${inOneLine(title, MAX_QUOTE)}"` : 'an HTML page';
}
/** The code of an error in S3's XML. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function xmlErrorCode(text) {
    const head = text.slice(0, HEAD);
    return /<Error[\s>]/.test(head) ? quote_element(head, 'Code') : undefined;
}
function quote_element(xml, name) {
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

;// CONCATENATED MODULE: ./src/http/errors.ts





/** A log line has room for so much of what a server said (characters). */
const MAX_BRIEF = 200;
/** Of the server's own words an error shows so much (characters). */
const MAX_SAID = 2000;
/** One request that did not bring what was asked for. */
class RequestError extends Failure {
    /** How long the server asks to be left alone, in milliseconds. */
    retryAfterMs = undefined;
    /** The body of the answer, where it came and is JSON. */
    json = undefined;
}
/** No whole answer came: the connection could not be made, or broke. */
class ConnectionError extends RequestError {
    brief;
    inFull;
    /** Whether it is certain that no byte of the request was sent. */
    neverArrived;
    constructor({ purpose, peer }, cause, neverArrived) {
        const brief = connectionFault(cause);
        super(`Could not ${purpose}: ${brief}.`, peer.remedies.unreachable, { cause });
        this.brief = this.inFull = brief;
        this.neverArrived = neverArrived;
    }
}
/** The answer did not come, or did not end, within the request's own deadline. */
class NoAnswerError extends RequestError {
    brief;
    inFull;
    peer;
    /** Whether it is certain that no byte of the request was sent: there was no connection to send it on. */
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
    retryAfterMs;
    json;
    constructor({ purpose, peer }, fault, { retryAfterMs, json } = {}) {
        const what = quote_clipped(fault, MAX_SAID);
        super(`Could not ${purpose}: the answer is not one that ${peer.name} gives (${what}).`, peer.remedies.unreadable);
        this.brief = inOneLine(fault, MAX_BRIEF);
        this.inFull = what;
        this.retryAfterMs = retryAfterMs;
        this.json = json;
    }
}
/** The server answered that it did not do it. */
class RefusedError extends RequestError {
    brief;
    inFull;
    status;
    location;
    /** Whether the server calls it something that passes by itself. */
    isPassing;
    retryAfterMs;
    json;
    constructor({ purpose, peer }, { status, said = '', json, code, retryAfterMs, location }) {
        const phrase = external_node_http_.STATUS_CODES[status];
        const verb = status >= 500 ? 'failed' : 'refused';
        const words = quote_clipped(said.trim(), MAX_SAID);
        super(`${peer.name} ${verb} to ${purpose}: ${words || (phrase ?? 'it gave no reason')} (HTTP ${status}).`, remedyFor(peer, status));
        const name = [status, phrase].filter(Boolean).join(' ');
        this.brief = words === '' ? name : `${name}: ${inOneLine(words, MAX_BRIEF)}`;
        this.inFull = words === '' ? name : `${name}: ${words}`;
        this.status = status;
        this.location = location;
        this.isPassing = code !== undefined && peer.passingCodes.has(code);
        this.retryAfterMs = retryAfterMs;
        this.json = json;
    }
}

;// CONCATENATED MODULE: ./src/http/retry-after.ts
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

;// CONCATENATED MODULE: ./src/http/retry-budget.ts

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
    constructor(ms = RETRY_BUDGET_MS, graceMs = MAX_RETRY_AFTER_MS) {
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

;// CONCATENATED MODULE: ./src/http/retry.ts


const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30 * 1000;
/** Calls `attempt` until it succeeds, fails for good by `mayRetry`, or the budget is used up. */
async function withRetries(attempt, mayRetry, { clock, random, signal, budget = new RetryBudget(), lostMs, onRetry }) {
    for (let number = 1;; number++) {
        const startedAt = clock.now();
        try {
            return await attempt(number);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof RequestError) || !mayRetry(error))
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
    if (failure instanceof ConnectionError || failure instanceof NoAnswerError)
        return true;
    if (!(failure instanceof RefusedError))
        return false;
    return failure.isPassing || failure.status === 408 || failure.status === 429 || failure.status >= 500;
}

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
const refusals_MAX_SAID = 2000;
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
        return new RateLimitError(refusal, limit);
    if (status >= 500 || status === 408) {
        const words = said === undefined ? '' : `: ${said}`;
        return new GithubUnavailableError(purpose, `GitHub answered ${brief(status)}${words}`);
    }
    const lacksPermission = status === 403 ? !isClosed(said) : status === 404 && !mayBeGone;
    return lacksPermission && permission !== undefined
        ? new MissingPermissionError(refusal, permission, hasForkToken)
        : new GithubRefusedError(refusal);
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
    const words = [body.message, ...details].join('; ').slice(0, refusals_MAX_SAID).replace(/\s+/g, ' ').trim();
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
    for (let attempt = 1;; attempt++) {
        try {
            return await once(question, call, options, attempt);
        }
        catch (error) {
            call.signal.throwIfAborted();
            const askedMs = error instanceof RateLimitError ? error.waitMs : 0;
            const waitMs = Math.max(askedMs, backoffMs(attempt, random));
            if (!isPassing(error) || attempt >= maxAttempts || clock.now() + waitMs >= call.endsAtMs)
                throw error;
            await clock.sleep(waitMs, call.signal);
            const value = error instanceof GithubUnavailableError ? await question.arrived?.() : undefined;
            if (value !== undefined)
                return { value, headers: {} };
        }
    }
}
function isPassing(error) {
    return error instanceof GithubUnavailableError || error instanceof RateLimitError;
}
async function once(question, call, options, attempt) {
    const { clock, hasForkToken, trace } = options;
    const { purpose, method, path } = question;
    const startedAt = clock.now();
    const log = (outcome) => trace?.(`${method} ${path} → ${outcome} in ${Math.round(clock.now() - startedAt)} ms (attempt ${attempt})`);
    const deadlineMs = Math.min(REQUEST_DEADLINE_MS, call.endsAtMs - startedAt);
    if (deadlineMs <= 0)
        throw new GithubUnavailableError(purpose, 'there was no time left to ask GitHub');
    const late = `no answer within ${Math.ceil(deadlineMs / 1000)} s`;
    let reply;
    try {
        reply = await withDeadline(clock, deadlineMs, call.signal, () => new GithubUnavailableError(purpose, late), (signal) => options.send(question, signal));
    }
    catch (error) {
        call.signal.throwIfAborted();
        const failure = error instanceof GithubUnavailableError ? error : disconnected(purpose, error);
        log(failure.brief);
        throw failure;
    }
    log(brief(reply.status));
    if (reply.status < 200 || reply.status > 299)
        throw refusalOf(reply, { ...question, hasForkToken }, clock.now());
    const parsed = question.schema.safeParse(reply.data);
    if (parsed.success)
        return { value: parsed.data, headers: reply.headers };
    throw new GithubUnavailableError(purpose, `the answer is not one of GitHub's (${brief(reply.status)})`);
}
/** Longer messages of a network's error (characters) tell nothing more. */
const ask_MAX_REASON = 200;
const Cause = schemas/* object */.Ikc({ message: schemas/* string */.YjP().catch(''), cause: schemas/* unknown */.L5J().optional() });
function disconnected(purpose, error) {
    const reason = ask_reasonOf(error).slice(0, ask_MAX_REASON);
    const words = reason === '' ? 'the connection failed' : `the connection failed (${reason})`;
    return new GithubUnavailableError(purpose, words, { cause: error });
}
/** What the innermost cause says: `fetch failed` alone helps nobody. */
function ask_reasonOf(error, depth = 0) {
    const { data } = Cause.safeParse(error);
    if (data === undefined || depth > 4)
        return '';
    return ask_reasonOf(data.cause, depth + 1) || data.message;
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
            const question = { ...common, purpose, method: 'PATCH', path, body: changeBody(change) };
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
        if (isRefusal(error, 404, 410))
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
    const { token, send = connect(options) } = options;
    const put = async (question, call) => {
        if (token === '')
            throw new MissingTokenError(question.purpose);
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
            if (isRefusal(error, 403, 404))
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

;// CONCATENATED MODULE: ./src/version.ts
/** As in package.json; a test holds them together. */
const version_VERSION = '1.0.0';

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
        userAgent: `doksi-run-action/${version_VERSION}`,
        hasForkToken: context.hasForkToken,
        writesComments: settings.prComment,
        trace: (line) => step.debug(line),
    });
}
/** The way to GitHub for one report, within the time that all have. */
function connection(sources, signal) {
    return { github: githubOf(sources), call: { signal, endsAtMs: sources.clock.now() + REPORTS_MS } };
}
/** Nothing tells what a report is about. */
class UnknownSubjectError extends Failure {
    constructor(what, where) {
        super(`Nothing tells which ${what} this is about.`, `It comes from ${where}, which is empty here.`);
    }
}

;// CONCATENATED MODULE: ./src/publish/check-run.ts








/** The report that is a check run on the head commit; none where there is nothing yet that a check could say. */
function checkRunReport(sources) {
    const { outcome, settings, context, step, title, workflowFile } = sources;
    const conclusion = checkConclusion(outcome.conclusion, decide(outcome, settings.gates));
    if (conclusion === undefined)
        return [];
    const tell = async (signal) => {
        const { github, call } = connection(sources, signal);
        const headSha = await findHeadSha(context.subject, github, call);
        if (headSha === undefined)
            throw new UnknownSubjectError('commit', 'the event or the input commit-sha');
        const record = check_run_recordOf(sources, headSha);
        const report = checkReport({ outcome, conclusion, title, headSha, workflow: workflowFile(), record });
        const lack = await publishCheckRun(report, github, call, (url) => step.output('check-run-url', url));
        if (lack !== undefined)
            step.warning(`${lack}\nThe conclusion is not affected.`);
        return {};
    };
    return [{ name: 'The check run', tell }];
}
/** What later attempts need to know, to run no test again that they needn't. */
function check_run_recordOf({ outcome, plan, title, context, apiKey }, headSha) {
    const targets = outcome.targets.map(({ registration, targetId }) => [targetKey({ key: registration }), targetId]);
    return {
        runs: outcome.attempts.map(({ runId, earlier }) => ({
            id: runId,
            attempt: earlier ?? context.runAttempt,
        })),
        workflowRun: context.runId,
        attempt: context.runAttempt,
        job: context.job,
        title: checkName(title),
        headSha,
        digest: plan && requestDigest(plan, apiKey),
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
            const { what, next } = asFailure(error);
            return `The check run lacks ${counted(missing, 'annotation')}. ${what}\n${next}`;
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/report/comment-section.ts








const CONCLUSIONS = [
    'passed',
    'failed',
    'no-tests',
    'timed-out',
    'cancelled',
    'error',
    'skipped',
    'started',
    'dry-run',
];
const count = schemas/* int */.Whr().nonnegative();
const About = schemas/* object */.Ikc({
    v: schemas/* literal */.euz(1),
    /** The job's key in the workflow file; empty where nobody tells it. */
    job: schemas/* string */.YjP(),
    title: schemas/* string */.YjP(),
    /** The commit that was tested. */
    sha: schemas/* string */.YjP(),
    /** Id of the workflow run, whose numbers grow. */
    workflowRun: schemas/* string */.YjP().regex(/^\d+$/).optional(),
    attempt: schemas/* int */.Whr().positive(),
    verdict: schemas/* enum */.k5n(CONCLUSIONS),
    /** The verdict in a few words. */
    words: schemas/* string */.YjP(),
    total: count.optional(),
    failed: count,
    known: count.default(0),
    flaky: count,
    passed: count,
    /** How many tests are worth a row. */
    notable: count,
});
const comment_section_NAME = 'doksi-run-action:section';
/** More rows of one job are never kept; the job's summary has them all. */
const comment_section_MAX_ROWS = 500;
/** Characters, before they are escaped. */
const MAX_WHY = 600;
/** Longer titles are shortened (characters), */
const comment_section_MAX_TITLE = 255;
/** and shown shorter still. */
const MAX_SHOWN_TITLE = 120;
/** The section of this job. */
function sectionOf(sources) {
    const { outcome, title, job, headSha, workflowRun, attempt, commitUrl } = sources;
    const { conclusion, results } = outcome;
    const { counts, failed, known, flaky, others } = results;
    const isOver = outcome.attempts.every(({ run }) => isSettled(run));
    const notable = [...failed, ...known, ...flaky, ...others];
    const tells = conclusion === 'passed' || (conclusion === 'failed' && failed.length > 0);
    return {
        about: {
            v: 1,
            job: job ?? '',
            title: clipped(title.toWellFormed(), comment_section_MAX_TITLE),
            sha: headSha,
            ...(workflowRun !== undefined && /^\d+$/.test(workflowRun) && { workflowRun }),
            attempt,
            verdict: conclusion,
            words: headline(outcome).text,
            ...(counts.total !== undefined && { total: counts.total }),
            failed: counts.failed,
            known: counts.known,
            flaky: counts.flaky,
            passed: counts.passed,
            notable: notable.length,
        },
        facts: `${facts_facts(outcome)} · commit ${markdownLink(headSha.slice(0, 7), commitUrl)}`,
        why: tells ? '' : forMarkdown(clipped([outcome.what, outcome.next].join(' ').trim(), MAX_WHY)),
        rows: notable.slice(0, comment_section_MAX_ROWS).map((test) => testRow(test, isOver)),
    };
}
/** `name` is what it is called among the others, in plain text; `mark` is its verdict's. */
function renderSection({ about, facts, why, rows }, { name, mark }, detail) {
    const shown = rows.slice(0, detail.rows);
    const left = about.notable - shown.length;
    return [
        hidden_hidden(comment_section_NAME, about),
        `**${mark} ${forMarkdown(clipped(name, MAX_SHOWN_TITLE))}**: ${facts}`,
        ...(detail.why && why !== '' ? ['', `> ${why}`] : []),
        ...(shown.length > 0 ? ['', ...ROWS_HEAD, ...shown] : []),
        ...(left > 0
            ? ['', `*${left} more in the job's summary: this comment would be too large for GitHub.*`]
            : []),
    ].join('\n');
}
/** The sections that a text holds; what is not as we write it is passed over. Never throws. */
function parseSections(text) {
    const found = findHidden(comment_section_NAME, text);
    return found.flatMap(({ value, end }, index) => {
        const { data: about } = About.safeParse(value);
        return about === undefined ? [] : [parseBody(about, text.slice(end, found[index + 1]?.start))];
    });
}
function parseBody(about, body) {
    const lines = body.split('\n').filter((line) => line !== '');
    const heading = lines.find((line) => line.startsWith('**')) ?? '';
    return {
        about,
        // The name's own asterisks are escaped, so the first two that aren't end it.
        facts: heading.replace(/^\*\*(\\.|[^\\*])*\*\*: /, ''),
        why: lines.find((line) => line.startsWith('> '))?.slice('> '.length) ?? '',
        rows: lines.filter((line) => line.startsWith('| ') && !ROWS_HEAD.includes(line)),
    };
}

;// CONCATENATED MODULE: ./src/report/comment.ts







const comment_NAME = 'doksi-run-action:comment';
const END = 'doksi-run-action:end';
/** What is shown of each section; tried from the fullest to the shortest until the comment fits. */
const comment_DETAILS = [
    { rows: Infinity, why: true },
    { rows: 100, why: true },
    { rows: 50, why: true },
    { rows: 20, why: true },
    { rows: 10, why: true },
    { rows: 5, why: true },
    { rows: 1, why: true },
    { rows: 0, why: true },
    { rows: 0, why: false },
];
/** The reddest first. */
const ORDER = [
    'failed',
    'no-tests',
    'error',
    'timed-out',
    'cancelled',
    'started',
    'skipped',
    'dry-run',
    'passed',
];
const RED = new Set(['failed', 'no-tests', 'error', 'timed-out', 'cancelled']);
/** Longer titles are shortened in the headline (characters). */
const comment_MAX_TITLE = 80;
/** Whether a comment's text is the one that we write for this workflow. Foreign text may copy the marker, not its place. */
function isCommentOf(workflow, body) {
    const first = findHidden(comment_NAME, body)[0];
    return first?.start === 0 && body.startsWith(marker(workflow));
}
/** The sections of a comment of ours. */
function comment_sectionsOf(body) {
    const end = findHidden(END, body).at(-1)?.start;
    return parseSections(body.slice(0, end));
}
/** The comment in GitHub's Markdown, never longer than GitHub takes. The sections are all of one commit. */
function renderComment(sections, frame) {
    const sorted = sections.toSorted((one, other) => compare(one.about, other.about));
    for (const detail of comment_DETAILS) {
        const body = comment_render(sorted, sorted.length, detail, frame);
        if (body.length <= LIMITS.comment)
            return { body, leftOut: 0 };
    }
    // Hundreds of jobs: the reddest are shown.
    const shortest = { rows: 0, why: false };
    let shown = sorted.length;
    let body;
    do {
        shown = Math.floor(shown * 0.9);
        body = comment_render(sorted, shown, shortest, frame);
    } while (body.length > LIMITS.comment && shown > 0);
    return { body: clipped(body, LIMITS.comment), leftOut: sorted.length - shown };
}
function comment_render(sections, shown, detail, frame) {
    const abouts = sections.map(({ about }) => about);
    const left = sections.length - shown;
    return [
        marker(frame.workflow),
        `### ${overall(abouts)}${onCommit(abouts, frame)}`,
        ...sections
            .slice(0, shown)
            .map((section) => renderSection(section, { name: nameAmong(section.about, abouts), mark: MARKS[section.about.verdict] }, detail)),
        hidden_hidden(END, { v: 1 }),
        ...(left > 0
            ? [`*${counted(left, 'more job')} left out here: the comment would be too large for GitHub.*`]
            : []),
        ...footer(abouts, frame),
    ].join('\n\n');
}
function marker(workflow) {
    return hidden_hidden(comment_NAME, { v: 1, workflow });
}
function compare(one, other) {
    return (comment_rank(one) - comment_rank(other) ||
        other.failed - one.failed ||
        other.flaky - one.flaky ||
        one.title.localeCompare(other.title) ||
        one.job.localeCompare(other.job));
}
function comment_rank({ verdict }) {
    return ORDER.indexOf(verdict);
}
/** `❌ Doksi: 2 of 21 tests failed`; of jobs without a verdict, the worst is named. */
function overall(abouts) {
    const worst = abouts[0];
    if (worst === undefined)
        return 'Doksi';
    const undecided = abouts.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'failed');
    const counts = totals(abouts);
    if (worst.verdict === 'passed')
        return `${MARKS.passed} Doksi: ${passedOf(counts)}`;
    if (worst.verdict === 'failed' && counts.failed > 0) {
        const without = undecided.length > 0 ? `, ${counted(undecided.length, 'job')} without a verdict` : '';
        return `${MARKS.failed} Doksi: ${failedOf(counts)}${without}`;
    }
    const of = abouts.length > 1 ? `${forMarkdown(clipped(nameAmong(worst, abouts), comment_MAX_TITLE))}: ` : '';
    return `${MARKS[worst.verdict]} Doksi: ${of}${forMarkdown(clipped(worst.words, comment_MAX_TITLE))}`;
}
/** All together; the total only where every job knows its own. */
function totals(abouts) {
    const sum = (of) => abouts.reduce((all, about) => all + of(about), 0);
    const isKnown = abouts.every(({ total }) => total !== undefined);
    const [failed, known, flaky, passed] = [
        sum((about) => about.failed),
        sum((about) => about.known),
        sum((about) => about.flaky),
        sum((about) => about.passed),
    ];
    const total = isKnown ? sum((about) => about.total ?? 0) : undefined;
    const others = total === undefined ? 0 : Math.max(total - failed - known - flaky - passed, 0);
    return { total, failed, known, flaky, passed, others };
}
function onCommit(abouts, { commitUrl }) {
    const sha = abouts[0]?.sha;
    return sha === undefined ? '' : ` on ${markdownLink(sha.slice(0, 7), commitUrl)}`;
}
/** The title, with the job where several jobs have the same. */
function nameAmong({ title, job }, abouts) {
    const same = abouts.filter((about) => about.title === title);
    return same.length > 1 && job !== '' ? `${title} (${job})` : title;
}
function footer(abouts, { workflowRunUrl }) {
    if (workflowRunUrl === undefined)
        return [];
    const link = markdownLink('the workflow run', workflowRunUrl);
    const isRed = abouts.some(({ verdict }) => RED.has(verdict));
    return [
        `<sub>${isRed ? `To run again what failed: *Re-run failed jobs* in ${link}.` : `See ${link}.`}</sub>`,
    ];
}

;// CONCATENATED MODULE: ./src/report/comment-merge.ts
/**
 * Puts a job's section among those that are there, which may come from several comments. All sections are of one
 * commit then: a newer commit's first section takes the older ones away, and an older commit's adds nothing to newer ones.
 */
function withSection(own, there, standing) {
    const newer = there.find(({ about }) => isOfNewerCommit(about, own.about, standing));
    if (newer)
        return { kind: 'newer', sha: newer.about.sha };
    const kept = new Map();
    for (const section of there.filter(({ about }) => about.sha === own.about.sha)) {
        const twin = kept.get(comment_merge_keyOf(section));
        if (twin === undefined || isOlder(twin.about, section.about))
            kept.set(comment_merge_keyOf(section), section);
    }
    kept.set(comment_merge_keyOf(own), own);
    return { kind: 'sections', sections: [...kept.values()] };
}
/** Whether a section, or one that its job wrote later, is there. */
function isThere({ about }, there) {
    const found = there.find((section) => comment_merge_keyOf(section) === comment_merge_keyOf({ about }) && section.about.sha === about.sha);
    return found !== undefined && !isOlder(found.about, about);
}
function comment_merge_keyOf({ about: { job, title } }) {
    return JSON.stringify([job, title]);
}
function isOfNewerCommit(there, own, { headSha, isMergeGroup }) {
    if (there.sha === own.sha || own.sha === headSha || isMergeGroup)
        return false;
    // Neither is the head: a later workflow run has a higher number. Without one, what is there stays.
    return there.sha === headSha || !isOlder(there, own);
}
/** Whether a section was written by an earlier workflow run, or by an earlier attempt of the same. */
function isOlder(one, other) {
    const [first, second] = [BigInt(one.workflowRun ?? 0), BigInt(other.workflowRun ?? 0)];
    return first < second || (first === second && one.attempt < other.attempt);
}

;// CONCATENATED MODULE: ./src/publish/comment.ts



// GitHub knows no way to change a comment only if nobody else has: of two jobs that read the same text, the second one
// to write takes the first one's section away. So everybody looks again, later than anybody who read before them can
// still write, and puts back what is gone: the own section, and all others that were seen.
/** At the earliest so long (milliseconds) after it wrote, a job looks again; */
const LOOK_AGAIN_MS = 2000;
/** and at another moment than the others, within at least so long (milliseconds). */
const SPREAD_MS = 1000;
/** By simulation, twelve jobs that write at once need eight rounds at most, and thirty eleven, however slow GitHub is. */
const MAX_ROUNDS = 12;
/** As many comments come at once. Where there are more, reading them takes a while, and the text may be old by then. */
const PAGE = 100;
/** Other jobs took the section away as often as it was written. */
class CommentLostError extends Failure {
    constructor() {
        super('Other jobs kept changing the comment on the pull request at the same time, so this section may be missing.', 'The next run of this job writes it again.');
    }
}
/**
 * Puts a section into the workflow's comment on a pull request, whoever else does so at the same time.
 * @throws GithubError, CommentLostError, or the signal's reason.
 */
async function publishComment(request, tools) {
    const { section, frame } = request;
    const { clock, random, call } = tools;
    let seen = [];
    let known = {};
    for (let round = 1;; round++) {
        const startedAtMs = clock.now();
        const { ours, headSha, author } = await look(request, known, tools);
        const there = ours.flatMap(({ body }) => comment_sectionsOf(body));
        seen = [...seen, ...there];
        // A merge group's commit may take the head's sections away, but whoever writes them again has the last word.
        const isMergeGroup = request.isMergeGroup && known.written === undefined;
        const merged = withSection(section, seen, { headSha, isMergeGroup });
        if (merged.kind === 'newer') {
            ours.slice(0, 1).forEach(({ htmlUrl }) => tools.onUrl(htmlUrl));
            return merged;
        }
        const { body, leftOut } = renderComment(merged.sections, frame);
        const isWhole = leftOut > 0 || merged.sections.every((one) => isThere(one, there));
        if (known.written && ours.length === 1 && isWhole)
            return { kind: 'written' };
        if (round > MAX_ROUNDS)
            throw new CommentLostError();
        const written = await write(body, ours, request.number, tools);
        // An app's token can't ask for its own name, but its comments tell it.
        known = { written, author: written.author ?? author };
        const roundMs = clock.now() - startedAtMs;
        const waitMs = Math.max(LOOK_AGAIN_MS, roundMs) + random() * Math.max(SPREAD_MS, roundMs);
        if (clock.now() + waitMs >= call.endsAtMs) {
            // Who has lost once and may not look again can't say that it is there.
            if (round > 1)
                throw new CommentLostError();
            return { kind: 'written' };
        }
        if (!(await hasSlept(waitMs, tools)))
            return { kind: 'written' };
    }
}
/** Who asks for all at once has more of the little time after a cancellation. */
async function look({ number, frame }, known, { github, call }) {
    const [author, { headSha }, all] = await Promise.all([
        known.author ?? github.login(call),
        github.pullRequest(number, call),
        github.comments(number, call),
    ]);
    const ours = all.filter((comment) => comment.author === author && isCommentOf(frame.workflow, comment.body));
    const [first] = ours;
    const { written } = known;
    // A list may lag behind what was written.
    const missing = written && !all.some(({ id }) => id === written.id) ? written : undefined;
    const again = missing ?? (all.length > PAGE ? first : undefined);
    const fresh = again && (await github.comment(again.id, call));
    const others = ours.filter(({ id }) => id !== again?.id);
    return {
        ours: (fresh ? [fresh, ...others] : others).sort((one, other) => one.id - other.id),
        headSha,
        author,
    };
}
/** The oldest comment stays. */
async function write(body, [first, ...others], number, { github, call, onUrl }) {
    const updated = first && (await github.updateComment(first.id, body, call));
    const written = updated ?? (await github.createComment(number, body, call));
    onUrl(written.htmlUrl);
    for (const { id } of others)
        await github.deleteComment(id, call);
    return written;
}
/** Whether the time went by; false where the step was cancelled meanwhile. */
async function hasSlept(ms, { clock, call, cancelled }) {
    try {
        await clock.sleep(ms, AbortSignal.any([call.signal, cancelled]));
        return true;
    }
    catch {
        call.signal.throwIfAborted();
        return false;
    }
}

;// CONCATENATED MODULE: ./src/publish/comment-report.ts




/** The report that is this job's section in the workflow's comment on the pull request. */
function commentReport(sources) {
    const { outcome, title, context, step, clock, random, cancelled } = sources;
    const tell = async (signal) => {
        const { github, call } = connection(sources, signal);
        const { subject, serverUrl, repository = '', runId, job, runAttempt, eventName } = context;
        const [headSha, pull] = await Promise.all([
            findHeadSha(subject, github, call),
            findPullRequest(subject, github, call),
        ]);
        if (pull === undefined || headSha === undefined) {
            step.info(`No comment was written. ${noPullRequest(subject)}`);
            return {};
        }
        const home = `${serverUrl}/${repository}`;
        const commitUrl = `${home}/commit/${headSha}`;
        const request = {
            section: sectionOf({
                outcome,
                title,
                job,
                headSha,
                workflowRun: runId,
                attempt: runAttempt,
                commitUrl,
            }),
            frame: {
                workflow: context.workflowPath ?? context.workflow ?? '',
                commitUrl,
                workflowRunUrl: runId === undefined ? undefined : `${home}/actions/runs/${runId}`,
            },
            number: pull.number,
            isMergeGroup: eventName === 'merge_group',
        };
        const onUrl = (url) => step.output('comment-url', url);
        const ending = await publishComment(request, { github, call, clock, random, cancelled, onUrl });
        if (ending.kind === 'newer') {
            const [ours, theirs] = [headSha.slice(0, 7), ending.sha.slice(0, 7)];
            step.info(`The comment on #${pull.number} is about ${theirs}, which is newer than ${ours}: it stays.`);
        }
        return {};
    };
    return { name: 'The comment on the pull request', tell };
}

;// CONCATENATED MODULE: ./src/report/junit.ts





/** Longer names are cut (characters). */
const junit_MAX_NAME = 500;
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
    const where = tests.map(({ result }) => destination(result)).find((name) => isVisible(name)) ?? '';
    const names = distinctNames(tests.map(({ result }) => result));
    return {
        name: clipped(where === '' ? title : where, junit_MAX_NAME),
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
    const bare = results.map((result) => clipped(testName(result), junit_MAX_NAME));
    const sharers = Map.groupBy(bare, (name) => name);
    const withId = results.map(({ test_id }, index) => {
        const name = bare[index] ?? '';
        const isShared = (sharers.get(name)?.length ?? 0) > 1;
        return isShared && test_id && test_id !== name ? `${name} (${clipped(test_id, junit_MAX_NAME)})` : name;
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
            return [failure(test), ...tries.slice(1).map((attempt) => tried(attempt, 'rerun'))];
        case 'known':
            return [
                finding('skipped', 'known-failure', `known until ${test.known?.until ?? ''}: ${test.known?.reason ?? ''}`, result),
            ];
        case 'other': {
            const isOver = outcome.attempts.every(({ run }) => isSettled(run));
            if (outcome.conclusion === 'started')
                return [finding('skipped', 'started', 'started, not waited for', result)];
            return isOver
                ? [finding('skipped', status, `neither passed nor failed: ${status}`, result)]
                : [finding('error', 'unfinished', `not finished: ${status}`, result)];
        }
    }
}
/** The first failure of a test, with how often there was one. */
function failure(test) {
    const { tries } = test;
    const failures = tries.filter(({ result }) => result.status === 'failed').length;
    const { then } = toldTries(test);
    const [first] = tries;
    const what = failures > 1 || then ? `failed ${times(failures)}${then}` : 'failed';
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
    const link = webLink(result.url);
    const text = `${clipped(testAt(result), junit_MAX_NAME)}: ${what}`;
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
        const message = `${counted(unlisted, 'failed test')}, which Doksi counts but does not list`;
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
function caseProperties({ result, tries }) {
    const all = {
        url: webLink(result.url),
        test_id: result.test_id,
        result_id: result.result_id,
        platform: result.destination?.platform,
        ...(tries.length > 1 && { attempts: String(tries.length) }),
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
    await (0,external_node_fs_promises_.mkdir)(folder, { recursive: true });
    const draft = (0,external_node_path_.join)(folder, `.doksi-junit-${(0,external_node_crypto_.randomUUID)()}`);
    try {
        await (0,external_node_fs_promises_.writeFile)(draft, text, { signal });
        await (0,external_node_fs_promises_.rename)(draft, path);
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(draft, { force: true });
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/publish/reports.ts








/** The reports that are asked for. A new one has its place here. What they tell has no secrets left that a cut could hide. */
function reportsOf(raw) {
    const { settings, context, redact, signal } = raw;
    const outcome = redacted(raw.outcome, redact);
    const sources = { ...raw, outcome, title: redact(settings.title) };
    // A dry run uses no network at all.
    const isOnline = outcome.conclusion !== 'dry-run';
    return [
        ...(settings.summary && context.hasSummary ? [summaryReport(sources)] : []),
        ...(settings.annotations ? [annotationsReport(sources)] : []),
        ...(settings.junitPath === undefined ? [] : [junitFile(settings.junitPath, sources)]),
        ...(settings.checkRun && isOnline
            ? checkRunReport({ ...sources, workflowFile: () => workflowFile(context) })
            : []),
        ...(settings.prComment && isOnline ? [commentReport({ ...sources, cancelled: signal })] : []),
    ];
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
            for (const annotation of annotations(results, workflowFile(context)))
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
const paint_COLOURS = { '✓': 'green', '✗': 'red', '?': 'yellow', '!': 'yellow' };
/**
 * The line with its mark in colour, and of a failed test the name, too. GitHub shows ANSI's colours, although it gives
 * the step no terminal.
 */
function painted(line) {
    const [start = '', mark = '', name = ''] = /^ {2}([✓✗?!])( .*?(?= {2}|$))/.exec(line) ?? [];
    const colour = paint_COLOURS[mark];
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
    const lines = (text) => redact(text.split('\n').map(forLog).join('\n'));
    return {
        info: (line) => {
            core.info(colourful(redact(forLog(line))));
        },
        debug: (line) => {
            if (core.isDebug())
                core.debug(redact(forLog(line)));
        },
        notice: (message) => {
            core.notice(lines(message));
        },
        warning: (message) => {
            core.warning(lines(message));
        },
        annotate: ({ level, message, title, ...anchor }) => {
            core[level](lines(message), { title: lines(title), ...anchor });
        },
        fail: (message) => {
            core.setFailed(lines(message));
        },
        mask: (secret) => {
            core.setSecret(secret);
        },
        output: (name, value) => {
            core.setOutput(name, redact(value));
        },
        appendSummary: async (markdown) => {
            await core.summary.addRaw(redact(markdown, MARKDOWN_MASK)).write();
        },
    };
}

;// CONCATENATED MODULE: ./src/history/read-runs.ts


/** For each run Doksi's passing faults are waited for this long (milliseconds). */
const BUDGET_MS = 20 * 1000;
/** What Doksi says of runs of the past, in their order. Rejects where it does not say it of one of them. */
async function readRuns(runs, { doksi, clock, random, signal }) {
    return Promise.all(runs.map(async ({ id, attempt }) => {
        const patience = { clock, random, signal, budget: new RetryBudget(BUDGET_MS, 0) };
        const { value } = await withRetries(() => doksi.readRun(id, signal), isTransient, patience);
        return { runId: id, run: value, earlier: attempt };
    }));
}

;// CONCATENATED MODULE: ./src/run/again.ts
/** The entries of a run that has only these tests, each under the entries that it was run in, and as they are else. */
function entriesAgain(tests, entries) {
    const wanted = tests.map(({ result }) => ({ id: result.test_id, entries: again_entriesOf(result, entries) }));
    return entries.flatMap((entry) => {
        const here = new Set(wanted.filter((test) => test.entries.includes(entry)).map(({ id }) => id));
        const testIds = entry.testIds.filter((id) => here.has(id));
        return testIds.length > 0 ? [{ ...entry, testIds }] : [];
    });
}
/** The entries that a result can be of: by test id, then by platform and target as far as they are told. */
function again_entriesOf({ test_id, destination }, entries) {
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

;// CONCATENATED MODULE: ./src/upload/resolve.ts
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

;// CONCATENATED MODULE: ./src/history/decide.ts





/** Decides from Doksi's own words what has to be run again; in any doubt that is everything. */
function decidePrior({ attempts, entries, registered, knownFailures }) {
    const registeredKeys = new Set(registered.map(({ key }) => key));
    const isRegistered = ({ target }) => target.key !== 'apk' || registeredKeys.has(target.registration);
    if (!entries.every(isRegistered))
        return everything('it is not known which target stands for an app');
    const resolved = resolveEntries(entries, registered);
    const settled = attempts.filter(isSettledAttempt);
    const last = attempts.at(-1);
    if (last === undefined)
        return everything('no run is known of it');
    const earlier = { attempts: settled, entries: resolved, registered };
    if (!isSettledAttempt(last)) {
        if (settled.length < attempts.length - 1)
            return everything(`one of its runs has not ended`);
        const said = `its run ${last.runId} still goes on; it is followed, and no other is started`;
        return { prior: { kind: 'going-on', runId: last.runId, ...earlier }, said };
    }
    if (settled.length < attempts.length)
        return everything('one of its runs has not ended');
    const results = resultsOf(settled, knownFailures);
    if (!isComplete(results, resolved))
        return everything('its runs do not list just the tests of the matrix');
    const unfinished = [...results.failed, ...results.others];
    if (unfinished.length === 0)
        return everything('nothing failed in it');
    const again = entriesAgain(unfinished, resolved);
    return { prior: { kind: 'unfinished', again, ...earlier }, said: saidOf(results, last.runId) };
}
function everything(why) {
    return { prior: { kind: 'none' }, said: `${why}, so everything is run` };
}
function saidOf({ failed, others, counts }, runId) {
    const parts = [
        ...(failed.length > 0 ? [`${failed.length} of ${counted(counts.total ?? 0, 'test')} failed`] : []),
        ...(others.length > 0 ? [`${others.length} did not finish`] : []),
    ];
    const only = failed.length + others.length === 1 ? 'only it runs again' : 'only they run again';
    return `${parts.join(', ')} (run ${runId}); ${only}`;
}
/** Whether the tests are those of the matrix, each where the matrix has it, none missing and none beside. */
function isComplete({ tests, counts }, entries) {
    const asked = entries.flatMap(({ platform, target, testIds }) => testIds.map((testId) => ({ platform, target, key: placeless(testId, platform) })));
    const askedByKey = Map.groupBy(asked, ({ key }) => key);
    const left = Map.groupBy(tests, ({ result }) => placeless(result.test_id, result.destination?.platform));
    const isThere = ({ result }, { target, key }) => {
        const told = result.destination?.[target.key];
        // Where Doksi does not tell the target, the test must be the only one that it can be.
        return told == null ? askedByKey.get(key)?.length === 1 : isSame(target.value, told);
    };
    const areAllThere = asked.every((test) => {
        const candidates = left.get(test.key) ?? [];
        const at = candidates.findIndex((candidate) => isThere(candidate, test));
        if (at >= 0)
            candidates.splice(at, 1);
        return at >= 0;
    });
    return areAllThere && counts.total === asked.length && tests.length === asked.length;
}
function placeless(testId, platform) {
    return JSON.stringify([testId ?? null, platform ?? null]);
}

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
            const targetId = record.targets[targetKey({ key })];
            return targetId === undefined ? [] : [{ key, targetId }];
        }));
        const { entries } = plan.run;
        return decidePrior({ attempts, entries, registered, knownFailures: plan.knownFailures });
    }
    catch (error) {
        return everything(asFailure(error).what.replace(/[.\s]+$/, ''));
    }
}
/** The record of the attempt before this one; in any doubt the doubt. */
async function lastRecord({ context, checkName, digest, github }, call) {
    const headSha = await findHeadSha(context.subject, github, call);
    if (headSha === undefined)
        return { doubt: 'nothing tells which commit this is about' };
    const checks = await github.checkRuns(headSha, { name: checkName, filter: 'all' }, call);
    const earlier = checks.flatMap((check) => {
        const record = recordOf(check);
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
    catch {
        return outcome;
    }
}
/** What the base branch's newest run said. */
async function baseTests(sources) {
    const { context, checkName, github, clock } = sources;
    const signal = AbortSignal.any([sources.signal, AbortSignal.timeout(BASE_MS)]);
    const call = { signal, endsAtMs: clock.now() + BASE_MS };
    const pull = await findPullRequest(context.subject, github, call);
    if (pull === undefined)
        return undefined;
    for (const sha of await github.commits(pull.baseBranch, COMMITS, call)) {
        const checks = await github.checkRuns(sha, { name: checkName, filter: 'latest' }, call);
        const check = checks.find((candidate) => isOfActions(candidate) && runsOf(candidate).length > 0);
        if (check === undefined)
            continue;
        const attempts = await readRuns(runsOf(check), { ...sources, signal });
        const { tests } = resultsOf(attempts);
        return { branch: pull.baseBranch, tests: Map.groupBy(tests, base_keyOf), agoMs: agoOf(check, clock.now()) };
    }
    return undefined;
}
function runsOf(check) {
    return recordOf(check)?.runs ?? [];
}
function wordOn(test, { branch, tests, agoMs }) {
    const there = tests.get(base_keyOf(test)) ?? [];
    const failed = there.find(({ result }) => result.status === 'failed');
    if (failed)
        return { kind: 'fails-too', branch, url: failed.result.url ?? undefined, agoMs };
    const hasPassed = there.length > 0 && there.every(({ result }) => result.status === 'passed');
    return hasPassed ? { kind: 'new', branch } : undefined;
}
/** The address of a preview is never that of the base branch: a test is known by its id and platform. */
function base_keyOf({ result: { test_id, destination } }) {
    return JSON.stringify([test_id, destination?.platform]);
}
function agoOf({ completedAt }, nowMs) {
    const ms = nowMs - Date.parse(completedAt ?? '');
    return Number.isNaN(ms) ? undefined : ms;
}

;// CONCATENATED MODULE: ./src/run/prior.ts
const NO_PRIOR = { kind: 'none' };

;// CONCATENATED MODULE: ./src/remember.ts






/** What an earlier attempt of this job left, where on-rerun asks for it; the log says what that means. */
async function priorOf(memory) {
    const { plan, inputs, settings, context, step } = memory;
    if (inputs.onRerun !== 'failed' || context.runAttempt < 2)
        return NO_PRIOR;
    const { prior, said } = await recall({
        ...memory,
        checkName: checkName(settings.title),
        digest: requestDigest(plan, inputs.apiKey),
        github: githubOf(memory),
    });
    step.info(`Attempt ${context.runAttempt} of this job; of attempt ${context.runAttempt - 1}: ${said}`);
    return prior;
}
/** The outcome, with what the base branch says of failed tests where check runs tell its runs. */
async function comparedToBase(outcome, memory) {
    const { settings, context, signal } = memory;
    if (!settings.checkRun || outcome.conclusion !== 'failed' || signal.aborted)
        return outcome;
    if (context.repository === undefined)
        return outcome;
    const github = githubOf(memory, { maxAttempts: 1 });
    return withBase(outcome, { ...memory, checkName: checkName(settings.title), github });
}

;// CONCATENATED MODULE: ./src/http/json.ts
/** Deeper answers are not read: whoever writes one out again would run out of stack. */
const json_MAX_DEPTH = 200;
/** Answers with more values are not read (10,000 results have about 120,000): they would cost minutes. */
const MAX_VALUES = 2_000_000;
/** Parses JSON whose size is bounded, in time that is bounded, too. */
function json_parseJson(text) {
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
            if (++depth > json_MAX_DEPTH)
                return `a JSON of more than ${json_MAX_DEPTH} levels`;
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
            return `${name} is ${json_kindOf(value)}`;
        return typeof value === 'number' ? `${name} is ${value}` : `${name} is wrong: ${message}`;
    })
        .join('; ');
}
function memberOf(value, key) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
function json_kindOf(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    return typeof value === 'string' ? 'a text' : 'an object';
}

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

;// CONCATENATED MODULE: ./src/http/exchange.ts






/** Sends a request once and reads its answer by the schema; rejects with a RequestError or the signal's reason. */
async function exchange(wire, call) {
    const { status, text, headers } = await attempt(wire, call);
    const retryAfterMs = parseRetryAfter(headers['retry-after'], wire.clock.now());
    const body = json_parseJson(text);
    if (!body.isJson) {
        const shown = call.isSecret || body.fault.startsWith('a JSON') ? body.fault : quote(wire.redact(text));
        const fault = text.trim() === '' ? 'an empty body' : shown;
        throw new UnreadableAnswerError(call, `HTTP ${status}, ${fault}`, { retryAfterMs });
    }
    const parsed = call.schema.safeParse(body.json);
    if (parsed.success)
        return { value: parsed.data, retryAfterMs };
    const said = call.peer.wordsOf(body.json);
    const fault = said === undefined ? mismatch(body.json, parsed.error) : wire.redact(said);
    throw new UnreadableAnswerError(call, `HTTP ${status}, ${fault}`, { retryAfterMs, json: body.json });
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
        const answer = await withDeadline(clock, call.deadlineMs, call.signal, () => new NoAnswerError(call, call.deadlineMs, seen.phase === 'connecting'), (signal) => sendFollowingRedirects(wire.send, request, signal));
        if (answer.status < 200 || answer.status > 299)
            throw refusal(wire, call, answer);
        log(String(answer.status));
        return answer;
    }
    catch (error) {
        if (error instanceof RefusedError)
            log(String(error.status));
        else if (error instanceof RequestError)
            log(error.brief);
        else if (call.signal.aborted && seen.phase !== 'connecting')
            call.onAbandoned?.();
        throw error;
    }
}
/** The error that an answer is: what the server said, in its own words where it has some. */
function refusal({ clock, redact }, call, answer) {
    const { status, text, headers } = answer;
    const body = json_parseJson(text);
    const json = body.isJson ? body.json : undefined;
    const own = call.peer.wordsOf(json);
    const clean = redact(own ?? (call.isSecret ? '' : text));
    const said = body.isJson ? clean : quote(clean);
    return new RefusedError(call, {
        status,
        said,
        json,
        code: xmlErrorCode(text),
        retryAfterMs: parseRetryAfter(headers['retry-after'], clock.now()),
        location: redirectOf(answer, call.url)?.href,
    });
}

;// CONCATENATED MODULE: ./src/doksi/schemas.ts

// What decides a colour is read strictly: of the wrong type, the whole answer counts as unreadable.
// What only decorates a report is read as it comes, and left out where it makes no sense.
const decides = schemas/* string */.YjP().nullish();
const schemas_counts = schemas/* int */.Whr().nonnegative().nullish();
const decorates = schemas/* string */.YjP().nullish().catch(undefined);
const schemas_seconds = schemas/* number */.aig().nonnegative().nullish().catch(undefined);
const id = schemas/* union */.KCZ([schemas/* string */.YjP().min(1), schemas/* number */.aig().transform(String)]);
const Result = schemas/* looseObject */._H3({
    result_id: decorates,
    test_id: decorates,
    test_name: decorates,
    status: decides,
    duration_seconds: schemas_seconds,
    url: decorates,
    destination: schemas/* looseObject */._H3({
        platform: decorates,
        web_url: decorates,
        binary_url: decorates,
        target_id: decorates,
        name: decorates,
        version: decorates,
    })
        .nullish()
        .catch(undefined),
});
/** More results no run has; reading them would cost minutes. */
const MAX_RESULTS = 200_000;
const results = schemas/* array */.YOg(schemas/* unknown */.L5J())
    .max(MAX_RESULTS)
    .pipe(schemas/* array */.YOg(Result))
    .nullish()
    .transform((list) => list ?? []);
/** Answer of `GET /runs/{run_id}`. The names are Doksi's own: results go into outputs as they came. */
const Run = schemas/* looseObject */._H3({
    run_id: id.nullish(),
    status: schemas/* string */.YjP().min(1),
    tests_total: schemas_counts,
    tests_passed: schemas_counts,
    tests_failed: schemas_counts,
    tests_running: schemas_counts,
    duration_seconds: schemas_seconds,
    created_at: decorates,
    results,
});
/** Answer of `POST /runs`. */
const CreatedRun = schemas/* looseObject */._H3({ run_id: id, results: results.catch([]) });
/** Answer of `POST /uploads`. */
const CreatedUpload = schemas/* object */.Ikc({ upload_id: id, upload_url: schemas/* url */.OZ5({ protocol: /^https?$/ }) });
/** Answer of `POST /targets`. */
const CreatedTarget = schemas/* object */.Ikc({ target_id: id });
const schemas_words = schemas/* string */.YjP().trim().min(1);
/** Body of an error. Documented is a text; some servers wrap it once more. */
const ErrorBody = schemas/* object */.Ikc({
    error: schemas/* union */.KCZ([schemas_words, schemas/* object */.Ikc({ message: schemas_words }).transform(({ message }) => message)]),
});
const amount = schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* string */.YjP().regex(/^\d{1,9}$/)]);
/** Body of the error that comes when the allowance is used up; its status is not documented. */
const AllowanceBody = schemas/* object */.Ikc({ requested: amount, remaining: amount });

;// CONCATENATED MODULE: ./src/doksi/creation.ts



// The request that creates a run must never be sent twice where the first may have arrived: each run spends allowance.
/** Doksi's ways to say no. Whatever else comes back, it may have said yes before. */
const REFUSALS = new Set([400, 401, 402, 403, 404, 422]);
/** Too busy to have begun. */
const NOT_TAKEN = new Set([429, 503]);
/** The allowance does not cover the run; recognised by the body, since Doksi publishes no status code for it. */
class AllowanceError extends RequestError {
    brief = 'the allowance is used up';
    inFull;
    constructor(failure, requested, remaining) {
        super(failure instanceof RefusedError ? failure.what : `Doksi refused to create the run: ${failure.inFull}.`, `This run needs ${requested} of your allowance and ${remaining} are left. Run fewer tests, or raise the plan's allowance.`, { cause: failure });
        this.inFull = `${this.brief}: ${failure.inFull}`;
    }
}
const MAY_EXIST = 'The run may exist: look in Doksi before you run this job again, since every run spends allowance.';
/** The creating request may have arrived, but no usable answer came: sending it again could run and bill it twice. */
class RunMayExistError extends Failure {
    constructor(cause) {
        const isRefusal = cause instanceof RefusedError && cause.status < 500 && cause.status !== 408;
        super(cause.what, isRefusal ? `${MAY_EXIST} ${cause.next}` : MAY_EXIST, { cause });
    }
}
/** The step was cancelled while the creating request was on its way. */
class CreationAbandonedError extends Failure {
    constructor(reason) {
        super('The step was cancelled while the run was being created.', MAY_EXIST, { cause: reason });
    }
}
/** Proof that the server did not take the request. */
function isNotTaken(failure) {
    if (failure instanceof ConnectionError || failure instanceof NoAnswerError)
        return failure.neverArrived;
    return failure instanceof RefusedError && NOT_TAKEN.has(failure.status);
}
/** What a failed creation is: told as what it is where that is sure, else as a run that may exist. */
function creationFailure(failure) {
    if (failure instanceof AllowanceError || isNotTaken(failure))
        return failure;
    return failure instanceof RefusedError && REFUSALS.has(failure.status)
        ? failure
        : new RunMayExistError(failure);
}
/** The same failure, or what its body says of the allowance. */
function withAllowance(failure) {
    const { data } = AllowanceBody.safeParse(failure.json);
    if (data === undefined)
        return failure;
    return new AllowanceError(failure, data.requested, data.remaining);
}

;// CONCATENATED MODULE: ./src/doksi/endpoints.ts



const RUNS = {
    path: '/runs',
    purpose: 'create the run',
    schema: CreatedRun,
    mayRetry: isNotTaken,
    isSecret: false,
    failureOf: withAllowance,
};
const UPLOADS = {
    path: '/uploads',
    purpose: 'prepare the upload',
    schema: CreatedUpload,
    mayRetry: isTransient,
    // It names a presigned URL.
    isSecret: true,
};
const TARGETS = {
    path: '/targets',
    purpose: 'register the target',
    schema: CreatedTarget,
    mayRetry: isTransient,
    isSecret: false,
};

;// CONCATENATED MODULE: ./src/doksi/peers.ts

// The two servers that Doksi has: its API, and the storage that takes uploads.
const UNREACHABLE = 'Check the network between this runner and Doksi (proxy, firewall, api-url), then run the job again.';
const API = {
    name: 'Doksi',
    hasSecretUrls: false,
    wordsOf: (json) => ErrorBody.safeParse(json).data?.error,
    passingCodes: new Set(),
    remedies: {
        unreachable: UNREACHABLE,
        silent: 'Doksi may be down or slow: run the job again later.',
        unreadable: 'Check api-url: something between this runner and Doksi, such as a proxy, may have answered in its place.',
        redirected: 'Check api-url: Doksi does not answer there itself.',
        failed: 'Doksi has a problem of its own: run the job again later.',
        byStatus: {
            400: "Compare the matrix and extra-body with Doksi's documentation; dry-run: true shows the exact request.",
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
const UPLOAD_AGAIN = 'Run the job again: it uploads to a new address. If it fails the same way, tell Doksi these words.';
/** It is S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const STORAGE = {
    name: "Doksi's storage",
    hasSecretUrls: true,
    wordsOf: API.wordsOf,
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

;// CONCATENATED MODULE: ./src/doksi/client.ts









/** How long one request of the API may take, in milliseconds, from its connection to the end of its answer. */
const client_REQUEST_DEADLINE_MS = 30 * 1000;
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
function post(options, endpoint, { body, signal, budget = new RetryBudget(), onAbandoned }) {
    const { clock, random, onRetry } = options;
    const { path, purpose, schema, isSecret, mayRetry, failureOf } = endpoint;
    const common = apiCall(options, path);
    const call = {
        ...common,
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
            throw failureOf && error instanceof RequestError ? failureOf(error) : error;
        }
    };
    return withRetries(ask, mayRetry, { clock, random, signal, budget, ...(onRetry && { onRetry }) });
}
async function createRun(options, body, signal, budgetMs = RETRY_BUDGET_MS) {
    const fate = { isAbandoned: false };
    try {
        return await post(options, RUNS, {
            body,
            signal,
            budget: new RetryBudget(Math.min(budgetMs, RETRY_BUDGET_MS), CREATION_GRACE_MS),
            onAbandoned: () => {
                fate.isAbandoned = true;
            },
        });
    }
    catch (error) {
        if (fate.isAbandoned)
            throw new CreationAbandonedError(signal.reason);
        throw error instanceof RequestError ? creationFailure(error) : error;
    }
}
async function readRun(options, runId, signal, deadlineMs = client_REQUEST_DEADLINE_MS) {
    const call = {
        ...apiCall(options, `/runs/${encodeURIComponent(runId)}`),
        purpose: "read the run's status",
        method: 'GET',
        deadlineMs: Math.min(deadlineMs, client_REQUEST_DEADLINE_MS),
        signal,
        attempt: 1,
    };
    const answer = await exchange(options, { ...call, schema: Run });
    const about = answer.value.run_id ?? runId;
    if (about !== runId) {
        const { retryAfterMs } = answer;
        throw new UnreadableAnswerError(call, `it is about another run, ${options.redact(about)}`, {
            retryAfterMs,
        });
    }
    return answer;
}
async function putUpload(options, put, signal) {
    const { url, stream, bytes, name, attempt: number, deadlineMs } = put;
    const call = {
        purpose: `store ${name}`,
        peer: STORAGE,
        method: 'PUT',
        url: new URL(url),
        // No Authorization: a presigned URL carries its own, and the store refuses two.
        headers: { 'content-type': 'application/zip', 'content-length': bytes },
        body: stream,
        deadlineMs,
        signal,
        attempt: number,
    };
    const answer = await attempt(options, call);
    // S3 may say that all is well before it knows better.
    if (xmlErrorCode(answer.text) !== undefined)
        throw refusal(options, call, answer);
}
/** What every request to the API has in common. */
function apiCall({ apiUrl, apiKey }, path) {
    return {
        peer: API,
        url: new URL(`${apiUrl}${path}`),
        headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
        deadlineMs: client_REQUEST_DEADLINE_MS,
    };
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var lib_proxy = __webpack_require__(9783);
;// CONCATENATED MODULE: ./src/http/connect.ts





/**
 * Opens a connection for one request: TCP, the proxy's tunnel where the environment names a proxy, TLS. It is ready
 * when this resolves, and nothing of the request was sent before: whatever ends here has provably not arrived. Never
 * used twice. Rejects with a NoWayError, or the signal's reason.
 */
async function connect_connect(url, signal) {
    const proxy = (0,lib_proxy/* getProxyUrl */.s)(url);
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
    return ready(socket, 'connect', signal, connectionFault);
}
async function connect_secure(socket, host, signal) {
    // An address is no server name: https://www.rfc-editor.org/rfc/rfc6066#section-3
    const servername = (0,external_node_net_.isIP)(host) === 0 ? host : '';
    const secured = (0,external_node_tls_.connect)({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
    return ready(secured, 'secureConnect', signal, handshakeFault);
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
    socket.on('error', (error) => reject(new NoWayError(fault(error), { cause: error })));
    socket.once('close', () => reject(new NoWayError(fault(undefined))));
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
    const fail = (what, cause) => reject(new NoWayError(`the proxy made no connection (${what})`, { cause }));
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
    asked.on('error', (error) => fail(connectionFault(error), error));
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
 * refusal comes may find the connection closed (EPIPE) instead of the server's words.
 * https://www.rfc-editor.org/rfc/rfc9110#field.expect
 */
function sendAfterConsent(request, body) {
    const begin = () => {
        body.pipe(request);
    };
    let timer = setTimeout(begin, CONSENT_MS);
    request.once('continue', () => {
        clearTimeout(timer);
        timer = setTimeout(begin, SECOND_THOUGHT_MS);
    });
    for (const end of ['response', 'error', 'close']) {
        request.once(end, () => {
            clearTimeout(timer);
        });
    }
    request.flushHeaders();
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
        const decoder = decoderFor(encoding, first.value);
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
function decoderFor(encoding, first) {
    switch (encoding) {
        case 'gzip':
        case 'x-gzip':
            return (0,external_node_zlib_.createGunzip)();
        case 'br':
            return (0,external_node_zlib_.createBrotliDecompress)();
        case 'deflate':
            // Some servers leave out zlib's own head: https://www.rfc-editor.org/rfc/rfc9110#field.content-encoding
            return ((first[0] ?? 0) & 0x0f) === 8 ? (0,external_node_zlib_.createInflate)() : (0,external_node_zlib_.createInflateRaw)();
        default:
            throw new BodyError('an encoding that was not asked for');
    }
}

;// CONCATENATED MODULE: ./src/http/transport.ts






/**
 * The transport over Node's own HTTP/1.1. Each request has a connection for itself, so that what is known of the
 * connection is known of the request. It neither retries nor follows redirects: both are decisions for whoever knows
 * what the request does.
 */
function createTransport(userAgent) {
    return async (request, signal) => {
        let isSent = false;
        let socket;
        try {
            request.onPhase?.('connecting');
            socket = await connect_connect(request.url, signal);
            if (socket.destroyed)
                throw new NoWayError('the connection was closed before anything was sent');
            isSent = true;
            request.onPhase?.('sent');
            const message = await transport_ask(request, socket, userAgent, signal);
            const head = { status: message.statusCode ?? 0, headers: headersOf(message) };
            return { ...head, text: await textOf(message, head, request) };
        }
        catch (error) {
            signal.throwIfAborted();
            throw error instanceof UnreadableAnswerError ? error : new ConnectionError(request, error, !isSent);
        }
        finally {
            socket?.destroy();
        }
    };
}
/** Sends the request on the socket; resolves to the head of its answer. */
function transport_ask({ method, url, headers, body }, socket, userAgent, signal) {
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
async function textOf(message, head, request) {
    const { takeBytes, isEnough } = request;
    try {
        return await readBody(message, typeof takeBytes === 'function' ? takeBytes(head) : takeBytes, isEnough);
    }
    catch (error) {
        if (!(error instanceof BodyError))
            throw error;
        if (head.status >= 300)
            return '';
        throw new UnreadableAnswerError(request, `HTTP ${head.status}, ${error.message}`);
    }
}
/** Only cookies come as a list: Node joins what else is there more than once, or takes the first. */
function headersOf(message) {
    return Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value,
    ]));
}

;// CONCATENATED MODULE: ./src/log/progress.ts





/** A sign of life at least this often, in milliseconds. */
const HEARTBEAT_MS = 60 * 1000;
/** Turns the answers about a run into the lines of the log: one for each change, when it happens. */
class ProgressLog {
    #print;
    #now;
    #startedAtMs;
    #told = new Map();
    #lastLineAtMs;
    #run;
    #silentBrief;
    #strangeStatus;
    #columns = NARROWEST;
    constructor(print, now) {
        this.#print = print;
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
    retrying(tests, retry, retries) {
        const run = tests === 1 ? 'runs' : 'run';
        this.#line(`Retry ${retry} of ${retries}: ${counted(tests, 'failed test')} ${run} again, which spends allowance`);
    }
    answered(run) {
        this.#run = run;
        if (this.#silentBrief !== undefined)
            this.#line('  ! Doksi answers again');
        this.#silentBrief = undefined;
        const news = run.results.filter((result, index) => this.#isNews(result, result.result_id ?? `${result.test_id ?? ''} ${destination(result)} ${index}`));
        if (news.length > 0)
            this.#columns = columnsFor(run.results, this.#columns);
        for (const result of news)
            this.#line(resultLine(result, this.#columns));
        if (!isKnownStatus(run.status) && run.status !== this.#strangeStatus) {
            this.#line(`  ? Doksi calls the run "${run.status}", which this action does not know; still following`);
            this.#strangeStatus = run.status;
        }
        this.waiting();
    }
    silent(failure, sinceMs) {
        const isNews = this.#silentBrief !== failure.brief || this.#now() - this.#lastLineAtMs >= HEARTBEAT_MS;
        this.#silentBrief = failure.brief;
        const since = sinceMs >= 1000 ? ` for ${duration(sinceMs / 1000)}` : '';
        if (isNews)
            this.#line(`  ! Doksi did not answer${since} (${failure.brief}); still following`);
    }
    waiting() {
        if (this.#now() - this.#lastLineAtMs < HEARTBEAT_MS)
            return;
        const after = `after ${duration((this.#now() - this.#startedAtMs) / 1000)}`;
        if (this.#run === undefined) {
            this.#line(`  … no word of the run yet ${after}`);
            return;
        }
        const { others, total } = resultsOf([{ runId: '', run: this.#run }]).counts;
        const of = total === undefined ? counted(others, 'test') : `${others} of ${counted(total, 'test')}`;
        this.#line(`  … ${of} still running ${after}`);
    }
    /** Another run: nothing has been told of it yet. */
    #begin() {
        this.#startedAtMs = this.#now();
        this.#told.clear();
        this.#run = undefined;
        this.#silentBrief = undefined;
        this.#strangeStatus = undefined;
    }
    /** Remembers the status; whether it is a change that deserves a line. */
    #isNews({ status }, key) {
        const now = status ?? '';
        const before = this.#told.get(key);
        if (now === before)
            return false;
        this.#told.set(key, now);
        const wasOver = before !== undefined && !statusWords(before).isUnderWay;
        return wasOver || !statusWords(now).isUnderWay;
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
const MAX_NAMED = 5;
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
        this.#line(`  ${target.label} is ready after ${ready_log_time(afterMs)}`);
    }
    #heartbeat(afterMs) {
        const all = [...this.#words].map(([{ label }, words]) => `${label} ${words}`);
        const more = all.length - MAX_NAMED;
        const named = [...all.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
        this.#line(`  … still waiting after ${ready_log_time(afterMs)}: ${named.join('; ')}`);
    }
    #line(line) {
        this.#print(line);
        this.#lastLineAtMs = this.#now();
    }
}
/** `41 s`, `1m 04s` */
function ready_log_time(ms) {
    const seconds = Math.round(ms / 1000);
    return seconds < 60 ? `${seconds} s` : duration(seconds);
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
        const of = `${(sent / 1_000_000).toFixed(1)} of ${megabytes(bytes)}`;
        this.#print(`Uploading ${packageName(found)}  ${percent} %  (${of})`);
    }
    uploaded(found, { tookMs, sha256 }) {
        const [file] = found.kind === 'apk' ? found.files : [];
        this.#print(`Uploaded ${packageName(found)} in ${duration(tookMs / 1000)}`);
        if (file)
            this.#print(`  sha256 ${file.sha256}`);
        this.#print(`  sha256 as sent ${sha256}${file ? ', in a zip' : ''}`);
    }
    registered(found, targetId) {
        this.#print(`Registered ${packageName(found)} as target ${targetId}`);
    }
    backingOff({ brief }, waitMs) {
        this.#print(`  ! Doksi did not take the request (${brief}); trying again in ${Math.round(waitMs / 1000)} s`);
    }
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
        const late = () => new NoAnswerError(errand, LOOK_DEADLINE_MS);
        try {
            const seen = await withDeadline(clock, LOOK_DEADLINE_MS, signal, late, (inTime) => follow(inquiry, inTime));
            log(String(seen.status));
            return sightOf(seen, url);
        }
        catch (error) {
            if (signal.aborted || !(error instanceof RequestError))
                throw error;
            log(error.brief);
            const fault = error instanceof NoAnswerError ? `within ${LOOK_DEADLINE_MS / 1000} s` : `(${error.brief})`;
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
        new ProgressLog(info, now),
    ];
    const events = broadcast(listeners, (error) => step.debug(`A listener failed: ${String(error)}`));
    step.debug(requestLines(plan).join(' '));
    const send = createTransport(`doksi-run-action/${version_VERSION}`);
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

;// CONCATENATED MODULE: ./src/ready/errors.ts


/** So many targets are named with their last answers. */
const errors_MAX_NAMED = 20;
/** The time was over before every target was there. It says nothing about the tests: none has begun. */
class NotReadyError extends Failure {
    /** `missing` tells of each target that was not there its name and its last answer. */
    constructor({ withinMs, text, targets }, missing) {
        const were = missing.length === 1 ? 'was' : 'were';
        const which = targets.length === 1 ? 'The target' : `${missing.length} of ${targets.length} targets`;
        const more = missing.length - errors_MAX_NAMED;
        const last = [...missing.slice(0, errors_MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
        const serves = text === undefined ? '' : ' and shows ready-text, in a header or in its first 1,000,000 bytes';
        super(`${which} ${were} not ready within ${counted(withinMs / 60_000, 'minute')}: ${last}. Nothing was uploaded or spent.`, `See that the deployment is up${serves}, or raise ready-minutes. It was asked from this runner: Doksi's cloud may see it otherwise.`);
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
    await withDeadline(clock, Math.min(withinMs, LONGEST_TIMER_MS), cancelled, notReady, (signal) => Promise.all(targets.map((target) => watch(target, signal))));
}

;// CONCATENATED MODULE: ./src/results/known.ts

/** What the list of known failures has to be told for: expired ones that count again, others that may go. */
function toldOfKnown({ tests }, { inForce, expired, soon }) {
    const byId = Map.groupBy(tests, ({ result }) => result.test_id ?? '');
    const nameOf = (id) => {
        const test = byId.get(id)?.[0];
        return test ? testAt(test.result) : id;
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

;// CONCATENATED MODULE: ./src/results/verdict.ts





const verdict_MAX_NAMES = 3;
const MAX_OTHERS = 10;
/** What the attempts mean together. Green needs a positive reason: passed at last, with tests, none of which failed. */
function verdict({ targets, attempts, knownFailures }) {
    const results = resultsOf(attempts, knownFailures);
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
    return known.some(({ tries }) => tries.at(-1)?.runId === attempts.at(-1)?.runId);
}
function passed({ counts }, warning) {
    const rest = counts.others > 0 ? ', and none failed' : '';
    const what = `${capitalized(passedOf(counts, 'Doksi test'))}${rest}.`;
    return { conclusion: 'passed', what, next: '', ...(warning !== undefined && { warning }) };
}
function verdict_failure({ failed, counts }, attempts) {
    const names = listed(failed.map(({ result }) => testAt(result)), verdict_MAX_NAMES, counts.failed);
    const times = attempts > 1 ? ` in ${attempts} attempts` : '';
    return {
        what: `${failedOf(counts, 'Doksi test')}${times}${names && `: ${names}`}.`,
        next: failed.map(({ result }) => webLink(result.url)).find((url) => url !== undefined) ?? '',
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
    const names = listed(known.map(({ result }) => testAt(result)), MAX_OTHERS);
    return `${counted(known.length, 'test')} failed and did not count, since known-failures lists ${known.length === 1 ? 'it' : 'them'}: ${names}.`;
}
function others({ others, counts }) {
    const names = others.map(({ result }) => `${testAt(result)} is "${result.status ?? 'without a status'}"`);
    const who = listed(names, MAX_OTHERS, counts.others) || 'Doksi does not list them';
    return `${counted(counts.others, 'test')} neither passed nor failed: ${who}`;
}

;// CONCATENATED MODULE: ./src/run/interval.ts
/** Milliseconds. Short runs end soon; the lot (twice as long at most) keeps the jobs of a matrix out of step. */
const FIRST_INTERVAL_MS = 1200;
/** Milliseconds. Just below 15 s, so that ten minutes cost no more requests than a loop of 10 s. */
const MAX_INTERVAL_MS = 14_800;
/** Seconds of waiting per root second of age: the end of a 20 s run is noticed 1.9 s later in the mean. */
const GROWTH = 0.865;
/** How long to wait before asking about a new run for the first time (milliseconds); `random` is from 0 to 1. */
function firstIntervalMs(random) {
    return FIRST_INTERVAL_MS * (1 + random());
}
/** How long to wait before asking again (milliseconds): it grows with the square root of the run's age. */
function adaptiveIntervalMs(ageMs) {
    const grown = GROWTH * Math.sqrt(ageMs / 1000) * 1000;
    return Math.min(Math.max(grown, FIRST_INTERVAL_MS), MAX_INTERVAL_MS);
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
    const { startedAtMs, deadlineMs, intervalMs, justCreated } = rules;
    let last = {};
    let heardAtMs = -Infinity;
    let silentSinceMs;
    let waitMs = justCreated ? (intervalMs ?? firstIntervalMs(random)) : 0;
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
                if (isSettled(answer.value))
                    return { end: 'settled', run: answer.value, wasSettled };
            }
            catch (error) {
                signal.throwIfAborted();
                silentSinceMs ??= askedAtMs;
                const silentMs = clock.now() - silentSinceMs;
                const ageMs = clock.now() - startedAtMs;
                if (!(error instanceof RequestError) || !isTolerable(error, silentMs, ageMs, justCreated)) {
                    return { ...last, end: 'lost', failure: asFailure(error), silentMs };
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
            const ownMs = intervalMs ?? adaptiveIntervalMs(clock.now() - startedAtMs);
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
    if (failure instanceof RefusedError && failure.status === 404) {
        return justCreated && ageMs < CREATION_TOLERANCE_MS;
    }
    return mayPass(failure) && silentMs < OUTAGE_TOLERANCE_MS;
}
/** A failure that says nothing about the run, only that Doksi could not be heard. */
function mayPass(failure) {
    return isTransient(failure) || failure instanceof UnreadableAnswerError;
}
/** Sleeps, with a sign of life now and then. */
async function pause(ms, { clock, signal, events }) {
    for (let leftMs = ms; leftMs > 0; leftMs -= TICK_MS) {
        await clock.sleep(Math.min(leftMs, TICK_MS), signal);
        events.waiting();
    }
}

;// CONCATENATED MODULE: ./src/run/attempt.ts







/** Creates a run; or how it ended where there is none, `before` being known already. */
async function create(request, before, tools, options = {}) {
    const { clock, signal, events } = tools;
    try {
        const created = await attempt_post(request, tools, options);
        events.created(created.run_id, created, ownAttempts(before.attempts).length + 1);
        return { attempt: { runId: created.run_id, created }, atMs: clock.now() };
    }
    catch (error) {
        if (error instanceof CreationAbandonedError)
            return cancelledWhileCreating(before);
        return signal.aborted ? cancelledBeforeRun(before) : lost(before, asFailure(error));
    }
}
async function attempt_post({ entries, extraBody }, tools, { budgetMs, renew }) {
    try {
        return await tools.doksi.createRun(requestBody(entries, extraBody), tools.signal, budgetMs);
    }
    catch (error) {
        const renewed = error instanceof RefusedError ? await renew?.(error) : undefined;
        if (renewed === undefined)
            throw error;
        return attempt_post(renewed, tools, budgetMs === undefined ? {} : { budgetMs });
    }
}
/** Follows a run to its end: the settled attempt, or how it ended without. */
async function attempt_follow({ attempt, atMs }, { deadlineMs, plan: { timeoutMs, pollIntervalMs }, before }, tools) {
    const rules = {
        startedAtMs: atMs,
        deadlineMs,
        intervalMs: pollIntervalMs,
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
            return timedOut(known, timeoutMs, followed.silence);
        case 'unheard':
            return unheard(known, timeoutMs, followed.silence);
        case 'cancelled':
            // Doksi documents no call that cancels a run. Once it does, this is the place for it.
            return cancelled(known);
        case 'lost': {
            const { failure, silentMs } = followed;
            const isOutage = failure instanceof RequestError && mayPass(failure);
            return isOutage ? outage(known, failure, silentMs) : lost(known, failure);
        }
    }
}
/** Whether it has ended already, one way or another. */
function isOutcome(value) {
    return 'conclusion' in value;
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./src/upload/zip.ts
// A zip that only stores: an APK is compressed already. Written here because a kept library, yazl 3.3, sent 1 GiB at half
// the speed of this, which is hardly that of `zip -0` and `curl -T` (`npm run bench` measures against these), and because
// a stored archive is little more than its headers, given size and CRC-32.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3, and 4.5.3 for Zip64)
/** Above it a field of 32 bits cannot hold the number, and Zip64 does. */
const MAX_32 = 0xffff_ffff;
const VERSION_STORED = 10;
const VERSION_ZIP64 = 45;
/** General purpose bit 11: the name is UTF-8. */
const UTF8_NAMES = 0x0800;
/** 1980-01-01, the first date of the format: the same files make the same zip, whenever they were built. */
const DOS_DATE = 0x0021;
/** The archive as a list of parts, flat, in the order in which they are sent. */
function zipParts(entries) {
    const parts = [];
    const directory = [];
    let offset = 0;
    for (const entry of entries) {
        const header = localHeader(entry);
        parts.push(header, entry);
        directory.push(centralHeader(entry, offset));
        offset += header.length + entry.bytes;
    }
    const central = Buffer.concat(directory);
    return [...parts, central, endOfDirectory(entries.length, central.length, offset)];
}
/** Exact length of the archive in bytes. */
function zipBytes(parts) {
    return parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.bytes), 0);
}
function localHeader({ name, bytes, crc32 }) {
    const isLarge = bytes >= MAX_32;
    const extra = isLarge ? zip64Extra([bytes, bytes]) : Buffer.alloc(0);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(isLarge ? VERSION_ZIP64 : VERSION_STORED, 4);
    writeCommon(header, 6, crc32, bytes, name, extra);
    return Buffer.concat([header, Buffer.from(name), extra]);
}
function centralHeader({ name, bytes, crc32 }, offset) {
    const large = [...(bytes >= MAX_32 ? [bytes, bytes] : []), ...(offset >= MAX_32 ? [offset] : [])];
    const extra = large.length > 0 ? zip64Extra(large) : Buffer.alloc(0);
    const version = large.length > 0 ? VERSION_ZIP64 : VERSION_STORED;
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(version, 4);
    header.writeUInt16LE(version, 6);
    writeCommon(header, 8, crc32, bytes, name, extra);
    header.writeUInt32LE(Math.min(offset, MAX_32), 42);
    return Buffer.concat([header, Buffer.from(name), extra]);
}
/** The fields that both headers share: flags, method (0, stored), time, date, CRC, sizes, lengths. */
function writeCommon(header, at, crc, bytes, name, extra) {
    header.writeUInt16LE(UTF8_NAMES, at);
    header.writeUInt16LE(DOS_DATE, at + 6);
    header.writeUInt32LE(crc, at + 8);
    header.writeUInt32LE(Math.min(bytes, MAX_32), at + 12);
    header.writeUInt32LE(Math.min(bytes, MAX_32), at + 16);
    header.writeUInt16LE(Buffer.byteLength(name), at + 20);
    header.writeUInt16LE(extra.length, at + 22);
}
function zip64Extra(numbers) {
    const extra = Buffer.alloc(4 + 8 * numbers.length);
    extra.writeUInt16LE(0x0001, 0);
    extra.writeUInt16LE(8 * numbers.length, 2);
    numbers.forEach((number, index) => extra.writeBigUInt64LE(BigInt(number), 4 + 8 * index));
    return extra;
}
function endOfDirectory(count, bytes, offset) {
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(count, 8);
    end.writeUInt16LE(count, 10);
    end.writeUInt32LE(Math.min(bytes, MAX_32), 12);
    end.writeUInt32LE(Math.min(offset, MAX_32), 16);
    return offset < MAX_32 ? end : Buffer.concat([zip64End(count, bytes, offset), end]);
}
function zip64End(count, bytes, offset) {
    const end = Buffer.alloc(56 + 20);
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeUInt16LE(VERSION_ZIP64, 12);
    end.writeUInt16LE(VERSION_ZIP64, 14);
    end.writeBigUInt64LE(BigInt(count), 24);
    end.writeBigUInt64LE(BigInt(count), 32);
    end.writeBigUInt64LE(BigInt(bytes), 40);
    end.writeBigUInt64LE(BigInt(offset), 48);
    // The locator says where the record above begins.
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(BigInt(offset + bytes), 64);
    end.writeUInt32LE(1, 72);
    return end;
}

;// CONCATENATED MODULE: ./src/upload/body.ts







/** The file is no longer what was checked and announced; what was sent of it is worthless. */
class FileChangedError extends Failure {
    constructor(path, change, cause) {
        super(`The file ${path} ${change} while it was sent.`, 'Make sure that no other step or process writes to it, then run the job again.', { cause });
    }
}
/** A zip is sent as it is, APKs in a zip that only stores. */
function uploadBody({ kind, files }) {
    const parts = kind === 'zip' ? files : zipParts(files);
    const byName = new Map(files.map((file) => [file.name, file]));
    return {
        bytes: zipBytes(parts),
        open(onBytes) {
            const hash = (0,external_node_crypto_.createHash)('sha256');
            const stream = external_node_stream_.Readable.from(chunks(parts, byName, hash, onBytes), {
                objectMode: false,
                highWaterMark: CHUNK_BYTES,
            });
            return { stream, digest: () => hash.digest('hex') };
        },
    };
}
async function* chunks(parts, files, hash, onBytes) {
    let sent = 0;
    for (const part of parts) {
        const file = Buffer.isBuffer(part) ? undefined : files.get(part.name);
        for await (const chunk of file ? contentOf(file) : [part]) {
            if (!Buffer.isBuffer(chunk))
                continue;
            hash.update(chunk);
            sent += chunk.length;
            yield chunk;
            onBytes(sent);
        }
    }
}
/** The file's content, as long as it is what was checked: one byte more or less would make a request that hangs. */
async function* contentOf({ path, bytes, crc32: expected }) {
    let read = 0;
    let crc = 0;
    try {
        const stream = (0,external_node_fs_.createReadStream)(path, { highWaterMark: CHUNK_BYTES });
        for await (const chunk of stream) {
            read += chunk.length;
            crc = (0,external_node_zlib_.crc32)(chunk, crc);
            if (read > bytes)
                throw new FileChangedError(path, 'grew');
            // The last chunk is held back until the whole is known to be right: half an upload is none.
            if (read === bytes && crc !== expected)
                throw new FileChangedError(path, 'changed');
            yield chunk;
        }
    }
    catch (error) {
        throw error instanceof FileChangedError ? error : new FileChangedError(path, 'could not be read', error);
    }
    if (read < bytes)
        throw new FileChangedError(path, 'shrank');
}

;// CONCATENATED MODULE: ./src/upload/sibling.ts

/** Redirects that keep method and body. S3's others say that the request was wrong. */
const KEEPS_METHOD = new Set([307, 308]);
/**
 * Where a store sends a PUT on, if that is the same store: the same host, or another of the same domain, as S3's
 * `bucket.s3.amazonaws.com` and `bucket.s3.eu-west-1.amazonaws.com`; undefined for anywhere else.
 */
function siblingOf(url, { status, location }) {
    const [from, to] = [URL.parse(url), URL.parse(location ?? '')];
    if (!KEEPS_METHOD.has(status) || from === null || to === null)
        return undefined;
    return domainOf(from.hostname) === domainOf(to.hostname) ? to.href : undefined;
}
/** The part of a host name that one owner has; of an address the whole. */
function domainOf(host) {
    if ((0,external_node_net_.isIP)(host.replace(/^\[|\]$/g, '')) !== 0)
        return host;
    const labels = host.split('.');
    // Below two letters of a country often stand two or three more that belong to many: co.uk, com.cn.
    const isShared = labels.at(-1)?.length === 2 && (labels.at(-2)?.length ?? 0) <= 3;
    return labels.slice(isShared ? -3 : -2).join('.');
}

;// CONCATENATED MODULE: ./src/upload/store.ts







/** Doksi's presigned URLs live for an hour; one older than this (milliseconds) is not tried again. */
const MAX_URL_AGE_MS = 50 * 60 * 1000;
/** A store that takes nothing for this long (milliseconds) has stalled. */
const STALL_MS = 60 * 1000;
/** Slower than this (bytes per millisecond, so 250 kB/s) an upload is given up in the end. */
const SLOWEST_RATE = 250;
/** At least this often (milliseconds) an upload tells how far it is, even if it does not move. */
const PROGRESS_MS = 10 * 1000;
/** A store sends on once, to the region of its bucket; who goes on after this is lost. */
const store_MAX_REDIRECTS = 3;
/** Gets the body into the store: a fresh stream for each attempt, and a fresh address once the old one has aged. */
async function store(found, label, tools) {
    const { doksi, clock, random, signal, onSecret, events } = tools;
    const body = uploadBody(found);
    const budget = new RetryBudget();
    let place;
    const hasAged = () => place !== undefined && clock.now() - place.madeAt > MAX_URL_AGE_MS;
    return withRetries(async (attempt) => {
        if (place === undefined || hasAged()) {
            const created = await doksi.createUpload(label, signal, budget);
            onSecret(created.upload_url);
            place = { uploadId: created.upload_id, url: created.upload_url, madeAt: clock.now() };
        }
        const sha256 = await putWhereItBelongs(found, body, place.url, attempt, tools);
        return { uploadId: place.uploadId, sha256 };
    }, 
    // Another address may be taken where this one has expired.
    (failure) => isTransient(failure) || (isForbidden(failure) && hasAged()), {
        clock,
        random,
        signal,
        budget,
        // A large file may take longer than the budget: what counts is the time in which nothing moved.
        lostMs: (failure) => (failure instanceof NoAnswerError && failure.peer === STORAGE ? STALL_MS : 0),
        onRetry: events.backingOff,
    });
}
function isForbidden(failure) {
    return failure instanceof RefusedError && failure.status === 403;
}
/** A PUT that S3 sends on to the region of its bucket is sent there, from its begin. */
async function putWhereItBelongs(found, body, url, attempt, tools) {
    let target = url;
    for (let redirects = 0;; redirects++) {
        try {
            return await putOnce(found, body, target, attempt, tools);
        }
        catch (error) {
            const next = error instanceof RefusedError ? siblingOf(target, error) : undefined;
            if (next === undefined || redirects === store_MAX_REDIRECTS)
                throw error;
            tools.onSecret(next);
            target = next;
        }
    }
}
/** One PUT. It ends when the file changes, when the store takes nothing for a minute, or when the signal aborts. */
async function putOnce(found, body, url, attempt, { doksi, clock, signal, events }) {
    const name = packageName(found);
    const errand = { peer: STORAGE, purpose: `store ${name}` };
    const ended = new AbortController();
    let sent = 0;
    let movedAt = clock.now();
    const { stream, digest } = body.open((bytes) => {
        sent = bytes;
        movedAt = clock.now();
        events.uploading(found, sent, body.bytes);
    });
    // Without a listener an error of the source would end the whole process.
    stream.on('error', (error) => {
        ended.abort(error);
    });
    const watch = async () => {
        for (;;) {
            await clock.sleep(PROGRESS_MS, ended.signal);
            events.uploading(found, sent, body.bytes);
            if (clock.now() - movedAt >= STALL_MS)
                ended.abort(new NoAnswerError(errand, STALL_MS));
        }
    };
    watch().catch(() => undefined);
    try {
        const deadlineMs = STALL_MS + body.bytes / SLOWEST_RATE;
        const put = { url, stream, bytes: body.bytes, name, attempt, deadlineMs };
        await doksi.putUpload(put, AbortSignal.any([signal, ended.signal]));
        if (sent < body.bytes)
            throw new UnreadableAnswerError(errand, 'it came before the whole was sent');
        return digest();
    }
    finally {
        ended.abort();
        stream.destroy();
    }
}

;// CONCATENATED MODULE: ./src/upload/upload.ts



/** More at once would only share the same line. */
const MAX_SIDE_BY_SIDE = 3;
/** Uploads everything and registers the targets, telling each at once; the first failure ends the others. */
async function uploadAll(uploads, tools, onRegistered) {
    const others = new AbortController();
    const signal = AbortSignal.any([tools.signal, others.signal]);
    const limit = (0,p_limit/* default */.A)(MAX_SIDE_BY_SIDE);
    const tasks = uploads.map((upload) => limit(() => uploadOne(upload, { ...tools, signal }, onRegistered)));
    try {
        await Promise.all(tasks);
    }
    catch (error) {
        others.abort(error);
        await Promise.allSettled(tasks);
        throw error;
    }
}
async function uploadOne({ package: found, registrations }, tools, onRegistered) {
    const { doksi, clock, signal, events } = tools;
    const startedAt = clock.now();
    const { uploadId, sha256 } = await store(found, registrations[0]?.name ?? packageName(found), tools);
    events.uploaded(found, { tookMs: clock.now() - startedAt, sha256 });
    for (const { key, name, version } of registrations) {
        const targetId = await doksi.createTarget({ uploadId, name, version }, signal);
        events.registered(found, targetId);
        onRegistered({ key, targetId });
    }
}

;// CONCATENATED MODULE: ./src/run/begin.ts




/** Begins with what earlier attempts left, or from nothing: uploads, and creates the run. */
async function begin(sources, tools) {
    const { plan, run, prior, registered, known } = sources;
    const { extraBody } = run;
    switch (prior.kind) {
        case 'none': {
            await uploadAll(plan.uploads, tools, (target) => registered.push(target));
            const request = { entries: resolveEntries(run.entries, registered), extraBody };
            const begun = await create(request, known(), tools);
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
    const renew = async (failure) => {
        if (!UNKNOWN_TARGET.has(failure.status) || stale.length === 0)
            return undefined;
        const keys = new Set(stale.map(({ key }) => key));
        const uploads = plan.uploads
            .map(({ registrations, ...upload }) => ({
            ...upload,
            registrations: registrations.filter(({ key }) => keys.has(key)),
        }))
            .filter(({ registrations }) => registrations.length > 0);
        await uploadAll(uploads, tools, (target) => {
            const old = stale.find(({ key }) => key === target.key);
            if (old)
                renewed.set(old.targetId, target.targetId);
            registered.push(target);
        });
        return { entries: current(again), extraBody };
    };
    const begun = await create({ entries: again, extraBody }, known(), tools, { renew });
    return isOutcome(begun) ? begun : { begun, request: { entries: current(entries), extraBody } };
}

;// CONCATENATED MODULE: ./src/run/retry.ts



/** Runs failed tests again, as often as the plan has it; the outcome of all attempts together. */
async function retryFailed(first, { request, deadlineMs, plan, before }, tools) {
    const { clock, events, signal } = tools;
    let known = { ...before, attempts: [...before.attempts, first] };
    for (let retry = 1;; retry++) {
        const now = verdict(known);
        if (now.conclusion !== 'failed' || retry > plan.retries)
            return now;
        const leftMs = deadlineMs - clock.now();
        const entries = entriesAgain(now.results.failed, request.entries);
        const obstacle = leftMs <= 0 ? 'the time is over' : entries.length === 0 ? NOTHING_LISTED : undefined;
        if (obstacle !== undefined)
            return withWarning(now, `The failed tests were not run again: ${obstacle}.`);
        const tests = entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
        events.retrying(tests, retry, plan.retries);
        const begun = await create({ ...request, entries }, known, tools, { budgetMs: leftMs });
        const next = isOutcome(begun) ? begun : await attempt_follow(begun, { deadlineMs, plan, before: known }, tools);
        if (!isOutcome(next))
            known = { ...known, attempts: [...known.attempts, next] };
        // Cancelled is cancelled, whatever was known before: no gate may make it green.
        else if (signal.aborted)
            return next;
        else
            return withWarning({ ...now, attempts: next.attempts }, failedRetry(retry, next));
    }
}
const NOTHING_LISTED = 'Doksi does not list them with their ids';
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
async function execute(plan, tools, prior = NO_PRIOR) {
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
        return tools.signal.aborted ? cancelledBeforeRun(known()) : lost(known(), asFailure(error));
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
        return started({ ...before, attempts: [...before.attempts, begun.attempt] });
    const deadlineMs = begun.atMs + plan.timeoutMs;
    const first = await attempt_follow(begun, { deadlineMs, plan, before }, tools);
    if (isOutcome(first))
        return first;
    return retryFailed(first, { request, deadlineMs, plan, before }, tools);
}
async function followExisting(runId, plan, before, tools) {
    tools.events.following(runId);
    const atMs = tools.clock.now();
    const deadlineMs = atMs + plan.timeoutMs;
    const settled = await attempt_follow({ attempt: { runId }, atMs }, { deadlineMs, plan, before }, tools);
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

;// CONCATENATED MODULE: ./src/secrets.ts
/** What stands in a secret's place. */
const secrets_HIDDEN = '***';
/** Shorter queries (characters) sign nothing, but may well be parts of what must be shown, such as ids. */
const MIN_QUERY_LENGTH = 20;
/** Below this (characters) nothing is a signature. */
const MIN_SIGNATURE_LENGTH = 8;
/** Longer secrets (characters) are tokens: nobody encodes one in passing, and their forms would make a large pattern. */
const MAX_ENCODED_LENGTH = 200;
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
    /** The text with `mask` in place of every secret. Takes time in proportion to the text, however many there are. */
    redact = (text, mask = secrets_HIDDEN) => {
        if (this.#root.size === 0)
            return text;
        this.#pattern ??= new RegExp(sourceOf(this.#root), 'gi');
        return text.replace(this.#pattern, () => mask);
    };
}
const SIGNATURE = /signature|token|^sig$|^policy$/i;
const secrets_END = '';
function plant(root, form) {
    let branch = root;
    for (const sign of [...form, secrets_END]) {
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
        const [[sign, next] = [secrets_END, branch]] = branch;
        if (sign === secrets_END)
            return source;
        source += sign;
        branch = next;
    }
    const ways = [...branch].filter(([sign]) => sign !== secrets_END);
    const inner = ways.map(([sign, next]) => sign + sourceOf(next)).join('|');
    return `${source}(?:${inner})${branch.has(secrets_END) ? '?' : ''}`;
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
        ...(secrets_ENTITIES[sign] ?? []),
    ];
    return `(?:${forms.join('|')})`;
}
const secrets_ENTITIES = {
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
    const source = (name) => (0,core.getInput)(name, { trimWhitespace: false });
    const clock = systemClock;
    const random = () => Math.random();
    const secrets = new Secrets();
    const step = createStep(secrets.redact, wantsColours(process.env));
    const apiKey = source('api-key').trim();
    secrets.add(apiKey);
    if (apiKey !== '')
        step.mask(apiKey);
    // The runner masks it by itself.
    secrets.add(source('github-token').trim());
    const { settings } = readSettings(source);
    const context = withCommit(readContext(process.env, readTextFile), settings.commitSha);
    const prepared = await prepare(source, { context, step, signal, nowMs: clock.now() });
    const outcome = prepared.kind === 'over'
        ? prepared.outcome
        : await carryOut(prepared, { settings, context, step, secrets, clock, signal });
    const reports = reportsOf({
        outcome,
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
    const isGreen = await publish({ outcome, gates: settings.gates, reports, step, clock, signal });
    return isGreen ? 0 : 1;
}
/** From the plan to its outcome, with what is remembered before it and compared after it. */
async function carryOut(ready, surroundings) {
    const tools = runTools(ready, surroundings);
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


/***/ })

};
