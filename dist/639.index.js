export const id = 639;
export const ids = [639];
export const modules = {

/***/ 5639:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  locateApps: () => (/* binding */ locateApps)
});

// UNUSED EXPORTS: contentFault

// EXTERNAL MODULE: ./src/base/clock.ts
var clock = __webpack_require__(6412);
// EXTERNAL MODULE: ./src/base/text.ts
var base_text = __webpack_require__(766);
// EXTERNAL MODULE: ./src/apps/package.ts
var apps_package = __webpack_require__(5600);
;// CONCATENATED MODULE: ./src/apps/classify.ts


/** An error lists this many files or patterns. */
const MAX_LISTED = 10;
/** Files by what they are: one APK, the splits of one app, or one zip. Anything else is an error with what matched. */
function classify(files, patterns, workspace) {
    const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const nameOf = ({ path }) => (0,apps_package/* shown */.SP)((0,apps_package/* inWorkspace */.ve)(path, workspace));
    const bundle = sorted.find(({ path }) => hasEnding(path, '.aab') || hasEnding(path, '.apks'));
    if (bundle) {
        const advice = hasEnding(bundle.path, '.aab') ? BUNDLETOOL.bundle : BUNDLETOOL.apkSet;
        return { text: advice(nameOf(bundle)), help: 'app-bundle' };
    }
    const [first, ...others] = sorted;
    if (first && others.length === 0) {
        if (hasEnding(first.path, '.apk'))
            return { kind: 'apk', files: sorted };
        if (hasEnding(first.path, '.zip'))
            return { kind: 'zip', files: sorted };
        return { text: `is ${nameOf(first)}, which is not an .apk or a .zip` };
    }
    const names = sorted.map(({ path }) => (0,apps_package/* entryName */.MB)(path));
    if (areSplits(names)) {
        const isBase = ({ path }) => (0,apps_package/* entryName */.MB)(path) === 'base.apk';
        return { kind: 'splits', files: sorted.toSorted((a, b) => Number(isBase(b)) - Number(isBase(a))) };
    }
    const asked = (0,base_text/* listed */.KE)(patterns.map((pattern) => `"${(0,apps_package/* shown */.SP)(pattern)}"`), MAX_LISTED);
    const matched = (0,base_text/* listed */.KE)(sorted.slice(0, MAX_LISTED).map(nameOf), MAX_LISTED, sorted.length);
    const text = `${asked} matches ${sorted.length} files that are not one app (${matched}); name one .apk, or one base.apk with its split_*.apk files`;
    return withSplitsAdvice(text, names);
}
/** Why a zip, which has these files, is not one app as Doksi accepts it. */
function zipFault(names, zip) {
    // The table of contents that bundletool writes.
    if (names.includes('toc.pb'))
        return { text: BUNDLETOOL.apkSet(zip), help: 'app-bundle' };
    const added = names.find((name) => /^__MACOSX\/|(^|\/)(\.DS_Store|\._[^/]*)$/.test(name));
    if (added !== undefined) {
        const text = `contains files that macOS added (${(0,apps_package/* shown */.SP)(added)}); set apk to the .apk files themselves, or zip them with "zip -X app.zip *.apk"`;
        return { text };
    }
    const nested = names.find((name) => /[/\\]/.test(name) && hasEnding(name, '.apk'));
    if (nested !== undefined) {
        return { text: `has its files in a folder (${(0,apps_package/* shown */.SP)(nested)}); put them at the root of the zip` };
    }
    const [first = '', ...others] = names;
    if (areSplits(names) || (others.length === 0 && hasEnding(first, '.apk')))
        return undefined;
    const contained = (0,base_text/* listed */.KE)(names.slice(0, MAX_LISTED).map(apps_package/* shown */.SP), MAX_LISTED, names.length);
    const text = `does not contain one .apk, or one base.apk with its split_*.apk files (${contained || 'no files'})`;
    return withSplitsAdvice(text, names);
}
/** Whether these are the split APKs of one app, by the names that Doksi expects. */
function areSplits(names) {
    const splits = names.filter((name) => /^split_.*\.apk$/s.test(name));
    return names.includes('base.apk') && splits.length === names.length - 1 && new Set(splits).size === splits.length;
}
/** Endings count in any case: a build on Windows may write `X.APK`. */
function hasEnding(path, ending) {
    return path.toLowerCase().endsWith(ending);
}
/** What to do with the files that bundletool reads and writes. */
const BUNDLETOOL = {
    bundle: (name) => `is an Android App Bundle (${name}), which cannot be installed. Build an APK with "./gradlew assembleRelease", or run ${universalApk(name)}`,
    apkSet: (name) => `is an APK set made by bundletool (${name}). Run "unzip ${quoted(name)} universal.apk", and set apk to universal.apk. If it has no universal.apk, run ${universalApk('app.aab')}`,
};
function universalApk(bundle) {
    return `"bundletool build-apks --mode=universal --output-format=DIRECTORY --bundle=${quoted(bundle)} --output=out", and set apk to out/universal.apk`;
}
/** The fault, with advice for splits that have bundletool's names: base-master.apk, base-xxhdpi.apk, base-de.apk. */
function withSplitsAdvice(text, names) {
    if (!names.includes('base-master.apk'))
        return { text };
    const advice = `for files of bundletool, rename base-master.apk to base.apk and each other base-X.apk to split_config.X.apk, or run ${universalApk('app.aab')}`;
    return { text: `${text}; ${advice}`, help: 'app-bundle' };
}
/** For a shell. */
function quoted(path) {
    return /^[\w./-]+$/.test(path) ? path : `'${path}'`;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/minimatch/dist/esm/index.js + 8 modules
var esm = __webpack_require__(1138);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./src/apps/walk.ts



// Every function here rejects with the signal's reason at once when it aborts, even if the disk hangs.
/** Folders or files read at once: Node reads on four threads, and more do not keep them busier. */
const READS_AT_ONCE = 32;
/** Finds the files and links below a folder, in no order. Linked folders are not entered; unreadable ones are skipped. */
async function walk(base, wanted, signal) {
    const real = await realFolder(base, signal);
    const matches = [];
    const folders = [''];
    while (folders.length > 0) {
        // Taking the last ones searches in depth first, which keeps the list of folders short.
        const batch = folders.splice(-READS_AT_ONCE);
        const readFolder = (folder) => (0,promises_.readdir)((0,external_node_path_.join)(base, folder), { withFileTypes: true }).catch(() => []);
        const read = Promise.all(batch.map(readFolder));
        for (const [index, entries] of (await (0,clock/* untilAborted */.Eu)(signal, read)).entries()) {
            const folder = batch[index] ?? '';
            for (const entry of entries) {
                const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
                const isLink = entry.isSymbolicLink();
                if (entry.isDirectory()) {
                    if (wanted.enters(below))
                        folders.push(below);
                }
                else if ((entry.isFile() || isLink) && wanted.matches(below)) {
                    matches.push({ path: (0,external_node_path_.join)(base, below), real: (0,external_node_path_.join)(real, below), isLink });
                }
            }
        }
    }
    return matches;
}
/** The regular files among the matches, by path, those that are not links first. Unreadable ones are skipped. */
async function identify(matches, signal) {
    const sorted = matches.toSorted((a, b) => Number(a.isLink) - Number(b.isLink) || (a.path < b.path ? -1 : 1));
    const files = [];
    for (let at = 0; at < sorted.length; at += READS_AT_ONCE) {
        const batch = sorted.slice(at, at + READS_AT_ONCE).map(({ path }) => lookUp(path));
        const found = await (0,clock/* untilAborted */.Eu)(signal, Promise.all(batch));
        files.push(...found.filter(({ kind }) => kind === 'file'));
    }
    return files;
}
async function lookUp(path) {
    try {
        const stats = await (0,promises_.stat)(path, { bigint: true });
        const kind = stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
        // Some network drives have no file numbers.
        const identity = stats.ino === 0n ? path : `${stats.dev}:${stats.ino}`;
        return { kind, path, bytes: Number(stats.size), identity };
    }
    catch {
        return { kind: 'absent', path, bytes: 0, identity: path };
    }
}
/** What a path leads to; `absent` also if that cannot be determined. */
async function kindOf(path, signal) {
    return (await (0,clock/* untilAborted */.Eu)(signal, lookUp(path))).kind;
}
/** The folder without links, in the case of the disk: Windows and macOS accept any case. */
function realFolder(path, signal) {
    return (0,clock/* untilAborted */.Eu)(signal, (0,promises_.realpath)(path).catch(() => path));
}
/** The same for a file or folder, except that a link at the end of the path stays a link. */
async function realPath(path, signal) {
    const isLink = (0,promises_.lstat)(path).then((stats) => stats.isSymbolicLink(), () => false);
    if (!(await (0,clock/* untilAborted */.Eu)(signal, isLink)))
        return realFolder(path, signal);
    return (0,external_node_path_.join)(await realFolder((0,external_node_path_.dirname)(path), signal), (0,external_node_path_.basename)(path));
}

;// CONCATENATED MODULE: ./src/apps/glob.ts




/** Searched only if a pattern names them: they contain thousands of folders and no build. */
const SKIPPED = ['node_modules', '.git'];
/** Characters of a pattern; no path has more. */
const MAX_LENGTH = 4096;
/** The braces of a pattern may stand for this many patterns; each is matched by itself. */
const MAX_ALTERNATIVES = 1000;
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
/** Why a pattern cannot be searched for. */
function patternFault(pattern) {
    if (pattern.length <= MAX_LENGTH && alternatives(pattern).length <= MAX_ALTERNATIVES)
        return undefined;
    return `contains "${(0,apps_package/* shown */.SP)(pattern)}", which has more than ${MAX_LENGTH} characters or stands for more than ${MAX_ALTERNATIVES} patterns; use *`;
}
function alternatives(pattern) {
    return (0,esm/* braceExpand */.KA)(pattern, { braceExpandMax: MAX_ALTERNATIVES + 1 });
}
/** As `readPattern`, but a path that exists is taken as it is. */
async function interpret(pattern, folder, signal) {
    const path = (0,external_node_path_.resolve)(folder, pattern);
    const exists = (await kindOf(path, signal)) !== 'absent';
    return exists ? { paths: [path], globs: [] } : readPattern(pattern, folder);
}
/** Reads a pattern, relative to `folder` unless it is absolute: absolute paths where it has no special characters, and globs. */
function readPattern(pattern, folder) {
    const paths = [];
    const globs = [];
    for (const alternative of alternatives(pattern)) {
        const { set, globParts } = new esm/* Minimatch */.VR(alternative, OPTIONS);
        // Such as one between "[" and "]" in {A..a}: an empty path would be the workspace itself.
        const [parts, texts] = [set[0], globParts[0]];
        if (parts === undefined || texts === undefined)
            continue;
        const names = parts.filter((part) => typeof part === 'string');
        const isGlob = names.length < parts.length;
        const depth = isGlob ? parts.findIndex((part) => typeof part !== 'string') : parts.length;
        const start = names.slice(0, depth).map((name) => `${name}/`);
        const base = (0,external_node_path_.resolve)(folder, start.join(''));
        if (isGlob)
            globs.push(globBelow(base, texts.slice(depth), names));
        else
            paths.push(base);
    }
    return { paths, globs };
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
        matches: (file) => matcher.match(file),
        enters: (folder) => isSearched(folder, names) && matcher.match(folder, true),
    };
}
/** Whether a search enters this folder: skipped ones only if a pattern names them. */
function isSearched(folder, named = []) {
    return folder.split('/').every((part) => !SKIPPED.includes(part) || named.includes(part));
}
/**
 * Whether one of these patterns, which were written with `!`, excludes a match or a folder above it. Real paths are
 * compared, since links and another case may lead to the same file.
 */
