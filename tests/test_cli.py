"""The command line as a user meets it: output, exit codes, help."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from healthlint import __version__, bench, cli, linter

CURE = "Our tea cures arthritis in a week.\n"
SAFE = "Our drops have no side effects.\n"
CLEAN = "A blend of rosehip and black tea.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bench.ruleset.cache_clear()  # "rules" is another folder in each test
    for name in ("NO_COLOR", "FORCE_COLOR", "HEALTHLINT_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(**files: str) -> None:
    for name, text in files.items():
        path = Path(re.sub(r"_(?=[a-z]+$)", ".", name).replace("__", "/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_version(run):
    assert run("--version") == (0, f"healthlint {__version__}\n", "")


def test_a_diagnostic_as_text(run):
    write(a_txt=CURE)
    code, out, err = run("check", "a.txt")
    assert code == 1
    head, line, carets, *rest = out.splitlines()
    assert re.fullmatch(r"a\.txt:1:9: error HL101 .* \[disease-treatment\]", head)
    assert line == "    Our tea cures arthritis in a week."
    assert carets == "            ^^^^^^^^^^^^^^^"
    assert any(each.startswith("    us, statute") for each in rest)
    assert any(each.startswith("    instead: ") for each in rest)
    assert err == "1 error in 1 file\n"


def test_a_passing_run_prints_nothing_on_stdout(run):
    write(a_txt=CLEAN)
    assert run("check", "a.txt") == (0, "", "nothing to report in 1 file\n")
    assert run("check", "--quiet", "a.txt") == (0, "", "")


def test_the_current_folder_is_the_default(run):
    write(a_txt=CURE, b__c_md=CLEAN)
    code, out, err = run("check", "--output-format", "concise")
    assert (code, out[:6], err) == (1, "a.txt:", "1 error in 2 files\n")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], 1),
        (["--fail-on", "note"], 1),
        (["--fail-on", "never"], 0),
        (["--exit-zero"], 0),
        (["--ignore", "HL1"], 0),
        (["--ignore", "safety,disease-claim"], 0),
        (["--ignore", "safety", "--ignore", "disease-claim"], 0),
        (["--select", "safety"], 0),
        (["--select", "HL3,HL101"], 1),
        (["--market", "uk"], 1),
        (["--market", "us,uk", "--product", "supplement"], 1),
        (["--copy", "promotional"], 1),
        (["--min-confidence", "high"], 1),
        (["--as-of", "2026-11-22"], 1),
        (["--max-size", "1kB"], 1),
        (["--max-size", "10"], 2),
        (["--format", "html"], 1),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_options(run, options, expected):
    write(a_txt=CURE)
    assert run("check", *options, "a.txt")[0] == expected


WRONG = [
    (
        ["check", "--select", "HL999", "a.txt"],
        "select: unknown rule or category 'HL999'",
    ),
    (["check", "--market", "usa", "a.txt"], "markets: 'usa' is not known"),
    (["check", "--product", "food-stuff", "a.txt"], "no product class"),
    (["check", "--fail-on", "loud", "a.txt"], "'loud' is not one of 'error'"),
    (["check", "--as-of", "tomorrow", "a.txt"], "'tomorrow' is no date"),
    (["check", "--max-size", "big", "a.txt"], "'big' is no size"),
    (["check", "--jobs", "0", "a.txt"], "0 is not in the range"),
    (["check", "--no-config", "--config", "x", "a.txt"], "exclude each other"),
    (["check", "--config", "nowhere.yaml", "a.txt"], "nowhere.yaml: no such file"),
    (["check", "--ruleset", "nowhere", "a.txt"], "nowhere: no such folder or file"),
    (["check", "--output-file", "no/where", "a.txt"], "--output-file: no/where: "),
    (["check", "--selct", "HL1", "a.txt"], "--selct"),
    (["chek", "a.txt"], "there is no command 'chek'; did you mean 'check'?"),
    (["frobnicate"], "there is no command 'frobnicate'; commands are baseline, "),
    (["explain", "HL99"], "there is no rule 'HL99'"),
    (["explain", "no-side-efects"], "did you mean 'no-side-effects'?"),
    (["explain"], "Missing argument 'RULE'"),
    (["rules", "--select", "nonsense"], "unknown rule or category 'nonsense'"),
    (["segments", "nowhere.md"], "nowhere.md: no such file"),
    (["test", "nowhere"], "nowhere: no such folder or file of rules"),
    (["test", "."], ".: no rule files; expected some that end in .yaml or .yml"),
]


@pytest.mark.parametrize(
    ("arguments", "message"), WRONG, ids=lambda each: str(each)[:40]
)
def test_wrong_usage_exits_with_2_and_says_why(run, arguments, message):
    write(a_txt=CURE)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message.lower() in err.lower()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([command, "--help"] for command in cli.COMMANDS)],
    ids=" ".join,
)
def test_help_fits_a_terminal_and_gives_an_example(run, arguments):
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert re.search(r"^ *(Start with: )?healthlint \w+", out, re.MULTILINE)


def test_an_output_file(run):
    write(a_txt=CURE)
    code, out, err = run(
        "check", "--output-format", "json", "--output-file", "o", "a.txt"
    )
    assert (code, out, err) == (1, "", "1 error in 1 file\n")
    assert json.loads(Path("o").read_text("utf-8"))["summary"]["errors"] == 1


def test_json_names_versions_and_day(run):
    write(a_txt=CURE)
    found = json.loads(
        run("check", "--output-format", "json", "--as-of", "2026-01-02")[1]
    )
    assert found["healthlint"] == __version__
    assert found["ruleset"].startswith(f"{__version__}+")
    assert found["as_of"] == "2026-01-02"
    assert found["diagnostics"][0]["match"] == "cures arthritis"


def stdin(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))


def test_standard_input(run, monkeypatch):
    stdin(monkeypatch, CURE)
    assert run("check", "-")[1].startswith("<stdin>:1:9: error HL101 ")


def test_the_name_of_standard_input_decides_the_format(run, monkeypatch):
    stdin(monkeypatch, "<p>Our tea <b>cures</b> arthritis.</p>")
    code, out, _ = run("check", "-", "--stdin-filename", "site/a.html")
    assert (code, out[:18]) == (1, "site/a.html:1:15: ")


def test_configuration_and_its_overrides(run):
    write(healthlint_yaml="ignore: [HL1]", a_txt=CURE + SAFE)
    assert "HL101" not in run("check", "a.txt")[1]
    assert "HL101" in run("check", "--no-config", "a.txt")[1]
    assert "HL101" in run("check", "--ignore", "HL3", "a.txt")[1]


def test_severity_and_fail_on_come_from_the_nearest_configuration(run):
    write(
        healthlint_yaml="severity: {HL101: note}",
        strict__healthlint_yaml="severity: {HL101: note}\nfail-on: note",
        a_txt=CURE,
        strict__a_txt=CURE,
    )
    assert run("check", "a.txt")[0] == 0
    assert run("check", "strict")[0] == 1


def test_a_wrong_name_in_the_configuration_is_shown_at_its_place(run):
    write(healthlint_yaml="ignore:\n  - HL999\n", a_txt=CURE, b_txt=CURE)
    code, out, err = run("check", "a.txt", "b.txt")
    assert (code, out) == (2, "")
    assert err.startswith("healthlint: healthlint.yaml:2:5: ignore: unknown rule")
    assert err.count("HL999") == 1, "said once, not for each file"
    assert err.endswith("nothing linted, 2 not linted\n")


def test_a_named_file_that_is_excluded_is_said(run):
    write(healthlint_yaml="exclude: [a.txt]", a_txt=CURE)
    code, out, err = run("check", "a.txt")
    assert (code, out) == (0, "")
    assert err.startswith("healthlint: a.txt: left out by 'exclude'")


def test_a_declared_product_may_be_named(run):
    write(
        healthlint_yaml="products: [{name: Morning Tea, class: food}]",
        a_txt=CURE,
    )
    arguments = ("check", "--product", "morning tea", "--output-format", "json")
    assert json.loads(run(*arguments)[1])["files"][0]["product"] == "food"


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
    ids=["no terminal", "forced", "forced and forbidden"],
)
def test_colour(run, monkeypatch, environment, coloured):
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    write(a_txt=CURE)
    assert ("\x1b[" in run("check", "a.txt")[1]) is coloured


@pytest.mark.parametrize("wanted", [False, True], ids=["short", "traceback"])
def test_our_own_fault_has_its_own_exit_code(run, monkeypatch, wanted):
    if wanted:
        monkeypatch.setenv("HEALTHLINT_TRACEBACK", "1")
    honest = linter.Linter.lint

    def lint(self, source):
        if source.name == "a.txt":
            raise ZeroDivisionError("one\ntwo")
        return honest(self, source)

    monkeypatch.setattr(linter.Linter, "lint", lint)
    write(a_txt=CURE, b_txt=CURE)
    code, out, err = run("check", "--no-cache", "--output-format", "concise", ".")
    assert code == 3
    assert out.startswith("b.txt:1:9: error HL101")
    assert "healthlint: a.txt: ZeroDivisionError: one two; this is a fault of" in err
    assert ("Traceback" in err) is wanted


@pytest.mark.parametrize("wanted", [False, True], ids=["short", "traceback"])
def test_a_fault_outside_any_file_is_ours_too(run, monkeypatch, wanted):
    if wanted:
        monkeypatch.setenv("HEALTHLINT_TRACEBACK", "1")

    def plan(*_):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("healthlint.planning.plan", plan)
    code, _, err = run("check", ".")
    assert code == 3
    assert "healthlint: ZeroDivisionError: oh; this is a fault of healthlint" in err
    assert ("Traceback" in err) is wanted


def test_an_interrupt_is_quiet(run, monkeypatch):
    def plan(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("healthlint.planning.plan", plan)
    assert run("check", ".") == (130, "", "")


def start(*arguments: str, **more) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "healthlint", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def test_a_reader_that_goes_away_is_no_drama():
    write(a_txt=CURE * 3000)
    program = start("check", "--show-all", "a.txt")
    with program:
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 141


def test_an_interrupt_from_the_terminal_is_quiet():
    program = start("check", "-", stdin=subprocess.PIPE)
    program.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: it is being read
    program.stdin.flush()
    program.send_signal(signal.SIGINT)
    out, err = program.communicate()
    assert (program.returncode, out, err) == (130, b"", b"")


def test_a_narrow_encoding_does_not_end_the_run():
    write(a_txt="Our tea cures arthritis – “gently”.\n")
    program = start("check", "a.txt", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, _ = program.communicate()
    assert program.returncode == 1
    assert rb"arthritis \u2013" in out


def test_any_number_of_jobs_prints_the_same_bytes():
    for number in range(30):
        write(
            **{
                f"d__{number:02}_md": f"# Tea {number}\n\n"
                + [CURE, SAFE, CLEAN][number % 3]
            }
        )
    Path("d/bad.md").write_bytes(b"\xff")
    runs = set()
    for jobs in ("1", "2", "7"):
        arguments = ("check", "--output-format", "json", "--jobs", jobs, "d", "nowhere")
        program = start(*arguments)
        runs.add((*program.communicate(), program.returncode))
    (only,) = runs
    assert only[2] == 2
    assert len(json.loads(only[0])["files"]) == 32


SPAWN = """
import multiprocessing, sys
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    from healthlint.cli import main
    sys.exit(main(["check", "--output-format", "concise", "--jobs", "2", "d"]))
