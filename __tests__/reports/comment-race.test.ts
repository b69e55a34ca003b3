import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/clock.ts';
import { createGithub } from '../../src/github/client.ts';
import { publishComment } from '../../src/publish/comment.ts';
import { sectionsOf } from '../../src/report/comment.ts';
import { sectionOf } from '../../src/report/comment-section.ts';
import { skipped } from '../../src/results/endings.ts';
import { personalToken } from '../../sandbox/github/identities.ts';
import type { GithubOptions, GithubSandbox } from '../../sandbox/github/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import { HEAD_SHA, PULL_REQUEST_NUMBER, REPOSITORY } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';

const frame = { workflow: '.github/workflows/e2e.yml', commitUrl: undefined, workflowRunUrl: undefined };

function publish(sandbox: GithubSandbox, title: string, token = SANDBOX_GITHUB_TOKEN): Promise<unknown> {
  const random = (): number => Math.random();
  const github = createGithub({
    token,
    apiUrl: sandbox.url,
    repository: REPOSITORY,
    clock: systemClock,
    random,
    userAgent: 'doksi-run-action/test',
    hasForkToken: false,
    writesComments: true,
  });
  const { signal } = new AbortController();
  const section = sectionOf({
    outcome: skipped(),
    title,
    job: 'e2e',
    headSha: HEAD_SHA,
    workflowRun: '100',
    attempt: 1,
    commitUrl: undefined,
  });
  return publishComment(
    { section, frame, number: PULL_REQUEST_NUMBER, isMergeGroup: false },
    // The machine at hand may be slow as well: here only the number of rounds is bounded.
    {
      github,
      clock: systemClock,
      random,
      call: { signal, endsAtMs: Infinity },
      cancelled: signal,
      onUrl: () => undefined,
    },
  );
}

async function withSlowGithub(
  play: (sandbox: GithubSandbox) => Promise<void>,
  options: GithubOptions = {},
): Promise<void> {
  const sandbox = await startGithub({ latencyMs: () => 150 + 300 * Math.random(), ...options });
  try {
    await play(sandbox);
  } finally {
    await sandbox.close();
  }
}

const LEGS = Array.from({ length: 12 }, (_, index) => `Leg ${index}`);
const titlesIn = ({ repository }: GithubSandbox): string[] =>
  repository.comments.flatMap(({ body }) => sectionsOf(body).map(({ about }) => about.title));

describe('twelve jobs that write at once, on a slow GitHub,', () => {
  it.concurrent('make one comment with twelve sections, though none is there to begin with', () =>
    withSlowGithub(async (sandbox) => {
      await Promise.all(LEGS.map((title) => publish(sandbox, title)));
      expect(sandbox.repository.comments).toHaveLength(1);
      expect(titlesIn(sandbox).sort()).toEqual(LEGS.toSorted());
    }),
  );

  it.concurrent('lose nothing of each other where all of them change the one that is there', () =>
    withSlowGithub(async (sandbox) => {
      await publish(sandbox, 'Leg 0');
      await Promise.all(LEGS.map((title) => publish(sandbox, title)));
      expect(sandbox.repository.comments).toHaveLength(1);
      expect(titlesIn(sandbox).sort()).toEqual(LEGS.toSorted());
    }),
  );

  it.concurrent("find each other's comments, too, where GitHub doesn't tell an app's name", () =>
    withSlowGithub(
      async (sandbox) => {
        await Promise.all(LEGS.slice(0, 3).map((title) => publish(sandbox, title, 'app')));
        expect(sandbox.repository.comments).toHaveLength(1);
        expect(titlesIn(sandbox)).toHaveLength(3);
      },
      { tokens: { app: { ...personalToken('shop-bot[bot]'), kind: 'app' } } },
    ),
  );
});
