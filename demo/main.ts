// `npm run demo [-- SCENARIO]`: the built action against the sandbox, exactly as the runner would run it.
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { SANDBOX_API_KEY, startDoksi } from '../sandbox/doksi/server.ts';
import { startPreview } from '../sandbox/preview/server.ts';
import { startStep } from '../sandbox/runner/step.ts';
import { summaryPage } from './page.ts';
import { type Scenario, SCENARIOS } from './scenarios.ts';

const ROOT = join(import.meta.dirname, '..');
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
  process.exitCode = (await play(name, scenario)) ? 0 : 1;
}

function usage(): string {
  const rows = Object.entries(SCENARIOS).map(([key, { about }]) => `  ${key.padEnd(9)}  ${about}`);
  return ['npm run demo [-- SCENARIO]', '', ...rows, '', `Without a scenario: ${DEFAULT}.`].join('\n');
}

/** Plays a scenario; resolves to whether the action behaved as expected. */
async function play(
  key: string,
  { inputs, doksi, faults, preview, cancelAfter, withApk, expected }: Scenario,
): Promise<boolean> {
  const sandbox = await startDoksi(doksi);
  const site = await startPreview({ '/': preview ?? [] });
  const workspace = mkdtempSync(join(tmpdir(), 'doksi-demo-'));
  try {
    faults?.forEach((fault) => {
      sandbox.fault(fault);
    });
    if (withApk) placeApk(workspace);

    print(`── log ${'─'.repeat(73)}`);
    const step = startStep({
      workspace,
      inputs: { 'api-key': SANDBOX_API_KEY, 'api-url': sandbox.url, ...inputs },
      env: { http_proxy: preview && site.url },
      onOutput: (chunk) => {
        process.stdout.write(asShown(chunk));
        if (cancelAfter?.test(chunk)) step.kill('SIGINT');
      },
    });
    const { exitCode, outputs, summary } = await step.done;

    print(`── outputs ${'─'.repeat(69)}`);
    for (const [output, value] of Object.entries(outputs)) print(`${output}=${shortened(value)}`);
    for (const { path, sha256, files } of sandbox.uploads) {
      const inside = files.map((file) => `${file.name} (${file.bytes} bytes)`).join(', ');
      print(`The store received ${inside || path}; sha256 of the whole ${sha256}`);
    }
    print(`── summary ${'─'.repeat(69)}`);
    print(summary);

    const page = join(ROOT, 'demo-output', `${key}.html`);
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, summaryPage(summary, `Doksi demo: ${key}`));
    print(`The summary as a page: ${page}`);

    const isExpected = outputs['conclusion'] === expected.conclusion && exitCode === expected.exitCode;
    const ended = `conclusion ${outputs['conclusion'] ?? 'none'}, exit code ${exitCode ?? 'none'}`;
    print(`${isExpected ? 'As expected' : 'NOT as expected'}: ${ended}`);
    return isExpected;
  } finally {
    await sandbox.close();
    await site.close();
    rmSync(workspace, { recursive: true });
  }
}

/** A real APK, as a package of the registry ships it. */
function placeApk(workspace: string): void {
  const [apk] = globSync(join(ROOT, 'node_modules/io.appium.settings/apks/*.apk'));
  if (apk === undefined) throw new Error('The development dependency io.appium.settings is not installed.');
  const folder = join(workspace, 'app/build/outputs/apk/release');
  mkdirSync(folder, { recursive: true });
  copyFileSync(apk, join(folder, 'app-release.apk'));
}

/** The log as GitHub shows it: masks and debug lines are for the runner, errors and warnings are marked as such. */
function asShown(log: string): string {
  return log
    .replaceAll(/^::(add-mask|debug)::.*\n/gm, '')
    .replaceAll(/^::(error|warning)(?: [^\n]*?)?::(.*)$/gm, (_, level: string, message: string) => {
      const text = message.replaceAll('%0A', '\n').replaceAll('%0D', '').replaceAll('%25', '%');
      return `${level.charAt(0).toUpperCase()}${level.slice(1)}: ${text}`;
    });
}

function shortened(value: string): string {
  return value.length > 160 ? `${value.slice(0, 160)}… (${value.length} characters)` : value;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
