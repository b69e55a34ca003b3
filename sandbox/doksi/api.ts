import * as z from 'zod';
import { json, type Reply } from '../server.ts';
import type { Runs } from './runs.ts';
import { type Storage, STORAGE_PATH } from './storage.ts';

/** Where the API lives on its host, as on Doksi's own. */
export const API_PATH = '/external/integration/cicd';

/** The calls that Doksi accepts, by the names that faults use. */
export const endpoints = ['POST /runs', 'GET /runs', 'POST /uploads', 'PUT', 'POST /targets'] as const;
type Endpoint = (typeof endpoints)[number];

const PATHS: Readonly<Record<Endpoint, RegExp>> = {
  'POST /runs': new RegExp(`^${API_PATH}/runs$`),
  'GET /runs': new RegExp(`^${API_PATH}/runs/([^/]+)$`),
  'POST /uploads': new RegExp(`^${API_PATH}/uploads$`),
  'POST /targets': new RegExp(`^${API_PATH}/targets$`),
  PUT: new RegExp(`^${STORAGE_PATH}/([^/]+)\\.zip$`),
};

/** An error in Doksi's form. */
export function refusal(status: number, error: string): Reply {
  return json(status, { error });
}

/** Which call a request is, and the id in its path; or the response to one that Doksi does not have. */
export function routeOf(method: string, path: string): { readonly endpoint: Endpoint; readonly id: string } | Reply {
  const candidates = endpoints.filter((name) => PATHS[name].test(path));
  const endpoint = candidates.find((name) => name.split(' ')[0] === method);
  if (endpoint) return { endpoint, id: PATHS[endpoint].exec(path)?.[1] ?? '' };
  if (candidates.length === 0) return refusal(404, `There is nothing at ${path}.`);
  return refusal(405, `${path} does not accept ${method}.`);
}

/** One call of the API, as it arrived. */
interface ApiCall {
  readonly endpoint: Exclude<Endpoint, 'PUT'>;
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

/** Doksi's API on top of its runs and its upload store. `allowance` is how many tests may still run. */
export function createApi(
  { apiKeys, allowance }: { readonly apiKeys: readonly string[]; readonly allowance: number },
  runs: Runs,
  storage: Storage,
): (call: ApiCall) => Reply {
  const targetNames = new Map<string, string>();
  let remaining = allowance;

  const createRun = ({ body }: ApiCall): Reply => {
    const { matrix } = parseBody(runSchema, body);
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

  const readRun = ({ id }: ApiCall): Reply => {
    const run = runs.view(id);
    return run === undefined ? refusal(404, `There is no run ${id}.`) : json(200, run);
  };

  const createUpload = ({ body, origin }: ApiCall): Reply => {
    parseBody(uploadSchema, body);
    const { uploadId, signedPath } = storage.reserve();
    return json(201, { upload_id: uploadId, upload_url: `${origin}${signedPath}` });
  };

  const createTarget = ({ body }: ApiCall): Reply => {
    const { upload_id, name } = parseBody(targetSchema, body);
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
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${z.core.toDotPath(issue.path) || 'body'}: ${issue.message}`);
  throw new BadRequest(problems.join('; '));
}
