"""Find a rule's phrases in sentences.

A phrase becomes a small program over the tokens of a sentence. It is run with
backtracking, never twice at the same instruction and token, so its time is bounded by
their product. `regex:` patterns run through the `regex` package with a time limit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from healthlint.errors import HealthlintError
from healthlint.phrase_syntax import (
    Choice,
    Edge,
    Gap,
    Item,
    Name,
    PhraseError,
    Sequence,
    Words,
    may_be_empty,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    import regex  # type: ignore[import-untyped, unused-ignore]

    Found = Callable[[str], Iterable["Place"]]
    """Gives the annotations of a sentence that a name in braces stands for."""

__all__ = [
    "REGEX_PREFIX",
    "Phrase",
    "PhraseError",
    "PhraseTimeoutError",
    "Regex",
    "parse",
]

REGEX_PREFIX: Final = "regex:"
REGEX_SECONDS: Final = 0.2

_COMMON: Final = frozenset(
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


class PhraseTimeoutError(HealthlintError):
    """A regular expression ran too long."""


def parse(text: str, names: Collection[str]) -> Phrase | Regex:
    """Compile a phrase, or a pattern after `regex:`; raise PhraseError."""
    if text.startswith(REGEX_PREFIX):
        return Regex(text)
    return Phrase(read(text, names))


class Phrase:
    """A compiled phrase."""

    def __init__(self, items: Sequence) -> None:
        """Compile the parts of a phrase."""
        self._items = items
        self._program = _compile(items)
        self._first_words, self._first_names = _firsts(items)

    @property
    def anchors(self) -> frozenset[str]:
        """Words, or names in braces, one of which stands in every match.

        Of what the phrase requires the rarest; empty when it requires nothing.
        """
        return _anchors(self._items)

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the spans to report: segment offsets, leftmost first, no overlaps."""
        run = _Run(self._program, sentence, found)
        after = 0
        for first in self._candidates(run):
            if first < after:
                continue
            match = run.match(first)
            if match is not None:
                after, opened, closed = match
                yield sentence.span(first if opened < 0 else opened, closed)

    def _candidates(self, run: _Run) -> list[int]:
        """Return the tokens with which a match may start."""
        begins = set[int]()
        for name in self._first_names:
            begins.update(run.places(name))
        words = self._first_words
        return [
            at
            for at, word in enumerate(run.words)
            if word in words or (begins and at in begins)
        ]


class Regex:
    """A pattern of the `regex` package, for what phrases cannot say.

    It sees one folded sentence; a group called `span` bounds what is reported.
    """

    def __init__(self, text: str) -> None:
        """Compile what follows `regex:`; raise PhraseError."""
        import regex  # slow to import, and few rules need it

        source = text.removeprefix(REGEX_PREFIX)
        skipped = len(text) - len(source.lstrip())
        try:
            self._pattern: regex.Pattern[str] = regex.compile(
                source.strip(), regex.IGNORECASE
            )
        except regex.error as why:
            raise PhraseError(f"{why.msg} in regex", skipped + (why.pos or 0)) from why
        if self._pattern.fullmatch(""):
            raise PhraseError("the regex matches nothing at all", skipped)
        self._group = "span" if "span" in self._pattern.groupindex else 0
        self.anchors = _regex_anchors(source)

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:  # noqa: ARG002  # as Phrase has it
        """Yield the spans to report; raise PhraseTimeoutError."""
        try:
            for match in self._pattern.finditer(sentence.text, timeout=REGEX_SECONDS):
                start, end = match.span(self._group)
                if start < end:
                    yield sentence.start + start, sentence.start + end
        except TimeoutError as why:
            raise PhraseTimeoutError(
                f"the regex {self._pattern.pattern!r} ran longer than "
                f"{REGEX_SECONDS} s on one sentence"
            ) from why


# Instructions: (operation, argument). All but _FORK go on to the next one.
_WORDS, _NAME, _GAP, _FORK, _EDGE, _MATCH = range(6)


class _Instruction(NamedTuple):
    operation: int
    forms: frozenset[str] = frozenset()
    name: str = ""
    targets: tuple[int, ...] = ()  # the preferred one first
    most: int = 0


def _compile(items: Sequence) -> tuple[_Instruction, ...]:
    program: list[_Instruction] = []
    for item in items:
        _emit(item, program)
    program.append(_Instruction(_MATCH))
    return tuple(program)


def _emit(item: Item, program: list[_Instruction]) -> None:
    if isinstance(item, Words):
        program.append(_Instruction(_WORDS, forms=item.forms))
    elif isinstance(item, Name):
        program.append(_Instruction(_NAME, name=item.name))
    elif isinstance(item, Gap):
        program.append(_Instruction(_GAP, most=item.most))
    elif isinstance(item, Edge):
        program.append(_Instruction(_EDGE, name=item.mark))
    else:
        _emit_choice(item, program)


def _emit_choice(item: Choice, program: list[_Instruction]) -> None:
    """Lay the options one after another, the longest first, each with a way out."""
    fork = len(program)
    program.append(_Instruction(_FORK))
    targets, exits = [], []
    for option in sorted(item.options, key=_longest, reverse=True):
        targets.append(len(program))
        for part in option:
            _emit(part, program)
        exits.append(len(program))
        program.append(_Instruction(_FORK))
    end = len(program)
    for each in exits:
        program[each] = _Instruction(_FORK, targets=(end,))
    beyond = (end,) if item.optional else ()
    program[fork] = _Instruction(_FORK, targets=(*targets, *beyond))


