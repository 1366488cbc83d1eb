from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from healthlint.annotators import ANNOTATORS, CUES, annotate
from healthlint.document import Annotations, Document
from healthlint.lexicon import Hit, Lexicons, Term
from healthlint.segment import SegmentBuilder
from healthlint.source import Source

LEXICONS = Lexicons.build(
    [
        Term("condition", ("arthritis",), frozenset({"disease"})),
        Term("target", ("joints",), frozenset({"body-part"}), "none"),
    ]
)
PARTS = (
    *("no", "not", "nothing", "never", "may", "May", "can't", "without", "says", "is"),
    *(
        "approved",
        "for",
        "by",
        "the",
        "FDA",
        "it",
        "which",
        "but",
        "and",
        "cured",
        "to",
    ),
    *("myth", "evidence", "whether", "if", "ask", "your", "doctor", "traditionally"),
    *(
        "5",
        "4.5",
        "mg",
        "per",
        "day",
        "half",
        "one",
        "hundred",
        "a",
        "twice",
        "%",
        "1/2",
    ),
    *(
        ",",
        ";",
        ":",
        "-",
        "–",
        "(",
        ")",
        "[",
        "]",
        '"',
        "'",
        "?",
        "+",
        "/",
        "±",
        "½",
        "²",
    ),
    *(
        "(R)",
        "[1]",
        "(R1,R2)",
        "\u00ad",
        "®",
        "\n",
        "arthritis",
        "joints",
        "PMID: 1234",
    ),
)
TEXTS = st.lists(
    st.tuples(st.sampled_from(PARTS), st.sampled_from(["", " "])), max_size=30
)


def annotations_of(text: str) -> Annotations:
    builder = SegmentBuilder()
    builder.add(text, 0, len(text))
    segment = builder.build("paragraph")
    segments = [] if segment is None else [segment]
    return annotate(Document(Source("copy.txt", text), segments), LEXICONS)


@given(TEXTS)
def test_annotations_lie_in_their_sentence(parts: list[tuple[str, str]]) -> None:
    annotations = annotations_of("".join(word + space for word, space in parts))
    for index in range(len(annotations.document.segments)):
        for sentence in annotations.sentences(index):
            for kind in ANNOTATORS.keys() - {"claim"}:
                for each in annotations.of(kind, sentence):
                    assert each.kind == kind
                    assert each.segment == index
                    assert sentence.start <= each.start < each.end <= sentence.end


@given(TEXTS)
def test_quantities_lie_on_tokens(parts: list[tuple[str, str]]) -> None:
    annotations = annotations_of("".join(word + space for word, space in parts))
    for index in range(len(annotations.document.segments)):
        for sentence in annotations.sentences(index):
            starts = {sentence.start + at for at in sentence.starts}
            for kind in ("quantity", "percentage", "number"):
                for each in annotations.of(kind, sentence):
                    assert each.start in starts
                    assert each.value.low <= each.value.high


def test_entities_are_found_by_kind_by_lexicon_and_by_tag() -> None:
    annotations = annotations_of("Tea cures arthritis in joints.")
    (sentence,) = annotations.sentences(0)
    disease = Hit("condition", "arthritis", frozenset({"disease"}))
    joints = Hit("target", "joints", frozenset({"body-part"}))
    spans = [
        (each.start, each.end, each.value)
        for each in annotations.of("entity", sentence)
    ]
    assert spans == [(10, 19, disease), (23, 29, joints)]
    (found,) = annotations.of("condition", sentence)
    assert (found.kind, found.start, found.value) == ("condition", 10, disease)
    assert [each.value for each in annotations.of("target", sentence)] == [joints]
    assert [each.value for each in annotations.of("disease", sentence)] == [disease]
    assert not annotations.knows("unheard-of")


def test_all_cues_are_known() -> None:
    annotations = annotations_of("Tea.")
    assert all(annotations.knows(cue) for cue in CUES)


def test_modules_are_imported_when_needed() -> None:
    program = (
        "import sys, healthlint.annotators as a;"
        "print([m for m in sys.modules if m.startswith('healthlint.annotators.')"
        " or m == 'decimal'])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['healthlint.annotators.sentences']"
