from __future__ import annotations

import marshal

import pytest

from healthlint.document import Sentence
from healthlint.folding import fold
from healthlint.lexicon import Candidate, Lexicons, Term, words_of

DISEASE = frozenset({"disease"})
CURE = frozenset({"cure"})


def term(lexicon, *variants, tags=DISEASE, inflect="noun"):
    return Term(lexicon, variants, frozenset(tags), inflect)


LEXICONS = Lexicons.build(
    [
        term("condition", "pain"),
        term("condition", "back pain"),
        term("condition", "chronic back pain syndrome"),
        term("condition", "HIV/AIDS", "HIV", "AIDS"),
        term("condition", "Crohn's disease", "Crohn's"),
        term("condition", "inflammation of the joints"),
        term("condition", "arthritic", inflect="adjective"),
        term("substance", "NSAID", tags=["ordinary"]),
        term("substance", "vitamin B12", "vitamin B-12", tags=["promoted"]),
        term("substance", "5-HTP", tags=["promoted"]),
        term("substance", "low-dose naltrexone", "LDN", tags=["promoted", "drug"]),
        term("substance", "back pain tea", tags=["promoted"]),
        term("effect", "get rid of", tags=CURE, inflect="verb"),
        term("effect", "cure", tags=CURE, inflect="verb"),
        term("effect", "cure-all", tags=CURE, inflect="none"),
    ]
)


def sentence(text):
    folded = fold(text)
    return Sentence(0, "paragraph", folded.text, 0, folded.cased)


def hits(text, lexicons=LEXICONS):
    each = sentence(text)
    return [
        (" ".join(each.words[first:last]), hit.lexicon, hit.lemma)
        for first, last, hit in lexicons.hits(each)
    ]


HITS = [
    pytest.param("It hurts", [], id="nothing"),
    pytest.param("", [], id="empty"),
    pytest.param("pains", [("pains", "condition", "pain")], id="plural"),
    pytest.param(
        "back pain", [("back pain", "condition", "back pain")], id="longest-wins"
    ),
    pytest.param(
        "chronic back pain",
        [("back pain", "condition", "back pain")],
        id="longer-term-not-complete",
    ),
    pytest.param(
        "back pain tea",
        [
            ("back pain tea", "substance", "back pain tea"),
            ("back pain", "condition", "back pain"),
        ],
        id="lexicons-may-overlap",
    ),
    pytest.param(
        "pain, pain", [("pain", "condition", "pain")] * 2, id="each-place-once"
    ),
    pytest.param("back, pain", [("pain", "condition", "pain")], id="marks-part-words"),
    pytest.param("my pain's gone", [("pain's", "condition", "pain")], id="possessive"),
    pytest.param(
        "back pain’s end",
        [("back pain's", "condition", "back pain")],
        id="possessive-of-several-words-curly",
    ),
    pytest.param(
        "Crohn’s disease",
        [("crohn's disease", "condition", "Crohn's disease")],
        id="own-apostrophe",
    ),
    pytest.param(
        "crohns disease",
        [("crohns disease", "condition", "Crohn's disease")],
        id="apostrophe-forgotten",
    ),
    pytest.param(
        "Crohn disease",
        [("crohn disease", "condition", "Crohn's disease")],
        id="medical-form-without-s",
    ),
    pytest.param("It aids sleep", [], id="capitals-only-in-lower-case"),
    pytest.param("It Aids sleep", [], id="capitals-only-in-title-case"),
    pytest.param(
        "people with AIDS", [("aids", "condition", "HIV/AIDS")], id="capitals-only"
    ),
    pytest.param(
        "HIV's end", [("hiv's", "condition", "HIV/AIDS")], id="capitals-possessive"
    ),
    pytest.param("Visual aids's use", [], id="possessive-in-lower-case"),
    pytest.param(
        "hiv/aids", [("hiv / aids", "condition", "HIV/AIDS")], id="mark-inside-term"
    ),
    pytest.param("NSAIDs", [("nsaids", "substance", "NSAID")], id="capitals-plural"),
    pytest.param("NSAIDS", [("nsaids", "substance", "NSAID")], id="all-capitals"),
    pytest.param("nsaids", [], id="lower-case-plural-of-capitals"),
    pytest.param(
        "Low-dose naltrexone",
        [("low dose naltrexone", "substance", "low-dose naltrexone")],
        id="hyphen",
    ),
    pytest.param(
        "low dose naltrexone",
        [("low dose naltrexone", "substance", "low-dose naltrexone")],
        id="space-for-hyphen",
    ),
    pytest.param("5-HTP", [("5 htp", "substance", "5-HTP")], id="number-first"),
    pytest.param(
        "vitamin B12", [("vitamin b12", "substance", "vitamin B12")], id="b12"
    ),
    pytest.param(
        "inflammations of the joints",
        [
            (
                "inflammations of the joints",
                "condition",
                "inflammation of the joints",
            )
        ],
        id="head-bends",
    ),
    pytest.param(
        "got rid of pain",
        [("got rid of", "effect", "get rid of"), ("pain", "condition", "pain")],
        id="verb-of-several-words",
    ),
    pytest.param("get rid", [], id="term-cut-off-by-the-end"),
    pytest.param("the cure-all", [("cure all", "effect", "cure-all")], id="none"),
    pytest.param("arthritics", [], id="adjectives-do-not-bend"),
]