def _longest(items: Sequence) -> int:
    """Return the most tokens that a sequence may take, an annotation being two."""
    return sum(map(_longest_item, items))


def _longest_item(item: Item) -> int:
    if isinstance(item, Choice):
        return max(map(_longest, item.options))
    if isinstance(item, Gap):
        return item.most
    return {Words: 1, Name: 2, Edge: 0}[type(item)]


class _Run:
    """One program over one sentence."""

    def __init__(
        self, program: tuple[_Instruction, ...], sentence: TokenText, found: Found
    ) -> None:
        self.words = sentence.words
        self._program = program
        self._sentence = sentence
        self._found = found
        self._places: dict[str, dict[int, list[int]]] = {}
        self._seen: set[tuple[int, int]] = set()

    def match(self, first: int) -> tuple[int, int, int] | None:
        """Return (token after the match, first and last bound of the report).

        The first bound is -1 where the phrase has none. What failed once at an
        instruction and token fails again, so `_seen` outlives a failure.
        """
        stack = [(0, first, -1, -1)]
        while stack:
            at, token, opened, closed = state = stack.pop()
            if (at, token) in self._seen:
                continue
            self._seen.add((at, token))
            instruction = self._program[at]
            if instruction.operation == _MATCH:
                self._seen.clear()
                return token, opened, token if closed < 0 else closed
            stack.extend(self._step(instruction, state))
        return None

    def _step(
        self, instruction: _Instruction, state: tuple[int, int, int, int]
    ) -> Iterable[tuple[int, int, int, int]]:
        """Return the states that follow, the preferred one last."""
        at, token, opened, closed = state
        operation, forms, name, targets, most = instruction
        if operation == _WORDS:
            fits = token < len(self.words) and self.words[token] in forms
            return ((at + 1, token + 1, opened, closed),) if fits else ()
        if operation == _FORK:
            return [(target, token, opened, closed) for target in reversed(targets)]
        if operation == _EDGE:
            return self._at_edge(name, state)
        ends = (
            self.places(name).get(token, ())
            if operation == _NAME
            else self._after_gap(token, most)
        )
        return [(at + 1, end, opened, closed) for end in ends]

    def _at_edge(
        self, mark: str, state: tuple[int, int, int, int]
    ) -> Iterable[tuple[int, int, int, int]]:
        at, token, opened, closed = state
        if mark == "<":
            return ((at + 1, token, token, closed),)
        if mark == ">":
            return ((at + 1, token, opened, token),)
        beyond = self.words[:token] if mark == "^" else self.words[token:]
        return () if any(map(_is_word, beyond)) else ((at + 1, token, opened, closed),)

    def _after_gap(self, token: int, most: int) -> list[int]:
        """Return where a gap may end, the nearest last."""
        ends = [token]
        for word in self.words[token:]:
            most -= _is_word(word)
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
        begin = self._sentence.start
        starts = {begin + at: token for token, at in enumerate(self._sentence.starts)}
        pairs = zip(starts, self.words, strict=True)
        ends = {at + len(word): token + 1 for token, (at, word) in enumerate(pairs)}
        tokens: dict[int, list[int]] = {}
        for place in self._found(name):
            if place.start in starts and place.end in ends:
                tokens.setdefault(starts[place.start], []).append(ends[place.end])
        for each in tokens.values():
            each.sort()  # the longest is tried first
        return tokens


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _firsts(items: Sequence) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words and the names with which a match may start."""
    words, names = frozenset[str](), frozenset[str]()
    for item in items:
        if isinstance(item, Words):
            words |= item.forms
        elif isinstance(item, Name):
            names |= {item.name}
        elif isinstance(item, Choice):
            for option in item.options:
                more_words, more_names = _firsts(option)
                words |= more_words
                names |= more_names
        if not may_be_empty((item,)):
            break
    return words, names


def _anchors(items: Sequence) -> frozenset[str]:
    return min(map(_anchors_of, items), key=_commonness, default=frozenset())


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
        return 4, 0, 0
    if not all(_is_word(anchor) or anchor[0] == "{" for anchor in anchors):
        kind = 3
    elif any(anchor[0] == "{" for anchor in anchors):
        kind = 2
    else:
        kind = int(not anchors.isdisjoint(_COMMON))
    return kind, len(anchors), -min(map(len, anchors))


_NESTED: Final = re.compile(r"\\[^b]|\[(?:\\.|[^\]])*\]|\((?:\\.|[^()\\])*\)")
_REQUIRED: Final = re.compile(r"\\b([a-z]{3,})\\b(?![?*{|])")


def _regex_anchors(source: str) -> frozenset[str]:
    """Return a word that the pattern plainly requires, if it has one."""
    plain, replaced = source.lower(), 1
    while replaced:
        plain, replaced = _NESTED.subn("\0", plain)
    words = [] if "|" in plain else _REQUIRED.findall(plain)
    if not words:
        return frozenset()
    word = max(words, key=lambda each: (each not in _COMMON, len(each)))
    return frozenset({word, f"{word}'s"})
