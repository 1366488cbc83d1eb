"""How often an amount is taken, and what it is counted by: "/kg/day", "twice daily"."""

from __future__ import annotations

from typing import Final

from healthlint.annotators.units import COUNTED, NUMBERS, PERIODS, TIMES, UNITS
from healthlint.records import NamedTuple


class Per(NamedTuple):
    """What an amount is counted by; its words end before token `last`.

    `per` names periods and units from the inside out: "day", "kg/day", "8 hour".
    """

    last: int
    per: str = ""
    times: int = 1


_EACH: Final = frozenset({"a", "an", "per", "each", "every", "/", "one"})
_HOURS: Final = frozenset("hour day night week month year minute".split())
_CARRIERS: Final = frozenset({"ml", "l", "dl", "g", *COUNTED})
_LOOSE: Final = 5  # tokens in which "of magnesium daily" may follow an amount
_SMALL: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNTS: Final = _SMALL | {str(count): count for count in range(1, 25)}
# Latin: every day, twice, three and four times a day; at night, in the morning.
_LATIN: Final = {
    "qd": ("day", 1), "od": ("day", 1), "bid": ("day", 2), "bd": ("day", 2),
    "tid": ("day", 3), "tds": ("day", 3), "qid": ("day", 4), "qds": ("day", 4),
    "qod": ("2 day", 1), "eod": ("2 day", 1),
    "qhs": ("night", 1), "hs": ("night", 1), "nocte": ("night", 1),
    "mane": ("morning", 1), "q6h": ("6 hour", 1), "q8h": ("8 hour", 1),
    "q12h": ("12 hour", 1), "q4h": ("4 hour", 1),
}  # fmt: skip
_OF_DAY: Final = {
    ("at", "bedtime"): "night",
    ("at", "night"): "night",
    ("at", "night-time"): "night",
    ("before", "bed"): "night",
    ("before", "bedtime"): "night",
    ("before", "sleep"): "night",
    ("before", "sleeping"): "night",
    ("with", "breakfast"): "morning",
    ("before", "breakfast"): "morning",
    ("after", "breakfast"): "morning",
    ("with", "dinner"): "evening",
    ("after", "dinner"): "evening",
}
_IN_THE: Final = {"morning": "morning", "evening": "evening", "mornings": "morning"}
_ORDINALS: Final = {"other": 2, "second": 2, "third": 3, "alternate": 2}
_FORTNIGHT: Final = {"fortnightly": "2 week", "fortnight": "2 week"}
_NOT_BETWEEN: Final = frozenset(
    "and or to is are was were in for as that which contains contain provides than "
    "not from at but if when while on then has have had plus".split()
)
_BODY: Final = (
    ["of", "body", "weight"],
    ["body", "weight"],
    ["of", "bodyweight"],
    ["bodyweight"],
    ["of", "body", "mass"],
    ["body", "mass"],
    ["bw"],
)


def per(words: list[str], at: int) -> Per:
    """Read what directly follows an amount: "/kg/day", "twice daily", "a day"."""
    names: list[str] = []
    times = 1
    while at < len(words):
        step = _one_per(words, at)
        if not step.per:
            break
        if not names or names[-1] != step.per:
            names.append(step.per)
        times = max(times, step.times)
        at = step.last
    return Per(at if names else 0, "/".join(names), times)


def _one_per(words: list[str], at: int) -> Per:
    word, following, third, *_ = [*words[at : at + 3], "", "", ""]
    if word.endswith("ly") and word in PERIODS:
        return Per(at + 1, PERIODS[word])
    if word in _FORTNIGHT:
        return Per(at + 1, _FORTNIGHT[word])
    if word in _LATIN:
        return Per(at + 1, *_LATIN[word])
    if third and following == ".":
        return _dotted(words, at)
    if word == "on" and following == "alternate" and UNITS.get(third) == "day":
        return Per(at + 3, "2 day")
    if word in {"every", "per", "/", "in"}:
        found = _counted(words, at + 1)
        if found.per and (word != "in" or found.per == "day"):
            return found
    return (_each(words, at) if word in _EACH else None) or repeated(words, at)


def _each(words: list[str], at: int) -> Per | None:
    """Read "a day", "/kg", "per kg of body weight", "each fortnight"."""
    following, third, *_ = [*words[at + 1 : at + 3], "", ""]
    if following in _FORTNIGHT:
        return Per(at + 2, _FORTNIGHT[following])
    if (following, third) == ("m", "²"):
        return Per(at + 3, "m²")
    if following in PERIODS:
        return Per(_past_weight(words, at + 2), PERIODS[following])
    return None


