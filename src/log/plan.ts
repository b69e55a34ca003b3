import width from 'fast-string-width';
import { counted, listed, minutes } from '../base/text.ts';
import { testCount } from '../inputs/matrix.ts';
import { type Plan, shownBody, targetLabel, type Upload } from '../plan/plan.ts';
import { fitted, shortened } from './columns.ts';

/** More targets than this are only counted. */
const MAX_TARGETS = 30;
/** Test ids that are shown of a target. */
const MAX_IDS = 5;
/** Widths in columns of a terminal: of a target, of an id. */
const MAX_TARGET = 48;
const MAX_ID = 40;

/** What will be done, for the log. `redact` is applied before texts are cut. */
export function planLines(plan: Plan, redact: (text: string) => string): string[] {
  const { run } = plan;
  if (run.kind === 'existing') return [`Doksi run ${run.runId}, created elsewhere`, ...readyLines(plan)];
  const tests = testCount(run.entries);
  const rows = run.entries.slice(0, MAX_TARGETS).map(({ platform, target, testIds }) => ({
    platform: shortened(redact(platform), MAX_ID),
    target: shortened(redact(targetLabel(target)), MAX_TARGET),
    tests: listed(
      testIds.map((id) => shortened(redact(id), MAX_ID)),
      MAX_IDS,
    ),
  }));
  const platforms = Math.max(...rows.map(({ platform }) => width(platform)));
  const targets = Math.max(...rows.map(({ target }) => width(target)));
  const more = run.entries.length - rows.length;
  return [
    `Doksi run for ${counted(run.entries.length, 'target')}, ${counted(tests, 'test')}`,
    ...rows.map((row) => `  ${fitted(row.platform, platforms)}  ${fitted(row.target, targets)}  ${row.tests}`),
    ...(more > 0 ? [`  … and ${counted(more, 'more target')}`] : []),
    ...retryLines(plan.retries, tests),
    ...knownLines(plan.knownFailures),
    ...readyLines(plan),
  ];
}

function readyLines({ readiness, run }: Plan): string[] {
  if (readiness === undefined) return [];
  const { withinMs, text, targets } = readiness;
  if (targets.length === 0) {
    const why = run.kind === 'existing' ? 'the run exists' : 'no target is a web_url or a binary_url';
    return [`  ready-minutes has nothing to wait for: ${why}`];
  }
  const shown = text === undefined ? '' : `, with the text "${text}"`;
  return [
    `  Waiting up to ${minutes(withinMs)} for these targets before anything is sent to Doksi:`,
    ...targets.map(({ key, label }) => `    ${label}${key === 'web_url' ? shown : ''}`),
    "  They are requested from this runner; Doksi's cloud may get other responses",
  ];
}

function retryLines(retries: number, tests: number): string[] {
  if (retries === 0) return [];
  const times = retries === 1 ? 'once' : `up to ${retries} times`;
  return [`  Failed tests run again ${times}: at most ${tests * (retries + 1)} tests spend allowance`];
}

function knownLines(knownFailures: Plan['knownFailures']): string[] {
  return [...knownFailures.values()].map(({ testId, until, isExpired, reason }) => {
    const period = isExpired
      ? `was a known failure until ${until} and counts again`
      : `is a known failure until ${until}`;
    return `  ${testId} ${period}: ${reason}`;
  });
}

/** The exact requests, with unknown values hidden, as lines; for uploads the files, their sizes and digests. */
export function requestLines({ run, uploads }: Plan): string[] {
  if (run.kind === 'existing') return [`GET /runs/${run.runId}`];
  return [
    ...uploads.flatMap(uploadLines),
    'POST /runs',
    ...JSON.stringify(shownBody(run.entries, run.extraBody), null, 2).split('\n'),
  ];
}

function uploadLines({ package: found, registrations }: Upload): string[] {
  return [
    `POST /uploads, PUT: ${found.path}${found.kind === 'zip' ? '' : ', stored in a zip'}`,
    ...found.files.map(({ name, bytes, sha256 }) => `  ${name}  ${bytes} bytes  sha256 ${sha256}`),
    ...registrations.map(({ name, version }) => `POST /targets: name "${name}", version "${version}"`),
  ];
}
