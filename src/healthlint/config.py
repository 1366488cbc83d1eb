"""What a user has chosen for a file: the settings, and the words they take."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from healthlint.errors import ConfigError
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from healthlint.approval import Approval
    from healthlint.product import Product
    from healthlint.source import Place

COPY_VALUES: Final = ("auto", "promotional", "reference")
SEVERITIES: Final = ("error", "warning", "note")
FAIL_ON_VALUES: Final = (*SEVERITIES, "never")
CONFIDENCES: Final = ("low", "medium", "high")
_NO_SEVERITIES: Final[Mapping[str, str]] = {}
_NO_APPROVALS: Final[Mapping[str, tuple[Approval, ...]]] = {}
_NO_PLACES: Final[Mapping[tuple[str, str], Place]] = {}


class Override(NamedTuple):
    """Settings for files that match one of `paths`: globs from the folder `root`."""

    paths: tuple[str, ...]
    changes: Mapping[str, object]


class Settings(NamedTuple):
    """One configuration, complete; the names are the keys of healthlint.yaml.

    `product` is a product class, `severity` maps rule names to severities, `as_of` is
    an ISO date (None: today), `rulesets` are folders. Names of rules, markets and
    channels are not checked here: they belong to a ruleset. Globs count from `root`,
    the folder of the configuration. `approvals` are those of the nearest record, by the
    absolute path of what they concern. `places` leads from (key, value) to the place in
    a file, as far as there is one.
    """

    markets: tuple[str, ...] = ("us",)
    channels: tuple[str, ...] = ()
    product: str | None = None
    copy: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = _NO_SEVERITIES
    min_confidence: str = "low"
    fail_on: str = "error"
    exclude: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    overrides: tuple[Override, ...] = ()
    rulesets: tuple[str, ...] = ()
    require_reason: bool = False
    as_of: str | None = None
    root: str = ""
    approvals: Mapping[str, tuple[Approval, ...]] = _NO_APPROVALS
    places: Mapping[tuple[str, str], Place] = _NO_PLACES

    def approved(self, path: str) -> tuple[Approval, ...]:
        """Return the approvals that concern a file."""
        if not self.approvals:
            return ()
        return self.approvals.get(os.path.normcase(os.path.abspath(path)), ())

    @property
    def day(self) -> str:
        """The ISO date by which law, approvals and references are judged."""
        return self.as_of or today()

    def error(self, message: str, key: str, value: str) -> ConfigError:
        """Return an error that points at a value, where a file holds it."""
        place = self.places.get((key, value))
        if place is None:
            return ConfigError(message)
        return ConfigError(
            message, path=place.path, line=place.line, column=place.column
        )


def today() -> str:
    """Return the date of the user's own clock, as ISO has it."""
    from time import strftime  # datetime would be slow to import

    return strftime("%Y-%m-%d")
