"""Results of unchanged inputs are used again, and no others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from healthlint.config import Settings
from healthlint.diagnostic import Silenced, Suppression
from healthlint.linter import Linter
from healthlint.results import Results
from healthlint.rules import load_ruleset
from healthlint.source import Source, Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Turmeric cures arthritis. \U0001f600 It has fans (R)."
DATA = TEXT.encode()
REPORT = Linter(load_ruleset(), Settings()).lint(Source("a.txt", TEXT))


SILENCED = Silenced(
    REPORT.diagnostics[0], "comment", "on file", "Jo", "", "a.txt", 1, 1
)
SUPPRESSION = Suppression("comment", "disable", ("HL101",), "a.txt", 1, 1, "on file")


def results(folder: Path, **settings: object) -> Results:
    return Results(Settings()._replace(**settings), str(folder))


def test_a_result_comes_back_whole(tmp_path: Path) -> None:
    results(tmp_path).save("a.txt", "text", DATA, REPORT)
    kept = results(tmp_path).load("a.txt", "text", DATA)
    assert kept is not None
    assert kept._replace(source=REPORT.source) == REPORT
    assert kept.source.text == TEXT
    assert [type(each) for each in kept.diagnostics[0]] == [
        type(each) for each in REPORT.diagnostics[0]
    ]


def test_what_is_silenced_comes_back_too(tmp_path: Path) -> None:
    report = REPORT._replace(silenced=(SILENCED,), suppressions=(SUPPRESSION,))
    results(tmp_path).save("a.txt", "text", DATA, report)
    kept = results(tmp_path).load("a.txt", "text", DATA)
    assert kept is not None
    assert kept._replace(source=report.source) == report
    assert type(kept.silenced[0].diagnostic.span) is Span
    assert type(kept.suppressions[0]) is Suppression


OTHERS = [
    ("another-name", ("b.txt", "text", DATA), {}),
    ("another-format", ("a.txt", "markdown", DATA), {}),
    ("other-bytes", ("a.txt", "text", DATA + b" "), {}),
    ("another-market", ("a.txt", "text", DATA), {"markets": ("uk",)}),
    ("another-day", ("a.txt", "text", DATA), {"as_of": "2030-01-01"}),
    ("a-rule-less", ("a.txt", "text", DATA), {"ignore": ("HL101",)}),
]


@pytest.mark.parametrize(
    ("asked", "settings"),
    [row[1:] for row in OTHERS],
    ids=[row[0] for row in OTHERS],
)
def test_what_differs_is_linted(
    tmp_path: Path, asked: tuple[str, str, bytes], settings: dict[str, object]
) -> None:
    results(tmp_path).save("a.txt", "text", DATA, REPORT)
    assert results(tmp_path, **settings).load(*asked) is None


def test_a_changed_rule_file_voids_results(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text("[]")
    folder = str(rules)
    results(tmp_path, rulesets=(folder,)).save("a.txt", "text", DATA, REPORT)
    assert results(tmp_path, rulesets=(folder,)).load("a.txt", "text", DATA)
    (rules / "more.yaml").write_text("[]")
    assert results(tmp_path, rulesets=(folder,)).load("a.txt", "text", DATA) is None


@pytest.mark.parametrize("defect", [b"", b"nonsense", b"healthlint result 2\n\x00"])
def test_any_defect_is_a_miss(tmp_path: Path, defect: bytes) -> None:
    results(tmp_path).save("a.txt", "text", DATA, REPORT)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(defect)
    assert results(tmp_path).load("a.txt", "text", DATA) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("in the way")
    results(tmp_path).save("a.txt", "text", DATA, REPORT)
    assert results(tmp_path).load("a.txt", "text", DATA) is None


def test_only_the_owner_reads_results(tmp_path: Path) -> None:
    results(tmp_path).save("a.txt", "text", DATA, REPORT)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert os.stat(file).st_mode & 0o077 == 0
