"""Studies as copy tells of them: design, sample size, population.

"In a study of ten patients", "mice given the extract", "a randomised trial (n = 240)".
What a design can show is graded as in evidence-based medicine: only trials with a
control group tell an effect from chance, expectation and the natural course.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.units import NUMBERS
from healthlint.document import Annotation
from healthlint.lazy_pattern import LazyPattern
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from healthlint.document import Annotations, Sentence

DESIGNS: Final = (
    "in-vitro",
    "animal",
    "case",
    "open-label",
    "observational",
    "randomised",
    "meta-analysis",
)
"""What a study may be, the weakest first."""


class Study(NamedTuple):
    """A study: its designs as far as they are named, its size (0: not said).

    `named` says that the words call it a study, `result` that they tell an outcome;
    `population` is the noun ("patients", "mice"; "" where nobody is named).
    """

    designs: frozenset[str]
    size: int
    population: str
    named: bool
    result: bool
    preclinical: bool = False


_DESIGN_WORDS: Final = {
    "in-vitro": (
        r"in vitro|ex vivo|test[ -]tubes?|petri dish(?:es)?|cell[ -](?:cultures?"
        r"|lines?)|(?:cultured|isolated) cells"
    ),
    "animal": (
        r"(?<!computer )(?:mouse(?! (?:pad|click))|mice)|rats?|rodents?|hamsters?"
        r"|rabbits?"
        r"|guinea pigs?|zebrafish|fruit flies|murine|piglets?|beagles?|monkeys?"
        r"|(?:animal|rodent)s? (?:study|studies|models?|experiments?|trials?|tests?"
        r"|research|data)|(?:studies|tests|experiments|research) (?:in|on|with) animals"
    ),
    "case": r"case (?:reports?|stud(?:y|ies)|series|histor(?:y|ies))",
    "open-label": (
        r"open[ -]label|uncontrolled|single[ -]arm|without (?:a )?(?:control|placebo)"
        r"(?: group)?|before[ -]and[ -]after|non[ -]randomi[sz]ed"
    ),
    "observational": (
        r"observational|cohort|cross[ -]sectional|case[ -]control|retrospective"
        r"|epidemiological|(?:population|registry|questionnaire|survey)[ -]"
        r"(?:based )?(?:study|studies|data)"
    ),
    "randomised": (
        r"(?<!non-)(?<!non )randomi[sz]ed|placebo[ -]controlled|double[ -]blind(?:ed)?"
        r"|(?<!un)controlled (?:clinical )?(?:trials?|stud(?:y|ies))|rcts?"
        r"|(?:than|versus|vs|with|against|to|and|or|on) (?:a )?placebo|placebo group"
    ),
    "meta-analysis": r"meta[ -]analys[ie]s|systematic reviews?|cochrane reviews?",
}
_DESIGN: Final = LazyPattern(
    r"\b(?:"
    + "|".join(
        rf"(?P<{name.replace('-', '_')}>{words})"
        for name, words in _DESIGN_WORDS.items()
    )
    + r")\b"
)
_NOUN: Final = LazyPattern(
    r"\b(?:(?:clinical|pilot|pre[ -]?clinical|human|scientific|small|large|recent|new"
    r"|other|another|this|these|several|multiple|many|some|numerous|various|one|a|an|two"
    r"|three|four|five|most|our|laboratory|lab|research|the|and) ){0,4}"
    r"(?:stud(?:y|ies)|(?<!free )trials?(?! (?:pack|size|offer|period|bottle|bag"
    r"|kit|run|of \w+ (?:therapy|treatment)))|experiments?|meta-analys[ei]s"
    r"|systematic reviews?"
    r"|case (?:reports?|series)|research|surveys?)\b"
    r"|\b(?:has|have) (?:also |now |even )?been (?:clinically |scientifically "
    r"|repeatedly )?"
    r"(?:shown|found|proven|proved|demonstrated)(?= to\b)"
)
PEOPLE: Final = (
    r"patients?|participants?|subjects?|volunteers?|people|persons?|adults?|children"
    r"|women|men|boys|girls|infants|babies|athletes|students|smokers|drinkers|users"
    r"|customers|individuals|sufferers|cases|males|females|veterans|seniors|runners"
    r"|teenagers|adolescents|families|members|clients|testers|nurses|workers|twins"
    r"|mothers|woman|man"
)
_SCALES: Final = {"hundred": 100, "thousand": 1000}
_TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT: Final = (
    rf"\d[\d,]*|(?:{'|'.join(NUMBERS)}) (?:hundred|thousand)|(?:{_TENS})[ -](?:one"
    rf"|two|three|four|five|six|seven|eight|nine)"
    rf"|{'|'.join(NUMBERS)}"
)
_NOT_OF_THEM: Final = (
    r"hundreds?|thousands?|million|dozen|years?|weeks?|days?|months?|hours?|minutes?"
    r"|times|percent|per|of|in|to|or|mg|g|ml|out|the|with|for|on|at|by|and|than|were|was"
    r"|is|are|that|who|from|as"
)
_SAMPLE: Final = LazyPattern(
    rf"(?<![\d.,:/-])\b(?P<size>{_COUNT}) (?:(?!(?:{_NOT_OF_THEM})\b)[a-z][a-z'-]* )"
    rf"{{0,3}}?(?P<people>{PEOPLE})\b"
)
_OF_WHOLE: Final = LazyPattern(
    rf"\b(?:{_COUNT}) (?:out )?of (?:the |our |his |her )?(?P<size>{_COUNT})"
    rf" (?:[a-z-]+ )?(?P<people>{PEOPLE})\b"
)
_SAMPLE_SIZE: Final = LazyPattern(r"\bn ?= ?(\d[\d,]*)")
_RESULT: Final = LazyPattern(
    r"\b(?:show(?:s|ed|n)?|found|finds?|demonstrat(?:es?|ed)|confirm(?:s|ed)?"
    r"|indicat(?:es?|ed)|suggest(?:s|ed)?|reveal(?:s|ed)?|conclud(?:es?|ed)|prov(?:es?"
    r"|ed|en)|report(?:s|ed)?|saw|observed|noticed|led to|reduc(?:es?|ed)"
    r"|increas(?:es?|ed)|improv(?:es?|ed)|improvements? (?:was|were|in)"
    r"|decreas(?:es?|ed)|prevent(?:s|ed)?"
    r"|stopped|lowered|eased|relieved|cured|healed|experienced|responded"
    r"|remission|recovered|disappeared|fell|rose|lost|slept|felt|better|support(?:s|ed)?"
    r"|linked|associated|effective|benefit(?:s|ed) from|helped|killed|inhibit(?:s"
    r"|ed)|blocked"
    r"|raised|grew|lived|doubled|halved|lengthened|shortened|protected|extended"
    r"|shrank|gained|observable|kept|had|enhance[sd]?)\b"
)
_METHOD: Final = LazyPattern(r"\b(?:evaluated|followed|treated|given|examined)\b")
_PRECLINICAL: Final = LazyPattern(r"\bpre[ -]?clinical\b")
_TREATED: Final = LazyPattern(
    r"\b(?:treated|followed|given|received|took|taking|experienced|reported|showed|improved|saw"
    r"|had|responded|noticed|used)\b"
)
_SIGNS: Final = frozenset(
    "study studies trial trials experiment experiments meta analysis analyses review"
    " reviews case research survey surveys mice mouse rat rats animal animals rodent"
    " rodents hamster hamsters rabbit rabbits guinea zebrafish monkey monkeys beagle"
    " beagles piglet piglets murine flies vitro vivo tube tubes petri cells cell been"
    " randomised randomized placebo label uncontrolled cohort observational"
    " retrospective blind blinded rct rcts single population epidemiological".split()
)
_PEOPLE_WORDS: Final = frozenset(
    "adolescents adults athletes babies boys cases children clients customers drinkers"
    " families females girls individuals infants males members men participant"
    " participants patient patients people person persons runners seniors smokers"
    " students subject subjects sufferers teenagers testers users veterans volunteer"
    " volunteers women n nurses workers twins mothers woman man".split()
)
_DIGIT: Final = LazyPattern(r"\d")


def _may_tell(sentence: Sentence) -> bool:
    """Tell quickly whether a sentence can speak of a study or of a sample."""
    words = sentence.words
    if not _SIGNS.isdisjoint(words):
        return True
    return not _PEOPLE_WORDS.isdisjoint(words) and (
        not _NUMBER_WORDS.isdisjoint(words) or _DIGIT.search(sentence.text) is not None
    )


_NUMBER_WORDS: Final = frozenset(NUMBERS)


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield what a sentence tells of a study: at most one; `value` is a Study."""
    text = sentence.text
    if not _may_tell(sentence):
        return
    sample = _sample(text)
    noun = _NOUN.search(text)
    designs = {
        (found.lastgroup or "").replace("_", "-"): found
        for found in _DESIGN.finditer(text)
    }
    if not _is_study(text, noun, designs, sample):
        return
    places = [found.span() for found in (noun, *designs.values()) if found]
    first = min(places)[0] if places else sample.start
    last = places and (noun or next(iter(designs.values()))).end()
    study = Study(
        frozenset(designs),
        sample.size,
        sample.people or _animals(designs),
        named=noun is not None,
        result=_tells_result(sentence, annotations),
        preclinical=_PRECLINICAL.search(text) is not None,
    )
    start, end = _extent(text, first, last or sample.end, sample)
    yield Annotation(
        "study", sentence.segment, sentence.start + start, sentence.start + end, study
    )


