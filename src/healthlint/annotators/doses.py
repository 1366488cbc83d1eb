"""Doses: amounts tied to the substance that they are amounts of.

An amount belongs to the substance after its "of", to the one that follows it, to the
one that it follows with no more than small words between, else to the last one named
before it in the sentence; and where a sentence names none, to that of the sentence, the
table cell or the heading before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.amounts import UNITS, Amount, amount
from healthlint.annotators.dosing import Setting, setting
from healthlint.annotators.packs import is_look_alike
from healthlint.annotators.substances import Mention, Names, Substance, names
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.quantities import Quantity
    from healthlint.config import Settings
    from healthlint.document import Annotation, Annotations, Sentence

_AMOUNT: Final = compiled(
    r"(?:[\d½¼¾]k?[ -]?(?:\(\w+\) )?|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|hundred|"
    r"thousand|million|twelve|dozen|fifteen|\w+ty|international|single|quarters?"
    r"|thirds?|an?(?! \w*gram))[ -](?:\(\d+\) |of |an? )*)"
    r"(?:m?c?gs?\b|[μµun]g\b|u\b|m?g[ms]?\b|mls?\b|mill?ilit|iu\b|i\.u|units?\b|\w*gram(?:me)?s?\b|"
    r"(?:thousand|million|billion) |ius\b|tab|cap|pill|softgel|gumm|drop|scoop|sachet|"
    r"stick|spray|puff|patch|loze|teaspoon|tablespoon|tsp|tbsp|serving|cc\b)"
)
_SMALL_WORDS: Final = frozenset(
    "( ) , ; : - – — = ~ . a an the at in of with to is are was were be been being "
    "between from ranging range ranges ranged or and up about around approximately "
    "roughly just only as dose doses dosage dosages dosed dosing daily nightly per "
    "day every each once twice usual usually typical typically recommended common "
    "commonly standard low lower lowest small starting oral orally tablet tablets "
    "capsule capsules powder pills pill supplement supplements used use has have most "
    "more less than under over below above therapy treatment taken take given "
    "administered prescribed serving average optimal maintenance maximum minimum "
    "least ± + | / * mg mcg g iu his her their our your this total amount amounts "
    "strength contains contain provides provide delivers vitamin now even also then "
    "both by through on hcl hydrochloride extract".split()
)
_BETWEEN_OF: Final = frozenset(
    "pure oral daily elemental natural organic our the your premium high quality real "
    "active fresh total additional extra added low dose powdered a per day dose doses "
    "tablet tablets capsule capsules pill pills once twice".split()
)
_NO_NAME: Final = frozenset(
    "it them this that these which body weight water food juice milk dose doses "
    "dosage day days week treatment therapy medication medicine product products "
    "supplement supplements active ingredient ingredients each life age protein fat "
    "carbs sugar fibre fiber".split()
)
_HEADING_KINDS: Final = frozenset({"heading", "title", "caption"})
_AMOUNT_ALONE: Final = compiled(
    r"[^a-z]*(?:m?c?g|[µμ]g|i\.?u\.?|units?|ml)\b[^a-z]*"
    r"(?:(?:a|per|each) \w+|daily|rae)?\W*"
)


class Dose(NamedTuple):
    """An amount of a substance; [start, end) are folded offsets in its segment.

    `tie` says how surely they belong together: close, loose or carried.
    """

    substance: Substance
    quantity: Quantity
    amount: Amount
    setting: Setting
    sentence: Sentence
    start: int
    end: int
    tie: str

    @property
    def text(self) -> str:
        """The words of the amount, as written."""
        base = self.sentence.start
        return self.sentence.cased[self.start - base : self.end - base]

    def __str__(self) -> str:
        """Say amount, route and duration in words that are read as the same."""
        way = _WAYS.get(self.setting.route, "")
        lasting = f"for {self.setting.duration}" if self.setting.duration else ""
        return " ".join(filter(None, [str(self.quantity), way, lasting]))


_WAYS: Final = {
    "oral": "by mouth",
    "topical": "on the skin",
    "injected": "by injection",
    "nasal": "intranasally",
    "slow": "slow-release",
}


class _Tie(NamedTuple):
    substance: Substance
    tie: str


def doses(notes: Annotations, settings: Settings) -> tuple[Dose, ...]:
    """Return all doses of a document, found once a run."""
    found: tuple[Dose, ...] | None = notes.shared.get("doses")
    if found is None:
        found = notes.shared["doses"] = tuple(_doses(notes, settings))
    return found


def with_amounts(notes: Annotations) -> tuple[int, ...]:
    """Return which segments hold anything like an amount, looked for once a run."""
    found: tuple[int, ...] | None = notes.shared.get("with-amounts")
    if found is None:
        found = notes.shared["with-amounts"] = tuple(
            index
            for index, segment in enumerate(notes.document.segments)
            if _AMOUNT.search(segment.folded.text)
        )
    return found


def _doses(notes: Annotations, settings: Settings) -> Iterator[Dose]:
    known: Names | None = None
    for index in with_amounts(notes):
        known = known or names(notes, settings)
        for place, sentence in enumerate(notes.sentences(index)):
            yield from _Linker(notes, known, sentence, place).doses()


class _Linker:
    """Ties the amounts of one sentence to substances."""

    def __init__(
        self, notes: Annotations, known: Names, sentence: Sentence, place: int
    ) -> None:
        self._notes = notes
        self._known = known
        self._sentence = sentence
        self._place = place

    def doses(self) -> Iterator[Dose]:
        found = [
            each
            for each in self._notes.of("quantity", self._sentence)
            if each.value.unit in UNITS and not is_look_alike(self._sentence, each)
        ]
        if not found:
            return
        mentions = self._known.mentions(self._sentence)
        for each in found:
            measured = amount(each.value)
            tie = self._tied(each, mentions)
            if tie is None or measured is None:
                continue
            base = self._sentence.start
            yield Dose(
                tie.substance,
                each.value,
                measured,
                setting(self._sentence, each.start - base, each.end - base),
                self._sentence,
                each.start,
                each.end,
                tie.tie,
            )

    def _tied(self, found: Annotation, mentions: list[Mention]) -> _Tie | None:
        base = self._sentence.start
        first = self._sentence.token_at(found.start - base)
        last = self._sentence.token_at(found.end - base)
        close = self._behind(last, mentions) or self._before(first, mentions)
        if close is not None:
            return _Tie(close, "close")
        earlier = [each for each in mentions if each.last <= first]
        if earlier:
            return _Tie(earlier[-1].substance, "loose")
        keys = {each.substance.key for each in mentions}
        if len(keys) == 1:
            return _Tie(mentions[0].substance, "loose")
        return None if mentions else self._carried()

    def _behind(self, at: int, mentions: list[Mention]) -> Substance | None:
        """Read "400 mg of magnesium", "4.5 mg naltrexone", "50 mg tablets of X"."""
        words = self._sentence.words
        of = False
        at += words[at : at + 2] == [")", "of"]
        while at < len(words):
            mention = next((each for each in mentions if each.first == at), None)
            if mention is not None:
                return mention.substance
            if words[at] == "of":
                of = True
            elif words[at] not in _BETWEEN_OF:
                break
            at += 1
        if of and at < len(words) and words[at - 1] == "of":
            return _unknown(words[at])
        return None

    def _before(self, at: int, mentions: list[Mention]) -> Substance | None:
        """Read "LDN; 25 mg", "clonidine (0.1 mg)", "naltrexone at doses of 3 mg"."""
        words = self._sentence.words
        at -= 1
        while at >= 0:
            mention = next((each for each in mentions if each.last == at + 1), None)
            if mention is not None:
                return mention.substance
            if not (words[at] in _SMALL_WORDS or words[at][0].isdigit()):
                return None
            at -= 1
        return None

    def _carried(self) -> _Tie | None:
        """Go back for a name: the sentence, the table row or the heading before."""
        sentence = self._sentence
        if sentence.kind == "table-cell":
            return self._in_row()
        named = self._said_before(sentence.segment, self._place)
        return named or self._in_heading(sentence.segment)

    def _said_before(self, segment: int, place: int) -> _Tie | None:
        """Return what the nearest sentence before, of those that name one, names.

        What was found for one sentence is kept: a paragraph may have thousands.
        """
        kept = self._notes.shared.setdefault("named-before", {})
        found: list[_Tie | None] = kept.setdefault(segment, [None])
        for sentence in self._notes.sentences(segment)[len(found) - 1 : place]:
            found.append(self._only(sentence) or found[-1])
        return found[place]

    def _in_heading(self, segment: int) -> _Tie | None:
        """Return what the nearest heading above, of those that name one, names."""
        kept = self._notes.shared.setdefault("named-in-headings", [None])
        found: list[_Tie | None] = kept
        for index in range(len(found) - 1, segment):
            named = None
            if self._notes.document.segments[index].kind in _HEADING_KINDS:
                ties = map(self._only, self._notes.sentences(index))
                named = next(filter(None, ties), None)
            found.append(named or found[-1])
        return found[segment]

    def _in_row(self) -> _Tie | None:
        before = self._sentence.segment - 1
        if before < 0 or self._notes.document.segments[before].kind != "table-cell":
            return None
        if not _AMOUNT_ALONE.fullmatch(self._sentence.text):
            return None
        for cell in self._notes.sentences(before):
            mentions = self._known.mentions(cell)
            if mentions:
                return _Tie(mentions[0].substance, "close")
        return None

    def _only(self, sentence: Sentence) -> _Tie | None:
        """Return the substance of a sentence that names just one."""
        mentions = self._known.mentions(sentence)
        if len({each.substance.key for each in mentions}) != 1:
            return None
        return _Tie(mentions[-1].substance, "carried")


def _unknown(word: str) -> Substance | None:
    """Take the word after "of" for a substance that no lexicon has."""
    if not word.isalpha() or word in _NO_NAME or word in _SMALL_WORDS:
        return None
    return Substance(word, "", word)
