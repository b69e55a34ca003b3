/** What becomes of one question to GitHub. */
export type GithubReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly data: unknown;
      readonly afterMs: number;
      /** Whether it is what GitHub has to say. */
      readonly isTrue?: true;
    }
  | { readonly kind: 'broken'; readonly code: string; readonly afterMs: number }
  /** No answer, ever; the deaf one does not even notice that nobody listens any more. */
  | { readonly kind: 'silence'; readonly isDeaf: boolean };

/** What is asked about: a pull request, the check runs of the head or of a base commit, or the base branch's commits. */
export type GithubTopic = 'pulls' | 'checks' | 'commits' | 'baseChecks';

export interface GithubWorld {
  /** What the event tells of the pull request: its number and base, its number alone, its commit, or its branch. */
  readonly event: 'numbered' | 'asked' | 'at-head' | 'from-branch';
  /** Replies to questions about each topic, in turn; what comes after is as it should be. */
  readonly replies: Readonly<Record<GithubTopic, readonly GithubReply[]>>;
  /** Whether each page of a list has one item. */
  readonly hasSmallPages: boolean;
}
