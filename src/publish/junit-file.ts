import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
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
  const there = await statsOf(path);
  // Above all no device, which the rename would do away with for the whole machine.
  if (there !== undefined && !there.isFile()) throw new Error(`${path} is no regular file; name another`);
  const folder = dirname(path);
  await makeFolder(folder);
  const draft = join(folder, `.doksi-junit-${randomUUID()}`);
  try {
    await writeFile(draft, text, { signal });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * Makes a folder and those above it. Not by Node's `recursive`, which tries for ever where a file system says that there
 * is no such folder whose parent is there, as Linux says of new ones in `/proc`.
 */
async function makeFolder(folder: string): Promise<void> {
  if ((await statsOf(folder))?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    // Another job on the same machine may have been faster.
    if (!(await statsOf(folder))?.isDirectory()) throw error;
  }
}

/** Of what lies there, through links; undefined where nothing does, or nobody may know. */
async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}