"""


def test_processes_may_be_spawned():
    write(d__a_txt=CURE, d__b_txt=SAFE)
    Path("main.py").write_text(SPAWN)
    program = subprocess.run(
        [sys.executable, "main.py"], capture_output=True, text=True, check=False
    )
    assert program.returncode == 1
    assert [line[:9] for line in program.stdout.splitlines()] == [
        "d/a.txt:1",
        "d/b.txt:1",
    ]


def test_rules_as_a_table(run):
    code, out, _ = run("rules", "--select", "HL101,HL301", "--no-config")
    rows = [line.split() for line in out.splitlines()]
    assert code == 0
    assert rows[0] == ["id", "name", "category", "severity", "confidence"]
    assert [row[:4] for row in rows[1:]] == [
        ["HL101", "disease-treatment", "disease-claim", "error"],
        ["HL301", "no-side-effects", "safety", "error"],
    ]


def test_rules_as_json(run):
    found = json.loads(run("rules", "--select", "HL101", "--output-format", "json")[1])
    assert [each["name"] for each in found] == ["disease-treatment"]
    assert found[0]["why"]


@pytest.mark.parametrize("asked", ["HL101", "hl101", "disease-treatment"])
def test_explain(run, asked):
    code, out, _ = run("explain", asked)
    assert code == 0
    assert out.startswith("HL101 disease-treatment\n")
    titles = ["Message", "Why", "Law", "Reported", "Not reported", "Instead"]
    assert [line for line in out.splitlines() if line in titles] == titles
    assert "[[effective treatment of HIV/AIDS]]" in out
    assert all(len(line) <= 80 for line in out.splitlines() if "http" not in line)


def test_segments(run):
    write(a_md="# Tea\n\nIt is *black*. It cures gout.\n\n- one\n")
    code, out, _ = run("segments", "a.md")
    assert code == 0
    assert out.splitlines() == [
        "a.md:1:3: heading",
        "  Tea",
        "a.md:3:1: paragraph, under Tea",
        "  It is black.",
        "  It cures gout.",
        "a.md:5:3: list-item, under Tea",
        "  one",
    ]


def test_claims(run):
    write(a_txt=CURE)
    code, out, _ = run("segments", "--claims", "--product", "food", "a.txt")
    assert code == 0
    assert out.startswith("copy: promotional (")
    assert "    claim 'cures arthritis': agent " in out
    assert "effect cure, target arthritis (disease)" in out


RULE = """
- id: TEA001
  name: retired-name
  category: efficacy
  severity: warning
  message: "'{text}' is the old name"
  why: It does.
  find: ["sleepwell tea"]
  examples:
    flag: ["A [[Sleepwell tea]].", "The [[Sleepwell tea]]!"]
    pass: ["We sleep well.", "Just tea."]
