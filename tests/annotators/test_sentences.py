from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.annotators.sentences import split
from healthlint.segment import Segment, SegmentBuilder

if TYPE_CHECKING:
    from collections.abc import Callable

    from healthlint.document import Sentence

    SentencesOf = Callable[..., list[Sentence]]


PICTURES = str.maketrans(dict.fromkeys("✅😍❤\ufe0f", " "))  # folded into spaces
WIDE = "The tea was looked at by people who know all about teas"

TWO = [
    ("plain", "It helps.| It lasts."),
    ("question-and-fragment", "Arthritis?| Gone in a week"),
    ("exclamation", "No pain!| Order now!"),
    ("several-marks", "Really?!| Yes."),
    ("ellipsis-before-capital", "Wait...| Then it came."),
    ("ellipsis-character", "Wait…| Then it came."),
    ("quote-after-stop", '"It works."| Anna is happy.'),
    ("bracket-after-stop", "(It works.)| Anna is happy."),
    ("question-before-small-letter", "tired of pain?| try our tea"),
    ("careless-small-letter", "this tea is great.| it cured me"),
    ("lost-reference-before-stop", "It works (R).| It lasts."),
    ("lost-references-before-stop", "The cells die(R1,R2).| It lasts."),
    ("lost-reference-after-stop", "It works. (R).| A symptom is pain."),
    ("reference-glued-after-stop", "It slows growth.[2]| Next it lasts."),
    ("reference-after-stop", "It slows growth. [2, 3]| Next it lasts."),
    ("superscript-after-stop", "It slows growth.¹²| Next it lasts."),
    ("superscript-spelt-out", "It slows growth.2,3| Next it lasts."),
    ("citation-needed-after-stop", "It works.[citation needed]| It lasts."),
    ("bracketed-number-after-stop", "It works.(12)| It lasts."),
    ("missing-space", "in 67% of cases.|Systemic quality rose."),
    ("missing-space-after-percent", "of up to 90%.|MS patients improve."),
    ("missing-space-after-bracket", "cells (BMDCs).|They found more."),
    ("missing-space-after-question", "Does it work?|Yes"),
    ("capitals-that-look-like-a-title", "It helps in MS.| The drug is old."),
    ("capitals-that-look-like-a-unit", "It is for ED.| Take it."),
    ("vitamin-letter", "It has vitamin C.| Helps you."),
    ("vitamin-letter-missing-space", "It has vitamin C.|It helps."),
    ("hepatitis-letter", "He has hepatitis C.| Patients suffer."),
    ("letter-before-starter", "He follows plan X.| The plan is old."),
    ("etc-before-capital", "Herbs, roots, etc.| Order now."),
    ("hour-before-capital", "Take it at 5 p.m.| Sleep well."),
    ("unit-before-capital", "Take 5 mg.| Sleep well."),
    ("country-before-starter", "Made in the U.S.| We ship worldwide."),
    ("company-before-starter", "Sold by Acme Inc.| It is safe."),
    ("degree-before-starter", "By John Smith, M.D.| This tea works."),
    ("et-al-before-starter", "So say Smith et al.| The study was small."),
    ("no-as-a-word", "The answer is no.| Tea does not cure."),
    ("number-before-stop", "It fell by 5.| Take more."),
    ("enumeration", "1. Take it.| 2. Sleep."),
    ("dotted-bullets", "• less pain |• better sleep"),
    ("dash-list-after-colon", "Benefits: |- less pain |- better sleep"),
    ("dash-list-at-start", "- less pain |- better sleep"),
    ("emoji-bullets", "✅ Reduces pain |✅ Lifts mood"),
    ("emoji-at-the-end", "I love this tea 😍 |It cured me"),
    ("blank-line", "Headline\n\n|next paragraph"),
    ("dash-on-a-new-line", "Relieves:\n|- pain\n|- stiffness"),
    ("number-on-a-new-line", "Steps\n|1) take it"),
    ("glued-dash-on-a-new-line", "safe (primary outcome)\n|-Significantly less pain"),
    ("short-line-before-capital", "Relieves pain\n|Lifts mood"),
    (
        "line-with-room-left",
        f"{WIDE} in the\nold city\n|Short one\n|New words start here",
    ),
]

