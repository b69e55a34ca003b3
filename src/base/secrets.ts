import { isMapping } from './json.ts';

const HIDDEN = '***';
/** Shorter values (characters) are not secrets, whatever the name of their key. */
const MIN_NAMED_LENGTH = 8;
/** Shorter queries (characters) sign nothing but may be part of an id. */
const MIN_QUERY_LENGTH = 20;

/** Endings of the words in a name that suggest a secret: `api_key`, `X-Amz-Signature`, `accessToken`. */
const SECRET_WORD =
  /(token|sig|signature|key|secret|password|passwd|pwd|auth|authorization|bypass|code|credential|jwt|session|access)s?$/;

/** The user and password before the `@` of a web address. */
const CREDENTIALS = /(:\/\/)[^\s\\/?#"<>]*@/;
const USER_AND_PASSWORD = /:\/\/([^\s\\/?#"<>@:]*)(?::([^\s\\/?#"<>]*))?@/g;

/** The values that must never be shown. Removes them from text that leaves the step. */
export class Secrets {
  readonly #mask: (secret: string) => void;
  /** Patterns of secrets. */
  readonly #secrets = new Set<string>();
  /** Values that are secret only by the name of their key. */
  readonly #named = new Set<string>();
  readonly #ids = new Set<string>();
  #pattern: RegExp | undefined;

  /** `mask` makes the runner hide a value in everything that the job logs. */
  constructor(mask: (secret: string) => void = () => undefined) {
    this.#mask = mask;
  }

  /** Ids that the user gave: they are shown even if they look like a URL with credentials, or contain a value that is secret by the name of its key. */
  keep(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
    this.#pattern = undefined;
  }

  /** Hides a secret: as it is, percent-encoded, JSON-escaped, and in base64. */
  add(secret: string): void {
    if (secret === '') return;
    for (const form of formsOf(secret)) this.#secrets.add(form);
    this.#pattern = undefined;
  }

  /** Hides a presigned URL, its query and its signature, and masks them in the job's log. */
  addPresigned(url: string): void {
    const query = new URL(url).search.slice(1);
    const parts = [url, ...(query.length >= MIN_QUERY_LENGTH ? [query] : []), ...namedValues(url)];
    for (const part of parts) {
      this.add(part);
      this.#mask(part);
    }
  }

  /** Hides the credentials and the query values whose name suggests a secret, in a URL or a text that contains URLs. */
  addUrls(text: string): void {
    for (const value of namedValues(text)) this.#addNamed(value);
    for (const [, user = '', password = ''] of text.matchAll(USER_AND_PASSWORD)) {
      const secrets =
        password === ''
          ? [user, decoded(user)]
          : [password, decoded(password), `${decoded(user)}:${decoded(password)}`];
      for (const secret of secrets) {
        if (secret.length >= MIN_NAMED_LENGTH) this.add(secret);
      }
    }
  }

  /** Hides the texts below keys whose name suggests a secret, in lists and mappings at any depth. */
  addNamedValues(value: unknown, isNamed = false): void {
    if (typeof value === 'string') {
      const secret = value.trim();
      if (isNamed && secret.length >= MIN_NAMED_LENGTH) this.#addNamed(secret);
    } else if (Array.isArray(value)) {
      for (const item of value) this.addNamedValues(item, isNamed);
    } else if (isMapping(value)) {
      for (const [key, item] of Object.entries(value)) this.addNamedValues(item, isNamed || suggestsSecret(key));
    }
  }

  #addNamed(value: string): void {
    this.#named.add(value);
    this.#pattern = undefined;
  }

  /** The text with `mask` in place of every secret and of the credentials of every web address. */
  readonly redact = (text: string, mask = HIDDEN): string => {
    this.#pattern ??= this.#compile();
    return text.replace(this.#pattern, (found: string, id?: string, scheme?: string) => {
      if (id !== undefined) return found;
      return scheme === undefined ? mask : `${scheme}${mask}@`;
    });
  };

  /** One pattern for everything: secrets, then ids that are kept, as its first group, then named values and credentials. */
  #compile(): RegExp {
    const named = [...this.#named];
    const kept = [...this.#ids].filter((id) => CREDENTIALS.test(id) || named.some((value) => id.includes(value)));
    const ids = kept.length > 0 ? [`(${byLength(kept.map(escapeRegExp))})`] : ['(\\b\\B)'];
    const sources = [byLength([...this.#secrets]), ...ids, byLength(named.flatMap(formsOf)), CREDENTIALS.source];
    return new RegExp(sources.filter((source) => source !== '').join('|'), 'gi');
  }
}

/** The longest first: a secret may contain another. */
function byLength(sources: readonly string[]): string {
  return sources.toSorted((a, b) => b.length - a.length).join('|');
}

function formsOf(secret: string): string[] {
  return [anyForm(secret), ...base64Forms(secret)];
}

function suggestsSecret(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => SECRET_WORD.test(word));
}

const QUERY_PAIR = /[?&#]([^=&#\s"'<>]+)=([^&#\s"'<>]+)/g;

/** As written and decoded: a server may repeat either. Invalid URLs count, since errors show them. */
function namedValues(text: string): string[] {
  return [...text.matchAll(QUERY_PAIR)]
    .filter(([, name = '', value = '']) => value.length >= MIN_NAMED_LENGTH && suggestsSecret(name))
    .flatMap(([, , value = '']) => [value, decoded(value)]);
}

function decoded(part: string): string {
  return new URLSearchParams(`v=${part}`).get('v') ?? part;
}

/** A line break, which may have become a space, or be escaped as in JSON or a URL. */
const LINE_BREAK = String.raw`(?:\s+|(?:\\{1,2}r)?\\{1,2}n|(?:%(?:25)?0d)?%(?:25)?0a|(?:\\u000d)?\\u000a)`;

/** A pattern for the secret with any of its characters escaped as in JSON or a URL. */
function anyForm(secret: string): string {
  return Array.from(secret.replace(/\r\n/g, '\n'), (character) => {
    if (character === '\n') return LINE_BREAK;
    const literal = escapeRegExp(character);
    const percent = Array.from(Buffer.from(character), (byte) => `%(?:25)?${hex(byte, 2)}`).join('');
    const unicode = Array.from(
      { length: character.length },
      (_, at) => `\\\\u${hex(character.charCodeAt(at), 4)}`,
    ).join('');
    const plain = /\w/.test(character) ? literal : String.raw`\\{0,2}${literal}`;
    return `(?:${plain}|${percent}|${unicode})`;
  }).join('');
}

/** Base64 by itself and inside a longer text at each of the three alignments: the characters that only the secret decides. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)),
  );
  const whole = bytes.toString('base64').replace(/=+$/, '');
  return [whole, ...inside.filter((form) => form.length >= MIN_NAMED_LENGTH)].map((form) =>
    escapeRegExp(form).replace(/\\\+/g, '[+-]').replace(/\//g, '[/_]'),
  );
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
