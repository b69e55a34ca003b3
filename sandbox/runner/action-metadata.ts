import { parse } from 'yaml';
import * as z from 'zod';

// Every value keeps its text: the runner has no other type.
const metadataSchema = z.object({
  inputs: z.record(z.string(), z.looseObject({ default: z.string().optional() })).default({}),
});

/** The values of expressions in defaults, by their text: `github.token`, `toJSON(matrix)`. */
export type Expressions = Readonly<Record<string, string>>;

/** The inputs that an `action.yml` declares, with their defaults as the runner evaluates them. */
export function declaredInputs(actionYml: string, expressions: Expressions): ReadonlyMap<string, string> {
  const { inputs } = metadataSchema.parse(parse(actionYml, { schema: 'failsafe' }));
  return new Map(Object.entries(inputs).map(([name, input]) => [name, evaluate(input.default ?? '', expressions)]));
}

function evaluate(text: string, expressions: Expressions): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (expression, inner: string) => {
    const value = expressions[inner];
    if (value === undefined) throw new Error(`The sandbox cannot evaluate ${expression}.`);
    return value;
  });
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
  names?: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    [...declared, ...Object.entries(given)]
      .filter(([name]) => names === undefined || names.includes(name))
      .map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
