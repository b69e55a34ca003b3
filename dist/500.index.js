export const id = 500;
export const ids = [500];
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


/***/ }),

/***/ 8091:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O3: () => (/* binding */ STORAGE),
/* harmony export */   j6: () => (/* binding */ TARGET_MAKER),
/* harmony export */   nC: () => (/* binding */ API),
/* harmony export */   tM: () => (/* binding */ RUN_MAKER)
/* harmony export */ });
/* harmony import */ var _refusal_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3415);

// The two servers that Doksi has: its API, with remedies for what each endpoint refuses, and the storage that takes uploads.
const UNREACHABLE = 'Check the network between this runner and Doksi (proxy, firewall, api-url), then run the job again.';
const API = {
    name: 'Doksi',
    hasSecretUrls: false,
    wordsOf: _refusal_body_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsOf */ .Z,
    passingCodes: new Set(),
    remedies: {
        unreachable: UNREACHABLE,
        silent: 'Doksi may be down or slow: run the job again later.',
        unreadable: 'Check api-url: something between this runner and Doksi, such as a proxy, may have answered in its place.',
        redirected: 'Check api-url: Doksi does not answer there itself.',
        failed: 'Doksi has a problem of its own: run the job again later.',
        byStatus: {
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
/** The API where it is asked for a run: what it refuses may be in the request. */
const RUN_MAKER = withRemedies({
    400: "Compare the matrix and extra-body with Doksi's documentation; dry-run: true shows the exact request.",
});
const BAD_APP = 'Doksi does not take this app as a target: check the APK that the build made, then target-name and target-version.';
/** The API where it is given a target: what it refuses is the app. */
const TARGET_MAKER = withRemedies({ 400: BAD_APP, 422: BAD_APP });
function withRemedies(byStatus) {
    const { remedies } = API;
    return { ...API, remedies: { ...remedies, byStatus: { ...remedies.byStatus, ...byStatus } } };
}
const UPLOAD_AGAIN = 'Run the job again: it uploads to a new address. If it fails the same way, tell Doksi these words.';
/** It is S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const STORAGE = {
    name: "Doksi's storage",
    hasSecretUrls: true,
    wordsOf: _refusal_body_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsOf */ .Z,
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


/***/ }),

/***/ 5500:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  uploadAll: () => (/* binding */ uploadAll)
});

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

