import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type DoksiSandbox, SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { endless, type Page, type PreviewSite, silent, startPreview } from '../../sandbox/preview/server.ts';
import { errorOf, run, start, tests, until, warnings, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

// A target is ready after three responses, five seconds apart: a scenario has many targets, so that they wait in parallel.

/** A host without an address: the proxy is the site. */
const HOST = 'preview-17.test';
const SITE = `http://${HOST}`;
const TEXT = '4ead5a3c0ffee';
const there: Page = { body: `<meta name="commit" content="${TEXT}">` };

type Pages = Readonly<Record<string, readonly Page[]>>;

function withSite(
  pages: Pages,
  play: (site: PreviewSite, doksi: DoksiSandbox, env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  return withDoksi(async (doksi) => {
    const site = await startPreview(pages);
    try {
      await play(site, doksi, { http_proxy: site.url, RUNNER_DEBUG: '1' });
    } finally {
      expect(JSON.stringify(site.visits)).not.toContain(SANDBOX_API_KEY);
      await site.close();
    }
  });
}

/** An entry for each path of the site. */
function matrixOf(paths: readonly string[]): string {
  return JSON.stringify(
    paths.map((path) =>
      path.endsWith('.apk')
        ? { binary_url: SITE + path, test_ids: ['pass-0s'] }
        : { web_url: SITE + path, test_ids: ['pass-0s'] },
    ),
  );
}

const countOn = ({ visits }: PreviewSite, path: string): number => visits.filter((visit) => visit.path === path).length;

const LATE: Pages = {
  '/late': [{ status: 404 }, { status: 404 }, there],
  '/flapping': [there, { status: 502 }, there],
  '/old': [{ body: 'yesterday' }, there],
  '/moved': [{ status: 307, headers: { location: '/late' } }],
  '/header': [{ headers: { 'x-commit': TEXT } }],
  '/packed': [{ headers: { 'content-encoding': 'gzip' }, body: gzipSync(TEXT) }],
  '/endless': [endless({ body: TEXT })],
  '/app.apk': [endless({ headers: { 'content-length': '1000000000' }, body: 'PK' })],
};

const NEVER: Pages = {
  '/missing': [{ status: 404 }],
  '/old': [{ body: 'yesterday' }],
  '/login': [{ status: 401, body: 'Sign in' }],
  '/challenge': [{ status: 403, headers: { 'cf-mitigated': 'challenge' }, body: 'Just a moment...' }],
  '/circle': [{ status: 302, headers: { location: '/circle' } }],
  '/astray': [{ status: 302, headers: { location: 'ftp://example.com/' } }],
  '/there': [there],
  '/silent': [silent],
};

describe('targets', () => {
  it.concurrent('are waited for before anything is spent, and timeout-minutes starts afterwards', () =>
    withSite(LATE, async (site, doksi, env) => {
      const inputs = {
        matrix: matrixOf(Object.keys(LATE)),
        'ready-minutes': '5',
        'ready-text': TEXT,
        'timeout-minutes': '0.1',
      };
      const step = await run(doksi, inputs, { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(warnings(step)).toBe('');
      for (const line of [
        `  ${HOST}/late returned 404\n`,
        `  ${HOST}/flapping returned 502\n`,
        `  ${HOST}/old returned 200 without ready-text\n`,
      ])
        expect(step.log).toContain(line);
      for (const path of Object.keys(LATE))
        expect(step.log).toMatch(new RegExp(`  ${HOST}${path} is ready after \\d+ s\\n`));

      // A ready target gets no more requests. `/late` is visited for `/moved`, too.
      expect(countOn(site, '/flapping')).toBe(5);
      expect(countOn(site, '/old')).toBe(4);
      expect(countOn(site, '/app.apk')).toBe(3);
      const [first] = doksi.requests;
      expect(Math.max(...site.visits.map(({ atMs }) => atMs))).toBeLessThanOrEqual(first?.atMs ?? 0);
      expect(doksi.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    }),
  );

  it.concurrent(
    'that are not ready in time are an error with their last responses; nothing was uploaded or spent',
    () =>
      withSite(NEVER, async (site, doksi, env) => {
        const inputs = {
          matrix: matrixOf(Object.keys(NEVER)),
          'ready-minutes': '0.5',
          'ready-text': TEXT,
        };
        const step = await run(doksi, inputs, { env });
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } });
        const message = errorOf(step);
        expect(message).toContain('7 of 8 targets were not ready within 30s');
        expect(message).toContain('Nothing was uploaded or spent');
        for (const last of [
          '/missing returned 404;',
          '/old returned 200 without ready-text;',
          '/login returned 401 without ready-text;',
          '/challenge returned a Cloudflare challenge for browsers (403);',
          '/circle redirected more than 5 times (302);',
          '/astray redirected to an address of ftp: (302);',
          '/silent did not respond within 10 s',
        ])
          expect(message).toContain(HOST + last);
        expect(message).toContain('or raise ready-minutes');
        expect(step.summary).toContain('Nothing was uploaded or spent');
        expect(countOn(site, '/there')).toBe(3);
        expect(doksi.requests).toEqual([]);
      }),
  );

  it.concurrent('behind a login are present; the credentials of the URL are sent, and not shown', () =>
    withSite({ '/': [{ status: 401 }] }, async (site, doksi, env) => {
      const inputs = {
        ...tests('pass-0s'),
        'web-url': `http://mona:swordfish@${HOST}/`,
        'ready-minutes': '1',
      };
      const step = await run(doksi, inputs, { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log).toContain(`  ${HOST} returned 401, present but protected\n`);
      expect(site.visits).toHaveLength(3);
      for (const { headers } of site.visits)
        expect(headers.authorization).toBe(`Basic ${Buffer.from('mona:swordfish').toString('base64')}`);
      expect(step.log + step.summary).not.toContain('swordfish');
    }),
  );
});

describe('a step that waits for its targets', () => {
  onPosix('signals').concurrent('ends at once if it is cancelled', () =>
    withSite({ '/silent': [silent] }, async (site, doksi, env) => {
      const step = start(doksi, { matrix: matrixOf(['/silent', '/missing']), 'ready-minutes': '60' }, { env });
      await until(() => site.visits.length >= 2);
      step.kill('SIGINT');
      const finished = await step.done;
      expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expect(errorOf(finished)).toContain('before a run was created');
      expect(doksi.requests).toEqual([]);
    }),
  );
});

describe('targets are not requested', () => {
  it.concurrent('by a dry run, which shows what it would wait for', () =>
    withSite({}, async (site, doksi, env) => {
      const inputs = { matrix: matrixOf(['/a', '/b.apk']), 'ready-minutes': '5', 'ready-text': TEXT };
      const step = await run(doksi, { ...inputs, 'dry-run': 'true' }, { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'dry-run' } });
      expect(step.log).toContain(`    ${HOST}/a, with the text "${TEXT}"\n    ${HOST}/b.apk\n`);
      expect([...site.visits, ...doksi.requests]).toEqual([]);
    }),
  );

  it.concurrent.each([
    { kind: 'a registered target', inputs: { 'target-id': 'tgt_1', 'test-ids': 'pass-0s' } },
    { kind: 'an existing run', inputs: { 'run-id': 'run_0001' } },
  ])('for $kind, and the log says so', ({ inputs }) =>
    withSite({}, async (_, doksi, env) => {
      const step = await run(doksi, { ...inputs, 'ready-minutes': '5', 'timeout-minutes': '0.02' }, { env });
      expect(step.log).toContain('ready-minutes has nothing to wait for');
      expect(doksi.requests.length).toBeGreaterThan(0);
    }),
  );

  it.concurrent('without ready-minutes', () =>
    withSite({}, async (site, doksi, env) => {
      const step = await run(doksi, { ...tests('pass-0s'), 'web-url': SITE }, { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(site.visits).toEqual([]);
    }),
  );
});
