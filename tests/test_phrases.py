from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from healthlint import phrases
from healthlint.document import Annotation, Sentence
from healthlint.folding import fold
from healthlint.phrase_matcher import Run
from healthlint.phrase_syntax import (
    Choice,
    Edge,
    Gap,
    Name,
    PhraseError,
    Words,
    _folded,
    _lexemes,
    read,
)
from healthlint.phrases import PhraseTimeoutError, parse

NAMES = frozenset({"condition", "symptom", "number", "percentage"})


def sentence(text, start=0):
    folded = fold(text)
    return Sentence(0, "paragraph", folded.text, start, folded.cased)


def finder(each, **places):
    """Annotate the words given for each name wherever they stand."""

    def found(name):
        for words in places.get(name, ()):
            at = each.text.find(words)
            while at >= 0:
                start = each.start + at
                yield Annotation(name, 0, start, start + len(words))
                at = each.text.find(words, at + 1)

    return found


def matches(phrase, text, **places):
    each = sentence(text, start=7)
    spans = parse(phrase, NAMES).matches(each, finder(each, **places))
    return [each.text[start - 7 : end - 7] for start, end in spans]


WORDS = [
    pytest.param("miracle", "A miracle!", ["miracle"], id="word"),
    pytest.param("Miracle", "A MIRACLE!", ["miracle"], id="case"),
    pytest.param("cure", "cured secure cures", [], id="whole-words-only"),
    pytest.param("side effects", "no side effects", ["side effects"], id="words"),
    pytest.param("side effects", "side-effects", ["side-effects"], id="hyphen-in-text"),
    pytest.param(
        "side-effects", "side effects", ["side effects"], id="hyphen-in-phrase"
    ),
    pytest.param(
        "side effects", "side\n  effects", ["side\n  effects"], id="white-space"
    ),
    pytest.param("side effects", "side, effects", [], id="a-mark-parts-words"),
    pytest.param("doesn't", "It doesn’t", ["doesn't"], id="curly-in-text"),
    pytest.param("doesn’t", "It doesn't", ["doesn't"], id="curly-in-phrase"),
    pytest.param("100% safe", "it is 100 % safe", ["100 % safe"], id="number-and-mark"),
    pytest.param("24/7", "open 24/7", ["24/7"], id="slash"),
    pytest.param("5mg", "5 mg or 5mg", ["5 mg", "5mg"], id="unit"),
    pytest.param("1,000", "1,000 but 1 000", ["1,000"], id="thousands"),
    pytest.param(r"\$5 \(R\)", "only $5 (R)", ["$5 (r)"], id="escaped-marks"),
    pytest.param("cure~", "cure cures cured curing cure's", 5, id="all-forms"),
    pytest.param("get~ rid of", "got rid of", ["got rid of"], id="irregular-form"),
    pytest.param(
        "side-effect~", "side effects", ["side effects"], id="last-word-bends"
    ),
    pytest.param("remedy~", "remedies", ["remedies"], id="noun-forms"),
]

CHOICES = [
    pytest.param("(no|zero) risk", "no risk, zero risk", 2, id="alternatives"),
    pytest.param("(no|not a) risk", "not a risk", ["not a risk"], id="of-words"),
    pytest.param("no [known] risk", "no risk", ["no risk"], id="optional-missing"),
    pytest.param("no [known] risk", "no known risk", ["no known risk"], id="optional"),
    pytest.param("no [very|quite] risk", "no quite risk", ["no quite risk"], id="both"),
    pytest.param("a [b]", "a b", ["a b"], id="optional-is-greedy"),
    pytest.param("a (b|b c)", "a b c", ["a b c"], id="longest-alternative-first"),
    pytest.param("a (b|b c) c", "a b c", ["a b c"], id="goes-back-for-the-rest"),
    pytest.param("a [b] b", "a b", ["a b"], id="gives-back-the-optional"),
    pytest.param("(a [b|(c d)] e)", "a c d e", ["a c d e"], id="nested"),
    pytest.param(
        "(pain|ache~)-free", "ache-free", ["ache-free"], id="hyphen-after-bracket"
    ),
]

