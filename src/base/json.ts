/** What YAML calls a mapping and JSON an object. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper JSON is rejected: serialising it again would exhaust the stack. */
const MAX_DEPTH = 200;

/** Parses JSON from outside. Returns undefined if the text is not JSON or has more than 200 levels. */
export function parseJson(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return isDeeperThan(MAX_DEPTH, json) ? undefined : json;
  } catch {
    return undefined;
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
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
