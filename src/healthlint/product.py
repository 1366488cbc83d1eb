"""The product sheet: what a team declares about the things it sells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.source import Place

CLASSES: Final = (
    "supplement",
    "food",
    "cosmetic",
    "otc-medicine",
    "prescription-medicine",
    "compounded-medicine",
    "device",
    "homeopathic",
    "service",
    "app",
)
"""The closed list of product classes."""


class Dose(NamedTuple):
    """A declared dose, in the sheet's own words: "1.5-4.5 mg", per "day".

    `place` is where its range stands, as far as a file holds it.
    """

    range: str
    per: str | None = None
    place: Place | None = None


class Product(NamedTuple):
    """One declared product, as its names, substance, class, dose and approved uses.

    `statements` must appear wherever the product is promoted.
    """

    name: str
    aliases: tuple[str, ...] = ()
    substance: str | None = None
    product_class: str | None = None
    dose: Dose | None = None
    approved_for: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
