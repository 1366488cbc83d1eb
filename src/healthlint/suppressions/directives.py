"""Read what a comment says to us: "healthlint: disable HL101 -- reason".

The words are those of comments in every format. Whatever is wrong is said at the very
word, and a directive with something wrong silences nothing by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.approvals_file import is_date
from healthlint.errors import did_you_mean
from healthlint.patterns import compiled
from healthlint.records import NamedTuple
from healthlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.diagnostic import Related
    from healthlint.document import Comment

VERBS: Final = ("disable", "disable-next", "disable-file", "enable")
_ELSEWHERE: Final = {
    "disable-line": "disable-next",
    "disable-next-line": "disable-next",
    "ignore": "disable",
    "ignore-file": "disable-file",
    "ignore-next": "disable-next",
    "off": "disable",
    "on": "enable",
}
"""Words that other linters have for ours."""

_CALL: Final = compiled(
    r"[\s*#!/]*(?P<name>health-?lint)(?P<colon>\s*[:=])?[\s-]*(?P<verb>[\w-]*)",
    re.IGNORECASE,
)
_VERB: Final = compiled(r"\s*(?P<verb>[\w-]*)")
_DASHES: Final = compiled(r"(?:(?<=\s)|\A)(?:-{2,}|[–—])")
_ITEM: Final = compiled(r"[^,;]+")
_WORD: Final = compiled(r"\S*\w\S*")
_KEY: Final = compiled(r"(?<![\w-])(?P<key>until|by)\s*:\s*", re.IGNORECASE)
_END_OF_VALUE: Final = compiled(r"[;)\n]|\Z")
_TRIM: Final = " \t\r\n,;.*"


class Word(NamedTuple):
    """A word of a directive and where it stands in the source."""

    text: str
    span: Span


class Problem(NamedTuple):
    """Something that is wrong: `kind` as the rules in `tool.yaml` have it."""

    kind: str
    word: Word
    detail: str = ""
    related: tuple[Related, ...] = ()


class Directive(NamedTuple):
    """A directive, as far as it could be read; `span` is that of its words.

    `verb` is one of VERBS or empty, `call` the word that was written, `rules` are names
    as written. It works from the offset `end` on.
    """

    verb: str
    call: Word
    rules: tuple[Word, ...]
    span: Span
    end: int
    reason: str = ""
    by: str = ""
    until: Word | None = None
    has_dashes: bool = False
    problems: tuple[Problem, ...] = ()


class _Reading:
    """A comment, and the way from its text to the source."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        self.text = comment.text
        self.problems: list[Problem] = []

    def word(self, start: int, end: int) -> Word:
        comment = self.comment
        text = self.text[start:end]
        if len(self.text) != comment.end - comment.start:
            return Word(text, Span(comment.start, comment.end))
        return Word(text, Span(comment.start + start, comment.start + end))

    def malformed(self, word: Word, detail: str) -> None:
        self.problems.append(Problem("malformed", word, detail))


def read(comment: Comment) -> Directive | None:
    """Return the directive in a comment; None where it says nothing to us."""
    reading = _Reading(comment)
    call = _CALL.match(comment.text)
    if comment.key and call is None:
        call = _VERB.match(comment.text)
    if call is None or not _is_meant(call, in_key=bool(comment.key)):
        return None
    first = len(comment.text) - len(comment.text.lstrip(" \t\r\n*#!/"))
    verb = _verb(reading, call)
    dashes = _DASHES.search(comment.text, call.end())
    stop = dashes.start() if dashes else len(comment.text)
    rules = tuple(_rules(reading, call.end(), stop))
    last = max([call.end(), *_ends(comment.text, call.end(), stop)])
    whole = reading.word(first, last)
    if verb and not rules and verb != "enable":
        reading.malformed(whole, "name a rule, or `all`")
    said = _Reason(reading, dashes.end()) if dashes else None
    if said is not None and not (said.text or said.by or said.until):
        reading.problems.append(Problem("reasonless", whole))
    return Directive(
        verb=verb,
        call=reading.word(*call.span("verb")),
        rules=rules,
        span=whole.span,
        end=comment.end,
        reason=said.text if said else "",
        by=said.by if said else "",
        until=said.until if said else None,
        has_dashes=said is not None,
        problems=tuple(reading.problems),
    )


def _is_meant(call: re.Match[str], *, in_key: bool) -> bool:
    """Tell a directive, be it wrong, from a comment that speaks about healthlint."""
    groups = call.groupdict()
    if in_key or groups.get("colon"):
        return True
    word = str(groups["verb"]).lower()
    return word in VERBS or word in _ELSEWHERE


def _verb(reading: _Reading, call: re.Match[str]) -> str:
    """Return the verb, or the empty string where there is none of ours."""
    written = call["verb"].lower().rstrip("-")
    start = call.start("verb")
    word = reading.word(start, start + len(written))
    if "name" in call.groupdict() and not call["colon"]:
        reading.malformed(word, "write a colon: `healthlint: disable HL101`")
        return ""
    if written in VERBS:
        return written
    nearest = _ELSEWHERE.get(written)
    hint = f"write `{nearest}`" if nearest else did_you_mean(written, VERBS)[2:]
    hint = hint or f"write one of {', '.join(VERBS)}"
    reading.malformed(word if written else reading.word(call.start(), call.end()), hint)
    return ""


def _rules(reading: _Reading, start: int, stop: int) -> Iterator[Word]:
    """Yield the names of rules; what else stands there is a reason without dashes."""
    for item in _ITEM.finditer(reading.text, start, stop):
        for found in _WORD.finditer(reading.text, *item.span()):
            yield reading.word(*found.span())


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    return (found.end() for found in _WORD.finditer(text, start, stop))


class _Reason:
    """What stands behind the dashes: a reason, `until:` and `by:`."""

    def __init__(self, reading: _Reading, start: int) -> None:
        self.until: Word | None = None
        self.by = ""
        kept: list[str] = []
        at = start
        keys = [*_KEY.finditer(reading.text, start)]
        borders = [*(key.start() for key in keys[1:]), len(reading.text)]
        for key, border in zip(keys, borders, strict=False):  # there may be no keys
            kept.append(reading.text[at : key.start()])
            at = self._value(reading, key, border)
        kept.append(reading.text[at:])
        plain = (" ".join(each.split()).strip(_TRIM) for each in kept)
        plain = (each.rstrip("(").lstrip(")").strip(_TRIM) for each in plain)
        self.text = "; ".join(each for each in plain if each)

    def _value(self, reading: _Reading, key: re.Match[str], border: int) -> int:
        """Take the value behind a key; return where it ends."""
        text = reading.text
        if key["key"].lower() == "until":
            found = compiled(r"[^\s,;)]*").match(text, key.end(), border)
            end = found.end() if found else key.end()
            written = text[key.end() : end].rstrip(".")
            word = reading.word(key.start(), key.end() + len(written))
            self.until = Word(written, word.span)
            if not is_date(written):
                reading.malformed(word, "write the date as 2027-01-31")
            return end
        closing = _END_OF_VALUE.search(text, key.end(), border)
        end = closing.start() if closing else border
        self.by = " ".join(text[key.end() : end].split()).strip(_TRIM)
        return end
