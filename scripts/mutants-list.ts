/** One law, broken on purpose by one change of the source. */
export interface Mutant {
  /** What the action would do. */
  readonly name: string;
  /** Below `src/`. */
  readonly file: string;
  /** Has to be there exactly once. */
  readonly from: string;
  readonly to: string;
  /** The tests that have to notice, below `__tests__/`. */
  readonly tests: readonly string[];
  /** Whether they run what is built; what takes the place has to be of the right types then. */
  readonly isBuilt?: true;
}

const CAMPAIGN = 'campaign.test.ts';
const CREATION = 'properties/creation.test.ts';
const TIME = 'properties/time.test.ts';
const VERDICT = 'properties/verdict.test.ts';
const RESULTS = 'results/';

export const MUTANTS: readonly Mutant[] = [
  // Green needs a positive reason.
  {
    name: 'a test of an unknown status counts as passed',
    file: 'results/tests.ts',
    from: "if (result.status === 'passed') {",
    to: "if (result.status !== 'failed') {",
    tests: [RESULTS],
  },
  {
    name: 'a run of an unknown status counts as ended',
    file: 'results/attempt.ts',
    from: "return run?.status === 'passed' || run?.status === 'failed';",
    to: "return run !== undefined && !['queued', 'running'].includes(run.status);",
    tests: [VERDICT],
  },
  {
    name: 'a test is flaky without its pass',
    file: 'results/tests.ts',
    from: "if (result.status === 'passed') {",
    to: "if (result.status === 'passed' || tries.length > 1) {",
    tests: [RESULTS],
  },
  {
    name: 'a failed test of the list is dropped',
    file: 'results/results.ts',
    from: "groups.get('failed') ?? []",
    to: "(groups.get('failed') ?? []).slice(1)",
    tests: [RESULTS],
  },
  {
    name: 'failures that are counted but not listed are forgotten',
    file: 'results/results.ts',
    from: 'failed: Math.max(failed.length + unlisted.failed,',
    to: 'failed: Math.max(failed.length,',
    tests: [RESULTS],
  },
  {
    name: 'failures that a retry counts but does not list are forgotten',
    file: 'results/results.ts',
    from: 'failed: Math.max(failed - spare, 0),',
    to: 'failed: 0,',
    tests: [RESULTS],
  },
  {
    name: 'tests that never ended do not keep a failed run from turning green',
    file: 'results/verdict.ts',
    from: 'counts.others > 0 || counts.passed + counts.flaky === 0',
    to: 'counts.passed + counts.flaky === 0',
    tests: [RESULTS],
  },
  {
    name: 'no test at all is passed',
    file: 'results/verdict.ts',
    from: 'if (counts.total === 0) return noTests();',
    to: '',
    tests: [VERDICT],
  },
  {
    name: 'the word on another run is believed',
    file: 'doksi/client.ts',
    from: 'if (about !== runId) {',
    to: "if (about === '') {",
    tests: [VERDICT],
  },
  {
    name: 'a cancelled step is green',
    file: 'results/gates.ts',
    from: "cancelled: 'red',",
    to: "cancelled: 'green',",
    tests: [CAMPAIGN],
  },
  {
    name: 'fail-on-flaky fails nothing',
    file: 'results/gates.ts',
    from: 'results.counts.flaky > 0',
    to: 'results.counts.flaky < 0',
    tests: ['gates.test.ts'],
  },
  {
    name: 'a step is cancelled in its retry, and keeps its verdict',
    file: 'run/retry.ts',
    from: 'if (signal.aborted) return next;',
    to: '',
    tests: [CAMPAIGN],
  },
  {
    name: 'a known failure never expires',
    file: 'plan/known-failures.ts',
    from: 'nowMs < endsMs(failure)',
    to: 'endsMs(failure) > 0',
    tests: [RESULTS],
  },
  {
    name: 'a known failure expires as its last day begins',
    file: 'plan/known-failures.ts',
    from: 'Date.parse(`${until}T00:00:00Z`) + DAY_MS',
    to: 'Date.parse(`${until}T00:00:00Z`)',
    tests: [RESULTS],
  },
  // An outage is not a failed test.
  {
    name: 'what is lost is called failed',
    file: 'results/endings.ts',
    from: "return end('error', known, failure.what, failure.next);",
    to: "return end('failed', known, failure.what, failure.next);",
    tests: [VERDICT],
  },
  {
    name: 'an outage is tolerated by the number of questions, not by the clock',
    file: 'run/follow.ts',
    from: 'const silentMs = clock.now() - silentSinceMs;',
    to: "Reflect.set(rules, 'silences', (Reflect.get(rules, 'silences') ?? 0) + 1); const silentMs = Reflect.get(rules, 'silences') > 9 ? 300_000 : 0;",
    tests: [VERDICT],
  },
  {
    name: 'a run of which nothing was heard is timed out',
    file: 'run/follow.ts',
    from: 'if (silence && heardAtMs < deadlineMs - LAST_WORD_MS)',
    to: 'if (silence && heardAtMs > deadlineMs)',
    tests: [CAMPAIGN],
  },
  {
    name: 'the minute of a 404 begins with the first of them',
    file: 'run/follow.ts',
    from: 'const ageMs = clock.now() - startedAtMs;',
    to: 'const ageMs = clock.now() - silentSinceMs;',
    tests: ['run/'],
  },
  {
    name: 'the minute of a 404 begins with the step',
    file: 'run/attempt.ts',
    from: 'startedAtMs: atMs,',
    to: 'startedAtMs: atMs - 30_000,',
    tests: ['run/'],
  },
  {
    name: 'a retry that is lost takes the first verdict along',
    file: 'run/retry.ts',
    from: 'return withWarning({ ...now, attempts: next.attempts }, failedRetry(retry, next));',
    to: 'return next;',
    tests: [CAMPAIGN],
  },
  // Nothing is bought twice.
  {
    name: 'the creation is sent again after a reset',
    file: 'doksi/creation.ts',
    from: 'return failure.neverArrived;',
    to: 'return true;',
    tests: [CREATION],
  },
  {
    name: 'the creation is sent again after a 500',
    file: 'doksi/creation.ts',
    from: 'new Set([429, 503])',
    to: 'new Set([429, 500, 503])',
    tests: [CREATION],
  },
  {
    name: 'the creation is not sent again after a 503',
    file: 'doksi/creation.ts',
    from: 'new Set([429, 503])',
    to: 'new Set([429])',
    tests: [CREATION],
  },
  {
    name: 'the creation follows a redirect',
    file: 'http/redirect.ts',
    from: "request.method !== 'GET' || ",
    to: '',
    tests: [CAMPAIGN],
  },
  {
    name: 'a run that may exist is not mentioned on cancellation',
    file: 'http/exchange.ts',
    from: 'call.onAbandoned?.();',
    to: '{}',
    tests: [TIME],
  },
  {
    name: 'known failures are run again',
    file: 'run/retry.ts',
    from: 'now.results.failed.filter(',
    to: '[...now.results.failed, ...now.results.known].filter(',
    tests: [CAMPAIGN],
  },
  {
    name: 'what neither passed nor failed is run again',
    file: 'run/retry.ts',
    from: ".filter(({ result }) => result.status === 'failed')",
    to: '',
    tests: ['run/'],
  },
  {
    name: 'a failed test runs again in all entries that have it',
    file: 'run/again.ts',
    from: 'test.entries.includes(entry)',
    to: 'test.entries.length > 0',
    tests: ['run/'],
  },
  // Everything ends in time.
  {
    name: 'a request has no deadline',
    file: 'http/exchange.ts',
    from: '      call.deadlineMs,\n',
    to: '      864e5,\n',
    tests: [CAMPAIGN],
  },
  {
    name: 'the creation eats the time of the run',
    file: 'run/execute.ts',
    from: 'begun.atMs + plan.timeoutMs',
    to: 'begun.atMs - 15_000 + plan.timeoutMs',
    tests: [CAMPAIGN],
  },
  {
    name: 'a Retry-After is ignored where a run is followed',
    file: 'run/follow.ts',
    from: 'waitMs = Math.max(ownMs, retryAfterMs ?? 0);',
    to: 'waitMs = ownMs;',
    tests: [TIME],
  },
  {
    name: 'a Retry-After is ignored where a run is created',
    file: 'http/retry.ts',
    from: 'Math.max(error.retryAfterMs ?? 0, backoffMs(number, random))',
    to: 'backoffMs(number, random)',
    tests: [CREATION],
  },
  {
    name: 'a Retry-After of an hour is waited for',
    file: 'http/retry-after.ts',
    from: 'Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS)',
    to: 'Math.max(ms, 0)',
    tests: ['http/retries.test.ts'],
  },
  {
    name: 'retries go on for as long as it takes',
    file: 'http/retry-budget.ts',
    from: 'if (waitMs > Math.max(this.#leftMs, 0) + graceMs) return false;',
    to: '',
    tests: [CREATION],
  },
  {
    name: 'an answer may have any size',
    file: 'http/read-body.ts',
    from: 'if (taken.bytes > MAX_BODY_BYTES)',
    to: 'if (taken.bytes < 0)',
    tests: ['http/answers.test.ts'],
  },
  {
    name: 'a byte-order mark makes an answer unreadable',
    file: 'http/read-body.ts',
    from: 'new TextDecoder()',
    to: "new TextDecoder('utf-8', { ignoreBOM: true })",
    tests: ['http/answers.test.ts'],
  },
  // Uploads.
  {
    name: 'an upload is sent again with the stream that is used up',
    file: 'upload/store.ts',
    from: 'const body = uploadBody(found);',
    to: 'const fresh = uploadBody(found); let one; const body = { ...fresh, open: (told) => (one ??= fresh.open(told)) };',
    tests: ['upload/patience.test.ts'],
  },
  {
    name: 'an error that the store sends with a 200 is a success',
    file: 'doksi/client.ts',
    from: 'if (xmlErrorCode(answer.text) !== undefined)',
    to: "if (answer.text === 'never')",
    tests: ['upload/patience.test.ts'],
  },
  {
    name: 'an entry at 4 GiB exactly has an offset of 32 bits',
    file: 'upload/zip.ts',
    from: '...(offset >= MAX_32 ? [offset] : [])',
    to: '...(offset > MAX_32 ? [offset] : [])',
    tests: ['upload/zip64.test.ts'],
  },
  // No secret leaves.
  {
    name: 'a redirect carries the key to another host',
    file: 'http/redirect.ts',
    from: 'if (next.origin !== request.url.origin) {',
    to: "if (next.origin === '') {",
    tests: ['http/redirect.test.ts'],
  },
  {
    name: 'a key in hexadecimal is shown',
    file: 'secrets.ts',
    from: "const encoded = [bytes.toString('hex'), ",
    to: 'const encoded = [',
    tests: ['secrets.test.ts'],
  },
  {
    name: 'half a key at the end of a quotation is shown',
    file: 'http/exchange.ts',
    from: "redact(own ?? (call.isSecret ? '' : text))",
    to: "(own ?? (call.isSecret ? '' : text))",
    tests: [CAMPAIGN],
  },
  {
    name: 'foreign text is a command of the runner',
    file: 'escape.ts',
    from: ".replaceAll('##[', '## [')",
    to: '',
    tests: ['escape.test.ts'],
  },
  {
    name: 'foreign text mentions people in Markdown',
    file: 'escape.ts',
    from: String.raw`.replace(/@(?=[\w-])|#(?=\d)/g, '$&\u2060')`,
    to: '',
    tests: ['report/escape.test.ts'],
  },
  // The last line.
  {
    name: 'a fault of the action itself ends green',
    file: 'index.ts',
    from: '    return 1;\n',
    to: '    return 0;\n',
    tests: ['scenarios/last-resort.test.ts'],
    isBuilt: true,
  },
  {
    name: 'an error leaves no outputs',
    file: 'publish/publish.ts',
    from: 'const mainFault = writeOutputs(values, step);',
    to: "const mainFault = outcome.conclusion === 'error' ? undefined : writeOutputs(values, step);",
    tests: ['scenarios/conclusions.test.ts'],
    isBuilt: true,
  },
];
