"""Rows are (text, words, designs, size, population); the words are those it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from healthlint import readers
from healthlint.annotators import annotate
from healthlint.rules import load_ruleset
from healthlint.source import Source

if TYPE_CHECKING:
    from healthlint.annotators.studies import Study
    from healthlint.document import Annotation

LEXICONS = load_ruleset().lexicons

STUDIES = [
    ("In a study of ten patients pain fell.", "a study of ten patients pain fell", 10),
    ("A trial with twenty-four women proved it.", "trial with twenty-four women", 24),
    ("Two hundred patients took it.", "Two hundred patients", 200),
    ("A survey of 1,200 nurses found it.", "A survey of 1,200 nurses found", 1200),
    ("It was a trial (n = 90).", "a trial (n = 90", 90),
    ("11 of 15 patients improved.", "11 of 15 patients improved", 15),
    ("Dr. Roe followed eight older patients.", "eight older patients", 8),
    ("A study found less pain.", "A study found", 0),
]

DESIGNS = [
    ("In vitro, the oil killed bacteria.", {"in-vitro"}),
    ("The cells in the petri dish died in each experiment.", {"in-vitro"}),
    ("Mice given the extract lived longer.", {"animal"}),
    ("Animal studies suggest less pain.", {"animal"}),
    ("A case report describes one man.", {"case"}),
    ("An open-label study followed 40 adults.", {"open-label"}),
    ("A cohort study of 900 nurses found a link.", {"observational"}),
    ("A randomised trial with 90 adults found less pain.", {"randomised"}),
    ("In the study they slept longer than with placebo.", {"randomised"}),
    ("A meta-analysis of 12 trials showed less pain.", {"meta-analysis"}),
    ("A non-randomised study found less pain.", {"open-label"}),
    ("A study found less pain.", set()),
]

NO_STUDY = [
    "Start your free trial today.",
    "Move the mouse to the left.",
    "Take it for 12 weeks.",
    "Ten million people have asthma.",
    "A 55-year-old house.",
    "The case is made of steel.",
]


def studies(text: str) -> list[Annotation]:
    document = readers.read(Source("copy.txt", text))
    notes = annotate(document, LEXICONS)
    return [
        study
        for sentence in notes.sentences(0)
        for study in notes.of("study", sentence)
    ]


def only(text: str) -> Study:
    [found] = studies(text)
    study: Study = found.value
    return study


@pytest.mark.parametrize(("text", "words", "size"), STUDIES, ids=str)
def test_samples_are_counted_in_figures_and_words(
    text: str, words: str, size: int
) -> None:
    [found] = studies(text)
    assert words in text[found.start : found.end + 1]
    assert found.value.size == size


@pytest.mark.parametrize(("text", "designs"), DESIGNS, ids=str)
def test_designs_are_known(text: str, designs: set[str]) -> None:
    assert only(text).designs == designs


@pytest.mark.parametrize("text", NO_STUDY)
def test_other_things_are_no_studies(text: str) -> None:
    assert studies(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The study showed an effect.", True),
        ("The study did not show any effect.", False),
        ("The study followed 40 adults.", False),
    ],
    ids=["shown", "not-shown", "only-done"],
)
def test_results_are_told_from_methods_and_from_nothing_found(
    text: str, *, told: bool
) -> None:
    assert only(text).result is told


def test_preclinical_studies_are_known() -> None:
    assert only("Our pre-clinical study evaluated 42 patients.").preclinical
    assert not only("Our clinical study evaluated 42 patients.").preclinical
