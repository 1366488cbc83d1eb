"""Silence diagnostics on a user's word, and say where that word is worth nothing.

Suppressions stand in comments, each in force over a range of the source, or in the
record of approvals, each for one sentence of one file. A stage of its own, after
detection: rules know nothing of it. One with something wrong silences nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from healthlint.config import Settings
    from healthlint.diagnostic import Diagnostic, Silenced, Suppression
    from healthlint.document import Annotations
    from healthlint.source import Span
    from healthlint.suppressions.directives import Problem
    from healthlint.suppressions.names import Names


class Outcome(NamedTuple):
    """Who silences each diagnostic, if anybody; what is wrong; all that was said."""

    words: tuple[Suppression | None, ...]
    problems: tuple[Problem, ...]
    suppressions: tuple[Suppression, ...]


def concerns(notes: Annotations, settings: Settings) -> bool:
    """Tell quickly whether a document may have suppressions at all."""
    source = notes.document.source
    return bool(settings.approved(source.name)) or "lint" in source.text.lower()


def silence(
    found: Sequence[Diagnostic], notes: Annotations, names: Names, settings: Settings
) -> Outcome:
    """Find who silences what; the identity of each is its normalised sentence yet.

    Approvals are heard first: who signed off a sentence shall stand in the ledger.
    """
    # Most documents have none, and need not pay for it.
    from healthlint.suppressions.approved import Approvals
    from healthlint.suppressions.commented import Comments

    approvals = Approvals(notes, names, settings)
    comments = Comments(notes, names, settings)
    words = tuple(approvals.word_on(each) or comments.word_on(each) for each in found)
    reported = [each for each, word in zip(found, words, strict=True) if word is None]
    problems = [*comments.problems(reported), *approvals.problems(reported)]
    return Outcome(words, tuple(problems), (*comments.ledger(), *approvals.ledger()))


def vouched_spans(silenced: Iterable[Silenced], notes: Annotations) -> Iterator[Span]:
    """Yield the places whose words must stay: who signs a sentence signs all of it."""
    sentences: list[Span] = []
    for diagnostic, kind, *_ in silenced:
        if kind != "approval":
            yield diagnostic.span
            continue
        if not sentences:
            from healthlint.suppressions import approved

            sentences = sorted(each.span for each in approved.sentences(notes))
        at = bisect_right(sentences, diagnostic.span.start, key=_start) - 1
        yield sentences[max(0, at)]


def _start(span: Span) -> int:
    return span.start
