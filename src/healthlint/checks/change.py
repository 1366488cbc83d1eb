"""Changes that the two values beside them do not give: "from 10 to 5, a 40 % drop"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.units import UNITS
from healthlint.checks.arithmetic import places, reach
from healthlint.checks.match import Elsewhere, Match
from healthlint.diagnostic import Confidence
from healthlint.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule

_ALL: Final = 100
_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_FROM_TO: Final = compiled(
    rf"\bfrom (?:an? (?:average|mean) of )?(?P<a>{_NUMBER})"
    rf"(?P<unit> ?%| ?per ?cent| [a-z]{{1,12}}| out of \d+)?"
    rf" to (?P<b>{_NUMBER})(?P<percent> ?%| ?per ?cent)?(?!\d|[.,]\d| ?[-–] ?\d)"
)
_CHANGE: Final = compiled(
    rf"(?:\bby (?:exactly )?(?P<by>{_NUMBER}) ?(?:%|per ?cent)(?P<points> points?)?"
    rf"|\b(?:drop|fall|reduction|decrease|rise|increase|decline|gain) of "
    rf"(?:exactly )?(?P<of>{_NUMBER}) ?(?:%|per ?cent)"
    rf"|\b(?P<a>{_NUMBER}) ?(?:%|per ?cent)(?: relative)? "
    rf"(?:drop|fall|reduction|decrease|rise|increase|improvement|decline|cut|gain|"
    rf"lower|higher|less|more|change)\b)"
)
_ROUGH: Final = compiled(
    r"\b(?:(?:about|nearly|almost|around|roughly|approximately|over|more than|"
    r"less than|at least|up to|some|under) (?:an? )?\d|adjusted|annual\w*|per year"
    r"|each year)"
    r"|±|\+/-"
)


_YEAR: Final = compiled(r"(?:19\d\d|20\d\d|2100)")
_FOLLOWING: Final = compiled(r" ?-?([a-z]+)")
_PERIODS: Final = frozenset({"day", "week", "month", "year"})


_ANOTHER: Final = compiled(
    r"\b(?:and|while|but|as|when|whereas|although|though|because|once|led|brought)\b"
    r"|\bwith (?:an? )?$|, [a-z]+ing (?!by\b)[a-z]+ "
)
"""Words that lead from what went from one value to another to what else changed."""
_MOVES: Final = compiled(
    r"\b(?:f[ae]ll|fell|went|goes|going|r[io]s|dr[io]p|s[aiu]nk|gr[eo]w|mov|improv|increas"
    r"|decreas|reduc|declin|chang|climb|jump|cut|lower|rais|los[eits]|gain|shr[aiu]nk"
    r"|slid|slip|came|down|up|by \d)"
)
"""What moves from one value to another, unlike "people from 20 to 40 kg"."""
_THAN: Final = compiled(
    r" (?:than|compared (?:with|to)|versus|vs) (?!before|at\b|in\b)"
)
_OF_WHAT: Final = compiled(
    r" (?:in|of)(?: (?:the|its|their|our|your|his|her|all|mean|average))?"
    r" (?P<of>[a-z]+)"
)
_MEASURED: Final = compiled(r" (?P<of>[a-z]+)")
_NOTHING: Final = frozenset(
    "than in on after within over for at from since with to a and or all total just "
    "only by compared versus".split()
)
_STEM: Final = 4  # letters in which "scores" and "score" agree


def _is_of_another(text: str, ends: re.Match[str], change: re.Match[str]) -> bool:
    """Tell "from 5 to 10 mg, with a 30 % rise in side effects": two things changed."""
    first, last = sorted((ends, change), key=lambda each: each.start())
    if _ANOTHER.search(text, first.end(), last.start()):
        return True
    if not _MOVES.search(text[: ends.start()]):
        return True
    if _THAN.match(text, change.end()):
        return True
    noun = (
        _MEASURED if change[0].endswith(("less", "more", "lower", "higher")) else None
    )
    of = _OF_WHAT.match(text, change.end()) or (noun and noun.match(text, change.end()))
    if not of or of["of"] in _NOTHING:
        return False
    rest = f" {text[: change.start()]} {text[of.end() :]}"
    return f" {of['of'][:_STEM]}" not in rest


def _are_times(ends: re.Match[str]) -> bool:
    """Tell "from 2019 to 2021" and "from 2 to 6 weeks": when, and not how much.

    Minutes and hours are measured ("from 40 to 30 minutes"), so they are values.
    """
    behind = _FOLLOWING.match(ends.string, ends.end())
    units = [
        UNITS.get(word)
        for word in ((ends["unit"] or "").strip(), behind[1] if behind else "")
    ]
    if not _PERIODS.isdisjoint(units):
        return True
    years = _YEAR.fullmatch(ends["a"]) and _YEAR.fullmatch(ends["b"])
    return bool(years) and not ends["percent"] and not any(units)


def miscomputed(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield "from 10 to 5, a 40 % drop": the change is another one."""
    del notes
    text = sentence.text
    ends = list(_FROM_TO.finditer(text))
    changes = list(_CHANGE.finditer(text))
    if len(ends) != 1 or len(changes) != 1 or _ROUGH.search(text):
        return
    if _are_times(ends[0]) or _is_of_another(text, ends[0], changes[0]):
        return
    if ";" in text[min(ends[0].end(), changes[0].end()) : changes[0].start()]:
        return
    before, after = _plain(ends[0]["a"]), _plain(ends[0]["b"])
    printed = _plain(changes[0]["by"] or changes[0]["of"] or changes[0]["a"])
    if not before or _may_be(before, after, printed, points=bool(ends[0]["percent"])):
        return
    right = abs(after - before) / before * _ALL
    slots = {"expected": f"{right:.0f} %"}
    base = sentence.start
    start, end = base + changes[0].start(), base + changes[0].end()
    yield Match(
        rule,
        sentence,
        start,
        end,
        Confidence[rule.confidence],
        slots=slots,
        related=(
            Elsewhere(
                "computed from this",
                sentence.segment,
                base + ends[0].start(),
                base + ends[0].end(),
            ),
        ),
    )


def _plain(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _may_be(before: Decimal, after: Decimal, printed: Decimal, *, points: bool) -> bool:
    """Tell whether a printed percentage may be the change between printed values.

    Decimals are taken for what rounds to them, whole numbers as they are; a point more
    or less is let pass. The change may be one of the first value, of the second, or of
    percentage points.
    """
    low, high = reach(printed)
    low, high = low - 1, high + 1
    least, most = _range(before, after)
    if points and low <= abs(after - before) <= high:
        return True
    return any(
        least / each * _ALL <= high and low <= most / each * _ALL
        for each in (before, after)
        if each
    )


def _range(before: Decimal, after: Decimal) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest difference of two printed values."""
    (a, b), (c, d) = _rounded(before), _rounded(after)
    ends = [abs(c - b), abs(d - a), abs(c - a), abs(d - b)]
    return min(ends), max(ends)


def _rounded(value: Decimal) -> tuple[Decimal, Decimal]:
    return reach(value) if places(value) else (value, value)
