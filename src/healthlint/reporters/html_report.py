"""One HTML file that a lawyer can read, print and sign.

It asks for nothing from elsewhere and runs nothing: copy is escaped, and a policy in
its head forbids scripts besides. The same inputs, rules and day give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import CATEGORIES
from healthlint.records import NamedTuple
from healthlint.reporters import html_appendix, html_copy, html_entry
from healthlint.reporters.counts import Counts, counted
from healthlint.reporters.html_entry import SHAPES
from healthlint.reporters.html_style import STYLE
from healthlint.reporters.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from healthlint.diagnostic import Report
    from healthlint.reporters import Context

_TITLE: Final = "Review of health claims"
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_NO_BASIS: Final = "no law named"
_MEANING: Final = (
    "An <b>error</b> names words that a law or authority objects to as they stand. "
    "A <b>warning</b> needs evidence, context or another wording. A <b>note</b> is "
    "worth a look."
)


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield the page; a summary comes first, so nothing is written before the end."""
    counts = Counts()
    known = []
    for each in reports:
        counts.add(each)
        known.append(each)
    title = escape(context.title or _TITLE)
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<meta name="generator" content="healthlint {escape(context.version)}">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    yield from _head(title, known, counts, context)
    yield from _charts(known, context)
    yield from _contents(known)
    for number, each in enumerate(known, 1):
        yield from _document(each, number)
    yield from html_appendix.sign_off()
    yield from html_appendix.rules(known, context)
    yield from html_appendix.law(known, context)
    yield from html_appendix.versions(context)
    yield "</body>\n</html>\n"


def _head(
    title: str, reports: Sequence[Report], counts: Counts, context: Context
) -> Iterator[str]:
    markets = sorted({market for each in reports for market in each.markets})
    titles = _titles(context)
    law = ", ".join(titles.get(market, market) for market in markets)
    law = f"Law of {escape(law)}, as of " if law else "As of "
    yield '<header>\n<p class="kicker">healthlint report</p>\n'
    yield f"<h1>{title}</h1>\n"
    unread = f", {counts.unread} not linted" if counts.unread else ""
    yield f'<p class="lede">{counted(counts.files, "document")}{unread}. '
    yield f"{law}{html_appendix.day(context.as_of)}.</p>\n</header>\n"
    yield '<section class="tiles">\n'
    for severity, number in counts.severities.items():
        name = severity.name if number == 1 else f"{severity.name}s"
        shape = f'<i class="shape">{SHAPES[severity]}</i>'
        tile = f'<b>{number}</b><span class="{severity.name}">{shape}{name}</span>'
        yield f'<div class="tile">{tile}</div>\n'
    for number, what in (
        (counts.suppressed, "◇ suppressed"),
        (counts.baselined, "known before"),
    ):
        if number:
            yield f'<div class="tile"><b>{number}</b><span>{what}</span></div>\n'
    yield f'</section>\n<p class="soft">{_MEANING}</p>\n'


def _titles(context: Context) -> dict[str, str]:
    return {
        name: market.title or name
        for ruleset in context.rulesets
        for name, market in (*ruleset.markets.items(), *ruleset.channels.items())
    }


def _charts(reports: Sequence[Report], context: Context) -> Iterator[str]:
    categories: dict[str, int] = {}
    markets: dict[str, int] = {}
    titles = _titles(context)
    for diagnostic in (each for report in reports for each in report.diagnostics):
        categories[diagnostic.category] = categories.get(diagnostic.category, 0) + 1
        named = {titles.get(basis.market, basis.market) for basis in diagnostic.bases}
        for market in named or {_NO_BASIS}:
            markets[market] = markets.get(market, 0) + 1
    if not categories:
        return
    ordered: dict[str, int] = {
        name: categories[name] for name in CATEGORIES if name in categories
    }
    yield '<section class="charts">\n'
    yield from _bars("By category", ordered)
    yield from _bars("By market", dict(sorted(markets.items())))
    yield "</section>\n"


def _bars(title: str, numbers: Mapping[str, int]) -> Iterator[str]:
    most = max(numbers.values())
    yield f'<div>\n<h3>{title}</h3>\n<table class="bars">\n'
    for name, number in sorted(numbers.items(), key=lambda each: -each[1]):
        bar = f'<span class="bar" style="width:{100 * number / most:.1f}%"></span>'
        label = escape(name.replace("-", " "))
        yield f"<tr><td>{label}</td><td>{bar}</td><td>{number}</td></tr>\n"
    yield "</table>\n</div>\n"


