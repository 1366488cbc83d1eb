"""Measure healthlint against what runs beside it, on a quiet machine.

    python benchmarks/run.py [--rounds 15]

Every figure is a ratio of medians, taken in turn. Needs npm for the comparison with
textlint, which is left out without it. Exit code 1 if a limit is missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from copy_text import page, varied_page
from stopwatch import Row, calls, in_turn, table

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

PAGE = 20_000  # characters
PAGES = 200
MOST_STARTS = 10  # times `python -c pass` that one page may take
LEAST_GAIN = 5  # times faster than textlint on many pages
MOST_FOR_DOUBLE_TEXT = 2.4  # where 2 is linear, and a busy machine is not exact
MOST_FOR_DOUBLE_RULES = 1.25
PHRASES = 150
NEW = "healthlint check, never seen before"
VARIED = "the same, hardly a sentence twice"
SEEN = "healthlint check, unchanged since"
OURS = frozenset({NEW, VARIED, SEEN})
VERBS = ("cures", "treats", "prevents", "relieves", "reverses", "heals")
OBJECTS = (
    *("arthritis", "diabetes", "asthma", "insomnia", "depression", "flu", "cancer"),
    *("migraines", "gout", "eczema", "psoriasis", "anxiety", "colds", "ulcers"),
    *("dementia", "acne", "nausea", "stiffness", "swelling", "pain", "headaches"),
    *("fibromyalgia", "lupus", "obesity", "allergies"),
)


def main() -> int:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser(description="Measure healthlint.")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        passed = [
            one_page(Path(folder), rounds),
            many_pages(Path(folder), max(3, rounds // 5)),
            doubling(rounds),
        ]
    return 0 if all(passed) else 1


def healthlint(*arguments: str) -> list[str]:
    """Return the command as a user calls it."""
    beside = Path(sys.executable).parent / "healthlint"
    command = str(beside) if beside.exists() else shutil.which("healthlint")
    return [command or "healthlint", *arguments]


def one_page(folder: Path, rounds: int) -> bool:
    """Measure the start: a page, as a hook sees it."""
    path, other = folder / "page.md", folder / "varied.md"
    path.write_text(page(PAGE, 1), "utf-8")
    other.write_text(varied_page(PAGE, 1), "utf-8")
    medians = in_turn(
        {
            "python -c pass": [sys.executable, "-c", "pass"],
            "healthlint --version": healthlint("--version"),
            NEW: healthlint("check", "--no-config", "--no-cache", str(path)),
            VARIED: healthlint("check", "--no-config", "--no-cache", str(other)),
            SEEN: healthlint("check", "--no-config", str(path)),
        },
        rounds,
    )
    base = medians["python -c pass"]
    rows = [
        Row(name, each, each / base, f"<= {MOST_STARTS}", each <= base * MOST_STARTS)
        if name in OURS
        else Row(name, each, each / base, "", passed=True)
        for name, each in medians.items()
    ]
    return table(f"One Markdown page of {PAGE:,} characters", rows)


def many_pages(folder: Path, rounds: int) -> bool:
    """Measure a site, beside textlint with a word list."""
    site, other = folder / "site", folder / "varied"
    for place, text_of in ((site, page), (other, varied_page)):
        place.mkdir()
        for number in range(PAGES):
            text = text_of(PAGE, number)
            (place / f"{number:03}.md").write_text(text, "utf-8")
    commands = {
        NEW: healthlint("check", "--no-config", "--no-cache", str(site)),
        VARIED: healthlint("check", "--no-config", "--no-cache", str(other)),
        SEEN: healthlint("check", "--no-config", str(site)),
    }
    textlint = install_textlint()
    if textlint is not None:
        commands["textlint, prh"] = [*textlint, str(site)]
    medians = in_turn(commands, rounds)
    if textlint is None:
        print("\nnpm is missing: no comparison with textlint")
    theirs = medians.get("textlint, prh")
    rows = []
    for name, each in medians.items():
        gain = theirs / each if theirs else 1
        ours = theirs is not None and name in OURS
        limit = f">= {LEAST_GAIN}" if ours else ""
        rows.append(Row(name, each, gain, limit, not ours or gain >= LEAST_GAIN))
    return table(f"{PAGES} such pages; the ratio says how many times faster", rows)


def install_textlint() -> list[str] | None:
    """Return a command for textlint with PHRASES phrases; None without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    home = Path(cache).expanduser() / "healthlint-benchmarks"
    program = home / "node_modules" / ".bin" / "textlint"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        packages = ["textlint", "textlint-rule-prh"]
        install = [npm, "install", "--silent", "--no-save", "--prefix", str(home)]
        done = subprocess.run([*install, *packages], check=False, stdout=sys.stderr)
        if done.returncode:
            return None
    phrases = home / "prh.yml"
    phrases.write_text(word_list(), "utf-8")
    settings = home / ".textlintrc.json"
    settings.write_text('{"rules": {"prh": {"rulePaths": ["prh.yml"]}}}', "utf-8")
    return [str(program), "--config", str(settings), "--format", "compact"]


def word_list() -> str:
    """Return phrases in the form of prh: what claims say, in many variants."""
    pairs = [f"{verb} {each}" for each in OBJECTS for verb in VERBS][:PHRASES]
    rules = "".join(f"  - expected: supports\n    pattern: {each}\n" for each in pairs)
    return f"version: 1\nrules:\n{rules}"


def doubling(rounds: int) -> bool:
    """Measure twice the text, and twice the rules where the new ones do not hit."""
    ruleset = load_ruleset()
    strangers = [
        rule._replace(id=f"ZZ{number:03}", name=f"stranger-{number}", find=(phrase,))
        for number, rule in enumerate(ruleset.rules)
        for phrase in [f"(xylograph|quinquereme) {number} ziggurat"]
    ]
    larger = ruleset.replace(*ruleset.rules, *strangers)
    plain = Linter(ruleset, Settings())
    crowded = Linter(larger, Settings())
    once = Source("page.md", page(PAGE * 5, 1), "markdown")
    twice = Source("page.md", page(PAGE * 5, 1) + "\n" + page(PAGE * 5, 2), "markdown")
    medians = calls(
        {
            "once": partial(plain.lint, once),
            "twice the text": partial(plain.lint, twice),
            "twice the rules": partial(crowded.lint, once),
        },
        rounds,
    )
    base = medians["once"]
    limits = {
        "once": float("inf"),
        "twice the text": MOST_FOR_DOUBLE_TEXT,
        "twice the rules": MOST_FOR_DOUBLE_RULES,
    }
    rows = []
    for name, each in medians.items():
        limit = f"<= {limits[name]}" if name != "once" else ""
        rows.append(Row(name, each, each / base, limit, each / base <= limits[name]))
    return table(f"Growth, from {PAGE * 5:,} characters and all rules", rows)


if __name__ == "__main__":
    sys.exit(main())
