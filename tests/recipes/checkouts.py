"""What the recipes install from: this checkout as it is on disk, as a repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHIPPED = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "action.yml",
    "ci",
    "docs",
    "pyproject.toml",
    "rulesets",
    "src",
    "templates",
)
URLS = (  # as the recipes say them, and as tools write them out
    "https://example.org/healthlint",
    "ssh://git@gitlab.example.org:22/your-group/healthlint.git",
)
REVISION = "v0.1.0"


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
    return subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def copy(folder: Path) -> None:
    """Commit what is shipped, and tag it with the revision of the recipes."""
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
    git(folder, "tag", REVISION)


def served(repository: Path) -> dict[str, str]:
    """Return an environment in which git finds the repository behind its URLs."""
    settings = {"GIT_CONFIG_COUNT": str(len(URLS))}
    for number, url in enumerate(URLS):
        settings[f"GIT_CONFIG_KEY_{number}"] = f"url.{repository.as_posix()}.insteadOf"
        settings[f"GIT_CONFIG_VALUE_{number}"] = url
    return {**os.environ, **settings}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
