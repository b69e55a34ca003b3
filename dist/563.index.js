export const id = 563;
export const ids = [563];
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

/***/ 2563:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tellComment: () => (/* binding */ tellComment)
});

// EXTERNAL MODULE: ./src/github/subject.ts
var github_subject = __webpack_require__(8127);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 6 modules
var schemas = __webpack_require__(0);
// EXTERNAL MODULE: ./src/escape.ts
var src_escape = __webpack_require__(2988);
// EXTERNAL MODULE: ./src/hidden.ts
var src_hidden = __webpack_require__(1555);
// EXTERNAL MODULE: ./src/results/attempt.ts
var results_attempt = __webpack_require__(3511);
// EXTERNAL MODULE: ./src/results/gates.ts
var gates = __webpack_require__(2666);
// EXTERNAL MODULE: ./src/results/headline.ts
var headline = __webpack_require__(7920);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/report/facts.ts
var facts = __webpack_require__(1349);
// EXTERNAL MODULE: ./src/report/test-row.ts
var test_row = __webpack_require__(6029);
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
    /** Id of the first Doksi run that the step created or followed. */
    doksiRun: schemas/* string */.YjP().optional(),
    verdict: schemas/* enum */.k5n(CONCLUSIONS),
    /** The gate that makes the step red although the verdict does not. */
    redBy: schemas/* literal */.euz('fail-on-flaky').optional(),
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
const NAME = 'doksi-run-action:section';
/** More rows of one job are never kept; the job's log has them all. */
const MAX_ROWS = 500;
/** Characters, before they are escaped. */
const MAX_WHY = 600;
/** Longer ids are shortened (characters). */
const MAX_RUN_ID = 100;
/** Longer titles are shortened (characters), */
const MAX_TITLE = 255;
/** and shown shorter still. */
const MAX_SHOWN_TITLE = 120;
/** The section of this job. */
function sectionOf(sources) {
    const { outcome, closed, title, job, headSha, workflowRun, attempt, commitUrl } = sources;
    const { conclusion, results } = outcome;
    const { counts, failed, known, flaky, others } = results;
    const doksiRun = (0,results_attempt/* ownAttempts */.BY)(outcome.attempts)[0]?.runId;
    const isOver = outcome.attempts.every(({ run }) => (0,results_attempt/* isSettled */.Is)(run));
    const notable = [...failed, ...known, ...flaky, ...others];
    const tells = conclusion === 'passed' || (conclusion === 'failed' && failed.length > 0);
    const why = [
        ...(closed === 'fail-on-flaky' ? [gates/* RED_BY_FLAKY */.G] : []),
        ...(tells ? [] : [outcome.what, outcome.next]),
    ];
    return {
        about: {
            v: 1,
            job: job ?? '',
            title: (0,src_text/* clipped */.cz)(title.toWellFormed(), MAX_TITLE),
            sha: headSha,
            ...(workflowRun !== undefined && /^\d+$/.test(workflowRun) && { workflowRun }),
            attempt,
            ...(doksiRun !== undefined && { doksiRun: (0,src_text/* clipped */.cz)(doksiRun, MAX_RUN_ID) }),
            verdict: conclusion,
            ...(closed === 'fail-on-flaky' && { redBy: closed }),
            words: (0,headline/* headline */.P)(outcome, closed).text,
            ...(counts.total !== undefined && { total: counts.total }),
            failed: counts.failed,
            known: counts.known,
            flaky: counts.flaky,
            passed: counts.passed,
            notable: notable.length,
        },
        facts: `${(0,facts/* facts */.I)(outcome)} · commit ${(0,src_escape/* markdownLink */.iQ)(headSha.slice(0, 7), commitUrl)}`,
        why: (0,src_escape/* forMarkdown */.Bm)(whole(why.filter((part) => part !== '').join(' '))),
        rows: notable.slice(0, MAX_ROWS).map((test) => (0,test_row/* testRow */.BH)(test, isOver)),
    };
}
/** Cut between words where it is too long: a link that is cut would lead elsewhere. */
function whole(text) {
    return text.length <= MAX_WHY ? text : `${(0,src_text/* clipped */.cz)(text, MAX_WHY).replace(/\S*$/, '')}…`;
}
/** `name` is what it is called among the others, in plain text; `mark` is its verdict's. */
function renderSection({ about, facts, why, rows }, { name, mark }, detail) {
    const shown = rows.slice(0, detail.rows);
    const left = about.notable - shown.length;
    return [
        (0,src_hidden/* hidden */.R)(NAME, about),
        `**${mark} ${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(name, MAX_SHOWN_TITLE))}**: ${facts}`,
        ...(detail.why && why !== '' ? ['', `> ${why}`] : []),
        ...(shown.length > 0 ? ['', ...test_row/* ROWS_HEAD */.$_, ...shown] : []),
        ...(left > 0 ? ['', `*${left} more in the job's log: this comment would be too large for GitHub.*`] : []),
    ].join('\n');
}
/** The sections that a text holds; what is not as we write it is passed over. Never throws. */
function parseSections(text) {
    const found = (0,src_hidden/* findHidden */.C)(NAME, text);
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
        rows: lines.filter((line) => line.startsWith('| ') && !test_row/* ROWS_HEAD */.$_.includes(line)),
    };
}

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/github/api.ts
var api = __webpack_require__(8943);
// EXTERNAL MODULE: ./src/results/counted.ts
var counted = __webpack_require__(124);
;// CONCATENATED MODULE: ./src/report/comment.ts







