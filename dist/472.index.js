export const id = 472;
export const ids = [472];
export const modules = {

/***/ 7472:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tellJunit: () => (/* binding */ tellJunit)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/escape.ts
var src_escape = __webpack_require__(2988);
// EXTERNAL MODULE: ./src/results/attempt.ts
var attempt = __webpack_require__(3511);
// EXTERNAL MODULE: ./src/results/tests.ts
var tests = __webpack_require__(8283);
// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/report/tries.ts
var report_tries = __webpack_require__(687);
;// CONCATENATED MODULE: ./src/report/junit.ts






/** Longer names are cut (characters). */
const MAX_NAME = 500;
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
    const where = tests.map(({ result }) => (0,words/* destination */.j_)(result)).find((name) => (0,src_escape/* isVisible */.zN)(name)) ?? '';
    const names = distinctNames(tests.map(({ result }) => result));
    return {
        name: (0,src_text/* clipped */.cz)(where === '' ? title : where, MAX_NAME),
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
    const bare = results.map((result) => (0,src_text/* clipped */.cz)((0,words/* testName */.UU)(result), MAX_NAME));
    const sharers = Map.groupBy(bare, (name) => name);
    const withId = results.map(({ test_id }, index) => {
        const name = bare[index] ?? '';
        const isShared = (sharers.get(name)?.length ?? 0) > 1;
        return isShared && test_id && test_id !== name ? `${name} (${(0,src_text/* clipped */.cz)(test_id, MAX_NAME)})` : name;
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
    switch (test.group) {
        case 'passed':
            return [];
        case 'flaky':
            return tries
                .filter((attempt) => attempt.result.status !== 'passed')
                .map((attempt) => tried(attempt, 'flaky'));
        case 'failed':
            return [failure(test), ...tries.slice(1).map((attempt) => tried(attempt, 'rerun'))];
        case 'known':
            return [
                finding('skipped', 'known-failure', `known until ${test.known?.until ?? ''}: ${test.known?.reason ?? ''}`, result),
            ];
        case 'other': {
            const isOver = outcome.attempts.every(({ run }) => (0,attempt/* isSettled */.Is)(run));
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
    const { then } = (0,report_tries/* toldTries */.N)(test);
    const [first] = tries;
    const what = failures > 1 || then ? `failed ${(0,report_tries/* times */.H)(failures)}${then}` : 'failed';
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
    const link = (0,src_text/* webLink */.Dl)(result.url);
    const text = `${(0,src_text/* clipped */.cz)((0,words/* testAt */.iW)(result), MAX_NAME)}: ${what}`;
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
        const message = `${(0,src_text/* counted */.hS)(unlisted, 'failed test')}, which Doksi counts but does not list`;
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
function caseProperties(test) {
    const { result, tries } = test;
    const carried = (0,tests/* carriedFrom */.FI)(test);
    const all = {
        url: (0,src_text/* webLink */.Dl)(result.url),
        test_id: result.test_id,
        result_id: result.result_id,
        platform: result.destination?.platform,
        ...(tries.length > 1 && { attempts: String(tries.length) }),
        ...(carried !== undefined && { carried_over_from_attempt: String(carried) }),
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
    return (0,src_escape/* undirected */.we)(text).replace(FORBIDDEN, '\ufffd');
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
async function tellJunit(path, { outcome, title, context: { workspace } }, signal) {
    const xml = await junitXml(junitReport(outcome, title));
    const isFolder = /[\\/]$/.test(path);
    if (isFolder)
        throw new Error(`junit-path is ${path}, a folder; name a file`);
    await writeWhole((0,external_node_path_.resolve)(workspace, path), xml, signal);
    return { 'junit-path': path };
}
/** The file is there whole or not at all: nobody finds half of it, not even after a kill. */
async function writeWhole(path, text, signal) {
    const there = await statsOf(path);
    // Above all no device, which the rename would do away with for the whole machine.
    if (there !== undefined && !there.isFile())
        throw new Error(`${path} is no regular file; name another`);
    const folder = (0,external_node_path_.dirname)(path);
    await makeFolder(folder);
    const draft = (0,external_node_path_.join)(folder, `.doksi-junit-${(0,external_node_crypto_.randomUUID)()}`);
    try {
        await (0,promises_.writeFile)(draft, text, { signal });
        await (0,promises_.rename)(draft, path);
    }
    catch (error) {
        await (0,promises_.rm)(draft, { force: true });
        throw error;
    }
}
/**
 * Makes a folder and those above it. Not by Node's `recursive`, which tries for ever where a file system says that there
 * is no such folder whose parent is there, as Linux says of new ones in `/proc`.
 */
async function makeFolder(folder) {
    if ((await statsOf(folder))?.isDirectory())
        return;
    const parent = (0,external_node_path_.dirname)(folder);
    if (parent !== folder)
        await makeFolder(parent);
    try {
        await (0,promises_.mkdir)(folder);
    }
    catch (error) {
        // Another job on the same machine may have been faster.
        if (!(await statsOf(folder))?.isDirectory())
            throw error;
    }
}
/** Of what lies there, through links; undefined where nothing does, or nobody may know. */
async function statsOf(path) {
    try {
        return await (0,promises_.stat)(path);
    }
    catch {
        return undefined;
    }
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
