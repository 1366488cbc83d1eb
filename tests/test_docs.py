"""The documentation cannot lie: its commands are run and its files are read.

`HEALTHLINT_UPDATE=1 pytest tests/test_docs.py` writes output anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from healthlint import baseline_file, config_file, config_keys, readers, reporters
from healthlint.config import Settings
from healthlint.planning import Options

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")],
    key=lambda page: page.relative_to(ROOT).as_posix(),
)
BLOCK = re.compile(
    r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
UPDATE = bool(os.environ.get("HEALTHLINT_UPDATE"))


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def run(command: str) -> str:
    """Run a command as a reader of the page would, and return what it prints."""
    program, *arguments = command.split()
    assert program == "healthlint"
    done = subprocess.run(
        [sys.executable, "-m", "healthlint", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    return done.stdout.decode()


def shown(body: str) -> str:
    """Run each command of a console block; return the block as it should be."""
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{each}\n{run(each.removeprefix('$ '))}" for each in commands)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_print_what_is_shown(page):
    text = page.read_text("utf-8")
    expected = BLOCK.sub(
        lambda found: (
            found[0].replace(found["body"], shown(found["body"]))
            if found["language"] == "console"
            else found[0]
        ),
        text,
    )
    if UPDATE:
        page.write_text(expected, "utf-8")
    assert expected == text


def blocks(language: str, mark: str):
    return [
        pytest.param(found["body"], id=f"{name(page)} from {found.start()}")
        for page in PAGES
        for found in BLOCK.finditer(page.read_text("utf-8"))
        if found["language"] == language and mark in found["body"]
    ]


@pytest.mark.parametrize("text", blocks("yaml", "# healthlint.yaml"))
def test_configurations_can_be_read(text, tmp_path):
    path = tmp_path / "healthlint.yaml"
    path.write_text(text, "utf-8")
    assert config_file.settled(config_file.load(str(path))) != Settings()


@pytest.mark.parametrize("text", blocks("toml", "[tool.healthlint]"))
def test_tables_can_be_read(text, tmp_path):
    path = tmp_path / "pyproject.toml"
    path.write_text(text, "utf-8")
    assert config_file.load(str(path)).overrides


@pytest.mark.parametrize("text", blocks("yaml", "category: "))
def test_rules_pass_their_own_tests(text, tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text(text, "utf-8")
    assert run(f"healthlint test --no-config {path}").endswith(" 0 failures\n")


@pytest.mark.parametrize("text", blocks("json", '"entries"'))
def test_baselines_can_be_read(text):
    assert baseline_file.read(text.encode(), "page")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("path", ["a" + end for end in readers._EXTENSIONS])  # noqa: SLF001
def test_every_extension_is_documented(path):
    assert f"`{path.removeprefix('a')}`" in (ROOT / "docs/formats.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("format", reporters.NAMES)
def test_every_output_is_documented(format):
    page = (ROOT / "docs/outputs.md").read_text("utf-8")
    assert f"| `{format}` |" in page


@pytest.mark.parametrize("key", sorted(config_keys.KEYS))
def test_every_key_is_documented(key):
    page = (ROOT / "docs/configuration.md").read_text("utf-8")
    assert f"| `{key}` |" in page


def test_the_test_command_can_be_found_by_ci():
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.count("<!-- tests -->\n```sh\n") == 1
    assert "examples" in text[: text.index("<!-- tests -->")]


def test_defaults_are_documented():
    page = (ROOT / "docs/configuration.md").read_text("utf-8")
    settings = Settings()
    for key in ("copy", "fail-on", "min-confidence"):
        row = next(
            line for line in page.splitlines() if line.startswith(f"| `{key}` |")
        )
        assert row.endswith(f"| `{getattr(settings, key.replace('-', '_'))}` |")
    assert f"{Options({}).max_size // 1_000_000} MB" in (
        ROOT / "docs/formats.md"
    ).read_text("utf-8")


def test_the_examples_are_what_the_readme_says():
    output = run("healthlint check --output-format concise examples")
    flagged = {line.split(":")[0] for line in output.splitlines() if ".md" in line}
    assert "examples/morning-tea.md" in flagged
    assert "examples/plain-words.md" not in flagged
