/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Types are checked by `tsc --noEmit`; here they are only stripped, which is faster.
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, isolatedModules: true }] },
  injectGlobals: false,
  testTimeout: 60_000,
};
