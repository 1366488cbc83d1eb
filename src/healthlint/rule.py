"""A rule: data that says what to look for, why it matters and how to say it instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Selector(NamedTuple):
    """Select claim frames; an empty set admits all values of its key.

    The keys are those of `claim:` in YAML, with `_` for `-`.
    """

    effect: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    target_tag: frozenset[str] = frozenset()
    agent_grade: frozenset[str] = frozenset()
    strength: frozenset[int] = frozenset()
    place: frozenset[str] = frozenset()
    construction: frozenset[str] = frozenset()


class Rule(NamedTuple):
    """One rule of a ruleset; field names are the keys of its YAML (design, section 6).

    `find` holds phrases (str), `regex:` patterns (str with that prefix) and selectors.
    `severity` and `confidence` are names; `also` has at most one category. `origin` is
    the file and line (from 1) that the rule was read from.
    """

    id: str
    name: str
    category: str
    severity: str
    message: str
    why: str
    find: tuple[str | Selector, ...] = ()
    check: Mapping[str, Any] | None = None
    where: frozenset[str] = frozenset()  # empty: all prose
    unless: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    soften: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    confidence: str = "high"
    aliases: tuple[str, ...] = ()
    status: str = "stable"
    since: str = "0.1.0"
    suggest: tuple[str, ...] = ()
    fix: Mapping[str, str] | None = None
    suppressible: bool = True
    false_positives: str = ""
    examples_flag: tuple[str, ...] = ()
    examples_pass: tuple[str, ...] = ()
    origin: tuple[str, int] = ("", 0)
