"""The layers of pyproject.toml hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"},
    )


def test_no_module_imports_upwards():
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("source.py", "import healthlint.linter", "Layers"),
        ("errors.py", "import healthlint.cli", "Layers"),
        ("strangers.py", "", "Layers"),
        ("runner.py", "import click", "Only the command line knows click"),
        ("linter.py", "import socket", "Nothing talks to a network"),
        ("linter.py", "import subprocess", "Only the runner starts processes"),
    ],
    ids=["upwards", "far upwards", "new module", "click", "network", "processes"],
)
def test_what_breaks_a_layer_is_noticed(tmp_path, module, line, contract):
    package = tmp_path / "src" / "healthlint"
    for path in (ROOT / "src" / "healthlint").rglob("*.py"):
        copy = package / path.relative_to(ROOT / "src" / "healthlint")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    with (package / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    run = lint_imports(tmp_path)
    assert run.returncode == 1
    assert f"{contract} BROKEN" in run.stdout
