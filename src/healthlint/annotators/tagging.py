"""Give each word group of a sentence one letter, so that patterns can be read.

A sentence such as "LDN may help relieve chronic pain" becomes ``PmmExT``, with the
token range and lexicon hits of each letter beside it. The letters:

    P promoted substance, declared product, "our formula"     p product noun
    S ordinary medicine, procedure     G generic agent        u people
    T target (condition, function, body part ...)  l "symptoms of", "levels of"
    E effect verb   N effect noun   A effect adjective   Y property   C change verb
    R "risk of"      i pronoun        d determiner            x any other word
    r adverb  m modal or help  b be  h have  k do  n negator  0 number
    L less, better    U used, studied, option (for)
    t to  o of  f for  w with  a against, from  y by  v other preposition
    c and, comma, "such as"   q that, which   j other clause opener   . ; : ( ) marks
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from healthlint.annotators.brands import take_actors, take_names
from healthlint.annotators.formed_names import take_formed
from healthlint.annotators.letters import LETTERS, PAIR_STARTS, PAIRS, PLAIN
from healthlint.annotators.verbs import resolve_verbs, verb_form
from healthlint.lexicon import Hit
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable

    from healthlint.document import Annotations, Question, Sentence
    from healthlint.lexicon import Lexicons

_TARGETS: Final = frozenset({"condition", "target", "effect-property"})
_OUR = frozenset({"our", "my", "this", "these"})
_NOT_FOR_SALE = frozenset(
    "research study studies results findings understanding planet society lives life "
    "ancestors work world environment knowledge goal mission families "
    "parents minds".split()
)
_SHORTEST_BRAND = 7  # letters
_OUR_REACH = 5  # items between "our" and the product


class Item(NamedTuple):
    """A letter's tokens [first, last) and the lexicon hits on just these tokens."""

    first: int
    last: int
    hits: dict[str, Hit]


