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
    from healthlint.phrase_syntax import PhraseError

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


def pack(phrase: WordPhrase | RegexPhrase) -> bytes:
    """Turn a phrase into bytes."""
    if isinstance(phrase, RegexPhrase):
        return marshal.dumps((phrase.required, phrase.text))
    rest = marshal.dumps(tuple(phrase.compiled._replace(required=())))
    return marshal.dumps((phrase.required, rest))


def unpack(data: bytes) -> WordPhrase | RegexPhrase:
    """Return the phrase that `pack` was given.

    Most phrases are only asked what they require: the rest stays packed till needed.
    """
    required, rest = marshal.loads(data)  # noqa: S302 - from `pack`
    if isinstance(rest, str):
        return RegexPhrase(rest, required)

    def compiled() -> Compiled:
        return Compiled._make(marshal.loads(rest))._replace(required=required)  # noqa: S302

    return WordPhrase(required, compiled)


def parse(text: str, names: Collection[str]) -> WordPhrase | RegexPhrase:
    """Compile a phrase, or a pattern after `regex:`; raise PhraseError."""
    if text.startswith(REGEX_PREFIX):
        phrase = RegexPhrase(text, _regex_required(text))
        _ = phrase.pattern  # what is wrong with it is to be said now
        return phrase
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

    def __init__(self, text: str, required: tuple[frozenset[str], ...]) -> None:
        """Take words that the pattern needs in a sentence, the longest first."""
        self.text = text
        self.required = required
        self.anchors = required[0] if required else frozenset[str]()

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """What follows `regex:`, compiled when first needed; raise PhraseError."""
        import regex  # slow to import, and few sentences need it

        source = self.text.removeprefix(REGEX_PREFIX)
        skipped = len(self.text) - len(source.lstrip())
        try:
            pattern = regex.compile(source.strip(), regex.IGNORECASE)
        except regex.error as why:
            raise _wrong(f"{why.msg} in regex", skipped + (why.pos or 0)) from why
        if pattern.fullmatch(""):
            raise _wrong("the regex matches nothing at all", skipped)
        return pattern

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:  # noqa: ARG002  # as Phrase has it
        """Yield the spans to report; raise PhraseTimeoutError."""
        pattern = self.pattern
        group = "span" if "span" in pattern.groupindex else 0
        try:
            for match in pattern.finditer(sentence.text, timeout=REGEX_SECONDS):
                start, end = match.span(group)
                if start < end:
                    yield sentence.start + start, sentence.start + end
        except TimeoutError as why:
            raise PhraseTimeoutError(
                f"the regex {pattern.pattern!r} ran longer than "
                f"{REGEX_SECONDS} s on one sentence"
            ) from why


def _wrong(message: str, offset: int) -> PhraseError:
    from healthlint.phrase_syntax import PhraseError

    return PhraseError(message, offset)


def _regex_required(text: str) -> tuple[frozenset[str], ...]:
    """Return the words that a pattern plainly requires, the longest first."""
    plain, replaced = text.removeprefix(REGEX_PREFIX).lower(), 1
    while replaced:
        plain, replaced = re.subn(_NESTED, "\0", plain)
    words = [] if "|" in plain else re.findall(_REQUIRED, plain)
    distinct = sorted(dict.fromkeys(words), key=len, reverse=True)
    return tuple(frozenset({word, f"{word}'s"}) for word in distinct)
