"""`healthlint check`: lint files, folders or standard input."""

from __future__ import annotations

from typing import Any, Final

import click

from healthlint.cli import check_options, checking, declare

_ORDER: Final = "healthlint.order"
_EPILOG: Final = """\b
Examples:
  healthlint check landing-page.md
  healthlint check --market us,uk --product supplement site/
  cat post.html | healthlint check - --stdin-filename post.html
  healthlint check --output-format sarif --output-file out.sarif site/

\b
Exit code: 0 clean, or nothing as severe as --fail-on; 1 diagnostics that are;
2 wrong usage, configuration, rules or input; 3 a fault of healthlint.
"""


class _Command(click.Command):
    """A command that remembers in which order its options were given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the order before click sorts values by option."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        ctx.meta[_ORDER] = [each.name for each in order]
        return super().parse_args(ctx, args)


@click.command(
    "check",
    cls=_Command,
    epilog=_EPILOG,
    short_help="Lint files, folders or standard input.",
)
@click.argument("paths", nargs=-1, metavar="[PATH|-]...", type=click.Path())
@declare.options(check_options.OPTIONS)
def command(paths: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's
    """Lint files, folders or standard input (-); the current folder by default.

    Each diagnostic says where, which words, under which rule of law, and what to write
    instead. In folders, files with a known extension count that .gitignore leaves in.
    """
    order = click.get_current_context().meta[_ORDER]
    return checking.check(paths, given, order)
