"""Names of products that no lexicon holds, such as "Zyflamend".

Sure are names that the product sheet or the front matter declares, and those with a
mark (™). In a document a name in the title counts that does in the text what only
products do. In a sentence by itself a name counts that cures, relieves or prevents
something: people and clinics treat, authorities cover, places reduce.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from healthlint.annotators.known_names import is_name_of_another, may_be_ordinary
from healthlint.annotators.letters import PLAIN
from healthlint.lexicon import words_of
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from healthlint.annotators.tagging import Item
    from healthlint.document import Annotations, Document, Sentence
    from healthlint.lexicon import Hit, Lexicons
    from healthlint.product import Product
    from healthlint.segment import Segment

Name = tuple[str, ...]
Names = dict[str, tuple[Name, ...]]
"""Names as tokens, by their first token, the longest first."""

_CAPITAL: Final = compiled(r"(?<![\w'-])[A-Z][a-z]\w{2,}")
_MARKED: Final = compiled(
    r"((?:[A-Z][\w-]*+ ){0,2}+[A-Z][\w-]{2,})(?:\s?[\u2122\u2120\xae]|\((?:TM|tm)\))"
)
_MARKS: Final = ("\u2122", "\u2120", "\xae", "(TM)", "(tm)")
_TITLED: Final = frozenset({"title", "heading", "field"})
_FIRST: Final = 3  # segments among which a title stands
_TITLE_CASE: Final = 0.6  # of the words have a capital
_PERSONAL: Final = frozenset({"treat", "help", "diagnose", "support"})
"""Effects that people, clinics and authorities have too."""
_OWN: Final = frozenset(
    {"cure", "relieve", "prevent", "reverse", "kill", "cleanse", "slim", "beautify"}
)
"""Effects that nobody but a product has on a disease or symptom."""
_TITLES: Final = frozenset(
    "dr doctor prof professor mr mrs ms miss sir saint st sister brother father mother "
    "president senator governor king queen prince princess nurse judge coach chef "
    "minister secretary mayor rabbi pope".split()
)
_EDITIONS: Final = frozenset(
    "plus forte max pro extra ultra gold complex advanced original premium xl".split()
)
_OFFERS: Final = frozenset({"introducing", "try", "order", "buy", "discover"})
_REMEDIES: Final = frozenset({"remedy", "solution", "relief", "prevention"})
_BODILY: Final = frozenset({"ingestible", "topical"})
_REACH: Final = 8  # items between verb and target


@lru_cache(maxsize=16)
def _declared(products: tuple[Product, ...]) -> Names:
    """Return the names and aliases of a product sheet."""
    given = [name for each in products for name in (each.name, *each.aliases)]
    return _by_first(map(words_of, given))


def take_names(
    sentence: Sentence,
    letters: list[str],
    items: list[Item],
    annotations: Annotations,
) -> None:
    """Give each name of a product the letter P."""
    for first, last in reversed(annotations.ask(_named_here, sentence)):
        join(letters, items, first, last)


def _named_here(
    sentence: Sentence, annotations: Annotations
) -> tuple[tuple[int, int], ...]:
    """Return (first token, token after the last) of names that the document has."""
    names = _names(annotations)
    if not any(word in sentence.text for word in names):
        return ()
    return tuple(_mentions(sentence.words, names))


def take_actors(
    sentence: Sentence,
    letters: list[str],
    items: list[Item],
    annotations: Annotations,
) -> None:
    """Give P to an unknown name that does what only products do: "Zyflamend cures"."""
    if _CAPITAL.search(sentence.cased) is None or annotations.ask(in_leaflet, sentence):
        return
    for at, letter in enumerate(letters):
        if letter == "x" and _is_offered(sentence, letters, items, at):
            letters[at] = "P"
        told = _OWN_ACTS.get(letter)
        if told is None or not told(sentence, letters, items, at):
            continue
        subject = _subject(sentence, letters, items, at)
        if subject >= 0 and _is_name(sentence, letters, items, subject):
            letters[subject] = "P"


def _is_offered(
    sentence: Sentence, letters: list[str], items: list[Item], at: int
) -> bool:
    """Tell "Introducing Zyflamend", "Beat gout with Zyflamend!"."""
    if not at or "T" not in letters:
        return False
    before = sentence.words[items[at - 1].first]
    offered = before in _OFFERS and _is_first(letters, at - 1)
    means = (
        before == "with"
        and letters[0] == "E"
        and letters[at + 1 : at + 2] in ([], ["."])
        and not _OWN.isdisjoint(items[0].hits["effect"].tags)
    )
    return (offered or means) and _is_name(sentence, letters, items, at, governed=True)


def _verb_is_own(
    sentence: Sentence, letters: list[str], items: list[Item], at: int
) -> bool:
    """Tell "cures gout", "can relieve pain" from verbs that anybody may have."""
    (effect,) = items[at].hits["effect"].tags
    word = sentence.words[items[at].first]
    agrees = word.endswith("s") or (at > 0 and letters[at - 1] in "rm")
    return agrees and any(
        _is_own(effect, each.hits) for each in _targets(letters, items, at)
    )


def _noun_is_own(
    sentence: Sentence, letters: list[str], items: list[Item], at: int
) -> bool:
    """Tell "is a natural remedy for gout", "is effective against colds"."""
    before = "".join(letters[:at]).rstrip("drxAT")
    if before[-1:] != "b" or sentence.words[items[len(before) - 1].first] != "is":
        return False
    hit = items[at].hits.get("effect-noun") or items[at].hits.get("effect-adjective")
    if hit is None or not any("condition" in each.hits for each in items):
        return False
    return letters[at] == "A" or "cure" in hit.tags or hit.lemma in _REMEDIES


_OWN_ACTS: Final[dict[str, Callable[[Sentence, list[str], list[Item], int], bool]]] = {
    "E": _verb_is_own,
    "N": _noun_is_own,
    "A": _noun_is_own,
}


def _targets(letters: list[str], items: list[Item], at: int) -> list[Item]:
    last = min(at + _REACH, len(items))
    return [items[each] for each in range(at + 1, last) if letters[each] == "T"]


def _is_own(effect: str, hits: dict[str, Hit]) -> bool:
    condition = hits.get("condition")
    if effect == "reduce":
        return condition is not None and "symptom" in condition.tags
    if effect == "boost":
        return "target" in hits
    return effect in _OWN and condition is not None


def _subject(sentence: Sentence, letters: list[str], items: list[Item], at: int) -> int:
    """Return the item of the subject's name: "Zyflamend" of "Zyflamend Plus can"."""
    if letters[at] != "E":
        at = len("".join(letters[:at]).rstrip("drxAT")) - 1
    at -= 1
    while at >= 0 and (
        letters[at] in "rm" or sentence.words[items[at].first] in _EDITIONS
    ):
        at -= 1
    return at


