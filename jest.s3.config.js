import config from './jest.config.js';

// The test against a real S3 server, which not every machine has.
/** @type {import('jest').Config} */
export default { ...config, testMatch: ['<rootDir>/__tests__/s3/**/*.s3.ts'] };
