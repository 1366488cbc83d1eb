"""What is known stays silent, what is new does not: identity by content."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.baseline import VERDICTS, Baseline, Entry, entries_of, renew
from healthlint.baseline_file import read, write
from healthlint.config import Settings
from healthlint.diagnostic import Report
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

LINTER = Linter(load_ruleset(), Settings())

CLAIM = "Our tea cures arthritis in a week."
OTHER = "Our drops treat insomnia."
PLAIN = "We blend it with rosehip from the valley."
PAGE = f"# Tea\n\n{PLAIN} {CLAIM} {PLAIN}\n\n## Drops\n\n{OTHER}\n"
REFLOWED = "\n\n".join(textwrap.fill(each, 20) for each in PAGE.split("\n\n"))


def lint(text: str, name: str = "page.md") -> Report:
    return LINTER.lint(Source(name, text, "markdown"))


def baseline(*reports: Report, folder: str = "") -> Baseline:
    """Return the baseline of reports, as it comes back from its file."""
    known = [each for report in reports for each in _entries(report)]
    return Baseline(read(write(known).encode(), "baseline"), folder)


def _entries(report: Report) -> list[Entry]:
    return entries_of(report, report.source.name)


def new(before: str, after: str) -> list[str]:
    """Return the words of what is new after an edit."""
    report = baseline(lint(before)).split(lint(after))
    return [each.text for each in report.diagnostics]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").touch()
    return tmp_path


EDITS = [
    pytest.param(PAGE, PAGE, [], id="nothing"),
    pytest.param(PAGE, REFLOWED, [], id="reflowed"),
    pytest.param(CLAIM, CLAIM.replace(" ", "\n"), [], id="a word a line"),
    pytest.param(CLAIM, CLAIM.replace("\n", "\r\n"), [], id="line ends"),
    pytest.param(CLAIM, f"- {CLAIM}", [], id="made a list item"),
    pytest.param(CLAIM, f"1. Tea\n\n   {CLAIM}", [], id="indented"),
    pytest.param(CLAIM, f"> > {CLAIM}", [], id="quoted twice"),
    pytest.param(CLAIM, CLAIM.replace("cures", "**cures**"), [], id="made bold"),
    pytest.param(PAGE, f"Hello.\n\n{PAGE}", [], id="text inserted above"),
    pytest.param(PAGE, PAGE.replace(PLAIN, ""), [], id="text around it gone"),
    pytest.param(PAGE, PAGE.replace("# Tea", "# Teas"), [], id="section renamed"),
    pytest.param(
        PAGE, PAGE.replace(CLAIM, "") + f"\n{CLAIM}\n", [], id="moved to a section"
    ),
    pytest.param(f"{CLAIM}\n\n{OTHER}", f"{OTHER}\n\n{CLAIM}", [], id="order changed"),
    pytest.param(PAGE, PAGE.replace(CLAIM, ""), [], id="removed"),
    pytest.param(CLAIM, f"{CLAIM} {OTHER}", ["treat insomnia"], id="one more"),
    pytest.param(CLAIM, OTHER, ["treat insomnia"], id="swapped for another"),
    pytest.param(
        CLAIM,
        CLAIM.replace("arthritis", "gout"),
        ["cures gout"],
        id="the same claim of another disease",
    ),
    pytest.param(
        CLAIM,
        CLAIM.replace("a week", "a day"),
        ["cures arthritis"],
        id="a word changed elsewhere in the sentence",
    ),
    pytest.param(CLAIM, f"{CLAIM} {CLAIM}", ["cures arthritis"], id="said twice"),
    pytest.param(f"{CLAIM} {CLAIM}", CLAIM, [], id="said but once"),
]


@pytest.mark.parametrize(("before", "after", "expected"), EDITS)
def test_what_is_new_after_an_edit(before, after, expected):
    assert new(before, after) == expected


def test_what_is_known_is_counted():
    report = baseline(lint(PAGE)).split(lint(PAGE))
    assert (report.diagnostics, report.baselined) == ((), 2)


def test_the_section_tells_which_of_several_is_new():
    before = f"# One\n\n{CLAIM}\n\n# Two\n\n{PLAIN}\n"
    after = f"# Zero\n\n{CLAIM}\n\n{before}"
    (diagnostic,) = baseline(lint(before)).split(lint(after)).diagnostics
    assert diagnostic.section == "Zero"


def test_an_entry_holds_for_its_own_file():
    known = baseline(lint(CLAIM))
    assert known.split(lint(CLAIM, "other.md")).baselined == 0


def test_a_file_may_be_renamed(folder):
    (folder / "page.md").unlink()
    known = baseline(lint(f"{CLAIM} {OTHER}"))
    assert known.split(lint(f"{CLAIM} {OTHER}", "new.md")).baselined == 2
    assert known.split(lint(CLAIM, "more.md")).baselined == 0, "each but once"


@pytest.mark.parametrize(
    ("folder_of_baseline", "name", "expected"),
    [
        (".", "page.md", "page.md"),
        (".", "./a/../page.md", "page.md"),
        ("a", "a/b/page.md", "b/page.md"),
        ("a", "page.md", "../page.md"),
    ],
)
def test_paths_count_from_the_baseline(folder_of_baseline, name, expected):
    assert Baseline((), folder_of_baseline).path(name) == expected


def test_the_same_entry_from_both_sides_of_a_merge_counts_once():
    (entry,) = _entries(lint(CLAIM))
    known = Baseline([entry, entry], "")
    assert known.split(lint(f"{CLAIM} {CLAIM}")).baselined == 1


def renewed(before: str, after: str, *, add: bool, covered: str = "page.md"):
    """Return entries' words and verdicts, and the numbers, when a page is linted."""
    known = [each._replace(verdict="false") for each in _entries(lint(before))]
    result = renew(Baseline(known, ""), [lint(after)], [covered], add=add)
    entries = sorted((each.text, each.verdict) for each in result.entries)
    return entries, (result.added, result.kept, result.dropped)


