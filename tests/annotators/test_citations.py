"""Rows are (why, text); `[[...]]` would be text here, so the marks are `<...>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from healthlint.annotators.citations import annotate
from healthlint.document import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from healthlint.document import Annotation

    Noticed = Callable[..., list[tuple[str, Annotation]]]

CITATIONS = [
    ("number", "square", "It relieves pain <[1]>."),
    ("number", "several", "It relieves pain <[1, 3-5]>."),
    ("number", "after-stop", "It relieves pain.<[2]>"),
    ("number", "round", "It relieves pain <(12)>."),
    ("superscript", "superscript", "It relieves pain.<¹²>"),
    ("superscript", "superscripts", "It relieves pain<¹,²> and more."),
    ("glued", "superscript-spelt-out", "It slows growth.<2,3>"),
    ("author", "authors", "It relieves pain <(Smith et al., 2019)>."),
    ("author", "two-authors", "It relieves pain <(Smith and Jones 2019)>."),
    ("author", "several-works", "It helps <(Smith, 2019; Lee, 2020)>."),
    ("author", "see", "It helps <(see Smith 2019a)>."),
    ("author", "journal-name", "It helps <(Journal of Pain, 2019)>."),
    ("author", "in-square-brackets", "It helps <[Smith 2019]>."),
    ("narrative", "narrative", "<Smith et al. (2019)> found relief."),
    ("narrative", "two-narrators", "<Smith and Jones (2019)> found relief."),
    ("doi", "doi", "See <doi:10.1000/xyz123>."),
    ("doi", "doi-link", "See <https://doi.org/10.1000/xyz.1>"),
    ("doi", "doi-in-brackets", "It helps <(10.1000/xyz123)>."),
    ("pubmed", "pubmed", "See <PMID: 12345678>."),
    ("pubmed", "pubmed-central", "See <PMC1234567>."),
    ("trial", "trial", "A study <(NCT01234567)> found relief."),
    ("url", "link", "See <https://tea.example/study>."),
    ("url", "bare-link", "See <www.tea.example/study>."),
    ("journal", "journal", "J Tea. <2019;12(3):45>"),
    ("journal", "journal-with-month", "J Tea. <2019 Mar 3;12:e45>"),
    ("source", "source", "It relieves pain <(source: WHO)>."),
]

LOST = [
    ("letter", "end-of-sentence", "It relieves pain <(R)>."),
    ("letter", "glued", "It relieves pain<(R)>."),
    ("letter", "before-comma", "It adds transmitters<(R)>, makes more."),
    ("letter", "inside-clause", "It relieves pain <(R)> and swelling."),
    ("letter", "after-bracket", "It relieves pain (P=0.01) <(R)>."),
    ("letter", "after-percent", "It fell by 90% <(R)>."),
    ("letter", "after-stop", "It helps in CRPS. <(R)>."),
    ("letter", "after-name-at-the-end", "It is found in people with HIV/AIDS <(R)>."),
    ("letter", "several", "The cells die<(R1,R2)>."),
    ("letter", "numbered", "The cells die <(R12)>."),
    ("letter", "square", "The cells die <[R]>."),
    ("letter", "alone", "<(R)>"),
    ("words", "citation-needed", "It helps <[citation needed]>."),
    ("words", "ref", "It helps <[ref]>."),
    ("words", "round-source", "It helps <(source)>."),
    ("words", "asked-source", "It helps <[source?]>."),
    ("words", "insert", "It helps <[insert reference]>."),
    ("words", "capitals", "It helps <[REF]>."),
    ("words", "question-mark", "It helps <[?]>."),
]

NEITHER = [
    ("trademark", "Tylenol(R) relieves pain."),
    ("trademark-in-capitals", "TYLENOL(R) RELIEVES PAIN."),
    ("trademark-apart", "Tylenol (R) tablets relieve pain."),
    ("trademark-inner-capital", "Our iHerb(R) tea relieves pain."),
    ("trademark-at-the-end", "Buy our Tylenol(R)."),
    ("short-heading", "Meet Tylenol (R)"),
    ("registered-sign", "Tylenol® relieves pain."),
    ("abbreviation", "It helps in fibromyalgia (FM)."),
    ("list-number", "(1) It relieves pain, (2) it lasts"),
    ("participants-behind-a-name", "A study in Phase II (40)."),
    ("year", "It was found (2019)."),
    ("month", "It was found (March 2019)."),
    ("founded", "The house (Founded in 1901) sells tea."),
    ("said-with-year", "It was sold (approved by the FDA in 2019)."),
    ("square-metres", "It covers 5 m² of skin and 10⁹ germs."),
    ("aside", "It relieves pain (really)."),
    ("words-in-square", "It [the tea] relieves pain."),
    ("statistics", "It fell (P=0.011)."),
    ("plain", "It relieves pain."),
    ("decimal", "Take 4.5 mg."),
    ("ratio", "It was 2019: a year"),
]


def split_marks(marked: str) -> tuple[str, list[str]]:
    return re.sub("[<>]", "", marked), re.findall("<(.*?)>", marked)


@pytest.mark.parametrize(
    ("form", "marked"),
    [pytest.param(form, marked, id=why) for form, why, marked in CITATIONS],
)
def test_citation(noticed: Noticed, form: str, marked: str) -> None:
    text, wanted = split_marks(marked)
    found = noticed(annotate, text, "citation")
    assert [words for words, _ in found] == wanted
    assert {each.value for _, each in found} == {form}
    assert noticed(annotate, text, "lost-reference") == []


@pytest.mark.parametrize(
    ("form", "marked"),
    [pytest.param(form, marked, id=why) for form, why, marked in LOST],
)
def test_lost_reference(noticed: Noticed, form: str, marked: str) -> None:
    text, wanted = split_marks(marked)
    found = noticed(annotate, text, "lost-reference")
    assert [words for words, _ in found] == wanted
    assert {each.value for _, each in found} == {form}
    assert noticed(annotate, text, "citation") == []


@pytest.mark.parametrize("text", [pytest.param(text, id=why) for why, text in NEITHER])
def test_neither(noticed: Noticed, text: str) -> None:
    assert noticed(annotate, text, "citation") == []
    assert noticed(annotate, text, "lost-reference") == []


def test_round_numbers_in_table_cells_are_counts() -> None:
    text = "patients in the trial (40)"
    cell = Sentence(0, "table-cell", text, 0, text)
    line = Sentence(0, "paragraph", text, 0, text)
    assert list(annotate(cell, None)) == []  # type: ignore[arg-type]
    assert [each.kind for each in annotate(line, None)] == [  # type: ignore[arg-type]
        "citation"
    ]
