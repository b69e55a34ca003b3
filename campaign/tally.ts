import { ownAttempts } from '../src/results/attempt.ts';
import type { Ending } from './play/stage.ts';

/** The figures of a campaign. */
export class Tally {
  readonly #conclusions = new Map<string, number>();
  readonly #attempts = new Map<string, number>();
  readonly #reruns = new Map<string, number>();
  #requests = 0;
  #questions = 0;
  #marked = 0;
  #steps = 0;
  #minutes = 0;
  #flaky = 0;
  readonly #startedAt = performance.now();

  count(
    { outcome, exchanges, github, endedAtMs }: Pick<Ending, 'outcome' | 'exchanges' | 'github' | 'endedAtMs'>,
    rerun: string | undefined,
  ): void {
    if (rerun !== undefined) add(this.#reruns, rerun);
    this.#questions += github.length;
    this.#marked += outcome.results.failed.some(({ base }) => base) ? 1 : 0;
    add(this.#conclusions, outcome.conclusion);
    add(this.#attempts, String(ownAttempts(outcome.attempts).length));
    this.#requests += exchanges.length;
    this.#steps += 1;
    this.#minutes += endedAtMs / 60_000;
    this.#flaky += outcome.results.flaky.length > 0 ? 1 : 0;
  }

  lines(): string[] {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    return [
      `${this.#steps} steps in ${seconds.toFixed(0)} s: ${this.#requests} requests, ${Math.round(this.#minutes)} minutes of theirs`,
      `Conclusions: ${shares(this.#conclusions)}`,
      `Runs a step: ${shares(this.#attempts)}; ${this.#flaky} steps with flaky tests`,
      `Second attempts: ${shares(this.#reruns)}; ${this.#questions} questions to GitHub, ${this.#marked} steps with a word of the base branch`,
    ];
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** `passed 3, failed 1`, the most frequent first. */
export function shares(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
