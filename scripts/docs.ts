// Writes the inputs and outputs of action.yml into the documents, between their markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Metadata, tablesOf, withTable } from './input-tables.ts';

const root = new URL('../', import.meta.url);
const blocks = tablesOf(Metadata.parse(parse(readFileSync(new URL('action.yml', root), 'utf8'))));

for (const path of ['README.md', 'docs/inputs.md']) {
  const file = new URL(path, root);
  const text = Object.entries(blocks).reduce(
    (document, [name, content]) => withTable(document, name, content),
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}
