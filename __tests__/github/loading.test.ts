import { expect, it } from '@jest/globals';
import { withGithub } from './stage.ts';

// A file of its own: the library is loaded once.

it('is loaded although the event is no JSON, and leaves the environment as it was', () =>
  withGithub(async ({ github, call }) => {
    process.env['GITHUB_EVENT_PATH'] = import.meta.filename;
    try {
      expect(await github.pullRequest(7, call)).toMatchObject({ number: 7 });
      expect(process.env['GITHUB_EVENT_PATH']).toBe(import.meta.filename);
    } finally {
      delete process.env['GITHUB_EVENT_PATH'];
    }
  }));
