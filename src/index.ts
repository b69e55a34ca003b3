import { cancellation } from './cancellation.ts';

// Red until proven green: a process that ends before its work is done must not pass.
process.exitCode = 1;
// Before anything else is loaded, so that a signal in the first moments finds somebody who listens.
const signal = cancellation();

async function work(): Promise<number> {
  try {
    const { main } = await import('./main.ts');
    return await main(signal);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    process.stdout.write(
      `::error::doksi/run-action itself failed: ${reason.replace(/\s+/g, ' ')}. This is a fault of the action: report it with this log.\n`,
    );
    return 1;
  }
}
const exitCode = await work();

// Leave explicitly, for a socket left over from a cancelled request may hold the process up; but only once what was
// written has left: pipes are asynchronous on Windows.
process.stdout.write('', () => process.exit(exitCode));
