import * as z from 'zod';

// What decides a colour is read strictly: of the wrong type, the whole answer counts as unreadable.
// What only decorates a report is read as it comes, and left out where it makes no sense.
const decides = z.string().nullish();
const counts = z.int().nonnegative().nullish();
const decorates = z.string().nullish().catch(undefined);
const seconds = z.number().nonnegative().nullish().catch(undefined);
const id = z.union([z.string().min(1), z.number().transform(String)]);

const Result = z.looseObject({
  result_id: decorates,
  test_id: decorates,
  test_name: decorates,
  status: decides,
  duration_seconds: seconds,
  url: decorates,
  destination: z
    .looseObject({
      platform: decorates,
      web_url: decorates,
      binary_url: decorates,
      target_id: decorates,
      name: decorates,
      version: decorates,
    })
    .nullish()
    .catch(undefined),
});

/** More results no run has; reading them would cost minutes. */
const MAX_RESULTS = 200_000;

const results = z
  .array(z.unknown())
  .max(MAX_RESULTS)
  .pipe(z.array(Result))
  .nullish()
  .transform((list) => list ?? []);

/** Answer of `GET /runs/{run_id}`. The names are Doksi's own: results go into outputs as they came. */
export const Run = z.looseObject({
  run_id: id.nullish(),
  status: z.string().min(1),
  tests_total: counts,
  tests_passed: counts,
  tests_failed: counts,
  tests_running: counts,
  duration_seconds: seconds,
  created_at: decorates,
  results,
});

/** Answer of `POST /runs`. */
export const CreatedRun = z.looseObject({ run_id: id, results: results.catch([]) });

/** Answer of `POST /uploads`. */
export const CreatedUpload = z.object({ upload_id: id, upload_url: z.url({ protocol: /^https?$/ }) });

/** Answer of `POST /targets`. */
export const CreatedTarget = z.object({ target_id: id });

const words = z.string().trim().min(1);

/** Body of an error. Documented is a text; some servers wrap it once more. */
export const ErrorBody = z.object({
  error: z.union([words, z.object({ message: words }).transform(({ message }) => message)]),
});

const amount = z.union([z.number(), z.string().regex(/^\d{1,9}$/)]);

/** Body of the error that comes when the allowance is used up; its status is not documented. */
export const AllowanceBody = z.object({ requested: amount, remaining: amount });

export type Result = z.infer<typeof Result>;
export type Run = z.infer<typeof Run>;
export type CreatedRun = z.infer<typeof CreatedRun>;
export type CreatedUpload = z.infer<typeof CreatedUpload>;
export type CreatedTarget = z.infer<typeof CreatedTarget>;
