import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// The floors of the house, from the roof to the ground. A file imports from its own room or from lower floors. Rooms on
// one floor do not import each other.
const FLOORS = [
  ['publish'],
  ['report'],
  ['history'],
  ['run'],
  ['upload', 'ready'],
  ['log'],
  ['results'],
  ['plan'],
  ['apps'],
  ['inputs'],
  ['doksi', 'github'],
  ['http'],
  ['context'],
  ['base'],
];

const zones = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    target: `./src/${room}`,
    from: [
      './src/index.ts',
      './src/main.ts',
      ...FLOORS.slice(0, floor)
        .flat()
        .concat(rooms.filter((other) => other !== room))
        .map((other) => `./src/${other}`),
    ],
    message: 'Import only from lower floors: see eslint.config.js.',
  })),
);
const campaign = {
  target: './scripts/campaign',
  from: ['./__tests__', './scripts/bench'],
  message: 'The campaign uses the source and the sandbox only.',
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'demo-output/', 'reports/', '.stryker-tmp/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js'] } },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...zones, campaign] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return findings.problem(…)` ends a check with a problem, in one line.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: ['src/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': ['error', { paths: ['@actions/core', '@actions/github'] }],
    },
  },
  {
    files: ['src/main.ts', 'src/publish/step.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: ['@actions/github'] }] },
  },
  {
    files: ['src/github/**'],
    rules: { 'no-restricted-imports': ['error', { paths: ['@actions/core'] }] },
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
