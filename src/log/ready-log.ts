import type { Awaited } from '../ready/readiness.ts';
import type { Sight } from '../ready/sight.ts';
import type { ReadyEvents } from '../ready/wait.ts';
import { duration } from '../text.ts';

/** A sign of life at least this often, in milliseconds. */
const HEARTBEAT_MS = 60 * 1000;
/** A heartbeat names so many of the targets that are still waited for. */
const MAX_NAMED = 5;

/** Tells how the targets look while they are waited for: a line for each change. */
export class ReadyLog implements ReadyEvents {
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #words = new Map<Awaited, string>();
  #lastLineAtMs: number;

  constructor(print: (line: string) => void, now: () => number) {
    this.#print = print;
    this.#now = now;
    this.#lastLineAtMs = now();
  }

  looked(target: Awaited, { words }: Sight, afterMs: number): void {
    const isNews = this.#words.get(target) !== words;
    this.#words.set(target, words);
    if (isNews) this.#line(`  ${target.label} ${words}`);
    else if (this.#now() - this.#lastLineAtMs >= HEARTBEAT_MS) this.#heartbeat(afterMs);
  }

  ready(target: Awaited, afterMs: number): void {
    this.#words.delete(target);
    this.#line(`  ${target.label} is ready after ${time(afterMs)}`);
  }

  #heartbeat(afterMs: number): void {
    const all = [...this.#words].map(([{ label }, words]) => `${label} ${words}`);
    const more = all.length - MAX_NAMED;
    const named = [...all.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
    this.#line(`  … still waiting after ${time(afterMs)}: ${named.join('; ')}`);
  }

  #line(line: string): void {
    this.#print(line);
    this.#lastLineAtMs = this.#now();
  }
}

/** `41 s`, `1m 04s` */
function time(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : duration(seconds);
}
