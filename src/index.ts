import { main } from './main.ts';

// Red until proven green: a process that ends before its work is done must not pass.
process.exitCode = 1;
const exitCode = await main();

// Leave explicitly, for a socket left over from a cancelled request may hold the process up; but only once what was
// written has left: pipes are asynchronous on Windows.
process.stdout.write('', () => process.exit(exitCode));
