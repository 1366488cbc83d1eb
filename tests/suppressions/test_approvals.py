"""Approvals hold for one sentence of one file, and for no other words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linting import RULESET, UNHURRIED, lint, others, own

from healthlint import annotators, approvals_file, readers
from healthlint.approval import Approval
from healthlint.errors import ConfigError
from healthlint.source import Source
from healthlint.suppressions import approved

CURE = "Our tea cures arthritis in a week."
HERE = str(Path("page").resolve())


def approval(sentence=CURE, **fields):
    given = {"rule": "HL101", "file": "page", "hash": approvals_file.hash_of(sentence)}
    return Approval(**{**given, "sentence": sentence, **fields})


def approve(text, *approvals, format="text", **settings):
    return lint(text, format, approvals={HERE: approvals or (approval(),)}, **settings)


def is_reported(report):
    return any("cures arthritis" in " ".join(each.split()) for each in others(report))


HOLDS = [
    ("alone", CURE, "text"),
    ("among others", f"Good tea.\n\nHere it is. {CURE} Buy it!\n", "text"),
    ("twice", f"{CURE}\n\n{CURE}", "text"),
    ("reflowed", "Our tea\ncures   arthritis\nin a week.", "markdown"),
    ("in other capitals", CURE.upper(), "text"),
    (
        "with other spaces and quotes",
        "Our\u00a0tea cures arth\u00adritis in a week.",
        "text",
    ),
    ("marked up", "Our *tea* **cures** [arthritis](x) in a week.", "markdown"),
    ("in HTML", "<p>Our tea <b>cures</b> arthritis in&nbsp;a week.", "html"),
]


@pytest.mark.parametrize(
    ("text", "format"), [row[1:] for row in HOLDS], ids=[row[0] for row in HOLDS]
)
def test_holds(text, format):
    report = approve(text, format=format)
    assert (own(report), is_reported(report)) == ([], False)
    assert {each.kind for each in report.silenced} == {"approval"}
    assert [each.state for each in report.suppressions] == ["holds"]


VOID = [
    ("a word more", "Our strong tea cures arthritis in a week.", "void"),
    ("a word less", "Our tea cures arthritis.", "void"),
    ("another mark", "Our tea cures arthritis in a week!", "void"),
    ("another word", "Our tea cures arthritis in a day.", "void"),
    ("gone", "Our tea tastes good.", "void"),
    ("not reported", "Our tea tastes good.", "unused"),
]


@pytest.mark.parametrize(
    ("text", "state"), [row[1:] for row in VOID], ids=[row[0] for row in VOID]
)
def test_void_or_unused(text, state):
    report = approve(text, approval(CURE if state == "void" else text))
    assert [each.state for each in report.suppressions] == [state]
    assert own(report) == [("HL901", own(report)[0][1])]
    assert is_reported(report) == ("cures" in text)


def test_what_became_of_the_sentence_is_shown():
    text = "Good tea.\n\nOur tea surely cures arthritis in a week."
    origin = ("approvals.yaml", 3, 3, 40, 44)
    report = approve(text, approval(origin=origin))
    (said,) = (each for each in report.diagnostics if each.code == "HL901")
    assert said.match == "cures arthritis"
    assert [(each.path, each.line, each.span.start) for each in said.related] == [
        ("approvals.yaml", 3, 40)
    ]


WRONG = [
    ("expired", {"until": "2026-11-25"}, {}, "HL902", "expired"),
    ("last day", {"until": "2026-11-26"}, {}, None, "holds"),
    ("later day", {"until": "2027-01-01"}, {"as_of": "2027-01-02"}, "HL902", "expired"),
    ("unknown rule", {"rule": "HL999"}, {}, "HL903", "refused"),
    ("many rules", {"rule": "disease-claim"}, {}, "HL903", "refused"),
    ("by name", {"rule": "disease-treatment"}, {}, None, "holds"),
    ("no reason", {}, {"require_reason": True}, "HL904", "refused"),
    ("reason", {"reason": "on file"}, {"require_reason": True}, None, "holds"),
    ("firm", {"rule": "HL901"}, {}, "HL906", "refused"),
    ("another rule", {"rule": "HL301"}, {}, "HL901", "unused"),
    (
        "another rule off",
        {"rule": "HL301"},
        {"ignore": ("safety",)},
        None,
        "not judged",
    ),
]


@pytest.mark.parametrize(
    ("fields", "settings", "code", "state"),
    [row[1:] for row in WRONG],
    ids=[row[0] for row in WRONG],
)
def test_what_is_wrong_is_said_and_silences_nothing(fields, settings, code, state):
    report = approve(CURE, approval(**fields), **settings)
    assert [each for each, _ in own(report)] == ([code] if code else [])
    assert [each.state for each in report.suppressions] == [state]
    assert is_reported(report) == (state != "holds")


def test_an_approval_goes_before_a_comment():
    text = f"<!-- healthlint: disable-next HL101 -- x -->\n\n{CURE}"
    report = approve(text, approval(by="Jo"), format="markdown")
    assert [(each.kind, each.by) for each in report.silenced] == [("approval", "Jo")]
    assert own(report) == [("HL901", "HL101")]


def test_another_file_has_no_part_in_it():
    report = lint(CURE, "text", "other", approvals={HERE: (approval(),)})
    assert (is_reported(report), report.suppressions) == (True, ())


# --- random edits -----------------------------------------------------------------

WORDS = st.sampled_from(
    "tea leaf and water (R) 5 mg — Dr. e.g. , “ good the 😀 café don't héllo x".split()
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=8).map(
    lambda words: f"{' '.join(words)}."
)
AROUND = st.lists(PARAGRAPH, max_size=3).map("\n\n".join)
PLAIN = st.sampled_from("tea leaf and water good the café héllo mint".split())
SENTENCE = st.lists(PLAIN, min_size=1, max_size=8).map(
    lambda words: f"{' '.join(words)} indeed."  # no stop that may be part of a word
)
WRAPS = {
    "text": "{}",
    "markdown": "**{}**",
    "html": "<p>{}</p>",
    "mdx": "<Box>\n\n{}\n\n</Box>",
}


@settings(UNHURRIED, max_examples=150)
@given(AROUND, AROUND, st.sampled_from(sorted(WRAPS)))
def test_random_edits_outside_leave_it_in_force(before, after, format):
    text = "\n\n".join([before, WRAPS[format].format(CURE), after])
    report = approve(text, format=format)
    assert not is_reported(report)
    assert [each.diagnostic.code for each in report.silenced] == ["HL101"]


@settings(UNHURRIED, max_examples=150)
@given(SENTENCE, SENTENCE)
def test_random_sentences_beside_it_leave_it_in_force(before, after):
    report = approve(f"Well: {before} {CURE} Then {after}")
    assert not is_reported(report)


@settings(UNHURRIED, max_examples=300)
@given(st.data())
def test_random_edits_inside_void_it(data):
    words = CURE.removesuffix(".").split()
    at = data.draw(st.integers(0, len(words)))
    new = data.draw(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6))
    how = data.draw(st.sampled_from(["insert", "replace", "append", "drop"]))
    changed = list(words)
    if how == "insert" or at == len(words):
        changed.insert(at, new)
    elif how == "replace":
        changed[at] = new if new != words[at].lower() else f"{new}x"
    elif how == "append":
        changed[at] += new
    else:
        del changed[at]
    report = approve(f"{' '.join(changed)}.")
    assert report.silenced == ()
    assert [each.state for each in report.suppressions] == ["void"]


@settings(UNHURRIED, max_examples=200)
@given(st.lists(st.text(max_size=30), max_size=4).map(" ".join))
def test_sentences_lead_to_their_place_and_hash(text):
    document = readers.read(Source("a.txt", text))
    notes = annotators.annotate(document, RULESET.lexicons)
    for each in approved.sentences(notes):
        assert 0 <= each.span.start <= each.span.end <= len(text)


# --- the record -------------------------------------------------------------------

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40
).filter(str.strip)
APPROVALS = st.builds(
    Approval,
    rule=TEXT,
    file=TEXT,
    hash=st.text("0123456789abcdef", min_size=16, max_size=16),
    sentence=st.just(""),
    origin=st.just(("", 0, 0, 0, 0)),
    reason=st.one_of(st.just(""), TEXT),
    by=st.one_of(st.just(""), TEXT),
    until=st.one_of(st.just(""), st.dates().map(str)),
)


@settings(UNHURRIED, max_examples=300)
@given(st.lists(APPROVALS, max_size=4))
def test_a_written_record_says_the_same_when_read(approvals):
    text = approvals_file.write(approvals)
    read = approvals_file.parse(text, "approvals.yaml")
    assert [each._replace(origin=("", 0, 0, 0, 0)) for each in read] == approvals
    assert approvals_file.write(read) == text


@settings(UNHURRIED, max_examples=200)
@given(TEXT)
def test_a_sentence_is_kept_with_its_hash(sentence):
    entry = approval(sentence)
    (read,) = approvals_file.parse(approvals_file.write([entry]), "a.yaml")
    assert (read.sentence, read.hash) == (sentence, entry.hash)


GOOD = f"rule: HL101, file: a.txt, hash: '{approval().hash}'"
BAD = [
    ("no list", "rule: HL101", "1:1: expected a list"),
    ("no map", "- HL101", "1:3: an approval has keys"),
    ("a slip", f"- {{{GOOD}, util: 2027-01-01}}", "did you mean 'until'?"),
    ("twice", f"- {{{GOOD}, by: a, by: b}}", "'by' is given twice"),
    ("no hash", "- {rule: HL101, file: a.txt}", "1:3: an approval needs 'hash'"),
    ("bad hash", "- {rule: HL101, file: a.txt, hash: xyz}", "1:36: hash: expected 16"),
    ("bad date", f"- {{{GOOD}, until: soon}}", "until: 'soon' is no date"),
    ("empty reason", f"- {{{GOOD}, reason: ''}}", "reason: expected text"),
    ("no reason", f"- {{{GOOD}, reason: }}", "reason: expected text"),
    ("a list for a reason", f"- {{{GOOD}, reason: [a]}}", "reason: expected text"),
    (
        "changed sentence",
        f"- {{{GOOD}, sentence: Our tea cures all.}}",
        "does not fit its hash",
    ),
    ("no YAML", "- {", "not valid YAML"),
]


@pytest.mark.parametrize(
    ("text", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_a_wrong_record_is_refused_at_its_place(text, message):
    with pytest.raises(ConfigError) as caught:
        approvals_file.parse(text, "a.yaml")
    assert str(caught.value).startswith("a.yaml:")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "[]"], ids=["empty", "comment", "list"]
)
def test_an_empty_record_is_fine(text):
    assert approvals_file.parse(text, "a.yaml") == []


def test_adding_keeps_what_stands_there(tmp_path):
    path = tmp_path / "healthlint-approvals.yaml"
    approvals_file.add(str(path), [approval()])
    path.write_text(path.read_text("utf-8").rstrip("\n") + "  # seen by Jo", "utf-8")
    approvals_file.add(str(path), [approval(reason="again")])
    assert "  # seen by Jo\n- rule" in path.read_text("utf-8")
    assert [each.reason for each in approvals_file.read(str(path))] == ["", "again"]


KEY = f"rule: HL101, file: page, hash: {approvals_file.hash_of(CURE)}"
ENTRY = f"- {KEY.replace(', ', chr(10) + '  ')}\n"
RECORDS = [
    pytest.param(ENTRY, "", id="the only one"),
    pytest.param(f"# ours\n{ENTRY}# end\n", "# ours\n# end\n", id="among comments"),
    pytest.param(ENTRY.rstrip(), "", id="no line end"),
    pytest.param(ENTRY.replace("\n", "\r\n"), "", id="carriage returns"),
    pytest.param(f"{ENTRY}  reason: >\n    long\n    and\n", "", id="folded"),
    pytest.param(f"- {{{KEY}}}\n", "", id="in braces"),
    pytest.param(f"-\n{ENTRY.replace('-', ' ', 1)}", None, id="dash by itself"),
    pytest.param(f"[{{{KEY}}}]\n", "", id="in brackets"),
]


@pytest.mark.parametrize(("before", "left"), RECORDS)
def test_an_entry_replaces_one_that_expired(tmp_path, before, left):
    path = tmp_path / "a.yaml"
    path.write_bytes(before.encode())
    expired, new = approvals_file.read(str(path)), [approval(reason="again")]
    if left is None:
        with pytest.raises(ConfigError, match="remove it by hand"):
            approvals_file.add(str(path), new, expired)
        assert path.read_bytes() == before.encode(), "nothing is lost"
        return
    approvals_file.add(str(path), new, expired)
    assert path.read_bytes().decode() == left + approvals_file.write(new)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
