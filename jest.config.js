/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Types are checked by `tsc --noEmit`; here they are only stripped.
  transform: { '\\.ts$': '<rootDir>/__tests__/strip-types.ts' },
  injectGlobals: false,
  // Scenarios run the built action as a process and mostly wait for it.
  maxWorkers: 6,
  maxConcurrency: 40,
  // A machine may be as slow as it likes.
  testTimeout: 180_000,
};
