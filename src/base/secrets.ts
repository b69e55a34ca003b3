import querystring from 'node:querystring';
import { isMapping } from './json.ts';

const HIDDEN = '***';
/** Shorter values (characters) are not secrets, whatever the name of their key. */
const MIN_LENGTH = 8;

/** Endings of the words in a name that suggest a secret: `api_key`, `X-Amz-Signature`, `accessToken`. */
const SECRET_WORD =
  /(token|sig|signature|key|secret|password|passwd|pwd|auth|authorization|authentication|bypass|code|credential|jwt|session|access)s?$/;

const QUERY_PAIR = /[?&#]([^=&#\s"'<>]+)=([^&#\s"'<>]+)/g;
const USER_AND_PASSWORD = /:\/\/([^\s\\/?#"<>@:]*)(?::([^\s\\/?#"<>]*))?@/g;
/** What is before the `@` of a web address. */
const CREDENTIALS = String.raw`(?<=:\/\/)[^\s\\/?#"<>]*(?=@)`;

/** A pattern that matches nothing. */
const NEVER = '(?!)';

/** The values that must never be shown. Removes them from text that leaves the step. */
export class Secrets {
  readonly #mask: (secret: string) => void;
  readonly #secrets = new Set<string>();
  /** Values that are secret only by the name of their key. */
  readonly #named = new Set<string>();
  readonly #ids = new Set<string>();
  #pattern: RegExp | undefined;

  /** `mask` makes the runner hide a value in everything that the job logs. */
  constructor(mask: (secret: string) => void = () => undefined) {
    this.#mask = mask;
  }

  /** Keeps these ids visible, even if they look like a URL with credentials or occur under the name of a secret. */
  keep(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
    this.#pattern = undefined;
  }

  /** Hides a secret: as it is, percent-encoded, JSON-escaped, and in base64. */
  add(secret: string): void {
    if (secret !== '') this.#secrets.add(secret);
    this.#pattern = undefined;
  }

  /** Hides a presigned URL, its query and its signature, and masks them in the job's log. */
  addPresigned(url: string): void {
    const query = new URL(url).search.slice(1);
    for (const part of [url, query, ...namedValues(url)].filter(isLong)) {
      this.add(part);
      this.#mask(part);
    }
  }

  /** Hides the credentials and the query values whose name suggests a secret, in a URL or a text that contains URLs. */
  addUrls(text: string): void {
    for (const value of namedValues(text)) this.#addNamed(value);
    for (const [, user = '', password = ''] of text.matchAll(USER_AND_PASSWORD)) {
      const decoded = [user, password].map(querystring.unescape);
      const secrets = password === '' ? [user, ...decoded] : [password, ...decoded.slice(1), decoded.join(':')];
      for (const secret of secrets.filter(isLong)) this.add(secret);
    }
  }

  /** Hides the texts below keys whose name suggests a secret, in lists and mappings at any depth. */
  addNamedValues(value: unknown, isNamed = false): void {
    if (typeof value === 'string' || typeof value === 'number') {
      if (isNamed) this.#addNamed(String(value).trim());
    } else if (Array.isArray(value)) {
      for (const item of value) this.addNamedValues(item, isNamed);
    } else if (isMapping(value)) {
      for (const [key, item] of Object.entries(value)) this.addNamedValues(item, isNamed || suggestsSecret(key));
    }
  }

  #addNamed(value: string): void {
    // The value of a header `Authorization` has a word before the token.
    const token = value.replace(/^(basic|bearer|token)\s+/i, '');
    for (const secret of [value, token].filter(isLong)) this.#named.add(secret);
    this.#pattern = undefined;
  }

  /** The text with `mask` in place of every secret and of the credentials of every web address. */
  readonly redact = (text: string, mask = HIDDEN): string => {
    this.#pattern ??= this.#compile();
    return text.replace(this.#pattern, (_, id?: string) => id ?? mask);
  };

  #compile(): RegExp {
    const ids = [...this.#ids];
    const named = [...this.#named].filter((value) => !ids.some((id) => id.includes(value)));
    // The longest first: a secret may contain another.
    const secrets = [...this.#secrets, ...named].sort((one, other) => other.length - one.length);
    const forms = secrets.flatMap((secret) => [escapedForm(secret), ...base64Forms(secret)]);
    const keptIds = ids.filter((id) => id.includes('://')).map(escapeRegExp);
    return new RegExp([...forms, `(${keptIds.join('|') || NEVER})`, CREDENTIALS].join('|'), 'gi');
  }
}

function isLong(value: string): boolean {
  return value.trim().length >= MIN_LENGTH;
}

function suggestsSecret(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => SECRET_WORD.test(word));
}

/** As written and decoded: a server may repeat either. Invalid URLs count, since errors show them. */
function namedValues(text: string): string[] {
  return [...text.matchAll(QUERY_PAIR)]
    .filter(([, name = '']) => suggestsSecret(querystring.unescape(name)))
    .flatMap(([, , value = '']) => [value, querystring.unescape(value.replaceAll('+', ' '))]);
}

/** White space, which may be escaped as in JSON or a URL. */
const GAP = String.raw`(?:\s|\\{1,2}[nrt]|%(?:25)?(?:0[9ad]|20)|\\u00(?:0[9ad]|20))+`;

/** A pattern for the secret with any character escaped as in JSON or a URL, and broken over lines anywhere. */
function escapedForm(secret: string): string {
  const words = secret.split(/\s+/).map((word) => Array.from(word, characterForm).join(String.raw`\s*`));
  return words.join(GAP);
}

function characterForm(character: string): string {
  const literal = escapeRegExp(character);
  const plain = /\w/.test(character) ? literal : String.raw`\\{0,2}${literal}`;
  const percent = Buffer.from(character).toString('hex').replace(/../g, '%(?:25)?$&');
  const unicode = Buffer.from(character, 'utf16le')
    .swap16()
    .toString('hex')
    .replace(/.{4}/g, String.raw`\\u$&`);
  return `(?:${plain}|${percent}|${unicode})`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** In base64 or base64url. */
function base64Character(character: string): string {
  if (character === '+') return '[+-]';
  return character === '/' ? '[/_]' : character;
}

/**
 * Patterns for the secret inside a longer base64 text, at each of the three alignments and over line breaks: the
 * characters that depend on the secret alone, and the one after them.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2]
    .map((before) => {
      const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
      return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    })
    .filter(isLong)
    .map((form) => `${Array.from(form, base64Character).join(String.raw`\s*`)}[\\w+/-]?`);
}
