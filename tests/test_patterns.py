"""Compiled patterns, kept between runs: the same as `re` makes, or made by it."""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import patterns
from healthlint.patterns import Patterns

SHAPES = [
    pytest.param(r"\bcures?\b", 0, id="plain"),
    pytest.param(r"(?P<fence>---|\+{3})\s(?P=fence)", 0, id="named groups"),
    pytest.param(r"(a)|(?P<b>b)|(c)", 0, id="groups of both kinds"),
    pytest.param(r"[^\W\d_]+(?:'[^\W\d_]+)*", re.IGNORECASE, id="a flag"),
    pytest.param(r"(?is)a.b", 0, id="flags inside"),
    pytest.param("[äöüß–—µμ½]|\\w", re.IGNORECASE, id="beyond ASCII"),
    pytest.param(r"(?<=\d)x(?!y)(?:z*+)", 0, id="lookaround and possessive"),
    pytest.param("", 0, id="nothing"),
]


def parts(pattern: re.Pattern[str]) -> tuple[object, ...]:
    return (
        *(pattern.pattern, pattern.flags, pattern.groups),
        dict(pattern.groupindex),
    )


@pytest.fixture
def store(tmp_path):
    """Return a function that opens the same folder anew, as the next run does."""
    return lambda: Patterns(lambda: str(tmp_path))


@pytest.mark.parametrize(("text", "flags"), SHAPES)
def test_pattern_from_the_file_is_the_same(store, text, flags, monkeypatch):
    first = store()
    expected = first.compiled(text, flags)
    first.keep()
    monkeypatch.setattr(patterns.re, "compile", None)  # nothing is compiled again
    kept = store().compiled(text, flags)
    assert parts(kept) == parts(expected)
    assert kept == expected


@given(st.text(alphabet="abcäß 0-–.ZYµx\n", max_size=30))
def test_pattern_from_the_file_finds_the_same(tmp_path_factory, text):
    folder = str(tmp_path_factory.getbasetemp() / "kept")
    for row in SHAPES:
        pattern, flags = row.values
        one = Patterns(lambda: folder)
        one.compiled(pattern, flags)
        one.keep()
        kept = Patterns(lambda: folder).compiled(pattern, flags)
        found = [each.regs for each in re.finditer(pattern, text, flags)]
        assert [each.regs for each in kept.finditer(text)] == found


def wrong_sum(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def wrong_version(data: bytes) -> bytes:
    return data.replace(b"healthlint patterns", b"healthlint Patterns")


def with_body(body: object) -> bytes:
    packed = marshal.dumps(body)
    return patterns.HEAD + crc32(packed).to_bytes(4, "big") + packed


DEFECTS = [
    pytest.param(lambda _: b"", id="empty"),
    pytest.param(lambda data: data[:40], id="cut off in the head"),
    pytest.param(lambda data: data[:-9], id="cut off"),
    pytest.param(wrong_sum, id="a flipped bit"),
    pytest.param(wrong_version, id="another version"),
    pytest.param(lambda _: with_body([1, 2]), id="no mapping"),
    pytest.param(
        lambda _: with_body({("a+b", 0): (32, b"\xff\xff\0\0" * 9, 0, {}, ())}),
        id="numbers that are no pattern",
    ),
    pytest.param(lambda _: with_body({("a+b", 0): ("x",)}), id="too few parts"),
    pytest.param(
        lambda _: with_body({("a+b", 0): (32, b"\x01\0\0", 0, {}, ())}),
        id="half a number",
    ),
]


@pytest.mark.parametrize("spoil", DEFECTS)
def test_defect_means_compiling_again(store, tmp_path, spoil):
    first = store()
    first.compiled("a+b")
    first.keep()
    path = tmp_path / patterns.NAME
    path.write_bytes(spoil(path.read_bytes()))
    assert store().compiled("a+b").findall("aab b ab") == ["aab", "ab"]


def test_wrong_pattern_is_the_error_of_re(store):
    with pytest.raises(re.error, match="unterminated"):
        store().compiled("(a")


def test_folder_that_cannot_be_written_changes_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    store = Patterns(lambda: str(tmp_path / "file" / "below"))
    assert store.compiled("a").match("a")
    store.keep()
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_disk_that_is_full_keeps_no_rest(store, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(patterns.os, "replace", full)
    run = store()
    run.compiled("a")
    run.keep()
    assert os.listdir(tmp_path) == []


def test_each_python_has_a_file_and_few_stay(store, tmp_path, monkeypatch):
    assert sys.implementation.cache_tag in patterns.NAME
    names = [f"patterns-other-{number}.bin" for number in range(30)]
    for name in names:
        monkeypatch.setattr(patterns, "NAME", name)
        run = store()
        run.compiled("a")
        run.keep()
    kept = set(os.listdir(tmp_path))
    assert {names[-1], names[-2]} <= kept
    assert len(kept) <= 8


def test_old_patterns_go_when_there_are_too_many(store, tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "_MOST", 3)
    for text in "abcd":
        run = store()
        run.compiled(text)
        run.keep()
    size = (tmp_path / patterns.NAME).stat().st_size
    one = store()
    one.compiled("e")
    one.keep()
    assert (tmp_path / patterns.NAME).stat().st_size > size


def test_python_without_the_inner_parts_compiles_as_ever(store, monkeypatch, tmp_path):
    monkeypatch.setattr(patterns, "_form", lambda *_: None)
    run = store()
    assert run.compiled("a").match("a")
    run.keep()
    assert not (tmp_path / patterns.NAME).exists()


def test_second_run_compiles_nothing(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Tea\n\nOur tea cures arthritis: 12 of 20 people (60 %).\n")
    count = (
        "import re._compiler as made, sys\n"
        "from healthlint import cli\n"
        "calls, real = [], made.compile\n"
        "made.compile = lambda *given: calls.append(given[0]) or real(*given)\n"
        f"cli.main(['check', '--no-config', '--no-cache', {str(page)!r}])\n"
        "print(len(calls), file=sys.stderr)\n"
    )
    environment = {**os.environ, "HEALTHLINT_CACHE_DIR": str(tmp_path / "cache")}
    counts = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", count],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        counts.append(int(done.stderr.splitlines()[-1]))
    assert counts[0] > 20
    assert counts[-1] <= 5
