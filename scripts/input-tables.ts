import * as z from 'zod';

/** The inputs and outputs in action.yml. */
export const Metadata = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});
export type Metadata = z.output<typeof Metadata>;

/** The inputs that most workflows need. */
export const FIRST_INPUTS = ['api-key', 'web-url', 'apk', 'test-ids', 'matrix', 'pr-comment'] as const;

/** Every public input, by purpose. */
export const INPUT_GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Access to Doksi': ['api-key', 'if-no-api-key', 'api-url'],
  'What to test': [
    'web-url',
    'binary-url',
    'target-id',
    'apk',
    'test-ids',
    'matrix',
    'max-tests',
    'target-name',
    'target-version',
    'extra-body',
    'run-id',
  ],
  Waiting: ['wait', 'timeout-minutes', 'poll-interval-seconds', 'ready-minutes', 'ready-text', 'dry-run'],
  'Second attempts': ['retries', 'on-rerun', 'known-failures'],
  'What fails the step': ['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky'],
  Reports: ['title', 'summary', 'annotations', 'check-run', 'pr-comment', 'commit-sha', 'junit-path', 'github-token'],
};

/** Other inputs are optional. */
const REQUIRED: Readonly<Record<string, string>> = {
  'api-key': 'yes',
  'web-url': 'one of',
  'binary-url': 'one of',
  'target-id': 'one of',
  apk: 'one of',
  matrix: 'one of',
  'run-id': 'one of',
  'test-ids': 'short form',
};

const MAX_COMMENT_WIDTH = 90;

/** The text between the markers of each name, for README.md and docs/inputs.md. Internal inputs are left out. */
export function tablesOf({ inputs, outputs }: Metadata): Readonly<Record<string, string>> {
  const row = (name: string): readonly string[] => [`\`${name}\``, REQUIRED[name] ?? 'no', meaningOf(inputs[name])];
  const groups = Object.entries(INPUT_GROUPS).map(([purpose, names]) => {
    return [purpose, names.filter((name) => Object.hasOwn(inputs, name))] as const;
  });
  return {
    'first-inputs': table(['Input', 'Required', 'Meaning'], FIRST_INPUTS.map(row)),
    inputs: groups
      .map(([purpose, names]) => {
        return `## ${purpose}\n\n${table(['Input', 'Required', 'Meaning'], names.map(row))}`;
      })
      .join('\n\n'),
    outputs: table(
      ['Output', 'Meaning'],
      Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
    with: withBlock(
      inputs,
      groups.flatMap(([, names]) => names),
    ),
  };
}

/** The document with new text between the markers of a name; unchanged if it has no such markers. */
export function withTable(document: string, name: string, content: string): string {
  const [begin, end] = markersOf(name);
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) return document;
  return `${document.slice(0, from + begin.length)}\n\n${content}\n\n${document.slice(to)}`;
}

export function markersOf(name: string): readonly [begin: string, end: string] {
  return name === 'with'
    ? ['<!-- with:start -->', '<!-- with:end -->']
    : [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
}

/** Every input with its default, each below a comment. */
function withBlock(inputs: Metadata['inputs'], names: readonly string[]): string {
  const lines = names.flatMap((name) => {
    const { description = '', default: value = '' } = inputs[name] ?? {};
    const comment = wrapped(description.trim().replaceAll('`', ''), MAX_COMMENT_WIDTH);
    const shown = name === 'api-key' ? '${{ secrets.DOKSI_API_KEY }}' : value || "''";
    return [...comment.map((line) => `    # ${line}`), `    ${name}: ${shown}`, ''];
  });
  return ['```yaml', '- uses: doksi/run-action@v1', '  with:', ...lines.slice(0, -1), '```'].join('\n');
}

function wrapped(text: string, width: number): string[] {
  return text.split(/\s+/).reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || joined.length > width) return [...lines, word];
    return [...lines.slice(0, -1), joined];
  }, []);
}

// A column for the default would leave no room for the meaning on a narrow page.
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
