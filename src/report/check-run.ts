import { capitalized, clipped } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import { type CheckAnnotation, type CheckConclusion, LIMITS, type NewCheckRun } from '../github/schemas.ts';
import { checkRunName } from '../history/record.ts';
import { ownRuns } from '../results/tests.ts';
import { testAnnotations } from './annotations.ts';
import type { ReportModel } from './model.ts';
import { countWords, explanation, facts, joined, messages } from './prose.ts';
import { notableTests } from './rows.ts';

/** Longer sentences are cut (characters), so that a few always fit after escaping. */
const MAX_SENTENCE = 3000;
const MAX_MESSAGES = 5;
/** For the words around the table (characters). */
const RESERVED = 500;
/** An annotation needs a path. GitHub itself uses this one if it has none. */
const NO_PATH = '.github';

/**
 * A check run to create on a commit, and batches of further annotations to update it with. `record` is hidden at the end
 * of its summary, for later attempts.
 */
export function renderCheckRun(
  model: ReportModel,
  conclusion: CheckConclusion,
  headSha: string,
  record: string,
): { readonly run: NewCheckRun; readonly further: readonly CheckAnnotation[][] } {
  const [annotations = [], ...further] = batches(model);
  const externalId = ownRuns(model.outcome.runs)[0]?.id;
  // The groups begin with failed tests, so the first link is that of a failed test if there is one.
  const tests = model.groups.flatMap((group) => group.tests);
  const detailsUrl = tests.map(({ result }) => webLink(result.url)).find((link) => link !== undefined);
  const title = clipped(capitalized(model.decision.headline.text), LIMITS.checkTitle);
  const run = {
    name: checkRunName(model.title),
    head_sha: headSha,
    ...(externalId !== undefined && { external_id: externalId }),
    ...(detailsUrl !== undefined && { details_url: detailsUrl }),
    conclusion,
    output: { title, summary: summaryOf(model, record), annotations },
  };
  return { run, further };
}

function summaryOf(model: ReportModel, record: string): string {
  const top = joined([
    facts(model, countWords(model).join(', ')),
    ...explanation(model, MAX_SENTENCE),
    ...messages({ ...model.outcome, notices: [] }, MAX_MESSAGES, MAX_SENTENCE),
  ]);
  const room = LIMITS.checkText - record.length - RESERVED;
  return joined([clipped(joined([top, ...notableTests(model, room - top.length)]), room), record]);
}

function batches(model: ReportModel): CheckAnnotation[][] {
  const kinds = ['failed', 'flaky', 'known'] as const;
  const tests = kinds.flatMap((kind) => testAnnotations(model, kind));
  const annotations = tests.map(({ level, title, message, file = NO_PATH, startLine = 1 }) => ({
    path: file,
    start_line: startLine,
    end_line: startLine,
    annotation_level: level === 'error' ? ('failure' as const) : level,
    title,
    message,
  }));
  const size = LIMITS.annotationsPerRequest;
  const count = Math.ceil(annotations.length / size);
  return Array.from({ length: count }, (_, index) => annotations.slice(index * size, (index + 1) * size));
}
