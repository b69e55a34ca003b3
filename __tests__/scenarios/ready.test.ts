import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type DoksiSandbox, SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { endless, type Page, type PreviewSite, silent, startPreview } from '../../sandbox/preview/server.ts';
import { redness, run, start, tests, until, warnings, withDoksi } from './stage.ts';

// A good target takes three answers, five seconds apart: so a scenario has many targets, and those that take long run
// side by side.

/** No name server knows it: its site is found by the proxy that every site of these is. */
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

const countOn = ({ visits }: PreviewSite, path: string): number =>
  visits.filter((visit) => visit.path === path).length;

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
  '/login': [{ status: 401, body: 'Who are you?' }],
  '/circle': [{ status: 302, headers: { location: '/circle' } }],
  '/astray': [{ status: 302, headers: { location: 'ftp://example.com/' } }],
  '/there': [there],
  '/silent': [silent],
};

describe('targets', () => {
  it.concurrent(
    'that come up late are waited for before anything is spent, and timeout-minutes begins behind that',
    () =>
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
          `  ${HOST}/late answers 404\n`,
          `  ${HOST}/flapping answers 502\n`,
          `  ${HOST}/old answers 200, without the text\n`,
        ])
          expect(step.log).toContain(line);
        for (const path of Object.keys(LATE))
          expect(step.log).toMatch(new RegExp(`  ${HOST}${path} is ready after \\d+ s\\n`));

        // What is there is not asked on and on. Only `/late` is visited by another target, too.
        expect(countOn(site, '/flapping')).toBe(5);
        expect(countOn(site, '/old')).toBe(4);
        expect(countOn(site, '/app.apk')).toBe(3);
        const [first] = doksi.requests;
        expect(Math.max(...site.visits.map(({ atMs }) => atMs))).toBeLessThanOrEqual(first?.atMs ?? 0);
        expect(doksi.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
      }),
  );

  it.concurrent(
    'that are not there in time are an error, which tells the last answers; nothing was uploaded or spent',
    () =>
      withSite(NEVER, async (site, doksi, env) => {
        const inputs = {
          matrix: matrixOf(Object.keys(NEVER)),
          'ready-minutes': '0.5',
          'ready-text': TEXT,
        };
        const step = await run(doksi, inputs, { env });
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } });
        const red = redness(step);
        expect(red).toContain('6 of 7 targets were not ready within 0.5 minutes');
        expect(red).toContain('Nothing was uploaded or spent');
        for (const last of [
          '/missing answers 404;',
          '/old answers 200, without the text;',
          '/login asks for a login (401), without the text;',
          '/circle redirects in a circle (302);',
          '/astray redirects to an address of ftp: (302);',
          '/silent gives no answer',
        ])
          expect(red).toContain(HOST + last);
        expect(red).toContain('or raise ready-minutes');
        expect(step.summary).toContain('Nothing was uploaded or spent');
        expect(countOn(site, '/there')).toBe(3);
        expect(doksi.requests).toEqual([]);
      }),
  );

  it.concurrent('behind a login are there; what stands before the @ opens them, and is shown nowhere', () =>
    withSite({ '/': [{ status: 401 }] }, async (site, doksi, env) => {
      const inputs = {
        ...tests('pass-0s'),
        'web-url': `http://mona:swordfish@${HOST}/`,
        'ready-minutes': '1',
      };
      const step = await run(doksi, inputs, { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log).toContain(`  ${HOST} asks for a login (401): there, but protected\n`);
      expect(site.visits).toHaveLength(3);
      for (const { headers } of site.visits)
        expect(headers.authorization).toBe(`Basic ${Buffer.from('mona:swordfish').toString('base64')}`);
      expect(step.log + step.summary).not.toContain('swordfish');
    }),
  );
});

describe('a step that waits for its targets', () => {
  it.concurrent('ends at once when it is cancelled', () =>
    withSite({ '/silent': [silent] }, async (site, doksi, env) => {
      const step = start(
        doksi,
        { matrix: matrixOf(['/silent', '/missing']), 'ready-minutes': '60' },
        { env },
      );
      await until(() => site.visits.length >= 2);
      step.kill('SIGINT');
      const finished = await step.done;
      expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expect(redness(finished)).toContain('before a run was created');
      expect(doksi.requests).toEqual([]);
    }),
  );
});

describe('where there is nothing to ask', () => {
  it.concurrent('a dry run only says what would be waited for', () =>
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
    { kind: 'a run that exists', inputs: { 'run-id': 'run_0001' } },
  ])('$kind is not waited for, and the log says so', ({ inputs }) =>
    withSite({}, async (_, doksi, env) => {
      const step = await run(doksi, { ...inputs, 'ready-minutes': '5', 'timeout-minutes': '0.02' }, { env });
      expect(step.log).toContain('ready-minutes has nothing to wait for');
      expect(doksi.requests.length).toBeGreaterThan(0);
    }),
  );

  it.concurrent('without ready-minutes the targets are never asked', () =>
    withSite({}, async (site, doksi, env) => {
      const step = await run(doksi, { ...tests('pass-0s'), 'web-url': SITE }, { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(site.visits).toEqual([]);
    }),
  );
});
