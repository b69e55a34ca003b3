import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { anchorsOf, documents, linksOf, ROOT } from './documents.ts';

it.each(documents.map((document) => [document.path, document] as const))('%s has no dead link', (path, document) => {
  const dead = linksOf(document)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !exists(path, target));
  expect(dead).toEqual([]);
});

function exists(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : join(dirname(from), file).replaceAll('\\', '/');
  if (!existsSync(join(ROOT, path))) return false;
  const document = documents.find((candidate) => candidate.path === path);
  return anchor === undefined || document === undefined || anchorsOf(document).includes(anchor);
}
