import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyOf } from './reader.ts';

describe('the request body', () => {
  it.each([
    ['binary-url', 'https://x.example/app.apk', { binary_url: 'https://x.example/app.apk' }],
    ['target-id', 'tgt_1', { target_id: 'tgt_1' }],
  ])('has %s as an Android target', async (name, value, target) => {
    expect(await bodyOf({ [name]: value, 'test-ids': 'a' })).toEqual({
      matrix: [{ platform: 'android', ...target, test_ids: ['a'] }],
    });
  });

  it("can be pasted from Doksi's documentation, and be written in YAML", async () => {
    const body = {
      matrix: [
        { platform: 'web', web_url: 'https://staging.example.com', test_ids: ['abc123'] },
        { platform: 'android', binary_url: 'https://builds.example.com/app.apk', test_ids: ['abc123'] },
        { platform: 'android', target_id: 'tgt_1', test_ids: ['abc123'] },
      ],
    };
    const yaml = `
      - web_url: https://staging.example.com
        test_ids: abc123
      - { binary_url: https://builds.example.com/app.apk, test_ids: [abc123] }
      - target_id: tgt_1
        test_ids: [abc123]`;
    expect(await bodyOf({ matrix: JSON.stringify(body, null, '\t') })).toEqual(body);
    expect(await bodyOf({ matrix: JSON.stringify(body.matrix) })).toEqual(body);
    expect(await bodyOf({ matrix: yaml })).toEqual(body);
  });

  it('has every unknown key unchanged, at any depth', async () => {
    const unknown = fc.dictionary(
      fc.stringMatching(/^x_[a-z]{1,8}$/),
      fc.jsonValue({ noUnicodeString: false }).filter((value) => !/e[+-]|-0|\d{16}/.test(JSON.stringify(value))),
    );
    await fc.assert(
      fc.asyncProperty(unknown, unknown, async (extras, top) => {
        const entry = { platform: 'web', web_url: 'https://x.example', test_ids: ['a'], ...extras };
        const body = await bodyOf({ matrix: JSON.stringify([entry]), 'extra-body': JSON.stringify(top) });
        expect(body).toEqual(JSON.parse(JSON.stringify({ matrix: [entry], ...top })));
      }),
      { numRuns: 20 },
    );
  });
});
