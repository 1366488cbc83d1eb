"""The `claim` annotator: claim frames of a sentence.

It reads each candidate sentence once: `tagging` gives letters, `constructions` finds
effects with their targets, `agents` says who acts. What remains here is the judgement
that belongs to the whole: does the effect fit the target, how strongly is it said, is
it denied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.agents import Agent, find_agent
from healthlint.annotators.clauses import Clauses
from healthlint.annotators.constructions import Draft, drafts
from healthlint.annotators.cue_phrases import beginnings
from healthlint.annotators.frames import FITTING, KINDS, Frame, Target
from healthlint.annotators.harmless import is_harmless
from healthlint.annotators.mentions import named
from healthlint.annotators.names import Name, may_hold_names, names
from healthlint.annotators.tagging import Tagged, may_hold_targets, tag
from healthlint.document import Annotation, Annotations, Sentence
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONDITIONAL: Final = frozenset(
    "may might could possibly potentially perhaps seems appears seem appear thought "
    "believed suggests suggest".split()
)
_OPEN: Final = frozenset(
    "hypothesis hypotheses hypothesized hypothesised proposal proposed whether unknown "
    "unclear uncertain".split()
)
_TRIALS: Final = frozenset(
    "placebo trial trials randomised randomized".split()
)  # what a study found is told, not promised
_CORRELATIONAL: Final = frozenset(
    "associated linked related studied investigated correlated researched "
    "explored".split()
)
_NORMAL: Final = frozenset({"normal", "healthy", "regular"})
_LOOK_LEFT: Final = 8  # items before the effect in which a modal or negator counts


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield the claim frames of a sentence, as annotations of kind ``claim``."""
    named_so = may_hold_names(sentence)
    if not (named_so or may_hold_targets(sentence, annotations)):
        return
    tagged = tag(sentence, annotations)
    harms = _harms_from(sentence)
    frames = [
        frame
        for frame in _frames(tagged, drafts(tagged), annotations)
        if frame.start < harms
    ]
    if harms < sentence.end and not frames:
        return
    yield from frames or _frames(tagged, named(tagged), annotations)
    for name in names(tagged, annotations) if named_so else ():
        start, end = tagged.span(name.item, name.item + 1)
        yield Annotation("claim", sentence.segment, start, end, _of_name(tagged, name))


def _frames(
    tagged: Tagged, found: Iterable[Draft], annotations: Annotations
) -> Iterator[Annotation]:
    for draft in found:
        frame = _frame(tagged, draft, annotations)
        if frame is None:
            continue
        start, end = tagged.span(draft.start, draft.end)
        text, base = tagged.sentence.text, tagged.sentence.start
        if not is_harmless(frame, text[start - base : end - base], text):
            yield Annotation("claim", tagged.sentence.segment, start, end, frame)


_INCLUDE: Final = frozenset({"include", "includes", "included", "including"})
_HARMS: Final = frozenset({"symptoms", "effects", "reactions", "events", "signs"})


def _harms_from(sentence: Sentence) -> int:
    """Return where "Side effects include ..." begins to promise nothing.

    A folded offset of the segment; the sentence's end where it lists no harms.
    """
    if not _INCLUDE.isdisjoint(sentence.vocabulary):
        words = sentence.words
        for at, word in enumerate(words):
            if word in _INCLUDE and not _HARMS.isdisjoint(words[max(0, at - 3) : at]):
                return sentence.start + sentence.starts[at]
    return sentence.end


def _of_name(tagged: Tagged, name: Name) -> Frame:
    _, lemma, tags = name.condition
    kind = next(kind for kind in KINDS if kind in tags)
    return Frame(
        effect="name",
        targets=(Target(lemma, kind, tags),),
        agent_grade="explicit",
        agent=tagged.words(name.item, name.item + 1),
        strength=3,
        polarity="asserted",
        place=tagged.sentence.kind,
        construction="name",
    )


def _frame(tagged: Tagged, draft: Draft, annotations: Annotations) -> Frame | None:
    targets = _targets(tagged, draft)
    if not targets:
        return None
    agent = _agent(tagged, draft, annotations)
    normal = _is_normal(tagged, draft)
    return Frame(
        effect=draft.effect,
        targets=targets,
        agent_grade=agent.grade,
        agent=agent.words,
        strength=_strength(tagged, draft),
        polarity=("negated" if _negated(tagged, draft, annotations) else "asserted"),
        place=tagged.sentence.kind,
        construction=draft.construction,
        normal=normal,
    )


def _is_normal(tagged: Tagged, draft: Draft) -> bool:
    """Tell wording that laws permit: "contributes to ...", "maintains normal ..."."""
    words = _words(tagged, draft.head, draft.target_end)
    if any(word in _NORMAL for word in words):
        return True
    before = _words(tagged, draft.head - 4, draft.head)
    return any(word.startswith("contribut") for word in (*before, *words[:1]))


