import { describe, expect, it } from '@jest/globals';
import { yamlBlocks } from './documents.ts';
import { play } from './play.ts';
import { isOurs, readWorkflow } from './workflow.ts';

// Whoever copies an example gets a step that works: with its own inputs, for each event that it is written for.

const examples = yamlBlocks.flatMap(({ where, workflow }) => {
  const read = readWorkflow(workflow);
  const hasOurs = Object.values(read.jobs).some(({ steps }) => steps.some(isOurs));
  return hasOurs ? read.on.map((event) => ({ where, event, workflow: read })) : [];
});

// Several are played side by side, some of them wait for a site; a busy machine must not fail them.
const LIMIT_MS = 300_000;

describe('examples, played against the sandbox', () => {
  it.concurrent.each(examples)(
    '$where on $event',
    async ({ workflow, event }) => {
      for (const { title, log, expected, conclusion } of await play(workflow, event)) {
        expect({ title, log, conclusion }).toEqual({ title, log, conclusion: expected });
      }
    },
    LIMIT_MS,
  );
});
