import type { Answer } from './answers.ts';
import { refusal } from './answers.ts';

/** Where the API lives on its host, as on Doksi's own. */
export const API_PATH = '/external/integration/cicd';

/** Where the upload store lives; the API hands out URLs below it. */
export const STORAGE_PATH = '/storage';

/** The calls that Doksi takes, by the names that faults use. */
export const endpoints = ['POST /runs', 'GET /runs', 'POST /uploads', 'PUT', 'POST /targets'] as const;
export type Endpoint = (typeof endpoints)[number];

export interface Route {
  readonly endpoint: Endpoint;
  /** The id in the path, empty where the path has none. */
  readonly id: string;
}

const routes: readonly { endpoint: Endpoint; method: string; path: RegExp }[] = [
  { endpoint: 'POST /runs', method: 'POST', path: new RegExp(`^${API_PATH}/runs$`) },
  { endpoint: 'GET /runs', method: 'GET', path: new RegExp(`^${API_PATH}/runs/([^/]+)$`) },
  { endpoint: 'POST /uploads', method: 'POST', path: new RegExp(`^${API_PATH}/uploads$`) },
  { endpoint: 'POST /targets', method: 'POST', path: new RegExp(`^${API_PATH}/targets$`) },
  { endpoint: 'PUT', method: 'PUT', path: new RegExp(`^${STORAGE_PATH}/([^/]+)\\.zip$`) },
];

/** Which call a request is, or the refusal of one that Doksi doesn't have. */
export function routeOf(method: string, path: string): Route | Answer {
  const candidates = routes.filter((route) => route.path.test(path));
  const route = candidates.find((candidate) => candidate.method === method);
  if (route) return { endpoint: route.endpoint, id: route.path.exec(path)?.[1] ?? '' };
  if (candidates.length === 0) return refusal(404, `There is nothing at ${path}.`);

  const allow = candidates.map((candidate) => candidate.method).join(', ');
  const refused = refusal(405, `${path} takes ${allow}, not ${method}.`);
  return { ...refused, headers: { ...refused.headers, allow } };
}
