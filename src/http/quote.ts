// Strangers' texts, short enough for a sentence. All of it is done in linear time: they may be long, and hostile.

/** Where a page or an error in XML says what it is, it does so in its first characters. */
const HEAD = 64 * 1024;
/** More of a page (characters) nobody reads in a log line. */
const MAX_QUOTE = 300;

/** The text, or so much of it with an ellipsis behind; no half of a surrogate pair is left over. */
export function clipped(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The begin of the text with all white space made single blanks. */
export function inOneLine(text: string, max: number): string {
  const line = text.slice(0, HEAD).replace(/\s+/g, ' ').trim();
  return clipped(line, max);
}

/** A body that is no JSON: of an HTML page its title, of S3's XML code and message, else its begin. */
export function quote(text: string): string {
  const head = text.slice(0, HEAD);
  const code = element(head, 'Code');
  if (code !== undefined) {
    const message = element(head, 'Message');
    return message === undefined ? clipped(code, MAX_QUOTE) : `${clipped(code, MAX_QUOTE)}: ${message}`;
  }
  if (!head.trimStart().startsWith('<')) return inOneLine(head, MAX_QUOTE);
  const title = titleOf(head);
  return title ? `an HTML page with the title "${inOneLine(title, MAX_QUOTE)}"` : 'an HTML page';
}

/** The code of an error in S3's XML. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function xmlErrorCode(text: string): string | undefined {
  const head = text.slice(0, HEAD);
  return /<Error[\s>]/.test(head) ? element(head, 'Code') : undefined;
}

function element(xml: string, name: string): string | undefined {
  const begin = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, begin);
  return begin < 0 || end < 0 ? undefined : xml.slice(begin + name.length + 2, end).trim();
}

function titleOf(html: string): string | undefined {
  const tag = html.toLowerCase().indexOf('<title');
  const begin = html.indexOf('>', tag) + 1;
  const end = html.indexOf('<', begin);
  return tag < 0 || begin === 0 || end < 0 ? undefined : html.slice(begin, end).trim();
}
