export const id = 440;
export const ids = [440];
export const modules = {

/***/ 6440:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPlan: () => (/* binding */ readPlan)
});

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
        // Loaded only here: most steps name no files, and what looks into them is large.
        const { locate } = await Promise.all(/* import() */[__webpack_require__.e(996), __webpack_require__.e(77)]).then(__webpack_require__.bind(__webpack_require__, 1077));
        const found = await locate(target, workspace, checked, signal);
        if ('problems' in found)
            problems.push(...found.problems);
        else
            located.push({ ...entry, target: { key: 'apk', apk: target.apk, package: found } });
    }
    signal.throwIfAborted();
    return { entries: located, problems };
}

// EXTERNAL MODULE: ./src/inputs/problems.ts
var inputs_problems = __webpack_require__(8925);
// EXTERNAL MODULE: ./src/mapping.ts
var mapping = __webpack_require__(9765);
// EXTERNAL MODULE: ./src/inputs/named.ts
var named = __webpack_require__(4300);
// EXTERNAL MODULE: ./src/inputs/misspelt.ts
var misspelt = __webpack_require__(8422);
;// CONCATENATED MODULE: ./src/inputs/unknown-keys.ts


/** The keys of a mapping that are none of those known, each with the one that was probably meant. Each is told once. */
class UnknownKeys {
    #likely;
    #known;
    constructor(mapping, known) {
        const keys = Object.keys(mapping).filter((key) => !known.includes(key));
        this.#likely = new Map(keys.map((key) => [key, (0,misspelt/* likelyName */.m)(key, known)]));
        this.#known = known;
    }
    /** The end of an error that misses one of `names`: the keys that may be meant, or nothing. */
    guess(...names) {
        const found = [...this.#likely].filter(([, likely]) => likely !== undefined && names.includes(likely));
        return found
            .map(([key, likely = '']) => {
            this.#likely.delete(key);
            return `; is "${(0,named/* shownKey */.dM)(key)}" meant to be ${names.length === 1 ? 'it' : likely}?`;
        })
            .join('');
    }
    /** Warns of the keys that look misspelt, where others are passed on. */
    warnOfSlips(where, findings) {
        for (const [key, likely] of this.#likely) {
            if (likely === undefined)
                continue;
            findings.warn(`${where}.${(0,named/* shownKey */.dM)(key)}`, `is not a key this action knows; was "${likely}" meant? It is passed on as it is`);
        }
    }
    /** Refuses all of them, where nothing is passed on. */
    refuse(where, findings) {
        for (const [key, likely] of this.#likely) {
            const guess = likely === undefined ? '' : `; was "${likely}" meant?`;
            findings.problem(where, `has ${(0,named/* shownKey */.dM)(key)}; there are only ${this.#known.join(', ')}${guess}`);
        }
    }
}

;// CONCATENATED MODULE: ./src/inputs/known-failures.ts



const KEYS = ['test_id', 'until', 'reason'];
/** Further ahead, a failure is no longer known but forgotten. */
const MAX_DAYS_AHEAD = 90;
const DAY_MS = 86_400_000;
/** Reads the list of known failures; `nowMs`, since the epoch, tells today. */
function readKnownFailures(text, nowMs, parseYaml, findings) {
    const yaml = text.trim() === '' ? undefined : parseYaml(text, 'known-failures', findings);
    // A list whose last item was taken off is none.
    if (yaml === undefined || yaml.value === null)
        return [];
    const list = yaml.value;
    if (!Array.isArray(list)) {
        findings.problem('known-failures', `is ${(0,named/* named */.KT)(list)}; give a list, in which each known failure begins with a dash`);
        return [];
    }
    const first = new Map();
    return list.flatMap((raw, index) => {
        const where = `known-failures[${index}]`;
        if (!(0,mapping/* isMapping */.p)(raw)) {
            const shown = (0,named/* named */.KT)(raw, yaml.written(list, index));
            findings.problem(where, `is ${shown}; give a mapping of test_id, until and reason`);
            return [];
        }
        const failure = readKnownFailure(raw, where, nowMs, yaml, findings);
        if (failure === undefined)
            return [];
        const earlier = first.get(failure.testId);
        if (earlier !== undefined) {
            findings.problem(`${where}.test_id`, `is ${(0,named/* named */.KT)(failure.testId)}, as known-failures[${earlier}] has it; keep one of them`);
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
        return findings.problem(at, `is ${(0,named/* named */.KT)(value, yaml.written(raw, key))}; ${allowed}`);
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
        return findings.problem(where, `is ${(0,named/* named */.KT)(text)}, which is no day; give one such as 2026-12-15`);
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
        const at = () => (isList ? `${where()}[${key}]` : `${where()}.${(0,named/* shownKey */.dM)(String(key))}`);
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
    if (!(0,mapping/* isMapping */.p)(value)) {
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
        return findings.problem(where, `is ${(0,named/* named */.KT)(value)}; ${ALLOWED}`);
    if (items.length === 0)
        return findings.problem(where, `is empty; ${ALLOWED}`);
    const paths = [];
    items.forEach((item, index) => {
        const at = typeof value === 'string' ? where : `${where}[${index}]`;
        if (typeof item !== 'string' || item.trim() === '') {
            findings.problem(at, `is ${(0,named/* named */.KT)(item)}; ${ALLOWED}`);
        }
        else if (/^https?:/i.test(item)) {
            const next = 'give a URL as binary_url, in the short form as binary-url';
            findings.problem(at, `is ${(0,named/* namedUrl */.vO)(item)}, which is no file; ${next}`);
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
    return findings.problem(where, `is ${(0,named/* named */.KT)(value)}; give a text, quoted if it looks like a number`);
}

;// CONCATENATED MODULE: ./src/inputs/web-url.ts
/**
 * Whether a text is an http(s) URL as everybody writes it. `URL` alone also takes what browsers mend: `https:/x`,
 * `https:x`, backslashes, tabs inside.
 */
function isWebUrl(text) {
    return (/^https?:\/\/[^/?#"<>]+([/?#]|$)/i.test(text) && !/[\s\\\p{Cc}]/u.test(text) && URL.parse(text) !== null);
}
/** https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6. */
const PRIVATE_ADDRESSES = [
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
];
/** Whether a URL leads to this machine or into a private network, as far as its host's name or address tells. */
function isPrivate(url) {
    // Loaded only here, for a step without an address needs none of it.
    const { BlockList, isIP, isIPv4 } = process.getBuiltinModule('node:net');
    const host = URL.parse(url)?.hostname.replace(/^\[|\]$|\.$/g, '') ?? '';
    if (isIP(host) === 0)
        return (!host.includes('.') ||
            /\.(localhost|localdomain|local|internal|intranet|lan|corp|home|home\.arpa)$/.test(host));
    const privates = new BlockList();
    for (const [address, prefix, family] of PRIVATE_ADDRESSES)
        privates.addSubnet(address, prefix, family);
    // Addresses of IPv4 that are written as ones of IPv6 are found among those of IPv4.
    return privates.check(host, isIPv4(host) ? 'ipv4' : 'ipv6');
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
        return findings.problem(where, `is ${isUrl ? (0,named/* namedUrl */.vO)(value) : (0,named/* named */.KT)(value)}; ${allowed}`);
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
        findings.warn(where, `names ${(0,named/* named */.KT)(id)} more than once, which may spend allowance for each`);
    }
    return ids;
}
function wrong(value, source, allowed) {
    const isBare = typeof value === 'number' || typeof value === 'boolean';
    return `is ${(0,named/* named */.KT)(value, source)}; ${isBare ? 'quote it: test ids are texts' : allowed}`;
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
        findings.problem(where, `is ${(0,named/* named */.KT)(value)}; give web or android`);
        return expected;
    }
    if (value !== 'web' && value !== 'android') {
        const likely = (0,misspelt/* likelyName */.m)(value, ['web', 'android']);
        const guess = likely === undefined ? '' : ` (was "${likely}" meant?)`;
        findings.warn(where, `is ${(0,named/* named */.KT)(value)}, which this action does not know${guess}; it is passed on as it is`);
    }
    else if (target !== undefined && value !== expected) {
        findings.problem(where, `is "${value}", but ${target} goes with ${expected}`);
    }
    return value;
}

;// CONCATENATED MODULE: ./src/inputs/matrix.ts



/** The entries of the input `matrix`: a list, or a mapping with the one key `matrix`, as in Doksi's docs. */
function readMatrix(text, parseYaml, findings) {
    const yaml = parseYaml(text, 'matrix', findings);
    if (yaml === undefined)
        return [];
    const { value } = yaml;
    const body = (0,mapping/* isMapping */.p)(value) && value['matrix'] !== undefined ? value : undefined;
    const list = body ? body['matrix'] : value;
    const others = Object.keys(body ?? {}).filter((key) => key !== 'matrix');
    if (others.length > 0) {
        const names = others.map(named/* shownKey */.dM).join(', ');
        findings.problem('matrix', `has ${names} beside its key matrix; move that to extra-body`);
    }
    if (Array.isArray(list))
        return readEntries(list, yaml, findings);
    if (list === null) {
        findings.problem('matrix', 'is empty; give at least one entry');
    }
    else {
        const what = (0,mapping/* isMapping */.p)(value) && !body ? 'a mapping without the key matrix' : (0,named/* named */.KT)(list);
        findings.problem('matrix', `is ${what}; give a list of entries, each of which begins with a dash`);
    }
    return [];
}
function readEntries(list, yaml, findings) {
    if (list.length === 0)
        findings.problem('matrix', 'is empty; give at least one entry');
    return list.flatMap((raw, index) => {
        const where = `matrix[${index}]`;
        if ((0,mapping/* isMapping */.p)(raw))
            return readEntry(raw, where, yaml, findings) ?? [];
        findings.problem(where, `is ${(0,named/* named */.KT)(raw, yaml.written(list, index))}; give a mapping with a target and test_ids`);
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
function readRunRequest(reader, parseYaml, findings) {
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
            ...(matrix.length > 0 ? readMatrix(reader.raw('matrix'), parseYaml, findings) : []),
            ...(shortForm.length > 0 ? readShortForm(reader, isAlone, findings) : []),
        ],
        extraBody: extraBody.length > 0 ? readExtraBody(reader.raw('extra-body'), parseYaml, findings) : {},
    };
    return runId === '' ? { kind: 'new', ...request } : { kind: 'existing', runId };
}
function checkRunId(runId, others, findings) {
    if (others.length > 0) {
        findings.problem('run-id', `follows a run that exists, so it excludes ${others.join(', ')}`);
    }
    // The id becomes a part of a path.
    if (/\s/.test(runId) || /^\.+$/.test(runId)) {
        findings.problem('run-id', `is ${(0,named/* named */.KT)(runId)}; give the id of one run`);
    }
}
function readExtraBody(text, parseYaml, findings) {
    const yaml = parseYaml(text, 'extra-body', findings);
    if (yaml === undefined)
        return {};
    if (!(0,mapping/* isMapping */.p)(yaml.value)) {
        // A text may be a credential whose key lacks the blank behind its colon.
        const what = typeof yaml.value === 'string' ? 'a text' : (0,named/* named */.KT)(yaml.value);
        findings.problem('extra-body', `is ${what}; give a mapping of keys and values, such as "pull_request: 7"`);
        return {};
    }
    if (Object.hasOwn(yaml.value, 'matrix')) {
        findings.problem('extra-body.matrix', 'cannot be replaced here; use the input matrix');
    }
    checkNumbers(yaml.value, () => 'extra-body', yaml, findings);
    return yaml.value;
}

// EXTERNAL MODULE: ./src/inputs/scalars.ts
var scalars = __webpack_require__(4964);
// EXTERNAL MODULE: ./src/inputs/settings.ts
var inputs_settings = __webpack_require__(900);
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
    const hasCredentials = isWebUrl(text) && (url?.username !== '' || url.password !== '');
    // An empty query would swallow the path that is added; it shows in no part of the URL.
    const isPlain = isWebUrl(text) && !hasCredentials && !/[?#]/.test(text);
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
    if (!isPlain || !isSafe) {
        const fault = hasCredentials ? ', which holds credentials' : '';
        findings.problem('api-url', `is ${(0,named/* namedUrl */.vO)(text)}${fault}; give an https URL (http only for this machine itself) without credentials or a query`);
    }
    return text.replace(/\/+$/, '');
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

;// CONCATENATED MODULE: ./src/inputs/read.ts






/** The parser for `readInputs`: a large one, and loaded only where an input holds YAML. */
async function yamlParserFor(source) {
    const isNeeded = YAML_INPUTS.some((name) => source(name).trim() !== '');
    if (isNeeded)
        return (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(482)]).then(__webpack_require__.bind(__webpack_require__, 1482))).parseYaml;
    return () => {
        throw new Error('there was no YAML');
    };
}
const YAML_INPUTS = ['matrix', 'extra-body', 'known-failures'];
/** Reads and checks all inputs. `nowMs`, since the epoch, tells which days of known failures are near enough. */
function readInputs(source, nowMs, parseYaml) {
    const { settings, problems } = (0,inputs_settings/* readSettings */.s)(source);
    const findings = new inputs_problems/* Findings */.F(problems);
    const reader = new scalars/* ScalarReader */.u(source, findings);
    const dryRun = reader.boolean('dry-run') ?? false;
    const wait = reader.boolean('wait') ?? true;
    const ifNoApiKey = reader.choice('if-no-api-key', ['error', 'skip']);
    const inputs = {
        apiKey: readApiKey(reader, dryRun || ifNoApiKey === 'skip', findings),
        apiUrl: readApiUrl(reader, findings),
        run: readRunRequest(reader, parseYaml, findings),
        targetName: reader.text('target-name') || undefined,
        targetVersion: reader.text('target-version') || undefined,
        wait,
        dryRun,
        ...readTimes(reader),
        retries: reader.number('retries', isRetries, 'a whole number from 0 to 5') ?? 0,
        onRerun: reader.choice('on-rerun', ['all', 'failed']) ?? 'all',
        knownFailures: readKnownFailures(reader.raw('known-failures'), nowMs, parseYaml, findings),
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

// EXTERNAL MODULE: ./src/apps/package.ts
var apps_package = __webpack_require__(5600);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
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
        const name = (0,src_text/* shortUrl */.mv)(url.href);
        const number = (labels.get(name) ?? 0) + 1;
        labels.set(name, number);
        // Their queries may tell them apart, but may hold a token, too.
        const label = number === 1 ? name : `${name} (${number})`;
        targets.set(id, { key: target.key, url, label });
    }
    return { withinMs: readyMs, text: readyText, targets: [...targets.values()] };
}

// EXTERNAL MODULE: ./src/plan/known-failures.ts
var known_failures = __webpack_require__(8750);
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
        knownFailures: (0,known_failures/* knownFailuresAt */.c)(nowMs, inputs.knownFailures),
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
    return { key: JSON.stringify([(0,apps_package/* contentKey */.lO)(found), name, version]), name, version, package: found };
}
function uploadsOf(registered) {
    const byContent = Map.groupBy(registered, (registration) => (0,apps_package/* contentKey */.lO)(registration.package));
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

;// CONCATENATED MODULE: ./src/read-plan.ts




/** Every problem is told at once: those of the inputs, and those of the files that they name. */
async function readPlan(source, { context, step, signal, nowMs }) {
    const { inputs, problems, warnings } = readInputs(source, nowMs, await yamlParserFor(source));
    for (const warning of warnings)
        step.warning(warning);
    const asked = inputs.run.kind === 'new' ? inputs.run.entries : [];
    const apps = await collectApps(asked, context.workspace, signal);
    const all = [...problems, ...apps.problems];
    if (all.length > 0)
        throw new inputs_problems/* InputError */.d(all);
    return { inputs, plan: makePlan(inputs, context, apps.entries, nowMs) };
}


/***/ })

};
