"""The lexicons of agents: what is sold, what is ordinary care, who else acts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from healthlint.lexicon import Lexicons, Term, words_of

FOLDER = Path(__file__).parents[2] / "rulesets" / "lexicons"
ROLES = frozenset({"promoted", "ordinary", "procedure"})
_TAGS = {
    "substance": """
        amino-acid antibiotic biologic brand cannabinoid drug drug-class enzyme
        fatty-acid food glp-1 hazardous herb homeopathic hormone mineral mushroom
        nootropic nutrient oil opioid ordinary peptide physiological prescription
        probiotic procedure promoted service sports vaccine vitamin
    """,
    "product": "ambiguous device generic ingestible service topical",
    "agent": "body care cause generic institution knowledge lifestyle people",
}
TAGS = {lexicon: frozenset(tags.split()) for lexicon, tags in _TAGS.items()}


class Group(NamedTuple):
    """One group of a lexicon file, with the file's name."""

    file: str
    lexicon: str
    tags: tuple[str, ...]
    inflect: str
    terms: tuple[str, ...]

    @property
    def lemmas(self) -> tuple[str, ...]:
        return tuple(term.split(" | ")[0] for term in self.terms)


def read(path: Path) -> list[Group]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(data) == {"lexicon", "title", "groups"}
    return [
        Group(
            path.name,
            data["lexicon"],
            tuple(group["tags"]),
            group.get("inflect", "noun"),
            tuple(group["terms"]),
        )
        for group in data["groups"]
    ]


FILES = sorted(
    [*FOLDER.glob("substances*.yaml"), FOLDER / "products.yaml", FOLDER / "agents.yaml"]
)
GROUPS = [group for path in FILES for group in read(path)]
LEXICONS = Lexicons.build(
    Term(group.lexicon, tuple(term.split(" | ")), frozenset(group.tags), group.inflect)
    for group in GROUPS
    for term in group.terms
)


def named(group: Group) -> str:
    return f"{group.file}:{'+'.join(group.tags)}"


@pytest.mark.parametrize("group", GROUPS, ids=named)
def test_a_group_is_sorted_and_uses_known_tags(group: Group) -> None:
    lemmas = [lemma.casefold() for lemma in group.lemmas]
    assert lemmas == sorted(lemmas)
    assert set(group.tags) <= TAGS[group.lexicon]
    assert len(set(group.tags)) == len(group.tags)
    assert all(term == term.strip() and "||" not in term for term in group.terms)


@pytest.mark.parametrize(
    "group", [each for each in GROUPS if each.lexicon == "substance"], ids=named
)
def test_a_substance_has_one_role(group: Group) -> None:
    assert len(ROLES & set(group.tags)) == 1
    assert "service" not in group.tags or "procedure" in group.tags


def test_tags_are_not_spread_over_equal_groups_of_one_file() -> None:
    seen = Counter(
        (group.file, frozenset(group.tags), group.inflect) for group in GROUPS
    )
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("lexicon", sorted(TAGS))
def test_no_form_stands_twice_in_a_lexicon(lexicon: str) -> None:
    forms = Counter(
        words_of(form)
        for group in GROUPS
        if group.lexicon == lexicon
        for term in group.terms
        for form in term.split(" | ")
    )
    assert [" ".join(words) for words, count in forms.items() if count > 1] == []


@pytest.mark.parametrize(
    ("lexicon", "tag", "least"),
    [
        ("substance", "promoted", 800),
        ("substance", "ordinary", 250),
        ("substance", "procedure", 150),
        ("substance", "service", 90),
        ("product", "", 150),
        ("agent", "", 150),
    ],
)
def test_a_lexicon_keeps_its_size(lexicon: str, tag: str, least: int) -> None:
    lemmas = {
        lemma
        for group in GROUPS
        if group.lexicon == lexicon and (not tag or tag in group.tags)
        for lemma in group.lemmas
    }
    assert len(lemmas) >= least


@pytest.mark.parametrize(
    ("text", "lexicon", "lemma", "tag"),
    [
        pytest.param(
            "LDN", "substance", "low-dose naltrexone", "promoted", id="acronym"
        ),
        pytest.param(
            "low dose naltrexone",
            "substance",
            "low-dose naltrexone",
            "drug",
            id="no-hyphen",
        ),
        pytest.param("BPC-157", "substance", "BPC-157", "peptide", id="digits"),
        pytest.param("Vitamin C", "substance", "vitamin C", "vitamin", id="vitamin"),
        pytest.param("Ozempic", "substance", "Ozempic", "brand", id="brand"),
        pytest.param(
            "CBD gummies", "substance", "cannabidiol", "cannabinoid", id="plural"
        ),
        pytest.param(
            "St. John's Wort", "substance", "St John's wort", "herb", id="stop"
        ),
        pytest.param("lion’s mane", "substance", "lion's mane", "mushroom", id="curly"),
        pytest.param("statins", "substance", "statin", "ordinary", id="class"),
        pytest.param("NSAIDs", "substance", "NSAID", "ordinary", id="plural-acronym"),
        pytest.param("calcium", "substance", "calcium", "physiological", id="element"),
        pytest.param("HBOT", "substance", "hyperbaric oxygen", "service", id="service"),
        pytest.param(
            "chemotherapy", "substance", "chemotherapy", "procedure", id="care"
        ),
        pytest.param("gummies", "product", "gummy", "ingestible", id="gummies"),
        pytest.param("programmes", "product", "programme", "ambiguous", id="ambiguous"),
        pytest.param("doctors", "agent", "doctor", "people", id="people"),
        pytest.param("body's", "agent", "body", "body", id="body"),
    ],
)
def test_a_term_is_found(text: str, lexicon: str, lemma: str, tag: str) -> None:
    hits = [hit for hit in LEXICONS.find(text) if hit.lexicon == lexicon]
    assert [hit.lemma for hit in hits] == [lemma]
    assert tag in hits[0].tags


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("sage advice", id="sage"),
        pytest.param("a rose garden", id="rose"),
        pytest.param("the lead author", id="lead"),
        pytest.param("salt and sugar", id="kitchen"),
        pytest.param("a mint condition", id="mint"),
        pytest.param("all in good thyme", id="thyme"),
        pytest.param("facial hair", id="facial"),
        pytest.param("the ldn airport code", id="small-acronym"),
        pytest.param("please see nac members", id="small-acronym-in-text"),
        pytest.param("gold and silver medals", id="metals"),
    ],
)
def test_a_plain_word_is_no_substance(text: str) -> None:
    found = {hit.lemma for word in text.split() for hit in LEXICONS.find(word)}
    found |= {hit.lemma for hit in LEXICONS.find(text)}
    assert [
        hit.lemma
        for part in (text, *text.split())
        for hit in LEXICONS.find(part)
        if hit.lexicon == "substance"
    ] == [], found
