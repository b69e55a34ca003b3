import { describe, expect, it } from '@jest/globals';
import { bodyOf, entryWith, type Given, GOOD, problemsOf, warningsOf, WEB_URL } from './reader.ts';

/** The unknown keys of an entry in the request body, as JSON. */
async function sent(yaml: string): Promise<string> {
  const body = JSON.stringify(await bodyOf(entryWith(yaml)));
  const start = '{"matrix":[{"platform":"web","web_url":"https://staging.example.com","test_ids":["abc123"],';
  expect(body.startsWith(start)).toBe(true);
  return body.slice(start.length, -'}]}'.length);
}

const matrix = (text: string): Given => ({ matrix: text });
const GOOD_ENTRY = `{ web_url: "${WEB_URL}", test_ids: [abc123] }`;
const UNUSUAL = 'is a number in an unusual form and is sent as its value; quote it if it is a text';
const INEXACT = 'is a number that cannot be sent exactly; quote it if it is a text';

describe('YAML that JSON can carry', () => {
  it.each([
    [
      'the words of YAML 1.1',
      'a: yes\nb: on\nc: 12:30\nd: 2026-12-15',
      '"a":"yes","b":"on","c":"12:30","d":"2026-12-15"',
    ],
    ['a text with blank lines at its end', 'a: |+\n  x\n\n\n', '"a":"x\\n\\n\\n"'],
    ['aliases', 'a: &x { b: [1] }\nc: *x', '"a":{"b":[1]},"c":{"b":[1]}'],
    [
      'merge keys, after the keys of the mapping itself',
      'a: &x { b: 1, c: 2 }\nd:\n  <<: *x\n  b: 3',
      '"a":{"b":1,"c":2},"d":{"b":3,"c":2}',
    ],
    ['lists of merged mappings, the first one first', 'd: { <<: [{ b: 1 }, { b: 2, c: 3 }] }', '"d":{"b":1,"c":3}'],
    ['a quoted <<', '"<<": 1', '"<<":1'],
    ['keys that are not texts', 'a: { true: 1, 12: 2 }', '"a":{"12":2,"true":1}'],
    [
      'tags of JSON types',
      'a: !!str 0123\nb: !!int 7\nc: !!map {}\nd: !!seq []\ne: ! 12\nf: !!null ""\ng: !!bool true',
      '"a":"0123","b":7,"c":{},"d":[],"e":"12","f":null,"g":true',
    ],
    [
      'names that JavaScript uses itself',
      '__proto__: { x: 1 }\nconstructor: 2\ntoString: 3',
      '"__proto__":{"x":1},"constructor":2,"toString":3',
    ],
    [
      'small and large numbers',
      'a: 0\nb: -7\nc: 0.1\nd: 9007199254740991\ne: 1e+21\nf: 5e-324',
      '"a":0,"b":-7,"c":0.1,"d":9007199254740991,"e":1e+21,"f":5e-324',
    ],
    ['300 levels', `a: ${'['.repeat(300)}${']'.repeat(300)}`, `"a":${'['.repeat(300)}${']'.repeat(300)}`],
  ])('is sent unchanged: %s', async (_, yaml, json) => {
    expect(await sent(yaml)).toBe(json);
    expect(await warningsOf(entryWith(yaml))).toEqual([]);
  });

  it('may have many aliases', async () => {
    const aliases = Array.from({ length: 500 }, (_, index) => `k${index}: *x`);
    expect(await sent(['a: &x { b: 1 }', ...aliases].join('\n'))).toContain('"k499":{"b":1}');
  });

  it.each([
    ['a byte-order mark before YAML', `\uFEFF- ${GOOD_ENTRY}`],
    ['a byte-order mark before JSON', `\uFEFF[{"web_url":"${WEB_URL}","test_ids":["abc123"]}]`],
    ['JSON indented with tabs', `[\n\t{\n\t\t"web_url": "${WEB_URL}",\n\t\t"test_ids": ["abc123"]\n\t}\n]`],
    ['Windows line breaks', `- web_url: ${WEB_URL}\r\n  test_ids:\r\n    - abc123\r\n`],
    ['blank lines around it', `\n  \n- ${GOOD_ENTRY}\n\n   \n`],
    ['the marks of a document', `---\n- ${GOOD_ENTRY}\n...\n`],
    ['the mark of YAML 1.2', `%YAML 1.2\n---\n- ${GOOD_ENTRY}`],
  ])('may have %s', async (_, text) => {
    expect(await bodyOf(matrix(text))).toEqual({
      matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['abc123'] }],
    });
  });
});

