"""What several tests of the command line need."""

from __future__ import annotations

import pytest

from healthlint import cli


@pytest.fixture
def run(capsys):
    """Return a function that runs a command line: (exit code, stdout, stderr)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run
