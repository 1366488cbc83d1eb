"""Change one number of a clean document, and see whether anything notices.

The documents are ours and state their numbers more than once, as copy does: heading,
table and text give one dose, counts stand beside percentages, parts beside their whole.
Nothing is reported in them as they are.

`[[ ]]` stands around each number that another one in the document, or several together,
would contradict if it were changed; each is changed in all ways of `slips`, one at a
time, its last digit by one up or down in turn. `{{ }}` stands around numbers that are
tied to others only as far as rounding and method allow, as an interval to its estimate:
of those only a tenfold slip is tried. Numbers without a mark are ones that nothing in
the document could contradict.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS: Final = sorted((Path(__file__).parent / "mutation").iterdir())
FOUND: Final = 0.95
"""The share of changes that must be found, over all documents."""
_MARK: Final = re.compile(r"\[\[(?P<sure>.+?)\]\]|\{\{(?P<coarse>.+?)\}\}")
_UNIT: Final = re.compile(r"\s(mg|mcg)\b")
_OTHER_UNIT: Final = {"mg": "mcg", "mcg": "mg"}
_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six")


class Number(NamedTuple):
    """A marked number at [start, end) of the text without marks.

    `step` is what its last digit is changed by.
    """

    start: int
    end: int
    coarse: bool
    step: int


class Change(NamedTuple):
    """A text with one slip, and what was changed into what."""

    text: str
    what: str


def unmarked(marked: str) -> tuple[str, list[Number]]:
    """Return a document without its marks, and the numbers that stood in them."""
    numbers: list[Number] = []
    text = ""
    after = 0
    for found in _MARK.finditer(marked):
        text += marked[after : found.start()]
        start = len(text)
        text += found["sure"] or found["coarse"]
        step = -1 if len(numbers) % 2 else 1
        numbers.append(Number(start, len(text), found["coarse"] is not None, step))
        after = found.end()
    return text + marked[after:], numbers


def slips(printed: str, *, coarse: bool, step: int) -> Iterator[str]:
    """Yield a number with a slip: one digit off, ten times as much, digits swapped."""
    if printed in _WORDS:
        at = _WORDS.index(printed)
        yield from (_WORDS[at - 1], _WORDS[at + 1]) if at > 1 else (_WORDS[at + 1],)
        return
    yield _tenfold(printed)
    if not coarse:
        yield from _one_off(printed, step)
        yield from _swapped(printed)
        digits = printed.replace(",", "")
        if digits.endswith("0") and "." not in digits and len(digits) > 1:
            yield _grouped(digits[:-1], printed)


def _tenfold(printed: str) -> str:
    whole, point, part = printed.replace(",", "").partition(".")
    if not point:
        return _grouped(f"{whole}0", printed)
    moved = f"{whole}{part[0]}".lstrip("0") or "0"
    return moved + (f".{part[1:]}" if part[1:] else "")


def _one_off(printed: str, step: int) -> Iterator[str]:
    digits = printed.replace(",", "").replace(".", "")
    places = len(printed.partition(".")[2])
    value = int(digits) + step
    if value > 0:
        moved = f"{value:0{places + 1}d}"
        whole, part = moved[: len(moved) - places], moved[len(moved) - places :]
        yield _grouped(whole, printed) + (f".{part}" if places else "")


def _swapped(printed: str) -> Iterator[str]:
    for at in range(len(printed) - 1):
        one, two = printed[at : at + 2]
        if one.isdigit() and two.isdigit() and one != two and (at or two != "0"):
            yield f"{printed[:at]}{two}{one}{printed[at + 2 :]}"
            return


def _grouped(digits: str, printed: str) -> str:
    return f"{int(digits):,}" if "," in printed else digits


def changes(text: str, number: Number) -> Iterator[Change]:
    printed = text[number.start : number.end]
    before, after = text[: number.start], text[number.end :]
    line = text.count("\n", 0, number.start) + 1
    for slip in slips(printed, coarse=number.coarse, step=number.step):
        yield Change(f"{before}{slip}{after}", f"line {line}: {printed} -> {slip}")
    unit = None if number.coarse else _UNIT.match(after)
    if unit:
        other = _OTHER_UNIT[unit[1]]
        text = f"{before}{printed} {other}{after[unit.end() :]}"
        yield Change(text, f"line {line}: {printed} {unit[1]} -> {other}")


@cache
def linter(*, words: bool) -> Linter:
    """Return a linter with the rules on doses and numbers; some need `words` too."""
    select = tuple(
        rule.id
        for rule in load_ruleset().rules
        if rule.id[:3] in {"HL5", "HL6"} and (words or not rule.find)
    )
    return Linter(load_ruleset(), Settings(select=select))


def reported(name: str, text: str, *, words: bool = False) -> list[str]:
    form = "html" if name.endswith("html") else "markdown"
    report = linter(words=words).lint(Source(name, text, form))
    return [f"{each.code} {each.match}" for each in report.diagnostics]


def missed(path: Path) -> tuple[list[str], int]:
    """Return the changes of a document that nothing finds, and how many were tried."""
    text, numbers = unmarked(path.read_text("utf-8"))
    tried = [change for number in numbers for change in changes(text, number)]
    lost = [
        f"{path.name} {change.what}"
        for change in tried
        if not reported(path.name, change.text)
    ]
    return lost, len(tried)


@pytest.mark.parametrize("path", DOCUMENTS, ids=[each.stem for each in DOCUMENTS])
def test_nothing_is_reported_in_the_unchanged_text(path: Path) -> None:
    text, numbers = unmarked(path.read_text("utf-8"))
    assert len(numbers) >= 8
    assert reported(path.name, text, words=True) == []


def test_nearly_every_changed_number_is_found() -> None:
    results = [missed(path) for path in DOCUMENTS]
    lost = [each for found, _ in results for each in found]
    tried = sum(count for _, count in results)
    assert len(lost) <= (1 - FOUND) * tried, "\n".join(lost)
