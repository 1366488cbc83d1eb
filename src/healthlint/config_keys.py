"""What a configuration file may say: its keys, their values, and what is wrong."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.config import (
    CONFIDENCES,
    COPY_VALUES,
    FAIL_ON_VALUES,
    SEVERITIES,
    Override,
    Settings,
)
from healthlint.errors import ConfigError, did_you_mean
from healthlint.patterns import compiled
from healthlint.product import CLASSES, Dose, Product
from healthlint.records import NamedTuple
from healthlint.source import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from healthlint.marked import Node


_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_AMOUNT: Final = compiled(
    rf"(?P<low>{_NUMBER})(?:\s*[^\W\d]+)?(?:\s*(?:-|–|to)\s*(?P<high>{_NUMBER}))?"
    r"\s*[^\W\d]+(?:[ /]+[^\W\d]+)*"
)


def read(root: Node, path: str, folder: str) -> Settings:
    """Return what a file says; raise ConfigError where it cannot be.

    `path` is how the file is shown, `folder` the one that relative paths count from.
    """
    reading = _Reading(path, folder)
    changes = reading.table(root, KEYS, "the configuration")
    return Settings(
        **changes,  # type: ignore[arg-type]  # each reader returns its field's type
        root=folder,
        places=reading.places,
    )


def read_products(root: Node, path: str) -> tuple[Product, ...]:
    """Return the products of a sheet that stands alone; raise ConfigError."""
    return _Reading(path, "").products(root, "products")


class _Key(NamedTuple):
    """How a key is read, and the field that it fills."""

    field: str
    read: Callable[[_Reading, Node, str], object]


class _Reading:
    """Reads nodes of one file and keeps the places of their values."""

    def __init__(self, path: str, folder: str) -> None:
        self.path = path
        self.folder = folder
        self.places: dict[tuple[str, str], Place] = {}

    def wrong(self, node: Node, message: str) -> ConfigError:
        return ConfigError(message, path=self.path, line=node.line, column=node.column)

    def place(self, node: Node) -> Place:
        return Place(self.path, node.line, node.column, node.start, node.end)

    def table(
        self, node: Node, keys: Mapping[str, _Key], what: str
    ) -> dict[str, object]:
        """Read a mapping whose keys are all known and given once."""
        fields: dict[str, object] = {}
        for key, value in self.entries(node, what):
            known = keys.get(key.text)
            if known is None:
                hint = did_you_mean(key.text, keys)
                hint = hint or f"; known keys are {', '.join(sorted(keys))}"
                raise self.wrong(key, f"unknown key '{key.text}' in {what}{hint}")
            if known.field in fields:
                raise self.wrong(key, f"'{key.text}' is given twice")
            fields[known.field] = known.read(self, value, key.text)
        return fields

    def entries(self, node: Node, what: str) -> Iterator[tuple[Node, Node]]:
        if node.kind != "map":
            raise self.wrong(node, f"{what}: expected keys with values")
        for key, value in node.entries:
            if key.kind in {"list", "map"}:
                raise self.wrong(key, f"{what}: a key must be a word")
            yield key, value

    def text(self, node: Node, key: str) -> str:
        if node.kind != "text" or not node.text.strip():
            raise self.wrong(node, f"{key}: expected text")
        self.places.setdefault((key, node.text), self.place(node))
        return node.text

    def words(self, node: Node, key: str) -> tuple[str, ...]:
        """Read a list of words, or one word alone; commas separate too."""
        if node.kind == "list":
            return tuple(self.text(each, key) for each in node.items)
        if node.kind != "text":
            raise self.wrong(node, f"{key}: expected a list")
        given = tuple(word.strip() for word in node.text.split(",") if word.strip())
        for word in given:
            self.places.setdefault((key, word), self.place(node))
        return given

    def texts(self, node: Node, key: str) -> tuple[str, ...]:
        """Read a list of texts that may hold commas."""
        if node.kind == "list":
            return tuple(self.text(each, key) for each in node.items)
        return (self.text(node, key),)

    def truth(self, node: Node, key: str) -> bool:
        if node.kind != "truth":
            raise self.wrong(node, f"{key}: expected true or false")
        return node.text == "true"

    def choice(self, node: Node, key: str, allowed: tuple[str, ...]) -> str:
        word = self.text(node, key)
        if word not in allowed:
            hint = did_you_mean(word, allowed)
            raise self.wrong(
                node, f"{key}: '{word}' is none of {', '.join(allowed)}{hint}"
            )
        return word

    def severities(self, node: Node, key: str) -> dict[str, str]:
        chosen = {}
        for name, value in self.entries(node, key):
            self.text(name, key)
            chosen[name.text] = self.choice(value, f"{key} of {name.text}", SEVERITIES)
        return chosen

    def folders(self, node: Node, key: str) -> tuple[str, ...]:
        """Read paths, which count from the configuration's own folder."""
        paths = []
        items = node.items if node.kind == "list" else (node,)
        for item in items:
            given = self.text(item, key)
            path = os.path.join(self.folder, given)
            if not os.path.exists(path):
                raise self.wrong(item, f"{key}: there is no '{given}'")
            paths.append(path)
        return tuple(paths)

    def products(self, node: Node, key: str) -> tuple[Product, ...]:
        return tuple(self.product(each) for each in self.list_of(node, key))

    def product(self, node: Node) -> Product:
        fields = self.table(node, _PRODUCT_KEYS, "a product")
        if "name" not in fields:
            raise self.wrong(node, "a product needs a name")
        return Product(**fields)  # type: ignore[arg-type]

    def dose(self, node: Node, key: str) -> Dose:
        if node.kind == "text":
            return Dose(self.amount(node, key), place=self.place(node))
        fields = self.table(node, _DOSE_KEYS, "a dose")
        if "range" not in fields:
            raise self.wrong(node, "a dose needs a range, such as 1.5-4.5 mg")
        ranges = (value for name, value in node.entries if name.text == "range")
        place = self.place(next(ranges))
        return Dose(**fields, place=place)  # type: ignore[arg-type]  # as above

    def amount(self, node: Node, key: str) -> str:
        """Return an amount or a range of amounts with its unit."""
        text = self.text(node, key)
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            raise self.wrong(
                node, f"{key}: '{text}' is no amount; expected such as 1.5-4.5 mg"
            )
        low, high = (_number(found[name]) for name in ("low", "high"))
        if high is not None and low is not None and high < low:
            raise self.wrong(node, f"{key}: '{text}' ends below its start")
        return text

    def overrides(self, node: Node, key: str) -> tuple[Override, ...]:
        return tuple(self.override(each) for each in self.list_of(node, key))

    def override(self, node: Node) -> Override:
        fields = self.table(node, _OVERRIDE_KEYS, "an override")
        paths = fields.pop("paths", ())
        if not paths:
            raise self.wrong(node, "an override needs paths")
        return Override(paths, fields)  # type: ignore[arg-type]

    def list_of(self, node: Node, key: str) -> tuple[Node, ...]:
        if node.kind != "list":
            raise self.wrong(node, f"{key}: expected a list")
        return node.items


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", ""))


