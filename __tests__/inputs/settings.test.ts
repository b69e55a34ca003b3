import { describe, expect, it } from '@jest/globals';
import { isSkippedWithoutKey } from '../../src/inputs/key.ts';
import { type ReportSettings, readSettings } from '../../src/inputs/settings.ts';
import { type Given, GOOD, KEY, problemsOf } from './reader.ts';

function settingsOf(given: Given): ReportSettings {
  return readSettings((name) => given[name] ?? '').settings;
}

const DEFAULTS: ReportSettings = {
  isOffline: false,
  title: 'Doksi',
  summary: true,
  annotations: true,
  checkRun: false,
  prComment: false,
  junitPath: undefined,
  githubToken: '',
  commitSha: undefined,
  gates: {
    'fail-on-failure': true,
    'fail-on-timeout': true,
    'fail-on-no-tests': true,
    'fail-on-flaky': false,
  },
};
const SHA = 'abcdef0123456789abcdef0123456789abcdef01';

describe('the report settings', () => {
  it('have defaults', () => {
    expect(settingsOf({})).toEqual(DEFAULTS);
  });

  it('are what the workflow says', () => {
    expect(
      settingsOf({
        title: ' Checkout ',
        summary: 'false',
        annotations: 'False',
        'check-run': 'true',
        'pr-comment': 'TRUE',
        'junit-path': '/tmp/junit.xml',
        'github-token': 'ghs_1',
        'commit-sha': SHA.toUpperCase(),
        'fail-on-failure': 'false',
        'fail-on-timeout': 'false',
        'fail-on-no-tests': 'false',
        'fail-on-flaky': 'true',
      }),
    ).toEqual({
      isOffline: false,
      title: 'Checkout',
      summary: false,
      annotations: false,
      checkRun: true,
      prComment: true,
      junitPath: '/tmp/junit.xml',
      githubToken: 'ghs_1',
      commitSha: SHA,
      gates: {
        'fail-on-failure': false,
        'fail-on-timeout': false,
        'fail-on-no-tests': false,
        'fail-on-flaky': true,
      },
    });
  });

  it('fall back each by itself where they are not in order', () => {
    const bad = { summary: 'no', 'check-run': '1', 'commit-sha': 'main' };
    expect(settingsOf({ ...bad, title: 'Checkout', annotations: 'false' })).toEqual({
      ...DEFAULTS,
      title: 'Checkout',
      annotations: false,
    });
    expect(problemsOf({ ...GOOD, ...bad })).toEqual([
      'summary: is "no"; give true or false',
      'check-run: is "1"; give true or false',
      'commit-sha: is "main"; give a whole SHA, of 40 hexadecimal digits',
    ]);
  });

  it.each(['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky'] as const)(
    'let nothing pass where the gate %s is not in order',
    (gate) => {
      expect(settingsOf({ [gate]: 'off' }).gates[gate]).toBe(true);
      expect(problemsOf({ ...GOOD, [gate]: 'off' })).toEqual([`${gate}: is "off"; give true or false`]);
    },
  );

  it.each([SHA, SHA.repeat(2).slice(0, 64)])('take a whole SHA: %s', (sha) => {
    expect(settingsOf({ 'commit-sha': sha }).commitSha).toBe(sha);
  });

  it.each([SHA.slice(0, 7), `${SHA}0`, `g${SHA.slice(1)}`])('take nothing else for a SHA: %s', (sha) => {
    expect(settingsOf({ 'commit-sha': sha }).commitSha).toBeUndefined();
  });
});

describe('a step without a key', () => {
  const skip = { 'if-no-api-key': 'skip' };
  it.each<[string, Given, boolean]>([
    ['with if-no-api-key: skip', skip, true],
    ['and a key of blanks', { ...skip, 'api-key': ' \n' }, true],
    ['and other bad inputs', { ...skip, wait: 'yes', 'dry-run': 'maybe', matrix: '}' }, true],
    ['by default', {}, false],
    ['with another word', { 'if-no-api-key': 'Skip' }, false],
    ['and with dry-run', { ...skip, 'dry-run': 'true' }, true],
    ['that has one after all', { ...skip, 'api-key': KEY }, false],
  ])('%s', (_, given, isSkipped) => {
    expect(isSkippedWithoutKey((name) => given[name] ?? '')).toBe(isSkipped);
  });
});
