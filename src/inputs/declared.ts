/**
 * Every input with its default, as in action.yml; a test compares the two. The runner applies the defaults of
 * action.yml, these apply if an expression in the workflow is empty. Inputs whose default only the runner can evaluate
 * are empty here. A new input is added here and in action.yml, and read in settings.ts if it is about reports, otherwise
 * in read.ts.
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
  'max-tests': '',
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
  title: '',
  summary: 'true',
  annotations: 'true',
  'check-run': 'false',
  'pr-comment': 'false',
  'commit-sha': '',
  'junit-path': '',
  'github-token': '',
  'api-url': 'https://api.doksi.ai/external/integration/cicd',
  'dry-run': 'false',
  'job-matrix': '',
  'job-check-run-id': '',
} as const;

export type InputName = keyof typeof INPUT_DEFAULTS;

/** Returns an input's value as the runner passes it, or an empty string. */
export type InputSource = (name: InputName) => string;

/** The inputs that decide which conclusions fail the step. */
export const GATES = ['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky'] as const;
export type GateName = (typeof GATES)[number];
