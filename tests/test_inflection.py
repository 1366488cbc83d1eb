from __future__ import annotations

import pytest

from healthlint.inflection import noun_forms, plural_forms, verb_forms, word_forms

VERBS = [
    pytest.param("cure", "cure cures cured curing", id="silent-e"),
    pytest.param("heal", "heal heals healed healing", id="two-vowels-do-not-double"),
    pytest.param("stop", "stop stops stopped stopping", id="one-syllable-doubles"),
    pytest.param("control", "control controls controlled controlling", id="stress"),
    pytest.param("dry", "dry dries dried drying", id="y-after-consonant"),
    pytest.param(
        "destroy", "destroy destroys destroyed destroying", id="y-after-vowel"
    ),
    pytest.param("ease", "ease eases eased easing", id="se"),
    pytest.param("slow", "slow slows slowed slowing", id="w-never-doubles"),
    pytest.param("relax", "relax relaxes relaxed relaxing", id="x-never-doubles"),
    pytest.param("fix", "fix fixes fixed fixing", id="x-takes-es"),
    pytest.param("detoxify", "detoxify detoxifies detoxified detoxifying", id="ify"),
    pytest.param("prevent", "prevent prevents prevented preventing", id="unstressed"),
    pytest.param("banish", "banish banishes banished banishing", id="sh-takes-es"),
    pytest.param("fight", "fight fights fought fighting", id="irregular-fight"),
    pytest.param("beat", "beat beats beaten beating", id="irregular-beat"),
    pytest.param("rid", "rid rids ridded ridding", id="irregular-and-doubling"),
    pytest.param(
        "shrink", "shrink shrinks shrank shrunk shrunken shrinking", id="shrink"
    ),
    pytest.param("get", "get gets got gotten getting", id="get"),
    pytest.param("take", "take takes took taken taking", id="take"),
    pytest.param("keep", "keep keeps kept keeping", id="keep"),
    pytest.param("tie", "tie ties tied tying", id="ie-becomes-y"),
    pytest.param("free", "free frees freed freeing", id="ee-keeps-both"),
    pytest.param("panic", "panic panics panicked panicking", id="c-takes-k"),
    pytest.param("go", "go goes went gone going", id="o-takes-es"),
    pytest.param("have", "have has had having", id="have"),
    pytest.param("be", "be is was were been am are being", id="be"),
    pytest.param("quit", "quit quits quitted quitting", id="qu-is-no-vowel"),
    pytest.param("quiz", "quiz quizzes quizzed quizzing", id="z-doubles"),
    pytest.param("offset", "offset offsets offsetting", id="unchanged-past"),
    pytest.param("rebuild", "rebuild rebuilds rebuilt rebuilding", id="prefix"),
    pytest.param(
        "travel",
        "travel travels traveled travelled traveling travelling",
        id="both-spellings",
    ),
    pytest.param("age", "age ages aged aging ageing", id="ageing-keeps-e"),
    pytest.param(
        "fine-tune", "fine-tune fine-tunes fine-tuned fine-tuning", id="hyphen"
    ),
    pytest.param(
        "re-build", "re-build re-builds re-built re-building", id="hyphen-irregular"
    ),
]


@pytest.mark.parametrize(("lemma", "expected"), VERBS)
def test_verb_forms(lemma, expected):
    assert set(verb_forms(lemma)) == set(expected.split())


def test_verb_of_several_words_bends_its_first():
    assert verb_forms("get rid of") == (
        "get rid of",
        "gets rid of",
        "getting rid of",
        "got rid of",
        "gotten rid of",
    )


NOUNS = [
    pytest.param("cancer", ["cancer", "cancers", "cancer's"], id="plain"),
    pytest.param("remedy", ["remedy", "remedies", "remedy's"], id="y"),
    pytest.param("day", ["day", "days", "day's"], id="y-after-vowel"),
    pytest.param("illness", ["illness", "illnesses", "illness's"], id="ss"),
    pytest.param("diagnosis", ["diagnosis", "diagnoses", "diagnosis's"], id="sis"),
    pytest.param("analysis", ["analysis", "analyses", "analysis's"], id="analysis"),
    pytest.param("virus", ["virus", "viruses", "virus's"], id="us"),
    pytest.param(
        "bacterium", ["bacterium", "bacteria", "bacterium's", "bacteria's"], id="um"
    ),
    pytest.param("woman", ["woman", "women", "woman's", "women's"], id="woman"),
    pytest.param("human", ["human", "humans", "human's"], id="human-is-no-man"),
    pytest.param("tooth", ["tooth", "teeth", "tooth's", "teeth's"], id="tooth"),
    pytest.param("stomach", ["stomach", "stomachs", "stomach's"], id="hard-ch"),
    pytest.param("rash", ["rash", "rashes", "rash's"], id="sh"),
    pytest.param("diabetes", ["diabetes", "diabetes's"], id="no-plural-of-es"),
    pytest.param("arthritis", ["arthritis", "arthritis's"], id="no-plural-of-itis"),
    pytest.param("hot flashes", ["hot flashes", "hot flashes's"], id="plural-already"),
    pytest.param(
        "heart attack", ["heart attack", "heart attacks", "heart attack's"], id="last"
    ),
    pytest.param("potato", ["potato", "potatoes", "potato's"], id="o-takes-es"),
    pytest.param("libido", ["libido", "libidos", "libido's"], id="o-takes-s"),
]


@pytest.mark.parametrize(("lemma", "expected"), NOUNS)
def test_noun_forms(lemma, expected):
    assert sorted(noun_forms(lemma)) == sorted(expected)


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        pytest.param("loss of memory", "losses of memory", id="of"),
        pytest.param("pain in the back", "pains in the back", id="in"),
        pytest.param("fungus", "fungi", id="latin"),
        pytest.param("fungus", "funguses", id="english"),
        pytest.param("in vitro test", "in vitro tests", id="link-at-the-start"),
    ],
)
def test_plural_forms_bend_the_head(lemma, expected):
    assert expected in plural_forms(lemma)


def test_word_forms_are_those_of_verb_and_noun():
    assert word_forms("cure") == ("cure", "cures", "curing", "cured", "cure's")


@pytest.mark.parametrize("lemma", ["", "a", "x y", "1", "b12"])
def test_odd_lemmas_keep_themselves(lemma):
    assert lemma in verb_forms(lemma)
    assert lemma in noun_forms(lemma)
