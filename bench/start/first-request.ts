import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { ACTION, inTurn, measure } from '../process.ts';
import { digits, median, type Section, table } from '../section.ts';

const ROUNDS = 21;

/** From the start of the process to the arrival of its first request. */
export const firstRequest: Section = {
  name: 'first-request',
  title: 'Up to the first request',
  isTimed: true,
  async measure() {
    let arrivedAt = NaN;
    const server = createServer((request, response) => {
      arrivedAt = performance.now();
      request.resume();
      response.end('{"run_id":"run","results":[]}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const until = async (script: string): Promise<number> => {
      const startedAt = performance.now();
      await measure({
        command: process.execPath,
        args: [script],
        folder: tmpdir(),
        env: {
          'INPUT_API-KEY': SANDBOX_API_KEY,
          'INPUT_API-URL': `http://127.0.0.1:${port ?? 0}`,
          'INPUT_WEB-URL': 'https://staging.example.com',
          'INPUT_TEST-IDS': 'abc123',
          INPUT_WAIT: 'false',
        },
      });
      return arrivedAt - startedAt;
    };
    try {
      const rounds = await inTurn(ROUNDS, {
        usual: () => until(new URL('usual-client.js', import.meta.url).pathname),
        plain: () => until(new URL('plain-client.js', import.meta.url).pathname),
        ours: () => until(ACTION),
      });
      const ms = (name: string): number => median(rounds.get(name) ?? []);
      const row = (what: string, name: string): string[] => [
        what,
        `${ms(name).toFixed(0)} ms`,
        digits(ms(name) / ms('usual')),
        digits(ms(name) / ms('plain')),
      ];
      return [
        `From the start of the process to the arrival of the request, median of ${ROUNDS} rounds in turn.`,
        table(
          ['', 'time', 'to the first', 'to the second'],
          [
            row("a client without dependencies, `import { request } from 'node:http'`", 'usual'),
            row("the same by `getBuiltinModule('node:http')`, which evaluates no export", 'plain'),
            row('the action, creating a run', 'ours'),
          ],
        ),
      ].join('\n\n');
    } finally {
      server.close();
    }
  },
};
