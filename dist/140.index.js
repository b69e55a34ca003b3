export const id = 140;
export const ids = [140];
export const modules = {

/***/ 5600:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EC: () => (/* binding */ CHUNK_BYTES),
/* harmony export */   MB: () => (/* binding */ entryName),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   TM: () => (/* binding */ digestFile),
/* harmony export */   lO: () => (/* binding */ contentKey),
/* harmony export */   oZ: () => (/* binding */ packageName),
/* harmony export */   ve: () => (/* binding */ inWorkspace),
/* harmony export */   yj: () => (/* binding */ packageSize)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _base_escape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3834);
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(766);






/** Large reads make both digests and uploads fast. */
const CHUNK_BYTES = 1024 * 1024;
/** Characters of a name in a message. */
const MAX_SHOWN = 200;
/** The package's name in log lines. */
function packageName({ path, files }) {
    const name = path.replace(/^.*\//, '');
    return files.length > 1 ? `${name} and ${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)(files.length - 1, 'split')}` : name;
}
/** Bytes of all files together. */
function packageSize({ files }) {
    return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
/** Equal for equal content, wherever the files are. */
function contentKey({ kind, files }) {
    return JSON.stringify([kind, ...files.map(({ name, sha256 }) => (kind === 'splits' ? [name, sha256] : sha256))]);
}
/** The file's name inside the zip: without folders and control characters, and ending in `.apk` in lower case. */
function entryName(path) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(path)
        .replace(/[\p{Cc}\p{Zl}\p{Zp}\\]/gu, '_')
        .replace(/\.apk$/i, '.apk');
}
/** The path inside the workspace, with `/` on every platform. */
function inWorkspace(path, workspace) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, path).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_2__.sep, '/');
}
/** A name or path from outside, for a message: on one line, of readable length. */
function shown(name) {
    return (0,_base_text_js__WEBPACK_IMPORTED_MODULE_5__/* .clipped */ .cz)((0,_base_escape_js__WEBPACK_IMPORTED_MODULE_4__/* .forLog */ .Ig)(name), MAX_SHOWN);
}
/** Length, SHA-256 (hexadecimal) and CRC-32 of a file. Throws if it cannot be read or the signal aborts. */
async function digestFile(path, signal) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let [crc, bytes] = [0, 0];
    const chunks = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path, { highWaterMark: CHUNK_BYTES, signal });
    for await (const chunk of chunks) {
        hash.update(chunk);
        crc = (0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.crc32)(chunk, crc);
        bytes += chunk.length;
    }
    return { bytes, sha256: hash.digest('hex'), crc32: crc };
}


/***/ }),

/***/ 3834:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ forMarkdown),
/* harmony export */   Cy: () => (/* binding */ findHiddenComments),
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   Ig: () => (/* binding */ forLog),
/* harmony export */   Ru: () => (/* binding */ labelLink),
/* harmony export */   gm: () => (/* binding */ hiddenComment),
/* harmony export */   iQ: () => (/* binding */ markdownLink),
/* harmony export */   is: () => (/* binding */ withoutDirection),
/* harmony export */   zN: () => (/* binding */ isVisible)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3659);
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7384);


// All foreign text passes through one of these functions before it is shown.
/** Characters that change the direction of text. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A character that readers see: not a control character, a space, a filler, or a mark that changes another character. */
// eslint-disable-next-line no-misleading-character-class -- each character stands for itself
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]/u;
/** The text without the characters that change the direction of writing. */
function withoutDirection(text) {
    return text.replace(DIRECTIONS, '');
}
/** Whether a reader would see anything of the text. */
function isVisible(text) {
    return VISIBLE.test(text);
}
/** For the log: one line without control characters or anything that the runner would run as a command. */
function forLog(text) {
    return withoutDirection(text.toWellFormed())
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .replaceAll('##[', '## [')
        .replace(/^(\s*)::/, '$1: :')
        .trimEnd();
}
/** For a line or table cell of Markdown: shown as it is, without mentions of users or issues. */
function forMarkdown(text) {
    const pieces = forLog(text).trim().split(ADDRESS);
    return (pieces
        .map((piece, index) => (index % 2 === 1 ? address(piece) : withoutMentions(escaped(piece))))
        .join('')
        // What would start a rule, a list or a heading.
        .replace(/^[-+=]/, '\\$&')
        .replace(/^(\d+)(?=[.)])/, '$1\\')
        // An exclamation mark before a link would make it an image.
        .replace(/!(?=\[)/g, '\\!'));
}
/** An id or another short text as Markdown code. */
function markdownCode(text) {
    const clean = forLog(text).trim();
    if (/^[\w.:/[\]-]+$/.test(clean))
        return `\`${clean}\``;
    return `<code>${clean.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`)}</code>`;
}
/** A Markdown link; the escaped text alone if the address is not a web address. */
function markdownLink(text, url) {
    // GitHub looks for mentions only outside of links.
    return (0,_url_js__WEBPACK_IMPORTED_MODULE_0__/* .webLink */ .Dl)(url) === undefined ? forMarkdown(text) : labelLink(escaped(forLog(text).trim()), url);
}
/** A link whose label is Markdown already; the label alone if the address is not a web address. */
function labelLink(label, url) {
    const href = (0,_url_js__WEBPACK_IMPORTED_MODULE_0__/* .webLink */ .Dl)(url);
    return href === undefined ? label : `[${label}](${linkDestination(href)})`;
}
/** A web address as GitHub recognises it in text, alone or at the end of a sentence. */
const ADDRESS = /((?:https?:\/\/|ftp:\/\/|\bwww\.)[^\s<>|`]*[^\s<>|`.,;:!?'")\]}])/i;
/** An address in foreign text: a link if it leads to Doksi, otherwise code, which GitHub does not link. */
function address(url) {
    const href = (0,_url_js__WEBPACK_IMPORTED_MODULE_0__/* .webLink */ .Dl)(url) ?? '';
    const isDoksi = /^https:\/\/([^/?#]+\.)?doksi\.ai[:/]/.test(href);
    return isDoksi ? `[${escaped(url)}](${linkDestination(href)})` : `\`${url}\``;
}
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
function escaped(text) {
    return (text
        .replace(/[&<>\\`*~[\]|#$]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`)
        // Inside a word an underscore has no meaning, and ids stay readable without the backslash.
        .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
        // A word joiner, which is invisible, keeps `:tada:` from becoming an emoji.
        .replace(/:(?!\d+:)(?=[\w+-]{1,40}:)/g, ':\u2060'));
}
/** GitHub resolves mentions, issue numbers and e-mail addresses after Markdown's own escapes. */
function withoutMentions(markdown) {
    return markdown.replace(/@(?=\S)|#(?=\d)|\bGH-(?=\d)/gi, '$&\u2060');
}
/** Escapes what would end the link, and entities such as `&copy;`. */
function linkDestination(href) {
    return href
        .replace(/[()|<>\\`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
        .replace(/&(?=#?\w+;)/g, '&amp;');
}
/** A value in an HTML comment, which Markdown does not show. Its text cannot end the comment or mention anyone. */
function hiddenComment(name, value) {
    // In JSON these characters occur only within strings, where escapes are allowed.
    const json = JSON.stringify(value).replace(/[<>@&]|-(?=-)|[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return `<!-- ${name} ${json} -->`;
}
/** The hidden comments with this name, in order; those that are not JSON are skipped. */
function findHiddenComments(name, text) {
    const pattern = new RegExp(`<!-- ${name} (\\{[^<>\\n]*\\}) -->`, 'g');
    return [...text.matchAll(pattern)].flatMap((match) => {
        const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(match[1] ?? '');
        return value === undefined ? [] : [{ value, start: match.index, end: match.index + match[0].length }];
    });
}


/***/ }),

/***/ 2571:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   xR: () => (/* binding */ helpUrl)
/* harmony export */ });
const TROUBLESHOOTING = 'https://github.com/doksi/run-action/blob/main/docs/troubleshooting.md';
/** The address of a row of the troubleshooting page. */
function helpUrl(topic) {
    return `${TROUBLESHOOTING}#${topic}`;
}
/** An error for users: what happened, then what to do next. */
class Failure extends Error {
    what;
    next;
    /** The row of the troubleshooting page, if there is one. */
    help;
    constructor(what, next, { help, ...options } = {}) {
        super(`${what}\n${next}`, options);
        this.name = new.target.name;
        this.what = what;
        this.next = next;
        this.help = help;
    }
}
/** The error itself if it is a Failure; anything else that is thrown is a bug in this action. */
function asFailure(error) {
    if (error instanceof Failure)
        return error;
    return new Failure(`The action itself failed: ${reasonOf(error)}.`, 'This is a bug in doksi/run-action. Report it with the log of this step.', { cause: error });
}
/** The message of anything that was thrown. */
function reasonOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 3659:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pi: () => (/* binding */ isMapping),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   to: () => (/* binding */ mapStrings)
/* harmony export */ });
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** Deeper JSON is rejected: serialising it again would exhaust the stack. */
const MAX_DEPTH = 200;
/** Parses JSON from outside. Returns undefined if the text is not JSON or has more than 200 levels. */
function parseJson(text) {
    try {
        const json = JSON.parse(text);
        return isDeeperThan(MAX_DEPTH, json) ? undefined : json;
    }
    catch {
        return undefined;
    }
}
function isDeeperThan(levels, value) {
    if (typeof value !== 'object' || value === null)
        return false;
    return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}
/** Longer keys (characters) are not ours, so they may contain anything. */
const MAX_OWN_KEY = 16;
function mapStrings(value, map) {
    if (typeof value === 'string')
        return map(value);
    if (Array.isArray(value))
        return value.map((item) => mapStrings(item, map));
    if (!isPlainObject(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.length > MAX_OWN_KEY ? map(key) : key, mapStrings(item, map)]));
}
function isPlainObject(value) {
    if (!isMapping(value))
        return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}


/***/ }),

/***/ 766:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gx: () => (/* binding */ minutes),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   KW: () => (/* binding */ age),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   cz: () => (/* binding */ clipped),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   ix: () => (/* binding */ megabytes),
/* harmony export */   l2: () => (/* binding */ capitalized),
/* harmony export */   p0: () => (/* binding */ duration)
/* harmony export */ });
// Wording shared by the log, errors and reports. Foreign text stays unescaped: escaping depends on where it is shown.
/** `9s`, `1m 04s`, `1h 02m`. */
function duration(seconds) {
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole}s`;
    const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
    if (minutes < 60)
        return `${minutes}m ${twoDigits(rest)}s`;
    return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}
/** A duration in milliseconds that a user has set: `60 minutes`, or `1m 30s` if it is not a whole number. */
function minutes(ms) {
    return ms % 60_000 === 0 ? counted(ms / 60_000, 'minute') : duration(ms / 1000);
}
function twoDigits(number) {
    return String(number).padStart(2, '0');
}
/** `1 test`, `4 tests`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** `A, B and 7 more`: at most `max` names. */
function listed(names, max, total = names.length) {
    const shown = names.slice(0, max);
    const more = total - shown.length;
    if (shown.length === 0)
        return '';
    return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
/** The text with its first letter in upper case. */
function capitalized(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
/** The text with a full stop, unless it ends with punctuation. */
function sentence(text) {
    return /[.!?…:]$/.test(text) ? text : `${text}.`;
}
/** At most `max` characters, including the final ellipsis of a cut text; no surrogate pair is cut in half. */
function clipped(text, max) {
    if (text.length <= max)
        return text;
    return `${text.slice(0, Math.max(max - 1, 0)).replace(/[\ud800-\udbff]$/, '')}…`;
}
/** The text with all white space and control characters replaced by single spaces. */
function oneLine(text) {
    return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
/** `16.8 MB`, in units of a million bytes. */
function megabytes(bytes) {
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
/** `40 min`, `3 h`, `2 days`: a rounded duration in milliseconds. */
function age(ms) {
    const minutes = Math.max(Math.round(ms / 60_000), 1);
    if (minutes < 60)
        return `${minutes} min`;
    const hours = Math.round(minutes / 60);
    return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}


/***/ }),

/***/ 7384:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dd: () => (/* binding */ isPrivateUrl),
/* harmony export */   Dl: () => (/* binding */ webLink),
/* harmony export */   O9: () => (/* binding */ isWebUrl),
/* harmony export */   RW: () => (/* binding */ hideCredentials),
/* harmony export */   mv: () => (/* binding */ shortUrl)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_0__);

/** Host and path, without credentials and query, which may be secret. */
function shortUrl(text) {
    const url = URL.parse(text);
    return url === null ? hideCredentials(text) : `${url.host}${url.pathname.replace(/\/$/, '')}`;
}
/** The address in its encoded form without credentials, if it is `http(s)`. Nothing else becomes a link. */
function webLink(text) {
    const url = URL.parse(text ?? '');
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        return undefined;
    url.username = '';
    url.password = '';
    return url.href;
}
/** The address with `***` before its `@`, including the forms that only browsers accept: `https:user:password@host`. */
function hideCredentials(text) {
    return text.replace(/^(?=[^@]*[:\\/])((?:[a-z][a-z\d+.-]*:(?=[\\/]|.*:.*@))?[\\/]*)[^\\/?#]*@/i, '$1***@');
}
/** Whether the text is an http(s) URL in its usual form. `URL` also accepts what browsers repair, such as `https:/x`. */
function isWebUrl(text) {
    return /^https?:\/\/[^/?#"<>]+([/?#]|$)/i.test(text) && !/[\s\\\p{Cc}]/u.test(text) && URL.parse(text) !== null;
}
/** https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 counterpart. */
const PRIVATE_NETWORKS = '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 ::/127 fc00::/7 fe80::/10';
const PRIVATE_SUFFIX = /\.(localhost|localdomain|local|internal|intranet|lan|corp|home|home\.arpa)$/;
/** Whether a URL leads to this machine or a private network, judged by its host name or address. */
function isPrivateUrl(url) {
    const host = URL.parse(url)?.hostname.replace(/^\[|\]$|\.$/g, '') ?? '';
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0)
        return !host.includes('.') || PRIVATE_SUFFIX.test(host);
    const networks = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    for (const network of PRIVATE_NETWORKS.split(' ')) {
        const [address = '', prefix] = network.split('/');
        networks.addSubnet(address, Number(prefix), familyOf(address));
    }
    return networks.check(host, familyOf(host));
}
function familyOf(address) {
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) ? 'ipv4' : 'ipv6';
}


/***/ }),

/***/ 4118:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O3: () => (/* binding */ STORAGE),
/* harmony export */   a6: () => (/* binding */ RUNS_API),
/* harmony export */   mD: () => (/* binding */ TARGETS_API),
/* harmony export */   nC: () => (/* binding */ API),
/* harmony export */   vc: () => (/* binding */ isExpiredUrl)
/* harmony export */ });
/* harmony import */ var _base_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3659);
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8549);


// Doksi's two servers, the API and the storage for uploads, with the remedies for their errors.
const UNREACHABLE = {
    next: 'Check the network between this runner and Doksi (proxy, firewall, api-url), then run the job again.',
    help: 'doksi-unreachable',
};
const DOWN = { next: 'Doksi may be down or slow. Run the job again later.', help: 'doksi-unreachable' };
const GATEWAY = {
    next: 'Check api-url and the network: a gateway or proxy between this runner and Doksi may have responded instead of Doksi.',
    help: 'gateway-page',
};
const FORBIDDEN = 'Check the permissions of this API key and the policies in Settings > Integrations > CI/CD.';
/** The API, with remedies for the statuses of one of its requests. */
function apiWith(byStatus) {
    return {
        name: 'Doksi',
        errorIn: (_, json) => jsonError(json),
        remedies: {
            unreachable: UNREACHABLE,
            failed: DOWN,
            invalid: GATEWAY,
            byStatus: {
                401: {
                    next: 'Check the api-key input: the key may be wrong or revoked. Create keys in Settings > Integrations > CI/CD.',
                    help: 'api-key-rejected',
                },
                402: { next: "Check the plan and its allowance in Doksi's settings.", help: 'allowance-used-up' },
                403: { next: FORBIDDEN, help: 'api-key-rejected' },
                404: {
                    next: 'Check api-url, and that the id belongs to the workspace of this API key.',
                    help: 'run-not-found',
                },
                408: DOWN,
                429: { next: 'Too many requests with this key. Run the job again later, or run fewer jobs at once.' },
                ...byStatus,
            },
            rejected: { next: "Correct the inputs of this step as described in Doksi's error.", help: 'run-rejected' },
        },
    };
}
const API = apiWith({});
/** The API as the server of `POST /runs`. */
const RUNS_API = apiWith({
    400: {
        next: "Compare the matrix and extra-body with Doksi's documentation. The input dry-run: true shows the exact request.",
        help: 'run-rejected',
    },
    403: { next: FORBIDDEN, help: 'run-rejected' },
    404: {
        next: 'Check api-url, and that the tests and targets belong to the workspace of this API key.',
        help: 'run-rejected',
    },
});
/** Doksi may also reject a retry because the first try, whose response was lost, has registered the target. */
const TARGET_REJECTED = {
    next: 'If a target with this name and version exists already, set another target-name or target-version. Otherwise check the APK that the build produced.',
    help: 'target-rejected',
};
/** The API as the server of `POST /targets`. */
const TARGETS_API = apiWith({ 400: TARGET_REJECTED, 409: TARGET_REJECTED, 422: TARGET_REJECTED });
const UPLOAD_AGAIN = {
    next: "Run the job again: it uploads to a new address. If the error repeats, report it to Doksi's support.",
    help: 'upload-failed',
};
/** S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const STORAGE = {
    name: "Doksi's storage",
    hasSecretUrls: true,
    errorIn: (text, json) => jsonError(json) ?? xmlError(text),
    remedies: {
        unreachable: UNREACHABLE,
        failed: { ...DOWN, help: 'upload-failed' },
        invalid: GATEWAY,
        // S3 redirects to another region while a bucket is new.
        byStatus: { 307: UPLOAD_AGAIN },
        rejected: UPLOAD_AGAIN,
    },
};
/** Whether the storage rejected an upload because its presigned URL has expired. */
function isExpiredUrl(failure) {
    if (!(failure instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RejectedError */ .zs))
        return false;
    const { code, detail } = failure;
    return code === 'ExpiredToken' || (code === 'AccessDenied' && /request has expired/i.test(detail));
}
/** Doksi documents `{"error": "text"}`. Any other JSON object also counts as its error; an HTML page does not. */
function jsonError(json) {
    if (!(0,_base_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(json))
        return undefined;
    const { error, message } = json;
    const texts = [error, (0,_base_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(error) && error['message'], message];
    return { text: texts.find((text) => typeof text === 'string') ?? '' };
}
/** S3's codes of errors that a retry may fix, with any status. */
const TRANSIENT = new Set(['RequestTimeout', 'InternalError', 'OperationAborted', 'SlowDown', 'ServiceUnavailable']);
function xmlError(xml) {
    const code = /<Error[^<>]*>\s*<Code>([^<]*)/.exec(xml)?.[1];
    if (code === undefined)
        return undefined;
    const message = /<Message>([^<]*)/.exec(xml)?.[1];
    return { code, text: message === undefined ? code : `${code}: ${message.trim()}`, isTransient: TRANSIENT.has(code) };
}


/***/ }),

/***/ 5978:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Er: () => (/* binding */ statusName),
/* harmony export */   Ng: () => (/* binding */ connect),
/* harmony export */   aR: () => (/* binding */ basicAuthorization),
/* harmony export */   iJ: () => (/* binding */ proxyFor),
/* harmony export */   x$: () => (/* binding */ connectionFault)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_events__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_querystring__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1792);
/* harmony import */ var node_querystring__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_querystring__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1692);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_tls__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9783);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8816);
/* harmony import */ var _base_failure_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2571);
/* harmony import */ var _base_url_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7384);









/**
 * Opens a connection for one request: TCP, the tunnel of a proxy if the environment names one, and TLS. Nothing of the
 * request has been sent when this settles. Rejects with an Error whose message is the reason in a few words, a Failure
 * if the proxy is not supported, or the signal's reason.
 */
async function connect(url, signal) {
    signal.throwIfAborted();
    const proxy = proxyFor(url);
    const [host, port] = [hostOf(proxy ?? url), portOf(proxy ?? url)];
    let socket = await established((0,node_net__WEBPACK_IMPORTED_MODULE_2__.connect)({ host, port, noDelay: true }), 'connect', signal);
    if (proxy) {
        if (proxy.protocol === 'https:')
            socket = await startTls(socket, hostOf(proxy), signal);
        await openTunnel(socket, proxy, url, signal);
    }
    return url.protocol === 'https:' ? startTls(socket, hostOf(url), signal) : socket;
}
/** The HTTP proxy that the environment names for the URL; `proxy:3128` means `http://proxy:3128`. May throw a Failure. */
function proxyFor(url) {
    if ((0,_actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_5__/* .checkBypass */ .H)(url))
        return undefined;
    const lower = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const variable = process.env[lower] ? lower : lower.toUpperCase();
    const value = process.env[variable]?.trim() ?? '';
    if (value === '')
        return undefined;
    const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`);
    if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:')
        return proxy;
    throw new _base_failure_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`The proxy in ${variable} is not supported: ${(0,_base_url_js__WEBPACK_IMPORTED_MODULE_7__/* .hideCredentials */ .RW)(value)}.`, `Set ${variable} to an HTTP proxy, such as http://proxy.example.com:3128, or list the host in no_proxy.`, { help: 'doksi-unreachable' });
}
/** The header for the user and password in a URL, if it has any. */
function basicAuthorization({ username, password }) {
    if (username === '' && password === '')
        return undefined;
    const pair = `${node_querystring__WEBPACK_IMPORTED_MODULE_3___default().unescape(username)}:${node_querystring__WEBPACK_IMPORTED_MODULE_3___default().unescape(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
}
function startTls(socket, host, signal) {
    // An address is not a server name: https://www.rfc-editor.org/rfc/rfc6066#section-3
    const servername = (0,node_net__WEBPACK_IMPORTED_MODULE_2__.isIP)(host) === 0 ? host : '';
    const secured = (0,node_tls__WEBPACK_IMPORTED_MODULE_4__.connect)({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
    return established(secured, 'secureConnect', signal);
}
/** Waits until the socket is established; destroys it otherwise. */
async function established(socket, event, signal) {
    // This listener stays: an error between two steps must not end the process.
    socket.on('error', () => undefined);
    try {
        await (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(socket, event, { signal });
        return socket;
    }
    catch (cause) {
        socket.destroy();
        signal.throwIfAborted();
        throw new Error(connectionFault(cause, event === 'connect' ? FAULTS : HANDSHAKE_FAULTS), { cause });
    }
}
/** https://www.rfc-editor.org/rfc/rfc9110#CONNECT */
async function openTunnel(socket, proxy, url, signal) {
    const authority = `${url.hostname}:${portOf(url)}`;
    const authorization = basicAuthorization(proxy);
    const { promise, resolve, reject } = Promise.withResolvers();
    const request = (0,node_http__WEBPACK_IMPORTED_MODULE_1__.request)({
        method: 'CONNECT',
        path: authority,
        headers: { host: authority, ...(authorization && { 'proxy-authorization': authorization }) },
        createConnection: () => socket,
        signal,
    });
    request.once('connect', ({ statusCode = 0 }, _socket, head) => {
        if (statusCode < 200 || statusCode > 299)
            reject(new Error(statusName(statusCode)));
        else if (head.length > 0)
            reject(new Error('it sent data before the tunnel was used'));
        else
            resolve(undefined);
    });
    request.on('error', reject);
    request.end();
    try {
        await promise;
    }
    catch (cause) {
        socket.destroy();
        signal.throwIfAborted();
        throw new Error(`the proxy made no connection (${connectionFault(cause)})`, { cause });
    }
}
function hostOf(url) {
    // An IPv6 address has brackets in a URL only.
    return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
function portOf({ port, protocol }) {
    return Number(port || (protocol === 'https:' ? 443 : 80));
}
/** `503 Service Unavailable` */
function statusName(status) {
    return [status, node_http__WEBPACK_IMPORTED_MODULE_1__.STATUS_CODES[status]].filter(Boolean).join(' ');
}
const FAULTS = [
    [/^(ENOTFOUND|EAI_)/, 'host name %h could not be resolved (%c)'],
    [/^ECONNREFUSED$/, 'connection refused'],
    [/^(ECONNRESET|EPIPE)$/, 'connection reset'],
    [/^E(TIMEDOUT|HOSTUNREACH|NETUNREACH)$/, 'no connection (%c)'],
    [/^HPE_/, 'invalid HTTP (%c)'],
    [/./, 'connection failed (%c)'],
];
const HANDSHAKE_FAULTS = [
    [/^(ECONNRESET)?$/, 'connection closed during the TLS handshake'],
    [/CERT|^(UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH_)/, 'TLS certificate not accepted (%c)'],
    [/./, 'TLS handshake failed (%c)'],
];
const text = zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().optional().catch(undefined);
const ErrorFields = zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({ code: text, hostname: text, message: text });
/** A network error in a few words; the message of an error without a code. */
function connectionFault(error, faults = FAULTS) {
    const { code = '', hostname = '', message = '' } = ErrorFields.safeParse(error).data ?? {};
    const words = faults.find(([pattern]) => pattern.test(code))?.[1] ?? (message || 'connection closed');
    return words.replace('%h', hostname).replace('%c', code);
}


/***/ }),

/***/ 8549:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ ResponseTimeoutError),
/* harmony export */   Dm: () => (/* binding */ isTransientStatus),
/* harmony export */   GI: () => (/* binding */ RequestError),
/* harmony export */   N6: () => (/* binding */ isRedirect),
/* harmony export */   Rc: () => (/* binding */ ConnectionError),
/* harmony export */   tF: () => (/* binding */ InvalidResponseError),
/* harmony export */   zs: () => (/* binding */ RejectedError)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _base_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2571);
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(766);
/* harmony import */ var _connect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5978);




/** How much of a response a log line shows (characters). */
const MAX_SUMMARY = 240;
/** How much of a server's text an error shows (characters). */
const MAX_DETAIL = 2000;
/** A request that failed. */
class RequestError extends _base_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR {
    server;
    /** What was received, with up to 2,000 characters of the server's text. */
    detail;
    /** Whether no byte of the request can have been sent. */
    neverSent;
    /** These three belong to the response; undefined without one. */
    status;
    json;
    retryAfterMs;
    constructor(server, what, { next, help }, options) {
        super(what, next, { cause: options.cause, help });
        this.server = server;
        this.detail = options.detail;
        this.neverSent = options.neverSent ?? false;
        this.status = options.status;
        this.json = options.json;
        this.retryAfterMs = options.retryAfterMs;
    }
    /** The detail in one short line: `503 Service Unavailable: Busy`. */
    get summary() {
        return (0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .clipped */ .cz)((0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(this.detail), MAX_SUMMARY);
    }
    /** Completes "Doksi …". */
    get predicate() {
        if (this.neverSent)
            return 'could not be reached';
        const isAnswered = this.status !== undefined && !isTransientStatus(this.status);
        return isAnswered ? 'returned no valid response' : 'did not respond';
    }
}
/** The connection could not be established, or broke. */
class ConnectionError extends RequestError {
    constructor({ server, purpose }, cause, neverSent) {
        const detail = (0,_connect_js__WEBPACK_IMPORTED_MODULE_2__/* .connectionFault */ .x$)(cause);
        super(server, `Could not ${purpose}: ${detail}.`, server.remedies.unreachable, { detail, neverSent, cause });
    }
}
/** The whole response did not arrive within the request's deadline. */
class ResponseTimeoutError extends RequestError {
    constructor({ server, purpose }, deadlineMs, neverSent = false) {
        const detail = `no ${neverSent ? 'connection' : 'response'} within ${Math.round(deadlineMs / 1000)} s`;
        const remedy = server.remedies[neverSent ? 'unreachable' : 'failed'];
        super(server, `Could not ${purpose}: ${detail}.`, remedy, { detail, neverSent });
    }
}
/** The response is not one of the server's: the page of a gateway or proxy, damaged JSON, fields of the wrong type. */
class InvalidResponseError extends RequestError {
    constructor({ server, purpose }, fault, facts) {
        const detail = (0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .clipped */ .cz)(`HTTP ${facts.status}, ${fault}`, MAX_DETAIL);
        const what = `Could not ${purpose}: not a valid response from ${server.name} (${detail}).`;
        super(server, what, server.remedies.invalid, { ...facts, detail });
    }
}
/** The server returned an error. */
class RejectedError extends RequestError {
    code;
    /** Whether the same request may succeed later. */
    isTransient;
    constructor(purpose, { text, code, isTransient = false }, facts) {
        const { status } = facts;
        const { server } = purpose;
        const shown = (0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .clipped */ .cz)(text.trim(), MAX_DETAIL);
        const detail = shown === '' ? (0,_connect_js__WEBPACK_IMPORTED_MODULE_2__/* .statusName */ .Er)(status) : `${(0,_connect_js__WEBPACK_IMPORTED_MODULE_2__/* .statusName */ .Er)(status)}: ${shown}`;
        super(server, rejectionOf(purpose, status, shown), remedyFor(server, status), { ...facts, detail });
        this.code = code;
        this.isTransient = isTransient || isTransientStatus(status);
    }
}
function rejectionOf({ server, purpose, subject }, status, text) {
    const failed = `Could not ${purpose}: ${server.name} returned`;
    if (isRedirect(status))
        return `${failed} a redirect, which is not followed (HTTP ${status}).`;
    const rejected = `${server.name} rejected ${subject ?? `the request to ${purpose}`}`;
    const reason = text.replace(/\.$/, '') || (node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[status] ?? 'no reason given');
    return `${status >= 500 ? `${failed} an error` : rejected}: ${reason} (HTTP ${status}).`;
}
function remedyFor({ remedies }, status) {
    const other = isRedirect(status) ? remedies.invalid : remedies.rejected;
    return remedies.byStatus[status] ?? (status >= 500 ? remedies.failed : other);
}
/** Any 3xx, whether or not it can be followed. */
function isRedirect(status) {
    return status >= 300 && status < 400;
}
/** Whether the status is 5xx, 408 or 429. Gateways return the last two in place of a slow or busy server. */
function isTransientStatus(status) {
    return status === 408 || status === 429 || status >= 500;
}


/***/ }),

/***/ 8902:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Km: () => (/* binding */ RetryBudget),
/* harmony export */   LH: () => (/* binding */ withRetries),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   jo: () => (/* binding */ backoffMs),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8549);

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30 * 1000;
/** How long the retries of one operation may take. */
const RETRY_BUDGET_MS = 2 * 60 * 1000;
/** The longest wait that a `Retry-After` header can demand. */
const MAX_RETRY_AFTER_MS = 2 * 60 * 1000;
/** One wait that the server demands may exceed the budget by this. */
const GRACE_MS = 30 * 1000;
/** The time that the retries of one operation may take, including nested ones; at most two minutes. */
class RetryBudget {
    #leftMs;
    #graceMs = GRACE_MS;
    constructor(ms = RETRY_BUDGET_MS) {
        this.#leftMs = Math.min(ms, RETRY_BUDGET_MS);
    }
    /** Counts time that a failed try took. */
    spend(ms) {
        this.#leftMs -= ms;
    }
    /** Spends the time of a wait if enough is left, and returns whether it was. `isDemanded`: it is a `Retry-After`. */
    trySpend(waitMs, isDemanded) {
        if (waitMs > Math.max(this.#leftMs, 0) + (isDemanded ? this.#graceMs : 0))
            return false;
        if (isDemanded)
            this.#graceMs = 0;
        this.spend(waitMs);
        return true;
    }
}
/**
 * Calls `work` with the number of the try, from 1, until it succeeds, may not be retried, or the budget is used up.
 * `spentMs` is how much of a failed try's time counts against the budget (milliseconds); all of it by default.
 */
async function withRetries(work, mayRetry, { clock, random, signal, log }, { budget = new RetryBudget(), spentMs = (_, tookMs) => tookMs, } = {}) {
    for (let tries = 1;; tries++) {
        const startedAtMs = clock.now();
        try {
            return await work(tries);
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .GI))
                throw error;
            signal.throwIfAborted();
            if (!mayRetry(error))
                throw error;
            budget.spend(spentMs(error, clock.now() - startedAtMs));
            // At least the backoff, even if the server demands less.
            const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(tries, random));
            if (!budget.trySpend(waitMs, waitMs === error.retryAfterMs))
                throw error;
            const fault = `${error.server.name} ${error.predicate} (${error.summary})`;
            log.info(`  ! ${fault}; trying again in ${Math.ceil(waitMs / 1000)} s`);
            await clock.sleep(waitMs, signal);
        }
    }
}
/** Exponential, half of it random, so that the jobs of a matrix do not retry in step. */
function backoffMs(tries, random) {
    const full = Math.min(FIRST_BACKOFF_MS * 2 ** (tries - 1), MAX_BACKOFF_MS);
    return full * (0.5 + random() / 2);
}
/** Whether the same request may succeed later. For requests that are safe to repeat. */
function isTransient(failure) {
    if (failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RejectedError */ .zs)
        return failure.isTransient;
    return failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc || failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ResponseTimeoutError */ .$7;
}
/**
 * The milliseconds that a `Retry-After` header demands, at most two minutes; undefined if it is not valid. It holds
 * seconds or a date, which is in GMT: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
function parseRetryAfter(header, nowMs) {
    const value = header?.trim() ?? '';
    if (/^\d+$/.test(value))
        return Math.min(Number(value) * 1000, MAX_RETRY_AFTER_MS);
    const ms = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) - nowMs;
    return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}


/***/ }),

/***/ 6012:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XQ: () => (/* binding */ readKnownFailures),
/* harmony export */   uc: () => (/* binding */ NO_KNOWN_FAILURES)
/* harmony export */ });
/* unused harmony export isExpired */
/* harmony import */ var _base_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3659);
/* harmony import */ var _matrix_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4640);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8925);



const NO_KNOWN_FAILURES = new Map();
/** The keys of an entry, all required, with what they may be. */
const ALLOWED = {
    test_id: 'give the id of a test',
    until: 'give a day, such as 2026-12-15',
    reason: 'give a text, quoted if it looks like a number',
};
const MAX_DAYS_AHEAD = 90;
const DAY_MS = 86_400_000;
/** Reads the list of known failures; `nowMs` is the current time since the epoch. */
function readKnownFailures({ value: list, findings }, nowMs) {
    const failures = new Map();
    // A YAML file whose last list item was removed is null.
    if (list === null)
        return failures;
    if (!Array.isArray(list)) {
        findings.invalid('known-failures', list, 'give a list; each known failure begins with a dash');
        return failures;
    }
    for (const [index, raw] of list.entries()) {
        const where = `known-failures[${index}]`;
        const failure = readKnownFailure(raw, where, nowMs, findings);
        if (failure === undefined)
            continue;
        const { testId } = failure;
        if (failures.has(testId))
            findings.invalid(`${where}.test_id`, testId, 'keep one', 'which is listed more than once');
        failures.set(testId, failure);
    }
    return failures;
}
function readKnownFailure(raw, where, nowMs, findings) {
    if (!(0,_base_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isMapping */ .pi)(raw))
        return findings.invalid(where, raw, 'give a mapping of test_id, until and reason');
    const unknown = new _problems_js__WEBPACK_IMPORTED_MODULE_1__/* .UnknownNames */ .NR(Object.keys(raw), Object.keys(ALLOWED));
    const read = (key) => {
        const at = `${where}.${key}`;
        if (raw[key] === undefined)
            return findings.problem(at, `is missing; ${ALLOWED[key]}${unknown.guess(key)}`);
        return key === 'test_id' ? (0,_matrix_js__WEBPACK_IMPORTED_MODULE_0__/* .readTestId */ .YD)(raw[key], at, findings) : (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(raw[key], at, ALLOWED[key], findings);
    };
    const [testId, day, reason] = [read('test_id'), read('until'), read('reason')];
    const until = day === undefined ? undefined : readDay(day, `${where}.until`, nowMs, findings);
    unknown.reject(where, findings);
    if (testId === undefined || until === undefined || reason === undefined)
        return undefined;
    return { testId, until, isExpired: isExpired(until, nowMs), reason };
}
function readDay(text, where, nowMs, findings) {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    // Date.parse accepts 30 February as a day in March.
    if (Number.isNaN(date) || isoDay(date) !== text) {
        return findings.invalid(where, text, ALLOWED.until, 'which is not a day');
    }
    const today = Math.floor(nowMs / DAY_MS);
    const ahead = date / DAY_MS - today;
    if (ahead <= MAX_DAYS_AHEAD)
        return text;
    const last = isoDay((today + MAX_DAYS_AHEAD) * DAY_MS);
    const allowed = `give a day at most ${MAX_DAYS_AHEAD} days ahead, ${last} at the latest`;
    return findings.invalid(where, text, allowed, `${ahead} days ahead`);
}
/** Whether a day has passed in UTC. */
function isExpired(day, nowMs) {
    return day < isoDay(nowMs);
}
function isoDay(ms) {
    return new Date(ms).toISOString().slice(0, 10);
}


/***/ }),

/***/ 4640:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   YD: () => (/* binding */ readTestId),
/* harmony export */   fH: () => (/* binding */ readTestIds),
/* harmony export */   m: () => (/* binding */ testCount),
/* harmony export */   yQ: () => (/* binding */ readMatrix)
/* harmony export */ });
/* harmony import */ var _base_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3659);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8925);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6656);



const ENTRY_KEYS = ['platform', 'test_ids', ..._target_js__WEBPACK_IMPORTED_MODULE_1__/* .TARGET_KEYS */ .X5];
/** The number of tests that the entries run. */
function testCount(entries) {
    return entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
}
/** The entries of the input `matrix`: a list, or a mapping with the single key `matrix` as in Doksi's documentation. */
function readMatrix({ value, findings }) {
    const body = (0,_base_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isMapping */ .pi)(value) && value['matrix'] !== undefined ? value : { matrix: value };
    const { matrix: list, ...others } = body;
    const names = Object.keys(others).map(_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .shownText */ .f$).join(', ');
    if (names !== '')
        findings.problem('matrix', `has keys other than matrix (${names}); move them to extra-body`);
    if (!Array.isArray(list) || list.length === 0) {
        findings.invalid('matrix', list, 'give a list; each entry begins with a dash');
        return [];
    }
    return list.flatMap((item, index) => readEntry(item, `matrix[${index}]`, findings) ?? []);
}
/** Reads an entry. With a valid target it is returned even with problems, so that its files can be checked, too. */
function readEntry(raw, where, findings) {
    if (!(0,_base_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isMapping */ .pi)(raw))
        return findings.invalid(where, raw, 'give a mapping with a target and test_ids');
    const { platform, test_ids: ids, web_url, binary_url, target_id, apk, ...extras } = raw;
    const targets = { web_url, binary_url, target_id, apk };
    const unknown = new _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .UnknownNames */ .NR(Object.keys(raw), ENTRY_KEYS);
    const given = _target_js__WEBPACK_IMPORTED_MODULE_1__/* .TARGET_KEYS */ .X5.filter((key) => targets[key] !== undefined);
    if (given.length > 1) {
        findings.problem(where, `has ${given.length} targets, ${given.join(' and ')}; keep one`);
    }
    else if (given.length === 0) {
        const guess = unknown.guess(..._target_js__WEBPACK_IMPORTED_MODULE_1__/* .TARGET_KEYS */ .X5);
        findings.problem(where, `has no target; give one of ${_target_js__WEBPACK_IMPORTED_MODULE_1__/* .TARGET_KEYS */ .X5.join(', ')}${guess}`);
    }
    const [target] = given.flatMap((key) => (0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .readTarget */ ._E)(key, targets[key], `${where}.${key}`, findings) ?? []);
    const entry = {
        platform: readPlatform(platform, given.length === 1 ? given[0] : undefined, `${where}.platform`, findings),
        testIds: ids === undefined ? [] : readTestIds(ids, `${where}.test_ids`, findings),
        extras,
    };
    if (ids === undefined) {
        findings.problem(`${where}.test_ids`, `is missing; name at least one test id${unknown.guess('test_ids')}`);
    }
    unknown.warn(`${where}.`, 'It is sent to Doksi unchanged', findings);
    return target && { ...entry, target };
}
function readPlatform(value, target, where, findings) {
    const expected = (0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .platformOf */ .tj)(target ?? 'web_url');
    if (value === undefined)
        return expected;
    const platform = (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .readText */ .yR)(value, where, 'give web or android', findings) ?? expected;
    if (platform !== 'web' && platform !== 'android') {
        findings.warn(where, `is "${(0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .shownText */ .f$)(platform)}", not web or android, and is sent unchanged`);
    }
    else if (target !== undefined && platform !== expected) {
        findings.problem(where, `is "${platform}", but ${target} goes with ${expected}`);
    }
    return platform;
}
/** Reads a list of test ids, or a text with commas or new lines between them. */
function readTestIds(value, where, findings) {
    const list = typeof value === 'string' ? value.split(/[,\n]/).filter((id) => id.trim() !== '') : value;
    const items = list === null ? [] : typeof list === 'object' ? list : [list];
    if (!Array.isArray(items)) {
        findings.invalid(where, value, 'give a list of test ids');
        return [];
    }
    if (items.length === 0)
        findings.problem(where, 'is empty; name at least one test id', 'empty-input');
    const ids = items.flatMap((item, index) => {
        return readTestId(item, Array.isArray(value) ? `${where}[${index}]` : where, findings) ?? [];
    });
    for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
        findings.warn(where, `names "${(0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .shownText */ .f$)(id)}" more than once, which may spend allowance for each`);
    }
    return ids;
}
/** Reads one test id. Adds a problem and returns undefined if it is not valid. */
function readTestId(value, where, findings) {
    const isBare = typeof value === 'number' || typeof value === 'boolean';
    const id = (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .readText */ .yR)(value, where, isBare ? 'quote it: test ids are texts' : 'give a test id', findings);
    if (id === undefined || !/[\s\p{C}\p{Z},#"'`‘’“”„«»[\]{}()]/u.test(id))
        return id;
    const rule = '(an id has no white space, quotes, brackets, commas or #)';
    return findings.invalid(where, id, `separate ids with commas or new lines ${rule}`, 'which is not a test id');
}


