"""Fixes: what `check --fix` writes, what `--diff` shows, and what neither may touch."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from time import sleep

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthlint import cli, fixes, runner, whole_file
from healthlint.config import Settings
from healthlint.errors import ReadError
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

PROGRAM = (sys.executable, "-m", "healthlint")
OLD, NEW = "Take 5mg of zinc.\n", "Take 5 mg of zinc.\n"
BRAG = "Our revolutionary formula with zinc.\n"
RULESET = load_ruleset()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.fixture
def pipe(monkeypatch, run):
    """Return a function that runs a command line with bytes on standard input."""

    def pipe(data: bytes, *arguments: str) -> tuple[int, bytes, str]:
        out = TextIOWrapper(BytesIO(), newline="")
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
        monkeypatch.setattr(sys, "stdout", out)
        code, _, err = run("check", "-", *arguments)
        return code, out.buffer.getvalue(), err

    return pipe


def mended(text: str, format: str = "text", *, unsafe: bool = False, **given) -> str:
    """Return a text with its fixes, as --fix would leave it."""
    linter = Linter(RULESET, Settings()._replace(**given))

    def lint(texts):
        return {
            number: linter.lint(Source.from_bytes("copy", data, format))
            for number, data in texts.items()
        }

    first = linter.lint(Source("copy", text, format))
    work = fixes.Work(first, unsafe=unsafe, whole_lines=False)
    fixes.settle({0: work}, lint)
    return work.source.text


NOTATIONS = [
    ("trailing-zero", "Take 1.0 mg of zinc.", "Take 1 mg of zinc."),
    ("more-zeros", "Take 1.0000 mg or 2.00 mg.", "Take 1 mg or 2 mg."),
    ("no-thousands", "Take 1500.000 mg.", "Take 1500 mg."),
    ("naked-point", "Take .5 mg of zinc.", "Take 0.5 mg of zinc."),
    ("run-together", "Take 5mg of zinc.", "Take 5 mg of zinc."),
    ("thousands", "Take 1000mg of zinc.", "Take 1,000 mg of zinc."),
    ("thousands-parted", "Take 1,000mg of zinc.", "Take 1,000 mg of zinc."),
    ("ten-thousands", "It has 10000 mg of zinc.", "It has 10,000 mg of zinc."),
    ("international", "Take 500IU of vitamin D.", "Take 500 IU of vitamin D."),
    ("u", "Inject 10U of insulin.", "Inject 10 units of insulin."),
    ("one-u", "Inject 1 U of insulin.", "Inject 1 unit of insulin."),
    ("micro", "Take 400 µg of folic acid.", "Take 400 mcg of folic acid."),
    ("micro-together", "Take 400ug of folic acid.", "Take 400 mcg of folic acid."),
    ("plural", "Take 5 mgs of zinc.", "Take 5 mg of zinc."),
    ("plural-together", "Take 5mgs of zinc.", "Take 5 mg of zinc."),
    ("cc", "Inject 2cc of ketamine.", "Inject 2mL of ketamine."),
    ("qd", "Take 5 mg QD with food.", "Take 5 mg daily with food."),
    ("qd-ends", "Take 5 mg q.d. Rest then.", "Take 5 mg daily. Rest then."),
    ("qd-goes-on", "Take 5 mg q.d. with food.", "Take 5 mg daily with food."),
    ("several-at-once", "Take 1.0mg, then .5mg.", "Take 1 mg, then 0.5 mg."),
    ("range", "Take 5mg-10mg of zinc.", "Take 5 mg-10 mg of zinc."),
    ("per-day", "Take 5mg/day of zinc.", "Take 5 mg/day of zinc."),
    ("or-more", "Take 5mg+ of zinc.", "Take 5 mg+ of zinc."),
    ("dashes", "Zinc -5mg- a day.", "Zinc -5 mg- a day."),
    ("above-the-level", "Take 5000IU of vitamin D.", "Take 5,000 IU of vitamin D."),
]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*row, id=why) for why, *row in NOTATIONS]
)
def test_notations_are_mended(text, expected):
    assert mended(text) == expected


KEPT = [
    "See [[5mg]] and [[zinc 5mg|the plan]] and ![[5mg]] of zinc.",
    "Zinc :5mg: and (:5mg:) for all.",
    "Zinc $5mg$ and $x = 5mg$ and $$5mg$$ of it.",
    "Zinc:\n\n$$\nx = 5mg\n$$\n",
    "Take 5.000 IU of vitamin D or 1.000 mg of zinc or 10.000 IU or 100.000 mg.",
    "Order SKU-5mg of zinc today.",
    "The blister vit-c-1000mg is blue.",
    "Read zinc-5mg.pdf or 5mg.html first.",
    "See img/5mg.png and shop.example/zinc/5mg for more.",
    "Take https://shop.example/zinc-5mg?dose=5mg home.",
    "The code D3-1000IU stands on the pack.",
    "The code ZN_5mg stands on the pack.",
    "A 2U server, and ALT was 40 U/L on zinc.",
    "Version 1.0 of the zinc plan; a level of 1.0 mg/dL of zinc.",
    "A scooter with 125cc for zinc fans.",
]


@pytest.mark.parametrize("text", KEPT)
def test_names_codes_and_addresses_stay(text):
    assert mended(text) == text
    assert mended(text, "markdown") == text


def test_names_of_the_product_sheet_stay(run):
    put(
        "healthlint.yaml",
        "products:\n  - {name: Zinc Forte 50mg, substance: zinc, dose: 40-60 mg}\n",
    )
    path = put("a.txt", "Zinc Forte 50mg is new. It has 50mg of zinc.")
    run("check", "--fix", "a.txt")
    assert path.read_text() == "Zinc Forte 50mg is new. It has 50 mg of zinc."


MARKUP = [
    ("html", "<select><option>5mg zinc</option></select>",
     "<select><option>5mg zinc</option></select>"),
    ("html", "<select><option value='5mg'>5mg zinc</option></select>",
     "<select><option value='5mg'>5 mg zinc</option></select>"),
    ("html", "<p>Zinc for $5 and $10: 5mg of it.</p>",
     "<p>Zinc for $5 and $10: 5 mg of it.</p>"),
    ("markdown", "# Zinc 5mg\n\n[a](#zinc-5mg) 5mg",
     "# Zinc 5mg\n\n[a](#zinc-5mg) 5 mg"),
    ("markdown", "Zinc: 5mg: take it", "Zinc: 5 mg: take it"),
    ("markdown", "---\nplan: 5mg zinc\nsummary: 5mg zinc\n---\n",
     "---\nplan: 5mg zinc\nsummary: 5 mg zinc\n---\n"),
    ("html", "<p>5<b>mg</b> zinc</p>", "<p>5 <b>mg</b> zinc</p>"),
    ("html", "<p><b>5</b>mg zinc</p>", "<p><b>5</b> mg zinc</p>"),
    ("html", "<p>1<b>.0</b> mg zinc</p>", "<p>1<b>.0</b> mg zinc</p>"),
    ("html", "<p>.5&nbsp;mg zinc</p>", "<p>0.5&nbsp;mg zinc</p>"),
    ("html", "<p>5&micro;g zinc</p>", "<p>5 mcg zinc</p>"),
    ("html", "<p>5&#109;g zinc</p>", "<p>5 &#109;g zinc</p>"),
    ("html", "<p>5 m<i>gs</i> of zinc</p>", "<p>5 m<i>gs</i> of zinc</p>"),
    ("html", '<img alt="5mg zinc" src="5mg">', '<img alt="5 mg zinc" src="5mg">'),
    ("html", "<p>zinc<script>x='5mg'</script>", "<p>zinc<script>x='5mg'</script>"),
    ("markdown", "**5**mg zinc", "**5** mg zinc"),
    ("markdown", "5**mg** zinc", "5**mg** zinc"),
    ("markdown", "*5mg* `5mg` zinc", "*5 mg* `5mg` zinc"),
    ("markdown", "[5mg](5mg.md) zinc", "[5 mg](5mg.md) zinc"),
    ("markdown", "| zinc |\n|---|\n| 5mg |", "| zinc |\n|---|\n| 5 mg |"),
    ("markdown", "---\ntitle: 5mg zinc # 5mg\nsku: a-5mg\n---\n",
     "---\ntitle: 5 mg zinc # 5mg\nsku: a-5mg\n---\n"),
    ("markdown", "---\ntitle: >\n  zinc\n  5mg\n---\n",
     "---\ntitle: >\n  zinc\n  5 mg\n---\n"),
    ("markdown", '---\ntitle: "zinc \\u0035mg"\n---\n',
     '---\ntitle: "zinc \\u0035 mg"\n---\n'),
    ("mdx", '{/* 5mg */}\n\n<Box title="5mg zinc">5mg zinc</Box>',
     '{/* 5mg */}\n\n<Box title="5 mg zinc">5 mg zinc</Box>'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("format", "text", "expected"), MARKUP, ids=[row[1] for row in MARKUP]
)
def test_markup_stays_whole(format, text, expected):
    assert mended(text, format) == expected


def test_only_known_keys_of_linked_data_are_copy():
    page = '<script type="application/ld+json">{{"plan": "5mg", "text": "{} zinc"}}'
    assert mended(page.format("5mg"), "html") == page.format("5 mg")


BYTES = [
    ("utf-8", "utf-8", "{}\n"),
    ("mark", "utf-8", "\ufeff{}\n"),
    ("utf-16-le", "utf-16-le", "\ufeff{}\r\n"),
    ("utf-16-be", "utf-16-be", "\ufeff\U0001f600 {}\n"),
    ("crlf", "utf-8", "A\r\n\r\n{}\r\nB\r\n"),
    ("cr", "utf-8", "A\r\r{}\rB\r"),
    ("mixed", "utf-8", "A\r\n\n\r{}\n\rB"),
    ("no-end", "utf-8", "{}"),
    ("other-line-ends", "utf-8", "A\x0b\x0c\x85\u2028 {}\u2029B"),
    ("form", "utf-8", "e\u0301 \ufb01 {} \u00a0\t \n"),
]


@pytest.mark.parametrize(
    ("encoding", "frame"), [pytest.param(*row, id=why) for why, *row in BYTES]
)
def test_every_other_byte_stays(run, pipe, encoding, frame):
    old, new = (frame.format(text.strip()).encode(encoding) for text in (OLD, NEW))
    path = put("a.txt", old)
    path.chmod(0o640)
    assert run("check", "--fix", "a.txt")[0] == 0
    assert path.read_bytes() == new
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir() == ["a.txt"]
    assert run("check", "--diff", "a.txt") == (0, "", "nothing to fix\n")
    said = "1 fixed\nnothing to report in 1 file\n"
    assert pipe(old, "--fix") == (0, new, said)


def test_a_link_stays_one(run):
    put("real.txt", OLD)
    Path("link.txt").symlink_to("real.txt")
    _, out, err = run("check", "--diff", "link.txt", "real.txt")
    assert (out.count("+Take"), err) == (1, "1 would be fixed\n")
    code, _, err = run("check", "--fix", "link.txt", "real.txt")
    assert (code, err) == (0, "1 fixed\nnothing to report in 2 files\n")
    assert Path("link.txt").is_symlink()
    assert Path("real.txt").read_text() == NEW


def test_what_remains_is_reported_and_counted(run):
    path = put("a.txt", f"{OLD}{BRAG}Our tea cures arthritis.\n")
    code, out, err = run("check", "--output-format", "concise", "a.txt")
    lines = out.splitlines()
    assert code == 1
    assert [line.split()[2:4] for line in lines] == [
        ["HL515", "[*]"],
        ["HL247", "'revolutionary"],
        ["HL101", "'cures"],
    ]
    assert err.splitlines() == [
        "1 error, 2 notes in 1 file",
        "[*] 1 fixable with --fix (1 more with --unsafe-fixes)",
    ]
    code, out, err = run("check", "--fix", "--output-format", "json", "a.txt")
    assert [each["code"] for each in json.loads(out)["diagnostics"]] == [
        "HL247",
        "HL101",
    ]
    assert (code, path.read_text().startswith(NEW)) == (1, True)
    assert err.splitlines() == [
        "1 fixed",
        "1 error, 1 note in 1 file",
        "1 fixable with --fix --unsafe-fixes",
    ]
    code, out, err = run("check", "--fix", "--unsafe-fixes", "a.txt")
    assert "Our new formula with zinc.\n" in path.read_text()
    assert err.splitlines() == ["1 fixed", "1 error in 1 file"]
    assert run("check", "--fix", "-q", "--fail-on", "never", "a.txt")[::2] == (0, "")


def test_marks_follow_unsafe_fixes(run):
    put("a.txt", BRAG)
    code, out, err = run("check", "--unsafe-fixes", "a.txt")
    assert (code, " HL247 [*] " in out) == (0, True)
    assert "    unsafe fix: new formula\n" in out
    assert err.endswith("[*] 1 fixable with --fix --unsafe-fixes\n")
    assert Path("a.txt").read_text() == BRAG


def test_nothing_left_to_say_leaves_the_whole_text(run):
    path = put("a.md", "# Plan\n\n" + OLD + "\nRest then.\n")
    assert run("check", "--fix", "--no-cache", "a.md")[0] == 0
    assert path.read_text() == "# Plan\n\n" + NEW + "\nRest then.\n"


def test_a_patch_is_what_fix_would_do(run):
    old = "a\nb\nc\nd\n" + OLD + "e\r\nf\ng\nTake .5 mg of zinc."
    path = put("a b.md", old)
    code, out, err = run("check", "--diff", "a b.md")
    assert (code, err, path.read_bytes()) == (1, "2 would be fixed\n", old.encode())
    assert out == (
        "--- a b.md\t\n+++ a b.md\t\n@@ -2,8 +2,8 @@\n b\n c\n d\n"
        "-Take 5mg of zinc.\n+Take 5 mg of zinc.\n e\r\n f\n g\n"
        "-Take .5 mg of zinc.\n\\ No newline at end of file\n"
        "+Take 0.5 mg of zinc.\n\\ No newline at end of file\n"
    )
    if shutil.which("patch"):
        arguments = ("patch", "-p0", "--binary", "-o", "patched")
        subprocess.run(arguments, input=out.encode(), check=True, capture_output=True)
        run("check", "--fix", "a b.md")
        assert Path("patched").read_bytes() == path.read_bytes()


def test_a_patch_counts_what_it_leaves(run):
    put("a.txt", OLD + BRAG)
    put("b.txt", "Our tea cures arthritis.\n")
    code, _, err = run("check", "--diff", ".")
    assert (code, err) == (1, "1 would be fixed (1 more with --unsafe-fixes)\n")
    code, out, err = run("check", "--diff", "--unsafe-fixes", "-q", "a.txt")
    assert (code, err) == (1, "")
    assert "+Our new formula with zinc.\n" in out
    assert run("check", "--diff", "--exit-zero", "a.txt")[0] == 0
    assert run("check", "--diff", "b.txt") == (0, "", "nothing to fix\n")
    put("c.txt", b"\xff")
    assert run("check", "--diff", ".")[0] == 2
    code, out, err = run("check", "--diff", "--output-format", "json", "a.txt")
    assert (code, out) == (2, "")
    assert err.startswith("healthlint: --diff writes a patch and no report")


def test_a_patch_steers_no_terminal(run, monkeypatch):
    put("a.txt", "\x1b[31m red\n" + OLD)
    assert "\x1b[31m" in run("check", "--diff", "a.txt")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = run("check", "--diff", "a.txt")
    assert "\x1b[31m red" not in out
    assert "\x1b[32m+Take 5 mg of zinc.\x1b[0m\n" in out


def test_a_patch_gives_build_servers_no_commands(monkeypatch):
    put("a.txt", "::error::gotcha\n" + OLD)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    arguments = (*PROGRAM, "check", "--diff", "a.txt")
    out = subprocess.run(arguments, capture_output=True, check=False).stdout.decode()
    assert "\n+Take 5 mg" in out
    assert not any(line.strip().startswith("::") for line in out.splitlines())


def test_standard_input_comes_back_fixed(pipe):
    code, out, err = pipe((OLD + BRAG).encode(), "--fix", "--output-format", "concise")
    assert (code, out) == (0, (NEW + BRAG).encode())
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "<stdin>",
        "1 fixed",
        "1 note in 1 file",
        "1 fixable with --fix --unsafe-fixes",
    ]
    assert pipe(b"Good tea.\n", "--fix", "-q") == (0, b"Good tea.\n", "")
    code, out, _ = pipe(OLD.encode(), "--diff")
    assert (code, out.splitlines()[0]) == (1, b"--- <stdin>")


def test_standard_input_that_is_left_out_comes_back_as_it_was(pipe):
    put("healthlint.yaml", "exclude: [drafts]\n")
    code, out, _ = pipe(OLD.encode(), "--fix", "--stdin-filename", "drafts/a.txt")
    assert (code, out) == (0, OLD.encode())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"Take 5mg \xff", "not valid UTF-8", id="no UTF-8"),
        pytest.param(b"Take 5mg \0", "a binary file", id="binary"),
        pytest.param(b"\xff\xfe\0\xd8", "not valid UTF-16-LE", id="half a pair"),
        pytest.param(OLD.encode() * 99, "larger than 1,000 bytes", id="large"),
    ],
)
def test_standard_input_that_cannot_be_linted_comes_back_as_it_was(pipe, data, why):
    code, out, err = pipe(data, "--fix", "--max-size", "1000")
    assert (code, out) == (2, data)
    assert why in err


CLAIM = "Our tea with 5mg of zinc cures arthritis."


def test_nothing_that_somebody_vouches_for_is_touched(run):
    comment = "<!-- healthlint: disable-next HL515 -- as printed -->"
    path = put("a.md", f"{comment}\n{OLD}\n{OLD}")
    run("check", "--fix", "a.md")
    assert path.read_text() == f"{comment}\n{OLD}\n{NEW}"
    path = put(
        "b.md", f"<!-- healthlint: disable-file HL101 -- on file -->\n\n{CLAIM}\n"
    )
    run("check", "--fix", "b.md")
    assert "5 mg of zinc cures" in path.read_text(), "beside the words only"


def test_an_approved_sentence_stays_whole(run):
    path = put("a.txt", f"{CLAIM} {OLD}")
    _, out, _ = run("check", "--select", "HL101", "--output-format", "concise", "a.txt")
    place = out.partition(": ")[0]
    given = ("--reason", "as licensed", "--by", "Jo")
    assert run("suppressions", "--approve", place, *given)[0] == 0
    assert run("check", "--fix", "a.txt")[0] == 0
    assert path.read_text() == f"{CLAIM} {NEW}"


def test_a_span_of_another_rule_that_is_vouched_for_stays(run):
    text = "Our formula boosts 5mg zinc.\n"
    comment = "<!-- healthlint: disable-next TEA001 -- the name -->\n"
    put(
        "rules.yaml",
        """
        - id: TEA001
          name: house-name
          category: efficacy
          severity: warning
          message: "'{text}' is ours"
          why: It is.
          find: ["boosts ...2 zinc"]
          examples:
            flag: ["It [[boosts 5mg zinc]].", "It [[boosts zinc]]."]
            pass: ["It boosts.", "Zinc it is."]
        """,
    )
    path = put("a.md", comment + text)
    run("check", "--fix", "--ruleset", "rules.yaml", "a.md")
    assert path.read_text() == comment + text


def test_what_a_baseline_knows_stays(run):
    path = put("a.txt", OLD)
    run("baseline", "write", "a.txt")
    put("a.txt", OLD + "\nRest. Take .5 mg of zinc.\n")
    code, _, err = run("check", "--fix", "a.txt")
    assert path.read_text() == OLD + "\nRest. Take 0.5 mg of zinc.\n"
    assert (code, err) == (
        0,
        "1 fixed\nnothing to report in 1 file, 1 in the baseline\n",
    )


def test_what_is_not_selected_stays(run):
    path = put("a.txt", OLD + "Take .5 mg of zinc.\n")
    run("check", "--fix", "--select", "HL511", "a.txt")
    assert path.read_text() == OLD + "Take 0.5 mg of zinc.\n"
    run("check", "--fix", "--ignore", "HL515", "a.txt")
    assert path.read_text().startswith(OLD)


def test_what_did_not_change_stays(run, monkeypatch, folder):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org")

    def git(*arguments):
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)

    git("init", "-q")
    path = put("a.txt", OLD + "\nMore.\n")
    put("b.txt", OLD)
    git("add", ".")
    git("commit", "-qm", "All")
    more = "Our 510(k)\napproved lamp. Take .5 mg of zinc.\n"
    put("a.txt", OLD + "\nMore.\n" + more)
    code, _, err = run(
        "check", "--fix", "--unsafe-fixes", "--changed-since", "HEAD", "."
    )
    assert path.read_text() == OLD + "\nMore.\n" + more.replace(".5", "0.5")
    assert Path("b.txt").read_text() == OLD
    assert (code, err.splitlines()[0]) == (0, "1 fixed")


def test_a_file_that_changed_meanwhile_is_not_overwritten(run, monkeypatch):
    path = put("a.txt", OLD)
    other = put("b.txt", OLD)
    lint = runner.linted

    def slow(plan):
        found = list(lint(plan))
        put("a.txt", "Somebody wrote this.\n")
        return iter(found)

    monkeypatch.setattr(runner, "linted", slow)
    code, out, err = run("check", "--fix", "a.txt", "b.txt")
    assert path.read_text() == "Somebody wrote this.\n"
    assert (code, other.read_text()) == (2, NEW)
    assert "healthlint: a.txt: not fixed: it changed on disk since it was read" in err
    assert "a.txt:1:6: note HL515" in out, "what was seen is reported still"
    assert sorted(os.listdir()) == ["a.txt", "b.txt"]


def test_a_file_that_may_not_be_written(run, monkeypatch):
    path = put("a.txt", OLD)
    monkeypatch.setattr(os, "access", lambda *_: False)
    code, _, err = run("check", "--fix", "a.txt")
    assert (code, path.read_text()) == (2, OLD)
    assert "healthlint: a.txt: not fixed: permission denied" in err


def test_a_full_disk_leaves_the_old_file(run, monkeypatch):
    path = put("a.txt", OLD)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run("check", "--fix", "a.txt")
    assert (code, path.read_text(), os.listdir()) == (2, OLD, ["a.txt"])
    assert "a.txt: not fixed: no space left on device" in err


def test_a_new_file_has_the_usual_mode():
    whole_file.put("plain.txt", b"a")
    put("usual.txt", "a")
    assert os.stat("plain.txt").st_mode == os.stat("usual.txt").st_mode
    with pytest.raises(ReadError, match="changed on disk"):
        whole_file.put("plain.txt", b"b", over=b"other")
    assert Path("plain.txt").read_bytes() == b"a"


QUARREL = """
- id: TEA001
  name: one-way
  category: efficacy
  severity: warning
  message: "'{text}' should be tisane"
  why: Two houses, two words.
  find: [brewling]
  fix: {replace: tisanette, safe: true}
  examples:
    flag: ["A [[brewling]].", "No [[brewling]]."]
    pass: ["A tisanette.", "The brew of brewlings."]
