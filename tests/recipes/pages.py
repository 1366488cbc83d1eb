"""The recipes as the documentation shows them."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml
from checkouts import ROOT

PAGES = ("README.md", "docs/integrations.md", "docs/outputs.md", "docs/baseline.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEPS = "steps of a workflow"


class Block(NamedTuple):
    """A block of a page; its first line may be a comment that names its file."""

    page: str
    language: str
    text: str

    @property
    def file(self) -> str:
        first = self.text.splitlines()[0]
        return STEPS if first.startswith("- ") else first.removeprefix("# ")


def blocks(language: str, *pages: str) -> list[Block]:
    return [
        Block(page, language, text)
        for page in pages or PAGES
        for found, text in BLOCK.findall((ROOT / page).read_text("utf-8"))
        if found == language
    ]


def recipe(file: str) -> str:
    """Return the text of the one recipe for a file."""
    (block,) = (
        each for each in blocks("yaml", "docs/integrations.md") if each.file == file
    )
    return block.text


def table(heading: str) -> dict[str, str]:
    """Return the rows of the table below a heading: input, and its default."""
    page = (ROOT / "docs/integrations.md").read_text("utf-8")
    (section,) = re.findall(
        rf"^## {heading}\n(.*?)^## ", page, re.MULTILINE | re.DOTALL
    )
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| (.+) \|$", section, re.MULTILINE)
    return {name: default.strip("`") for name, default in rows}


def given() -> list[tuple[str, dict[str, str]]]:
    """Return the inputs that steps of workflows on pages give our action."""
    found = []
    for block in blocks("yaml"):
        steps = yaml.safe_load(block.text)
        if block.file.startswith(".github/workflows/"):
            steps = steps["jobs"]["healthlint"]["steps"]
        elif block.file != STEPS:
            continue
        for step in steps:
            if step["uses"].startswith("your-org/"):
                words = {name: _said(value) for name, value in step["with"].items()}
                found.append((block.page, words))
    return found


def _said(value: str | bool) -> str:  # noqa: FBT001 - as YAML has it
    """Return an input as GitHub hands it over."""
    return str(value).lower() if isinstance(value, bool) else value
