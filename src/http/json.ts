import type * as z from 'zod/mini';

/** Deeper answers are not read: whoever writes one out again would run out of stack. */
const MAX_DEPTH = 200;
/** Answers with more values are not read (10,000 results have about 120,000): they would cost minutes. */
const MAX_VALUES = 2_000_000;

export type Parsed =
  { readonly isJson: true; readonly json: unknown } | { readonly isJson: false; readonly fault: string };

/** Parses JSON whose size is bounded, in time that is bounded, too. */
export function parseJson(text: string): Parsed {
  const fault = measure(text);
  if (fault !== undefined) return { isJson: false, fault };
  try {
    const json: unknown = JSON.parse(text);
    return { isJson: true, json };
  } catch {
    return { isJson: false, fault: 'a body that is no JSON' };
  }
}

const [QUOTE, BACKSLASH, COMMA] = ['"', '\\', ','].map((sign) => sign.charCodeAt(0));
const OPENING = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const CLOSING = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));

/** What is wrong with the shape of a JSON, before it costs anything to build. */
function measure(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
        if (text.charCodeAt(at) === BACKSLASH) at++;
      }
    } else if (sign === COMMA) {
      values++;
    } else if (OPENING.has(sign)) {
      values++;
      if (++depth > MAX_DEPTH) return `a JSON of more than ${MAX_DEPTH} levels`;
    } else if (CLOSING.has(sign)) {
      depth--;
    }
    if (values > MAX_VALUES) return `a JSON of more than ${MAX_VALUES} values`;
  }
  return undefined;
}

/** What makes a JSON another than the schema says, in plain words without its texts: `"status" is missing`. */
export function mismatch(json: unknown, { issues }: z.core.$ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, code, message }) => {
      const name = path.length === 0 ? 'the body' : `"${path.join('.')}"`;
      const value = path.reduce<unknown>(memberOf, json);
      if (value === undefined) return `${name} is missing`;
      if (value === '') return `${name} is empty`;
      if (code === 'too_big') return `${name} is too long`;
      if (code === 'invalid_type' || code === 'invalid_union') return `${name} is ${kindOf(value)}`;
      return typeof value === 'number' ? `${name} is ${value}` : `${name} is wrong: ${message}`;
    })
    .join('; ');
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? 'a text' : 'an object';
}
