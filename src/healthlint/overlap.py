"""One thing said gives one diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic

_OURS = "HL"
_CLAIMS = frozenset({"disease-claim", "efficacy"})


def merge(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Keep, of diagnostics that overlap and say the same kind of thing, the gravest.

    Of equally grave ones the surer stays, then the longer, then the one whose rule
    comes first. Diagnostics of different kinds on the same words all stay.
    """
    kept: list[Diagnostic] = []
    for cluster in _clusters(diagnostics):
        chosen: list[Diagnostic] = []
        for diagnostic in sorted(cluster, key=_rank):
            if not any(_same_thing(diagnostic, other) for other in chosen):
                chosen.append(diagnostic)
        kept += chosen
    return sorted(kept, key=lambda each: (each.span, each.code))


def _clusters(diagnostics: Iterable[Diagnostic]) -> Iterator[list[Diagnostic]]:
    """Yield runs of diagnostics that hang together, so that each run stays short."""
    cluster: list[Diagnostic] = []
    end = -1
    for diagnostic in sorted(diagnostics, key=lambda each: each.span):
        if cluster and diagnostic.span.start >= end:
            yield cluster
            cluster = []
        cluster.append(diagnostic)
        end = max(end, diagnostic.span.end)
    if cluster:
        yield cluster


def _rank(diagnostic: Diagnostic) -> tuple[int, int, int, str, int]:
    start, end = diagnostic.span
    return (
        -diagnostic.severity,
        -diagnostic.confidence,
        start - end,
        diagnostic.code,
        start,
    )


def _same_thing(one: Diagnostic, other: Diagnostic) -> bool:
    if one.span.start >= other.span.end or other.span.start >= one.span.end:
        return False
    if not (one.code.startswith(_OURS) and other.code.startswith(_OURS)):
        return False  # who writes a rule of their own wants to see it
    if _is_slip(one) != _is_slip(other):
        return False  # how an amount is written, and how much it is
    mine, theirs = _kinds(one), _kinds(other)
    return not mine.isdisjoint(theirs)


def _is_slip(diagnostic: Diagnostic) -> bool:
    """Tell what a machine can put right from what somebody must think about."""
    return diagnostic.fix is not None and diagnostic.fix.safe


def _kinds(diagnostic: Diagnostic) -> frozenset[str]:
    kinds = frozenset({diagnostic.category, *diagnostic.also})
    return kinds | _CLAIMS if kinds & _CLAIMS else kinds