/***/ }),

/***/ 8925:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fv: () => (/* binding */ Findings),
/* harmony export */   NR: () => (/* binding */ UnknownNames),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   f$: () => (/* binding */ shownText),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);
/* harmony import */ var _base_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2571);
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(766);



const MAX_PROBLEMS = 500;
/** Width of the column with the names of inputs, in characters. */
const MAX_WIDTH = 40;
/** Characters of a value or a key in a message. */
const MAX_SHOWN = 100;
/** All problems with the inputs, one per line. */
class InputError extends _base_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR {
    problems;
    constructor(problems) {
        const shown = problems.slice(0, MAX_PROBLEMS);
        const width = Math.min(MAX_WIDTH, Math.max(...shown.map(({ where }) => where.length)));
        const lines = shown.map(({ where, text }) => `  ${where.padEnd(width)}  ${text}`);
        if (problems.length > shown.length)
            lines.push(`  and ${problems.length - shown.length} more`);
        const topics = new Set(problems.map(({ help = 'invalid-inputs' }) => help));
        super([`${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(problems.length, 'problem')} with the inputs of doksi/run-action:`, ...lines].join('\n'), 'Nothing was sent to Doksi. Correct the inputs of this step; dry-run: true checks them without a run.', { help: topics.size === 1 ? [...topics][0] : 'invalid-inputs' });
        this.problems = problems;
    }
}
/** Collects problems, which end the step, and warnings. */
class Findings {
    problems;
    #warnings;
    #origin;
    constructor(problems = [], warnings = [], origin) {
        this.problems = problems;
        this.#warnings = warnings;
        this.#origin = origin;
    }
    /** The same findings; those that are added name the file and the line. */
    within(origin) {
        return new Findings(this.problems, this.#warnings, origin);
    }
    /** Warnings about values that have no problem. */
    get warnings() {
        const invalid = new Set(this.problems.map(({ where }) => where));
        const shown = this.#warnings.filter(({ where }) => !invalid.has(where));
        return shown.map(({ where, text }) => `${where} ${text}`);
    }
    /** Adds a problem. Returns undefined, which readers return in place of the value. */
    problem(where, text, help) {
        this.problems.push({ ...this.#located(where, text), help });
    }
    /** Adds the problem `is VALUE, FAULT; ALLOWED`. */
    invalid(where, value, allowed, fault) {
        const shown = shownValue(value, this.#origin?.placeOf(where).source);
        const help = shown === 'empty' ? 'empty-input' : undefined;
        return this.problem(where, `is ${shown}${fault === undefined ? '' : `, ${fault}`}; ${allowed}`, help);
    }
    warn(where, text) {
        this.#warnings.push(this.#located(where, text));
    }
    #located(where, text) {
        if (this.#origin?.file === undefined)
            return { where, text };
        const { file } = this.#origin;
        const { line } = this.#origin.placeOf(where);
        return { where, text: `${text} (${file}, line ${line})`, file, line };
    }
}
/** A value as the end of "is …". Lists and mappings are only named. */
function shownValue(value, source) {
    if (typeof value === 'string')
        return value.trim() === '' ? 'empty' : `"${shownText(value)}"`;
    if (typeof value === 'number')
        return `the number ${source ?? value}`;
    if (typeof value === 'boolean')
        return `the word ${value}`;
    if (value === null)
        return 'empty';
    if (Array.isArray(value))
        return value.length === 0 ? 'empty' : 'a list';
    return 'a mapping';
}
/** A text or a key on one line, clipped. What precedes an `@` is hidden: a malformed URL may hold credentials there. */
function shownText(text) {
    const hidden = text.replace(/^\s*(https?:[\\/]*)?.*@/is, (_, scheme = '') => `${scheme}***@`);
    return (0,_base_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clipped */ .cz)((0,_base_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(hidden), MAX_SHOWN);
}
/** The trimmed text of a YAML value. Adds a problem and returns undefined if it is blank or not a text. */
function readText(value, where, allowed, findings) {
    if (typeof value === 'string' && value.trim() !== '')
        return value.trim();
    return findings.invalid(where, value, allowed);
}
/** Names that are not allowed. Each is reported once, with the name that it probably misspells. */
class UnknownNames {
    /** Each unknown name with the likely one. */
    #unknown;
    #known;
    constructor(names, known) {
        const unknown = names.filter((name) => !known.includes(name));
        this.#unknown = new Map(unknown.map((name) => [name, likelyName(name, known)]));
        this.#known = known;
    }
    /** The end of an error about missing names: `; did you mean test_ids instead of "test_id"?`, or nothing. */
    guess(...missing) {
        const meant = [...this.#unknown].filter(([, likely = '']) => missing.includes(likely));
        for (const [name] of meant)
            this.#unknown.delete(name);
        return meant.map(([name, likely = '']) => `; did you mean ${likely} instead of "${shownText(name)}"?`).join('');
    }
    /** Warns about probable misspellings. `prefix` is the path before the name; `consequence` ends the warning. */
    warn(prefix, consequence, findings) {
        for (const [name, likely] of this.#unknown) {
            if (likely === undefined)
                continue;
            findings.warn(`${prefix}${shownText(name)}`, `is unknown; did you mean "${likely}"? ${consequence}`);
        }
    }
    /** Adds a problem for each, for mappings that allow only known keys. */
    reject(where, findings) {
        for (const [name, likely] of this.#unknown) {
            const guess = likely === undefined ? '' : `; did you mean "${likely}"?`;
            const allowed = `allowed keys are ${this.#known.join(', ')}${guess}`;
            findings.problem(where, `has the unknown key ${shownText(name)}; ${allowed}`);
        }
    }
}
/** The known name that differs least from a word, by at most one letter in three: `testId` may be `test_ids`. */
function likelyName(word, known) {
    const bare = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
    return known
        .map((name) => ({ name, slips: (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(bare(word), bare(name)) }))
        .filter(({ name, slips }) => slips <= bare(name).length / 3)
        .sort((a, b) => a.slips - b.slips)[0]?.name;
}


/***/ }),

/***/ 6656:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X5: () => (/* binding */ TARGET_KEYS),
/* harmony export */   _E: () => (/* binding */ readTarget),
/* harmony export */   tj: () => (/* binding */ platformOf)
/* harmony export */ });
/* harmony import */ var _base_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3659);
/* harmony import */ var _base_url_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7384);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8925);



const TARGET_KEYS = ['web_url', 'binary_url', 'target_id', 'apk'];
const URL_ALLOWED = 'give an http(s) URL';
const PATH_ALLOWED = 'give the path of an .apk';
const TEXT_ALLOWED = 'give a text, quoted if it looks like a number';
// In double quotes, YAML reads "D:\new\app.apk" with a line break and a control character.
const QUOTES = 'a backslash in double quotes is an escape in YAML: use single quotes, or / in the path';
const URL_FAULTS = [
    [
        /[\s,;|]https?:\/\/|^https?:\/\/[^/?#@]*,(?![^/?#]*@)/i,
        'which contains more than one URL',
        'give one URL, and a matrix entry for each other URL',
    ],
    [/\s/, 'which has white space', 'remove it, or write a space as %20'],
];
const PATH_FAULTS = [
    [/^https?:/i, 'which is not a file', 'give a URL as binary_url, in the short form as binary-url'],
    [/\p{Cc}/u, 'which has a control character', QUOTES],
    [/^!?[a-z]:$/i, 'a drive without a path', QUOTES],
];
/** The platform of a target. */
function platformOf(key) {
    return key === 'web_url' ? 'web' : 'android';
}
/** Reads a target's value, whose public name is `where`. Adds a problem and returns undefined if it is not valid. */
function readTarget(key, value, where, findings) {
    if (key === 'apk')
        return readApk(value, where, findings);
    const isId = key === 'target_id';
    const allowed = isId ? 'give the id of a target, quoted if it looks like a number' : URL_ALLOWED;
    const text = (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(value, where, allowed, findings);
    if (isId || text === undefined)
        return text === undefined ? undefined : { key, value: text };
    if (hasFault(text, URL_FAULTS, where, findings))
        return undefined;
    if (!(0,_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .isWebUrl */ .O9)(text))
        return findings.invalid(where, text, URL_ALLOWED);
    if ((0,_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .isPrivateUrl */ .Dd)(text)) {
        const host = URL.parse(text)?.hostname ?? '';
        const fault = `leads to ${host}, this machine or a private network`;
        findings.warn(where, `${fault}: Doksi's cloud cannot reach it`);
    }
    return { key, value: text };
}
/** A path, a list of paths (in a step input one per line), or a mapping of `path`, `name` and `version`. */
function readApk(value, where, findings) {
    if (!(0,_base_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isMapping */ .pi)(value)) {
        const paths = readPaths(value, where, findings);
        return paths && { key: 'apk', where, paths, name: undefined, version: undefined };
    }
    const unknown = new _problems_js__WEBPACK_IMPORTED_MODULE_1__/* .UnknownNames */ .NR(Object.keys(value), ['path', 'name', 'version']);
    const { path, ...texts } = value;
    const text = (key) => texts[key] === undefined ? undefined : (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(texts[key], `${where}.${key}`, TEXT_ALLOWED, findings);
    const paths = path === undefined
        ? findings.problem(where, `has no path; ${PATH_ALLOWED}${unknown.guess('path')}`)
        : readPaths(path, `${where}.path`, findings);
    const [name, version] = [text('name'), text('version')];
    unknown.reject(where, findings);
    return paths && { key: 'apk', where, paths, name, version };
}
function readPaths(value, where, findings) {
    // In a matrix entry, a line break is most likely an escape in double quotes: "out\nightly.apk".
    const separator = where.startsWith('matrix') ? /\n$/ : '\n';
    const lines = typeof value === 'string' ? value.split(separator).filter((line) => line.trim() !== '') : undefined;
    const items = lines ?? value;
    if (!Array.isArray(items) || items.length === 0) {
        return findings.invalid(where, Array.isArray(items) ? items : value, PATH_ALLOWED);
    }
    const paths = items.flatMap((item, index) => {
        const at = lines === undefined ? `${where}[${index}]` : where;
        const path = (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(item, at, PATH_ALLOWED, findings);
        return path === undefined || hasFault(path, PATH_FAULTS, at, findings) ? [] : [path];
    });
    return paths.length === items.length ? paths : undefined;
}
function hasFault(text, faults, where, findings) {
    const [, fault, next] = faults.find(([pattern]) => pattern.test(text)) ?? [];
    if (fault === undefined || next === undefined)
        return false;
    findings.invalid(where, text, next, fault);
    return true;
}


/***/ }),

/***/ 7085:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ fitted),
/* harmony export */   nI: () => (/* binding */ paint),
/* harmony export */   nR: () => (/* binding */ timeOf),
/* harmony export */   ns: () => (/* binding */ columnsFor),
/* harmony export */   ow: () => (/* binding */ resultLine),
/* harmony export */   vI: () => (/* binding */ shortened)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var fast_string_width__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3223);
/* harmony import */ var _base_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3834);
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(766);
/* harmony import */ var _base_url_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7384);
/* harmony import */ var _results_words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6483);






const MIN_WIDTH = 24;
const MAX_NAME = 48;
const MAX_PLACE = 40;
const MAX_STATUS = 20;
/** `12m 04s` */
const DURATION_WIDTH = 7;
/** Longer texts are not measured whole: no column is as wide. */
const MAX_CHARACTERS = 500;
/** Wide enough for these results, within bounds. */
function columnsFor(results) {
    const widest = (texts, max) => texts.reduce((most, text) => Math.max(most, (0,fast_string_width__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .A)(shortened(text, max))), MIN_WIDTH);
    return { name: widest(results.map(_results_words_js__WEBPACK_IMPORTED_MODULE_4__/* .testName */ .UU), MAX_NAME), place: widest(results.map(_results_words_js__WEBPACK_IMPORTED_MODULE_4__/* .destination */ .j_), MAX_PLACE) };
}
/** `  ✗ Checkout flow   web · staging.example.com    22s   https://…` */
function resultLine(result, columns) {
    const status = result.status ?? '';
    const word = status === '' || (0,_results_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isDocumentedStatus */ .LK)(status) ? '' : ` [${shortened(status, MAX_STATUS)}]`;
    const took = result.duration_seconds == null ? '' : (0,_base_text_js__WEBPACK_IMPORTED_MODULE_5__/* .duration */ .p0)(result.duration_seconds);
    const cells = [
        fitted(shortened((0,_results_words_js__WEBPACK_IMPORTED_MODULE_4__/* .testName */ .UU)(result), columns.name - (0,fast_string_width__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .A)(word)) + word, columns.name),
        fitted((0,_results_words_js__WEBPACK_IMPORTED_MODULE_4__/* .destination */ .j_)(result), columns.place),
        took.padStart(DURATION_WIDTH),
        (0,_base_url_js__WEBPACK_IMPORTED_MODULE_3__/* .webLink */ .Dl)(result.url) ?? '',
    ];
    return `  ${(0,_results_words_js__WEBPACK_IMPORTED_MODULE_4__/* .statusMark */ .w8)(status)} ${cells.join('  ').trimEnd()}`;
}
/** The text in exactly this many columns: filled with spaces, or cut with an ellipsis. */
function fitted(text, columns) {
    const shown = shortened(text, columns);
    return shown + ' '.repeat(Math.max(0, columns - (0,fast_string_width__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .A)(shown)));
}
/** The text in at most this many columns, cut with an ellipsis. */
function shortened(text, columns) {
    const line = (0,_base_text_js__WEBPACK_IMPORTED_MODULE_5__/* .clipped */ .cz)((0,_base_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .forLog */ .Ig)(text).trim(), MAX_CHARACTERS);
    if ((0,fast_string_width__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .A)(line) <= columns)
        return line;
    let [shown, used] = ['', 0];
    for (const character of line) {
        used += (0,fast_string_width__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .A)(character);
        if (used > columns - 1)
            break;
        shown += character;
    }
    return `${shown}…`;
}
/** `41 s`, `1m 04s` */
function timeOf(ms) {
    const seconds = Math.round(ms / 1000);
    return seconds < 60 ? `${seconds} s` : (0,_base_text_js__WEBPACK_IMPORTED_MODULE_5__/* .duration */ .p0)(seconds);
}
const COLOURS = { '✓': 'green', '✗': 'red' };
/** The line with its mark in colour, and the name of a failed test. GitHub shows ANSI colours without a terminal. */
function paint(line) {
    return line.replace(/(?<=^ {2})([✓?!](?= )|✗ .*?(?= {2}|$))/, (start) => (0,node_util__WEBPACK_IMPORTED_MODULE_0__.styleText)(COLOURS[start.charAt(0)] ?? 'yellow', start, { validateStream: false }));
}


/***/ }),

/***/ 4239:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M2: () => (/* binding */ UploadLog),
/* harmony export */   m: () => (/* binding */ HEARTBEAT_MS),
/* harmony export */   sD: () => (/* binding */ RunLog)
/* harmony export */ });
/* harmony import */ var _apps_package_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5600);
/* harmony import */ var _base_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3659);
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(766);
/* harmony import */ var _results_results_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9820);
/* harmony import */ var _results_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6483);
/* harmony import */ var _columns_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7085);






