import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** The contexts that expressions may use: `github`, `secrets`, `needs`, … */
export type Contexts = Readonly<Record<string, unknown>>;

/** The text with each `${{ … }}` replaced by its value, as GitHub's own evaluator computes it. */
export function interpolate(template: string, contexts: Contexts): string {
  return template.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => evaluate(expression, contexts));
}

/** Whether a job or step with this `if` runs; conditions on the state of the job are true. */
export function isMet(condition: string | undefined, contexts: Contexts): boolean {
  if (condition === undefined || /\b(always|failure|success|cancelled)\(/.test(condition)) return true;
  const expression = condition.replace(/^\$\{\{(.*)\}\}$/, '$1');
  return evaluate(expression, contexts) === 'true';
}

function evaluate(expression: string, contexts: Contexts): string {
  const parser = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), []);
  return new Evaluator(parser.parse(), dictionaryOf(contexts)).evaluate().coerceString();
}

function dictionaryOf(values: object): data.Dictionary {
  const pairs = Object.entries(values).map(([key, value]: [string, unknown]) => ({
    key,
    value: dataOf(value),
  }));
  return new data.Dictionary(...pairs);
}

function dataOf(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(dataOf));
  if (typeof value === 'object' && value !== null) return dictionaryOf(value);
  return new data.Null();
}
