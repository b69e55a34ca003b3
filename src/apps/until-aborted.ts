/**
 * What `work` resolves to, or a rejection with the signal's reason as soon as it aborts: a read that hangs on a dead disk
 * can't be stopped, but nobody has to wait for it.
 */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const cancelled = Promise.withResolvers<never>();
  const onAbort = (): void => {
    cancelled.reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, cancelled.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
