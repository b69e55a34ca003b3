export const id = 77;
export const ids = [77];
export const modules = {

/***/ 152:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ readChunks)
/* harmony export */ });
/* harmony import */ var _regular_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8719);

/** Read at once, in bytes. Large reads are what makes both digests and uploads fast. */
const CHUNK_BYTES = 1024 * 1024;
/**
 * A regular file's content. Each chunk is good only until the next is taken: there are two buffers, and one is filled
 * while the other is used, so that memory does not grow, neither with the file nor with the garbage.
 */
async function* readChunks(path) {
    const file = await (0,_regular_file_js__WEBPACK_IMPORTED_MODULE_0__/* .openRegular */ .l)(path);
    try {
        const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
        const fill = (turn) => {
            const filling = file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, CHUNK_BYTES);
            // Whoever leaves early leaves one behind; its error is nobody's any more.
            filling.catch(() => undefined);
            return filling;
        };
        let filling = fill(0);
        for (let turn = 1;; turn++) {
            const { bytesRead, buffer } = await filling;
            if (bytesRead === 0)
                return;
            filling = fill(turn);
            yield buffer.subarray(0, bytesRead);
        }
    }
    finally {
        await file.close();
    }
}


/***/ }),

/***/ 1077:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  locate: () => (/* binding */ locate)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/apps/chunks.ts
var chunks = __webpack_require__(152);
;// CONCATENATED MODULE: ./src/apps/digest.ts



/**
 * SHA-256 (hexadecimal), CRC-32 and length of a file, read once, in constant memory. Rejects once the signal aborts, and
 * for what is no regular file.
 */
