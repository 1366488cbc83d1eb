from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest
from ruleset_texts import BASE, rule

from healthlint.caches import cache_folder as folder
from healthlint.patterns import NAME
from healthlint.rules import cache, load_ruleset, loader
from healthlint.source import Source


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Caches of tests go to a folder of their own."""
    monkeypatch.setenv("HEALTHLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def ours(tmp_path, monkeypatch):
    """Our own rulesets are small and stand still."""
    path = tmp_path / "ours"
    path.mkdir()
    for name, text in BASE.items():
        (path / name).write_text(text)
    monkeypatch.setattr(loader, "_builtin", lambda: str(path))
    return path


@pytest.fixture
def mine(tmp_path):
    """Return a folder with a rule and a market of every shape."""
    path = tmp_path / "mine"
    path.mkdir()
    (path / "rules.yaml").write_text(
        rule(
            id="id: ACME001",
            name="name: acme-words",
            find="find: [miracle, {claim: {effect: cure, strength: [2, 3]}}]",
            fix="fix: {replace: wonder}",
        )
        + rule(
            id="id: ACME002",
            name="name: acme-doses",
            find=None,
            check="check: {kind: requires, most: 3}",
        )
    )
    (path / "sources.yaml").write_text(
        "acme: {title: T, citation: C, url: 'https://x.org', kind: statute, "
        "checked: 2026-01-01, known: read}\n"
    )
    (path / "market.yaml").write_text(
        "market: acme-land\nbasis: {acme-words: [{source: acme, products: food}]}\n"
        "permitted: [{phrase: a miracle, of: [salt]}]\n"
        "require: [{rule: acme-words, statement: no miracle}]\n"
    )
    (path / "channel.yaml").write_text("channel: acme-tv\ntitle: TV\n")
    return path


def kept(home):
    return sorted(home.iterdir())


def test_what_comes_back_is_what_was_kept(mine, home, monkeypatch):
    fresh = load_ruleset([mine])
    assert len(kept(home)) == 1
    monkeypatch.setattr(loader, "read_ruleset", pytest.fail)
    again = load_ruleset([mine])
    for part in ("rules", "law", "index", "version"):
        assert getattr(again, part) == getattr(fresh, part)
    assert again.lexicons.data == fresh.lexicons.data
    permitted = {each.phrase for each in again.markets["acme-land"].permitted}
    assert again.packed.keys() == {"miracle", *permitted, "(salt)", "no miracle"}
    assert type(again.rules[0]) is type(fresh.rules[0])
    assert type(again.by_name("ACME001").find[1]) is type(
        fresh.by_name("ACME001").find[1]
    )
    assert again.by_name("ACME001").examples_flag[0].line
    assert again.phrase("miracle").compiled == fresh.phrase("miracle").compiled


def test_a_changed_file_is_read_again(mine):
    load_ruleset([mine])
    path = mine / "rules.yaml"
    path.write_text(path.read_text().replace("says too much", "says far too much"))
    assert "far" in load_ruleset([mine]).by_name("ACME001").message


def test_a_file_of_the_same_size_is_told_by_its_time(mine):
    load_ruleset([mine])
    path = mine / "rules.yaml"
    seen = path.stat()
    path.write_text(path.read_text().replace("too much", "too MUCH"))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1))
    assert "MUCH" in load_ruleset([mine]).by_name("ACME001").message


def test_a_new_file_is_read(mine):
    load_ruleset([mine])
    (mine / "more.yaml").write_text(rule(id="id: ACME003", name="name: more"))
    assert load_ruleset([mine]).by_name("more")


def test_each_choice_of_folders_is_kept_apart(mine, home):
    load_ruleset([mine])
    load_ruleset([])
    assert len(kept(home)) == 2
    assert load_ruleset([]).by_name("ACME001") is None


def test_the_collector_stays_as_it_was(mine):
    load_ruleset([mine])
    gc.disable()
    try:
        load_ruleset([mine])
        assert not gc.isenabled()
    finally:
        gc.enable()
    load_ruleset([mine])
    assert gc.isenabled()


@pytest.mark.usefixtures("mine")
def test_a_relative_folder_is_told_from_its_namesake(tmp_path, monkeypatch):
    other = tmp_path / "other" / "mine"
    other.mkdir(parents=True)
    text = rule(id="id: ACME001", name="name: elsewhere")
    (other / "rules.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert load_ruleset(["mine"]).by_name("ACME001").origin == ("mine/rules.yaml", 1)
    monkeypatch.chdir(tmp_path / "other")
    assert load_ruleset(["mine"]).by_name("ACME001").name == "elsewhere"


def test_no_cache_is_neither_read_nor_written(mine, home):
    load_ruleset([mine], cache=False)
    assert not home.exists()


DEFECTS = [
    pytest.param(lambda data: data[:0], id="empty"),
    pytest.param(lambda data: data[: len(data) // 2], id="cut-off"),
    pytest.param(lambda data: data[:10], id="cut-off-in-the-head"),
    pytest.param(lambda data: b"x" + data, id="foreign"),
    pytest.param(lambda data: data[:-5] + b"\x00" * 5, id="damaged-at-the-end"),
    pytest.param(lambda data: data.replace(b"miracle", b"mirakle"), id="altered"),
]


@pytest.mark.parametrize("damage", DEFECTS)
def test_a_defect_is_a_miss(mine, home, damage):
    fresh = load_ruleset([mine])
    (path,) = kept(home)
    path.write_bytes(damage(path.read_bytes()))
    assert load_ruleset([mine]).rules == fresh.rules


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param((), id="too-short"),
        pytest.param((1,) * 9, id="numbers"),
        pytest.param(
            ([("a",)], ({}, "", {}, {}), {}, {}, {}, (), {}, {}, ""), id="short-rule"
        ),
        pytest.param({}, id="mapping"),
    ],
)
def test_sound_data_of_a_wrong_shape_is_a_miss(mine, monkeypatch, plain):
    fresh = load_ruleset([mine], cache=False)
    monkeypatch.setattr(cache, "_plain", lambda _: plain)
    cache.save(loader.find([mine]), fresh)
    assert cache.load(loader.find([mine])) is None


def test_other_code_is_a_miss(mine, monkeypatch):
    load_ruleset([mine])
    code = cache._code()  # noqa: SLF001
    monkeypatch.setattr(cache, "_code", lambda: [(1, 1), *code[1:]])
    assert cache.load(loader.find([mine])) is None


def test_code_that_is_no_file_keeps_nothing(mine, home, monkeypatch):
    monkeypatch.setattr(cache, "_MODULES", ("gone.py",))
    assert load_ruleset([mine]).by_name("ACME001")
    assert not home.exists()


def test_another_version_is_a_miss(mine, monkeypatch):
    load_ruleset([mine])
    monkeypatch.setattr(cache, "__version__", "99.0")
    assert cache.load(loader.find([mine])) is None


@pytest.mark.parametrize("obstacle", ["file", "folder-in-place"])
def test_where_nothing_can_be_kept_nothing_happens(mine, home, obstacle):
    if obstacle == "file":
        home.write_text("not a folder")
    else:
        load_ruleset([mine])
        (path,) = kept(home)
        path.unlink()
        path.mkdir()
    assert load_ruleset([mine]).by_name("ACME001")
    if obstacle == "folder-in-place":
        assert kept(home) == [path]


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        pytest.param("linux", {"HEALTHLINT_CACHE_DIR": "/own"}, "/own", id="own"),
        pytest.param("linux", {"XDG_CACHE_HOME": "/xdg"}, "/xdg/healthlint", id="xdg"),
        pytest.param("linux", {"HOME": "/h"}, "/h/.cache/healthlint", id="linux"),
        pytest.param(
            "darwin", {"HOME": "/h"}, "/h/Library/Caches/healthlint", id="mac"
        ),
        pytest.param(
            "win32", {"LOCALAPPDATA": "/local"}, "/local/healthlint", id="windows"
        ),
    ],
)
def test_folder(monkeypatch, platform, environ, expected):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "environ", environ)
    assert folder() == expected


def test_a_warm_start_imports_no_yaml_and_reads_no_rule(mine, ours):
    load_ruleset([mine])
    code = (
        "import sys; from healthlint.rules import load_ruleset, loader;"
        f"loader._builtin = lambda: {str(ours)!r};"
        f"assert load_ruleset([{str(mine)!r}]).by_name('ACME001');"
        "print([each for each in ('yaml', 'pathlib', 'regex', 'hashlib', 'json') "
        "if each in sys.modules])"
    )
    seen = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert seen.stdout == "[]\n"


def test_the_lexicons_that_come_back_find_the_same(mine):
    from healthlint.annotators.sentences import split
    from healthlint.segment import Run, Segment

    text = Source("x", "It cured my cancer.").text
    segment = Segment("paragraph", text, (Run(0, len(text), 0, len(text)),))
    (sentence,) = split(0, segment)
    fresh, again = load_ruleset([mine]), load_ruleset([mine])
    assert again.lexicons.hits(sentence) == fresh.lexicons.hits(sentence) != []


def test_rulesets_of_others_go_when_there_are_many(tmp_path, home):
    for number in range(cache.MOST + 5):
        path = tmp_path / f"rules{number}"
        path.mkdir()
        (path / "rules.yaml").write_text(rule())
        load_ruleset([path])
    kept = sorted(home.iterdir(), key=os.path.getmtime)
    assert len(kept) <= cache.MOST
    home.joinpath(NAME).touch()
    assert load_ruleset([path]).rules
    assert {each.name for each in kept} <= set(os.listdir(home)) - {NAME}
