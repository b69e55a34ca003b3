import type { Peer } from '../http/peer.ts';

const LOOK_THERE = 'See that the deployment is up.';

/** Whoever serves a target. No refusal of theirs is an error of its own: it only tells how the target looks. */
export const TARGET: Peer = {
  name: 'The target',
  hasSecretUrls: true,
  wordsOf: () => undefined,
  passingCodes: new Set(),
  remedies: {
    unreachable: LOOK_THERE,
    silent: LOOK_THERE,
    unreadable: LOOK_THERE,
    redirected: LOOK_THERE,
    failed: LOOK_THERE,
    byStatus: {},
    refused: LOOK_THERE,
  },
};
