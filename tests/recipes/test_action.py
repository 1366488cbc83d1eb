"""The GitHub action: its steps in bash, and the recipe in act where that is there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pages
import pytest
from checkouts import ROOT, git, write
from composite import ACTION, Machine
from pages import recipe, table

CURE = "# Tea\n\nOur tea cures arthritis.\n"
CLEAN = "# Tea\n\nRosehip, ginger and black tea.\n"
SOFT = "Softens dry skin.\n"  # a warning, or an error of a supplement
HARMFUL = 'it\'s "our" $(touch pwned) `touch pwned`; copy'
TRAP = "import pathlib; pathlib.Path('pwned').touch()\n"


@pytest.fixture
def machine(tmp_path):
    """Return a machine after the steps that install; the tests' healthlint lints."""
    return bare(tmp_path, {"install": {"python": sys.executable}})


def bare(folder, outputs, action=ROOT):
    for name in ("site", "runner"):
        (folder / name).mkdir()
    return Machine(folder / "site", action, folder / "runner", outputs)


def test_bad_copy_fails_beside_its_line(machine):
    write(machine.workspace, {"content/a.md": CURE, "content/b.md": CLEAN})
    ran = machine.run("lint")
    assert ran.code == 1
    first, last = ran.said.splitlines()
    assert first.startswith("::error file=content/a.md,line=3,endLine=3,col=9,")
    assert last == "1 error in 2 files"
    assert (ran.outputs, ran.summary) == ({}, "")


def test_good_copy_passes(machine):
    write(machine.workspace, {"content/b.md": CLEAN})
    ran = machine.run("lint")
    assert (ran.code, ran.said) == (0, "nothing to report in 1 file\n")


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        pytest.param({}, 1, "2 errors, 1 warning in 4 files", id="all by default"),
        pytest.param(
            {"paths": "good"}, 0, "nothing to report in 1 file", id="one path"
        ),
        pytest.param(
            {"paths": f"good\n\n  {HARMFUL}\n"}, 1, "1 error in 2 files", id="odd path"
        ),
        pytest.param(
            {"paths": "good\nnowhere"}, 2, "nowhere: no such file", id="no such path"
        ),
        pytest.param({"paths": "--exit-zero"}, 2, "no such file", id="no option"),
        pytest.param({"paths": "soft"}, 0, "1 warning in 1 file", id="mild"),
        pytest.param(
            {"paths": "soft", "args": "--product supplement --market us,uk"},
            1,
            "1 error in 1 file",
            id="more options",
        ),
        pytest.param(
            {"paths": "good", "args": '--config "our settings.yaml" --statistics'},
            0,
            "nothing to report",
            id="quoted options",
        ),
        pytest.param(
            {"args": "--market us; touch pwned"}, 2, "'us;' is not known", id="no shell"
        ),
        pytest.param(
            {"args": "--market 'us"}, 2, "healthlint: args: No closing", id="open quote"
        ),
        pytest.param({"fail-on": "never"}, 0, "2 errors", id="fail on nothing"),
        pytest.param(
            {"paths": "soft", "fail-on": "warning"}, 1, "1 warning", id="fail on more"
        ),
        pytest.param(
            {"fail-on": "$(touch pwned)"}, 2, "not one of", id="fail on what?"
        ),
        pytest.param(
            {"summary": "maybe"}, 2, "summary: 'maybe' is neither", id="yes or no?"
        ),
    ],
)
def test_inputs(machine, inputs, code, said):
    copy = {"bad/a.md": CURE, "good/a.md": CLEAN, "soft/a.md": SOFT}
    settings = {"our settings.yaml": "markets: [us]\n"}
    write(machine.workspace, {**copy, **settings, f"{HARMFUL}/a.md": CURE})
    ran = machine.run("lint", **inputs)
    assert (ran.code, said in ran.said) == (code, True), ran.said
    assert "Traceback" not in ran.said
    assert not list(machine.workspace.rglob("pwned"))


@pytest.mark.parametrize("text", [CURE, CLEAN], ids=["bad", "good"])
def test_sarif_and_summary_are_written_whatever_the_copy(machine, text):
    write(machine.workspace, {"a.md": text})
    inputs = {"sarif-file": "our copy.sarif", "summary": "true"}
    ran = machine.run("lint", **inputs)
    assert ran.outputs == {"sarif-file": "our copy.sarif"}
    sarif = json.loads((machine.workspace / "our copy.sarif").read_text("utf-8"))
    assert len(sarif["runs"][0]["results"]) == ran.code
    assert "### healthlint: " in ran.summary
    assert ("a.md" in ran.summary) == (text == CURE)


def test_where_nothing_was_written_no_output_is_set(machine):
    ran = machine.run("lint", **{"sarif-file": "no/such/folder.sarif"})
    assert (ran.code, ran.outputs) == (2, {})


def test_a_file_of_an_earlier_run_is_no_output(machine):
    write(machine.workspace, {"a.md": CLEAN, "old.sarif": "{}"})
    ran = machine.run("lint", **{"sarif-file": "old.sarif", "fail-on": "nobody"})
    assert (ran.code, ran.outputs) == (2, {})
    assert not (machine.workspace / "old.sarif").exists()


