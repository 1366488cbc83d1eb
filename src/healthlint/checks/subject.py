"""What a whole document is about: the substance of its title, or a declared product.

Texts are compared with each other only where they are about one thing. A title that
names two substances makes neither the subject; "Zinc for children" and "Zinc gel" are
about other things than "Zinc".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.annotators.substances import names
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.substances import Names
    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence
    from healthlint.product import Product

_TITLES: Final = ("title", "heading")
_NARROWING: Final = compiled(
    r"(?:\b(?:for|in|during|while|after|before|with|against|and|or|vs)\b|:)(?s:.+)"
    r"|\b(?:gel|cream|ointment|lotion|patch|spray|drops?|injections?|infusions?|syrup"
    r"|powder|gumm(?:y|ies)|topical|intravenous|iv|oral)\b"
)
_SEPARATOR: Final = ", "
_FAR: Final = 20  # segments; a heading below those is no title


def subjects(notes: Annotations, settings: Settings) -> tuple[str, ...]:
    """Return the keys of what a document is about, found once a run, in order."""
    found: tuple[str, ...] | None = notes.shared.get("subjects")
    if found is None:
        known = names(notes, settings)
        keys = set(_declared(notes, settings, known))
        keys |= {each for each in _titled(notes, known) if key_of(each) not in keys}
        found = notes.shared["subjects"] = tuple(sorted(keys))
    return found


def key_of(subject: str) -> str:
    """Return the key of the substance that a subject is about."""
    return subject.partition(_SEPARATOR)[0]


def sole_subject(notes: Annotations) -> str:
    """Return the one subject that `subjects` found; "" where there is none, or more."""
    found: tuple[str, ...] = notes.shared.get("subjects", ())
    return found[0] if len(found) == 1 else ""


def _declared(notes: Annotations, settings: Settings, known: Names) -> Iterator[str]:
    text = notes.document.source.text
    for product in settings.products:
        names = (name for each in _all(product) for name in (each, each.upper()))
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
            yield known.substance(product.substance or product.name).key


def _all(product: Product) -> tuple[str, ...]:
    return (product.name, *product.aliases)


def _titled(notes: Annotations, known: Names) -> Iterator[str]:
    """Yield the one substance of the title, else that of the first heading."""
    kinds = [each.kind for each in notes.document.segments[:_FAR]]
    for kind in _TITLES:
        if kind not in kinds:
            continue
        sentences = notes.sentences(kinds.index(kind))
        keys = {
            mention.substance.key
            for sentence in sentences
            for mention in known.mentions(sentence)
        }
        if keys:
            narrowed = " ".join(filter(None, map(_narrowed, sentences)))
            narrowed = f"{_SEPARATOR}{narrowed}" if narrowed else ""
            yield from (f"{key}{narrowed}" for key in keys if len(keys) == 1)
            return


def _narrowed(sentence: Sentence) -> str:
    """Return what a title says of whom, what for or in which form."""
    found = _NARROWING.search(sentence.text)
    return found[0].strip(" .,:;!?") if found else ""