def _contents(reports: Sequence[Report]) -> Iterator[str]:
    shapes = "".join(
        f'<th class="number"><i class="shape {each.name}">{shape}</i>{each.name}s</th>'
        for each, shape in SHAPES.items()
    )
    yield '<section id="contents">\n<h2>Documents</h2>\n<table>\n<thead><tr>'
    yield f'<th class="number"></th><th>Document</th>{shapes}'
    yield '<th class="number">suppressed</th></tr></thead>\n<tbody>\n'
    for number, each in enumerate(reports, 1):
        found = [diagnostic.severity for diagnostic in each.diagnostics]
        cells = [found.count(severity) for severity in SHAPES]
        cells.append(each.suppressed)
        numbers = "".join(f'<td class="number">{n or "–"}</td>' for n in cells)
        if each.error is not None:
            numbers = '<td colspan="4"><b>not linted</b></td>'
        name = f'<a href="#d{number}">{escape(each.source.name)}</a>'
        yield f'<tr><td class="number">{number}</td><td>{name}</td>{numbers}</tr>\n'
    yield "</tbody>\n</table>\n</section>\n"


class _Entry(NamedTuple):
    """What is said of a place, ready to be shown."""

    mark: html_copy.Mark
    html: str


def _document(report: Report, number: int) -> Iterator[str]:
    source = report.source
    yield f'<section class="document" id="d{number}">\n'
    yield f"<h2>{number}. {escape(source.name)}</h2>\n"
    if report.error is not None:
        yield f'<p class="unread">Not linted: {escape(report.error)}</p>\n</section>\n'
        return
    yield from _facts(report)
    entries = list(_entries(report, number))
    blocks, lost = html_copy.blocks(source, [entry.mark for entry in entries])
    shown = "".join(_rows(blocks, lost, entries))
    if not entries:
        shown = (
            "<p>Nothing to report.</p>\n<details><summary>The copy</summary>\n"
            f"{shown}</details>\n"
        )
    yield f"{shown}</section>\n"


def _facts(report: Report) -> Iterator[str]:
    facts = [report.source.format, f"markets: {', '.join(report.markets)}"]
    if report.channels:
        facts.append(f"channels: {', '.join(report.channels)}")
    facts.append(f"product: {report.product or 'not declared'}")
    if report.copy.reason:
        facts.append(f"read as {report.copy.value} ({report.copy.reason})")
    if report.baselined:
        facts.append(f"known before: {report.baselined}")
    shown = " ".join(f"<span>{escape(fact)}</span>" for fact in facts)
    digest = f'<span class="hash">SHA-256 {report.source.digest}</span>'
    yield f'<p class="facts">{shown}<br>{digest}</p>\n'


def _entries(report: Report, number: int) -> Iterator[_Entry]:
    source = report.source
    for index, diagnostic in enumerate(report.diagnostics, 1):
        target = f"d{number}-{index}"
        severity = diagnostic.severity
        label = str(index)
        mark = html_copy.Mark(
            diagnostic.span, severity.name, int(severity), label, target
        )
        yield _Entry(mark, html_entry.entry(diagnostic, source, label, target))
    for index, silenced in enumerate(report.silenced, 1):
        target, label = f"d{number}-s{index}", f"S{index}"
        mark = html_copy.Mark(silenced.diagnostic.span, "quiet", 0, label, target)
        yield _Entry(mark, html_entry.silenced(silenced, source, label, target))


def _rows(
    blocks: Sequence[html_copy.Block], lost: Sequence[int], entries: Sequence[_Entry]
) -> Iterator[str]:
    if lost:
        said = "".join(entries[number].html for number in lost)
        words = "Of the document as a whole, or outside its copy"
        yield _row(f'<p class="copy soft">{words}</p>', said)
    for block in blocks:
        said = "".join(entries[number].html for number in sorted(block.marks))
        kind = "" if block.kind in _PLAIN else block.kind.replace("-", " ")
        label = kind if block.label in kind else block.label
        label = f'<span class="kind">{escape(label)}</span>' if label else ""
        copy = f'<div class="copy {block.kind}">{label}{block.html}</div>'
        yield _row(copy, said)


_PLAIN: Final = frozenset({"heading", "paragraph", "list-item", "quote", "table-cell"})
"""Kinds of segments that look like what they are."""


def _row(copy: str, said: str) -> str:
    if not said:
        return f'<div class="row">{copy}</div>\n'
    return f'<div class="row noted">{copy}<div>{said}</div></div>\n'
