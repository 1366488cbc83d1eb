"""Files of GitHub and GitLab, ours and those on pages, fit their published schemas."""

from __future__ import annotations

import importlib.resources
import json

import jsonschema
import pages
import pytest
import yaml
from checkouts import ROOT
from composite import ACTION
from pages import STEPS, blocks

WORKFLOW = ".github/workflows/copy.yml"
ELSEWHERE = {"healthlint.yaml", ".pre-commit-config.yaml"}  # other tests read these


def of_template(number: int):
    text = (ROOT / "templates/healthlint.yml").read_text("utf-8")
    return list(yaml.safe_load_all(text))[number]


def as_workflow(steps):
    return {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-latest", "steps": steps}}}


def files():
    yield "github-actions", "action.yml", ACTION
    yield "gitlab-ci", "header of the template", of_template(0)
    yield "gitlab-ci", "job of the template", of_template(1)
    for block in blocks("yaml"):
        found = yaml.safe_load(block.text)
        if block.file == WORKFLOW:
            found["on"] = found.pop(True)  # YAML 1.1 takes the word for a truth
            yield "github-workflows", f"workflow in {block.page}", found
        elif block.file == STEPS:
            yield "github-workflows", f"steps in {block.page}", as_workflow(found)
        elif block.file == ".gitlab-ci.yml":
            yield "gitlab-ci", f"include in {block.page}", found


def errors(name: str, data) -> list[str]:
    """Return what a published schema says against data."""
    folder = importlib.resources.files("check_jsonschema") / "builtin_schemas/vendor"
    schema = json.loads((folder / f"{name}.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [each.message for each in validator.iter_errors(data)]


@pytest.mark.parametrize(
    ("schema", "data"),
    [pytest.param(schema, data, id=name) for schema, name, data in files()],
)
def test_files_fit_their_schema(schema, data):
    assert errors(schema, data) == []


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        ("github-actions", {**ACTION, "runs": {"using": "composite", "stps": []}}),
        ("github-workflows", as_workflow([{"use": "a/b@v1"}])),
        ("gitlab-ci", {"healthlint": {"script": {"a": "b"}}}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_the_schemas_notice(schema, data):
    assert errors(schema, data) != []


def test_no_block_of_integrations_goes_unchecked():
    known = {WORKFLOW, STEPS, ".gitlab-ci.yml", *ELSEWHERE}
    found = [each.file for each in blocks("yaml", "docs/integrations.md", "README.md")]
    assert set(found) - known == {"examples/house-rules/words.yaml"}


def test_steps_give_inputs_that_there_are():
    found = pages.given()
    assert len(found) == 3
    for page, inputs in found:
        assert set(inputs) <= set(ACTION["inputs"]), page
