import { webLink } from './text.ts';

// Everything that comes from outside passes one of these on its way to where people look.

/** They turn the direction of what follows, or of the whole line. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A character that a reader sees: no control, no blank, nothing that only fills a place or changes another one. */
// eslint-disable-next-line no-misleading-character-class -- each of them stands for itself
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]/u;

/** The text in the order in which it was written. */
export function undirected(text: string): string {
  return text.replace(DIRECTIONS, '');
}

/** For the log: one line, indented as it was, without control characters or anything the runner takes for a command. */
export function forLog(text: string): string {
  return undirected(text.toWellFormed())
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('##[', '## [')
    .replace(/^(\s*)::/, '$1: :')
    .trimEnd();
}

/** For Markdown inside a line or a table cell: shown as it is, whatever it holds; nobody is mentioned. */
export function forMarkdown(text: string): string {
  const [first = '', ...rest] = forLog(text).trim().split(ADDRESS);
  // The text between addresses stands at even places, the addresses at odd ones.
  const pieces = rest.map((piece, index) => (index % 2 === 0 ? address(piece) : quiet(escaped(piece))));
  // An exclamation mark before a link would make a picture of it.
  return (atLineStart(quiet(escaped(first))) + pieces.join('')).replace(/!(?=\[)/g, '\\!');
}

/** An id or another short text as code. */
export function markdownCode(text: string): string {
  const clean = forLog(text).trim();
  return /^[\w.:/-]+$/.test(clean)
    ? `\`${clean}\``
    : `<code>${clean.replace(/[^\p{L}\p{N} ]/gu, entity)}</code>`;
}

/** A Markdown link; the bare text where the address is no web address. */
export function markdownLink(text: string, url: string | null | undefined): string {
  const href = webLink(url);
  if (href === undefined) return forMarkdown(text);
  // GitHub looks for mentions and addresses outside of links only.
  const label = escaped(forLog(text).trim());
  return `[${label}](${destinationOf(href)})`;
}

/** Whether there is anything to see. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** A web address as GitHub finds it in a text, by itself or at the end of a sentence. */
const ADDRESS = /((?:https?:\/\/|ftp:\/\/|\bwww\.)[^\s<>|`]*[^\s<>|`.,;:!?'")\]}])/i;

/**
 * An address in a foreign text: a link where it leads to Doksi, else code, which GitHub neither links nor changes. Left
 * to itself it would become a link to anywhere, and escaping would break it.
 */
function address(url: string): string {
  const href = webLink(url);
  return href !== undefined && isDoksi(href) ? `[${escaped(url)}](${destinationOf(href)})` : `\`${url}\``;
}

function isDoksi(href: string): boolean {
  const { protocol, hostname } = new URL(href);
  return protocol === 'https:' && (hostname === 'doksi.ai' || hostname.endsWith('.doksi.ai'));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return (
    text
      .replace(/[&<>\\`*~[\]|#$]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`)
      // Inside a word an underscore means nothing, and ids stay readable without the backslash.
      .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
      // `:tada:` would become a picture; a word joiner is not seen, and keeps the two apart.
      .replace(/:(?!\d+:)(?=[\w+-]{1,40}:)/g, ':\u2060')
  );
}

/** Nobody is mentioned, no issue is linked: GitHub looks for both after Markdown's own escapes are gone. */
function quiet(markdown: string): string {
  return markdown.replace(/@(?=[\w-])|#(?=\d)/g, '$&\u2060').replace(/\bGH-(?=\d)/gi, '$&\u2060');
}

/** A rule, a list, a heading begin with these; what else could is escaped everywhere. */
function atLineStart(markdown: string): string {
  return markdown.replace(/^[-+=]/, '\\$&').replace(/^(\d+)(?=[.)])/, '$1\\');
}

/** The address for the brackets of a link: nothing in it ends them, and an `&copy;` stays what it is. */
function destinationOf(href: string): string {
  return href
    .replace(/[()|<>\\`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}
