import * as z from 'zod';

/** What action.yml says of inputs and outputs. */
export const Metadata = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});
export type Metadata = z.output<typeof Metadata>;

/** What most workflows need, and no more. */
export const FIRST_INPUTS = ['api-key', 'web-url', 'apk', 'test-ids', 'matrix', 'pr-comment'] as const;

/** Every input, by purpose. */
export const INPUT_GROUPS: Readonly<Record<string, readonly string[]>> = {
  'What to test': [
    'web-url',
    'binary-url',
    'target-id',
    'apk',
    'test-ids',
    'matrix',
    'target-name',
    'target-version',
    'extra-body',
    'run-id',
  ],
  'When, and how long': [
    'wait',
    'timeout-minutes',
    'poll-interval-seconds',
    'ready-minutes',
    'ready-text',
    'dry-run',
  ],
  'Second attempts': ['retries', 'on-rerun', 'known-failures'],
  'What makes the step red': ['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky'],
  Reports: [
    'title',
    'summary',
    'annotations',
    'check-run',
    'pr-comment',
    'commit-sha',
    'junit-path',
    'github-token',
  ],
  'Access to Doksi': ['api-key', 'if-no-api-key', 'api-url'],
};

/** The text between the markers of each name: tables for README.md and docs/inputs.md. */
export function tablesOf({ inputs, outputs }: Metadata): Readonly<Record<string, string>> {
  const input = (name: string): readonly string[] => [`\`${name}\``, meaningOf(inputs[name])];
  const declared = (names: readonly string[]): readonly string[] =>
    names.filter((name) => Object.hasOwn(inputs, name));
  const groups = Object.entries(INPUT_GROUPS).map(([purpose, names]) => [purpose, declared(names)] as const);
  return {
    'first-inputs': table(['Input', 'Meaning'], declared(FIRST_INPUTS).map(input)),
    'input-groups': table(
      ['For', 'Inputs'],
      groups.map(([purpose, names]) => [purpose, names.map((name) => `\`${name}\``).join(', ')]),
    ),
    inputs: groups
      .map(([purpose, names]) => `## ${purpose}\n\n${table(['Input', 'Meaning'], names.map(input))}`)
      .join('\n\n'),
    outputs: table(
      ['Output', 'Meaning'],
      Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
  };
}

/** The document with other text between the markers of a name; as it was, where it has no such markers. */
export function withTable(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) return document;
  return `${document.slice(0, from + begin.length)}\n\n${content}\n\n${document.slice(to)}`;
}

// The default stands in the same cell: a third column would leave no room for the meaning on a narrow page.
function meaningOf(input: Metadata['inputs'][string] | undefined): string {
  if (input === undefined) return '';
  const byDefault = input.default === undefined ? '' : ` _Default:_ \`${input.default}\`.`;
  return `${input.description.trim()}${byDefault}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
