/** A command to the runner in a step's log. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

// Any other name is plain text to the runner:
// https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
const registered = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** The commands that the runner finds in a log, in order. */
export function commandsIn(log: string): readonly WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let resumeToken: string | undefined;

  for (const line of log.split(/\r?\n/)) {
    if (resumeToken !== undefined) {
      if (line.trim() === `::${resumeToken}::`) resumeToken = undefined;
      continue;
    }
    const command = modernCommand(line) ?? oldCommand(line);
    if (!command) continue;
    commands.push(command);
    if (command.command === 'stop-commands') resumeToken = command.message;
  }
  return commands;
}

/** `::name key=value,key=value::message`, at the start of a line. */
function modernCommand(line: string): WorkflowCommand | undefined {
  const [, name = '', properties = '', message = ''] = /^\s*::([^ :]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  const decode = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const decodeProperty = (text: string): string => decode(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  return registered.has(name)
    ? { command: name, properties: pairsOf(properties, ',', decodeProperty), message: decode(message) }
    : undefined;
}

/** `##[name key=value;key=value]message`, which the runner still accepts anywhere in a line. */
function oldCommand(line: string): WorkflowCommand | undefined {
  const [, name = '', properties = '', message = ''] = /##\[([^ \]]+)(?: ([^\]]*))?\](.*)$/.exec(line) ?? [];
  const decode = (text: string): string =>
    text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']');
  return registered.has(name)
    ? { command: name, properties: pairsOf(properties, ';', decode), message: decode(message) }
    : undefined;
}

function pairsOf(text: string, separator: string, decode: (value: string) => string): Record<string, string> {
  const pairs = text
    .split(separator)
    .map((pair) => /^\s*([^=]+)=(.+)$/.exec(pair))
    .filter((match) => match !== null)
    .map(([, key = '', value = '']) => [key, decode(value)] as const);
  return Object.fromEntries(pairs);
}
