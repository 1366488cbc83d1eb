"""Find a rule's phrases in sentences.

Phrases run in our own matcher; patterns after `regex:` run in the `regex` package, with
a time limit.
"""

from __future__ import annotations

import marshal
import re
from typing import TYPE_CHECKING, Final, Protocol

from healthlint.errors import HealthlintError
from healthlint.phrase_matcher import Compiled, Run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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

    def may_match(self, words: Collection[str]) -> bool:
        """Tell quickly whether the words of a sentence hold what a match needs."""

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the spans to report: segment offsets, leftmost first, no overlaps."""


def pack(phrase: Phrase) -> bytes | None:
    """Turn a compiled phrase into bytes; None for patterns, which must be compiled."""
    if not isinstance(phrase, WordPhrase):
        return None
    return marshal.dumps(tuple(phrase.compiled))


def unpack(data: bytes) -> Phrase:
    """Return the phrase that `pack` was given."""
    return WordPhrase(Compiled._make(marshal.loads(data)))  # noqa: S302 - from `pack`


def parse(text: str, names: Collection[str]) -> Phrase:
    """Compile a phrase, or a pattern after `regex:`; raise PhraseError."""
    if text.startswith(REGEX_PREFIX):
        return RegexPhrase(text)
    from healthlint.phrase_compiler import compile_phrase
    from healthlint.phrase_syntax import read

    return WordPhrase(compile_phrase(read(text, names)))


class WordPhrase:
    """A phrase of our own language."""

    def __init__(self, compiled: Compiled) -> None:
        """Take what the compiler, or a cache, made."""
        self.compiled = compiled

    @property
    def anchors(self) -> frozenset[str]:
        """The rarest words, or names in braces, that the phrase requires."""
        return self.compiled.anchors

    def may_match(self, words: Collection[str]) -> bool:
        """Tell quickly whether the words of a sentence hold what a match needs."""
        for forms in self.compiled.required:  # noqa: SIM110 - twice as fast as `all`
            if forms.isdisjoint(words):
                return False
        return True

    def matches(self, sentence: TokenText, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the spans to report: segment offsets, leftmost first, no overlaps."""
        if not self.may_match(sentence.words):
            return
        run = Run(self.compiled.program, sentence, found)
        after = 0
        for first in self._begins(run):
            if first < after:
                continue
            match = run.match(first)
            if match is not None:
                after, opened, closed = match
                yield sentence.span(first if opened < 0 else opened, closed)

    def _begins(self, run: Run) -> Iterable[int]:
        """Return the tokens with which a match may start."""
        _, _, _, words, names, anything = self.compiled
        if anything:
            return range(len(run.words))
        begins = [at for at, word in enumerate(run.words) if word in words]
        if not names:
            return begins
        return sorted({*begins, *(at for name in names for at in run.places(name))})


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

    def may_match(self, words: Collection[str]) -> bool:
        """Tell nothing: a pattern sees characters, not words."""
        del words
        return True

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
