"""Wording that a market permits: consulted before anything is said about severity.

A market acquits a match when its permitted wording covers all that the match promises:
"zinc contributes to normal fertility and glowing skin" stands half acquitted, so it
stands. Wording without a promise of its own ("the appearance of") qualifies the whole.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from healthlint.checks.pattern import finder
from healthlint.document import Sentence
from healthlint.folding import fold
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from healthlint.checks.match import Match
    from healthlint.document import Annotation, Annotations
    from healthlint.rules.market import Market, Permitted
    from healthlint.rules.ruleset import Ruleset

Place = tuple[str, "Permitted", int, int]
"""Where permitted wording stands: market, entry, offsets in the segment."""

_PROMISED: Final = frozenset({"condition", "target"})
"""Lexicons of what a claim may be about."""

_CARRIED: Final = frozenset({"it", "its", "this", "these", "they", "both", "which"})
"""Words that stand for a substance of the sentence before."""

_LINKS: Final = frozenset({"and", "or", "the", "your", "our", "normal"})
_WORD: Final = compiled(r"\w+")
_NONE: Final = frozenset[str]()
_CARRIED_GRADES: Final = frozenset({"carried", "subjectless", "heading"})
_TOGETHER: Final = r"(?:\s\w+)?\s*(?:,|&|\+|and|plus|as well as)\s*(?:our |added )?"
_PLURAL: Final = r"\b(?:contribute|help|support|maintain|play|are|have|can)\b"


class PermittedWording:
    """The permitted wording of some markets, for one product class."""

    def __init__(
        self, ruleset: Ruleset, markets: Sequence[Market], product: str | None
    ) -> None:
        """Phrases are compiled when a sentence first needs them."""
        self._ruleset = ruleset
        self._entries = [
            (market.name, entry)
            for market in markets
            for entry in market.permitted
            if not (product and entry.products and product not in entry.products)
        ]
        self._anchors: dict[str, frozenset[str] | None] = {}
        self._by_word, self._always = _index(entry for _, entry in self._entries)

    def markets(self, match: Match, notes: Annotations) -> frozenset[str]:
        """Return the markets that permit the words of a match."""
        if not self._entries or not self._may_stand(match.sentence, notes):
            return _NONE
        found: dict[str, list[tuple[int, int]]] = {}
        for market, _, start, end in self._around(match, notes):
            if start < match.end and match.start < end:
                found.setdefault(market, []).append((start, end))
        if not found:
            return _NONE
        text = notes.document.segments[match.sentence.segment].folded.text
        promised = _promised(match, notes)
        return frozenset(
            market for market, spans in found.items() if _cover(spans, promised, text)
        )

    def _around(self, match: Match, notes: Annotations) -> Iterator[Place]:
        """Yield the permitted wording of the sentence that may acquit this match."""
        anchors = self._anchors_of(match.rule.name)
        sentence = match.sentence
        contexts = []
        if anchors is None or not anchors.isdisjoint(sentence.vocabulary):
            contexts.append(sentence)
        if _is_carried(match):
            prefix: str = notes.ask(_said_before, sentence)
            if contexts or anchors is None or any(word in prefix for word in anchors):
                contexts.append(_behind(prefix, sentence))
        for context in contexts:
            for place in self._found(context, match.sentence, notes):
                entry = place[1]
                if _concerns(entry, match) and not self._shared(entry, match, notes):
                    yield place

    def _may_stand(self, sentence: Sentence, notes: Annotations) -> bool:
        """Tell whether any word of any entry stands in a sentence or before it."""
        kept = notes.shared.setdefault("may-be-permitted", {})
        if sentence not in kept:
            words = self._by_word.keys()
            before = notes.ask(_said_before, sentence)
            kept[sentence] = (
                bool(self._always)
                or not words.isdisjoint(sentence.vocabulary)
                or any(word in before for word in words)
            )
        found: bool = kept[sentence]
        return found

    def _anchors_of(self, rule: str) -> frozenset[str] | None:
        """Return words one of which stands in all that may acquit a rule's matches.

        None where some permitted wording requires no word.
        """
        if rule not in self._anchors:
            entries = [
                entry
                for _, entry in self._entries
                if not entry.rules or rule in entry.rules
            ]
            some = all(entry.anchors for entry in entries)
            self._anchors[rule] = (
                frozenset(word for entry in entries for word in entry.anchors)
                if some
                else None
            )
        return self._anchors[rule]

    def _found(
        self, context: Sentence, sentence: Sentence, notes: Annotations
    ) -> list[Place]:
        kept = notes.shared.setdefault("permitted", {})
        key = (sentence.segment, sentence.start, context.start)
        if key not in kept:
            kept[key] = list(self._search(context, sentence, notes))
        found: list[Place] = kept[key]
        return found

    def _search(
        self, context: Sentence, sentence: Sentence, notes: Annotations
    ) -> Iterator[Place]:
        numbers = set(self._always)
        for word in self._by_word.keys() & context.vocabulary:
            numbers.update(self._by_word[word])
        for number in sorted(numbers):
            market, entry = self._entries[number]
            phrase = self._ruleset.phrase(entry.phrase)
            for start, end in phrase.matches(context, finder(sentence, notes)):
                yield market, entry, start, end

    def _shared(self, entry: Permitted, match: Match, notes: Annotations) -> bool:
        """Tell "turmeric and zinc contribute to ...": permitted of zinc alone."""
        sentence = match.sentence
        if entry.of is None or not compiled(_PLURAL).search(sentence.text):
            return False
        own = list(self._ruleset.phrase(entry.of).matches(sentence, lambda _: ()))
        text = notes.document.segments[sentence.segment].folded.text
        for other in _others(own, match, notes):
            before = [end for _, end in own if end <= other.start][-1:]
            behind = [start for start, _ in own if other.end <= start][:1]
            gaps = [(end, other.start) for end in before]
            gaps += [(other.end, start) for start in behind]
            together = compiled(_TOGETHER)
            if any(together.fullmatch(text, *gap) for gap in gaps):
                return True
        return False


def _index(
    entries: Iterable[Permitted],
) -> tuple[Mapping[str, list[int]], Sequence[int]]:
    """Lead from anchors to the numbers of entries; those without are always tried."""
    by_word: dict[str, list[int]] = {}
    always = []
    for number, entry in enumerate(entries):
        for anchor in entry.anchors:
            by_word.setdefault(anchor, []).append(number)
        if not entry.anchors:
            always.append(number)
    return by_word, always


def _concerns(entry: Permitted, match: Match) -> bool:
    return not entry.rules or match.rule.name in entry.rules


def _others(
    own: Sequence[tuple[int, int]], match: Match, notes: Annotations
) -> list[Annotation]:
    """Return the substances before a match that are none of its own."""
    return [
        each
        for each in notes.of("entity", match.sentence)
        if each.value.lexicon == "substance"
        and each.end <= match.start
        and all(end <= each.start or each.end <= start for start, end in own)
    ]


def _promised(match: Match, notes: Annotations) -> list[tuple[int, int]]:
    """Return where conditions and targets stand within a match."""
    return [
        (each.start, each.end)
        for each in notes.of("entity", match.sentence)
        if each.value.lexicon in _PROMISED
        and each.start < match.end
        and match.start < each.end
    ]


def _cover(
    spans: Iterable[tuple[int, int]], promised: Iterable[tuple[int, int]], text: str
) -> bool:
    """Tell whether the spans leave nothing promised uncovered, or touch none of it."""
    left = text
    for start, end in spans:
        left = left[: max(start, 0)] + "\0" * (end - max(start, 0)) + left[end:]
    rests = [left[start:end] for start, end in promised]
    if not any("\0" in rest for rest in rests):
        return True
    return all(_LINKS.issuperset(_WORD.findall(rest)) for rest in rests)


def _is_carried(match: Match) -> bool:
    """Tell whether the substance may have been named before the sentence."""
    words = match.sentence.words
    first = next((at for at, word in enumerate(words) if word[0].isalnum()), 0)
    if words[first] in _CARRIED:
        return True
    if match.frame is not None:
        return match.frame.agent_grade in _CARRIED_GRADES
    return match.start == match.sentence.span(first, first)[0]


def _said_before(sentence: Sentence, notes: Annotations) -> str:
    """Return what names the subject of a sentence, folded, to be put before it.

    That is its heading and the sentence before it; of a table cell, the cell before.
    """
    kept = notes.shared.setdefault("said-before", {})
    if sentence not in kept:
        said = _before(sentence, notes)
        kept[sentence] = "".join(f"{each} . " for each in said)
    before: str = kept[sentence]
    return before


def _before(sentence: Sentence, notes: Annotations) -> list[str]:
    segments = notes.document.segments
    segment = segments[sentence.segment]
    said = [_folded(heading) for heading in segment.path[-1:]]
    if segment.kind == "table-cell" and sentence.segment:
        said.append(segments[sentence.segment - 1].folded.text)
    sentences = notes.sentences(sentence.segment)
    at = notes.place(sentence)
    said += [each.text for each in sentences[max(0, at - 1) : at]]
    return said


@lru_cache(maxsize=100)  # all that stands below a heading asks for it
def _folded(heading: str) -> str:
    return fold(heading).text


def _behind(prefix: str, sentence: Sentence) -> Sentence:
    """Return the sentence after other words, as one text."""
    return Sentence(
        sentence.segment,
        sentence.kind,
        prefix + sentence.text,
        sentence.start - len(prefix),
        prefix + sentence.cased,
    )
