import { InputError, type Problem } from '../../src/inputs/problems.ts';
import { type Inputs, readInputs } from '../../src/inputs/read.ts';
import { InputReader } from '../../src/inputs/reader.ts';
import { readSettings } from '../../src/inputs/settings.ts';

// Shared by the tests of the inputs: inputs are records, read at a fixed time.

export type Given = Readonly<Record<string, string>>;

const NOW_MS = Date.parse('2026-11-03T12:00:00Z');
export const KEY = `dk_live_${'5'.repeat(40)}`;
export const WEB_URL = 'https://staging.example.com';
/** Valid inputs. */
export const GOOD = { 'api-key': KEY, 'web-url': WEB_URL, 'test-ids': 'abc123' };

interface Surroundings {
  readonly nowMs?: number;
  readonly workspace?: string;
  /** Inputs that action.yml does not declare. */
  readonly undeclared?: readonly string[];
}

/** A reader of these inputs. */
export function readerOf(given: Given, { workspace = '/nowhere', undeclared = [] }: Surroundings = {}): InputReader {
  const names = [...undeclared, ...Object.keys(given)];
  const environmentNames = names.map((name) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`);
  return new InputReader((name) => given[name] ?? '', workspace, environmentNames);
}

interface ReadInputs {
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Reads inputs; the key is valid unless one is given. */
export async function readAll(given: Given, surroundings: Surroundings = {}): Promise<ReadInputs> {
  const reader = readerOf({ 'api-key': KEY, ...given }, surroundings);
  const inputs = await readInputs(reader, readSettings(reader), surroundings.nowMs ?? NOW_MS);
  const { problems, warnings } = reader.findings;
  return { inputs, problems, warnings };
}

/** The problems as `name: text`. */
export async function problemsOf(given: Given, surroundings?: Surroundings): Promise<string[]> {
  const { problems } = await readAll(given, surroundings);
  return problems.map(({ where, text }) => `${where}: ${text}`);
}

export async function warningsOf(given: Given, surroundings?: Surroundings): Promise<readonly string[]> {
  return (await readAll(given, surroundings)).warnings;
}

/** The inputs; throws if they have problems. */
export async function read(given: Given, surroundings?: Surroundings): Promise<Inputs> {
  const { inputs, problems } = await readAll(given, surroundings);
  if (problems.length > 0) throw new InputError(problems);
  return inputs;
}

/** The body of `POST /runs` for these inputs, as JSON carries it. Entries with an `apk` are left out. */
export async function bodyOf(given: Given, surroundings?: Surroundings): Promise<unknown> {
  const { run } = await read(given, surroundings);
  if (run.kind === 'existing') return undefined;
  const matrix = run.entries.flatMap(({ platform, target, testIds, extras }) =>
    target.key === 'apk' ? [] : [{ platform, [target.key]: target.value, test_ids: testIds, ...extras }],
  );
  return JSON.parse(JSON.stringify({ matrix, ...run.extraBody }));
}

/** A matrix with one valid entry and more keys, in YAML. */
export function entryWith(yaml: string): Given {
  const lines = yaml.split('\n').map((line) => `  ${line}`);
  return { matrix: [`- web_url: ${WEB_URL}`, '  test_ids: [abc123]', ...lines].join('\n') };
}
