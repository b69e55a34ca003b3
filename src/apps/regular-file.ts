import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Opens a regular file for reading; the caller closes it. Rejects for anything else. Without waiting: a FIFO that took a
 * file's place would otherwise keep its opener until somebody writes to it. (Windows has no such flag, nor such FIFOs.)
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error('it is no regular file');
}
