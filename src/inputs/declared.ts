/** Doksi's public base URL. */
const API_URL = 'https://api.doksi.ai/external/integration/cicd';

/**
 * Every input with its default. action.yml declares the same, and a test holds the two together: the runner applies
 * the defaults there, these here serve where an expression makes an input empty. `github-token` is empty here: only
 * the runner knows the job's token.
 */
export const INPUT_DEFAULTS = {
  'api-key': '',
  'if-no-api-key': 'error',
  matrix: '',
  'web-url': '',
  'binary-url': '',
  'target-id': '',
  apk: '',
  'test-ids': '',
  'target-name': '',
  'target-version': '',
  'extra-body': '',
  'run-id': '',
  wait: 'true',
  'timeout-minutes': '60',
  'poll-interval-seconds': '',
  retries: '0',
  'on-rerun': 'all',
  'known-failures': '',
  'ready-minutes': '0',
  'ready-text': '',
  'fail-on-failure': 'true',
  'fail-on-timeout': 'true',
  'fail-on-no-tests': 'true',
  'fail-on-flaky': 'false',
  title: 'Doksi',
  summary: 'true',
  annotations: 'true',
  'check-run': 'false',
  'pr-comment': 'false',
  'commit-sha': '',
  'junit-path': '',
  'github-token': '',
  'api-url': API_URL,
  'dry-run': 'false',
} as const;

export type InputName = keyof typeof INPUT_DEFAULTS;

/** Gives an input's value as the workflow has it, or an empty string. */
export type InputSource = (name: InputName) => string;