async function digestFile(path, signal) {
    signal?.throwIfAborted();
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let crc = 0;
    let bytes = 0;
    for await (const chunk of (0,chunks/* readChunks */.z)(path)) {
        signal?.throwIfAborted();
        hash.update(chunk);
        crc = (0,external_node_zlib_.crc32)(chunk, crc);
        bytes += chunk.length;
    }
    return { bytes, sha256: hash.digest('hex'), crc32: crc };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/text.ts
var src_text = __webpack_require__(8992);
// EXTERNAL MODULE: ./src/escape.ts
var src_escape = __webpack_require__(2988);
;// CONCATENATED MODULE: ./src/apps/names.ts


/** Names are shown up to this many characters: a zip may hold one of 65,535. */
const MAX_SHOWN = 200;
/** Control characters, separators of lines, marks that change a text's direction, and what Windows takes for a folder. */
const UNFIT_FOR_AN_ENTRY = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\\]/gu;
/** With `/` on every platform. */
function inWorkspace(path, workspace) {
    return (0,external_node_path_.relative)(workspace, path).replaceAll(external_node_path_.sep, '/');
}
/** A name or path from outside for a message: one line of a length that can be read. */
function shown(name) {
    const line = (0,src_escape/* forLog */.Ig)(name);
    return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line;
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
    const matched = (0,src_text/* listed */.KE)(files.slice(0, MAX_LISTED).map(({ path }) => shown(inWorkspace(path, workspace))), MAX_LISTED, files.length);
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
/** A pattern may stand for so many by its braces: each is searched for by itself. */
const MAX_WAYS = 1000;
/** Elsewhere a name in another case is another file. */
const IGNORES_CASE = IS_WINDOWS || process.platform === 'darwin';
/** Whether the braces of a pattern stand for more than can be searched for. */
function hasTooManyWays(pattern) {
    return waysOf(pattern).length > MAX_WAYS;
}
function waysOf(pattern) {
    return (0,esm/* braceExpand */.KA)(pattern, { braceExpandMax: MAX_WAYS + 1 });
}
/** Reads a pattern, in each way that its braces allow, relative to `folder` unless it is absolute. */
function readPattern(pattern, folder) {
    const paths = [];
    const globs = [];
    for (const each of waysOf(pattern)) {
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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
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
        const found = await untilAborted(signal, (0,promises_.stat)(path));
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
        const found = await (0,promises_.stat)(path, { bigint: true });
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
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
        return await (0,promises_.readdir)(folder, { withFileTypes: true });
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
    const missing = `no .apk matches ${asked} (looked at ${(0,src_text/* listed */.KE)(looked, MAX_PLACES, places.length)})`;
    const wanted = { finds: (file) => hasEnding(file, '.apk') && isSearched(file), enters: isSearched };
    const matches = (await walk(workspace, wanted, signal)).filter(({ isLink }) => !isLink);
    const named = matches.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MAX_SUGGESTIONS);
    const files = await identify(named, signal);
    if (files.length === 0) {
        return `${missing}, nor is there any other in ${shown(workspace)}; did the build step run, in this job?`;
    }
    const suggestions = files.map(({ path, bytes }) => {
        return `${shown(inWorkspace(path, workspace))} (${(0,src_text/* megabytes */.ix)(bytes)})`;
    });
    return `${missing}; there are: ${(0,src_text/* listed */.KE)(suggestions, MAX_SUGGESTIONS, matches.length)}. Did the build step make the one you mean?`;
}
async function faultOf(place, signal) {
    const kind = await kindOf(place, signal);
    if (kind === 'absent')
        return ', which is not there';
    if (kind === 'other')
        return ', which is no regular file';
    try {
        await untilAborted(signal, (0,promises_.access)(place, external_node_fs_.constants.R_OK));
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
    const tooWide = patterns.find(hasTooManyWays);
    if (tooWide !== undefined) {
        return {
            problem: `has "${shown(tooWide)}", whose braces stand for more than ${MAX_WAYS} patterns; use *`,
        };
    }
    const quoted = patterns.map((pattern) => `"${shown(pattern)}"`);
    const asked = (0,src_text/* listed */.KE)(quoted, MAX_PATTERNS_SHOWN);
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
        files.push(await named(path, sieve, signal));
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
async function named(path, sieve, signal) {
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

;// CONCATENATED MODULE: ./src/apps/apk-content.ts
/** What every APK holds at its root. */
const MANIFEST = 'AndroidManifest.xml';
const LOCAL_HEADER = Buffer.from('PK\u0003\u0004');
const END = Buffer.from('PK\u0005\u0006');
/** Of a local header, up to the name; the name's length stands four bytes before it. */
const LOCAL_HEADER_BYTES = 30;
/** Of an archive's end, up to its comment, whose length closes it. */
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
/**
 * What is wrong with an APK whose content passes by, in the user's words, or undefined. An archive's directory comes last
 * and may be larger than what is kept of the content, so names are read off the headers that each file has of its own. Of
 * an APK that is larger than `limit`, in bytes, only the beginning is looked at.
 */
async function apkContentFault(content, bytes, limit) {
    let seen = 0;
    let hasManifest = false;
    let tail = Buffer.alloc(0);
    for await (const chunk of content) {
        const window = Buffer.concat([tail, chunk]);
        if (seen === 0 && !beginsAsZip(window))
            return 'is not an APK: it is no zip archive';
        seen += chunk.length;
        if (seen > bytes)
            return 'is damaged: it is longer than the zip says';
        if (bytes > limit)
            return undefined;
        hasManifest ||= showsManifest(window);
        tail = window.subarray(-(END_BYTES + MAX_COMMENT_BYTES));
    }
    if (seen === 0)
        return 'is empty; did the build step fail?';
    if (seen < bytes || !endsAsZip(tail))
        return 'is damaged or cut off: its end is missing';
    return hasManifest ? undefined : `is not an APK: it has no ${MANIFEST}`;
}
function beginsAsZip(window) {
    const magic = window.subarray(0, 4);
    return magic.equals(LOCAL_HEADER) || magic.equals(END);
}
function endsAsZip(tail) {
    for (let at = tail.lastIndexOf(END); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1)) {
        const comment = tail.subarray(at + END_BYTES);
        if (tail.length >= at + END_BYTES && tail.readUInt16LE(at + END_BYTES - 2) === comment.length)
            return true;
    }
    return false;
}
function showsManifest(window) {
    for (let at = window.indexOf(MANIFEST); at >= 0; at = window.indexOf(MANIFEST, at + 1)) {
        const header = window.subarray(Math.max(0, at - LOCAL_HEADER_BYTES), at);
        if (header.indexOf(LOCAL_HEADER) === 0 && header.readUInt16LE(header.length - 4) === MANIFEST.length) {
            return true;
        }
    }
    return false;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./src/apps/regular-file.ts
var regular_file = __webpack_require__(8719);
;// CONCATENATED MODULE: ./src/apps/packed-apk.ts






/** Of one zip, this much content is looked at, which takes seconds. What lies beyond is taken on trust: Doksi looks, too. */
const MAX_BYTES = 1024 * 1024 * 1024;
/** Read or unpacked at once, in bytes. */
const CHUNK_BYTES = 256 * 1024;
/** Without the name and the extra field that follow. */
const packed_apk_LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_MAGIC = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/**
 * What is wrong with the APKs that a zip holds, in the user's words, or undefined as far as their content tells. Takes
 * constant memory; rejects with the signal's reason at once when it aborts, and where the file can't be opened.
 */
async function packedFault(path, apks, signal) {
    return untilAborted(signal, firstFault(path, apks, signal));
}
async function firstFault(path, apks, signal) {
    const file = await (0,regular_file/* openRegular */.l)(path);
    try {
        let left = MAX_BYTES;
        for (const apk of apks) {
            const fault = await packed_apk_faultOf(file, apk, left, signal);
            if (fault !== undefined)
                return `holds ${shown(apk.name)}, which ${fault}`;
            left = Math.max(0, left - apk.bytes);
        }
        return undefined;
    }
    finally {
        await file.close();
    }
}
async function packed_apk_faultOf(file, apk, limit, signal) {
    try {
        const content = unpacked(apk.method, readPacked(file, apk, signal), signal);
        // By a method that is rare, and that Doksi may know.
        if (content === undefined)
            return undefined;
        return await apkContentFault(content, apk.bytes, limit);
    }
    catch (error) {
        signal.throwIfAborted();
        const reason = shown(error instanceof Error ? error.message : String(error));
        return `is damaged: it cannot be unpacked (${reason})`;
    }
}
function unpacked(method, packed, signal) {
    if (method === STORED)
        return packed;
    if (method !== DEFLATED)
        return undefined;
    // An error of either comes out where the content is taken, and whoever stops taking ends both.
    const inflate = (0,external_node_stream_.addAbortSignal)(signal, (0,external_node_zlib_.createInflateRaw)({ chunkSize: CHUNK_BYTES }));
    return (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(packed), inflate, () => undefined);
}
async function* readPacked(file, { offset, packedBytes }, signal) {
    const header = await readAt(file, offset, packed_apk_LOCAL_HEADER_BYTES);
    if (header.readUInt32LE(0) !== LOCAL_HEADER_MAGIC)
        throw new Error('it is not where the directory says');
    let position = offset + packed_apk_LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
    const end = position + packedBytes;
    while (position < end) {
        signal.throwIfAborted();
        const chunk = await readAt(file, position, Math.min(CHUNK_BYTES, end - position));
        yield chunk;
        position += chunk.length;
    }
}
async function readAt(file, position, length) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead < length)
        throw new Error('the archive ends before it does');
    return buffer;
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
// What an archive's sizes say is not believed here: no content is read.
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
    const file = await (0,regular_file/* openRegular */.l)(path);
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
        const isEnough = visit({
            name: entry.fileName.toString('utf8'),
            isEncrypted: (entry.generalPurposeBitFlag & ENCRYPTED) !== 0,
            offset: entry.relativeOffsetOfLocalHeader,
            packedBytes: entry.compressedSize,
            bytes: entry.uncompressedSize,
            method: entry.compressionMethod,
        });
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
/** Likewise for a zip that is to be sent as it is, and for the APKs in it. */
async function zipFault(path, signal = new AbortController().signal) {
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
    const files = entries.filter(({ name }) => !isFolder(name));
    return namesFault(files) ?? packedFault(path, files, signal);
}
/** Why files are not one app, packed as Doksi takes it. */
function namesFault(files) {
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
    const held = (0,src_text/* listed */.KE)(names.slice(0, inspect_MAX_LISTED).map(shown), inspect_MAX_LISTED, names.length);
    return `holds neither one .apk nor one base.apk with its split_*.apk files (${held})`;
}
function isFolder(name) {
    return /[/\\]$/.test(name);
}

;// CONCATENATED MODULE: ./src/apps/locate.ts




/** Finds, checks and digests the files of one target, each of them once for all targets. */
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


/***/ }),

/***/ 8719:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ openRegular)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);


/**
 * Opens a regular file for reading; the caller closes it. Rejects for anything else. Without waiting: a FIFO that took a
 * file's place would otherwise keep its opener until somebody writes to it. (Windows has no such flag, nor such FIFOs.)
 */
async function openRegular(path) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
    if ((await file.stat()).isFile())
        return file;
    await file.close();
    throw new Error('it is no regular file');
}


/***/ })

};
