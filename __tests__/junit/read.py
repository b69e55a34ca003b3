"""Reads a JUnit file with independent readers, validates it, and prints counts and faults as JSON."""

import json
import pathlib
import re
import sys

import junit2htmlreport.parser
import junitparser
from lxml import etree

path = sys.argv[1]
parsed = junitparser.JUnitXml.fromfile(path)
cases = [case for suite in parsed for case in suite]
kinds = [{type(result).__name__ for result in case.result} for case in cases]
page = junit2htmlreport.parser.Junit(path)
document = etree.parse(path)


def faults(schema, roots):
    validator = etree.XMLSchema(etree.parse(str(pathlib.Path(sys.prefix) / schema)))
    for root in roots:
        validator.validate(root)
        # Each kind of fault once, without its values.
        yield from (re.sub(r"'[^']{40,}'", "'…'", entry.message) for entry in validator.error_log)


print(json.dumps({
    'declared': {
        name: sum(getattr(suite, name) for suite in parsed) for name in ('tests', 'failures', 'errors', 'skipped')
    },
    'junitparser': {
        'tests': len(cases),
        'failures': sum('Failure' in kind for kind in kinds),
        'errors': sum('Error' in kind for kind in kinds),
        'skipped': sum('Skipped' in kind for kind in kinds),
    },
    'junit2html': {
        'tests': sum(len(suite.all()) for suite in page.suites),
        'failures': sum(len(suite.failed()) for suite in page.suites),
        'skipped': sum(len(suite.skipped()) for suite in page.suites),
    },
    'names': [case.name for case in cases],
    'jenkins': sorted(set(faults('junit-10.xsd', [document]))),
    # Surefire writes one file per suite.
    'surefire': sorted(set(faults('surefire-test-report.xsd', map(etree.ElementTree, document.iter('testsuite'))))),
}))
