"""What the report says of a place in the copy: message, law, way out, who let it be."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Confidence, Severity
from healthlint.reporters.html_appendix import day
from healthlint.reporters.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.diagnostic import Basis, Diagnostic, Silenced
    from healthlint.source import Source

SHAPES: Final = {Severity.error: "■", Severity.warning: "▲", Severity.note: "○"}
_QUIET: Final = "◇"


def entry(diagnostic: Diagnostic, source: Source, label: str, target: str) -> str:
    """Return a diagnostic."""
    kind = diagnostic.severity.name
    shape = f'<i class="shape">{SHAPES[diagnostic.severity]}</i>'
    head = f"{shape}<b>{label} {kind.capitalize()}</b>"
    return (
        f'<div class="entry {kind}" id="{target}">'
        f'<div class="head"><span class="{kind}">{head}</span>'
        f"{_about(diagnostic, source)}</div>"
        f'<p class="said">{escape(diagnostic.message)}</p>'
        f"{_details(_facts(diagnostic))}</div>\n"
    )


def silenced(each: Silenced, source: Source, label: str, target: str) -> str:
    """Return a diagnostic that a suppression keeps quiet, with whose word that was."""
    diagnostic = each.diagnostic
    head = f'<i class="shape">{_QUIET}</i><b>{label} Suppressed</b>'
    return (
        f'<div class="entry quiet" id="{target}">'
        f'<div class="head"><span>{head}</span>'
        f"<span>{diagnostic.severity.name}</span>{_about(diagnostic, source)}</div>"
        f"<p>{escape(diagnostic.message)}</p>"
        f"{_details(_approval(each))}</div>\n"
    )


def _about(diagnostic: Diagnostic, source: Source) -> str:
    at = source.position(diagnostic.span.start)
    rule = f'<a href="#rule-{escape(diagnostic.code)}">{escape(diagnostic.code)}</a>'
    sure = diagnostic.confidence
    doubt = "" if sure == Confidence.high else f"<span>{sure.name} confidence</span>"
    return (
        f"<span>{rule} {escape(diagnostic.name)}</span>"
        f"<span>line {at.line}</span>{doubt}"
    )


def _details(facts: Iterator[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{name}</dt><dd>{html}</dd>" for name, html in facts)
    return f"<dl>{rows}</dl>" if rows else ""


def _facts(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    name = "Law"
    for market, bases in groupby(diagnostic.bases, key=lambda basis: basis.market):
        said = "; ".join(map(_basis, bases))
        yield name, f'<span class="soft">{escape(market)}:</span> {said}'
        name = ""
    if diagnostic.suggestions:
        yield "Instead", "<br>".join(map(escape, diagnostic.suggestions))
    for other in diagnostic.related:
        place = f"{other.path}, line {other.line}"
        yield "See", f"{escape(other.message)} ({escape(place)})"


def _basis(basis: Basis) -> str:
    """Return the citation; the end of the report has the title, once."""
    kind = escape(basis.authority.replace(" (", ", ").replace(")", ""))
    shown = f' <span class="soft">({kind})</span>' if kind else ""
    return escape(basis.citation) + shown


def _approval(each: Silenced) -> Iterator[tuple[str, str]]:
    yield "Reason", escape(each.reason) if each.reason else "none was given"
    if each.by:
        yield "By", escape(each.by)
    if each.until:
        yield "Until", day(each.until)
    # Whose folders these are is nobody's business, and differs between two people.
    path = each.path.rpartition("/")[2] if each.kind == "approval" else each.path
    where = f"{path}, line {each.line}" if each.line else path
    if where:
        yield escape(each.kind.capitalize()), escape(where)
