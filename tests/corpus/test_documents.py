"""Lint whole documents as they are found: neutral ones and copy nobody declared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from healthlint.config import Settings
from healthlint.diagnostic import Diagnostic, Severity
from healthlint.linter import Linter
from healthlint.readers import format_of
from healthlint.rules import load_ruleset
from healthlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

CORPUS = Path(__file__).parent
NEUTRAL = sorted((CORPUS / "neutral").iterdir())
PROMOTIONAL = sorted((CORPUS / "promotional").glob("*.yaml"))
LINTER = Linter(load_ruleset(), Settings())
# Floors: strict reviewers chose the phrases, and no product is declared.
WANTED_IN_EACH = 0.5
WANTED_IN_ALL = 0.65

# What is bearable in texts that discuss and warn against cures.
ERRORS_IN_10_000 = 2
WARNINGS_IN_10_000 = 9
MOST_IN_ONE = 2


class Wanted(NamedTuple):
    """A promotional document with the phrases that its reviewers chose."""

    path: Path
    text: str
    want: list[str]
    clean: list[str]


def load(listing: Path) -> Wanted:
    """Return the document that a listing speaks of."""
    [path] = [
        each for each in listing.parent.glob(f"{listing.stem}.*") if each != listing
    ]
    chosen = yaml.safe_load(listing.read_text("utf-8"))
    return Wanted(path, path.read_text("utf-8"), chosen["want"], chosen["clean"])


def read(path: Path) -> Source:
    """Return a document as a source in the format that its name tells."""
    return Source(path.name, path.read_text("utf-8"), format_of(path.name) or "text")


def loud(path: Path) -> list[Diagnostic]:
    """Return the errors and warnings in a document."""
    report = LINTER.lint(read(path))
    return [each for each in report.diagnostics if each.severity >= Severity.warning]


def told(found: Sequence[Diagnostic]) -> list[str]:
    """Return diagnostics as lines that a reader of a failed test understands."""
    return [f"{each.severity.name} {each.code} {each.match}" for each in found]


def touched(document: Wanted) -> list[str]:
    """Return the wanted phrases that an error or a warning touches."""
    spans = [each.span for each in loud(document.path)]
    return [phrase for phrase in document.want if meets(document, phrase, spans)]


def meets(document: Wanted, phrase: str, spans: Sequence[Span]) -> bool:
    """Tell whether a span overlaps the only place where a phrase stands."""
    begin = document.text.index(phrase)
    return any(start < begin + len(phrase) and begin < end for start, end in spans)


def test_neutral_documents_are_left_in_peace() -> None:
    words = sum(len(path.read_text("utf-8").split()) for path in NEUTRAL)
    found = [each for path in NEUTRAL for each in loud(path)]
    errors = [each for each in found if each.severity is Severity.error]
    warnings = [each for each in found if each.severity is Severity.warning]
    assert len(errors) <= ERRORS_IN_10_000 * words / 10_000, told(errors)
    assert len(warnings) <= WARNINGS_IN_10_000 * words / 10_000, told(warnings)


@pytest.mark.parametrize("path", NEUTRAL, ids=lambda path: path.name)
def test_no_neutral_document_is_a_list_of_alarms(path: Path) -> None:
    assert len(loud(path)) <= MOST_IN_ONE, told(loud(path))


@pytest.mark.parametrize("listing", PROMOTIONAL, ids=lambda path: path.stem)
def test_half_of_what_reviewers_stop_at_is_touched_in_each(listing: Path) -> None:
    document = load(listing)
    hit = touched(document)
    missed = [phrase for phrase in document.want if phrase not in hit]
    assert len(hit) >= WANTED_IN_EACH * len(document.want), missed


def test_two_in_three_wanted_phrases_are_touched_over_the_set() -> None:
    documents = [load(listing) for listing in PROMOTIONAL]
    hit = sum(len(touched(document)) for document in documents)
    wanted = sum(len(document.want) for document in documents)
    assert hit >= WANTED_IN_ALL * wanted, f"{hit} of {wanted}"


@pytest.mark.parametrize("listing", PROMOTIONAL, ids=lambda path: path.stem)
def test_harmless_phrases_of_copy_are_left_alone(listing: Path) -> None:
    document = load(listing)
    spans = [each.span for each in loud(document.path)]
    assert [each for each in document.clean if meets(document, each, spans)] == []


def test_documents_are_as_long_and_as_many_as_they_should_be() -> None:
    assert len(NEUTRAL) >= 24
    assert len(PROMOTIONAL) >= 8
    documents = [*NEUTRAL, *(load(listing).path for listing in PROMOTIONAL)]
    lengths = {path.name: len(path.read_text("utf-8").split()) for path in documents}
    assert {name: n for name, n in lengths.items() if not 240 <= n <= 600} == {}


@pytest.mark.parametrize("listing", PROMOTIONAL, ids=lambda path: path.stem)
def test_listings_quote_their_document_once(listing: Path) -> None:
    document = load(listing)
    phrases = [*document.want, *document.clean]
    assert {each: n for each in phrases if (n := document.text.count(each)) != 1} == {}
    assert len(document.want) >= 10
    assert len(document.clean) >= 5