OLD, NEW = ("cures arthritis", "false"), ("treat insomnia", "")
RENEWALS = [
    pytest.param(CLAIM, CLAIM, True, [OLD], (0, 1, 0), id="the same again"),
    pytest.param(
        CLAIM, f"{CLAIM} {OTHER}", True, [OLD, NEW], (1, 1, 0), id="one more is added"
    ),
    pytest.param(
        CLAIM, f"{CLAIM} {OTHER}", False, [OLD], (0, 1, 0), id="but not when pruning"
    ),
    pytest.param(CLAIM, OTHER, True, [NEW], (1, 0, 1), id="swapped"),
    pytest.param(CLAIM, OTHER, False, [], (0, 0, 1), id="pruned"),
    pytest.param(CLAIM, f"> {CLAIM}", False, [OLD], (0, 1, 0), id="moved"),
]


@pytest.mark.parametrize(("before", "after", "add", "entries", "numbers"), RENEWALS)
def test_bringing_up_to_date(before, after, add, entries, numbers):
    assert renewed(before, after, add=add) == (entries, numbers)


def test_a_renewed_entry_says_where_it_stands_now():
    known = baseline(lint(CLAIM))
    result = renew(known, [lint(f"# Tea\n\n{CLAIM}")], ["."], add=False)
    assert [each.section for each in result.entries] == ["Tea"]


@pytest.mark.parametrize(
    ("covered", "exists", "error", "stays"),
    [
        pytest.param("other.md", True, None, True, id="not asked for"),
        pytest.param("other.md", False, None, False, id="gone"),
        pytest.param(".", True, None, False, id="left out of the folder"),
        pytest.param(".", True, "bad bytes", True, id="cannot be read now"),
    ],
)
def test_entries_of_files_that_are_not_linted(folder, covered, exists, error, stays):
    known = baseline(lint(CLAIM))
    if not exists:
        (folder / "page.md").unlink()
    reports = [Report(Source("page.md", ""), error=error)] if error else []
    result = renew(known, reports, [covered], add=True)
    assert (len(result.entries), result.dropped) == (int(stays), int(not stays))


# The file


def entry(**fields) -> Entry:
    return Entry("a.md", "HL101", "0" * 16)._replace(**fields)


def test_the_file_has_a_sorted_line_for_each_entry():
    known = [entry(path="b.md"), entry(ordinal=2, verdict="true"), entry(text="cures")]
    rest = '", "code": "HL101", "sentence": "0000000000000000"'
    assert write(known).splitlines() == [
        '{"version": 1, "entries": [',
        f'{{"path": "a.md{rest}, "text": "cures"}},',
        f'{{"path": "a.md{rest}, "ordinal": 2, "verdict": "true"}},',
        f'{{"path": "b.md{rest}}}',
        "]}",
    ]


