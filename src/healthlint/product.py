"""The product sheet: what a team declares about the things it sells."""

from __future__ import annotations

from typing import Final, NamedTuple

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


class Product(NamedTuple):
    """One declared product: its name, other names, substance and class."""

    name: str
    aliases: tuple[str, ...] = ()
    substance: str | None = None
    product_class: str | None = None
