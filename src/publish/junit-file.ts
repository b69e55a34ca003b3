import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { junitReport } from '../report/junit.ts';
import { junitXml } from '../report/junit-xml.ts';
import type { ReportOutputs } from '../report/outputs.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../results/outcome.ts';

interface JunitSources {
  readonly outcome: Outcome;
  readonly title: string;
  readonly context: Pick<Context, 'workspace'>;
}

/** Writes the outcome as a JUnit file, however the step ended: who reads it later must not find an older one. */
export async function tellJunit(
  path: string,
  { outcome, title, context: { workspace } }: JunitSources,
  signal: AbortSignal,
): Promise<ReportOutputs> {
  const xml = await junitXml(junitReport(outcome, title));
  const isFolder = /[\\/]$/.test(path);
  if (isFolder) throw new Error(`junit-path is ${path}, a folder; name a file`);
  await writeWhole(resolve(workspace, path), xml, signal);
  return { 'junit-path': path };
}

/** The file is there whole or not at all: nobody finds half of it, not even after a kill. */
async function writeWhole(path: string, text: string, signal: AbortSignal): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.doksi-junit-${randomUUID()}`);
  try {
    await writeFile(draft, text, { signal });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
