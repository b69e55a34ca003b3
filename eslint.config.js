import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'demo-output/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js'] } } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return findings.problem(…)` ends a check with a problem, in one line.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    // The API must read as if GitHub did not exist, and what decides must not act.
    files: ['src/http/**', 'src/doksi/**', 'src/report/**', 'src/results/**', 'src/run/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@actions/core', '@actions/github'] }] },
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