@pytest.mark.parametrize(("text", "expected"), HITS)
def test_hits(text, expected):
    assert hits(text) == expected


def test_hit_carries_the_tags_of_its_group():
    ((_, _, hit),) = LEXICONS.hits(sentence("LDN"))
    assert hit.tags == {"promoted", "drug"}


def test_names_are_lexicons_and_tags():
    assert LEXICONS.lexicons == {"condition", "substance", "effect"}
    assert LEXICONS.tags("substance") == {"promoted", "ordinary", "drug"}
    assert LEXICONS.tags("unheard-of") == frozenset()
    assert {"disease", "cure", "condition"} <= LEXICONS.names


def test_starts_are_the_first_words_of_all_forms():
    found = LEXICONS.starts(["effect"])
    assert found >= {"cure", "cured", "get", "got", "cure's"}
    assert "pain" not in found
    assert LEXICONS.starts(["cure"]) == found
    assert "cured" not in LEXICONS.starts(["unheard-of"])


def test_every_hit_starts_with_one_of_the_starts():
    text = "Pain's, HIV's, cure's, back pain's and crohn's"
    starts = LEXICONS.starts(LEXICONS.lexicons)
    each = sentence(text)
    assert {each.words[first] for first, _, _ in LEXICONS.hits(each)} <= starts
    assert len(LEXICONS.hits(each)) == 5


def test_the_answer_for_a_sentence_is_kept():
    each = sentence("pain")
    assert LEXICONS.hits(each) is LEXICONS.hits(each)
    assert LEXICONS.hits(sentence("no more")) == []


def test_capitals_that_do_not_bend_have_no_plural():
    lexicons = Lexicons.build([term("x", "US", inflect="none")])
    assert hits("the US, not USs", lexicons) == [("us", "x", "US")]


def test_first_of_equal_forms_stays():
    lexicons = Lexicons.build(
        [term("c", "flu", tags=["a"]), term("c", "flu", tags=["b"])]
    )
    ((_, _, hit),) = lexicons.hits(sentence("flu"))
    assert hit.tags == {"a"}


def test_index_lists_the_longest_first():
    assert [each.rest for each in LEXICONS.index["back"]] == [
        ("pain", "tea"),
        ("pain", "teas"),
        ("pain",),
        ("pains",),
    ]
    assert LEXICONS.index["pain"] == (Candidate((), 0, None),)
    assert LEXICONS.entries[0].lemma == "pain"


def test_data_survives_marshal():
    again = Lexicons(
        type(LEXICONS.data)(*marshal.loads(marshal.dumps(tuple(LEXICONS.data))))
    )
    text = "HIV, Crohn's disease and got rid of NSAIDs"
    assert hits(text, again) == hits(text)


def test_no_terms():
    empty = Lexicons.build([])
    assert hits("pain", empty) == []
    assert empty.entries == ()
    assert empty.names == frozenset()


def test_find_wants_the_whole_text():
    assert [hit.lemma for hit in LEXICONS.find("back pain")] == ["back pain"]
    assert LEXICONS.find("my back pain") == []


def test_words_of_are_the_tokens_of_a_sentence():
    assert words_of("Low-dose “HIV/AIDS”") == tuple(
        sentence("low-dose “HIV/AIDS”").words
    )
