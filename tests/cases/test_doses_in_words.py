"""Doses as people write them, and the way back: a dose, said and read again."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from healthlint.annotators import annotate
from healthlint.annotators.doses import Dose, doses
from healthlint.annotators.quantities import Quantity
from healthlint.checks.whole import may_concern
from healthlint.config import Settings
from healthlint.readers import read
from healthlint.rules import load_lexicons
from healthlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "doses.yaml").read_text("utf-8")
)


@cache
def lexicons():
    return load_lexicons()


def found(text: str) -> tuple[Dose, ...]:
    """Return the doses of a text under a heading that names the substance."""
    document = read(Source("page.md", f"# Zinc\n\n{text}\n", "markdown"))
    return doses(annotate(document, lexicons()), Settings())


def parse(text: str) -> str:
    return " | ".join(map(str, found(text))) or "-"


def test_the_table_is_long() -> None:
    assert sum(map(len, TABLE.values())) >= 250


@pytest.mark.parametrize("group", TABLE)
def test_what_is_written_is_read(group: str) -> None:
    wrong = [
        f"{text!r}: {parsed} (not {expected})"
        for text, expected in TABLE[group].items()
        if (parsed := parse(text)) != expected
    ]
    assert wrong == []


@pytest.mark.parametrize("group", TABLE)
def test_a_document_with_nothing_but_a_dose_is_looked_at(group: str) -> None:
    assert [
        text
        for text, parsed in TABLE[group].items()
        if parsed != "-" and not may_concern("dose", text)
    ] == []


NUMBERS = st.decimals(
    min_value=Decimal("0.01"), max_value=Decimal(9_999_999), places=2
) | st.integers(1, 10_000).map(Decimal)
MASSES = st.sampled_from(["mg", "g", "mcg", "iu", "unit"])
PIECES = st.sampled_from(["tablet", "capsule", "gummy", "drop", "spray", "ml"])
PERIODS = st.sampled_from(["day", "night", "morning", "week", "month"])
SELDOM = st.builds("{} {}".format, st.integers(2, 48), st.sampled_from(["day", "week"]))
HOURS = st.sampled_from(["4 hour", "8 hour", "4 to 6 hour"])
CARRIERS = st.sampled_from(["capsule", "serving", "ml", "5 ml", "2 capsule", "100 g"])
WAYS = st.sampled_from(["", "by mouth", "on the skin", "by injection", "intranasally"])
LASTING = st.sampled_from(["", "for 12 weeks", "for 2-4 weeks", "for six months"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    if draw(st.booleans()):
        high = low
    weighed = draw(st.sampled_from(["", "", "kg", "lb"]))
    unit = draw(MASSES if weighed else MASSES | PIECES)
    per = draw(st.just("") | PERIODS | SELDOM | HOURS | CARRIERS)
    if weighed and draw(st.booleans()):
        per = ""
    often = per in {"day", "week"}
    times = draw(st.integers(1, 6)) if often else 1
    return Quantity(low, high, unit, "/".join(filter(None, [weighed, per])), times)


@given(quantities(), WAYS, LASTING)
def test_a_dose_that_is_said_is_read_again(
    quantity: Quantity, way: str, lasting: str
) -> None:
    said = " ".join(filter(None, [str(quantity), way, lasting]))
    (dose,) = found(said)
    assert dose.quantity._replace(text="") == quantity
    assert str(dose) == said
