"""Annotators: what stands in a sentence, noticed only when a rule asks for it.

The modules behind the kinds are imported when first needed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from healthlint.annotators.sentences import split
from healthlint.document import Annotations, Document, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from healthlint.config import Settings
    from healthlint.document import Annotation, Annotator
    from healthlint.lexicon import Lexicons


def annotate(
    document: Document, lexicons: Lexicons, settings: Settings | None = None
) -> Annotations:
    """Return the annotations of a document: none of them computed yet.

    Of the settings the product sheet counts, and whether a class or copy is declared.
    """
    annotations = Annotations(document, split, _annotators(lexicons))
    annotations.shared["lexicons"] = lexicons
    if settings is not None:
        annotations.shared["products"] = settings.products
        annotations.shared["product"] = settings.product
        declared = settings.product if settings.copy == "auto" else settings.copy
        annotations.shared["declared"] = declared not in (None, "reference")
    return annotations


@lru_cache(maxsize=2)
def _annotators(lexicons: Lexicons) -> Mapping[str, Annotator]:
    from healthlint.annotators.entities import of_lexicon, of_tag

    by_tag = {name: of_tag(name) for name in lexicons.all_tags}
    by_lexicon = {name: of_lexicon(name) for name in lexicons.lexicons}
    return by_tag | by_lexicon | ANNOTATORS


class _Module:
    """The annotator of a module, which is imported when it is first called."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._annotate: Annotator | None = None

    def __call__(
        self, sentence: Sentence, annotations: Annotations
    ) -> Iterable[Annotation]:
        if self._annotate is None:
            module = import_module(f"healthlint.annotators.{self._name}")
            self._annotate = module.annotate
        return self._annotate(sentence, annotations)


CUES: Final = (
    "negated",
    "hedged",
    "question",
    "quoted",
    "attributed",
    "warned-against",
    "disclaimer",
    "history",
    "approval",
)
"""The closed list of cues that `unless`, `only` and `soften` may name."""

SCOPE: Final = "cue"
"""The kind of all scopes of cues together; `value` is the kind of each."""


ANNOTATORS: Final[dict[str, Annotator]] = {
    "entity": _Module("entities"),
    "claim": _Module("claims"),
    **dict.fromkeys((*CUES, SCOPE), _Module("cues")),
    **dict.fromkeys(("quantity", "percentage", "number"), _Module("quantities")),
    **dict.fromkeys(("citation", "lost-reference"), _Module("citations")),
    "people": _Module("people"),
    "share": _Module("shares"),
    **dict.fromkeys(("p-value", "interval"), _Module("results")),
    "study": _Module("studies"),
}
"""What yields each kind, besides the names of lexicons and tags."""

_SIGNS: Final = {"lost-reference": ("(", "[")}
"""Of some kinds, characters one of which must stand in the text."""


def may_stand(kind: str, text: str) -> bool:
    """Tell quickly whether annotations of a kind may stand in a text."""
    signs = _SIGNS.get(kind)
    return signs is None or any(sign in text for sign in signs)