def _is_name(
    sentence: Sentence,
    letters: list[str],
    items: list[Item],
    at: int,
    *,
    governed: bool = False,
) -> bool:
    if letters[at] != "x" or items[at].hits:
        return False
    cased = sentence.cased_word(items[at].first)
    if _CAPITAL.fullmatch(cased) is None or is_name_of_another(cased.lower()):
        return False
    first = _is_first(letters, at)
    if not (first or governed) and letters[at - 1] in "dovfwaxAGNSpP":
        return False
    before = sentence.words[max(0, items[at].first - 2) : items[at].first]
    if not _TITLES.isdisjoint(before):
        return False
    if first or is_title_case(sentence):
        return not may_be_ordinary(cased.lower())
    return True


def _is_first(letters: list[str], at: int) -> bool:
    """Tell whether the place alone may give a word its capital."""
    return not "".join(letters[:at]).strip("z.(0")


def is_title_case(sentence: Sentence) -> bool:
    """Tell a sentence in which capitals say nothing, since most words have one."""
    words: list[str] = compiled(r"[^\W\d_]{4,}").findall(sentence.cased)
    capitals = sum(word[0].isupper() for word in words)
    return capitals > max(1, _TITLE_CASE * len(words))


def _unknown(cased: str) -> bool:
    word = cased.lower()
    return not (may_be_ordinary(word) or is_name_of_another(word))


def _mentions(words: list[str], names: Names) -> Iterator[tuple[int, int]]:
    """Yield (first token, token after the last) of each name."""
    after = 0
    for first, word in enumerate(words):
        for name in names.get(word.removesuffix("'s"), ()) if first >= after else ():
            if tuple(words[first + 1 : first + len(name)]) == name[1:]:
                after = first + len(name)
                yield first, after
                break


def join(letters: list[str], items: list[Item], first: int, last: int) -> None:
    """Make tokens [first, last) one item of the letter P."""
    begins = [item.first for item in items]
    start = bisect_right(begins, first) - 1
    end = bisect_right(begins, last - 1)
    joined = items[start]._replace(last=items[end - 1].last, hits={})
    items[start:end] = [joined]
    letters[start:end] = ["P"]


