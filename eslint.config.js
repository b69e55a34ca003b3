import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// The house, from its roof to its ground. A file imports from its own floor or from one below, never from above; rooms
// that share a floor know nothing of each other.
const FLOORS = [
  ['index.ts', 'main.ts', 'head-commit.ts', 'prepare.ts', 'read-plan.ts', 'remember.ts', 'run-tools.ts'],
  ['publish'],
  ['report'],
  ['log'],
  ['history'],
  ['run'],
  ['results'],
  ['upload'],
  ['plan'],
  ['apps', 'ready'],
  ['inputs'],
  ['doksi', 'github'],
  ['http'],
];

const zones = FLOORS.slice(1).flatMap((rooms, floor) => {
  const above = FLOORS.slice(0, floor + 1).flat();
  return rooms.map((room) => ({
    target: `./src/${room}`,
    from: [...above, ...rooms.filter((other) => other !== room)].map((other) => `./src/${other}`),
    message: 'Imports go down the floors of the house only.',
  }));
});
const GROUND = [
  'cancellation',
  'clock',
  'context',
  'escape',
  'event',
  'failure',
  'hidden',
  'mapping',
  'payload',
  'secrets',
  'text',
  'url',
  'version',
];
const groundZones = GROUND.map((file) => ({
  target: `./src/${file}.ts`,
  from: FLOORS.flat().map((room) => `./src/${room}`),
  message: 'What stands on the ground imports from the ground only.',
}));

const campaignZone = {
  target: './campaign',
  from: ['./__tests__', './bench', './demo', './scripts'],
  message: 'The campaign uses the source and the sandbox only.',
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'demo-output/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['*.js', 'bench/start/plain-client.js', 'bench/start/usual-client.js'],
        },
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...zones, ...groundZones, campaignZone] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return findings.problem(…)` ends a check with a problem, in one line.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: ['src/**'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    // The API must read as if GitHub did not exist, and what decides must not act.
    files: ['src/http/**', 'src/doksi/**', 'src/report/**', 'src/results/**', 'src/run/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@actions/core', '@actions/github'] }] },
  },
  { files: ['*.js', 'bench/**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
