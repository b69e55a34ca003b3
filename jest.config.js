/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Types are checked by `tsc --noEmit`; here they are only stripped, which is faster.
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true }] },
  // ts-jest writes `./x.js` for `./x.ts`; the file that is there is the latter.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
  injectGlobals: false,
  // What plays the built action waits more than it works.
  maxWorkers: 4,
  maxConcurrency: 16,
  // A machine may be as slow as it likes.
  testTimeout: 180_000,
};
