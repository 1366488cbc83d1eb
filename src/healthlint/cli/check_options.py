"""The options of `healthlint check`, as data."""

from __future__ import annotations

from typing import Final

from healthlint import readers, reporters
from healthlint.cli import options, outputs
from healthlint.cli.options import CONFIGURATION, Option
from healthlint.config import CONFIDENCES, COPY_VALUES, FAIL_ON_VALUES

_SELECTORS: Final = "RULES"

OPTIONS: Final = (
    Option(
        ("--market",),
        "markets",
        "Markets whose law counts, such as us,uk.  [default: us]",
        metavar="MARKETS",
        many=True,
        read=options.words,
    ),
    Option(
        ("--product",),
        "product",
        "What is sold: a class such as supplement, or a product of the configuration.",
        metavar="CLASS",
    ),
    Option(
        ("--copy",),
        "copy",
        "Whether the text promotes something.  [default: auto]",
        choices=COPY_VALUES,
    ),
    Option(
        ("--select",),
        "select",
        "Rules to run: ids, names, categories or prefixes (HL1).  [default: all]",
        metavar=_SELECTORS,
        many=True,
        read=options.words,
    ),
    Option(
        ("--ignore",),
        "ignore",
        "Rules to leave out, likewise.",
        metavar=_SELECTORS,
        many=True,
        read=options.words,
    ),
    Option(
        ("--fail-on",),
        "fail_on",
        "Lowest severity that gives exit code 1.  [default: error]",
        choices=FAIL_ON_VALUES,
    ),
    Option(
        ("--min-confidence",),
        "min_confidence",
        "Leave out diagnostics less sure than this.  [default: low]",
        choices=CONFIDENCES,
    ),
    Option(
        ("--output-format",),
        outputs.FORMAT,
        f"How to write it: {', '.join(reporters.NAMES)}; may be repeated.  "
        "[default: text]",
        metavar="FORMAT",
        many=True,
        choices=reporters.NAMES,
    ),
    Option(
        ("--output-file",),
        outputs.FILE,
        "Write the format that stands before it to a file.",
        metavar="FILE",
        is_path=True,
        many=True,
    ),
    Option(
        ("--show-all",),
        "show_all",
        "Show every repeat in text output, not the first three of a rule in a file.",
        is_flag=True,
    ),
    Option(
        ("--fix",),
        "fix",
        "Apply safe fixes, and report what remains.",
        is_flag=True,
    ),
    Option(
        ("--unsafe-fixes",),
        "unsafe_fixes",
        "With --fix or --diff: fix what may change what is said, too.",
        is_flag=True,
    ),
    Option(
        ("--diff",),
        "diff",
        "Show what --fix would change, and change nothing.",
        is_flag=True,
    ),
    *CONFIGURATION,
    Option(
        ("--baseline",),
        "baseline",
        "Use this baseline instead of the nearest.",
        metavar="FILE",
        is_path=True,
    ),
    Option(
        ("--no-baseline",),
        "no_baseline",
        "Report what a baseline knows, too.",
        is_flag=True,
    ),
    Option(
        ("--changed-since",),
        "changed_since",
        "Report only what changed since a revision of git, or since parting from it.",
        metavar="REV",
    ),
    Option(
        ("--stdin-filename",),
        "stdin_filename",
        "Name of what comes from standard input; decides format and configuration.",
        metavar="FILE",
        is_path=True,
    ),
    Option(
        ("--format",),
        "format",
        "Read every input as this format, whatever its name.",
        choices=readers.FORMATS,
    ),
    Option(
        ("--max-size",),
        "max_size",
        "Refuse larger files.  [default: 10MB]",
        metavar="SIZE",
        read=options.size,
    ),
    Option(
        ("--jobs",),
        "jobs",
        "Processes to use.  [default: as many as pay]",
        metavar="N",
        least=1,
    ),
    Option(
        ("--no-cache",),
        "no_cache",
        "Lint unchanged files again, and keep no results.",
        is_flag=True,
    ),
    Option(
        ("--as-of",),
        "as_of",
        "Judge dates and law as of this day.  [default: today]",
        metavar="DATE",
        read=options.date,
    ),
    Option(
        ("--exit-zero",), "exit_zero", "Exit 0 whatever the diagnostics.", is_flag=True
    ),
    Option(
        ("--statistics",),
        "statistics",
        "Say on standard error how often each rule was met.",
        is_flag=True,
    ),
    Option(("--watch",), "watch", "Stay, and check again what changes.", is_flag=True),
    Option(
        ("--show-files",),
        "show_files",
        "List the files that would be linted, and lint none.",
        is_flag=True,
    ),
    Option(
        ("--show-settings",),
        "show_settings",
        "Show which settings count for which files, and lint none.",
        is_flag=True,
    ),
    Option(("-q", "--quiet"), "quiet", "Write no summary.", is_flag=True),
)
