import { webLink } from './text.ts';

// Everything that comes from outside passes one of these on its way to where people look.

/** For the log: one line, indented as it was, without control characters or anything the runner takes for a command. */
export function forLog(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll('##[', '## [')
    .replace(/^(\s*)::/, '$1: :')
    .trimEnd();
}

/** For Markdown inside a line or a table cell: shown as it is, whatever it holds; nobody is mentioned. */
export function forMarkdown(text: string): string {
  return (
    forLog(text)
      // GitHub looks for mentions and issues in what Markdown has become, where a backslash is gone.
      .replace(/[@#](?=\S)/g, '$&\u2060')
      .replace(/[&<>\\`*~[\]|#$]/g, (sign) => ('&<>'.includes(sign) ? entity(sign) : `\\${sign}`))
      // Inside a word an underscore means nothing, and ids stay readable without the backslash.
      .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
  );
}

/** An id or another short text as code. */
export function markdownCode(text: string): string {
  const clean = forLog(text);
  return /^[\w.:/-]+$/.test(clean)
    ? `\`${clean}\``
    : `<code>${clean.replace(/[^\p{L}\p{N} ]/gu, entity)}</code>`;
}

/** A Markdown link; the bare text where the address is no web address. */
export function markdownLink(text: string, url: string | null | undefined): string {
  const href = webLink(url)?.replace(
    /[()|<>\\`]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return href === undefined ? forMarkdown(text) : `[${forMarkdown(text)}](${href})`;
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}
