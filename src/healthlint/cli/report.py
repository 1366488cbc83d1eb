"""`healthlint report`: one HTML file, to be read, printed and signed."""

from __future__ import annotations

import os
from typing import Any, Final

import click

from healthlint.cli import check, checking
from healthlint.cli.outputs import Output

_FILE: Final = "healthlint-report.html"
_STDOUT: Final = "-"
_OTHERWISE: Final = frozenset(
    "output_format output_file fail_on exit_zero help statistics watch show_files "
    "show_settings fix unsafe_fixes diff".split()
)
"""Options of `check` that mean nothing here, or something else."""

_EPILOG: Final = f"""\b
Examples:
  healthlint report --market us,uk --product supplement site/
  healthlint report --title "Spring campaign" --output-file spring.html copy/

\b
The file is {_FILE} unless told otherwise; - stands for
standard output.
Exit code: 0 whatever the diagnostics; 2 wrong usage, configuration, rules or
input, and the rest is still reported; 3 a fault of healthlint.
"""


def _written(paths: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's
    """Write one HTML file that a lawyer can read and sign.

    It holds each document's copy with what is said of it, the law, suppressions and
    their approvers, versions and hashes, and room for a decision. It needs nothing else
    to be read, and two people who write it get the same bytes.
    """
    path = given["output_file"]
    outputs = [Output("html", None if path == _STDOUT else path)]
    given |= {"output_format": (), "fail_on": None}
    tally = checking.run(paths or (os.curdir,), given, outputs)
    if not given["quiet"]:
        said = "" if path == _STDOUT else f"; see {path}"
        click.echo(f"{tally.summary()}{said}", err=True)
    return tally.exit_code(forgiving=True)


command = click.Command(
    "report",
    callback=_written,
    params=[
        *(each for each in check.command.params if each.name not in _OTHERWISE),
        click.Option(
            ["--output-file"],
            metavar="FILE",
            default=_FILE,
            help=f"Where to write it.  [default: {_FILE}]",
        ),
        click.Option(["--title"], default="", help="What the report is called."),
    ],
    epilog=_EPILOG,
    help=_written.__doc__,
    short_help="Write a report that a lawyer can read and sign.",
)