"""


def test_rules_of_one_s_own(run):
    write(rules__a_yaml=RULE, a_txt="Our Sleepwell tea.\n")
    code, out, _ = run("check", "--ruleset", "rules", "--fail-on", "warning", "a.txt")
    assert code == 1
    assert "TEA001 'Sleepwell tea' is the old name" in out
    assert run("test", "rules") == (0, "", "1 rule, 4 examples, 0 failures\n")
    assert run("explain", "TEA001", "--ruleset", "rules")[0] == 0


def test_examples_that_fail(run):
    write(rules__a_yaml=RULE.replace("[[Sleepwell tea]]!", "Sleepwell [[tea]]!"))
    code, out, err = run("test", "rules")
    assert code == 1
    assert "rules/a.yaml:10: TEA001 retired-name: flag 2: " in out
    assert err == "1 rule, 4 examples, 1 failure\n"


def test_rules_that_cannot_be_read(run):
    write(rules__a_yaml=RULE.replace("severity", "severty"), a_txt=CURE)
    for arguments in (["test", "rules"], ["check", "--ruleset", "rules", "a.txt"]):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert "rules/a.yaml:5:3: a rule has no key 'severty'" in err
        assert "did you mean 'severity'?" in err


NOBODYS = "Time cures asthma. Supplements relieved gout, and much else besides.\n"
HELD_BACK = [
    pytest.param(
        [], "2 claims left out or only noted: of what product?", id="nobody knows whose"
    ),
    pytest.param(["--product", "supplement"], "", id="a declared product"),
    pytest.param(["--copy", "promotional"], "", id="declared copy"),
    pytest.param(["--copy", "reference"], "", id="declared reference"),
    pytest.param(["--quiet"], "", id="quiet"),
]


@pytest.mark.parametrize(("options", "said"), HELD_BACK)
def test_claims_that_are_left_out_are_counted(run, options, said):
    Path("a.md").write_text(NOBODYS)
    for _ in range(2):  # the second time from what was kept
        _, out, err = run("check", "a.md", *options)
        assert ("left out" in err) == bool(said)
        assert said in err
        assert "left out" not in out