class Tagged(NamedTuple):
    """A sentence as letters; `items[i]` belongs to `tags[i]`."""

    sentence: Sentence
    tags: str
    items: list[Item]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return folded segment offsets of items [first, last)."""
        return self.sentence.span(self.items[first].first, self.items[last - 1].last)

    def words(self, first: int, last: int) -> str:
        """Return the text of items [first, last)."""
        start, end = self.span(first, last)
        base = self.sentence.start
        return self.sentence.cased[start - base : end - base]

    def form(self, index: int) -> str:
        """Return how a verb stands there: base, third, ing or past."""
        return verb_form(
            self.sentence.words[self.items[index].first], self.lemma(index)
        )

    def lemma(self, index: int) -> str:
        """Return the lemma of an effect or change word."""
        hits = self.items[index].hits
        hit = hits.get("effect") or hits.get("effect-change")
        return hit.lemma if hit else ""


_Kept = tuple[Tagged, list[tuple["Question", "Hashable"]]]


def tag(sentence: Sentence, annotations: Annotations) -> Tagged:
    """Return the sentence as letters, once for each sentence of a run."""
    kept: dict[Sentence, _Kept] = annotations.shared.setdefault("tagged", {})
    found = kept.get(sentence)
    if found is None:
        asked = len(annotations.asked)
        tagged = _tag(sentence, annotations)
        kept[sentence] = tagged, annotations.asked[asked:]
        return tagged
    tagged, questions = found
    annotations.asked += questions  # whoever uses the letters relies on the answers
    return tagged


def may_hold_targets(sentence: Sentence, annotations: Annotations) -> bool:
    """Tell quickly whether any word may become the letter T or Y."""
    lexicons: Lexicons = annotations.shared["lexicons"]
    for _, _, hit in lexicons.hits(sentence):
        if hit.lexicon in _TARGETS:
            return True
    return not _ILLNESSES.isdisjoint(sentence.vocabulary)


def _tag(sentence: Sentence, annotations: Annotations) -> Tagged:
    lexicons: Lexicons = annotations.shared["lexicons"]
    letters, items = _cut(sentence, lexicons)
    take_names(sentence, letters, items, annotations)
    take_formed(sentence, letters, items, annotations)
    if _HUMP.search(sentence.cased) is not None or not sentence.cased.isascii():
        _resolve_brands(sentence, letters, items)
    if not _ILLNESSES.isdisjoint(sentence.vocabulary):
        _resolve_heads(sentence, letters, items)
    if "E" in letters:
        resolve_verbs(sentence, letters, items)
    if "T" in letters:
        take_actors(sentence, letters, items, annotations)
    if not _OUR.isdisjoint(sentence.vocabulary):
        _resolve_products(sentence, letters, items)
    return Tagged(sentence, "".join(letters), items)


def _cut(sentence: Sentence, lexicons: Lexicons) -> tuple[list[str], list[Item]]:
    """Cut a sentence into items, with the letter of each as it is by itself."""
    words = sentence.words
    plain = list(map(PLAIN.__getitem__, words))
    spans = _spans(sentence, lexicons.hits(sentence))
    if not spans:
        return plain, _singles(0, len(words))
    letters: list[str] = []
    items: list[Item] = []
    at = 0
    for first in sorted(spans):
        if first < at:
            continue
        last, hits = spans[first]
        letters += plain[at:first]
        items += _singles(at, first)
        letters.append(
            _letter(words, first, last, hits)
            if hits
            else PAIRS[words[first], words[first + 1]]
        )
        items.append(Item(first, last, hits))
        at = last
    letters += plain[at:]
    items += _singles(at, len(words))
    return letters, items


_Spans = dict[int, tuple[int, dict[str, "Hit"]]]
_NO_HITS: Final[dict[str, Hit]] = {}
_SINGLES: Final[list[Item]] = []  # items of one plain word are alike in all sentences


def _singles(first: int, last: int) -> list[Item]:
    """Return the items of tokens [first, last), each a plain word."""
    while len(_SINGLES) < last:
        _SINGLES.append(Item(len(_SINGLES), len(_SINGLES) + 1, _NO_HITS))
    return _SINGLES[first:last]


def _spans(sentence: Sentence, hits: list[tuple[int, int, Hit]]) -> _Spans:
    """Return the items of several words, or with hits, by their first token."""
    spans: _Spans = {}
    for first, last, hit in hits:
        known = spans.get(first)
        if known is None or last > known[0]:
            spans[first] = (last, {hit.lexicon: hit})
        elif last == known[0]:
            known[1].setdefault(hit.lexicon, hit)
    if not PAIR_STARTS.isdisjoint(sentence.vocabulary):
        for at, pair in enumerate(pairwise(sentence.words)):
            if pair in PAIRS:
                spans.setdefault(at, (at + 2, _NO_HITS))
    return spans


def _letter(words: list[str], first: int, last: int, hits: dict[str, Hit]) -> str:
    if "condition" in hits or "target" in hits:
        return "T"
    if "effect-property" in hits:
        return "Y"
    if "substance" in hits:
        return _substance_letter(hits["substance"])
    if "alias" in hits:
        return "P"
    if "effect" in hits or "effect-noun" in hits or "effect-change" in hits:
        return "E"  # verb, noun or change: decided from the neighbours
    if "effect-adjective" in hits:
        return "A"
    if "product" in hits:
        return "p"
    if "agent" in hits:
        if words[last - 1].endswith("'s"):
            return "d"  # "the body's immune system"
        people = "people" in hits["agent"].tags
        return "u" if people and LETTERS.get(words[first]) == "u" else "G"
    return "x"


def _substance_letter(hit: Hit) -> str:
    if "promoted" in hit.tags:
        return "p" if "physiological" in hit.tags else "P"
    return "P" if "service" in hit.tags else "S"


_HUMP: Final = compiled(r"[a-z][A-Z]")


def _resolve_brands(sentence: Sentence, letters: list[str], items: list[Item]) -> None:
    """Take unknown names such as GlucoShield for products."""
    for at, letter in enumerate(letters):
        if letter == "x" and not items[at].hits:
            word = sentence.cased_word(items[at].first)
            if _looks_like_a_brand(word):
                letters[at] = "P"


def _looks_like_a_brand(word: str) -> bool:
    """Tell names such as GlucoShield: a capital, small letters, a capital again."""
    return (
        len(word) >= _SHORTEST_BRAND
        and word[0].isupper()
        and word[1].islower()
        and any(
            letter.isupper()
            and word[at + 1 : at + 3].islower()
            and word[at - 1].islower()
            for at, letter in enumerate(word[2:-2], 2)
        )
        and not word.startswith(("Mac", "Mc", "Pub", "You", "Git", "Java"))
    )


_ILLNESSES = frozenset(
    "condition conditions disorder disorders disease diseases illness illnesses "
    "ailment "
    "ailments complaint complaints problem problems issue issues disturbance "
    "disturbances".split()
)
_ILL_PLACES = frozenset(
    "skin heart liver kidney joint gut bowel stomach lung eye brain nerve blood bone "
    "muscle thyroid prostate bladder gum hair scalp nail sleep immune tummy "
    "sinus".split()
)
_ILL_ENDINGS = ("al", "ic", "ive", "ory", "ous", "ary", "ular")
_NOT_ILL = frozenset(
    "technical legal critical special financial social environmental historical "
    "typical "
    "usual specific potential actual additional several political economic practical "
    "ethical logistical general professional personal local public basic electrical "
    "mechanical previous various serious other total final real global national "
    "digital "
    "structural behavioral behavioural topical".split()
)


def _resolve_heads(sentence: Sentence, letters: list[str], items: list[Item]) -> None:
    """Take "gastrointestinal conditions" for a disease although no lexicon has it."""
    words = sentence.words
    for at in range(1, len(letters)):
        if words[items[at].first] not in _ILLNESSES or letters[at - 1] not in "xTA":
            continue
        before = words[items[at - 1].last - 1]
        told = before in _ILL_PLACES or before.endswith(_ILL_ENDINGS)
        if told and before not in _NOT_ILL and "condition" not in items[at - 1].hits:
            hit = Hit("condition", f"{before} {words[items[at].first]}", _DISEASE)
            letters[at] = "T"
            items[at] = items[at]._replace(hits={**items[at].hits, "condition": hit})


_DISEASE = frozenset({"disease"})


def _resolve_products(
    sentence: Sentence, letters: list[str], items: list[Item]
) -> None:
    """Make "our (new, herbal) formula" a product that somebody promotes."""
    for at, letter in enumerate(letters):
        if letter == "d" and sentence.words[items[at].first] == "our":
            _resolve_our(sentence, letters, items, at)
        if letter not in "pGNS" or not at:
            continue
        start = at - 1
        while start > 0 and letters[start] in "xAYT0ENp" and at - start < _OUR_REACH:
            start -= 1
        if sentence.words[items[start].first] not in _OUR or letters[start] not in "di":
            continue
        ours = sentence.words[items[start].first] in {"our", "my"}
        if letter == "p":
            letters[at] = "P"
        elif ours and letter in "NG" and _is_service(items[at]):
            # "our arthritis remedy": the remedy stays an effect, its seller acts
            letters[start if "T" in letters[start:at] else at] = "P"


def _resolve_our(
    sentence: Sentence, letters: list[str], items: list[Item], our: int
) -> None:
    """Take the unknown noun of "our oats lower cholesterol" for a product."""
    at = our + 1
    while at < len(letters) and letters[at] in "xAYT0" and at - our < _OUR_REACH:
        at += 1
    last = at - 1
    ends_here = at == len(letters) or letters[at] in "rmbhkEfwv.,c"
    if (
        last > our
        and letters[last] == "x"
        and ends_here
        and sentence.words[items[last].first] not in _NOT_FOR_SALE
    ):
        letters[last] = "P"


def _is_service(item: Item) -> bool:
    """Tell treatments and clinics, which a seller may call "our", from other agents."""
    hit = item.hits.get("effect-noun") or item.hits.get("agent")
    return hit is not None and (
        hit.lemma
        in {"treatment", "therapy", "remedy", "solution", "clinic", "medicine"}
        or "institution" in hit.tags
    )
