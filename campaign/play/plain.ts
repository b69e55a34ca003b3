import type { Schedule } from './schedule.ts';

/** A step to which nothing happens: one test on one web address, which passes. */
export const PLAIN: Schedule = {
  way: 'new',
  entries: [{ target: 'web', testIds: ['a'] }],
  wait: true,
  timeoutMs: 10 * 60_000,
  pollIntervalMs: undefined,
  retries: 0,
  known: [],
  gates: {
    'fail-on-failure': true,
    'fail-on-timeout': true,
    'fail-on-no-tests': true,
    'fail-on-flaky': false,
  },
  beginMs: Date.UTC(2026, 5, 2, 9, 30),
  seed: 1,
  cancelAtMs: undefined,
  hasFaultyListener: false,
  wallJumpsMs: [],
  uploads: [],
  puts: [],
  targets: [],
  creations: [],
  runs: [],
  past: undefined,
  base: undefined,
  github: {
    event: 'numbered',
    replies: { pulls: [], checks: [], commits: [], baseChecks: [] },
    hasSmallPages: false,
  },
};
