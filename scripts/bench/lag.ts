import { adaptiveIntervalMs } from '../../src/run/follow.ts';
import { section } from './process.ts';

const SAMPLES = 1000;
/** The first interval is random between this and twice as much (milliseconds). */
const FIRST_INTERVAL_MS = 2000;
/** Run lengths (seconds) with the mean delay (seconds) that the contract promises. */
const LENGTHS: readonly (readonly [number, number | undefined])[] = [
  [10, undefined],
  [20, 2],
  [60, 3.5],
  [120, 5],
  [300, 7.5],
  [600, 7.5],
  [1800, 7.5],
  [3600, 7.5],
];

/** Multiples of the golden ratio fill a range evenly. */
const GOLDEN = 0.618_034;

/** The delay until a run's end is noticed, and the number of polls, by simulation. */
export function lag(): string {
  const rows = LENGTHS.map(([seconds, promised]) => {
    const { lagSeconds, polls } = simulate(seconds);
    const loop = Math.ceil(seconds / 10);
    return [
      `${seconds} s`,
      promised === undefined ? '' : `${promised} s`,
      `${lagSeconds.toFixed(1)} s`,
      polls.toFixed(0),
      String(loop),
    ];
  });
  return section('Delay', `Means of ${SAMPLES} simulated runs of about each length, 10 % to either side.`, [
    ['run', 'promised', 'delay', 'polls', 'polls of a 10 s loop'],
    ...rows,
  ]);
}

/** The means over runs of about this length. */
function simulate(seconds: number): { readonly lagSeconds: number; readonly polls: number } {
  let lagMs = 0;
  let polls = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const lengthMs = seconds * 1000 * (0.9 + (0.2 * sample) / SAMPLES);
    let ageMs = FIRST_INTERVAL_MS * (1 + ((sample * GOLDEN) % 1));
    for (polls++; ageMs < lengthMs; polls++) ageMs += adaptiveIntervalMs(ageMs);
    lagMs += ageMs - lengthMs;
  }
  return { lagSeconds: lagMs / SAMPLES / 1000, polls: polls / SAMPLES };
}
