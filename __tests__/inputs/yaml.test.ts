import { describe, expect, it } from '@jest/globals';
import { type Given, bodyOf, entryWith, GOOD, problemsOf, warningsOf, WEB_URL } from './reader.ts';

/** What the keys of an entry that nobody knows become on their way to Doksi. */
function passedOn(yaml: string): unknown {
  const body = JSON.stringify(bodyOf(entryWith(yaml)));
  const start = '{"matrix":[{"platform":"web","web_url":"https://staging.example.com","test_ids":["abc123"],';
  expect(body.startsWith(start)).toBe(true);
  return body.slice(start.length, -'}]}'.length);
}

const matrix = (text: string): Given => ({ matrix: text });
const GOOD_ENTRY = `{ web_url: "${WEB_URL}", test_ids: [abc123] }`;
const UNUSUAL = 'is a number in an unusual form, and is passed on as its value; quote it if it is a text';
const INEXACT = 'is a number that cannot be passed on exactly; quote it if it is a text';

describe('YAML that JSON can carry is passed on as it is', () => {
  it.each([
    [
      'the words of YAML 1.1',
      'a: yes\nb: on\nc: 12:30\nd: 2026-12-15',
      '"a":"yes","b":"on","c":"12:30","d":"2026-12-15"',
    ],
    ['a text with its blank lines at the end', 'a: |+\n  x\n\n\n', '"a":"x\\n\\n\\n"'],
    ['aliases', 'a: &x { b: [1] }\nc: *x', '"a":{"b":[1]},"c":{"b":[1]}'],
    [
      'merge keys, of which what is written goes first',
      'a: &x { b: 1, c: 2 }\nd:\n  <<: *x\n  b: 3',
      '"a":{"b":1,"c":2},"d":{"b":3,"c":2}',
    ],
    [
      'lists of merged mappings, of which the first goes first',
      'd: { <<: [{ b: 1 }, { b: 2, c: 3 }] }',
      '"d":{"b":1,"c":3}',
    ],
    ['a quoted <<', '"<<": 1', '"<<":1'],
    [
      'keys that are no texts, as they were written',
      'a: { true: 1, 0123: 2, ~: 3 }',
      '"a":{"true":1,"0123":2,"~":3}',
    ],
    [
      'tags that say what JSON has',
      'a: !!str 0123\nb: !!int 7\nc: !!map {}\nd: !!seq []\ne: ! 12\nf: !!null ""\ng: !!bool true',
      '"a":"0123","b":7,"c":{},"d":[],"e":"12","f":null,"g":true',
    ],
    [
      'names that JavaScript has, too',
      '__proto__: { x: 1 }\nconstructor: 2',
      '"__proto__":{"x":1},"constructor":2',
    ],
    [
      'numbers, however small or large',
      'a: 0\nb: -7\nc: 0.1\nd: 9007199254740991\ne: 1e+21\nf: 5e-324',
      '"a":0,"b":-7,"c":0.1,"d":9007199254740991,"e":1e+21,"f":5e-324',
    ],
    ['300 levels', `a: ${'['.repeat(300)}${']'.repeat(300)}`, `"a":${'['.repeat(300)}${']'.repeat(300)}`],
  ])('%s', (_, yaml, json) => {
    expect(passedOn(yaml)).toBe(json);
    expect(warningsOf(entryWith(yaml))).toEqual([]);
  });

  it('150 aliases of one anchor', () => {
    const aliases = Array.from({ length: 150 }, (_, index) => `k${index}: *x`);
    expect(passedOn(['a: &x { b: 1 }', ...aliases].join('\n'))).toContain('"k149":{"b":1}');
  });

  it.each([
    ['a byte-order mark before YAML', `\uFEFF- ${GOOD_ENTRY}`],
    ['a byte-order mark before JSON', `\uFEFF[{"web_url":"${WEB_URL}","test_ids":["abc123"]}]`],
    ['JSON indented with tabs', `[\n\t{\n\t\t"web_url": "${WEB_URL}",\n\t\t"test_ids": ["abc123"]\n\t}\n]`],
    ['Windows line ends', `- web_url: ${WEB_URL}\r\n  test_ids:\r\n    - abc123\r\n`],
    ['blank lines around it', `\n  \n- ${GOOD_ENTRY}\n\n   \n`],
    ['the marks of one document', `---\n- ${GOOD_ENTRY}\n...\n`],
  ])('%s', (_, text) => {
    expect(bodyOf(matrix(text))).toEqual({
      matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['abc123'] }],
    });
  });
});

