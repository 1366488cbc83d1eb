"""Texts about one thing that disagree: compared in the order in which they are linted.

What is wrong is reported in the later text, with the earlier one as related place. So
the reports of a run must pass by in its order, whatever the number of processes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Literal

from healthlint.diagnostic import Related, Severity
from healthlint.errors import HealthlintError
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from healthlint.diagnostic import Compared, Diagnostic, Report, Statement
    from healthlint.planning import Task
    from healthlint.source import Span

_SAID: Final = "said"


class _Text(NamedTuple):
    """What a text states of a subject, and the places of that, one for each."""

    task: Task
    path: str
    subject: str
    statements: tuple[Statement, ...]
    places: tuple[Related, ...]

    def pairs(self) -> Iterator[tuple[Statement, Related]]:
        return zip(self.statements, self.places, strict=True)

    def says(self) -> bool:
        """Tell whether anything is said that another text could deny."""
        return any(each.compared.role == _SAID for each in self.statements)


class _Conflict(NamedTuple):
    """A statement, the place that disagrees with it, and words for the message."""

    statement: Statement
    place: Related
    slots: Mapping[str, str]


class _Known(NamedTuple):
    """What was said of a subject.

    `saying` are the texts with words that another could deny, `doses` what each text
    was the first to give, by role: thousands may repeat it.
    """

    texts: list[_Text]
    saying: list[_Text]
    doses: dict[str, list[list[tuple[Compared, Related]]]]
    seen: set[Compared]

    def add(self, text: _Text) -> None:
        """Remember a text."""
        self.texts.append(text)
        if text.says():
            self.saying.append(text)
        new: dict[str, list[tuple[Compared, Related]]] = {}
        for statement, place in text.pairs():
            compared = statement.compared
            if compared not in self.seen:
                self.seen.add(compared)
                new.setdefault(compared.role, []).append((compared, place))
        for role, each in new.items():
            self.doses.setdefault(role, []).append(each)


class Across:
    """What earlier texts of a run said of each subject."""

    def __init__(self, denials: Callable[[Task], Report | None]) -> None:
        """`denials` reads a task again, for what it says against others' statements."""
        self._read = denials
        self._known: dict[str, _Known] = {}
        self._denials: dict[tuple[str, str], _Text] = {}

    def compared(self, task: Task, report: Report) -> Report:
        """Return a report with what disagrees with the texts before it."""
        found: dict[tuple[str, object], _Conflict] = {}
        for subject in report.subjects:
            text = _text(task, report, subject)
            known = self._known.setdefault(subject, _Known([], [], {}, set()))
            for conflict in self._conflicts(text, known):
                diagnostic = conflict.statement.diagnostic
                found.setdefault((diagnostic.code, diagnostic.span), conflict)
            known.add(text)
        for conflict in found.values():
            report = _with(conflict, report)
        return report

    def _conflicts(self, text: _Text, known: _Known) -> Iterator[_Conflict]:
        yield from _doses(text, known)
        for other in known.texts if text.says() else known.saying:
            conflicts = list(self._contradicted(text, other))
            if conflicts:
                yield from conflicts
                return  # one text is enough to look at

    def _contradicted(self, text: _Text, other: _Text) -> Iterator[_Conflict]:
        if other.path == text.path:
            return
        if text.says():
            yield from _contradictions(text, self._denials_of(other))
        if other.says():
            yield from _contradictions(self._denials_of(text), other)

    def _denials_of(self, text: _Text) -> _Text:
        key = (text.path, text.subject)
        if key not in self._denials:
            try:
                report = self._read(text.task)
            except HealthlintError:
                report = None  # gone, or changed, since it was linted
            self._denials[key] = (
                _text(text.task, report, text.subject)
                if report
                else text._replace(statements=(), places=())
            )
        return self._denials[key]


def _text(task: Task, report: Report, subject: str) -> _Text:
    own = tuple(each for each in report.statements if each.compared.subject == subject)
    path = os.path.normpath(report.source.name)
    return _Text(task, path, subject, own, tuple(_place(each, report) for each in own))


def _place(statement: Statement, report: Report) -> Related:
    diagnostic = statement.diagnostic
    line, column = report.source.position(diagnostic.span.start)
    words = " ".join(diagnostic.text.split())
    return Related(words, report.source.name, diagnostic.span, line, column)


