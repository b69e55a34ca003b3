import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isMapping } from '../base/json.ts';
import { oneLine } from '../base/text.ts';
import type { InputName } from './declared.ts';
import type { Findings } from './problems.ts';
import type { InputDocument } from './yaml.ts';

/**
 * Parses an input that is YAML or JSON, or the path of such a file in the workspace. Undefined if it is empty or, with
 * a problem, unusable.
 */
export async function readDocument(
  name: InputName,
  text: string,
  workspace: string,
  findings: Findings,
): Promise<InputDocument | undefined> {
  if (text.trim() === '') return undefined;
  const path = filePath(text.trim());
  const content = path === undefined ? text : readWorkspaceFile(path, name, workspace, findings);
  if (content === undefined) return undefined;
  const file = path && relative(workspace, resolve(workspace, path)).replaceAll(sep, '/');

  const { parseYaml } = await import('./yaml.ts');
  const document = parseYaml(content, name, file, findings);
  if (typeof document?.value === 'string' && /^\s*[[{]/.test(document.value)) {
    return document.findings.problem(name, 'is JSON or YAML in quotes; remove the quotes around it');
  }
  return document;
}

/** The path that a text is, without quotes around it; undefined for YAML, JSON and URLs. */
function filePath(text: string): string | undefined {
  const path = text.replace(/^(["'])(.*)\1$/, '$2');
  return /^(?![[{]|- |.*(: |:\/\/))[^\n]+\.(ya?ml|json)$/i.test(path) ? path : undefined;
}

function readWorkspaceFile(path: string, name: InputName, workspace: string, findings: Findings): string | undefined {
  const full = resolve(workspace, path);
  try {
    if (isInside(full, workspace) && isInside(realpathSync(full), realpathSync(workspace))) {
      return readFileSync(full, 'utf8');
    }
    return findings.invalid(name, path, 'give a file in the workspace', 'which is outside of the workspace');
  } catch (error) {
    const code = isMapping(error) ? String(error['code']) : 'unknown error';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      return findings.invalid(name, path, 'give a readable file', `which cannot be read (${code})`);
    }
    const fault = `a file that does not exist (looked for ${oneLine(full)})`;
    return findings.invalid(name, path, 'correct the path, or run actions/checkout before this step', fault);
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