describe('numbers that change on the way', () => {
  it.each([
    ['pin: 0123', ['pin']],
    ['a: { b: [0x10, 1.0, +1, 0o17, -0] }', ['a.b[0]', 'a.b[1]', 'a.b[2]', 'a.b[3]', 'a.b[4]']],
    ['a: &x { pin: 0123 }\nb:\n  <<: *x\nc: *x', ['a.pin', 'b.pin', 'c.pin']],
    ['<<: { pin: 0123 }', ['pin']],
    ['a: &x 1e3\nb: [*x]', ['a', 'b[0]']],
  ])('in form only are warned about: %s', (yaml, places) => {
    expect(warningsOf(entryWith(yaml))).toEqual(places.map((place) => `matrix[0].${place} ${UNUSUAL}`));
  });

  it.each(['12345678901234567890', '.nan', '.inf', '1e400', '0.1234567890123456789', '0xFFFFFFFFFFFFFFFF'])(
    'in value are a problem: %s',
    (number) => {
      expect(problemsOf(entryWith(`a: [${number}]`))).toEqual([`matrix[0].a[0]: ${INEXACT}`]);
      expect(problemsOf({ ...GOOD, 'extra-body': `a: ${number}` })).toEqual([`extra-body.a: ${INEXACT}`]);
    },
  );

  it('in JSON with tabs are seen, too', () => {
    const json = `[\n\t{"web_url": "${WEB_URL}", "test_ids": ["a"], "pin": 0.10}\n]`;
    expect(warningsOf(matrix(json))).toEqual([`matrix[0].pin ${UNUSUAL}`]);
  });

  it('are told one by one only while they are few', () => {
    const yaml = Array.from({ length: 500 }, (_, index) => `k${index}: 0${index}`).join('\n');
    const warnings = warningsOf(entryWith(yaml));
    expect(warnings).toHaveLength(11);
    expect(warnings[10]).toContain('490 more like matrix[0].k0');
  });
});

