import type { Finding, JunitCase, JunitReport, JunitSuite, Property } from './junit.ts';

/**
 * The report as an XML file, in the dialect of Ant, Surefire and pytest that the common readers share. `redact` gets
 * every text before it is escaped.
 */
export async function junitXml(
  { name, suites }: JunitReport,
  redact: (text: string) => string,
): Promise<string> {
  // Loaded here, since most steps write no such file.
  const { default: XmlBuilder } = await import('fast-xml-builder');
  const builder = new XmlBuilder({
    format: true,
    ignoreAttributes: false,
    // Else a test that is called "true" would have an attribute without a value.
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
  });
  const write = new Writer(redact);
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    testsuites: {
      ...write.attributes({ name, ...counts(suites.flatMap(({ cases }) => cases)) }),
      testsuite: suites.map((suite) => write.suite(suite)),
    },
  });
}

type Node = Readonly<Record<string, unknown>>;

/** Turns the parts of a report into what the builder takes: `@_` marks an attribute, `#text` what an element holds. */
class Writer {
  readonly #redact: (text: string) => string;

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  suite({ name, properties, cases }: JunitSuite): Node {
    return {
      ...this.attributes({ name, ...counts(cases) }),
      ...this.#properties(properties),
      testcase: cases.map((testcase) => this.#testcase(testcase, name)),
    };
  }

  #testcase({ name, seconds, properties, findings }: JunitCase, classname: string): Node {
    const groups = Map.groupBy(findings, ({ element }) => element);
    return {
      ...this.attributes({ name, classname, time: time(seconds) }),
      ...this.#properties(properties),
      ...Object.fromEntries(
        [...groups].map(([element, group]) => [element, group.map((found) => this.#finding(found))]),
      ),
    };
  }

  #finding({ element, type, message, text }: Finding): Node {
    const isOfOneRun = element.startsWith('flaky') || element.startsWith('rerun');
    const content = this.#text(text);
    return {
      ...this.attributes({ message, type }),
      // Where Surefire has it, and Jenkins looks for it.
      ...(isOfOneRun ? { stackTrace: content } : { '#text': content }),
    };
  }

  #properties(properties: readonly Property[]): Node {
    if (properties.length === 0) return {};
    return { properties: { property: properties.map((property) => this.attributes({ ...property })) } };
  }

  attributes(values: Readonly<Record<string, string>>): Node {
    return Object.fromEntries(
      // A parser would make a line break a blank by itself.
      Object.entries(values).map(([name, value]) => [`@_${name}`, this.#text(value).replace(/\s+/g, ' ')]),
    );
  }

  #text(text: string): string {
    return this.#redact(text).replace(FORBIDDEN, '\ufffd');
  }
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