const comment_NAME = 'doksi-run-action:comment';
const END = 'doksi-run-action:end';
/** What is shown of each section; tried from the fullest to the shortest until the comment fits. */
const DETAILS = [
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
    const first = (0,src_hidden/* findHidden */.C)(comment_NAME, body)[0];
    return first?.start === 0 && body.startsWith(marker(workflow));
}
/** The sections of a comment of ours. */
function sectionsOf(body) {
    const end = (0,src_hidden/* findHidden */.C)(END, body).at(-1)?.start;
    return parseSections(body.slice(0, end));
}
/** The comment in GitHub's Markdown, never longer than GitHub takes. The sections are all of one commit. */
function renderComment(sections, frame) {
    const sorted = sections.toSorted((one, other) => compare(one.about, other.about));
    for (const detail of DETAILS) {
        const body = render(sorted, sorted.length, detail, frame);
        if (body.length <= api/* LIMITS */.b.comment)
            return { body, leftOut: 0 };
    }
    // Hundreds of jobs: the reddest are shown.
    const shortest = { rows: 0, why: false };
    let shown = sorted.length;
    let body;
    do {
        shown = Math.floor(shown * 0.9);
        body = render(sorted, shown, shortest, frame);
    } while (body.length > api/* LIMITS */.b.comment && shown > 0);
    return { body: (0,src_text/* clipped */.cz)(body, api/* LIMITS */.b.comment), leftOut: sorted.length - shown };
}
function render(sections, shown, detail, frame) {
    const abouts = sections.map(({ about }) => about);
    const left = sections.length - shown;
    return [
        marker(frame.workflow),
        `### ${overall(abouts)}${onCommit(abouts, frame)}`,
        ...sections
            .slice(0, shown)
            .map((section) => renderSection(section, { name: nameAmong(section.about, abouts), mark: markOf(section.about) }, detail)),
        (0,src_hidden/* hidden */.R)(END, { v: 1 }),
        ...(left > 0
            ? [`*${(0,src_text/* counted */.hS)(left, 'more job')} left out here: the comment would be too large for GitHub.*`]
            : []),
        ...footer(abouts, frame),
    ].join('\n\n');
}
function marker(workflow) {
    return (0,src_hidden/* hidden */.R)(comment_NAME, { v: 1, workflow });
}
function compare(one, other) {
    return (Number(isRed(other)) - Number(isRed(one)) ||
        rank(one) - rank(other) ||
        other.failed - one.failed ||
        other.flaky - one.flaky ||
        one.title.localeCompare(other.title) ||
        one.job.localeCompare(other.job));
}
function rank({ verdict }) {
    return ORDER.indexOf(verdict);
}
function isRed({ verdict, redBy }) {
    return redBy !== undefined || RED.has(verdict);
}
function markOf({ verdict, redBy }) {
    return redBy !== undefined ? headline/* MARKS */.j.failed : headline/* MARKS */.j[verdict];
}
/** `❌ Doksi: 2 of 21 tests failed`; of jobs without a verdict, the worst is named. */
function overall(abouts) {
    const worst = abouts[0];
    if (worst === undefined)
        return 'Doksi';
    const undecided = abouts.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'failed');
    const counts = totals(abouts);
    const without = undecided.length > 0 ? `, ${(0,src_text/* counted */.hS)(undecided.length, 'job')} without a verdict` : '';
    if (worst.verdict === 'passed') {
        const why = worst.redBy === undefined ? '' : `, and ${worst.redBy} is on`;
        return `${markOf(worst)} Doksi: ${(0,counted/* passedOf */.I)(counts)}${without}${why}`;
    }
    if (worst.verdict === 'failed' && counts.failed > 0)
        return `${headline/* MARKS */.j.failed} Doksi: ${(0,counted/* failedOf */.Z)(counts)}${without}`;
    const of = abouts.length > 1 ? `${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(nameAmong(worst, abouts), comment_MAX_TITLE))}: ` : '';
    return `${markOf(worst)} Doksi: ${of}${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(worst.words, comment_MAX_TITLE))}`;
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
    return sha === undefined ? '' : ` on ${(0,src_escape/* markdownLink */.iQ)(sha.slice(0, 7), commitUrl)}`;
}
/** The title, with the job where several jobs have the same. */
function nameAmong({ title, job }, abouts) {
    const same = abouts.filter((about) => about.title === title);
    return same.length > 1 && job !== '' ? `${title} (${job})` : title;
}
function footer(abouts, { workflowRunUrl }) {
    if (workflowRunUrl === undefined)
        return [];
    const link = (0,src_escape/* markdownLink */.iQ)('the workflow run', workflowRunUrl);
    return [
        `<sub>${abouts.some(isRed) ? `To run again what failed: *Re-run failed jobs* in ${link}.` : `See ${link}.`}</sub>`,
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
        const twin = kept.get(keyOf(section));
        if (twin === undefined || isOlder(twin.about, section.about))
            kept.set(keyOf(section), section);
    }
    kept.set(keyOf(own), own);
    return { kind: 'sections', sections: [...kept.values()] };
}
/** Whether a section, or one that its job wrote later, is there. */
function isThere({ about }, there) {
    const found = there.find((section) => keyOf(section) === keyOf({ about }) && section.about.sha === about.sha);
    return found !== undefined && !isOlder(found.about, about);
}
/**
 * The section that another step wrote under the same job and title in the same attempt of the workflow run, about a Doksi
 * run of its own: only one of the two stays. Who follows a run that a step before it started has the same run.
 */
