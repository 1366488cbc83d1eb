"""Parts that do not add up to their whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.numerals import numeral
from healthlint.annotators.people import is_rough
from healthlint.annotators.units import UNITS
from healthlint.checks.arithmetic import reach
from healthlint.checks.match import Match
from healthlint.diagnostic import Confidence
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule


class _Figure(NamedTuple):
    """A whole number in tokens [first, last)."""

    first: int
    last: int
    value: int


class _Skeleton(NamedTuple):
    """A sentence with "#" for each whole number and "%" for each percentage.

    Other figures are "@". `figures` belong to the "#", in their order.
    """

    text: str
    figures: list[_Figure]


_WOMEN: Final = r"(?:women|females?|girls|mothers)"
_MEN: Final = r"(?:men|males?|boys|fathers)"
_AND: Final = r" (?:, and|, |and|&|/|plus) "
_FEW: Final = r"(?:[a-z]+ ){0,3}"
_BY_SEX: Final = compiled(
    rf"# (?:{_FEW}[a-z]+ [(,:–—-]|[^#%@;.]{{1,70}} [(:]) "
    rf"(?:of whom |including |which were )?(?:"
    rf"# {_FEW}{_WOMEN}{_AND}# {_FEW}{_MEN}|# {_FEW}{_MEN}{_AND}# {_FEW}{_WOMEN})\b"
)
_GRADES: Final = r"(?:major|moderate|minor|mild|severe|serious|low|medium|high|grave)"
_GRADED: Final = compiled(
    rf"# (?:are|were|is|was|of them {_FEW}) ?{_GRADES}(?: ,)?(?: and)?"
    rf" # (?:are |were |is |was )?{_GRADES}"
    rf"(?:(?: ,)?(?: and)? # (?:are |were |is |was )?{_GRADES})?"
)
_SPLIT: Final = compiled(
    r"# [^#%]{0,80}\b(?:randomi[sz]ed|assigned|allocated|divided|split|took part"
    r"|participated|enrolled|recruited|joined)\b[^#%]{0,40}"
    r"# (?P<a>(?:[a-z]+ ){1,6})[^#%]{0,40}\band # (?P<b>(?:[a-z]+ ){1,6})[^#%]*"
)
_ARMS: Final = compiled(
    r"^(?:they|these|all|everybody|participants) (?:\w+ )?(?:were|was) (?:[a-z]+ )?"
    r"(?:randomi[sz]ed|assigned|allocated|divided|split)\b[^#%]{0,40}"
    r"# (?P<a>(?:[a-z]+ ){1,6})[^#%]{0,40}\band # (?P<b>(?:[a-z]+ ){1,6})[^#%]*$"
)
_BOTH_SEXES: Final = compiled(
    rf"^# (?:[a-z]+ )?were (?:{_WOMEN},? and # (?:[a-z]+ )?(?:were )?{_MEN}"
    rf"|{_MEN},? and # (?:[a-z]+ )?(?:were )?{_WOMEN}) \.$"
)
_TAKES: Final = compiled(r"^(?:[a-z]+ ){0,2}(?:to|received|got|took|in|on|were given) ")
_MORE: Final = compiled(
    r".*(?:(?<!aged )(?<!age )#|[(\[]|\b(?:another|others?|the (?:rest|remaining))\b)"
)
_OVERLAP: Final = compiled(r"\b(?:again|also|of (?:them|these|those))\b")
_REST: Final = compiled(
    r"^(?:of|among|out of) (?:the |these |those |our |all )?# [^#%]+?# [^#%]+?"
    r"(?:# [^#%]+?)?\bthe (?:remaining|other|last) #"
)
_PERCENT_REST: Final = compiled(
    r"% [^#%@]+?(?:% [^#%@]+?)?\b(?:the )?(?:remaining|other|rest [a-z ]{0,12}) ?%"
)
_TOTAL: Final = compiled(r"\b(?:total|all|altogether|in all)\b")
_THERE: Final = compiled(r"(?:^|\b(?:there (?:are|were)|total of|found|of the) )#")


def unequal(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield wholes with parts that do not add up to them."""
    skeleton = _skeleton(sentence)
    yield from _sexes(rule, sentence, skeleton)
    yield from _grades(rule, sentence, skeleton, notes)
    yield from _groups(rule, sentence, skeleton)
    yield from _arms(rule, sentence, skeleton, notes)
    yield from _halves(rule, sentence, skeleton, notes)
    yield from _remainder(rule, sentence, skeleton)
    yield from _percentages(rule, sentence, skeleton, notes)


def _skeleton(sentence: Sentence) -> _Skeleton:
    words = sentence.words
    figures: list[_Figure] = []
    text: list[str] = []
    at = 0
    while at < len(words):
        found = numeral(sentence, at)
        if found is None:
            text.append("@" if words[at][0].isdigit() else words[at])
            at += 1
            continue
        sign, last = _sign(words, found.first, found.last)
        if sign == "#" and found.low == found.high == int(found.low):
            figures.append(_Figure(at, found.last, int(found.low)))
            text.append("#")
        else:
            text.append("%" if sign == "%" and found.low == found.high else "@")
        at = last
    return _Skeleton(" ".join(text), figures)


_NO_COUNT: Final = frozenset({"groups", "group", "arms", "arm", "times", "-", "/", "."})


def _sign(words: list[str], first: int, last: int) -> tuple[str, int]:
    """Return the sign for a number and the token after it."""
    following = words[last] if last < len(words) else ""
    if following == "%" or following in {"percent", "percents"}:
        return ("@" if is_rough(words, first) else "%"), last + 1
    if [following, *words[last + 1 : last + 2]] == ["per", "cent"]:
        return "%", last + 2
    rough = is_rough(words, first) or following in UNITS or following in _NO_COUNT
    return ("@" if rough else "#"), last