LINES = '{"version": 1, "entries": [\n%s\n]}'
GOOD = '{"path": "a", "code": "b", "sentence": "c"}'
WRONG = [
    pytest.param("", "1:1: not valid JSON: expecting value", id="empty"),
    pytest.param("[]", "1: no baseline of healthlint; `healthlint baseline", id="list"),
    pytest.param('{"version": 1}', "1: no baseline of healthlint", id="no entries"),
    pytest.param(
        '{"version": "1.0", "entries": []}', "1: no baseline", id="someone else's"
    ),
    pytest.param(
        '{"version": 2, "entries": []}',
        "1: a baseline of version 2; this healthlint knows 1",
        id="of a later version",
    ),
    pytest.param("[" * 100_000, "1: no baseline of healthlint", id="deep"),
    pytest.param(
        LINES % f"{GOOD},\n<<<<<<< HEAD\n{GOOD}",
        "3:1: an unresolved merge; keep the entries of both sides",
        id="merge",
    ),
    pytest.param(
        LINES % f"{GOOD}\n{GOOD}", "3:1: not valid JSON: expecting ','", id="no comma"
    ),
    pytest.param(LINES % f"{GOOD},\n7", "3: an entry must be an object", id="number"),
    pytest.param(
        LINES % f'{GOOD},\n\n{GOOD[:-1]}, "vredict": "true"}}',
        "4: unknown key 'vredict' in an entry; did you mean 'verdict'?",
        id="key",
    ),
    pytest.param(
        LINES % f'{GOOD},\n{GOOD[:-1]}, "verdict": "yes"}}',
        "3: unknown verdict 'yes'; expected one of true, false, accepted",
        id="verdict",
    ),
    pytest.param(
        LINES % '{"path": "a", "code": "b"}', "2: an entry without 'sentence'", id="key"
    ),
    pytest.param(
        LINES % GOOD.replace('"b"', "7"), "2: 'code' must be text", id="no text"
    ),
    pytest.param(
        LINES % f'{GOOD[:-1]}, "ordinal": true}}',
        "2: 'ordinal' must be a number",
        id="no number",
    ),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_file_that_is_no_baseline_is_said_with_its_line(text, message):
    with pytest.raises(Exception, match=r".") as caught:
        read(text.encode(), "old.json")
    assert type(caught.value).__name__ == "ConfigError"
    assert str(caught.value).startswith(f"old.json:{message}")


def test_bytes_that_are_no_text_are_said_with_their_line():
    with pytest.raises(Exception, match=r"^old.json:2: not valid UTF-8$"):
        read(b"{\n\xff}", "old.json")


# Properties

paths = st.text(min_size=1)
entries = st.builds(
    Entry,
    paths,
    st.text(),
    st.text(),
    st.text(),
    st.integers(min_value=1, max_value=10**9),
    st.text(),
    st.sampled_from(("", *VERDICTS)),
)


@given(st.lists(entries))
def test_what_is_written_is_read_back(known):
    text = write(known)
    assert read(text.encode(), "baseline") == sorted(known)
    assert write(read(text.encode(), "baseline")) == text
    assert text.isascii()


SENTENCES = [
    PLAIN,
    "Brew it for four minutes.",
    "The tin holds fifty bags.",
    "Ask for the large one!",
    "It is grown on terraces.",
]
texts = st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join)
blocks = st.sampled_from(["\n\n", "\n\n- ", "\n\n> ", "\n\n## More\n\n", " ", "\n"])
pages = st.tuples(texts, blocks, texts, blocks)


def page(sentence: str, around: tuple[str, str, str, str]) -> str:
    before, above, after, below = around
    return f"{before}{above}{sentence}{below}{after}\n"


def _known_of(sentence: str, report: Report) -> set[str]:
    return {each.code for each in report.diagnostics if each.text in sentence}


@given(pages, pages, st.sampled_from([CLAIM, OTHER, "Safe for everyone."]))
def test_edits_outside_a_sentence_leave_its_entry(before, after, sentence):
    old, now = lint(page(sentence, before)), lint(page(sentence, after))
    left = _known_of(sentence, baseline(old).split(now))
    assert left == _known_of(sentence, now) - _known_of(sentence, old)


words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)


@given(pages, st.integers(0, len(CLAIM.split()) - 1), words)
def test_edits_inside_a_sentence_do_not(around, place, word):
    tokens = CLAIM.split()
    edited = " ".join([*tokens[:place], word, *tokens[place:]])
    old, now = lint(page(CLAIM, around)), lint(page(edited, around))
    report = baseline(old).split(now)
    assert _known_of(edited, report) == _known_of(edited, now)
