import stringWidth from 'fast-string-width';
import { named } from '../inputs/named.ts';
import type { Plan, Upload } from '../plan/plan.ts';
import { shownBody } from '../plan/request.ts';
import { targetLabel } from '../plan/target-label.ts';
import { counted, listed } from '../text.ts';
import { fitted, shortened } from './columns.ts';

/** More targets than this are only counted. */
const MAX_TARGETS = 30;
/** Widths in columns of a terminal: of a target, of the test ids behind it, of one id. */
const MAX_TARGET = 48;
const MAX_IDS = 72;
const MAX_ID = 40;

/** What is about to be done, for the log; `redact` comes before names are shortened. */
export function planLines(plan: Plan, redact: (text: string) => string): string[] {
  const { run } = plan;
  if (run.kind === 'existing') return [`Doksi run ${run.runId}, created elsewhere`, ...readyLines(plan)];
  const tests = run.entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
  const rows = run.entries.slice(0, MAX_TARGETS).map(({ platform, target, testIds }) => ({
    platform: shortened(redact(platform), MAX_ID),
    target: shortened(redact(targetLabel(target)), MAX_TARGET),
    tests: someIds(testIds.map((id) => redact(id))),
  }));
  const more = run.entries.length - rows.length;
  const width = (column: 'platform' | 'target'): number =>
    Math.max(...rows.map((row) => stringWidth(row[column])));
  const [platforms, targets] = [width('platform'), width('target')];
  return [
    `Doksi run for ${counted(run.entries.length, 'target')}, ${counted(tests, 'test')}`,
    ...rows.map(
      ({ platform, target, tests }) =>
        `  ${fitted(platform, platforms)}  ${fitted(target, targets)}  ${tests}`,
    ),
    ...(more > 0 ? [`  … and ${counted(more, 'more target')}`] : []),
    ...retryLine(plan.retries, tests),
    ...knownLines(plan.knownFailures),
    ...readyLines(plan),
  ];
}

/** What is waited for before anything is sent. */
function readyLines({ readiness, run }: Plan): string[] {
  if (readiness === undefined) return [];
  const { withinMs, text, targets } = readiness;
  if (targets.length === 0) {
    const why = run.kind === 'existing' ? 'the run exists' : 'no target is a web_url or a binary_url';
    return [`  ready-minutes has nothing to wait for: ${why}`];
  }
  return [
    `  Waits up to ${counted(withinMs / 60_000, 'minute')} until these are there, before anything is sent to Doksi:`,
    ...targets.map(({ key, label }) => {
      const shows = key === 'web_url' && text !== undefined ? `, with the text ${named(text)}` : '';
      return `    ${label}${shows}`;
    }),
    "  They are asked from this runner; Doksi's cloud may see them otherwise",
  ];
}

function retryLine(retries: number, tests: number): string[] {
  if (retries === 0) return [];
  const times = retries === 1 ? 'once' : `up to ${retries} times`;
  return [`  What fails runs again ${times}: at most ${tests * (retries + 1)} tests are paid for`];
}

function knownLines({ inForce, expired }: Plan['knownFailures']): string[] {
  return [
    ...[...inForce.values()].map(
      ({ testId, until, reason }) => `  ${testId} is known to fail until ${until}: ${reason}`,
    ),
    ...[...expired.values()].map(
      ({ testId, until, reason }) =>
        `  ${testId} was known to fail until ${until}, and counts again: ${reason}`,
    ),
  ];
}

/** The first ids, as many as fit into a line, and how many more there are. */
function someIds(testIds: readonly string[]): string {
  const ids = testIds.map((id) => shortened(id, MAX_ID));
  const isTooLong = (count: number): boolean => stringWidth(ids.slice(0, count).join(', ')) > MAX_IDS;
  let shown = 1;
  while (shown < ids.length && !isTooLong(shown + 1)) shown++;
  return listed(ids, shown);
}

/** The exact requests, with hidden values, as lines; of uploads the files, their sizes and digests. */
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
