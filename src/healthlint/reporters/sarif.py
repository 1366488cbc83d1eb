"""SARIF 2.1.0: rules once with their help, results with law, fixes and suppressions.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from healthlint.patterns import compiled
from healthlint.reporters.json_text import dumps
from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Fix, Report, Silenced
    from healthlint.reporters import Context
    from healthlint.rule import Rule
    from healthlint.source import Source

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_PROBLEMS: Final = {"error": "error", "warning": "warning", "note": "recommendation"}
_KINDS: Final = {"comment": "inSource"}  # what stands elsewhere is external
# Text in brackets before an address would become a link.
_LINK: Final = compiled(r"\[(?=[^\]]*\]\()")
_UNRESERVED: Final = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
)
_PLAIN: Final = compiled(r"[A-Za-z0-9._~/-]*")


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield one log with one run, a line for each rule, input and result."""
    run = _Run(context)
    for each in reports:
        run.add(each)
    driver = {
        "name": "healthlint",
        "version": context.version,
        "semanticVersion": context.version,
    }
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
    yield f' "tool": {{"driver": {dumps(driver)[:-1]}, "rules": '
    yield from _array(run.rules.values())
    yield "}},\n"
    yield ' "columnKind": "unicodeCodePoints",\n'
    yield ' "newlineSequences": ["\\r\\n", "\\n", "\\r"],\n'
    yield f' "invocations": [{dumps(run.invocation())}],\n'
    yield ' "artifacts": '
    yield from _array(run.artifacts)
    yield ',\n "results": '
    yield from _array(run.results)
    about = {"ruleset": context.ruleset, "asOf": context.as_of}
    yield f',\n "properties": {dumps(about)}\n}}]}}\n'


