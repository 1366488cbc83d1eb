"""The check behind `find:`: phrases and claim frames, with the cues around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators import SCOPE
from healthlint.checks.match import Match
from healthlint.diagnostic import Confidence
from healthlint.rule import CITED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from healthlint.annotators.frames import Frame
    from healthlint.document import Annotation, Annotations, Sentence
    from healthlint.phrases import Phrase
    from healthlint.rule import Rule, Selector


_ILL: Final = frozenset({"disease", "symptom", "pathogen"})
_WEAKER: Final = (1, 2)  # correlational and conditional claims


def phrase_matches(
    rule: Rule, phrase: Phrase, sentence: Sentence, annotations: Annotations
) -> list[Match]:
    """Return where a phrase of the rule stands and no cue acquits it."""
    if not applies(rule, sentence):
        return []
    return [
        Match(
            rule,
            sentence,
            start,
            end,
            Confidence[rule.confidence],
            softened=_cues(rule.soften, sentence, start, annotations),
        )
        for start, end in phrase.matches(sentence, finder(sentence, annotations))
        if not acquitted(rule, sentence, start, annotations)
    ]


def claim_matches(
    rule: Rule, selector: Selector, sentence: Sentence, annotations: Annotations
) -> Iterator[Match]:
    """Yield the claim frames of the sentence that the selector admits."""
    for found in annotations.of("claim", sentence):
        if selects(selector, found.value):
            yield from frame_matches(rule, found, sentence, annotations)


def frame_matches(
    rule: Rule, found: Annotation, sentence: Sentence, annotations: Annotations
) -> Iterator[Match]:
    """Yield the match of a claim frame that the rule selects, if no cue acquits it."""
    frame: Frame = found.value
    if not applies(rule, sentence) or _is_harmless(rule, frame):
        return
    if acquitted(_heard(rule, frame), sentence, found.start, annotations):
        return
    softened = _cues(rule.soften, sentence, found.start, annotations)
    if "hedged" in rule.soften and frame.strength in _WEAKER:
        softened |= {"hedged"}
    yield Match(
        rule,
        sentence,
        found.start,
        found.end,
        Confidence[rule.confidence],
        softened=softened,
        frame=frame,
        slots=_slots(frame),
    )


def _heard(rule: Rule, frame: Frame) -> Rule:
    """Let "Arthritis? Gone in a week" be a claim although it is asked."""
    if frame.construction == "question":
        return rule._replace(unless=rule.unless - {"question"})
    return rule


def _is_harmless(rule: Rule, frame: Frame) -> bool:
    """Tell a denial, and the wording that laws permit of functions and mild states."""
    if "negated" in rule.unless and frame.polarity == "negated":
        return True
    return frame.normal and _ILL.isdisjoint(each.kind for each in frame.targets)


def applies(rule: Rule, sentence: Sentence) -> bool:
    """Tell whether the rule looks at segments of this kind."""
    return not rule.where or sentence.kind in rule.where


def selects(selector: Selector, frame: Frame) -> bool:
    """Tell whether a frame has what the selector asks for."""
    effect, target, target_tag, grade, strength, place, construction = selector
    return (
        (not effect or frame.effect in effect)
        and (not target or any(each.kind in target for each in frame.targets))
        and (not grade or frame.agent_grade in grade)
        and (not strength or frame.strength in strength)
        and (not place or frame.place in place)
        and (not construction or frame.construction in construction)
        and (
            not target_tag
            or any(not target_tag.isdisjoint(each.tags) for each in frame.targets)
        )
    )


def acquitted(
    rule: Rule, sentence: Sentence, start: int, annotations: Annotations
) -> bool:
    """Tell whether a cue in `unless` covers the words, or one in `only` is missing."""
    if rule.unless and _cues(rule.unless, sentence, start, annotations):
        return True
    if CITED in rule.unless and _is_cited(sentence, annotations):
        return True
    return bool(rule.only) and not _cues(rule.only, sentence, start, annotations)


def _is_cited(sentence: Sentence, annotations: Annotations) -> bool:
    from healthlint.annotators.reach import in_reach  # few sentences get here

    return in_reach(sentence, annotations)


_NONE: Final = frozenset[str]()


def _cues(
    names: frozenset[str], sentence: Sentence, start: int, annotations: Annotations
) -> frozenset[str]:
    """Return which of these cues have words that start there in their scope."""
    found = annotations.of(SCOPE, sentence)
    if not found:
        return _NONE
    return names.intersection(
        [cue.value for cue in found if cue.start <= start < cue.end]
    )


def finder(
    sentence: Sentence, annotations: Annotations
) -> Callable[[str], Sequence[Annotation]]:
    """Return what gives a phrase the annotations behind a name in braces."""

    def found(name: str) -> Sequence[Annotation]:
        return annotations.of(name, sentence) if annotations.knows(name) else ()

    return found


def _slots(frame: Frame) -> dict[str, str]:
    lemma = frame.targets[0].lemma
    return {
        "condition": lemma,
        "target": lemma,
        "effect": frame.effect,
        "agent": frame.agent or "the product",
        "substance": frame.agent or "the product",
    }
