/** One part of the benchmarks: `npm run bench -- name` measures it anew. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** Whether its numbers depend on the machine: then they are told with it. */
  readonly isTimed: boolean;
  /** Resolves to what was measured, as Markdown. */
  measure(): Promise<string>;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? ':--' : '--:'));
  return [head, rule, ...rows].map(line).join('\n');
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** `12.3`: three digits that mean something, or as many as stand before the point. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
