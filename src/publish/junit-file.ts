import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { renderJunit } from '../report/junit.ts';
import type { ReportModel } from '../report/model.ts';

/** Writes the JUnit file, however the step ended: later steps must not find an older one. Throws if it cannot. */
export async function writeJunitFile(junitPath: string, model: ReportModel, signal: AbortSignal): Promise<void> {
  const xml = renderJunit(model);
  const path = resolve(model.context.workspace, junitPath);
  const existing = await stat(path).catch(() => undefined);
  // Renaming would replace a device such as /dev/null for the whole machine.
  if (/[\\/]$/.test(junitPath) || existing?.isFile() === false)
    throw new Error(`junit-path is ${junitPath}, which is not a regular file. Name another`);
  await mkdir(dirname(path), { recursive: true });
  // A draft first, so that the file is never incomplete.
  const draft = join(dirname(path), `.doksi-junit-${randomUUID()}`);
  try {
    await writeFile(draft, xml, { signal });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
