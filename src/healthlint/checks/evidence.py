"""Rules on evidence: what a study can show against what the copy says beside it.

`defect` names the mismatch: `overstated` (a cause told from a design that shows links),
`carried-over` (people told from animals or cells), `uncontrolled` (a change under
treatment told as its effect), `small` (a handful of people as proof), `preclinical` (a
study before any test in people, done on people).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.studies import PEOPLE, Study
from healthlint.checks.match import Elsewhere
from healthlint.checks.place import at
from healthlint.lazy_pattern import LazyPattern
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotation, Annotations, Sentence
    from healthlint.rule import Rule

_CAUSAL: Final = 3  # strength of a claim (Yu, Li and Wang 2019)
_CONDITIONAL: Final = 2
_SMALL: Final = 30  # below it chance alone makes large differences
_ANYBODY: Final = frozenset(
    {"people", "person", "persons", "individuals", "families", "members", "cases"}
)
_NEAR: Final = 2  # sentences after a study that still speak of it
_LINKS: Final = frozenset({"observational", "case"})
_NOT_PEOPLE: Final = frozenset({"animal", "in-vitro"})
_CONTROLLED: Final = LazyPattern(
    r"\b(?:placebo|control(?:led)? (?:group|arm|trial)|controls|randomi[sz]ed|compared"
    r" (?:to|with)|versus|vs|meta-analys[ei]s|systematic review)\b"
)
_CAUSE: Final = LazyPattern(
    r"\b(?:prevents?|causes?|reduces|lowers|cuts|protects? (?:you|against|from)|cures?"
    r"|stops?|reverses?|boosts|improves|treats|heals|proves? that|proof that)\b"
)
_MODEST: Final = LazyPattern(
    r"\b(?:may|might|could|associat\w+|linked?|correlat\w+|suggests?|not (?:known"
    r"|tested"
    r"|prove|mean)|unknown|whether|unclear|cannot|can't|does not|do not|no proof)\b"
)
_TO_PEOPLE: Final = LazyPattern(
    rf"\b(?:(?:this|which|it|that) means (?:that )?|so |therefore,? |thus,? |hence,? "
    rf"|(?:in|for|to) (?:people|humans|you)|your? )"
    rf"(?:[\w,'-]+ ){{0,4}}?(?:{PEOPLE}|humans|you|your|we|us)\b"
    r"(?: [\w,'-]+){0,6}"
)
_BENEFIT: Final = LazyPattern(
    r"\b(?:lower risk|less|fewer|better|can|will|benefits?|protects?|helps?|reliev\w+"
    r"|improv\w+|prevent\w*|reduc\w+|heal\w*|sharper|younger|live|stay|works?)\b"
)
_UNDER_TREATMENT: Final = LazyPattern(
    r"\b(?:(?:after|during|following|upon|with) (?:the |an? |this )?(?:[\w-]+ ){0,4}?"
    r"(?:treatment|therapy)\b"
    r"|treatment with [\w-]+(?: [\w-]+)? (?:led|resulted)|at baseline|from baseline"
    r"|(?:most|all|many|some|several) (?:of (?:them|the patients) )?(?:are|were|remain"
    r"(?:ed)?) (?:still )?in remission|(?:responded|respond) to (?:the )?(?:treatment"
    r"|therapy))"
)
_CHANGE: Final = LazyPattern(
    r"\b(?:increas(?:ed|es)|decreas(?:ed|es?)|improv(?:ed|ements?)|reduc(?:ed|tions?)"
    r"|disappeared|stopped|remission|respon(?:ded|se)|better|worsened|recovered|fell"
    r"|relief|experienced|showed)\b"
)
_PROOF: Final = LazyPattern(
    r"\b(?:prov(?:es?|ed|en)|proof|shows?|showed|shown|confirm(?:s|ed)?|demonstrat(?:es?"
    r"|ed)|effective|works?|cured|all|every|found|revealed)\b"
)


class _Told(NamedTuple):
    """A sentence, the study it names, and the sentences that may still speak of it."""

    sentence: Sentence
    place: Annotation
    study: Study
    following: Sequence[Sentence]
    paragraph: Sequence[Sentence]


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield where the words go further than the study beside them."""
    del settings
    finder = _DEFECTS.get(str((rule.check or {}).get("defect", "")))
    if finder is None:
        return
    for told in _studies(notes):
        yield from finder(rule, told, notes)


def _studies(notes: Annotations) -> Sequence[_Told]:
    """Return the studies of a document: looked for once a run."""
    found: list[_Told] | None = notes.shared.get("studies")
    if found is None:
        found = notes.shared["studies"] = []
        for index in range(len(notes.document.segments)):
            paragraph = notes.sentences(index)
            for number, sentence in enumerate(paragraph):
                following = paragraph[number + 1 : number + 1 + _NEAR]
                found += (
                    _Told(sentence, place, place.value, following, paragraph)
                    for place in notes.of("study", sentence)
                )
    return found