// EXTERNAL MODULE: ./src/apps/package.ts
var apps_package = __webpack_require__(5600);
// EXTERNAL MODULE: ./src/doksi/peers.ts
var peers = __webpack_require__(8091);
// EXTERNAL MODULE: ./src/http/errors.ts + 1 modules
var errors = __webpack_require__(1505);
// EXTERNAL MODULE: ./src/http/retry-budget.ts
var retry_budget = __webpack_require__(1510);
// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/apps/chunks.ts
var chunks = __webpack_require__(152);
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
class FileChangedError extends failure/* Failure */.HR {
    constructor(path, change, cause) {
        super(`The file ${path} ${change} while it was sent.`, 'Make sure that no other step or process writes to it, then run the job again.', { cause });
    }
}
/** A zip is sent as it is, APKs in a zip that only stores. */
function uploadBody({ kind, files }) {
    const parts = kind === 'zip' ? files : zipParts(files);
    const byName = new Map(files.map((file) => [file.name, file]));
    return { bytes: zipBytes(parts), chunks: () => chunksOf(parts, byName) };
}
async function* chunksOf(parts, files) {
    for (const part of parts) {
        if (Buffer.isBuffer(part)) {
            yield part;
            continue;
        }
        const file = files.get(part.name);
        if (file !== undefined)
            yield* contentOf(file);
    }
}
/** The file's content, as long as it is what was checked: one byte more or less would make a request that hangs. */
async function* contentOf({ path, bytes, crc32: expected }) {
    let read = 0;
    let crc = 0;
    try {
        for await (const chunk of (0,chunks/* readChunks */.z)(path)) {
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

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
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
const MAX_REDIRECTS = 3;
/** Gets the body into the store: a fresh stream for each attempt, and a fresh address once the old one has aged. Resolves to the upload's id. */
async function store(found, label, tools) {
    const { doksi, clock, random, signal, onSecret, events } = tools;
    const body = uploadBody(found);
    const budget = new retry_budget/* RetryBudget */.H();
    let place;
    const hasAged = () => place !== undefined && clock.now() - place.madeAt > MAX_URL_AGE_MS;
    return (0,retry/* withRetries */.LH)(async (attempt) => {
        if (place === undefined || hasAged()) {
            const created = await doksi.createUpload(label, signal, budget);
            onSecret(created.upload_url);
            place = { uploadId: created.upload_id, url: created.upload_url, madeAt: clock.now() };
        }
        await putWhereItBelongs(found, body, place.url, attempt, tools);
        return place.uploadId;
    }, 
    // Another address may be taken where this one has expired.
    (failure) => (0,retry/* isTransient */.dg)(failure) || (isForbidden(failure) && hasAged()), {
        clock,
        random,
        signal,
        budget,
        // A large file may take longer than the budget: what counts is the time in which nothing moved.
        lostMs: (failure) => (failure instanceof errors/* NoAnswerError */.i5 && failure.peer === peers/* STORAGE */.O3 ? STALL_MS : 0),
        onRetry: events.backingOff,
    });
}
function isForbidden(failure) {
    return failure instanceof errors/* RefusedError */.fk && failure.status === 403;
}
/** A PUT that S3 sends on to the region of its bucket is sent there, from its begin. */
async function putWhereItBelongs(found, body, url, attempt, tools) {
    let target = url;
    for (let redirects = 0;; redirects++) {
        try {
            return await putOnce(found, body, target, attempt, tools);
        }
        catch (error) {
            const next = error instanceof errors/* RefusedError */.fk ? siblingOf(target, error) : undefined;
            if (next === undefined || redirects === MAX_REDIRECTS)
                throw error;
            tools.onSecret(next);
            target = next;
        }
    }
}
/** One PUT. It ends when the file changes, when the store takes nothing for a minute, or when the signal aborts. */
async function putOnce(found, body, url, attempt, { doksi, clock, signal, events }) {
    const name = (0,apps_package/* packageName */.oZ)(found);
    const errand = { peer: peers/* STORAGE */.O3, purpose: `store ${name}` };
    const ended = new AbortController();
    let sent = 0;
    let movedAt = clock.now();
    async function* chunks() {
        try {
            for await (const chunk of body.chunks()) {
                sent += chunk.length;
                movedAt = clock.now();
                events.uploading(found, sent, body.bytes);
                yield chunk;
            }
        }
        catch (error) {
            // What is wrong with the file says more than what becomes of the request.
            ended.abort(error);
            throw error;
        }
    }
    const watch = async () => {
        for (;;) {
            await clock.sleep(PROGRESS_MS, ended.signal);
            events.uploading(found, sent, body.bytes);
            if (clock.now() - movedAt >= STALL_MS)
                ended.abort(new errors/* NoAnswerError */.i5(errand, STALL_MS));
        }
    };
    watch().catch(() => undefined);
    const taken = chunks();
    try {
        const deadlineMs = STALL_MS + body.bytes / SLOWEST_RATE;
        const put = { url, chunks: taken, bytes: body.bytes, name, attempt, deadlineMs };
        await doksi.putUpload(put, AbortSignal.any([signal, ended.signal]));
        if (sent < body.bytes)
            throw new errors/* UnreadableAnswerError */.mP(errand, 'it came before the whole was sent');
    }
    finally {
        ended.abort();
        // Closes the file, where whoever took its chunks has only stopped listening.
        taken.return(undefined).catch(() => undefined);
    }
}

;// CONCATENATED MODULE: ./src/upload/upload.ts



/** More at once would only share the same line. */
const MAX_SIDE_BY_SIDE = 3;
/** Uploads everything and registers the targets, telling each at once; the first failure ends the others. */
async function uploadAll(uploads, tools, onRegistered) {
    const others = new AbortController();
    const signal = AbortSignal.any([tools.signal, others.signal]);
    const limit = pLimit(MAX_SIDE_BY_SIDE);
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
    const uploadId = await store(found, registrations[0]?.name ?? (0,apps_package/* packageName */.oZ)(found), tools);
    events.uploaded(found, clock.now() - startedAt);
    for (const { key, name, version } of registrations) {
        const targetId = await doksi.createTarget({ uploadId, name, version }, signal);
        events.registered(found, targetId);
        onRegistered({ key, targetId });
    }
}


/***/ })

};
