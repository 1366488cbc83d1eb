"""Turn the parts of a phrase into what the matcher runs.

Besides the program these are its anchors (by which the index finds it), the words that
it cannot be without, and those with which it may start.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from healthlint.phrase_matcher import (
    EDGE,
    FORK,
    GAP,
    MATCH,
    NAME,
    WORDS,
    Compiled,
    is_word,
)
from healthlint.phrase_syntax import (
    Choice,
    Edge,
    Gap,
    Item,
    Name,
    Sequence,
    Words,
    may_be_empty,
)
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.phrase_matcher import Instruction, Program

COMMON_WORDS: Final = frozenset(
    str.split(
        """
        a about after all also am an and any are as at back be because been before being
        best better both but by can come could day did do does down each even every few
        first for from get give go good had has have he health help helps her here him
        his how i if in into is it it's its just know like look made make many may me
        might more most much must my need never new no not now of off on once one only
        or other our out over own people product products same say see she should so
        some such take than that the their them then there these they thing think this
        those through time to too try two under up us use used using very want was way
        we well were what when where which while who why will with without work works
        would year years you your
        """
    )
)
"""Words that stand in so many sentences that they tell little."""

_COMMONEST_WORDS: Final = frozenset(
    str.split(
        """
        a all and are as at be by for from has have in is it more my not of on one or
        our that the their this to was we were will with you your
        """
    )
)
"""Words that stand in most sentences."""


def compile_phrase(items: Sequence) -> Compiled:
    """Compile the parts of a phrase."""
    firsts = _firsts(items)
    return Compiled(
        program=_program(items),
        anchors=_anchors(items),
        required=_required(items),
        needed=frozenset(item.name for item in items if isinstance(item, Name)),
        words=firsts.words,
        names=firsts.names,
        anything=firsts.anything,
    )


def _program(items: Sequence) -> Program:
    program: list[Instruction] = []
    for item in items:
        _emit(item, program)
    program.append(_instruction(MATCH))
    return tuple(program)


def _instruction(
    operation: int,
    *,
    forms: frozenset[str] = frozenset(),
    name: str = "",
    targets: tuple[int, ...] = (),
    most: int = 0,
) -> Instruction:
    return operation, forms, name, targets, most


def _emit(item: Item, program: list[Instruction]) -> None:
    if isinstance(item, Words):
        program.append(_instruction(WORDS, forms=item.forms))
    elif isinstance(item, Name):
        program.append(_instruction(NAME, name=item.name))
    elif isinstance(item, Gap):
        program.append(_instruction(GAP, most=item.most))
    elif isinstance(item, Edge):
        program.append(_instruction(EDGE, name=item.mark))
    else:
        _emit_choice(item, program)


def _emit_choice(item: Choice, program: list[Instruction]) -> None:
    """Lay the options one after another, the longest first, each with a way out."""
    fork = len(program)
    program.append(_instruction(FORK))
    targets, exits = [], []
    for option in sorted(item.options, key=_longest, reverse=True):
        targets.append(len(program))
        for part in option:
            _emit(part, program)
        exits.append(len(program))
        program.append(_instruction(FORK))
    end = len(program)
    for each in exits:
        program[each] = _instruction(FORK, targets=(end,))
    beyond = (end,) if item.optional else ()
    program[fork] = _instruction(FORK, targets=(*targets, *beyond))


def _longest(items: Sequence) -> int:
    """Return the most tokens that a sequence may take, an annotation being two."""
    return sum(map(_longest_item, items))


def _longest_item(item: Item) -> int:
    if isinstance(item, Choice):
        return max(map(_longest, item.options))
    if isinstance(item, Gap):
        return item.most
    return {Words: 1, Name: 2, Edge: 0}[type(item)]


class _Firsts(NamedTuple):
    """With what a match may start: words, annotations, or anything (after a gap)."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    anything: bool = False

    def plus(self, other: _Firsts) -> _Firsts:
        return _Firsts(
            self.words | other.words,
            self.names | other.names,
            self.anything or other.anything,
        )


def _firsts(items: Sequence) -> _Firsts:
    firsts = _Firsts()
    for item in items:
        firsts = firsts.plus(_firsts_of(item))
        if not may_be_empty((item,)):
            break
    return firsts


def _firsts_of(item: Item) -> _Firsts:
    if isinstance(item, Words):
        return _Firsts(words=item.forms)
    if isinstance(item, Name):
        return _Firsts(names=frozenset({item.name}))
    if isinstance(item, Choice):
        return reduce(_Firsts.plus, map(_firsts, item.options))
    return _Firsts(anything=isinstance(item, Gap))


def _anchors(items: Sequence) -> frozenset[str]:
    if len(items) == 1:
        return _anchors_of(items[0])
    return min(map(_anchors_of, items), key=_commonness, default=frozenset())


def _required(items: Sequence) -> tuple[frozenset[str], ...]:
    """Return sets of words of each of which one must be there."""
    needed = map(_anchors_of, items)
    return tuple(
        forms for forms in needed if forms and not any(w[0] == "{" for w in forms)
    )


def _anchors_of(item: Item) -> frozenset[str]:
    if isinstance(item, Words):
        return item.forms
    if isinstance(item, Name):
        return frozenset({f"{{{item.name}}}"})
    if isinstance(item, Choice) and not item.optional:
        options = [_anchors(option) for option in item.options]
        return frozenset[str]().union(*options) if all(options) else frozenset()
    return frozenset()


def _commonness(anchors: frozenset[str]) -> tuple[int, int, int]:
    """Order sets of anchors: rare words, common words, names, marks; none is worst."""
    if not anchors:
        return 5, 0, 0
    if not all(is_word(anchor) or anchor[0] == "{" for anchor in anchors):
        kind = 4
    elif any(anchor[0] == "{" for anchor in anchors):
        kind = 3
    elif anchors.isdisjoint(COMMON_WORDS):
        kind = 0
    else:
        kind = 1 if anchors.isdisjoint(_COMMONEST_WORDS) else 2
    return kind, len(anchors), -min(map(len, anchors))