async function readExclusions(patterns, workspace, signal) {
    const rules = [];
    for (const pattern of patterns) {
        const { paths, globs } = await interpret(pattern, workspace, signal);
        for (const path of paths)
            rules.push({ base: await realPath(path, signal) });
        for (const { base, matches } of globs)
            rules.push({ base: await realFolder(base, signal), matches });
    }
    return ({ real }) => rules.some(({ base, matches }) => {
        const below = (0,external_node_path_.relative)(base, real);
        const steps = below.split(external_node_path_.sep);
        // On Windows the path to another drive is absolute.
        if (steps[0] === '..' || (0,external_node_path_.isAbsolute)(below))
            return false;
        return matches === undefined || steps.some((_, index) => matches(steps.slice(0, index + 1).join('/')));
    });
}

;// CONCATENATED MODULE: ./src/apps/find.ts






/** Of a folder, the files with the first of these endings are used. Bundles are included, so that the error explains them. */
const ENDINGS = ['.apk', '.zip', '.aab', '.apks'];
/** Places that an error lists. */
const MAX_PLACES = 5;
/**
 * Finds the files of one app by paths, globs and folders; a pattern with `!` excludes files from all others. Rejects with
 * the signal's reason at once when it aborts.
 */
async function findFiles(patterns, workspace, signal) {
    const included = patterns.filter((pattern) => !pattern.startsWith('!'));
    const excluded = patterns.filter((pattern) => /^!\s*\S/.test(pattern)).map((pattern) => pattern.slice(1).trim());
    if (included.length === 0)
        return { text: 'contains only exclusions; add a pattern to include' };
    for (const pattern of [...included, ...excluded]) {
        const text = patternFault(pattern);
        if (text !== undefined)
            return { text };
    }
    const isExcluded = await readExclusions(excluded, workspace, signal);
    const hits = [];
    for (const pattern of included)
        hits.push(await search(pattern, isExcluded, workspace, signal));
    // The same file by two paths counts once, under the path by which it was found first.
    const byIdentity = Map.groupBy(hits.flatMap((hit) => hit.files), ({ identity }) => identity);
    const files = [...byIdentity.values()].flatMap((same) => same.slice(0, 1));
    const missing = hits.filter(({ hasMatch }) => !hasMatch);
    const absent = files.length === 0 ? hits : missing.filter(({ pattern }) => !/[*?[{]/.test(pattern));
    if (absent.length > 0) {
        const asked = files.length === 0 ? patterns : absent.map(({ pattern }) => pattern);
        const places = new Set(absent.flatMap((hit) => hit.places));
        return nothingFound(asked, [...places], workspace, signal);
    }
    const warnings = missing.map(({ pattern }) => `contains "${(0,apps_package/* shown */.SP)(pattern)}", which matches no file`);
    const app = classify(files, patterns, workspace);
    return 'text' in app ? app : { ...app, warnings };
}
async function search(pattern, isExcluded, workspace, signal) {
    const { paths, globs } = await interpret(pattern, workspace, signal);
    const searches = [...globs];
    const named = [];
    for (const path of paths) {
        const kind = await kindOf(path, signal);
        if (kind === 'folder')
            searches.push(directlyIn(path));
        if (kind === 'file')
            named.push({ path, real: await realPath(path, signal), isLink: false });
    }
    const present = (matches) => identify(matches.filter((match) => !isExcluded(match)), signal);
    const files = await present(named);
    let matches = named.length;
    // One search for all globs with the same base.
    for (const [base, group] of Map.groupBy(searches, (glob) => glob.base)) {
        const isFolder = group.some((glob) => glob.isFolder);
        const wanted = {
            matches: (file) => group.some((glob) => glob.matches(file)),
            enters: (folder) => group.some((glob) => glob.enters(folder)),
        };
        const found = (await walk(base, wanted, signal)).filter(({ path }) => !isFolder || ENDINGS.some((ending) => hasEnding(path, ending)));
        matches += found.length;
        const kept = await present(found);
        files.push(...(isFolder ? ofFirstEnding(kept) : kept));
    }
    const places = new Set([...paths, ...searches.map(({ base }) => base)]);
    return { pattern, files, hasMatch: matches > 0, places: [...places] };
}
function ofFirstEnding(files) {
    const groups = ENDINGS.map((ending) => files.filter(({ path }) => hasEnding(path, ending)));
    return groups.find(({ length }) => length > 0) ?? [];
}
/** The error for patterns without a match: where the search looked (absolute paths) and which APKs exist. */
async function nothingFound(patterns, places, workspace, signal) {
    const asked = (0,base_text/* listed */.KE)(patterns.map((pattern) => `"${(0,apps_package/* shown */.SP)(pattern)}"`), MAX_LISTED);
    const looked = [];
    for (const place of places.slice(0, MAX_PLACES)) {
        looked.push(`${(0,apps_package/* shown */.SP)(place)}${PLACE_FAULTS[await kindOf(place, signal)]}`);
    }
    // On Linux and macOS `app\build\x.apk` names one file, or an escaped pattern.
    const windows = external_node_path_.sep === '/' ? patterns.find((pattern) => pattern.includes('\\')) : undefined;
    const slashes = windows === undefined ? '' : ` Write folders with /: "${(0,apps_package/* shown */.SP)(windows.replaceAll('\\', '/'))}".`;
    const missing = `no .apk matches ${asked} in the workspace (looked in ${(0,base_text/* listed */.KE)(looked, MAX_PLACES, places.length)}).${slashes}`;
    const wanted = { matches: (file) => hasEnding(file, '.apk'), enters: isSearched };
    const matches = (await walk(workspace, wanted, signal)).filter(({ isLink }) => !isLink);
    const first = matches.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MAX_LISTED);
    const existing = (await identify(first, signal)).map(({ path, bytes }) => `${(0,apps_package/* shown */.SP)((0,apps_package/* inWorkspace */.ve)(path, workspace))} (${(0,base_text/* megabytes */.ix)(bytes)})`);
    const variant = /release|debug/i.exec(asked)?.[0].toLowerCase();
    const meant = variant === undefined ? 'the one you mean' : `a ${variant} build`;
    const rest = existing.length === 0
        ? `There is no .apk in ${(0,apps_package/* shown */.SP)(workspace)}. Did the build step run in this job?`
        : `There are: ${(0,base_text/* listed */.KE)(existing, MAX_LISTED, matches.length)}. Did the build step make ${meant}?`;
    return { text: `${missing} ${rest}`, help: 'no-apk-found' };
}
const PLACE_FAULTS = {
    absent: ', which does not exist',
    other: ', which is not a regular file',
    file: '',
    folder: '',
};

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/yauzl/index.js
var yauzl = __webpack_require__(663);
;// CONCATENATED MODULE: ./src/apps/zip-directory.ts



/** Local file header or, in an empty archive, end of central directory. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/** Bytes read at once. With yauzl's own two reads per entry, 70,000 entries take 30 times as long. */
const WINDOW_BYTES = 1024 * 1024;
/** Only names are read. They are decoded here, since yauzl rejects those of Windows. */
const zip_directory_OPTIONS = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false };
/**
 * The names of the files in an archive, up to the one named `last`; or what is wrong with the archive. Folders are
 * left out. Throws if the file cannot be opened, or the signal's reason when it aborts.
 */
