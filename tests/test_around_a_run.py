"""What stands around a run: counts, settings, progress, watching, completion."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from threading import Timer

import pytest

from healthlint import bench
from healthlint.cli import progress

CURE = "Our tea cures arthritis in a week.\n"
SAFE = "Our drops have no side effects.\n"
CLEAN = "A blend of rosehip and black tea.\n"
PROGRAM = [sys.executable, "-m", "healthlint"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bench.ruleset.cache_clear()
    return tmp_path


def put(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


# Counts


def test_statistics_count_rules_the_most_frequent_first(run):
    put("a.txt", CURE * 2 + SAFE)
    put("b.txt", "Our tea cures gout.\n" * 9)
    plain = run("check", "--output-format", "json")
    code, out, err = run("check", "--output-format", "json", "--statistics")
    assert (code, out) == plain[:2], "they go to standard error"
    assert err.splitlines() == [
        "11  error    HL101  disease-treatment",
        " 1  error    HL301  no-side-effects",
        "12 errors in 2 files",
    ]


def test_statistics_of_nothing_are_nothing(run):
    put("a.txt", CLEAN)
    assert run("check", "--statistics", "--quiet") == (0, "", "")


# What a run would do


def test_files_that_would_be_linted(run):
    put("b/c.md", CURE)
    put("a.txt", CURE)
    put("x.py", CURE)
    put("drafts/d.md", CURE)
    put("healthlint.yaml", "exclude: [drafts/]")
    assert run("check", "--show-files") == (0, "a.txt\nb/c.md\n", "")
    code, out, err = run("check", "--show-files", "a.txt", "nowhere")
    assert (code, out) == (2, "a.txt\n")
    assert "nowhere: no such file" in err


def test_settings_that_count(run):
    put(
        "healthlint.yaml",
        "markets: [uk]\nseverity: {HL101: note}\n"
        "products: [{name: Tea, class: food}]\n"
        "overrides: [{paths: [c.md], copy: reference}]\n",
    )
    put("healthlint-baseline.json", '{"version": 1, "entries": []}')
    put("a.md", CURE)
    put("b.md", CURE)
    put("c.md", CURE)
    code, out, err = run("check", "--show-settings", "--product", "tea")
    assert (code, err) == (0, "")
    first, second = out.split("c.md\n")
    assert first.startswith(
        "a.md and 1 more\n"
        "  configuration: healthlint.yaml\n"
        "  baseline: healthlint-baseline.json\n"
        "  markets: uk\n"
        "  channels: none\n"
        "  product: food\n"
        "  copy: auto\n"
        "  select: all\n"
    )
    assert "  severity: HL101: note\n" in first
    assert "  products: Tea\n" in first
    assert "  copy: reference\n" in second


def test_settings_without_a_configuration(run):
    put("a.md", CURE)
    put("healthlint.yaml", "markets: [uk]")
    _, out, _ = run("check", "--show-settings", "--no-config")
    assert "  configuration: none\n  baseline: none\n  markets: us\n" in out


def test_settings_that_are_wrong_are_said(run):
    put("a.md", CURE)
    put("healthlint.yaml", "marktes: [uk]")
    code, _, err = run("check", "--show-settings")
    assert code == 2
    assert err.startswith("healthlint: healthlint.yaml:1:1: unknown key 'marktes'")


# Progress


def watched(*times: float, total: int = 3) -> tuple[list[int], str]:
    """Return what goes through, and what the terminal is told at these times."""
    stream, clock = StringIO(), iter([0.0, *times])
    items = list(progress.watch(range(total), total, stream, lambda: next(clock)))
    return items, stream.getvalue().replace("\r\x1b[K", "|")


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param((0, 0.2, 0.4, 0.9), "", id="a short run"),
        pytest.param(
            (0, 2, 3, 4), "|1 of 3 files||2 of 3 files||3 of 3 files|", id="long"
        ),
        pytest.param((0, 2, 2.01, 2.2), "|1 of 3 files||3 of 3 files|", id="now quick"),
    ],
)
def test_progress(times, expected):
    assert watched(*times) == ([0, 1, 2], expected)


def test_the_line_is_gone_while_others_write():
    stream, times = StringIO(), iter(range(99))
    for _ in progress.watch(range(5), 5, stream, lambda: next(times)):
        assert stream.getvalue() == "" or stream.getvalue().endswith("\r\x1b[K")


def test_an_error_erases_the_line():
    def items():
        yield 1
        raise ZeroDivisionError

    stream, times = StringIO(), iter(range(0, 99, 2))
    with pytest.raises(ZeroDivisionError):
        list(progress.watch(items(), 2, stream, lambda: next(times)))
    assert stream.getvalue().endswith("\r\x1b[K")


def test_no_progress_where_nobody_looks(run, monkeypatch):
    for number in range(12):
        put(f"{number}.txt", CLEAN)
    monkeypatch.setattr(progress, "watch", lambda *_: pytest.fail("nobody looks"))
    assert run("check")[0] == 0
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("check", "--quiet")[0] == 0


def test_progress_where_somebody_looks(run, monkeypatch):
    for number in range(12):
        put(f"{number}.txt", CLEAN)
    seen = []
    monkeypatch.setattr(
        progress, "watch", lambda items, total, _: (seen.append(total), items)[1]
    )
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("check")[0] == 0
    assert seen == [12]


# Watching


class Watching:
    """A program that watches; it is ended after a minute, come what may."""

    def __init__(self, *arguments: str) -> None:
        self._program = subprocess.Popen(
            [*PROGRAM, "check", "--watch", "--output-format", "concise", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self._watchdog = Timer(60, self._program.kill)
        self._watchdog.start()

    def round(self) -> list[str]:
        """Return what is said until it watches again."""
        lines: list[str] = []
        for line in self._program.stdout:
            if line.startswith("watching "):
                return [*lines, line.strip()]
            lines.append(line.split(" says")[0].strip())
        return [*lines, "it ended"]

    def end(self) -> int:
        self._program.send_signal(signal.SIGINT)
        self._program.communicate()
        self._watchdog.cancel()
        return self._program.returncode


WAITS = "watching 2 files; Ctrl-C ends"


def test_what_changes_is_checked_again():
    put("d/a.txt", CURE)
    put("d/b.txt", CLEAN)
    program = Watching("d")
    old = "d/a.txt:1:9: error HL101 'cures arthritis'"
    assert program.round() == [old, "1 error in 2 files", WAITS]
    put("d/b.txt", "Our tea heals gout.\n")
    new = "d/b.txt:1:9: error HL101 'heals gout'"
    assert program.round() == [new, "1 error in 1 file", WAITS]
    Path("d/b.txt").unlink()
    assert program.round() == ["watching 1 files; Ctrl-C ends"]
    put("d/c.md", CLEAN)
    assert program.round() == ["nothing to report in 1 file", WAITS]
    put("healthlint.yaml", "ignore: [HL1]")
    assert program.round() == ["nothing to report in 2 files", WAITS]
    put("healthlint.yaml", "ignroe: [HL1]")
    said = program.round()
    assert said[0].startswith("healthlint: healthlint.yaml:1:1: unknown key 'ignroe'")
    assert said[-1] == WAITS, "it goes on"
    assert program.end() == 130


def test_rules_and_baselines_are_watched_too():
    put("a.txt", CURE)
    put("healthlint-baseline.json", '{"version": 1, "entries": []}')
    put("rules.yaml", "[]\n")
    program = Watching("--ruleset", "rules.yaml", "a.txt")
    assert "1 error in 1 file" in program.round()
    Path("healthlint-baseline.json").unlink()
    subprocess.run([*PROGRAM, "baseline", "write"], check=True, capture_output=True)
    said = program.round()
    while "nothing to report in 1 file, 1 in the baseline" not in said:
        said = program.round()
        assert said != ["it ended"]
    assert program.end() == 130


def test_approvals_are_watched_too():
    put("a.txt", CURE)
    program = Watching("a.txt")
    assert "1 error in 1 file" in program.round()
    asked = ("suppressions", "--approve", "a.txt:1:9", "--reason", "x", "--by", "Jo")
    subprocess.run([*PROGRAM, *asked], check=True, capture_output=True)
    assert "nothing to report in 1 file, 1 suppressed" in program.round()
    assert program.end() == 130


def test_the_current_folder_is_watched_by_default():
    put("a.txt", CURE)
    program = Watching()
    assert "1 error in 1 file" in program.round()
    put("healthlint.yaml", "ignore: [HL1]")
    assert "nothing to report in 1 file" in program.round()
    assert program.end() == 130


def test_standard_input_cannot_be_watched(run):
    code, _, err = run("check", "--watch", "-")
    assert (code, err) == (
        2,
        "healthlint: --watch needs files; standard input does not change\n",
    )


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_told_how_to_complete(shell):
    done = subprocess.run(
        PROGRAM,
        env={**os.environ, "_HEALTHLINT_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert f"_HEALTHLINT_COMPLETE={shell}_complete" in done.stdout


COMPLETIONS = [
    ("che", "plain,check"),
    ("baseline pr", "plain,prune"),
    ("check --output-format js", "plain,json"),
    ("check --market us --stat", "plain,--statistics"),
    ("check --config heal", "file,heal"),
    ("check land", "file,land"),
    ("explain disease-tr", "plain,disease-treatment"),
]


@pytest.mark.parametrize(("line", "expected"), COMPLETIONS)
def test_words_are_completed(run, monkeypatch, line, expected):
    words = line.split()
    monkeypatch.setenv("_HEALTHLINT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"healthlint {line}")
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    code, out, _ = run()
    assert code == 0
    assert expected in out.splitlines()
