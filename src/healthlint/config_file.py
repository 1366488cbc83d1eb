"""Find and read healthlint.yaml, or the table [tool.healthlint] of pyproject.toml."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from healthlint.errors import ConfigError, ReadError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from healthlint.config import Settings

YAML_NAME: Final = "healthlint.yaml"
APPROVALS_NAME: Final = "healthlint-approvals.yaml"
TOML_NAME: Final = "pyproject.toml"
BASELINE_NAME: Final = "healthlint-baseline.json"
_TABLE: Final = ("tool", "healthlint")


def find(folder: str) -> str | None:
    """Return the configuration nearest to a folder, looking upwards from it.

    In one folder healthlint.yaml goes before pyproject.toml; a pyproject.toml that says
    nothing of healthlint is passed over.
    """
    for path in _upwards(folder, (YAML_NAME, TOML_NAME)):
        if not path.endswith(TOML_NAME) or _speaks_of_us(path):
            return path
    return None


def find_baseline(folder: str) -> str | None:
    """Return the baseline nearest to a folder, as people want to read its path."""
    return next(map(shown, _upwards(folder, (BASELINE_NAME,))), None)


def _upwards(folder: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the files with these names, from a folder up to the root."""
    folder = os.path.abspath(folder)
    while True:
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                yield path
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def find_approvals(folder: str) -> str | None:
    """Return the record of approvals nearest to a folder, looking upwards from it."""
    folder = os.path.abspath(folder)
    while True:
        path = os.path.join(folder, APPROVALS_NAME)
        if os.path.isfile(path):
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def load(path: str) -> Settings:
    """Read a configuration file; raise ConfigError where it says what cannot be."""
    from healthlint import config_keys, marked

    text = _text(path)
    name = shown(path)
    if path.endswith(".toml"):
        root = marked.read_toml(text, name, _TABLE)
        if root is None:
            raise ConfigError("has no table [tool.healthlint]", path=name)
    else:
        root = marked.read_yaml(text, name)
    return config_keys.read(root, name, os.path.dirname(os.path.abspath(path)))


def overridden(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """Return settings with an override's changes.

    `ignore` and `severity` add to what they find; all other keys replace it.
    """
    # The changes were read by config_keys, whose readers return each field's type;
    # a mapping by name cannot tell mypy so.
    merged = dict(changes)
    if "ignore" in changes:
        merged["ignore"] = (*settings.ignore, *changes["ignore"])  # type: ignore[misc]
    if "severity" in changes:
        merged["severity"] = {**settings.severity, **changes["severity"]}  # type: ignore[dict-item]
    return settings._replace(**merged)  # type: ignore[arg-type]


def settled(settings: Settings) -> Settings:
    """Turn a declared product's name into its class; raise ConfigError if unknown."""
    asked = settings.product
    if asked is None:
        return settings
    from healthlint.product import CLASSES

    if asked in CLASSES:
        return settings
    for product in settings.products:
        if asked.lower() in {name.lower() for name in (product.name, *product.aliases)}:
            return settings._replace(product=product.product_class)
    names = [*CLASSES, *(product.name for product in settings.products)]
    hint = did_you_mean(asked, names) or f"; expected one of {', '.join(CLASSES)}"
    raise settings.error(
        f"product: '{asked}' is no product class and no product of the "
        f"configuration{hint}",
        "product",
        asked,
    )


def shown(path: str) -> str:
    """Return a path as people want to read it: relative where it lies below here."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError as why:
        raise ReadError(f"{shown(path)}: {why.strerror}") from why
    except UnicodeDecodeError as why:
        raise ConfigError(
            f"not valid UTF-8 at byte offset {why.start}", path=shown(path)
        ) from why


def _speaks_of_us(path: str) -> bool:
    """Tell whether a pyproject.toml has our table; quick where it has none."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    if b"healthlint" not in data:
        return False
    from healthlint import marked

    try:
        text = data.decode("utf-8-sig")
        return marked.read_toml(text, shown(path), _TABLE) is not None
    except UnicodeDecodeError:
        return False
    except ConfigError:
        return b"tool.healthlint" in data  # broken and ours: loading it will say so
