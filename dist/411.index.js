export const id = 411;
export const ids = [411];
export const modules = {

/***/ 792:
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
// EXTERNAL MODULE: ./src/doksi/servers.ts
var servers = __webpack_require__(4118);
// EXTERNAL MODULE: ./src/http/errors.ts
var errors = __webpack_require__(8549);
// EXTERNAL MODULE: ./src/http/retry.ts
var retry = __webpack_require__(8902);
// EXTERNAL MODULE: ./src/log/progress.ts
var progress = __webpack_require__(4239);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/base/failure.ts
var failure = __webpack_require__(2571);
;// CONCATENATED MODULE: ./src/upload/zip.ts




// A zip that only stores, since an APK is compressed already. Libraries were measured at half the speed.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3). Archives above 4 GB are not supported.
/** A file differs from what was checked, so the upload is not complete. */
class FileChangedError extends failure/* Failure */.HR {
    constructor(path, fault, cause) {
        super(`The file ${path} ${fault} while it was sent.`, 'Make sure that no other step or process writes to it, then run the job again.', { cause, help: 'upload-failed' });
    }
}
/**
 * The body of an upload with its exact length: a zip unchanged, APKs packed into a zip. `chunks` reads the content from
 * its start. If a file has changed, it throws a FileChangedError before it has yielded all bytes.
 */
function uploadBody({ kind, files }) {
    const parts = kind === 'zip' ? files : zipParts(files);
    return {
        bytes: parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.bytes), 0),
        async *chunks() {
            for (const part of parts) {
                if (Buffer.isBuffer(part))
                    yield part;
                else
                    yield* contentOf(part);
            }
        },
    };
}
/** The content of a file that has not changed: another length than announced would make the request hang. */
async function* contentOf({ path, bytes, crc32: expected }) {
    let [read, crc] = [0, 0];
    try {
        const chunks = (0,external_node_fs_.createReadStream)(path, { highWaterMark: apps_package/* CHUNK_BYTES */.EC });
        for await (const chunk of chunks) {
            read += chunk.length;
            crc = (0,external_node_zlib_.crc32)(chunk, crc);
            if (read > bytes || (read === bytes && crc !== expected))
                throw new FileChangedError(path, 'changed');
            yield chunk;
        }
    }
    catch (error) {
        throw error instanceof FileChangedError ? error : new FileChangedError(path, 'could not be read', error);
    }
    if (read < bytes)
        throw new FileChangedError(path, 'changed');
}
/** The parts of an archive with these entries at its root, in order: headers, and the place of each entry's content. */
function zipParts(entries) {
    const parts = [];
    const directory = [];
    // The version that a reader needs, flags (names are UTF-8), method (stored), time, and the first date of the format.
    const fixed = u16(10, 0x0800, 0, 0, 0x0021);
    let offset = 0;
    for (const entry of entries) {
        const name = Buffer.from(entry.name);
        const fields = [fixed, u32(entry.crc32, entry.bytes, entry.bytes), u16(name.length, 0)];
        const header = Buffer.concat([u32(0x04034b50), ...fields, name]);
        // No comment, the first disk and no attributes.
        directory.push(u32(0x02014b50), u16(10), ...fields, u16(0, 0, 0), u32(0, offset), name);
        parts.push(header, entry);
        offset += header.length + entry.bytes;
    }
    const central = Buffer.concat(directory);
    const counts = u16(0, 0, entries.length, entries.length);
    return [...parts, central, Buffer.concat([u32(0x06054b50), counts, u32(central.length, offset), u16(0)])];
}
function u16(...numbers) {
    return Buffer.concat(numbers.map((number) => Buffer.of(number & 0xff, number >> 8)));
}
function u32(...numbers) {
    return Buffer.concat(numbers.map((number) => u16(number & 0xffff, number >>> 16)));
}

;// CONCATENATED MODULE: ./src/upload/upload.ts







const MAX_UPLOADS_AT_ONCE = 3;
/** Doksi's presigned URLs are valid for an hour; an older one (milliseconds) is not used for another try. */
const MAX_URL_AGE_MS = 50 * 60 * 1000;
/** A try ends if no byte was sent for this long (milliseconds). */
const STALL_MS = 60 * 1000;
/** A try ends if it is slower than this on average: 250 kB/s. */
const MIN_BYTES_PER_MS = 250;
/** How often (milliseconds) the log may write a progress line, even if no byte is sent. */
const PROGRESS_MS = 10 * 1000;
/**
 * Uploads all files and registers their targets; `onRegistered` receives each target as soon as it is registered. If
 * one upload fails, the others are cancelled, and its error is thrown.
 */
