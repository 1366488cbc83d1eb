"""Our named tuples behave as those of `typing`."""

from __future__ import annotations

import pickle
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import records


class Ours(records.NamedTuple):
    """A pair with a name."""

    first: int
    second: str
    third: tuple[int, ...] = ()
    fourth: dict[str, int] | None = None

    @property
    def doubled(self) -> int:
        return self.first * 2

    def moved(self, by: int) -> Ours:
        return self._replace(first=self.first + by)

    @classmethod
    def empty(cls) -> Ours:
        return cls(0, "")


class Theirs(typing.NamedTuple):
    """A pair with a name."""

    first: int
    second: str
    third: tuple[int, ...] = ()
    fourth: dict[str, int] | None = None

    @property
    def doubled(self) -> int:
        return self.first * 2

    def moved(self, by: int) -> Theirs:
        return self._replace(first=self.first + by)

    @classmethod
    def empty(cls) -> Theirs:
        return cls(0, "")


DEEDS = [
    pytest.param(lambda of: of(1, "a"), id="by place"),
    pytest.param(lambda of: of(second="a", first=1, third=(2,)), id="by name"),
    pytest.param(lambda of: of(1, "a").moved(2).doubled, id="methods"),
    pytest.param(lambda of: of.empty(), id="class methods"),
    pytest.param(lambda of: of._make([1, "a", (), None]), id="made of a list"),
    pytest.param(lambda of: of(1, "a")._asdict(), id="as a dict"),
    pytest.param(lambda of: of(1, "a")._replace(fourth={"x": 1}), id="replaced"),
    pytest.param(lambda of: (of._fields, of._field_defaults), id="fields"),
    pytest.param(lambda of: of.__match_args__, id="match"),
    pytest.param(lambda of: (of.__doc__, of.__module__, of.__name__), id="names"),
    pytest.param(lambda of: of(1, "a") == (1, "a", (), None), id="equal to tuples"),
    pytest.param(lambda of: hash(of(1, "a")), id="hash"),
    pytest.param(lambda of: of(1, "a") < of(1, "b"), id="order"),
    pytest.param(lambda of: [*of(1, "a")][1:], id="unpacked"),
    pytest.param(lambda of: repr(of(1, "a")), id="repr"),
    pytest.param(lambda of: pickle.loads(pickle.dumps(of(1, "a"))), id="pickled"),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_same_as_typing(deed):
    expected = deed(Theirs)
    if expected == "Theirs(first=1, second='a', third=(), fourth=None)":
        expected = expected.replace("Theirs", "Ours")
    if isinstance(expected, tuple) and "Theirs" in expected:
        expected = tuple("Ours" if each == "Theirs" else each for each in expected)
    assert deed(Ours) == expected


WRONG = [
    pytest.param(lambda of: of(1), TypeError, id="too few"),
    pytest.param(lambda of: of(1, "a", (), None, 5), TypeError, id="too many"),
    pytest.param(lambda of: of(1, "a", fifth=1), TypeError, id="unknown name"),
    pytest.param(lambda of: of._make([1]), TypeError, id="made of too few"),
    pytest.param(
        lambda of: of(1, "a")._replace(fifth=1),
        (TypeError, ValueError),  # it was ValueError before Python 3.13
        id="replaced unknown",
    ),
    pytest.param(
        lambda of: setattr(of(1, "a"), "first", 2), AttributeError, id="set a field"
    ),
    pytest.param(
        lambda of: setattr(of(1, "a"), "other", 2), AttributeError, id="set another"
    ),
]


@pytest.mark.parametrize(("deed", "error"), WRONG)
def test_same_errors_as_typing(deed, error):
    for of in (Theirs, Ours):
        with pytest.raises(error):
            deed(of)


def test_default_before_a_field_without():
    with pytest.raises(TypeError, match="default"):

        class Wrong(records.NamedTuple):
            first: int = 1
            second: int


@given(st.lists(st.integers(), min_size=4, max_size=4))
def test_any_values_survive(values):
    made = Ours._make(values)
    assert [made.first, made.second, made.third, made.fourth] == values
    assert Ours(**made._asdict()) == made
