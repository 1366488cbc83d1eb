"""A rule: data that says what to look for, why it matters and how to say it instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CUES: Final = (
    "negated",
    "hedged",
    "question",
    "quoted",
    "attributed",
    "warned-against",
    "disclaimer",
    "history",
    "approval",
)
"""What may stand around a match; the names in `unless`, `only` and `soften`."""

CITED: Final = "cited"
"""What `unless` may name besides: a citation in reach of the sentence."""

CHECK_KINDS: Final = (
    "pattern",
    "requires",
    "citation",
    "evidence",
    "dose",
    "statistics",
    "contradiction",
    "consistency",
    "suppression",
)
"""The kinds of `check:`."""

AGENT_GRADES: Final = (
    "explicit",
    "carried",
    "in-sentence",
    "subjectless",
    "imperative",
    "heading",
    "product-noun",
    "generic",
    "none",
)
"""How surely the product is what acts; the most sure first."""

ANNOTATION_KINDS: Final = frozenset(
    {"quantity", "number", "percentage", "citation", "lost-reference", "people"}
)
"""What phrases may name in braces beside lexicons and their tags."""

COMPOSED_EFFECTS: Final = ("reduce-risk", "name", "named")
"""Effects of claims that no effect word names: a verb with its object, a brand name."""

PLACEHOLDERS: Final = ("text", "condition", "substance", "target", "effect", "agent")
"""What messages, suggestions and fixes may name in braces."""


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


class Example(NamedTuple):
    """Copy that a rule must flag where [[ ]] stand, or must pass.

    `line` counts from 1 in the rule's file; the other fields are the circumstances:
    `products` is a product sheet, as JSON.
    """

    text: str
    line: int = 0
    product: str | None = None
    copy: str | None = None
    format: str = "text"
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    products: str = ""


class Rule(NamedTuple):
    """One rule of a ruleset; field names are the keys of its YAML (design, section 6).

    `find` holds phrases (str), `regex:` patterns (str with that prefix) and selectors.
    `severity` and `confidence` are names; `also` has at most one category. `fix` holds
    `replace` (text) or `swap` (texts by words of the match), and `safe` (truth).
    `market` names the market or channel that alone has the rule. `origin` is the file
    and line (from 1) that the rule was read from.
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
    fix: Mapping[str, Any] | None = None
    suppressible: bool = True
    false_positives: str = ""
    examples_flag: Sequence[Example] = ()
    examples_pass: Sequence[Example] = ()
    market: str = ""
    origin: tuple[str, int] = ("", 0)