def _names(annotations: Annotations) -> Names:
    """Return the names of a document, found out when first asked for."""
    found: Names | None = annotations.shared.get("names")
    if found is None:
        document = annotations.document
        own = {*_of_front_matter(document), *_marked(annotations)}
        own.update(_of_title(annotations))
        sheet = _declared(tuple(annotations.shared.get("products", ())))
        names = [*own, *(name for each in sheet.values() for name in each)]
        found = annotations.shared["names"] = _by_first(names) if own else sheet
    return found


def _by_first(names: Iterable[Name]) -> Names:
    found: dict[str, set[Name]] = {}
    for name in names:
        if name:
            found.setdefault(name[0], set()).add(name)
    return {
        word: tuple(sorted(several, key=lambda each: (-len(each), each)))
        for word, several in found.items()
    }


def _of_front_matter(document: Document) -> Iterator[Name]:
    for key in ("product", "products"):
        for name in _named_in(document.front_matter.get(key)):
            yield words_of(name)


def _named_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever YAML holds
    """Yield the names in "X", [X, Y], {name: X, aliases: [Y]} and lists of such."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _named_in(value.get("name"))
        yield from _named_in(value.get("aliases"))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _named_in(each)


def _marked(annotations: Annotations) -> Iterator[Name]:
    """Yield names with a mark (folding takes it for a space).

    One word must be unknown, or "Sugar Cure®" would make a product of every cure.
    """
    document = annotations.document
    if not any(mark in document.source.text for mark in (*_MARKS, "&")):
        return
    lexicons: Lexicons = annotations.shared["lexicons"]
    for segment in document.segments:
        if any(mark in segment.text for mark in _MARKS):
            for found in _MARKED.finditer(segment.text):
                name = words_of(found[1])
                yield from (name[at:] for at in range(len(name) - 1))
                if _unknown(name[-1]) and not lexicons.find(name[-1]):
                    yield name[-1:]


def _of_title(annotations: Annotations) -> Iterator[Name]:
    """Yield names in the title that do in the text what products do."""
    document = annotations.document
    if _is_leaflet(document):
        return
    words = {
        cased.lower()
        for segment in _titles(document)
        for cased in _CAPITAL.findall(segment.folded.cased)
        if _unknown(cased)
    }
    lexicons: Lexicons = annotations.shared["lexicons"]
    for word in sorted(words):
        if not lexicons.find(word) and _acts(word, annotations):
            yield (word,)


def _is_leaflet(document: Document) -> bool:
    """Tell leaflets, which say what a licensed medicine does as an authority wants."""
    return "this leaflet" in document.source.text


def in_leaflet(sentence: Sentence, annotations: Annotations) -> bool:
    """Tell whether the document is a leaflet, which names products it does not sell."""
    del sentence  # of which all questions are asked
    return _is_leaflet(annotations.document)


def _titles(document: Document) -> Iterator[Segment]:
    """Yield the title, the first heading, and the text of a logo."""
    for index, segment in enumerate(document.segments):
        titled = index < _FIRST and segment.kind in _TITLED
        if titled or (segment.kind == "alt-text" and "logo" in segment.folded.text):
            yield segment


def _acts(word: str, annotations: Annotations) -> bool:
    """Tell whether a word acts as products do, and always has its capital."""
    acts = False
    for index, segment in enumerate(annotations.document.segments):
        if word not in segment.folded.text:
            continue
        for sentence in annotations.sentences(index):
            for at, each in enumerate(sentence.words):
                if each == word:
                    if sentence.cased_word(at).islower():
                        return False
                    acts = acts or _does(sentence, at, annotations)
    return acts


def _does(sentence: Sentence, at: int, annotations: Annotations) -> bool:
    """Tell "X boosts immunity" and "X is a supplement" of the word at a token."""
    words = sentence.words
    place = at + 1
    while place < len(words) and PLAIN[words[place]] in "rmt":
        place += 1
    lexicons: Lexicons = annotations.shared["lexicons"]
    hits = [found for found in lexicons.hits(sentence) if found[0] >= place]
    verbs = [hit for first, _, hit in hits if first == place]
    if any(map(_is_of_products, verbs)) and place > at:
        agrees = place > at + 1 or words[place].endswith("s")
        return agrees and any(
            hit.lexicon in {"condition", "target"} for *_, hit in hits
        )
    if words[place : place + 1] not in (["is"], ["are"]):
        return False
    last = place + _REACH
    return any(
        hit.lexicon == "product" and first < last and not _BODILY.isdisjoint(hit.tags)
        for first, _, hit in hits
    )


def _is_of_products(hit: Hit) -> bool:
    return hit.lexicon == "effect" and hit.tags.isdisjoint(_PERSONAL)
