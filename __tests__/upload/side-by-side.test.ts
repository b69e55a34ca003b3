import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { until } from '../scenarios/stage.ts';
import { runWith, withStore } from './stage.ts';
import { takeWhole, upload } from './scripted-store.ts';
import { s3Error, takeAll, withTinyDoksi } from './tiny-doksi.ts';
import { apkOf } from '../workspace.ts';

const refusal = { status: 403, headers: {}, text: s3Error('AccessDenied', 'No.') };

describe('several uploads', () => {
  const apps = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((mark) => [`${mark}.apk`, apkOf(mark)]),
  );

  it('go on side by side, three at once and never more', async () => {
    let [active, most] = [0, 0];
    const { targets } = await upload(apps, {
      store: async (_number, request) => {
        most = Math.max(most, ++active);
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
        const answered = await takeWhole(request);
        active--;
        return answered;
      },
    });
    expect(most).toBe(3);
    // In the order in which they are done; outputs have the plan's.
    expect(targets.map(({ key }) => key).toSorted()).toEqual(Object.keys(apps));
    expect(new Set(targets.map(({ targetId }) => targetId)).size).toBe(7);
  });

  it('end with the first refusal, and none is begun after it', async () => {
    const { error, requests } = await upload(apps, {
      store: (number, _request, signal) =>
        number === 2 ? Promise.resolve(refusal) : once(signal, 'abort').then(() => refusal),
    });
    expect(error).toMatchObject({ message: expect.stringContaining('AccessDenied: No. (HTTP 403)') });
    expect(requests.filter((request) => request.startsWith('PUT')).length).toBeLessThanOrEqual(3);
    expect(requests).not.toContain('POST /targets');
  });

  it('stop at once when the step is cancelled', async () => {
    const cancel = new AbortController();
    const { error, requests } = await upload(apps, {
      signal: cancel.signal,
      store: () => {
        cancel.abort(new Error('cancelled'));
        return new Promise(() => undefined);
      },
    });
    expect(error).toBe(cancel.signal.reason);
    expect(requests).not.toContain('POST /targets');
  });

  it('are three at once for the built action, too', () => {
    const [waiting, three] = [new Set<number>(), Promise.withResolvers<undefined>()];
    let most = 0;
    return withTinyDoksi(
      {
        onPut: async (put) => {
          waiting.add(put.number);
          most = Math.max(most, waiting.size);
          if (waiting.size === 3) three.resolve(undefined);
          // Were they not side by side, this would never go on.
          await three.promise;
          await takeAll(put);
          waiting.delete(put.number);
        },
      },
      async (doksi) => {
        const matrix = JSON.stringify(Object.keys(apps).map((apk) => ({ apk, test_ids: ['a'] })));
        const step = await runWith(doksi, apps, { matrix });
        expect(step.exitCode).toBe(0);
        expect(doksi.requests.filter((request) => request === 'PUT store')).toHaveLength(7);
        expect(most).toBe(3);
      },
    );
  });

  it('of which one is refused leave the outputs with the target of the one that was registered', () => {
    const printed = { log: (): string => '' };
    const matrix = JSON.stringify(['a.apk', 'b.apk'].map((apk) => ({ apk, test_ids: ['a'] })));
    return withStore(
      { 'a.apk': apkOf('a'), 'b.apk': apkOf('b') },
      () => ({
        onPut: async (put) => {
          if (put.number === 1) return takeAll(put);
          await until(() => printed.log().includes('Registered'));
          put.response.writeHead(refusal.status).end(refusal.text);
        },
      }),
      async (step) => {
        printed.log = step.log;
        const { exitCode, outputs } = await step.done;
        expect(exitCode).toBe(1);
        expect(outputs).toMatchObject({ conclusion: 'error', 'target-id': 'tgt_1' });
        expect(
          Object.values(z.record(z.string(), z.string()).parse(JSON.parse(outputs['targets'] ?? ''))),
        ).toEqual(['tgt_1']);
      },
      { matrix },
    );
  });
});
