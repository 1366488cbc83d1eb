"""Runs the `run:` steps of a composite action in bash, as GitHub documents it."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import yaml
from checkouts import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
INPUT = re.compile(r"inputs\.([\w-]+)")
OUTPUT = re.compile(r"steps\.([\w-]+)\.outputs\.([\w-]+)")
LINE = re.compile(r"(?m)^([\w-]+)(?:=(.*)|<<(.+)\n((?s:.*?))\n\3)$")


class Ran(NamedTuple):
    code: int
    said: str
    outputs: dict[str, str]
    summary: str


class Machine(NamedTuple):
    """What steps share: where they run, where the action lies, what was put out."""

    workspace: Path
    action: Path
    temporary: Path
    outputs: dict[str, dict[str, str]]

    def run(self, step_id: str, **inputs: str) -> Ran:
        """Run the step with that id, with inputs as given or by default."""
        (step,) = (each for each in ACTION["runs"]["steps"] if each["id"] == step_id)
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "code must not be put together from inputs"
        given = {name: each["default"] for name, each in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        environment = {
            name: EXPRESSION.sub(lambda found: self._value(found[1], given), text)
            for name, text in step["env"].items()
        }
        return self._run(step["run"], environment)

    def _value(self, expression: str, inputs: dict[str, str]) -> str:
        expression = expression.strip()
        if found := INPUT.fullmatch(expression):
            return inputs[found[1]]
        found = OUTPUT.fullmatch(expression)
        assert found, f"not understood: {expression}"
        return self.outputs.get(found[1], {}).get(found[2], "")

    def _run(self, script: str, environment: dict[str, str]) -> Ran:
        files = {
            name: self.temporary / name.lower()
            for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "script")
        }
        for path in files.values():
            path.write_text("", "utf-8")
        files["script"].write_text(script, "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", files["script"]],
            cwd=self.workspace,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                **environment,
                **{name: str(path) for name, path in files.items()},
                "GITHUB_ACTION_PATH": str(self.action),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temporary),
            },
            check=False,
        )
        put_out = LINE.findall(files["GITHUB_OUTPUT"].read_text("utf-8"))
        return Ran(
            done.returncode,
            done.stdout.decode(),
            {name: long or short for name, short, _, long in put_out},
            files["GITHUB_STEP_SUMMARY"].read_text("utf-8"),
        )
