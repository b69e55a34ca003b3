import { expect, it } from '@jest/globals';
import { withGithub } from './stage.ts';

// A file of its own: the library is loaded once per file.

it('loads the library although the event is not JSON, and restores the environment', () =>
  withGithub(async ({ github }) => {
    process.env['GITHUB_EVENT_PATH'] = import.meta.filename;
    try {
      expect(await github.pullRequest(7)).toMatchObject({ number: 7 });
      expect(process.env['GITHUB_EVENT_PATH']).toBe(import.meta.filename);
    } finally {
      delete process.env['GITHUB_EVENT_PATH'];
    }
  }));