function rivalOf({ about: own }, there) {
    return there
        .map(({ about }) => about)
        .find((other) => keyOf({ about: other }) === keyOf({ about: own }) &&
        other.sha === own.sha &&
        own.workflowRun !== undefined &&
        other.workflowRun === own.workflowRun &&
        other.attempt === own.attempt &&
        other.doksiRun !== undefined &&
        own.doksiRun !== undefined &&
        other.doksiRun !== own.doksiRun);
}
function keyOf({ about: { job, title } }) {
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
class CommentLostError extends failure/* Failure */.HR {
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
    let wanted = [];
    let rival;
    let known = {};
    const asWritten = () => ({ kind: 'written', rival });
    for (let round = 1;; round++) {
        const startedAtMs = clock.now();
        const { ours, headSha, author } = await look(request, known, tools);
        const there = ours.flatMap(({ body }) => sectionsOf(body));
        rival ??= rivalOf(section, there);
        // A merge group's commit may take the head's sections away, but whoever writes them again has the last word.
        const isMergeGroup = request.isMergeGroup && known.written === undefined;
        const merged = withSection(section, [...wanted, ...there], { headSha, isMergeGroup });
        if (merged.kind === 'newer') {
            ours.slice(0, 1).forEach(({ htmlUrl }) => tools.onUrl(htmlUrl));
            return merged;
        }
        // What was taken away on purpose is not remembered: else it would look as if somebody had written it again.
        wanted = merged.sections;
        const { body, leftOut } = renderComment(merged.sections, frame);
        const isWhole = leftOut > 0 || merged.sections.every((one) => isThere(one, there));
        if (known.written && ours.length === 1 && isWhole)
            return asWritten();
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
            return asWritten();
        }
        if (!(await hasSlept(waitMs, tools)))
            return asWritten();
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

// EXTERNAL MODULE: ./src/publish/on-github.ts + 9 modules
var on_github = __webpack_require__(2232);
;// CONCATENATED MODULE: ./src/publish/comment-report.ts





/** Puts this job's section into the workflow's comment on the pull request. */
async function tellComment(sources, signal) {
    const { outcome, settings, title, context, step, clock, random, cancelled } = sources;
    const { github, call } = (0,on_github/* connection */.FI)(sources, signal);
    const { subject, serverUrl, repository = '', runId, job, runAttempt, eventName } = context;
    const [headSha, pull] = await Promise.all([
        (0,github_subject/* findHeadSha */.I_)(subject, github, call),
        (0,github_subject/* findPullRequest */._f)(subject, github, call),
    ]);
    if (pull === undefined || headSha === undefined) {
        step.info(`No comment was written. ${(0,github_subject/* noPullRequest */.gQ)(subject)}`);
        return {};
    }
    const home = `${serverUrl}/${repository}`;
    const commitUrl = `${home}/commit/${headSha}`;
    const request = {
        section: sectionOf({
            outcome,
            closed: (0,gates/* decide */.L)(outcome, settings.gates).closed,
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
    else if (ending.rival !== undefined) {
        const { job, doksiRun } = ending.rival;
        step.warning(`In the comment, another step of job ${job} tells of run ${doksiRun} under the same title, "${title}": only one of the two stays.\n` +
            'Give each step, and each leg of a job matrix, its own title.');
    }
    return {};
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