class _Sample(NamedTuple):
    """How many of whom: [start, end) are offsets in the sentence."""

    size: int = 0
    people: str = ""
    start: int = 0
    end: int = 0


def _is_study(
    text: str,
    noun: re.Match[str] | None,
    designs: dict[str, re.Match[str]],
    sample: _Sample,
) -> bool:
    if noun or designs.keys() & {"in-vitro", "case", "meta-analysis"}:
        return True
    if "animal" in designs:
        return _RESULT.search(text) is not None
    return bool(sample.size) and _TREATED.search(text) is not None


def _tells_result(sentence: Sentence, annotations: Annotations) -> bool:
    """Tell whether an outcome is asserted: not "did not show", "no study found"."""
    for found in _RESULT.finditer(sentence.text):
        at = sentence.start + found.start()
        if not any(
            cue.start <= at < cue.end for cue in annotations.of("negated", sentence)
        ):
            return True
    return False


def _sample(text: str) -> _Sample:
    """Return the first number of people; "ten patients", "14 children", "n = 20"."""
    sized = _SAMPLE_SIZE.search(text) if "=" in text else None
    if sized:
        return _Sample(int(sized[1].replace(",", "")), "people", *sized.span())
    found = _OF_WHOLE.search(text) or _SAMPLE.search(text)
    if not found:
        return _Sample()
    return _Sample(_size(found["size"]), found["people"], *found.span())


def _size(words: str) -> int:
    """Return what "1,200", "ten" and "twenty-four" count."""
    if words[0].isdigit():
        return int(words.replace(",", ""))
    count = 0
    for word in words.replace("-", " ").split():
        count = count * _SCALES[word] if word in _SCALES else count + int(NUMBERS[word])
    return count


def _animals(designs: dict[str, re.Match[str]]) -> str:
    return designs["animal"][0] if "animal" in designs else ""


_FAR: Final = 40  # code points between the noun and the size that belong together
_REACH: Final = 80  # code points from the noun to the verb that tells the outcome


def _extent(text: str, first: int, last: int, sample: _Sample) -> tuple[int, int]:
    """Return the words from the study to the size of its sample and to its outcome."""
    near = sample.end and sample.start - last <= _FAR and first - sample.end <= _FAR
    if near:
        first, last = min(first, sample.start), max(last, sample.end)
    elif sample.end:
        first, last = sample.start, sample.end
    found = _RESULT.search(text, last, last + _REACH)
    found = found or _METHOD.search(text, last, last + _REACH)
    return first, found.end() if found else last
