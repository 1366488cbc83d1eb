"""The hook in a real pre-commit, from this checkout as it is on disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "docs",
    "README.md",
    "pyproject.toml",
    "rulesets",
    "src",
)
HOOK = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: healthlint
"""


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
    return subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Return a repository with the checkout's files as they are on disk."""
    folder = tmp_path_factory.mktemp("healthlint")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    assert git(folder, "commit", "-qm", "All").returncode == 0
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory, repository):
    """Return a repository that uses the hook."""
    folder = tmp_path_factory.mktemp("site")
    git(folder, "init", "-q")
    revision = git(repository, "rev-parse", "HEAD").stdout.strip()
    config = HOOK.format(repository=repository.as_posix(), revision=revision)
    (folder / ".pre-commit-config.yaml").write_text(config, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Use the hook")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PRE_COMMIT_HOME": str(folder.parent / "pre-commit-home")},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(autouse=True)
def home(site, monkeypatch):
    monkeypatch.setenv("PRE_COMMIT_HOME", str(site.parent / "pre-commit-home"))


def commit(site: Path, name: str, text: str) -> tuple[int, str]:
    """Commit a file; return the exit code and what git printed."""
    git(site, "reset", "-q", "--hard")
    (site / name).write_text(text, "utf-8")
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
    (site / "healthlint.yaml").write_text("exclude: [drafts/]\n", "utf-8")
    git(site, "add", ".")
    git(site, "commit", "-qm", "Configure")
    (site / "drafts").mkdir()
    assert commit(site, "drafts/bad.md", "Our tea cures arthritis.\n")[0] == 0
    assert commit(site, "bad.md", "Our tea cures arthritis.\n")[0] == 1
