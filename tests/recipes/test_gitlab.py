"""The job for GitLab: its script in a shell, and the recipe in gitlab-ci-local."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest
import yaml
from checkouts import ROOT, git, served, write
from pages import recipe, table

CURE = "# Tea\n\nOur tea cures arthritis.\n"
CLEAN = "# Tea\n\nRosehip, ginger and black tea.\n"
SOFT = "Softens dry skin.\n"  # a warning, or an error of a supplement
HARMFUL = 'it\'s "our" $(touch pwned) `touch pwned`; copy'
TRAP = "import pathlib; pathlib.Path('pwned').touch()\n"
REPORT = "gl-code-quality-report.json"

HEADER, JOBS = yaml.safe_load_all(
    (ROOT / "templates/healthlint.yml").read_text("utf-8")
)
INPUTS = HEADER["spec"]["inputs"]
JOB = JOBS["healthlint"]


class Ran(NamedTuple):
    code: int
    said: str


def shell(lines, folder, **variables: str) -> Ran:
    """Run lines of a script as a runner does: one shell, which ends at an error."""
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **variables},
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode())


def variables(**inputs: str) -> dict[str, str]:
    """Return the variables of the job, with inputs as given or by default."""
    given = {name: each.get("default", "") for name, each in INPUTS.items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    return {
        name: re.sub(
            r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: given[found[1]], text
        )
        for name, text in JOB["variables"].items()
    }


@pytest.fixture
def run(tmp_path):
    """Return a function that runs the script after what installs."""

    def run(**inputs: str) -> Ran:
        lines = [f"folder={sys.prefix}", JOB["script"][-1]]
        return shell(lines, tmp_path, **variables(**inputs))

    return run


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        pytest.param({}, 1, "2 errors, 1 warning in 4 files", id="all by default"),
        pytest.param(
            {"paths": "good"}, 0, "nothing to report in 1 file", id="one path"
        ),
        pytest.param(
            {"paths": f"good\n\n  {HARMFUL}  \n"},
            1,
            "1 error in 2 files",
            id="odd path",
        ),
        pytest.param(
            {"paths": "good\nnowhere"}, 2, "nowhere: no such file", id="no such path"
        ),
        pytest.param({"paths": "--exit-zero"}, 2, "no such file", id="no option"),
        pytest.param({"paths": "*"}, 2, "*: no such file", id="no pattern"),
        pytest.param({"paths": "soft"}, 0, "1 warning in 1 file", id="mild"),
        pytest.param(
            {"paths": "soft", "args": "--product supplement\n--market us,uk"},
            1,
            "1 error in 1 file",
            id="more options",
        ),
        pytest.param({"args": "--ignore *"}, 2, "'*'", id="no pattern in options"),
        pytest.param(
            {"args": "--market us; touch pwned"}, 2, "'us;' is not known", id="no shell"
        ),
        pytest.param({"fail_on": "never"}, 0, "2 errors", id="fail on nothing"),
        pytest.param(
            {"paths": "soft", "fail_on": "warning"}, 1, "1 warning", id="fail on more"
        ),
    ],
)
def test_inputs(run, tmp_path, inputs, code, said):
    copy = {"bad/a.md": CURE, "good/a.md": CLEAN, "soft/a.md": SOFT}
    write(tmp_path, {**copy, f"{HARMFUL}/a.md": CURE})
    ran = run(**inputs)
    assert (ran.code, said in ran.said) == (code, True), ran.said
    assert "Traceback" not in ran.said
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    ("text", "severities"), [(CURE, ["critical"]), (CLEAN, [])], ids=["bad", "good"]
)
def test_the_report_is_written_whatever_the_copy(run, tmp_path, text, severities):
    write(tmp_path, {"content/a.md": text})
    assert run().code == len(severities)
    (path,) = JOB["artifacts"]["reports"].values()
    found = json.loads((tmp_path / path).read_text("utf-8"))
    assert [each["severity"] for each in found] == severities
    assert all(each["location"]["path"] == "content/a.md" for each in found)
    assert JOB["artifacts"]["when"] == "always"


def test_inputs_come_through_variables_alone():
    assert "$[[" not in "".join(JOB["script"])


def test_inputs_are_documented():
    words = {"package": "must be given", "fail-on": "the configuration's"}
    assert table("GitLab") == {
        name: each.get("default") or words.get(name, "none")
        for name, each in INPUTS.items()
    }


GITLAB = shutil.which("gitlab-ci-local")
LOCAL = GITLAB is not None and shutil.which("rsync") is not None  # it asks rsync


RECIPE = recipe(".gitlab-ci.yml")
SITE = {
    ".gitlab-ci.yml": RECIPE,
    ".gitignore": "/home/\n/.gitlab-ci-local/\n",
    "content/a.md": CLEAN,
    "landing pages/b.md": SOFT,
    "elsewhere/c.md": CURE,
    **{f"{name}.py": TRAP for name in "venv ensurepip pip click healthlint".split()},
}


def check_recipe(code, said, folder):
    assert code == 1, said
    assert "landing pages/b.md:1:1: error HL107 " in said
    assert "1 error in 2 files" in said
    (found,) = json.loads((folder / REPORT).read_text("utf-8"))
    assert found["location"]["path"] == "landing pages/b.md"
    assert not list(folder.rglob("pwned"))


@pytest.mark.skipif(LOCAL, reason="gitlab-ci-local runs the recipe")
def test_the_recipe_runs_in_a_shell(tmp_path, repository):
    write(tmp_path, SITE)
    (include,) = yaml.safe_load(RECIPE)["include"]
    found = {**served(repository), **variables(**include["inputs"])}
    check_recipe(*shell(JOB["script"], tmp_path, **found), tmp_path)


@pytest.mark.skipif(not LOCAL, reason="no gitlab-ci-local and rsync on the PATH")
def test_the_recipe_runs_in_gitlab_ci_local(tmp_path, repository):
    write(tmp_path, SITE)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "remote", "add", "origin", "git@gitlab.example.org:shop/site.git")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Copy")
    done = subprocess.run(
        [GITLAB, "--force-shell-executor", "--home", str(tmp_path / "home")],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=served(repository),
        check=False,
    )
    check_recipe(done.returncode, done.stdout.decode(), tmp_path)
