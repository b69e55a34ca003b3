/** Aborts on SIGINT and SIGTERM. The runner sends both, 7.5 s apart, so the handlers stay. */
export function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      controller.abort(new Error(`cancelled by ${name}`));
    });
  }
  return controller.signal;
}
