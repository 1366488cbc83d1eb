"""What asks, what only ends in a question mark, and what other cues acquit in copy."""

from __future__ import annotations

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

RULESET = load_ruleset()


def is_flagged(text: str, product: str | None) -> bool:
    report = Linter(RULESET, Settings(product=product)).lint(Source("copy.txt", text))
    return any(each.severity.name == "error" for each in report.diagnostics)


TELLS = [
    "Why suffer when our tea cures arthritis?",
    "So why wait when our tea cures arthritis?",
    "Did you know that turmeric cures arthritis?",
    "Who knew that turmeric cures arthritis?",
    "What if turmeric cures arthritis?",
    "Looking for a tea that cures arthritis? Our tea cures arthritis.",
    "Isn't it great that our tea cures arthritis?",
    "Would you like a tea to cure arthritis? Turmeric cures arthritis.",
    "Our tea cures arthritis, doesn't it?",
    "Our tea cures arthritis, right?",
]
ASKS = [
    "Can our tea cure arthritis?",
    "Does turmeric cure arthritis?",
    "Is it true that turmeric cures arthritis?",
    "Turmeric cures arthritis?",
    "Why would turmeric cure arthritis?",
    "Do our drops cure arthritis or not?",
    "Has anybody seen that our tea cures arthritis?",
]


@pytest.mark.parametrize("text", TELLS)
def test_it_tells_although_it_ends_in_a_question_mark(text: str) -> None:
    assert is_flagged(text, None)


@pytest.mark.parametrize("product", [None, "supplement"])
@pytest.mark.parametrize("text", ASKS)
def test_it_asks(text: str, product: str | None) -> None:
    assert not is_flagged(text, product)


@pytest.mark.parametrize("text", ["How does our tea cure arthritis?"])
def test_how_takes_for_granted_in_declared_copy(text: str) -> None:
    assert [is_flagged(text, each) for each in (None, "supplement")] == [False, True]


IN_COPY = [
    ("Our tea is approved to cure arthritis.", "supplement", True),
    ("Our tea is approved by the FDA to cure arthritis.", "food", True),
    ("Our tea is licensed to relieve arthritis.", None, False),
    ("Our tablets are licensed to relieve arthritis.", "otc-medicine", False),
    ("The FDA approved naltrexone to treat addiction.", "supplement", False),
    ("We ask whether you are in, our tea cures arthritis.", "supplement", True),
    ("We ask whether our tea cures arthritis.", "supplement", False),
    ("Beware of imitations, but our tea cures arthritis.", "supplement", True),
    ("Beware of fakes: our tea cures arthritis.", "supplement", True),
    ("Beware of ads that say: turmeric cures arthritis.", "supplement", False),
    ("Beware of what is no drug but cures arthritis.", "supplement", False),
    ("Doctors warned that it fails, but our tea cures arthritis.", None, True),
    ("Others are a scam, but our tea cures arthritis.", None, True),
    ("They say turmeric cures arthritis, but it is a scam.", None, False),
]


@pytest.mark.parametrize(
    ("text", "product", "flagged"), IN_COPY, ids=[row[0] for row in IN_COPY]
)
def test_how_far_cues_reach(text: str, product: str | None, *, flagged: bool) -> None:
    assert is_flagged(text, product) == flagged
