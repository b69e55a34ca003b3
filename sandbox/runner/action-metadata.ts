import { parse } from 'yaml';
import * as z from 'zod';

// Every value stays the text that it is in the file: the runner knows no other type either.
const metadataSchema = z.object({
  inputs: z.record(z.string(), z.looseObject({ default: z.string().optional() })).default({}),
});

/** The inputs that an `action.yml` declares, with their defaults as the runner would fill them in. */
export function declaredInputs(actionYml: string, githubToken: string): ReadonlyMap<string, string> {
  const { inputs } = metadataSchema.parse(parse(actionYml, { schema: 'failsafe' }));
  return new Map(
    Object.entries(inputs).map(([name, input]) => [name, evaluate(input.default ?? '', githubToken)]),
  );
}

function evaluate(text: string, githubToken: string): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (expression, inner: string) => {
    if (inner === 'github.token') return githubToken;
    throw new Error(`The stand-in for the runner cannot evaluate ${expression}.`);
  });
}

/** What the runner says of inputs that the action doesn't declare, or undefined if all are declared. */
export function unexpectedInputs(
  given: readonly string[],
  declared: ReadonlyMap<string, string>,
): string | undefined {
  const names = [...declared.keys()];
  const known = new Set(names.map((name) => name.toLowerCase()));
  const unexpected = given.filter((name) => !known.has(name.toLowerCase()));
  if (unexpected.length === 0) return undefined;
  return `Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(names)}]`;
}

/** The environment by which the runner hands over inputs. */
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
