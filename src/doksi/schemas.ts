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

const results = z
  .array(Result)
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

/** Body of a refusal; `requested` and `remaining` come when the allowance is used up. */
export const ErrorBody = z.looseObject({
  error: z.string(),
  requested: z.number().optional().catch(undefined),
  remaining: z.number().optional().catch(undefined),
});

export type Result = z.infer<typeof Result>;
export type Run = z.infer<typeof Run>;
export type CreatedRun = z.infer<typeof CreatedRun>;
export type CreatedUpload = z.infer<typeof CreatedUpload>;
