import * as z from 'zod/mini';

// What decides a colour is read strictly: of the wrong type, the whole answer counts as unreadable.
// What only decorates a report is read as it comes, and left out where it makes no sense.
const decides = z.nullish(z.string());
const counts = z.nullish(z.int().check(z.nonnegative()));
const decorates = z.catch(z.nullish(z.string()), undefined);
const seconds = z.catch(z.nullish(z.number().check(z.nonnegative())), undefined);
const notEmpty = z.string().check(z.minLength(1));
// What is blank, what a number can't hold exactly, or a path would take for another place, is no id.
const id = z.union([
  z.string().check(z.regex(/^(?!\.{1,2}$)(?=.*\S)/s)),
  z.pipe(z.int(), z.transform(String)),
]);

const Destination = z.looseObject({
  platform: decorates,
  web_url: decorates,
  binary_url: decorates,
  target_id: decorates,
  name: decorates,
  version: decorates,
});

const Result = z.looseObject({
  result_id: decorates,
  test_id: decorates,
  test_name: decorates,
  status: decides,
  duration_seconds: seconds,
  url: decorates,
  destination: z.catch(z.nullish(Destination), undefined),
});

/** More results no run has; reading them would cost minutes. */
const MAX_RESULTS = 200_000;

const list = z.pipe(z.array(z.unknown()).check(z.maxLength(MAX_RESULTS)), z.array(Result));
const results = z.pipe(
  z.nullish(list),
  z.transform((given) => given ?? []),
);

/** Answer of `GET /runs/{run_id}`. The names are Doksi's own: results go into outputs as they came. */
export const Run = z.looseObject({
  run_id: z.nullish(id),
  status: notEmpty,
  tests_total: counts,
  tests_passed: counts,
  tests_failed: counts,
  tests_running: counts,
  duration_seconds: seconds,
  created_at: decorates,
  results,
});

/** Answer of `POST /runs`. */
export const CreatedRun = z.looseObject({ run_id: id, results: z.catch(results, []) });

const webUrl = z.url({ protocol: /^https?$/, error: 'it is no http(s) URL' });

/** Answer of `POST /uploads`. */
export const CreatedUpload = z.object({ upload_id: id, upload_url: webUrl });

/** Answer of `POST /targets`. */
export const CreatedTarget = z.object({ target_id: id });

export type Result = z.infer<typeof Result>;
export type Run = z.infer<typeof Run>;
export type CreatedRun = z.infer<typeof CreatedRun>;
export type CreatedUpload = z.infer<typeof CreatedUpload>;
export type CreatedTarget = z.infer<typeof CreatedTarget>;
