import { describe, expect, it } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { errorOf, run, start, tests, until, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

/** Texts that a log, an output or Markdown could interpret. */
const PAYLOADS = [
  '::error::pwned',
  '  ::warning file=a.ts::pwned',
  'x\n::set-output name=conclusion::pwned',
  'x\r::set-env name=PATH::pwned',
  'x\r\n::add-path::pwned',
  'x\u2028::notice::pwned',
  '%0A::error::pwned',
  '##[error]pwned',
  'x ##[set-env name=PATH]pwned',
  '::stop-commands::pwned',
  '::add-mask::e',
  'ghadelimiter\nconclusion=passed\nconclusion<<EOF\npassed\nEOF',
  '<img src=x onerror=pwned>',
  '</code></details></td><script>pwned</script>',
  '[pwned](https://evil.example)',
  '![pwned](https://evil.example/x.png)',
  '](https://evil.example) [',
  '| pwned | pwned |\n|:-:|:-:|',
  '\n\n# pwned\n\n',
  '``` `pwned` ~~~',
  '@octo/everyone #1 **pwned** __pwned__ ~~pwned~~',
  '&lt;b&gt; &#60;img src=x&#62;',
  '\\<img src=x>\\',
  'https://evil.example www.evil.example',
  '<https://evil.example>',
  '\u001b[31mpwned\u001b[0m \u0007\u202epwned',
  '$a_b$ [^1] <!-- pwned',
];
const BAD_URLS = ['javascript:pwned()', 'data:text/html,pwned', 'file:///etc/passwd', '//evil.example', 'https://'];

const results = PAYLOADS.map((payload, index) => ({
  result_id: `${payload}${index}`,
  test_id: payload,
  test_name: payload,
  status: ['failed', 'passed', payload][index % 3],
  url: BAD_URLS[index % BAD_URLS.length],
  destination: { platform: payload, name: payload, version: payload, web_url: payload },
}));

function always(doksi: DoksiSandbox, body: unknown): void {
  doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body: JSON.stringify(body), times: 99 });
}

/** The log has only our own commands, and no control characters. */
function expectTameLog({ log, commands }: FinishedStep): void {
  const own = ['add-mask', 'error', 'warning'];
  for (const { command, properties } of commands) {
    expect(own).toContain(command);
    expect([undefined, '.github/workflows/e2e.yml']).toContain(properties['file']);
  }
  expect(commands.filter(({ command }) => command === 'add-mask')).toHaveLength(1);
  expect(commands.filter(({ message }) => message.trim() === 'pwned')).toEqual([]);
  expect(log).not.toContain('##[');
  // eslint-disable-next-line no-control-regex -- checks that there are none
  expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029\u202a-\u202e]/);
}

/** Rendered as HTML, the summary has no element and no link from a foreign text. A bare web address may become a link to itself. */
function expectTameSummary({ summary }: FinishedStep): void {
  const html = new MarkdownIt({ html: true }).render(summary);
  const elements = new Set(html.match(/<(?!\/)[^ >/]*/g));
  const own = 'h2 p strong em code pre a table thead tbody tr th td details summary blockquote ul li br'.split(' ');
  for (const element of elements) expect(own.map((name) => `<${name}`)).toContain(element);
  for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https:\/\/github\.com\//);
  expect(html.match(/<h\d/g)).toEqual(['<h2']);
  expect(html).not.toMatch(/<(strong|em|s|code)>pwned/);
  // GitHub ignores mentions in a block of code.
  expect(html.replaceAll(/<pre>[^]*?<\/pre>/g, '')).not.toContain('@octo');
}

/** Each row of a table has as many cells as its head. */
function expectWholeTables({ summary }: FinishedStep): void {
  const rows = summary.split('\n').filter((line) => line.startsWith('|'));
  for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
}

describe('a text from Doksi is only text', () => {
  it.concurrent('in the results of a run', () =>
    withDoksi(async (doksi) => {
      always(doksi, { status: 'failed', tests_total: PAYLOADS.length, tests_failed: 9, results });
      const step = await run(doksi, tests('a'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', status: 'failed' } });
      expectTameLog(step);
      expectTameSummary(step);
      expectWholeTables(step);
      expect(JSON.parse(step.outputs['results'] ?? '')).toEqual(results);
    }),
  );

  it.concurrent('in the tests of a run that is not waited for', () =>
    withDoksi(async (doksi) => {
      const run_id = '::error::pwned\nconclusion=passed';
      doksi.fault({
        on: 'POST /runs',
        kind: 'status',
        status: 201,
        body: JSON.stringify({ run_id, results }),
      });
      const step = await run(doksi, { ...tests('a'), wait: 'false' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'started', 'run-id': run_id } });
      expectTameLog(step);
      expectTameSummary(step);
    }),
  );

  onPosix('signals').concurrent('in the status of a run', () =>
    withDoksi(async (doksi) => {
      always(doksi, { status: '::error::pwned\n##[error]pwned <img src=x>', results });
      const step = start(doksi, tests('a'));
      await until(() => step.log().includes('has the unknown status'));
      step.kill('SIGINT');
      const finished = await step.done;
      expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expectTameLog(finished);
      expectTameSummary(finished);
    }),
  );

  it.concurrent('in a rejection', () =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ error: PAYLOADS.join('\n') });
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 400, body });
      const step = await run(doksi, tests('a'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toContain('ghadelimiter');
      expectTameLog(step);
      expectTameSummary(step);
    }),
  );

  it.concurrent('in an error that is not JSON', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 400, body: PAYLOADS.join('\n') });
      const step = await run(doksi, tests('a'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expectTameLog(step);
      expectTameSummary(step);
    }),
  );
});

describe('a name', () => {
  it.concurrent('is shown unchanged in the summary', () =>
    withDoksi(async (doksi) => {
      const names = [
        'Tom & <Jerry>',
        'a_b *c* [d] | #1 $5 ~6~',
        '`ls` & C:\\temp',
        '50 % off: 100 % < 200 %',
        '&lt; is not &#60;',
      ];
      const url = 'https://github.com/octo/shop';
      const listed = names.map((test_name) => ({ test_name, status: 'passed', url }));
      always(doksi, { status: 'passed', tests_total: 5, tests_passed: 5, results: listed });
      const { summary } = await run(doksi, tests('a'));
      const html = new MarkdownIt({ html: true }).render(summary);
      const cells = Array.from(html.matchAll(/<td[^>]*><a [^>]*>(.*?)<\/a>/g), ([, cell = '']) =>
        cell.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
      );
      expect(cells.toSorted()).toEqual(names.toSorted());
    }),
  );
});

describe('a text from the workflow is only text', () => {
  it.concurrent('in the inputs', () =>
    withDoksi(async (doksi) => {
      const unknown = Object.fromEntries(PAYLOADS.map((payload) => [payload, payload]));
      const target = { target_id: PAYLOADS.join(' '), platform: 'android', test_ids: ['a'] };
      const matrix = JSON.stringify([{ ...target, ...unknown }]);
      const step = await run(doksi, { matrix, title: PAYLOADS.join(' ').slice(0, 190), 'dry-run': 'true' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'dry-run' } });
      expectTameLog(step);
      expectTameSummary(step);
    }),
  );

  it.concurrent('in errors about the inputs', () =>
    withDoksi(async (doksi) => {
      const text = PAYLOADS.join('\n');
      const step = await run(doksi, {
        matrix: JSON.stringify([{ platform: text, web_url: text }]),
        wait: text,
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expectTameLog(step);
      expectTameSummary(step);
    }),
  );
});
