// `npm run mutants [-- WORD]`: breaks each law on purpose, in a copy of the source, and tells which test notices. Ends
// red where one survives, and where the text that a mutant replaces is no longer there. WORD picks those whose name or
// file has it.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { type Mutant, MUTANTS } from './mutants-list.ts';

const ROOT = resolve(import.meta.dirname, '..');
// The build checks the types of whatever TypeScript is there, so nothing that one part needs of another may be missing.
const NOT_COPIED: ReadonlySet<string> = new Set(['node_modules', '.git']);

const Report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** A place where the source may be broken. */
const folder = mkdtempSync(join(tmpdir(), 'doksi-mutants-'));

/** Runs tests in the copy: what failed first, or undefined where all passed. */
function firstFailure(tests: readonly string[]): string | undefined {
  const output = join(folder, 'report.json');
  rmSync(output, { force: true });
  const jest = ['--experimental-vm-modules', join(folder, 'node_modules/jest/bin/jest.js')];
  const paths = tests.map((path) => `__tests__/${path}`);
  const { stderr } = spawnSync(process.execPath, [...jest, '--json', `--outputFile=${output}`, ...paths], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!existsSync(output)) throw new Error(`jest did not report: ${stderr}`);
  const { success, testResults } = Report.parse(JSON.parse(readFileSync(output, 'utf8')));
  if (testResults.length === 0) throw new Error(`There are no tests ${paths.join(', ')}.`);
  if (success) return undefined;
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed) return `${name.replace(/^.*__tests__\//, '')}: ${failed.fullName}`;
  }
  // A file that does not even load is noticed, but by no test.
  throw new Error(testResults.map(({ message }) => message).join('\n'));
}

function build(): void {
  const ncc = join(folder, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [ncc, 'build', 'src/index.ts', '--out', 'dist'],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The copy does not build: ${stdout}${stderr}`);
}

/** Breaks the copy, runs the tests, and mends it again: what noticed. */
function noticing({ file, from, to, tests, isBuilt }: Mutant): string | undefined {
  const path = join(folder, 'src', file);
  const sound = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  try {
    if (isBuilt) build();
    return firstFailure(tests);
  } finally {
    writeFileSync(path, sound);
  }
}

function run(mutants: readonly Mutant[]): boolean {
  const stale = mutants.filter(
    ({ file, from }) => readFileSync(join(ROOT, 'src', file), 'utf8').split(from).length !== 2,
  );
  for (const { name, file, from } of stale) {
    console.log(`STALE: ${name}. src/${file} does not have this exactly once: ${from}`);
  }
  if (stale.length > 0) return false;

  for (const name of readdirSync(ROOT).filter((one) => !NOT_COPIED.has(one)))
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  if (mutants.some(({ isBuilt }) => isBuilt)) build();
  const sick = firstFailure([...new Set(mutants.flatMap(({ tests }) => tests))]);
  if (sick !== undefined) throw new Error(`The source is broken already, says ${sick}.`);

  let survivors = 0;
  for (const mutant of mutants) {
    const noticed = noticing(mutant);
    if (noticed === undefined) survivors += 1;
    console.log(`| ${mutant.name} | ${noticed ?? '**survived**'} |`);
  }
  console.log(`${mutants.length - survivors} of ${mutants.length} mutants were caught.`);
  return survivors === 0;
}

try {
  const [, , word = ''] = process.argv;
  const picked = MUTANTS.filter(({ name, file }) => `${name} ${file}`.includes(word));
  process.exitCode = picked.length > 0 && run(picked) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
