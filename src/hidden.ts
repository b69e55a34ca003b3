/**
 * A value inside an HTML comment, which readers of Markdown don't see. No text in it can end the comment, start
 * another one, or mention anybody.
 */
export function hidden(name: string, value: Readonly<Record<string, unknown>>): string {
  // These signs stand in a JSON text only within strings, where they may be written as escapes.
  const json = JSON.stringify(value).replace(
    /[<>@&]|-(?=-)|[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<!-- ${name} ${json} -->`;
}

/** A value that was found, as it came, and where. */
export interface Found {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

/** The values of this name, which is a plain word, that a text holds, in order; what is no JSON is passed over. */
export function findHidden(name: string, text: string): Found[] {
  const pattern = new RegExp(`<!-- ${name} (\\{[^<>\\n]*\\}) -->`, 'g');
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = parsed(match[1] ?? '');
    return value === undefined ? [] : [{ value, start: match.index, end: match.index + match[0].length }];
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