def _overstated(rule: Rule, told: _Told, notes: Annotations) -> Iterator[Match]:
    """Yield a cause told from a study that can only show that things go together."""
    if not told.study.designs or not told.study.designs <= _LINKS:
        return
    for sentence in (told.sentence, *told.following[:1]):
        after = told.place.start if sentence is told.sentence else sentence.start
        found = _CAUSE.search(sentence.text, max(0, after - sentence.start))
        if found and not _MODEST.search(sentence.text):
            start, end = _claim_around(sentence, found, notes)
            yield _with_study(at(rule, sentence, start, end), told)
            return


def _claim_around(
    sentence: Sentence, found: re.Match[str], notes: Annotations
) -> tuple[int, int]:
    """Return the claim that holds the words found, else those words."""
    start, end = sentence.start + found.start(), sentence.start + found.end()
    for claim in notes.of("claim", sentence):
        if claim.start < end and start < claim.end:
            return min(start, claim.start), max(end, claim.end)
    return start, end


def _carried_over(rule: Rule, told: _Told, notes: Annotations) -> Iterator[Match]:
    """Yield a benefit for people told from what happened in animals or cells."""
    if told.study.designs.isdisjoint(_NOT_PEOPLE):
        return
    for sentence in (told.sentence, *told.following):
        if sentence is not told.sentence and notes.of("study", sentence):
            return
        after = told.place.end if sentence is told.sentence else sentence.start
        found = _TO_PEOPLE.search(sentence.text, max(0, after - sentence.start))
        if found and _BENEFIT.search(sentence.text, found.start()):
            if not _MODEST.search(sentence.text):
                match = at(
                    rule,
                    sentence,
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                )
                yield _with_study(match, told)
            return


def _uncontrolled(rule: Rule, told: _Told, notes: Annotations) -> Iterator[Match]:
    """Yield changes in treated people that no control group was compared with."""
    if not _is_of_people(told.study) or told.study.designs & {
        "randomised",
        "meta-analysis",
    }:
        return
    if _is_controlled(told, notes):
        return
    for sentence in (told.sentence, *told.following):
        found = _UNDER_TREATMENT.search(sentence.text)
        if found and _CHANGE.search(sentence.text):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            change = _CHANGE.search(sentence.text, found.end(), found.end() + 60)
            match = (
                at(rule, sentence, start, sentence.start + change.end())
                if (change)
                else at(rule, sentence, start, end)
            )
            yield _with_study(match, told)


def _is_controlled(told: _Told, notes: Annotations) -> bool:
    """Tell, once for each paragraph, whether it speaks of a comparison."""
    kept: dict[int, bool] = notes.shared.setdefault("controlled-paragraphs", {})
    segment = told.sentence.segment
    if segment not in kept:
        kept[segment] = any(_CONTROLLED.search(each.text) for each in told.paragraph)
    return kept[segment]


def _small(rule: Rule, told: _Told, notes: Annotations) -> Iterator[Match]:
    """Yield samples below thirty from which something is concluded."""
    del notes
    study = told.study
    if not (0 < study.size < _SMALL and _is_of_people(study)):
        return
    if not study.named and study.population in _ANYBODY:
        return  # "six people with the gene"
    texts = [each.text for each in (told.sentence, *told.following[:1])]
    if any(map(_PROOF.search, texts)) and not any(map(_MODEST.search, texts)):
        yield at(rule, told.sentence, told.place.start, told.place.end)


def _preclinical(rule: Rule, told: _Told, notes: Annotations) -> Iterator[Match]:
    """Yield studies that came before any test in people, and were done on people."""
    del notes
    if told.study.preclinical and _is_of_people(told.study):
        yield at(rule, told.sentence, told.place.start, told.place.end)


def _is_of_people(study: Study) -> bool:
    return bool(study.population) and study.designs.isdisjoint(_NOT_PEOPLE)


def _with_study(match: Match, told: _Told) -> Match:
    """Point at the study, where it stands apart from the match."""
    place = told.place
    if match.sentence is told.sentence and match.start < place.end:
        return match
    other = Elsewhere("the study", place.segment, place.start, place.end)
    return match._replace(related=(other,))


_DEFECTS: Final[Mapping[str, Callable[[Rule, _Told, Annotations], Iterator[Match]]]] = {
    "overstated": _overstated,
    "carried-over": _carried_over,
    "uncontrolled": _uncontrolled,
    "small": _small,
    "preclinical": _preclinical,
}
OPTIONS: Final[Mapping[str, tuple[str, ...] | None]] = {"defect": tuple(_DEFECTS)}
SLOTS: Final[tuple[str, ...]] = ()
