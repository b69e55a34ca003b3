import type { DoksiOptions } from '../doksi/server.ts';
import type { FaultSpec } from '../doksi/faults.ts';
import { pushEvent, type WorkflowEvent } from '../runner/event.ts';
import type { Page } from '../preview/server.ts';

/** Another job's step. */
export interface Leg {
  readonly inputs: Readonly<Record<string, string>>;
  readonly job: string;
  /** A pull request by default. */
  readonly event?: WorkflowEvent;
}

export interface Scenario {
  readonly about: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly doksi?: DoksiOptions;
  readonly faults?: readonly FaultSpec[];
  /** The runner cancels the step once its log says this. */
  readonly cancelAfter?: RegExp;
  /** What every host of the web (`http`) serves at `/`, in turn; the last stays. */
  readonly preview?: readonly Page[];
  /** Other jobs' steps, which run before this one and on the same GitHub. */
  readonly before?: readonly Leg[];
  /** The job's key in the workflow. */
  readonly job?: string;
  /** The real APK lies in the workspace. */
  readonly withApk?: boolean;
  readonly expected: { readonly conclusion: string; readonly exitCode: number };
}

const MATRIX = `
- web_url: https://staging.example.com
  test_ids: [pass-2s-log-in, fail-4s-checkout-flow, pass-6s-search]
- web_url: https://staging.example.com/de
  test_ids: [pass-3s-log-in, pass-5s-checkout-flow, skip-2s-gift-cards]
`;

const SHORT = { 'web-url': 'https://staging.example.com', 'test-ids': 'pass-2s-log-in, pass-4s-search' };

const FLAKY = `
- web_url: https://staging.example.com
  test_ids: [pass-1s-log-in, fail-2s-checkout-flow, flaky-1s-sign-up-with-a-coupon, pass-3s-search]
- apk: { path: app/build/outputs/apk/**/*.apk, name: Storefront, version: 1.2.3 }
  test_ids: [pass-1s-log-in, pass-2s-checkout-flow, skip-1s-gift-cards]
`;

const PREVIEW = 'https://preview-17.example.com';
const REPORTS = { 'check-run': 'true', 'pr-comment': 'true' };
const CHECKOUT = {
  ...REPORTS,
  title: 'Checkout',
  'test-ids': 'pass-2s-log-in, flaky-3s-checkout-flow, fail-2s-gift-cards, pass-1s-coupons',
};

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  failing: {
    about: 'two web targets, six tests, one of them fails',
    inputs: { matrix: MATRIX },
    expected: { conclusion: 'failed', exitCode: 1 },
  },
  passing: {
    about: 'two tests pass',
    inputs: SHORT,
    expected: { conclusion: 'passed', exitCode: 0 },
  },
  retries: {
    about: 'web and a real APK; one of two failed tests passes in a retry; with a JUnit file',
    inputs: { matrix: FLAKY, retries: '2', 'junit-path': 'reports/doksi.xml' },
    withApk: true,
    expected: { conclusion: 'failed', exitCode: 1 },
  },
  reviewers: {
    about: 'three jobs on one pull request: check runs, a shared comment, and failures that also occur on main',
    before: [
      {
        job: 'checkout',
        event: pushEvent,
        inputs: { ...CHECKOUT, 'web-url': 'https://shop.example.com', retries: '1' },
      },
      {
        job: 'search',
        inputs: {
          ...REPORTS,
          title: 'Search',
          'web-url': PREVIEW,
          'test-ids': 'pass-1s-search-by-name, pass-2s-filters',
        },
      },
      {
        job: 'android',
        inputs: {
          ...REPORTS,
          title: 'Android',
          'target-id': '',
          'binary-url': 'https://builds.example.com/storefront.apk',
          'test-ids': 'pass-1s-log-in, flaky-2s-gift-cards',
          retries: '1',
        },
      },
    ],
    job: 'checkout',
    inputs: { ...CHECKOUT, 'web-url': PREVIEW },
    expected: { conclusion: 'failed', exitCode: 1 },
  },
  outage: {
    about: 'Doksi returns 503s, an HTML page and a truncated response; the action keeps following the run',
    inputs: { ...SHORT, 'test-ids': 'pass-2s-log-in, pass-9s-search', 'poll-interval-seconds': '1' },
    faults: [
      { on: 'GET /runs', kind: 'status', status: 503, after: 1, times: 3 },
      { on: 'GET /runs', kind: 'garbage', after: 4 },
      { on: 'GET /runs', kind: 'cut', after: 5 },
    ],
    expected: { conclusion: 'passed', exitCode: 0 },
  },
  refused: {
    about: 'the allowance is used up',
    inputs: { matrix: MATRIX },
    doksi: { allowance: 3 },
    expected: { conclusion: 'error', exitCode: 1 },
  },
  timeout: {
    about: 'a test never ends; timeout-minutes is 0.1',
    inputs: {
      'web-url': 'https://staging.example.com',
      'test-ids': 'pass-2s-log-in, stuck',
      'timeout-minutes': '0.1',
    },
    expected: { conclusion: 'timed-out', exitCode: 1 },
  },
  cancel: {
    about: 'the workflow is cancelled after the first test',
    inputs: { matrix: MATRIX },
    cancelAfter: /✓/,
    expected: { conclusion: 'cancelled', exitCode: 1 },
  },
  'dry-run': {
    about: 'the plan and the exact request, without any network',
    inputs: { matrix: MATRIX, 'dry-run': 'true', 'api-key': '' },
    expected: { conclusion: 'dry-run', exitCode: 0 },
  },
  preview: {
    about: "a preview returns 404, then yesterday's build, then the commit; only then is a run created (25 s)",
    inputs: {
      ...SHORT,
      'web-url': 'http://preview-17.example.com',
      'ready-minutes': '2',
      'ready-text': '4ead5a3',
    },
    preview: [
      { status: 404 },
      { status: 404 },
      { body: '<meta name="commit" content="0b5e55e">' },
      { body: '<meta name="commit" content="4ead5a3">' },
    ],
    expected: { conclusion: 'passed', exitCode: 0 },
  },
};
