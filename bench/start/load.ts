import { tmpdir } from 'node:os';
import { ACTION, inTurn, measure, type Measured } from '../process.ts';
import { digits, median, type Section, table } from '../section.ts';

const ROUNDS = 21;

/** From the start of the process to its end, where nothing is to be done. */
export const load: Section = {
  name: 'load',
  title: 'Starting',
  isTimed: true,
  async measure() {
    const node = (
      args: readonly string[],
      env: Record<string, string> = {},
      exitCode = 0,
    ): Promise<Measured> => measure({ command: process.execPath, args, folder: tmpdir(), env, exitCode });
    const rounds = await inTurn(ROUNDS, {
      bare: () => node(['-e', '0']),
      ours: () => node([ACTION], {}, 1),
      skip: () => node([ACTION], { 'INPUT_IF-NO-API-KEY': 'skip' }),
      dryRun: () =>
        node([ACTION], {
          'INPUT_DRY-RUN': 'true',
          INPUT_MATRIX: '[{platform: web, web_url: "https://staging.example.com", test_ids: [abc123]}]',
        }),
    });
    const ms = (name: string): number =>
      median((rounds.get(name) ?? []).map(({ seconds }) => seconds * 1000));
    const row = (what: string, name: string): string[] => [
      what,
      `${ms(name).toFixed(0)} ms`,
      digits(ms(name) / ms('bare')),
    ];
    return [
      `Whole processes, median of ${ROUNDS} rounds in turn.`,
      table(
        ['', 'time', 'to bare Node'],
        [
          row('`node -e 0`', 'bare'),
          row('the action without a key, an error', 'ours'),
          row('the action without a key, skipping', 'skip'),
          row('the action with a matrix, as a dry run', 'dryRun'),
        ],
      ),
    ].join('\n\n');
  },
};