describe('numbers that JSON changes', () => {
  it.each([
    ['pin: 0123', ['pin']],
    ['a: { b: [0x10, 1.0, +1, 0o17, -0] }', ['a.b[0]', 'a.b[1]', 'a.b[2]', 'a.b[3]', 'a.b[4]']],
    ['a: &x { pin: 0123 }\nc: *x', ['a.pin']],
  ])('in form only cause a warning: %s', async (yaml, places) => {
    expect(await warningsOf(entryWith(yaml))).toEqual(places.map((place) => `matrix[0].${place} ${UNUSUAL}`));
  });

  it.each(['12345678901234567890', '.nan', '.inf', '1e400', '0.1234567890123456789', '0xFFFFFFFFFFFFFFFF'])(
    'in value are a problem: %s',
    async (number) => {
      expect(await problemsOf(entryWith(`a: [${number}]`))).toEqual([`matrix[0].a[0]: ${INEXACT}`]);
      expect(await problemsOf({ ...GOOD, 'extra-body': `a: ${number}` })).toEqual([`extra-body.a: ${INEXACT}`]);
    },
  );

  it('are found in JSON with tabs', async () => {
    const json = `[\n\t{"web_url": "${WEB_URL}", "test_ids": ["a"], "pin": 0.10}\n]`;
    expect(await warningsOf(matrix(json))).toEqual([`matrix[0].pin ${UNUSUAL}`]);
  });
});

describe('YAML that JSON cannot carry is a problem', () => {
  const TAG = 'matrix: is not valid YAML or JSON (line 3, column 6: Unresolved tag)';
  it.each(['!!set { x }', '!!omap [x: 1]', '!!binary aGk=', '!!timestamp 2026-01-01', '!s3cr3t x', '!!int x'])(
    'a tag: %s',
    async (value) => {
      expect(await problemsOf(entryWith(`a: ${value}`))).toEqual([TAG]);
    },
  );

  const AS_KEY =
    'has a list, a mapping, an alias or nothing as a key; quote a value that begins with a brace, a bracket or "*"';
  it.each([
    ['pin: *s3cr3t', 'pin: is an alias without an anchor above it; quote a text that begins with "*"'],
    ['a: {{ env.X }}', `a: ${AS_KEY}`],
    ['a: {{ toString }}', `a: ${AS_KEY}`],
    ['a: { ? [b] : c }', `a: ${AS_KEY}`],
    ['a: { ~: 1 }', `a: ${AS_KEY}`],
    ['a: { null: 1 }', `a: ${AS_KEY}`],
  ])('%s', async (yaml, problem) => {
    expect(await problemsOf(entryWith(yaml))).toEqual([`matrix[0].${problem}`]);
  });

  it.each([
    ['a: &x [*x]', 'Converting circular structure to JSON'],
    ['a: { <<: 3 }', 'Merge sources must be maps or map aliases'],
  ])('%s', async (yaml, reason) => {
    expect(await problemsOf(entryWith(yaml))).toEqual([
      `matrix: has no equivalent in JSON (${reason}); write values out instead of aliases`,
    ]);
  });

  it('another version of YAML', async () => {
    expect(await problemsOf(matrix(`%YAML 1.3\n---\n- ${GOOD_ENTRY}`))).toEqual([
      'matrix: is not valid YAML or JSON (line 1, column 7: Unsupported YAML version 1.3)',
    ]);
  });

  it('a key that is given twice', async () => {
    expect(await problemsOf(entryWith('pin: 1\npin: 2'))).toEqual([
      'matrix: is not valid YAML or JSON (line 4, column 3: Map keys must be unique); check its indentation, quotes and brackets',
    ]);
  });
});

