"""The graph of a document: marks, what they name, and the entries of its list."""

from __future__ import annotations

import pytest

from healthlint import readers
from healthlint.annotators import annotate
from healthlint.annotators.literature import Literature, literature
from healthlint.rules import load_ruleset
from healthlint.source import Source

LEXICONS = load_ruleset().lexicons


def graph(text: str, form: str = "text") -> Literature:
    return literature(annotate(readers.read(Source("page", text, form)), LEXICONS))


MARKS = [
    ("It eased pain [1, 3-5].", [(1, 3, 4, 5)]),
    ("It eased pain [2][3].", [(2,), (3,)]),
    ("It eased pain.¹² It calmed.³", [(12,), (3,)]),
    ("It eased pain¹⁻³.", [(1, 2, 3)]),
    ("It eased pain [2-1].", [()]),
]


@pytest.mark.parametrize(("text", "numbers"), MARKS, ids=str)
def test_marks_name_numbers(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [each.numbers for each in graph(text).marks] == numbers


def test_marks_name_authors_and_years() -> None:
    marks = graph("It helps (Roe et al., 2019; Poe, 2020).").marks
    assert [each.works for each in marks] == [(("Roe", "2019"), ("Poe", "2020"))]


LISTS = [
    ("text", "It eased pain.\n\nReferences\n\n1. Roe A.\n3. Poe B.", [1, 3]),
    ("text", "It eased pain.\n\nReferences:\n\n[1] Roe A.\n\n[2] Poe B.", [1, 2]),
    ("text", "It eased pain.¹\n\n¹ Roe A. 2024.", [1]),
    ("markdown", "It eased pain.\n\n## References\n\n1. Roe A.\n1. Poe B.", [1, 2]),
    ("markdown", "It eased pain.\n\n## Sources\n\n- Roe A.\n- Poe B.", [1, 2]),
    ("markdown", "It eased pain.[^a]\n\n[^a]: Roe A.", [1]),
    ("html", "<p>It eased pain.</p><h2>References</h2><ol><li>Roe<li>Poe</ol>", [1, 2]),
    ("text", "It eased pain.\n\nIngredients\n\n1. Ginger.\n2. Salt.", []),
]


@pytest.mark.parametrize(("form", "text", "numbers"), LISTS)
def test_entries_have_the_numbers_that_readers_see(
    form: str, text: str, numbers: list[int]
) -> None:
    assert [each.number for each in graph(text, form).entries] == numbers


def test_an_item_that_is_only_a_link_counts() -> None:
    text = (
        "# Tea\n\nIt calms [2].\n\n## References\n\n1. Roe A.\n2. <https://a.example>\n"
    )
    assert graph(text, "markdown").listed.numbers == {1, 2}


def test_a_list_ends_where_other_blocks_begin() -> None:
    text = "# Tea\n\nIt calms.\n\n## References\n\n1. Roe A.\n\nBuy it today.\n"
    [entry] = graph(text, "markdown").entries
    assert entry.text == "Roe A."
