"""How entries of `permitted` become phrases, and by which words those are found.

An entry may keep apart what is promised (`phrase`), of which substances it may be said
(`of`) and with which verbs (`by`): "zinc" "contributes to" "normal fertility". The
substance may stand before the verb, or behind the promise with a word that ties it;
"is supported by" does for every verb.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from healthlint.phrases import WordPhrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from healthlint.phrases import Phrase
    from healthlint.rules.market import Permitted

TIES: Final = (
    "with|thanks to|due to|owing to|because of|from|through|via|courtesy of|by|"
    "provided by|containing|contains|featuring|is (a source of|high in|rich in)|\\("
)
"""What may tie a substance to a promise before it."""

_PASSIVE: Final = "(is|are) [also] (supported|maintained|helped|aided) by"
_BEFORE: Final = "...9"  # words between the substance and the verb
_WITHIN: Final = "...12"  # words between the verb and the promise: other promises
_BEHIND: Final = "...4"


def wordings(
    phrase: str, of: str | None = None, by: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the phrases that an entry stands for; they report `phrase` alone."""
    if not of and not by:
        return (phrase,)
    promise = phrase if "<" in phrase else f"< {phrase} >"
    said = f"({'|'.join(by)}) {_WITHIN} {promise}" if by else promise
    if not of:
        return (said,)
    behind = f"{said} {_BEHIND} ({TIES}) {_BEHIND} {of}"
    passive = f"{promise} {_PASSIVE} {_BEHIND} {of}"
    return f"{of} {_BEFORE} {said}", behind, *([passive] if by else [])


def anchored(
    entries: Sequence[Permitted], compiled: Callable[[str], Phrase]
) -> tuple[Permitted, ...]:
    """Give each entry the words one of which must be there: the rarest among them all.

    What requires no words, only names in braces, gets none and is always tried.
    """
    required = [_required(compiled(each.phrase)) for each in entries]
    counts = Counter(word for sets in required for forms in sets for word in forms)
    return tuple(
        entry._replace(anchors=_rarest(sets, counts))
        for entry, sets in zip(entries, required, strict=True)
    )


def _required(phrase: Phrase) -> Sequence[frozenset[str]]:
    return phrase.compiled.required if isinstance(phrase, WordPhrase) else ()


def _rarest(sets: Sequence[frozenset[str]], counts: Counter[str]) -> tuple[str, ...]:
    from healthlint.phrase_compiler import COMMON_WORDS

    def commonness(forms: frozenset[str]) -> tuple[bool, int]:
        return not forms.isdisjoint(COMMON_WORDS), sum(counts[word] for word in forms)

    return tuple(sorted(min(sets, key=commonness, default=())))
