"""Run a phrase as a small program over the tokens of a sentence.

It is run with backtracking, never twice at the same instruction and token, so its time
is bounded by their product.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Found = Callable[[str], Sequence["Place"]]
    """Gives the annotations of a sentence that a name in braces stands for."""


class TokenText(Protocol):
    """What a phrase asks of a sentence."""

    @property
    def text(self) -> str:
        """The folded text."""

    @property
    def start(self) -> int:
        """The offset of the text in its segment."""

    @property
    def words(self) -> list[str]:
        """The tokens' text."""

    @property
    def vocabulary(self) -> frozenset[str]:
        """The same without order."""

    @property
    def starts(self) -> list[int]:
        """The tokens' offsets in the text."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return segment offsets of the tokens from `first` up to `last`."""


class Place(Protocol):
    """What a phrase asks of an annotation: offsets in the segment."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


WORDS, NAME, GAP, FORK, EDGE, MATCH = range(6)
"""Operations: all but FORK go on to the next instruction."""

Instruction = tuple[int, frozenset[str], str, tuple[int, ...], int]
"""Operation; as it needs them forms, a name, targets (preferred first), a count."""

Program = tuple[Instruction, ...]


class Compiled(NamedTuple):
    """A phrase ready to run: plain data, which a cache may keep.

    `required` are sets of words of each of which one must be there, `needed` are names
    that must. A match starts with one of `words`, an annotation of `names`, or
    `anything`.
    """

    program: Program
    anchors: frozenset[str]
    required: tuple[frozenset[str], ...]
    needed: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    anything: bool


def search(
    compiled: Compiled, sentence: TokenText, found: Found
) -> list[tuple[int, int]]:
    """Return the spans to report: segment offsets, leftmost first, no overlaps."""
    spans: list[tuple[int, int]] = []
    if _cannot_begin(compiled, sentence):
        return spans
    for name in compiled.needed:
        if not found(name):
            return spans
    run = Run(compiled.program, sentence, found)
    after = 0
    for first in _begins(compiled, run):
        match = run.match(first) if first >= after else None
        if match is not None:
            after, opened, closed = match
            spans.append(sentence.span(first if opened < 0 else opened, closed))
    return spans


def _cannot_begin(compiled: Compiled, sentence: TokenText) -> bool:
    """Tell at a glance that no word is there with which a match may start."""
    if compiled.anything or compiled.names:
        return False
    return compiled.words.isdisjoint(sentence.vocabulary)


def _begins(compiled: Compiled, run: Run) -> Iterable[int]:
    """Return the tokens with which a match may start."""
    if compiled.anything:
        return range(len(run.words))
    words = compiled.words
    begins = [at for at, word in enumerate(run.words) if word in words]
    if not compiled.names:
        return begins
    places = {at for name in compiled.names for at in run.places(name)}
    return sorted(places.union(begins)) if places else begins


_State = tuple[int, int, int, int]  # instruction, token, bounds of the report


class Run:
    """One program over one sentence."""

    def __init__(self, program: Program, sentence: TokenText, found: Found) -> None:
        """`found` gives the annotations behind names."""
        self.words = sentence.words
        self._program = program
        self._sentence = sentence
        self._found = found
        self._places: dict[str, dict[int, list[int]]] = {}
        self._seen: set[tuple[int, int]] = set()

    def match(self, first: int) -> tuple[int, int, int] | None:
        """Return (token after the match, first and last bound of the report).

        The first bound is -1 where the phrase has none. What failed once at an
        instruction and token fails again, so `_seen` outlives a failure; it holds the
        places where ways part, which is enough to bound the time.
        """
        stack: list[_State] = [(0, first, -1, -1)]
        seen = self._seen
        while stack:
            at, token, opened, closed = stack.pop()
            if (at, token) in seen:
                continue
            seen.add((at, token))
            at, token = self._past_words(at, token)
            if at < 0:
                continue
            instruction = self._program[at]
            if instruction[0] == MATCH:
                seen.clear()
                return token, opened, token if closed < 0 else closed
            stack.extend(self._step(instruction, (at, token, opened, closed)))
        return None

    def _past_words(self, at: int, token: int) -> tuple[int, int]:
        """Go along where there is one way only; -1 where the words do not fit."""
        words, program = self.words, self._program
        last = len(words)
        while True:
            operation, forms, _, targets, _ = program[at]
            if operation == WORDS:
                if token == last or words[token] not in forms:
                    return -1, token
                at += 1
                token += 1
            elif operation == FORK and len(targets) == 1:
                at = targets[0]
            else:
                return at, token

    def _step(self, instruction: Instruction, state: _State) -> Iterable[_State]:
        """Return the states that follow where ways part, the preferred one last."""
        at, token, opened, closed = state
        operation, _, name, targets, most = instruction
        if operation == FORK:
            open_ways = self._open_ways(targets, token)
            return [(target, token, opened, closed) for target in open_ways]
        if operation == EDGE:
            return self._at_edge(name, state)
        ends = (
            self.places(name).get(token, ())
            if operation == NAME
            else self._after_gap(token, most)
        )
        return [(at + 1, end, opened, closed) for end in ends]

    def _open_ways(self, targets: tuple[int, ...], token: int) -> list[int]:
        """Return the ways that do not fail at their first word, in reverse."""
        word = self.words[token] if token < len(self.words) else ""
        program = self._program
        return [
            target
            for target in reversed(targets)
            if program[target][0] != WORDS or word in program[target][1]
        ]

    def _at_edge(self, mark: str, state: _State) -> Iterable[_State]:
        at, token, opened, closed = state
        if mark == "<":
            return ((at + 1, token, token, closed),)
        if mark == ">":
            return ((at + 1, token, opened, token),)
        beyond = self.words[:token] if mark == "^" else self.words[token:]
        return () if any(map(is_word, beyond)) else ((at + 1, token, opened, closed),)

    def _after_gap(self, token: int, most: int) -> list[int]:
        """Return where a gap may end, the nearest last."""
        ends = [token]
        for word in self.words[token:]:
            most -= is_word(word)
            if most < 0:
                break
            ends.append(ends[-1] + 1)
        return ends[::-1]

    def places(self, name: str) -> dict[int, list[int]]:
        """Return, for each token that starts an annotation, where those end."""
        if name not in self._places:
            self._places[name] = self._tokens_of(name)
        return self._places[name]

    def _tokens_of(self, name: str) -> dict[int, list[int]]:
        found = self._found(name)
        if not found:
            return {}
        tokens: dict[int, list[int]] = {}
        starts, words = self._sentence.starts, self.words
        for place in found:
            begin, end = (at - self._sentence.start for at in (place.start, place.end))
            first, last = bisect_left(starts, begin), bisect_left(starts, end)
            if first == last or starts[first] != begin:
                continue
            if starts[last - 1] + len(words[last - 1]) == end:
                tokens.setdefault(first, []).append(last)
        for each in tokens.values():
            each.sort()  # the longest is tried first
        return tokens


def is_word(token: str) -> bool:
    """Tell words and numbers from marks."""
    return token[0].isalnum()
