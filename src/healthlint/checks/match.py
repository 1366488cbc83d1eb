"""What a check found, before the law and the document have been consulted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from healthlint.annotators.frames import Frame
    from healthlint.diagnostic import Compared, Confidence
    from healthlint.document import Sentence
    from healthlint.rule import Rule
    from healthlint.source import Place


class Elsewhere(NamedTuple):
    """Another place of a match: [start, end) are folded offsets in that segment."""

    message: str
    segment: int
    start: int
    end: int


class Declared(NamedTuple):
    """What the configuration says of it, and where."""

    message: str
    place: Place


class Rewording(NamedTuple):
    """What [start, end), folded offsets in the match's segment, should become."""

    start: int
    end: int
    text: str


class Match(NamedTuple):
    """A rule's words in a sentence: [start, end) are folded offsets in its segment.

    `frame` is the claim frame behind it, if any; `softened` holds the cues that lower
    the severity; `slots` are words for the message. `rewordings` mend it together.
    `kept_in` names markets whose law the words do not touch. `origin` is the match of
    an equal sentence that was met before: what was made of it holds here, but for its
    place. `compared` makes it no finding but a statement, which counts where another
    text says otherwise. `whole` says that it is about the whole text, and stands only
    somewhere in it.
    """

    rule: Rule
    sentence: Sentence
    start: int
    end: int
    confidence: Confidence
    softened: frozenset[str] = frozenset()
    frame: Frame | None = None
    slots: Mapping[str, str] = {}
    related: tuple[Elsewhere | Declared, ...] = ()
    rewordings: tuple[Rewording, ...] = ()
    kept_in: frozenset[str] = frozenset()
    origin: Match | None = None
    compared: Compared | None = None
    whole: bool = False

    def moved(self, sentence: Sentence) -> Match:
        """Return the same match in another sentence of the same words."""
        shift = sentence.start - self.sentence.start
        # Phrases and claims, which alone are recalled, have no other places.
        return self._replace(
            sentence=sentence,
            start=self.start + shift,
            end=self.end + shift,
            origin=self,
        )
