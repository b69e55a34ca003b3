import { findFiles } from '../../src/apps/find.ts';
import { inWorkspace } from '../../src/apps/package.ts';
import { type Files, withWorkspace } from '../workspace.ts';

/** What patterns lead to: the kind and the paths in the workspace, or the problem. */
export async function found(
  workspace: string,
  patterns: readonly string[],
  signal = new AbortController().signal,
): Promise<string[] | string> {
  const result = await findFiles(patterns, workspace, signal);
  if ('text' in result) return result.text;
  return [result.kind, ...result.files.map(({ path }) => inWorkspace(path, workspace))];
}

/** The same in a workspace of its own, which `prepare` may change before. */
export function foundIn(
  files: Files,
  patterns: readonly string[],
  prepare: (workspace: string) => void = () => undefined,
): Promise<string[] | string> {
  return withWorkspace(files, (workspace) => {
    prepare(workspace);
    return found(workspace, patterns);
  });
}
