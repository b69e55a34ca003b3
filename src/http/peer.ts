/** Who is asked: what this room has to know of a server in order to speak of it. */
export interface Peer {
  /** In sentences: `GitHub refused to …`. */
  readonly name: string;
  /** Whether its addresses are secrets as a whole, as presigned URLs are. */
  readonly hasSecretUrls: boolean;
  /** Its own words in the JSON of an error, where it has some. */
  readonly wordsOf: (json: unknown) => string | undefined;
  /** Codes of its errors that pass by themselves, whatever their status. */
  readonly passingCodes: ReadonlySet<string>;
  /** What a user can do next. */
  readonly remedies: Remedies;
}

export interface Remedies {
  /** No connection, or a broken one. */
  readonly unreachable: string;
  /** No answer in time. */
  readonly silent: string;
  /** An answer that can't be the peer's own. */
  readonly unreadable: string;
  /** A redirect that is not followed. */
  readonly redirected: string;
  /** 5xx. */
  readonly failed: string;
  /** Refusals that have a remedy of their own. */
  readonly byStatus: Readonly<Record<number, string>>;
  /** Any other refusal. */
  readonly refused: string;
}

export function remedyFor({ remedies }: Peer, status: number): string {
  const own = remedies.byStatus[status];
  if (own !== undefined) return own;
  if (status >= 500) return remedies.failed;
  return status >= 300 && status < 400 ? remedies.redirected : remedies.refused;
}
