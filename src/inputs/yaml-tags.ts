const TAG = 'tag:yaml.org,2002:';

/** What a scalar may be said to be, and how that shows in what it was read as. */
const SCALAR_TAGS: Readonly<Record<string, (value: unknown) => boolean>> = {
  '!': (value) => typeof value === 'string',
  [`${TAG}str`]: (value) => typeof value === 'string',
  [`${TAG}int`]: (value) => typeof value === 'number',
  [`${TAG}float`]: (value) => typeof value === 'number',
  [`${TAG}bool`]: (value) => typeof value === 'boolean',
  [`${TAG}null`]: (value) => value === null,
};

/** Whether a scalar has no tag, or one of JSON's types that its value has indeed. */
export function isAsTagged(tag: string | undefined, value: unknown): boolean {
  return tag === undefined || (SCALAR_TAGS[tag]?.(value) ?? false);
}

/** Whether a list or a mapping has no tag, or the one that it would have anyway. */
export function isTagOf(kind: 'seq' | 'map', tag: string | undefined): boolean {
  return tag === undefined || tag === `${TAG}${kind}`;
}

/** YAML's own tags by name; another may be a password that begins with `!`. */
export function shownTag(tag: string | undefined): string {
  const name = /^tag:yaml\.org,2002:(set|omap|pairs|binary|timestamp|merge)$/.exec(tag ?? '')?.[1];
  return name === undefined ? 'a tag' : `the tag !!${name}`;
}
