"""Words that look like claims and are none: diets, viruses of computers, storage.

Each entry is what a frame acts on, and what the sentence has to say besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re

    from healthlint.annotators.frames import Frame


class _Setting(NamedTuple):
    """A kind of target or its lemma, and a pattern of folded text that explains it."""

    about: frozenset[str]
    text: re.Pattern[str]


_GERMS: Final = frozenset({"pathogen"})
_SETTINGS: Final = (
    _Setting(  # the wording that law asks of slimming foods
        frozenset({"weight"}),
        compiled(r"\bonly\b.{0,60}\b(?:calorie|energy)[ -](?:controlled|restricted)"),
    ),
    _Setting(
        frozenset({"calories"}),
        compiled(r"\bcalorie[ -](?:controlled|restricted|conscious)"),
    ),
    _Setting(
        frozenset({"sunburn"}),
        compiled(r"\bspf ?\d|\bbroad[ -]spectrum\b|\bsun ?(?:screen|cream|lotion)"),
    ),
    _Setting(
        _GERMS,
        compiled(
            r"\b(?:software|firewalls?|malware|spyware|ransomware|trojans?"
            r"|inbox|e-?mail attachments?|computers?|laptops?|browsers?|servers?"
            r"|networks?|phishing|spam|windows|downloads?|hackers?|cyber\w*|pcs?)\b"
        ),
    ),
    _Setting(
        _GERMS,
        compiled(
            r"\b(?:fridge|refrigerat\w+|freezer|freeze|airtight|dry place|cool place"
            r"|store (?:in|at|below|between)|keep (?:in|it|them|dry|cool)"
            r"|shelf life|best before|containers?|lids?|bathrooms?|walls?|tiles?"
            r"|grout)\b"
        ),
    ),
    _Setting(
        frozenset({"celiac disease", "coeliac disease", "coeliac", "celiac"}),
        compiled(r"\bsuit(?:s|able|ed)?\b|\bgluten|\bsafe for\b|\bfit for\b"),
    ),
)
_FOOD: Final = compiled(
    r"(?:reduced[ -]|lower-|less-)"
    r"(?:fat|calories?|sugars?|salt|sodium|carbs?|cholesterol)"
    r"|(?:calorie|portion|carb|fat|weight)[ -](?:controlled|restricted|reduced|counted)"
)
"""What is in a food, not what it does; the whole of the claim."""
_SURFACE: Final = frozenset(
    "skin hair face scalp hands hand nails nail teeth tooth pores pore beard lips feet "
    "complexion".split()
)


def is_harmless(frame: Frame, words: str, sentence: str) -> bool:
    """Tell a frame that claims nothing; `words` is its own text, folded."""
    if _FOOD.fullmatch(words) is not None:
        return True
    lemmas = {target.lemma for target in frame.targets}
    if frame.effect == "cleanse" and lemmas <= _SURFACE:
        return True
    kinds = {target.kind for target in frame.targets}
    return any(
        (kinds <= setting.about or lemmas <= setting.about)
        and setting.text.search(sentence) is not None
        for setting in _SETTINGS
    )
