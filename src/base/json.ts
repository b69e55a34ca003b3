/** What YAML calls a mapping and JSON an object. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper JSON is refused: serialising it again would exhaust the stack. */
const MAX_DEPTH = 200;
/** JSON with more values is refused: 10,000 results have about 120,000. */
const MAX_VALUES = 2_000_000;

export type ParsedJson =
  { readonly isJson: true; readonly json: unknown } | { readonly isJson: false; readonly fault: string };

/** Parses JSON from outside. Depth and number of values are checked first, so time and memory are bounded. */
export function parseJson(text: string): ParsedJson {
  const fault = boundsFault(text);
  if (fault !== undefined) return { isJson: false, fault };
  try {
    const json: unknown = JSON.parse(text);
    return { isJson: true, json };
  } catch {
    return { isJson: false, fault: 'not JSON' };
  }
}

/** A loop over characters: a regular expression may exhaust its stack on a long string. */
function boundsFault(text: string): string | undefined {
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (sign === ',') {
      values++;
    } else if (sign === '[' || sign === '{') {
      values++;
      depth++;
    } else if (sign === ']' || sign === '}') {
      depth--;
    }
    if (depth > MAX_DEPTH) return `JSON with more than ${MAX_DEPTH} levels`;
    if (values > MAX_VALUES) return `JSON with more than ${MAX_VALUES} values`;
  }
  return undefined;
}

/** Longer keys (characters) are not ours, so they may contain anything. */
const MAX_OWN_KEY = 16;

/** A copy of the value with `map(string)` for every string in its lists and plain objects, including keys from outside. */
export function mapStrings<T>(value: T, map: (text: string) => string): T;
export function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapStrings(item, map));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.length > MAX_OWN_KEY ? map(key) : key, mapStrings(item, map)]),
  );
}

function isPlainObject(value: unknown): value is Mapping {
  if (!isMapping(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
