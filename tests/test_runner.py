"""Running a plan: one process or several, and inputs that go wrong.

A stand-in takes the linter's place: it flags each "cure" as an error and each "may" as
a note, and dies of "boom".
"""

from __future__ import annotations

import os
import sys
from io import BytesIO, TextIOWrapper

import pytest

from healthlint import bench, linter, runner
from healthlint.changes import Answer
from healthlint.diagnostic import Confidence, Diagnostic, Report, Severity
from healthlint.errors import ConfigError, RulesetError, UsageError
from healthlint.planning import Change, Options, plan
from healthlint.source import Span

SEVERITIES = {"cure": Severity.error, "may": Severity.note}


class StandIn:
    made = 0

    def __init__(self, _ruleset, settings):
        StandIn.made += 1
        self.settings = settings

    def lint(self, source):
        if "boom" in source.text:
            raise KeyError("a\nkey" * 100)
        if "die" in source.text:
            os._exit(1)
        found = []
        for word, severity in SEVERITIES.items():
            at = source.text.find(word)
            if at >= 0:
                found.append(diagnostic(word, severity, at))
        return Report(source, tuple(found), markets=self.settings.markets)


def diagnostic(word, severity, at):
    return Diagnostic(
        code="HL101",
        name="name",
        category="tool",
        severity=severity,
        confidence=Confidence.high,
        message="message",
        span=Span(at, at + len(word)),
        match=word,
        text=word,
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(linter, "Linter", StandIn)
    monkeypatch.setattr(bench, "ruleset", lambda _folders: None)
    monkeypatch.setattr(StandIn, "made", 0)
    return tmp_path


def run(*paths, **options):
    # The rules in these tests are not what their cache would remember.
    found = plan(paths, Options({}, cache=False, **options))
    return list(runner.run(found))


def brief(outcomes):
    return [
        (outcome.report.source.name, [each.text for each in outcome.report.diagnostics])
        for outcome in outcomes
    ]


def test_outcomes_come_in_order(folder):
    (folder / "b.md").write_text("a cure that may help")
    (folder / "a.md").write_text("tea")
    assert brief(run(".")) == [("a.md", []), ("b.md", ["cure", "may"])]


@pytest.mark.parametrize(
    ("text", "fail_on", "failing"),
    [
        ("tea", "note", False),
        ("may", "error", False),
        ("may", "warning", False),
        ("may", "note", True),
        ("cure", "error", True),
        ("cure", "note", True),
        ("cure", "never", False),
    ],
)
def test_what_fails_a_run(folder, text, fail_on, failing):
    (folder / "a.md").write_text(text)
    found = plan(["a.md"], Options({"fail_on": fail_on}, cache=False))
    assert [outcome.failing for outcome in runner.run(found)] == [failing]


BAD = [
    pytest.param(
        b"caf\xe9 cure", "byte 0xe9 at byte offset 3 is not valid", id="latin"
    ),
    pytest.param(b"a\0cure", "a binary file", id="binary"),
    pytest.param(
        b"\xff\xfea", "at byte offset 2 is not valid UTF-16", id="half UTF-16"
    ),
    pytest.param(
        b"x" * 101, "larger than 100 bytes; --max-size raises the limit", id="large"
    ),
]


@pytest.mark.parametrize(("data", "error"), BAD)
def test_a_bad_input_is_said_and_the_rest_goes_on(folder, data, error):
    (folder / "a.md").write_bytes(data)
    (folder / "b.md").write_text("cure")
    bad, good = run("a.md", "b.md", max_size=100)
    assert bad.report.error.startswith("a.md: ")
    assert error in bad.report.error
    assert bad.trace is None
    assert brief([good]) == [("b.md", ["cure"])]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbf", id="a mark alone"),
        pytest.param("\ufefftea".encode("utf-16-le"), id="UTF-16"),
        pytest.param(b"x" * 100, id="just within the limit"),
    ],
)
def test_what_is_no_error(folder, data):
    (folder / "a.md").write_bytes(data)
    (outcome,) = run("a.md", max_size=100)
    assert (outcome.report.error, outcome.report.diagnostics) == (None, ())


