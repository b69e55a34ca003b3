import XmlBuilder from 'fast-xml-builder';
import { withoutDirection } from '../base/escape.ts';
import { oneLine } from '../base/text.ts';

// JUnit XML in the dialect of Ant, Surefire and pytest that the common readers share.

/** The tests of one destination. */
interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly name: string;
  readonly seconds: number;
  readonly properties: Properties;
  /** Undefined if the test passed. `flakyFailure` is Surefire's, for a failure of a test that passed later. */
  readonly element: 'failure' | 'error' | 'skipped' | 'flakyFailure' | undefined;
  readonly findings: readonly Finding[];
}

export interface Finding {
  /** A keyword. */
  readonly type: string;
  /** Readers show the message beside the name, and the text alone. */
  readonly message: string;
  readonly text: string;
}

/** Missing values are left out. */
type Properties = Readonly<Record<string, string | number | null | undefined>>;

/** The builder's format: `@_` marks an attribute, `#text` the content of an element. */
type Node = Readonly<Record<string, unknown>>;

/** The content of the file; each suite has the properties. */
export function junitXml(title: string, suites: readonly Suite[], properties: Properties): string {
  const builder = new XmlBuilder({
    format: true,
    ignoreAttributes: false,
    // Otherwise an attribute with the value "true" would lose its value.
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
  });
  const names = distinct(suites.map(({ name }) => name));
  // Schemas do not allow `skipped` here.
  const { tests, failures, errors, time } = counts(suites.flatMap(({ cases }) => cases));
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    testsuites: {
      ...attributes({ name: title, tests, failures, errors, time }),
      testsuite: suites.map(({ cases }, index) => suiteNode(names[index] ?? '', cases, properties)),
    },
  });
}

function suiteNode(name: string, cases: readonly Case[], properties: Properties): Node {
  // Readers show only what follows the last dot of a classname.
  const classname = name.replaceAll('.', '-');
  const names = distinct(cases.map((one) => one.name));
  return {
    ...attributes({ name, ...counts(cases) }),
    ...propertiesNode(properties),
    testcase: cases.map(({ seconds, element, ...one }, index) => ({
      ...attributes({ name: names[index] ?? '', classname, time: seconds.toFixed(3) }),
      ...propertiesNode(one.properties),
      ...(element && {
        [element]: one.findings.map(({ type, message, text }) => ({
          // Schemas do not allow `type` on `skipped`.
          ...attributes(element === 'skipped' ? { message } : { message, type }),
          // Surefire, and so Jenkins, has a `stackTrace` in this element.
          [element === 'flakyFailure' ? 'stackTrace' : '#text']: cleanText(text),
        })),
      }),
    })),
  };
}

function propertiesNode(properties: Properties): Node {
  const property = Object.entries(properties).flatMap(([name, value]) =>
    value == null || value === '' ? [] : [attributes({ name, value: String(value) })],
  );
  return property.length > 0 ? { properties: { property } } : {};
}

/** On one line each, because XML parsers turn line breaks of attributes into spaces. */
function attributes(values: Readonly<Record<string, string>>): Node {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`@_${name}`, oneLine(cleanText(value))]));
}

function counts(cases: readonly Case[]) {
  const having = (element: Case['element']): string => String(cases.filter((one) => one.element === element).length);
  return {
    tests: String(cases.length),
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time: cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
  };
}

/** All but the characters of XML 1.0, and the control characters that it discourages. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function cleanText(text: string): string {
  return withoutDirection(text).replace(FORBIDDEN, '\ufffd');
}

/** The names as attributes have them. Readers merge those that are equal, so repeated ones get a number. */
function distinct(names: readonly string[]): string[] {
  const used = new Set<string>();
  const numbers = new Map<string, number>();
  return names.map((text) => {
    const name = oneLine(cleanText(text));
    let [candidate, number] = [name, numbers.get(name) ?? 2];
    while (used.has(candidate)) candidate = `${name} #${number++}`;
    numbers.set(name, number);
    used.add(candidate);
    return candidate;
  });
}
