import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { errorOf, until, withDoksi } from '../scenarios/stage.ts';
import { apkOf } from '../workspace.ts';
import { expectHidden, methods, runWith, s3Error, withStep } from './stage.ts';

// A presigned URL allows anyone to write to the storage.

const FILES = { 'app.apk': apkOf() };
const SIGNATURE = '5ec7e7'.padEnd(64, '0');

/** Makes the sandbox return a URL that the test knows. */
function prepareUrl(doksi: DoksiSandbox): URL {
  const url = new URL(`/storage/upl_1.zip?X-Amz-Date=1&X-Amz-Signature=${SIGNATURE}`, doksi.url);
  const body = JSON.stringify({ upload_id: 'upl_1', upload_url: url.href });
  doksi.fault({ on: 'POST /uploads', kind: 'status', status: 201, body });
  return url;
}

describe('a presigned URL', () => {
  it.concurrent('is masked, the whole and its signature', () =>
    withDoksi(async (doksi) => {
      const { href } = prepareUrl(doksi);
      const { commands } = await runWith(doksi, FILES);
      const masked = commands.filter(({ command }) => command === 'add-mask').map(({ message }) => message);
      expect(masked).toEqual(expect.arrayContaining([href, SIGNATURE]));
    }),
  );

  it.concurrent('that the storage repeats in any form stays hidden', () =>
    withDoksi(async (doksi) => {
      const url = prepareUrl(doksi);
      const forms = {
        whole: url.href,
        path: `${url.pathname}${url.search}`,
        xml: url.href.replaceAll('&', '&amp;'),
        encoded: encodeURIComponent(url.href),
        signature: SIGNATURE,
      };
      const message = Object.entries(forms)
        .map(([form, text]) => `${form} ${text}`)
        .join('; ');
      doksi.fault({ on: 'PUT', kind: 'status', status: 403, body: s3Error('AccessDenied', message) });
      const step = await runWith(doksi, FILES);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      for (const form of Object.keys(forms)) expect(errorOf(step)).toMatch(new RegExp(`${form} \\S*\\*\\*\\*`));
    }),
  );

  it.concurrent('is hidden in later responses, but not ids that contain another value of its query', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'slow', bytesPerSecond: 500 });
      let date = '';
      const { outputs } = await withStep(doksi, FILES, async () => {
        await until(() => methods(doksi).includes('PUT'));
        const { href, searchParams } = new URL(doksi.requests.at(-1)?.path ?? '', doksi.url);
        date = searchParams.get('X-Amz-Date') ?? '';
        const body = JSON.stringify({ target_id: `tgt_${date} of ${href}` });
        doksi.fault({ on: 'POST /targets', kind: 'status', status: 201, body });
      });
      expect(outputs['target-id']).toBe(`tgt_${date} of ***`);
    }),
  );

  it.concurrent.each([
    ['half a JSON', (url: string) => `{"upload_id": "upl_1", "upload_url": "${url}", "expires": `],
    ['plain text', (url: string) => `OK: ${url}`],
    ['a JSON without an id', (url: string) => JSON.stringify({ upload_url: url })],
    ['an error', (url: string) => JSON.stringify({ error: 'no', upload_url: url })],
  ])('in a response that is %s stays hidden', (_, response) =>
    withDoksi(async (doksi) => {
      const url = `https://store.example.com/upl_1.zip?X-Amz-Date=1&X-Amz-Signature=${SIGNATURE}`;
      doksi.fault({ on: 'POST /uploads', kind: 'status', status: 200, body: response(url) });
      const step = await runWith(doksi, FILES);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expectHidden(step, [url]);
    }),
  );
});
