"""Read rules: which keys they have, and what may stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from healthlint.annotators.frames import TARGETS
from healthlint.checks import whole
from healthlint.config import CONFIDENCES, SEVERITIES
from healthlint.diagnostic import CATEGORIES
from healthlint.errors import did_you_mean
from healthlint.patterns import compiled
from healthlint.phrase_syntax import PhraseError
from healthlint.phrases import parse
from healthlint.records import NamedTuple
from healthlint.rule import (
    AGENT_GRADES,
    CHECK_KINDS,
    CITED,
    CUES,
    PLACEHOLDERS,
    Example,
    Rule,
    Selector,
)
from healthlint.rules.example_schema import read_example
from healthlint.segment import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from healthlint.rules.nodes import Node, YamlFile

KEYS: Final = (
    "id",
    "name",
    "aliases",
    "status",
    "since",
    "category",
    "also",
    "severity",
    "confidence",
    "message",
    "why",
    "where",
    "find",
    "check",
    "unless",
    "only",
    "soften",
    "suggest",
    "fix",
    "suppressible",
    "false-positives",
    "examples",
)
"""All keys of a rule."""

STATUSES: Final = ("stable", "preview", "deprecated")
_REQUIRED: Final = ("id", "name", "category", "severity", "message", "why", "examples")
_ID: Final = compiled(r"[A-Z]{2,8}\d{3}")
_VERSION: Final = compiled(r"\d+\.\d+(?:\.\d+)?")
_BRACES: Final = compiled(r"\{([^{}]*)\}")
_STRENGTHS: Final = ("0", "1", "2", "3")
_SELECTOR_KEYS: Final = tuple(field.replace("_", "-") for field in Selector._fields)


class Vocabulary(NamedTuple):
    """What rules may refer to: effects and tags of lexicons, names for phrases."""

    effects: frozenset[str]
    tags: frozenset[str]
    names: frozenset[str]


def read_rule(file: YamlFile, node: Node, known: Vocabulary) -> Rule | None:
    """Read one rule; None where something in it was refused."""
    before = len(file.errors)
    rule = _RuleReader(file, node, known).rule()
    return rule if len(file.errors) == before else None


class _RuleReader:
    """Reads one rule's keys."""

    def __init__(self, file: YamlFile, node: Node, known: Vocabulary) -> None:
        self._file = file
        self._node = node
        self._known = known
        self._values = file.mapping(node, KEYS, "a rule")

    def rule(self) -> Rule:
        for key in _REQUIRED if self._values else ():
            if key not in self._values:
                self._file.reject(self._node, f"a rule needs '{key}'")
        if self._values and not self._says_what_to_find():
            self._file.reject(self._node, "a rule needs either 'find' or 'check'")
        category = self._word("category", CATEGORIES) or ""
        flag, passes = self._examples()
        return Rule(
            id=self._id(),
            name=self._file.kebab(self._values.get("name"), "name") or "",
            category=category,
            severity=self._word("severity", SEVERITIES) or "note",
            message=self._template("message"),
            why=" ".join(self._text("why").split()),
            find=self._find(),
            check=self._check(),
            where=self._words("where", KINDS),
            unless=self._words("unless", (*CUES, CITED)),
            only=self._words("only", CUES),
            soften=self._words("soften", CUES),
            also=self._also(category),
            confidence=self._word("confidence", CONFIDENCES) or "high",
            aliases=self._some("aliases", None),
            status=self._word("status", STATUSES) or "stable",
            since=self._since(),
            suggest=self._suggestions(),
            fix=self._fix(),
            suppressible=self._truth("suppressible"),
            false_positives=" ".join(self._text("false-positives").split()),
            examples_flag=flag,
            examples_pass=passes,
            origin=(self._file.path, self._file.place(self._node)[0]),
        )

    def _says_what_to_find(self) -> bool:
        """Tell whether there is `find`, or `check`, or both where the kind allows."""
        if "find" in self._values and "check" in self._values:
            return hasattr(self._kind(), "confirm")
        return "find" in self._values or "check" in self._values

    def _kind(self) -> whole.Kind | None:
        """Return the module behind `check:`, if there is one."""
        node = self._values.get("check")
        kind = self._file.pairs(node).get("kind") if node is not None else None
        return whole.module(str(kind.value)) if kind is not None else None

    def _text(self, key: str) -> str:
        return self._file.string(self._values.get(key), key) or ""

    def _word(self, key: str, known: Collection[str]) -> str | None:
        return self._file.one_of(self._values.get(key), known, key)

    def _some(self, key: str, known: Collection[str] | None) -> tuple[str, ...]:
        return self._file.some_of(self._values.get(key), known, key)

    def _words(self, key: str, known: Collection[str]) -> frozenset[str]:
        return frozenset(self._some(key, known))

    def _truth(self, key: str) -> bool:
        return self._file.truth(self._values.get(key), key) is not False

    def _id(self) -> str:
        id_ = self._text("id")
        if id_ and not _ID.fullmatch(id_):
            self._file.reject(
                self._values["id"],
                f"the id '{id_}' must be capitals and three digits, as in HL101",
            )
        return id_

    def _since(self) -> str:
        since = self._text("since")
        if since and not _VERSION.fullmatch(since):
            self._file.reject(self._values["since"], "since must be a version: 1.2.0")
        return since or "0.1.0"

    def _also(self, category: str) -> tuple[str, ...]:
        also = self._some("also", CATEGORIES)
        if len(also) > 1:
            self._file.reject(self._values["also"], "'also' holds at most one category")
        if category in also:
            self._file.reject(self._values["also"], "'also' repeats the category")
        return also

    def _template(self, key: str) -> str:
        text = self._text(key)
        if text:
            self._check_braces(self._values[key], text)
        return text

    def _check_braces(self, node: Node, text: str) -> None:
        known = self._placeholders()
        for found in _BRACES.finditer(text):
            if found[1] not in known:
                hint = did_you_mean(found[1], known)
                hint = hint or f"; known: {', '.join(known)}"
                offset = node.value.find(found[0])
                self._file.reject(
                    node, f"unknown placeholder '{found[0]}'{hint}", offset=offset
                )
            elif found[1] != "text" and self._has_phrases():
                self._file.reject(
                    node,
                    f"'{found[0]}' is known of claims only, and this rule has phrases; "
                    "use {text}",
                    offset=node.value.find(found[0]),
                )
        stray = re.search(r"[{}]", _BRACES.sub("", text))
        if stray:
            self._file.reject(node, f"a single '{stray[0]}' in a template")

    def _placeholders(self) -> tuple[str, ...]:
        """Return what may stand in braces: a kind of `check:` has words of its own."""
        known = self._kind()
        return ("text", *known.SLOTS) if known else PLACEHOLDERS

    def _has_phrases(self) -> bool:
        node = self._values.get("find")
        if "check" in self._values or node is None or not isinstance(node.value, list):
            return False
        return any(isinstance(each.value, str) for each in node.value)

    def _suggestions(self) -> tuple[str, ...]:
        suggestions = []
        for node, text in self._file.strings(self._values.get("suggest"), "suggest"):
            self._check_braces(node, text)
            suggestions.append(text)
        return tuple(suggestions)

    def _fix(self) -> dict[str, Any] | None:
        node = self._values.get("fix")
        if node is None:
            return None
        values = self._file.mapping(node, ("replace", "swap", "safe"), "fix")
        if ("replace" in values) == ("swap" in values):
            self._file.reject(node, "a fix needs either 'replace' or 'swap'")
            return None
        safe = self._file.truth(values.get("safe"), "safe") or False
        if "swap" in values:
            return {"swap": self._swap(values["swap"]), "safe": safe}
        replace = getattr(values["replace"], "value", None)
        if not isinstance(replace, str):
            self._file.reject(values["replace"], "replace must be text")
            return None
        self._check_braces(values["replace"], replace)  # "" removes the words
        return {"replace": replace, "safe": safe}

    def _swap(self, node: Node) -> dict[str, str]:
        """Read words with what each becomes; rules see words in small letters."""
        words = self._file.mapping(node, None, "swap")
        if not words:
            self._file.reject(node, "'swap' is empty")
        swap = {}
        for word, value in words.items():
            text = getattr(value, "value", None)
            if not isinstance(text, str):
                self._file.reject(value, f"'{word}' must become text")
            elif not word.strip():
                self._file.reject(node, "'swap' has an empty word")
            else:
                swap[word.lower()] = text
        return swap

    def _check(self) -> dict[str, Any] | None:
        node = self._values.get("check")
        if node is None:
            return None
        kinds = self._file.mapping(node, None, "check")
        if "kind" not in kinds:
            self._file.reject(node, "a check needs 'kind'")
            return None
        kind = self._file.one_of(kinds["kind"], CHECK_KINDS, "kind")
        known = whole.module(kind) if kind else None
        if known is not None:
            self._file.mapping(node, ("kind", *known.OPTIONS), f"check: {kind}")
            for key, words in known.OPTIONS.items():
                if words is not None:
                    self._file.some_of(kinds.get(key), words, key)
            for key in getattr(known, "PHRASES", ()):
                self._phrases(kinds.get(key), key)
            self._refuse_halves(node, f"check: {kind}", known, kinds)
        options = self._file.plain(node)
        return options if isinstance(options, dict) else None

    def _refuse_halves(
        self, node: Node, what: str, known: whole.Kind, values: dict[str, Node]
    ) -> None:
        """Refuse a check without the option that says what it weighs."""
        alone, beside = getattr(known, "NEEDS", ("kind", "kind"))
        needed = beside if "find" in self._values else alone
        if not needed:
            self._file.reject(node, f"{what} needs 'find' beside it")
        elif needed not in values:
            hint = "beside 'find'" if needed == beside else "without 'find'"
            self._file.reject(node, f"{what} {hint} needs '{needed}'")

    def _phrases(self, node: Node | None, key: str) -> None:
        """Try the phrases in an option of a check."""
        for item in self._file.items(node, key) if node is not None else ():
            read_phrase(self._file, item, self._known.names)

    def _find(self) -> tuple[str | Selector, ...]:
        node = self._values.get("find")
        if node is None:
            return ()
        found: list[str | Selector] = []
        items = self._file.items(node, "find")
        for item in items:
            if isinstance(item, yaml.MappingNode):
                found.append(self._selector(item))
            else:
                phrase = read_phrase(self._file, item, self._known.names)
                found.append(phrase or "")
        if not items and isinstance(node, yaml.SequenceNode):
            self._file.reject(node, "'find' is empty")
        return tuple(found)

    def _selector(self, node: Node) -> Selector:
        claim = self._file.mapping(node, ("claim",), "an entry of find").get("claim")
        if claim is None:
            return Selector()
        values = self._file.mapping(claim, _SELECTOR_KEYS, "claim")
        if claim.value == []:
            self._file.reject(claim, "an empty claim would select all of them")
        known: dict[str, Collection[str] | None] = {
            "effect": sorted(self._known.effects),
            "target": TARGETS,
            "target-tag": self._known.tags,
            "agent-grade": AGENT_GRADES,
            "place": KINDS,
            "construction": None,
        }
        chosen = {
            key.replace("-", "_"): frozenset(self._file.some_of(value, known[key], key))
            for key, value in values.items()
            if key != "strength"
        }
        strengths = self._file.some_of(values.get("strength"), _STRENGTHS, "strength")
        return Selector(strength=frozenset(map(int, strengths)), **chosen)

    def _examples(self) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
        node = self._values.get("examples")
        if node is None:
            return (), ()
        values = self._file.mapping(node, ("flag", "pass"), "examples")
        return self._example_list(values, "flag"), self._example_list(values, "pass")

    def _example_list(self, values: dict[str, Node], key: str) -> tuple[Example, ...]:
        if key not in values:
            return ()
        read = [
            read_example(self._file, item, flag=key == "flag")
            for item in self._file.items(values[key], key)
        ]
        return tuple(example for example in read if example is not None)


def read_phrase(file: YamlFile, node: Node, names: Collection[str]) -> str | None:
    """Read a phrase and try it, so that what is wrong shows at its character."""
    if file.string(node, "a phrase") is None:
        return None
    text = str(getattr(node, "value", ""))
    try:
        phrase = parse(text, names)
    except PhraseError as why:
        file.reject(node, f"{why.message} in the phrase '{text}'", offset=why.offset)
        return None
    if not phrase.anchors and not text.startswith("regex:"):
        file.reject(node, f"the phrase '{text}' requires no word at all")
        return None
    return text
