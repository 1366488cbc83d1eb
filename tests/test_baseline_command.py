"""`healthlint baseline` as a team meets it: one command, and old copy is silent."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import termios
import textwrap
import time
from pathlib import Path
from threading import Timer

import pytest

CURE = "Our tea cures arthritis in a week.\n"
SAFE = "Our drops have no side effects.\n"
NAME = "healthlint-baseline.json"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def put(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def known(file: str = NAME) -> list[dict[str, object]]:
    return json.loads(Path(file).read_text("utf-8"))["entries"]


def places(out: str) -> list[str]:
    return re.findall(r"^(\S+?):\d+:\d+: ", out, re.MULTILINE)


# A folder of old copy

PRODUCTS = ["tea", "balm", "drops", "capsules", "powder", "oil"]
DISEASES = ["arthritis", "insomnia", "gout", "eczema", "asthma", "diabetes"]


def old_page(number: int) -> str:
    product = PRODUCTS[number % 6]
    disease = DISEASES[number // 6 % 6]
    return textwrap.dedent(f"""\
        # Our {product}, number {number}

        We make our {product} by hand. Our {product} cures {disease} within a week, and
        nobody needs to wait for it. It ships in a box of {number}.

        ## Why people like it

        - Our {product} has no side effects.
        - It smells of the valley.
        """)


@pytest.fixture
def site(folder):
    for number in range(300):
        put(f"site/{number % 7}/page-{number:03}.md", old_page(number))
    return folder


@pytest.mark.usefixtures("site")
def test_old_copy_goes_silent_with_one_command_and_new_claims_do_not(run):
    before = run("check", "--output-format", "concise")
    assert before[0] == 1
    assert len(places(before[1])) >= 600
    assert run("baseline", "write")[0] == 0
    code, out, err = run("check")
    assert (code, out) == (0, "")
    assert err.startswith("nothing to report in 300 files, ")

    changed = sorted(Path("site").rglob("*.md"))[5::60]
    for path in changed:
        text = path.read_text("utf-8") + "\nOur new tea cures shingles.\n"
        path.write_text(text, "utf-8")
    code, out, _ = run("check", "--output-format", "concise")
    assert (code, places(out)) == (1, [path.as_posix() for path in changed])


WHOLE = ("gout", "asthma", "eczema", "migraines", "arthritis")


def reflowed(text: str) -> str:
    return "\n\n".join(
        block if block.startswith(("#", "-")) else textwrap.fill(block, 30)
        for block in text.split("\n\n")
    )


def moved(text: str) -> str:
    head, above, section, below = text.split("\n\n")
    return f"{head}\n\n{section}\n\n{below}\n## More\n\n{above}\n"


def indented(text: str) -> str:
    return re.sub(r"^- ", "  1.   ", text, flags=re.MULTILINE)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("edit", [reflowed, moved, indented])
def test_old_claims_may_be_moved_reflowed_and_indented(run, edit):
    assert run("baseline", "write")[0] == 0
    for path in Path("site").rglob("*.md"):
        path.write_text(edit(path.read_text("utf-8")), "utf-8")
    assert run("check")[:2] == (0, "")


@pytest.mark.usefixtures("site")
def test_what_is_said_of_a_whole_text_stays_known_when_its_claims_are_moved(run):
    claims = [f"Our tea cures {each} in a week, day and night." for each in WHOLE]
    filler = "We pick the leaves by hand, and dry them in the shade of the barn. " * 12
    put("site/whole.md", "# Tea\n\n" + "\n\n".join([*claims, filler]) + "\n")
    assert "HL460" in run("check", "site/whole.md", "--output-format", "concise")[1]
    assert run("baseline", "write")[0] == 0
    put("site/whole.md", "# Tea\n\n" + "\n\n".join([filler, *claims[::-1]]) + "\n")
    assert run("check", "site/whole.md")[:2] == (0, "")


# Which baseline counts


def test_the_nearest_baseline_counts_whatever_the_folder(run, monkeypatch):
    put("site/a.txt", CURE)
    assert run("baseline", "write")[0] == 0
    assert run("check", "site/a.txt")[0] == 0
    monkeypatch.chdir("site")
    assert run("check")[0] == 0
    assert run("check", "--no-baseline")[0] == 1
    assert run("check", "--no-config")[0] == 1
    assert run("check", "--no-config", "--baseline", f"../{NAME}")[0] == 0


def test_a_baseline_of_another_name(run):
    put("a.txt", CURE)
    assert run("baseline", "write", "--baseline", "old.json")[0] == 0
    assert run("check")[0] == 1
    assert run("check", "--baseline", "old.json")[0] == 0


def test_standard_input_is_known_by_its_name(run):
    put("a.txt", CURE)
    run("baseline", "write")
    for name, expected in (("a.txt", 0), ("b.txt", 1)):
        done = subprocess.run(
            [*PROGRAM, "check", "-", "--stdin-filename", name],
            input=CURE.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == expected


def test_a_baseline_is_never_linted(run):
    put("a.txt", CURE)
    run("baseline", "write")
    found = json.loads(run("check", "--output-format", "json")[1])
    assert [each["path"] for each in found["files"]] == ["a.txt"]
    assert found["files"][0]["baselined"] == found["summary"]["baselined"] == 1


def test_what_is_known_is_the_same_for_any_number_of_jobs(run):
    put("a.txt", CURE)
    put("gone.txt", CURE)
    run("baseline", "write")
    Path("gone.txt").unlink()
    put("c.txt", CURE)
    put("d.txt", CURE)
    for jobs in "1", "3":
        _, out, _ = run("check", "--output-format", "concise", "--jobs", jobs)
        assert places(out) == ["d.txt"], "one of them is the one that was renamed"


WRONG = [
    (["check"], "{", f"{NAME}:1:2: not valid JSON"),
    (["check"], "[]", f"{NAME}:1: no baseline of healthlint"),
    (["baseline", "write"], "[]", f"{NAME}:1: no baseline of healthlint"),
    (["baseline", "prune"], "[]", f"{NAME}:1: no baseline of healthlint"),
    (["baseline", "prune"], None, f"no {NAME} here or above; `healthlint baseline"),
    (["check", "--baseline", "nowhere"], None, "nowhere: no such file"),
    (
        ["check", "--baseline", "x", "--no-baseline"],
        None,
        "--baseline and --no-baseline exclude each other",
    ),
    (["baseline", "write", "-"], None, "standard input has no place in it"),
    (["baseline", "write", "--baseline", "no/where"], None, "no/where: no such file"),
    (["baseline", "audit"], None, "an audit needs a terminal"),
    (["baseline", "wite"], None, "No such command 'wite'"),
    (["baseline", "write", "nowhere.md"], None, "nowhere.md: no such file"),
]


@pytest.mark.parametrize(("arguments", "text", "message"), WRONG)
def test_what_is_wrong_exits_with_2_and_says_why(run, arguments, text, message):
    put("a.txt", CURE)
    if text is not None:
        put(NAME, text)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    if text is not None:
        assert Path(NAME).read_text("utf-8") == text, "what is wrong is left alone"


@pytest.mark.parametrize(
    "arguments", [["write"], ["prune"], ["audit"]], ids=lambda each: each[0]
)
def test_help_fits_a_terminal_and_gives_an_example(run, arguments):
    code, out, _ = run("baseline", *arguments, "--help")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert f"\n  healthlint baseline {arguments[0]}\n" in f"{out}\n".replace(
        "  " * 2, "  "
    )


# Writing and pruning


def test_writing_again_changes_nothing(run):
    put("a.txt", CURE + SAFE)
    run("baseline", "write")
    text = Path(NAME).read_bytes()
    code, out, err = run("baseline", "write")
    assert (code, out) == (0, "")
    assert err == f"{NAME}: 2 entries (0 added, 2 kept, 0 dropped)\n"
    assert Path(NAME).read_bytes() == text


def test_writing_some_paths_leaves_the_rest(run):
    put("a.txt", CURE)
    put("b/b.txt", CURE)
    run("baseline", "write")
    put("a.txt", SAFE)
    put("b/b.txt", SAFE)
    run("baseline", "write", "b")
    assert [(each["path"], each["code"]) for each in known()] == [
        ("a.txt", "HL101"),
        ("b/b.txt", "HL301"),
    ]


def test_pruning_drops_what_is_gone_and_adds_nothing(run):
    put("a.txt", CURE + SAFE)
    run("baseline", "write")
    put("a.txt", SAFE + "It heals gout.\n")
    err = run("baseline", "prune")[2]
    assert err == f"{NAME}: 1 entry (0 added, 1 kept, 1 dropped)\n"
    assert [each["code"] for each in known()] == ["HL301"]


def test_a_file_that_cannot_be_read_keeps_its_entries(run):
    path = put("a.txt", CURE)
    put("b.txt", SAFE)
    run("baseline", "write")
    path.write_bytes(b"\xff")
    code, _, err = run("baseline", "write")
    assert code == 2
    assert "a.txt: byte 0xff" in err
    assert [each["path"] for each in known()] == ["a.txt", "b.txt"]


def test_where_check_looks_elsewhere_is_said(run, monkeypatch):
    put("site/a.txt", CURE)
    Path("here").mkdir()
    monkeypatch.chdir("here")
    err = run("baseline", "write", "../site")[2]
    assert "for ../site/a.txt (of 1 such), `check` finds it only with --baseline" in err


def test_a_nearer_baseline_is_said(run, monkeypatch):
    put("site/a.txt", CURE)
    run("baseline", "write")
    monkeypatch.chdir("site")
    assert f"{NAME} no longer counts for files below" in run("baseline", "write")[2]


def test_links_and_modes_stay(run):
    put("a.txt", CURE)
    put("real.json", '{"version": 1, "entries": []}').chmod(0o640)
    Path(NAME).symlink_to("real.json")
    assert run("baseline", "write")[0] == 0
    assert Path(NAME).is_symlink()
    assert Path("real.json").stat().st_mode & 0o777 == 0o640
    assert len(known("real.json")) == 1
    assert sorted(os.listdir()) == ["a.txt", NAME, "real.json"]


def test_a_folder_that_cannot_be_written_keeps_what_was(run, monkeypatch):
    put("a.txt", CURE)
    run("baseline", "write")
    text = Path(NAME).read_bytes()
    put("a.txt", SAFE)

    def replace(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", replace)
    code, _, err = run("baseline", "write")
    assert (code, err) == (2, f"healthlint: {NAME}: permission denied\n")
    assert Path(NAME).read_bytes() == text
    assert sorted(os.listdir()) == ["a.txt", NAME]


def test_a_plain_check_imports_nothing_of_it():
    put("a.txt", CURE)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *PROGRAM[1:], "check", "a.txt"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "healthlint.bench" in done.stderr
    assert "baseline" not in done.stderr


# The audit, in a real terminal

PROGRAM = [sys.executable, "-m", "healthlint"]


def audit(keys: str, *arguments: str) -> tuple[int, str]:
    """Press keys, one a prompt; return the exit code and what the terminal showed."""
    ours, theirs = os.openpty()
    program = subprocess.Popen(
        [*PROGRAM, "baseline", "audit", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    os.close(theirs)
    watchdog = Timer(60, program.kill)
    watchdog.start()
    shown, left = b"", list(keys)
    while part := read(ours):
        shown += part
        if left and shown.endswith(b"q quit: "):
            wait_for_raw_mode(ours, program)
            os.write(ours, left.pop(0).encode())
    code = program.wait()
    watchdog.cancel()
    os.close(ours)
    assert left == [], "a prompt did not come"
    return code, shown.decode().replace("\r\n", "\n")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other side is closed
        return b""


def wait_for_raw_mode(terminal: int, program: subprocess.Popen[bytes]) -> None:
    """Wait until keys are taken one by one: what was typed before may be lost."""
    while program.poll() is None and termios.tcgetattr(terminal)[3] & termios.ICANON:
        time.sleep(0.01)


def verdicts() -> list[object]:
    return [each.get("verdict", "") for each in known()]


@pytest.fixture
def three(run):
    put("a.txt", CURE + SAFE)
    put("b.txt", CURE)
    run("baseline", "write")


AUDITS = [
    pytest.param("tfa", ["true", "false", "accepted"], id="each its own"),
    pytest.param("TsA", ["true", "", "accepted"], id="capitals, one skipped"),
    pytest.param("tfbaa", ["true", "accepted", "accepted"], id="back"),
    pytest.param("btff", ["true", "false", "false"], id="back from the first"),
    pytest.param("fq", ["false", "", ""], id="quit"),
    pytest.param("f\x03", ["false", "", ""], id="interrupted"),
    pytest.param("f\x04", ["false", "", ""], id="end of input"),
]


@pytest.mark.parametrize(("keys", "expected"), AUDITS)
@pytest.mark.usefixtures("three")
def test_an_audit_marks_entries(keys, expected):
    code, shown = audit(keys)
    assert (code, verdicts()) == (0, expected)
    assert "a.txt:1:9: error HL101" in shown
    assert "            ^^^^^^^^^^^^^^^" in shown
    assert "Traceback" not in shown


@pytest.mark.usefixtures("three")
def test_an_audit_goes_on_where_it_was_left(run):
    audit("tq")
    _, shown = audit("fa")
    assert "[1 of 2]" in shown
    assert shown.endswith("1 true, 1 false, 1 accepted, 0 without a verdict\n")
    assert "[1 of 3, true so far]" in audit("q", "--all")[1]
    put("b.txt", "")
    put("a.txt", f"Hello.\n\n  {CURE}\n{SAFE}")
    run("baseline", "prune")
    assert verdicts() == ["true", "false"]
    assert run("check")[0] == 0


@pytest.mark.usefixtures("three")
def test_an_audit_says_what_it_did_not_find():
    put("b.txt", "")
    assert "1 not found where the audit looked" in audit("q")[1]
