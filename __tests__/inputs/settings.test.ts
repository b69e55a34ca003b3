import { describe, expect, it } from '@jest/globals';
import { isSkippedWithoutKey } from '../../src/inputs/read.ts';
import { readSettings, type ReportSettings } from '../../src/inputs/settings.ts';
import { type Given, GOOD, KEY, problemsOf } from './reader.ts';

function settingsOf(given: Given): ReportSettings {
  return readSettings((name) => given[name] ?? '').settings;
}

const DEFAULTS: ReportSettings = {
  isOffline: false,
  title: undefined,
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
  jobMatrix: '',
  jobCheckRunId: undefined,
};
const SHA = 'abcdef0123456789abcdef0123456789abcdef01';

describe('the report inputs', () => {
  it('have defaults', () => {
    expect(settingsOf({})).toEqual(DEFAULTS);
  });

  it('are read from the workflow', () => {
    expect(
      settingsOf({
        title: ' Checkout ',
        summary: 'false',
        annotations: 'False',
        'check-run': 'true',
        'pr-comment': 'TRUE',
        'junit-path': 'reports/junit.xml',
        'github-token': 'ghs_1',
        'commit-sha': SHA.toUpperCase(),
        'fail-on-failure': 'false',
        'fail-on-timeout': 'false',
        'fail-on-no-tests': 'false',
        'fail-on-flaky': 'true',
        'job-matrix': '{\n  "locale": "de"\n}',
        'job-check-run-id': '51234567890',
      }),
    ).toEqual({
      isOffline: false,
      title: 'Checkout',
      summary: false,
      annotations: false,
      checkRun: true,
      prComment: true,
      junitPath: 'reports/junit.xml',
      githubToken: 'ghs_1',
      commitSha: SHA,
      gates: {
        'fail-on-failure': false,
        'fail-on-timeout': false,
        'fail-on-no-tests': false,
        'fail-on-flaky': true,
      },
      jobMatrix: '{\n  "locale": "de"\n}',
      jobCheckRunId: '51234567890',
    });
  });

  it('fall back to their defaults one by one', async () => {
    const bad = { summary: 'no', 'check-run': '1', 'commit-sha': 'main' };
    expect(settingsOf({ ...bad, title: 'Checkout', annotations: 'false' })).toEqual({
      ...DEFAULTS,
      title: 'Checkout',
      annotations: false,
    });
    expect(await problemsOf({ ...GOOD, ...bad })).toEqual([
      'summary: is "no"; give true or false',
      'check-run: is "1"; give true or false',
      'commit-sha: is "main"; give a full SHA of 40 hexadecimal digits',
    ]);
  });

  it.each(['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky'] as const)(
    'an invalid gate is strict: %s',
    async (gate) => {
      expect(settingsOf({ [gate]: 'off' }).gates[gate]).toBe(true);
      expect(await problemsOf({ ...GOOD, [gate]: 'off' })).toEqual([`${gate}: is "off"; give true or false`]);
    },
  );

  it.each(['', 'null', 'x', '-1'])('the id of the job may be missing: %j', (id) => {
    expect(settingsOf({ 'job-check-run-id': id }).jobCheckRunId).toBeUndefined();
  });

  it.each([SHA, SHA.repeat(2).slice(0, 64)])('a full SHA is accepted: %s', (sha) => {
    expect(settingsOf({ 'commit-sha': sha }).commitSha).toBe(sha);
  });

  it.each([SHA.slice(0, 7), `${SHA}0`, `g${SHA.slice(1)}`])('another SHA is not: %s', (sha) => {
    expect(settingsOf({ 'commit-sha': sha }).commitSha).toBeUndefined();
  });

  it('an invalid token is no problem: reports are extras', async () => {
    const token = { 'github-token': ' a\nb\n' };
    expect(settingsOf(token).githubToken).toBe('a\nb');
    expect(await problemsOf({ ...GOOD, ...token })).toEqual([]);
  });

  it('an invisible title is none', () => {
    expect(settingsOf({ title: '\u200b' }).title).toBeUndefined();
  });
});

describe('a step without a key', () => {
  const skip = { 'if-no-api-key': 'skip' };
  it.each<[string, Given, boolean]>([
    ['with if-no-api-key: skip is skipped', skip, true],
    ['with a blank key is skipped', { ...skip, 'api-key': ' \n' }, true],
    ['with other invalid inputs is skipped', { ...skip, wait: 'yes', 'dry-run': 'maybe', matrix: '}' }, true],
    ['with dry-run is skipped', { ...skip, 'dry-run': 'true' }, true],
    ['by default is not skipped', {}, false],
    ['with another word is not skipped', { 'if-no-api-key': 'Skip' }, false],
    ['that has a key is not skipped', { ...skip, 'api-key': KEY }, false],
  ])('%s', (_, given, isSkipped) => {
    expect(isSkippedWithoutKey((name) => given[name] ?? '')).toBe(isSkipped);
  });
});
