// `npm run bench [-- SECTION …]`: prints measurements as Markdown. Needs `npm run build` first.
import { cpus, tmpdir, type } from 'node:os';
import { lag } from './lag.ts';
import { ACTION, inTurn, measure, type Measured, section } from './process.ts';
import { upload } from './upload.ts';

const ROUNDS = 21;
const MATRIX = '[{platform: web, web_url: "https://staging.example.com", test_ids: [abc123]}]';

const SECTIONS: Readonly<Record<string, () => string | Promise<string>>> = { start, lag, upload };

const names = process.argv.slice(2);
const unknown = names.filter((name) => SECTIONS[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. Choose from ${Object.keys(SECTIONS).join(', ')}.`);
  process.exitCode = 1;
} else {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${type()}, Node ${process.versions.node}\n`);
  for (const [name, run] of Object.entries(SECTIONS))
    if (names.length === 0 || names.includes(name)) console.log(`${await run()}\n`);
}

/** The time from the start of the process to its end if there is nothing to do. */
async function start(): Promise<string> {
  const node = (args: readonly string[], env: Record<string, string> = {}): Promise<Measured> =>
    measure({ command: process.execPath, args, folder: tmpdir(), env });
  const measured = await inTurn(ROUNDS, {
    bare: () => node(['-e', '0']),
    skip: () => node([ACTION], { 'INPUT_IF-NO-API-KEY': 'skip' }),
    dryRun: () => node([ACTION], { 'INPUT_DRY-RUN': 'true', INPUT_MATRIX: MATRIX }),
  });
  const row = (what: string, name: Parameters<typeof measured>[0]): string[] => {
    const { seconds } = measured(name);
    const ratio = seconds / measured('bare').seconds;
    return [what, `${(seconds * 1000).toFixed(0)} ms`, ratio.toFixed(1)];
  };
  return section('Start', `Whole processes, median of ${ROUNDS} rounds.`, [
    ['', 'time', 'to bare Node'],
    row('`node -e 0`', 'bare'),
    row('the action without a key, skipped', 'skip'),
    row('the action with a matrix, dry run', 'dryRun'),
  ]);
}
