from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from healthlint.document import Sentence
from healthlint.folding import fold
from healthlint.rules import load_lexicons

if TYPE_CHECKING:
    from healthlint.lexicon import Lexicons

LEXICONS = Path(__file__).parents[2] / "rulesets" / "lexicons"
FILES = sorted([*LEXICONS.glob("conditions*.yaml"), *LEXICONS.glob("targets*.yaml")])
KINDS = {
    "condition": {"disease", "symptom", "natural-state"},
    "target": {
        "appearance",
        "biomarker",
        "body-function",
        "body-part",
        "mood",
        "pathogen",
        "quality-of-life",
        "toxin",
        "weight",
    },
}
AREAS = {
    "condition": set(
        re.findall(
            r"\S+",
            """
        addiction adjective autoimmune blood bone cancer child digestive eye heart
        hormonal infection kidney lay-term liver men mental metabolic neuro pain
        respiratory serious skin sleep women
            """,
        )
    ),
    "target": {"repair"},
}
FLOORS = {
    "disease": 900,
    "symptom": 300,
    "natural-state": 120,
    "body-function": 180,
    "body-part": 80,
    "biomarker": 60,
    "appearance": 50,
    "weight": 30,
    "mood": 30,
    "pathogen": 30,
    "toxin": 25,
    "quality-of-life": 20,
}
EVERYDAY_WORDS = re.findall(
    r"\S+",
    """
    add all back balance blind blister cold concentration defences drive fits gas
    growth head iron irregularity mole performance periods plaque pressure recovery
    shine shock spots strength tan vision waste wind youth
    """,
)


class Group(NamedTuple):
    file: str
    lexicon: str
    tags: tuple[str, ...]
    inflect: str
    terms: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        return f"{self.file}:{'-'.join(self.tags)}:{self.terms[0][0]}"


def read(path: Path) -> list[Group]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Group(
            path.name,
            data["lexicon"],
            tuple(group["tags"]),
            group.get("inflect", "noun"),
            tuple(tuple(map(str.strip, term.split("|"))) for term in group["terms"]),
        )
        for group in data["groups"]
    ]


GROUPS = [group for path in FILES for group in read(path)]


def plain(term: str) -> str:
    return re.sub(r"[\s-]+", " ", term).casefold()


def tags_of(lexicon: str) -> dict[str, set[str]]:
    return {
        plain(variant): set(group.tags)
        for group in GROUPS
        if group.lexicon == lexicon
        for term in group.terms
        for variant in term
    }


def test_there_is_something_to_test() -> None:
    assert {group.lexicon for group in GROUPS} == {"condition", "target"}


@pytest.mark.parametrize("group", GROUPS, ids=str)
def test_group_is_sorted(group: Group) -> None:
    lemmas = [plain(term[0]) for term in group.terms]
    assert lemmas == sorted(lemmas)


@pytest.mark.parametrize("group", GROUPS, ids=str)
def test_group_has_one_kind_and_known_tags_only(group: Group) -> None:
    kinds = KINDS[group.lexicon]
    assert len(kinds & set(group.tags)) == 1
    assert group.tags[0] in kinds
    assert set(group.tags) <= kinds | AREAS[group.lexicon]
    assert len(set(group.tags)) == len(group.tags)


@pytest.mark.parametrize("group", GROUPS, ids=str)
def test_adjectives_and_only_they_are_inflected_as_adjectives(group: Group) -> None:
    assert ("adjective" in group.tags) == (group.inflect == "adjective")
    assert group.inflect in {"noun", "adjective", "none"}


def test_no_term_stands_twice() -> None:
    count = Counter(
        plain(variant) for group in GROUPS for term in group.terms for variant in term
    )
    assert [term for term, times in count.items() if times > 1] == []


def test_terms_are_long_enough_to_mean_one_thing() -> None:
    variants = {v for group in GROUPS for term in group.terms for v in term}
    assert [v for v in variants if len(v) < 3 and not v.isupper()] == ["qi"]


def test_terms_are_clean() -> None:
    odd = re.compile(r"^\s|\s$|\s\s|[\u2018\u2019]|^$")
    variants = [v for group in GROUPS for term in group.terms for v in term]
    assert [v for v in variants if odd.search(v)] == []