def test_utf_16_is_decoded(folder):
    (folder / "a.md").write_bytes("\ufeffa cure".encode("utf-16-be"))
    (outcome,) = run("a.md")
    assert outcome.report.source.encoding == "utf-16-be"
    assert outcome.report.diagnostics[0].span == (3, 7)


def test_binary_files_are_passed_over_in_a_folder_only(folder):
    (folder / "a.md").write_bytes(b"\0\1\2")
    (folder / "b.md").write_text("cure")
    assert brief(run(".")) == [("b.md", ["cure"])]
    assert "a binary file" in run("a.md")[0].report.error


def test_a_missing_path_is_said(folder):
    (folder / "b.md").write_text("cure")
    missing, good = run("a.md", "b.md")
    assert missing.report.error == "a.md: no such file or folder"
    assert brief([good]) == [("b.md", ["cure"])]


def test_a_file_that_goes_away_is_said(folder):
    (folder / "a.md").write_text("cure")
    found = plan(["."], Options({}, cache=False))
    (folder / "a.md").unlink()
    (outcome,) = runner.run(found)
    assert outcome.report.error == "a.md: no such file or directory"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="as root")
def test_a_file_without_permission_is_said(folder):
    (folder / "a.md").write_text("cure")
    (folder / "a.md").chmod(0)
    assert run("a.md")[0].report.error == "a.md: permission denied"


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="Linux only")
@pytest.mark.usefixtures("folder")
def test_a_file_that_fails_while_being_read_is_said():
    (outcome,) = run("/proc/self/mem")
    assert outcome.report.error == "/proc/self/mem: input/output error"


def test_our_own_fault_is_said_and_the_rest_goes_on(folder):
    (folder / "a.md").write_text("boom")
    (folder / "b.md").write_text("cure")
    bad, good = run(".")
    assert bad.report.error.startswith("a.md: KeyError: ")
    assert "this is a fault of healthlint, please report it" in bad.report.error
    assert "\n" not in bad.report.error
    assert len(bad.report.error) < 400
    assert "Traceback" in bad.trace
    assert brief([good]) == [("b.md", ["cure"])]


def of_git(output):
    def ask(folder, arguments):
        if callable(output):
            return output(folder, arguments)
        return Answer(0, output)

    return ask


def no_git(*_):
    raise UsageError("git cannot be run")


OLD = [
    pytest.param(b"tea", ["cure"], id="linted"),
    pytest.param(b"a cure", [], id="linted, the same"),
    pytest.param(b"boom", ["cure"], id="our own fault"),
    pytest.param(b"caf\xe9", ["cure"], id="no text"),
    pytest.param(no_git, ["cure"], id="git is gone"),
]


@pytest.mark.parametrize(("old", "kept"), OLD)
def test_what_goes_wrong_with_the_old_text_hides_nothing(
    folder, monkeypatch, old, kept
):
    (folder / "a.md").write_text("cure")
    (folder / "b.md").write_text("may")
    found = plan(["."], Options({}, cache=False))
    first, second = found.tasks
    first = first._replace(change=Change((), ".", "HEAD:a.md"))
    monkeypatch.setattr(runner, "git", of_git(old))
    outcomes = list(runner.run(found._replace(tasks=[first, second])))
    assert brief(outcomes) == [("a.md", kept), ("b.md", ["may"])]
    assert [each.report.error for each in outcomes] == [None, None]


@pytest.mark.parametrize(
    ("why", "error", "traced"),
    [
        pytest.param(KeyError("x"), "a.md: KeyError: 'x'; this is a", True, id="ours"),
        pytest.param(ConfigError("no"), "no", False, id="anticipated"),
    ],
)
def test_a_fault_after_linting_is_said_and_the_rest_goes_on(
    folder, monkeypatch, why, error, traced
):
    def stage(task, report):
        if task.path == "a.md":
            raise why
        return report

    (folder / "a.md").write_text("cure")
    (folder / "b.md").write_text("cure")
    monkeypatch.setattr(runner, "_stages", lambda _plan: [stage])
    bad, good = run(".")
    assert bad.report.error.startswith(error)
    assert (bad.trace is not None) == traced
    assert brief([bad, good]) == [("a.md", []), ("b.md", ["cure"])]


