/** What stands in a secret's place. */
const HIDDEN = '***';
/** Shorter queries (characters) sign nothing, but may well be parts of what must be shown, such as ids. */
const MIN_QUERY_LENGTH = 20;
/** Below this (characters) nothing is a signature. */
const MIN_SIGNATURE_LENGTH = 8;
/** Longer secrets (characters) are tokens: nobody encodes one in passing, and their forms would make a large pattern. */
const MAX_ENCODED_LENGTH = 200;

/** Of a web address in any text; a name before it would cost time, and adds nothing. */
const CREDENTIALS = /:\/\/[^\s\\/?#]*@/g;

/** What must never be shown, and the one way to take it out of a text. For what leaves the step, not for its own use. */
export class Secrets {
  readonly #root: Branch = new Map();
  #pattern: RegExp | undefined;

  /** Remembers a secret with the forms in which a server, a library or a renderer may repeat it. */
  add(secret: string): void {
    if (secret !== '') this.#add(formsOf(secret));
  }

  /**
   * Remembers what is secret of a presigned URL: the whole, its query, and its signature; each is as good as the whole.
   * Other values of the query are none, for ids may hold them. Returns what the runner has to mask.
   */
  addPresigned(url: string): string[] {
    const query = new URL(url).search.slice(1);
    const parts = [url, ...(query.length >= MIN_QUERY_LENGTH ? [query] : [])];
    this.#add(parts.map((part) => Array.from(part, anyFormOf)));
    return [...parts, ...this.addSignatures(url)];
  }

  /**
   * Remembers what signs a URL, where anything does: of one that a user gave, the rest says which target it is. Returns
   * the signatures.
   */
  addSignatures(url: string): string[] {
    const signatures = [...new URL(url).searchParams]
      .filter(([name, value]) => SIGNATURE.test(name) && value.length >= MIN_SIGNATURE_LENGTH)
      .map(([, value]) => value);
    for (const signature of signatures) this.add(signature);
    return signatures;
  }

  #add(forms: readonly (readonly string[])[]): void {
    for (const form of forms) plant(this.#root, isToken(form) ? form.map(afterGap) : form);
    this.#pattern = undefined;
  }

  /**
   * The text with `mask` in place of every secret, and of what stands before the `@` of a web address, whoever named it.
   * Takes time in proportion to the text, however many secrets there are.
   */
  readonly redact = (text: string, mask = HIDDEN): string => {
    const bare = text.replace(CREDENTIALS, () => `://${mask}@`);
    if (this.#root.size === 0) return bare;
    this.#pattern ??= new RegExp(sourceOf(this.#root), 'gi');
    return bare.replace(this.#pattern, () => mask);
  };
}

const SIGNATURE = /signature|token|^sig$|^policy$/i;

/**
 * What renderers take out, and nobody sees: line breaks and tabs, which URLs lose, marks of direction, and what has no
 * width. A secret that they break would be whole again where they are gone.
 */
const GAP = String.raw`[\t\n\r\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*`;

/** Whether a secret in this form is long enough to be known by its signs alone, and short enough for a small pattern. */
function isToken({ length }: readonly string[]): boolean {
  return length >= MIN_SIGNATURE_LENGTH && length <= MAX_ENCODED_LENGTH;
}

function afterGap(sign: string, index: number): string {
  return index === 0 ? sign : GAP + sign;
}

/** A tree of signs: each key is a piece of a pattern, and a key of nothing marks the end of a form. */
type Branch = Map<string, Branch>;
const END = '';

function plant(root: Branch, form: readonly string[]): void {
  let branch = root;
  for (const sign of [...form, END]) {
    const next: Branch = branch.get(sign) ?? new Map<string, Branch>();
    branch.set(sign, next);
    branch = next;
  }
}

/** One pattern for the whole tree. It tries the longest first: what contains another must not be left half shown. */
function sourceOf(root: Branch): string {
  let source = '';
  let branch = root;
  while (branch.size === 1) {
    const [[sign, next] = [END, branch]] = branch;
    if (sign === END) return source;
    source += sign;
    branch = next;
  }
  const ways = [...branch].filter(([sign]) => sign !== END);
  const inner = ways.map(([sign, next]) => sign + sourceOf(next)).join('|');
  return `${source}(?:${inner})${branch.has(END) ? '?' : ''}`;
}

/** Each form as a list of patterns, one for each sign. Letters count in either case. */
function formsOf(secret: string): string[][] {
  const plain = Array.from(secret, anyFormOf);
  if (secret.length > MAX_ENCODED_LENGTH) return [plain];
  const bytes = Buffer.from(secret);
  const encoded = [bytes.toString('hex'), ...base64Of(bytes)];
  const urlSafe = encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    plain,
    // Every sign escaped, as JSON and URLs may have it.
    Array.from(secret, (sign) => literal(unicodeEscape(sign))),
    Array.from(bytes, (byte) => `%${hex(byte, 2)}`),
    ...[...new Set([...encoded, ...urlSafe])].map((form) => Array.from(form, (sign) => literal(sign))),
  ];
}

/** Base64 by itself, and inside of a longer text at any of its three alignments: the signs that it alone decides. */
function base64Of(bytes: Buffer): string[] {
  const whole = bytes.toString('base64');
  const inside = [0, 1, 2].map((before) => {
    const begin = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(begin, end);
  });
  return [whole, ...inside.filter((core) => core.length >= MIN_SIGNATURE_LENGTH)];
}

/** One sign as it is, or as JSON, a URL, HTML, XML or Markdown may write it. */
function anyFormOf(sign: string): string {
  if (/^[a-z0-9]$/i.test(sign)) return sign;
  const code = sign.codePointAt(0) ?? 0;
  const forms = [
    // Markdown and JSON put a backslash before some, and JSON inside of JSON more of them.
    String.raw`\\{0,4}${literal(sign)}`,
    // What is encoded twice has the percent sign encoded.
    Array.from(Buffer.from(sign), (byte) => `%(?:25)?${hex(byte, 2)}`).join(''),
    String.raw`&#0*${code};`,
    `&#x0*${hex(code, 1)};`,
    literal(unicodeEscape(sign)),
    ...(ENTITIES[sign] ?? []),
  ];
  return `(?:${forms.join('|')})`;
}

const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
  // So that nobody is mentioned.
  '@': ['@\u2060'],
};

function literal(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

function unicodeEscape(sign: string): string {
  return Array.from({ length: sign.length }, (_, at) => `\\u${hex(sign.charCodeAt(at), 4)}`).join('');
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
