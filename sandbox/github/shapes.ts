import * as z from 'zod';
import { invalidRequest } from './rejection.ts';

// What the action sends of the bodies by https://github.com/github/rest-api-description, with the limits from its
// descriptions.

const CHECK_TEXT_CHARACTERS = 65_535;
const TITLE_CHARACTERS = 255;

const annotation = z
  .strictObject({
    path: z.string().min(1),
    start_line: z.int().min(1),
    end_line: z.int().min(1),
    annotation_level: z.enum(['notice', 'warning', 'failure']),
    message: z
      .string()
      .min(1)
      .refine((text) => Buffer.byteLength(text) <= 64 * 1024, { error: 'is too large (maximum is 64 KB)' }),
    title: z.string().max(TITLE_CHARACTERS).optional(),
  })
  .refine(({ start_line, end_line }) => end_line >= start_line, { error: 'ends before it starts' });

const output = z.strictObject({
  title: z.string().min(1).max(TITLE_CHARACTERS),
  summary: z.string().max(CHECK_TEXT_CHARACTERS),
  text: z.string().max(CHECK_TEXT_CHARACTERS).optional(),
  annotations: z.array(annotation).max(50).optional(),
});

const checkRun = z.strictObject({
  name: z.string().min(1),
  head_sha: z.string(),
  details_url: z.url({ protocol: /^https?$/ }).optional(),
  external_id: z.string().optional(),
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  conclusion: z
    .enum(['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'])
    .optional(),
  output: output.optional(),
});

const concludes = ({ status, conclusion }: Pick<z.infer<typeof checkRun>, 'status' | 'conclusion'>): boolean =>
  conclusion !== undefined || status !== 'completed';
const unconcluded = { error: '"conclusion" wasn\'t supplied.' };

export const newCheckRun = checkRun.refine(concludes, unconcluded);
export const checkRunChange = checkRun
  .omit({ head_sha: true })
  .partial()
  .extend({ output: output.partial({ title: true }).optional() })
  .refine(concludes, unconcluded);
export const commentBody = z.strictObject({ body: z.string() });

export type CheckRunChange = z.infer<typeof checkRunChange>;
export type Annotation = z.infer<typeof annotation>;

/** The parsed body. Throws GitHub's rejection. */
export function parseBody<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  const parsed = schema.safeParse(parseJson(text), { reportInput: true });
  return parsed.success ? parsed.data : invalidRequest(parsed.error.issues.flatMap(worded));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return invalidRequest(['Body should be a JSON object']);
  }
}

function worded(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `"${key}" is not a permitted key.`);
  if (issue.code === 'too_big') return [tooBig(issue)];
  const isMissing = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  if (isMissing && issue.input === undefined) return [`"${String(issue.path.at(-1))}" wasn't supplied.`];

  const place = issue.path.length === 0 ? '' : `For 'properties/${issue.path.join('/')}', `;
  const given = JSON.stringify(issue.input);
  if (issue.code === 'invalid_type') return [`${place}${given} is not a ${issue.expected}.`];
  if (issue.code === 'invalid_value') return [`${place}${given} is not a member of ${JSON.stringify(issue.values)}.`];
  return [place === '' ? issue.message : `${place}${issue.message}.`];
}

function tooBig({ input, maximum }: z.core.$ZodIssueTooBig): string {
  return Array.isArray(input)
    ? `No more than ${maximum} items are allowed; ${input.length} were supplied.`
    : `Only ${maximum} characters are allowed; ${String(input).length} were supplied.`;
}