ONE = [
    ("titles", "Dr. Smith and Prof. Jones and Mrs. Doe met St. John"),
    ("titles-in-capitals", "DR. SMITH AGREES"),
    ("latin", "Herbs, e.g. Turmeric, i.e. Curcuma, vs. Placebo"),
    ("latin-missing-space", "Herbs e.g.Turmeric and i.e.this"),
    ("initials", "J. Smith and John F. Kennedy and J.R.R. Tolkien"),
    ("degree", "John Smith, Ph.D., says so"),
    ("degree-before-name", "a Ph.D. Student"),
    ("country", "the U.S. Food and Drug Administration"),
    ("country-compound", "non-U.S. Citizens"),
    ("country-glued", "in the U.S.A today"),
    ("company", "Acme Inc. Laboratories"),
    ("hour", "at 5 p.m. daily"),
    ("unit", "5 mg. daily"),
    ("approximately", "approx. Five days"),
    ("figure", "see Fig. 2 and No. 5"),
    ("number-one", "the No. 1 choice"),
    ("et-al", "Smith et al. (2019) say"),
    ("et-al-before-name", "Smith et al. Journal of Tea"),
    ("abbreviation-without-vowel", "two tbsp. daily"),
    ("unknown-short-abbreviation", "of qt. two"),
    ("decimal", "1.5 to 4.5 mg, v.2"),
    ("address", "see healthline.com and www.Tea.Com today"),
    ("url", "see https://tea.example/Why?What=A.B now"),
    ("mail", "write to anna.B@tea.Example now"),
    ("domain-with-capital", "see Healthline.Com now"),
    ("species", "S. Aureus and E.Coli"),
    ("list-mark", "1. Relieves pain"),
    ("list-letter", "A. Relieves pain"),
    ("quoted-question", '"Does it work?" she asked'),
    ("quoted-statement", '"It works." says Anna'),
    ("bracketed-question", "it works (really?) and lasts"),
    ("ellipsis-before-small-letter", "wait... and see… it works"),
    ("etc-before-comma", "herbs, etc., and more"),
    ("colon-and-semicolon", "Conclusion: it works; it lasts: so it is"),
    ("dash", "LDN - a medicine - helps"),
    ("emoji-inside", "I ❤️ this tea"),
    (
        "heading-glued-to-a-sentence",
        "LDN helps in arthritis Ten patients were treated.",
    ),
    ("wrapped-before-small-letter", "reduces pain and\nswelling"),
    ("wrapped-before-name", "approved by the\nFood and Drug Administration"),
    ("wrapped-after-comma", "for arthritis,\nCrohn's disease"),
    ("wrapped-at-the-margin", f"{WIDE} in green\nSouthampton and other cities"),
]


@pytest.mark.parametrize(
    "marked", [pytest.param(marked, id=why) for why, marked in [*TWO, *ONE]]
)
def test_borders(sentences_of: SentencesOf, marked: str) -> None:
    found = sentences_of(marked.replace("|", ""))
    seen = [each.cased.split() for each in found]
    assert seen == [
        piece.translate(PICTURES).split() for piece in marked.split("|") if piece
    ]


def test_cue_lines_are_wrapped(sentences_of: SentencesOf) -> None:
    text = "our tea was made by the\nGreen Leaf company in\nSouthampton"
    assert len(sentences_of(text, "cue")) == 1


def test_positions_and_kind(sentences_of: SentencesOf) -> None:
    first, second = sentences_of("It helps.  Crohn’s ends.", "table-cell")
    assert (first.start, first.end, first.text) == (0, 9, "it helps.")
    assert (second.start, second.end) == (11, 24)
    assert (second.text, second.cased) == ("crohn's ends.", "Crohn's ends.")
    assert {first.kind, second.kind} == {"table-cell"}


def test_emoji_border_when_folding_deletes(sentences_of: SentencesOf) -> None:
    found = sentences_of("less in\u00adflam\u00admation ✅ Better sleep")
    assert [each.cased.strip() for each in found] == [
        "less inflammation",
        "Better sleep",
    ]


def test_text_without_stops_is_cut_at_a_space(sentences_of: SentencesOf) -> None:
    found = sentences_of("word " * 1000)
    assert [len(each.text) for each in found] == [1999, 1994, 1004]


def test_text_without_spaces_is_cut(sentences_of: SentencesOf) -> None:
    found = sentences_of("x" * 4500)
    assert [len(each.text) for each in found] == [2000, 2000, 500]


PARTS = (
    *("a", "I", "Dr", "U.S", "no", "al", "5", "4.5", "R", "MS", "tea", "Tea", "com"),
    *(
        " ",
        "  ",
        "\n",
        "\n\n",
        ".",
        "..",
        "…",
        "?",
        "!",
        ",",
        ":",
        " - ",
        "-",
        "•",
        "(",
    ),
    *(")", "[", "]", '"', "'", "’", "®", "✅", "\u00ad", "ﬁ", "(R)", "[1]", "²", "://"),
)
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=40)


@given(TEXTS)
def test_sentences_hold_all_text_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    builder = SegmentBuilder()
    builder.add(text, 0, len(text))
    segment = builder.build("paragraph")
    if segment is None:
        return
    folded = segment.folded
    end = 0
    for sentence in split(0, segment):
        assert folded.text[sentence.start : sentence.end] == sentence.text
        assert folded.cased[sentence.start : sentence.end] == sentence.cased
        assert sentence.text == sentence.text.strip() != ""
        assert not folded.text[end : sentence.start].strip()
        end = sentence.end
        _check_tokens(sentence)
    assert not folded.text[end:].strip()


def _check_tokens(sentence: Sentence) -> None:
    end = 0
    for word, start in zip(sentence.words, sentence.starts, strict=True):
        assert sentence.text[start : start + len(word)] == word
        assert not sentence.text[end:start].replace("-", "").strip()
        end = start + len(word)
    assert not sentence.text[end:].replace("-", "").strip()


def test_a_segment_of_its_own_index(segment_of: Callable[..., Segment]) -> None:
    assert [each.segment for each in split(7, segment_of("One. Two."))] == [7, 7]
