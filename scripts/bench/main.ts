// `npm run bench [-- SECTION …]`: prints measurements as Markdown. Needs `npm run build` first.
import { cpus, type } from 'node:os';
import { lag } from './lag.ts';
import { start } from './start.ts';
import { upload } from './upload.ts';

const SECTIONS: Readonly<Record<string, () => Promise<string>>> = { start, lag, upload };

const names = process.argv.slice(2);
const unknown = names.filter((name) => SECTIONS[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. Choose from ${Object.keys(SECTIONS).join(', ')}.`);
  process.exitCode = 1;
} else {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${type()}, Node ${process.versions.node}\n`);
  for (const [name, measure] of Object.entries(SECTIONS))
    if (names.length === 0 || names.includes(name)) console.log(`${await measure()}\n`);
}