describe('YAML that JSON cannot carry is a problem', () => {
  const tag = 'that JSON cannot carry (line 3); write the value without it';
  it.each([
    ['a: !!set { x }', `a: has the tag !!set ${tag}`],
    ['a: !!omap [x: 1]', `a: has the tag !!omap ${tag}`],
    ['a: !!binary aGk=', `a: has the tag !!binary ${tag}`],
    ['a: !!timestamp 2026-01-01', `a: has the tag !!timestamp ${tag}`],
    ['a: !s3cr3t x', `a: has a tag ${tag}`],
    ['a: !!int x', `a: has a tag ${tag}`],
    ['a: &x [*x]', 'a[0]: contains itself (line 3); write the value out'],
    ['a: &x { b: *x }', 'a.b: contains itself (line 3); write the value out'],
    [
      'pin: *s3cr3t',
      'pin: is an alias of an anchor that is not above it (line 3); quote it if it is a text that begins with *',
    ],
    ['a: { <<: 3 }', 'a.<<: merges what is no mapping (line 3); give an alias of a mapping'],
    [
      'a: {{ env.X }}',
      'a: has a list or a mapping as a key (line 3); quote what stands in braces or brackets',
    ],
    ['a: { : 1 }', 'a: has a value without a key (line 3); name the key'],
  ])('%s', (yaml, problem) => {
    expect(problemsOf(entryWith(yaml))).toEqual([`matrix[0].${problem}`]);
  });

  it.each([
    ['twice', 'pin: 1\npin: 2', 'has the key pin twice (line 4); keep one'],
    ['once as a number and once as a text', '7: 1\n"7": 2', 'has the key 7 twice (line 4); keep one'],
  ])('a key given %s', (_, yaml, problem) => {
    expect(problemsOf(entryWith(yaml))).toEqual([`matrix[0]: ${problem}`]);
  });

  it('told beside what else is wrong', () => {
    const text = '- web_url: x\n  test_ids: []\n  pin: 1\n  pin: !!set {}';
    expect(problemsOf(matrix(text))).toEqual([
      'matrix[0]: has the key pin twice (line 4); keep one',
      'matrix[0].pin: has the tag !!set that JSON cannot carry (line 4); write the value without it',
      'matrix[0].web_url: is "x"; give an http(s) URL',
      'matrix[0].test_ids: is empty; name at least one test id',
    ]);
  });

  it('a key given twice in JSON', () => {
    const json = `[\n\t{"web_url": "${WEB_URL}", "test_ids": ["a"], "pin": 1, "pin": 2}\n]`;
    expect(problemsOf(matrix(json))).toEqual(['matrix[0]: has the key pin twice (line 2); keep one']);
  });

  it.each([
    [
      'aliases of aliases',
      10,
      'has more than 10 million characters once its aliases are written out; use fewer',
    ],
    ['lists in lists in lists by aliases', 1, 'is nested deeper than 400 levels; write it flatter'],
  ])('%s that grow beyond measure', (_, times, problem) => {
    const levels = times === 1 ? 600 : 12;
    const lines = Array.from({ length: levels }, (_, level) => {
      const aliases = Array.from({ length: times }, () => `*x${level}`).join(', ');
      return `k${level}: &x${level + 1} [${aliases}]`;
    });
    expect(problemsOf(entryWith(['a: &x0 [lol]', ...lines].join('\n')))).toEqual([`matrix: ${problem}`]);
  });

  it('2,000 levels', () => {
    for (const text of ['['.repeat(2000) + ']'.repeat(2000), '- '.repeat(2000), '{"a":'.repeat(2000)]) {
      expect(problemsOf(matrix(text)).join()).toMatch(/^matrix: .*nested (too deeply|deeper than)/);
    }
  });
});

describe('a text that is neither YAML nor JSON', () => {
  const neither = (errors: string): string =>
    `matrix: is neither YAML nor JSON (${errors}); check its indentation and quotes`;
  it.each([
    [
      '- a: @x\n- b: `y\n- c: d: e',
      'line 1: a sign that no unquoted text can begin with; line 2: a sign that no unquoted text can begin with; ' +
        'line 3: a colon too many, or a text with a colon that is not quoted',
    ],
    ['- a: "x', 'line 1: a quote, a bracket or another sign is missing'],
    [`%YAML 1.1\n---\n- ${GOOD_ENTRY}`, 'line 1: not YAML 1.2'],
  ])('is told with the line of every error: %j', (text, errors) => {
    expect(problemsOf(matrix(text))).toEqual([neither(errors)]);
  });

  it('but two documents is told as that', () => {
    expect(problemsOf(matrix(`- ${GOOD_ENTRY}\n---\n- ${GOOD_ENTRY}`))).toEqual([
      'matrix: has two documents (line 2: a second document begins); keep one, without the line --- between them',
    ]);
  });

  it('has its errors cut short where they are many', () => {
    const [problem] = problemsOf(matrix('- a: @s3cr3t\n'.repeat(50)));
    expect(problem).toContain('line 10: a sign');
    expect(problem).toContain('; and 40 more)');
    expect(problem).not.toMatch(/line 11|s3cr3t/);
  });
});

it('reads a megabyte of entries, keys or test ids', () => {
  const entries = Array.from({ length: 10_000 }, (_, index) => ({
    web_url: WEB_URL,
    test_ids: [`t${index}`],
  }));
  expect(problemsOf(matrix(JSON.stringify(entries)))).toEqual([]);
  const keys = Array.from({ length: 60_000 }, (_, index) => `x${index}: ${index}`).join('\n');
  expect(problemsOf(entryWith(keys))).toEqual([]);
});
