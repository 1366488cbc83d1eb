"""Rulesets from texts, and the pieces that tests bend."""

from __future__ import annotations

from textwrap import dedent

import pytest

from healthlint.errors import RulesetError
from healthlint.rules.assembly import Assembly

LEXICON = """\
lexicon: condition
groups:
  - tags: [disease, serious]
    terms: [cancer, flu]
  - tags: [symptom]
    terms: [pain]
"""
EFFECTS = """\
lexicon: effect
groups:
  - tags: [cure]
    inflect: verb
    terms: [cure, heal]
"""
SOURCES = """\
act:
  title: An act
  citation: 1 Code 2
  url: https://example.org/act
  kind: statute
  checked: 2026-11-01
  known: read
rumour:
  title: A rumour
  citation: none
  url: https://example.org/rumour
  kind: guidance
  checked: 2026-11-01
  known: unverified
"""
RULE = """\
- id: HL101
  name: bad-words
  category: efficacy
  severity: warning
  message: "'{text}' says too much"
  why: It cannot be proved.
  find: [miracle]
  examples:
    flag: ["A [[miracle]].", "My [[miracle]]."]
    pass: ["No miracle.", "A miracle play."]
"""
BASE = {"words.yaml": LEXICON, "effects.yaml": EFFECTS, "sources.yaml": SOURCES}


def assemble(*folders):
    """Put a ruleset together from folders of {path: text}, the base first."""
    assembly = Assembly()
    first, *others = folders or ({},)
    assembly.add_folder({**BASE, **first}.items())
    for folder in others:
        assembly.add_folder(folder.items())
    return assembly.ruleset()


def errors(*folders):
    """Return all that is wrong, as printed."""
    with pytest.raises(RulesetError) as caught:
        assemble(*folders)
    return str(caught.value).splitlines()


def rule(**changes):
    """Return the YAML of a rule with other lines for some keys; None leaves one out."""
    blocks = {}
    for line in RULE.splitlines():
        if not line.startswith("    "):
            key = line.strip("- ").split(":")[0]
            blocks[key] = []
        blocks[key].append(line[2:])
    for key, value in changes.items():
        name = key.replace("_", "-").rstrip("-")
        if value is None:
            del blocks[name]
        else:
            blocks[name] = dedent(value).strip("\n").splitlines()
    lines = [line for block in blocks.values() for line in block]
    return "\n".join(["- " + lines[0], *("  " + line for line in lines[1:])]) + "\n"
