"""Try rules on their own examples: what `healthlint test` does.

An example tests match, text and position at once. Beyond that, each name in `unless`,
`only` and `soften` is left out in turn: where no example notices, the exception is dead
or untested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint import edits
from healthlint.config import Settings
from healthlint.config_keys import read_products
from healthlint.inflection import word_forms
from healthlint.linter import Linter
from healthlint.marked import read_yaml
from healthlint.patterns import compiled
from healthlint.phrase_compiler import COMMON_WORDS
from healthlint.records import NamedTuple
from healthlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from healthlint.diagnostic import Diagnostic
    from healthlint.product import Product
    from healthlint.rule import Example, Rule
    from healthlint.rules import Ruleset

FEWEST: Final = 2
"""Examples that a rule needs of each kind."""

LONGEST_MESSAGE: Final = 20
"""Words that a message may have."""

_ADVICE: Final = {
    "unless": "add a pass example where only '{}' acquits the words",
    "only": "add a flag example that stands only because of '{}'",
    "soften": "add a flag example that '{}' softens",
}
_CUE_KEYS: Final = tuple(_ADVICE)
_MARKS: Final = compiled(r"\[\[|\]\]")
_WORD: Final = compiled(r"[^\W\d_¹²³⁰⁴-⁹]+(?:'[^\W\d_]+)*")
_DIGIT: Final = compiled(r"\d")
_TOLD: Final = compiled(r"\S*\w\S*")
_PLACEHOLDER: Final = compiled(r"\{[a-z]+\}")


class Failure(NamedTuple):
    """Something about a rule or one of its examples that is not as it should be.

    `example` names it ("flag 2", from 1) or is empty; `expected` and `seen` are spans
    of `text`, the example without its marks; `line` counts from 1 in `path`. A
    `warning` does not fail the test.
    """

    rule: str
    name: str
    example: str
    message: str
    path: str
    line: int
    text: str = ""
    expected: tuple[Span, ...] = ()
    seen: tuple[Span, ...] = ()
    warning: bool = False


class Outcome(NamedTuple):
    """How many rules and examples were tried, and what was wrong."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Tell whether there is nothing but warnings."""
        return all(failure.warning for failure in self.failures)


