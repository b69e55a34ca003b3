import type { HttpHead } from '../http/transport.ts';

/** Looks for a text, as UTF-8, in what comes piece by piece. */
export class TextSearch {
  readonly #wanted: Buffer;
  /** The end of what came before, in which the text may have begun. */
  #tail = Buffer.alloc(0);

  constructor(text: string) {
    this.#wanted = Buffer.from(text);
  }

  /** Whether the text is there, with this piece behind all others. */
  readonly finds = (piece: Buffer): boolean => {
    const joined = Buffer.concat([this.#tail, piece]);
    this.#tail = joined.subarray(Math.max(0, joined.length - this.#wanted.length + 1));
    return joined.includes(this.#wanted);
  };

  /** Whether the value of a header holds the text. */
  findsInHeaders(headers: HttpHead['headers']): boolean {
    // Node makes one character of each byte of a value.
    const wanted = this.#wanted.toString('latin1');
    return Object.values(headers).some((value) => value?.includes(wanted));
  }
}
