/** Does the work while the wall clock jumps by these milliseconds, in turn, whenever somebody looks at it. */
export async function withJumpingWallClock<T>(
  jumpsMs: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  if (jumpsMs.length === 0) return work();
  const look = Date.now;
  let looks = 0;
  let offMs = 0;
  Date.now = () => {
    offMs += jumpsMs[looks++ % jumpsMs.length] ?? 0;
    return look() + offMs;
  };
  try {
    return await work();
  } finally {
    Date.now = look;
  }
}
