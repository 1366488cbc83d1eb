"""The recipe for reviewdog, where that is there; our side of the pipe everywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from checkouts import git, write
from pages import blocks

OLD = "Our tea cures arthritis.\n"
(RECIPE,) = (
    each.text
    for each in blocks("sh", "docs/integrations.md")
    if "reviewdog" in each.text
)
OURS = RECIPE.split("|")[0]


def run(script, folder):
    scripts = os.path.dirname(sys.executable)
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": os.pathsep.join([scripts, os.environ["PATH"]])},
    )


@pytest.fixture
def site(tmp_path):
    """Return a repository with old copy on main, and a branch beside it."""
    git(tmp_path, "init", "-q", "-b", "main")
    write(tmp_path, {"content/a.md": OLD})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Old copy")
    git(tmp_path, "switch", "-qc", "new")
    return tmp_path


def test_our_side_lets_the_other_decide(site):
    done = run(OURS, site)
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert found["location"]["path"] == "content/a.md"


NEWS = [
    pytest.param("", 0, [], id="nothing"),
    pytest.param("Rosehip.\n", 0, [], id="good copy"),
    pytest.param(
        "It cures gout too.\n", 1, [("content/a.md", "3", "4")], id="bad copy"
    ),
    pytest.param("Clinically proven.\n", 0, [("content/a.md", "3", "1")], id="milder"),
]
PLACES = {
    "rdjson": r'path:"(.*?)".*?line:(\d+)\s+column:(\d+)',
    "checkstyle": r"(?m)^(.*?):(\d+):(\d+): ",
}


@pytest.mark.skipif(
    shutil.which("reviewdog") is None, reason="no reviewdog on the PATH"
)
@pytest.mark.parametrize("format", PLACES)
@pytest.mark.parametrize(("news", "code", "places"), NEWS)
def test_the_recipe_fails_for_what_changed(site, format, news, code, places):
    write(site, {"content/a.md": f"{OLD}\n{news}"})
    git(site, "commit", "-qam", "New copy")
    done = run(RECIPE.replace("rdjson", format), site)
    assert done.returncode == code, done.stdout + done.stderr
    assert re.findall(PLACES[format], done.stdout) == places
