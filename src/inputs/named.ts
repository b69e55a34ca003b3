/** A value of the wrong type, by name: its text may be long or secret. */
export function named(value: unknown): string {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the word ${value}`;
  if (typeof value === 'string') return `"${value}"`;
  return Array.isArray(value) ? 'a list' : 'a mapping';
}