def _at(skeleton: _Skeleton, found: re.Match[str]) -> list[_Figure]:
    """Return the figures within a match of the skeleton."""
    first = skeleton.text.count("#", 0, found.start())
    count = found[0].count("#")
    return skeleton.figures[first : first + count]


def _sexes(rule: Rule, sentence: Sentence, skeleton: _Skeleton) -> Iterator[Match]:
    """Compare women and men with their whole; others may be named behind them."""
    for found in _BY_SEX.finditer(skeleton.text):
        whole, *parts = _at(skeleton, found)
        fewer = sum(part.value for part in parts) < whole.value
        if not (fewer and _MORE.match(skeleton.text, found.end())):
            yield from _compare(rule, sentence, whole.value, parts)


def _groups(rule: Rule, sentence: Sentence, skeleton: _Skeleton) -> Iterator[Match]:
    for found in _SPLIT.finditer(skeleton.text):
        if _TAKES.match(found["a"]) and _TAKES.match(found["b"]):
            whole, *parts = _at(skeleton, found)
            yield from _compare(rule, sentence, whole.value, parts)


def _arms(
    rule: Rule, sentence: Sentence, skeleton: _Skeleton, notes: Annotations
) -> Iterator[Match]:
    """Compare "they were randomised: 30 received ..." with the sentence before."""
    found = _ARMS.search(skeleton.text)
    before = _people_before(sentence, notes) if found else 0
    if found and before and _TAKES.match(found["a"]) and _TAKES.match(found["b"]):
        yield from _compare(rule, sentence, before, _at(skeleton, found))


def _halves(
    rule: Rule, sentence: Sentence, skeleton: _Skeleton, notes: Annotations
) -> Iterator[Match]:
    """Compare "24 members were men and 16 were women" with the sentence before."""
    found = _BOTH_SEXES.search(skeleton.text)
    before = _people_before(sentence, notes) if found else 0
    if found and before and sum(e.value for e in _at(skeleton, found)) != before:
        yield from _compare(rule, sentence, before, _at(skeleton, found))


def _people_before(sentence: Sentence, notes: Annotations) -> int:
    """Return how many people the sentence before counts, if one group; else 0."""
    own = notes.sentences(sentence.segment)
    at = notes.place(sentence)
    counted = notes.of("people", own[at - 1]) if at else ()
    sizes = {each.value.size for each in counted if each.value.exact}
    return sizes.pop() if len(sizes) == 1 and len(counted) == 1 else 0


def _remainder(rule: Rule, sentence: Sentence, skeleton: _Skeleton) -> Iterator[Match]:
    """Compare with the whole; what some did besides is no part of its own."""
    found = _REST.search(skeleton.text)
    if found is None:
        return
    whole, first, *middle, last = _at(skeleton, found)
    nested = middle and _OVERLAP.search(found[0])
    if not nested and first.value + last.value != whole.value:
        yield from _compare(rule, sentence, whole.value, [first, *middle, last])


def _grades(
    rule: Rule, sentence: Sentence, skeleton: _Skeleton, notes: Annotations
) -> Iterator[Match]:
    """Compare "34 are major, and 287 are moderate" with the whole named before."""
    found = _GRADED.search(skeleton.text)
    if found is None:
        return
    parts = _at(skeleton, found)
    before = skeleton.figures[: skeleton.figures.index(parts[0])]
    whole = before[0].value if before else _whole_before(sentence, notes)
    total = sum(part.value for part in parts)
    named = _TOTAL.search(skeleton.text[: found.start()])
    if whole and (total > whole or (named and total != whole)):
        yield from _compare(rule, sentence, whole, parts)


def _whole_before(sentence: Sentence, notes: Annotations) -> int:
    """Return the count with which the sentence before opens, or 0."""
    own = notes.sentences(sentence.segment)
    at = notes.place(sentence)
    if not at:
        return 0
    skeleton = _skeleton(own[at - 1])
    found = _THERE.search(skeleton.text)
    return skeleton.figures[0].value if found and skeleton.figures else 0


def _percentages(
    rule: Rule, sentence: Sentence, skeleton: _Skeleton, notes: Annotations
) -> Iterator[Match]:
    """Add up the percentages of a sentence that says what "the remaining" had."""
    found = _PERCENT_REST.search(skeleton.text)
    if found is None or skeleton.text.count("%") != found[0].count("%"):
        return
    signs = [
        each
        for each in notes.of("percentage", sentence)
        if each.value.text.rstrip().endswith(("%", "cent"))
    ]
    if len(signs) != found[0].count("%"):
        return
    bounds = [reach(each.value.low) for each in signs]
    low, high = sum(each[0] for each in bounds), sum(each[1] for each in bounds)
    if not low <= _ALL <= high:
        total = sum(each.value.low for each in signs)
        slots = {"whole": "100 %", "sum": f"{total.normalize():f} %"}
        yield Match(
            rule,
            sentence,
            signs[0].start,
            signs[-1].end,
            Confidence[rule.confidence],
            slots=slots,
        )


_ALL: Final = 100


def _compare(
    rule: Rule, sentence: Sentence, whole: int, parts: list[_Figure]
) -> Iterator[Match]:
    total = sum(part.value for part in parts)
    if total == whole:
        return
    start, _ = sentence.span(parts[0].first, parts[0].last)
    _, end = sentence.span(parts[-1].first, parts[-1].last)
    slots = {"whole": f"{whole:,}", "sum": f"{total:,}"}
    yield Match(rule, sentence, start, end, Confidence[rule.confidence], slots=slots)
