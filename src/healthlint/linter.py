"""Lint one source: the whole path from decoded text to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint import annotators, mending, readers, suppressions
from healthlint.annotators import copy as copy_annotator
from healthlint.annotators.reference_list import in_references
from healthlint.checks import whole
from healthlint.checks.match import Declared
from healthlint.checks.subject import subjects
from healthlint.diagnostic import (
    Copy,
    Diagnostic,
    Related,
    Report,
    Severity,
    Silenced,
    Suppression,
)
from healthlint.engine import Engine
from healthlint.judgement import NOTE, is_nobodys, weigh
from healthlint.overlap import merge
from healthlint.records import NamedTuple
from healthlint.rules.law import chosen_markets, consult
from healthlint.rules.permitted import PermittedWording
from healthlint.selection import select
from healthlint.source import Span
from healthlint.statements import Drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from healthlint.checks.match import Elsewhere, Match
    from healthlint.config import Settings
    from healthlint.diagnostic import Basis, Compared, Statement
    from healthlint.document import Annotations, Document
    from healthlint.judgement import Weight
    from healthlint.rule import Rule
    from healthlint.rules import Ruleset
    from healthlint.rules.law import Verdict
    from healthlint.source import Source
    from healthlint.suppressions.names import Names

_LONGEST_QUOTE: Final = 70  # code points
_CLAIMS: Final = frozenset(
    {"disease-claim", "efficacy", "safety", "evidence", "comparative", "testimonial"}
)
_MOST_RULINGS: Final = 20_000


class Ruling(NamedTuple):
    """What is made of a match wherever its sentence stands.

    How severe it is, the law that says so, what to tell people; `said` is the sentence
    without regard to white space.
    """

    weight: Weight
    bases: tuple[Basis, ...]
    message: str
    suggestions: tuple[str, ...]
    said: str


class Linter:
    """A ruleset with settings, ready for any number of sources."""

    def __init__(self, ruleset: Ruleset, settings: Settings) -> None:
        """Decide once which rules are on; raise ConfigError for unknown names."""
        self.ruleset = ruleset
        self.settings = settings
        markets = chosen_markets(ruleset, settings)
        self._permitted = PermittedWording(ruleset, markets, settings.product)
        self._selection = select(ruleset.rules, settings)
        self._here = {"", *(market.name for market in markets)}
        self._names: Names | None = None
        enabled = {rule.id for rule in self._selection.rules if self._is_here(rule)}
        self._engine = Engine(
            ruleset,
            frozenset(
                number
                for number, rule in enumerate(ruleset.rules)
                if rule.id in enabled
            ),
        )
        # What is wrong with suppressions shows only after all others.
        self._checks = [
            rule
            for rule in self._selection.rules
            if rule.check and rule.category != "tool"
        ]
        self._levels = {market.name: market.levels for market in markets}
        self._verdicts: dict[tuple[str, frozenset[str]], Verdict | None] = {}
        self._rulings: dict[tuple[object, ...], tuple[Match, Ruling | None]] = {}

    def lint(self, source: Source) -> Report:
        """Return the report of a source, its diagnostics sorted by place."""
        document = readers.read(source)
        notes = annotators.annotate(document, self.ruleset.lexicons, self.settings)
        notes.shared["levels"] = self._levels
        notes.shared["subjects"] = about = subjects(notes, self.settings)
        found = self._engine.matches(notes)
        matches = list(whole.confirmed(found, notes, self.ruleset.phrase))
        matches += whole.matches(self._checks, notes, self.settings)
        copy = self._copy(notes)
        drafts = (
            self._diagnostic(match, notes, copy)
            for match in matches
            if match.compared is None
        )
        kept = list(
            merge(each for each in drafts if each and self._selection.keeps(each))
        )
        to_compare = self._drafts(matches, notes, copy)
        kept, silenced, said, statements = self._judged(kept, to_compare, notes)
        return Report(
            source,
            tuple(_quieter_repeats(kept)),
            silenced,
            said,
            markets=self.settings.markets,
            channels=self.settings.channels,
            product=self.settings.product,
            copy=copy,
            subjects=about,
            statements=statements,
            nobodys=len(
                {
                    (match.sentence.segment, match.sentence.start)
                    for match in matches
                    if match.frame and is_nobodys(match.frame, copy)
                }
            ),
        )

    def denials(self, source: Source) -> tuple[Statement, ...]:
        """Return what a source says that would deny statements of another."""
        document = readers.read(source)
        notes = annotators.annotate(document, self.ruleset.lexicons, self.settings)
        notes.shared["subjects"] = subjects(notes, self.settings)
        rules = self._selection.rules
        matches = list(whole.denials(rules, notes, self.ruleset.phrase))
        drafts = self._drafts(matches, notes, self._copy(notes))
        return self._judged([], drafts, notes)[-1]

    def _copy(self, notes: Annotations) -> Copy:
        return copy_annotator.judged(
            notes, declared=self.settings.copy, product=self.settings.product
        )

    def _drafts(
        self, matches: Iterable[Match], notes: Annotations, copy: Copy
    ) -> list[tuple[Diagnostic, Compared]]:
        """Return the statements among matches that are worth comparing."""
        drafts = (
            (self._diagnostic(match, notes, copy), match.compared)
            for match in matches
            if match.compared is not None
        )
        return [
            (draft, compared)
            for draft, compared in drafts
            if draft and self._selection.keeps(draft)
        ]

    def _judged(
        self,
        found: Sequence[Diagnostic],
        to_compare: Sequence[tuple[Diagnostic, Compared]],
        notes: Annotations,
    ) -> tuple[
        list[Diagnostic],
        tuple[Silenced, ...],
        tuple[Suppression, ...],
        tuple[Statement, ...],
    ]:
        """Give each an identity, and part what is reported from all else."""
        drafts = Drafts(found, to_compare)
        silenced: tuple[Silenced, ...] = ()
        said: tuple[Suppression, ...] = ()
        if suppressions.concerns(notes, self.settings):
            kept, silenced, said = self._silence(drafts.all, notes)
        else:
            kept = list(_identified(drafts.all, notes.document.source))
        kept, silenced, statements = drafts.apart(kept, silenced)
        return kept, silenced, said, statements

    def _diagnostic(
        self, match: Match, notes: Annotations, copy: Copy
    ) -> Diagnostic | None:
        segment = notes.document.segments[match.sentence.segment]
        begin, stop = segment.folded.original(match.start, match.end)
        span, text = segment.to_source(begin, stop), segment.text[begin:stop]
        ruling = self._ruling(match, text, notes, copy)
        if ruling is None:
            return None
        rule = match.rule
        return Diagnostic(
            code=rule.id,
            name=rule.name,
            category=rule.category,
            also=rule.also,
            severity=ruling.weight.severity,
            confidence=ruling.weight.confidence,
            message=ruling.message,
            span=span,
            match=notes.document.source.text[span.start : span.end],
            text=text,
            place=segment.label,
            bases=ruling.bases,
            suggestions=ruling.suggestions,
            fix=mending.fix(match, segment, notes.document.source.text),
            related=_related(match, notes.document),
            identity=ruling.said,
            section=" > ".join(segment.path),
            whole=match.whole,
        )

    def _ruling(
        self, match: Match, text: str, notes: Annotations, copy: Copy
    ) -> Ruling | None:
        """Return what is made of a match; None where nothing is held against it.

        What was made of an equal sentence is not asked again: menus, disclaimers and
        product texts stand on every page of a site.
        """
        aside = match.rule.category in _CLAIMS and _is_beside_the_point(
            match, notes, copy
        )
        without = self._permitted.markets(match, notes)
        origin = match.origin or match
        key = (id(origin), text, without, aside, copy.value, copy.declared)
        kept = self._rulings.get(key)
        if kept is None or kept[0] is not origin:
            if len(self._rulings) >= _MOST_RULINGS:
                self._rulings.clear()
            ruling = self._rule(match, text, without, copy)
            if ruling is not None and aside:
                ruling = ruling._replace(weight=NOTE)
            kept = self._rulings[key] = origin, ruling
        return kept[1]

    def _rule(
        self, match: Match, text: str, without: frozenset[str], copy: Copy
    ) -> Ruling | None:
        rule = match.rule
        verdict = self._verdict(rule, without | match.kept_in)
        if verdict is None:
            return None
        weight = weigh(match, self._selection.severity(rule, verdict.severity), copy)
        if weight is None:
            return None
        return Ruling(
            weight,
            verdict.bases,
            _message(rule, text, match),
            tuple(_filled(each, match) for each in rule.suggest),
            " ".join(match.sentence.text.split()),
        )

    def _silence(
        self, found: list[Diagnostic], notes: Annotations
    ) -> tuple[list[Diagnostic], tuple[Silenced, ...], tuple[Suppression, ...]]:
        """Part what is reported from what a suppression silences."""
        from healthlint.suppressions import problems
        from healthlint.suppressions.names import Names

        if self._names is None:
            enabled = (rule.id for rule in self._selection.rules if self._is_here(rule))
            self._names = Names(self.ruleset.rules, enabled)
        outcome = suppressions.silence(found, notes, self._names, self.settings)
        wrong = list(problems.diagnostics(outcome.problems, notes, self._selection))
        source = notes.document.source
        reported: list[Diagnostic] = []
        silenced: list[Silenced] = []
        words = [*outcome.words, *(None for _ in wrong)]
        identified = _identified([*found, *wrong], source)
        for diagnostic, word in zip(identified, words, strict=True):
            if word is None:
                reported.append(diagnostic)
            else:
                silenced.append(problems.silenced(diagnostic, word))
        reported.sort(key=lambda each: (each.span, each.code))
        if silenced and any(each.fix for each in reported):
            vouched = suppressions.vouched_spans(silenced, notes)
            reported = list(mending.withhold(reported, vouched))
        return reported, tuple(silenced), outcome.suppressions

    def _is_here(self, rule: Rule) -> bool:
        return rule.market in self._here

    def _verdict(self, rule: Rule, without: frozenset[str]) -> Verdict | None:
        key = (rule.id, without)
        if key not in self._verdicts:
            self._verdicts[key] = consult(
                self.ruleset, rule, self.settings, without=without
            )
        return self._verdicts[key]


def _is_beside_the_point(match: Match, notes: Annotations, copy: Copy) -> bool:
    """Tell titles of cited works, and fixed words where nobody speaks of health."""
    if in_references(notes.document.segments[match.sentence.segment]):
        return True
    return match.frame is None and not (copy.declared or _is_of_health(notes))


def _is_of_health(notes: Annotations) -> bool:
    """Ask once a run whether the document speaks of health at all."""
    if "of-health" not in notes.shared:
        notes.shared["of-health"] = copy_annotator.speaks_of_health(notes)
    return bool(notes.shared["of-health"])


def _message(rule: Rule, text: str, match: Match) -> str:
    message = rule.message.replace("{text}", _short(" ".join(text.split())))
    return _filled(message, match)


def _filled(template: str, match: Match) -> str:
    """Put words of the match where a template names them in braces."""
    if "{" in template:
        for name, value in match.slots.items():
            template = template.replace(f"{{{name}}}", value)
    return template


def _related(match: Match, document: Document) -> tuple[Related, ...]:
    return tuple(_elsewhere(other, document) for other in match.related)


def _elsewhere(other: Elsewhere | Declared, document: Document) -> Related:
    if isinstance(other, Declared):
        path, line, column, start, end = other.place
        return Related(other.message, path, Span(start, end), line, column)
    span = document.segments[other.segment].folded_to_source(other.start, other.end)
    line, column = document.source.position(span.start)
    return Related(other.message, document.source.name, span, line, column)


def _short(text: str) -> str:
    """Keep a message readable when the words it quotes are a whole list."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    half = _LONGEST_QUOTE // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def _quieter_repeats(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Keep a text with ninety lost references readable: one warning, then notes."""
    seen: set[tuple[str, str]] = set()
    for diagnostic in diagnostics:
        kind = (diagnostic.code, _form(diagnostic.text))
        if diagnostic.category == "citation" and kind in seen:
            diagnostic = diagnostic._replace(severity=Severity.note)  # noqa: PLW2901
        seen.add(kind)
        yield diagnostic


def _form(text: str) -> str:
    """Return what marks of one kind have in common: "(R1,R2)" and "(R7)" are one."""
    if not text.startswith("(R"):
        return text
    return "(R1)" if any(map(str.isdigit, text)) else "(R)"


def _identified(
    diagnostics: Iterable[Diagnostic], source: Source
) -> Iterator[Diagnostic]:
    """Give each diagnostic an identity by content: no line numbers in it."""
    seen: dict[tuple[str, str], int] = {}
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.identity)
        ordinal = seen[key] = seen.get(key, 0) + 1
        identity = "\0".join((source.name, *key, str(ordinal)))
        yield diagnostic._replace(identity=identity)
