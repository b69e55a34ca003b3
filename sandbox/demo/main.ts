// `npm run demo [-- SCENARIO]`: the built action against the sandbox, exactly as the runner would run it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { logPage, markdownPage } from './page.ts';
import { play } from './play.ts';
import { type Scenario, SCENARIOS } from './scenarios.ts';

const PAGES = join(import.meta.dirname, '../../demo-output');
const DEFAULT = 'failing';

const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true });
const name = positionals[0] ?? DEFAULT;
const scenario = SCENARIOS[name];
if (values.help === true) {
  print(usage());
} else if (scenario === undefined) {
  print(`There is no scenario "${name}".\n\n${usage()}`);
  process.exitCode = 2;
} else {
  process.exitCode = (await show(name, scenario)) ? 0 : 1;
}

function usage(): string {
  const rows = Object.entries(SCENARIOS).map(([key, { about }]) => `  ${key.padEnd(9)}  ${about}`);
  return ['npm run demo [-- SCENARIO]', '', ...rows, '', `Without a scenario: ${DEFAULT}.`].join('\n');
}

/** Plays a scenario and shows what came of it; resolves to whether the action behaved as expected. */
async function show(key: string, scenario: Scenario): Promise<boolean> {
  heading('log');
  const { step, log, junit, uploads, comment, checkRun } = await play(scenario, (shown) => process.stdout.write(shown));
  const { exitCode, outputs, summary } = step;

  heading('outputs');
  for (const [output, value] of Object.entries(outputs)) print(`${output}=${shortened(value)}`);
  for (const { path, sha256, files } of uploads) {
    const inside = files.map((file) => `${file.name} (${file.bytes} bytes)`).join(', ');
    print(`The store received ${inside || path}; sha256 of the whole ${sha256}`);
  }
  for (const [title, text] of Object.entries({ JUnit: junit, summary, 'check run': checkRun, comment })) {
    if (text === undefined) continue;
    heading(title);
    print(text);
  }

  const reports = [summary, checkRun, comment].filter(Boolean).join('\n\n---\n\n');
  save(`${key}.html`, markdownPage(reports, `Doksi demo: ${key}`), 'What people see');
  save(`${key}-log.html`, logPage(log, `Doksi demo: ${key}, the log`), 'The log');

  const { expected } = scenario;
  const isExpected = outputs['conclusion'] === expected.conclusion && exitCode === expected.exitCode;
  const ended = `conclusion ${outputs['conclusion'] ?? 'none'}, exit code ${exitCode ?? 'none'}`;
  print(`${isExpected ? 'As expected' : 'NOT as expected'}: ${ended}`);
  return isExpected;
}

function save(file: string, page: string, what: string): void {
  mkdirSync(PAGES, { recursive: true });
  writeFileSync(join(PAGES, file), page);
  print(`${what} as a page: ${join(PAGES, file)}`);
}

function heading(text: string): void {
  print(`── ${text} ${'─'.repeat(76 - text.length)}`);
}

function shortened(value: string): string {
  return value.length > 160 ? `${value.slice(0, 160)}… (${value.length} characters)` : value;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
