"""Bad input, as a user sees it: a clear message, exit code 2, and the rest goes on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CURE = "Our tea cures arthritis in a week.\n"
RULE = """
- id: TEA001
  name: miracle-words
  category: efficacy
  severity: warning
  message: "'{text}' promises more than tea can do"
  why: It does.
  find: [PHRASE]
  examples:
    flag: ["A [[miracle tea]].", "The [[miracle tea]]!"]
    pass: ["No miracle.", "Just tea."]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("good.txt").write_text(CURE)
    return tmp_path


def check(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "healthlint", "check", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def missing() -> None:
    pass


def empty_folder() -> None:
    Path("bad").mkdir()
    Path("bad/x.py").write_text("pass")


def binary() -> None:
    Path("bad").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


def latin_1() -> None:
    Path("bad").write_bytes("Our café cures gout.".encode("latin-1"))


def truncated_utf_16() -> None:
    Path("bad").write_bytes("\ufeffcures".encode("utf-16-le") + b"x")


def long_line() -> None:
    with open("bad", "wb") as file:
        file.writelines(b"tea " * 250_000 for _ in range(50))


def link_to_itself() -> None:
    Path("bad").symlink_to("bad")


def links_in_a_circle() -> None:
    Path("bad").symlink_to("other")
    Path("other").symlink_to("bad")


def pipe() -> None:
    os.mkfifo("bad")


def listening_socket() -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("bad")


def nothing_readable() -> None:
    Path("bad").symlink_to("/proc/self/mem")


def shut() -> None:
    Path("bad").write_text(CURE)
    Path("bad").chmod(0)


as_root = getattr(os, "geteuid", lambda: 1)() == 0
BAD = [
    pytest.param(missing, "bad: no such file or folder", id="missing"),
    pytest.param(
        empty_folder, "bad: nothing to lint in this folder", id="empty folder"
    ),
    pytest.param(binary, "bad: a binary file; expected text", id="binary"),
    pytest.param(
        latin_1, "bad: byte 0xe9 at byte offset 7 is not valid UTF-8", id="Latin-1"
    ),
    pytest.param(
        truncated_utf_16, "at byte offset 12 is not valid UTF-16", id="half UTF-16"
    ),
    pytest.param(
        long_line,
        "bad: larger than 10,000,000 bytes; --max-size raises the limit",
        id="a line of 50 MB",
    ),
    pytest.param(link_to_itself, "bad: too many levels of symbolic", id="loop"),
    pytest.param(links_in_a_circle, "bad: too many levels of symbolic", id="circle"),
    pytest.param(pipe, "bad: neither a file nor a folder", id="pipe"),
    pytest.param(listening_socket, "bad: neither a file nor a folder", id="socket"),
    pytest.param(
        nothing_readable,
        "bad: input/output error",
        id="read error",
        marks=pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux"),
    ),
    pytest.param(
        shut,
        "bad: permission denied",
        id="no permission",
        marks=pytest.mark.skipif(as_root, reason="root may read everything"),
    ),
]


@pytest.mark.parametrize(("make", "message"), BAD)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bad_input_does_not_end_the_run(make, message, jobs):
    make()
    code, out, err = check("--jobs", jobs, "bad", "good.txt")
    assert code == 2
    assert out.startswith("good.txt:1:9: error HL101 ")
    assert err.startswith("healthlint: ")
    assert message in err
    assert err.endswith("1 error in 1 file, 1 not linted\n")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", 0, id="empty"),
        pytest.param(b"\n\r\n\r", 0, id="line ends"),
        pytest.param(b"\xef\xbb\xbf", 0, id="a byte order mark"),
        pytest.param("\ufeffcures gout".encode("utf-16-le"), 1, id="UTF-16, small end"),
        pytest.param("\ufeffcures gout".encode("utf-16-be"), 1, id="UTF-16, big end"),
        pytest.param(b"\xef\xbb\xbfcures gout", 1, id="UTF-8 with mark"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_is_no_error(name, data, code):
    Path(name).write_bytes(data)
    found, out, err = check("--product", "supplement", name)
    assert (found, "cures gout" in out) == (code, bool(code)), err


def test_a_long_line_is_linted_when_asked():
    Path("long.txt").write_text("tea " * 250_000 + CURE)
    assert check("--max-size", "1MB", "long.txt")[0] == 2
    code, out, _ = check("--max-size", "1.1MB", "long.txt")
    assert code == 1
    head, line, carets, *_ = out.splitlines()
    assert head.startswith("long.txt:1:1000009: error HL101 ")
    assert len(line) <= 80
    at = carets.index("^")
    assert line[at : len(carets)] == "cures arthritis"


def test_links_and_binaries_in_a_folder_are_passed_over():
    Path("site/deep").mkdir(parents=True)
    Path("site/deep/up").symlink_to("../..", target_is_directory=True)
    Path("site/image.txt").write_bytes(b"\0\1\2")
    Path("site/good.txt").write_text(CURE)
    code, out, err = check("--output-format", "concise", "site")
    assert code == 1
    assert out.count("HL101") == 1
    assert err == "1 error in 1 file\n"


def test_a_link_that_leads_nowhere_is_said_and_the_rest_goes_on():
    Path("site").mkdir()
    Path("site/loop.txt").symlink_to("loop.txt")
    Path("site/good.txt").write_text(CURE)
    code, out, err = check("--output-format", "concise", "site")
    assert (code, out.count("HL101")) == (2, 1)
    assert "site/loop.txt: too many levels of symbolic links" in err


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        pytest.param("- id: [", "rules.yaml:", id="broken YAML"),
        pytest.param(
            RULE.replace("severity", "severty").replace("PHRASE", '"miracle tea"'),
            "rules.yaml:5:3: a rule has no key 'severty'; did you mean 'severity'?",
            id="unknown key",
        ),
        pytest.param(
            RULE.replace("efficacy", "eficacy").replace("PHRASE", '"miracle tea"'),
            "did you mean 'efficacy'?",
            id="unknown category",
        ),
        pytest.param(
            RULE.replace("PHRASE", '"{conditoin} tea"'),
            "did you mean 'condition'?",
            id="unknown name in a phrase",
        ),
        pytest.param(
            RULE.replace("PHRASE", '"tea $ miracle"'),
            "rules.yaml:8:",
            id="never matches",
        ),
        pytest.param(
            RULE.replace("PHRASE", '"(tea"'), "rules.yaml:8:", id="open bracket"
        ),
        pytest.param(b"\xff", "rules.yaml: not UTF-8 at byte offset 0", id="no UTF-8"),
    ],
)
def test_rules_that_are_wrong(rule, message):
    data = rule if isinstance(rule, bytes) else rule.encode()
    Path("rules.yaml").write_bytes(data)
    code, out, err = check("--ruleset", "rules.yaml", "good.txt")
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert "fault of healthlint" not in err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "healthlint.yaml",
            "marktes: us",
            "healthlint.yaml:1:1: unknown key 'marktes'",
        ),
        ("healthlint.yaml", "markets: [us", "healthlint.yaml:2:1: not valid YAML"),
        ("healthlint.yaml", "markets: [xx]", "healthlint.yaml:1:11: markets: 'xx'"),
        (
            "pyproject.toml",
            "[tool.healthlint]\nmarktes = 'us'",
            "pyproject.toml:2:1: unknown key 'marktes'",
        ),
    ],
)
def test_a_wrong_configuration_stops_its_own_files_alone(name, text, message):
    Path("wrong").mkdir()
    Path("wrong", name).write_text(f"{text}\n")
    Path("wrong/bad.txt").write_text(CURE)
    code, out, err = check("wrong", "good.txt")
    assert code == 2
    assert out.startswith("good.txt:1:9: error HL101 ")
    assert f"wrong/{message}" in err


def test_the_json_says_what_was_not_linted():
    import json

    latin_1()
    code, out, _ = check("--output-format", "json", "bad", "good.txt", "nowhere")
    assert code == 2
    errors = {file["path"]: file["error"] for file in json.loads(out)["files"]}
    assert errors["good.txt"] is None
    assert errors["nowhere"] == "nowhere: no such file or folder"
    assert "byte offset 7" in errors["bad"]
