import { undirected } from '../escape.ts';
import type { Finding, JunitCase, JunitReport, JunitSuite, Property } from './junit.ts';

/** The report as an XML file, in the dialect of Ant, Surefire and pytest that the common readers share. */
export async function junitXml({ name, suites }: JunitReport): Promise<string> {
  // Loaded here, since most steps write no such file.
  const { default: XmlBuilder } = await import('fast-xml-builder');
  const builder = new XmlBuilder({
    format: true,
    ignoreAttributes: false,
    // Else a test that is called "true" would have an attribute without a value.
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
  });
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    testsuites: {
      ...attributes({ name, ...counts(suites.flatMap(({ cases }) => cases)) }),
      testsuite: suites.map((suite) => suiteNode(suite)),
    },
  });
}

type Node = Readonly<Record<string, unknown>>;

/** Turns the parts of a report into what the builder takes: `@_` marks an attribute, `#text` what an element holds. */
function suiteNode({ name, properties, cases }: JunitSuite): Node {
  return {
    ...attributes({ name, ...counts(cases) }),
    ...propertiesNode(properties),
    testcase: cases.map((testcase) => caseNode(testcase, name)),
  };
}

function caseNode({ name, seconds, properties, findings }: JunitCase, classname: string): Node {
  const groups = Map.groupBy(findings, ({ element }) => element);
  return {
    ...attributes({ name, classname, time: time(seconds) }),
    ...propertiesNode(properties),
    ...Object.fromEntries(
      [...groups].map(([element, group]) => [element, group.map((found) => findingNode(found))]),
    ),
  };
}

function findingNode({ element, type, message, text }: Finding): Node {
  const isOfOneRun = element.startsWith('flaky') || element.startsWith('rerun');
  const content = clean(text);
  return {
    ...attributes({ message, type }),
    // Where Surefire has it, and Jenkins looks for it.
    ...(isOfOneRun ? { stackTrace: content } : { '#text': content }),
  };
}

function propertiesNode(properties: readonly Property[]): Node {
  if (properties.length === 0) return {};
  return { properties: { property: properties.map((property) => attributes({ ...property })) } };
}

function attributes(values: Readonly<Record<string, string>>): Node {
  return Object.fromEntries(
    // A parser would make a line break a blank by itself.
    Object.entries(values).map(([name, value]) => [`@_${name}`, clean(value).replace(/\s+/g, ' ')]),
  );
}

function clean(text: string): string {
  return undirected(text).replace(FORBIDDEN, '\ufffd');
}

/** All but the characters of XML 1.0, and the control characters that it advises against. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function counts(cases: readonly JunitCase[]): Readonly<Record<string, string>> {
  const having = (element: Finding['element']): string =>
    String(cases.filter(({ findings }) => findings.some((found) => found.element === element)).length);
  return {
    tests: String(cases.length),
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time: time(cases.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0)),
  };
}

/** Readers want a number in any case. */
function time(seconds = 0): string {
  return seconds.toFixed(3);
}