def _choice(field: str, allowed: tuple[str, ...]) -> _Key:
    return _Key(field, lambda reading, node, key: reading.choice(node, key, allowed))


_PATH_KEYS: Final = {
    "channels": _Key("channels", _Reading.words),
    "copy": _choice("copy", COPY_VALUES),
    "ignore": _Key("ignore", _Reading.words),
    "markets": _Key("markets", _Reading.words),
    "min-confidence": _choice("min_confidence", CONFIDENCES),
    "product": _Key("product", _Reading.text),
    "select": _Key("select", _Reading.words),
    "severity": _Key("severity", _Reading.severities),
}
_OVERRIDE_KEYS: Final = {"paths": _Key("paths", _Reading.texts), **_PATH_KEYS}
KEYS: Final = {
    **_PATH_KEYS,
    "exclude": _Key("exclude", _Reading.texts),
    "fail-on": _choice("fail_on", FAIL_ON_VALUES),
    "overrides": _Key("overrides", _Reading.overrides),
    "products": _Key("products", _Reading.products),
    "require-reason": _Key("require_reason", _Reading.truth),
    "rulesets": _Key("rulesets", _Reading.folders),
}
_PRODUCT_KEYS: Final = {
    "aliases": _Key("aliases", _Reading.texts),
    "approved-for": _Key("approved_for", _Reading.texts),
    "class": _choice("product_class", CLASSES),
    "dose": _Key("dose", _Reading.dose),
    "name": _Key("name", _Reading.text),
    "statements": _Key("statements", _Reading.texts),
    "substance": _Key("substance", _Reading.text),
}
_DOSE_KEYS: Final = {
    "per": _Key("per", _Reading.text),
    "range": _Key("range", _Reading.amount),
}
