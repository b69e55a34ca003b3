import fc from 'fast-check';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { type Encoding, ENCODINGS } from '../play/reply.ts';

/** What a line does to one request. */
export type Ailment =
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'none' | 'reset-after' | 'cut' | 'stall' | 'garbage' }
  | { readonly kind: 'packed'; readonly encoding: Encoding }
  /** Something else answers, with this status. */
  | { readonly kind: 'status'; readonly status: number; readonly text: string; readonly retryAfter?: string }
  /** The request is carried out, and something else answers that all is well. */
  | { readonly kind: 'page'; readonly text: string };

/** What a line does to a connection before TLS stands. */
export type HandshakeAilment = 'none' | 'reset' | 'alert' | 'plain';

export const anyHandshake: fc.Arbitrary<HandshakeAilment> = fc.constantFrom(
  'none',
  'reset',
  'alert',
  'plain',
);

const echo = `{"error":"Bearer ${SANDBOX_API_KEY}, or ${Buffer.from(SANDBOX_API_KEY).toString('base64')}, is tired"}`;
const words = fc.constantFrom('{"error":"no"}', '<html><title>Sorry</title></html>', '', echo);

function statuses(...list: readonly number[]): fc.Arbitrary<Ailment> {
  return fc
    .tuple(fc.constantFrom(...list), words, fc.constantFrom(undefined, '0', '1', 'soon'))
    .map(([status, text, retryAfter]) => ({
      kind: 'status',
      status,
      text,
      ...(retryAfter !== undefined && { retryAfter }),
    }));
}

const packed: fc.Arbitrary<Ailment> = fc
  .constantFrom(...ENCODINGS)
  .map((encoding) => ({ kind: 'packed', encoding }));
const page: fc.Arbitrary<Ailment> = fc
  .constantFrom(
    '<html>Sign in</html>',
    '{}',
    '{"run_id":"run_of_a_stranger","status":"passed","tests_total":1}',
    echo,
  )
  .map((text) => ({ kind: 'page', text }));
const broken: fc.Arbitrary<Ailment> = fc
  .constantFrom('reset-before' as const, 'reset-after' as const, 'cut' as const, 'garbage' as const)
  .map((kind) => ({ kind }));
const none: fc.Arbitrary<Ailment> = fc.constant({ kind: 'none' });
const stall: fc.Arbitrary<Ailment> = fc.constant({ kind: 'stall' });

/** Of a request that is asked again and again: what passes, mostly. */
export const anyReading: fc.Arbitrary<Ailment> = fc.oneof(
  { arbitrary: none, weight: 10 },
  { arbitrary: packed, weight: 4 },
  { arbitrary: broken, weight: 4 },
  { arbitrary: statuses(408, 429, 500, 502, 503), weight: 4 },
  { arbitrary: page, weight: 2 },
  { arbitrary: statuses(401, 403, 404), weight: 1 },
  { arbitrary: stall, weight: 1 },
);

/** Of a request that creates a run: what ends the step for good is rare. */
export const anyCreation: fc.Arbitrary<Ailment> = fc.oneof(
  { arbitrary: none, weight: 6 },
  { arbitrary: packed, weight: 2 },
  { arbitrary: statuses(429, 503), weight: 4 },
  { arbitrary: broken, weight: 1 },
  { arbitrary: page, weight: 1 },
  { arbitrary: statuses(400, 401, 409, 500), weight: 1 },
);

/** Of an upload. */
export const anyOther: fc.Arbitrary<Ailment> = fc.oneof(
  { arbitrary: none, weight: 6 },
  { arbitrary: broken, weight: 2 },
  { arbitrary: statuses(408, 429, 500, 503), weight: 2 },
);