def _array(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    separator = "["
    for record in records:
        yield f"{separator}\n  {dumps(record)}"
        separator = ","
    yield "[]" if separator == "[" else "]"


class _Run:
    """What a run has come to so far."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._indices: dict[str, int] = {}
        self.rules: dict[str, dict[str, Any]] = {}
        self.artifacts: list[dict[str, Any]] = []
        self.results: list[dict[str, Any]] = []
        self.notifications: list[dict[str, Any]] = []

    def add(self, report: Report) -> None:
        if report.error is not None:
            self.notifications.append(_notification(report.source.name, report.error))
        results = list(self._results(report))
        if results:
            self.artifacts.append(_artifact(report.source))
            self.results += results

    def invocation(self) -> dict[str, Any]:
        return {
            "executionSuccessful": not self.notifications,
            "toolExecutionNotifications": self.notifications,
        }

    def _results(self, report: Report) -> Iterator[dict[str, Any]]:
        for diagnostic in report.diagnostics:
            yield self._result(diagnostic, report.source)
        for silenced in report.silenced:
            result = self._result(silenced.diagnostic, report.source)
            yield {**result, "suppressions": [_suppression(silenced)]}

    def _result(self, diagnostic: Diagnostic, source: Source) -> dict[str, Any]:
        code = diagnostic.code
        if code not in self.rules:
            self._indices[code] = len(self.rules)
            self.rules[code] = _rule(diagnostic, self._context.rule(code))
        place = {"uri": uri(source.name), "index": len(self.artifacts)}
        result = {
            "ruleId": code,
            "ruleIndex": self._indices[code],
            "level": diagnostic.severity.name,
            "message": {"text": _message(diagnostic)},
            "locations": [_location(diagnostic, source, place)],
            "partialFingerprints": {
                "healthlint/v1": diagnostic.fingerprint,
                # The one that GitHub looks at. Ours stays when lines move.
                "primaryLocationLineHash": diagnostic.fingerprint,
            },
            "properties": _properties(diagnostic),
        }
        if diagnostic.related:
            result["relatedLocations"] = _related(diagnostic, source)
        if diagnostic.fix is not None:
            result["fixes"] = [_fix(diagnostic.fix, source, place)]
        return result


def _rule(diagnostic: Diagnostic, rule: Rule | None) -> dict[str, Any]:
    severity = rule.severity if rule else diagnostic.severity.name
    confidence = rule.confidence if rule else diagnostic.confidence.name
    category = diagnostic.category
    described: dict[str, Any] = {
        "id": diagnostic.code,
        "name": diagnostic.name,
        "shortDescription": {"text": diagnostic.name.replace("-", " ").capitalize()},
        "defaultConfiguration": {"level": severity},
        "properties": {
            "category": category,
            "tags": ["health-claims", category],
            "precision": confidence,
            "problem.severity": _PROBLEMS[severity],
        },
    }
    if rule:
        described["fullDescription"] = {"text": _escaped(rule.why)}
        described["help"] = {
            "text": _escaped("\n\n".join(_help(rule))),
            "markdown": "\n\n".join(_help(rule, mark="**")),
        }
    return described


def _help(rule: Rule, mark: str = "") -> Iterator[str]:
    yield " ".join(rule.why.split())
    if rule.suggest:
        yield f"{mark}Instead:{mark} {' | '.join(rule.suggest)}"
    if rule.false_positives:
        wrong = " ".join(rule.false_positives.split())
        yield f"{mark}Where it may be wrong:{mark} {wrong}"


def _message(diagnostic: Diagnostic) -> str:
    message = diagnostic.message
    if diagnostic.suggestions:
        message = f"{message}; instead: {diagnostic.suggestions[0]}"
    return _escaped(safe(message))


def _escaped(text: str) -> str:
    return _LINK.sub(r"\\[", text)


def _location(
    diagnostic: Diagnostic, source: Source, place: dict[str, Any]
) -> dict[str, Any]:
    region = _region(source, *diagnostic.span)
    if diagnostic.match:
        region["snippet"] = {"text": safe(diagnostic.match)}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": place, "region": region}
    }
    if diagnostic.place:
        location["logicalLocations"] = [{"fullyQualifiedName": safe(diagnostic.place)}]
    return location


def _region(source: Source, start: int, end: int) -> dict[str, Any]:
    first, last = source.position(start), source.position(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    }


def _related(diagnostic: Diagnostic, source: Source) -> list[dict[str, Any]]:
    found = []
    for number, other in enumerate(diagnostic.related, 1):
        region: dict[str, Any] = {"startLine": other.line, "startColumn": other.column}
        if other.path == source.name:
            region = _region(source, *other.span)
        found.append(
            {
                "id": number,
                "message": {"text": _escaped(safe(other.message))},
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(other.path)},
                    "region": region,
                },
            }
        )
    return found


def _fix(fix: Fix, source: Source, place: dict[str, Any]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _region(source, edit.start, edit.end),
            "insertedContent": {"text": _whole(edit.text)},
        }
        for edit in fix.edits
    ]
    said = "keeps the meaning" if fix.safe else "may change the meaning; read it first"
    return {
        "description": {"text": f"A rewording that {said}"},
        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
    }


def _properties(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "category": diagnostic.category,
        "also": list(diagnostic.also),
        "confidence": diagnostic.confidence.name,
        "basis": [basis._asdict() for basis in diagnostic.bases],
        "suggestions": [safe(each) for each in diagnostic.suggestions],
    }


def _suppression(silenced: Silenced) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": _KINDS.get(silenced.kind, "external"),
        "status": "accepted",
        "justification": safe(silenced.reason),
    }
    if silenced.line:
        record["location"] = {
            "physicalLocation": {
                "artifactLocation": {"uri": uri(silenced.path)},
                "region": {
                    "startLine": silenced.line,
                    "startColumn": max(1, silenced.column),
                },
            }
        }
    said = {"by": silenced.by, "until": silenced.until}
    if any(said.values()):
        record["properties"] = {name: safe(each) for name, each in said.items() if each}
    return record


def _artifact(source: Source) -> dict[str, Any]:
    return {
        "location": {"uri": uri(source.name)},
        "encoding": source.encoding.upper(),
        "hashes": {"sha-256": source.digest},
    }


def _notification(name: str, error: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _escaped(safe(error))},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(name)}}}],
    }


def uri(path: str) -> str:
    """Return a path as a URI reference: relative, or with the scheme of files."""
    scheme = "file://" if path.startswith("/") else ""
    if _PLAIN.fullmatch(path):
        return scheme + path
    parts = (
        chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in _bytes(path)
    )
    return scheme + "".join(parts)


def _bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")  # as the file system has it
    except UnicodeEncodeError:
        return path.encode("utf-8", "replace")


def _whole(text: str) -> str:
    """Replace halves of characters, which some parsers do not take."""
    return text.encode("utf-8", "replace").decode("utf-8")
