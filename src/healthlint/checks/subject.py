"""What a whole document is about: the substance of its title, or a declared product.

Texts are compared with each other only where they are about one thing. A title that
names two substances makes neither the subject.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.annotators.substances import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.substances import Names
    from healthlint.config import Settings
    from healthlint.document import Annotations
    from healthlint.product import Product

_TITLES: Final = ("title", "heading")
_FAR: Final = 20  # segments; a heading below those is no title


def subjects(notes: Annotations, settings: Settings) -> tuple[str, ...]:
    """Return the keys of what a document is about, found once a run, in order."""
    found: tuple[str, ...] | None = notes.shared.get("subjects")
    if found is None:
        known = names(notes, settings)
        keys = {*_declared(notes, settings, known), *_titled(notes, known)}
        found = notes.shared["subjects"] = tuple(sorted(keys))
    return found


def sole_subject(notes: Annotations) -> str:
    """Return the one subject that `subjects` found; "" where there is none, or more."""
    found: tuple[str, ...] = notes.shared.get("subjects", ())
    return found[0] if len(found) == 1 else ""


def _declared(notes: Annotations, settings: Settings, known: Names) -> Iterator[str]:
    text = notes.document.source.text
    for product in settings.products:
        if any(
            re.search(rf"(?i)\b{re.escape(each)}\b", text) for each in _all(product)
        ):
            yield known.substance(product.substance or product.name).key


def _all(product: Product) -> tuple[str, ...]:
    return (product.name, *product.aliases)


def _titled(notes: Annotations, known: Names) -> Iterator[str]:
    """Yield the one substance of the title, else that of the first heading."""
    kinds = [each.kind for each in notes.document.segments[:_FAR]]
    for kind in _TITLES:
        if kind not in kinds:
            continue
        keys = {
            mention.substance.key
            for sentence in notes.sentences(kinds.index(kind))
            for mention in known.mentions(sentence)
        }
        if keys:
            yield from keys if len(keys) == 1 else ()
            return
