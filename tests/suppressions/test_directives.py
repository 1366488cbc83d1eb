"""What comments say to us, word by word."""

from __future__ import annotations

import pytest

from healthlint.document import Comment
from healthlint.suppressions.directives import read


def directive(text: str, key: str = ""):
    return read(Comment(text, 100, 100 + len(text), key))


READ = [
    (" healthlint: disable HL101 ", "disable", ("HL101",), "", "", ""),
    ("healthlint:disable HL101", "disable", ("HL101",), "", "", ""),
    (" Healthlint: Disable HL101", "disable", ("HL101",), "", "", ""),
    (" healthlint: disable-next HL101, HL205", "disable-next", ("HL101", "HL205")),
    (
        " healthlint: disable-file HL101 HL205 -- x",
        "disable-file",
        ("HL101", "HL205"),
        "x",
    ),
    (" healthlint: enable", "enable", ()),
    ("\n * healthlint: disable all\n", "disable", ("all",)),
    (
        " healthlint: disable HL101 -- a study -- on file",
        "disable",
        ("HL101",),
        "a study -- on file",
    ),
    (" healthlint: disable HL101 — on file", "disable", ("HL101",), "on file"),
    (" healthlint: disable HL101 --on file.", "disable", ("HL101",), "on file"),
    (
        " healthlint: disable HL101 -- on file, until: 2027-01-31, by: Jo Doe",
        *("disable", ("HL101",), "on file", "Jo Doe", "2027-01-31"),
    ),
    (
        " healthlint: disable HL101 -- by: Jo Doe; on file (until: 2027-01-31).",
        *("disable", ("HL101",), "on file", "Jo Doe", "2027-01-31"),
    ),
    (
        " healthlint: disable HL101 -- on\n file (2024)\n by: Jo,\n until: 2027-01-31 ",
        *("disable", ("HL101",), "on file (2024)", "Jo", "2027-01-31"),
    ),
    (
        " healthlint: disable HL101 -- stand-by: no key",
        "disable",
        ("HL101",),
        "stand-by: no key",
    ),
]


@pytest.mark.parametrize("row", READ, ids=[row[0].strip()[:60] for row in READ])
def test_directives(row):
    text, verb, rules, *rest = row
    reason, by, until = [*rest, "", "", ""][:3]
    found = directive(text)
    assert found is not None
    assert (found.verb, tuple(word.text for word in found.rules)) == (verb, rules)
    assert (found.reason, found.by) == (reason, by)
    assert (found.until.text if found.until else "") == until
    assert found.problems == ()
    for word in found.rules:
        start, end = word.span
        assert text[start - 100 : end - 100] == word.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " a note ",
        " healthlint ",
        " healthlint runs in CI",
        " see healthlint: docs ",
    ],
    ids=["empty", "note", "name", "sentence", "in the middle"],
)
def test_other_comments_are_none_of_ours(text):
    assert directive(text) is None


WRONG = [
    (" healthlint: disbale HL101", "disbale", "did you mean 'disable'?"),
    (" healthlint: disable-line HL101", "disable-line", "write `disable-next`"),
    (" healthlint: ignore HL101", "ignore", "write `disable`"),
    (" healthlint: xyz HL101", "xyz", "write one of disable, "),
    (" healthlint: ", " healthlint: ", "write one of disable, "),
    (" healthlint disable HL101", "disable", "write a colon"),
    (" health-lint-disable HL101", "disable", "write a colon"),
    (" healthlint: disable", "healthlint: disable", "name a rule, or `all`"),
    (" healthlint: disable-next -- why", "healthlint: disable-next", "name a rule"),
    (
        " healthlint: disable HL1 -- until: soon",
        "until: soon",
        "write the date as 2027",
    ),
    (" healthlint: disable HL1 -- until: 2027-02-30", "until: 2027-02-30", "write the"),
    (" healthlint: disable HL1 -- until:", "until:", "write the date"),
]


@pytest.mark.parametrize(("text", "words", "detail"), WRONG, ids=[r[0] for r in WRONG])
def test_what_is_wrong_is_said_at_the_word(text, words, detail):
    found = directive(text)
    assert found is not None
    (problem,) = found.problems
    start, end = problem.word.span
    assert problem.kind == "malformed"
    assert problem.detail.startswith(detail)
    assert text[start - 100 : end - 100] == words


def test_dashes_without_a_reason():
    found = directive(" healthlint: disable HL101 -- ")
    assert [each.kind for each in found.problems] == ["reasonless"]


def test_a_key_of_the_front_matter_is_the_call():
    found = directive("disable-file HL101 -- old", key="healthlint")
    assert (found.verb, found.reason) == ("disable-file", "old")
    assert directive("healthlint: disable HL101", key="healthlint").verb == "disable"
    assert directive("HL101", key="healthlint").problems[0].word.text == "HL101"
