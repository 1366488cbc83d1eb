"""For people: the diagnostic, its line with carets, the law and the way out.

Repeats of a rule are folded after the third in a file: warnings and notes, and errors
whose words stood there before. An error with words of its own is always shown.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from healthlint import edits
from healthlint.diagnostic import Edit, Severity
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
_MOST_OF_A_RULE: Final = 3  # in a file, before repeats are folded
_MOST_LINES: Final = 8
_COLOURS: Final = {"error": "1;31", "warning": "1;33", "note": "1;36"}
_DIM: Final = "2"


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield a block for each diagnostic, with an empty line between blocks."""
    first = True
    for each in reports:
        shown, folded = _sorted_out(each.diagnostics, context)
        blocks = [_block(diagnostic, each.source, context) for diagnostic in shown]
        if folded:
            blocks.append(_rest(folded, each.source, context))
        for lines in blocks:
            block = "\n".join(map(inert, lines))
            yield f"{block}\n" if first else f"\n{block}\n"
            first = False


def _sorted_out(
    diagnostics: Sequence[Diagnostic], context: Context
) -> tuple[Sequence[Diagnostic], Sequence[Sequence[Diagnostic]]]:
    """Return the diagnostics to show, and those to fold, by rule."""
    if context.show_all:
        return diagnostics, ()
    folded: dict[str, list[Diagnostic]] = {}
    counts: Counter[str] = Counter()
    words: set[tuple[str, str]] = set()
    for each in diagnostics:
        said = (each.code, " ".join(each.text.lower().split()))
        repeated = each.severity is not Severity.error or said in words
        words.add(said)
        counts[each.code] += 1
        if repeated and counts[each.code] > _MOST_OF_A_RULE:
            folded.setdefault(each.code, []).append(each)
    repeats = [each for each in folded.values() if len(each) > 1]  # one takes no less
    hidden = {id(each) for some in repeats for each in some}
    return [each for each in diagnostics if id(each) not in hidden], repeats


def _rest(
    folded: Sequence[Sequence[Diagnostic]], source: Source, context: Context
) -> Iterator[str]:
    """Say how many repeats of each rule there are, and where."""
    yield f"{safe(source.name)}: repeats, which --show-all shows"
    room = max(_NARROWEST, context.width - len(_INDENT))
    for repeats in folded:
        starts = (source.position(each.span.start).line for each in repeats)
        lines = list(dict.fromkeys(starts))
        listed = ", ".join(map(str, lines[:_MOST_LINES]))
        more = len(lines) - _MOST_LINES
        text = (
            f"{len(repeats)} more {repeats[0].code} [{repeats[0].name}], "
            f"line{'s' * (len(lines) > 1)} {listed}"
        )
        for part in _wrapped(f"{text} and {more} more" if more > 0 else text, room):
            yield _INDENT + (_paint(part, _DIM) if context.colour else part)


def _block(diagnostic: Diagnostic, source: Source, context: Context) -> Iterator[str]:
    colour = _COLOURS[diagnostic.severity.name]
    head = concise.line(diagnostic, source, context)
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
    lines = [""]  # textwrap's import takes as long as reading a page
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
        if len(longer) <= room or not lines[-1].strip():
            lines[-1] = longer
        else:
            lines.append("  " + word)
        while len(lines[-1]) > room:
            lines[-1:] = [lines[-1][:room], "  " + lines[-1][room:]]
    return lines


def _notes(diagnostic: Diagnostic) -> Iterator[str]:
    if diagnostic.place:
        yield f"in: {safe(diagnostic.place)}"
    yield from map(safe, _bases(diagnostic.bases))
    if diagnostic.suggestions:
        offered = diagnostic.suggestions[:_MOST_SUGGESTIONS]
        yield "instead: " + " | ".join(safe(each) for each in offered)
    if diagnostic.fix and not diagnostic.fix.safe:
        mended = _mended(diagnostic)
        if mended != diagnostic.match:
            yield f"unsafe fix: {safe(mended)}"
    for other in diagnostic.related:
        place = f"{other.path}:{other.line}:{other.column}"
        yield f"see {safe(place)}: {safe(other.message)}"


def _mended(diagnostic: Diagnostic) -> str:
    """Return the words as a fix would leave them."""
    first, last = diagnostic.span
    within = [
        Edit(start - first, end - first, text)
        for start, end, text in (diagnostic.fix.edits if diagnostic.fix else ())
        if first <= start and end <= last
    ]
    return edits.applied(diagnostic.match, within)


def _bases(bases: Sequence[Basis]) -> Iterator[str]:
    for basis in bases[:_MOST_BASES]:
        binding = f", {basis.authority}" if basis.authority else ""
        yield f"{basis.market}{binding}: {basis.citation}, {basis.title}"
    if len(bases) > _MOST_BASES:
        yield f"and {len(bases) - _MOST_BASES} more"


def _paint(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"
