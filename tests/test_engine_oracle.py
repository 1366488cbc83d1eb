"""The engine against every rule tried on every sentence, without index or anchors."""

from __future__ import annotations

from functools import cache
from itertools import islice, product
from pathlib import Path

import pytest
import yaml

from healthlint import annotators, readers
from healthlint.checks.pattern import claim_matches, phrase_matches
from healthlint.document import Annotation, Sentence
from healthlint.engine import Engine
from healthlint.phrase_syntax import Choice, Edge, Gap, Name, Words, read
from healthlint.rule import ANNOTATION_KINDS, Selector
from healthlint.rules import load_ruleset
from healthlint.source import Source
from healthlint.testing import unmarked

CORPUS = Path(__file__).parent / "corpus"
SHARED = Path(__file__).parents[2] / "shared"
FILLERS = ("really", "-", "truly", "quite")
STAND_INS = {
    "quantity": "5mg",
    "number": "9",
    "percentage": "90%",
    "citation": "[1]",
    "lost-reference": "(R)",
    "people": "9 users",
}


@cache
def ruleset():
    return load_ruleset()


def everywhere(notes):
    """Yield what the engine must find, the slow way."""
    for index in range(len(notes.document.segments)):
        for sentence in notes.sentences(index):
            for rule in ruleset().rules:
                for item in rule.find:
                    if isinstance(item, Selector):
                        yield from claim_matches(rule, item, sentence, notes)
                    else:
                        phrase = ruleset().phrase(item)
                        yield from phrase_matches(rule, phrase, sentence, notes)


def found(matches):
    return {
        (match.rule.id, match.sentence.segment, match.start, match.end)
        for match in matches
    }


def both(text, format="text"):
    document = readers.read(Source("x", text, format))
    notes = annotators.annotate(document, ruleset().lexicons)
    engine = Engine(ruleset(), frozenset(range(len(ruleset().rules))))
    return found(engine.matches(notes)), found(everywhere(notes))


def check(text, format="text"):
    seen, expected = both(text, format)
    assert seen == expected
    return expected


def made_from(items):
    """Yield texts that a sequence of parts matches, as (text, places of names)."""
    for pieces in product(*map(variants, items)):
        yield [word for piece in pieces for word in piece]


def variants(item):
    if isinstance(item, Words):
        return [[(word, None)] for word in sorted(item.forms)[:3]]
    if isinstance(item, Name):
        return [[(stand_in(item.name), item.name)]]
    if isinstance(item, Gap):
        return [[], [(filler, None) for filler in FILLERS[: min(item.most, 4)]]]
    if isinstance(item, Edge):
        return [[]]
    assert isinstance(item, Choice)
    options = [text for option in item.options for text in islice(made_from(option), 2)]
    return [[], *options] if item.optional else options


@cache
def stand_in(name):
    if name in STAND_INS:
        return STAND_INS[name]
    entries = ruleset().lexicons.entries
    return next(hit.lemma for hit in entries if name in (hit.lexicon, *hit.tags))


def sentence_of(words):
    """Return a sentence, and what gives a phrase the names that stand in it."""
    text, places = "", []
    for word, name in words:
        text += " " if text else ""
        if name:
            start = len(text)
            places.append(Annotation(name, 0, start, start + len(word)))
        text += word
    made = Sentence(0, "paragraph", text.lower(), 0, text)
    return made, lambda name: [each for each in places if each.kind == name]


RULES = ruleset().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule):
    examples = [*rule.examples_flag, *rule.examples_pass]
    check("\n\n".join(unmarked(example.text)[0] for example in examples))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_texts_made_from_phrases(rule):
    names = ruleset().names
    for item in rule.find:
        if isinstance(item, Selector) or item.startswith("regex:"):
            continue
        for words in islice(made_from(read(item, names)), 6):
            sentence, places = sentence_of(words)
            assert list(ruleset().phrase(item).matches(sentence, places)), item
            check(sentence.cased)


@pytest.mark.parametrize("name", ["clean", "flagged"])
def test_corpus(name):
    cases = yaml.load(
        (CORPUS / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    check("\n\n".join(case["text"] for case in cases))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts lie outside the repository")
@pytest.mark.parametrize("genre", ["health-education", "recipes", "technical"])
def test_long_texts(genre):
    for path in sorted((SHARED / "eval/controls" / genre).iterdir())[:4]:
        check(path.read_text(encoding="utf-8")[:20_000])


def test_what_is_said_again_is_found_again():
    """What was found in a sentence is kept, unless its neighbours count."""
    ours, theirs = "Our drug is new.", "The moon is new."
    text = "It cures arthritis. Tea cures arthritis."
    check("\n\n".join([f"{ours} {text}", f"{theirs} {text}", f"{ours} {text}"]))
    engine = Engine(ruleset(), frozenset(range(len(ruleset().rules))))
    documents = [readers.read(Source("x", each)) for each in (text, f"{text} {text}")]
    for document in documents:
        notes = annotators.annotate(document, ruleset().lexicons)
        assert found(engine.matches(notes)) == found(everywhere(notes))


def test_the_oracle_would_notice():
    """Without its anchors the engine is blind, and the comparison fails."""
    blind = ruleset().replace()
    document = readers.read(Source("x", "Our tea cures cancer. No side effects."))
    notes = annotators.annotate(document, blind.lexicons)
    assert found(everywhere(notes))
    assert not found(Engine(blind, frozenset()).matches(notes))


def test_stand_ins_cover_all_kinds():
    assert set(STAND_INS) == ANNOTATION_KINDS
