"""What decides whether a build fails: settings and options together, in a process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from checkouts import write

SETTINGS = """\
product: supplement
fail-on: warning
severity:
  disease-treatment: warning
  HL401: note
exclude: [drafts/]
overrides:
  - paths: ["research/**"]
    severity: {HL101: note}
  - paths: ["blog/**"]
    ignore: [HL1]
    severity: {HL401: error}
  - paths: ["blog/old/**"]
    select: [HL7]
"""
COPY = {
    "shop/cure.md": "Our tea cures arthritis.\n",  # HL101, an error by law
    "shop/proven.md": "Clinically proven.\n",  # HL401, a warning by law
    "shop/clean.md": "Rosehip, ginger and black tea.\n",
    "shop/latin.md": b"caf\xe9",
    "drafts/cure.md": "Our tea cures arthritis.\n",
    "research/cure.md": "Our tea cures arthritis.\n",
    "blog/cure.md": "Our tea cures arthritis.\n",
    "blog/proven.md": "Clinically proven.\n",
    "blog/old/proven.md": "Clinically proven.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    texts = {name: text for name, text in COPY.items() if isinstance(text, str)}
    write(folder, {**texts, "healthlint.yaml": SETTINGS})
    (folder / "shop/latin.md").write_bytes(COPY["shop/latin.md"])
    return folder


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param("shop/clean.md", 0, "nothing to report", id="clean"),
        pytest.param("shop/cure.md", 1, "1 warning", id="milder, and fails for it"),
        pytest.param("shop/proven.md", 0, "1 note", id="too mild to fail"),
        pytest.param("--no-config shop/cure.md", 1, "1 error", id="as the law has it"),
        pytest.param("--fail-on error shop/cure.md", 0, "1 warning", id="option first"),
        pytest.param(
            "--fail-on note shop/proven.md", 1, "1 note", id="stricter option"
        ),
        pytest.param("--fail-on never shop/cure.md", 0, "1 warning", id="never"),
        pytest.param("--exit-zero shop/cure.md", 0, "1 warning", id="forgiven"),
        pytest.param(
            "--exit-zero --fail-on note shop/cure.md", 0, "1 warning", id="all forgiven"
        ),
        pytest.param("research", 0, "1 note", id="override is milder"),
        pytest.param("--fail-on note research", 1, "1 note", id="override and option"),
        pytest.param("blog/cure.md", 0, "nothing to report", id="override ignores"),
        pytest.param("blog/proven.md", 1, "1 error", id="override is stricter"),
        pytest.param("blog/old", 0, "nothing to report", id="override on override"),
        pytest.param("drafts/cure.md", 0, "left out by 'exclude'", id="excluded"),
        pytest.param("shop/latin.md", 2, "1 not linted", id="not read"),
        pytest.param("--exit-zero shop/latin.md", 2, "1 not linted", id="not forgiven"),
        pytest.param(
            "--fail-on never shop/latin.md", 2, "1 not linted", id="nor never"
        ),
        pytest.param(
            "shop", 2, "1 warning, 1 note in 3 files, 1 not linted", id="both"
        ),
        pytest.param("--exit-zero --fail-on loud shop", 2, "'loud'", id="wrong option"),
        pytest.param("--exit-zero nowhere", 2, "no such file", id="no such path"),
    ],
)
def test_exit_codes(site, arguments, code, said):
    done = subprocess.run(
        [sys.executable, "-m", "healthlint", "check", *arguments.split()],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_over_all_of_it(site, jobs):
    run = [sys.executable, "-m", "healthlint", "check", "--output-format", "concise"]
    done = subprocess.run(
        [*run, "--jobs", jobs, "shop", "blog", "research"],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line.split(" ")[:3] for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [each for each in found if each[1] in {"error", "warning", "note"}] == [
        ["blog/proven.md:1:1:", "error", "HL401"],
        ["research/cure.md:1:9:", "note", "HL101"],
        ["shop/cure.md:1:9:", "warning", "HL101"],
        ["shop/proven.md:1:1:", "note", "HL401"],
    ]
