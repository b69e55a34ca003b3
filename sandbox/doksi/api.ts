import * as z from 'zod';
import { json, type Reply } from '../reply.ts';
import { type Endpoint, refusal } from './routes.ts';
import type { Runs } from './runs.ts';
import type { Storage } from './storage.ts';

/** One call of the API, as it arrived. */
export interface ApiCall {
  readonly endpoint: Exclude<Endpoint, 'PUT'>;
  /** The id in the path. */
  readonly id: string;
  readonly authorization: string | undefined;
  readonly body: string;
  /** Scheme and host of the request; the upload URL has the same. */
  readonly origin: string;
}

const httpUrl = z.url({ protocol: /^https?$/ });
const targetKeys = ['web_url', 'binary_url', 'target_id'] as const;

// Loose, because Doksi does not publish an entry's authentication settings.
const entrySchema = z
  .looseObject({
    platform: z.string().min(1),
    test_ids: z.array(z.string().min(1)).min(1),
    web_url: httpUrl.optional(),
    binary_url: httpUrl.optional(),
    target_id: z.string().optional(),
  })
  .refine((entry) => targetKeys.filter((key) => entry[key] !== undefined).length === 1, {
    error: `needs exactly one of ${targetKeys.join(', ')}`,
  });
const runSchema = z.looseObject({ matrix: z.array(entrySchema).min(1) });
const uploadSchema = z.looseObject({ name: z.string().optional() });
const targetSchema = z.looseObject({ upload_id: z.string(), name: z.string(), version: z.string() });

/** Builds the four calls of Doksi's API on top of its runs and its upload store. */
export function createApi(options: {
  apiKeys: readonly string[];
  /** How many tests may still run. */
  allowance: number;
  runs: Runs;
  storage: Storage;
}): (call: ApiCall) => Reply {
  const { apiKeys, runs, storage } = options;
  const targetNames = new Map<string, string>();
  let remaining = options.allowance;

  const createRun = (call: ApiCall): Reply => {
    const { matrix } = parseBody(runSchema, call.body);
    const unknown = matrix.find((entry) => entry.target_id !== undefined && !targetNames.has(entry.target_id));
    if (unknown) throw new BadRequest(`There is no target ${String(unknown.target_id)}.`);

    const requested = matrix.reduce((sum, entry) => sum + entry.test_ids.length, 0);
    if (requested > remaining) {
      return json(402, { error: 'Your test allowance is used up.', requested, remaining });
    }
    remaining -= requested;
    const entries = matrix.map(({ platform, web_url, binary_url, target_id, test_ids }) => ({
      destination: { platform, web_url, binary_url, target_id, name: targetNames.get(target_id ?? '') },
      testIds: test_ids,
    }));
    return json(201, runs.create(entries));
  };

  const readRun = (call: ApiCall): Reply => {
    const run = runs.view(call.id);
    return run ? json(200, run) : refusal(404, `There is no run ${call.id}.`);
  };

  const createUpload = (call: ApiCall): Reply => {
    parseBody(uploadSchema, call.body);
    const { uploadId, signedPath } = storage.reserve();
    return json(201, { upload_id: uploadId, upload_url: `${call.origin}${signedPath}` });
  };

  const createTarget = (call: ApiCall): Reply => {
    const { upload_id, name } = parseBody(targetSchema, call.body);
    const upload = storage.find(upload_id);
    if (!upload) throw new BadRequest(`There is no upload ${upload_id}.`);
    if (!upload.files.some((file) => file.name.endsWith('.apk'))) {
      return refusal(422, `The upload ${upload_id} is not a zip with an .apk.`);
    }
    const targetId = `tgt_${String(targetNames.size + 1).padStart(4, '0')}`;
    targetNames.set(targetId, name);
    return json(201, { target_id: targetId });
  };

  const calls = {
    'POST /runs': createRun,
    'GET /runs': readRun,
    'POST /uploads': createUpload,
    'POST /targets': createTarget,
  };

  return (call) => {
    if (!apiKeys.some((key) => call.authorization === `Bearer ${key}`)) {
      return refusal(401, call.authorization === undefined ? 'No API key.' : 'Unknown API key.');
    }
    try {
      return calls[call.endpoint](call);
    } catch (error) {
      if (error instanceof BadRequest) return refusal(400, error.message);
      throw error;
    }
  };
}

class BadRequest extends Error {}

function parseBody<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${z.core.toDotPath(issue.path) || 'body'}: ${issue.message}`);
  throw new BadRequest(problems.join('; '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
}
