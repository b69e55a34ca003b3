import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { listed, megabytes } from '../text.ts';
import { hasEnding } from './classify.ts';
import { isSearched } from './glob.ts';
import { identify, kindOf } from './identify.ts';
import { inWorkspace, shown } from './names.ts';
import { untilAborted } from './until-aborted.ts';
import { walk } from './walk.ts';

/** An error about missing files names this many that do exist, and this many places where it looked. */
const MAX_SUGGESTIONS = 10;
const MAX_PLACES = 5;

/** Says where was looked (absolute paths), what is wrong there, and which APKs the workspace does hold. */
export async function nothingFound(
  asked: string,
  places: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<string> {
  const looked: string[] = [];
  for (const place of places.slice(0, MAX_PLACES)) {
    looked.push(`${shown(place)}${await faultOf(place, signal)}`);
  }
  const missing = `no .apk matches ${asked} (looked at ${listed(looked, MAX_PLACES, places.length)})`;

  const wanted = { finds: (file: string) => hasEnding(file, '.apk') && isSearched(file), enters: isSearched };
  const matches = (await walk(workspace, wanted, signal)).filter(({ isLink }) => !isLink);
  const named = matches.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MAX_SUGGESTIONS);
  const files = await identify(named, signal);
  if (files.length === 0) {
    return `${missing}, nor is there any other in ${shown(workspace)}; did the build step run, in this job?`;
  }
  const suggestions = files.map(({ path, bytes }) => {
    return `${shown(inWorkspace(path, workspace))} (${megabytes(bytes)})`;
  });
  return `${missing}; there are: ${listed(suggestions, MAX_SUGGESTIONS, matches.length)}. Did the build step make the one you mean?`;
}

async function faultOf(place: string, signal: AbortSignal): Promise<string> {
  const kind = await kindOf(place, signal);
  if (kind === 'absent') return ', which is not there';
  if (kind === 'other') return ', which is no regular file';
  try {
    await untilAborted(signal, access(place, constants.R_OK));
    return '';
  } catch {
    signal.throwIfAborted();
    return ', which may not be read';
  }
}