GAPS = [
    pytest.param("cure ... pain", "cure pain", ["cure pain"], id="empty"),
    pytest.param("cure ... pain", "cure a b c d pain", 1, id="four"),
    pytest.param("cure ... pain", "cure a b c d e pain", [], id="five-is-too-far"),
    pytest.param("cure ...9 pain", "cure a b c d e pain", 1, id="up-to-nine"),
    pytest.param("cure ...2 pain", "cure a b c pain", [], id="up-to-two"),
    pytest.param("cure ... pain", "cure, (truly) - your, pain", 1, id="marks-are-free"),
    pytest.param("cure ... pain", "cure pain pain", ["cure pain"], id="shortest-first"),
    pytest.param("a ... b ... c", "a x b y c", ["a x b y c"], id="two"),
    pytest.param("a ... ,", "a b, c", ["a b,"], id="a-mark-may-follow"),
    pytest.param("a (... b|c)", "a x b, a c", ["a x b", "a c"], id="in-an-alternative"),
]

EDGES = [
    pytest.param("^ cures", "Cures it", ["cures"], id="start"),
    pytest.param("^ cures", "It cures", [], id="not-at-the-start"),
    pytest.param("^ cures", "• “Cures it", ["cures"], id="marks-before-do-not-count"),
    pytest.param("gone $", "It is gone.", ["gone"], id="end"),
    pytest.param("gone $", "gone now", [], id="not-at-the-end"),
    pytest.param("gone ! $", "gone!", ["gone!"], id="mark-then-end"),
    pytest.param("^ gone $", "Gone?", ["gone"], id="the-whole-sentence"),
    pytest.param(
        "^ ... gone", "And it is gone", ["and it is gone"], id="start-then-gap"
    ),
    pytest.param("no <risk~> at all", "no risks at all", ["risks"], id="bounds"),
    pytest.param("<no risk> at all", "no risk at all", ["no risk"], id="bounds-first"),
    pytest.param("at <no [big] risk>", "at no big risk", ["no big risk"], id="last"),
    pytest.param("^ <no> risk $", "no risk", ["no"], id="bounds-and-edges"),
    pytest.param("<^ no> risk", "no risk", ["no"], id="start-inside-bounds"),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), WORDS + CHOICES + GAPS + EDGES)
def test_matches(phrase, text, expected):
    found = matches(phrase, text)
    assert (len(found) if isinstance(expected, int) else found) == expected


ANNOTATED = [
    pytest.param(
        "cures {condition}", "cures back pain", ["cures back pain"], id="last"
    ),
    pytest.param("{condition} gone", "back pain gone", ["back pain gone"], id="first"),
    pytest.param("{condition} gone", "pain gone", ["pain gone"], id="several-places"),
    pytest.param("{condition}-free", "pain-free", ["pain-free"], id="hyphen"),
    pytest.param("cures {condition}", "cures hope", [], id="no-annotation"),
    pytest.param("{condition}", "back pain", ["back pain"], id="longest-first"),
    pytest.param(
        "{condition} pain", "pain, back pain", [], id="whole-annotations-only"
    ),
    pytest.param("{number} of {number}", "9 of 10", ["9 of 10"], id="other-kinds"),
    pytest.param("{symptom}", "no painkiller", [], id="ends-inside-a-word"),
    pytest.param(
        "({condition}|{number}) gone", "9 gone", ["9 gone"], id="alternatives"
    ),
    pytest.param("[{number}] {condition}", "pain", ["pain"], id="optional-first"),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), ANNOTATED)
def test_names(phrase, text, expected):
    found = matches(
        phrase,
        text,
        condition=["back pain", "pain"],
        number=["9", "10"],
        symptom=["pain"] if "killer" in text else [],
    )
    assert found == expected


@pytest.mark.parametrize(("phrase", "text", "expected"), WORDS + CHOICES + GAPS + EDGES)
def test_packed_phrases_match_the_same(phrase, text, expected):
    each = sentence(text)
    packed = phrases.pack(parse(phrase, NAMES))
    again = phrases.unpack(packed)
    found = list(again.matches(each, finder(each)))
    assert len(found) == (expected if isinstance(expected, int) else len(expected))
    assert again.anchors == parse(phrase, NAMES).anchors


def test_packed_patterns_stay_the_same():
    phrase = parse(r"regex:\bnot (?:a )?\brisky\b \bbet\b", NAMES)
    again = phrases.unpack(phrases.pack(phrase))
    assert again.required == phrase.required == (forms("risky"), forms("bet"))
    assert again.anchors == phrase.anchors == forms("risky")
    assert "pattern" not in vars(again)  # compiled when a sentence first needs it
    each = sentence("A risky bet, not a risky bet")
    assert list(again.matches(each, finder(each))) == [(13, 28)]


def forms(word):
    return frozenset({word, f"{word}'s"})


