import { expect, it } from '@jest/globals';
import { picturePages } from '../../scripts/picture-pages.ts';
import { read } from './documents.ts';

it('the pictures show what the action writes; otherwise run `npm run pictures`', async () => {
  const pages = await picturePages();
  const digests = Object.fromEntries(pages.map(({ name, digest }) => [name, digest]));
  expect(JSON.parse(read('docs/pictures.json'))).toEqual(digests);
});
