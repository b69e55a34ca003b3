import { parse } from 'yaml';
import * as z from 'zod';

// How the runner passes inputs to a step, and what it reads of it: the output file and the commands in the log.

// Every value keeps its text: the runner has no other type.
const metadataSchema = z.object({
  inputs: z.record(z.string(), z.looseObject({ default: z.string().optional() })).default({}),
});

/**
 * The inputs that an `action.yml` declares, with their defaults as the runner evaluates them. `expressions` are the
 * values of expressions by their text: `github.token`, `toJSON(matrix)`.
 */
export function declaredInputs(
  actionYml: string,
  expressions: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const evaluate = (text: string): string =>
    text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (expression, inner: string) => {
      const value = expressions[inner];
      if (value === undefined) throw new Error(`The sandbox cannot evaluate ${expression}.`);
      return value;
    });
  const { inputs } = metadataSchema.parse(parse(actionYml, { schema: 'failsafe' }));
  return new Map(Object.entries(inputs).map(([name, input]) => [name, evaluate(input.default ?? '')]));
}

/** The runner's warning about inputs that the action does not declare, or undefined if all are declared. */
export function unexpectedInputs(given: readonly string[], declared: ReadonlyMap<string, string>): string | undefined {
  const names = [...declared.keys()];
  const known = new Set(names.map((name) => name.toLowerCase()));
  const unexpected = given.filter((name) => !known.has(name.toLowerCase()));
  if (unexpected.length === 0) return undefined;
  return `Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(names)}]`;
}

/** The environment variables of the inputs. */
export function inputEnvironment(
  declared: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    [...declared, ...Object.entries(given)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** Parses a `GITHUB_OUTPUT` file: `name=value` lines and heredocs. Throws where the runner would. */
export function parseOutputFile(content: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = content.split(/\r?\n/);

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;

    const [, name, operator, rest = ''] = /^(.+?)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`Invalid format '${line}'`);
    if (operator === '=') {
      outputs[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, at + 1);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

/** A command to the runner in a step's log. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

// Any other name is plain text to the runner:
// https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
const registered = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** The commands that the runner finds in a log, in order. */
export function commandsIn(log: string): readonly WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let resumeToken: string | undefined;

  for (const line of log.split(/\r?\n/)) {
    if (resumeToken !== undefined) {
      if (line.trim() === `::${resumeToken}::`) resumeToken = undefined;
      continue;
    }
    const command = commandIn(line);
    if (!command) continue;
    commands.push(command);
    if (command.command === 'stop-commands') resumeToken = command.message;
  }
  return commands;
}

/** `::name key=value,key=value::message`, at the start of a line. */
function commandIn(line: string): WorkflowCommand | undefined {
  const [, name = '', properties = '', message = ''] = /^\s*::([^ :]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  const decode = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const decodeProperty = (text: string): string => decode(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  if (!registered.has(name)) return undefined;
  const pairs = properties.split(',').flatMap((pair) => {
    const [, key, value = ''] = /^\s*([^=]+)=(.+)$/.exec(pair) ?? [];
    return key === undefined ? [] : [[key, decodeProperty(value)] as const];
  });
  return { command: name, properties: Object.fromEntries(pairs), message: decode(message) };
}
