"""What the words around an amount say of it: who takes it, how, and how it is meant.

Patterns are tried on folded sentences that hold an amount, so on few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.packs import PACK
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re

    from healthlint.document import Sentence


def _one_of(words: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """Compile patterns between bars, in as many lines as they need."""
    parts = "|".join(part.strip() for part in words.split("|"))
    return compiled(f"{before}(?:{parts}){after}")


_ANIMALS: Final = _one_of(
    """mice | mouse | murine | rats? | rodents? | rabbits? | dogs? | cats?
    | horses? | monkeys? | pigs? | animals? | in vitro | ld50 | cell cultures?"""
)
_STUDIES: Final = _one_of(
    r"""stud(?:y|ies|ied) | trials? | participants? | subjects | volunteers
    | received | placebo | randomi[sz]ed | cohort | investigat\w+ | researchers?
    | were given | was given | experiment\w*"""
)
_HISTORY: Final = _one_of(
    r"""originally | initially | historically | formerly | previously | in the past
    | used to be | no longer | until (?:19|20)\d\d | in the (?:19|20)\d0s"""
)
_LABEL: Final = _one_of(
    r"""approved | licen[sc]ed | authori[sz]ed | labell?ed | on[- ]label
    | prescribing information | addiction | dependence | alcohol\w* | opioid use"""
)
_BRANDS: Final = "brands?|products?|supplements?|makers|manufacturers|formulas?"
_OTHERS: Final = _one_of(
    rf"""(?:other|most|many|typical|leading|cheap\w*|ordinary|rival) (?:{_BRANDS})
    | competing | competit(?:ors?|ion) | unlike"""
)
_CONTENT: Final = _one_of(
    r"""contains? | containing | provides? | providing | deliver\w* | packed with
    | suppl(?:y|ies) | each | strength
    | per (?:serving|capsule|tablet|softgel|scoop|gummy|sachet)
    | (?:capsules?|tablets?|softgels?|gumm(?:y|ies)|sachets?) of"""
)
_ADVISED: Final = _one_of(
    r"""takes? | taking | taken | recommend\w* | suggested | advise[ds]?
    | dos(?:e|es|ing|age|ages) | directions? | use | daily | per day | a day
    | every day | nightly | once | twice | should | start\w* | needs?
    | prescribe[ds]? | ranges? | rang(?:ing|ed) | usual\w* | typical\w* | commonly"""
)
_HARM: Final = _one_of(
    r"""overdos\w+ | toxic\w* | poison\w* | side effects? | adverse | tolerable
    | upper (?:intake )?(?:level|limit)s? | exceed\w* | too much | too high
    | danger\w* | harmful | unsafe | fatal\w* | lethal | nerve damage | neuropathy
    | risk of | warn\w* | mistake | do not take | don't take | never take | not take
    | should not | must not | avoid"""
)
_PRESCRIBED: Final = _one_of(
    r"""deficien\w+ | prescri\w+ | doctors? | physicians? | supervis\w+ | medical
    | clinician | weekly | a week | per week | once a week | loading | short[- ]term"""
)
_STEP: Final = _one_of(
    r"""start\w* | begin\w* | initiat\w+ | initial | titrat\w+ | increas\w+
    | rais\w+ | (?:build|work)\w* up | lower(?:ed|ing) | reduc\w+ | taper\w*
    | wean\w* | drop(?:ped|ping) | cut\w* | decreas\w+ | step\w* | then | gradually"""
)
_LEAST: Final = _one_of(
    r"""more than | over | above | exceed(?:s|ing)? | greater than | higher than
    | beyond | at least | minimum(?: of)? | from as little as | > | ≥""",
    before="",
    after=r"[ ~]*$",
)
_MOST: Final = _one_of(
    r"""less than | below | under | up to | no more than | not more than | at most
    | lower than | maxim(?:um|al)(?: daily)?(?: dose| amount)?(?: of| is)? | max\.?
    | as much as | < | ≤""",
    before="",
    after=r"[ ~]*$",
)
_REFUSED: Final = _one_of(
    "not | never | instead of | rather than | avoid", after=r"(?: \w+)?[ ~]*$"
)
_ROUTES: Final = {
    "topical": _one_of(
        r"""creams? | topical\w* | transdermal\w* | gels? | ointments? | lotions?
        | patch(?:es)? | on(?:to)? the skin | serums?"""
    ),
    "injected": _one_of(
        r"""inject\w* | intramuscular\w* | intravenous\w* | iv | im | infus\w+
        | subcutaneous\w* | drips? | shots?"""
    ),
    "nasal": _one_of(r"nasal\w* | intranasal\w* | inhal\w+"),
    "slow": _one_of(
        r"""(?:extended|slow|sustained|timed|prolonged|modified)[ -]release\w* | xr
        | xl | depot"""
    ),
    "oral": _one_of("oral(?:ly)? | by mouth | swallow\\w*"),
}
_POPULATIONS: Final = {
    "children": _one_of(
        r"""child(?:ren)?(?:'s)? | kids? | toddlers? | infants? | babies
        | pa?ediatric\w* | teens? | teenagers? | adolescents? | aged? (?:\d|1[0-7])
        | boys | girls"""
    ),
    "pregnancy": _one_of(r"pregnan\w+ | breast-?feeding | lactat\w+ | prenatal\w*"),
    "elderly": _one_of(r"elderly | older (?:adults|people) | seniors | over [567]\d"),
    "adults": _one_of("adults?"),
    "by weight": _one_of(r"weighing | (?:under|over|less than|below|above) \d+ kg"),
    "women": _one_of("women | females?"),
    "men": _one_of("men | males?"),
    "ill": _one_of(
        r"(?:renal|kidney|liver|hepatic) (?:impairment|disease|failure) | athletes?"
    ),
}
_PURPOSES: Final = _one_of(
    r"""deficien\w+ | prevent\w* | maintenance | loading | jet[- ]?lag | acute
    | migraines? | sleep | weight loss | muscle | immun\w+ | stress | anxiety | pain
    | bones? | heart | acne | hair | athletes? | workouts? | training | colds?
    | treat\w* | constipation | cramps? | ana?emia | depression"""
)
_FORM: Final = "capsule|tablet|softgel|gummy|drop|pill|scoop|lozenge|sachet|spray|ml"
_FORMS: Final = "capsules|tablets|softgels|gummies|pills|lozenges|strengths?"
_PIECE: Final = _one_of(
    rf"""(?:each|per|every|one|a) (?:\w+ )?(?:{_FORM}) | (?:{_FORMS}) of
    | (?:available|come|comes|sold) (?:in|as)"""
)
_PIECES_AFTER: Final = compiled(
    rf"^ ?(?:\w+ ){{0,2}}(?:{_FORM}|{_FORMS}|caps|tabs|troches?)\b"
)
_DURATION: Final = compiled(
    r"\b(?:for|during) (?:up to |at least |about |a maximum of |no more than "
    r"|the first |the next |another )?"
    r"(\w+(?:[ -]to[ -]|[-–])?\w*[ -](?:day|week|month|year)s?)\b"
)
# By mouth is how products are taken where nothing is said.
_BY_MOUTH: Final = frozenset({"", "oral"})
_NEAR: Final = 40  # code points before an amount that may limit it


class Setting(NamedTuple):
    """How an amount is meant.

    `kind` is one of pack (what one holds), animal, studied, history, label, other,
    advised, content, plain;
    `limit` is "most" ("up to 5 mg"), "least", "refused" or ""; `step` tells the steps
    of a plan from a dose; `harm` and `prescribed` what the sentence speaks of; `piece`
    what one tablet holds, whatever number is taken.
    """

    kind: str
    limit: str = ""
    step: bool = False
    harm: bool = False
    prescribed: bool = False
    asked: bool = False
    piece: bool = False
    route: str = ""
    populations: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    duration: str = ""

    def goes_the_way_of(self, other: Setting) -> bool:
        """Tell whether both are taken the same way, as far as is said."""
        return self.route == other.route or {self.route, other.route} == _BY_MOUTH


_IN_PACK: Final = compiled(rf"\b{PACK} (?:holds?|contains?|has|have|with) $")
_KINDS: Final = (
    ("animal", _ANIMALS),
    ("other", _OTHERS),
    ("history", _HISTORY),
    ("studied", _STUDIES),
    ("label", _LABEL),
    ("advised", _ADVISED),
    ("content", _CONTENT),
)


def setting(sentence: Sentence, start: int, end: int) -> Setting:
    """Return how the amount at offsets [start, end) of a sentence is meant."""
    text = sentence.text
    before = text[max(0, start - _NEAR) : start]
    duration = _DURATION.search(text, end)
    return Setting(
        kind=_kind(text, before),
        limit=_limit(before),
        step=_STEP.search(before) is not None,
        harm=_HARM.search(text) is not None,
        prescribed=_PRESCRIBED.search(text) is not None,
        asked=text.rstrip().endswith("?"),
        piece=bool(_PIECE.search(text) or _PIECES_AFTER.match(text[end:])),
        route=next((name for name, sign in _ROUTES.items() if sign.search(text)), ""),
        populations=_populations(text),
        purposes=frozenset(_PURPOSES.findall(text)),
        duration=duration[1] if duration else "",
    )


def _kind(text: str, before: str) -> str:
    if _IN_PACK.search(before):
        return "pack"
    return next((name for name, sign in _KINDS if sign.search(text)), "plain")


def _populations(text: str) -> frozenset[str]:
    """Return who is named; adults alone are whom copy speaks to anyway."""
    named = {name for name, sign in _POPULATIONS.items() if sign.search(text)}
    return frozenset() if named == {"adults"} else frozenset(named)


def _limit(before: str) -> str:
    for name, sign in (("most", _MOST), ("least", _LEAST), ("refused", _REFUSED)):
        if sign.search(before):
            return name
    return ""
