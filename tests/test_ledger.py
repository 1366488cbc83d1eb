"""The ledger is written for people and programs, and read back without loss."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthlint import ledger
from healthlint.diagnostic import SUPPRESSION_STATES, Suppression
from healthlint.errors import ReadError

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAME = st.text("abcHL0123-", min_size=1, max_size=8).filter(lambda text: text.strip())
LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = st.builds(
    ledger.Words,
    code=NAME,
    line=st.integers(1, 999),
    column=st.integers(1, 999),
    text=LINE.map(lambda text: " ".join(text.split())),
)
ENTRIES = st.builds(
    ledger.Entry,
    file=LINE,
    suppression=st.builds(
        Suppression,
        kind=st.sampled_from(["comment", "approval"]),
        scope=st.sampled_from(["disable", "disable-next", "sentence"]),
        rules=st.lists(NAME, max_size=3).map(tuple),
        path=LINE,
        line=st.integers(1, 999),
        column=st.integers(1, 999),
        reason=LINE,
        by=LINE,
        until=st.one_of(st.just(""), st.dates().map(str)),
        state=st.sampled_from(SUPPRESSION_STATES),
    ),
    silenced=st.lists(WORDS, max_size=3).map(tuple),
)


@UNHURRIED
@given(st.lists(ENTRIES, max_size=4))
def test_json_reads_back(entries):
    text = ledger.write_json(entries, "2026-11-26")
    assert ledger.read_json(text) == entries
    assert ledger.write_json(ledger.read_json(text), "2026-11-26") == text
    assert text.isascii()


@UNHURRIED
@given(st.lists(ENTRIES, max_size=4))
def test_csv_reads_back(entries):
    text = ledger.write_csv(entries)
    assert ledger.read_csv(text) == entries
    assert ledger.write_csv(ledger.read_csv(text)) == text


@UNHURRIED
@given(st.lists(ENTRIES, min_size=1, max_size=3))
def test_no_cell_is_a_formula(entries):
    text = ledger.write_csv(entries)
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row
        )


def test_the_head_says_when():
    assert json.loads(ledger.write_json([], "2026-11-26")) == {
        "version": 1,
        "as_of": "2026-11-26",
        "suppressions": [],
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"suppressions": [{}]}'])
def test_other_json_is_refused(text):
    with pytest.raises(ReadError):
        ledger.read_json(text)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", ",".join(ledger.COLUMNS) + "\n1,2\n"])
def test_other_csv_is_refused(text):
    with pytest.raises(ReadError):
        ledger.read_csv(text)