def _dotted(words: list[str], at: int) -> Per:
    """Read "b.i.d." and "t.d.s.", whose letters are words of their own."""
    letters = words[at]
    last = at + 1
    while words[last : last + 1] == ["."] and len(words[last + 1 : last + 2]) == 1:
        if len(words[last + 1]) > 1 or not words[last + 1].isalpha():
            break
        letters += words[last + 1]
        last += 2
    if letters not in _LATIN or len(letters) == 1:
        return Per(0)
    return Per(last + (words[last : last + 1] == ["."]), *_LATIN[letters])


def _counted(words: list[str], at: int) -> Per:
    """Read "8 hours", "four to six hours", "other day", "5 mL", "2 capsules"."""
    first = _number(words, at)
    if not first and words[at - 1] == "every":
        first = _ORDINALS.get(words[at] if at < len(words) else "", 0)
    if not first or at + 1 >= len(words):
        return Per(0)
    second = at + 1 + (words[at + 1] in {"to", "-", "–", "or"})
    last = _number(words, second)
    count = f"{first} to {last}" if last else str(first)
    place = second + 1 if last else at + 1
    unit = UNITS.get(words[place], "") if place < len(words) else ""
    if unit == "hour" and count == "24":
        return Per(place + 1, "day")
    every = words[at - 1] == "every"
    allowed = _HOURS if every else _CARRIERS
    if unit not in allowed or (last and not every):
        return Per(0)
    return Per(place + 1, unit if count == "1" else f"{count} {unit}")


def _number(words: list[str], at: int) -> int:
    word = words[at] if at < len(words) else ""
    if word.isdecimal() and len(word) <= len("1000"):
        return int(word)
    return int(NUMBERS.get(word, 0))


def _past_weight(words: list[str], at: int) -> int:
    """Step over "of body weight" behind "per kg"."""
    for weight in _BODY:
        if words[at : at + len(weight)] == weight:
            return at + len(weight)
    return at


def _of_day(words: list[str], at: int) -> Per | None:
    """Read "at bedtime", "in the morning", "with each meal"."""
    word, following, third, *_ = [*words[at : at + 3], "", "", ""]
    if (word, following) in _OF_DAY:
        return Per(at + 2, _OF_DAY[word, following])
    if (word, following) == ("in", "the") and third in _IN_THE:
        return Per(at + 3, _IN_THE[third])
    if word in {"with", "before", "after", "at"} and following in {"each", "every"}:
        return Per(at + 3, "meal") if third == "meal" else None
    return None


def repeated(words: list[str], at: int) -> Per:
    """Read "once a day", "twice daily", "3 times per week", "once every 8 hours"."""
    word = words[at]
    times = TIMES.get(word, 0)
    after = at + 1
    if not times and words[after : after + 1] in (["times"], ["x"], ["×"]):
        times = _COUNTS.get(word, 0)
        after += 1
    if not times or after >= len(words):
        return Per(0)
    if words[after] in PERIODS and words[after].endswith("ly"):
        return Per(after + 1, PERIODS[words[after]], times)
    period = words[after + 1] if after + 1 < len(words) else ""
    if words[after] in _EACH and period in PERIODS:
        return Per(after + 2, PERIODS[period], times)
    if words[after] == "every" and times == 1:
        return _counted(words, after + 1)
    return (_of_day(words, after) if times == 1 else None) or Per(0)


def loose(words: list[str], first: int, last: int) -> Per:
    """Look around an amount: "400 mg of magnesium daily", "a daily dose of 4.5 mg"."""
    last = _past_brackets(words, last)
    for at in range(last, min(last + _LOOSE, len(words))):
        found = _of_day(words, at) or _one_per(words, at)
        if found.per:
            return Per(0, found.per, found.times)
        if not words[at].isalpha() or (at > last and words[at] in _NOT_BETWEEN):
            break
        if words[at] in _NOT_BETWEEN or UNITS.get(words[at]) in _HOURS:
            break
    before = words[max(0, first - 4) : first]
    for word in ("daily", "nightly", "weekly"):
        if word in before:
            return Per(0, PERIODS[word])
    return Per(0)


def _past_brackets(words: list[str], at: int) -> int:
    """Step over the "(400 IU)" of "10 mcg (400 IU) per serving"."""
    inside = words[at : at + _LOOSE]
    return at + inside.index(")") + 1 if inside[:1] == ["("] and ")" in inside else at
