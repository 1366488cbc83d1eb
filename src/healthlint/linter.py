"""Lint one source: the whole path from decoded text to a report."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from healthlint import annotators, readers
from healthlint.annotators import copy as copy_annotator
from healthlint.diagnostic import Confidence, Copy, Diagnostic, Report, Severity
from healthlint.engine import Engine
from healthlint.overlap import merge
from healthlint.rules.law import chosen_markets, consult
from healthlint.rules.permitted import PermittedWording
from healthlint.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.annotators.frames import Frame
    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations
    from healthlint.rule import Rule
    from healthlint.rules import Ruleset
    from healthlint.rules.law import Verdict
    from healthlint.segment import Segment
    from healthlint.source import Source

SURE_GRADES: Final = frozenset({"explicit", "carried", "in-sentence", "subjectless"})
"""Agents that make a claim without help from the document."""
_LONGEST_QUOTE: Final = 70  # code points
_CAUSAL: Final = 3
_UNASSERTED: Final = 0
_MILD: Final = frozenset({"mood", "quality-of-life", "natural-state", "appearance"})
_WITH_SUBJECT: Final = frozenset({"active", "infinitive", "participle", "comparative"})
_CLAIMS: Final = frozenset(
    {"disease-claim", "efficacy", "safety", "evidence", "comparative", "testimonial"}
)
_REFERENCES: Final = frozenset(
    "references reference sources source bibliography citations footnotes endnotes "
    "literature".split()
)
_NO_CLAIM: Final = frozenset({"generic", "none"})


class Linter:
    """A ruleset with settings, ready for any number of sources."""

    def __init__(self, ruleset: Ruleset, settings: Settings) -> None:
        """Decide once which rules are on; raise ConfigError for unknown names."""
        self.ruleset = ruleset
        self.settings = settings
        markets = chosen_markets(ruleset, settings)
        self._permitted = PermittedWording(ruleset, markets, settings.product)
        self._selection = select(ruleset.rules, settings)
        here = {"", *(market.name for market in markets)}
        enabled = {rule.id for rule in self._selection.rules if rule.market in here}
        self._engine = Engine(
            ruleset,
            frozenset(
                number
                for number, rule in enumerate(ruleset.rules)
                if rule.id in enabled
            ),
        )
        self._verdicts: dict[tuple[str, frozenset[str]], Verdict | None] = {}

    def lint(self, source: Source) -> Report:
        """Return the report of a source, its diagnostics sorted by place."""
        document = readers.read(source)
        notes = annotators.annotate(document, self.ruleset.lexicons)
        matches = list(self._engine.matches(notes))
        copy = copy_annotator.judge(
            notes, declared=self.settings.copy, product=self.settings.product
        )
        found = (self._diagnostic(match, notes, copy) for match in matches)
        kept = merge(each for each in found if each and self._selection.keeps(each))
        kept = list(_quieter_repeats(kept))
        return Report(
            source,
            tuple(_identified(kept, source)),
            markets=self.settings.markets,
            channels=self.settings.channels,
            product=self.settings.product,
            copy=copy,
        )

    def _diagnostic(
        self, match: Match, notes: Annotations, copy: Copy
    ) -> Diagnostic | None:
        rule = match.rule
        verdict = self._verdict(rule, self._permitted.markets(match, notes))
        if verdict is None:
            return None
        segment = notes.document.segments[match.sentence.segment]
        span = segment.folded_to_source(match.start, match.end)
        text = segment.folded_to_text(match.start, match.end)
        judged = _judge(match, verdict.severity, copy)
        if judged is None:
            return None
        severity, confidence = judged
        if rule.category in _CLAIMS and _in_references(segment):
            severity, confidence = Severity.note, Confidence.low
        unframed = match.frame is None and rule.category in _CLAIMS
        if unframed and not (copy.declared or _is_of_health(notes)):
            severity, confidence = Severity.note, Confidence.low
        return Diagnostic(
            code=rule.id,
            name=rule.name,
            category=rule.category,
            also=rule.also,
            severity=self._selection.severity(rule, severity),
            confidence=confidence,
            message=_message(rule, text, match),
            span=span,
            match=notes.document.source.text[span.start : span.end],
            text=text,
            place=segment.label,
            bases=verdict.bases,
            suggestions=rule.suggest,
            fingerprint=" ".join(match.sentence.text.split()),
        )

    def _verdict(self, rule: Rule, without: frozenset[str]) -> Verdict | None:
        key = (rule.id, without)
        if key not in self._verdicts:
            self._verdicts[key] = consult(
                self.ruleset, rule, self.settings, without=without
            )
        return self._verdicts[key]


def _judge(
    match: Match, severity: Severity, copy: Copy
) -> tuple[Severity, Confidence] | None:
    """Weigh the agent of a claim, the cues around it and the kind of document.

    None says that nothing is claimed of a product.
    """
    promotional = copy.value == "promotional"
    confidence = match.confidence
    if match.softened:
        severity = _lowered(severity)
    if "history" in match.softened and not copy.declared:
        return Severity.note, Confidence.low
    if match.frame is not None and not promotional:
        grade = match.frame.agent_grade
        if grade in _NO_CLAIM:
            return None
        if grade not in SURE_GRADES:
            return Severity.note, Confidence.low
    if match.frame is not None and match.frame.construction == "named":
        return (severity, Confidence.low) if promotional and copy.declared else None
    if match.frame is not None and _is_aside(match.frame):
        if copy.declared and promotional and match.frame.construction == "mention":
            return _lowered(severity), Confidence.low
        return Severity.note, Confidence.low
    if copy.value == "reference" and match.frame and not _asserts(match.frame):
        return Severity.note, Confidence.low
    if match.frame is not None and not copy.declared and _another_acts(match.frame):
        return Severity.note, Confidence.low
    if match.frame is not None and match.frame.strength == _UNASSERTED:
        return Severity.note, Confidence.low
    doubtful = match.frame is None and confidence is not Confidence.high
    if doubtful and not promotional:
        severity, confidence = _lowered(severity), Confidence.low
    if copy.value == "reference":
        severity, confidence = _lowered(severity), Confidence.low
    return severity, confidence


def _another_acts(frame: Frame) -> bool:
    """Tell a verb whose subject is not the product, from a noun that needs no subject.

    What people feel is said of many things; without a product it is nobody's claim.
    """
    if frame.agent_grade != "none":
        return False
    mild = all(target.kind in _MILD for target in frame.targets)
    return mild or frame.construction in _WITH_SUBJECT


def _is_aside(frame: Frame) -> bool:
    """Tell what even copy may say in passing: what doctors do, a class of medicine."""
    return frame.agent_grade == "generic" or frame.construction == "mention"


def _is_of_health(notes: Annotations) -> bool:
    """Ask once a run whether the document speaks of health at all."""
    if "of-health" not in notes.shared:
        notes.shared["of-health"] = copy_annotator.speaks_of_health(notes)
    return bool(notes.shared["of-health"])


def _in_references(segment: Segment) -> bool:
    """Tell titles of works in a list of references: they claim nothing themselves."""
    return bool(segment.path) and segment.path[-1].strip(" :").lower() in _REFERENCES


def _asserts(frame: Frame) -> bool:
    """Tell a plain statement that a product acts from talk about its use."""
    return (
        frame.agent_grade in {"explicit", "subjectless"}
        and frame.strength == _CAUSAL
        and frame.construction in {"active", "passive", "name"}
    )


def _lowered(severity: Severity) -> Severity:
    return Severity(max(severity - 1, Severity.note))


def _message(rule: Rule, text: str, match: Match) -> str:
    message = rule.message.replace("{text}", _short(" ".join(text.split())))
    for name, value in match.slots.items():
        message = message.replace(f"{{{name}}}", value)
    return message


def _short(text: str) -> str:
    """Keep a message readable when the words it quotes are a whole list."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    half = _LONGEST_QUOTE // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def _quieter_repeats(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Keep a text with ninety lost references readable: after the first of a kind, notes."""
    seen: set[tuple[str, str]] = set()
    for diagnostic in diagnostics:
        kind = (diagnostic.code, diagnostic.text)
        if diagnostic.category == "citation" and kind in seen:
            diagnostic = diagnostic._replace(severity=Severity.note)  # noqa: PLW2901
        seen.add(kind)
        yield diagnostic


def _identified(
    diagnostics: Iterable[Diagnostic], source: Source
) -> Iterator[Diagnostic]:
    """Give each diagnostic an identity by content: no line numbers in it."""
    seen: dict[tuple[str, str], int] = {}
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.fingerprint)
        ordinal = seen[key] = seen.get(key, 0) + 1
        identity = "\0".join((source.name, *key, str(ordinal)))
        digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
        yield diagnostic._replace(fingerprint=digest[:16])
