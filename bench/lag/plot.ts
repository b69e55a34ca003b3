import * as Plot from '@observablehq/plot';
import { DOMParser } from 'linkedom';
import * as z from 'zod';

export interface Line {
  readonly name: string;
  /** In the order of `x`. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly xTicks: readonly { readonly at: number; readonly label: string }[];
  readonly yTicks: readonly number[];
  readonly yScale: 'linear' | 'log';
  readonly lines: readonly Line[];
}

const WIDTH = 760;
const HEIGHT = 420;
const MARGINS = { marginLeft: 50, marginRight: 170, marginTop: 60, marginBottom: 45 };
/** Between the names of two lines, in pixels. */
const NAME_HEIGHT = 15;
/** Okabe and Ito's colours, which all eyes tell apart. */
const COLOURS = ['#0072b2', '#56b4e9', '#d55e00', '#e69f00', '#cc79a7', '#009e73'];

/** What matters of the element that Plot makes: its types are a browser's. */
const Figure = z.object({ outerHTML: z.string() });

/** A chart of lines as an SVG file; its x axis is logarithmic. */
export function renderChart({ title, x, y, xTicks, yTicks, yScale, lines }: Chart): string {
  const points = lines.flatMap(({ name, points: of }) => of.map((point) => ({ name, ...point })));
  const labels = new Map(xTicks.map(({ at, label }) => [at, label]));
  const yDomain = [yTicks[0] ?? 0, yTicks.at(-1) ?? 1];
  const document: unknown = new DOMParser().parseFromString('<html></html>', 'text/html');
  const figure: unknown = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    ...MARGINS,
    // Paper-white, whatever the page is: GitHub has a dark one, too.
    style: { background: 'white', color: 'black', font: '12px sans-serif' },
    x: { type: 'log', axis: null },
    y: { type: yScale, domain: yDomain, axis: null },
    color: { domain: lines.map(({ name }) => name), range: COLOURS },
    marks: [
      Plot.gridY(yTicks),
      Plot.axisX([...labels.keys()], { text: (at: number) => labels.get(at) ?? '', label: x }),
      Plot.axisY(yTicks, { text: String, label: null }),
      Plot.line(points, { x: 'x', y: 'y', stroke: 'name', strokeWidth: 2 }),
      Plot.dot(points, { x: 'x', y: 'y', fill: 'name', r: 2.5 }),
      ...names(lines, heightOf(yScale, yDomain)),
      Plot.text([y], { frameAnchor: 'top-left', dx: -45, dy: -25 }),
      Plot.text([title], { frameAnchor: 'top-left', dx: -45, dy: -52, fontSize: 15, fontWeight: 'bold' }),
    ],
  });
  // A page would know what the element is; a file has to be told.
  const svg = Figure.parse(figure).outerHTML.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
  return `${svg}\n`;
}

/** Each line's name at its last point, or as near as the others' names let it. */
function names(lines: readonly Line[], pixelOf: (y: number) => number): Plot.Markish[] {
  const ends = lines.flatMap(({ name, points }) => points.slice(-1).map((point) => ({ name, ...point })));
  let lowest = -Infinity;
  return ends
    .toSorted((a, b) => pixelOf(a.y) - pixelOf(b.y))
    .map((end) => {
      const at = pixelOf(end.y);
      lowest = Math.max(at, lowest + NAME_HEIGHT);
      return Plot.text([end], {
        x: 'x',
        y: 'y',
        text: 'name',
        fill: 'name',
        textAnchor: 'start',
        dx: 8,
        dy: lowest - at,
      });
    });
}

function heightOf(scale: 'linear' | 'log', [low = 0, high = 1]: readonly number[]): (y: number) => number {
  const level = scale === 'log' ? Math.log : (value: number): number => value;
  const pixels = HEIGHT - MARGINS.marginTop - MARGINS.marginBottom;
  return (y) => (pixels * (level(high) - level(y))) / (level(high) - level(low));
}