- id: TEA002
  name: other-way
  category: efficacy
  severity: warning
  message: "'{text}' should be brewling"
  why: Two houses, two words.
  find: [tisanette]
  fix: {replace: brewling, safe: true}
  examples:
    flag: ["A [[tisanette]].", "No [[tisanette]]."]
    pass: ["A brewling.", "The brew of tisanettes."]
"""


def test_what_cannot_be_fixed_keeps_nothing_else_back(run):
    bad = "".join(f"See [{number}mg] now.\n\n" for number in range(100, 140))
    good = "".join(f"Take {number}mg now.\n\n" for number in range(400, 440))
    mixed = "".join(
        f"See [{number}mg] or {number + 400}mg.\n\n" for number in range(140, 180)
    )
    labels = "".join(f"[{number}MG]: /u{number}\n" for number in range(100, 180))
    path = put("a.md", f"{bad}{good}{mixed}{labels}")
    _, out, err = run("check", "--fix", "--output-format", "concise", "a.md")
    new = good.replace("mg", " mg") + mixed.replace("mg.", " mg.")
    assert path.read_text() == f"{bad}{new}{labels}"
    assert (err.splitlines()[0], "[*]" in out) == ("80 fixed", False)


LABELS = [
    ("See [5mg] of zinc.\n\n[5mg]: /zinc\n", False),
    ("See [5mg][] of zinc.\n\n[5mg]: /zinc\n", False),
    ("See [5mg][a] of zinc.\n\n[a]: /zinc\n\n[5mg]: /zinc\n", True),
    ("See [5mg](/zinc) of zinc.\n\n[5mg]: /zinc\n", True),
    ("See [5mg] of zinc.\n", True),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_no_mark_is_set_where_words_are_a_label(run, text, expected):
    put("a.md", text)
    _, out, _ = run("check", "--output-format", "concise", "a.md")
    assert ("HL515" in out, "[*]" in out) == (True, expected)
    assert (run("check", "--diff", "a.md")[0] == 1) == expected


def test_fixes_that_undo_each_other_are_left_out(run):
    put("quarrel.yaml", QUARREL)
    path = put("a.txt", "Our brewling. " + OLD)
    asked = ("check", "--fix", "--ruleset", "quarrel.yaml", "--copy", "promotional")
    code, _, err = run(*asked, "a.txt")
    assert (code, path.read_text()) == (0, "Our brewling. " + NEW)
    said = "the fixes of TEA001 never come to an end; they were left out"
    assert f"healthlint: a.txt: {said}\n1 fixed\n" in err
    assert run(*asked, "a.txt")[0] == 0
    assert path.read_text() == "Our brewling. " + NEW


def test_jobs_and_the_cache_change_nothing(run):
    for number in range(12):
        put(f"a/{number}.md", f"# Zinc\n\n{number + 1}.0mg of zinc, then {OLD}")
    shutil.copytree("a", "b")
    shutil.copytree("a", "c")
    for name, options in (
        ("a", ["--jobs", "1", "--no-cache"]),
        ("b", ["--jobs", "2", "--no-cache"]),
        ("c", ["--jobs", "2"]),
    ):
        assert "24 fixed" in run("check", "--fix", *options, name)[2]
    for name in sorted(os.listdir("a")):
        one, other, third = (Path(top, name).read_bytes() for top in "abc")
        assert one == other == third
    assert run("check", "--fix", "c")[2] == run("check", "--fix", "--no-cache", "c")[2]


def test_what_is_reported_is_what_a_fresh_check_says(run):
    put("a.md", "# LDN\n\nThe dose of LDN ranges from 1.5mg to 4.5mg.\n")
    put("b.md", "# LDN\n\nThe dose of LDN ranges from 5.0mg to 9mg. Rest.\n")
    put("c.md", f"{BRAG}\n{OLD}\nOur tea cures arthritis.\n")
    put("d.md", "Our tea cures arthritis.\n")
    run("baseline", "write", "d.md")
    asked = ("--output-format", "concise", ".")
    _, out, err = run("check", "--fix", *asked)
    assert "b.md:3:29: note HL501 " in out, "beside a.md, which was fixed as well"
    assert "1 in the baseline" in err
    assert run("check", *asked)[1] == out
    assert run("check", "--no-cache", *asked)[1] == out


def test_a_reader_that_leaves_keeps_nothing_from_being_fixed():
    for number in range(40):
        put(f"site/{number}.md", OLD + "Our tea cures arthritis.\n\n" * 40)
    command = (*PROGRAM, "check", "--fix", "site")
    program = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    program.stdout.close()
    program.wait()
    assert all(path.read_text().startswith(NEW) for path in Path("site").iterdir())


def test_a_fault_of_ours_leaves_the_file(run, monkeypatch):
    path = put("a.txt", OLD)
    lint = Linter.lint

    def faulty(self, source):
        if NEW in source.text:
            raise KeyError("boom")
        return lint(self, source)

    monkeypatch.setattr(Linter, "lint", faulty)
    for option in ("--fix", "--diff"):
        code, _, err = run("check", option, "--no-cache", "a.txt")
        assert (code, path.read_text()) == (2, OLD)
        assert err.startswith("healthlint: a.txt: not fixed: KeyError: 'boom'")


def test_an_input_that_turns_bad_stays_as_it_was():
    linter = Linter(RULESET, Settings())
    first = linter.lint(Source("copy", OLD))
    for answer, why in (
        ({}, "the new text could not be linted"),
        ({0: first._replace(error="boom")}, "boom"),
    ):
        work = fixes.Work(first, unsafe=False, whole_lines=False)
        fixes.settle({0: work}, lambda _, answer=answer: answer)
        assert (work.failed, work.changed, work.fixed) == (why, False, 0)
        assert work.report == first


PIECES = (
    "1.0 mg|.5mg|5mg|1000mg|10000 IU|500IU|10U|400µg|400ug|5 mgs|2 cc|5 mg q.d.|zinc"
    "|insulin|vitamin D| |  |\n|\r\n|\n\n|. |, |**|*|`|<b>|</b>|&nbsp;|&micro;g|\\|# "
    "|- |> ||[5mg](5mg)|<!-- 5mg -->|<img alt='5mg'>|---\n|title: |(|)|/|-|take "
    "|inject |revolutionary formula|waterproof sunscreen|510(k) approved|\u00ad"
    "|\U0001f600|\ufeff"
).split("|")


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.sampled_from(["text", "markdown", "html", "mdx"]),
    st.booleans(),
)
def test_a_second_run_changes_nothing(text, format, unsafe):
    once = mended(text, format, unsafe=unsafe)
    assert mended(once, format, unsafe=unsafe) == once


def test_watching_does_not_answer_itself():
    put("a.txt", OLD + BRAG)
    program = subprocess.Popen(
        [*PROGRAM, "check", "--watch", "--fix", "--output-format", "concise", "a.txt"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )

    def until_it_waits():
        lines = []
        while not (line := program.stdout.readline()).startswith("watching "):
            assert line, "it ended"
            lines.append(line.strip())
        return lines

    try:
        assert "1 fixed" in until_it_waits()
        put("a.txt", NEW + BRAG + "Our tea cures arthritis.\n")
        assert "1 error, 1 note in 1 file" in until_it_waits()
    finally:
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=60)


@pytest.mark.parametrize("moment", [0, 1, 3, 10, 30])
def test_a_killed_run_leaves_each_file_old_or_new(moment):
    names = [f"site/{number}.md" for number in range(60)]
    body = "".join(f"Tea number {number} rests well.\n\n" for number in range(400))
    old, new = (f"{body}{text}{body}".encode() for text in (OLD, NEW))
    for name in names:
        put(name, old)
    command = (*PROGRAM, "check", "--fix", "-q", "--jobs", "1", "site")
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    # What has begun to be written is waited for, not a time.
    while program.poll() is None and _written(names, len(new)) < moment:
        sleep(0.001)
    program.kill()
    program.wait()
    assert all(Path(name).read_bytes() in {old, new} for name in names)
    assert cli.main(["check", "--fix", "-q", "--output-format", "concise", "site"]) == 0
    assert all(Path(name).read_bytes() == new for name in names)


def _written(names, size):
    return sum(os.stat(name).st_size == size for name in names)


def test_what_a_killed_run_leaves_is_nobodys_copy(run):
    path = put("site/a.md", OLD)
    program = (
        "import os; from healthlint import cli; replace = os.replace; "
        "os.replace = lambda old, new: "
        "os._exit(9) if new.endswith('.md') else replace(old, new); "
        "cli.main(['check', '--fix', 'site'])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == 9
    assert (len(os.listdir("site")), path.read_text()) == (2, OLD)
    said = "1 fixed\nnothing to report in 1 file\n"
    assert run("check", "--fix", "site") == (0, "", said)
