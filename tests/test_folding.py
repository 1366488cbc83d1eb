"""Folding: what rules see, and the way back to what stands there."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.folding import fold

FOLDED = [
    pytest.param("Cures ARTHRITIS", "cures arthritis", id="capitals"),
    pytest.param("it’s “good”", 'it\'s "good"', id="curly quotes"),
    pytest.param(
        "‚a‘ „b“ ‹c› «d»", "'a' \"b\" 'c' \"d\"", id="quotes of other tongues"
    ),
    pytest.param("5\xa0mg\u2009a\u202fday\u3000x", "5 mg a day x", id="spaces"),
    pytest.param("a\x85b\u2028c\u2029d", "a b c d", id="separators of lines"),
    pytest.param("x\u2011ray low‐dose −5", "x-ray low-dose -5", id="hyphens and minus"),
    pytest.param("a – b — c", "a – b — c", id="dashes stay"),
    pytest.param("cu\xadres", "cures", id="soft hyphen"),
    pytest.param("c\u200bu\u200dr\ufeffe\u2060s", "cures", id="zero width"),
    pytest.param("\u202ecures\u202c", "cures", id="marks of direction"),
    pytest.param("de\ufb01ne e\ufb03cacy \ufb06", "define efficacy st", id="ligatures"),
    pytest.param("Ｃｕｒｅｓ １００％", "cures 100%", id="full width"),
    pytest.param("𝐂𝐮𝐫𝐞 𝒞𝓊𝓇ℯ 𝕮𝖚𝖗𝖊 𝟓", "cure cure cure 5", id="mathematical"),
    pytest.param("ⒸⓤⓡⒺ 🄲🅄🅁🄴", "cure cure", id="enclosed"),
    pytest.param("ᴄᴜʀᴇs", "cures", id="small capitals"),
    pytest.param("H₂O B₁₂", "h2o b12", id="lowered digits"),
    pytest.param("10⁶ m² note¹", "10⁶ m² note¹", id="raised digits stay: citations"),
    pytest.param("сurеs саncer", "cures cancer", id="Cyrillic in Latin words"),
    pytest.param("curεs cαncer", "cures cancer", id="Greek in Latin words"),
    pytest.param("сас рак", "сас рак", id="a Cyrillic word stays"),
    pytest.param("TNFα IL6α 5 μg 3 Ωm", "tnfα il6α 5 μg 3 ωm", id="Greek of science"),
    pytest.param("cures💊arthritis", "cures arthritis", id="emoji between words"),
    pytest.param("Tea ❤️ 👍🏻!", "tea     !", id="emoji with selectors and tones"),
    pytest.param("LDN® Tea™ ©", "ldn  tea   ", id="marks of brands"),
    pytest.param("5㎎ 38℃", "5mg 38°c", id="units in one character"),
    pytest.param("\uf0b7 item \ue123", "• item  ", id="symbol fonts"),
    pytest.param("cafe\u0301 u\u0308ber", "café über", id="accents apart"),
    pytest.param("c\u0336u\u0336r\u0336e\u0336s", "cures", id="struck out"),
    pytest.param("\u0301a", "a", id="an accent on nothing"),
    pytest.param("İstanbul", "istanbul", id="dotted capital I"),
    pytest.param("c.u.r.e", "cure", id="letters set apart by points"),
    pytest.param("C-u-r-e-s it", "cures it", id="by hyphens"),
    pytest.param("c*u*r*e, c·u·r·e, c_u_r_e", "cure, cure, cure", id="by other marks"),
    pytest.param("с.u.r.е", "cure", id="set apart and look-alike"),
    pytest.param("U.S.A. e.g. a.b.c", "u.s.a. e.g. a.b.c", id="three letters stay"),
    pytest.param("a.b.c.def", "a.b.c.def", id="the last is a word"),
    pytest.param("c.u-r.e", "c.u-r.e", id="marks of two kinds"),
    pytest.param("1.2.3.4.5", "1.2.3.4.5", id="numbers stay"),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folds(text, expected):
    assert fold(text).text == expected


BACK = [
    pytest.param("It cu\xadres all", "cures", "cu\xadres", id="soft hyphen"),
    pytest.param("It c.u.r.e.s all", "cures", "c.u.r.e.s", id="letters set apart"),
    pytest.param("no \ufb01x, all", "fi", "\ufb01", id="ligature whole"),
    pytest.param("no \ufb01x, all", "i", "\ufb01", id="half a ligature is all of it"),
    pytest.param("no \ufb01x, all", "x", "x", id="after a ligature"),
    pytest.param("a cafe\u0301 b", "café", "cafe\u0301", id="accent apart"),
    pytest.param("a c\u0336u\u0336re b", "cure", "c\u0336u\u0336re", id="struck out"),
    pytest.param("\u200bno\u200b x", "no", "no", id="not the unseen around"),
    pytest.param("5㎎ b\xadc", "mg", "㎎", id="unit"),
    pytest.param("𝐂𝐮𝐫𝐞 it", "cure", "𝐂𝐮𝐫𝐞", id="one to one"),
]


@pytest.mark.parametrize(("text", "folded", "expected"), BACK)
def test_leads_back(text, folded, expected):
    result = fold(text)
    at = result.text.index(folded)
    start, end = result.original(at, at + len(folded))
    assert text[start:end] == expected


def test_an_empty_range_leads_back_to_an_empty_one():
    result = fold("\u200ba\xadb\u200b")
    assert [result.original(at, at) for at in range(3)] == [(1, 1), (3, 3), (4, 4)]
    assert fold("\u200b").original(0, 0) == (0, 0)
    assert fold("ab").original(1, 1) == (1, 1)


def test_capitals_are_kept_beside():
    assert fold("LDN cu\xadRES").cased == "LDN cuRES"


def test_ascii_needs_no_map():
    assert fold("No side effects - none.").starts is None


def test_both_forms_have_one_length_for_every_character():
    size = 256
    for first in range(0, sys.maxunicode + 1, size):
        folded = fold("-".join(map(chr, range(first, first + size))))
        assert len(folded.text) == len(folded.cased), hex(first)


@given(st.text(st.sampled_from("aZ.-_ \xad\u0301\ufb01Ｃсе😀\u200b’İ㎎®½₂β1")))
def test_the_map_is_monotonic_and_inside(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.cased)
    spans = [folded.original(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    starts = [start for start, _ in spans]
    assert starts == sorted(starts)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    "text",
    ["α" * 200_000, "аb" * 100_000, "a." * 100_000, "a.a.a.a." * 40_000 + "ab"],
    ids=["one script", "mixed", "set apart", "nearly set apart"],
)
def test_long_words_take_linear_time(text):
    assert len(fold(text).text) <= len(text)
