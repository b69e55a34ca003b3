import { openRegular } from './regular-file.ts';

/** Read at once, in bytes. Large reads are what makes both digests and uploads fast. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * A regular file's content. Each chunk is good only until the next is taken: there are two buffers, and one is filled
 * while the other is used, so that memory does not grow, neither with the file nor with the garbage.
 */
export async function* readChunks(path: string): AsyncGenerator<Buffer> {
  const file = await openRegular(path);
  try {
    const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)] as const;
    const fill = (turn: number): Promise<{ bytesRead: number; buffer: Buffer }> => {
      const filling = file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, CHUNK_BYTES);
      // Whoever leaves early leaves one behind; its error is nobody's any more.
      filling.catch(() => undefined);
      return filling;
    };
    let filling = fill(0);
    for (let turn = 1; ; turn++) {
      const { bytesRead, buffer } = await filling;
      if (bytesRead === 0) return;
      filling = fill(turn);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
