import { globSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { read, ROOT, yamlBlocks } from './documents.ts';
import { readWorkflow, workflowErrors } from './workflow.ts';

const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));

describe.each(workflows)('%s', (path) => {
  const text = read(path);
  const { permissions, jobs } = readWorkflow(text);

  it("is valid for GitHub's parser", async () => {
    expect(await workflowErrors(path, text)).toEqual([]);
  });

  it('pins each action by its commit, with the version in a comment', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line) && !line.includes('uses: ./'));
    const unpinned = uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    expect(unpinned).toEqual([]);
  });

  it('grants permissions and sets a timeout per job', () => {
    expect(permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      expect([name, job.permissions]).not.toEqual([name, undefined]);
      expect([name, Number(job['timeout-minutes'])]).not.toEqual([name, NaN]);
    }
  });

  it('leaves no credentials in a checkout', () => {
    const checkouts = Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const checkout of checkouts) expect(checkout.with['persist-credentials']).toBe('false');
  });

  it('uses no expression in a script', () => {
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    for (const script of scripts) expect(script).not.toContain('${{');
    expect(text).not.toMatch(/pull_request_target/);
  });

  it('runs no install scripts of dependencies', () => {
    expect(text.match(/npm (ci|install)(?! --ignore-scripts).*/g)).toBeNull();
  });
});

it.each(yamlBlocks.filter(({ isWhole }) => isWhole))(
  'the workflow at $where grants permissions per job',
  ({ workflow }) => {
    expect(readWorkflow(workflow).permissions).toEqual({});
  },
);