def _agent(tagged: Tagged, draft: Draft, annotations: Annotations) -> Agent:
    construction = draft.construction
    if construction == "named":
        return Agent("none")
    if construction == "question":
        answer: Agent = annotations.ask(_answer, tagged.sentence)
        return answer
    found = _by_construction(tagged, draft)
    if found is not None:
        return found
    agent = find_agent(tagged, min(draft.start, draft.head), annotations)
    if construction in {"passive", "intransitive"} and agent.grade in _VERB_FIRST:
        return Agent("none")
    return agent


def _by_construction(tagged: Tagged, draft: Draft) -> Agent | None:
    """Return the agent where the construction itself tells where it stands."""
    words = tagged.words(draft.head, draft.head + 1)
    if draft.construction == "purpose":
        return Agent("heading", words)
    if draft.construction == "headline":
        promoted = tagged.tags[draft.head] == "P"
        return Agent("explicit" if promoted else "product-noun", words)
    if draft.construction in {"compound", "property"}:
        return _product_after(tagged, draft.end)
    if draft.construction in {"passive", "intransitive"}:
        return _means(tagged, draft.head + 1)
    if draft.construction == "benefit":
        at = tagged.tags.find("P", draft.head)
        words = tagged.words(at, at + 1) if at >= 0 else ""
        return Agent("in-sentence" if words else "none", words)
    return None


def _means(tagged: Tagged, after: int) -> Agent | None:
    """Find what somebody is treated with: "is relieved by our balm"."""
    found = _MEANS.match(tagged.tags, after)
    if found is None:
        return None
    at = found.end() - 1
    grade = "explicit" if tagged.tags[at] == "P" else "generic"
    return Agent(grade, tagged.words(at, at + 1))


_VERB_FIRST: Final = frozenset({"heading", "imperative", "subjectless"})
_ANSWERS: Final = frozenset(
    "gone solved sorted relief help try meet introducing cured fixed beat no say get "
    "here our this these look stop end not discover".split()
)
_ANSWER_REACH: Final = 14  # items of the next sentence in which the product is named


_DENIALS: Final = frozenset({"no", "nope", "never", "unfortunately", "sadly"})


def _is_denied(sentence: Sentence, annotations: Annotations) -> bool:
    """Tell "Does it cure arthritis? No." from "Arthritis? No problem"."""
    for each in annotations.sentences(sentence.segment):
        if each.start > sentence.start:
            words = each.words
            return words[0] in _DENIALS and not "".join(words[1:2]).isalnum()
    return False


def _answer(sentence: Sentence, annotations: Annotations) -> Agent:
    """Judge "Arthritis?" by what comes next: a product, or a promise."""
    following = [
        each
        for each in annotations.sentences(sentence.segment)
        if each.start > sentence.start
    ]
    if not following:
        return Agent("heading")
    after = tag(following[0], annotations)
    at = after.tags[:_ANSWER_REACH].find("P")
    if at >= 0:
        return Agent("in-sentence", after.words(at, at + 1))
    opens = following[0].words[:1]
    return Agent("subjectless") if opens and opens[0] in _ANSWERS else Agent("heading")


_MEANS: Final = compiled(r"[rxv0]{0,3}(?:y|w)[drxANE]{0,4}[PSG]")
_AFTER: Final = compiled(r"[xANrET]{0,3}([pP])")


def _product_after(tagged: Tagged, end: int) -> Agent | None:
    """Find the product that an adjective stands before: "a cancer-fighting tea"."""
    found = _AFTER.match(tagged.tags, end)
    if found is None:
        return None
    grade = "explicit" if found[1] == "P" else "product-noun"
    return Agent(grade, tagged.words(found.start(1), found.end(1)))


def _targets(tagged: Tagged, draft: Draft) -> tuple[Target, ...]:
    if draft.construction in {"property", "mention"}:
        return (Target(tagged.words(draft.head, draft.head + 1), "drug", frozenset()),)
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
    if words & _CORRELATIONAL or not _TRIALS.isdisjoint(tagged.sentence.vocabulary):
        return 1
    if words & _OPEN and _is_open(tagged, draft):
        return 0
    return 2 if words & _CONDITIONAL else 3


def _is_open(tagged: Tagged, draft: Draft) -> bool:
    """Tell "whether it cures" from "ask whether we have it, it cures"."""
    words = tagged.sentence.words
    head = tagged.items[draft.head].first
    clauses = Clauses(words)
    opened = max(at for at in range(head + 1) if words[at] in _OPEN)
    return opened >= clauses.start(head) or clauses.end(opened) >= head


def _negated(tagged: Tagged, draft: Draft, annotations: Annotations) -> bool:
    """Tell "does not relieve pain" and "no cure", not "nothing relieves"."""
    if draft.construction == "question" and annotations.ask(
        _is_denied, tagged.sentence
    ):
        return True
    if beginnings("negated").isdisjoint(tagged.sentence.vocabulary):
        return False
    start, _ = tagged.span(draft.start, draft.end)
    head, _ = tagged.span(draft.head, draft.head + 1)
    return any(
        scope.start <= start < scope.end or scope.start <= head < scope.end
        for scope in annotations.of("negated", tagged.sentence)
    )
