"""The package works wherever it is: a wheel, an editable install, a checkout."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import healthlint

ROOT = Path(__file__).parent.parent


def build(kind: str, folder: Path, root: Path = ROOT) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build("sdist", tmp_path_factory.mktemp("sdist"))


def rule_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "rulesets").rglob("*.yaml")
    }


def check(folder: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """Lint a file with the package that lies in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONSAFEPATH": "1"}
    (folder / "a.txt").write_text("Our tea cures arthritis.\n")
    return subprocess.run(
        [sys.executable, "-m", "healthlint", "check", "a.txt"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def test_the_wheel_holds_the_rules_and_the_types(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"healthlint/{name}" for name in rule_files()} <= names
    assert "healthlint/py.typed" in names
    assert "healthlint/json-schema.json" in names
    assert not any(name.startswith(("tests", "rulesets")) for name in names)


def test_the_wheel_lints(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    found = check(tmp_path, tmp_path / "site")
    assert found.returncode == 1, found.stderr
    assert found.stdout.startswith("a.txt:1:9: error HL101 ")


def test_the_source_distribution_gives_the_same_wheel(sdist, wheel, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (root,) = tmp_path.iterdir()
    names = {
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()
    }
    assert rule_files() <= names
    assert {"README.md", "LICENSE", "tests/test_packaging.py"} <= names
    again = build("wheel", tmp_path / "again", root)
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


def test_a_checkout_lints(tmp_path):
    found = check(tmp_path, ROOT / "src")
    assert found.returncode == 1, found.stderr


def test_version_and_command_are_declared():
    assert importlib.metadata.version("healthlint") == healthlint.__version__
    (script,) = importlib.metadata.entry_points(
        group="console_scripts", name="healthlint"
    )
    assert script.value == "healthlint.cli:main"


SLOW = {
    "asyncio",
    "click",
    "concurrent.futures.process",
    "datetime",
    "difflib",
    "healthlint.phrase_syntax",
    "healthlint.product",
    "healthlint.readers.front_matter",
    "healthlint.rules.markets",
    "healthlint.rules.schema",
    "importlib.metadata",
    "inspect",
    "json",
    "multiprocessing",
    "pathlib",
    "pathspec",
    "regex",
    "tomllib",
    "weakref",
    "yaml",
}


@pytest.mark.parametrize(
    ("option", "also_slow"),
    [
        pytest.param("--quiet", {"healthlint.linter", "pyromark"}, id="unchanged-page"),
        pytest.param("--no-cache", {"hashlib", "healthlint.results"}, id="new-page"),
    ],
)
def test_starting_is_cheap(option, also_slow):
    """What a hook does not need is not imported: each of these costs milliseconds."""
    code = (
        "import sys; from healthlint.cli import main; "
        "main(['check', '--no-config', '--output-format', 'concise', *sys.argv[1:]]);"
        "print(*sorted(sys.modules))"
    )
    page = str(ROOT / "examples/plain-words.md")
    for _ in range(2):  # the first run may have to read the rules
        done = subprocess.run(
            [sys.executable, "-c", code, option, page],
            capture_output=True,
            text=True,
            check=True,
        )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert loaded & (SLOW | also_slow) == set()
    assert "healthlint.runner" in loaded
