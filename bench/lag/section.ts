import { writeFile } from 'node:fs/promises';
import { type Section, table } from '../section.ts';
import { type MakeWay, type Mean, mean, loop, ours, squareRoot } from './follow.ts';
import { type Line, renderChart } from './plot.ts';
import { type World, WORLDS } from './worlds.ts';
import { Pace } from '../../src/run/interval.ts';

const SAMPLES = 400;
/** Seconds. */
const LENGTHS = [5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3000, 3600];
const LAWS = new Map([
  [20, 2],
  [60, 3.5],
  [120, 5],
  [600, 7.5],
  [3000, 7.5],
]);
const [ONE, ...SEVERAL] = WORLDS;

/** Lag and questions by simulated clock: the same wherever it is run. */
export const lag: Section = {
  name: 'lag',
  title: 'Noticing the end',
  isTimed: false,
  async measure() {
    await writeFile(docs('lag.svg'), lagChart());
    await writeFile(docs('questions.svg'), questionsChart());
    await writeFile(docs('frontier.svg'), frontierChart());
    return [
      `Means over ${SAMPLES} simulated runs of about each length (10 % to either side); *lag* is from the run's end to the`,
      'question that notices it, as if answers took no time. With several tests: the mean of the shapes below.',
      '',
      lengthsTable(),
      '',
      '![Lag against the length of the run](lag.svg)',
      '',
      '![Questions against the length of the run](questions.svg)',
      '',
      '### By the shape of the run',
      '',
      'Lag in seconds / questions. *Side by side* is how many tests go on at once; the durations are spread',
      'log-normally: *equal* by 5 %, *spread* with σ 0.5, *long tail* with σ 1.1. The first 5 % of a run go by before a',
      'test begins. *The same test again*: a retry that takes as long as the first time, give or take 20 %.',
      '',
      shapesTable(),
      '',
      '### The frontier',
      '',
      'Runs of 20 s to 10 min, each length as likely by its logarithm, and the lag as a share of the run: what a waiting',
      'person feels. A loop and an interval that grows with the square root of the age (from 2 s on, 0.3 to 1.4 s for each root second)',
      'are on a curve each; results that tell something bring us below both. In seconds a loop of 7 s would be as good as the',
      'action with one test; but it would notice short runs late, and ask half as often again as a loop of 10 s in long ones.',
      '',
      '![Mean lag against mean number of questions](frontier.svg)',
    ].join('\n');
  },
};

function docs(name: string): URL {
  return new URL(`../../docs/${name}`, import.meta.url);
}

interface Candidate {
  readonly name: string;
  readonly worlds: readonly World[];
  readonly make: MakeWay;
}

const CANDIDATES: readonly Candidate[] = [
  { name: 'the action, several tests', worlds: SEVERAL, make: ours },
  { name: 'the action, one test', worlds: ONE ? [ONE] : [], make: ours },
  ...[5, 10, 15].map((seconds) => ({
    name: `a loop of ${seconds} s`,
    worlds: ONE ? [ONE] : [],
    make: loop(seconds * 1000),
  })),
];

/** Seconds and questions, over all worlds of a candidate. */
function measured({ worlds, make }: Candidate, seconds: number): Pick<Mean, 'questions'> & { lag: number } {
  const means = worlds.map((world) => mean(world, seconds * 1000, make, SAMPLES));
  const over = (of: (one: Mean) => number): number =>
    means.reduce((sum, one) => sum + of(one), 0) / means.length;
  return { lag: over(({ lagMs }) => lagMs / 1000), questions: over(({ questions }) => questions) };
}

function lengthsTable(): string {
  const rows = LENGTHS.map((seconds) => {
    const law = LAWS.get(seconds);
    const cells = CANDIDATES.map((candidate) => measured(candidate, seconds)).map(
      (one) => `${one.lag.toFixed(1)} s / ${one.questions.toFixed(0)}`,
    );
    return [lengthOf(seconds), law === undefined ? '' : `${law} s`, ...cells];
  });
  return table(['run of about', 'promised', ...CANDIDATES.map(({ name }) => name)], rows);
}

function shapesTable(): string {
  const lengths = [20, 60, 120, 300, 600, 3000];
  const again: MakeWay = (random, { lengthMs }) => {
    // Evenly from 0.8 to 1.2 of the true length, in no step with the luck of the pace itself.
    const share = 0.8 + 0.4 * ((random() * 97) % 1);
    return new Pace(random, lengthMs * share);
  };
  const shapes = [
    ...WORLDS.map((world) => ({ name: world.name, worlds: [world], make: ours })),
    { name: 'the same test again', worlds: ONE ? [ONE] : [], make: again },
  ];
  const rows = shapes.map((shape) => [
    shape.name,
    ...lengths.map((seconds) => {
      const one = measured(shape, seconds);
      return `${one.lag.toFixed(1)} / ${one.questions.toFixed(0)}`;
    }),
  ]);
  return table(['tests', ...lengths.map(lengthOf)], rows);
}

const X_TICKS = LENGTHS.filter((seconds) => ![1800, 3000].includes(seconds)).map((at) => ({
  at,
  label: lengthOf(at),
}));

function lagChart(): string {
  const lines = CANDIDATES.map((candidate) => ({
    name: candidate.name,
    points: LENGTHS.map((x) => ({ x, y: measured(candidate, x).lag })),
  }));
  return renderChart({
    title: 'How late the end of a run is noticed',
    x: 'length of the run →',
    y: '↑ mean lag, seconds',
    xTicks: X_TICKS,
    yTicks: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    yScale: 'linear',
    lines,
  });
}

function questionsChart(): string {
  const lines = CANDIDATES.map((candidate) => ({
    name: candidate.name,
    points: LENGTHS.map((x) => ({ x, y: measured(candidate, x).questions })),
  }));
  return renderChart({
    title: 'How often a run is asked about',
    x: 'length of the run →',
    y: '↑ mean number of questions',
    xTicks: X_TICKS,
    yTicks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    yScale: 'log',
    lines,
  });
}

function frontierChart(): string {
  const lengths = [20, 30, 45, 60, 90, 120, 180, 300, 420, 600];
  const point = (candidate: Candidate): Line['points'][number] => {
    const all = lengths.map((seconds) => ({ seconds, ...measured(candidate, seconds) }));
    const over = (of: (one: (typeof all)[number]) => number): number =>
      all.reduce((sum, one) => sum + of(one), 0) / all.length;
    return { x: over(({ questions }) => questions), y: 100 * over((one) => one.lag / one.seconds) };
  };
  const one = ONE ? [ONE] : [];
  const curve = (values: readonly number[], make: (value: number) => MakeWay): Line['points'] =>
    values.map((value) => point({ name: '', worlds: one, make: make(value) }));
  return renderChart({
    title: 'What noticing sooner costs, in runs of 20 s to 10 min',
    x: 'mean number of questions a run →',
    y: '↑ mean lag, % of the run',
    xTicks: [15, 20, 30, 40, 60].map((at) => ({ at, label: String(at) })),
    yTicks: [0, 2, 4, 6, 8, 10, 12],
    yScale: 'linear',
    lines: [
      { name: 'the action, several tests', points: [point({ name: '', worlds: SEVERAL, make: ours })] },
      { name: 'the action, one test', points: [point({ name: '', worlds: one, make: ours })] },
      { name: 'square root of the age', points: curve([1.4, 1.1, 0.9, 0.7, 0.5, 0.4, 0.3], squareRoot) },
      { name: 'a loop', points: curve([12, 10, 8, 7, 5, 4, 3], (seconds) => loop(seconds * 1000)) },
    ],
  });
}

function lengthOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
}
