/** A test that a run was asked to have: where it stands in the matrix, and where it runs. */
export interface AskedTest {
  readonly testId: string;
  readonly destination: Readonly<Record<string, string>>;
}

/** What a server says of a run, whatever tests that has. */
export interface RunRecipe {
  readonly word: string;
  /** The tests' statuses, in turn. */
  readonly fates: readonly (string | null)[];
  /** Positions of tests that are not listed. */
  readonly omits?: readonly number[];
  readonly isReversed?: boolean;
  /** Whether there is a list at all. */
  readonly isListless?: boolean;
  /** How a result tells its test: by new result ids each time, without the id of the test, without its name. */
  readonly identity?: 'renumbered' | 'no-id' | 'no-name';
  /** How a result tells its place: in another spelling, by the platform alone, not at all. */
  readonly place?: 'slash' | 'platform' | 'nowhere';
  /** The status of a test that nobody asked for. */
  readonly stranger?: string;
  /** Counters that are not those of the list. */
  readonly counters?: Readonly<Record<string, unknown>>;
  /** The run that the answer is about, where it is another one; null where it does not say. */
  readonly about?: string | null;
}

/** The body of `GET /runs/{id}` by the recipe. `serial` makes what changes from answer to answer. */
export function renderRun(
  recipe: RunRecipe,
  runId: string,
  asked: readonly AskedTest[],
  serial: number,
): string {
  const { word, fates, omits = [], stranger, counters, isReversed, isListless, about } = recipe;
  const all = asked.map((test, index) =>
    resultOf(recipe, test, fates[index % fates.length] ?? null, index, serial),
  );
  const listed = all.filter((_, index) => !omits.includes(index));
  if (isReversed) listed.reverse();
  if (stranger !== undefined) listed.push({ result_id: 'res_x', test_id: 'stranger', status: stranger });
  const count = (status: string): number => all.filter((result) => result['status'] === status).length;
  return JSON.stringify({
    ...(about !== null && { run_id: about ?? runId }),
    status: word,
    tests_total: asked.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    tests_running: count('running'),
    duration_seconds: serial,
    results: isListless ? null : listed,
    ...counters,
  });
}

function resultOf(
  { identity, place }: RunRecipe,
  { testId, destination }: AskedTest,
  status: string | null,
  index: number,
  serial: number,
): Record<string, unknown> {
  return {
    result_id: `res_${index}${identity === 'renumbered' ? `_${serial}` : ''}`,
    ...(identity !== 'no-id' && { test_id: testId }),
    ...(identity !== 'no-name' && { test_name: `Test ${testId}` }),
    status,
    url: `https://app.doksi.test/results/${index}`,
    ...(place !== 'nowhere' && { destination: placeOf(destination, place) }),
  };
}

function placeOf(destination: AskedTest['destination'], place: RunRecipe['place']): Record<string, string> {
  if (place === 'platform') return { platform: destination['platform'] ?? '' };
  if (place !== 'slash') return { ...destination };
  const { web_url, ...rest } = destination;
  return { ...rest, ...(web_url !== undefined && { web_url: `${web_url}/` }) };
}
