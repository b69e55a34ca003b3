import type { RequestError } from '../http/errors.ts';
import type { CreatedRun, Result, Run } from '../doksi/schemas.ts';
import type { RunObserver } from '../run/execute.ts';
import { tally } from '../results/tally.ts';
import { destination, testName } from '../results/words.ts';
import { counted, duration, webLink } from '../text.ts';
import { forLog } from '../escape.ts';

/** A sign of life at least this often, in milliseconds. */
const HEARTBEAT_MS = 60 * 1000;

const MARKS: Readonly<Record<string, string>> = { passed: '✓', failed: '✗' };
/** Not worth a line of their own: the heartbeat tells of them. */
const UNDER_WAY = new Set(['queued', 'running', '']);
/** What Doksi documents of a run's status, besides the two that end it. */
const KNOWN_RUN_STATUSES = new Set(['queued', 'running', 'passed', 'failed']);

/** Turns the answers about a run into the lines of the log: one for each change, when it happens. */
export class ProgressLog implements RunObserver {
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #startedAtMs: number;
  readonly #told = new Map<string, string>();
  #lastLineAtMs: number;
  #run: Run | undefined;
  #silentBrief: string | undefined;
  #strangeStatus: string | undefined;

  constructor(print: (line: string) => void, now: () => number) {
    this.#print = print;
    this.#now = now;
    this.#startedAtMs = now();
    this.#lastLineAtMs = now();
  }

  found(runId: string, created?: CreatedRun): void {
    this.#line(created ? `Run ${runId} started` : `Following run ${runId}`);
  }

  answered(run: Run): void {
    this.#run = run;
    if (this.#silentBrief !== undefined) this.#line('  ! Doksi answers again');
    this.#silentBrief = undefined;

    run.results.forEach((result, index) => {
      this.#change(result, result.result_id ?? `${result.test_id ?? ''} ${destination(result)} ${index}`);
    });
    if (!KNOWN_RUN_STATUSES.has(run.status) && run.status !== this.#strangeStatus) {
      this.#line(`  ? Doksi calls the run "${run.status}", which this action does not know; still following`);
      this.#strangeStatus = run.status;
    }
    this.waiting();
  }

  silent(failure: RequestError, sinceMs: number): void {
    const isNews = this.#silentBrief !== failure.brief || this.#now() - this.#lastLineAtMs >= HEARTBEAT_MS;
    this.#silentBrief = failure.brief;
    const since = sinceMs >= 1000 ? ` for ${duration(sinceMs / 1000)}` : '';
    if (isNews) this.#line(`  ! Doksi did not answer${since} (${failure.brief}); still following`);
  }

  waiting(): void {
    if (this.#now() - this.#lastLineAtMs < HEARTBEAT_MS) return;
    const after = `after ${duration((this.#now() - this.#startedAtMs) / 1000)}`;
    if (this.#run === undefined) {
      this.#line(`  … no word of the run yet ${after}`);
      return;
    }
    const { others, total } = tally(this.#run);
    const of = total === undefined ? counted(others, 'test') : `${others} of ${counted(total, 'test')}`;
    this.#line(`  … ${of} still running ${after}`);
  }

  #change(result: Result, key: string): void {
    const status = result.status ?? '';
    const before = this.#told.get(key);
    if (status === before) return;
    this.#told.set(key, status);
    if (!UNDER_WAY.has(status) || (before !== undefined && !UNDER_WAY.has(before)))
      this.#line(resultLine(result));
  }

  #line(line: string): void {
    this.#print(line);
    this.#lastLineAtMs = this.#now();
  }
}

/** `  ✗ Checkout flow   web · staging.example.com    22s   https://…` */
export function resultLine(result: Result): string {
  const status = result.status ?? '';
  const mark = MARKS[status] ?? (UNDER_WAY.has(status) ? '…' : '?');
  const word = mark === '?' ? ` [${status}]` : '';
  const took = result.duration_seconds == null ? '' : duration(result.duration_seconds);
  const cells = [
    forLog(testName(result) + word).padEnd(24),
    forLog(destination(result)).padEnd(32),
    took.padStart(7),
    webLink(result.url) ?? '',
  ];
  return `  ${mark} ${cells.join('  ').trimEnd()}`;
}
