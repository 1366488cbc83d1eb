"""What stands in quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.document import Annotation, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = {'"': 300, "'": 120}  # code points


# Who speaks of words quotes them to talk about them, not to claim them.
_SPEAKS_OF_WORDS: Final = frozenset(
    "phrase phrases word words wording claim claims slogan slogans advert adverts "
    "advertisement advertisements ad ads headline headlines complaint complaints "
    "marketers regulator regulators misleading banned forbidden prohibited fake".split()
)


def quoted(sentence: Sentence) -> Iterator[Annotation]:
    """Yield the text inside each balanced pair of quotation marks.

    Where the sentence speaks of words, as in 'avoid the phrase "miracle cure"', the
    same stretch is warned against.
    """
    text = sentence.text
    for mark in ('"', "'"):
        if mark not in text:
            continue
        pairs = list(_pairs(sentence, mark))
        yield from pairs
        if not _SPEAKS_OF_WORDS.isdisjoint(sentence.vocabulary):
            for pair in pairs:
                yield pair._replace(kind="warned-against")


def _pairs(sentence: Sentence, mark: str) -> Iterator[Annotation]:
    text = sentence.text
    opened = -1
    at = text.find(mark)
    while at >= 0:
        if _opens(text, at):
            opened = at
        elif opened >= 0 and _closes(text, at):
            if 1 < at - opened <= _LONGEST[mark]:
                start, end = sentence.start + opened + 1, sentence.start + at
                yield Annotation("quoted", sentence.segment, start, end, mark)
            opened = -1
        at = text.find(mark, at + 1)


def _opens(text: str, at: int) -> bool:
    """Tell an opening mark; an apostrophe has a letter before it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not (before.isalnum() or before in ".,!?…)%") and not after.isspace()


def _closes(text: str, at: int) -> bool:
    after = text[at + 1] if at + 1 < len(text) else " "
    return not text[at - 1].isspace() and not after.isalnum()
