import { expect, it } from '@jest/globals';
import { CreatedRun, CreatedUpload } from '../../src/doksi/schemas.ts';
import { mismatch } from '../../src/http/json.ts';

it.each(['/upload?X-Amz-Signature=s3cr3t', 'ftp://s3.example/s3cr3t', 'https//s3.example/s3cr3t'])(
  'an address to upload to that is none is called so, and not quoted: %s',
  (upload_url) => {
    const answer = { upload_id: 'upl_1', upload_url };
    const { error } = CreatedUpload.safeParse(answer);
    expect(error && mismatch(answer, error)).toBe('"upload_url" is wrong: it is no http(s) URL');
  },
);

it.each(['', '  ', '\n', '.', '..', 1.5, null])('what is no id is none of a run: %j', (run_id) => {
  expect(CreatedRun.safeParse({ run_id }).success).toBe(false);
});

it.each(['run_1', ' a', '...', 7])('%j is one', (run_id) => {
  expect(CreatedRun.safeParse({ run_id })).toMatchObject({ data: { run_id: String(run_id) } });
});
