export const id = 775;
export const ids = [775];
export const modules = {

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

/***/ 6775:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderSummary: () => (/* binding */ renderSummary)
});

// UNUSED EXPORTS: MAX_SUMMARY_BYTES

// EXTERNAL MODULE: ./src/escape.ts
var src_escape = __webpack_require__(2988);
// EXTERNAL MODULE: ./src/results/attempt.ts
var attempt = __webpack_require__(3511);
// EXTERNAL MODULE: ./src/results/headline.ts
var headline = __webpack_require__(7920);
// EXTERNAL MODULE: ./src/results/tests.ts
var tests = __webpack_require__(8283);
// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/report/facts.ts
var facts = __webpack_require__(1349);
// EXTERNAL MODULE: ./src/plan/request.ts
var request = __webpack_require__(5430);
// EXTERNAL MODULE: ./src/plan/target-label.ts
var target_label = __webpack_require__(3377);
// EXTERNAL MODULE: ./src/report/test-row.ts
var test_row = __webpack_require__(6029);
;// CONCATENATED MODULE: ./src/report/planned.ts





/** More rows than this are left to the log, and so is what is longer (characters). */
const MAX_ROWS = 200;
const MAX_CELL = 200;
const MAX_JSON = 100_000;
/** What a dry run would do, in Markdown: targets, files, and the request itself. */
function planned({ run, uploads }) {
    if (run.kind === 'existing')
        return [`It would follow the run ${(0,src_escape/* markdownCode */.D9)((0,src_text/* clipped */.cz)(run.runId, MAX_CELL))}.`];
    const entries = run.entries.map(({ platform, target, testIds }) => [
        `${(0,test_row/* platformIcon */.tV)(platform)} ${cell(platform)}`.trim(),
        cell((0,target_label/* targetLabel */.O)(target)),
        cell(testIds.join(', ')),
    ]);
    const files = uploads.flatMap(({ package: found }) => found.files.map(({ name, bytes, sha256 }) => [cell(name), String(bytes), (0,src_escape/* markdownCode */.D9)(sha256)]));
    return [
        ...table('| Platform | Target | Tests |', '|:--|:--|:--|', entries),
        ...table('| Upload | Bytes | SHA-256 |', '|:--|--:|:--|', files),
        planned_request(JSON.stringify((0,request/* shownBody */.S)(run.entries, run.extraBody), null, 2)),
    ];
}
function cell(text) {
    return (0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(text, MAX_CELL));
}
function table(head, alignment, rows) {
    if (rows.length === 0)
        return [];
    const shown = rows.slice(0, MAX_ROWS).map((cells) => `| ${cells.join(' | ')} |`);
    const more = rows.length - shown.length;
    return [[head, alignment, ...shown].join('\n'), ...(more > 0 ? [`*${more} more are in the log.*`] : [])];
}
function planned_request(json) {
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
const MAX_TITLE = 200;
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
        const markdown = joined([...top, ...tables(sections, detail)]);
        if (Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES)
            return markdown;
    }
    return joined(top.slice(0, 1));
}
function joined(blocks) {
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
/** All that comes before the tests. */
function introduction({ outcome, title, context, plan, closed }) {
    const { mark, text } = (0,headline/* headline */.P)(outcome, closed);
    const { conclusion, warnings, notices, results } = outcome;
    const explains = conclusion !== 'passed' && !(conclusion === 'failed' && results.failed.length > 0);
    const more = warnings.length - MAX_WARNINGS;
    return [
        `## ${mark} ${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(title, MAX_TITLE))}: ${text}`,
        summary_facts(outcome, context),
        ...(explains ? [explanation(outcome)] : []),
        ...warnings.slice(0, MAX_WARNINGS).map((warning) => `> ⚠️ ${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(warning, MAX_WARNING))}`),
        ...notices.slice(0, MAX_WARNINGS).map((notice) => `> ℹ️ ${(0,src_escape/* forMarkdown */.Bm)((0,src_text/* clipped */.cz)(notice, MAX_WARNING))}`),
        ...(more > 0 ? [`*${(0,src_text/* counted */.hS)(more, 'more warning')} in the log.*`] : []),
        ...(conclusion === 'dry-run' && plan ? planned(plan) : []),
    ];
}
/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function summary_facts(outcome, { headSha, repository, serverUrl }) {
    const { attempts } = outcome;
    const own = (0,attempt/* ownAttempts */.BY)(attempts);
    const seconds = (0,attempt/* secondsOf */.TM)(own);
    const commit = headSha && repository && `${serverUrl}/${repository}/commit/${headSha}`;
    const runs = attempts.map(facts/* runName */.r);
    const hasCounts = attempts.some(({ run }) => run);
    return [
        ...(hasCounts ? sectionsOf(outcome) : [])
            .filter(({ count }) => count > 0)
            .map(({ count, word }) => `**${count} ${word}**`),
        ...(0,tests/* carriedWords */.oM)(outcome.results.tests, (group) => words/* GROUPS */.fd[group].word),
        ...(seconds === undefined ? [] : [(0,src_text/* duration */.p0)(seconds)]),
        ...(runs.length > 0 ? [`${runs.length === 1 ? 'run' : 'runs'} ${runs.join(', ')}`] : []),
        ...(headSha ? [`commit ${(0,src_escape/* markdownLink */.iQ)(headSha.slice(0, 7), commit)}`] : []),
    ].join(' · ');
}
/** Why it ended so, and what to do; lines after a colon are the points of a list, others those of Doksi's words. */
function explanation({ what, next }) {
    const lines = (0,src_text/* clipped */.cz)(what, MAX_EXPLANATION).split('\n').map(src_escape/* forMarkdown */.Bm);
    const [first = '', ...points] = lines.filter((line) => line !== '');
    const todo = (0,src_text/* clipped */.cz)(next, MAX_EXPLANATION).split('\n').map(linkedOrPlain);
    const rest = first.endsWith(':') ? [points.map((point) => `- ${point}`).join('\n')] : points;
    const paragraphs = [first, ...rest, ...todo];
    return paragraphs.filter((part) => part !== '').join('\n\n');
}
function linkedOrPlain(text) {
    const href = (0,src_text/* webLink */.Dl)(text);
    return href === undefined ? (0,src_escape/* forMarkdown */.Bm)(text) : (0,src_escape/* markdownLink */.iQ)(text, href);
}
/** The groups in the order in which a reader wants them. */
function sectionsOf({ attempts, results }) {
    const { failed, known, flaky, others, passed, counts } = results;
    return [
        { ...words/* GROUPS */.fd.failed, tests: failed, count: counts.failed, detail: 'failed' },
        { ...words/* GROUPS */.fd.known, tests: known, count: counts.known, detail: 'failed' },
        { ...words/* GROUPS */.fd.flaky, tests: flaky, count: counts.flaky, detail: 'failed' },
        { ...otherWords(attempts), tests: others, count: counts.others, detail: 'others' },
        { ...words/* GROUPS */.fd.passed, tests: passed, count: counts.passed, detail: 'passed' },
    ];
}
/** Of a run that nothing was heard of, its creation told the tests. */
const STARTED = { emoji: '▫️', word: 'started' };
/** What tests are called that neither passed nor failed: it depends on whether they still may. */
function otherWords(attempts) {
    if (!attempts.some(({ run }) => run))
        return STARTED;
    return attempts.every(({ run }) => (0,attempt/* isSettled */.Is)(run)) ? words/* GROUPS */.fd.other : words/* UNFINISHED */.yA;
}
/** Made once, however often a shorter summary is tried. */
function rows({ emoji, tests }) {
    return tests.map((test) => `| ${emoji} | ${(0,test_row/* testCell */.Hn)(test)} | ${(0,test_row/* placeCell */.sL)(test.result)} | ${(0,test_row/* timeCell */.s5)(test.result)} |`);
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
        ? [`*${(0,src_text/* counted */.hS)(count, `${word} test`)} left out here: the summary would be too large for GitHub.*`]
        : [];
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