/** A line at least this often, in milliseconds. */
const HEARTBEAT_MS = 60 * 1000;
/** A line names this many files. */
const MAX_NAMES = 5;
/** Logs how a run progresses: a line for each change, and a heartbeat. */
class RunLog {
    #runtime;
    #statuses = new Map();
    #startedAtMs;
    #lastLineAtMs;
    #state;
    /** Undefined if the last poll succeeded. */
    #outage;
    #unknownStatus;
    constructor(runtime) {
        this.#runtime = runtime;
        this.#startedAtMs = this.#lastLineAtMs = runtime.clock.now();
    }
    following(runId) {
        this.#begin(`Following run ${runId}`);
    }
    created(runId) {
        this.#begin(`Run ${runId} started`);
    }
    #begin(line) {
        this.#startedAtMs = this.#runtime.clock.now();
        this.#statuses.clear();
        this.#state = this.#outage = this.#unknownStatus = undefined;
        this.#info(line);
    }
    retrying({ tests, failed, retry, retries }) {
        const run = failed === 1 ? 'runs' : 'run';
        const where = tests > failed ? ` in all entries of the matrix (${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(tests, 'test')})` : '';
        const which = (0,_base_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(failed, 'failed test');
        this.#info(`Retry ${retry} of ${retries}: ${which} ${run} again${where}, which spends allowance`);
    }
    reuploading(rejection, packages) {
        const names = (0,_base_text_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(packages.map(_apps_package_js__WEBPACK_IMPORTED_MODULE_0__/* .packageName */ .oZ), MAX_NAMES);
        this.#info(`  ! Doksi rejected the run (${rejection.summary}), perhaps because targets no longer exist`);
        this.#info(`  Uploading again: ${names}`);
    }
    received(state) {
        this.#state = state;
        if (this.#outage)
            this.#info('  ! Doksi responds again');
        this.#outage = undefined;
        const news = state.results.filter((result, index) => this.#isNews(result, index));
        const columns = (0,_columns_js__WEBPACK_IMPORTED_MODULE_3__/* .columnsFor */ .ns)(news.length > 0 ? state.results : []);
        const { redact } = this.#runtime.secrets;
        // Before texts are cut: a part of a secret would not be recognised.
        for (const result of news)
            this.#info((0,_columns_js__WEBPACK_IMPORTED_MODULE_3__/* .resultLine */ .ow)((0,_base_json_js__WEBPACK_IMPORTED_MODULE_5__/* .mapStrings */ .to)(result, redact), columns));
        if (!(0,_results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .isDocumentedStatus */ .LK)(state.status) && state.status !== this.#unknownStatus) {
            this.#info(`  ? The run has the unknown status "${state.status}"; still following`);
            this.#unknownStatus = state.status;
        }
        this.waiting();
    }
    pollFailed(failure, outageMs) {
        const isNews = this.#outage?.failure.summary !== failure.summary;
        this.#outage = { failure, sinceMs: this.#runtime.clock.now() - outageMs };
        if (isNews)
            this.#info(this.#situation());
        else
            this.waiting();
    }
    waiting() {
        if (this.#runtime.clock.now() - this.#lastLineAtMs >= HEARTBEAT_MS)
            this.#info(this.#situation());
    }
    #situation() {
        const nowMs = this.#runtime.clock.now();
        if (!this.#outage)
            return `  … ${this.#remaining()} after ${(0,_columns_js__WEBPACK_IMPORTED_MODULE_3__/* .timeOf */ .nR)(nowMs - this.#startedAtMs)}`;
        const { failure, sinceMs } = this.#outage;
        const time = nowMs - sinceMs >= 1000 ? ` for ${(0,_columns_js__WEBPACK_IMPORTED_MODULE_3__/* .timeOf */ .nR)(nowMs - sinceMs)}` : '';
        return `  ! Doksi ${failure.predicate}${time} (${failure.summary}); still following`;
    }
    /** `2 of 4 tests still running` */
    #remaining() {
        if (this.#state === undefined)
            return 'no status of the run yet';
        const { total, unfinished, others } = (0,_results_results_js__WEBPACK_IMPORTED_MODULE_1__/* .resultsOf */ .qS)([{ id: '', state: this.#state }]).counts;
        const tests = total === undefined ? (0,_base_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(unfinished, 'test') : `${unfinished} of ${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(total, 'test')}`;
        const rest = others > unfinished ? `, ${others - unfinished} neither passed nor failed` : '';
        return `${tests} still running${rest}`;
    }
    /** Stores the status. Returns whether the change is logged. */
    #isNews(result, index) {
        const key = result.result_id ?? `${result.test_id ?? ''} ${(0,_results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .destination */ .j_)(result)} ${index}`;
        const status = result.status ?? '';
        const before = this.#statuses.get(key);
        if (status === before)
            return false;
        this.#statuses.set(key, status);
        const wasFinished = before !== undefined && !(0,_results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .isInProgress */ .LT)(before);
        return wasFinished || !(0,_results_words_js__WEBPACK_IMPORTED_MODULE_2__/* .isInProgress */ .LT)(status);
    }
    #info(line) {
        this.#runtime.log.info(line);
        this.#lastLineAtMs = this.#runtime.clock.now();
    }
}
/** A line for this share (per cent) of an upload, or after this time (milliseconds), whichever comes first. */
const STEP_PERCENT = 10;
const STEP_MS = 10 * 1000;
/** Logs how uploads progress; several may run at once. */
class UploadLog {
    #runtime;
    #lastLines = new Map();
    constructor(runtime) {
        this.#runtime = runtime;
    }
    /** Firewalls have to allow the storage's host. */
    started(found, host) {
        this.#runtime.log.info(`Uploading ${(0,_apps_package_js__WEBPACK_IMPORTED_MODULE_0__/* .packageName */ .oZ)(found)} to ${host}`);
    }
    uploading(found, sent, bytes) {
        const atMs = this.#runtime.clock.now();
        const percent = Math.floor((sent / bytes) * 100);
        const step = Math.floor(percent / STEP_PERCENT);
        const last = this.#lastLines.get(found) ?? { step: 0, atMs };
        // Another try begins at zero again.
        const isDue = step !== last.step || atMs - last.atMs >= STEP_MS;
        this.#lastLines.set(found, isDue ? { step, atMs } : last);
        if (!isDue)
            return;
        const of = `${(sent / 1_000_000).toFixed(1)} of ${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_4__/* .megabytes */ .ix)(bytes)}`;
        this.#runtime.log.info(`Uploading ${(0,_apps_package_js__WEBPACK_IMPORTED_MODULE_0__/* .packageName */ .oZ)(found)}  ${percent} %  (${of})`);
    }
    /** An upload was registered as its first target. */
    uploaded(found, tookMs, targetId) {
        const { log } = this.#runtime;
        log.info(`Uploaded ${(0,_apps_package_js__WEBPACK_IMPORTED_MODULE_0__/* .packageName */ .oZ)(found)} in ${(0,_columns_js__WEBPACK_IMPORTED_MODULE_3__/* .timeOf */ .nR)(tookMs)}, target ${targetId}`);
        for (const { name, sha256 } of found.files)
            log.info(`  sha256 ${sha256}  ${name}`);
    }
    /** The same upload was registered as another target. */
    registered(found, targetId) {
        this.#runtime.log.info(`Registered ${(0,_apps_package_js__WEBPACK_IMPORTED_MODULE_0__/* .packageName */ .oZ)(found)} as target ${targetId}`);
    }
}


/***/ }),

/***/ 6140:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 13 modules
var core = __webpack_require__(1889);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/base/failure.ts
var base_failure = __webpack_require__(2571);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/base/runtime.ts

/** As in package.json; a test compares the two. */
const VERSION = '1.0.0';
/** The `User-Agent` of every request. */
const USER_AGENT = `doksi-run-action/${VERSION}`;
/** Node fires a longer timer at once (milliseconds; 24.8 days, longer than any job): https://nodejs.org/api/timers.html */
const MAX_TIMER_MS = 2 ** 31 - 1;
const systemClock = {
    // Monotonic: a correction of the wall clock must not end or prolong a run.
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,external_node_timers_promises_.setTimeout)(Math.min(ms, MAX_TIMER_MS), undefined, signal && { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
};
/**
 * Runs `work` with a signal that aborts after `ms` or when `parent` does. Then it rejects with `expired()` or the
 * parent's reason, even if `work` never settles.
 */
async function withDeadline(clock, ms, parent, expired, work) {
    parent.throwIfAborted();
    const expiry = new AbortController();
    const finished = new AbortController();
    clock.sleep(ms, finished.signal).then(() => expiry.abort(expired()), () => undefined);
    const signal = AbortSignal.any([parent, expiry.signal]);
    try {
        return await untilAborted(signal, work(signal));
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        finished.abort();
    }
}
/** Resolves as `work` does, or rejects with the signal's reason as soon as it aborts, even if `work` cannot be stopped. */
async function untilAborted(signal, work) {
    const aborted = Promise.withResolvers();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted)
        onAbort();
    try {
        return await Promise.race([work, aborted.promise]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}

// EXTERNAL MODULE: ./src/base/text.ts
var base_text = __webpack_require__(766);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/minimatch/dist/esm/index.js + 8 modules
var esm = __webpack_require__(1138);
;// CONCATENATED MODULE: ./src/apps/glob.ts



/** In a folder, the files with the first ending that occurs are used. Bundles are found so that errors explain them. */
const ENDINGS = ['.apk', '.zip', '.aab', '.apks'];
/** Searched only if a pattern names them: they contain thousands of folders and no build. */
const SKIPPED = ['node_modules', '.git'];
/** Folders read at once: Node reads on four threads, and more do not keep them busier. */
const READS_AT_ONCE = 32;
const IS_WINDOWS = external_node_path_.sep === '\\';
const OPTIONS = {
    dot: true,
    nobrace: true,
    nocomment: true,
    noext: true,
    nonegate: true,
    windowsPathsNoEscape: IS_WINDOWS,
};
/** On other platforms a name in another case is another file. */
const IGNORES_CASE = IS_WINDOWS || process.platform === 'darwin';
/** Parses patterns without braces into globs, one for each base folder. Relative patterns start at `folder`. */
function readPatterns(patterns, folder) {
    const globs = patterns.flatMap((pattern) => {
        const { set, globParts } = new esm/* Minimatch */.VR(pattern, OPTIONS);
        // An empty pattern, which `{A..a}` contains for the backslash, has no parts.
        const [parts, texts] = [set[0], globParts[0]];
        if (parts === undefined || texts === undefined)
            return [];
        const names = parts.filter((part) => typeof part === 'string');
        // The last part is matched even if it has no special characters.
        const special = [...parts.slice(0, -1), null].findIndex((part) => typeof part !== 'string');
        const base = names.slice(0, special).map((name) => `${name}/`);
        return [globBelow((0,external_node_path_.resolve)(folder, base.join('')), texts.slice(special), names)];
    });
    // What patterns have in common is searched once.
    return [...Map.groupBy(globs, ({ base, isFolder }) => `${isFolder} ${base}`).values()].flatMap((alike) => alike.slice(0, 1).map((first) => ({
        ...first,
        matches: (file) => alike.some(({ matches }) => matches(file)),
        enters: (below) => alike.some(({ enters }) => enters(below)),
    })));
}
/** The files directly in a folder. */
function directlyIn(folder) {
    return globBelow(folder, [''], []);
}
function globBelow(base, texts, names) {
    const isFolder = texts.at(-1) === '';
    const steps = texts.filter((text) => text !== '' && text !== '.');
    const pattern = [...steps, ...(isFolder ? ['*'] : [])].join('/');
    const matcher = new esm/* Minimatch */.VR(pattern, { ...OPTIONS, nocase: IGNORES_CASE });
    return {
        base,
        isFolder,
        matches: (file) => matcher.match(file) && (!isFolder || ENDINGS.some((ending) => hasEnding(file, ending))),
        enters: (folder) => isSearched(folder, names) && matcher.match(folder, true),
    };
}
/** Whether a search enters this folder: skipped ones only if a pattern names them. */
function isSearched(folder, named = []) {
    return folder.split('/').every((part) => !SKIPPED.includes(part) || named.includes(part));
}
/** Endings count in any case: a build on Windows may write `X.APK`. */
function hasEnding(path, ending) {
    return path.toLowerCase().endsWith(ending);
}
/** Whether one of these patterns, which were written with `!`, excludes a path or a folder above it. */
async function readExclusions(patterns, workspace) {
    const excluded = patterns.map(async (pattern) => {
        const base = (0,external_node_path_.resolve)(workspace, pattern);
        const { kind } = await lookUp(base);
        return kind === 'absent' ? readPatterns((0,esm/* braceExpand */.KA)(pattern), workspace) : [{ base, matches: () => true }];
    });
    const rules = (await Promise.all(excluded)).flat();
    return (path) => rules.some(({ base, matches }) => {
        const below = (0,external_node_path_.relative)(base, path);
        const steps = below.split(external_node_path_.sep);
        // On Windows the path to another drive is absolute.
        if (steps[0] === '..' || (0,external_node_path_.isAbsolute)(below))
            return false;
        return steps.some((_, index) => matches(steps.slice(0, index + 1).join('/')));
    });
}
/** The absolute paths of files and links. Enters no linked folder, skips unreadable ones, ends with the signal. */
async function walk({ base, matches, enters }, signal) {
    const found = [];
    const folders = [''];
    const readFolder = (folder) => (0,promises_.readdir)((0,external_node_path_.join)(base, folder), { withFileTypes: true }).catch(() => []);
    while (folders.length > 0) {
        signal.throwIfAborted();
        // Taking the last ones searches in depth first, which keeps the list of folders short.
        const batch = folders.splice(-READS_AT_ONCE);
        for (const [index, entries] of (await Promise.all(batch.map(readFolder))).entries()) {
            for (const entry of entries) {
                const below = batch[index] ? `${batch[index]}/${entry.name}` : entry.name;
                if (entry.isDirectory()) {
                    if (enters(below))
                        folders.push(below);
                }
                else if ((entry.isFile() || entry.isSymbolicLink()) && matches(below)) {
                    found.push((0,external_node_path_.join)(base, below));
                }
            }
        }
    }
    return found.sort();
}
/** Follows links. Never throws. */
async function lookUp(path) {
    try {
        const [stats, real] = await Promise.all([(0,promises_.stat)(path), (0,promises_.realpath)(path)]);
        return { path, real, kind: stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other', bytes: stats.size };
    }
    catch {
        return { path, real: path, kind: 'absent', bytes: 0 };
    }
}

// EXTERNAL MODULE: ./src/apps/package.ts
var apps_package = __webpack_require__(5600);
;// CONCATENATED MODULE: ./src/apps/classify.ts



/** An error lists this many files or patterns. */
const MAX_LISTED = 10;
/** The zip for APKs is written without Zip64. */
const MAX_BYTES = 4_000_000_000;
/** Classifies files as one APK, the splits of one app (`base.apk` first), or one zip. Otherwise returns a Fault. */
function classify(files, patterns, workspace) {
    const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const nameOf = ({ path }) => (0,apps_package/* shown */.SP)((0,apps_package/* inWorkspace */.ve)(path, workspace));
    const bundle = sorted.find(({ path }) => hasEnding(path, '.aab') || hasEnding(path, '.apks'));
    if (bundle)
        return hasEnding(bundle.path, '.aab') ? bundleFault(nameOf(bundle)) : apkSetFault(nameOf(bundle));
    const names = sorted.map(({ path }) => (0,apps_package/* entryName */.MB)(path));
    const kind = kindOf(names);
    if (kind !== undefined) {
        const bytes = sorted.reduce((sum, file) => sum + file.bytes, 0);
        const fault = `has ${(0,base_text/* megabytes */.ix)(bytes)} of APKs; at most ${(0,base_text/* megabytes */.ix)(MAX_BYTES)} can be sent`;
        if (kind !== 'zip' && bytes > MAX_BYTES)
            return { text: fault };
        const isBase = ({ path }) => (0,apps_package/* entryName */.MB)(path) === 'base.apk';
        return { kind, files: sorted.toSorted((a, b) => Number(isBase(b)) - Number(isBase(a))) };
    }
    const [first, ...others] = sorted;
    if (first && others.length === 0)
        return { text: `is ${nameOf(first)}, which is not an .apk or a .zip` };
    const matched = (0,base_text/* listed */.KE)(sorted.slice(0, MAX_LISTED).map(nameOf), MAX_LISTED, sorted.length);
    const fault = `${quotedPatterns(patterns)} matches ${sorted.length} files that are not one app (${matched})`;
    return { text: `${fault}; name one .apk, or one base.apk with its split_*.apk files` };
}
/** Patterns as a message shows them. */
function quotedPatterns(patterns) {
    return (0,base_text/* listed */.KE)(patterns.map((pattern) => `"${(0,apps_package/* shown */.SP)(pattern)}"`), MAX_LISTED);
}
/** Why a zip, which has these files, is not one app as Doksi accepts it. The zip is sent as it is. */
function zipFault(names, zip) {
    // The table of contents that bundletool writes.
    if (names.includes('toc.pb'))
        return apkSetFault(zip);
    if (names.every((name) => /^[^/\\]+\.apk$/i.test(name)) && kindOf(names) !== undefined)
        return undefined;
    const contained = (0,base_text/* listed */.KE)(names.slice(0, MAX_LISTED).map(apps_package/* shown */.SP), MAX_LISTED, names.length) || 'no files';
    const fault = `does not contain one .apk, or one base.apk with its split_*.apk files (${contained})`;
    return { text: `${fault}; put only these at its root, with their ending in lower case` };
}
/** What files with these names are together, if they are one app as Doksi expects it. */
function kindOf(names) {
    const [name = '', ...others] = names;
    if (others.length === 0 && hasEnding(name, '.apk'))
        return 'apk';
    if (others.length === 0 && hasEnding(name, '.zip'))
        return 'zip';
    const splits = new Set(names.filter((other) => /^split_.*\.apk$/s.test(other)));
    return names.includes('base.apk') && splits.size === names.length - 1 ? 'splits' : undefined;
}
/** Why an App Bundle cannot be sent, and the commands that make an APK of it. */
function bundleFault(name) {
    const next = `Build an APK with "./gradlew assembleRelease", or run ${universalApk(name)}`;
    return { text: `is an Android App Bundle (${name}), which cannot be installed. ${next}`, help: 'app-bundle' };
}
function apkSetFault(name) {
    const next = `Run "unzip ${name} universal.apk", and set apk to universal.apk`;
    const otherwise = `If it has no universal.apk, run ${universalApk('app.aab')}`;
    return { text: `is an APK set made by bundletool (${name}). ${next}. ${otherwise}`, help: 'app-bundle' };
}
function universalApk(bundle) {
    const command = `bundletool build-apks --mode=universal --output-format=DIRECTORY --bundle=${bundle} --output=out`;
    return `"${command}", and set apk to out/universal.apk`;
}

;// CONCATENATED MODULE: ./src/apps/find.ts






/** Wider or longer patterns take long to match. */
const MAX_ALTERNATIVES = 1000;
const MAX_PATTERN_LENGTH = 4096;
/** Places that an error lists. */
const MAX_PLACES = 5;
/**
 * Finds the files of one app by paths, globs and folders; a pattern with `!` excludes files from all others. The
 * warnings follow the input's name.
 */
async function findFiles(patterns, workspace, signal) {
    const included = patterns.filter((pattern) => !pattern.startsWith('!'));
    const excluded = patterns.filter((pattern) => /^!\s*\S/.test(pattern)).map((pattern) => pattern.slice(1).trim());
    if (included.length === 0)
        return { text: 'contains only exclusions; add a pattern to include' };
    const wide = patterns.find((pattern) => pattern.length > MAX_PATTERN_LENGTH || isWide(pattern));
    if (wide !== undefined) {
        const limits = `more than ${MAX_PATTERN_LENGTH} characters or stands for more than ${MAX_ALTERNATIVES} patterns`;
        return { text: `contains "${(0,apps_package/* shown */.SP)(wide)}", which has ${limits}; use *` };
    }
    const isExcluded = await readExclusions(excluded, workspace);
    const hits = await Promise.all(included.map((pattern) => search(pattern, isExcluded, workspace, signal)));
    const files = await identify(hits.flatMap(({ matches }) => matches));
    const missing = hits.filter(({ hasMatch }) => !hasMatch);
    const absent = files.length === 0 ? hits : missing.filter(({ pattern }) => !isGlob(pattern));
    if (absent.length > 0) {
        const asked = files.length === 0 ? patterns : absent.map(({ pattern }) => pattern);
        const places = new Set(absent.flatMap((hit) => hit.places));
        return nothingFound(asked, [...places], workspace, signal);
    }
    const warnings = missing.map(({ pattern }) => `contains "${(0,apps_package/* shown */.SP)(pattern)}", which matches no file`);
    const app = classify(files, patterns, workspace);
    return 'text' in app ? app : { ...app, warnings };
}
function isWide(pattern) {
    return (0,esm/* braceExpand */.KA)(pattern, { braceExpandMax: MAX_ALTERNATIVES + 1 }).length > MAX_ALTERNATIVES;
}
function isGlob(pattern) {
    return /[*?[{]/.test(pattern);
}
/** What one pattern matches: absolute paths without those that are excluded, and the places where it looked. */
async function search(pattern, isExcluded, workspace, signal) {
    const lookUpIn = (below) => lookUp((0,external_node_path_.resolve)(workspace, below));
    // A path that exists is taken as it is, even if it has braces in its name.
    const named = await lookUpIn(pattern);
    const alternatives = named.kind === 'absent' ? (0,esm/* braceExpand */.KA)(pattern) : [pattern];
    const looked = await Promise.all(alternatives.map(lookUpIn));
    const pathsOf = (kind) => looked.filter((place) => place.kind === kind).map(({ path }) => path);
    const absent = alternatives.filter((_, index) => looked[index]?.kind === 'absent');
    const globs = [...pathsOf('folder').map(directlyIn), ...readPatterns(absent, workspace)];
    const found = pathsOf('file');
    const matches = found.filter((file) => !isExcluded(file));
    for (const glob of globs) {
        const below = await walk(glob, signal);
        const kept = below.filter((file) => !isExcluded(file));
        found.push(...below);
        matches.push(...(glob.isFolder ? ofFirstEnding(kept) : kept));
    }
    const places = isGlob(pattern) ? globs.map(({ base }) => base) : [named.path];
    // A pattern has a match even if all its matches are excluded.
    return { pattern, matches, hasMatch: found.length > 0, places };
}
function ofFirstEnding(paths) {
    const groups = ENDINGS.map((ending) => paths.filter((path) => hasEnding(path, ending)));
    return groups.find(({ length }) => length > 0) ?? [];
}
/** The regular files among these. The same file by two paths counts once, if possible under its own name. */
async function identify(paths) {
    const found = await Promise.all(paths.map((path) => lookUp(path)));
    const isRenamed = ({ path, real }) => Number((0,external_node_path_.basename)(path) !== (0,external_node_path_.basename)(real));
    const files = found.filter(({ kind }) => kind === 'file').toSorted((a, b) => isRenamed(a) - isRenamed(b));
    return [...new Map(files.toReversed().map((file) => [file.real, file])).values()];
}
/** The error for patterns without a match: where the search looked (absolute paths) and which APKs exist. */
async function nothingFound(patterns, places, workspace, signal) {
    const looked = await Promise.all(places.slice(0, MAX_PLACES).map(async (place) => {
        const { kind } = await lookUp(place);
        return kind === 'absent' ? `${(0,apps_package/* shown */.SP)(place)}, which does not exist` : (0,apps_package/* shown */.SP)(place);
    }));
    // On Linux and macOS `app\build\x.apk` names one file, or an escaped pattern.
    const windows = external_node_path_.sep === '/' ? patterns.find((pattern) => pattern.includes('\\')) : undefined;
    const slashes = windows === undefined ? '' : ` Write folders with /: "${(0,apps_package/* shown */.SP)(windows.replaceAll('\\', '/'))}".`;
    const where = `the workspace (looked in ${(0,base_text/* listed */.KE)(looked, MAX_PLACES, places.length)})`;
    const missing = `no .apk matches ${quotedPatterns(patterns)} in ${where}.${slashes}`;
    const matches = (file) => hasEnding(file, '.apk') || hasEnding(file, '.aab');
    const builds = await walk({ base: workspace, matches, enters: isSearched }, signal);
    const apks = builds.filter((path) => hasEnding(path, '.apk'));
    const [bundle] = builds;
    if (apks.length === 0 && bundle !== undefined) {
        const fault = bundleFault((0,apps_package/* shown */.SP)((0,apps_package/* inWorkspace */.ve)(bundle, workspace)));
        return { ...fault, text: `${missing} The only build ${fault.text}` };
    }
    const first = await Promise.all(apks.slice(0, MAX_LISTED).map((path) => lookUp(path)));
    const names = first.map(({ path, bytes }) => `${(0,apps_package/* shown */.SP)((0,apps_package/* inWorkspace */.ve)(path, workspace))} (${(0,base_text/* megabytes */.ix)(bytes)})`);
    const existing = (0,base_text/* listed */.KE)(names, MAX_LISTED, apks.length);
    const variant = /release|debug/i.exec(patterns.join(' '))?.[0].toLowerCase();
    const rest = apks.length === 0
        ? `There is no .apk in ${(0,apps_package/* shown */.SP)(workspace)}. Did the build step run in this job?`
        : `There are: ${existing}. Did the build step make ${variant ? `a ${variant} build` : 'the one you mean'}?`;
    return { text: `${missing} ${rest}`, help: 'no-apk-found' };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/yauzl/index.js
var yauzl = __webpack_require__(663);
;// CONCATENATED MODULE: ./src/apps/zip-directory.ts



/** Bytes read at once. With yauzl's own two reads per entry, 70,000 entries take 20 times as long. */
const WINDOW_BYTES = 1024 * 1024;
/** Only names are read. They are decoded here, since yauzl rejects those of Windows. */
const zip_directory_OPTIONS = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false };
const openZip = (0,external_node_util_.promisify)(yauzl/* fromRandomAccessReader */.hH);
/** The names of the files in a zip archive, up to the one named `last`. Folders are left out. Throws if it is damaged. */
async function readNames(path, last, signal) {
    const file = await (0,promises_.open)(path);
    try {
        const zip = await openZip(new WindowReader(file), (await file.stat()).size, zip_directory_OPTIONS);
        const names = [];
        const { promise, resolve, reject } = Promise.withResolvers();
        // Without `decodeStrings`, names are buffers; yauzl's types declare strings.
        zip.on('entry', (entry) => {
            const name = entry.fileName.toString('utf8');
            if (!/[/\\]$/.test(name))
                names.push(name);
            if (name === last || signal.aborted)
                resolve(names);
            else
                zip.readEntry();
        });
        zip.on('end', () => resolve(names));
        zip.on('error', reject);
        zip.readEntry();
        return await promise;
    }
    finally {
        await file.close();
    }
}
/** Reads ahead, since a directory is in one piece. It does not close the file. */
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
        }, (error) => done(error instanceof Error ? error : new Error(String(error))));
    }
    close(done) {
        done(null);
    }
    async #fill(position, length) {
        if (position >= this.#start && position + length <= this.#start + this.#window.length)
            return;
        const buffer = Buffer.allocUnsafe(Math.max(length, WINDOW_BYTES));
        const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, position);
        this.#window = buffer.subarray(0, bytesRead);
        this.#start = position;
    }
}

;// CONCATENATED MODULE: ./src/apps/locate.ts







/** Every APK has it at its root. */
const MANIFEST = 'AndroidManifest.xml';
/** Local file header or, in an empty archive, end of central directory. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/**
 * Finds, checks and digests the files of every entry with an `apk`. Rejects with the signal's reason at once when it
 * aborts, even if the disk hangs.
 */
function locateApps(entries, workspace, signal) {
    return untilAborted(signal, locate(entries, workspace, signal));
}
async function locate(entries, workspace, signal) {
    const packages = new Map();
    const problems = [];
    const warnings = [];
    // A file of several entries is read once.
    const checks = new Map();
    for (const { target } of entries) {
        if (target.key !== 'apk')
            continue;
        const { where, paths } = target;
        const found = await findFiles(paths, workspace, signal);
        if ('text' in found) {
            problems.push({ where, ...found });
            continue;
        }
        const { kind } = found;
        const reads = found.files.map(({ path }) => {
            const check = checks.get(path) ?? checkFile(path, kind, workspace, signal);
            checks.set(path, check);
            return check;
        });
        const checked = await Promise.all(reads);
        const faults = checked.filter((result) => 'text' in result);
        const files = checked.filter((result) => 'sha256' in result);
        problems.push(...faults.map((fault) => ({ where, ...fault })));
        warnings.push(...found.warnings.map((warning) => `${where} ${warning}`));
        const [first] = files;
        if (faults.length > 0 || first === undefined)
            continue;
        packages.set(where, { kind, path: (0,apps_package/* inWorkspace */.ve)(first.path, workspace), files });
    }
    return { packages, problems, warnings };
}
async function checkFile(path, kind, workspace, signal) {
    const name = (0,apps_package/* shown */.SP)((0,apps_package/* inWorkspace */.ve)(path, workspace));
    try {
        const fault = await contentFault(path, kind, name, signal);
        if (fault)
            return { ...fault, text: `${name} ${fault.text}` };
        return { path, name: (0,apps_package/* entryName */.MB)(path), ...(await (0,apps_package/* digestFile */.TM)(path, signal)) };
    }
    catch (error) {
        const reason = (0,base_failure/* reasonOf */.A3)(error);
        return { text: `${name} cannot be read (${(0,apps_package/* shown */.SP)(reason)})` };
    }
}
/** Why a file is not an APK or not a zip with one app, judged by its directory. Throws if it cannot be opened. */
async function contentFault(path, kind, name, signal) {
    const start = await readStart(path);
    const help = 'not-an-apk';
    if (start === '')
        return { text: 'is empty; check that the build step succeeds', help };
    if (start === LFS_POINTER) {
        const next = 'set "lfs: true" in the checkout step, or run "git lfs pull"';
        return { text: `is a Git LFS pointer, not an APK; ${next}`, help };
    }
    if (!ZIP_MAGIC.includes(start.slice(0, 4)))
        return { text: 'is not an APK: it is not a zip archive', help };
    try {
        const names = await readNames(path, kind === 'zip' ? undefined : MANIFEST, signal);
        if (kind === 'zip')
            return zipFault(names, name);
        return names.at(-1) === MANIFEST ? undefined : { text: `is not an APK: it has no ${MANIFEST}`, help };
    }
    catch (error) {
        const reason = (0,apps_package/* shown */.SP)((0,base_failure/* reasonOf */.A3)(error));
        return { text: `is damaged or cut off: its archive cannot be read (${reason})`, help };
    }
}
/** The first bytes of a file, as many as a pointer of Git LFS begins with. */
async function readStart(path) {
    const file = await (0,promises_.open)(path);
    try {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(LFS_POINTER.length));
        return buffer.toString('latin1', 0, bytesRead);
    }
    finally {
        await file.close();
    }
}

// EXTERNAL MODULE: external "node:querystring"
var external_node_querystring_ = __webpack_require__(1792);
var external_node_querystring_default = /*#__PURE__*/__webpack_require__.n(external_node_querystring_);
// EXTERNAL MODULE: ./src/base/json.ts
var base_json = __webpack_require__(3659);
;// CONCATENATED MODULE: ./src/base/secrets.ts


const HIDDEN = '***';
/** Shorter values (characters) are not secrets, whatever the name of their key. */
const MIN_LENGTH = 8;
/** Endings of the words in a name that suggest a secret: `api_key`, `X-Amz-Signature`, `accessToken`. */
const SECRET_WORD = /(token|sig|signature|key|secret|password|passwd|pwd|auth|authorization|authentication|bypass|code|credential|jwt|session|access)s?$/;
const QUERY_PAIR = /[?&#]([^=&#\s"'<>]+)=([^&#\s"'<>]+)/g;
const USER_AND_PASSWORD = /:\/\/([^\s\\/?#"<>@:]*)(?::([^\s\\/?#"<>]*))?@/g;
/** What is before the `@` of a web address. */
const CREDENTIALS = String.raw `(?<=:\/\/)[^\s\\/?#"<>]*(?=@)`;
/** A pattern that matches nothing. */
const NEVER = '(?!)';
/** The values that must never be shown. Removes them from text that leaves the step. */
class Secrets {
    #mask;
    #secrets = new Set();
    /** Values that are secret only by the name of their key. */
    #named = new Set();
    #ids = new Set();
    #pattern;
    /** `mask` makes the runner hide a value in everything that the job logs. */
    constructor(mask = () => undefined) {
        this.#mask = mask;
    }
    /** Keeps these ids visible, even if they look like a URL with credentials or occur under the name of a secret. */
    keep(ids) {
        for (const id of ids)
            this.#ids.add(id);
        this.#pattern = undefined;
    }
    /** Hides a secret: as it is, percent-encoded, JSON-escaped, and in base64. */
    add(secret) {
        if (secret !== '')
            this.#secrets.add(secret);
        this.#pattern = undefined;
    }
    /** Hides a presigned URL, its query and its signature, and masks them in the job's log. */
    addPresigned(url) {
        const query = new URL(url).search.slice(1);
        for (const part of [url, query, ...namedValues(url)].filter(isLong)) {
            this.add(part);
            this.#mask(part);
        }
    }
    /** Hides the credentials and the query values whose name suggests a secret, in a URL or a text that contains URLs. */
    addUrls(text) {
        for (const value of namedValues(text))
            this.#addNamed(value);
        for (const [, user = '', password = ''] of text.matchAll(USER_AND_PASSWORD)) {
            const decoded = [user, password].map((external_node_querystring_default()).unescape);
            const secrets = password === '' ? [user, ...decoded] : [password, ...decoded.slice(1), decoded.join(':')];
            for (const secret of secrets.filter(isLong))
                this.add(secret);
        }
    }
    /** Hides the texts below keys whose name suggests a secret, in lists and mappings at any depth. */
    addNamedValues(value, isNamed = false) {
        if (typeof value === 'string' || typeof value === 'number') {
            if (isNamed)
                this.#addNamed(String(value).trim());
        }
        else if (Array.isArray(value)) {
            for (const item of value)
                this.addNamedValues(item, isNamed);
        }
        else if ((0,base_json/* isMapping */.pi)(value)) {
            for (const [key, item] of Object.entries(value))
                this.addNamedValues(item, isNamed || suggestsSecret(key));
        }
    }
    #addNamed(value) {
        // The value of a header `Authorization` has a word before the token.
        const token = value.replace(/^(basic|bearer|token)\s+/i, '');
        for (const secret of [value, token].filter(isLong))
            this.#named.add(secret);
        this.#pattern = undefined;
    }
    /** The text with `mask` in place of every secret and of the credentials of every web address. */
    redact = (text, mask = HIDDEN) => {
        this.#pattern ??= this.#compile();
        return text.replace(this.#pattern, (_, id) => id ?? mask);
    };
    #compile() {
        const ids = [...this.#ids];
        const named = [...this.#named].filter((value) => !ids.some((id) => id.includes(value)));
        // The longest first: a secret may contain another.
        const secrets = [...this.#secrets, ...named].sort((one, other) => other.length - one.length);
        const forms = secrets.flatMap((secret) => [escapedForm(secret), ...base64Forms(secret)]);
        const keptIds = ids.filter((id) => id.includes('://')).map(escapeRegExp);
        return new RegExp([...forms, `(${keptIds.join('|') || NEVER})`, CREDENTIALS].join('|'), 'gi');
    }
}
function isLong(value) {
    return value.trim().length >= MIN_LENGTH;
}
function suggestsSecret(name) {
    const words = name
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase()
        .split(/[^a-z0-9]+/);
    return words.some((word) => SECRET_WORD.test(word));
}
/** As written and decoded: a server may repeat either. Invalid URLs count, since errors show them. */
function namedValues(text) {
    return [...text.matchAll(QUERY_PAIR)]
        .filter(([, name = '']) => suggestsSecret(external_node_querystring_default().unescape(name)))
        .flatMap(([, , value = '']) => [value, external_node_querystring_default().unescape(value.replaceAll('+', ' '))]);
}
/** White space, which may be escaped as in JSON or a URL. */
const GAP = String.raw `(?:\s|\\{1,2}[nrt]|%(?:25)?(?:0[9ad]|20)|\\u00(?:0[9ad]|20))+`;
/** A pattern for the secret with any character escaped as in JSON or a URL, and broken over lines anywhere. */
function escapedForm(secret) {
    const words = secret.split(/\s+/).map((word) => Array.from(word, characterForm).join(String.raw `\s*`));
    return words.join(GAP);
}
function characterForm(character) {
    const literal = escapeRegExp(character);
    const plain = /\w/.test(character) ? literal : String.raw `\\{0,2}${literal}`;
    const percent = Buffer.from(character).toString('hex').replace(/../g, '%(?:25)?$&');
    const unicode = Buffer.from(character, 'utf16le')
        .swap16()
        .toString('hex')
        .replace(/.{4}/g, String.raw `\\u$&`);
    return `(?:${plain}|${percent}|${unicode})`;
}
function escapeRegExp(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
/** In base64 or base64url. */
function base64Character(character) {
    if (character === '+')
        return '[+-]';
    return character === '/' ? '[/_]' : character;
}
/**
 * Patterns for the secret inside a longer base64 text, at each of the three alignments and over line breaks: the
 * characters that depend on the secret alone, and the one after them.
 */
function base64Forms(secret) {
    const bytes = Buffer.from(secret);
    return [0, 1, 2]
        .map((before) => {
        const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
        return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    })
        .filter(isLong)
        .map((form) => `${Array.from(form, base64Character).join(String.raw `\s*`)}[\\w+/-]?`);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/base/escape.ts
var base_escape = __webpack_require__(3834);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./src/context/event.ts

const AT_HEAD = { kind: 'at-head' };
function numbered(number, baseBranch) {
    return { kind: 'numbered', number, baseBranch };
}
/** A part of the payload that is undefined where it is missing or has another type. */
function part(schema) {
    return schema.optional().catch(undefined);
}
const event_text = part(schemas/* string */.YjP().min(1));
const number = part(schemas/* int */.Whr().positive());
const Repository = schemas/* object */.Ikc({ full_name: event_text, url: event_text });
const PullRequest = schemas/* object */.Ikc({
    number,
    // The repository of a deleted fork is null.
    head: part(schemas/* object */.Ikc({ sha: event_text, repo: part(Repository.nullable()) })),
    base: part(schemas/* object */.Ikc({ ref: event_text, repo: part(Repository) })),
});
/** The parts of a webhook's payload that this action reads; never fails. https://docs.github.com/webhooks */
const Payload = schemas/* object */.Ikc({
    repository: part(Repository),
    pull_request: part(PullRequest),
    issue: part(schemas/* object */.Ikc({ number, pull_request: part(schemas/* object */.Ikc({})) })),
    merge_group: part(schemas/* object */.Ikc({ head_sha: event_text, head_ref: event_text })),
    deployment: part(schemas/* object */.Ikc({ sha: event_text, environment: event_text })),
    deployment_status: part(schemas/* object */.Ikc({ environment: event_text })),
    workflow_run: part(schemas/* object */.Ikc({
        head_sha: event_text,
        head_branch: event_text,
        head_repository: part(Repository),
        pull_requests: schemas/* array */.YOg(part(PullRequest)).catch([]),
    })),
    // Vercel's: https://github.com/vercel/repository-dispatch
    client_payload: part(schemas/* object */.Ikc({
        git: part(schemas/* object */.Ikc({ sha: part(schemas/* string */.YjP().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/i)) })),
        project: part(schemas/* object */.Ikc({ name: event_text })),
        environment: event_text,
    })),
})
    .catch({});
/** Reads what an event is about. Never throws. */
function readEvent(event) {
    const { name, payload, repository, sha } = event;
    const { deployment, deployment_status: status, client_payload: vercel } = payload;
    const subject = subjectOf(event);
    const namesNoCommit = name === 'repository_dispatch' && !vercel?.git?.sha;
    const deployed = [status?.environment ?? deployment?.environment, vercel?.project?.name, vercel?.environment];
    return {
        subject,
        // For a comment, GITHUB_SHA is the default branch's commit, which has nothing to do with the pull request.
        headSha: subject.headSha ?? (name === 'issue_comment' ? undefined : sha),
        eventSha: namesNoCommit ? undefined : subject.headSha,
        isMergeGroup: name === 'merge_group' || (name === 'workflow_run' && queuedBy(payload, repository) !== undefined),
        deployment: deployed.filter((text) => text !== undefined),
        hasForkToken: hasForkToken(event),
    };
}
function subjectOf(event) {
    const { name, payload, repository, ref, sha } = event;
    const atSha = { headSha: sha, pullRequest: AT_HEAD };
    switch (name) {
        case 'pull_request':
        case 'pull_request_target':
        case 'pull_request_review':
        case 'pull_request_review_comment':
            return ofPullRequest(event);
        case 'issue_comment': {
            const { number, pull_request: pull } = payload.issue ?? {};
            return pull && number ? { headSha: undefined, pullRequest: numbered(number, undefined) } : atSha;
        }
        case 'merge_group': {
            const group = payload.merge_group;
            return { headSha: group?.head_sha ?? sha, pullRequest: inQueue(group?.head_ref ?? ref) ?? AT_HEAD };
        }
        case 'workflow_run': {
            const headSha = payload.workflow_run?.head_sha ?? sha;
            const pullRequest = firstListed(payload, headSha) ?? queuedBy(payload, repository) ?? fromFork(event) ?? AT_HEAD;
            return { headSha, pullRequest };
        }
        case 'deployment':
        case 'deployment_status':
            return { headSha: payload.deployment?.sha ?? sha, pullRequest: AT_HEAD };
        case 'repository_dispatch':
            return { headSha: payload.client_payload?.git?.sha?.toLowerCase() ?? sha, pullRequest: AT_HEAD };
        default:
            return atSha;
    }
}
/** Events whose token is read-only for a fork's pull request; for `pull_request_target` and others it can write. */
const FORK_TOKEN_EVENTS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);
function hasForkToken({ name, payload: { pull_request: pull, repository } }) {
    if (!FORK_TOKEN_EVENTS.has(name) || pull?.head === undefined)
        return false;
    if (pull.head.repo === null)
        return true;
    const [from, to] = [pull.head.repo?.full_name, pull.base?.repo?.full_name ?? repository?.full_name];
    return from !== undefined && to !== undefined && from !== to;
}
function ofPullRequest({ payload, ref, sha }) {
    const { pull_request: pull } = payload;
    const number = pull?.number ?? Number(/^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1] ?? 0);
    if (number === 0)
        return { headSha: pull?.head?.sha ?? sha, pullRequest: AT_HEAD };
    // GITHUB_SHA is the merge commit or the base branch's commit here, never the head.
    return { headSha: pull?.head?.sha, pullRequest: numbered(number, pull?.base?.ref) };
}
/** The pull request that a merge queue's branch names. */
function inQueue(ref) {
    const match = /^(?:refs\/heads\/)?gh-readonly-queue\/(.+)\/pr-(\d+)-[0-9a-f]+$/.exec(ref ?? '');
    return match ? numbered(Number(match[2]), match[1]) : undefined;
}
/** The queued pull request of a workflow run. Branches of forks can have any name. */
function queuedBy({ workflow_run: run }, repository) {
    const home = run?.head_repository?.full_name;
    return home === undefined || home === repository ? inQueue(run?.head_branch) : undefined;
}
/** A run's list also has pull requests of other repositories; one at the run's commit is preferred. */
function firstListed({ repository, workflow_run: run }, headSha) {
    const ours = (run?.pull_requests ?? []).filter((pull) => {
        const url = pull?.base?.repo?.url;
        return pull?.number !== undefined && (url === undefined || url === repository?.url);
    });
    const found = ours.find((pull) => pull?.head?.sha === headSha) ?? ours[0];
    return found?.number === undefined ? undefined : numbered(found.number, found.base?.ref);
}
/** For forks, GitHub leaves the list empty. */
function fromFork({ payload: { workflow_run: run }, repository }) {
    const fork = run?.head_repository?.full_name;
    const branch = run?.head_branch;
    if (fork === undefined || fork === repository || branch === undefined)
        return undefined;
    return { kind: 'from-branch', repository: fork, branch };
}

;// CONCATENATED MODULE: ./src/context/context.ts






/**
 * Reads the runner's environment. `readFile` returns a file's text, or undefined if there is none.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
function readContext(env, readFile = readTextFile) {
    // An empty variable counts as missing.
    const value = (name) => (env[name] === '' ? undefined : env[name]);
    const repository = value('GITHUB_REPOSITORY');
    const event = readEvent({
        name: env['GITHUB_EVENT_NAME'] ?? '',
        payload: Payload.parse((0,base_json/* parseJson */.qF)(readFile(value('GITHUB_EVENT_PATH') ?? '') ?? '')),
        repository,
        ref: value('GITHUB_REF'),
        sha: value('GITHUB_SHA'),
    });
    const attempt = value('GITHUB_RUN_ATTEMPT') ?? '';
    return {
        ...event,
        repository,
        serverUrl: value('GITHUB_SERVER_URL') ?? 'https://github.com',
        apiUrl: value('GITHUB_API_URL') ?? 'https://api.github.com',
        workflow: value('GITHUB_WORKFLOW'),
        workflowPath: workflowPath(value('GITHUB_WORKFLOW_REF'), repository),
        workflowRunId: value('GITHUB_RUN_ID'),
        workflowAttempt: /^[1-9]\d{0,8}$/.test(attempt) ? Number(attempt) : 1,
        job: value('GITHUB_JOB'),
        tag: env['GITHUB_REF_TYPE'] === 'tag' ? value('GITHUB_REF_NAME') : undefined,
        workspace: value('GITHUB_WORKSPACE') ?? process.cwd(),
        hasSummary: value('GITHUB_STEP_SUMMARY') !== undefined,
    };
}
/**
 * The context with the commit of `commit-sha`. If the event is about another commit, the event's pull request is
 * dropped; if the event names only a pull request, as a comment does, it is kept.
 */
function withCommit(context, headSha) {
    const { subject, eventSha } = context;
    if (headSha === undefined)
        return context;
    if (headSha === subject.headSha)
        return { ...context, eventSha: eventSha ?? headSha };
    const pullRequest = subject.headSha === undefined ? subject.pullRequest : { kind: 'at-head' };
    return { ...context, headSha, subject: { headSha, pullRequest }, eventSha: eventSha ?? headSha };
}
/** The text of a file; undefined if it cannot be read. */
function readTextFile(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** The page of a job, if its id is known: it equals the id of the job's own check run. */
function jobUrl({ serverUrl, repository, workflowRunId }, checkRunId) {
    const isKnown = repository !== undefined && workflowRunId !== undefined && /^[1-9]\d*$/.test(checkRunId);
    return isKnown ? `${serverUrl}/${repository}/actions/runs/${workflowRunId}/job/${checkRunId}` : undefined;
}
/** From `owner/name/.github/workflows/e2e.yml@refs/heads/main`, if the file belongs to this repository. */
function workflowPath(ref = '', repository = '') {
    const prefix = `${repository}/`;
    // Names of files and branches may contain an `@`, too. A deployment of a commit has no ref.
    const path = ref.slice(prefix.length).replace(/@(?:refs\/.*|[0-9a-f]{40,64})?$/, '');
    return ref.startsWith(prefix) ? path : undefined;
}
/** Reports would cut a longer title, and the hash at its end (UTF-16). */
const MAX_TITLE = 150;
/** Hexadecimal digits. */
const HASH_LENGTH = 8;
/**
 * The default title, which names the leg of the job: the values of its matrix and what was deployed, `Doksi (de,
 * chrome)`. Where the values had to be changed to be readable, a short hash keeps distinct legs distinct.
 */
function legTitle(jobMatrix, { deployment }) {
    const parsed = (0,base_json/* parseJson */.qF)(jobMatrix);
    const matrix = (0,base_json/* isMapping */.pi)(parsed) ? parsed : {};
    const values = [...Object.values(matrix), ...deployment];
    if (values.length === 0)
        return 'Doksi';
    const parts = values.map((value) => (0,base_escape/* forLog */.Ig)(textOf(value)).trim());
    const names = parts.filter((part) => part !== '').join(', ');
    const title = `Doksi (${names})`;
    const isExact = values.every((value, at) => {
        const part = parts[at] ?? '';
        return !isNested(value) && textOf(value) === part && part !== '' && !part.includes(', ');
    });
    if (isExact && title.length <= MAX_TITLE)
        return title;
    const content = JSON.stringify([matrix, deployment]);
    const hash = (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex').slice(0, HASH_LENGTH);
    const room = MAX_TITLE - `Doksi (, ${hash})`.length;
    return names === '' ? `Doksi (${hash})` : `Doksi (${(0,base_text/* clipped */.cz)(names, room)}, ${hash})`;
}
/** A scalar, or those in a list or a mapping. A string that reads as JSON has quotes: `"1"` is not `1`. */
function textOf(value) {
    if (isNested(value))
        return Object.values(value).map(textOf).join(' ');
    return typeof value === 'string' && (0,base_json/* parseJson */.qF)(value) === undefined ? value : JSON.stringify(value);
}
function isNested(value) {
    return typeof value === 'object' && value !== null;
}

// EXTERNAL MODULE: ./src/http/errors.ts
var errors = __webpack_require__(8549);
// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
;// CONCATENATED MODULE: ./src/http/exchange.ts





/** Sends a request once and parses the response; rejects with a RequestError or the signal's reason. */
async function exchange(call, schema, send, runtime) {
    const { redact } = runtime.secrets;
    const response = await sendOnce(call, send, runtime);
    const facts = factsOf(response, runtime);
    const parsed = schema.safeParse(facts.json);
    if (parsed.success)
        return { value: parsed.data, retryAfterMs: facts.retryAfterMs };
    const error = call.server.errorIn(response.text, facts.json)?.text ?? '';
    const differs = redact(error === '' ? mismatch(parsed.error) : error);
    throw new errors/* InvalidResponseError */.tF(call, facts.json === undefined ? bodyOf(response, call, redact) : differs, facts);
}
/**
 * Sends a request without retries, following the redirects of a GET; resolves to a response with a status of 2xx. Logs
 * one line for debugging.
 */
async function sendOnce(call, send, runtime) {
    const { clock, log, signal } = runtime;
    const { method, url, server, deadlineMs, tries = 1 } = call;
    const startedAtMs = clock.now();
    const trace = (outcome) => {
        const path = server.hasSecretUrls ? `(${server.name})` : url.pathname;
        log.debug(`${method} ${path} → ${outcome} in ${Math.round(clock.now() - startedAtMs)} ms (try ${tries})`);
    };
    // Unless the transport reports otherwise, the request may have been sent.
    const progress = call.progress ?? { isSent: true };
    const expired = () => new errors/* ResponseTimeoutError */.$7(call, deadlineMs, !progress.isSent);
    try {
        const response = await withDeadline(clock, deadlineMs, signal, expired, (inTime) => sendFollowingRedirects(send, { ...call, progress }, inTime));
        if (response.status < 200 || response.status > 299)
            throw responseError(call, response, runtime);
        trace(String(response.status));
        return response;
    }
    catch (error) {
        if (error instanceof errors/* RequestError */.GI)
            trace(error instanceof errors/* RejectedError */.zs ? String(error.status) : error.summary);
        throw error;
    }
}
/**
 * The error for a response: a RejectedError if the server itself returned an error, and for any redirect, 5xx, 408 or
 * 429; otherwise an InvalidResponseError.
 */
function responseError(call, response, runtime) {
    const { redact } = runtime.secrets;
    const { status, text } = response;
    const facts = factsOf(response, runtime);
    const error = call.server.errorIn(text, facts.json);
    if (error)
        return new errors/* RejectedError */.zs(call, { ...error, text: redact(error.text) }, facts);
    const found = bodyOf(response, call, redact);
    return (0,errors/* isRedirect */.N6)(status) || (0,errors/* isTransientStatus */.Dm)(status)
        ? new errors/* RejectedError */.zs(call, { text: text === '' ? '' : found }, facts)
        : new errors/* InvalidResponseError */.tF(call, found, facts);
}
function factsOf({ status, headers, text }, { clock }) {
    return { status, json: (0,base_json/* parseJson */.qF)(text), retryAfterMs: (0,retry/* parseRetryAfter */.mu)(headers['retry-after'], clock.now()) };
}
/** What differs from the schema, without the values: `"status": expected string, received number`. */
function mismatch({ issues }) {
    const faults = issues.slice(0, 3).map(({ path, message }) => {
        const name = path.length === 0 ? 'the body' : `"${path.join('.')}"`;
        return `${name}: ${message.replace(/^Invalid input: /, '')}`;
    });
    return faults.join('; ');
}
/** https://www.rfc-editor.org/rfc/rfc9110#status.3xx: the other statuses lead nowhere. */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 5;
/** Follows the redirects of a GET, but never from https to http. The key stays with the origin that it is meant for. */
async function sendFollowingRedirects(send, request, signal) {
    let { url, headers } = request;
    for (let redirects = 0;; redirects++) {
        const response = await send({ ...request, url, headers }, signal);
        const next = redirectOf(response, url);
        const isFollowed = request.method === 'GET' && redirects < MAX_REDIRECTS && next instanceof URL;
        if (!isFollowed || (url.protocol === 'https:' && next.protocol === 'http:'))
            return response;
        if (next.origin !== request.url.origin) {
            headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
        }
        url = next;
    }
}
/** The URL that a redirect leads to; what is wrong with its address; or undefined if this is not a redirect. */
function redirectOf({ status, headers }, from) {
    if (!REDIRECTS.has(status))
        return undefined;
    // Browsers read the header's bytes as UTF-8.
    const location = Buffer.from(headers['location'] ?? '', 'latin1').toString();
    const next = location === '' ? null : URL.parse(location, from.href);
    if (next === null)
        return 'without an address';
    if (next.protocol !== 'https:' && next.protocol !== 'http:')
        return `to an address of ${next.protocol}`;
    next.hash = '';
    return next;
}
/** Headers of responses that check whether the client is a browser. */
const CHALLENGES = {
    'cf-mitigated': 'Cloudflare',
    'x-vercel-mitigated': 'Vercel',
    'x-amzn-waf-action': 'AWS WAF',
};
/** The service that returned a browser challenge in place of the response; undefined if it is not a challenge. */
function challengeOf({ headers }) {
    return Object.entries(CHALLENGES).find(([name]) => /challenge|captcha/i.test(headers[name] ?? ''))?.[1];
}
/** The title of a page is in its first characters. */
const HEAD_LENGTH = 64 * 1024;
const MAX_QUOTE = 300;
/**
 * Describes a body that does not have the expected form: `an HTML page with the title "Access denied" from squid/5.7`.
 * Takes linear time: the text may be long and hostile.
 */
function bodyOf(response, { isSecret = false }, redact) {
    const head = redact(response.text.slice(0, HEAD_LENGTH)).trim();
    const challenge = challengeOf(response);
    const title = isSecret ? '' : (0,base_text/* oneLine */.TN)(/<title[^<>]*>([^<]*)/i.exec(head)?.[1] ?? '');
    const withTitle = title === '' ? '' : ` with the title "${(0,base_text/* clipped */.cz)(title, MAX_QUOTE)}"`;
    if (challenge !== undefined)
        return `a ${challenge} challenge for browsers${withTitle}`;
    if (head === '')
        return 'an empty body';
    if (head.startsWith('<'))
        return `an HTML page${withTitle}${senderOf(response)}`;
    return isSecret ? 'a body that is not shown, since it may contain a secret' : (0,base_text/* clipped */.cz)((0,base_text/* oneLine */.TN)(head), MAX_QUOTE);
}
/** Gateways and proxies name themselves in these headers. */
function senderOf({ headers: { server, via } }) {
    const from = server ? ` from ${(0,base_text/* clipped */.cz)((0,base_text/* oneLine */.TN)(server), MAX_QUOTE)}` : '';
    return via ? `${from} via ${(0,base_text/* clipped */.cz)((0,base_text/* oneLine */.TN)(via), MAX_QUOTE)}` : from;
}

;// CONCATENATED MODULE: ./src/doksi/creation.ts





// `POST /runs` must not be sent twice if the first request may have arrived: every run spends allowance.
/** With these statuses Doksi, or a gateway in front of it, rejects a run, so no run exists. */
const REJECTIONS = new Set([400, 401, 402, 403, 404, 422]);
/** The server was too busy to process the request. */
const NOT_PROCESSED = new Set([429, 503]);
const MAY_EXIST = "The run may exist. Check Doksi's dashboard before you run this job again: every run spends allowance.";
/** The run may have been created, but no valid response arrived. */
class RunMayExistError extends base_failure/* Failure */.HR {
    constructor(cause) {
        const isRemedied = cause instanceof errors/* InvalidResponseError */.tF || (cause instanceof errors/* RejectedError */.zs && !cause.isTransient);
        const next = isRemedied ? `${MAY_EXIST} ${cause.next}` : MAY_EXIST;
        super(whatArrived(cause), next, { cause, help: 'run-may-exist' });
    }
}
function whatArrived(failure) {
    const request = 'the request that creates the run';
    const { detail } = failure;
    if (failure instanceof errors/* RejectedError */.zs)
        return (0,base_text/* sentence */.em)(`Doksi responded to ${request} with HTTP ${detail}`);
    if (failure instanceof errors/* InvalidResponseError */.tF)
        return `No valid response to ${request} (${detail}).`;
    const when = failure instanceof errors/* ResponseTimeoutError */.$7 ? '' : ' after it was sent';
    return `No response to ${request} (${detail}${when}).`;
}
/** The step was cancelled after the request may have been sent. */
class CreationAbandonedError extends base_failure/* Failure */.HR {
    constructor(cause) {
        const what = 'The step was cancelled while the run was being created.';
        super(what, MAY_EXIST, { cause, help: 'run-may-exist' });
    }
}
const amount = schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* string */.YjP().regex(/^\d{1,9}$/)]);
/** The body of a rejection because of the allowance: Doksi documents no status for it. */
const Allowance = schemas/* object */.Ikc({ requested: amount, remaining: amount });
/**
 * Whether it is proven that the server did not process the request. A response with a run id proves the contrary, and one
 * about the allowance is final.
 */
function isNotProcessed(failure) {
    if (!(failure instanceof errors/* RejectedError */.zs))
        return failure.neverSent;
    const { status, json } = failure;
    const hasRunId = (0,base_json/* isMapping */.pi)(json) && json['run_id'] != null;
    return NOT_PROCESSED.has(status) && !hasRunId && !Allowance.safeParse(json).success;
}
/** A failed creation as the user must see it: the failure itself if there is certainly no run. */
function creationFailure(failure) {
    const { detail, status, json } = failure;
    const allowance = Allowance.safeParse(json).data;
    if (allowance) {
        const { requested, remaining } = allowance;
        const what = failure instanceof errors/* RejectedError */.zs ? failure.what : (0,base_text/* sentence */.em)(`Doksi rejected the run: ${detail}`);
        const next = `This run needs ${requested} of your allowance and ${remaining} are left. Run fewer tests, or raise the plan's allowance.`;
        return new base_failure/* Failure */.HR(what, next, { cause: failure, help: 'allowance-used-up' });
    }
    const isRejected = status !== undefined && REJECTIONS.has(status);
    return isRejected || isNotProcessed(failure) ? failure : new RunMayExistError(failure);
}

;// CONCATENATED MODULE: ./src/doksi/schemas.ts

// Fields that decide the verdict are read strictly: with a wrong type, the whole response is invalid.
// Fields that only decorate a report are ignored where they have a wrong type.
const decisive = schemas/* string */.YjP().nullish();
const count = schemas/* int */.Whr().nonnegative().nullish();
const decorative = schemas/* string */.YjP().nullish().catch(undefined);
const seconds = schemas/* number */.aig().nonnegative().nullish().catch(undefined);
const NOT_AN_ID = 'not an id';
// Blank texts, inexact numbers, and the path segments `.` and `..` are not ids.
const id = schemas/* union */.KCZ([schemas/* string */.YjP().regex(/^(?!\.{1,2}$)(?=.*\S)/s, NOT_AN_ID), schemas/* int */.Whr().transform(String)], {
    error: ({ input }) => (input === undefined ? 'missing' : NOT_AN_ID),
});
const Destination = schemas/* looseObject */._H3({
    platform: decorative,
    web_url: decorative,
    binary_url: decorative,
    target_id: decorative,
    name: decorative,
    version: decorative,
});
const Result = schemas/* looseObject */._H3({
    result_id: decorative,
    test_id: decorative,
    test_name: decorative,
    status: decisive,
    duration_seconds: seconds,
    url: decorative,
    destination: Destination.nullish().catch(undefined),
});
/** Longer lists are rejected before their items are parsed, which would take minutes. */
const MAX_RESULTS = 200_000;
const results = schemas/* array */.YOg(schemas/* unknown */.L5J())
    .max(MAX_RESULTS)
    .pipe(schemas/* array */.YOg(Result))
    .nullish()
    .transform((list) => list ?? []);
/** The response of `GET /runs/{run_id}`. Results become outputs as they are, so the names are Doksi's. */
const RunState = schemas/* looseObject */._H3({
    run_id: id.nullish(),
    status: schemas/* string */.YjP().min(1),
    tests_total: count,
    tests_passed: count,
    tests_failed: count,
    tests_running: count,
    duration_seconds: seconds,
    results,
});
/** The response of `POST /runs`. */
const CreatedRun = schemas/* looseObject */._H3({ run_id: id, results: results.catch([]) });
/** The response of `POST /uploads`. */
const CreatedUpload = schemas/* object */.Ikc({
    upload_id: id,
    upload_url: schemas/* url */.OZ5({ protocol: /^https?$/, error: 'not an http(s) URL' }),
});
/** The response of `POST /targets`. */
const CreatedTarget = schemas/* object */.Ikc({ target_id: id });

// EXTERNAL MODULE: ./src/doksi/servers.ts
var servers = __webpack_require__(4118);
;// CONCATENATED MODULE: ./src/doksi/client.ts






/** From the connection to the end of the response (milliseconds). */
const REQUEST_DEADLINE_MS = 30 * 1000;
/** The Doksi CI/CD API. Methods reject with a Failure, or with the signal's reason once it aborts. */
class DoksiClient {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * Creates a run. Retries for at most `budgetMs`, and only with proof that the server did not process the request.
     * Rejects with a RunMayExistError or, once the signal aborts, a CreationAbandonedError if the run may exist.
     */
    async createRun(body, runtime, budgetMs) {
        const { signal } = runtime;
        signal.throwIfAborted();
        const purpose = { server: servers/* RUNS_API */.a6, purpose: 'create the run', subject: 'the run' };
        const budget = new retry/* RetryBudget */.Km(budgetMs);
        const create = async (tries) => {
            const progress = { isSent: true };
            const call = { ...this.#call('POST', '/runs', purpose, body), tries, progress };
            try {
                return (await exchange(call, CreatedRun, this.#options.send, runtime)).value;
            }
            catch (error) {
                throw signal.aborted && progress.isSent ? new CreationAbandonedError(signal.reason) : error;
            }
        };
        try {
            return await (0,retry/* withRetries */.LH)(create, isNotProcessed, runtime, { budget });
        }
        catch (error) {
            throw error instanceof errors/* RequestError */.GI ? creationFailure(error) : error;
        }
    }
    /** Reads the state of a run. Does not retry. */
    readRun(runId, runtime, deadlineMs = Infinity) {
        const purpose = { server: servers/* API */.nC, purpose: "read the run's status" };
        const call = this.#call('GET', `/runs/${encodeURIComponent(runId)}`, purpose);
        const OwnState = RunState.superRefine(({ run_id: id }, context) => {
            if (id != null && id !== runId)
                context.addIssue({ code: 'custom', path: ['run_id'], message: `of another run, ${id}` });
        });
        const inTime = { ...call, deadlineMs: Math.min(deadlineMs, call.deadlineMs) };
        return exchange(inTime, OwnState, this.#options.send, runtime);
    }
    /** Resolves to an id and a presigned URL, which is secret. */
    createUpload(name, runtime, budget) {
        const call = this.#call('POST', '/uploads', { server: servers/* API */.nC, purpose: 'prepare the upload' }, { name });
        return this.#retry({ ...call, isSecret: true }, CreatedUpload, runtime, budget);
    }
    /** Sends `chunks`, which are `bytes` long, to a presigned URL. Does not retry. */
    async putUpload(put, runtime) {
        const { chunks, bytes, name, tries, deadlineMs } = put;
        const purpose = { server: servers/* STORAGE */.O3, purpose: `upload ${name}` };
        // Without Authorization: S3 rejects a presigned URL together with that header.
        const headers = { 'content-type': 'application/zip', 'content-length': bytes };
        const call = { ...purpose, method: 'PUT', url: new URL(put.url), headers, body: chunks, deadlineMs, tries };
        const response = await sendOnce(call, this.#options.send, runtime);
        // S3 may return an error with the status 200.
        if (servers/* STORAGE */.O3.errorIn(response.text, undefined))
            throw responseError(call, response, runtime);
    }
    /** Registers an upload as a target; resolves to the target's id. */
    async createTarget({ uploadId, name, version }, runtime) {
        const subject = `the target ${name} ${version}`;
        const purpose = { server: servers/* TARGETS_API */.mD, purpose: 'register the target', subject };
        const call = this.#call('POST', '/targets', purpose, { upload_id: uploadId, name, version });
        return (await this.#retry(call, CreatedTarget, runtime)).target_id;
    }
    #retry(call, schema, runtime, budget) {
        const work = async (tries) => (await exchange({ ...call, tries }, schema, this.#options.send, runtime)).value;
        return (0,retry/* withRetries */.LH)(work, retry/* isTransient */.dg, runtime, { budget });
    }
    #call(method, path, purpose, body) {
        const { apiUrl, apiKey } = this.#options;
        const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' };
        const call = { ...purpose, method, url: new URL(`${apiUrl}${path}`), headers, deadlineMs: REQUEST_DEADLINE_MS };
        if (body === undefined)
            return call;
        return { ...call, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    }
}

// EXTERNAL MODULE: ./src/http/connect.ts
var connect = __webpack_require__(5978);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./src/github/errors.ts




/** A request to GitHub that failed. */
class GithubError extends base_failure/* Failure */.HR {
    /** The status of GitHub's response, if that is the reason. */
    status;
    /** The least wait (milliseconds) before another try; undefined if it would fail, too. */
    retryAfterMs;
    constructor(what, next, { status, retryAfterMs, ...options } = {}) {
        super(what, next, options);
        this.status = status;
        this.retryAfterMs = retryAfterMs;
    }
}
/** The token lacks a permission. */
class MissingPermissionError extends GithubError {
}
/** No response, or one that is not GitHub's: a network error, a timeout, 5xx, an invalid body. It may be temporary. */
class GithubUnavailableError extends GithubError {
    constructor({ purpose }, fault, options) {
        const next = 'GitHub or the network may have a problem. See https://www.githubstatus.com.';
        super(`Could not ${purpose}: ${fault}.`, next, { help: 'github-unavailable', retryAfterMs: 0, ...options });
    }
}
/** Resolves to undefined if GitHub rejects the request with one of these statuses. */
async function unlessRejected(statuses, request) {
    try {
        return await request;
    }
    catch (error) {
        if (error instanceof GithubError && statuses.includes(error.status ?? 0))
            return undefined;
        throw error;
    }
}
/** How GitHub reports that a token lacks a permission. The rules of an organization are reported in other words. */
const PERMISSION = /not accessible by|authenticate via|must have/i;
/** Personal tokens cannot create check runs: https://docs.github.com/rest/checks/runs#create-a-check-run */
const APP_ONLY = /authenticate via a GitHub App/i;
const OTHER = 'Fix the cause that GitHub reports, or turn this report off.';
const PROXY = "The response is not in GitHub's form, so it may come from a proxy or gateway. Allow the runner to reach GitHub's API.";
const BAD_TOKEN = 'Check github-token: it may be wrong, revoked or expired.';
/** What an error response means. */
function errorFrom(response, purpose, hasForkToken, nowMs) {
    const { status } = response;
    const message = messageIn(response.data);
    const text = message ?? '';
    const reason = `${message?.replace(/\.+$/, '') ?? external_node_http_.STATUS_CODES[status] ?? 'no reason'} (HTTP ${status})`;
    const retryAfterMs = rateLimitWaitMs(response, text, nowMs);
    if (retryAfterMs !== undefined) {
        const what = `Could not ${purpose.purpose}: GitHub's rate limit is exceeded: ${reason}.`;
        return new GithubError(what, limitEnd(retryAfterMs, nowMs), { help: 'github-unavailable', retryAfterMs });
    }
    if (status >= 500 || status === 408)
        return new GithubUnavailableError(purpose, `GitHub returned ${reason}`);
    const what = `GitHub rejected the request to ${purpose.purpose}: ${reason}`;
    const isHidden = status === 404 && text !== '';
    const isDenied = status === 403 && PERMISSION.test(text);
    if (purpose.permission !== undefined && (isHidden || isDenied)) {
        const hides = isHidden ? '; GitHub also returns this if the token has no access' : '';
        const next = permissionRemedy(purpose.permission, text, hasForkToken);
        return new MissingPermissionError(`${what}${hides}.`, next, { help: 'missing-permission', status });
    }
    if (message === undefined)
        return new GithubError(`${what}.`, PROXY, { help: 'gateway-page', status });
    if (status === 401)
        return new GithubError(`${what}.`, BAD_TOKEN, { help: 'missing-permission', status });
    return new GithubError(`${what}.`, OTHER, { status });
}
function permissionRemedy(permission, text, hasForkToken) {
    const yaml = `permissions:\n  ${permission}`;
    if (hasForkToken)
        return `This pull request comes from a fork, so the token of its jobs is read-only, whatever permissions they request. Report from a second workflow that runs on workflow_run and has:\n${yaml}`;
    if (APP_ONLY.test(text))
        return `Only the job's own token or the token of a GitHub App can write checks. Omit github-token, and give the job:\n${yaml}`;
    return `Add this permission to those of the job:\n${yaml}`;
}
const optionalText = schemas/* string */.YjP().nullish();
const ErrorDetail = schemas/* object */.Ikc({ message: optionalText, field: optionalText, code: optionalText })
    .transform(({ message, field, code }) => message ?? [field, code].filter(Boolean).join(' '));
const ErrorBody = schemas/* object */.Ikc({
    message: schemas/* string */.YjP(),
    errors: schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* string */.YjP(), ErrorDetail])).catch([]),
});
/** How much of GitHub's message is shown (characters). */
const MAX_TEXT = 2000;
/** GitHub's message with its details, in one line; undefined if the body is not GitHub's, such as the page of a proxy. */
function messageIn(body) {
    const { data } = ErrorBody.safeParse(body);
    return data && (0,base_text/* clipped */.cz)((0,base_text/* oneLine */.TN)([data.message, ...data.errors].join('; ')), MAX_TEXT);
}
/** The wait (milliseconds) if GitHub names none: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const DEFAULT_WAIT_MS = 60 * 1000;
/** How long to wait (milliseconds) if the response reports a rate limit. Both of GitHub's limits use 403 or 429. */
function rateLimitWaitMs({ status, headers }, text, nowMs) {
    const retryAfterMs = secondsIn(headers['retry-after']);
    const isLimit = status === 429 || (status === 403 && (retryAfterMs !== undefined || /rate limit|abuse/i.test(text)));
    if (!isLimit)
        return undefined;
    const isUsedUp = String(headers['x-ratelimit-remaining']) === '0';
    const resetMs = isUsedUp ? secondsIn(headers['x-ratelimit-reset']) : undefined;
    return retryAfterMs ?? (resetMs === undefined ? DEFAULT_WAIT_MS : Math.max(resetMs - nowMs, 0));
}
function limitEnd(waitMs, nowMs) {
    const seconds = Math.ceil(waitMs / 1000);
    const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
    const endsAt = new Date(nowMs + waitMs).toISOString().slice(11, 16);
    return `The limit ends in ${wait}, at ${endsAt} UTC. It has nothing to do with the token's permissions.`;
}
function secondsIn(header) {
    const text = String(header ?? '');
    return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : undefined;
}

;// CONCATENATED MODULE: ./src/github/connection.ts






/** Each request has this long (milliseconds). */
const connection_REQUEST_DEADLINE_MS = 10_000;
/** How often each request is sent at most. */
const MAX_TRIES = 4;
/** Sends requests through GitHub's own library, with deadlines, retries and errors that name what to do. */
class Connection {
    #options;
    #runtime;
    #library;
    #requests = 0;
    constructor(options, runtime) {
        this.#options = options;
        this.#runtime = runtime;
    }
    /** The parsed items of all pages that `work` resolves to. Throws as `call` does. */
    list(purpose, item, work) {
        return this.call(purpose, schemas/* array */.YOg(item), async (octokit) => ({ data: await work(octokit) }));
    }
    /** The parsed data of the response that `work` resolves to. Throws a GithubError, or the signal's reason. */
    async call(purpose, schema, work) {
        const { token, context, fetch } = this.#options;
        requireToken(token, purpose);
        this.#library ??= load(context.apiUrl);
        const { getOctokit } = await this.#library;
        const octokit = getOctokit(token, {
            baseUrl: context.apiUrl.replace(/\/+$/, ''),
            userAgent: USER_AGENT,
            log: SILENT,
            ...(fetch && { request: { fetch } }),
        });
        octokit.hook.wrap('request', (send, options) => {
            const { pathname, search } = new URL(octokit.request.endpoint(options).url);
            return this.#withRetries(purpose, `${options.method} ${pathname}${search}`, async (signal) => send({ ...options, request: { ...options.request, signal } }));
        });
        const result = schema.safeParse((await work(octokit)).data);
        if (result.success)
            return result.data;
        throw new GithubUnavailableError(purpose, "the response is not GitHub's");
    }
    /** Sends again after temporary errors, and after rate limits whose wait fits into the time. */
    async #withRetries(purpose, name, send) {
        const { endsAtMs, maxRequests = Infinity } = this.#options;
        const { clock, random, signal, log } = this.#runtime;
        for (let tries = 1;; tries++) {
            const startedAtMs = clock.now();
            const trace = (outcome) => log.debug(`${name} → ${outcome} in ${Math.round(clock.now() - startedAtMs)} ms (try ${tries})`);
            try {
                const response = await this.#sendOnce(purpose, send);
                trace((0,connect/* statusName */.Er)(response.status));
                return response;
            }
            catch (error) {
                signal.throwIfAborted();
                if (!(error instanceof GithubError))
                    throw error;
                trace(error.what);
                const mayRetry = tries < MAX_TRIES && this.#requests < maxRequests;
                if (error.retryAfterMs === undefined || !mayRetry)
                    throw error;
                const waitMs = Math.max(error.retryAfterMs, (0,retry/* backoffMs */.jo)(tries, random));
                if (clock.now() + waitMs >= endsAtMs)
                    throw error;
                await clock.sleep(waitMs, signal);
            }
        }
    }
    async #sendOnce(purpose, send) {
        const { endsAtMs, maxRequests = Infinity, context } = this.#options;
        const { clock, signal } = this.#runtime;
        const unavailable = (fault, cause) => new GithubUnavailableError(purpose, fault, { cause });
        const deadlineMs = Math.min(connection_REQUEST_DEADLINE_MS, endsAtMs - clock.now());
        if (deadlineMs <= 0)
            throw unavailable('the time for requests to GitHub has expired');
        if (++this.#requests > maxRequests)
            throw unavailable(`more than ${maxRequests} requests would be needed`);
        const expired = () => unavailable(`no response within ${Math.ceil(deadlineMs / 1000)} s`);
        const response = await withDeadline(clock, deadlineMs, signal, expired, (until) => send(until).catch((error) => {
            const { data } = Rejected.safeParse(error);
            if (data === undefined)
                throw unavailable((0,connect/* connectionFault */.x$)(innermostCause(error)), error);
            throw errorFrom(data.response, purpose, context.hasForkToken, clock.now());
        }));
        // Octokit returns the page of a proxy, and what arrived of an incomplete body, as a string.
        if (response.status === 204 || typeof response.data === 'object')
            return response;
        throw unavailable(`the response is not GitHub's (HTTP ${response.status})`);
    }
}
/** Throws if the token cannot be sent in a header. */
function requireToken(token, { purpose }) {
    if (/^[!-~]+$/.test(token))
        return;
    throw new GithubError(`Could not ${purpose}: github-token is empty or contains a character that no token has.`, "Omit github-token, so that it is the job's own token, or check the secret that it is read from.", { help: 'missing-permission' });
}
/** What Octokit throws for a status from 300 on. */
const Rejected = schemas/* object */.Ikc({
    response: schemas/* object */.Ikc({
        status: schemas/* number */.aig(),
        headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).optional()),
        data: schemas/* unknown */.L5J().optional(),
    }),
});
function innermostCause(error) {
    return (0,base_json/* isMapping */.pi)(error) && (0,base_json/* isMapping */.pi)(error['cause']) ? innermostCause(error['cause']) : error;
}
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
/**
 * Loads GitHub's library with other variables, since on import it reads the event's file, which must be JSON, and the
 * proxy, which must have a scheme. https://github.com/actions/toolkit/blob/main/packages/github/src/context.ts
 */
async function load(apiUrl) {
    const url = new URL(apiUrl);
    const proxy = (0,connect/* proxyFor */.iJ)(url);
    const { env } = process;
    const name = `${url.protocol.slice(0, -1)}_proxy`;
    process.env = { ...env, GITHUB_EVENT_PATH: '', ...(proxy && { [name]: proxy.href }) };
    try {
        return await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
    }
    finally {
        process.env = env;
    }
}

;// CONCATENATED MODULE: ./src/github/schemas.ts

// The parts of GitHub's requests and responses that this action uses, under GitHub's names: https://docs.github.com/rest
const schemas_optionalText = schemas/* string */.YjP().nullish();
const CheckRun = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    html_url: schemas_optionalText,
    completed_at: schemas_optionalText,
    output: schemas/* object */.Ikc({ summary: schemas_optionalText }).nullish(),
    /** Its slug is `github-actions` for check runs that a workflow created. */
    app: schemas/* object */.Ikc({ slug: schemas_optionalText }).nullish(),
});
const Comment = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    html_url: schemas/* string */.YjP(),
    body: schemas_optionalText.transform((body) => body ?? ''),
    /** Null if the account was deleted. */
    user: schemas/* object */.Ikc({ login: schemas/* string */.YjP() }).nullish(),
});
const schemas_PullRequest = schemas/* object */.Ikc({
    number: schemas/* number */.aig(),
    state: schemas/* string */.YjP(),
    /** Without a `repo` if the fork was deleted. */
    head: schemas/* object */.Ikc({ sha: schemas/* string */.YjP(), repo: schemas/* object */.Ikc({ full_name: schemas/* string */.YjP() }).nullish() }),
    base: schemas/* object */.Ikc({ ref: schemas/* string */.YjP() }),
});
/** GitHub's limits, in characters if not named otherwise. */
const LIMITS = {
    annotationsPerRequest: 50,
    /** Also of its annotations. */
    checkTitle: 255,
    /** Of a check run's summary. */
    checkText: 65_535,
    comment: 65_536,
};

