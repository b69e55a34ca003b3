import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { yamlBlocks } from '../__tests__/docs/documents.ts';

// Writes each whole workflow of the documents to the given folder, for actionlint and zizmor.

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Usage: document-workflows.ts FOLDER');

const Named = z.looseObject({ name: z.string() });
for (const { where, workflow } of yamlBlocks.filter(({ isWhole }) => isWhole)) {
  const { name } = Named.parse(parse(workflow));
  const file = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.yml`;
  // Two workflows of one name would be one file.
  writeFileSync(join(folder, file), `# ${where}\n${workflow}`, { flag: 'wx' });
}