def test_matches_do_not_overlap():
    assert matches("a b a", "a b a b a, a b a") == ["a b a", "a b a"]


def test_the_whole_match_counts_for_overlap_not_the_report():
    assert matches("<a> b a", "a b a b a") == ["a"]


WRONG = [
    pytest.param("", 0, "empty phrase", id="empty"),
    pytest.param("a (b", 2, "never closed", id="open-bracket"),
    pytest.param("a [b", 2, "never closed", id="open-square-bracket"),
    pytest.param("a b)", 3, "closes nothing", id="closing-bracket"),
    pytest.param("a b}", 3, "closes nothing", id="closing-brace"),
    pytest.param("(a]", 2, "cannot close", id="wrong-bracket"),
    pytest.param("a|b", 1, "needs brackets", id="bare-alternative"),
    pytest.param("a (b|)", 5, "empty", id="empty-alternative"),
    pytest.param("a (|b)", 3, "empty", id="empty-first-alternative"),
    pytest.param("a []", 3, "empty", id="empty-optional"),
    pytest.param("a ~", 2, "before it", id="nothing-to-bend"),
    pytest.param("(a)~", 3, "before it", id="bent-bracket"),
    pytest.param("a {conditoin}", 2, "did you mean 'condition'", id="misspelt-name"),
    pytest.param("a {condition", 2, "without '}'", id="open-brace"),
    pytest.param("... a", 0, "edge", id="gap-first"),
    pytest.param("a ...", 2, "edge", id="gap-last"),
    pytest.param("a <... b>", 3, "edge", id="gap-first-in-bounds"),
    pytest.param("a <b ...> c", 5, "edge", id="gap-last-in-bounds"),
    pytest.param("a ... ... b", 6, "two gaps", id="two-gaps"),
    pytest.param("a ...0 b", 2, "1 to 20", id="gap-of-nothing"),
    pytest.param("a ...99 b", 2, "1 to 20", id="gap-too-wide"),
    pytest.param("a ^ b", 2, "never match", id="start-in-the-middle"),
    pytest.param("a $ b", 2, "never match", id="end-in-the-middle"),
    pytest.param("(^ a|b)", 1, "inside brackets", id="edge-in-brackets"),
    pytest.param("a < b", 2, "without '>'", id="open-bounds"),
    pytest.param("a > b", 2, "without '<'", id="closed-bounds"),
    pytest.param("<a> <b>", 4, "second '<'", id="bounds-twice"),
    pytest.param("a <>", 3, "nothing between", id="empty-bounds"),
    pytest.param("a ® b", 2, "never match", id="character-that-folds-to-a-space"),
    pytest.param("so\xadlid", 2, "leave it out", id="soft-hyphen"),
    pytest.param("ﬁne", 0, "write 'fi'", id="ligature"),
    pytest.param("regex:a(", 8, "missing )", id="broken-regex"),
    pytest.param("regex: a*", 7, "nothing at all", id="empty-regex"),
]


@pytest.mark.parametrize(("phrase", "offset", "message"), WRONG)
def test_wrong_phrases(phrase, offset, message):
    with pytest.raises(PhraseError) as caught:
        parse(phrase, NAMES)
    assert message in str(caught.value)
    assert caught.value.offset == offset


ANCHORS = [
    pytest.param("the miracle of", {"miracle"}, id="rare-word"),
    pytest.param("miracle cure~", {"miracle"}, id="fewer-forms"),
    pytest.param("no (risk|danger)", {"risk", "danger"}, id="all-alternatives"),
    pytest.param("no [known] risk", {"risk"}, id="optional-is-not-required"),
    pytest.param("{condition} cures", {"cures"}, id="word-before-name"),
    pytest.param("no {condition}", {"no"}, id="common-word-before-name"),
    pytest.param("{number} {condition}", {"{condition}"}, id="names-only"),
    pytest.param("({condition}|ill) !", {"{condition}", "ill"}, id="mixed"),
    pytest.param("[a] ... [b]", set(), id="nothing-required"),
    pytest.param("^ ( a | [b] ) $", set(), id="an-alternative-requires-nothing"),
    pytest.param("! ! !", {"!"}, id="marks"),
    pytest.param(r"regex:\bcures?\b \bcancer\b", {"cancer", "cancer's"}, id="regex"),
    pytest.param(r"regex:(cancer)", set(), id="regex-in-a-group"),
    pytest.param(r"regex:\bcancer\b|\bflu\b", set(), id="regex-alternatives"),
    pytest.param(r"regex:\bcancer\b?x", set(), id="regex-optional"),
    pytest.param(r"regex:[a\bcancer\b]x", set(), id="regex-in-a-class"),
]


