import type { RequestError } from '../http/errors.ts';
import type { Result, Run } from '../doksi/schemas.ts';
import { redactedResult } from '../results/redacted.ts';
import { resultsOf } from '../results/results.ts';
import type { Again, Listener } from '../run/events.ts';
import { destination, isKnownStatus, statusWords } from '../results/words.ts';
import { counted, duration } from '../text.ts';
import { againLine } from './again-line.ts';
import { columnsFor, NARROWEST } from './columns.ts';
import { resultLine } from './result-line.ts';

/** A sign of life at least this often, in milliseconds. */
const HEARTBEAT_MS = 60 * 1000;

/** Turns the answers about a run into the lines of the log: one for each change, when it happens. */
export class ProgressLog implements Listener {
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #redact: (text: string) => string;
  #startedAtMs: number;
  readonly #told = new Map<string, string>();
  #lastLineAtMs: number;
  #run: Run | undefined;
  #silentBrief: string | undefined;
  #strangeStatus: string | undefined;
  #columns = NARROWEST;

  /** `redact` comes before anything is shortened: half a secret would not be found any more. */
  constructor(print: (line: string) => void, now: () => number, redact: (text: string) => string) {
    this.#print = print;
    this.#redact = redact;
    this.#now = now;
    this.#startedAtMs = now();
    this.#lastLineAtMs = now();
  }

  following(runId: string): void {
    this.#line(`Following run ${runId}`);
  }

  created(runId: string): void {
    this.#begin();
    this.#line(`Run ${runId} started`);
  }

  retrying(again: Again): void {
    this.#line(againLine(again));
  }

  answered(answer: Run): void {
    const run = { ...answer, results: answer.results.map((result) => redactedResult(result, this.#redact)) };
    this.#run = run;
    if (this.#silentBrief !== undefined) this.#line('  ! Doksi answers again');
    this.#silentBrief = undefined;

    const news = run.results.filter((result, index) =>
      this.#isNews(result, result.result_id ?? `${result.test_id ?? ''} ${destination(result)} ${index}`),
    );
    if (news.length > 0) this.#columns = columnsFor(run.results, this.#columns);
    for (const result of news) this.#line(resultLine(result, this.#columns));
    if (!isKnownStatus(run.status) && run.status !== this.#strangeStatus) {
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
    const { others, total } = resultsOf([{ runId: '', run: this.#run }]).counts;
    const of = total === undefined ? counted(others, 'test') : `${others} of ${counted(total, 'test')}`;
    this.#line(`  … ${of} still running ${after}`);
  }

  /** Another run: nothing has been told of it yet. */
  #begin(): void {
    this.#startedAtMs = this.#now();
    this.#told.clear();
    this.#run = undefined;
    this.#silentBrief = undefined;
    this.#strangeStatus = undefined;
  }

  /** Remembers the status; whether it is a change that deserves a line. */
  #isNews({ status }: Result, key: string): boolean {
    const now = status ?? '';
    const before = this.#told.get(key);
    if (now === before) return false;
    this.#told.set(key, now);
    const wasOver = before !== undefined && !statusWords(before).isUnderWay;
    return wasOver || !statusWords(now).isUnderWay;
  }

  #line(line: string): void {
    this.#print(line);
    this.#lastLineAtMs = this.#now();
  }
}
