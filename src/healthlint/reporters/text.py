"""For people: the diagnostic, its line with carets, the law and the way out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from healthlint.reporters import concise
from healthlint.reporters.terminal import excerpt, inert, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from healthlint.diagnostic import Basis, Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source

_INDENT: Final = "    "
_NARROWEST: Final = 20  # cells left for an excerpt, however small the terminal
_MOST_BASES: Final = 3
_MOST_SUGGESTIONS: Final = 3
_COLOURS: Final = {"error": "1;31", "warning": "1;33", "note": "1;36"}
_DIM: Final = "2"


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield a block for each diagnostic, with an empty line between blocks."""
    first = True
    for each in reports:
        for diagnostic in each.diagnostics:
            block = "\n".join(map(inert, _block(diagnostic, each.source, context)))
            yield f"{block}\n" if first else f"\n{block}\n"
            first = False


def _block(diagnostic: Diagnostic, source: Source, context: Context) -> Iterator[str]:
    colour = _COLOURS[diagnostic.severity.name]
    head = concise.line(diagnostic, source)
    if context.colour:
        word = f" {diagnostic.severity.name} {diagnostic.code} "
        head = head.replace(word, f" {_paint(word.strip(), colour)} ", 1)
    yield head
    room = max(_NARROWEST, context.width - len(_INDENT))
    line, carets = excerpt(source, *diagnostic.span, room)
    pad = len(carets) - len(carets.lstrip())
    painted = " " * pad + _paint(carets[pad:], colour) if context.colour else carets
    yield _INDENT + line
    yield _INDENT + painted
    for text in _notes(diagnostic):
        for part in _wrapped(text, room):
            yield _INDENT + (_paint(part, _DIM) if context.colour else part)


@lru_cache(maxsize=500)  # the same law is cited again and again
def _wrapped(text: str, room: int) -> Sequence[str]:
    if len(text) <= room and text == text.strip():
        return (text,)
    from textwrap import wrap  # slow to import

    return wrap(text, room, subsequent_indent="  ")


def _notes(diagnostic: Diagnostic) -> Iterator[str]:
    if diagnostic.place:
        yield f"in: {safe(diagnostic.place)}"
    yield from map(safe, _bases(diagnostic.bases))
    if diagnostic.suggestions:
        offered = diagnostic.suggestions[:_MOST_SUGGESTIONS]
        yield "instead: " + " | ".join(safe(each) for each in offered)
    for other in diagnostic.related:
        place = f"{other.path}:{other.line}:{other.column}"
        yield f"see {safe(place)}: {safe(other.message)}"


def _bases(bases: Sequence[Basis]) -> Iterator[str]:
    for basis in bases[:_MOST_BASES]:
        binding = f", {basis.authority}" if basis.authority else ""
        yield f"{basis.market}{binding}: {basis.citation}, {basis.title}"
    if len(bases) > _MOST_BASES:
        yield f"and {len(bases) - _MOST_BASES} more"


def _paint(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"