def examine(ruleset: Ruleset, rules: Iterable[Rule] | None = None) -> Outcome:
    """Try rules of a ruleset (all of them unless some are given)."""
    chosen = ruleset.rules if rules is None else tuple(rules)
    failures = tuple(each for rule in chosen for each in _Trial(ruleset, rule).run())
    examples = sum(len(rule.examples_flag) + len(rule.examples_pass) for rule in chosen)
    return Outcome(len(chosen), examples, failures)


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return an example without its [[ ]], and the spans that they marked."""
    pieces = _MARKS.split(text)
    spans, length = [], 0
    for number, piece in enumerate(pieces):
        if number % 2:
            spans.append(Span(length, length + len(piece)))
        length += len(piece)
    return "".join(pieces), tuple(spans)


def describe(failure: Failure) -> str:
    """Say what is wrong, for people, with carets under the words in question."""
    place = f"{failure.path}:{failure.line}"
    subject = f"{failure.example}: " if failure.example else ""
    kind = "warning: " if failure.warning else ""
    lines = [
        f"{place}: {kind}{failure.rule} {failure.name}: {subject}{failure.message}"
    ]
    if failure.text:
        lines.append(f"    {' '.join(failure.text.split(chr(10)))}")
        lines += [
            f"    {_carets(spans)} {label}"
            for label, spans in (("expected", failure.expected), ("seen", failure.seen))
            if spans
        ]
    return "\n".join(lines)


def _carets(spans: tuple[Span, ...]) -> str:
    marks = [" "] * spans[-1].end
    for start, end in spans:
        marks[start:end] = "^" * (end - start)
    return "".join(marks)


class _Case(NamedTuple):
    """One example ready to be linted."""

    label: str
    example: Example
    text: str
    expected: tuple[Span, ...]


class _Trial:
    """One rule and its examples."""

    def __init__(self, ruleset: Ruleset, rule: Rule) -> None:
        self._ruleset = ruleset
        self._rule = rule
        self._linters: dict[tuple[object, ...], Linter] = {}
        self._cases = [
            _Case(f"{kind} {number}", example, *unmarked(example.text))
            for kind, examples in (
                ("flag", rule.examples_flag),
                ("pass", rule.examples_pass),
            )
            for number, example in enumerate(examples, 1)
        ]

    def run(self) -> Iterator[Failure]:
        yield from self._shape()
        found = {case: self._lint(self._rule, case) for case in self._cases}
        for case, diagnostics in found.items():
            yield from self._compare(case, tuple(each.span for each in diagnostics))
        if self._rule.fix:
            yield from self._fixes(found)
        for key in _CUE_KEYS:
            for name in sorted(getattr(self._rule, key)):
                if not any(self._notices(case, key, name) for case in self._cases):
                    yield self._failure(
                        f"no example notices when '{name}' leaves '{key}': "
                        f"{_ADVICE[key].format(name)}, or drop it"
                    )

    def _fixes(self, found: Mapping[_Case, list[Diagnostic]]) -> Iterator[Failure]:
        """Fix each example, and see that nothing is said of what was fixed."""
        some = False
        for case, diagnostics in found.items():
            fixed = edits.apart(each for each in diagnostics if each.fix)
            if not fixed:
                continue
            some = True
            source = Source("example", case.text, case.example.format)
            text = edits.mended(source, fixed).text
            left = self._lint(self._rule, case._replace(text=text))
            if len(left) > len(diagnostics) - len(fixed):
                yield self._failure(f"still flagged when fixed: '{text}'", case)
        if not some:
            yield self._failure("'fix' changes no example")

    def _shape(self) -> Iterator[Failure]:
        rule = self._rule
        for kind, examples in (
            ("flag", rule.examples_flag),
            ("pass", rule.examples_pass),
        ):
            if len(examples) < FEWEST:
                yield self._failure(
                    f"{len(examples)} {kind} examples; a rule needs {FEWEST} at least"
                )
        if rule.examples_flag and rule.examples_pass and not self._shares_a_word():
            yield self._failure(
                "no pass example holds a word that a flag example marks: "
                "add the same words in a harmless sentence"
            )
        words = len(_TOLD.findall(_PLACEHOLDER.sub("", rule.message)))
        if words > LONGEST_MESSAGE:
            yield self._failure(
                f"the message has {words} words; {LONGEST_MESSAGE} at most"
            )
        for item in rule.find:
            if isinstance(item, str) and not self._ruleset.phrase(item).anchors:
                yield self._failure(
                    f"slow: '{item}' requires no word, so every sentence is tried",
                    warning=True,
                )

    def _shares_a_word(self) -> bool:
        """Tell whether a pass example has a telling word of what is flagged.

        Rules of arithmetic mark figures alone; then any figure will do.
        """
        marked = {
            form
            for case in self._cases
            for start, end in case.expected
            for word in _words(case.text[start:end])
            for form in word_forms(word)
        }
        if not marked:
            return any(
                not case.expected and _DIGIT.search(case.text) for case in self._cases
            )
        return any(
            not case.expected and not marked.isdisjoint(_words(case.text))
            for case in self._cases
        )

    def _compare(self, case: _Case, seen: tuple[Span, ...]) -> Iterator[Failure]:
        if seen == case.expected:
            return
        missing = [span for span in case.expected if span not in seen]
        if not case.expected:
            message = "flagged, but must pass"
        elif not seen:
            message = f"not flagged{self._reason(case)}"
        elif missing:
            message = f"flagged elsewhere than marked{self._reason(case)}"
        else:
            message = "more is flagged than marked"
        yield self._failure(message, case, seen=seen)

    def _reason(self, case: _Case) -> str:
        """Name the exceptions without which the example would come out right."""
        guilty = [
            f"{key}: {name}"
            for key in ("unless", "only")
            for name in sorted(getattr(self._rule, key))
            if case.expected
            == _spans(self._lint(_without(self._rule, key, name), case))
        ]
        return f" because of {', '.join(guilty)}" if guilty else ""

    def _notices(self, case: _Case, key: str, name: str) -> bool:
        """Tell whether an example comes out differently without an exception.

        What softens shows in loud copy only, where nothing else lowers a severity.
        """
        rule = self._rule
        if key == "soften":
            rule = rule._replace(severity="error")
            loud = case.example._replace(copy=case.example.copy or "promotional")
            case = case._replace(example=loud)
        before, after = (
            self._lint(rule, case),
            self._lint(_without(rule, key, name), case),
        )
        return _effects(before) != _effects(after)

    def _lint(self, rule: Rule, case: _Case) -> list[Diagnostic]:
        example = case.example
        key = (
            *(getattr(rule, key) for key in (*_CUE_KEYS, "severity")),
            example._replace(text="", line=0),
        )
        if key not in self._linters:
            # What our own rules speak of has the names of all the others.
            is_ours = rule.category == "tool"
            rules = self._ruleset if is_ours else self._ruleset.replace(rule)
            self._linters[key] = Linter(rules, self._settings(example))
        source = Source("example", case.text, example.format)
        report = self._linters[key].lint(source)
        return [each for each in report.diagnostics if each.code == rule.id]

    def _settings(self, example: Example) -> Settings:
        """Return the circumstances of an example: the defaults, unless it says more."""
        plain = Settings()
        own, known = self._rule.market, self._ruleset.markets
        markets = (own,) if own in known else plain.markets
        channels = (own,) if own in self._ruleset.channels else plain.channels
        return plain._replace(
            markets=example.markets or tuple(each for each in markets if each in known),
            channels=example.channels or channels,
            product=example.product,
            copy=example.copy or plain.copy,
            products=_products(example),
            select=(self._rule.id,),
        )

    def _failure(
        self,
        message: str,
        case: _Case | None = None,
        *,
        seen: tuple[Span, ...] = (),
        warning: bool = False,
    ) -> Failure:
        path, line = self._rule.origin
        return Failure(
            rule=self._rule.id,
            name=self._rule.name,
            example=case.label if case else "",
            message=message,
            path=path,
            line=case.example.line if case else line,
            text=case.text if case else "",
            expected=case.expected if case else (),
            seen=seen,
            warning=warning,
        )


def _products(example: Example) -> tuple[Product, ...]:
    if not example.products:
        return ()
    return read_products(read_yaml(example.products, "example"), "example")


def _without(rule: Rule, key: str, name: str) -> Rule:
    return rule._replace(**{key: getattr(rule, key) - {name}})


def _spans(diagnostics: Iterable[Diagnostic]) -> tuple[Span, ...]:
    return tuple(each.span for each in diagnostics)


def _effects(diagnostics: Iterable[Diagnostic]) -> list[tuple[object, ...]]:
    return [(each.span, each.severity, each.confidence) for each in diagnostics]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower().replace("’", "'"))) - COMMON_WORDS
