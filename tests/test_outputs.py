"""Several formats in one run, and where each goes."""

from __future__ import annotations

import json
import os

import pytest

from healthlint.cli import main
from healthlint.cli.outputs import Output, paired
from healthlint.errors import UsageError

FORMAT, FILE = "output_format", "output_file"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("", [("text", None)], id="text, unless told otherwise"),
        pytest.param("+json", [("json", None)], id="one format"),
        pytest.param("a", [("text", "a")], id="only a file"),
        pytest.param("+json a", [("json", "a")], id="a file of a format"),
        pytest.param("a +json", [("json", "a")], id="the other way round"),
        pytest.param(
            "+json a +text",
            [("text", None), ("json", "a")],
            id="console first",
        ),
        pytest.param(
            "+text +json a", [("text", None), ("json", "a")], id="the nearest format"
        ),
        pytest.param("+json a +csv b", [("json", "a"), ("csv", "b")], id="two files"),
        pytest.param("a +json b +csv", [("json", "a"), ("csv", "b")], id="all turned"),
    ],
)
def test_files_belong_to_formats(given, expected):
    assert pair(given) == [Output(*each) for each in expected]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("+json +csv", "two formats for standard output"),
        ("+json a +csv a", "two formats for a;"),
        ("+json a +csv ./a", "two formats for ./a;"),
        ("a b", "a has no --output-format"),
        ("a b +json", "a has no --output-format"),
        ("+json a b", "b has no --output-format"),
    ],
)
def test_what_does_not_fit_is_refused(given, said):
    with pytest.raises(UsageError, match=said):
        pair(given)


def pair(given: str) -> list[Output]:
    words = given.split()
    return paired(
        [FORMAT if word.startswith("+") else FILE for word in words],
        [word[1:] for word in words if word.startswith("+")],
        [word for word in words if not word.startswith("+")],
    )


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("Our tea cures arthritis.\n")
    return tmp_path


def check(*arguments: str) -> int:
    return main(["check", "--no-config", "--no-cache", "-q", *arguments])


def test_one_run_writes_several_formats(folder, capsys):
    code = check(
        "--output-format=json",
        *("--output-file", "out.json", "--output-format", "concise", "."),
        *("--output-format", "csv", "--output-file=out.csv"),
    )
    assert code == 1
    assert capsys.readouterr().out.startswith("a.md:1:9: error HL101 ")
    found = json.loads((folder / "out.json").read_text())
    assert [file["path"] for file in found["files"]] == ["a.md"]
    assert (folder / "out.csv").read_bytes().count(b"\r\n") == 2


def test_what_an_earlier_run_wrote_is_not_linted(folder):
    for _ in range(2):
        assert check(".", "--output-format=markdown", "--output-file=b.md") == 1
        assert "1 error in 1 file" in (folder / "b.md").read_text("utf-8")


def test_copy_is_not_written_over(folder, capsys):
    assert check("a.md", "--output-format=markdown", "--output-file=./a.md") == 2
    assert "./a.md is to be linted" in capsys.readouterr().err
    assert (folder / "a.md").read_text() == "Our tea cures arthritis.\n"


@pytest.mark.parametrize(
    ("format", "name"), [("html", "copy.html"), ("markdown", "copy.md")]
)
def test_pages_are_written_over_our_own_alone(folder, capsys, format, name):
    path = folder / name
    arguments = ["check", "a.md", "--output-format", format, "--output-file", name]
    path.write_text("<p>Somebody's copy.</p>", "utf-8")
    assert main(arguments) == 2
    assert "choose another name or remove it" in capsys.readouterr().err
    assert path.read_text("utf-8") == "<p>Somebody's copy.</p>"
    path.unlink()
    assert [main(arguments) for _ in range(2)] == [1, 1]


def test_a_folder_may_hold_our_own_report(capsys):
    assert main(["report", "a.md"]) == 0
    capsys.readouterr()
    main(["check", ".", "--output-format", "json"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert "healthlint-report.html" not in {each["path"] for each in files}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere/out.json", "No such file or directory"),
        pytest.param(
            "/dev/full",
            "No space left on device",
            marks=pytest.mark.skipif(
                not os.path.exists("/dev/full"), reason="no such device here"
            ),
        ),
    ],
)
def test_what_cannot_be_written_is_said(capsys, path, said):
    assert check("a.md", "--output-format=json", f"--output-file={path}") == 2
    error = capsys.readouterr().err
    assert error == f"healthlint: --output-file: {path}: {said}\n"


def test_an_unknown_format_is_refused(capsys):
    assert check("a.md", "--output-format=sarf") == 2
    assert "sarif" in capsys.readouterr().err


def test_segments_hold_no_commands_of_build_servers(folder, capsys):
    (folder / "b.md").write_text("::error::cures\\\n##[add-mask]x\n")
    assert main(["segments", "--no-config", "b.md"]) == 0
    text = capsys.readouterr().out
    assert "error::cures" in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert "##[" not in text