def test_a_line_feed_sets_no_other_output(machine):
    name = "a\nother=b"
    ran = machine.run("lint", **{"sarif-file": name})
    assert ran.outputs == {"sarif-file": name}


SHORT = [each for _, each in pages.given() if "sarif-file" not in each]


@pytest.mark.parametrize("inputs", SHORT, ids=", ".join)
def test_short_recipes_lint_content(machine, inputs):
    """Old copy counts unless the recipe asks for what changed."""
    expression = "${{ github.base_ref }}"  # what GitHub puts in its place
    inputs = {key: text.replace(expression, "main") for key, text in inputs.items()}
    site = machine.workspace
    git(site, "init", "-q", "-b", "main")
    write(site, {"content/old.md": CURE, "elsewhere/old.md": CURE})
    git(site, "add", ".")
    git(site, "commit", "-qm", "Old copy")
    git(site, "update-ref", "refs/remotes/origin/main", "main")
    assert machine.run("lint", **inputs).code == ("args" not in inputs)
    write(site, {"content/new.md": CURE})
    git(site, "add", ".")
    git(site, "commit", "-qm", "New copy")
    ran = machine.run("lint", **inputs)
    assert (ran.code, "content/new.md" in ran.said) == (1, True), ran.said
    assert ("content/old.md" in ran.said) == ("args" not in inputs)
    assert "elsewhere" not in ran.said


def test_the_job_keeps_its_own_python():
    setup = ACTION["runs"]["steps"][0]
    assert setup["uses"].startswith("actions/setup-python@")
    assert setup["with"]["update-environment"] is False


def test_inputs_are_documented():
    words = {"": "none", "fail-on": "the configuration's", "sarif-file": "nowhere"}
    assert table("GitHub Actions") == {
        name: each["default"] or words.get(name, words[""])
        for name, each in ACTION["inputs"].items()
        if name != "python-version"
    } | {"python-version": ACTION["inputs"]["python-version"]["default"]}


STUBS = {
    "actions/setup-python@v6": (
        "action.yml",
        {"python-path": {"value": sys.executable}},
        "true",
    ),
    "github/codeql-action@v4": (
        "upload-sarif/action.yml",
        {},
        'echo "uploaded $(wc -l <"$FILE") lines of $FILE"',
    ),
}
ACT = shutil.which("act")


def stubs(folder):
    """Write actions of others, which come from a network; return options of act."""
    for name, (path, outputs, script) in STUBS.items():
        step = {
            "shell": "bash",
            "run": script,
            "env": {"FILE": "${{ inputs.sarif_file }}"},
        }
        names = ("python-version", "update-environment", "sarif_file")
        given = {name: {"default": ""} for name in names}
        runs = {"using": "composite", "steps": [step]}
        action = {"name": name, "inputs": given, "outputs": outputs, "runs": runs}
        write(folder, {f"{name}/{path}": json.dumps(action)})
        yield f"--local-repository={name}={folder / name}"


RECIPE = recipe(".github/workflows/copy.yml")
SITE = {
    "content/a.md": CLEAN,
    "landing pages/b.md": SOFT,
    "elsewhere/c.md": CURE,
    **{f"{name}.py": TRAP for name in "venv ensurepip pip click healthlint".split()},
}


def check_recipe(code, said):
    assert code == 1, said
    assert "::error file=landing pages/b.md,line=1,endLine=1,col=1," in said
    assert "elsewhere/c.md" not in said
    assert "1 error in 2 files\n" in said


@pytest.mark.skipif(ACT is not None, reason="act runs the recipe")
def test_the_recipe_runs_in_bash(tmp_path, repository):
    (inputs,) = (each for _, each in pages.given() if "summary" in each)
    python = {"python": {"python-path": sys.executable}}
    machine = bare(tmp_path, python, repository)
    write(machine.workspace, SITE)
    installed = machine.run("install")
    assert (installed.code, installed.said) == (0, "")
    machine.outputs["install"] = installed.outputs
    ran = machine.run("lint", **inputs)
    check_recipe(ran.code, ran.said)
    assert "### healthlint: 1 error in 2 files" in ran.summary
    assert ran.outputs == {"sarif-file": "healthlint.sarif"}
    assert not (machine.workspace / "pwned").exists()


@pytest.mark.skipif(ACT is None, reason="no act on the PATH")
def test_the_recipe_runs_in_act(tmp_path, repository):
    site = tmp_path / "site"
    write(site, {**SITE, ".github/workflows/copy.yml": RECIPE})
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-qm", "Copy")
    done = subprocess.run(
        [
            ACT,
            "pull_request",
            "--platform=ubuntu-latest=-self-hosted",
            "--no-cache-server",
            f"--action-cache-path={tmp_path / 'actions'}",
            f"--local-repository=your-org/healthlint@v0.1.0={repository}",
            *stubs(tmp_path / "stubs"),
        ],
        cwd=site,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},  # no settings of a user
        check=False,
    )
    said = done.stdout.decode()
    check_recipe(done.returncode, said)
    assert "### healthlint: 1 error in 2 files" in said
    assert re.search(r"uploaded \d+ lines of healthlint.sarif", said)
    assert not list(tmp_path.rglob("pwned"))
