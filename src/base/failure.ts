/** The rows of docs/troubleshooting.md, by their anchors. */
export type HelpTopic =
  | 'invalid-inputs'
  | 'empty-input'
  | 'yaml-syntax'
  | 'no-api-key'
  | 'api-key-rejected'
  | 'allowance-used-up'
  | 'run-rejected'
  | 'run-may-exist'
  | 'doksi-unreachable'
  | 'gateway-page'
  | 'run-not-found'
  | 'timed-out'
  | 'no-tests'
  | 'cancelled'
  | 'no-apk-found'
  | 'not-an-apk'
  | 'app-bundle'
  | 'target-not-ready'
  | 'upload-failed'
  | 'target-rejected'
  | 'missing-permission'
  | 'github-unavailable'
  | 'neither-passed-nor-failed'
  | 'outputs-not-written';

const TROUBLESHOOTING = 'https://github.com/doksi/run-action/blob/main/docs/troubleshooting.md';

/** The address of a row of the troubleshooting page. */
export function helpUrl(topic: HelpTopic): string {
  return `${TROUBLESHOOTING}#${topic}`;
}

/** An error for users: what happened, then what to do next. */
export class Failure extends Error {
  readonly what: string;
  readonly next: string;
  /** The row of the troubleshooting page, if there is one. */
  readonly help: HelpTopic | undefined;

  constructor(
    what: string,
    next: string,
    { help, ...options }: ErrorOptions & { readonly help?: HelpTopic | undefined } = {},
  ) {
    super(`${what}\n${next}`, options);
    this.name = new.target.name;
    this.what = what;
    this.next = next;
    this.help = help;
  }
}

/** The error itself if it is a Failure; anything else that is thrown is a bug in this action. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure(
    `The action itself failed: ${reasonOf(error)}.`,
    'This is a bug in doksi/run-action. Report it with the log of this step.',
    { cause: error },
  );
}

/** The message of anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
