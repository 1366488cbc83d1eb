"""Plain command lines are read without click: as click reads them, or not at all."""

from __future__ import annotations

import click
import pytest

from healthlint.cli import check, check_options, plain

READ = [
    pytest.param("", id="nothing"),
    pytest.param("a.md b.md -", id="paths"),
    pytest.param("a.md --no-config b.md", id="paths-around-options"),
    pytest.param("-q --quiet --no-cache --exit-zero", id="flags"),
    pytest.param("--market us,uk --market de", id="lists-add-up"),
    pytest.param("--market=us --ruleset=", id="signs-of-equality"),
    pytest.param("--stdin-filename=a=b -", id="two-signs"),
    pytest.param("--copy=-x --copy auto", id="a-choice-that-does-not-count"),
    pytest.param("--copy auto --copy reference", id="the-last-word-counts"),
    pytest.param("--fail-on never --copy reference", id="choices"),
    pytest.param(
        "--output-file a --output-format json --output-file b --output-format text",
        id="outputs-in-their-order",
    ),
    pytest.param("--jobs 3 --max-size 10kB --as-of 2026-11-22", id="read"),
    pytest.param("--jobs 0", id="too-few"),
    pytest.param("--jobs many", id="no-number"),
    pytest.param("--max-size big", id="no-size"),
    pytest.param("--as-of 2026-13-13", id="no-date"),
    pytest.param("--output-format xml", id="no-choice"),
    pytest.param("--market", id="no-value"),
    pytest.param("--market --no-config", id="an-option-for-a-value"),
    pytest.param("--no-config=yes", id="a-value-for-a-flag"),
    pytest.param("-qq", id="short-ones-together"),
    pytest.param("-- --no-config", id="end-of-options"),
    pytest.param("--nonsense", id="unknown"),
    pytest.param("--help", id="help"),
]
LEFT_TO_CLICK = {
    *("a-choice-that-does-not-count", "too-few", "no-number", "no-size", "no-date"),
    *("no-choice", "no-value", "an-option-for-a-value", "a-value-for-a-flag"),
    *("short-ones-together", "end-of-options", "unknown", "help"),
}


def clicks(arguments: list[str]):
    """Return what click makes of arguments; None for what it refuses, or its help."""
    try:
        context = check.command.make_context("check", list(arguments))
    except (click.ClickException, click.exceptions.Exit):
        return None
    given = dict(context.params)
    order = [name for name in context.meta["healthlint.order"] if name != "paths"]
    return given.pop("paths"), given, order


@pytest.mark.parametrize("line", READ)
def test_what_is_plain_is_read_as_click_reads_it(line, request, capsys):
    arguments = line.split()
    told = plain.read(arguments, check_options.OPTIONS)
    left = request.node.callspec.id in LEFT_TO_CLICK
    assert (told is None) == left
    assert left or told == clicks(arguments)
    capsys.readouterr()


def test_every_option_is_read_as_click_reads_it():
    values = {"jobs": "2", "max_size": "1MB", "as_of": "2026-01-31"}
    for option in check_options.OPTIONS:
        value = option.choices[0] if option.choices else values.get(option.target, "x")
        for name in option.names:
            arguments = [name] if option.is_flag else [name, value]
            told = plain.read(arguments, check_options.OPTIONS)
            assert told == clicks(arguments)
            assert told is not None, name
