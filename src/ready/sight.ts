/** How a target looked, seen from the runner. */
export interface Sight {
  /** Whether that counts as being there. */
  readonly isThere: boolean;
  /** To complete a sentence that begins with the target: `answers 404`. */
  readonly words: string;
}

/** What came back, from wherever the redirects led. */
export interface Seen {
  readonly status: number;
  readonly from: URL;
  /** Whether it holds the text; undefined where none is wanted. */
  readonly hasText: boolean | undefined;
  /** Why a redirect was not followed. */
  readonly astray?: string;
}

/** What an answer says of the target that was asked. */
export function sightOf({ status, from, hasText, astray }: Seen, asked: URL): Sight {
  const at = placeOf(from, asked);
  if (astray !== undefined) return { isThere: false, words: `redirects ${astray} (${status})${at}` };
  if (isOutOfOrder(status)) return { isThere: false, words: `answers ${status}${at}` };
  const answers = status === 401 ? `asks for a login (401)${at}` : `answers ${status}${at}`;
  if (hasText === false) return { isThere: false, words: `${answers}, without the text` };
  return { isThere: true, words: asksForLogin(status) ? `${answers}: there, but protected` : answers };
}

/** How far a question has come. */
export interface Progress {
  /** Who was asked last. */
  readonly from: URL;
  /** Of the answer, once its head is there. */
  readonly status?: number;
}

/** What a question says that ended without an answer that can be used; `fault` tells why, at the end of a sentence. */
export function silence(fault: string, { from, status }: Progress, asked: URL): Sight {
  const answers = status === undefined ? 'gives no answer' : `answers ${status}, but not to the end`;
  return { isThere: false, words: `${answers}${placeOf(from, asked)} ${fault}` };
}

/** Whoever asks for a login is there. */
function asksForLogin(status: number): boolean {
  return status === 401 || status === 403;
}

/** Whether a status says that the target is not there, whatever else the answer holds. */
export function isOutOfOrder(status: number): boolean {
  return status >= 400 && !asksForLogin(status);
}

/** The host alone: the path of a login page may be another one each time. */
function placeOf(from: URL, asked: URL): string {
  return from.host === asked.host ? '' : ` at ${from.host}`;
}
