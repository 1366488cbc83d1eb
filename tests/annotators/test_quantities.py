"""Rows are (why, text, values); `[[...]]` stands around what is to be noticed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from healthlint.annotators.quantities import Quantity, annotate

if TYPE_CHECKING:
    from collections.abc import Callable

    from healthlint.document import Annotation

    Noticed = Callable[..., list[tuple[str, Annotation]]]

QUANTITIES = [
    ("plain", "Take [[4.5 mg]] now", "4.5 4.5 mg - 1"),
    ("glued", "Take [[5mg]] now", "5 5 mg - 1"),
    ("hyphen", "a [[10-mg]] pill", "10 10 mg - 1"),
    ("to", "([[1.5 to 4.5 mg]])", "1.5 4.5 mg - 1"),
    ("unit-twice", "[[1.5 mg to 4.5 mg]]", "1.5 4.5 mg - 1"),
    ("hyphen-range", "([[3-4.5 mg]])", "3 4.5 mg - 1"),
    ("dash-range", "[[1–5 mg per day]]", "1 5 mg day 1"),
    ("or", "[[0.125 or 0.25 mg/day]]", "0.125 0.25 mg day 1"),
    ("between", "between [[5 and 10 mg]]", "5 10 mg - 1"),
    ("between-units", "between [[5 mg and 10 mg]]", "5 10 mg - 1"),
    ("falling", "from [[10 to 5 mg]]", "5 10 mg - 1"),
    ("plus-minus", "[[2 ± 0.5 mg]]", "1.5 2.5 mg - 1"),
    ("plus-minus-spelt", "[[2+/-0.5 mg]]", "1.5 2.5 mg - 1"),
    ("thousands", "[[5,000 IU]]", "5000 5000 iu - 1"),
    ("thousands-with-points", "[[1.000.000 IU]]", "1000000 1000000 iu - 1"),
    ("decimal-comma", "[[1,5 mg]]", "1.5 1.5 mg - 1"),
    ("scale", "[[5 billion CFU]]", "5000000000 5000000000 cfu - 1"),
    ("micrograms", "[[5 µg]]", "5 5 mcg - 1"),
    ("pressure", "[[80 mm Hg]]", "80 80 mmhg - 1"),
    ("per-weight-and-day", "[[0.5 to 2 mg/kg/day]]", "0.5 2 mg kg/day 1"),
    ("body-weight", "[[1 mg per kg of body weight daily]]", "1 1 mg kg/day 1"),
    ("twice-daily", "[[1 mg twice daily]]", "1 1 mg day 2"),
    ("once-daily", "[[25 mg once daily]]", "25 25 mg day 1"),
    ("three-times", "[[2 capsules three times a day]]", "2 2 capsule day 3"),
    ("each", "[[2 pills each day]]", "2 2 pill day 1"),
    ("latin", "[[5 mg bid]]", "5 5 mg day 2"),
    ("every-hours", "[[5 mg every 6 hours]]", "5 5 mg 6 hour 1"),
    ("of-something-daily", "[[400 mg]] of magnesium daily", "400 400 mg day 1"),
    ("daily-dose-of", "a daily dose of [[4.5 mg]]", "4.5 4.5 mg day 1"),
    ("per-dose", "[[5 mg per dose]]", "5 5 mg dose 1"),
    ("fraction", "[[1/2 teaspoon]]", "0.5 0.5 teaspoon - 1"),
    ("mixed-fraction", "[[1 1/2 cups]]", "1.5 1.5 cup - 1"),
    ("fraction-sign", "[[1½ cups]]", "1.5 1.5 cup - 1"),
    ("weeks-after-daily", "daily for [[4 weeks]]", "4 4 week - 1"),
    ("number-word", "in [[seven years]]", "7 7 year - 1"),
    ("compound-number", "[[twenty-five minutes]]", "25 25 minute - 1"),
    ("compound-unit", "an [[8-week]] test", "8 8 week - 1"),
    ("a-week", "gone in [[a week]]", "1 1 week - 1"),
    ("half-an-hour", "after [[half an hour]]", "0.5 0.5 hour - 1"),
    ("once-a-day", "taken [[once a day]]", "1 1 time day 1"),
    ("times-a-week", "taken [[3 times per week]]", "3 3 time week 1"),
    ("twice-daily-alone", "taken [[twice daily]]", "2 2 time day 1"),
    ("weight", "lose [[10+ pounds]]", "10 10 lb - 1"),
]

PERCENTAGES = [
    ("sign", "in [[85%]] of them", "85 85"),
    ("sign-apart", "in [[85.3 %]] of them", "85.3 85.3"),
    ("word", "in [[85 percent]] of them", "85 85"),
    ("two-words", "in [[85 per cent]] of them", "85 85"),
    ("range", "in [[10-20%]] of them", "10 20"),
    ("range-with-signs", "in [[10% to 20%]] of them", "10 20"),
    ("range-glued-signs", "in [[10%-20%]] of them", "10 20"),
    ("number-words", "[[ninety percent]]", "90 90"),
    ("out-of", "[[9 out of 10]] users", "90.0 90.0"),
    ("in", "[[one in four]]", "25.0 25.0"),
    ("of", "[[11 of 15]] patients", "73.3 73.3"),
    ("quarter", "nearly [[a quarter]] of them", "25 25"),
    ("thirds", "[[two thirds]] of them", "66.6 66.6"),
    ("half", "[[half]] the patients", "50 50"),
]

NUMBERS = [
    ("digits", "[[42]] patients", "42 42"),
    ("word", "[[Ten]] patients", "10 10"),
    ("hundreds", "[[hundreds]] of patients", "100 100"),
    ("hundreds-of-thousands", "[[hundreds of thousands]] bought it", "100000 100000"),
    ("a-million", "[[a million]] users", "1000000 1000000"),
    ("long", "[[two hundred and fifty]] users", "250 250"),
    ("scale", "[[1.5 million]] users", "1500000 1500000"),
    ("plus", "[[10,000+]] customers", "10000 10000"),
    ("thousand-letter", "[[10k]] fans", "10000 10000"),
    ("range", "[[5-10]] people", "5 10"),
    ("with-unit", "[[1.5 to 4.5]] mg", "1.5 4.5"),
    ("year", "in [[2019]]", "2019 2019"),
    ("one", "[[one]] patient", "1 1"),
    ("sign", "[[½]] of it", "0.5 0.5"),
    ("comma-pair", "[[12]], 13th", "12 12"),
]

NOTHING = [
    ("quantity", "no-amount", "Take it with a cup, a day passes"),
    ("quantity", "one-day", "One day it helps"),
    ("quantity", "second-patient", "one second patient"),
    ("quantity", "quarter-hour", "a quarter of an hour"),
    ("quantity", "count", "10 patients and 3 doctors"),
    ("percentage", "quarter-hour", "a quarter of an hour"),
    ("percentage", "second-half", "the second half of the year"),
    ("percentage", "part-of-a-week", "5 of 7 days"),
    ("percentage", "in-a-year", "3 in 2019"),
    ("percentage", "more-than-all", "15 of 11 patients"),
    ("percentage", "quarter-alone", "the quarter of a town"),
    ("number", "vitamin", "vitamin B12 and omega-3 and COVID-19"),
    ("number", "ordinal", "the 3rd and the 1990s and 3D"),
    ("number", "reference", "so it is [1]"),
    ("number", "version", "in 1.2.3"),
    ("number", "pronoun", "one of them, this one, one may"),
    ("number", "plain", "many patients"),
    ("quantity", "superscript", "² times a day"),
]


def parameters(table: list[tuple[str, str, str]]) -> list[object]:
    return [pytest.param(text, values, id=why) for why, text, values in table]


@pytest.mark.parametrize(("marked", "values"), parameters(QUANTITIES))
def test_quantity(noticed: Noticed, marked: str, values: str) -> None:
    found = noticed(annotate, re.sub(r"\[\[|\]\]", "", marked), "quantity")
    assert [words for words, _ in found] == re.findall(r"\[\[(.*?)\]\]", marked)
    low, high, *rest = values.split(" ", 2)
    for words, each in found:
        value: Quantity = each.value
        per = f"{value.unit} {value.per or '-'} {value.times}"
        assert (value.low, value.high, [per]) == (Decimal(low), Decimal(high), rest)
        assert value.text == words.lower()


@pytest.mark.parametrize(("marked", "values"), parameters(PERCENTAGES))
def test_percentage(noticed: Noticed, marked: str, values: str) -> None:
    found = noticed(annotate, re.sub(r"\[\[|\]\]", "", marked), "percentage")
    assert [words for words, _ in found] == re.findall(r"\[\[(.*?)\]\]", marked)
    bounds = [(each.value.low, each.value.high, each.value.unit) for _, each in found]
    assert bounds == [(*map(Decimal, values.split()), "%")]


@pytest.mark.parametrize(("marked", "values"), parameters(NUMBERS))
def test_number(noticed: Noticed, marked: str, values: str) -> None:
    found = noticed(annotate, re.sub(r"\[\[|\]\]", "", marked), "number")
    assert [words for words, _ in found] == re.findall(r"\[\[(.*?)\]\]", marked)
    bounds = [(each.value.low, each.value.high, each.value.unit) for _, each in found]
    assert bounds == [(*map(Decimal, values.split()), "")]


@pytest.mark.parametrize(
    ("kind", "text"),
    [pytest.param(kind, text, id=f"{kind}-{why}") for kind, why, text in NOTHING],
)
def test_nothing(noticed: Noticed, kind: str, text: str) -> None:
    assert noticed(annotate, text, kind) == []