async function readNames(path, last, signal) {
    const file = await (0,apps_package/* openRegular */.lf)(path);
    try {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(LFS_POINTER.length), 0, LFS_POINTER.length, 0);
        if (bytesRead === 0)
            return 'is empty; did the build step fail?';
        const start = buffer.toString('latin1');
        if (start === LFS_POINTER) {
            return 'is a Git LFS pointer, not an APK; set "lfs: true" in the checkout step, or run "git lfs pull"';
        }
        if (!ZIP_MAGIC.includes(start.slice(0, 4)))
            return 'is not an APK: it is not a zip archive';
        return await namesIn(file, last, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        const reason = (0,apps_package/* shown */.SP)(error instanceof Error ? error.message : String(error));
        return `is damaged or cut off: its archive cannot be read (${reason})`;
    }
    finally {
        await file.close();
    }
}
const zip_directory_open = (0,external_node_util_.promisify)(yauzl/* fromRandomAccessReader */.hH);
async function namesIn(file, last, signal) {
    const zip = await zip_directory_open(new WindowReader(file), (await file.stat()).size, zip_directory_OPTIONS);
    const names = [];
    const { promise, resolve, reject } = Promise.withResolvers();
    // yauzl's types do not know that names are buffers without `decodeStrings`.
    zip.on('entry', (entry) => {
        const name = entry.fileName.toString('utf8');
        if (!/[/\\]$/.test(name))
            names.push(name);
        if (signal.aborted)
            reject(signal.reason);
        else if (name === last)
            resolve(names);
        else
            zip.readEntry();
    });
    zip.on('end', () => resolve(names));
    zip.on('error', reject);
    zip.readEntry();
    return promise;
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
/** Finds, checks and digests the files of every entry with an `apk`. Rejects with the signal's reason when it aborts. */
async function locateApps(entries, workspace, signal) {
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
        const checked = await (0,clock/* untilAborted */.Eu)(signal, Promise.all(reads));
        const faults = checked.filter((result) => 'text' in result);
        const files = checked.filter((result) => 'sha256' in result);
        problems.push(...faults.map((fault) => ({ where, ...fault })));
        warnings.push(...found.warnings.map((warning) => `${where} ${warning}`));
        const [first] = files;
        if (faults.length > 0 || first === undefined)
            continue;
        packages.set(where, { kind, path: (0,apps_package/* inWorkspace */.ve)(first.path, workspace), files });
    }
    signal.throwIfAborted();
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
        const reason = error instanceof Error ? error.message : String(error);
        return { text: `${name} cannot be read (${(0,apps_package/* shown */.SP)(reason)})` };
    }
}
/** Why a file is not an APK or not a zip with one app, judged by its directory. Throws if it cannot be opened. */
async function contentFault(path, kind, name, signal) {
    const isZip = kind === 'zip';
    const names = await readNames(path, isZip ? undefined : MANIFEST, signal);
    if (typeof names === 'string')
        return { text: names, help: 'not-an-apk' };
    if (isZip)
        return zipFault(names, name);
    if (names.at(-1) === MANIFEST)
        return undefined;
    return { text: `is not an APK: it has no ${MANIFEST}`, help: 'not-an-apk' };
}


/***/ })

};
