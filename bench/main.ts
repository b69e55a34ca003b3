// `npm run bench [-- SECTION …]`: measures, and puts what it measured into docs/benchmarks.md. Needs `npm run build` first.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { growth } from './costs/growth.ts';
import { reports } from './costs/reports.ts';
import { lag } from './lag/section.ts';
import type { Section } from './section.ts';
import { firstRequest } from './start/first-request.ts';
import { load } from './start/load.ts';
import { upload } from './upload/section.ts';

const SECTIONS: readonly Section[] = [load, firstRequest, lag, upload, reports, growth];
const page = new URL('../docs/benchmarks.md', import.meta.url);

const names = process.argv.slice(2);
const unknown = names.filter((name) => SECTIONS.every((section) => section.name !== name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no section ${unknown.join(', ')}; there are ${SECTIONS.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(1);
}
for (const section of SECTIONS) {
  if (names.length > 0 && !names.includes(section.name)) continue;
  process.stdout.write(`${section.name} …\n`);
  const loadBefore = loadavg()[0] ?? 0;
  const measured = await section.measure();
  const text = [
    `## ${section.title}`,
    measured,
    ...(section.isTimed ? [circumstances(loadBefore)] : []),
  ].join('\n\n');
  process.stdout.write(`\n${text}\n\n`);
  await keep(section.name, text);
}

/** Puts the section in its place on the page, between its two marks. */
async function keep(name: string, text: string): Promise<void> {
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- end of ${name} -->`];
  const before = await readFile(page, 'utf8');
  const [head, rest] = before.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined)
    throw new Error(`docs/benchmarks.md has no place for ${name}`);
  const options = await resolveConfig(page);
  const after = await format(`${head}${begin}\n\n${text}\n\n${end}${tail}`, {
    ...options,
    parser: 'markdown',
  });
  await writeFile(page, after);
}

function circumstances(loadBefore: number): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const date = new Date().toISOString().slice(0, 10);
  return `_${date}, commit ${commit}, ${machine}, ${type()} ${release()}, Node ${process.versions.node}; load of the machine before: ${loadBefore.toFixed(1)}._`;
}
