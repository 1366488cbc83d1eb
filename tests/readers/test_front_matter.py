"""Front matter: values, prose and places."""

from __future__ import annotations

import datetime as dt

import pytest
from reading import read, shown, texts

SEGMENTS = [
    pytest.param("---\ntitle: a b\ndescription: 'c'\nother: d\n---\ne", [
        ("title", "title", "a b"), ("meta", "description", "c"),
        ("field", "other", "d"), ("paragraph", "", "e")], id="kinds"),
    pytest.param("---\nseo:\n  og-title: a\n  tags: [b c, d]\nFAQ:\n- q: e?\n---\n", [
        ("meta", "seo.og-title", "a"), ("field", "seo.tags.0", "b c"),
        ("field", "seo.tags.1", "d"), ("field", "FAQ.0.q", "e?")], id="paths"),
    pytest.param("+++\ntitle = 'a'\n[seo]\ndescription = \"b \\\"c\\\"\"\n+++\n", [
        ("title", "title", "a"), ("meta", "seo.description", 'b "c"')], id="TOML"),
    pytest.param('{\n "title": "a \\u0062",\n "tags": ["c d"]\n}\ne', [
        ("title", "title", "a b"), ("field", "tags.0", "c d"), ("paragraph", "", "e")],
        id="JSON"),
    pytest.param('---\ntitle: Tea: it cures\nlead: "a"\nimage: /b.png\n---\nc', [
        ("title", "title", "Tea: it cures"), ("meta", "lead", "a"),
        ("paragraph", "", "c")], id="faulty YAML is read line by line"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEGMENTS)
def test_segments(text, expected):
    segments = read(text, "markdown").segments
    assert [(each.kind, each.label, each.text) for each in segments] == expected


YAML = [
    pytest.param("a: plain", ["plain"], id="plain"),
    pytest.param("a: one\n  two\n\n  three", ["one two", "three"], id="plain, folded"),
    pytest.param("a: 'it''s\n  so'", ["it's so"], id="single quotes"),
    pytest.param('a: "b \\u00e9\\x41\\t\\"c\\" \\\n   d\\_e"', ['b éA "c" d\xa0e'],
                 id="double quotes"),
    pytest.param('a: "b\n\n  c\n  d"', ["b", "c d"], id="double quotes, folded"),
    pytest.param("a: |\n  b\n  c\n\n  d\n", ["b c", "d"], id="literal"),
    pytest.param("a: >-\n  b\n  c\n\n  d", ["b c", "d"], id="folded"),
    pytest.param("a: |2-\n    b\n  c", ["b c"], id="indentation told"),
    pytest.param("a: !!str b c", ["b c"], id="tag"),
    pytest.param("a: &x b c\nd: *x", ["b c"], id="an alias is read once"),
    pytest.param("a: b c # d", ["b c"], id="comment"),
    pytest.param("? a\n: b c", ["b c"], id="explicit key"),
    pytest.param("a: {b: c d, e: [f g]}", ["c d", "f g"], id="flow"),
    pytest.param("a: 5\nb: true\nc: null\nd: 2024-01-31", [], id="no strings"),
    pytest.param("url: https://a.b\nb: /c/d\ne: f.png\ng: '12'\nh: '#fff'", [],
                 id="strings that are no prose"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "expected"), YAML)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_yaml(block, expected, end):
    text = f"---\n{block}\n---\n".replace("\n", end)
    assert texts(text, "markdown") == expected


TOML = [
    pytest.param('a = "b \\u00e9\\n\\"c\\""', ["b é", '"c"'], id="basic"),
    pytest.param("a = 'b\\c'", ["b\\c"], id="literal"),
    pytest.param('a = """\nb\nc \\\n  d ""e"""', ['b c d ""e'], id="several lines"),
    pytest.param("a = '''\nb\n\nc'''", ["b", "c"], id="several literal lines"),
    pytest.param('a = ["b c", \'d\'] # "e"\nf = 5', ["b c", "d"], id="array"),
    pytest.param('a = [\n  ["b"],\n  ["c"],\n]\nd = "e"', ["b", "c", "e"],
                 id="arrays in arrays"),
    pytest.param('[a.b]\nc = "d e"\n[[f]]\ng = "h"', ["d e", "h"], id="tables"),
    pytest.param('a = {b = "c d"}', ["c d"], id="inline table"),
    pytest.param('"a b" = "c d"\n"e" = "f"', ["c d", "f"], id="quoted keys"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "expected"), TOML)
def test_toml(block, expected):
    assert texts(f"+++\n{block}\n+++\n", "markdown") == expected
    assert texts(f"\ufeff+++\r\n{block}\r\n+++", "markdown") == expected


VALUES = [
    pytest.param("---\na: 1\nb: [c]\n5: d\n---\n", {"a": 1, "b": ["c"], "5": "d"},
                 id="YAML"),
    pytest.param("---\na: 2024-01-31\n...\n", {"a": dt.date(2024, 1, 31)},
                 id="YAML ended by dots"),
    pytest.param("+++\na = 1\n+++\n", {"a": 1}, id="TOML"),
    pytest.param('{ "a": 1}\n', {"a": 1}, id="JSON"),
    pytest.param("---\n---\nb", {}, id="empty"),
    pytest.param("---\na: [\n---\nb", {}, id="YAML that does not parse"),
    pytest.param("---\na: 2024-13-45\n---\nb", {}, id="a date that is none"),
    pytest.param("---\na: &b [*b]\n---\n", None, id="a list inside itself"),
    pytest.param("---\n? [a]\n: b\n---\n", {}, id="a key that is a list"),
    pytest.param("+++\na = \n+++\n", {}, id="TOML that does not parse"),
    pytest.param('{ "a": }\n', {}, id="JSON that does not parse"),
    pytest.param("---\n" + "a: " + "[" * 5_000 + "\n---\n", {}, id="deep YAML"),
    pytest.param("+++\na = " + "[" * 5_000 + "\n+++\n", {}, id="deep TOML"),
    pytest.param('{ "a": ' + "[" * 100_000 + "\n", {}, id="deep JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text, expected):
    found = read(text, "markdown").front_matter
    assert found == expected or (expected is None and list(found) == ["a"])


NONE = [
    pytest.param("---\na b\n\n---\nc", id="text between rules"),
    pytest.param("---\na: b\nc", id="no end"),
    pytest.param("a\n---\nb: c\n---\n", id="not at the start"),
    pytest.param("--- a\nb: c\n---\n", id="more than a fence"),
    pytest.param("{ a }\n\nb", id="braces"),
    pytest.param('{ "a": 1} b', id="text after JSON"),
]


@pytest.mark.parametrize("text", NONE)
def test_is_no_front_matter(text):
    document = read(text, "markdown")
    assert document.front_matter == {}
    assert "title" not in {each.kind for each in document.segments}
    assert document.segments


def test_every_format_of_page_has_it():
    text = "---\ntitle: a\n---\n"
    for page in ("markdown", "mdx", "html"):
        assert shown(text, page) == [("title", "a", ())]


def test_a_value_that_cannot_be_followed_is_found_as_a_whole():
    text = '---\na: "b\\u0020\\u0020c d"\n---\n'
    (segment,) = read(text, "markdown").segments
    start, end = segment.to_source(0, len(segment.text))
    assert text[start:end] == "b\\u0020\\u0020c d"
