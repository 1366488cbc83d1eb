"""Read the examples of rules."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import yaml

from healthlint.config import COPY_VALUES
from healthlint.config_keys import read_products
from healthlint.errors import ConfigError
from healthlint.marked import from_yaml
from healthlint.product import CLASSES
from healthlint.rule import Example

if TYPE_CHECKING:
    from healthlint.rules.nodes import Node, YamlFile

_EXAMPLE_KEYS: Final = (
    "text",
    "product",
    "copy",
    "format",
    "markets",
    "channels",
    "products",
)


def read_example(file: YamlFile, node: Node, *, flag: bool) -> Example | None:
    """Read an example: text alone, or a mapping with its circumstances."""
    line = file.place(node)[0]
    if isinstance(node, yaml.MappingNode):
        values = file.mapping(node, _EXAMPLE_KEYS, "an example")
        if "text" not in values:
            file.reject(node, "an example needs 'text'")
            return None
        text_node = values["text"]
        example = Example(
            text=file.string(text_node, "text") or "",
            line=line,
            product=file.one_of(values.get("product"), CLASSES, "product class"),
            copy=file.one_of(values.get("copy"), COPY_VALUES, "copy"),
            format=file.string(values.get("format"), "format") or "text",
            markets=file.some_of(values.get("markets"), None, "markets"),
            channels=file.some_of(values.get("channels"), None, "channels"),
            products=_product_sheet(file, values.get("products")),
        )
    else:
        text_node = node
        example = Example(file.string(node, "an example") or "", line)
    if example.text:
        _check_marks(file, text_node, example.text, flag=flag)
    return example


def _product_sheet(file: YamlFile, node: Node | None) -> str:
    """Read an example's products as the configuration does; return them as JSON."""
    if node is None:
        return ""
    try:
        read_products(from_yaml(node, file.path), file.path)
    except ConfigError as why:
        file.reject_line(why.line or file.place(node)[0], why.message)
        return ""
    return json.dumps(file.plain(node), default=str)


def _check_marks(file: YamlFile, node: Node, text: str, *, flag: bool) -> None:
    marks = re.findall(r"\[\[|\]\]", text)
    if not flag and marks:
        file.reject(node, "a pass example marks nothing: take '[[' and ']]' away")
    elif flag and not marks:
        file.reject(node, "a flag example needs '[[' and ']]' around the exact words")
    elif marks != ["[[", "]]"] * (len(marks) // 2):
        file.reject(node, "'[[' and ']]' do not pair up")
    elif "[[]]" in text:
        file.reject(node, "'[[]]' marks no words")
