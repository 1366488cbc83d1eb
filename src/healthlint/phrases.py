"""Find a rule's phrases in sentences.

Phrases run in our own matcher; patterns after `regex:` run in the `regex` package, with
a time limit.
"""

from __future__ import annotations

import marshal
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from healthlint.errors import HealthlintError
from healthlint.phrase_matcher import Compiled, search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    import regex  # type: ignore[import-untyped, unused-ignore]

    from healthlint.phrase_matcher import Found, TokenText

REGEX_PREFIX: Final = "regex:"
REGEX_SECONDS: Final = 0.2

_NESTED: Final = r"\\[^b]|\[(?:\\.|[^\]])*\]|\((?:\\.|[^()\\])*\)"
_REQUIRED: Final = r"\\b([a-z]{3,})\\b(?![?*{|])"


class PhraseTimeoutError(HealthlintError):
    """A regular expression ran too long."""


class Phrase(Protocol):
    """What `find` holds, compiled."""

    @property
    def anchors(self) -> frozenset[str]:
        """Words, or names in braces, one of which stands in every match.

        Of what the phrase requires the rarest; empty when it requires nothing.
        """

    @property
    def required(self) -> Sequence[frozenset[str]]:
        """Sets of words; of each, one stands in every sentence with a match."""

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the spans to report: segment offsets, leftmost first, no overlaps."""


def pack(phrase: Phrase) -> bytes | None:
    """Turn a compiled phrase into bytes; None for patterns, which must be compiled."""
    if not isinstance(phrase, WordPhrase):
        return None
    rest = marshal.dumps(tuple(phrase.compiled._replace(required=())))
    return marshal.dumps((phrase.required, rest))


def unpack(data: bytes) -> Phrase:
    """Return the phrase that `pack` was given.

    Most phrases are only asked what they require: the rest stays packed till needed.
    """
    required, rest = marshal.loads(data)  # noqa: S302 - from `pack`

    def compiled() -> Compiled:
        return Compiled._make(marshal.loads(rest))._replace(required=required)  # noqa: S302

    return WordPhrase(required, compiled)


def parse(text: str, names: Collection[str]) -> Phrase:
    """Compile a phrase, or a pattern after `regex:`; raise PhraseError."""
    if text.startswith(REGEX_PREFIX):
        return RegexPhrase(text)
    from healthlint.phrase_compiler import compile_phrase
    from healthlint.phrase_syntax import read

    compiled = compile_phrase(read(text, names))
    return WordPhrase(compiled.required, lambda: compiled)


class WordPhrase:
    """A phrase of our own language."""

    def __init__(
        self, required: tuple[frozenset[str], ...], load: Callable[[], Compiled]
    ) -> None:
        """Take what the compiler, or a cache, made; `load` is called when needed."""
        self.required = required
        self._load = load

    @cached_property
    def compiled(self) -> Compiled:
        """The whole of what the compiler made."""
        return self._load()

    @property
    def anchors(self) -> frozenset[str]:
        """The rarest words, or names in braces, that the phrase requires."""
        return self.compiled.anchors

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the spans to report: segment offsets, leftmost first, no overlaps."""
        for forms in self.required:
            if forms.isdisjoint(sentence.vocabulary):
                return iter(())
        return iter(search(self.compiled, sentence, found))


class RegexPhrase:
    """A pattern of the `regex` package, for what phrases cannot say.

    It sees one folded sentence; a group called `span` bounds what is reported.
    """

    def __init__(self, text: str) -> None:
        """Compile what follows `regex:`; raise PhraseError."""
        import regex  # slow to import, and few rules need it

        from healthlint.phrase_syntax import PhraseError

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
        self.required = ()  # a pattern sees characters, not words

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


def _regex_anchors(source: str) -> frozenset[str]:
    """Return a word that the pattern plainly requires, if it has one."""
    plain, replaced = source.lower(), 1
    while replaced:
        plain, replaced = re.subn(_NESTED, "\0", plain)
    words = [] if "|" in plain else re.findall(_REQUIRED, plain)
    if not words:
        return frozenset()
    word = max(words, key=len)
    return frozenset({word, f"{word}'s"})
