"""Approvals: sentences that a responsible person signed off, by their hash."""

from __future__ import annotations

import hashlib
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Related, Suppression
from healthlint.records import NamedTuple
from healthlint.source import Span
from healthlint.suppressions.directives import Problem, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.approval import Approval
    from healthlint.config import Settings
    from healthlint.diagnostic import Diagnostic
    from healthlint.document import Annotations
    from healthlint.suppressions.names import Names

_ALIKE: Final = 0.6
"""How much of a sentence must be left to take it for the one that was approved."""


class Stated(NamedTuple):
    """A sentence of a document: its hash, its place, and how people see it."""

    hash: str
    span: Span
    text: str


def sentences(notes: Annotations) -> Iterator[Stated]:
    """Yield the sentences of a document as approvals know them."""
    for index, segment in enumerate(notes.document.segments):
        for sentence in notes.sentences(index):
            span = segment.folded_to_source(sentence.start, sentence.end)
            shown = segment.folded_to_text(sentence.start, sentence.end)
            text = " ".join(shown.split())
            yield Stated(hash_of(" ".join(sentence.text.split())), span, text)


def hash_of(normalised: str) -> str:
    """Return the hash of a sentence that was folded and rid of surplus space."""
    data = normalised.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:16]


class Approvals:
    """The approvals that concern one document."""

    def __init__(self, notes: Annotations, names: Names, settings: Settings) -> None:
        """Put aside those that cannot hold; each is said by `problems`."""
        self._notes = notes
        self._names = names
        self._today = settings.day
        self._require_reason = settings.require_reason
        self._judged = settings.min_confidence == "low"
        self._all = settings.approved(notes.document.source.name)
        self._states: list[str] = []
        self._by_hash: dict[str, list[tuple[int, frozenset[str]]]] = {}
        self._stated: dict[str, Stated] | None = None
        for number, approval in enumerate(self._all):
            ids = names.one(approval.rule)
            self._states.append(self._first_state(approval, ids))
            if ids is not None and self._states[-1] == "unused":
                self._by_hash.setdefault(approval.hash, []).append((number, ids))

    def word_on(self, diagnostic: Diagnostic) -> Suppression | None:
        """Return the approval of the sentence in which a diagnostic stands."""
        if not self._by_hash:
            return None
        for number, ids in self._by_hash.get(hash_of(diagnostic.identity), ()):
            if diagnostic.code in ids:
                self._states[number] = "holds"
                return self._suppression(number)
        return None

    def problems(self, reported: Sequence[Diagnostic]) -> Iterator[Problem]:
        """Yield what is wrong with the approvals; ask when all words are spoken."""
        for number, approval in enumerate(self._all):
            kind, detail = self._wrong(number)
            if kind:
                span = self._place(approval, reported)
                word = Word(_words(approval, kind), span)
                yield Problem(kind, word, detail, (_origin(approval),))

    def ledger(self) -> Iterator[Suppression]:
        """Yield every approval with what it came to."""
        for number in range(len(self._all)):
            self._wrong(number)
            yield self._suppression(number)

    def _first_state(self, approval: Approval, ids: frozenset[str] | None) -> str:
        if ids is None or not self._names.suppressible(ids):
            return "refused"
        if approval.until and approval.until < self._today:
            return "expired"
        if self._require_reason and not approval.reason:
            return "refused"
        return "unused"

    def _wrong(self, number: int) -> tuple[str, str]:
        """Return the kind of problem that an approval is, if any, and what to say."""
        approval, state = self._all[number], self._states[number]
        if state == "expired":
            return "expired", ""
        if state == "refused":
            ids = self._names.one(approval.rule)
            if ids is None:
                return "unknown", self._names.hint(approval.rule)
            return ("reasonless" if self._names.suppressible(ids) else "firm"), ""
        if state == "unused" and approval.hash not in self._sentences():
            self._states[number] = state = "void"
        if state == "void":
            return "unused", "the sentence was changed or removed since"
        if state != "unused":
            return "", ""
        ids = self._names.one(approval.rule) or frozenset()
        if not (self._judged and self._names.can_be_judged(ids)):
            self._states[number] = "not judged"
            return "", ""
        return "unused", "nothing of it is reported there"

    def _sentences(self) -> dict[str, Stated]:
        if self._stated is None:
            self._stated = {each.hash: each for each in sentences(self._notes)}
        return self._stated

    def _place(self, approval: Approval, reported: Sequence[Diagnostic]) -> Span:
        """Return where the sentence stands, or what became of it; else the start."""
        stated = self._sentences().get(approval.hash)
        if stated is not None:
            return stated.span
        ids = self._names.one(approval.rule) or frozenset()
        known = SequenceMatcher(None, b=approval.sentence.lower(), autojunk=False)
        best, place = _ALIKE, Span(0, 0)
        for each in reported if approval.sentence else ():
            known.set_seq1(each.identity)
            if each.code in ids and known.quick_ratio() > best:
                best, place = known.quick_ratio(), each.span
        return place

    def _suppression(self, number: int) -> Suppression:
        approval = self._all[number]
        path, line, column, _, _ = approval.origin
        return Suppression(
            kind="approval",
            scope="sentence",
            rules=(approval.rule,),
            path=path,
            line=line,
            column=column,
            reason=approval.reason,
            by=approval.by,
            until=approval.until,
            state=self._states[number],
        )


def _words(approval: Approval, kind: str) -> str:
    if kind == "expired":
        return f"until: {approval.until}"
    return (
        approval.rule if kind in {"unknown", "firm"} else f"approval of {approval.rule}"
    )


def _origin(approval: Approval) -> Related:
    path, line, column, start, end = approval.origin
    return Related("approved here", path, Span(start, end), line, column)
