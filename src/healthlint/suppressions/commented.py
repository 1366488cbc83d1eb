"""Suppressions in comments: which diagnostics they cover, and which cover none."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Related, Suppression
from healthlint.patterns import compiled
from healthlint.source import Span
from healthlint.suppressions.directives import Directive, Problem, Word, read
from healthlint.suppressions.scopes import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.config import Settings
    from healthlint.diagnostic import Diagnostic
    from healthlint.document import Annotations
    from healthlint.suppressions.names import Names

_IN_TEXT: Final = compiled(
    r"health-?lint\s*:\s*(?:disable(?:-next|-file)?|enable)(?![\w-])[^\n]{0,60}",
    re.IGNORECASE,
)
_IN_COMMENTS: Final = {
    "html": "write it as <!-- … -->",
    "markdown": "write it as <!-- … -->",
    "mdx": "write it as {/* … */}",
    "text": "plain text has no comments; approvals serve",
}
_Reach = tuple[list[int], list[int], list["_Entry"], list[int]]
"""Starts and ends of entries by start, the entries, and the furthest end so far."""


class _Entry:
    """One name of a directive, the rules behind it and how far it reaches."""

    def __init__(
        self, word: Word, ids: frozenset[str], span: Span, suppression: Suppression
    ) -> None:
        self.word = word
        self.ids = ids
        self.span = span
        self.suppression = suppression
        self.is_used = False


class Comments:
    """The directives of a document's comments."""

    def __init__(self, notes: Annotations, names: Names, settings: Settings) -> None:
        """Read all comments; what is wrong is kept for `problems`."""
        self._notes = notes
        self._names = names
        self._today = settings.day
        self._require_reason = settings.require_reason
        self._judged = settings.min_confidence == "low"
        self._layout: Layout | None = None
        self._problems: list[Problem] = []
        self._entries: list[_Entry] = []
        self._suppressions: list[tuple[Suppression, list[_Entry]]] = []
        self._enables: list[tuple[int, frozenset[str] | None, Word]] = []
        self._reaches: dict[str, _Reach] = {}
        for comment in notes.document.comments:
            directive = read(comment)
            if directive is not None:
                self._take(directive, comment.start)
        self._problems += self._in_text()

    def word_on(self, diagnostic: Diagnostic) -> Suppression | None:
        """Return the innermost suppression that covers a diagnostic."""
        if not self._entries:
            return None
        if diagnostic.code not in self._reaches:
            self._reaches[diagnostic.code] = self._reach(diagnostic.code)
        starts, ends, entries, furthest = self._reaches[diagnostic.code]
        start, end = diagnostic.span
        for index in range(bisect_right(starts, end - 1) - 1, -1, -1):
            if furthest[index] <= start:
                return None
            if ends[index] > start:
                entries[index].is_used = True
                return entries[index].suppression
        return None

    def problems(self, reported: Sequence[Diagnostic]) -> Iterator[Problem]:
        """Yield what is wrong with the directives; ask when all words are spoken."""
        yield from self._problems
        yield from self._idle_enables()
        for entry in self._entries:
            if not entry.is_used and self._is_judged(entry):
                yield self._unused(entry, reported)

    def ledger(self) -> Iterator[Suppression]:
        """Yield every suppression with what it came to."""
        for suppression, entries in self._suppressions:
            is_used = any(entry.is_used for entry in entries)
            if is_used or suppression.state != "holds":
                yield suppression
            elif any(map(self._is_judged, entries)):
                yield suppression._replace(state="unused")
            else:
                yield suppression._replace(state="not judged")

    def _take(self, directive: Directive, start: int) -> None:
        self._problems += directive.problems
        if directive.verb == "enable":
            self._enable(directive)
            return
        known = [*self._known(directive)]
        if not directive.verb:
            return
        suppression = self._suppression(directive)
        refused = self._refusal(directive, suppression) if known else "refused"
        if refused:
            suppression = suppression._replace(state=refused)
            self._suppressions.append((suppression, []))
            return
        span = self._span(directive, start)
        entries = [_Entry(word, ids, span, suppression) for word, ids in known]
        self._entries += entries
        self._suppressions.append((suppression, entries))

    def _known(self, directive: Directive) -> Iterator[tuple[Word, frozenset[str]]]:
        """Yield the names that stand for rules which may be silenced."""
        unknown = []
        for word in directive.rules:
            ids = self._names.ids(word.text)
            if ids is None:
                unknown.append(word)
            elif not self._names.suppressible(ids):
                self._problems.append(Problem("firm", word))
            else:
                yield word, self._names.suppressible(ids)
        if len(unknown) > 1 and not directive.has_dashes:
            span = Span(unknown[0].span.start, unknown[-1].span.end)
            text = self._notes.document.source.text[span.start : span.end]
            detail = "rules are named here; a reason stands behind `--`"
            self._problems.append(Problem("malformed", Word(text, span), detail))
            return
        for word in unknown:
            hint = self._names.hint(word.text)
            self._problems.append(Problem("unknown", word, hint))

    def _refusal(self, directive: Directive, suppression: Suppression) -> str:
        """Return the state of a directive that silences nothing, whatever it names."""
        if directive.problems:
            return "refused"
        until = directive.until
        if until is not None and until.text < self._today:
            self._problems.append(Problem("expired", until))
            return "expired"
        if not suppression.reason and self._require_reason:
            start, end = directive.span
            text = self._notes.document.source.text[start:end]
            self._problems.append(Problem("reasonless", Word(text, directive.span)))
            return "refused"
        return ""

    def _suppression(self, directive: Directive) -> Suppression:
        source = self._notes.document.source
        line, column = source.position(directive.span.start)
        return Suppression(
            kind="comment",
            scope=directive.verb,
            rules=tuple(word.text for word in directive.rules),
            path=source.name,
            line=line,
            column=column,
            reason=directive.reason,
            by=directive.by,
            until=directive.until.text if directive.until else "",
        )

    def _span(self, directive: Directive, start: int) -> Span:
        if self._layout is None:
            self._layout = Layout(self._notes)
        if directive.verb == "disable-file":
            return self._layout.file()
        if directive.verb == "disable-next":
            return self._layout.next(start, directive.end)
        return self._layout.section(start, directive.end)

    def _enable(self, directive: Directive) -> None:
        known = [ids for _, ids in self._known(directive)]
        if directive.rules and not known:
            return
        ids = frozenset().union(*known) if known else None
        word = directive.rules[0] if directive.rules else directive.call
        self._enables.append((directive.end, ids, word))

    def _idle_enables(self) -> Iterator[Problem]:
        """Yield the `enable` that end nothing."""
        waiting = [each for each in self._entries if _can_end(each)][::-1]
        open_: list[_Entry] = []
        for offset, ids, word in self._enables:
            while waiting and waiting[-1].span.start <= offset:
                open_.append(waiting.pop())
            open_ = [each for each in open_ if each.span.end >= offset]
            if not any(ids is None or each.ids & ids for each in open_):
                yield Problem("unused", word, "no `disable` is open here")
            open_ = [each for each in open_ if ids is not None and not each.ids <= ids]

    def _reach(self, code: str) -> _Reach:
        """Return the entries that name a rule, cut where it is enabled again."""
        enables = [at for at, ids, _ in self._enables if ids is None or code in ids]
        entries = [each for each in self._entries if code in each.ids]
        entries.sort(key=lambda each: each.span.start)
        ends = [_cut(each, enables) for each in entries]
        starts = [each.span.start for each in entries]
        return starts, ends, entries, list(accumulate(ends, max))

    def _is_judged(self, entry: _Entry) -> bool:
        is_empty = entry.span.start == entry.span.end
        return is_empty or (self._judged and self._names.can_be_judged(entry.ids))

    def _unused(self, entry: _Entry, reported: Sequence[Diagnostic]) -> Problem:
        if entry.span.start == entry.span.end:
            return Problem("unused", entry.word, "no text follows it")
        at = entry.word.span.start
        there = [each for each in reported if each.code in entry.ids]
        near = min(there, key=lambda each: abs(each.span.start - at), default=None)
        detail = "nothing of it is reported there"
        if near is None:
            return Problem("unused", entry.word, detail)
        source = self._notes.document.source
        line, column = source.position(near.span.start)
        message = f"{near.code} is reported here; a comment stands before it"
        other = Related(message, source.name, near.span, line, column)
        return Problem("unused", entry.word, detail, (other,))

    def _in_text(self) -> Iterator[Problem]:
        """Yield directives that stand in the text, where everybody reads them."""
        document = self._notes.document
        detail = _IN_COMMENTS.get(document.source.format, "approvals serve here")
        for segment in document.segments:
            for found in _IN_TEXT.finditer(segment.text):
                end = found.start() + len(found[0].rstrip())
                span = segment.to_source(found.start(), end)
                word = Word(segment.text[found.start() : end], span)
                yield Problem("malformed", word, detail)


def _can_end(entry: _Entry) -> bool:
    return entry.suppression.scope == "disable"


def _cut(entry: _Entry, enables: list[int]) -> int:
    """Return where an entry ends, given where its rule is enabled again."""
    index = bisect_right(enables, entry.span.start)
    if not _can_end(entry) or index == len(enables):
        return entry.span.end
    return min(entry.span.end, enables[index])
