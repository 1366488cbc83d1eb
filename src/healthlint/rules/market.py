"""What a jurisdiction or a platform makes of what copy says, and by which law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from healthlint.annotators.levels import UpperLevel


class LegalSource(NamedTuple):
    """One instrument: `kind` of SOURCE_KINDS, `known` of KNOWLEDGE."""

    key: str
    title: str
    citation: str
    url: str
    kind: str
    checked: str
    known: str


class Entry(NamedTuple):
    """A basis for a rule: for these product classes (none: all), between two dates."""

    source: str
    products: tuple[str, ...] = ()
    severity: str | None = None
    starts: str | None = None
    until: str | None = None
    authority: str | None = None


class Permitted(NamedTuple):
    """Wording that a market permits.

    `when` says under which conditions, for people; `rules` names the rules that it
    acquits (none: all). `of` is a phrase for the substances that it is permitted of.
    One of the words in `anchors` stands in every match (none: it requires no word).
    """

    phrase: str
    when: str | None = None
    source: str | None = None
    products: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    of: str | None = None
    anchors: tuple[str, ...] = ()


class Requirement(NamedTuple):
    """A statement that must appear.

    One of the phrases in `statement` must be there where one of `when` is (none:
    everywhere); `rule` reports its absence.
    """

    rule: str
    statement: tuple[str, ...]
    when: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    source: str | None = None
    severity: str | None = None
    starts: str | None = None
    until: str | None = None


class Market(NamedTuple):
    """One market or channel; `basis` leads from a rule's name to its entries."""

    name: str
    title: str = ""
    checked: str = ""
    basis: Mapping[str, tuple[Entry, ...]] = {}
    permitted: tuple[Permitted, ...] = ()
    require: tuple[Requirement, ...] = ()
    levels: tuple[UpperLevel, ...] = ()
