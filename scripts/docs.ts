// Writes README's tables of inputs and outputs from action.yml, between their markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

const root = new URL('../', import.meta.url);
const readme = new URL('README.md', root);
const action = Action.parse(parse(readFileSync(new URL('action.yml', root), 'utf8')));

const inputs = Object.entries(action.inputs).map(([name, input]) => [
  `\`${name}\``,
  input.default === undefined ? '' : `\`${input.default}\``,
  input.description,
]);
const outputs = Object.entries(action.outputs).map(([name, output]) => [`\`${name}\``, output.description]);

const text = readFileSync(readme, 'utf8');
const withInputs = replaceBetween(text, 'inputs', table(['Input', 'Default', 'Meaning'], inputs));
writeFileSync(readme, replaceBetween(withInputs, 'outputs', table(['Output', 'Meaning'], outputs)));

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function replaceBetween(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no markers ${begin} … ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${content}\n\n${document.slice(to)}`;
}
