"""The end of the report: where to sign, the rules and the law cited, the versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.reporters.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.diagnostic import Basis, Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.rules.market import LegalSource

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_KNOWN: Final = {
    "read": "read at its source",
    "secondary": "known from other sources",
    "unverified": "not verified",
}
_DECISIONS: Final = ("Approved as it is", "Approved with changes", "Not approved")
_ADVICE: Final = (
    "healthlint recognises words that have drawn objections, and says where. It does "
    "not judge whether a claim is true, what is left out, pictures, or the whole "
    "impression. It gives no legal advice: a document with nothing to report is not "
    "thereby lawful."
)


def sign_off() -> Iterator[str]:
    """Yield room for a decision."""
    boxes = "".join(f'<span><i class="box"></i>{each}</span>\n' for each in _DECISIONS)
    yield '<section class="signoff">\n<h2>Decision</h2>\n'
    yield f'<p class="boxes">{boxes}</p>\n<div class="sign">\n'
    yield '<div class="line wide">Conditions and remarks</div>\n'
    yield '<div class="line wide"></div>\n'
    for name in ("Name and function", "Name and function (second reader)"):
        yield f'<div class="line">{name}</div>\n'
    for _ in range(2):
        yield '<div class="line">Date and signature</div>\n'
    yield "</div>\n</section>\n"


def rules(reports: Sequence[Report], context: Context) -> Iterator[str]:
    """Yield why each rule that was met is there, and where it may be wrong."""
    met: dict[str, str] = {}
    for diagnostic in _diagnostics(reports):
        met.setdefault(diagnostic.code, diagnostic.name)
    if not met:
        return
    yield '<section>\n<h2>Rules</h2>\n<table class="terms">\n'
    for code, name in sorted(met.items()):
        rule = context.rule(code)
        why = f"<p>{escape(' '.join(rule.why.split()))}</p>" if rule else ""
        if rule and rule.false_positives:
            wrong = escape(" ".join(rule.false_positives.split()))
            why = f'{why}<p class="soft">May be wrong: {wrong}</p>'
        title = escape(name.replace("-", " "))
        yield f'<tr id="rule-{escape(code)}"><td><b>{escape(code)}</b></td>'
        yield f"<td>{title}</td><td>{why}</td></tr>\n"
    yield "</table>\n</section>\n"


def law(reports: Sequence[Report], context: Context) -> Iterator[str]:
    """Yield the instruments that were cited, once each, and how well they are known."""
    cited = {
        basis for diagnostic in _diagnostics(reports) for basis in diagnostic.bases
    }
    if not cited:
        return
    known = {
        (source.citation, source.title): source
        for ruleset in context.rulesets
        for source in ruleset.sources.values()
    }
    yield "<section>\n<h2>Law and guidance cited</h2>\n"
    yield '<table class="terms">\n<thead><tr>'
    yield "<th>Market</th><th>Instrument</th><th>Kind</th><th>Checked</th></tr></thead>"
    yield "\n<tbody>\n"
    for basis in sorted(cited):
        yield _instrument(basis, known.get((basis.citation, basis.title)))
    yield "</tbody>\n</table>\n</section>\n"


def _instrument(basis: Basis, source: LegalSource | None) -> str:
    url = escape(basis.url)
    link = f"<br>{url}"
    if basis.url.startswith(("https://", "http://")):
        link = f'<br><a href="{url}" rel="noreferrer">{url}</a>'
    checked = ""
    if source is not None:
        checked = f"{day(source.checked)}, {_KNOWN.get(source.known, source.known)}"
    return (
        f"<tr><td>{escape(basis.market)}</td><td>{escape(basis.citation)}, "
        f'{escape(basis.title)}<span class="soft url">{link}</span></td>'
        f"<td>{escape(basis.authority)}</td><td>{escape(checked)}</td></tr>\n"
    )


def versions(context: Context) -> Iterator[str]:
    """Yield what this report was made with."""
    rows = [
        ("Program", f"healthlint {context.version}"),
        ("Rules", context.ruleset),
        ("Dates judged as of", day(context.as_of)),
    ]
    checked = {
        (market.title or name, market.checked)
        for ruleset in context.rulesets
        for name, market in (*ruleset.markets.items(), *ruleset.channels.items())
    }
    rows += [(f"Law: {title}", f"as of {day(on)}") for title, on in sorted(checked)]
    yield "<section>\n<h2>About this report</h2>\n<table>\n"
    for name, value in rows:
        yield f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>\n"
    yield f'</table>\n<p class="soft">{_ADVICE} The hash of a document, SHA-256 of its '
    yield "file, tells whether it is the one that was read.</p>\n</section>\n"


def day(date: str) -> str:
    """Return an ISO date as people write it."""
    parts = date.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not "".join(parts).isdigit():
        return escape(date)
    year, month, number = map(int, parts)
    name = _MONTHS[month - 1] if 1 <= month <= len(_MONTHS) else str(month)
    return f"{number} {name} {year}"


def _diagnostics(reports: Sequence[Report]) -> Iterator[Diagnostic]:
    for report in reports:
        yield from report.diagnostics
        yield from (each.diagnostic for each in report.silenced)
