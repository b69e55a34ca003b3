import * as z from 'zod';

// Fields that decide the verdict are read strictly: with a wrong type, the whole response is invalid.
// Fields that only decorate a report are ignored where they have a wrong type.
const decisive = z.string().nullish();
const count = z.int().nonnegative().nullish();
const decorative = z.string().nullish().catch(undefined);
const seconds = z.number().nonnegative().nullish().catch(undefined);
const NOT_AN_ID = 'not an id';
// Blank texts, inexact numbers, and the path segments `.` and `..` are not ids.
const id = z.union([z.string().regex(/^(?!\.{1,2}$)(?=.*\S)/s, NOT_AN_ID), z.int().transform(String)], {
  error: ({ input }) => (input === undefined ? 'missing' : NOT_AN_ID),
});

const Destination = z.looseObject({
  platform: decorative,
  web_url: decorative,
  binary_url: decorative,
  target_id: decorative,
  name: decorative,
  version: decorative,
});

const Result = z.looseObject({
  result_id: decorative,
  test_id: decorative,
  test_name: decorative,
  status: decisive,
  duration_seconds: seconds,
  url: decorative,
  destination: Destination.nullish().catch(undefined),
});

/** Longer lists are rejected before their items are parsed, which would take minutes. */
const MAX_RESULTS = 200_000;

const results = z
  .array(z.unknown())
  .max(MAX_RESULTS)
  .pipe(z.array(Result))
  .nullish()
  .transform((list) => list ?? []);

/** The response of `GET /runs/{run_id}`. Results become outputs as they are, so the names are Doksi's. */
export const RunState = z.looseObject({
  run_id: id.nullish(),
  status: z.string().min(1),
  tests_total: count,
  tests_passed: count,
  tests_failed: count,
  tests_running: count,
  duration_seconds: seconds,
  results,
});

/** The response of `POST /runs`. */
export const CreatedRun = z.looseObject({ run_id: id, results: results.catch([]) });

/** The response of `POST /uploads`. */
export const CreatedUpload = z.object({
  upload_id: id,
  upload_url: z.url({ protocol: /^https?$/, error: 'not an http(s) URL' }),
});

/** The response of `POST /targets`. */
export const CreatedTarget = z.object({ target_id: id });

export type Result = z.infer<typeof Result>;
export type RunState = z.infer<typeof RunState>;
export type CreatedRun = z.infer<typeof CreatedRun>;
export type CreatedUpload = z.infer<typeof CreatedUpload>;
