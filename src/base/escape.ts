import { parseJson } from './json.ts';
import { webLink } from './url.ts';

// All foreign text passes through one of these functions before it is shown.

/** Characters that change the direction of text. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A character that readers see: not a control character, a space, a filler, or a mark that changes another character. */
// eslint-disable-next-line no-misleading-character-class -- each character stands for itself
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]/u;

/** The text without the characters that change the direction of writing. */
export function withoutDirection(text: string): string {
  return text.replace(DIRECTIONS, '');
}

/** Whether a reader would see anything of the text. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** For the log: one line without control characters or anything that the runner would run as a command. */
export function forLog(text: string): string {
  return withoutDirection(text.toWellFormed())
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('##[', '## [')
    .replace(/^(\s*)::/, '$1: :')
    .trimEnd();
}

/** For a line or table cell of Markdown: shown as it is, without mentions of users or issues. */
export function forMarkdown(text: string): string {
  const pieces = forLog(text).trim().split(ADDRESS);
  return (
    pieces
      .map((piece, index) => (index % 2 === 1 ? address(piece) : withoutMentions(escaped(piece))))
      .join('')
      // What would start a rule, a list or a heading.
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)(?=[.)])/, '$1\\')
      // An exclamation mark before a link would make it an image.
      .replace(/!(?=\[)/g, '\\!')
  );
}

/** An id or another short text as Markdown code. */
export function markdownCode(text: string): string {
  const clean = forLog(text).trim();
  if (/^[\w.:/[\]-]+$/.test(clean)) return `\`${clean}\``;
  return `<code>${clean.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`)}</code>`;
}

/** A Markdown link; the escaped text alone if the address is not a web address. */
export function markdownLink(text: string, url: string | null | undefined): string {
  // GitHub looks for mentions only outside of links.
  return webLink(url) === undefined ? forMarkdown(text) : labelLink(escaped(forLog(text).trim()), url);
}

/** A link whose label is Markdown already; the label alone if the address is not a web address. */
export function labelLink(label: string, url: string | null | undefined): string {
  const href = webLink(url);
  return href === undefined ? label : `[${label}](${linkDestination(href)})`;
}

/** A web address as GitHub recognises it in text, alone or at the end of a sentence. */
const ADDRESS = /((?:https?:\/\/|ftp:\/\/|\bwww\.)[^\s<>|`]*[^\s<>|`.,;:!?'")\]}])/i;

/** An address in foreign text: a link if it leads to Doksi, otherwise code, which GitHub does not link. */
function address(url: string): string {
  const href = webLink(url) ?? '';
  const isDoksi = /^https:\/\/([^/?#]+\.)?doksi\.ai[:/]/.test(href);
  return isDoksi ? `[${escaped(url)}](${linkDestination(href)})` : `\`${url}\``;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return (
    text
      .replace(/[&<>\\`*~[\]|#$]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`)
      // Inside a word an underscore has no meaning, and ids stay readable without the backslash.
      .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
      // A word joiner, which is invisible, keeps `:tada:` from becoming an emoji.
      .replace(/:(?!\d+:)(?=[\w+-]{1,40}:)/g, ':\u2060')
  );
}

/** GitHub resolves mentions, issue numbers and e-mail addresses after Markdown's own escapes. */
function withoutMentions(markdown: string): string {
  return markdown.replace(/@(?=\S)|#(?=\d)|\bGH-(?=\d)/gi, '$&\u2060');
}

/** Escapes what would end the link, and entities such as `&copy;`. */
function linkDestination(href: string): string {
  return href
    .replace(/[()|<>\\`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

/** A value in an HTML comment, which Markdown does not show. Its text cannot end the comment or mention anyone. */
export function hiddenComment(name: string, value: Readonly<Record<string, unknown>>): string {
  // In JSON these characters occur only within strings, where escapes are allowed.
  const json = JSON.stringify(value).replace(
    /[<>@&]|-(?=-)|[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<!-- ${name} ${json} -->`;
}

/** The hidden comments with this name, in order; those that are not JSON are skipped. */
export function findHiddenComments(
  name: string,
  text: string,
): { readonly value: unknown; readonly start: number; readonly end: number }[] {
  const pattern = new RegExp(`<!-- ${name} (\\{[^<>\\n]*\\}) -->`, 'g');
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = parseJson(match[1] ?? '');
    return value === undefined ? [] : [{ value, start: match.index, end: match.index + match[0].length }];
  });
}
