import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What expressions may refer to: `github`, `secrets`, `needs`, … */
export type Contexts = Readonly<Record<string, unknown>>;

/** A text with each `${{ … }}` replaced by its value, as GitHub's own evaluator gives it. */
export function filledIn(template: string, contexts: Contexts): string {
  return template.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => valueOf(expression, contexts));
}

function valueOf(expression: string, contexts: Contexts): string {
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
