"""Text that is made to keep a linter busy: it must end, whatever stands in it.

No clock is asked: pytest is stopped from outside where one of these never ends.
"""

from __future__ import annotations

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

LINTER = Linter(load_ruleset(), Settings())
DOSES = "".join(
    f"## Vitamin D {each} mcg\n\nEach tablet has {each} mcg of vitamin D.\n\n"
    for each in range(25, 5025, 25)
)
TABLE = "| drug | dose |\n|---|---|\n" + "".join(
    f"| naltrexone {each} | {each} mg |\n" for each in range(1, 400)
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(DOSES, id="doses of one substance"),
        pytest.param(TABLE, id="a table of doses"),
        pytest.param("1" * 2000 + " 95% of patients improved.", id="digits before"),
        pytest.param("We had " + "9" * 2000 + "% cured.", id="digits of a share"),
        pytest.param("p = " + "0." * 1000 + " of 95% CI", id="points"),
        pytest.param(f"{'1' * 5000} IU ({'2' * 5000} mcg) of zinc.", id="huge numbers"),
        pytest.param(f"{'1' * 5000} of {'3' * 5000} people (5%).", id="huge counts"),
    ],
)
def test_a_text_made_to_keep_it_busy_is_read_to_the_end(text):
    report = LINTER.lint(Source("page.md", text, "markdown"))
    assert report.error is None
