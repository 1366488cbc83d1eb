"""What action.yml runs: `healthlint check`, as the inputs in the environment say."""

from __future__ import annotations

import os
import shlex
import sys
import uuid
from typing import TYPE_CHECKING, Final

from healthlint import cli

if TYPE_CHECKING:
    from collections.abc import Mapping

WRONG: Final = 2  # the exit code of healthlint for wrong usage


def arguments(given: Mapping[str, str]) -> list[str]:
    """Return the arguments of healthlint; a ValueError says which input is wrong."""
    try:
        words = ["check", "--output-format", "github", *shlex.split(given["LINT_ARGS"])]
    except ValueError as why:
        raise ValueError(f"args: {why}") from why
    if given["LINT_FAIL_ON"]:
        words += ["--fail-on", given["LINT_FAIL_ON"]]
    if given["LINT_SARIF_FILE"]:
        words += ["--output-format", "sarif"]
        words += ["--output-file", given["LINT_SARIF_FILE"]]
    if given["LINT_SUMMARY"] not in {"true", "false", ""}:
        raise ValueError(
            f"summary: {given['LINT_SUMMARY']!r} is neither true nor false"
        )
    if given["LINT_SUMMARY"] == "true":
        words += ["--output-format", "markdown"]
        words += ["--output-file", given["GITHUB_STEP_SUMMARY"]]
    lines = (line.strip() for line in given["LINT_PATHS"].splitlines())
    return [*words, "--", *(line for line in lines if line)]


def say(name: str, value: str, path: str) -> None:
    """Set an output of the step, whatever characters and lines the value has."""
    end = uuid.uuid4()
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"{name}<<{end}\n{value}\n{end}\n")


def main(given: Mapping[str, str]) -> int:
    """Lint, and return the exit code of healthlint."""
    try:
        words = arguments(given)
    except ValueError as why:
        sys.stderr.write(f"healthlint: {why}\n")
        return WRONG
    # What an earlier run left is not what this one says.
    if os.path.isfile(given["LINT_SARIF_FILE"]):
        try:
            os.remove(given["LINT_SARIF_FILE"])
        except OSError as why:
            sys.stderr.write(f"healthlint: sarif-file: {why}\n")
            return WRONG
    code = cli.main(words)
    if os.path.isfile(given["LINT_SARIF_FILE"]):
        say("sarif-file", given["LINT_SARIF_FILE"], given["GITHUB_OUTPUT"])
    return code


if __name__ == "__main__":
    sys.exit(main(os.environ))
