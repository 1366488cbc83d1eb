"""Claims of evidence and figures that no citation supports.

A citation is in reach when it stands in the same sentence, or at the end of the
paragraph. A list at the foot without marks helps a little: what is missed is a note.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from healthlint.annotators import copy as copy_annotator
from healthlint.annotators.literature import literature, references
from healthlint.annotators.outcome_figures import figures as outcome_figures
from healthlint.annotators.reach import cites_by_link, in_reach
from healthlint.checks.match import Elsewhere
from healthlint.checks.pattern import acquitted
from healthlint.checks.place import QUIETER, at
from healthlint.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.diagnostic import Copy
    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule

    Places = Callable[[Sentence, Annotations], Iterator[tuple[int, int]]]

_NO_PROSE: Final = frozenset(
    {"title", "meta", "alt-text", "attribute", "footnote", "table-cell", "link-text"}
)
_SHORT: Final = 70  # code points: a heading whose proof may stand in the text below
_PLANNED: Final = LazyPattern(
    r"\b(?:will|aims? to|plan(?:s|ned)? to|are needed|is needed|needed to|recruiting"
    r"|(?:more|further|future) (?:\w+ )?(?:research|studies|trials)|take part|join"
    r"|ongoing|under ?way|should be|would be|we need)\b"
)
# A rule on surveys asks for more than a source.
_SURVEYED: Final = LazyPattern(r"\A\d.*\b(?:users|customers|clients|testers|members)\b")
# Whoever says how many of how many were asked gives what a survey of users can give.
_COUNTED_SURVEY: Final = LazyPattern(r"\bsurvey\b.*\d (?:out )?of \d")
_NULL: Final = LazyPattern(
    r"\b(?:no (?:\w+ ){0,2}?(?:difference|effects?|benefits?|evidence|improvements?"
    r"|better|change|link|advantage|help)|nothing|not (?:better|differ|work|help)\w*"
    r"|did (?:nothing|not)|failed to|neither|no more (?:\w+ )?than|not found"
    r"|no (?:study|trial|research|good)|no worse than|about as (?:well|good) as)\b"
)
_FEWEST_CLAIMS: Final = 3
_MANY_CLAIMS: Final = 6  # where nobody knows that this is copy
_FEWEST_WORDS: Final = 40
_CONDITIONAL: Final = 2  # strength of a claim
_NOBODY: Final = frozenset({"generic", "none"})  # grades of agents
_HEALTH: Final = frozenset(
    {"disease", "symptom", "body-function", "biomarker", "pathogen", "weight", "mood"}
)


def studies(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield studies whose results are told and whose reference is not."""
    return _unsupported(rule, notes, settings, _told)


def figures(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield figures of outcome without a reference, beside those of studies."""
    return _unsupported(rule, notes, settings, _counted)


def document(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield the first claim of a document that makes some and cites nothing."""
    words = sum(len(each.text.split()) for each in notes.document.segments)
    if words < _FEWEST_WORDS or _is_reference(notes, settings):
        return
    if _cites_anything(notes):
        return
    promotional = _copy(notes, settings).value == "promotional"
    enough = _FEWEST_CLAIMS if promotional else _MANY_CLAIMS
    # No further than needed: claims are dear to read.
    claims = list(islice(_claims(rule, notes), enough))
    if len(claims) == enough:
        yield at(rule, *claims[0])._replace(whole=True)


def _claims(rule: Rule, notes: Annotations) -> Iterator[tuple[Sentence, int, int]]:
    """Yield the claims of a document that want support: sentence, start and end."""
    for sentence in _prose(notes):
        for claim in notes.of("claim", sentence):
            if (
                claim.value.agent_grade not in _NOBODY
                and claim.value.strength >= _CONDITIONAL
                and claim.value.polarity != "negated"
                and any(target.kind in _HEALTH for target in claim.value.targets)
                and not acquitted(rule, sentence, claim.start, notes)
            ):
                yield sentence, claim.start, claim.end


def _cites_anything(notes: Annotations) -> bool:
    found = literature(notes)
    return bool(found.marks or found.entries) or any(
        cites_by_link(each, notes) for each in _prose(notes)
    )


def asserts(sentence: Sentence, notes: Annotations) -> bool:
    """Tell whether a sentence tells what a study, or people in one, showed."""
    return any(_told(sentence, notes))


def _told(sentence: Sentence, notes: Annotations) -> Iterator[tuple[int, int]]:
    for study in notes.of("study", sentence):
        value = study.value
        if (
            value.result
            and (value.named or value.size)
            and not _sells_nothing(sentence)
        ):
            yield study.start, study.end


def _counted(sentence: Sentence, notes: Annotations) -> Iterator[tuple[int, int]]:
    if any(_told(sentence, notes)):
        return
    for start, end in outcome_figures(sentence, notes):
        if not _SURVEYED.search(sentence.text, start, end):
            yield sentence.start + start, sentence.start + end
            return


def _sells_nothing(sentence: Sentence) -> bool:
    """Tell a study to come, one that found nothing, and a survey that is laid open."""
    text = sentence.text
    return bool(
        _PLANNED.search(text) or _NULL.search(text) or _COUNTED_SURVEY.search(text)
    )


def _unsupported(
    rule: Rule, notes: Annotations, settings: Settings, places: Places
) -> Iterator[Match]:
    if _is_reference(notes, settings):
        return
    said: set[int] = set()  # segments
    for sentence in _prose(notes):
        for start, end in places(sentence, notes):
            if in_reach(sentence, notes):
                break
            lost = notes.of("lost-reference", sentence)
            repeated = sentence.segment in said
            if repeated and lost:
                break  # the mark that was lost is reported
            quiet = repeated or (references(notes).entries and not lost)
            said.add(sentence.segment)
            yield at(rule, sentence, start, end)._replace(
                softened=QUIETER if quiet else frozenset(),
                related=tuple(
                    Elsewhere("its reference was lost here", *each[1:4])
                    for each in lost[:1]
                ),
            )
            break


def _is_reference(notes: Annotations, settings: Settings) -> bool:
    return _copy(notes, settings).value == "reference"


def _copy(notes: Annotations, settings: Settings) -> Copy:
    return copy_annotator.judged(
        notes, declared=settings.copy, product=settings.product
    )


def _prose(notes: Annotations) -> Iterator[Sentence]:
    """Yield the sentences that may claim something: no titles, tables, references."""
    listed = references(notes).segments
    for index, segment in enumerate(notes.document.segments):
        if index in listed or segment.kind in _NO_PROSE:
            continue
        if segment.kind == "heading" and len(segment.text) < _SHORT:
            continue
        yield from notes.sentences(index)