def test_rules_that_cannot_be_loaded_are_said_for_each_file(folder, monkeypatch):
    calls = []

    def broken(_folders):
        calls.append(1)
        raise RulesetError("no", path="rules/x.yaml", line=3, column=4)

    monkeypatch.setattr(bench, "ruleset", broken)
    (folder / "a.md").write_text("cure")
    (folder / "b.md").write_text("cure")
    errors = [outcome.report.error for outcome in run(".")]
    assert errors == ["rules/x.yaml:3:4: no"] * 2
    assert calls == [1], "what is broken is not read again"


def test_a_linter_is_made_once_for_files_with_the_same_settings(folder):
    for name in ("a.md", "b.md", "c.md"):
        (folder / name).write_text("cure")
    assert len(run(".")) == 3
    assert StandIn.made == 1


def test_the_text_of_clean_files_is_not_kept(folder):
    (folder / "a.md").write_text("tea")
    (folder / "b.md").write_text("cure")
    assert [outcome.report.source.text for outcome in run(".")] == ["", "cure"]


@pytest.mark.usefixtures("folder")
def test_standard_input(monkeypatch):
    stdin = TextIOWrapper(BytesIO("\ufeffa cure".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    (outcome,) = run("-", stdin_name="x/y.html", jobs=4)
    assert outcome.report.source.name == "x/y.html"
    assert outcome.report.source.format == "html"
    assert outcome.report.diagnostics[0].span == (3, 7)


@pytest.mark.usefixtures("folder")
def test_standard_input_is_limited(monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"x" * 11)))
    (outcome,) = run("-", max_size=10)
    assert outcome.report.error.startswith("<stdin>: larger than 10 bytes")


def shape(outcomes):
    return [
        (
            outcome.report.source.name,
            outcome.report._replace(source=None),
            *outcome[1:2],
        )
        for outcome in outcomes
    ]


def test_any_number_of_jobs_gives_the_same(folder):
    for number in range(40):
        text = ["tea", "a cure", "may", "boom"][number % 4] + " x" * number
        (folder / f"{number:02}.md").write_text(text)
    (folder / "bad.md").write_bytes(b"\xff")
    serial = run(".", "nowhere.md", jobs=1)
    assert len(serial) == 42
    for jobs in (2, 5):
        assert shape(run(".", "nowhere.md", jobs=jobs)) == shape(serial)


def test_a_worker_that_dies_takes_its_files_alone(folder):
    for name in ("a.md", "b.md", "c.md"):
        (folder / name).write_text("die")
    outcomes = run(".", jobs=2)
    assert [outcome.report.source.name for outcome in outcomes] == [
        "a.md",
        "b.md",
        "c.md",
    ]
    assert all("a worker process died" in each.report.error for each in outcomes)
    assert all(outcome.trace is not None for outcome in outcomes)


@pytest.mark.parametrize(
    ("sizes", "options", "expected"),
    [
        ([10, 10], {}, 1),
        ([10, 10], {"jobs": 2}, 2),
        ([10, 10], {"jobs": 9}, 2),
        ([600_000, 600_000], {}, 2),
        ([600_000, 600_000], {"jobs": 1}, 1),
        ([9_000_000], {}, 1),
    ],
    ids=["small", "told", "files limit", "large", "large, told", "one file"],
)
@pytest.mark.usefixtures("folder")
def test_when_several_processes_pay(monkeypatch, sizes, options, expected):
    monkeypatch.setattr(runner, "_processors", lambda: 4)
    for number, size in enumerate(sizes):
        with open(f"{number}.md", "wb") as file:
            file.truncate(size)
    assert runner.jobs(plan(["."], Options({}, **options))) == expected


def test_an_unchanged_file_is_not_linted_again(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("HEALTHLINT_CACHE_DIR", str(tmp_path / "cache"))
    (folder / "a.md").write_text("cure")
    first = list(runner.run(plan(["a.md"], Options({}))))
    monkeypatch.setattr(bench, "ruleset", lambda _folders: 1 / 0)
    second = list(runner.run(plan(["a.md"], Options({}))))
    assert brief(second) == brief(first) == [("a.md", ["cure"])]
    (folder / "a.md").write_text("cures")
    (third,) = runner.run(plan(["a.md"], Options({})))
    assert "ZeroDivisionError" in str(third.report.error)
