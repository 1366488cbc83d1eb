"""A claim frame: what a sentence says that something does to a body."""

from __future__ import annotations

from typing import Final

from healthlint.records import NamedTuple


class Target(NamedTuple):
    """What is acted on: its lemma, its kind (disease, symptom, mood ...) and tags."""

    lemma: str
    kind: str
    tags: frozenset[str]


class Frame(NamedTuple):
    """One claim; the value of an annotation of kind ``claim``.

    `strength` is 0 none, 1 correlational, 2 conditional, 3 causal (Yu, Li and Wang
    2019); `polarity` asserted or negated; `place` the segment's kind.
    """

    effect: str
    targets: tuple[Target, ...]
    agent_grade: str
    agent: str
    strength: int
    polarity: str
    place: str
    construction: str
    normal: bool = False  # "maintains normal ...": the wording that laws permit


KINDS: Final = (
    "disease",
    "symptom",
    "natural-state",
    "body-function",
    "body-part",
    "biomarker",
    "appearance",
    "weight",
    "mood",
    "pathogen",
    "toxin",
    "quality-of-life",
)
TARGETS: Final = (*KINDS, "drug")
"""What a claim may be about: "antiviral" carries effect and target in one."""

_ILL: Final = frozenset({"disease", "symptom", "natural-state"})
_WELL: Final = frozenset(
    {"body-function", "body-part", "biomarker", "mood", "appearance", "quality-of-life"}
)
FITTING: Final[dict[str, frozenset[str]]] = {
    "cure": _ILL | {"pathogen", "body-part", "toxin", "appearance"},
    "treat": _ILL | {"pathogen", "appearance"},
    "help": _ILL | _WELL | {"weight"},
    "relieve": _ILL | {"mood", "body-part"},
    "reduce": _ILL | {"biomarker", "weight", "toxin", "appearance", "pathogen", "mood"},
    "reduce-risk": _ILL | {"pathogen"},
    "prevent": _ILL | {"pathogen", "body-part", "toxin", "appearance"},
    "reverse": _ILL | {"appearance"},
    "slow": _ILL | {"appearance"},
    "diagnose": _ILL,
    "kill": frozenset({"disease", "pathogen"}),
    "boost": _WELL,
    "improve": _ILL | _WELL,
    "support": _WELL | {"weight"},
    "regulate": _WELL | {"disease", "symptom", "weight"},
    "cleanse": frozenset({"toxin", "body-part", "pathogen"}),
    "repair": frozenset({"body-part", "body-function", "appearance"}),
    "slim": frozenset({"weight"}),
    "name": frozenset({"disease", "symptom"}),
    "named": frozenset({"disease", "symptom"}),
    "beautify": frozenset({"appearance", "body-part", "natural-state"}),
}
"""Which targets an effect can claim: nobody advertises to increase a disease."""
