import { describe, expect, it } from '@jest/globals';
import { redness, start, withDoksi } from '../scenarios/stage.ts';
import { APP, expectHidden, runWith, withStore } from './stage.ts';
import { s3Error, signatureOf, takeAll, withTinyDoksi } from './tiny-doksi.ts';
import { apkOf, withWorkspace } from '../workspace.ts';

// Whoever has a presigned URL can write to the store. `withStore` checks that no step shows it; here the servers do
// their worst to get it shown.

const FILES = { 'app.apk': apkOf() };

describe('a presigned URL', () => {
  it.concurrent('is masked, the whole and its query, before it is used', () => {
    let logAtPut = '';
    const read = { log: (): string => '' };
    return withStore(
      FILES,
      () => ({
        onPut: (put) => {
          logAtPut = read.log();
          return takeAll(put);
        },
      }),
      async (step, doksi) => {
        read.log = step.log;
        const finished = await step.done;
        expect(finished.exitCode).toBe(0);
        const [url = ''] = doksi.uploadUrls;
        const masks = finished.commands.filter(({ command }) => command === 'add-mask');
        const masked = masks.map(({ message }) => message);
        expect(masked).toEqual(expect.arrayContaining([url, expect.stringContaining(signatureOf(1))]));
        expect(logAtPut).toContain(`::add-mask::${url.replaceAll('%', '%25')}`);
      },
    );
  });

  it.concurrent.each<[string, (url: URL) => string]>([
    ['as a whole', (url) => url.href],
    ['as path and query', (url) => `${url.pathname}${url.search}`],
    ['as a query', (url) => url.search],
    ['as a query without its question mark', (url) => url.search.slice(1)],
    ['as XML', (url) => url.href.replaceAll('&', '&amp;')],
    ['as JSON', (url) => JSON.stringify({ error: url.href })],
    ['in encoded form', (url) => encodeURIComponent(url.href)],
    [
      'by its signature alone',
      (url) => `Signature ${url.searchParams.get('X-Amz-Signature') ?? ''} is wrong.`,
    ],
  ])('that the store echoes %s stays hidden', (_, echo) =>
    withStore(
      FILES,
      () => ({
        onPut: ({ request, response }) => {
          request.resume();
          const said = echo(new URL(request.url ?? '', `http://${request.headers.host ?? ''}`));
          request.on('end', () => {
            response.writeHead(403).end(said.startsWith('{') ? said : s3Error('AccessDenied', said));
          });
        },
      }),
      async (step) => {
        const finished = await step.done;
        expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(redness(finished)).toContain('***');
      },
    ),
  );

  it.concurrent('that Doksi repeats in later answers stays hidden', () =>
    withStore(
      FILES,
      () => ({ targetId: (url) => `tgt of ${url}` }),
      async (step) => {
        const { outputs } = await step.done;
        expect(outputs['target-id']).toBe('tgt of ***');
      },
    ),
  );

  it.concurrent('leaves ids alone that hold a value of its query', () => {
    const ticket = '0123456789abcdef0123456789';
    const own = { url: '' };
    return withStore(
      FILES,
      () => ({
        uploadUrl: () => `${own.url}/store?ticket=${ticket}&X-Amz-Signature=${signatureOf(1)}`,
        targetId: () => `tgt_${ticket}`,
      }),
      async (step, doksi) => {
        own.url = doksi.url;
        const { outputs } = await step.done;
        expect(outputs['target-id']).toBe(`tgt_${ticket}`);
        expect(doksi.bodies.join('\n')).toContain(`"target_id":"tgt_${ticket}"`);
      },
    );
  });

  it.concurrent.each([
    ['half a JSON', (url: string) => `{"upload_id": "upl_1", "upload_url": "${url}", "expires": `],
    ['plain text', (url: string) => `OK: ${url}`],
    ['a JSON without an id', (url: string) => JSON.stringify({ upload_url: url })],
    ['a JSON with a strange id', (url: string) => JSON.stringify({ upload_id: [url], upload_url: url })],
    ['an error', (url: string) => JSON.stringify({ error: 'no', upload_url: url })],
  ])('in an answer that is %s stays hidden', (_, answer) =>
    withDoksi(async (doksi) => {
      const url = `https://store.example.com/upl_1.zip?X-Amz-Date=1&X-Amz-Signature=${signatureOf(1)}`;
      doksi.fault({ on: 'POST /uploads', kind: 'status', status: 200, body: answer(url) });
      const step = await runWith(doksi, FILES, APP, { RUNNER_DEBUG: '1' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expectHidden(step, [url]);
    }),
  );

  it.concurrent('that leads nowhere stays hidden', () =>
    withWorkspace(FILES, (workspace) =>
      withTinyDoksi(
        {
          // Nobody listens on the discard port.
          uploadUrl: () => `http://127.0.0.1:9/store?X-Amz-Signature=${signatureOf(1)}`,
        },
        async (doksi) => {
          const step = start(doksi, APP, { workspace, env: { RUNNER_DEBUG: '1' } });
          while (!step.log().includes('trying again')) await new Promise(setImmediate);
          step.kill('SIGINT');
          expectHidden(await step.done, doksi.uploadUrls);
        },
      ),
    ),
  );
});
