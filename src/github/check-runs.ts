import type { Call, CheckOutput, CheckRun, CheckRunChange, Github, NewCheckRun } from './api.ts';
import type { Put } from './ask.ts';
import { allPages } from './pages.ts';
import { CheckRunAnswer, CheckRunsAnswer } from './schemas.ts';

type CheckRunCalls = Pick<Github, 'createCheckRun' | 'updateCheckRun' | 'checkRun' | 'checkRuns'>;

/** The calls about check runs, for which a job needs `checks: write`. */
export function checkRunCalls(put: Put, home: string): CheckRunCalls {
  const common = { schema: CheckRunAnswer, permission: 'checks: write' } as const;
  const purpose = 'publish the check run';
  const checkRun = async (id: number, call: Call): Promise<CheckRun> => {
    const path = `${home}/check-runs/${id}`;
    return (await put({ ...common, purpose: 'read the check run', method: 'GET', path }, call)).value;
  };
  return {
    checkRun,
    async createCheckRun(run, call) {
      const path = `${home}/check-runs`;
      return (await put({ ...common, purpose, method: 'POST', path, body: newCheckRunBody(run) }, call))
        .value;
    },
    async updateCheckRun(run, change, call) {
      const path = `${home}/check-runs/${run.id}`;
      const expected = run.annotationsCount + (change.output.annotations?.length ?? 0);
      const arrived = async (): Promise<CheckRun | undefined> => {
        const now = await checkRun(run.id, call).catch(() => undefined);
        return now !== undefined && now.annotationsCount >= expected ? now : undefined;
      };
      const question = {
        ...common,
        purpose: 'add to the check run',
        method: 'PATCH',
        path,
        body: changeBody(change),
      } as const;
      // Annotations add up, so those that arrived must not be sent again; the rest may.
      const adds = expected > run.annotationsCount;
      return (await put({ ...question, ...(adds && { arrived }) }, call)).value;
    },
    async checkRuns(ref, { name, filter, appId }, call) {
      const query = new URLSearchParams({
        filter,
        ...(name !== undefined && { check_name: name }),
        ...(appId !== undefined && { app_id: String(appId) }),
      });
      const path = `${home}/commits/${encodeURIComponent(ref)}/check-runs?${query.toString()}`;
      const question = { ...common, purpose: 'read the check runs', method: 'GET' } as const;
      const runs = await allPages((page) =>
        put({ ...question, path: `${path}&${page}`, schema: CheckRunsAnswer }, call),
      );
      return runs.sort((one, other) => other.id - one.id);
    },
  };
}

function newCheckRunBody(run: NewCheckRun): Record<string, unknown> {
  return {
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    details_url: run.detailsUrl,
    status: 'completed',
    conclusion: run.conclusion,
    output: outputBody(run.output),
  };
}

function changeBody({ conclusion, output }: CheckRunChange): Record<string, unknown> {
  return { conclusion, output: outputBody(output) };
}

function outputBody({ title, summary, text, annotations }: CheckOutput): Record<string, unknown> {
  return {
    title,
    summary,
    text,
    annotations: annotations?.map(({ path, line, level, message, title: heading }) => ({
      path,
      start_line: line,
      end_line: line,
      annotation_level: level,
      message,
      title: heading,
    })),
  };
}
