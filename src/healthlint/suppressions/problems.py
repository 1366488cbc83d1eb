"""What is wrong with suppressions, as diagnostics of the rules in `tool.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Confidence, Diagnostic, Severity, Silenced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Suppression
    from healthlint.document import Annotations
    from healthlint.rule import Rule
    from healthlint.selection import Selection
    from healthlint.suppressions.directives import Problem

_KIND: Final = "suppression"
_LONGEST: Final = 70  # code points of words in a message


def diagnostics(
    problems: Iterable[Problem], notes: Annotations, selection: Selection
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each problem whose rule is on.

    The identity is the words yet, as that of others is their sentence.
    """
    rules = {
        str(rule.check["problem"]): rule
        for rule in selection.rules
        if rule.check and rule.check["kind"] == _KIND
    }
    for problem in problems:
        rule = rules.get(problem.kind)
        if rule is not None:
            diagnostic = _diagnostic(problem, rule, notes, selection)
            if selection.keeps(diagnostic):
                yield diagnostic


def silenced(diagnostic: Diagnostic, word: Suppression) -> Silenced:
    """Return a diagnostic together with the word that silences it."""
    return Silenced(
        diagnostic,
        word.kind,
        word.reason,
        word.by,
        word.until,
        word.path,
        word.line,
        word.column,
    )


def _diagnostic(
    problem: Problem, rule: Rule, notes: Annotations, selection: Selection
) -> Diagnostic:
    start, end = problem.word.span
    text = " ".join(problem.word.text.split())
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
    message = rule.message.replace("{detail}", problem.detail)
    return Diagnostic(
        code=rule.id,
        name=rule.name,
        category=rule.category,
        severity=selection.severity(rule, Severity[rule.severity]),
        confidence=Confidence[rule.confidence],
        message=message.replace("{text}", shown),
        span=problem.word.span,
        match=notes.document.source.text[start:end],
        text=text,
        suggestions=rule.suggest,
        related=problem.related,
        identity=text,
    )
