import { expect } from '@jest/globals';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { type Inputs, start, type WatchedStep } from '../scenarios/stage.ts';
import { type TinyDoksi, type TinyDoksiOptions, withTinyDoksi } from './tiny-doksi.ts';
import { type Files, withWorkspace } from '../workspace.ts';

// The built action, run as a step that uploads.

/** The one APK that most scenarios upload, for a test that passes at once. */
export const APP: Inputs = { apk: 'app.apk', 'test-ids': 'pass-0s' };

/** Runs the step in a workspace with these files, to its end. */
export function runWith(
  doksi: { readonly url: string },
  files: Files,
  inputs: Inputs = APP,
  env: Readonly<Record<string, string>> = {},
): Promise<FinishedStep> {
  return withWorkspace(files, (workspace) => start(doksi, inputs, { workspace, env }).done);
}

/** Starts the step against a Doksi with a store of the test's own, and lets `play` have both and the workspace. */
export function withStore(
  files: Files,
  store: (workspace: string) => TinyDoksiOptions,
  play: (step: WatchedStep, doksi: TinyDoksi) => Promise<void>,
  inputs: Inputs = APP,
): Promise<void> {
  return withWorkspace(files, (workspace) =>
    withTinyDoksi(store(workspace), async (doksi) => {
      const step = start(doksi, inputs, { workspace, apiKey: SANDBOX_API_KEY, env: { RUNNER_DEBUG: '1' } });
      await play(step, doksi);
      expectHidden(await step.done, doksi.uploadUrls);
    }),
  );
}

/** Neither a presigned URL, nor its query, nor its signature is anywhere but in the lines that mask them. */
export function expectHidden({ log, outputs, summary }: FinishedStep, urls: readonly string[]): void {
  const shown = [
    ...log.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    ...Object.values(outputs),
    summary,
  ].join('\n');
  for (const text of urls) {
    const url = new URL(text);
    const signature = url.searchParams.get('X-Amz-Signature') ?? '';
    expect(signature).not.toBe('');
    for (const secret of [url.href, url.search, signature]) expect(shown).not.toContain(secret);
  }
}
