"""The `claim` annotator: claim frames of a sentence.

It reads each candidate sentence once: `tagging` gives letters, `constructions` finds
effects with their targets, `agents` says who acts. What remains here is the judgement
that belongs to the whole: does the effect fit the target, how strongly is it said, is it
denied.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from healthlint.annotators.agents import Agent, find_agent
from healthlint.annotators.constructions import Draft, drafts
from healthlint.annotators.frames import FITTING, KINDS, Frame, Target
from healthlint.annotators.tagging import Tagged, tag
from healthlint.document import Annotation, Annotations, Sentence

_CONDITIONAL: Final = frozenset(
    "may might could possibly potentially perhaps seems appears seem appear thought "
    "believed suggests suggest".split()
)
_CORRELATIONAL: Final = frozenset(
    "associated linked related studied investigated correlated researched explored".split()
)
_NORMAL: Final = frozenset({"normal", "healthy", "regular"})
_DENIED: Final = frozenset({"no", "not", "never", "without", "neither", "nor", "nothing"})
_LOOK_LEFT: Final = 8  # items before the effect in which a modal or negator counts
_ASSERTED_ANYWAY: Final = ("nothing", "no other")


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield the claim frames of a sentence, as annotations of kind ``claim``."""
    tagged = tag(sentence, annotations)
    for draft in drafts(tagged):
        frame = _frame(tagged, draft, annotations)
        if frame is not None:
            start, end = tagged.span(draft.start, draft.end)
            yield Annotation("claim", sentence.segment, start, end, frame)


def _frame(tagged: Tagged, draft: Draft, annotations: Annotations) -> Frame | None:
    targets = _targets(tagged, draft)
    if not targets:
        return None
    agent = _agent(tagged, draft, annotations)
    normal = any(
        word in _NORMAL
        for word in _words(tagged, draft.head, draft.target_end)
    )
    return Frame(
        effect=draft.effect,
        targets=targets,
        agent_grade=agent.grade,
        agent=agent.words,
        strength=_strength(tagged, draft),
        polarity="negated" if _negated(tagged, draft) else "asserted",
        place=tagged.sentence.kind,
        construction=draft.construction,
        normal=normal,
    )


def _agent(tagged: Tagged, draft: Draft, annotations: Annotations) -> Agent:
    if draft.construction == "headline":
        return Agent("explicit", tagged.words(draft.head, draft.head + 1))
    agent = find_agent(tagged, draft.head, annotations)
    if draft.construction == "passive" and tagged.tags[draft.head + 1 :].lstrip("rx").startswith("y"):
        at = tagged.tags.find("P", draft.head)
        if at >= 0:
            return Agent("explicit", tagged.words(at, at + 1))
    return agent


def _targets(tagged: Tagged, draft: Draft) -> tuple[Target, ...]:
    if draft.construction == "property":
        return (Target(tagged.words(draft.head, draft.head + 1), "symptom", frozenset()),)
    fitting = FITTING[draft.effect]
    found = []
    for at in range(draft.target, draft.target_end):
        if tagged.tags[at] != "T":
            continue
        hits = tagged.items[at].hits
        for hit in (hits.get("condition"), hits.get("target")):
            if hit is None:
                continue
            kind = next((each for each in KINDS if each in hit.tags), None)
            if kind in fitting:
                found.append(Target(hit.lemma, kind, hit.tags))
    return tuple(found)


def _words(tagged: Tagged, first: int, last: int) -> list[str]:
    items = tagged.items
    first, last = max(0, first), min(last, len(items))
    if first >= last:
        return []
    return tagged.sentence.words[items[first].first : items[last - 1].last]


def _strength(tagged: Tagged, draft: Draft) -> int:
    start = max(0, min(draft.start, draft.head) - _LOOK_LEFT)
    words = set(_words(tagged, start, max(draft.head, draft.start) + 1))
    if words & _CORRELATIONAL:
        return 1
    return 2 if words & _CONDITIONAL else 3


def _negated(tagged: Tagged, draft: Draft) -> bool:
    """Tell "does not relieve pain", "no cure for arthritis"; not "not only"."""
    tags = tagged.tags
    at = draft.head - 1
    while at >= 0 and tags[at] in "rmbhktxAEdc":
        at -= 1
    if at >= 0 and tags[at] == "n":
        word = tagged.sentence.words[tagged.items[at].first]
        return word != "nothing"
    if draft.construction == "compound" and draft.start:
        return tags[draft.start - 1] == "n"
    first = tagged.items[draft.head].first
    if first and tagged.sentence.words[first - 1] == "no":
        return True
    return False