// Expanded, these would exceed any memory: a test ends only if they are not.
describe('YAML that is too large', () => {
  const TOO_MUCH = /^matrix: has no equivalent in JSON \(Excessive alias count/;
  const levels = (count: number, times: number): string[] =>
    Array.from({ length: count }, (_, level) => {
      const aliases = Array.from({ length: times }, () => `*x${level}`).join(', ');
      return `k${level}: &x${level + 1} [${aliases}]`;
    });

  it.each([
    ['aliases of aliases', ['a: &x0 [lol]', ...levels(12, 10)]],
    ['one long text with many aliases', [`a: &x ${'x'.repeat(3000)}`, `b: [${'*x,'.repeat(5000)}]`]],
    ['more aliases than any text needs', ['a: &x b', `b: [${'*x,'.repeat(5_000)}]`]],
  ])('is rejected: %s', async (_, lines) => {
    expect(await problemsOf(entryWith(lines.join('\n')))).toEqual([expect.stringMatching(TOO_MUCH)]);
  });

  it('is rejected with aliases of aliases as a key', async () => {
    const lines = ['a: &x0 [lol]', ...levels(12, 10), '? *x12\n: b'];
    const [problem] = await problemsOf(entryWith(lines.join('\n')));
    expect(problem).toMatch(/^matrix\[0\]: has a list, a mapping, an alias or nothing as a key/);
  });

  it('is rejected with thousands of levels', async () => {
    for (const text of ['['.repeat(5_000) + ']'.repeat(5_000), '- '.repeat(20_000)]) {
      expect(await problemsOf(matrix(text))).toEqual(['matrix: is nested too deeply']);
    }
  });

  it('but thousands of entries or keys are read', async () => {
    const entries = Array.from({ length: 2_000 }, (_, index) => ({
      web_url: WEB_URL,
      test_ids: [`t${index}`],
    }));
    expect(await problemsOf(matrix(JSON.stringify(entries)))).toEqual([]);
    const keys = Array.from({ length: 2_000 }, (_, index) => `x${index}: ${index}`).join('\n');
    expect(await problemsOf(entryWith(keys))).toEqual([]);
  });
});

describe('a text that is not valid YAML or JSON', () => {
  const neither = (errors: string): string =>
    `matrix: is not valid YAML or JSON (${errors}); check its indentation, quotes and brackets`;
  it.each([
    [
      '- a: @x\n- b: `y\n- c: d: e',
      'line 1, column 6: Plain value cannot start with reserved character @, ' +
        'line 2, column 6: Plain value cannot start with reserved character `, ' +
        'line 3, column 6: Nested mappings are not allowed in compact mappings',
    ],
    ['- a: "x', 'line 1, column 8: Missing closing "quote'],
    [
      '- a: [x\n- b: c',
      'line 2, column 1: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ])('has its errors reported with line and column: %j', async (text, errors) => {
    const [problem = ''] = await problemsOf(matrix(text));
    expect(problem).toBe(neither(errors));
  });

  it('two documents', async () => {
    expect(await problemsOf(matrix(`- ${GOOD_ENTRY}\n---\n- ${GOOD_ENTRY}`))).toEqual([
      neither('line 2, column 1: Source contains multiple documents'),
    ]);
  });

  it('many errors are counted', async () => {
    const [problem] = await problemsOf(matrix('- a: @s3cr3t\n'.repeat(50)));
    expect(problem).toContain('line 5, column 6: Plain');
    expect(problem).toContain(' and 45 more)');
    expect(problem).not.toMatch(/line 6|s3cr3t/);
  });
});