def _doses(text: _Text, known: _Known) -> Iterator[_Conflict]:
    """Yield doses that disagree with the first text that gives one for the same use."""
    from healthlint.checks.dose_agreement import PARTNERS

    for statement in text.statements:
        partner = PARTNERS.get(statement.compared.role, "")
        others = known.doses.get(partner, ())
        verdicts = (_disagreeing(statement.compared, each) for each in others)
        place = next((each for each in verdicts if each is not None), None)
        if place:
            message = f"{place.message} of {text.subject}"
            slots = {"other": place.message}
            yield _Conflict(statement, place._replace(message=message), slots)


def _disagreeing(
    compared: Compared, others: Iterable[tuple[Compared, Related]]
) -> Related | Literal[False] | None:
    """Return the place of what disagrees; False: nothing does; None: nothing could."""
    from healthlint.checks.dose_agreement import agree, are_comparable, is_excused
    from healthlint.checks.dose_statements import Told

    role, mine = compared.role, Told(*compared.values)
    found: Related | Literal[False] | None = None
    for other, place in others:
        theirs = Told(*other.values)
        if not are_comparable(mine, theirs):
            continue
        if agree(role, mine, theirs):
            return False
        found = found or (not is_excused(role, mine, theirs) and place)
    return found


def _contradictions(text: _Text, other: _Text) -> Iterator[_Conflict]:
    """Yield what one text says and the other denies, or the other way round.

    Of each rule the first: once is enough to make people look at both texts.
    """
    seen: set[str] = set()
    for statement in text.statements:
        code = statement.diagnostic.code
        places = (at for each, at in other.pairs() if _contradict(statement, each))
        place = None if code in seen else next(places, None)
        if place is None:
            continue
        seen.add(code)
        slots = {"where": place.path, "denial": place.message}
        if statement.compared.role == _SAID:
            yield _Conflict(statement, place._replace(message="this denies it"), slots)
        else:
            quieter = _quieter(statement)
            yield _Conflict(quieter, place._replace(message="this says it"), slots)


def _quieter(statement: Statement) -> Statement:
    """Lower the severity of an honest warning that another text denies."""
    diagnostic = statement.diagnostic
    severity = min(diagnostic.severity, Severity.warning)
    return statement._replace(diagnostic=diagnostic._replace(severity=severity))


def _contradict(one: Statement, two: Statement) -> bool:
    from healthlint.checks.contradiction import Said, contradicts

    roles = (one.compared.role, two.compared.role)
    if one.diagnostic.code != two.diagnostic.code or set(roles) != {_SAID, "denied"}:
        return False
    said, denied = (one, two) if roles[0] == _SAID else (two, one)
    return contradicts(
        Said.from_plain(*said.compared.values), Said.from_plain(*denied.compared.values)
    )


def _with(conflict: _Conflict, report: Report) -> Report:
    """Report a conflict, or add its place where the words are reported already."""
    statement, place, slots = conflict
    draft = statement.diagnostic
    known = [each for each in report.diagnostics if _is_said_by(each, draft)]
    if known:
        wider = known[0]._replace(related=(*known[0].related, place))
        at = report.diagnostics.index(known[0])
        before, after = report.diagnostics[:at], report.diagnostics[at + 1 :]
        return report._replace(diagnostics=(*before, wider, *after))
    draft = draft._replace(message=_filled(draft.message, slots), related=(place,))
    if statement.silenced is None:
        found = sorted((*report.diagnostics, draft), key=_order)
        return report._replace(diagnostics=tuple(found))
    if any(_is_said_by(each.diagnostic, draft) for each in report.silenced):
        return report
    quiet = (*report.silenced, statement.silenced._replace(diagnostic=draft))
    ordered = sorted(quiet, key=lambda each: _order(each.diagnostic))
    return report._replace(silenced=tuple(ordered))


def _is_said_by(known: Diagnostic, draft: Diagnostic) -> bool:
    one, two = known.span, draft.span
    overlap = one.start < two.end and two.start < one.end
    is_slip = known.fix is not None and known.fix.safe  # how it is written
    return overlap and known.category == draft.category and not is_slip


def _filled(message: str, slots: Mapping[str, str]) -> str:
    for name, words in slots.items():
        message = message.replace(f"{{{name}}}", words)
    return message


def _order(diagnostic: Diagnostic) -> tuple[Span, str]:
    return diagnostic.span, diagnostic.code