@pytest.mark.parametrize(("tag", "floor"), FLOORS.items(), ids=str)
def test_there_are_enough_terms(tag: str, floor: int) -> None:
    assert sum(len(group.terms) for group in GROUPS if tag in group.tags) >= floor


@pytest.mark.parametrize("word", EVERYDAY_WORDS)
def test_everyday_words_are_left_alone(word: str) -> None:
    assert word not in tags_of("condition").keys() | tags_of("target").keys()


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("tumour", "tumor"),
        ("anaemia", "anemia"),
        ("diarrhoea", "diarrhea"),
        ("oedema", "edema"),
        ("ageing", "aging"),
        ("coeliac disease", "celiac disease"),
        ("oesophageal cancer", "esophageal cancer"),
        ("leukaemia", "leukemia"),
        ("haemorrhoid", "hemorrhoid"),
        ("sleep apnoea", "sleep apnea"),
        ("oestrogen", "estrogen"),
        ("immune defence", "immune defense"),
    ],
    ids=str,
)
def test_both_spellings_are_known(british: str, american: str) -> None:
    known = tags_of("condition") | tags_of("target")
    assert known[british] == known[american]


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        # An illness by name, by abbreviation, by possessive.
        ("hiv/aids", "disease"),
        ("aids", "disease"),
        ("crohn's", "disease"),
        ("covid", "disease"),
        ("common cold", "disease"),
        ("colds", "disease"),
        ("ptsd", "disease"),
        ("ed", "disease"),
        # What the law counts as a disease although sellers think it mild.
        ("high cholesterol", "disease"),
        ("insomnia", "disease"),
        ("anxiety", "disease"),
        ("hangover", "symptom"),
        ("joint pain", "symptom"),
        ("high blood sugar", "symptom"),
        ("clogged artery", "disease"),
        ("sluggish liver", "symptom"),
        # The mild or natural form beside its severe one.
        ("occasional sleeplessness", "natural-state"),
        ("sleeplessness", "symptom"),
        ("hot flushes", "natural-state"),
        ("pms", "natural-state"),
        ("pmdd", "disease"),
        ("morning sickness", "natural-state"),
        ("severe morning sickness", "disease"),
        ("mild memory loss", "natural-state"),
        ("memory loss", "symptom"),
        ("dementia", "disease"),
        ("noncystic acne", "natural-state"),
        ("cystic acne", "disease"),
        ("age-related hair loss", "natural-state"),
        ("hair loss", "symptom"),
        ("occasional stress", "natural-state"),
    ],
    ids=str,
)
def test_kind_of_condition(term: str, kind: str) -> None:
    known = tags_of("condition")
    tags = known.get(plain(term)) or known[plain(term).removesuffix("s")]
    assert tags & KINDS["condition"] == {kind}


@pytest.mark.parametrize(
    ("term", "tag"),
    [
        ("immune system", "body-function"),
        ("blood flow", "body-function"),
        ("joints", "body-part"),
        ("ldl", "biomarker"),
        ("blood pressure", "biomarker"),
        ("viral load", "biomarker"),
        ("fine lines", "appearance"),
        ("belly fat", "weight"),
        ("sleep quality", "mood"),
        ("stress", "mood"),
        ("superbugs", "pathogen"),
        ("free radicals", "toxin"),
        ("quality of life", "quality-of-life"),
    ],
    ids=str,
)
def test_kind_of_target(term: str, tag: str) -> None:
    known = tags_of("target")
    tags = known.get(plain(term)) or known[plain(term).removesuffix("s")]
    assert tags == {tag}


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    return load_lexicons()


def found(lexicons: Lexicons, text: str) -> dict[str, str]:
    folded = fold(text)
    sentence = Sentence(0, "paragraph", folded.text, 0, folded.cased)
    return {
        " ".join(sentence.words[first:last]): hit.lexicon
        for first, last, hit in lexicons.hits(sentence)
        if hit.lexicon in KINDS
    }


