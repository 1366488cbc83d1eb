"""Find a rule's phrases in sentences.

Phrases run in our own matcher; patterns after `regex:` run in the `regex` package, with
a time limit.
"""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from healthlint.errors import HealthlintError
from healthlint.phrase_matcher import Run, compile_items, is_word
from healthlint.phrase_syntax import (
    Choice,
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
    from collections.abc import Collection, Iterable, Iterator

    import regex  # type: ignore[import-untyped, unused-ignore]

    from healthlint.phrase_matcher import Found, TokenText

__all__ = [
    "REGEX_PREFIX",
    "Phrase",
    "PhraseError",
    "PhraseTimeoutError",
    "RegexPhrase",
    "WordPhrase",
    "parse",
]

REGEX_PREFIX: Final = "regex:"
REGEX_SECONDS: Final = 0.2

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
"""Words that stand in so many sentences that they tell nothing."""


class PhraseTimeoutError(HealthlintError):
    """A regular expression ran too long."""


class Phrase(Protocol):
    """What `find` holds, compiled."""

    @property
    def anchors(self) -> frozenset[str]:
        """Words, or names in braces, one of which stands in every match.

        Of what the phrase requires the rarest; empty when it requires nothing.
        """

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the spans to report: segment offsets, leftmost first, no overlaps."""


def parse(text: str, names: Collection[str]) -> Phrase:
    """Compile a phrase, or a pattern after `regex:`; raise PhraseError."""
    if text.startswith(REGEX_PREFIX):
        return RegexPhrase(text)
    return WordPhrase(read(text, names))


class WordPhrase:
    """A compiled phrase."""

    def __init__(self, items: Sequence) -> None:
        """Compile the parts of a phrase."""
        self._items = items
        self._program = compile_items(items)
        self._required = _required(items)
        self._firsts = _firsts(items)

    @property
    def anchors(self) -> frozenset[str]:
        """The rarest words, or names in braces, that the phrase requires."""
        return _anchors(self._items)

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the spans to report: segment offsets, leftmost first, no overlaps."""
        words = sentence.words
        if any(forms.isdisjoint(words) for forms in self._required):
            return
        run = Run(self._program, sentence, found)
        after = 0
        for first in self._candidates(run):
            if first < after:
                continue
            match = run.match(first)
            if match is not None:
                after, opened, closed = match
                yield sentence.span(first if opened < 0 else opened, closed)

    def _candidates(self, run: Run) -> Iterable[int]:
        """Return the tokens with which a match may start."""
        words, names, anything = self._firsts
        if anything:
            return range(len(run.words))
        begins = {at for at, word in enumerate(run.words) if word in words}
        for name in names:
            begins.update(run.places(name))
        return sorted(begins)


class RegexPhrase:
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
        return 4, 0, 0
    if not all(is_word(anchor) or anchor[0] == "{" for anchor in anchors):
        kind = 3
    elif any(anchor[0] == "{" for anchor in anchors):
        kind = 2
    else:
        kind = int(not anchors.isdisjoint(COMMON_WORDS))
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
    word = max(words, key=lambda each: (each not in COMMON_WORDS, len(each)))
    return frozenset({word, f"{word}'s"})
