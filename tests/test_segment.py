"""Segments: text offsets and the source behind them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.segment import KINDS, Link, Run, SegmentBuilder
from healthlint.source import Span

#         0         1         2
#         0123456789012345678901234567
SOURCE = "<b>no</b> side &amp; effects"


@pytest.fixture
def segment():
    builder = SegmentBuilder()
    builder.add("no", 3, 5)
    builder.add(" side ", 9, 15)
    builder.add("&", 15, 20)
    builder.add(" effects", 20, 28)
    return builder.build("paragraph", label="x", path=("Top",))


MAPPED = [
    pytest.param("no", "no", id="linear"),
    pytest.param("o si", "o</b> si", id="over a gap"),
    pytest.param("&", "&amp;", id="whole"),
    pytest.param("e &", "e &amp;", id="ends with the whole"),
    pytest.param("& e", "&amp; e", id="starts with the whole"),
    pytest.param("no side & effects", SOURCE[3:], id="all"),
]


@pytest.mark.parametrize(("text", "expected"), MAPPED)
def test_leads_to_the_source(segment, text, expected):
    at = segment.text.index(text)
    start, end = segment.to_source(at, at + len(text))
    assert SOURCE[start:end] == expected


def test_an_empty_range_has_a_place(segment):
    assert segment.to_source(2, 2) == Span(9, 9)
    assert segment.to_source(8, 8) == Span(15, 15)
    end = len(segment.text)
    assert segment.to_source(end, end) == Span(28, 28)


def test_folded_offsets_lead_to_source_and_text():
    builder = SegmentBuilder()
    builder.add("It C\xadUres", 10, 19)
    segment = builder.build("paragraph")
    at = segment.folded.text.index("cures")
    assert segment.folded_to_source(at, at + 5) == Span(13, 19)
    assert segment.folded_to_text(at, at + 5) == "C\xadUres"


def test_what_the_builder_was_told_is_kept(segment):
    assert (segment.kind, segment.label, segment.path) == ("paragraph", "x", ("Top",))
    assert segment.kind in KINDS
    assert "side" in repr(segment)


def test_neighbours_become_one_run():
    builder = SegmentBuilder()
    builder.add("ab", 0, 2)
    builder.add("cd", 2, 4)
    builder.add("", 4, 9)
    builder.add("x", 4, 9)
    builder.add("y", 9, 10)
    assert builder.build("title").runs == ((0, 4, 0, 4), (4, 5, 4, 9), (5, 6, 9, 10))


def test_outer_space_is_left_out():
    builder = SegmentBuilder()
    builder.add(" \n", 0, 7)
    builder.add("  a ", 7, 11)
    builder.add("b", 11, 14)
    builder.add("\t", 14, 15)
    segment = builder.build("title")
    assert segment.text == "a b"
    assert segment.runs == (Run(0, 2, 9, 11), Run(2, 3, 11, 14))


@pytest.mark.parametrize("text", ["", " ", "\n\xa0 "], ids=["none", "space", "spaces"])
def test_nothing_to_see_is_no_segment(text):
    builder = SegmentBuilder()
    builder.add(text, 0, len(text))
    assert builder.build("title") is None


def test_links_follow_the_text():
    builder = SegmentBuilder()
    builder.add("  see ", 0, 6)
    builder.link(0, "whole")
    builder.add("it ", 6, 9)
    builder.link(6, "https://a")
    builder.link(9, "bare")
    assert builder.build("title").links == (
        Link(0, 4, "whole"),
        Link(4, 6, "https://a"),
        Link(6, 6, "bare"),
    )


PIECES = st.lists(
    st.tuples(st.text("ab \n", max_size=4), st.integers(0, 3), st.integers(0, 6))
)


@given(PIECES)
def test_runs_are_sorted_and_cover_the_text(pieces):
    builder = SegmentBuilder()
    at = 0
    for text, gap, width in pieces:
        builder.add(text, at + gap, at + gap + width)
        at += gap + width
    segment = builder.build("paragraph")
    if segment is None:
        assert not "".join(text for text, _, _ in pieces).strip()
        return
    edges = [(run.start, run.end) for run in segment.runs]
    assert edges[0][0] == 0
    assert edges[-1][1] == len(segment.text)
    assert all(a[1] == b[0] for a, b in pairwise(edges))
    places = [place for run in segment.runs for place in run[2:]]
    assert places == sorted(places)
    spans = [segment.to_source(i, i + 1) for i in range(len(segment.text))]
    assert spans == sorted(spans)
