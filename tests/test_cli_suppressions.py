"""Suppressions, approvals and their ledger as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from healthlint import ledger

CURE = "Our tea cures arthritis."
SIGNED = ("--reason", "x", "--by", "Jo")
OFF = "healthlint: disable-file HL101 -- on file"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def check(run, *arguments):
    """Return the exit code and the (id, line) of each diagnostic."""
    code, out, _ = run("check", "--output-format", "concise", *arguments)
    found = re.findall(r":(\d+):\d+: \w+ (HL\d+)", out)
    return code, [(rule, int(line)) for line, rule in found]


def approve(run, place, *more):
    given = ["--reason", "as licensed", "--by", "Jo Doe", *more]
    return run("suppressions", "--approve", place, *given)


PAGES = [
    ("a.md", f"{CURE}\n\n<!-- {OFF} -->\n"),
    ("a.html", f"<p>{CURE}</p><!-- {OFF} -->"),
    ("a.mjml", f"<mjml><mj-text>{CURE}</mj-text><!-- {OFF} --></mjml>"),
    ("a.mdx", f"{CURE}\n\n{{/* {OFF} */}}\n"),
    ("b.md", f"---\ntitle: Tea # {OFF}\n---\n{CURE}\n"),
    ("c.md", f"+++\n# {OFF}\n+++\n{CURE}\n"),
    ("d.md", f'{{"healthlint": "{OFF}"}}\n\n{CURE}\n'),
    ("e.md", f"---\nhealthlint: {OFF}\n---\n{CURE}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), PAGES, ids=[row[0] for row in PAGES])
def test_every_format_has_its_comments(run, name, text):
    write(name, text.replace(OFF, ""))
    assert check(run, name)[0] == 1
    write(name, text)
    assert check(run, name) == (0, [])
    code, out, err = run("check", "--output-format", "json", name)
    assert err == "nothing to report in 1 file, 1 suppressed\n"
    assert (code, json.loads(out)["summary"]["suppressed"]) == (0, 1)


def test_an_approval_from_the_output_to_the_record_and_back(run):
    write("copy/a.txt", f"Good tea.\n\n{CURE} Buy it.\n")
    code, out, _ = run("check", "--output-format", "concise", "copy")
    place = out.partition(": ")[0]
    assert (code, place) == (1, "copy/a.txt:3:9")
    assert approve(run, place) == (0, "", f"approved: HL101 in copy/a.txt: {CURE}\n")
    assert check(run, "copy") == (0, [])
    assert approve(run, place)[0] == 2  # nothing is reported there any more
    write("copy/a.txt", f"Better tea!\n\n{CURE} Buy it now.\n")
    assert check(run, "copy") == (0, [])
    write("copy/a.txt", "Good tea.\n\nOur tea cures arthritis fast.\n")
    assert check(run, "copy") == (1, [("HL101", 3), ("HL901", 3)])


def test_results_that_are_kept_know_of_approvals(run):
    write("a.txt", f"{CURE}\n")
    write("b.txt", f"{CURE}\n")
    assert check(run, ".") == (1, [("HL101", 1), ("HL101", 1)])
    approve(run, "a.txt:1:9")
    assert check(run, ".") == (1, [("HL101", 1)])
    Path("healthlint-approvals.yaml").unlink()
    assert check(run, ".") == (1, [("HL101", 1), ("HL101", 1)])


def test_the_nearest_record_counts_and_none_without_configuration(run):
    write("site/a.txt", f"{CURE}\n")
    write("site/healthlint.yaml", "markets: [us]\n")
    approve(run, "site/a.txt:1:9")
    assert Path("site/healthlint-approvals.yaml").exists()
    assert check(run, "site/a.txt") == (0, [])
    assert check(run, "--no-config", "site/a.txt") == (1, [("HL101", 1)])
    write("site/deep/healthlint-approvals.yaml", "[]\n")
    write("site/deep/a.txt", f"{CURE}\n")
    assert check(run, "site/deep/a.txt") == (1, [("HL101", 1)])


def test_days_are_judged_as_of_the_day_that_is_asked_for(run):
    write("a.txt", f"{CURE}\n")
    approve(run, "a.txt:1:9", "--until", "2999-01-31")
    assert check(run, "--as-of", "2999-01-31", "a.txt") == (0, [])
    late = check(run, "--as-of", "2999-02-01", "a.txt")
    assert late == (1, [("HL902", 1), ("HL101", 1)])


@pytest.mark.parametrize(
    ("until", "as_of", "said", "dates"),
    [
        pytest.param(
            *("2020-01-31", "2020-02-01", "approved: HL101 in a.txt", ["2999-01-31"]),
            id="the day after",
        ),
        pytest.param(
            *("2020-01-31", "2020-01-31", "nothing such is reported", ["2020-01-31"]),
            id="its last day",
        ),
    ],
)
def test_what_has_expired_can_be_renewed(run, until, as_of, said, dates):
    write("a.txt", f"{CURE}\n\nOur balm heals eczema.\n")
    approve(run, "a.txt:1:9", "--until", until)
    approve(run, "a.txt:3:10")
    more = ("--until", "2999-01-31", "--as-of", as_of)
    assert said in approve(run, "a.txt:1:9", *more)[2]
    record = Path("healthlint-approvals.yaml").read_text("utf-8")
    assert re.findall(r'until: "?([\d-]+)', record) == dates
    assert record.count("- rule:") == 2
    assert check(run, "--as-of", as_of, "a.txt") == (0, [])


def test_one_job_and_several_agree(run):
    for name in "abcd":
        write(f"{name}.txt", f"{CURE}\n")
    approve(run, "b.txt:1:9")
    first = run("check", "--no-cache", "--jobs", "1", ".")
    assert run("check", "--no-cache", "--jobs", "2", ".") == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--approve", "a.txt:1:9", "--by", "Jo"], "--approve needs --reason"),
        (["--approve", "a.txt:1:9", "--reason", "x"], "--approve needs --by"),
        (["--reason", "x"], "--reason goes with --approve alone"),
        (["--approve", "a.txt", "--reason", "x", "--by", "Jo"], "is no place"),
        (["--approve", "b.txt:1:9", "--reason", "x", "--by", "Jo"], "no such file"),
        (["--approve", "a.txt:2:1", "--reason", "x", "--by", "Jo"], "nothing such is"),
        (
            [
                "--approve",
                "a.txt:1:9",
                "--select",
                "HL301",
                "--reason",
                "x",
                "--by",
                "J",
            ],
            "nothing such is",
        ),
        (
            ["--approve", "a.txt:1:9", "--select", "HL101,NOPE", *SIGNED],
            "--select: unknown rule or category 'NOPE'; `healthlint rules` lists",
        ),
        (
            ["--approve", "a.txt:1:9", "--select", "disease-treatmentx", *SIGNED],
            "'disease-treatmentx'; did you mean 'disease-treatment'?",
        ),
        (
            ["--no-config", "--approve", "a.txt:1:9", "--reason", "x", "--by", "Jo"],
            "--no-config leaves out approvals",
        ),
        (["missing"], "no such file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said(run, arguments, said):
    write("a.txt", f"{CURE}\n")
    code, out, err = run("suppressions", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert not Path("healthlint-approvals.yaml").exists()


def test_our_own_rules_cannot_be_approved(run):
    write("a.md", "<!-- healthlint: enable HL101 -->\n")
    code, _, err = approve(run, "a.md:1:25")
    assert (code, "HL901 may not be silenced" in err) == (2, True)


def test_a_wrong_record_is_an_error_at_its_place(run):
    write("a.txt", f"{CURE}\n")
    write("healthlint-approvals.yaml", "- rule: HL101\n  fiel: a.txt\n")
    code, _, err = run("check", "a.txt")
    assert code == 2
    assert "healthlint-approvals.yaml:2:3: unknown key 'fiel'" in err
    assert "did you mean 'file'?" in err


@pytest.fixture
def exceptions(run):
    """Write files with one suppression of each state."""
    write("a.md", f"<!-- {OFF}; by: Jo; until: 2999-12-31 -->\n\n{CURE}\n")
    write("b.md", "<!-- healthlint: disable HL101 -- =1+1 -->\n\nTea.\n")
    write("c.md", "<!-- healthlint: disable HL101 -- until: 2020-01-01 -->\n\nTea.\n")
    write("d.txt", f"{CURE}\n")
    write("e.txt", f"{CURE}\n")
    approve(run, "d.txt:1:9")
    approve(run, "e.txt:1:9")
    write("d.txt", "Our tea cures arthritis now.\n")
    Path("e.txt").unlink()


STATES = ["holds", "unused", "expired", "void", "no file"]


@pytest.mark.usefixtures("exceptions")
def test_the_ledger_as_text(run):
    code, out, err = run("suppressions")
    assert (code, err) == (0, "")
    assert re.findall(r"^\S+: ([\w ]+): ", out, re.MULTILINE) == STATES
    assert (
        "    HL101 at 3:9: 'cures arthritis'\n    reason: on file\n    by: Jo\n" in out
    )


@pytest.mark.usefixtures("exceptions")
def test_the_ledger_as_json_and_csv(run):
    _, as_json, _ = run(
        "suppressions", "--output-format", "json", "--as-of", "2026-11-26"
    )
    _, as_csv, _ = run(
        "suppressions", "--output-format", "csv", "--as-of", "2026-11-26"
    )
    entries = ledger.read_json(as_json)
    assert [each.suppression.state for each in entries] == STATES
    assert ledger.read_csv(as_csv) == entries
    assert ledger.write_json(entries, "2026-11-26") == as_json
    assert ledger.write_csv(entries) == as_csv
    assert "'=1+1" in as_csv


def test_an_empty_ledger_prints_nothing(run):
    write("a.txt", "Tea.\n")
    assert run("suppressions") == (0, "", "")


def test_files_that_cannot_be_read_are_said(run):
    write("a.md", f"<!-- {OFF} -->\n\n{CURE}\n")
    Path("b.md").write_bytes(b"\xff\xfe\xfd")
    code, out, err = run("suppressions")
    assert (code, out.count("holds"), "b.md" in err) == (2, 1, True)


def test_rules_of_the_tool_can_be_explained(run):
    code, out, _ = run("explain", "unused-suppression")
    assert (code, out.splitlines()[0]) == (0, "HL901 unused-suppression")


def test_a_record_behind_a_link_keeps_link_and_mode(run, folder):
    write("tea.txt", CURE)
    write("kept/record.yaml", "# ours\n")
    record = folder / "healthlint-approvals.yaml"
    real = folder / "kept" / "record.yaml"
    record.symlink_to(real)
    real.chmod(0o640)
    assert run("suppressions", "--approve", "tea.txt:1", *SIGNED)[0] == 0
    assert record.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_text("utf-8").startswith("# ours\n- rule: HL101\n")
    assert sorted(each.name for each in real.parent.iterdir()) == ["record.yaml"]