def test_no_plural_of_one_term_hides_another(lexicons: Lexicons) -> None:
    hidden = [
        (variant, term[0], hit.lemma)
        for group in GROUPS
        for term in group.terms
        for variant in term
        for hit in lexicons.find(variant)
        if hit.lexicon == group.lexicon and hit.lemma != term[0]
    ]
    assert hidden == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("people with AIDS", {"aids": "condition"}),
        ("it aids digestion", {"digestion": "target"}),
        ("ms Smith, or what als means", {}),
        ("MS and ALS", {"ms": "condition", "als": "condition"}),
        ("ADD TO CART, SAVE IT ALL", {}),
        ("keep in a cold, dry place", {}),
        ("the common cold", {"common cold": "condition"}),
        ("coughs and colds", {"coughs and colds": "condition"}),
        ("Crohn’s, not Crohn", {"crohn's": "condition"}),
        ("Raynauds disease", {"raynauds disease": "condition"}),
        ("take 5 g of powder", {}),
        ("a blister pack of ten", {}),
        # A condition may hold a target: whoever reads both takes the longer.
        (
            "high blood pressure",
            {"high blood pressure": "condition", "blood pressure": "target"},
        ),
        ("healthy blood pressure", {"blood pressure": "target"}),
        ("occasional constipation", {"occasional constipation": "condition"}),
        ("a double-blind trial", {}),
        ("UTIs", {"utis": "condition"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_running_text_yields(
    lexicons: Lexicons, text: str, expected: dict[str, str]
) -> None:
    assert found(lexicons, text) == expected


@pytest.mark.parametrize(
    "name",
    [
        # The schedule of India's Drugs and Magic Remedies Act.
        "appendicitis",
        "arteriosclerosis",
        "blindness",
        "blood poisoning",
        "bright's disease",
        "cancer",
        "cataract",
        "deafness",
        "diabetes",
        "diseases of the brain",
        "diseases of the optical system",
        "diseases of the uterus",
        "disorders of menstrual flow",
        "diseases of the nervous system",
        "diseases of the prostate",
        "dropsy",
        "epilepsy",
        "female diseases",
        "fevers",
        "gallbladder stones",
        "kidney stones",
        "bladder stones",
        "gangrene",
        "glaucoma",
        "goitre",
        "heart diseases",
        "high blood pressure",
        "low blood pressure",
        "hydrocele",
        "hysteria",
        "infantile paralysis",
        "insanity",
        "leprosy",
        "leucoderma",
        "lockjaw",
        "locomotor ataxia",
        "lupus",
        "nervous debility",
        "obesity",
        "paralysis",
        "bubonic plague",
        "pleurisy",
        "pneumonia",
        "rheumatism",
        "hernia",
        "sexual impotence",
        "smallpox",
        "sterility",
        "trachoma",
        "tuberculosis",
        "tumours",
        "typhoid fever",
        "venereal diseases",
        # Schedule A.1 of Canada's Food and Drugs Act, where it adds to these.
        "acute alcoholism",
        "acute anxiety state",
        "acute infectious respiratory syndromes",
        "addiction",
        "arthritis",
        "asthma",
        "congestive heart failure",
        "convulsions",
        "dementia",
        "depression",
        "haematologic bleeding disorders",
        "hepatitis",
        "hypertension",
        "nausea and vomiting of pregnancy",
        "psychotic conditions",
        "rheumatic fever",
        "septicemia",
        "sexually transmitted diseases",
        "strangulated hernia",
        "thrombotic disorders",
        "thyroid disease",
        "ulcer of the gastro-intestinal tract",
        # Australia, Germany, Ireland, Singapore and the platforms.
        "HIV/AIDS",
        "hepatitis C",
        "mental illness",
        "malignant neoplasms",
        "complications of pregnancy",
        "angina",
        "miscarriage",
        "infertility",
        "frigidity",
        "measles",
        "ADHD",
        "autism",
        "blood clots",
        "celiac disease",
        "chancroid",
        "coronavirus",
        "lice",
        "syphilis",
    ],
)
def test_conditions_that_laws_name_are_known(lexicons: Lexicons, name: str) -> None:
    assert {hit.lexicon for hit in lexicons.find(name)} >= {"condition"}
