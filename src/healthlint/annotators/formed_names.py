"""Names of products that end in what the product is: "Night Calm Capsules"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.brands import in_leaflet, is_title_case, join
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from healthlint.annotators.tagging import Item
    from healthlint.document import Annotations, Sentence

_FORMED: Final = compiled(r"[A-Z][a-z]+ [A-Z][a-z]{2}")
_FORM: Final = frozenset("pEC")
_NAMING: Final = frozenset("xlpPAECNT")
"""Letters of words that names of products are made of."""
_BODILY: Final = frozenset({"ingestible", "topical"})


def take_formed(
    sentence: Sentence,
    letters: list[str],
    items: list[Item],
    annotations: Annotations,
) -> None:
    """Give P to "Night Calm Capsules": a name that ends in what the product is.

    Capitals tell it from "calming capsules", so it counts only where few words have
    them.
    """
    if _FORMED.search(sentence.cased) is None or _is_title(sentence):
        return
    for at in range(len(letters) - 1, 0, -1):
        if at >= len(letters) or not _is_form(sentence, letters, items, at):
            continue
        first = at
        while first and _is_part_of_name(sentence, letters, items, first - 1):
            first -= 1
        if first == at or any("condition" in each.hits for each in items[first:at]):
            continue  # "Migraine Relief Drops": the name is the claim
        if not annotations.ask(in_leaflet, sentence):
            join(letters, items, items[first].first, items[at].last)


def _is_title(sentence: Sentence) -> bool:
    return not sentence.text.endswith((".", "!", "?")) and is_title_case(sentence)


def _is_form(
    sentence: Sentence, letters: list[str], items: list[Item], at: int
) -> bool:
    """Tell "Drops" with a capital, be the word a verb elsewhere."""
    hit = items[at].hits.get("product")
    return (
        hit is not None
        and letters[at] in _FORM
        and not _BODILY.isdisjoint(hit.tags)
        and _is_capital(sentence, items[at])
    )


def _is_part_of_name(
    sentence: Sentence, letters: list[str], items: list[Item], at: int
) -> bool:
    """Tell a word with a capital that runs on to the next one, and no small word."""
    item, following = items[at], items[at + 1]
    return (
        letters[at] in _NAMING
        and item.last == following.first
        and _is_capital(sentence, item)
        and not _is_after_mark(sentence, following)
    )


def _is_capital(sentence: Sentence, item: Item) -> bool:
    return sentence.cased_word(item.first)[:1].isupper()


def _is_after_mark(sentence: Sentence, item: Item) -> bool:
    """Tell a word before which more than a space stands."""
    at = sentence.starts[item.first]
    return sentence.text[at - 1 : at] != " "
