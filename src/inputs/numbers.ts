import { shownKey } from './named.ts';
import type { Findings } from './problems.ts';
import type { ParsedYaml } from './yaml.ts';

/**
 * Checks the numbers in a list or a mapping that is passed on untouched: numbers are all that JSON may change on the
 * way. One that would become another is a problem; one that keeps its value but not its form, a warning.
 */
export function checkNumbers(
  container: object,
  where: () => string,
  yaml: ParsedYaml,
  findings: Findings,
  isChecked: (key: string) => boolean = () => true,
): void {
  const isList = Array.isArray(container);
  const check = (key: string | number, value: unknown): void => {
    const at = (): string => (isList ? `${where()}[${key}]` : `${where()}.${shownKey(String(key))}`);
    if (typeof value === 'number') checkNumber(value, yaml.written(container, key), at, findings);
    else if (typeof value === 'object' && value !== null) checkNumbers(value, at, yaml, findings);
  };
  if (isList) {
    container.forEach((value: unknown, index) => check(index, value));
  } else {
    for (const [key, value] of Object.entries(container)) if (isChecked(key)) check(key, value);
  }
}

function checkNumber(
  value: number,
  source: string | undefined,
  where: () => string,
  findings: Findings,
): void {
  if (source === undefined || source === String(value)) return;
  if (!isExact(value, source)) {
    findings.problem(where(), 'is a number that cannot be passed on exactly; quote it if it is a text');
  } else {
    const why = 'is a number in an unusual form, and is passed on as its value; quote it if it is a text';
    findings.warn(where(), why);
  }
}

/** Whether a number is exactly what was written; longer ones than any number's own text can't be. */
function isExact(value: number, source: string): boolean {
  if (!Number.isFinite(value) || source.length > 400) return false;
  if (/^0[xo]/.test(source)) return BigInt(source) === BigInt(value);
  return significant(source) === significant(String(value));
}

/** The digits without zeros around them, and the exponent that belongs to them: `12e-1` for 1.20. */
function significant(text: string): string {
  const [, whole = '', part = '', exponent = '0'] = /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  const bare = digits.replace(/0+$/, '');
  if (bare === '') return '0';
  return `${bare}e${Number(exponent) - part.length + digits.length - bare.length}`;
}
