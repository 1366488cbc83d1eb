"""The hook in a real pre-commit, from this checkout as it is on disk."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from checkouts import git, served, write
from pages import blocks, recipe

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = ".pre-commit-config.yaml"
PLAIN = """\
repos:
  - repo: https://example.org/healthlint
    rev: v0.1.0
    hooks:
      - id: healthlint
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory, repository):
    """Return what the recipes' URLs need, and a home that both repositories share."""
    home = tmp_path_factory.mktemp("pre-commit-home")
    return {**served(repository), "PRE_COMMIT_HOME": str(home)}


@pytest.fixture(autouse=True)
def home(environment, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def using(folder: Path, config: str, environment) -> Path:
    """Make a repository that uses the hook."""
    git(folder, "init", "-q")
    write(folder, {CONFIG: config})
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Use the hook")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory, environment):
    return using(tmp_path_factory.mktemp("site"), PLAIN, environment)


@pytest.fixture(scope="module")
def shop(tmp_path_factory, environment):
    return using(tmp_path_factory.mktemp("shop"), recipe(CONFIG), environment)


def commit(site: Path, name: str, text: str) -> tuple[int, str]:
    """Commit a file; return the exit code and what git printed."""
    git(site, "reset", "-q", "--hard")
    write(site, {name: text})
    git(site, "add", ".")
    done = git(site, "commit", "-m", name)
    return done.returncode, done.stdout + done.stderr


def test_bad_copy_is_refused_readably(site):
    code, said = commit(site, "bad.md", "# Tea\n\nOur tea **cures arthritis**.\n")
    assert code == 1
    assert "bad.md:3:11: error HL101 " in said
    assert "    Our tea **cures arthritis**.\n              ^^^^^" in said
    assert "Traceback" not in said


def test_good_copy_is_committed_in_silence(site):
    code, said = commit(site, "good.md", "# Tea\n\nRosehip, ginger and black tea.\n")
    assert code == 0
    assert "Passed" in said
    assert "good.md:" not in said


def test_other_files_are_left_alone(site):
    code, said = commit(site, "tea.py", "# cures arthritis\n")
    assert code == 0
    assert "(no files to check)" in said


def test_what_the_configuration_excludes_is_left_alone(site):
    write(site, {"healthlint.yaml": "exclude: [drafts/]\n"})
    git(site, "add", ".")
    git(site, "commit", "-qm", "Configure")
    assert commit(site, "drafts/bad.md", "Our tea cures arthritis.\n")[0] == 0
    assert commit(site, "bad.md", "Our tea cures arthritis.\n")[0] == 1


SOFT = "# Balm\n\nSoftens dry skin.\n"  # an error of a supplement, else a warning


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        pytest.param("content/a.md", SOFT, 1, "content/a.md:3:1: error", id="bad"),
        pytest.param("content/our b.md", "# Tea\n\nRosehip.\n", 0, "Passed", id="good"),
        pytest.param("notes/a.md", SOFT, 0, "(no files to check)", id="elsewhere"),
    ],
)
def test_files_and_args_of_the_recipe_count(shop, name, text, code, said):
    found = commit(shop, name, text)
    assert (found[0], said in found[1]) == (code, True), found[1]


def test_args_bring_both_markets(shop):
    said = commit(shop, "content/a.md", "# Tea\n\nOur tea cures arthritis.\n")[1]
    assert "    us, statute" in said
    assert "    uk, self-regulation" in said


def test_without_args_the_same_copy_is_committed(site):
    code, said = commit(site, "content/soft.md", SOFT)
    assert code == 0
    assert "Passed" in said


def test_a_hook_that_fixes_stops_the_commit_and_mends_the_file(site):
    git(site, "reset", "-q", "--hard")
    write(site, {CONFIG: f"{PLAIN}        args: [--fix]\n"})
    git(site, "add", ".")
    git(site, "commit", "-qm", "Fix, too")
    code, said = commit(site, "dose.md", "Take 5mg of zinc.\n")
    assert code == 1
    assert "files were modified by this hook" in said
    assert (site / "dose.md").read_text("utf-8") == "Take 5 mg of zinc.\n"
    git(site, "add", ".")
    assert git(site, "commit", "-m", "Mended").returncode == 0


def test_all_pages_give_configurations(tmp_path):
    found = [each for each in blocks("yaml") if each.file == CONFIG]
    assert len(found) == 2
    for number, block in enumerate(found):
        write(tmp_path, {f"{number}.yaml": block.text})
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", "0.yaml", "1.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
