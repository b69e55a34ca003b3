import { cancellation } from './cancellation.ts';

// Red until proven green: a process that ends before its work is done must not pass.
process.exitCode = 1;
// Before anything else is loaded, so that a signal in the first moments finds somebody who listens.
const signal = cancellation();
const { main } = await import('./main.ts');
const exitCode = await main(signal);

// Leave explicitly, for a socket left over from a cancelled request may hold the process up; but only once what was
// written has left: pipes are asynchronous on Windows.
process.stdout.write('', () => process.exit(exitCode));
