"""Which substances a sentence names, under any name that the document gives them.

Names come from the lexicons, from the product sheet, and from the text: "low-dose
naltrexone (LDN)" makes LDN a name of a low dose of naltrexone, "Palmitoylethanolamide
(PEA)" makes one of a word that no lexicon has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence
    from healthlint.lexicon import Hit, Lexicons
    from healthlint.product import Product


class Substance(NamedTuple):
    """A substance, and the sort of dose that its name speaks of.

    `key` is one for all names of it; `grade` is "low", "very low", "high" or "";
    `said` is the name as written, without the grade; `declared`
    tells the name of a declared product from that of its substance.
    """

    key: str
    grade: str = ""
    said: str = ""
    declared: bool = False


class Mention(NamedTuple):
    """A substance named in tokens [first, last)."""

    first: int
    last: int
    substance: Substance


_DOSES: Final = r"dos(?:e|es|age|ages|ing)"
_SIZES: Final = (
    "very low|ultra[ -]?low|low|lower|reduced|small|micro|high|higher|highest|full|"
    "large|larger|standard|mega"
)
_GRADE: Final = compiled(
    rf"\b({_SIZES})[ -]?{_DOSES}\b(?: \([^()]*\))?(?: of)?(?: oral)? ?$"
)
_GRADED_AFTER: Final = compiled(rf"^ ?\((very low|low|high|full)[ -]{_DOSES}\)")
_GRADES: Final = {
    "low": "low", "lower": "low", "reduced": "low", "small": "low", "micro": "low",
    "very low": "very low", "ultra low": "very low", "ultra-low": "very low",
    "ultralow": "very low",
}  # fmt: skip
_VERY: Final = compiled(r"\b(?:very|ultra)[ -]$")
_IN_LEMMA: Final = compiled(rf"^(low|high)[- ]{_DOSES}(?: of)? (.+)$")
# Of these, all variants of a line are one substance; of others (herbs, salts of a
# mineral) an amount of one variant is no amount of the next.
_SAME_IN_ALL_FORMS: Final = frozenset(
    {"vitamin", "drug", "antibiotic", "opioid", "brand", "prescription", "glp-1"}
)
_FORM: Final = compiled(
    r" (?:supplement|tablet|capsule|pill|drop|powder|spray|softgel|lozenge|gummie)s?$|"
    r" gummy$",
    re.IGNORECASE,
)
_SALTS: Final = frozenset(
    "acetate ascorbate aspartate bisglycinate carbonate chelate chloride citrate "
    "fumarate gluconate glycinate hydroxide lactate malate orotate oxide phosphate "
    "picolinate salicylate stearate sulfate sulphate taurate threonate".split()
)
_NO_SUBSTANCE: Final = frozenset({"procedure", "service"})
_ALIAS: Final = compiled(r"\(([A-Z][A-Z0-9-]{1,7})\)")
_LONG_WORD: Final = compiled(r"([A-Za-z][A-Za-z-]{6,})[ \xa0]+$")
_PLACEBO: Final = Substance("placebo", said="placebo")


class Names:
    """All names of substances in one document."""

    def __init__(self, notes: Annotations, settings: Settings) -> None:
        """Learn the names of the sheet, then those of the text."""
        self._lexicons: Lexicons = notes.shared["lexicons"]
        self._phrases: dict[str, dict[tuple[str, ...], Substance]] = {}
        for product in settings.products:
            self._learn_product(product)
        for segment in notes.document.segments:
            if "(" in segment.text:
                self._learn_aliases(segment.folded.cased)

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """Return the substances of a sentence, by place, without overlap."""
        found = sorted(
            (*self._own(sentence), *self._listed(sentence)),
            key=lambda each: (each.first, -each.last),
        )
        kept: list[Mention] = []
        for mention in found:
            if not kept or mention.first >= kept[-1].last:
                kept.append(_graded(mention, sentence))
        return kept

    def substance(self, name: str) -> Substance:
        """Return the substance behind a name that stands alone."""
        for hit in self._lexicons.find(name):
            if hit.lexicon == "substance":
                return _of_hit(hit, name.lower())
        return _named(name.lower())

    def _listed(self, sentence: Sentence) -> Iterator[Mention]:
        for first, last, hit in self._lexicons.hits(sentence):
            if hit.lexicon == "substance" and _NO_SUBSTANCE.isdisjoint(hit.tags):
                start, end = sentence.span(first, last)
                base = sentence.start
                said = sentence.cased[start - base : end - base]
                found = Mention(first, last, _of_hit(hit, " ".join(said.split())))
                yield _with_salt(found, sentence.words)

    def _own(self, sentence: Sentence) -> Iterator[Mention]:
        words = sentence.words
        for at, word in enumerate(words):
            if word == "placebo":
                yield Mention(at, at + 1, _PLACEBO)
            for phrase, substance in self._phrases.get(word, {}).items():
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield Mention(at, at + len(phrase), substance)

    def _learn(self, name: str, substance: Substance) -> None:
        words = tuple(re.findall(r"\w+", name.lower()))
        if words:
            self._phrases.setdefault(words[0], {}).setdefault(words, substance)

    def _learn_product(self, product: Product) -> None:
        named = self.substance(product.name)
        key = self.substance(product.substance).key if product.substance else named.key
        for name in (product.name, *product.aliases):
            self._learn(name, Substance(key, named.grade, name, declared=True))
        if product.substance:
            self._learn(product.substance, Substance(key, "", product.substance))

    def _learn_aliases(self, text: str) -> None:
        """Read "low-dose naltrexone (LDN)" and "(LDN) low-dose naltrexone"."""
        for found in _ALIAS.finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            substance = self._ending(before[-60:]) or self._beginning(after[:60])
            substance = substance or _spelt_out(before, found[1])
            if substance is not None:
                self._learn(found[1], substance._replace(said=found[1]))

    def _ending(self, text: str) -> Substance | None:
        """Return the substance that the last words name, with its grade."""
        return self._first_known(text, range(4, 0, -1), -1)

    def _beginning(self, text: str) -> Substance | None:
        return self._first_known(text, range(5, 0, -1), 1)

    def _first_known(
        self, text: str, sizes: Iterable[int], side: int
    ) -> Substance | None:
        words = text.split()
        for size in sizes:
            chosen = words[-size:] if side < 0 else words[:size]
            name = " ".join(chosen).strip(" ,;:")
            hits = [h for h in self._lexicons.find(name) if h.lexicon == "substance"]
            if hits and _NO_SUBSTANCE.isdisjoint(hits[0].tags):
                substance = _of_hit(hits[0], name.lower())
                return _regraded(substance, " ".join(words[:-size]).lower() + " ")
        return None


def names(notes: Annotations, settings: Settings) -> Names:
    """Return the names of a document, learnt once a run."""
    known: Names | None = notes.shared.get("substances")
    if known is None:
        known = notes.shared["substances"] = Names(notes, settings)
    return known


def _with_salt(mention: Mention, words: list[str]) -> Mention:
    """Tell zinc oxide from zinc: so much of the one is not so much of the other."""
    salt = words[mention.last] if mention.last < len(words) else ""
    if salt not in _SALTS:
        return mention
    key, grade, said, declared = mention.substance
    salted = Substance(f"{key} {salt}", grade, f"{said} {salt}", declared)
    return Mention(mention.first, mention.last + 1, salted)


def _of_hit(hit: Hit, said: str) -> Substance:
    lemma = hit.lemma.lower()
    graded = _IN_LEMMA.match(lemma)
    if graded:
        return Substance(graded[2], graded[1], graded[2])
    said = _FORM.sub("", said)
    is_one = not _SAME_IN_ALL_FORMS.isdisjoint(hit.tags)
    key = lemma if is_one else said.lower().replace("-", " ")
    return Substance(key, "", said)


def _named(said: str) -> Substance:
    graded = _IN_LEMMA.match(said)
    return (
        Substance(graded[2], graded[1], graded[2])
        if graded
        else Substance(said, "", said)
    )


def _graded(mention: Mention, sentence: Sentence) -> Mention:
    """Hear "low doses of" before a name and "(high dose)" behind it."""
    before = sentence.text[: sentence.starts[mention.first]]
    substance = _regraded(mention.substance, before)
    start = sentence.starts[mention.last - 1] + len(sentence.words[mention.last - 1])
    after = _GRADED_AFTER.match(sentence.text[start:])
    if after:
        substance = substance._replace(grade=_grade(after[1]))
    return mention._replace(substance=substance)


def _regraded(substance: Substance, before: str) -> Substance:
    """Add what the words before a name say of the dose."""
    if substance.grade == "low" and _VERY.search(before):
        return substance._replace(grade="very low")
    found = None if substance.grade else _GRADE.search(before[-60:])
    return substance._replace(grade=_grade(found[1])) if found else substance


def _grade(word: str) -> str:
    return _GRADES.get(word, "high")


def _spelt_out(before: str, alias: str) -> Substance | None:
    """Take "Palmitoylethanolamide (PEA)" for the name of something."""
    found = _LONG_WORD.search(before[-60:])
    if not found or found[1][0].lower() != alias[0].lower():
        return None
    letters = iter(found[1].lower())
    if not all(letter in letters for letter in alias.lower() if letter.isalpha()):
        return None
    return Substance(found[1].lower())
