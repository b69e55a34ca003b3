// A process that ends early must fail.
process.exitCode = 1;

// A closed log must not end the step: its outputs and reports still count.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// The runner sends SIGINT, then SIGTERM 7.5 s later; on Windows Ctrl+C, then Ctrl+Break.
const cancellation = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
  process.on(signal, () => cancellation.abort(new Error(`cancelled by ${signal}`)));
}

// Loaded after the handlers are in place, so that an early signal does not kill the step.
const { main } = await import('./main.ts');
if (await main(cancellation.signal)) process.exitCode = 0;

/** How often (milliseconds) the process tries to exit if an open handle keeps it alive. */
const EXIT_INTERVAL_MS = 500;

// Usually the event loop ends first, which is safer: process.exit may abort Node on Windows
// (https://github.com/nodejs/node/issues/56645).
setInterval(() => {
  if (process.stdout.writableLength === 0) process.exit();
}, EXIT_INTERVAL_MS).unref();
