"""Which files paths stand for."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from healthlint.walk import Entry, Globs, expand


def is_copy(name: str) -> bool:
    return name.endswith((".md", ".html"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grow(folder, *names, **ignores):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Tea.\n")
    for name, patterns in ignores.items():
        place = folder if name == "root" else folder / name
        place.mkdir(parents=True, exist_ok=True)
        (place / ".gitignore").write_text(patterns)


def paths(*given: str) -> list[str]:
    return [entry.path for entry in expand(given, is_copy)]


def test_a_folder_gives_its_known_files_sorted(folder):
    grow(folder, "site/b.md", "site/a/c.html", "site/a.md", "site/x.py", "other.md")
    assert paths("site") == ["site/a.md", "site/a/c.html", "site/b.md"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(["."], ["a.md", "b/c.md"], id="the folder itself"),
        pytest.param(["./"], ["./a.md", "./b/c.md"], id="as typed"),
        pytest.param(["./b"], ["./b/c.md"], id="as typed, below"),
        pytest.param(["b/"], ["b/c.md"], id="trailing slash"),
        pytest.param(["b", "a.md"], ["a.md", "b/c.md"], id="sorted"),
        pytest.param(["a.md", "."], ["a.md", "b/c.md"], id="once"),
        pytest.param(["./a.md", "a.md"], ["./a.md"], id="once, first spelling"),
        pytest.param(["x.py"], ["x.py"], id="named: any extension"),
        pytest.param([], [], id="none"),
    ],
)
def test_names_are_kept_as_given(folder, given, expected):
    grow(folder, "a.md", "b/c.md", "x.py")
    assert paths(*given) == expected


def test_hidden_and_foreign_folders_are_left_out(folder):
    grow(folder, "a.md", ".venv/b.md", "x/node_modules/c.md", ".d.md")
    assert paths(".") == [".d.md", "a.md"]
    assert paths(".venv") == [".venv/b.md"]


TREE = [
    "a.md",
    "build/b.md",
    "build/keep.md",
    "docs/build/c.md",
    "docs/draft-1.md",
    "docs/final.md",
    "docs/deep/draft-2.md",
    "docs/deep/wanted/draft-3.md",
    "ümläut.md",
    "with space.md",
    "[x].md",
    "#hash.md",
    "!bang.md",
]
IGNORES = {
    "one level": {"root": "/build/\n"},
    "any level": {"root": "build\n"},
    "stars": {"root": "draft-*.md\n"},
    "double stars": {"root": "docs/**/draft-?.md\n"},
    "taken back": {"root": "*.md\n!final.md\n"},
    "not taken back from an ignored folder": {"root": "build/\n!build/keep.md\n"},
    "taken back from a folder's content": {"root": "build/*\n!build/keep.md\n"},
    "deeper file decides": {"root": "draft-*\n", "docs/deep": "!draft-2.md\n"},
    "deeper file adds": {"root": "# none\n", "docs": "deep/\n"},
    "comments, blanks, CRLF": {"root": "# x\r\n\r\nbuild/\r\n"},
    "BOM": {"root": "\ufeffbuild/\n"},
    "no patterns": {"root": "!\na\\\n"},
    "a bad line beside a good one": {"root": "!\nbuild/\n"},
    "trailing space": {"root": "build/   \n"},
    "brackets": {"root": "[[]x].md\n"},
    "escapes": {"root": "\\#hash.md\n\\!bang.md\n"},
    "spaces": {"root": "with space.md\n"},
    "letters": {"root": "ümläut.md\n"},
}


@pytest.mark.parametrize("ignores", IGNORES.values(), ids=IGNORES.keys())
@pytest.mark.parametrize("start", [".", "docs"])
def test_what_git_ignores_is_left_out(folder, ignores, start):
    grow(folder, *TREE, **ignores)
    subprocess.run(["git", "init", "-q"], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard", start],
        check=True,
        capture_output=True,
    )
    names = os.fsdecode(listed.stdout).split("\0")
    assert paths(start) == sorted(name for name in names if is_copy(name))


def test_a_folder_that_is_ignored_can_be_named(folder):
    (folder / ".git").mkdir()
    grow(folder, "build/a.md", "build/b/c.md", root="build/\n*.md\n")
    assert paths("build") == ["build/a.md", "build/b/c.md"]


def test_a_file_that_is_ignored_can_be_named(folder):
    grow(folder, "a.md", "b.md", root="a.md\n")
    assert paths("a.md", ".") == ["a.md", "b.md"]


def test_without_a_repository_what_lies_above_has_no_say(folder):
    grow(folder, "site/a.md", root="*.md\n")
    assert paths("site") == ["site/a.md"]
    (folder / ".git").mkdir()
    assert expand(["site"], is_copy)[0].error == "nothing to lint in this folder"


def test_the_repository_s_own_excludes_count(folder):
    grow(folder, "a.md", "b.md")
    subprocess.run(["git", "init", "-q"], check=True)
    Path(".git/info").mkdir(exist_ok=True)
    Path(".git/info/exclude").write_text("# mine\nb.md\n")
    assert paths(".") == ["a.md"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("nowhere.md", "no such file or folder"),
        ("empty", "nothing to lint in this folder"),
        ("a\0b", "no valid file name"),
        ("loop.md", "too many levels of symbolic links"),
        ("pipe.md", "neither a file nor a folder; pipe text in and give '-' instead"),
    ],
    ids=["missing", "empty folder", "NUL", "link to itself", "pipe"],
)
def test_what_cannot_be_linted_is_said(folder, name, error):
    grow(folder, "empty/x.py", "a.md")
    Path("loop.md").symlink_to("loop.md")
    os.mkfifo("pipe.md")
    bad = Entry(name, named=True, error=error)
    assert [bad] == [entry for entry in expand([name, "a.md"], is_copy) if entry.error]
    assert "a.md" in paths(name, "a.md")


def test_links_cannot_make_a_walk_endless(folder):
    grow(folder, "site/a.md", "site/b/c.md", "elsewhere/d.md")
    Path("site/b/up").symlink_to("..", target_is_directory=True)
    Path("site/out").symlink_to("../elsewhere", target_is_directory=True)
    Path("site/link.md").symlink_to("a.md")
    os.mkfifo("site/pipe.md")
    assert paths("site") == ["site/a.md", "site/b/c.md", "site/link.md"]
    assert paths("site/out") == ["site/out/d.md"]


def test_a_dangling_link_in_a_folder_is_said(folder):
    grow(folder, "site/a.md")
    Path("site/loop.md").symlink_to("loop.md")
    found = {entry.path: entry.error for entry in expand(["site"], is_copy)}
    assert found == {
        "site/a.md": None,
        "site/loop.md": "too many levels of symbolic links",
    }


def test_a_folder_that_cannot_be_listed_is_said(folder, monkeypatch):
    grow(folder, "site/a.md", "site/shut/b.md")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = {entry.path: entry.error for entry in expand(["site"], is_copy)}
    assert found == {"site/a.md": None, "site/shut": "permission denied"}


def test_trees_may_be_deeper_than_the_stack(folder):
    home = os.getcwd()
    for _ in range(1200):
        os.mkdir("d")
        os.chdir("d")
    os.chdir(home)
    grow(folder, "a.md")
    assert paths(".") == ["a.md"]
    subprocess.run(["rm", "-rf", "d"], check=True)


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["drafts/"], "drafts/a.md", True),
        (["drafts/"], "a.md", None),
        (["*.md", "!a.md"], "x/a.md", False),
        (["blog/**"], "blog/2026/a.md", True),
        (["/a.md"], "x/a.md", None),
        (["a.md"], "../a.md", None),
        (["*"], ".", None),
    ],
)
def test_globs(folder, patterns, path, expected):
    assert Globs(patterns, str(folder)).decides(path) is expected


def test_a_glob_that_is_none_is_an_error(folder):
    with pytest.raises(ValueError, match=r"^!$"):
        Globs(["*.md", "!"], str(folder))