async function uploadAll(uploads, doksi, runtime, onRegistered) {
    const others = new AbortController();
    const signal = AbortSignal.any([runtime.signal, others.signal]);
    const services = { doksi, log: new progress/* UploadLog */.M2(runtime), runtime: { ...runtime, signal } };
    const limit = pLimit(MAX_UPLOADS_AT_ONCE);
    const tasks = uploads.map((upload) => limit(() => uploadOne(upload, services, onRegistered)));
    try {
        await Promise.all(tasks);
    }
    catch (error) {
        others.abort(error);
        await Promise.allSettled(tasks);
        throw error;
    }
}
async function uploadOne({ package: found, registrations }, services, onRegistered) {
    const { doksi, log, runtime } = services;
    const { clock, signal } = runtime;
    const startedAtMs = clock.now();
    signal.throwIfAborted();
    const uploadId = await store(found, registrations[0]?.name ?? (0,apps_package/* packageName */.oZ)(found), services);
    const tookMs = clock.now() - startedAtMs;
    for (const [index, { key, name, version }] of registrations.entries()) {
        const targetId = await doksi.createTarget({ uploadId, name, version }, runtime);
        if (index === 0)
            log.uploaded(found, tookMs, targetId);
        else
            log.registered(found, targetId);
        onRegistered({ key, targetId });
    }
}
/** Sends a package to Doksi's storage; resolves to the id of the upload. An expired URL is replaced once. */
async function store(found, label, services) {
    const { doksi, log, runtime } = services;
    const { clock, secrets } = runtime;
    const budget = new retry/* RetryBudget */.Km();
    // A large file may take longer than the budget, so only the time without progress counts.
    const spentMs = (failure) => failure instanceof errors/* ResponseTimeoutError */.$7 && failure.server === servers/* STORAGE */.O3 ? STALL_MS : 0;
    for (let isRenewed = false;; isRenewed = true) {
        const { upload_id, upload_url } = await doksi.createUpload(label, runtime, budget);
        secrets.addPresigned(upload_url);
        log.started(found, new URL(upload_url).host);
        const createdAtMs = clock.now();
        const mayRenewAfter = (failure) => !isRenewed && ((0,servers/* isExpiredUrl */.vc)(failure) || clock.now() - createdAtMs > MAX_URL_AGE_MS);
        try {
            await (0,retry/* withRetries */.LH)((tries) => put(found, upload_url, tries, services), (failure) => (0,retry/* isTransient */.dg)(failure) && !mayRenewAfter(failure), runtime, { budget, spentMs });
            return upload_id;
        }
        catch (error) {
            if (!(error instanceof errors/* RequestError */.GI) || !mayRenewAfter(error))
                throw error;
            runtime.log.info(`  ! The upload's address has expired (${error.summary}); requesting another one`);
        }
    }
}
/** Sends the package once. Ends if a file changes, if no byte was sent for a minute, or if the signal aborts. */
async function put(found, url, tries, { doksi, log, runtime }) {
    const { clock, signal } = runtime;
    const { bytes, chunks } = uploadBody(found);
    const name = (0,apps_package/* packageName */.oZ)(found);
    const purpose = { server: servers/* STORAGE */.O3, purpose: `upload ${name}` };
    const ended = new AbortController();
    const progress = { sent: 0, movedAtMs: clock.now() };
    async function* content() {
        try {
            for await (const chunk of chunks()) {
                progress.sent += chunk.length;
                progress.movedAtMs = clock.now();
                log.uploading(found, progress.sent, bytes);
                yield chunk;
            }
        }
        catch (error) {
            // The error of the file is more precise than the error of the request.
            ended.abort(error);
            throw error;
        }
    }
    const watch = async () => {
        while (clock.now() - progress.movedAtMs < STALL_MS) {
            await clock.sleep(PROGRESS_MS, ended.signal);
            log.uploading(found, progress.sent, bytes);
        }
        ended.abort(new errors/* ResponseTimeoutError */.$7(purpose, STALL_MS));
    };
    watch().catch(() => undefined);
    const body = content();
    try {
        const upload = { url, chunks: body, bytes, name, tries, deadlineMs: STALL_MS + bytes / MIN_BYTES_PER_MS };
        await doksi.putUpload(upload, { ...runtime, signal: AbortSignal.any([signal, ended.signal]) });
        if (progress.sent < bytes) {
            throw new errors/* InvalidResponseError */.tF(purpose, 'before the whole file was sent', { status: 200 });
        }
    }
    finally {
        ended.abort();
        // Closes the file if not all chunks were taken.
        body.return(undefined).catch(() => undefined);
    }
}


/***/ })

};
