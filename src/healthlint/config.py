"""What a user has chosen, and where it is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from healthlint.product import Product

COPY_VALUES: Final = ("auto", "promotional", "reference")
SEVERITIES: Final = ("error", "warning", "note")
FAIL_ON_VALUES: Final = (*SEVERITIES, "never")
CONFIDENCES: Final = ("low", "medium", "high")
_NOTHING: Final[Mapping[str, str]] = {}


class Override(NamedTuple):
    """Settings for files that match one of `paths` (globs from the configuration)."""

    paths: tuple[str, ...]
    changes: Mapping[str, object]


class Settings(NamedTuple):
    """One configuration, complete; the names are the keys of healthlint.yaml.

    `product` is a product class, `severity` maps rule names to severities, `as_of` is an
    ISO date (None: today), `rulesets` are folders. Rule and market names are not checked
    here: they belong to a ruleset.
    """

    markets: tuple[str, ...] = ("us",)
    channels: tuple[str, ...] = ()
    product: str | None = None
    copy: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = _NOTHING
    min_confidence: str = "low"
    fail_on: str = "error"
    exclude: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    overrides: tuple[Override, ...] = ()
    rulesets: tuple[str, ...] = ()
    require_reason: bool = False
    as_of: str | None = None
