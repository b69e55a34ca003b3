import { json, type Reply } from '../reply.ts';

/** Where the API lives on its host, as on Doksi's own. */
export const API_PATH = '/external/integration/cicd';

/** Where the upload store lives; the API returns URLs below it. */
export const STORAGE_PATH = '/storage';

/** The calls that Doksi accepts, by the names that faults use. */
export const endpoints = ['POST /runs', 'GET /runs', 'POST /uploads', 'PUT', 'POST /targets'] as const;
export type Endpoint = (typeof endpoints)[number];

export interface Route {
  readonly endpoint: Endpoint;
  /** The id in the path, empty if the path has none. */
  readonly id: string;
}

const routes: readonly { endpoint: Endpoint; method: string; path: RegExp }[] = [
  { endpoint: 'POST /runs', method: 'POST', path: new RegExp(`^${API_PATH}/runs$`) },
  { endpoint: 'GET /runs', method: 'GET', path: new RegExp(`^${API_PATH}/runs/([^/]+)$`) },
  { endpoint: 'POST /uploads', method: 'POST', path: new RegExp(`^${API_PATH}/uploads$`) },
  { endpoint: 'POST /targets', method: 'POST', path: new RegExp(`^${API_PATH}/targets$`) },
  { endpoint: 'PUT', method: 'PUT', path: new RegExp(`^${STORAGE_PATH}/([^/]+)\\.zip$`) },
];

/** An error in Doksi's form. */
export function refusal(status: number, error: string): Reply {
  return json(status, { error });
}

/** Which call a request is, or the response to one that Doksi does not have. */
export function routeOf(method: string, path: string): Route | Reply {
  const candidates = routes.filter((route) => route.path.test(path));
  const route = candidates.find((candidate) => candidate.method === method);
  if (route) return { endpoint: route.endpoint, id: route.path.exec(path)?.[1] ?? '' };
  if (candidates.length === 0) return refusal(404, `There is nothing at ${path}.`);

  const allow = candidates.map((candidate) => candidate.method).join(', ');
  const rejected = refusal(405, `${path} accepts ${allow}, not ${method}.`);
  return { ...rejected, headers: { ...rejected.headers, allow } };
}