;// CONCATENATED MODULE: ./src/github/client.ts




/** The author of what a job's own token writes. */
const ACTIONS_LOGIN = 'github-actions[bot]';
/** The statuses for what was deleted. */
const GONE = [404, 410];
const READ_CHECKS = { purpose: 'read the check runs', permission: 'checks: write' };
const CREATE_CHECK = { purpose: 'publish the check run', permission: 'checks: write' };
const UPDATE_CHECK = { ...CREATE_CHECK, purpose: 'add to the check run' };
const COMMENTS = 'pull-requests: write';
const READ_COMMENTS = { purpose: 'read the comments of the pull request', permission: COMMENTS };
const WRITE_COMMENT = { purpose: 'write the comment on the pull request', permission: COMMENTS };
const DELETE_COMMENT = { purpose: 'delete a duplicate of the comment', permission: COMMENTS };
/** Connects to GitHub's API for the context's repository. Nothing is sent before the first call of a method. */
function connectGithub(options, runtime) {
    return new Github(options, runtime);
}
/**
 * GitHub's API for one repository. Methods throw a GithubError, or the reason of the runtime's signal. Creating is
 * repeated if the response was lost: of equal check runs GitHub shows one, and duplicates of the comment are merged.
 */
class Github {
    #home;
    #connection;
    #findPull;
    constructor(options, runtime) {
        const { context, writesComments } = options;
        if (context.repository === undefined) {
            const next = 'It is read from GITHUB_REPOSITORY, which is empty here.';
            throw new GithubError('Could not determine the repository.', next);
        }
        const [owner = '', repo = ''] = context.repository.split('/');
        this.#home = { owner, repo };
        this.#connection = new Connection(options, runtime);
        // A job that writes comments needs `write` anyway: errors name one permission for all.
        const permission = writesComments ? 'pull-requests: write' : 'pull-requests: read';
        this.#findPull = { purpose: 'find the pull request', permission };
    }
    /** The login of the token's user; `github-actions[bot]` for the token of an app, which has no user. */
    async login() {
        const purpose = { purpose: "read the token's user" };
        const user = schemas/* object */.Ikc({ login: schemas/* string */.YjP().min(1) });
        const request = this.#connection.call(purpose, user, ({ rest }) => rest.users.getAuthenticated());
        return (await unlessRejected([403, 404], request))?.login ?? ACTIONS_LOGIN;
    }
    createCheckRun(run) {
        return this.#connection.call(CREATE_CHECK, CheckRun, ({ rest }) => rest.checks.create({ ...this.#home, status: 'completed', ...run }));
    }
    /** Adds the output's annotations to those that the check run has, and replaces the rest of its output. */
    updateCheckRun(id, output) {
        return this.#connection.call(UPDATE_CHECK, CheckRun, ({ rest }) => rest.checks.update({ ...this.#home, check_run_id: id, output }));
    }
    /** All check runs with this name on a commit, newest first. */
    async checkRuns(ref, name) {
        const query = { ...this.#home, ref, check_name: name, filter: 'all', per_page: 100 };
        const runs = await this.#connection.list(READ_CHECKS, CheckRun, ({ rest, paginate }) => paginate(rest.checks.listForRef, query));
        return runs.sort((one, other) => other.id - one.id);
    }
    /**
     * The full name of this job, `caller / job (de)`, by the id of its check run; it distinguishes callers of a reusable
     * workflow. Undefined if GitHub does not provide the ids.
     */
    async jobName(checkRunId, workflowRunId) {
        if (checkRunId === undefined || workflowRunId === undefined)
            return undefined;
        const job = schemas/* object */.Ikc({ name: schemas/* string */.YjP(), details_url: schemas/* string */.YjP().nullish() });
        const request = this.#connection.call(READ_CHECKS, job, ({ rest }) => rest.checks.get({ ...this.#home, check_run_id: Number(checkRunId) }));
        const check = await unlessRejected([404], request);
        return check?.details_url?.includes(`/actions/runs/${workflowRunId}/job`) ? check.name : undefined;
    }
    /** The comments of a pull request, oldest first. */
    async comments(number) {
        const query = { ...this.#home, issue_number: number, per_page: 100 };
        const comments = await this.#connection.list(READ_COMMENTS, Comment, ({ rest, paginate }) => paginate(rest.issues.listComments, query));
        return comments.sort((one, other) => one.id - other.id);
    }
    createComment(number, body) {
        return this.#connection.call(WRITE_COMMENT, Comment, ({ rest }) => rest.issues.createComment({ ...this.#home, issue_number: number, body }));
    }
    /** Undefined if the comment was deleted. */
    updateComment(id, body) {
        const request = this.#connection.call(WRITE_COMMENT, Comment, ({ rest }) => rest.issues.updateComment({ ...this.#home, comment_id: id, body }));
        return unlessRejected(GONE, request);
    }
    /** Succeeds also if the comment was deleted before. */
    async deleteComment(id) {
        const request = this.#connection.call(DELETE_COMMENT, schemas/* unknown */.L5J(), ({ rest }) => rest.issues.deleteComment({ ...this.#home, comment_id: id }));
        await unlessRejected(GONE, request);
    }
    pullRequest(number) {
        const purpose = { ...this.#findPull, purpose: `read pull request #${number}` };
        return this.#connection.call(purpose, schemas_PullRequest, ({ rest }) => rest.pulls.get({ ...this.#home, pull_number: number }));
    }
    /** The open pull requests from a branch of a fork or of the repository itself. */
    openPullRequestsFrom(owner, branch) {
        const query = { ...this.#home, head: `${owner}:${branch}`, state: 'open', per_page: 100 };
        return this.#connection.list(this.#findPull, schemas_PullRequest, ({ rest, paginate }) => paginate(rest.pulls.list, query));
    }
    /** The pull requests that contain a commit, in any state; none if GitHub does not have the commit. */
    async pullRequestsWith(sha) {
        const query = { ...this.#home, commit_sha: sha, per_page: 100 };
        const request = this.#connection.list(this.#findPull, schemas_PullRequest, ({ rest, paginate }) => paginate(rest.repos.listPullRequestsAssociatedWithCommit, query));
        return (await unlessRejected([422], request)) ?? [];
    }
    /** The SHAs of the last commits of a branch, newest first. */
    async commits(branch, count) {
        const purpose = { purpose: `read the last commits of ${branch}`, permission: 'contents: read' };
        const commits = await this.#connection.call(purpose, schemas/* array */.YOg(schemas/* object */.Ikc({ sha: schemas/* string */.YjP() })), ({ rest }) => rest.repos.listCommits({ ...this.#home, sha: branch, per_page: count }));
        return commits.map(({ sha }) => sha);
    }
}

;// CONCATENATED MODULE: ./src/github/subject.ts


/** The commit that the reports are about, requested from GitHub if the event does not name it. */
async function findHeadSha({ headSha, pullRequest }, github) {
    if (headSha !== undefined || pullRequest.kind !== 'numbered')
        return headSha;
    return (await github.pullRequest(pullRequest.number)).head.sha;
}
/** Deadline (milliseconds) of the request for the pull request of a comment. */
const COMMIT_REQUEST_MS = 10 * 1000;
/** The context with the commit of the pull request that was commented on, if a report on GitHub needs it. */
async function withRequestedCommit(context, settings, runtime) {
    const { isDryRun, checkRun, prComment: writesComments, githubToken: token } = settings;
    if (context.headSha !== undefined || isDryRun || !(checkRun || writesComments))
        return context;
    try {
        const endsAtMs = runtime.clock.now() + COMMIT_REQUEST_MS;
        const github = connectGithub({ token, context, endsAtMs, writesComments }, runtime);
        return withCommit(context, await findHeadSha(context.subject, github));
    }
    catch {
        // The reports that need the commit request it again and explain what failed.
        return context;
    }
}
/** The pull request that the reports are about; of several, the oldest. Undefined if there is none. */
async function findPullRequest(subject, github) {
    const { headSha, pullRequest: hint } = subject;
    switch (hint.kind) {
        case 'numbered': {
            const { number, baseBranch } = hint;
            return baseBranch === undefined ? github.pullRequest(number) : { number, base: { ref: baseBranch } };
        }
        case 'from-branch': {
            const pulls = await github.openPullRequestsFrom(ownerOf(hint.repository), hint.branch);
            // An owner may have several forks, and the branch may have newer commits.
            const ofFork = pulls.filter((pull) => pull.head.repo?.full_name === hint.repository);
            return oldest(ofFork.filter(({ head }) => head.sha === headSha)) ?? oldest(ofFork);
        }
        case 'at-head': {
            if (headSha === undefined)
                return undefined;
            const pulls = await github.pullRequestsWith(headSha);
            return oldest(pulls.filter(({ state, head }) => state === 'open' && head.sha === headSha));
        }
    }
}
/** Why there is no pull request, in a sentence. */
function noPullRequest({ headSha, pullRequest: hint }) {
    if (hint.kind === 'from-branch')
        return `No open pull request comes from ${ownerOf(hint.repository)}:${hint.branch}.`;
    return headSha === undefined
        ? 'The event names no commit and no pull request.'
        : `No open pull request has commit ${headSha.slice(0, 7)} as its head.`;
}
function ownerOf(repository) {
    return repository.replace(/\/.*/, '');
}
function oldest(pulls) {
    return pulls.toSorted((one, other) => one.number - other.number)[0];
}

// EXTERNAL MODULE: ./src/results/results.ts
var results_results = __webpack_require__(9820);
;// CONCATENATED MODULE: ./src/history/record.ts






const NAME = 'doksi-run-action:record';
/** Records of another form have another number and are ignored. */
const record_VERSION = 1;
/** A check run's summary has 65,535 characters; most of them are for its readers. */
const MAX_RECORD_LENGTH = 16_000;
const record_text = schemas/* string */.YjP().min(1);
/** What a check run records for later attempts and for other pull requests, hidden in its summary. */
const HistoryRecord = schemas/* object */.Ikc({
    /** All Doksi runs so far, in order, each with the attempt of the workflow run that created or followed it. */
    runs: schemas/* array */.YOg(schemas/* object */.Ikc({ id: record_text, attempt: schemas/* int */.Whr().positive() })).readonly(),
    workflowRun: record_text.optional(),
    /** The attempt of the workflow run, from 1. */
    attempt: schemas/* int */.Whr().positive(),
    /** The job's key in the workflow file. */
    job: record_text.optional(),
    /** Its full name, which distinguishes callers of a reusable workflow; undefined if it is unknown. */
    jobName: record_text.optional(),
    title: schemas/* string */.YjP(),
    headSha: record_text,
    /** The commit that the event is about; undefined if it names none. */
    eventSha: record_text.optional(),
    /** See `requestDigest`; undefined without a plan of a new run. */
    digest: record_text.optional(),
    /** Ids of the registered targets by their content, see `targetKey`: if there are several, the last one is valid. */
    targets: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([record_text, schemas/* array */.YOg(record_text).readonly()])),
});
/** The name of the check run of a title. */
function checkRunName(title) {
    return (0,base_text/* clipped */.cz)((0,base_escape/* forLog */.Ig)(title).trim(), LIMITS.checkTitle);
}
/**
 * The record as a hidden comment of at most 16,000 characters. If it is longer, the targets are left out, which only have
 * to be uploaded again; empty if it is still longer.
 */
function encodeRecord(record) {
    const encoded = [record.targets, {}].map((targets) => (0,base_escape/* hiddenComment */.gm)(NAME, { v: record_VERSION, ...record, targets }));
    return encoded.find(({ length }) => length <= MAX_RECORD_LENGTH) ?? '';
}
/** The record in a check run's summary, which is the last hidden comment; undefined if there is no valid one. */
function decodeRecord({ output }) {
    const value = (0,base_escape/* findHiddenComments */.Cy)(NAME, output?.summary ?? '').at(-1)?.value;
    return (0,base_json/* isMapping */.pi)(value) && value['v'] === record_VERSION ? HistoryRecord.safeParse(value).data : undefined;
}
/**
 * Equal for equal requests of one leg: the entries with the content of their files instead of target ids, the extra
 * body, and the job's matrix. Undefined if the run is another job's.
 *
 * Anyone can read it, and entries may contain short credentials that could be guessed from a plain hash. Therefore it
 * is an HMAC (SHA-256, hexadecimal) with Doksi's key.
 */
function requestDigest({ run, jobMatrix }, apiKey) {
    if (run.kind === 'existing')
        return undefined;
    const request = { leg: jobMatrix, matrix: run.entries.map(digested), extraBody: run.extraBody };
    return (0,external_node_crypto_.createHmac)('sha256', apiKey).update(JSON.stringify(request, sortKeys)).digest('hex');
}
/** Equal for equal content under the same name and version, which a registration's key consists of (SHA-256). */
function targetKey(registration) {
    return (0,external_node_crypto_.createHash)('sha256').update(registration).digest('hex');
}
function digested({ platform, target, testIds, extras }) {
    const value = target.key === 'apk' ? target.registration : target.value;
    return { platform, target: [target.key, value], testIds, extras };
}
/** The order of a mapping's keys has no meaning. */
function sortKeys(_key, value) {
    if (!(0,base_json/* isMapping */.pi)(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

// EXTERNAL MODULE: ./src/inputs/matrix.ts
var inputs_matrix = __webpack_require__(4640);
// EXTERNAL MODULE: ./src/base/url.ts
var base_url = __webpack_require__(7384);
;// CONCATENATED MODULE: ./src/plan/plan.ts



/** Decides what to do. `packages` has the files found for each APK target, by its `where`. */
function makePlan(inputs, context, packages, jobMatrix) {
    const { run, wait, timeoutMs, pollIntervalMs, retries, onRerun, knownFailures } = inputs;
    const plan = {
        wait,
        timeoutMs,
        pollIntervalMs,
        retries,
        onRerun,
        jobMatrix,
        knownFailures,
        isRerun: context.workflowAttempt > 1,
        readiness: readinessOf(inputs),
    };
    if (run.kind === 'existing')
        return { ...plan, run, uploads: [] };
    const defaultName = inputs.targetName ?? context.repository?.replace(/^.*\//, '') ?? 'app';
    const defaultVersion = inputs.targetVersion ?? context.tag ?? context.headSha?.slice(0, 7) ?? 'unknown';
    const registered = [];
    const entries = run.entries.map(({ target, ...entry }) => {
        if (target.key !== 'apk')
            return { ...entry, target };
        const found = packages.get(target.where);
        if (found === undefined)
            throw new Error(`no files were found for ${target.where}`);
        const { name = defaultName, version = defaultVersion } = target;
        const key = JSON.stringify([(0,apps_package/* contentKey */.lO)(found), name, version]);
        registered.push({ key, name, version, package: found });
        return { ...entry, target: { key: 'apk', package: found, registration: key } };
    });
    return { ...plan, run: { ...run, entries }, uploads: uploadsOf(registered) };
}
function uploadsOf(registered) {
    const byContent = Map.groupBy(registered, (registration) => (0,apps_package/* contentKey */.lO)(registration.package));
    return [...byContent.values()].flatMap((group) => {
        const registrations = [...Map.groupBy(group, ({ key }) => key).values()].flatMap((same) => {
            const paths = [...new Set(same.map((registration) => registration.package.path))];
            return same.slice(0, 1).map(({ key, name, version }) => ({ key, name, version, paths }));
        });
        return group.slice(0, 1).map((first) => ({ package: first.package, registrations }));
    });
}
function readinessOf({ readyMs, readyText, run }) {
    if (readyMs === 0)
        return undefined;
    const targets = new Map();
    for (const { target } of run.kind === 'new' ? run.entries : []) {
        if (target.key !== 'web_url' && target.key !== 'binary_url')
            continue;
        // The fragment is never sent to the server.
        const url = new URL(target.value.replace(/#.*/s, ''));
        targets.set(`${target.key} ${url.href}`, { key: target.key, url, label: (0,base_url/* shortUrl */.mv)(url.href) });
    }
    return { withinMs: readyMs, text: readyText, targets: [...targets.values()] };
}
/** The entries with target ids in place of files. Throws if a target was not registered. */
function resolveEntries(entries, registered) {
    const ids = new Map(registered.map(({ key, targetId }) => [key, targetId]));
    return entries.map(({ target, ...entry }) => {
        if (target.key !== 'apk')
            return { ...entry, target };
        const value = ids.get(target.registration);
        if (value === undefined)
            throw new Error(`no target is registered for ${target.package.path}`);
        return { ...entry, target: { key: 'target_id', value } };
    });
}
/** A target for people: host and path, an id, or a file with its size. */
function targetLabel(target) {
    if (target.key === 'target_id')
        return target.value;
    if (target.key !== 'apk')
        return (0,base_url/* shortUrl */.mv)(target.value);
    return `${(0,apps_package/* packageName */.oZ)(target.package)} (${(0,base_text/* megabytes */.ix)((0,apps_package/* packageSize */.yj)(target.package))})`;
}
/** The body of `POST /runs`. */
function requestBody(entries, extraBody) {
    const matrix = entries.map(({ platform, target, testIds, extras }) => {
        return { platform, [target.key]: target.value, test_ids: testIds, ...extras };
    });
    return { matrix, ...extraBody };
}
/** The same body for people. Values of unknown keys are hidden: they may be credentials. */
function shownBody(entries, extraBody) {
    const hidden = (values) => Object.fromEntries(Object.keys(values).map((key) => [key, '(hidden)']));
    const shown = entries.map((entry) => {
        return { ...entry, target: shownTarget(entry.target), extras: hidden(entry.extras) };
    });
    return requestBody(shown, hidden(extraBody));
}
function shownTarget(target) {
    if (target.key === 'apk')
        return { key: 'target_id', value: `(of ${target.package.path}, after its upload)` };
    return { key: target.key, value: (0,base_url/* hideCredentials */.RW)(target.value) };
}

// EXTERNAL MODULE: ./src/results/tests.ts
var results_tests = __webpack_require__(8283);
// EXTERNAL MODULE: ./src/inputs/known-failures.ts
var known_failures = __webpack_require__(6012);
// EXTERNAL MODULE: ./src/inputs/problems.ts
var inputs_problems = __webpack_require__(8925);
;// CONCATENATED MODULE: ./src/results/endings.ts







const NOTHING_YET = { targets: [], runs: [], knownFailures: known_failures/* NO_KNOWN_FAILURES */.uc };
function ended({ targets, runs, knownFailures }, ending) {
    const results = (0,results_results/* resultsOf */.qS)(runs, knownFailures);
    return { next: '', ...ending, targets, runs, results, problems: [], warnings: [], notices: [] };
}
function started(snapshot) {
    return ended(snapshot, {
        conclusion: 'started',
        headline: 'started, not waited for',
        what: `The run ${lastRunId(snapshot)} has started. This step does not wait for it.`,
        next: 'Follow it in a later job: pass the output run-id to the input run-id.',
    });
}
/** `failure` is the last failed poll, if the polls at the end failed. */
function timedOut(snapshot, timeoutMs, failure) {
    const failing = failure ? ` The last request for its status failed (${failure.summary}).` : '';
    return ended(snapshot, {
        conclusion: 'timed-out',
        headline: `still running after ${(0,base_text/* minutes */.Gx)(timeoutMs)}`,
        what: `The run was still in progress after ${(0,base_text/* minutes */.Gx)(timeoutMs)}.${failing}${unfinished(snapshot)}`,
        next: `It continues in the cloud. Raise timeout-minutes, or follow it with run-id: ${lastRunId(snapshot)}.`,
        help: 'timed-out',
    });
}
/** Doksi returned no valid response for too long: whether the run continues is unknown. `when`: `for 5m 00s`. */
function withoutStatus(snapshot, when, failure) {
    const { failed, known } = (0,results_results/* resultsOf */.qS)(snapshot.runs, snapshot.knownFailures).counts;
    const noFailure = failed + known === 0 ? 'No test is known to have failed. ' : '';
    return ended(snapshot, {
        conclusion: 'error',
        headline: NOT_FOLLOWED,
        what: `No status from Doksi ${when} (last error: ${failure.detail}).`,
        next: `${noFailure}The run may continue in the cloud. When Doksi responds again, follow it with run-id: ${lastRunId(snapshot)}.`,
        help: failure.help ?? 'doksi-unreachable',
    });
}
const NOT_FOLLOWED = 'the run could not be followed';
/** Doksi rejected the request for the run's status. */
function rejectedStatus(snapshot, failure) {
    const outcome = errored(snapshot, failure);
    const last = snapshot.runs.at(-1);
    const hasExisted = last?.created !== undefined || last?.state !== undefined;
    if (!hasExisted)
        return outcome;
    const isGone = failure instanceof errors/* RejectedError */.zs && (failure.status === 404 || failure.status === 410);
    const next = isGone
        ? "Doksi returned this run before, so api-url and api-key are correct. Look for it in Doksi's dashboard. The run may continue in the cloud."
        : `${failure.next} The run continues in the cloud.`;
    return { ...outcome, next: `${next} Follow it with run-id: ${lastRunId(snapshot)}.` };
}
function cancelled(snapshot) {
    return ended(snapshot, {
        ...CANCELLED,
        what: `The step was cancelled.${unfinished(snapshot)}`,
        next: `The run continues in the cloud and spends allowance. Follow it with run-id: ${lastRunId(snapshot)}.`,
        help: 'cancelled',
    });
}
const CANCELLED = { conclusion: 'cancelled', headline: 'cancelled' };
function cancelledBeforeRun(snapshot = NOTHING_YET) {
    const before = (0,results_tests/* ownRuns */.F_)(snapshot.runs).length === 0 ? 'a run was created' : 'the failed tests ran again';
    return ended(snapshot, { ...CANCELLED, what: `The step was cancelled before ${before}.` });
}
function cancelledDuringCreation(snapshot, { what, next, help }) {
    return ended(snapshot, { ...CANCELLED, what, next, help });
}
/** The step ended with an error. */
function errored(snapshot, failure) {
    const { what, next, help } = failure;
    const hasRun = (0,results_tests/* ownRuns */.F_)(snapshot.runs).length > 0;
    let headline = hasRun ? NOT_FOLLOWED : 'no run was started';
    if (failure instanceof RunMayExistError)
        headline = 'a run may have been started';
    return ended(snapshot, { conclusion: 'error', headline, what, next, help });
}
/** The step ended with an error before its plan could be carried out. */
function erroredBeforeRun(failure) {
    const outcome = errored(NOTHING_YET, failure);
    if (!(failure instanceof inputs_problems/* InputError */.dz))
        return outcome;
    return { ...outcome, headline: 'invalid inputs', problems: failure.problems };
}
function dryRun() {
    return ended(NOTHING_YET, {
        conclusion: 'dry-run',
        headline: 'dry run',
        what: 'The inputs are valid. Nothing was sent to Doksi.',
        next: 'Remove dry-run to start the run.',
    });
}
function skipped() {
    return ended(NOTHING_YET, {
        conclusion: 'skipped',
        headline: 'skipped, no API key',
        what: 'No test was run. This step passes only because if-no-api-key is skip.',
        next: 'Pull requests from forks get no secrets. Elsewhere, set the secret DOKSI_API_KEY.',
        help: 'no-api-key',
    });
}
function lastRunId({ runs }) {
    return runs.at(-1)?.id ?? '';
}
/** A sentence about the tests that are not finished. */
function unfinished({ runs }) {
    const last = runs.at(-1);
    if (last?.state === undefined)
        return '';
    const { total, unfinished: count, notStarted } = (0,results_results/* resultsOf */.qS)([last]).counts;
    const of = total === undefined ? (0,base_text/* counted */.hS)(count, 'test') : `${count} of ${(0,base_text/* counted */.hS)(total, 'test')}`;
    const waiting = notStarted > 0 ? `, and ${notStarted} had not started` : '';
    return ` ${of} had not finished${waiting} (status "${last.state.status}").`;
}

;// CONCATENATED MODULE: ./src/run/execution.ts






const NO_PRIOR = { kind: 'none', runs: [], registered: [] };
/** A plan that is being carried out: what has happened so far, and the steps that a first run and its retries share. */
class Execution {
    plan;
    services;
    runtime;
    prior;
    #registered;
    #runs;
    /** How many states of runs were received. */
    responses = 0;
    /** When the last run was created or following began; milliseconds of the clock. */
    startedAtMs = 0;
    /** When the timeout expires, which covers all runs together; infinite before the first run. */
    endsAtMs = Infinity;
    constructor(plan, prior, services, runtime) {
        this.plan = plan;
        this.services = services;
        this.runtime = runtime;
        this.prior = prior;
        this.#registered = [...prior.registered];
        this.#runs = prior.runs;
    }
    /** May list a target twice if it was registered again: its last id is the valid one. */
    get registered() {
        return this.#registered;
    }
    /** The targets are in the order of the plan. */
    get snapshot() {
        const { uploads, knownFailures, run } = this.plan;
        const byKey = Map.groupBy(this.#registered, ({ key }) => key);
        const registrations = uploads.flatMap((upload) => upload.registrations);
        const targets = registrations.flatMap(({ key: registration, paths }) => {
            const ids = (byKey.get(registration) ?? []).map(({ targetId }) => targetId);
            const [targetId, formerIds] = [ids.at(-1), ids.slice(0, -1)];
            return targetId === undefined ? [] : paths.map((path) => ({ path, registration, targetId, formerIds }));
        });
        const requested = run.kind === 'new' ? (0,inputs_matrix/* testCount */.m)(run.entries) : undefined;
        return { targets, runs: this.#runs, knownFailures, requested };
    }
    /** Milliseconds until the timeout expires. */
    get leftMs() {
        return this.endsAtMs - this.runtime.clock.now();
    }
    get lastRun() {
        const run = this.#runs.at(-1);
        if (run === undefined)
            throw new Error('there is no run');
        return run;
    }
    /** Uploads files and registers their targets. The code for uploading is loaded only if there are files. */
    async upload(uploads) {
        if (uploads.length === 0)
            return;
        const { uploadAll } = await __webpack_require__.e(/* import() */ 411).then(__webpack_require__.bind(__webpack_require__, 792));
        await uploadAll(uploads, this.services.doksi, this.runtime, (target) => this.#registered.push(target));
    }
    /** Creates a run, with retries only until the timeout expires. Throws what `Doksi.createRun` throws. */
    async createRun(entries) {
        const { run } = this.plan;
        const body = requestBody(entries, run.kind === 'new' ? run.extraBody : {});
        const created = await this.services.doksi.createRun(body, this.runtime, this.leftMs);
        this.#add({ id: created.run_id, created });
        this.services.log.created(created.run_id);
    }
    /** Takes an existing run in place of a new one. */
    takeRun(id) {
        this.services.log.following(id);
        this.#add({ id });
    }
    #add(run) {
        this.#runs = [...this.#runs, { ...run, targetIds: (0,results_tests/* lastTargetIds */.eL)(this.#registered) }];
        this.startedAtMs = this.runtime.clock.now();
        if (this.endsAtMs === Infinity)
            this.endsAtMs = this.startedAtMs + this.plan.timeoutMs;
        if ((0,results_tests/* ownRuns */.F_)(this.#runs).length === 1)
            this.services.onFirstRun(run.id);
    }
    /** Records the state of the last run. */
    updateRun(state) {
        this.#runs = this.#runs.with(-1, { ...this.lastRun, state });
        this.responses++;
    }
    /** The outcome of an error that was thrown before a run, or a retry, was created. */
    endingOf(error) {
        const { snapshot } = this;
        if (error instanceof CreationAbandonedError)
            return cancelledDuringCreation(snapshot, error);
        if (this.runtime.signal.aborted)
            return cancelledBeforeRun(snapshot);
        return errored(snapshot, (0,base_failure/* asFailure */.h_)(error));
    }
}

;// CONCATENATED MODULE: ./src/run/select.ts


// How the tests of a run correspond to the entries of the matrix.
/** The entries reduced to these tests, each under every entry that it may have run in. */
function selectEntries(tests, entries) {
    const wanted = tests.map(({ result }) => ({ id: result.test_id, entries: entriesOf(result, entries) }));
    return entries.flatMap((entry) => {
        const here = new Set(wanted.filter((test) => test.entries.includes(entry)).map(({ id }) => id));
        const testIds = entry.testIds.filter((id) => here.has(id));
        return testIds.length > 0 ? [{ ...entry, testIds }] : [];
    });
}
/** The entries that a result can belong to: by test id, then by platform and target if Doksi reports them. */
function entriesOf({ test_id, destination }, entries) {
    const withTest = entries.filter(({ testIds }) => test_id != null && testIds.includes(test_id));
    const onPlatform = narrowed(withTest, ({ platform }) => platform === destination?.platform);
    return narrowed(onPlatform, ({ target }) => isSameTarget(target.value, destination?.[target.key]));
}
/** The matching items, or all if none matches: Doksi may report less than was requested. */
function narrowed(items, matches) {
    const matching = items.filter(matches);
    return matching.length > 0 ? matching : [...items];
}
/** Whether a reported target is the requested one. URLs may come back normalised, with a final slash for example. */
function isSameTarget(requested, reported) {
    if (reported == null)
        return false;
    return requested === reported || URL.parse(requested)?.href === (URL.parse(reported)?.href ?? '');
}
/** Whether the results are exactly the tests of the matrix, each in its place. */
function matchesEntries(results, entries) {
    const { tests, counts } = results;
    const requested = (0,inputs_matrix/* testCount */.m)(entries);
    const areAllListed = counts.failed === (0,results_results/* inGroup */.HB)(results, 'failed').length && counts.passed === (0,results_results/* inGroup */.HB)(results, 'passed').length;
    return coversEntries(results, entries) && areAllListed && counts.total === requested && tests.length === requested;
}
/** Whether the results include every test of the matrix, each in its place. */
function coversEntries({ tests }, entries) {
    const requested = entries.flatMap(({ platform, target, testIds }) => testIds.map((testId) => ({ target, key: keyOf(testId, platform) })));
    const byKey = Map.groupBy(requested, ({ key }) => key);
    const left = Map.groupBy(tests, ({ result }) => keyOf(result.test_id, result.destination?.platform));
    const matches = ({ result }, { target, key }) => {
        const reported = result.destination?.[target.key];
        // Without a reported target the test must be the only candidate.
        return reported == null ? byKey.get(key)?.length === 1 : isSameTarget(target.value, reported);
    };
    return requested.every((test) => {
        const candidates = left.get(test.key) ?? [];
        const at = candidates.findIndex((candidate) => matches(candidate, test));
        if (at >= 0)
            candidates.splice(at, 1);
        return at >= 0;
    });
}
function keyOf(testId, platform) {
    return JSON.stringify([testId ?? null, platform ?? null]);
}

;// CONCATENATED MODULE: ./src/history/rerun.ts












/** All requests to GitHub together (milliseconds). */
const GITHUB_MS = 30 * 1000;
/** The retries of reading one run (milliseconds). */
const READ_BUDGET_MS = 20 * 1000;
/** Why no earlier attempt can be continued, so that all tests run; completes "because …". */
class NotContinuedError extends Error {
}
/**
 * What earlier attempts of the workflow run left to continue from; logs the decision. Only the ids of their runs come
 * from GitHub; the states come from Doksi. Never rejects: after any failure, all tests run.
 */
async function findPrior(sources, runtime) {
    const attempt = `Attempt ${sources.context.workflowAttempt} of this job`;
    try {
        const { prior, explanation } = await readPrior(sources, runtime);
        runtime.log.info(`${attempt}: ${explanation}.`);
        return prior;
    }
    catch (error) {
        if (runtime.signal.aborted)
            return NO_PRIOR;
        const unknown = `the earlier attempts are unknown: ${(0,base_failure/* asFailure */.h_)(error).what.replace(/[.\s]+$/, '')}`;
        const reason = error instanceof NotContinuedError ? error.message : unknown;
        runtime.log.info(`${attempt}: all tests run again, because ${reason}.`);
        return NO_PRIOR;
    }
}
async function readPrior(sources, runtime) {
    const { plan, doksi } = sources;
    const record = await findRecord(sources, runtime);
    const runs = await readRuns(record.runs, doksi, runtime);
    const registrations = plan.uploads.flatMap((upload) => upload.registrations);
    const registered = registrations.flatMap(({ key }) => {
        return [record.targets[targetKey(key)] ?? []].flat().map((targetId) => ({ key, targetId }));
    });
    return decidePrior((0,results_tests/* withLastTargets */.d8)(runs, registered), registered, plan);
}
/** Decides what has to run again. Throws a NotContinuedError if everything has to run. */
function decidePrior(runs, registered, { run: planned, knownFailures }) {
    if (planned.kind === 'existing')
        throw new NotContinuedError('the run is created by another job');
    const keys = new Set(registered.map(({ key }) => key));
    if (planned.entries.some(({ target }) => target.key === 'apk' && !keys.has(target.registration)))
        throw new NotContinuedError('the target of an app was not recorded');
    const entries = resolveEntries(planned.entries, registered);
    const last = runs.at(-1);
    if (last === undefined)
        throw new NotContinuedError('no run of an earlier attempt was recorded');
    if (!runs.slice(0, -1).every(results_tests/* isSettled */.Is))
        throw new NotContinuedError('one of the earlier runs is still in progress');
    // A run after the first is created only because a test failed, so any other record is invalid.
    const before = (0,results_results/* resultsOf */.qS)(runs.slice(0, -1), knownFailures);
    if (runs.length > 1 && (0,results_results/* inGroup */.HB)(before, 'failed').length + (0,results_results/* inGroup */.HB)(before, 'known').length === 0)
        throw new NotContinuedError('no test failed before the last run');
    const settled = runs.filter(results_tests/* isSettled */.Is);
    const earlier = { runs: settled, registered };
    const results = (0,results_results/* resultsOf */.qS)(settled, knownFailures);
    // Without a settled run, nothing can be carried over; a run in progress has to list all tests in the end.
    if (settled.length > 0 && !matchesEntries(results, entries))
        throw new NotContinuedError("Doksi's results are not exactly the tests of the matrix");
    const failed = (0,results_results/* inGroup */.HB)(results, 'failed');
    if (!(0,results_tests/* isSettled */.Is)(last)) {
        const explanation = `run ${last.id} of attempt ${last.workflowAttempt ?? 1} is still in progress; it is followed, and no other run is created`;
        return { prior: { kind: 'in-progress', runId: last.id, ...earlier }, explanation };
    }
    // Tests without a result do not fail a passed run. Joined with another run they would, so all tests run again.
    if (failed.length === 0) {
        const { passed, flaky, total } = results.counts;
        throw new NotContinuedError(passed + flaky === total ? 'all tests passed before' : 'no test failed that is not a known failure');
    }
    const again = selectEntries([...failed, ...(0,results_results/* inGroup */.HB)(results, 'other')], entries);
    const explanation = explanationOf(results, settled, (0,inputs_matrix/* testCount */.m)(again));
    return { prior: { kind: 'unfinished', again, ...earlier }, explanation };
}
/** What failed, where, and how many tests are sent. */
function explanationOf(results, runs, sent) {
    const [failed, others] = [(0,results_results/* inGroup */.HB)(results, 'failed').length, (0,results_results/* inGroup */.HB)(results, 'other').length];
    const attempts = [...new Set(runs.map(({ workflowAttempt = 1 }) => String(workflowAttempt)))];
    const where = `${attempts.length === 1 ? 'attempt' : 'attempts'} ${new Intl.ListFormat('en-GB').format(attempts)}`;
    const unfinished = others > 0 ? ` and ${others} did not finish` : '';
    const last = `${runs.length > 1 ? 'last run' : 'run'} ${runs.at(-1)?.id ?? ''}`;
    const only = sent === 1 ? 'only it runs again' : 'only they run again';
    const which = sent > failed + others
        ? `${(0,base_text/* counted */.hS)(sent, 'test')} run again, since Doksi's results do not show in which entry of the matrix they ran`
        : only;
    return `${failed} of ${(0,base_text/* counted */.hS)(results.counts.total ?? 0, 'test')} failed${unfinished} in ${where} (${last}); ${which}`;
}
/** The newest record of an earlier attempt of this job with the same request. */
async function findRecord(sources, runtime) {
    const { plan, context, apiKey, githubToken: token, prComment: writesComments, connect = connectGithub } = sources;
    const { workflowRunId, job, workflowAttempt } = context;
    if (workflowRunId === undefined || job === undefined)
        throw new NotContinuedError('the workflow run and the job are unknown');
    const endsAtMs = runtime.clock.now() + GITHUB_MS;
    const github = connect({ token, context, endsAtMs, writesComments }, runtime);
    const headSha = await findHeadSha(context.subject, github);
    if (headSha === undefined)
        throw new NotContinuedError('the commit is unknown');
    const title = checkRunName(sources.title);
    const jobName = await github.jobName(sources.jobCheckRunId, workflowRunId);
    const isOurs = (record) => record.workflowRun === workflowRunId &&
        record.job === job &&
        record.jobName === jobName &&
        record.title === title &&
        record.headSha === headSha &&
        record.attempt < workflowAttempt;
    const earlier = (await github.checkRuns(headSha, title)).flatMap((check) => {
        const record = decodeRecord(check);
        return record && isOurs(record) ? [{ ...record, appSlug: check.app?.slug }] : [];
    });
    if (earlier.length === 0)
        throw new NotContinuedError('no check run of an earlier attempt was found');
    const digest = requestDigest(plan, apiKey);
    const same = earlier.filter((record) => record.digest !== undefined && record.digest === digest);
    if (same.length === 0)
        throw new NotContinuedError('no earlier attempt had the same job matrix, matrix, extra-body and files');
    if (same.some(({ appSlug }) => appSlug !== ACTIONS))
        throw new NotContinuedError('another app published a check run with the same record');
    for (const [attempt, found] of Map.groupBy(same, (record) => record.attempt)) {
        if (new Set(found.map(({ runs }) => JSON.stringify(runs))).size === 1)
            continue;
        const why = `attempt ${attempt} has check runs of several jobs with this title and request`;
        throw new NotContinuedError(`${why}. Give each job its own title`);
    }
    return same.reduce((newest, record) => (record.attempt > newest.attempt ? record : newest));
}
/** The slug of the app of check runs that workflows create. */
const ACTIONS = 'github-actions';
/** The current states of recorded runs, in order. Rejects if Doksi does not return one of them. */
async function readRuns(recorded, doksi, runtime) {
    const readings = recorded.map(async ({ id, attempt }) => {
        const budget = new retry/* RetryBudget */.Km(READ_BUDGET_MS);
        const { value } = await (0,retry/* withRetries */.LH)(() => doksi.readRun(id, runtime), retry/* isTransient */.dg, runtime, { budget });
        return { id, state: value, workflowAttempt: attempt };
    });
    // No request continues after a failure.
    await Promise.allSettled(readings);
    return Promise.all(readings);
}

;// CONCATENATED MODULE: ./src/history/base-branch.ts








/** How many of the base branch's last commits are searched. */
const COMMITS = 5;
const MAX_REQUESTS = 8;
/** All requests together (milliseconds). */
const TIME_MS = 10 * 1000;
/**
 * The outcome with the base branch's result of each failed test, on pull requests. Never part of the verdict, and never
 * rejects: without a result there, the outcome stays as it is.
 */
async function compareWithBase(outcome, sources, runtime) {
    const { results } = outcome;
    if ((0,results_results/* inGroup */.HB)(results, 'failed').length === 0)
        return outcome;
    const { clock, signal, log } = runtime;
    const expired = () => new GithubUnavailableError({ purpose: "find the base branch's results" }, `none within ${TIME_MS / 1000} s`);
    try {
        const base = await withDeadline(clock, TIME_MS, signal, expired, (inTime) => findBaseRun(sources, { ...runtime, signal: inTime }));
        if (base === undefined)
            return outcome;
        const tests = results.tests.map((test) => test.group === 'failed' ? { ...test, base: baseResult(test, base) } : test);
        return { ...outcome, results: { ...results, tests } };
    }
    catch (error) {
        if (signal.aborted)
            return outcome;
        const { what, next } = (0,base_failure/* asFailure */.h_)(error);
        const message = `Could not determine whether the failures are new. ${what}`;
        // Users can change only the permission.
        if (error instanceof MissingPermissionError)
            log.warning(`${message}\n${next}\nThe conclusion is not affected.`);
        else
            log.info(message);
        return outcome;
    }
}
/** The newest run on the base branch; undefined if there is none, or no pull request. */
async function findBaseRun(sources, runtime) {
    const { context, title, githubToken: token, prComment: writesComments, doksi, connect = connectGithub } = sources;
    const { clock } = runtime;
    const limits = { endsAtMs: clock.now() + TIME_MS, maxRequests: MAX_REQUESTS };
    const github = connect({ token, context, writesComments, ...limits }, runtime);
    const pull = await findPullRequest(context.subject, github);
    if (pull === undefined)
        return undefined;
    const branch = pull.base.ref;
    for (const sha of await github.commits(branch, COMMITS)) {
        for (const check of await github.checkRuns(sha, checkRunName(title))) {
            const record = check.app?.slug === ACTIONS ? decodeRecord(check) : undefined;
            // A workflow may report on one commit although its event, and so its deployment, is about another.
            if (!record || record.runs.length === 0 || record.headSha !== sha || record.eventSha !== sha)
                continue;
            const { tests } = (0,results_results/* resultsOf */.qS)(await readRuns(record.runs, doksi, runtime));
            const agoMs = clock.now() - Date.parse(check.completed_at ?? '');
            return { branch, tests, agoMs: Number.isNaN(agoMs) ? undefined : agoMs };
        }
    }
    return undefined;
}
/** By test id and platform: the base branch is never deployed at the address of a preview. */
function baseResult({ result: { test_id, destination } }, { branch, tests, agoMs }) {
    if (test_id == null)
        return undefined;
    const there = tests
        .map(({ result }) => result)
        .filter((other) => other.test_id === test_id && other.destination?.platform === destination?.platform);
    const failed = there.find(({ status }) => status === 'failed');
    if (failed)
        return { kind: 'fails-too', branch, url: failed.url ?? undefined, agoMs };
    const hasPassed = there.length > 0 && there.every(({ status }) => status === 'passed');
    return hasPassed ? { kind: 'new', branch } : undefined;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/http/transport.ts








/** Bytes after decompression; 10,000 results take about 5 MB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** How long (milliseconds) a server may take to accept `Expect: 100-continue` before the body is sent anyway. */
const CONTINUE_MS = 1000;
/**
 * Sends requests over Node's HTTP/1.1. Each has a connection of its own, so that the state of the connection proves
 * whether the request was sent. It does not retry or follow redirects.
 */
function createTransport(userAgent) {
    return async (request, signal) => {
        const progress = request.progress ?? { isSent: false };
        progress.isSent = false;
        let socket;
        try {
            socket = await (0,connect/* connect */.Ng)(request.url, signal);
            // Node emits a SIGINT that came together with the connection only between two turns of the event loop.
            await (0,external_node_timers_promises_.setImmediate)();
            await (0,external_node_timers_promises_.setImmediate)();
            signal.throwIfAborted();
            if (socket.destroyed)
                throw new Error('connection closed before the request was sent');
            progress.isSent = true;
            const message = await sendOn(socket, request, userAgent, signal);
            // Node joins repeated headers, except for cookies.
            const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
            const head = { status: message.statusCode ?? 0, headers };
            return { ...head, text: await transport_textOf(message, head, request) };
        }
        catch (error) {
            signal.throwIfAborted();
            throw error instanceof base_failure/* Failure */.HR ? error : new errors/* ConnectionError */.Rc(request, error, !progress.isSent);
        }
        finally {
            socket?.destroy();
        }
    };
}
/** Sends the request on the socket; resolves to the head of its response. */
function sendOn(socket, { method, url, headers, body }, userAgent, signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const request = (0,external_node_http_.request)({
        method,
        path: `${url.pathname}${url.search}`,
        headers: {
            host: url.host,
            'user-agent': userAgent,
            'accept-encoding': 'gzip, deflate, br',
            ...headers,
            ...(typeof body === 'string' && { 'content-length': Buffer.byteLength(body) }),
            ...(typeof body === 'object' && { expect: '100-continue' }),
        },
        createConnection: () => socket,
        signal,
    });
    request.once('response', resolve);
    request.on('error', reject);
    request.once('close', () => reject(new Error('connection closed')));
    if (typeof body === 'object')
        sendWhenAccepted(request, body);
    else
        request.end(body);
    return promise;
}
/**
 * Sends the body of a request with `Expect: 100-continue` once the server accepts it: a server that rejects the request
 * may close the connection while a body is sent. https://www.rfc-editor.org/rfc/rfc9110#field.expect
 */
function sendWhenAccepted(request, body) {
    const timer = setTimeout(() => request.emit('continue'), CONTINUE_MS);
    request.once('continue', () => {
        clearTimeout(timer);
        // Takes each chunk after the previous one was written: the source may reuse its buffer.
        const sink = new external_node_stream_.Writable({
            highWaterMark: 1,
            write: (chunk, _encoding, done) => void request.write(chunk, done),
            final: (done) => void request.end(done),
        });
        request.once('close', () => sink.destroy());
        (0,external_node_stream_.pipeline)(body, sink, (error) => error && request.destroy(error));
    });
    for (const end of ['response', 'close'])
        request.once(end, () => clearTimeout(timer));
    request.flushHeaders();
}
async function transport_textOf(message, head, request) {
    try {
        return await readBody(message, request.limit?.(head));
    }
    catch (error) {
        if (!(error instanceof BodyError))
            throw error;
        // The status of an error is enough.
        if (head.status >= 300)
            return '';
        throw new errors/* InvalidResponseError */.tF(request, error.message, { status: head.status });
    }
}
/** A body that cannot be read although the connection is intact. */
class BodyError extends Error {
}
/**
 * Resolves to the decompressed body as text, without a byte-order mark. Rejects with a BodyError as soon as the body is
 * too large or damaged, or with Node's error if the connection breaks.
 */
async function readBody(message, limit = { maxBytes: Infinity }) {
    const { maxBytes, until } = limit;
    if (maxBytes === 0)
        return '';
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    try {
        for await (const piece of decompressed(message)) {
            text += decoder.decode(piece.subarray(0, maxBytes - bytes), { stream: true });
            bytes += piece.length;
            if (bytes > MAX_BODY_BYTES)
                throw new BodyError(`more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
            if (bytes >= maxBytes || (until !== undefined && text.includes(until)))
                break;
        }
    }
    catch (error) {
        // The codes of zlib and of Brotli; the others are about the connection.
        const isDamaged = (0,base_json/* isMapping */.pi)(error) && /^(Z_|ERR__)/.test(String(error['code']));
        throw isDamaged ? new BodyError('damaged compression', { cause: error }) : error;
    }
    return text + decoder.decode();
}
function decompressed(message) {
    const encoding = (message.headers['content-encoding'] ?? '').trim().toLowerCase();
    if (encoding === '' || encoding === 'identity')
        return message;
    const isZlib = /^((x-)?gzip|deflate)$/.test(encoding);
    if (!isZlib && encoding !== 'br')
        throw new BodyError('an unknown encoding');
    return (0,external_node_stream_.pipeline)(message, isZlib ? (0,external_node_zlib_.createUnzip)() : (0,external_node_zlib_.createBrotliDecompress)(), () => undefined);
}

// EXTERNAL MODULE: ./src/inputs/target.ts
var inputs_target = __webpack_require__(6656);
;// CONCATENATED MODULE: ./src/inputs/run-request.ts



/** The inputs of the short form that correspond to the target keys of an entry. */
const TARGET_INPUTS = {
    web_url: 'web-url',
    binary_url: 'binary-url',
    target_id: 'target-id',
    apk: 'apk',
};
const TARGETS = Object.values(TARGET_INPUTS);
const EMPTY = '(an expression is empty if the earlier job was skipped or has no such output)';
/** Reads what to run. Inputs that exclude each other are all checked, so that all problems are reported at once. */
async function readRunRequest(reader) {
    checkForms(reader);
    const matrix = await reader.document('matrix', inputs_matrix/* readMatrix */.yQ, []);
    const entries = [...matrix, ...(await readShortForm(reader))];
    const extraBody = await reader.document('extra-body', readExtraBody, {});
    const runId = reader.text('run-id');
    if (runId === '')
        return { kind: 'new', entries, extraBody };
    // The id becomes part of a path.
    if (/\s|^\.+$/.test(runId))
        reader.findings.invalid('run-id', runId, 'give the id of one run');
    return { kind: 'existing', runId };
}
/** Checks that one form is given: `run-id`, `matrix`, or one target with `test-ids`. */
function checkForms(reader) {
    const { findings, unknown } = reader;
    const given = (...names) => names.filter((name) => reader.text(name) !== '');
    const targets = given(...TARGETS);
    const shortForm = [...targets, ...given('test-ids')];
    const beside = given('matrix', ...shortForm, 'extra-body').join(', ');
    const missing = (where, text, ...meant) => findings.problem(where, `${text} ${EMPTY}${unknown.guess(...meant)}`, 'empty-input');
    if (targets.length > 1)
        findings.problem(targets.join(', '), 'exclude each other; keep one');
    if (reader.text('run-id') !== '') {
        const fault = `follows an existing run, so it excludes ${beside}`;
        if (beside !== '')
            findings.problem('run-id', `${fault}; keep one of the two`);
    }
    else if (reader.text('matrix') !== '') {
        const fault = `excludes the short form (${shortForm.join(', ')}); keep one of the two`;
        if (shortForm.length > 0)
            findings.problem('matrix', fault);
    }
    else if (shortForm.length === 0) {
        const next = `give it, or one of ${TARGETS.join(', ')} together with test-ids`;
        missing('matrix', `is empty; ${next}`, 'matrix', 'run-id', ...TARGETS, 'test-ids');
    }
    else if (targets.length === 0) {
        missing(TARGETS.join(', '), 'are empty; give one of them together with test-ids', ...TARGETS);
    }
    else if (reader.text('test-ids') === '') {
        missing('test-ids', 'is empty; name at least one test id', 'test-ids');
    }
}
/** The entry of the short form. With too many targets there are several entries, so that all files are checked. */
async function readShortForm(reader) {
    const testIds = await readShortTestIds(reader);
    return inputs_target/* TARGET_KEYS */.X5.flatMap((key) => {
        const name = TARGET_INPUTS[key];
        const value = reader.text(name);
        const target = value === '' ? undefined : (0,inputs_target/* readTarget */._E)(key, value, name, reader.findings);
        return target ? [{ platform: (0,inputs_target/* platformOf */.tj)(key), target, testIds, extras: {} }] : [];
    });
}
async function readShortTestIds(reader) {
    const text = reader.text('test-ids');
    if (text === '')
        return [];
    const isList = /^(\[|-(\s|$))/.test(text);
    if (!isList)
        return (0,inputs_matrix/* readTestIds */.fH)(text, 'test-ids', reader.findings);
    return reader.document('test-ids', ({ value, findings }) => (0,inputs_matrix/* readTestIds */.fH)(value, 'test-ids', findings), []);
}
function readExtraBody({ value, findings }) {
    if (!(0,base_json/* isMapping */.pi)(value)) {
        const allowed = 'give a mapping of keys and values, such as "pull_request: 7"';
        // A text may be a secret whose key lacks the space after its colon.
        if (typeof value === 'string')
            findings.problem('extra-body', `is a text; ${allowed}`);
        else
            findings.invalid('extra-body', value, allowed);
        return {};
    }
    if (Object.hasOwn(value, 'matrix')) {
        findings.problem('extra-body.matrix', 'cannot be replaced here; use the input matrix');
    }
    return value;
}
/** Registers the secrets in the URLs of targets and in unknown keys. Ids stay visible. */
function addTargetSecrets(run, reader, secrets) {
    for (const name of ['web-url', 'binary-url', 'matrix'])
        secrets.addUrls(reader.text(name));
    if (run.kind === 'existing')
        return;
    for (const { target, testIds, extras } of run.entries) {
        secrets.keep(target.key === 'target_id' ? [...testIds, target.value] : testIds);
        if (target.key === 'web_url' || target.key === 'binary_url')
            secrets.addUrls(target.value);
        secrets.addNamedValues(extras);
    }
    secrets.addNamedValues(run.extraBody);
}

;// CONCATENATED MODULE: ./src/inputs/read.ts





/** Whether the step is skipped because there is no key and `if-no-api-key` allows it, whatever the other inputs are. */
function isSkippedWithoutKey(reader) {
    return reader.text('api-key') === '' && reader.text('if-no-api-key') === 'skip';
}
/**
 * Reads and checks all inputs; problems and warnings are added to the reader's findings. With problems, the inputs only
 * serve to check the files that they name. `nowMs` is the time since the epoch: `known-failures` has dates.
 */
async function readInputs(reader, settings, nowMs) {
    reader.choice('if-no-api-key', ['error', 'skip']);
    checkApiKey(reader, settings.isDryRun);
    const run = await readRunRequest(reader);
    checkMaxTests(reader, run);
    const inputs = {
        apiUrl: readApiUrl(reader),
        run,
        targetName: reader.text('target-name') || undefined,
        targetVersion: reader.text('target-version') || undefined,
        wait: reader.boolean('wait') ?? true,
        timeoutMs: reader.number('timeout-minutes', (n) => n > 0, 'a number above 0, such as 30 or 0.5', 60_000) ?? 0,
        pollIntervalMs: reader.number('poll-interval-seconds', (n) => n >= 1, 'a number of at least 1, such as 10', 1000),
        retries: reader.number('retries', (n) => Number.isInteger(n) && n <= 5, 'a whole number from 0 to 5') ?? 0,
        onRerun: reader.choice('on-rerun', ['all', 'failed']) ?? 'all',
        knownFailures: await reader.document('known-failures', (list) => (0,known_failures/* readKnownFailures */.XQ)(list, nowMs), known_failures/* NO_KNOWN_FAILURES */.uc),
        readyMs: reader.number('ready-minutes', isReadyTime, '0, or a number of at least 0.5, such as 10', 60_000) ?? 0,
        readyText: reader.text('ready-text') || undefined,
    };
    checkCombinations(inputs, settings, reader.findings);
    reader.unknown.warn('', 'It is ignored', reader.findings);
    return inputs;
}
const isReadyTime = (n) => n === 0 || n >= 0.5;
function checkMaxTests(reader, run) {
    const isAllowed = (value) => Number.isInteger(value) && value >= 1;
    const maxTests = reader.number('max-tests', isAllowed, 'a whole number of at least 1');
    const tests = run.kind === 'new' ? (0,inputs_matrix/* testCount */.m)(run.entries) : 0;
    if (maxTests !== undefined && tests > maxTests) {
        const fault = `is ${maxTests}, but this run would have ${(0,base_text/* counted */.hS)(tests, 'test')}`;
        reader.findings.problem('max-tests', `${fault}; name fewer tests, or raise max-tests`);
    }
}
/** Without a key and with `if-no-api-key: skip`, the step is skipped before its inputs are read. */
function checkApiKey(reader, isOptional) {
    const { findings } = reader;
    const key = reader.text('api-key');
    if (key === '') {
        if (isOptional)
            return;
        const next = 'give a secret, such as ${{ secrets.DOKSI_API_KEY }}';
        const forks = '(pull requests from forks get no secrets: if-no-api-key: skip lets them pass)';
        const guess = reader.unknown.guess('api-key');
        findings.problem('api-key', `is empty; ${next} ${forks}${guess}`, 'no-api-key');
    }
    else if (!/^[\x21-\x7e]+$/.test(key)) {
        findings.problem('api-key', 'has a space, a line break or another invalid character; copy it again');
    }
    else if (!/^dk_live_[0-9a-f]{40}$/.test(key)) {
        findings.warn('api-key', 'does not look like a Doksi API key (dk_live_ and 40 hexadecimal digits)');
    }
}
function readApiUrl(reader) {
    const text = reader.text('api-url');
    const url = (0,base_url/* isWebUrl */.O9)(text) ? URL.parse(text) : null;
    const isSafe = url !== null && (url.protocol === 'https:' || isLoopback(url.hostname));
    // URL.search is also empty for a final `?`, but the paths that are added would become a query.
    if (!isSafe || url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
        const allowed = 'give an https URL (http only for loopback hosts) without credentials or a query';
        reader.findings.invalid('api-url', text, allowed);
    }
    return text.replace(/\/+$/, '');
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
/** Inputs that are valid alone, but not together. */
function checkCombinations(inputs, settings, findings) {
    const { run, wait, retries, onRerun, readyText, readyMs } = inputs;
    const follows = run.kind === 'existing';
    const reruns = onRerun === 'failed';
    const noRun = 'but a step with run-id creates no run; set it in the job that creates the run';
    const noWait = 'but with wait: false this step does not read the results; remove one of them';
    const noCheckRun = 'but earlier attempts are found by their check run';
    const rules = [
        [follows && !wait, 'wait', 'is false, but a step with run-id can only wait; remove one of them'],
        [follows && retries > 0, 'retries', `is ${retries}, ${noRun}`],
        [!wait && retries > 0, 'retries', `is ${retries}, ${noWait}`],
        [follows && reruns, 'on-rerun', `is failed, ${noRun}`],
        [!wait && reruns, 'on-rerun', `is failed, ${noWait}`],
        [
            reruns && !settings.checkRun,
            'on-rerun',
            `is failed, ${noCheckRun}; set check-run: true, with the permission checks: write`,
        ],
    ];
    for (const [isBroken, name, text] of rules)
        if (isBroken)
            findings.problem(name, text);
    if (readyText !== undefined && readyMs === 0) {
        findings.warn('ready-text', 'has no effect without ready-minutes above 0');
    }
}

;// CONCATENATED MODULE: ./src/inputs/reader.ts

/**
 * Every input with its default, as in action.yml; a test compares the two. The runner applies the defaults of
 * action.yml, these apply if an expression in the workflow is empty. Inputs whose default only the runner can evaluate
 * are empty here. A new input is added here and in action.yml, and read in settings.ts if it is about reports, otherwise
 * in read.ts.
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
    'max-tests': '',
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
    title: '',
    summary: 'true',
    annotations: 'true',
    'check-run': 'false',
    'pr-comment': 'false',
    'commit-sha': '',
    'junit-path': '',
    'github-token': '',
    'api-url': 'https://api.doksi.ai/external/integration/cicd',
    'dry-run': 'false',
    'job-matrix': '',
    'job-check-run-id': '',
};
/** Reads single inputs. A value that is not exactly one of those allowed is a problem; nothing is coerced. */
class InputReader {
    findings = new inputs_problems/* Findings */.Fv();
    /** Inputs that the action does not declare. */
    unknown;
    #getInput;
    #workspace;
    /**
     * `getInput` returns an input as the runner passes it, or an empty string. The runner passes misspelt inputs as
     * environment variables `INPUT_<NAME>`, too. Inputs may name files in the workspace.
     */
    constructor(getInput, workspace, environmentNames) {
        this.#getInput = getInput;
        this.#workspace = workspace;
        const names = environmentNames.flatMap((name) => /^INPUT_(.+)$/.exec(name)?.[1]?.toLowerCase() ?? []);
        this.unknown = new inputs_problems/* UnknownNames */.NR(names, Object.keys(INPUT_DEFAULTS));
    }
    /** The trimmed text, or the default. */
    text(name) {
        return this.#getInput(name).trim() || INPUT_DEFAULTS[name];
    }
    /** A boolean of YAML 1.2. Otherwise adds a problem and returns undefined. */
    boolean(name) {
        const text = this.text(name);
        if (/^(true|True|TRUE)$/.test(text))
            return true;
        if (/^(false|False|FALSE)$/.test(text))
            return false;
        return this.findings.invalid(name, text, 'give true or false');
    }
    /** One of the words. Otherwise adds a problem and returns undefined. */
    choice(name, words) {
        const text = this.text(name);
        return words.find((word) => word === text) ?? this.findings.invalid(name, text, `give ${words.join(' or ')}`);
    }
    /** A decimal number times `unit`; undefined if the input is empty or, after adding a problem, not allowed. */
    number(name, isAllowed, allowed, unit = 1) {
        const text = this.text(name);
        if (text === '')
            return undefined;
        const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN;
        return isAllowed(value) ? value * unit : this.findings.invalid(name, text, `give ${allowed}`);
    }
    /**
     * Parses the YAML or JSON of an input, or of the file that it names, and returns what `read` returns for it. Returns
     * `empty` if the input is empty, or adds a problem and returns `empty` if it cannot be parsed.
     */
    async document(name, read, empty) {
        if (this.text(name) === '')
            return empty;
        const { readDocument } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(847)]).then(__webpack_require__.bind(__webpack_require__, 5847));
        // Untrimmed: indentation matters in YAML.
        const document = readDocument(name, this.#getInput(name), this.#workspace, this.findings);
        return document === undefined ? empty : read(document);
    }
}

;// CONCATENATED MODULE: ./src/inputs/settings.ts

/**
 * Reads the report inputs. They apply even if other inputs are invalid, so each invalid value falls back to its
 * default; a gate and `dry-run` fall back to `true`, which is the safe value. Never throws.
 */
function readSettings(reader) {
    const gate = (name) => reader.boolean(name) ?? true;
    const title = reader.text('title');
    const checkRunId = reader.text('job-check-run-id');
    return {
        isDryRun: reader.boolean('dry-run') ?? true,
        title: (0,base_escape/* isVisible */.zN)(title) ? title : undefined,
        summary: reader.boolean('summary') ?? true,
        annotations: reader.boolean('annotations') ?? true,
        checkRun: reader.boolean('check-run') ?? false,
        prComment: reader.boolean('pr-comment') ?? false,
        junitPath: reader.text('junit-path') || undefined,
        githubToken: reader.text('github-token'),
        commitSha: readCommitSha(reader),
        gates: {
            'fail-on-failure': gate('fail-on-failure'),
            'fail-on-timeout': gate('fail-on-timeout'),
            'fail-on-no-tests': gate('fail-on-no-tests'),
            'fail-on-flaky': gate('fail-on-flaky'),
        },
        jobMatrix: reader.text('job-matrix'),
        jobCheckRunId: /^\d+$/.test(checkRunId) ? checkRunId : undefined,
    };
}
/** SHA-1 has 40 digits, SHA-256 has 64. */
function readCommitSha(reader) {
    const sha = reader.text('commit-sha');
    if (sha === '')
        return undefined;
    if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(sha))
        return sha.toLowerCase();
    return reader.findings.invalid('commit-sha', sha, 'give a full SHA of 40 hexadecimal digits');
}

// EXTERNAL MODULE: ./node_modules/fast-string-width/dist/index.js + 2 modules
var dist = __webpack_require__(3223);
// EXTERNAL MODULE: ./src/log/columns.ts
var columns = __webpack_require__(7085);
;// CONCATENATED MODULE: ./src/log/plan.ts





/** More targets than this are only counted. */
const MAX_TARGETS = 30;
/** Test ids that are shown of a target. */
const MAX_IDS = 5;
/** Widths in columns of a terminal: of a target, of an id. */
const MAX_TARGET = 48;
const MAX_ID = 40;
/** What will be done, for the log. `redact` is applied before texts are cut. */
function planLines(plan, redact) {
    const { run } = plan;
    if (run.kind === 'existing')
        return [`Doksi run ${run.runId}, created elsewhere`, ...readyLines(plan)];
    const tests = (0,inputs_matrix/* testCount */.m)(run.entries);
    const rows = run.entries.slice(0, MAX_TARGETS).map(({ platform, target, testIds }) => ({
        platform: (0,columns/* shortened */.vI)(redact(platform), MAX_ID),
        target: (0,columns/* shortened */.vI)(redact(targetLabel(target)), MAX_TARGET),
        tests: (0,base_text/* listed */.KE)(testIds.map((id) => (0,columns/* shortened */.vI)(redact(id), MAX_ID)), MAX_IDS),
    }));
    const platforms = Math.max(...rows.map(({ platform }) => (0,dist/* default */.A)(platform)));
    const targets = Math.max(...rows.map(({ target }) => (0,dist/* default */.A)(target)));
    const more = run.entries.length - rows.length;
    return [
        `Doksi run for ${(0,base_text/* counted */.hS)(run.entries.length, 'target')}, ${(0,base_text/* counted */.hS)(tests, 'test')}`,
        ...rows.map((row) => `  ${(0,columns/* fitted */.$5)(row.platform, platforms)}  ${(0,columns/* fitted */.$5)(row.target, targets)}  ${row.tests}`),
        ...(more > 0 ? [`  … and ${(0,base_text/* counted */.hS)(more, 'more target')}`] : []),
        ...retryLines(plan.retries, tests),
        ...knownLines(plan.knownFailures),
        ...readyLines(plan),
    ];
}
function readyLines({ readiness, run }) {
    if (readiness === undefined)
        return [];
    const { withinMs, text, targets } = readiness;
    if (targets.length === 0) {
        const why = run.kind === 'existing' ? 'the run exists' : 'no target is a web_url or a binary_url';
        return [`  ready-minutes has nothing to wait for: ${why}`];
    }
    const shown = text === undefined ? '' : `, with the text "${text}"`;
    return [
        `  Waiting up to ${(0,base_text/* minutes */.Gx)(withinMs)} for these targets before anything is sent to Doksi:`,
        ...targets.map(({ key, label }) => `    ${label}${key === 'web_url' ? shown : ''}`),
        "  They are requested from this runner; Doksi's cloud may get other responses",
    ];
}
function retryLines(retries, tests) {
    if (retries === 0)
        return [];
    const times = retries === 1 ? 'once' : `up to ${retries} times`;
    return [`  Failed tests run again ${times}: at most ${tests * (retries + 1)} tests spend allowance`];
}
function knownLines(knownFailures) {
    return [...knownFailures.values()].map(({ testId, until, isExpired, reason }) => {
        const period = isExpired
            ? `was a known failure until ${until} and counts again`
            : `is a known failure until ${until}`;
        return `  ${testId} ${period}: ${reason}`;
    });
}
/** The exact requests, with unknown values hidden, as lines; for uploads the files, their sizes and digests. */
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

// EXTERNAL MODULE: ./src/log/progress.ts
var progress = __webpack_require__(4239);
// EXTERNAL MODULE: ./src/results/words.ts
var words = __webpack_require__(6483);
;// CONCATENATED MODULE: ./src/log/closing.ts





/** More unfinished tests are counted instead of listed. */
const MAX_UNFINISHED = 5;
/** Longer names are cut (characters), so that the links fit into an error. */
const MAX_NAME = 200;
/** After these no test continues in the cloud. */
const FINISHED = new Set(['passed', 'failed', 'no-tests']);
/** The last lines of the log: the conclusion with its counts, after the tests of a run that is not waited for. */
function closingLines(outcome) {
    const unfinished = outcome.conclusion === 'started' ? unfinishedLines(outcome.runs) : [];
    const rest = FINISHED.has(outcome.conclusion) ? finishedWords(outcome) : unfinishedWords(outcome);
    return [...unfinished.map((line) => `  … ${line}`), `${(0,base_text/* capitalized */.l2)(outcome.headline)}${rest}`];
}
/** The tests of a run that continues in the cloud: names and links. */
function unfinishedLines(runs) {
    const last = runs.at(-1);
    if (last === undefined || (0,results_tests/* isSettled */.Is)(last))
        return [];
    const results = (0,results_results/* resultsOf */.qS)([last]);
    const tests = (0,results_results/* unfinishedTests */.hk)(results);
    const shown = tests.slice(0, MAX_UNFINISHED).map(({ result }) => {
        const link = (0,base_url/* webLink */.Dl)(result.url);
        return `${(0,base_text/* clipped */.cz)((0,words/* testAt */.iW)(result), MAX_NAME)}${link === undefined ? '' : `: ${link}`}`;
    });
    const more = Math.max(results.counts.unfinished, tests.length) - shown.length;
    return shown.length > 0 && more > 0 ? [...shown, `and ${more} more`] : shown;
}
/** `: 3 of 9 tests not finished, 2 of them not started` */
function unfinishedWords({ runs, results: { counts } }) {
    const { total, unfinished, notStarted } = counts;
    if (total === undefined || unfinished === 0 || runs.every(({ state }) => state === undefined))
        return '';
    const waiting = notStarted > 0 ? `, ${notStarted} of them not started` : '';
    return `: ${unfinished} of ${(0,base_text/* counted */.hS)(total, 'test')} not finished${waiting}`;
}
/** ` in 1m 12s`, `, 1 flaky (3m 42s in 2 runs)`, `: 7 in attempt 1, 2 now (1m 12s)` */
function finishedWords({ conclusion, runs, results: { tests, counts } }) {
    if (conclusion === 'no-tests')
        return '';
    const isFailed = conclusion === 'failed';
    const attempts = (0,results_tests/* countsByAttempt */.$t)(tests).map(([attempt, count]) => attempt === undefined ? `${count} now` : `${count} in attempt ${attempt}`);
    const asides = [
        isFailed || attempts.length === 0 ? '' : `: ${attempts.join(', ')}`,
        isFailed && counts.flaky > 0 ? `, ${counts.flaky} flaky` : '',
        counts.others > 0 ? `, ${counts.others} neither passed nor failed` : '',
    ].join('');
    const own = (0,results_tests/* ownRuns */.F_)(runs);
    const seconds = (0,results_tests/* totalSeconds */.S3)(own);
    if (seconds === undefined)
        return asides;
    const time = own.length > 1 ? `${(0,base_text/* duration */.p0)(seconds)} in ${own.length} runs` : (0,base_text/* duration */.p0)(seconds);
    const needsBrackets = asides !== '' || own.length > 1 || counts.flaky > 0;
    return needsBrackets ? `${asides} (${time})` : ` in ${time}`;
}

;// CONCATENATED MODULE: ./src/results/outcome.ts
/** Everything that depends on the conclusion alone. */
const CONCLUSIONS = {
    failed: { mark: '❌', gate: 'fail-on-failure', check: 'failure', rank: 0 },
    'no-tests': { mark: '❌', gate: 'fail-on-no-tests', check: 'failure', rank: 1 },
    error: { mark: '❗', gate: 'red', check: 'failure', rank: 2 },
    'timed-out': { mark: '⏱️', gate: 'fail-on-timeout', check: 'timed_out', rank: 3 },
    cancelled: { mark: '🛑', gate: 'red', check: 'cancelled', rank: 4 },
    started: { mark: '▶️', gate: 'green', check: undefined, rank: 5 },
    skipped: { mark: '⏭️', gate: 'green', check: 'skipped', rank: 6 },
    'dry-run': { mark: '📝', gate: 'green', check: undefined, rank: 7 },
    passed: { mark: '✅', gate: 'green', check: 'success', rank: 8 },
};
/** The outcome with a warning after its own. */
function withWarning(outcome, warning) {
    return { ...outcome, warnings: [...outcome.warnings, warning] };
}
/** Applies the gates. The step is green if they say so and its outputs could be written. */
function decide({ conclusion, headline, results }, gates) {
    const { mark, gate, check } = CONCLUSIONS[conclusion];
    const applying = gate === 'green' || gate === 'red' ? [] : [gate];
    if (gate !== 'red' && results.counts.flaky > 0)
        applying.push('fail-on-flaky');
    const closed = applying.find((name) => gates[name]);
    if (closed === 'fail-on-flaky') {
        const text = `${headline}, and fail-on-flaky is on`;
        return { isGreen: false, closed, open: [], headline: { mark: CONCLUSIONS.failed.mark, text }, check: 'failure' };
    }
    const open = closed === undefined ? applying : [];
    // Flaky tests do not fail the step by default, so that gate hides nothing.
    const hidesFailure = open.some((name) => name !== 'fail-on-flaky');
    return {
        isGreen: gate !== 'red' && closed === undefined,
        closed,
        open,
        headline: { mark, text: headline },
        check: check && hidesFailure ? 'neutral' : check,
    };
}

;// CONCATENATED MODULE: ./src/report/model.ts




/** Computes what the reports show. */
function reportModel(sources) {
    const { outcome, gates } = sources;
    const { conclusion, results } = outcome;
    const failsByTests = conclusion === 'failed' && (0,results_results/* inGroup */.HB)(results, 'failed').length > 0;
    return {
        ...sources,
        decision: decide(outcome, gates),
        groups: groupsOf(outcome),
        needsExplaining: conclusion !== 'passed' && !failsByTests,
    };
}
/** The tests that Doksi lists of this kind. */
function testsIn({ groups }, kind) {
    return groups.find((group) => group.kind === kind)?.tests ?? [];
}
function groupsOf({ runs, results }) {
    const { counts, tests } = results;
    // After the end of a run, no test can still pass or fail.
    const isOver = runs.every(results_tests/* isSettled */.Is);
    const unfinished = new Set(isOver ? [] : (0,results_results/* unfinishedTests */.hk)(results));
    const unfinishedCount = isOver ? 0 : counts.unfinished;
    const kinds = [
        ['failed', counts.failed],
        ['flaky', counts.flaky],
        ['known', counts.known],
        ['unfinished', unfinishedCount],
        ['other', counts.others - unfinishedCount],
        ['passed', counts.passed],
    ];
    const byKind = Map.groupBy(tests, (test) => (unfinished.has(test) ? 'unfinished' : test.group));
    return kinds
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => ({ kind, ...words/* GROUPS */.fd[kind], tests: byKind.get(kind) ?? [], count }));
}

;// CONCATENATED MODULE: ./src/report/outputs.ts


/** GitHub drops all outputs of a job above 1 MB, at two bytes a character (UTF-16). */
const MAX_OUTPUT_BYTES = 900_000;
/** Left out in this order until the rest is small enough. */
const OPTIONAL = ['results', 'flaky-tests', 'failed-tests'];
/** All outputs, from a redacted outcome: redacting serialised JSON could break it. */
function outputs(outcome) {
    let values = valuesOf(outcome);
    const warnings = [];
    for (const name of OPTIONAL) {
        if (outputBytes(values) <= MAX_OUTPUT_BYTES)
            break;
        if (values[name] === '[]')
            continue;
        values = { ...values, [name]: '' };
        warnings.push(`The output ${name} is left out: all outputs together exceed ${MAX_OUTPUT_BYTES / 1000} kB.`);
    }
    return { values, warnings };
}
/** Unknown numbers are empty, never 0; lists are always JSON. */
function valuesOf({ conclusion, runs, results, targets }) {
    const { counts, tests } = results;
    const own = (0,results_tests/* ownRuns */.F_)(runs);
    const state = runs.findLast((run) => run.state)?.state;
    const reported = (count) => (state ? String(count) : '');
    // Reversed, because `fromEntries` keeps the last value of a key, but the first target of a path counts.
    const idsByPath = Object.fromEntries(targets.toReversed().map(({ path, targetId }) => [path, targetId]));
    return {
        conclusion,
        status: state?.status ?? '',
        'run-id': own[0]?.id ?? '',
        'tests-total': String(counts.total ?? ''),
        'tests-passed': reported(counts.passed),
        'tests-failed': reported(counts.failed),
        'tests-flaky': reported(counts.flaky),
        'tests-known-failed': reported(counts.known),
        'duration-seconds': String((0,results_tests/* totalSeconds */.S3)(own) ?? ''),
        'failed-tests': JSON.stringify((0,results_results/* inGroup */.HB)(results, 'failed').map(asOutput)),
        'flaky-tests': JSON.stringify((0,results_results/* inGroup */.HB)(results, 'flaky').map(asOutput)),
        results: JSON.stringify(state ? tests.map(asOutput) : []),
        'target-id': targets[0]?.targetId ?? '',
        targets: JSON.stringify(idsByPath),
        // Reports that are published write these.
        'junit-path': '',
        'check-run-url': '',
        'comment-url': '',
    };
}
/** Doksi's result, with the run and the number of runs if there were several, and the attempt it is carried over from. */
function asOutput(test) {
    const { result, results } = test;
    const carried = (0,results_tests/* carriedFrom */.FI)(test);
    if (results.length === 1 && carried === undefined)
        return result;
    return {
        ...result,
        run_id: results.at(-1)?.runId,
        attempts: results.length,
        ...(carried !== undefined && { carried_over_from_attempt: carried }),
    };
}
function outputBytes(values) {
    return Object.entries(values).reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0);
}

;// CONCATENATED MODULE: ./src/report/rows.ts





// Tests in reports: the rows of tables in Markdown, and the words for a test that ran more than once.
/** Longer texts are cut (characters): a row must stay readable. */
const rows_MAX_TEXT = 160;
/** Longer addresses (characters) are not linked. */
const MAX_LINK = 2000;
const PLATFORM_ICONS = new Map([
    ['web', '🌐'],
    ['android', '🤖'],
]);
/** Markdown blocks: a table, of at most `room` bytes, of tests that did not simply pass; and how many do not fit. */
function notableTests({ groups }, room) {
    const notable = groups.filter(({ kind }) => kind !== 'passed');
    const rows = notable.flatMap(({ mark, tests }) => tests.map((test) => testRow(mark, test)));
    const shown = fitting(rows, room);
    const left = rows.length - shown.length;
    return [testTable(shown), left > 0 ? `*${(0,base_text/* counted */.hS)(left, 'more test')} left out here: see the job's log.*` : ''];
}
/** The first rows that together need at most `room` bytes of UTF-8, and so never more characters. */
function fitting(rows, room) {
    let size = 0;
    const end = rows.findIndex((row) => (size += Buffer.byteLength(row) + 1) > room);
    return rows.slice(0, end < 0 ? undefined : end);
}
/** The table of some rows; empty without rows. */
function testTable(rows, isWide = false) {
    const head = isWide ? '| | Test | Where | Took |\n|:-:|:--|:--|--:|' : '| | Test | Where |\n|:-:|:--|:--|';
    return rows.length > 0 ? [head, ...rows].join('\n') : '';
}
/** Mark, name with notes below it, and place; in a wide table the notes stand beside the name, and the duration follows. */
function testRow(mark, test, isWide = false) {
    const { result } = test;
    const name = [shortLink((0,base_text/* clipped */.cz)((0,words/* testName */.UU)(result), rows_MAX_TEXT), result.url), ...notes(test)];
    const where = (0,base_escape/* forMarkdown */.Bm)((0,base_text/* clipped */.cz)((0,words/* place */.ik)(result), rows_MAX_TEXT));
    const cells = [
        mark,
        name.join(isWide ? ' · ' : '<br>'),
        `${PLATFORM_ICONS.get(result.destination?.platform ?? '') ?? ''} ${where}`.trim(),
        ...(isWide ? [took(result)] : []),
    ];
    return `| ${cells.join(' | ')} |`;
}
/** For a test that has failed. */
function historyOf({ results, result }) {
    const failures = results.map((one) => one.result).filter(({ status }) => status === 'failed');
    const times = ['once', 'twice'][failures.length - 1] ?? `${failures.length} times`;
    const failed = results.length > 1 ? `failed ${times}` : 'failed';
    if (result.status === 'failed')
        return { failed, then: '', failure: result };
    const last = result.status === 'passed' ? 'passed' : `"${(0,base_text/* clipped */.cz)(result.status ?? 'no status', rows_MAX_TEXT)}"`;
    return { failed, then: `, then ${last}`, failure: failures.at(-1) ?? result };
}
function shortLink(text, url) {
    const href = (0,base_url/* webLink */.Dl)(url);
    return (0,base_escape/* markdownLink */.iQ)(text, href !== undefined && href.length <= MAX_LINK ? href : undefined);
}
/** With a space that does not break: narrow pages would wrap it. */
function took({ duration_seconds }) {
    return duration_seconds == null ? '' : (0,base_text/* duration */.p0)(duration_seconds).replace(' ', '\u00a0');
}
/** What the mark does not show. */
function notes(test) {
    const { result, known, group } = test;
    const status = result.status ?? '';
    const attempt = (0,results_tests/* carriedFrom */.FI)(test);
    return [
        baseNote(test),
        group === 'other' && !(0,words/* isDocumentedStatus */.LK)(status) ? (0,base_escape/* forMarkdown */.Bm)((0,base_text/* clipped */.cz)(status, rows_MAX_TEXT)) : '',
        failureNote(test),
        known ? (0,base_escape/* forMarkdown */.Bm)(`known failure until ${known.until}: ${(0,base_text/* clipped */.cz)(known.reason, rows_MAX_TEXT)}`) : '',
        attempt === undefined ? '' : `in attempt ${attempt}`,
    ].filter((note) => note !== '');
}
/** `flaky: failed once, then passed`; a failure that is the result is linked by the test's name already. */
function failureNote(test) {
    const hasFailed = test.results.some(({ result }) => result.status === 'failed');
    if (test.results.length === 1 || !hasFailed)
        return '';
    const { failed, then, failure } = historyOf(test);
    const link = shortLink(failed, failure === test.result ? undefined : failure.url);
    return `${test.group === 'flaky' ? 'flaky: ' : ''}${link}${(0,base_escape/* forMarkdown */.Bm)(then)}`;
}
/** Whether the failure comes from this change, compared with the base branch's last run. */
function baseNote({ base }) {
    if (base === undefined)
        return '';
    const branch = (0,base_escape/* markdownCode */.D9)((0,base_text/* clipped */.cz)(base.branch, rows_MAX_TEXT));
    if (base.kind === 'new')
        return `**new here**, passes on ${branch}`;
    const ago = base.agoMs === undefined ? '' : `, ${(0,base_text/* age */.KW)(base.agoMs)} ago`;
    return `${(0,base_escape/* labelLink */.Ru)(`also fails on ${branch}`, base.url)}${ago}`;
}

;// CONCATENATED MODULE: ./src/report/annotations.ts






/** GitHub shows ten annotations of each level in a step; the step logs some errors and warnings itself. */
const MAX_ERRORS = 9;
const MAX_FLAKY = 5;
/** GitHub rejects longer titles (characters). */
const annotations_MAX_TITLE = 255;
/** Longer names and reasons in a message are cut (characters): the link must fit. */
const annotations_MAX_NAME = 500;
/** Longer descriptions of problems are cut (characters): the runner cuts messages above 4,096. */
const MAX_PROBLEM = 2000;
/** An error for each failed test or input problem, warnings for flaky tests and notices for known failures, up to limits. */
function annotations(model) {
    const { problems, results } = model.outcome;
    const { failed } = results.counts;
    const listed = testsIn(model, 'failed').length;
    const warning = (title, message) => {
        return { level: 'warning', title, message, ...placeOf(model) };
    };
    const rest = (count, noun) => {
        const title = (0,base_text/* counted */.hS)(count, noun);
        return count > 0 ? [warning(title, `and ${title}: see the log of this step`)] : [];
    };
    const title = (0,base_text/* counted */.hS)(failed, 'failed test');
    const unlisted = warning(title, `${title}, which Doksi counts but does not list: see the run in Doksi`);
    return [
        ...problems.slice(0, MAX_ERRORS).map((problem) => problemAnnotation(problem, model)),
        ...rest(problems.length - MAX_ERRORS, 'more problem'),
        ...testAnnotations(model, 'failed').slice(0, MAX_ERRORS),
        ...testAnnotations(model, 'flaky').slice(0, MAX_FLAKY),
        ...testAnnotations(model, 'known').slice(0, MAX_ERRORS),
        ...(failed > 0 && listed === 0 ? [unlisted] : rest(failed - Math.min(listed, MAX_ERRORS), 'more failed test')),
        ...rest(testsIn(model, 'flaky').length - MAX_FLAKY, 'more flaky test'),
    ];
}
const LEVELS = { failed: 'error', flaky: 'warning', known: 'notice' };
/** One for each test of this kind. */
function testAnnotations(model, kind) {
    return testsIn(model, kind).map((test) => ({ level: LEVELS[kind], ...testAnnotation(test, model) }));
}
/** At the line of the workflow file with the test's id. The log shows the message alone, so it starts with the name. */
function testAnnotation(test, model) {
    const { result, known, group } = test;
    const { failed, then, failure } = historyOf(test);
    const reason = known && `known failure until ${known.until}: ${(0,base_text/* clipped */.cz)((0,base_escape/* forLog */.Ig)(known.reason), annotations_MAX_NAME)}`;
    const message = reason === undefined ? `${failed}${then}` : `failed, which is a ${reason}`;
    const title = known ? 'failed (known failure)' : group === 'flaky' ? 'is flaky' : failed;
    const name = (0,base_escape/* forLog */.Ig)((0,words/* testAt */.iW)(result)).trim();
    const link = (0,base_url/* webLink */.Dl)(failure.url);
    return {
        title: `${(0,base_text/* clipped */.cz)(name, annotations_MAX_TITLE - title.length - 1)} ${title}`,
        message: `${(0,base_text/* clipped */.cz)(name, annotations_MAX_NAME)} ${message}. ${link ? `Details: ${link}` : 'Doksi provides no link to it.'}`,
        ...placeOf(model, (line) => result.test_id != null && line.split(ID_END).includes(result.test_id)),
    };
}
/** At the problem's own place, or at the line that sets the input: `matrix:` for `matrix[1].test_ids`. */
function problemAnnotation({ where, text, file, line }, model) {
    const setsInput = new RegExp(`(^|[^\\w-])${/^[\w-]*/.exec(where)?.[0] ?? ''}:`);
    return {
        level: 'error',
        title: (0,base_text/* clipped */.cz)((0,base_escape/* forLog */.Ig)(where).trim(), annotations_MAX_TITLE),
        message: (0,base_text/* clipped */.cz)((0,base_escape/* forLog */.Ig)(`${where} ${text}`).trim(), MAX_PROBLEM),
        ...(file === undefined
            ? placeOf(model, (candidate) => setsInput.test(candidate), true)
            : { file, startLine: line ?? 1 }),
    };
}
/** In a list, ids end at these characters. */
const ID_END = /[\s,[\]{}()"'`#]+/;
/** The first matching line of the workflow file, for an input from this job's step on; otherwise its first line. */
function placeOf({ context: { workflowPath, job }, workflowText }, isPlace = () => false, isInput = false) {
    if (workflowPath === undefined)
        return {};
    const lines = workflowText.split('\n');
    const start = lines.findIndex((line) => line.replace(/#.*/, '').trim() === `${job}:`);
    // A job may have a `matrix:` of its own above the step.
    const step = lines.findIndex((line, index) => index >= start && line.includes('doksi/run-action'));
    const found = lines.findIndex((line, index) => (!isInput || index >= step) && isPlace(line));
    return { file: workflowPath, startLine: Math.max(found, 0) + 1 };
}

// EXTERNAL MODULE: ./node_modules/fast-xml-builder/src/fxb.js + 6 modules
var fxb = __webpack_require__(9585);
;// CONCATENATED MODULE: ./src/report/junit.ts









/** Longer names are cut (characters). */
const junit_MAX_NAME = 500;
/** The JUnit file: a suite for each destination. Without a verdict, it never looks like a success. */
function renderJunit(model) {
    const { title, outcome } = model;
    const byPlace = Map.groupBy(outcome.results.tests, ({ result }) => JSON.stringify(result.destination ?? {}));
    const groups = [...byPlace.values()];
    const places = groups.map(([first]) => (first ? (0,base_text/* clipped */.cz)((0,words/* destination */.j_)(first.result), junit_MAX_NAME) : ''));
    const names = distinct([...places.map((place) => ((0,base_escape/* isVisible */.zN)(place) ? place : title)), title]);
    const listed = groups.map((tests, index) => casesOf(tests, names[index] ?? '', model));
    const suites = [...listed, ownCases(model, listed.flat())].filter((cases) => cases.length > 0);
    // Schemas do not allow `skipped` here.
    const { tests, failures, errors, time } = counts(suites.flat());
    const builder = new fxb/* default */.A({
        format: true,
        ignoreAttributes: false,
        // Otherwise an attribute with the value "true" would lose its value.
        suppressBooleanAttributes: false,
        suppressEmptyNode: true,
    });
    return builder.build({
        '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
        testsuites: {
            ...attributes({ name: title, tests, failures, errors, time }),
            testsuite: suites.map((cases, index) => ({
                ...attributes({ name: names[index] ?? '', ...counts(cases) }),
                ...properties({ conclusion: outcome.conclusion, run_id: outcome.runs.map(({ id }) => id).join(', ') }),
                testcase: cases,
            })),
        },
    });
}
function casesOf(tests, suite, model) {
    const byName = Map.groupBy(tests, ({ result }) => (0,words/* testName */.UU)(result));
    const names = distinct(tests.map(({ result }) => {
        const name = (0,base_text/* clipped */.cz)((0,words/* testName */.UU)(result), junit_MAX_NAME);
        const isShared = (byName.get((0,words/* testName */.UU)(result)) ?? []).length > 1;
        return isShared && result.test_id ? `${name} (${(0,base_text/* clipped */.cz)(result.test_id, junit_MAX_NAME)})` : name;
    }));
    const unfinished = new Set(testsIn(model, 'unfinished'));
    return tests.map((test, index) => {
        const kind = unfinished.has(test) ? 'unfinished' : test.group;
        const { result, results } = test;
        return {
            ...caseAttributes(names[index] ?? '', suite, result.duration_seconds ?? 0),
            ...properties({
                url: (0,base_url/* webLink */.Dl)(result.url),
                test_id: result.test_id,
                result_id: result.result_id,
                platform: result.destination?.platform,
                attempts: results.length > 1 ? results.length : undefined,
                carried_over_from_attempt: (0,results_tests/* carriedFrom */.FI)(test),
            }),
            ...findingsOf(test, kind, model.outcome.conclusion),
        };
    });
}
/** Empty if the test passed. */
function findingsOf(test, kind, conclusion) {
    const { result, results, known } = test;
    const status = result.status ?? 'no status';
    switch (kind) {
        case 'passed':
            return {};
        case 'failed': {
            const { failed, then, failure } = historyOf(test);
            return { failure: testFinding('failure', 'failed', `${failed}${then}`, failure) };
        }
        case 'flaky': {
            const failures = results.filter((one) => one.result.status === 'failed');
            const findings = failures.map(({ runId, result: failure }) => testFinding('flakyFailure', 'failed', `failed in run ${runId}`, failure));
            return { flakyFailure: findings };
        }
        case 'known': {
            const reason = `known failure until ${known?.until ?? ''}: ${known?.reason ?? ''}`;
            return { skipped: testFinding('skipped', 'known-failure', reason, result) };
        }
        case 'unfinished':
            if (conclusion === 'started')
                return { skipped: testFinding('skipped', status, 'started, not waited for', result) };
            return { error: testFinding('error', 'unfinished', `not finished: ${status}`, result) };
        case 'other':
            return { skipped: testFinding('skipped', status, `neither passed nor failed: ${status}`, result) };
    }
}
/** What no listed test shows: failures that Doksi only counts, or an ending without a verdict. */
function ownCases(model, listed) {
    const { conclusion, what, next, results } = model.outcome;
    const [summary = ''] = what.split('\n', 1);
    const own = (name, element, message) => {
        const content = finding(element, conclusion, message, `${what}\n${next}`.trim());
        return [{ ...caseAttributes(name, model.title, 0), [element]: content }];
    };
    const unlisted = results.counts.failed - testsIn(model, 'failed').length;
    if (unlisted > 0) {
        const message = `${(0,base_text/* counted */.hS)(unlisted, 'failed test')}, which Doksi counts but does not list`;
        return own('Tests that are not listed', 'failure', message);
    }
    if (CONCLUSIONS[conclusion].gate === 'green') {
        if (listed.length > 0)
            return [];
        return conclusion === 'passed' ? [caseAttributes(summary, model.title, 0)] : own('Doksi run', 'skipped', summary);
    }
    const isRed = listed.some((one) => 'failure' in one || 'error' in one);
    return isRed ? [] : own('Doksi run', 'error', summary);
}
/** Readers show the message beside the name, and the text alone. */
function testFinding(element, type, what, result) {
    const link = (0,base_url/* webLink */.Dl)(result.url);
    const [inMessage, inText] = link === undefined ? ['', ''] : [`. Details: ${link}`, `\n${link}`];
    const text = `${(0,base_text/* clipped */.cz)((0,words/* testAt */.iW)(result), junit_MAX_NAME)}: ${what}${inText}`;
    return finding(element, type, `${what}${inMessage}`, text);
}
function finding(element, type, message, text) {
    return {
        // Schemas do not allow `type` on `skipped`.
        ...attributes(element === 'skipped' ? { message } : { message, type }),
        // Surefire, and so Jenkins, has a `stackTrace` in this element.
        [element === 'flakyFailure' ? 'stackTrace' : '#text']: cleanText(text),
    };
}
function caseAttributes(name, suite, seconds) {
    // Readers show only what follows the last dot of a classname, and expect a number as time.
    return attributes({ name, classname: suite.replaceAll('.', '-'), time: seconds.toFixed(3) });
}
/** Missing values are left out. */
function properties(values) {
    const property = Object.entries(values).flatMap(([name, value]) => value == null || value === '' ? [] : [attributes({ name, value: String(value) })]);
    return property.length > 0 ? { properties: { property } } : {};
}
/** On one line each, because XML parsers turn line breaks of attributes into spaces. */
function attributes(values) {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [`@_${name}`, (0,base_text/* oneLine */.TN)(cleanText(value))]));
}
function counts(cases) {
    const having = (element) => String(cases.filter((one) => element in one).length);
    const time = cases.reduce((sum, one) => sum + Number(one['@_time']), 0).toFixed(3);
    return {
        tests: String(cases.length),
        failures: having('failure'),
        errors: having('error'),
        skipped: having('skipped'),
        time,
    };
}
/** The characters that XML 1.0 does not allow, and the control characters that it discourages. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
function cleanText(text) {
    return (0,base_escape/* withoutDirection */.is)(text).replace(FORBIDDEN, '\ufffd');
}
/** The names as attributes have them. Readers merge those that are equal, so repeated ones get a number. */
function distinct(names) {
    const used = new Set();
    const numbers = new Map();
    return names.map((text) => {
        const name = (0,base_text/* oneLine */.TN)(cleanText(text));
        let [candidate, number] = [name, numbers.get(name) ?? 2];
        while (used.has(candidate))
            candidate = `${name} #${number++}`;
        numbers.set(name, number);
        used.add(candidate);
        return candidate;
    });
}

;// CONCATENATED MODULE: ./src/report/prose.ts





// The sentences of reports in Markdown: the facts in a line, why a step ended as it did, and what to do next.
/** More of these are counted instead of listed. */
const MAX_PROBLEMS = 50;
const MAX_RUNS = 10;
/** Longer ids are cut (characters). */
const prose_MAX_ID = 100;
/** The blocks of a page; empty ones are left out. */
function joined(blocks) {
    return blocks.filter((block) => block !== '').join('\n\n');
}
/** Names of inputs with a hyphen, and a value; the others are usual words. Only whole words match: addresses stay intact. */
const NAMES = Object.keys(INPUT_DEFAULTS).filter((name) => name.includes('-'));
const INPUT = new RegExp(`(?<=^|[\\s(])((?:${NAMES.join('|')})(?:: [\\w-]+)?)(?=[\\s,.;:)]|$)`, 'g');
/** Text as one line of Markdown, with the names of inputs as code. */
function prose(text) {
    return (0,base_escape/* forMarkdown */.Bm)(text).replace(INPUT, '`$1`');
}
/** The short SHA of a commit, linked to its page. */
function commitLink({ serverUrl, repository }, sha) {
    const url = repository === undefined ? undefined : `${serverUrl}/${repository}/commit/${sha}`;
    return (0,base_escape/* labelLink */.Ru)((0,base_escape/* markdownCode */.D9)(sha.slice(0, 7)), url);
}
/** Why the step ended as it did, and what to do, if the tests alone do not explain it. `max` bounds each text (characters). */
function explanation({ outcome, needsExplaining }, max) {
    if (!needsExplaining)
        return [];
    const { what, next, help, problems } = outcome;
    const [first = '', ...more] = paragraphs(what, max);
    return [
        first,
        ...(problems.length > 0 ? [problemList(problems, max)] : more),
        ...paragraphs(next, max),
        help === undefined ? '' : `See [troubleshooting](${(0,base_failure/* helpUrl */.xR)(help)}).`,
    ];
}
/** Warnings and notices as quotations, at most `count` of each; `max` bounds each text (characters). */
function messages({ warnings, notices }, count, max) {
    const more = Math.max(warnings.length - count, 0) + Math.max(notices.length - count, 0);
    const quoted = (mark) => (text) => `> ${mark} ${prose(clippedAtWord(text, max))}`;
    return [
        ...warnings.slice(0, count).map(quoted('⚠️')),
        ...notices.slice(0, count).map(quoted('ℹ️')),
        more > 0 ? `*${(0,base_text/* counted */.hS)(more, 'more message')} in the log.*` : '',
    ];
}
/** `max` bounds the texts of all problems together, so that the list is complete if possible. */
function problemList(problems, max) {
    const shown = problems.slice(0, MAX_PROBLEMS);
    const each = Math.max(Math.floor(max / shown.length), 40);
    const lines = shown.map(({ where, text }) => `- ${(0,base_escape/* markdownCode */.D9)((0,base_text/* clipped */.cz)(where, each))} ${prose(clippedAtWord(text, each))}`);
    const more = problems.length - shown.length;
    return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}
function paragraphs(text, max) {
    return clippedAtWord(text, max).split('\n').map(prose);
}
/** Cut between words: a link that is cut would lead elsewhere. */
function clippedAtWord(text, max) {
    return text.length <= max ? text : `${(0,base_text/* clipped */.cz)(text, max).replace(/\S*$/, '')}…`;
}
/** The numbers of tests, each with its word: `2 failed`, `1 flaky`, `6 passed`. */
function countWords({ groups }) {
    return groups.map(({ kind, count, word }) => kind === 'known' ? (0,base_text/* counted */.hS)(count, 'known failure') : `${count} ${word}`);
}
/** The counts as given, the duration and the run ids: `2 failed · 3m 42s · run k3n2mPq9Rxyz`. */
function facts(model, counts, hasRuns = true) {
    const { runs } = model.outcome;
    const seconds = (0,results_tests/* totalSeconds */.S3)((0,results_tests/* ownRuns */.F_)(runs));
    const attempts = attemptFacts(model);
    return [
        attempts === '' ? counts : `${counts} (${attempts})`,
        seconds === undefined ? '' : (0,base_text/* duration */.p0)(seconds),
        hasRuns && attempts === '' ? runNames(runs) : '',
    ]
        .filter((fact) => fact !== '')
        .join(' · ');
}
/** How many tests ran in which attempt, if some were carried over: `7 of them in attempt 1, run k3n2; 2 run again, run w71c`. */
function attemptFacts({ outcome: { results, runs } }) {
    return (0,results_tests/* countsByAttempt */.$t)(results.tests)
        .map(([attempt, count]) => {
        const names = runNames(runs.filter(({ workflowAttempt }) => workflowAttempt === attempt));
        return `${count} ${attempt === undefined ? 'run again' : `of them in attempt ${attempt}`}${names && `, ${names}`}`;
    })
        .join('; ');
}
function runNames(runs) {
    if (runs.length === 0)
        return '';
    const names = runs.map(({ id }) => (0,base_escape/* markdownCode */.D9)((0,base_text/* clipped */.cz)(id, prose_MAX_ID)));
    return `${runs.length === 1 ? 'run' : 'runs'} ${(0,base_text/* listed */.KE)(names, MAX_RUNS)}`;
}

;// CONCATENATED MODULE: ./src/report/summary.ts





/** GitHub drops a summary above 1 MiB; this leaves room (bytes of UTF-8). */
const MAX_SUMMARY_BYTES = 1_000_000;
/** For the words between and below the rows. */
const RESERVED_BYTES = 2000;
/** More passed tests are folded. */
const MAX_OPEN_PASSED = 5;
/** Longer texts are cut (characters), and more messages left out; the log has all of them. */
const summary_MAX_TEXT = 200;
const MAX_EXPLANATION = 20_000;
const MAX_MESSAGE = 2000;
const MAX_MESSAGES = 20;
/** More entries of a plan are only in the log. */
const MAX_ENTRIES = 100;
/** The job summary in Markdown. If it would be larger than GitHub accepts, the last tests are left out. */
function renderSummary(model) {
    const { decision, title, outcome, planned } = model;
    const { mark, text } = decision.headline;
    const top = joined([
        `## ${mark} ${(0,base_escape/* forMarkdown */.Bm)((0,base_text/* clipped */.cz)(title, summary_MAX_TEXT))}: ${(0,base_escape/* forMarkdown */.Bm)(text)}`,
        factsLine(model),
        ...explanation(model, MAX_EXPLANATION),
        ...messages(outcome, MAX_MESSAGES, MAX_MESSAGE),
        outcome.conclusion === 'dry-run' && planned ? planTable(planned) : '',
    ]);
    const room = MAX_SUMMARY_BYTES - Buffer.byteLength(top) - RESERVED_BYTES;
    return `${joined([top, ...tables(model.groups, room)])}\n`;
}
/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function factsLine(model) {
    const { context } = model;
    const counts = countWords(model).map((words) => `**${words}**`);
    const commit = context.headSha && `commit ${commitLink(context, context.headSha)}`;
    return [facts(model, counts.join(' · ')), commit].filter(Boolean).join(' · ');
}
/** What a dry run would do; the log has the request itself. */
function planTable(run) {
    if (run.kind === 'existing')
        return `The step would follow the run ${(0,base_escape/* markdownCode */.D9)((0,base_text/* clipped */.cz)(run.runId, summary_MAX_TEXT))}.`;
    const cell = (text) => (0,base_escape/* forMarkdown */.Bm)((0,base_text/* clipped */.cz)(text, summary_MAX_TEXT));
    const rows = run.entries.slice(0, MAX_ENTRIES).map(({ platform, target, testIds }) => {
        return `| ${[targetLabel(target), platform, testIds.join(', ')].map(cell).join(' | ')} |`;
    });
    const more = run.entries.length - rows.length;
    const table = ['| Target | Platform | Tests |', '|:--|:--|:--|', ...rows].join('\n');
    const rest = more > 0 ? `*${(0,base_text/* counted */.hS)(more, 'more target')} in the log.* ` : '';
    return joined([table, `${rest}The log shows the request, \`POST /runs\`.`]);
}
/** The tests in one table, and many passed ones folded below it. They come last, so they are the first to be left out. */
function tables(groups, room) {
    const open = [];
    const below = [];
    const unlisted = [];
    let left = room;
    for (const { kind, mark, word, tests, count } of groups) {
        const rows = tests.map((test) => testRow(mark, test, true));
        const shown = fitting(rows, left);
        left -= Buffer.byteLength(shown.join('\n'));
        if (kind !== 'passed' || shown.length <= MAX_OPEN_PASSED)
            open.push(...shown);
        else {
            const summary = `<summary>${mark} ${shown.length} ${word}</summary>`;
            below.push(`<details>${summary}`, testTable(shown, true), '</details>');
        }
        const missing = rows.length - shown.length;
        if (missing > 0)
            below.push(`*${(0,base_text/* counted */.hS)(missing, 'test')} left out here (${word}): GitHub limits the size of a summary.*`);
        if (count > tests.length)
            unlisted.push(`${count - tests.length} ${word}`);
    }
    const note = unlisted.length > 0 ? `*Doksi counts more tests than it lists: ${unlisted.join(', ')}.*` : '';
    return [testTable(open, true), ...below, note];
}

;// CONCATENATED MODULE: ./src/report/check-run.ts








/** Longer sentences are cut (characters), so that a few always fit after escaping. */
const MAX_SENTENCE = 3000;
const check_run_MAX_MESSAGES = 5;
/** For the words around the table (characters). */
const RESERVED = 500;
/** An annotation needs a path. GitHub itself uses this one if it has none. */
const NO_PATH = '.github';
/**
 * A check run to create on a commit, and batches of further annotations to update it with. `record` is hidden at the end
 * of its summary, for later attempts.
 */
function renderCheckRun(model, conclusion, headSha, record) {
    const [annotations = [], ...further] = batches(model);
    const externalId = (0,results_tests/* ownRuns */.F_)(model.outcome.runs)[0]?.id;
    // The groups begin with failed tests, so the first link is that of a failed test if there is one.
    const tests = model.groups.flatMap((group) => group.tests);
    const detailsUrl = tests.map(({ result }) => (0,base_url/* webLink */.Dl)(result.url)).find((link) => link !== undefined);
    const title = (0,base_text/* clipped */.cz)((0,base_text/* capitalized */.l2)(model.decision.headline.text), LIMITS.checkTitle);
    const run = {
        name: checkRunName(model.title),
        head_sha: headSha,
        ...(externalId !== undefined && { external_id: externalId }),
        ...(detailsUrl !== undefined && { details_url: detailsUrl }),
        conclusion,
        output: { title, summary: summaryOf(model, record), annotations },
    };
    return { run, further };
}
function summaryOf(model, record) {
    const top = joined([
        facts(model, countWords(model).join(', ')),
        ...explanation(model, MAX_SENTENCE),
        ...messages({ ...model.outcome, notices: [] }, check_run_MAX_MESSAGES, MAX_SENTENCE),
    ]);
    const room = LIMITS.checkText - record.length - RESERVED;
    return joined([(0,base_text/* clipped */.cz)(joined([top, ...notableTests(model, room - top.length)]), room), record]);
}
function batches(model) {
    const kinds = ['failed', 'flaky', 'known'];
    const tests = kinds.flatMap((kind) => testAnnotations(model, kind));
    const annotations = tests.map(({ level, title, message, file = NO_PATH, startLine = 1 }) => ({
        path: file,
        start_line: startLine,
        end_line: startLine,
        annotation_level: level === 'error' ? 'failure' : level,
        title,
        message,
    }));
    const size = LIMITS.annotationsPerRequest;
    const count = Math.ceil(annotations.length / size);
    return Array.from({ length: count }, (_, index) => annotations.slice(index * size, (index + 1) * size));
}

;// CONCATENATED MODULE: ./src/publish/check-run.ts






/**
 * Publishes the check run on the head commit; none if the conclusion has none. Throws if it could not be created; if only
 * annotations are missing, it logs a warning.
 */
async function publishCheckRun(model, { github, onUrl }, { signal, log }) {
    const conclusion = model.decision.check;
    if (conclusion === undefined)
        return;
    const headSha = await findHeadSha(model.context.subject, github);
    if (headSha === undefined) {
        const next = 'It is read from the event or the input commit-sha, which is empty here.';
        throw new GithubError('Could not determine the commit.', next);
    }
    const { onRerun, jobCheckRunId, context } = model;
    // Only re-runs that continue from the record need the name.
    const jobName = onRerun === 'failed'
        ? await github.jobName(jobCheckRunId, context.workflowRunId).catch(() => undefined)
        : undefined;
    const record = encodeRecord({ ...recordOf(model, headSha), jobName });
    const { run, further } = renderCheckRun(model, conclusion, headSha, record);
    const { id, html_url: url } = await github.createCheckRun(run);
    if (url)
        onUrl(url);
    for (const [index, annotations] of further.entries()) {
        try {
            await github.updateCheckRun(id, { ...run.output, annotations });
        }
        catch (error) {
            signal.throwIfAborted();
            const { what, next } = (0,base_failure/* asFailure */.h_)(error);
            const missing = (0,base_text/* counted */.hS)(further.slice(index).flat().length, 'annotation');
            log.warning(`The check run is published, but ${missing} of it could not be added. ${what}\n${next}\nThe conclusion is not affected.`);
            return;
        }
    }
}
/** What later attempts and other pull requests read. */
function recordOf({ outcome, title, digest, context }, headSha) {
    const { workflowAttempt, workflowRunId, job, eventSha } = context;
    return {
        runs: outcome.runs.map((run) => ({ id: run.id, attempt: run.workflowAttempt ?? workflowAttempt })),
        workflowRun: workflowRunId,
        attempt: workflowAttempt,
        job,
        title: checkRunName(title),
        headSha,
        eventSha,
        digest,
        targets: Object.fromEntries(outcome.targets.map(({ registration, targetId, formerIds }) => {
            return [targetKey(registration), formerIds.length > 0 ? [...formerIds, targetId] : targetId];
        })),
    };
}

;// CONCATENATED MODULE: ./src/report/comment-section.ts







// The comment has a section for each job and title: hidden information, which other jobs read, and a body, which they copy.
const comment_section_count = schemas/* int */.Whr().nonnegative();
/** The part of a section that other jobs read. */
const SectionInfo = schemas/* object */.Ikc({
    v: schemas/* literal */.euz(2),
    /** The job's key in the workflow file; empty if it is unknown. */
    job: schemas/* string */.YjP(),
    title: schemas/* string */.YjP(),
    /** The commit that was tested. */
    sha: schemas/* string */.YjP(),
    /** Id of the workflow run; ids grow. */
    workflowRun: schemas/* string */.YjP().regex(/^\d+$/).optional(),
    attempt: schemas/* int */.Whr().positive(),
    /** Whether the commit is a merge group's, which is never the head of a pull request. */
    isMergeGroup: schemas/* literal */.euz(true).optional(),
    /** See `requestDigest`. */
    digest: schemas/* string */.YjP().optional(),
    /** What was deployed, if a deployment started the workflow. */
    deployment: schemas/* string */.YjP().optional(),
    conclusion: schemas/* string */.YjP().refine((word) => Object.hasOwn(CONCLUSIONS, word)),
    /** Whether the section needs attention, even if a gate lets the step pass. */
    isRed: schemas/* boolean */.zMY(),
    mark: schemas/* string */.YjP(),
    /** The conclusion in a few words. */
    headline: schemas/* string */.YjP(),
    /** Counts, duration and run ids, in Markdown. */
    facts: schemas/* string */.YjP(),
    /** The job's page. */
    url: schemas/* string */.YjP().optional(),
    /** What GitHub's button to re-run failed jobs runs. */
    rerun: schemas/* enum */.k5n(['all', 'failed', 'nothing']),
    total: comment_section_count.optional(),
    failed: comment_section_count,
    known: comment_section_count,
    flaky: comment_section_count,
    others: comment_section_count,
    passed: comment_section_count,
});
/** The room for the rows of a section (bytes): three long ones fit into a comment. */
const ROOM = 20_000;
/** Longer explanations, and titles or headlines, are cut (characters). */
const comment_section_MAX_EXPLANATION = 400;
const comment_section_MAX_TITLE = 255;
/** This job's section about a commit. */
function sectionOf(model, sha) {
    const { outcome, decision, title, digest, jobCheckRunId = '', context } = model;
    const { workflowRunId = '', workflowAttempt, job = '', deployment } = context;
    return {
        v: 2,
        job,
        title: (0,base_text/* clipped */.cz)(title.toWellFormed(), comment_section_MAX_TITLE),
        sha,
        workflowRun: /^\d+$/.test(workflowRunId) ? workflowRunId : undefined,
        attempt: workflowAttempt,
        isMergeGroup: context.isMergeGroup || undefined,
        digest,
        deployment: deployment.length > 0 ? JSON.stringify(deployment) : undefined,
        conclusion: outcome.conclusion,
        isRed: CONCLUSIONS[outcome.conclusion].gate !== 'green' || !decision.isGreen,
        mark: decision.headline.mark,
        headline: (0,base_text/* clipped */.cz)(decision.headline.text, comment_section_MAX_TITLE),
        facts: comment_section_factsLine(model),
        url: jobUrl(context, jobCheckRunId),
        rerun: rerunOf(model),
        ...outcome.results.counts,
        body: comment_section_bodyOf(model),
    };
}
/** The counts; the headline comes before them if the tests do not explain the conclusion. */
function comment_section_factsLine(model) {
    const { groups, needsExplaining, decision } = model;
    const words = countWords(model).join(', ');
    if (needsExplaining)
        return facts(model, [decision.headline.text, words].filter((text) => text !== '').join(': '));
    const [first, ...others] = groups;
    // A passed section is one of several on a line.
    const isPlain = first?.kind === 'passed' && others.length === 0;
    return facts(model, isPlain && first.count > 1 ? `all ${words}` : words, !isPlain);
}
/** A re-run cannot run another job's run again, and with `failed` it follows a run that is still in progress. */
function rerunOf({ planned, onRerun, groups, outcome }) {
    if (planned?.kind === 'existing')
        return 'nothing';
    if (onRerun === 'all' || outcome.runs.length === 0)
        return 'all';
    if (groups.some(({ kind }) => kind === 'failed'))
        return 'failed';
    return outcome.runs.every(results_tests/* isSettled */.Is) ? 'all' : 'nothing';
}
function comment_section_bodyOf(model) {
    const reasons = [
        model.decision.closed === 'fail-on-flaky' ? 'This step is red because `fail-on-flaky` is on.' : '',
        ...explanation(model, comment_section_MAX_EXPLANATION),
    ].filter((reason) => reason !== '');
    // Sentences form one paragraph; a list is a block of its own.
    const quotation = reasons.join(reasons.some((block) => block.includes('\n')) ? '\n\n' : ' ').replace(/^/gm, '> ');
    return joined([reasons.length > 0 ? quotation : '', ...notableTests(model, ROOM)]);
}
/**
 * The newer commit that the comment is already about, so that it must stay unchanged; undefined if there is none.
 * `headSha` is the head of the pull request. A merge group's commit is newer than the head.
 */
function newerCommit(own, existing, { headSha, isMergeGroup }) {
    if (isMergeGroup)
        return undefined;
    const others = existing.filter(({ sha }) => sha !== own.sha);
    if (own.sha === headSha)
        return others.find((other) => other.isMergeGroup === true && isReplacedBy(own, other))?.sha;
    // If neither is the head, the later workflow run has the higher id. Without ids, the comment stays unchanged.
    return others.find((other) => other.sha === headSha || !isReplacedBy(other, own))?.sha;
}
/**
 * Adds a section to those of the comment, or of several comments, and removes those of other commits. For the same job
 * and title, it keeps the section of the newest workflow run and attempt; within one attempt, that of a failed job.
 */
function withSection(own, existing) {
    const ofCommit = [own, ...existing.filter(({ sha }) => sha === own.sha)];
    const kept = new Map();
    for (const section of ofCommit) {
        const same = kept.get(comment_section_placeOf(section));
        if (same === undefined || isReplacedBy(same, section))
            kept.set(comment_section_placeOf(section), section);
    }
    const shown = kept.get(comment_section_placeOf(own)) ?? own;
    const hidden = ofCommit.find((one) => comment_section_placeOf(one) === comment_section_placeOf(own) && one.isRed && hasOtherTests(one, shown));
    return { sections: [...kept.values()], shown, hidden };
}
/** Whether the comment has the section, or a newer one of its job and title. */
function isPresent(section, existing) {
    return existing.some((other) => comment_section_placeOf(other) === comment_section_placeOf(section) && !isReplacedBy(other, section));
}
function comment_section_placeOf({ job, title, sha }) {
    return JSON.stringify([job, title, sha]);
}
/** Whether the other section replaces this one: it has a newer workflow run or attempt, or failed in the same attempt. */
function isReplacedBy(one, other) {
    const [first, second] = [BigInt(one.workflowRun ?? 0), BigInt(other.workflowRun ?? 0)];
    if (first !== second)
        return first < second;
    if (one.attempt !== other.attempt)
        return one.attempt < other.attempt;
    return !one.isRed && other.isRed && isOtherJob(one, other);
}
/** Whether two jobs or workflow runs tested something else. The next deployment of the same kind has another address. */
function hasOtherTests(one, other) {
    if (one.workflowRun === other.workflowRun)
        return one.attempt === other.attempt && isOtherJob(one, other);
    const isRedeployed = one.deployment !== undefined && one.deployment === other.deployment;
    return differ(one.digest, other.digest) && !isRedeployed;
}
/** Of one attempt: whether two jobs or steps share their key and title, as callers of a reusable workflow do. */
function isOtherJob(one, other) {
    return differ(one.url, other.url) || differ(one.digest, other.digest);
}
function differ(one, other) {
    return one !== undefined && other !== undefined && one !== other;
}

;// CONCATENATED MODULE: ./src/report/comment.ts







const COMMENT = 'doksi-run-action:comment';
const SECTION = 'doksi-run-action:section';
const END = 'doksi-run-action:end';
/** Longer titles are cut (characters). */
const comment_MAX_TITLE = 120;
/** Whether a comment is this action's for the workflow. Foreign text cannot start with the marker. */
function isCommentOf(context, body) {
    return body.startsWith(commentMarker(context));
}
/** With the path of the workflow file, otherwise its name: each workflow has a comment. */
function commentMarker({ workflowPath, workflow = '' }) {
    return (0,base_escape/* hiddenComment */.gm)(COMMENT, { v: 1, workflow: workflowPath ?? workflow });
}
/** The sections of a comment of this action. Unreadable ones are skipped. */
function sectionsOf(comment) {
    const text = comment.replaceAll('\r\n', '\n');
    const end = (0,base_escape/* findHiddenComments */.Cy)(END, text).at(-1)?.start;
    const found = (0,base_escape/* findHiddenComments */.Cy)(SECTION, text.slice(0, end));
    return found.flatMap((marker, index) => {
        const { data: info } = SectionInfo.safeParse(marker.value);
        const block = text.slice(marker.end, found[index + 1]?.start ?? end).trim();
        // The first line is made from the information.
        const body = block.split('\n').slice(1).join('\n').trim();
        return info === undefined ? [] : [{ ...info, body }];
    });
}
/**
 * The comment in Markdown, never longer than GitHub accepts. If it is too long, sections are reduced to their line, the
 * passed ones first; then the last ones are left out and counted. All sections are about one commit.
 */
function renderComment(sections, context) {
    const sorted = sections.toSorted(compare);
    for (let shown = sorted;; shown = shortened(shown)) {
        const leftOut = sorted.length - shown.length;
        const body = joined([
            commentMarker(context),
            `### ${overall(sorted)} on ${commitLink(context, sorted[0]?.sha ?? '')}`,
            ...sectionBlocks(shown, sorted),
            (0,base_escape/* hiddenComment */.gm)(END, { v: 1 }),
            leftOut > 0 ? `*${(0,base_text/* counted */.hS)(leftOut, 'more job')} left out here: GitHub limits the size of a comment.*` : '',
            footer(sorted, context),
        ]);
        if (body.length <= LIMITS.comment || shown.length === 0)
            return { body, leftOut };
    }
}
/** One step shorter: without the body of the last section that has one, otherwise without the last sections. */
function shortened(sections) {
    const at = sections.findLastIndex(({ body }) => body !== '');
    if (at < 0)
        return sections.slice(0, Math.floor(sections.length * 0.9));
    return sections.map((section, index) => (index === at ? { ...section, body: '' } : section));
}
/** Sections with something to look at, each by itself; then the others in one line. */
function sectionBlocks(sections, all) {
    const isPlain = ({ conclusion, isRed, body }) => conclusion === 'passed' && !isRed && body === '';
    const markerOf = (section) => (0,base_escape/* hiddenComment */.gm)(SECTION, SectionInfo.parse(section));
    const lineOf = (section) => `**${section.mark} ${(0,base_escape/* markdownLink */.iQ)(nameAmong(section, all), section.url)}**: ${section.facts}`;
    const plain = sections.filter(isPlain);
    return [
        ...sections
            .filter((section) => !isPlain(section))
            .map((section) => joined([`${markerOf(section)}\n${lineOf(section)}`, section.body])),
        [...plain.map(markerOf), plain.map(lineOf).join(' · ')].join('\n'),
    ];
}
function compare(one, other) {
    return (Number(other.isRed) - Number(one.isRed) ||
        CONCLUSIONS[one.conclusion].rank - CONCLUSIONS[other.conclusion].rank ||
        other.failed - one.failed ||
        other.flaky - one.flaky ||
        one.title.localeCompare(other.title) ||
        one.job.localeCompare(other.job));
}
/** The conclusion of all sections together; without a verdict, that of the first one, which is the worst. */
function overall(sections) {
    const [worst] = sections;
    if (worst === undefined)
        return 'Doksi';
    const undecided = sections.filter(({ conclusion }) => conclusion !== 'passed' && conclusion !== 'failed');
    const counts = totals(sections);
    const rest = undecided.length > 0 ? `, ${(0,base_text/* counted */.hS)(undecided.length, 'job')} without a verdict` : '';
    if (worst.conclusion === 'passed')
        return `${worst.mark} Doksi: ${(0,results_results/* passedWords */.Kr)(counts)}${rest}${worst.isRed ? ', and fail-on-flaky is on' : ''}`;
    if (worst.conclusion === 'failed' && counts.failed > 0)
        return `${worst.mark} Doksi: ${(0,results_results/* failedWords */.LR)(counts)}${rest}`;
    const name = sections.length > 1 ? `${nameAmong(worst, sections)}: ` : '';
    return `${worst.mark} Doksi: ${(0,base_escape/* forMarkdown */.Bm)(name + worst.headline)}`;
}
/** The total is unknown unless every section has one. */
function totals(sections) {
    const sum = (of) => sections.reduce((all, section) => all + (section[of] ?? 0), 0);
    return {
        total: sections.every(({ total }) => total !== undefined) ? sum('total') : undefined,
        failed: sum('failed'),
        known: sum('known'),
        flaky: sum('flaky'),
        others: sum('others'),
        passed: sum('passed'),
        unfinished: 0,
        notStarted: 0,
    };
}
/** The title; with the job if several jobs have the same title. */
function nameAmong({ title, job }, sections) {
    const isShared = sections.filter((section) => section.title === title).length > 1;
    return (0,base_text/* clipped */.cz)(isShared && job !== '' ? `${title} (${job})` : title, comment_MAX_TITLE);
}
function footer(sections, { serverUrl, repository = '', workflowRunId }) {
    const page = workflowRunId && (0,base_escape/* markdownLink */.iQ)('Workflow run', `${serverUrl}/${repository}/actions/runs/${workflowRunId}`);
    const parts = [rerunHint(sections), page].filter(Boolean);
    return parts.length > 0 ? `<sub>${parts.join(' · ')}</sub>` : '';
}
/** GitHub's button runs all failed jobs again, each with its own `on-rerun`. */
function rerunHint(sections) {
    const reruns = new Set(sections.filter(({ isRed }) => isRed).map(({ rerun }) => rerun));
    if (!reruns.has('all'))
        return reruns.has('failed') ? '*Re-run failed jobs* runs only the failed tests again.' : '';
    const except = reruns.has('failed') ? ' (only the failed ones where `on-rerun: failed` is set)' : '';
    return `*Re-run failed jobs* runs every test of these jobs again${except} and spends allowance.`;
}

;// CONCATENATED MODULE: ./src/publish/comment.ts




// GitHub has no conditional update of comments: if two jobs read the same text, the second one to write removes the
// section of the first. So each job waits until jobs that read the old text have written, reads the comment again, and
// restores the sections that are missing: its own, and all others that it has read.
/** The shortest wait before a job looks again, and the random part of it (milliseconds). */
const LOOK_AGAIN_MS = 2000;
const SPREAD_MS = 1000;
/** In simulations, twelve jobs at once need at most eight rounds and thirty jobs eleven, however slow GitHub is. */
const MAX_ROUNDS = 13;
const LOST = 'Other jobs kept changing the comment on the pull request at the same time, so this section may be missing.\n' +
    'Run this job again to restore it.';
/** Writes this job's section into the workflow's comment on the pull request. Throws if it may be missing there. */
async function publishComment(model, options, runtime) {
    const { context } = model;
    const { subject } = context;
    const { github } = options;
    const [headSha, pull] = await Promise.all([findHeadSha(subject, github), findPullRequest(subject, github)]);
    if (pull === undefined || headSha === undefined)
        return runtime.log.info(`No comment was written. ${noPullRequest(subject)}`);
    const own = sectionOf(model, headSha);
    await write({ ...options, context, number: pull.number, own, wanted: [], hasWarned: false }, runtime);
}
async function write(job, runtime) {
    const { clock, random, signal } = runtime;
    const { endsAtMs, cancelled } = job;
    for (let round = 1; round <= MAX_ROUNDS; round++) {
        const startedAtMs = clock.now();
        const isDone = await writeOnce(job, runtime).catch((error) => warnIfWritten(error, job, runtime));
        if (isDone)
            return;
        const roundMs = clock.now() - startedAtMs;
        const waitMs = Math.max(LOOK_AGAIN_MS, roundMs) + random() * Math.max(SPREAD_MS, roundMs);
        if (clock.now() + waitMs >= endsAtMs) {
            // After a section was lost once, it may be missing again.
            if (round > 1)
                break;
            return;
        }
        await clock.sleep(waitMs, AbortSignal.any([signal, cancelled])).catch(() => signal.throwIfAborted());
        if (cancelled.aborted)
            return;
    }
    throw new Error(LOST);
}
/**
 * Reads the comment, and writes it if anything is missing. Resolves to true if nothing was missing or the comment must
 * not be changed; otherwise the job reads it again.
 */
async function writeOnce(job, { log }) {
    const { own, context, number, github, onUrl } = job;
    const { comments, headSha } = await readComments(job);
    const [first, ...duplicates] = comments;
    if (first)
        onUrl(first.html_url);
    const existing = comments.flatMap(({ body }) => sectionsOf(body));
    const seen = [...job.wanted, ...existing];
    const leaveUnchanged = (why) => {
        log.info(`The comment on #${number} ${why}. It was not changed.`);
        return true;
    };
    // A merge group's commit may remove the head's sections only once: if they are written again, they stay.
    const isMergeGroup = context.isMergeGroup && job.written === undefined;
    const newer = newerCommit(own, seen, { headSha, isMergeGroup });
    if (newer !== undefined)
        return leaveUnchanged(`is about ${newer.slice(0, 7)}, which is newer than ${own.sha.slice(0, 7)}`);
    const { sections, shown, hidden } = withSection(own, seen);
    if (hidden && !job.hasWarned)
        log.warning(conflictWarning(number, shown, hidden));
    job.hasWarned ||= hidden !== undefined;
    if (job.written === undefined && shown !== own) {
        const isSameAttempt = shown.workflowRun === own.workflowRun && shown.attempt === own.attempt;
        return leaveUnchanged(`has a section of ${nameOf(shown)}, which ${isSameAttempt ? 'failed' : 'is newer'}`);
    }
    job.wanted = sections;
    const { body, leftOut } = renderComment(sections, context);
    const isComplete = leftOut > 0 || sections.every((section) => isPresent(section, existing));
    if (job.written && duplicates.length === 0 && isComplete)
        return true;
    const updated = first && (await github.updateComment(first.id, body));
    job.written = updated ?? (await github.createComment(number, body));
    onUrl(job.written.html_url);
    await Promise.all(duplicates.map(({ id }) => github.deleteComment(id)));
    return false;
}
/** The workflow's comments of this token's user, oldest first: several if jobs created the first one at the same time. */
async function readComments({ github, context, number, written }) {
    const [author, { head }, all] = await Promise.all([
        // An app's token cannot request its own login, but its comments have it.
        written?.user?.login ?? github.login(),
        github.pullRequest(number),
        github.comments(number),
    ]);
    const comments = all.filter(({ user, body }) => user?.login === author && isCommentOf(context, body));
    return { headSha: head.sha, comments };
}
/** Once the section is written, an error does not mean that it is missing: then this logs a warning, and the job is done. */
function warnIfWritten(error, { written }, { signal, log }) {
    if (written === undefined)
        throw error;
    signal.throwIfAborted();
    const { what, next } = (0,base_failure/* asFailure */.h_)(error);
    log.warning(`The comment was written, but could not be checked for changes by other jobs. ${what}\n${next}\nThe conclusion is not affected.`);
    return true;
}
function conflictWarning(number, shown, hidden) {
    return (`The comment on #${number} shows ${nameOf(shown)} instead of ${nameOf(hidden)}, which failed and was ` +
        `about other tests (${hidden.headline}). Both have the title "${hidden.title}".\n` +
        'Give each its own title, or trigger only one of them.');
}
function nameOf({ workflowRun = 'unknown', attempt, url }) {
    const name = `workflow run ${workflowRun}${attempt > 1 ? ` (attempt ${attempt})` : ''}`;
    return url === undefined ? name : `${name} (${url})`;
}

;// CONCATENATED MODULE: ./src/publish/reports.ts










/** How long (milliseconds) all reports together may take. */
const REPORTS_MS = 60 * 1000;
/** How long (milliseconds) they may take after a cancellation: the runner ends the step 7.5 s after it. */
const REPORTS_AFTER_CANCELLATION_MS = 4 * 1000;
/** Requests to GitHub end this long (milliseconds) before the reports, so that warnings can still be logged. */
const GITHUB_MARGIN_MS = 1500;
/** Publishes the reports that the settings enable, in parallel, so that a slow one does not delay the others. */
async function publishReports(model, sources, step, runtime) {
    const { clock, signal } = runtime;
    const ended = new AbortController();
    const onCancel = () => {
        clock.sleep(REPORTS_AFTER_CANCELLATION_MS, ended.signal).then(() => ended.abort(new Error('the step was cancelled')), () => undefined);
    };
    if (signal.aborted)
        onCancel();
    else
        signal.addEventListener('abort', onCancel, { once: true });
    const expired = () => new Error(`it took longer than ${REPORTS_MS / 1000} s`);
    const wanted = reportsOf(model, sources, step, signal).filter(({ isWanted }) => isWanted);
    await Promise.all(wanted.map(async ({ name, publish }) => {
        try {
            await withDeadline(clock, REPORTS_MS, ended.signal, expired, (inTime) => publish({ ...runtime, signal: inTime }));
        }
        catch (error) {
            step.warning(`${name} could not be published: ${(0,base_failure/* reasonOf */.A3)(error)}\nThe conclusion is not affected.`);
        }
    }));
    signal.removeEventListener('abort', onCancel);
    ended.abort();
}
/** All reports; a new one is added here. `cancelled` aborts when the step is cancelled. */
function reportsOf(model, { settings, context }, step, cancelled) {
    const { junitPath = '', githubToken: token, prComment, isDryRun } = settings;
    const connect = (runtime) => {
        const endsAtMs = runtime.clock.now() + REPORTS_MS - GITHUB_MARGIN_MS;
        return { github: connectGithub({ token, context, endsAtMs, writesComments: prComment }, runtime), endsAtMs };
    };
    const writeUrl = (output) => (url) => step.output(output, url);
    return [
        {
            name: 'The job summary',
            isWanted: settings.summary && context.hasSummary,
            publish: () => step.appendSummary(renderSummary(model)),
        },
        {
            name: 'Annotations',
            isWanted: settings.annotations,
            publish: () => Promise.resolve(annotations(model).forEach((annotation) => step.annotate(annotation))),
        },
        {
            name: 'The JUnit file',
            isWanted: junitPath !== '',
            publish: async ({ signal, secrets }) => {
                await writeJunitFile(junitPath, model, signal);
                step.output('junit-path', secrets.redact(junitPath));
            },
        },
        {
            name: 'The check run',
            isWanted: settings.checkRun && !isDryRun,
            publish: (runtime) => publishCheckRun(model, { ...connect(runtime), onUrl: writeUrl('check-run-url') }, runtime),
        },
        {
            name: 'The comment on the pull request',
            isWanted: prComment && !isDryRun,
            publish: (runtime) => publishComment(model, { ...connect(runtime), cancelled, onUrl: writeUrl('comment-url') }, runtime),
        },
    ];
}
/** Writes the JUnit file, however the step ended: later steps must not find an older one. Throws if it cannot. */
async function writeJunitFile(junitPath, model, signal) {
    // Unlike `resolve`, `join` keeps a final slash, so that a folder's path is an error.
    const path = (0,external_node_path_.isAbsolute)(junitPath) ? junitPath : (0,external_node_path_.join)(model.context.workspace, junitPath);
    const xml = renderJunit(model);
    try {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        const existing = await (0,promises_.stat)(path).catch(() => undefined);
        // Opening a named pipe waits for a reader, and nothing ends that wait.
        if (existing?.isFile() === false)
            throw new Error(`${junitPath} is not a regular file`);
        await (0,promises_.writeFile)(path, xml, { signal });
    }
    catch (error) {
        throw new base_failure/* Failure */.HR(`${(0,base_failure/* reasonOf */.A3)(error)}.`, 'Name another file in junit-path, or make this one writable.', {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./src/publish/publish.ts











/**
 * Publishes the outcome: outputs first, since other jobs depend on them, then the log and the reports. A report that fails
 * is a warning. Resolves to whether the step passes.
 */
async function publish(publication, step, runtime) {
    const model = modelOf(publication, runtime);
    const { outcome, decision } = model;
    const { values, warnings } = outputs(outcome);
    const outputFault = writeOutputs(values, step);
    for (const line of closingLines(outcome))
        step.info(line);
    for (const warning of [...outcome.warnings, ...warnings])
        step.warning(warning);
    await publishReports(model, publication, step, runtime);
    // GitHub shows ten notices of a step: annotations with a line come first.
    for (const notice of outcome.notices)
        step.notice(notice);
    conclude(model, step);
    if (outputFault !== undefined)
        step.error(outputFault);
    return decision.isGreen && outputFault === undefined;
}
/** Redacts the outcome once for all reports, before anything is shortened or escaped. */
function modelOf({ outcome, plan, settings, title, context, apiKey }, { secrets }) {
    const { conclusion } = outcome;
    const { workspace } = context;
    const clean = (text) => secrets.redact(text.toWellFormed());
    return reportModel({
        outcome: { ...(0,base_json/* mapStrings */.to)(outcome, clean), conclusion },
        title: clean(title),
        gates: settings.gates,
        context: { ...(0,base_json/* mapStrings */.to)(context, clean), workspace },
        planned: plan && (0,base_json/* mapStrings */.to)(plan.run, clean),
        digest: plan && requestDigest(plan, apiKey),
        onRerun: plan?.onRerun ?? 'all',
        jobCheckRunId: settings.jobCheckRunId,
        workflowText: readTextFile((0,external_node_path_.join)(context.workspace, context.workflowPath ?? '')) ?? '',
    });
}
/** Writes the outputs. Returns what to report if that fails. */
function writeOutputs(values, step) {
    try {
        for (const [name, value] of Object.entries(values))
            step.output(name, value);
        return undefined;
    }
    catch (error) {
        const reason = (0,base_failure/* reasonOf */.A3)(error);
        const run = values['run-id'] === '' ? 'No run was created.' : `The run is ${values['run-id']}.`;
        return `The outputs could not be written (${reason}). ${run}\nLater steps do not have them. Check the runner's disk, then run the job again.\nMore: ${(0,base_failure/* helpUrl */.xR)('outputs-not-written')}`;
    }
}
/** Logs why the step fails, or what an open gate lets pass. */
function conclude({ outcome, decision }, step) {
    const message = messageOf(outcome);
    if (decision.closed === 'fail-on-flaky')
        step.error(`${message}\nThis step fails because fail-on-flaky is on.`);
    else if (!decision.isGreen)
        step.error(message);
    else if (outcome.conclusion === 'skipped')
        step.warning(message);
    for (const gate of decision.open) {
        // Off by default, so not worth a warning.
        if (gate === 'fail-on-flaky')
            step.info('fail-on-flaky is off: flaky tests do not fail this step');
        else
            step.warning(`${gate} is off, so this step passes with conclusion ${outcome.conclusion}: ${message}`);
    }
}
/** The runner cuts messages at 4,096 characters. Names come last in `what`, so that cutting it loses no fact. */
const MAX_WHAT = 2500;
function messageOf({ what, next, help, problems, runs }) {
    const first = problems.length > 0 ? what : (0,base_text/* clipped */.cz)(what, MAX_WHAT);
    // A link to the failed test belongs to the same line.
    const lines = (0,base_url/* webLink */.Dl)(next) === undefined ? [first, next] : [`${first} ${next}`];
    lines.push(...unfinishedLines(runs));
    if (help !== undefined)
        lines.push(`More: ${(0,base_failure/* helpUrl */.xR)(help)}`);
    return lines.filter((line) => line !== '').join('\n');
}

;// CONCATENATED MODULE: ./src/publish/step.ts



/** The mask `***`, escaped: three asterisks start bold text. */
const MARKDOWN_MASK = String.raw `\*\*\*`;
/**
 * Log lines and annotations are redacted twice: before escaping, which may split a secret, and after it, because it may
 * also restore one. Callers redact the values of outputs.
 */
function createStep({ redact }, hasColours) {
    const clean = (text) => redact((0,base_escape/* forLog */.Ig)(redact(text)));
    const lines = (text) => redact(redact(text).split('\n').map(base_escape/* forLog */.Ig).join('\n'));
    return {
        info: (line) => core.info(hasColours ? (0,columns/* paint */.nI)(clean(line)) : clean(line)),
        debug: (line) => {
            if (core.isDebug())
                core.debug(clean(line));
        },
        notice: (message) => core.notice(lines(message)),
        warning: (message) => core.warning(lines(message)),
        error: (message) => core.error(lines(message)),
        annotate: ({ level, message, title, ...place }) => {
            core[level](lines(message), { title: clean(title), ...place });
        },
        output: (name, value) => core.setOutput(name, value),
        appendSummary: async (markdown) => {
            await core.summary.addRaw(redact(markdown, MARKDOWN_MASK)).write();
        },
    };
}

;// CONCATENATED MODULE: ./src/ready/probe.ts




/** For one probe with all its redirects (milliseconds). */
const PROBE_DEADLINE_MS = 10 * 1000;
/** The text must be in this part of the body (bytes, after decompression). */
const SEARCHED_BYTES = 1_000_000;
/** As a browser sends it: some servers return a page to browsers only. */
const ACCEPT = 'text/html,application/xhtml+xml,*/*;q=0.8';
const CHECK = { next: 'Check that the deployment is up.', help: 'target-not-ready' };
const TARGET = {
    name: 'The target',
    errorIn: () => undefined,
    remedies: { unreachable: CHECK, failed: CHECK, invalid: CHECK, byStatus: {}, rejected: CHECK },
};
/** Requests a target once, with its redirects; rejects only with the signal's reason, or if the proxy is not supported. */
async function probe(target, { text, tries }, send, { clock, signal, log }) {
    const startedAtMs = clock.now();
    const wanted = target.key === 'web_url' ? (text ?? '') : '';
    const expired = () => new errors/* ResponseTimeoutError */.$7(purposeOf(target), PROBE_DEADLINE_MS);
    // The status of a response that is being received.
    let status;
    const onStatus = (received) => void (status = received);
    const result = await withDeadline(clock, PROBE_DEADLINE_MS, signal, expired, (inTime) => request(target, { wanted, onStatus }, send, inTime)).catch((error) => {
        if (signal.aborted || !(error instanceof errors/* RequestError */.GI))
            throw error;
        const [words, when] = status === undefined
            ? [error.predicate, 'within']
            : [`returned ${status}, but the response was incomplete`, 'after'];
        const isLate = error instanceof errors/* ResponseTimeoutError */.$7;
        const end = isLate ? ` ${when} ${PROBE_DEADLINE_MS / 1000} s` : ` (${error.summary})`;
        return { isReady: false, words: words + end };
    });
    const took = `${Math.round(clock.now() - startedAtMs)} ms (try ${tries})`;
    log.debug(`GET ${target.label} → ${result.words} in ${took}`);
    return result;
}
/** Follows redirects, and judges the response that they lead to. Without a required text, `wanted` is empty. */
async function request(target, { wanted, onStatus }, send, signal) {
    let from = target.url;
    for (let redirects = 0;; redirects++) {
        const url = from;
        // The credentials stay with the origin that they are meant for.
        const authorization = (0,connect/* basicAuthorization */.aR)(url.origin === target.url.origin ? target.url : url);
        const headers = { accept: ACCEPT, ...(authorization && { authorization }) };
        onStatus();
        const limit = (head) => {
            onStatus(head.status);
            const isSearched = probe_isPresent(head.status) && redirectOf(head, url) === undefined && !isInHeaders(wanted, head);
            return { maxBytes: isSearched ? SEARCHED_BYTES : 0, until: wanted };
        };
        const response = await send({ ...purposeOf(target), method: 'GET', url, headers, limit }, signal);
        // Only the host is named: the path of a login page may contain a token.
        const at = url.host === target.url.host ? '' : ` at ${url.host}`;
        const next = redirectOf(response, url);
        if (next === undefined)
            return judge(response, wanted, at);
        const fault = next instanceof URL ? `more than ${MAX_REDIRECTS} times` : next;
        if (!(next instanceof URL) || redirects === MAX_REDIRECTS)
            return { isReady: false, words: `redirected ${fault} (${response.status})${at}` };
        from = next;
    }
}
/** Whether a response shows that the target is ready; `at` names its host if a redirect led to another. */
function judge(response, wanted, at) {
    const { status } = response;
    const challenge = challengeOf(response);
    if (challenge !== undefined)
        return { isReady: false, words: `returned a ${challenge} challenge for browsers (${status})${at}` };
    const returned = `returned ${status}${at}`;
    if (!probe_isPresent(status))
        return { isReady: false, words: returned };
    const hasText = isInHeaders(wanted, response) || response.text.includes(wanted);
    if (!hasText)
        return { isReady: false, words: `${returned} without ready-text` };
    return { isReady: true, words: `${returned}${status >= 400 ? ', present but protected' : ''}` };
}
function isInHeaders(wanted, { headers }) {
    // Node makes one character of each byte of a header.
    const bytes = Buffer.from(wanted).toString('latin1');
    return bytes === '' || Object.values(headers).some((value) => value?.includes(bytes));
}
function purposeOf({ label }) {
    return { server: TARGET, purpose: `probe ${label}` };
}
/** 401 and 403 count: a page behind a login is there. */
function probe_isPresent(status) {
    return status < 400 || status === 401 || status === 403;
}

;// CONCATENATED MODULE: ./src/ready/wait.ts






/** A server that has just started may fail again, and only some of several servers behind one name may be up. */
const READY_IN_A_ROW = 3;
/** Between a response and the next request (milliseconds). */
const PAUSE_MS = 5000;
/** How many targets an error and a heartbeat name. */
const MAX_NAMED = 20;
const MAX_IN_HEARTBEAT = 5;
/** A target was not ready in time. Nothing was sent to Doksi. */
class NotReadyError extends base_failure/* Failure */.HR {
    /** `missing` are the targets that were not ready, each with its last response. */
    constructor({ withinMs, text, targets }, missing) {
        const which = targets.length === 1 ? 'The target was' : `${missing.length} of ${targets.length} targets were`;
        const more = missing.length > MAX_NAMED ? `; and ${missing.length - MAX_NAMED} more` : '';
        const last = missing.slice(0, MAX_NAMED).join('; ') + more;
        const shows = text === undefined ? '' : ' and serves ready-text in a header or its first 1,000,000 bytes';
        super(`${which} not ready within ${(0,base_text/* minutes */.Gx)(withinMs)}: ${last}. Nothing was uploaded or spent.`, `Check that the deployment is up${shows}, or raise ready-minutes. The requests came from this runner; Doksi's cloud may get other responses.`, { help: 'target-not-ready' });
    }
}
/** Waits until every target was ready three times in a row; rejects with a NotReadyError or the signal's reason. */
async function waitUntilReady(readiness, send, runtime) {
    const { targets, text, withinMs } = readiness;
    const { clock, signal } = runtime;
    const log = new ReadyLog(targets, runtime);
    const watch = async (target, inTime) => {
        let inARow = 0;
        for (let tries = 1; inARow < READY_IN_A_ROW; tries++) {
            if (tries > 1)
                await clock.sleep(PAUSE_MS, inTime);
            const { isReady, words } = await probe(target, { text, tries }, send, { ...runtime, signal: inTime });
            log.probed(target, words);
            inARow = isReady ? inARow + 1 : 0;
        }
        log.ready(target);
    };
    const expired = () => new NotReadyError(readiness, log.missing());
    await withDeadline(clock, withinMs, signal, expired, (inTime) => Promise.all(targets.map((target) => watch(target, inTime))));
}
/** Remembers and logs how targets respond while the step waits for them: a line for each change, and a heartbeat. */
class ReadyLog {
    #runtime;
    #startedAtMs;
    /** The last response of each target that is not ready, in words that complete a sentence. */
    #responses;
    #lastLineAtMs;
    constructor(targets, runtime) {
        this.#runtime = runtime;
        this.#startedAtMs = this.#lastLineAtMs = runtime.clock.now();
        this.#responses = new Map(targets.map((target) => [target, undefined]));
    }
    /** The targets that are not ready, each with its last response. */
    missing() {
        return [...this.#responses].map(([{ label }, words = 'did not respond']) => `${label} ${words}`);
    }
    probed(target, words) {
        const isNews = this.#responses.get(target) !== words;
        const isDue = this.#runtime.clock.now() - this.#lastLineAtMs >= progress/* HEARTBEAT_MS */.m;
        this.#responses.set(target, words);
        if (isNews)
            this.#info(`${target.label} ${words}`);
        else if (isDue)
            this.#info(`… still waiting after ${this.#waited()}: ${(0,base_text/* listed */.KE)(this.missing(), MAX_IN_HEARTBEAT)}`);
    }
    ready(target) {
        this.#responses.delete(target);
        this.#info(`${target.label} is ready after ${this.#waited()}`);
    }
    #waited() {
        return (0,columns/* timeOf */.nR)(this.#runtime.clock.now() - this.#startedAtMs);
    }
    #info(line) {
        this.#runtime.log.info(`  ${line}`);
        this.#lastLineAtMs = this.#runtime.clock.now();
    }
}

;// CONCATENATED MODULE: ./src/results/verdict.ts




const MAX_NAMES = 3;
const MAX_OTHERS = 10;
/**
 * The outcome of settled runs. It is `passed` only if no test failed apart from known failures, at least one test is
 * reported, and the last run passed or known failures explain why it failed.
 */
function verdict({ targets, runs, knownFailures, requested }) {
    const results = (0,results_results/* resultsOf */.qS)(runs, knownFailures);
    const { warnings = [], ...ending } = endingOf(runs, results, requested);
    const about = aboutKnownFailures(results, knownFailures);
    const all = [...warnings, ...about.warnings];
    return { ...ending, targets, runs, results, problems: [], warnings: all, notices: about.notices };
}
function endingOf(runs, results, requested) {
    const { counts } = results;
    const isReportedPassed = runs.at(-1)?.state?.status === 'passed';
    if (counts.failed > 0)
        return failed(results, runs, isReportedPassed);
    if (!isReportedPassed && !isExplained(runs, results))
        return FAILED_WITHOUT_FAILURE;
    const only = requested !== undefined && counts.total !== undefined && counts.total < requested
        ? `only ${counts.total} of the ${requested} requested tests`
        : undefined;
    // A test or a run has failed: the step passes only if every other test has passed.
    if (runs.length > 1 || counts.known > 0) {
        if (counts.others > 0)
            return undecided(others(results), OPEN_TESTS);
        if (counts.passed + counts.flaky === 0)
            return undecided('no test passed', OPEN_TESTS);
        if (only !== undefined)
            return undecided(`Doksi reported ${only}`, CHECK_OTHERS);
        return passed(results, counts.known > 0 ? [knownWarning(results)] : []);
    }
    if (counts.total === 0)
        return NO_TESTS;
    if (counts.total === undefined)
        return NOTHING_REPORTED;
    return passed(results, [
        ...(counts.others > 0 ? [`The run passed, but ${others(results)}.`] : []),
        ...(only === undefined ? [] : [`Doksi ran ${only}. ${CHECK_OTHERS}`]),
    ]);
}
const OPEN_TESTS = 'Open these tests in Doksi.';
const CHECK_OTHERS = 'Check that the other tests belong to this workspace and to the platform of their target.';
const FAILED_WITHOUT_FAILURE = {
    conclusion: 'failed',
    headline: 'the run failed',
    what: 'Doksi reports the run as failed, but lists no failed test.',
    next: 'Open the run in Doksi.',
};
const NO_TESTS = {
    conclusion: 'no-tests',
    headline: 'no test was run',
    what: 'The run passed without running a test.',
    next: 'Check that the test ids belong to this workspace and to the platform of their target.',
    help: 'no-tests',
};
const NOTHING_REPORTED = {
    conclusion: 'error',
    headline: 'the run reported no tests',
    what: 'Not reported as passed, because Doksi returned neither a test nor a total for the run.',
    next: 'Open the run in Doksi.',
    help: 'no-tests',
};
/** Whether known failures explain why Doksi reports the last run as failed. */
function isExplained(runs, results) {
    return (0,results_results/* inGroup */.HB)(results, 'known').some((test) => test.result.status === 'failed' && test.results.at(-1)?.runId === runs.at(-1)?.id);
}
function passed({ counts }, warnings) {
    const rest = counts.others > 0 ? ', and none failed' : '';
    const what = `${(0,base_text/* capitalized */.l2)((0,results_results/* passedWords */.Kr)(counts, 'Doksi test'))}${rest}.`;
    return { conclusion: 'passed', headline: (0,results_results/* passedWords */.Kr)(counts), what, next: '', warnings };
}
/** The counts come first and the names are few, so that a link still fits where text is cut. */
function failed(results, runs, isReportedPassed) {
    const { counts } = results;
    const tests = (0,results_results/* inGroup */.HB)(results, 'failed');
    const names = namesOf(tests, MAX_NAMES, counts.failed);
    const ranEachTime = tests.every((test) => test.results.length === runs.length);
    const times = runs.length > 1 && ranEachTime ? ` in ${runs.length} runs` : '';
    const contradiction = isReportedPassed && runs.length === 1 ? 'Doksi reports the run as passed, but ' : '';
    return {
        conclusion: 'failed',
        headline: (0,results_results/* failedWords */.LR)(counts),
        what: `${contradiction}${(0,results_results/* failedWords */.LR)(counts, 'Doksi test')}${times}${names && `: ${names}`}.`,
        next: tests.map(({ result }) => (0,base_url/* webLink */.Dl)(result.url)).find((url) => url !== undefined) ?? '',
    };
}
/** Failed tests have passed since, or are known. That does not explain the tests without a result. */
function undecided(why, next) {
    return {
        conclusion: 'failed',
        headline: 'the run failed',
        what: `Not reported as passed, because a test failed and ${why}.`,
        next,
        help: 'neither-passed-nor-failed',
    };
}
function knownWarning(results) {
    const known = (0,results_results/* inGroup */.HB)(results, 'known');
    const it = known.length === 1 ? 'it' : 'them';
    const count = (0,base_text/* counted */.hS)(known.length, 'failed test');
    return `${count} did not count, because known-failures lists ${it}: ${namesOf(known, MAX_OTHERS)}.`;
}
function others(results) {
    const tests = (0,results_results/* inGroup */.HB)(results, 'other');
    const statuses = tests.map(({ result }) => `${(0,words/* testAt */.iW)(result)} is "${result.status ?? 'without a status'}"`);
    const which = (0,base_text/* listed */.KE)(statuses, MAX_OTHERS, results.counts.others) || 'Doksi does not list them';
    return `${(0,base_text/* counted */.hS)(results.counts.others, 'test')} neither passed nor failed: ${which}`;
}
/** Warnings about expired entries that count again; notices about entries that can be removed. */
function aboutKnownFailures({ tests, counts }, knownFailures) {
    const warnings = [];
    const notices = [];
    const byId = Map.groupBy(tests, ({ result }) => result.test_id ?? '');
    for (const { testId, until, reason, isExpired } of knownFailures.values()) {
        const results = (byId.get(testId) ?? []).map(({ result }) => result);
        const failing = results.find(({ status }) => status === 'failed');
        const [first] = results;
        if (isExpired && failing !== undefined) {
            const was = `${(0,words/* testAt */.iW)(failing)} was a known failure until ${until} (${reason})`;
            warnings.push(`${was}. It counts again: fix it, or extend the date.`);
        }
        else if (!isExpired && first !== undefined && results.every(({ status }) => status === 'passed')) {
            notices.push(`${(0,words/* testAt */.iW)(first)} passes again. Remove ${testId} from known-failures.`);
        }
    }
    // Without a complete list it is unknown which tests ran.
    const isComplete = tests.length > 0 && tests.length >= (counts.total ?? 0);
    const unmatched = isComplete ? [...knownFailures.keys()].filter((id) => !byId.has(id)) : [];
    if (unmatched.length > 0) {
        const ids = (0,base_text/* counted */.hS)(unmatched.length, 'test id');
        notices.push(`known-failures has ${ids} that no test of this run has: ${(0,base_text/* listed */.KE)(unmatched, MAX_OTHERS)}.`);
    }
    return { warnings, notices };
}
function namesOf(tests, max, total) {
    const names = tests.map(({ result }) => (0,words/* testAt */.iW)(result));
    return (0,base_text/* listed */.KE)(names, max, total);
}

;// CONCATENATED MODULE: ./src/run/follow.ts






/** Failed polls are tolerated for this long (milliseconds) in a row. */
const OUTAGE_TOLERANCE_MS = 5 * 60 * 1000;
/** A run that was just created may not be found for this long (milliseconds). */
const CREATION_TOLERANCE_MS = 60 * 1000;
/** Without a response in this time (milliseconds) before the timeout, it is unknown whether the run continues. */
const LAST_RESPONSE_MS = 60 * 1000;
/** Deadline (milliseconds) of the last poll, which is sent when the timeout expires. */
const LAST_POLL_MS = 15 * 1000;
/** How often (milliseconds) the log may write a heartbeat. */
const TICK_MS = 10 * 1000;
/**
 * Polls the last run until it settles, the timeout expires, an outage lasts too long, or the step is cancelled. Resolves
 * to the outcome if the run has not settled.
 */
async function follow(execution) {
    const { plan, services, runtime, lastRun, startedAtMs, endsAtMs } = execution;
    const { clock, random, signal } = runtime;
    const { pollIntervalMs, timeoutMs } = plan;
    const { doksi, log } = services;
    // Doksi may not find a run yet that this step has just created.
    const isNew = lastRun.created !== undefined;
    // Random, so that the jobs of a matrix do not poll at the same moments.
    const firstIntervalMs = pollIntervalMs ?? SHORTEST_INTERVAL_S * (1 + random()) * 1000;
    let waitMs = isNew ? firstIntervalMs : 0;
    let respondedAtMs;
    let failingSinceMs;
    try {
        for (;;) {
            await pause(Math.min(waitMs, endsAtMs - clock.now()), log, runtime);
            const sentAtMs = clock.now();
            let retryAfterMs;
            let failure;
            try {
                const response = await doksi.readRun(lastRun.id, runtime, Math.max(endsAtMs - sentAtMs, LAST_POLL_MS));
                respondedAtMs = clock.now();
                failingSinceMs = undefined;
                retryAfterMs = response.retryAfterMs;
                execution.updateRun(response.value);
                log.received(response.value);
                if ((0,results_tests/* isSettled */.Is)(execution.lastRun))
                    return undefined;
            }
            catch (error) {
                signal.throwIfAborted();
                failingSinceMs ??= sentAtMs;
                const outageMs = clock.now() - failingSinceMs;
                const isYoung = isNew && clock.now() - startedAtMs < CREATION_TOLERANCE_MS;
                if (isOutage(error)) {
                    const when = `for ${(0,base_text/* duration */.p0)(outageMs / 1000)}`;
                    if (outageMs >= OUTAGE_TOLERANCE_MS)
                        return withoutStatus(execution.snapshot, when, error);
                }
                else if (!isYoung || !isNotFound(error)) {
                    return rejectedStatus(execution.snapshot, (0,base_failure/* asFailure */.h_)(error));
                }
                failure = error;
                retryAfterMs = error.retryAfterMs;
                log.pollFailed(error, outageMs);
            }
            if (sentAtMs >= endsAtMs) {
                const isSilent = respondedAtMs === undefined || respondedAtMs < endsAtMs - LAST_RESPONSE_MS;
                if (!failure || !isSilent)
                    return timedOut(execution.snapshot, timeoutMs, failure);
                const when = respondedAtMs === undefined ? 'for' : 'at the end of the';
                return withoutStatus(execution.snapshot, `${when} ${(0,base_text/* minutes */.Gx)(timeoutMs)}`, failure);
            }
            waitMs = Math.max(pollIntervalMs ?? adaptiveIntervalMs(clock.now() - startedAtMs), retryAfterMs ?? 0);
        }
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        // Doksi documents no call that cancels a run.
        return cancelled(execution.snapshot);
    }
}
/** Whether Doksi returned no valid response, which does not mean that anything is wrong with the run. */
function isOutage(error) {
    return error instanceof errors/* InvalidResponseError */.tF || (error instanceof errors/* RequestError */.GI && (0,retry/* isTransient */.dg)(error));
}
function isNotFound(error) {
    return error instanceof errors/* RejectedError */.zs && error.status === 404;
}
const SHORTEST_INTERVAL_S = 2;
const LONGEST_INTERVAL_S = 14.2;
/**
 * A run that has taken long will probably take longer, so the interval grows with the square root of its age. The factor
 * meets two limits: the mean delay until a run's end is noticed (2 s after 20 s, 3.5 s after a minute), and not more
 * requests than a 10 s loop from ten minutes on.
 */
function adaptiveIntervalMs(ageMs) {
    const interval = 0.85 * Math.sqrt(ageMs / 1000);
    return Math.min(Math.max(interval, SHORTEST_INTERVAL_S), LONGEST_INTERVAL_S) * 1000;
}
async function pause(ms, log, { clock, signal }) {
    for (let leftMs = ms; leftMs > 0; leftMs -= TICK_MS) {
        await clock.sleep(Math.min(leftMs, TICK_MS), signal);
        log.waiting();
    }
}

;// CONCATENATED MODULE: ./src/run/execute.ts












/**
 * Carries out the plan: waits for the targets, uploads, creates the run or takes an existing one, follows it, and retries
 * failed tests. Continues where earlier attempts of the workflow run stopped. Never rejects.
 */
async function execute(plan, prior, services, runtime) {
    const execution = new Execution(plan, prior, services, runtime);
    try {
        // A run that is in progress has its targets already.
        if (plan.readiness && prior.kind !== 'in-progress') {
            await waitUntilReady(plan.readiness, services.send, runtime);
        }
        return await (plan.run.kind === 'existing'
            ? followExisting(plan.run.runId, execution)
            : runNew(plan.run.entries, execution));
    }
    catch (error) {
        return execution.endingOf(error);
    }
}
async function followExisting(runId, execution) {
    execution.takeRun(runId);
    const unsettled = await follow(execution);
    if (unsettled)
        return unsettled;
    const outcome = verdict(execution.snapshot);
    const hadFailed = execution.responses === 1 && execution.lastRun.state?.status === 'failed';
    if (!execution.plan.isRerun || !hadFailed)
        return outcome;
    const warning = `The run ${runId} had failed before this attempt. Re-running this job cannot change that: re-run the job that created the run.`;
    return withWarning(outcome, warning);
}
async function runNew(planned, execution) {
    const { prior } = execution;
    await begin(planned, execution);
    if (!execution.plan.wait)
        return started(execution.snapshot);
    const unsettled = await follow(execution);
    if (unsettled)
        return unsettled;
    const entries = resolveEntries(planned, execution.registered);
    const outcome = await retryFailed(entries, execution);
    // While the run was in progress, its list of tests could not be checked.
    const isUnchecked = prior.kind === 'in-progress' && outcome.conclusion === 'passed';
    if (isUnchecked && !coversEntries(outcome.results, entries)) {
        return {
            ...outcome,
            conclusion: 'error',
            headline: 'the run does not list all tests',
            what: `The run ${prior.runId} of an earlier attempt has passed, but does not list all tests of the matrix.`,
            next: 'Run this job again to run all tests.',
        };
    }
    return outcome;
}
/** Creates the run, or takes the one in progress. */
async function begin(planned, execution) {
    const { plan, prior } = execution;
    switch (prior.kind) {
        case 'none':
            await execution.upload(plan.uploads);
            return execution.createRun(resolveEntries(planned, execution.registered));
        case 'in-progress':
            return execution.takeRun(prior.runId);
        case 'unfinished':
            try {
                return await execution.createRun(prior.again);
            }
            catch (error) {
                if (!(error instanceof errors/* RejectedError */.zs) || !UNKNOWN_TARGET.has(error.status))
                    throw error;
                return createWithNewTargets(prior.again, error, execution);
            }
    }
}
/** The statuses with which Doksi may reject a target that it no longer has. */
const UNKNOWN_TARGET = new Set([400, 404, 422]);
/** Uploads the apps of these entries again, once, and creates the run with their new targets. */
async function createWithNewTargets(entries, rejection, execution) {
    const used = new Set(entries.map(({ target }) => target.value));
    const stale = execution.registered.filter(({ targetId }) => used.has(targetId)).map(({ key }) => key);
    if (stale.length === 0)
        throw rejection;
    const uploads = execution.plan.uploads.flatMap((upload) => {
        const registrations = upload.registrations.filter(({ key }) => stale.includes(key));
        return registrations.length > 0 ? [{ ...upload, registrations }] : [];
    });
    const packages = uploads.map((upload) => upload.package);
    execution.services.log.reuploading(rejection, packages);
    await execution.upload(uploads);
    const newIds = (0,results_tests/* lastTargetIds */.eL)(execution.registered);
    const withNewTarget = ({ target, ...entry }) => {
        return { ...entry, target: { ...target, value: newIds.get(target.value) ?? target.value } };
    };
    await execution.createRun(entries.map(withNewTarget));
}
/**
 * The outcome of the settled run, after running failed tests again as often as the plan allows. `entries` is the whole
 * matrix.
 */
async function retryFailed(entries, execution) {
    const { plan, services, runtime } = execution;
    for (let retry = 1;; retry++) {
        const outcome = verdict(execution.snapshot);
        const hasFailures = outcome.conclusion === 'failed' && outcome.results.counts.failed > 0;
        if (!hasFailures || retry > plan.retries)
            return outcome;
        const lastId = outcome.runs.at(-1)?.id;
        // Only tests that failed in the last run: repeating any other test would only spend allowance.
        const tests = (0,results_results/* inGroup */.HB)(outcome.results, 'failed').filter(({ result, results }) => result.status === 'failed' && results.at(-1)?.runId === lastId);
        const again = selectEntries(tests, entries);
        const isExpired = execution.leftMs <= 0;
        if (isExpired || again.length === 0) {
            const why = isExpired ? 'the timeout has expired' : 'the last run has no result for them';
            return withWarning(outcome, `The failed tests were not run again, because ${why}.`);
        }
        services.log.retrying({ tests: (0,inputs_matrix/* testCount */.m)(again), failed: tests.length, retry, retries: plan.retries });
        const unsettled = await execution.createRun(again).then(() => follow(execution), (error) => execution.endingOf(error));
        if (unsettled) {
            // Cancellation during a retry takes precedence over the earlier verdict.
            if (runtime.signal.aborted)
                return unsettled;
            const warning = `Retry ${retry} could not be completed, so the verdict of the previous run stands. ${unsettled.what} ${unsettled.next}`;
            return withWarning({ ...outcome, runs: unsettled.runs }, warning.trimEnd());
        }
    }
}

;// CONCATENATED MODULE: ./src/main.ts
























/** Runs the step; resolves to whether it passes. `signal` aborts when the step is cancelled. */
async function main(signal) {
    const getInput = (name) => core.getInput(name, { trimWhitespace: false });
    const apiKey = getInput('api-key').trim();
    const secrets = new Secrets((secret) => core.setSecret(secret));
    if (apiKey !== '')
        core.setSecret(apiKey);
    secrets.add(apiKey);
    // The runner masks its own token.
    secrets.add(getInput('github-token').trim());
    // https://no-color.org
    const step = createStep(secrets, !process.env['NO_COLOR']);
    const runtime = { clock: systemClock, random: Math.random, signal, log: step, secrets };
    const eventContext = readContext(process.env);
    const reader = new InputReader(getInput, eventContext.workspace, Object.keys(process.env));
    const settings = readSettings(reader);
    const context = await withRequestedCommit(withCommit(eventContext, settings.commitSha), settings, runtime);
    const title = settings.title ?? legTitle(settings.jobMatrix, context);
    const job = { reader, settings, context, title, apiKey };
    const { outcome, plan } = await run(job, step, runtime);
    return publish({ ...job, outcome, plan }, step, runtime);
}
/** Makes the plan and carries it out. Without valid inputs there is only an outcome. Never rejects. */
async function run(job, step, runtime) {
    const { reader, settings } = job;
    if (isSkippedWithoutKey(reader))
        return { outcome: skipped() };
    try {
        const { inputs, plan } = await readPlan(job, runtime);
        for (const line of planLines(plan, runtime.secrets.redact))
            step.info(line);
        if (settings.isDryRun)
            for (const line of requestLines(plan))
                step.info(line);
        const outcome = settings.isDryRun ? dryRun() : await carryOut(plan, inputs, job, step, runtime);
        return { outcome, plan };
    }
    catch (error) {
        const { aborted } = runtime.signal;
        return { outcome: aborted ? cancelledBeforeRun() : erroredBeforeRun((0,base_failure/* asFailure */.h_)(error)) };
    }
}
/** Reads the inputs and the files that they name, and makes the plan. Throws all problems as one InputError. */
async function readPlan({ reader, settings, context }, { clock, secrets, signal, log }) {
    const inputs = await readInputs(reader, settings, clock.now());
    addTargetSecrets(inputs.run, reader, secrets);
    const entries = inputs.run.kind === 'new' ? inputs.run.entries : [];
    for (const warning of reader.findings.warnings)
        log.warning(warning);
    const apps = await locateApps(entries, context.workspace, signal);
    for (const warning of apps.warnings)
        log.warning(warning);
    const problems = [...reader.findings.problems, ...apps.problems];
    if (problems.length > 0)
        throw new inputs_problems/* InputError */.dz(problems);
    return { inputs, plan: makePlan(inputs, context, apps.packages, settings.jobMatrix) };
}
/** Continues from earlier attempts, carries out the plan, and compares failures with the base branch. */
async function carryOut(plan, { apiUrl }, { settings, context, title, apiKey }, step, runtime) {
    const { redact } = runtime.secrets;
    const send = createTransport(USER_AGENT);
    const doksi = new DoksiClient({ apiUrl, apiKey, send });
    // Redacted, because earlier check runs are found by the title that they were published with.
    const history = { ...settings, plan, context, title: redact(title), apiKey, doksi };
    const isContinued = plan.onRerun === 'failed' && plan.isRerun;
    const prior = isContinued ? await findPrior(history, runtime) : NO_PRIOR;
    const onFirstRun = (runId) => writeRunId(redact(runId), step);
    const services = { doksi, send, log: new progress/* RunLog */.sD(runtime), onFirstRun };
    const outcome = await execute(plan, prior, services, runtime);
    return settings.checkRun ? compareWithBase(outcome, history, runtime) : outcome;
}
/** Writes `run-id` as soon as it is known. If that fails, the error is reported when all outputs are written. */
function writeRunId(runId, step) {
    try {
        step.output('run-id', runId);
    }
    catch (error) {
        step.debug(`The output run-id could not be written: ${String(error)}`);
    }
}


/***/ }),

/***/ 9820:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HB: () => (/* binding */ inGroup),
/* harmony export */   Kr: () => (/* binding */ passedWords),
/* harmony export */   LR: () => (/* binding */ failedWords),
/* harmony export */   hk: () => (/* binding */ unfinishedTests),
/* harmony export */   qS: () => (/* binding */ resultsOf)
/* harmony export */ });
/* harmony import */ var _base_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(766);
/* harmony import */ var _inputs_known_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6012);
/* harmony import */ var _tests_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8283);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6483);




/** The listed tests that ended like this. */
function inGroup({ tests }, group) {
    return tests.filter((test) => test.group === group);
}
/** The tests that may still pass or fail. A status that is unknown may be final, such as `skipped`. */
function unfinishedTests(results) {
    return inGroup(results, 'other').filter(({ result }) => (0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .isInProgress */ .LT)(result.status));
}
/** Joins the runs. After the first one, only settled runs count: an unfinished retry does not replace a result. */
function resultsOf(runs, knownFailures = _inputs_known_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_KNOWN_FAILURES */ .uc) {
    const [first, ...later] = runs;
    const settled = later.filter(_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .isSettled */ .Is);
    const histories = first ? settled.reduce(_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .withLaterRun */ .sM, (0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .testsOf */ .Vh)(first)) : [];
    const tests = histories.map((history) => (0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .grouped */ .zD)(history, knownFailures));
    const listed = (group) => inGroup({ tests }, group).length;
    const unlisted = unlistedOf(first?.state);
    // A failure that a retry counts but does not list may be of any test, so no later pass cancels it.
    const unlistedLater = settled.map(({ state }) => unlistedOf(state));
    const total = first?.state && (first.state.tests_total ?? (tests.length > 0 ? tests.length : undefined));
    const counts = {
        total,
        failed: Math.max(listed('failed') + unlisted.failed, ...unlistedLater.map(({ failed }) => failed)),
        known: listed('known'),
        flaky: listed('flaky'),
        passed: listed('passed') + unlisted.passed,
    };
    const rest = (total ?? 0) - counts.failed - counts.known - counts.flaky - counts.passed;
    const others = Math.max(rest, listed('other'), ...unlistedLater.map((later) => later.others));
    const unfinished = others - listed('other') + unfinishedTests({ tests }).length;
    return { tests, counts: { ...counts, others, unfinished, notStarted: notStartedIn(runs.at(-1)?.state) } };
}
/** The numbers of tests that Doksi counts but does not list. Its counters may also be lower than its list. */
function unlistedOf(state) {
    const failed = Math.max((state?.tests_failed ?? 0) - listedAs(state, 'failed'), 0);
    const passed = Math.max((state?.tests_passed ?? 0) - listedAs(state, 'passed'), 0);
    return { failed, passed, others: (state?.tests_total ?? 0) - (state?.results.length ?? 0) - failed - passed };
}
/** The tests that had not started: from the list or from the counters, whichever has more. */
function notStartedIn(state) {
    const { tests_total, tests_passed, tests_failed, tests_running } = state ?? {};
    const settled = (tests_passed ?? 0) + (tests_failed ?? 0);
    const counted = tests_running == null ? 0 : (tests_total ?? 0) - settled - tests_running;
    return Math.max(counted, listedAs(state, 'queued'), 0);
}
function listedAs(state, status) {
    return state?.results.filter((result) => result.status === status).length ?? 0;
}
/** `2 of 9 tests failed` */
function failedWords({ failed, total }, noun = 'test') {
    return total === undefined || total < failed
        ? `${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(failed, noun)} failed`
        : `${failed} of ${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(total, noun)} failed`;
}
/** `all 9 tests passed, 1 of them flaky` */
function passedWords({ passed, flaky, known, total, others }, noun = 'test') {
    const all = passed + flaky;
    const rest = [
        ...(flaky > 0 ? [`${flaky} of them flaky`] : []),
        ...(known > 0 ? [(0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(known, 'known failure')] : []),
    ];
    if (others > 0 || known > 0 || total === undefined) {
        return [`${all} of ${(0,_base_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(total ?? all, noun)} passed`, ...rest].join(', ');
    }
    if (total === 1)
        return flaky > 0 ? `the ${noun} passed, but is flaky` : `the ${noun} passed`;
    return [`all ${total} ${noun}s passed`, ...rest].join(', ');
}


/***/ }),

/***/ 8283:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ countsByAttempt),
/* harmony export */   FI: () => (/* binding */ carriedFrom),
/* harmony export */   F_: () => (/* binding */ ownRuns),
/* harmony export */   Is: () => (/* binding */ isSettled),
/* harmony export */   S3: () => (/* binding */ totalSeconds),
/* harmony export */   Vh: () => (/* binding */ testsOf),
/* harmony export */   d8: () => (/* binding */ withLastTargets),
/* harmony export */   eL: () => (/* binding */ lastTargetIds),
/* harmony export */   sM: () => (/* binding */ withLaterRun),
/* harmony export */   zD: () => (/* binding */ grouped)
/* harmony export */ });
/** Whether the status is final: "Any other value means the run is still in progress" (Doksi's API reference). */
function isSettled(run) {
    return run.state?.status === 'passed' || run.state?.status === 'failed';
}
/** The runs that this step created or followed. */
function ownRuns(runs) {
    return runs.filter(({ workflowAttempt }) => workflowAttempt === undefined);
}
/** The duration of all runs together, in seconds; undefined if Doksi reports none. */
function totalSeconds(runs) {
    const durations = runs.map(({ state }) => state?.duration_seconds).filter((seconds) => seconds != null);
    return durations.length > 0 ? durations.reduce((sum, seconds) => sum + seconds, 0) : undefined;
}
/** Only a pass cancels a failure. Any other later status leaves it in place. */
function grouped(history, knownFailures) {
    const { results, result } = history;
    const failures = results.filter((earlier) => earlier.result.status === 'failed');
    if (result.status === 'passed') {
        // A failure in another attempt of the workflow run does not count: more than the test may have changed since.
        const isFlaky = failures.some(({ workflowAttempt }) => workflowAttempt === carriedFrom(history));
        return { ...history, group: isFlaky ? 'flaky' : 'passed' };
    }
    if (failures.length === 0)
        return { ...history, group: 'other' };
    const known = knownFailures.get(result.test_id ?? '');
    return known?.isExpired === false ? { ...history, group: 'known', known } : { ...history, group: 'failed' };
}
/** The earlier attempt of the workflow run that the test's result is carried over from. */
function carriedFrom({ results }) {
    return results.at(-1)?.workflowAttempt;
}
/** The numbers of tests carried over from each earlier attempt, then of those that ran now; empty if all ran now. */
function countsByAttempt(tests) {
    const byAttempt = [...Map.groupBy(tests, carriedFrom)];
    if (byAttempt.every(([attempt]) => attempt === undefined))
        return [];
    return byAttempt
        .toSorted(([one = Infinity], [other = Infinity]) => one - other)
        .map(([attempt, { length }]) => [attempt, length]);
}
/** The tests that a run lists; before its first state, those that its creation listed. */
function testsOf(run) {
    const results = run.state?.results ?? run.created?.results ?? [];
    return results.map((result) => withResult(undefined, run, result));
}
/** The tests with the results of a later run, which may have run only some of them. */
function withLaterRun(tests, run) {
    // Passes last: if a test has several results in one place, the others belong to the entries that failed before.
    const isPass = ({ status }) => status === 'passed';
    const results = (run.state?.results ?? []).toSorted((a, b) => Number(isPass(a)) - Number(isPass(b)));
    const keyIn = (result) => keyOf(result, run.targetIds);
    const byKey = Map.groupBy(tests, ({ result }) => keyIn(result));
    const later = new Map();
    const isOpen = (test) => !later.has(test);
    const unmatched = results.filter((result) => {
        const open = byKey.get(keyIn(result))?.filter(isOpen) ?? [];
        const test = open.find(hasFailed) ?? open[0];
        if (test)
            later.set(test, result);
        return test === undefined;
    });
    // If Doksi describes the destination differently than before, the id alone has to identify the test.
    const added = unmatched.filter((result) => {
        const isSame = (other) => result.test_id != null && other.test_id === result.test_id;
        const unfinished = tests.filter((test) => isOpen(test) && isSame(test.result) && test.result.status !== 'passed');
        const failed = unfinished.filter(hasFailed);
        const [test, ...others] = failed.length > 0 ? failed : unfinished;
        const isUnambiguous = others.length === 0 && unmatched.filter(isSame).length === 1;
        if (!test || !isUnambiguous)
            return true;
        later.set(test, result);
        return false;
    });
    return [
        ...tests.map((test) => {
            const result = later.get(test);
            return result ? withResult(test, run, result) : test;
        }),
        ...added.map((result) => withResult(undefined, run, result)),
    ];
}
function withResult(test, { id, workflowAttempt }, result) {
    return { results: [...(test?.results ?? []), { runId: id, result, workflowAttempt }], result };
}
/** Whether it failed and has not passed since. */
function hasFailed({ results, result }) {
    return result.status !== 'passed' && results.some((earlier) => earlier.result.status === 'failed');
}
/** The last id of each target by all of its ids: it has several if it was registered again. */
function lastTargetIds(registered) {
    const lastIds = new Map(registered.map(({ key, targetId }) => [key, targetId]));
    return new Map(registered.map(({ key, targetId }) => [targetId, lastIds.get(key) ?? targetId]));
}
/** The runs with the last id of each target, so that the results of one test belong together. */
function withLastTargets(runs, registered) {
    const lastIds = lastTargetIds(registered);
    const withLastTarget = (result) => {
        const target_id = lastIds.get(result.destination?.target_id ?? '');
        return target_id === undefined ? result : { ...result, destination: { ...result.destination, target_id } };
    };
    return runs.map(({ state, ...run }) => state ? { ...run, state: { ...state, results: state.results.map(withLastTarget) } } : run);
}
/** Equal for the same test in the same place. */
function keyOf({ test_id, test_name, destination }, targetIds) {
    const { platform, web_url, binary_url, target_id } = destination ?? {};
    const lastId = targetIds?.get(target_id ?? '') ?? target_id;
    return JSON.stringify([test_id ?? test_name, platform, web_url, binary_url, lastId]);
}


/***/ }),

/***/ 6483:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LK: () => (/* binding */ isDocumentedStatus),
/* harmony export */   LT: () => (/* binding */ isInProgress),
/* harmony export */   UU: () => (/* binding */ testName),
/* harmony export */   fd: () => (/* binding */ GROUPS),
/* harmony export */   iW: () => (/* binding */ testAt),
/* harmony export */   ik: () => (/* binding */ place),
/* harmony export */   j_: () => (/* binding */ destination),
/* harmony export */   w8: () => (/* binding */ statusMark)
/* harmony export */ });
/* harmony import */ var _base_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3834);
/* harmony import */ var _base_url_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7384);


// The words for tests, their statuses and places. Foreign text stays unescaped: escaping depends on where it is shown.
/** The mark and the word of each group of tests in reports. */
const GROUPS = {
    failed: { mark: '❌', word: 'failed' },
    known: { mark: '🔕', word: 'known' },
    flaky: { mark: '⚠️', word: 'flaky' },
    unfinished: { mark: '⏳', word: 'not finished' },
    other: { mark: '❔', word: 'neither passed nor failed' },
    passed: { mark: '✅', word: 'passed' },
};
const MARKS = new Map([
    ['passed', '✓'],
    ['failed', '✗'],
    ['queued', '…'],
    ['running', '…'],
]);
/** The mark in the log. A missing status means that the test has not started. */
function statusMark(status) {
    return status ? (MARKS.get(status) ?? '?') : '…';
}
/** Whether a test with this status may still pass or fail. For the status of a run, see `isSettled`. */
function isInProgress(status) {
    return !status || status === 'queued' || status === 'running';
}
/** Whether Doksi documents the status, of a run or a result. */
function isDocumentedStatus(status) {
    return MARKS.has(status);
}
/** The first visible one of name, test id and result id. */
function testName({ test_name, test_id, result_id }) {
    const names = [test_name, test_id, result_id];
    return names.find((name) => name != null && (0,_base_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .isVisible */ .zN)(name)) ?? 'a test without a name';
}
/** Where a test ran: a target's name, host or id; empty if Doksi does not report it. */
function place({ destination }) {
    const { name, version, web_url, binary_url, target_id } = destination ?? {};
    if (name)
        return version ? `${name} ${version}` : name;
    if (web_url)
        return (0,_base_url_js__WEBPACK_IMPORTED_MODULE_1__/* .shortUrl */ .mv)(web_url);
    if (binary_url)
        return (0,_base_url_js__WEBPACK_IMPORTED_MODULE_1__/* .shortUrl */ .mv)(binary_url);
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


/***/ })

};
