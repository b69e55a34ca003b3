/** What every APK holds at its root. */
export const MANIFEST = 'AndroidManifest.xml';

const LOCAL_HEADER = Buffer.from('PK\u0003\u0004');
const END = Buffer.from('PK\u0005\u0006');

/** Of a local header, up to the name; the name's length stands four bytes before it. */
const LOCAL_HEADER_BYTES = 30;
/** Of an archive's end, up to its comment, whose length closes it. */
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;

/**
 * What is wrong with an APK whose content passes by, in the user's words, or undefined. An archive's directory comes last
 * and may be larger than what is kept of the content, so names are read off the headers that each file has of its own. Of
 * an APK that is larger than `limit`, in bytes, only the beginning is looked at.
 */
export async function apkContentFault(
  content: AsyncIterable<Buffer>,
  bytes: number,
  limit: number,
): Promise<string | undefined> {
  let seen = 0;
  let hasManifest = false;
  let tail = Buffer.alloc(0);
  for await (const chunk of content) {
    const window = Buffer.concat([tail, chunk]);
    if (seen === 0 && !beginsAsZip(window)) return 'is not an APK: it is no zip archive';
    seen += chunk.length;
    if (seen > bytes) return 'is damaged: it is longer than the zip says';
    if (bytes > limit) return undefined;
    hasManifest ||= showsManifest(window);
    tail = window.subarray(-(END_BYTES + MAX_COMMENT_BYTES));
  }
  if (seen === 0) return 'is empty; did the build step fail?';
  if (seen < bytes || !endsAsZip(tail)) return 'is damaged or cut off: its end is missing';
  return hasManifest ? undefined : `is not an APK: it has no ${MANIFEST}`;
}

function beginsAsZip(window: Buffer): boolean {
  const magic = window.subarray(0, 4);
  return magic.equals(LOCAL_HEADER) || magic.equals(END);
}

function endsAsZip(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf(END); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1)) {
    const comment = tail.subarray(at + END_BYTES);
    if (tail.length >= at + END_BYTES && tail.readUInt16LE(at + END_BYTES - 2) === comment.length)
      return true;
  }
  return false;
}

function showsManifest(window: Buffer): boolean {
  for (let at = window.indexOf(MANIFEST); at >= 0; at = window.indexOf(MANIFEST, at + 1)) {
    const header = window.subarray(Math.max(0, at - LOCAL_HEADER_BYTES), at);
    if (header.indexOf(LOCAL_HEADER) === 0 && header.readUInt16LE(header.length - 4) === MANIFEST.length) {
      return true;
    }
  }
  return false;
}
