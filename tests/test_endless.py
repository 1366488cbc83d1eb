"""Text that is made to keep a linter busy: it must end, whatever stands in it.

No clock is asked: pytest is stopped from outside where one of these never ends.
"""

from __future__ import annotations

from cProfile import Profile
from typing import Final

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


GROWING = [
    pytest.param(" ".join, "Our tea number {0} cures gout in {0} days.", id="claims"),
    pytest.param(
        " ".join,
        "In study {0}, tea at {0} mg cured gout in 2{1} % of {0} people.",
        id="studies, doses and percentages in a paragraph",
    ),
    pytest.param(
        "\n\n".join,
        "## Part {0}\n\nTake {0} mg a day. It eased pain [{0}].",
        id="headings and doses without a name",
    ),
    pytest.param(
        "\n".join, "- {0} mg of zinc: no side effects, says Ada ({0}).", id="a list"
    ),
    pytest.param("\n".join, "{0}. Smith A. Tea. J Tea. 20{1}{1};{0}:1.", id="sources"),
    pytest.param(
        " ".join, "Tea has no side effects. It may cause headache {0}.", id="denials"
    ),
    pytest.param(
        "".join, "<p>Of {0} women {1} slept.<br><b>Relief</b> from gout</p>", id="HTML"
    ),
]
_MOST: Final = 2.3  # times the calls for twice the text; 2 is linear


@pytest.mark.parametrize(("join", "line"), GROWING)
def test_twice_the_text_is_twice_the_work(join, line):
    once, twice = (calls_for(join, line, count) for count in (150, 300))
    assert twice <= once * _MOST


def calls_for(join, line: str, count: int) -> int:
    """Return how many calls of functions it takes to lint so many lines."""
    lines = (line.format(number, number % 8 + 1) for number in range(1, count + 1))
    source = Source("page.md", f"# Tea\n\n{join(lines)}\n", "markdown")
    linter = Linter(load_ruleset(), Settings())
    profile = Profile()
    profile.runcall(linter.lint, source)
    return sum(each.callcount for each in profile.getstats())
