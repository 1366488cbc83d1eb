"""JUnit's XML: an input is a suite, a diagnostic a test case.

A case fails where the diagnostic is as severe as what fails the run; what is milder
passes, with its text as output. A clean input is one case that passes. Names hold no
line numbers, so that a case is the same one after an edit above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.diagnostic import Severity
from healthlint.reporters.markup import attributes, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield the suites; numbers come first, so nothing is written before the end."""
    suites: list[str] = []
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for each in reports:
        failing = sum(_fails(one, context) for one in each.diagnostics)
        errors = int(each.error is not None)
        tests = max(1, len(each.diagnostics) + errors)
        counts = {"tests": tests, "failures": failing, "errors": errors}
        totals = {name: totals[name] + number for name, number in counts.items()}
        suites.append(
            f"  <testsuite{attributes(name=each.source.name, **counts, skipped=0)}>\n"
        )
        suites.extend(_cases(each, context))
        suites.append("  </testsuite>\n")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{attributes(name='healthlint', **totals)}>\n"
    yield from suites
    yield "</testsuites>\n"


def _cases(report: Report, context: Context) -> Iterator[str]:
    path = report.source.name
    if report.error is not None:
        said = attributes(message=report.error, type="not-linted")
        yield _case(path, "linted", f"<error{said}/>")
    elif not report.diagnostics:
        yield _case(path, "nothing to report")
    seen: dict[str, int] = {}
    for diagnostic in report.diagnostics:
        name = f"{diagnostic.code} {diagnostic.name}: {diagnostic.text}"
        count = seen[name] = seen.get(name, 0) + 1
        name = f"{name} ({count})" if count > 1 else name
        yield _case(path, name, _outcome(diagnostic, report.source, context))


def _case(path: str, name: str, outcome: str = "") -> str:
    start = f"    <testcase{attributes(classname=path, name=name)}"
    return f"{start}>{outcome}</testcase>\n" if outcome else f"{start}/>\n"


def _outcome(diagnostic: Diagnostic, source: Source, context: Context) -> str:
    body = "\n".join(map(escape, _lines(diagnostic, source)))
    if not _fails(diagnostic, context):
        return f"<system-out>{body}</system-out>"
    said = attributes(message=diagnostic.message, type=diagnostic.severity.name)
    return f"<failure{said}>{body}</failure>"


def _lines(diagnostic: Diagnostic, source: Source) -> Iterator[str]:
    at = source.position(diagnostic.span.start)
    severity = diagnostic.severity.name
    yield f"{source.name}:{at.line}:{at.column}: {severity}: {diagnostic.message}"
    for basis in diagnostic.bases:
        yield f"{basis.market}: {basis.citation}, {basis.title}"
    for suggestion in diagnostic.suggestions:
        yield f"instead: {suggestion}"


def _fails(diagnostic: Diagnostic, context: Context) -> bool:
    if context.fail_on == "never":
        return False
    return diagnostic.severity >= Severity[context.fail_on]