@pytest.mark.parametrize(("phrase", "expected"), ANCHORS)
def test_anchors(phrase, expected):
    assert parse(phrase, NAMES).anchors == expected


def test_regex_sees_the_folded_sentence():
    assert matches(r"regex:\bCURE[SD]\b", "It “Cures” and cured") == ["cures", "cured"]


def test_regex_never_reports_nothing():
    assert matches(r"regex:(?=risk)|no", "no risk") == ["no"]


def test_regex_may_bound_its_report():
    assert matches(r"regex:no (?P<span>risk)s?", "no risks") == ["risk"]


def test_regex_is_stopped(monkeypatch):
    monkeypatch.setattr(phrases, "REGEX_SECONDS", 0.01)
    phrase = parse(r"regex:(?:a+)+(?:a+)+(?:a+)+\?", NAMES)
    each = sentence("a" * 5000 + "!")
    with pytest.raises(PhraseTimeoutError, match="ran longer"):
        list(phrase.matches(each, finder(each)))


def test_work_is_bounded_by_program_and_tokens(monkeypatch):
    steps = 0
    step = Run._step  # noqa: SLF001

    def counted(run, instruction, state):
        nonlocal steps
        steps += 1
        return step(run, instruction, state)

    monkeypatch.setattr(Run, "_step", counted)
    assert matches("a ...20 a ...20 a ...20 a ...20 b", "a " * 300) == []
    assert steps <= 9 * 300


# --- against a slow matcher that cannot be wrong --------------------------------------

ALPHABET = ["a", "b", "c", ","]
ATOMS = st.sampled_from(["a", "b", "c", "(a|b c)", "(b|b)", "[c]", "[a b]", "..."])
PHRASES = st.lists(ATOMS, min_size=1, max_size=5).map(" ".join)


def all_ends(items, tokens, at):
    """Return every token at which a sequence may end, whatever the preference."""
    ends = {at}
    for item in items:
        ends = {end for start in ends for end in ends_of(item, tokens, start)}
    return ends


def ends_of(item, tokens, at):
    if isinstance(item, Words):
        return {at + 1} if tokens[at : at + 1] and tokens[at] in item.forms else set()
    if isinstance(item, Choice):
        found = {end for option in item.options for end in all_ends(option, tokens, at)}
        return found | {at} if item.optional else found
    assert isinstance(item, Gap)
    ends = range(at, len(tokens) + 1)
    return {end for end in ends if sum(t != "," for t in tokens[at:end]) <= item.most}


@given(phrase=PHRASES, tokens=st.lists(st.sampled_from(ALPHABET), max_size=12))
def test_agrees_with_every_possible_match(phrase, tokens):
    try:
        items = read(phrase, ())
    except PhraseError:
        reject()
    compiled = parse(phrase, ())
    assume(compiled.anchors)
    each = sentence(" ".join(tokens))
    spans = list(compiled.matches(each, finder(each)))
    possible = {
        each.span(start, end): (start, end)
        for start in range(len(tokens))
        for end in all_ends(items, tokens, start)
        if end > start
    }
    assert set(spans) <= possible.keys()
    after = 0
    for span in spans:
        start, end = possible[span]
        assert start == min(s for s, _ in possible.values() if s >= after)
        after = end
    assert not [s for s, _ in possible.values() if s >= after]
    assert not spans or compiled.anchors & set(tokens)


@given(st.text(alphabet="abC1 2.,'-%_é/’", max_size=12))
def test_words_are_cut_as_sentences_cut_them(text):
    assume(".." not in text)
    folded = fold(text)
    assume(folded.starts is None)
    assert [each.value for each in _lexemes(_folded(text))] == sentence(text).words


def test_grammar_covers_all_parts():
    items = read("^ <a~ (b|c d)> ... [{condition}] d $", NAMES)
    kinds = [type(item) for item in items]
    assert kinds == [Edge, Edge, Words, Choice, Edge, Gap, Choice, Words, Edge]
    assert items[2] == Words(frozenset({"a", "as", "aed", "aing", "a's"}))
    assert items[6] == Choice(((Name("condition"),),), optional=True)


@pytest.mark.parametrize(
    ("first", "second"), list(product(["'", "’", "ʼ"], repeat=2)), ids=repr
)
def test_apostrophes_are_all_alike(first, second):
    assert matches(f"crohn{first}s", f"Crohn{second}s") == ["crohn's"]
