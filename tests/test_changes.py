"""Only what changed since a revision, asked of a real git."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import cli, runner
from healthlint.changes import Patched, of_changes, read_patch
from healthlint.diagnostic import Confidence, Diagnostic, Related, Report, Severity
from healthlint.planning import Change, Task
from healthlint.source import Source, Span

CURE = "Our tea cures arthritis in a week.\n"
SAFE = "Our drops have no side effects.\n"
HEAL = "Our balm heals eczema.\n"
PLAIN = "We blend it by hand.\n"


def git(*arguments: str, folder: str = ".") -> str:
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
    done = subprocess.run(
        ["git", "-C", folder, *identity, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    return tmp_path


@pytest.fixture
def repository(folder):
    """Return a repository with old claims in it, at a tag named old."""
    git("init", "-q", "-b", "main")
    put("a.txt", f"{CURE}\n{PLAIN}\n{SAFE}")
    put("b.txt", CURE)
    commit()
    git("tag", "old")
    return folder


def put(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def commit() -> None:
    git("add", ".")
    git("commit", "-qm", "More")


@pytest.fixture
def since(capsys):
    """Return a function that gives exit code and file:line code of each diagnostic."""

    def since(revision: str, *arguments: str) -> tuple[int, list[str]]:
        arguments = ("--output-format", "concise", *arguments)
        code = cli.main(["check", "--changed-since", revision, *arguments])
        out = capsys.readouterr().out
        found = re.findall(r"^(.+?:\d+):\d+: \w+ (\w+) ", out, re.MULTILINE)
        return code, [" ".join(each) for each in found]

    return since


EDITS = [
    pytest.param({}, [], id="nothing changed"),
    pytest.param({"a.txt": f"{CURE}\n{PLAIN}\n{PLAIN}{SAFE}"}, [], id="a line between"),
    pytest.param(
        {"a.txt": f"{CURE}\n{PLAIN}\n{SAFE}\n{HEAL}"}, ["a.txt:7 HL101"], id="appended"
    ),
    pytest.param(
        {"a.txt": f"{HEAL}\n{CURE}\n{PLAIN}\n{SAFE}"}, ["a.txt:1 HL101"], id="before"
    ),
    pytest.param(
        {"a.txt": f"{CURE}\n{PLAIN}\n{SAFE.upper()}"},
        ["a.txt:5 HL301"],
        id="the same words on a changed line",
    ),
    pytest.param({"a.txt": f"{CURE}\n{PLAIN}"}, [], id="removed"),
    pytest.param(
        {"b.txt": CURE.replace("week", "day")}, ["b.txt:1 HL101"], id="another file"
    ),
    pytest.param({"new.txt": CURE}, ["new.txt:1 HL101"], id="not tracked"),
    pytest.param({"c/d e.txt": CURE}, ["c/d e.txt:1 HL101"], id="space"),
    pytest.param({'ü "q"\t.txt': CURE}, ['ü "q" .txt:1 HL101'], id="odd name"),
    pytest.param(
        {"a.txt": f"{CURE}\n{PLAIN}\n{SAFE}".replace("\n", "\r\n")},
        ["a.txt:1 HL101", "a.txt:5 HL301"],
        id="line ends",
    ),
]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("committed", [False, True], ids=["as it lies", "committed"])
@pytest.mark.parametrize(("files", "expected"), EDITS)
def test_what_changed_is_reported(since, files, expected, committed):
    for name, text in files.items():
        put(name, text)
    if committed and files:
        commit()
    assert since("old") == (1 if expected else 0, expected)


@pytest.mark.usefixtures("repository")
def test_lines_are_those_that_git_counts(since):
    put("lone.txt", f"One\rtwo\rthree.\n\n{CURE}\n{PLAIN}")
    commit()
    put("lone.txt", f"One\rtwo\rthree.\n\n{CURE}\n{PLAIN}{PLAIN}\n{HEAL}")
    assert since("HEAD")[1] == ["lone.txt:10 HL101"]


@pytest.mark.usefixtures("repository")
def test_a_renamed_file_has_a_past(since):
    put("long.txt", PLAIN * 20 + f"\n{CURE}")
    commit()
    git("mv", "long.txt", "later.txt")
    assert since("HEAD") == (0, [])
    with Path("later.txt").open("a") as file:
        file.write(f"\n{HEAL}")
    assert since("HEAD")[1] == ["later.txt:24 HL101"]


FOLDERS = [pytest.param("a", id="as git's before"), pytest.param("b", id="after")]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("into", FOLDERS)
def test_a_file_moved_into_a_folder_hides_no_other(since, into):
    put("A.md", PLAIN)
    put("old.md", CURE + PLAIN * 20)
    commit()
    put("A.md", CURE)
    Path(into).mkdir()
    git("mv", "old.md", f"{into}/A.md")
    assert since("HEAD") == (1, ["A.md:1 HL101"])


ENDS = [
    pytest.param("old", "++ Our drops cure cancer.", ["x.md:1 HL101"], id="neither"),
    pytest.param("old\n", "++ Our drops cure cancer.", ["x.md:1 HL101"], id="before"),
    pytest.param("old", "++ Our drops cure cancer.\n", ["x.md:1 HL101"], id="after"),
    pytest.param("\\ old", "\\ Tea\n\n" + CURE, ["x.md:3 HL101"], id="backslash"),
]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(("before", "after", "expected"), ENDS)
def test_a_line_without_an_end_shifts_nothing(since, before, after, expected):
    put("x.md", before)
    commit()
    put("x.md", after)
    assert since("HEAD", "x.md") == (1, expected)


@pytest.mark.usefixtures("repository")
def test_text_that_git_takes_for_binary_is_reported_whole(since):
    path = put("wide.txt", "")
    path.write_bytes(f"\ufeff{CURE}".encode("utf-16-le"))
    commit()
    path.write_bytes(f"\ufeff{CURE}\n{PLAIN}".encode("utf-16-le"))
    assert since("HEAD")[1] == ["wide.txt:1 HL101"]


@pytest.mark.usefixtures("repository")
def test_what_a_change_elsewhere_brought_about_is_reported(since):
    """The denial stood two lines above the words that it denied."""
    denial = "There is no proof that\ntea\ncures arthritis.\n"
    put("c.md", denial)
    commit()
    assert since("old")[1] == []
    put("c.md", denial.replace("no proof", "proof"))
    assert since("HEAD")[1] == ["c.md:3 HL101"]


@pytest.mark.usefixtures("repository")
def test_what_others_did_since_we_parted_is_not_ours(since):
    git("checkout", "-qb", "ours")
    put("ours.txt", HEAL)
    commit()
    git("checkout", "-q", "main")
    put("b.txt", PLAIN)
    commit()
    git("checkout", "-q", "ours")
    assert since("main")[1] == ["ours.txt:1 HL101"]


@pytest.mark.usefixtures("repository")
def test_named_files_and_folders_are_narrowed_too(since, monkeypatch):
    put("c/new.txt", CURE)
    assert since("old", "a.txt", "b.txt") == (0, [])
    assert since("old", "c")[1] == ["c/new.txt:1 HL101"]
    monkeypatch.chdir("c")
    assert since("old", "../a.txt", ".")[1] == ["new.txt:1 HL101"]
    monkeypatch.chdir("/")
    found = since("old", str(Path.cwd() / "nowhere"))
    assert found == (2, []), "a file that is not there is still said"


@pytest.mark.usefixtures("repository")
def test_a_link_counts_as_what_it_leads_to(since):
    Path("link.txt").symlink_to("a.txt")
    commit()
    assert since("HEAD", "link.txt") == (0, [])
    put("a.txt", f"{CURE}\n{PLAIN}\n{SAFE}\n{HEAL}")
    assert since("HEAD", "link.txt")[1] == ["link.txt:7 HL101"]


@pytest.mark.usefixtures("repository")
def test_settings_of_the_user_change_nothing(since):
    settings = {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "color.diff": "always",
        "diff.context": "9",
        "diff.interHunkContext": "9",
        "diff.external": "false",
        "core.quotePath": "true",
        "diff.relative": "true",
    }
    for key, value in settings.items():
        git("config", "--global", key, value)
    put("ü.txt", CURE)
    put("c/d.txt", CURE)
    put("a.txt", f"{CURE}\n{PLAIN}\n{SAFE}\n{HEAL}")
    commit()
    expected = ["a.txt:7 HL101", "c/d.txt:1 HL101", "ü.txt:1 HL101"]
    assert since("old") == (1, expected)


@pytest.mark.usefixtures("repository")
def test_a_baseline_comes_first(since):
    cli.main(["baseline", "write"])
    put("a.txt", f"{CURE}{PLAIN}\n{SAFE}\n{CURE}")
    assert since("old")[1] == ["a.txt:6 HL101"]


@pytest.mark.usefixtures("repository")
def test_any_number_of_jobs_gives_the_same(since):
    for number in range(6):
        put(f"{number}.txt", CURE)
    runs = [since("old", "--jobs", jobs) for jobs in ("1", "3")]
    assert runs[0] == runs[1]
    assert len(runs[0][1]) == 6


@pytest.mark.parametrize(
    ("lines", "before", "kept"),
    [
        pytest.param(((1, 1),), True, True, id="its own line"),
        pytest.param(((4, 9),), True, True, id="the line of what belongs to it"),
        pytest.param(((2, 3),), True, False, id="lines between"),
        pytest.param((), True, False, id="lines taken out"),
        pytest.param((), False, True, id="taken out, and it was not there before"),
        pytest.param(None, True, True, id="all lines"),
    ],
)
def test_what_touches_a_change(lines, before, kept):
    source = Source("a.md", "dose\n\n\nother dose\n")
    other = Related("other dose", "a.md", Span(7, 17), 4, 1)
    diagnostic = Diagnostic(
        *("HL501", "name", "dose", Severity.error, Confidence.high, "message"),
        *(Span(0, 4), "dose", "dose"),
        related=(other,),
    )
    report = Report(source, (diagnostic,))
    old = report if before else Report(source)
    task = Task("a.md", 0, "markdown", change=Change(lines, "root", "old"))
    left = of_changes(task, report, lambda _: old).diagnostics
    assert left == ((diagnostic,) if kept else ())


def wrong(capsys, *arguments: str) -> str:
    code = cli.main(["check", *arguments])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    return err


WRONG = [
    (["--changed-since", "nowhere", "."], "git knows no revision 'nowhere' in "),
    (["--changed-since", "--all", "."], "git knows no revision '--all' in "),
    (["--changed-since", "", "."], "git knows no revision '' in "),
    (["--changed-since", "old:a.txt", "."], "git knows no revision 'old:a.txt' in "),
    (["--changed-since", "old", "-"], "standard input has no history"),
]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_is_wrong_is_said(capsys, arguments, message):
    option, value, path = arguments
    assert message in wrong(capsys, f"{option}={value}", path)


def test_a_folder_without_a_repository_is_said(capsys):
    put("a.txt", CURE)
    expected = "--changed-since: a.txt is in no git repository"
    assert expected in wrong(capsys, "--changed-since", "HEAD", "a.txt")


def test_a_repository_without_commits_is_said(capsys):
    git("init", "-q")
    put("a.txt", CURE)
    expected = "git knows no revision 'HEAD' in "
    assert expected in wrong(capsys, "--changed-since", "HEAD")


@pytest.mark.usefixtures("repository")
def test_a_machine_without_git_is_said(capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    expected = "git cannot be run: no such file or directory"
    assert expected in wrong(capsys, "--changed-since", "HEAD")


def test_git_is_asked_without_a_shell(repository):
    assert runner.git(".", ["rev-parse", "--verify", "$(touch pwned)"]).code != 0
    assert not (repository / "pwned").exists()


# Patches

HUNKS = b"""\
diff --git a/a.md b/a.md
index 1..2 100644
--- a/a.md
+++ b/a.md
@@ -1,0 +2,3 @@ heading
++++ b/nothing
+diff --git a/x b/x
+three
@@ -9 +13,0 @@
--- a/gone
@@ -20,2 +24 @@
-one
-two
\\ No newline at end of file
+one
\\ No newline at end of file
diff --git a/old name.md b/new name.md
similarity index 90%
rename from old name.md
rename to new name.md
diff --git a/gone.md b/gone.md
deleted file mode 100644
--- a/gone.md
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git "a/tab\\there.md" "b/tab\\there.md"
new file mode 100644
--- /dev/null
+++ "b/tab\\there.md"
@@ -0,0 +1 @@
+x
diff --git a/b c.png b/b c.png
Binary files a/b c.png and b/b c.png differ
diff --git a/script b/script
old mode 100644
new mode 100755
"""


def test_a_patch_is_read():
    assert list(read_patch(HUNKS)) == [
        Patched(b"a.md", b"a.md", ((2, 4), (24, 24))),
        Patched(b"new name.md", b"old name.md", ()),
        Patched(b"tab\there.md", b"", ((1, 1),)),
        Patched(b"b c.png", b"b c.png", None),
        Patched(b"script", b"script", ()),
    ]


MOVES = [
    pytest.param(
        b"rename from a/A.md\nrename to b/A.md\n", b"b/A.md", b"a/A.md", id="folders"
    ),
    pytest.param(b"copy from A.md\ncopy to a/A.md\n", b"a/A.md", b"A.md", id="a copy"),
    pytest.param(
        b'rename from "a/\\tA.md"\nrename to "b/\\"A\\""\n',
        *(b'b/"A"', b"a/\tA.md"),
        id="in quotes",
    ),
]


@pytest.mark.parametrize(("lines", "name", "old"), MOVES)
def test_names_of_a_move_are_whole(lines, name, old):
    patch = b"diff --git a/x b/y\n" + lines
    assert list(read_patch(patch)) == [Patched(name, old, ())]


lines = st.lists(
    st.sampled_from(["one", "", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "diff --git a b"]),
    max_size=8,
)


@given(lines, lines)
def test_lines_that_git_takes_for_new_are_those_read(old, new):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("one", old), ("two", new)):
            (Path(folder) / name).write_text("".join(f"{line}\n" for line in text))
        patch = runner.git(
            folder, ["diff", "--no-index", "--unified=0", "one", "two"]
        ).output
    added = [line for line in patch.split(b"\n") if line.startswith(b"+")]
    header = old != new and bool(new or old)
    found = [each.lines or () for each in read_patch(patch)]
    count = sum(last - first + 1 for each in found for first, last in each)
    assert count == len(added) - header


@given(st.binary())
def test_no_patch_breaks_the_reader(patch):
    list(read_patch(patch))
