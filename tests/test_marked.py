"""Configuration files whose nesting would break a parser are refused in words."""

from __future__ import annotations

import pytest

from healthlint.errors import ConfigError
from healthlint.marked import read_yaml


@pytest.mark.parametrize("bracket", ["[", "{a: "], ids=["lists", "maps"])
def test_deep_nesting_is_an_error_and_no_crash(bracket: str) -> None:
    with pytest.raises(ConfigError, match="nested more than 100 levels"):
        read_yaml("a: " + bracket * 100_000, "healthlint.yaml")
