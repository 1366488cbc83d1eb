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

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from healthlint.annotators.brands import take_actors, take_names
from healthlint.annotators.letters import LETTERS, PAIR_STARTS, PAIRS, PLAIN
from healthlint.lexicon import Hit

if TYPE_CHECKING:
    from collections.abc import Hashable

    from healthlint.document import Annotations, Question, Sentence
    from healthlint.lexicon import Lexicons

_TARGETS: Final = frozenset({"condition", "target", "effect-property"})
_LONE_HELP = frozenset({"help", "aid", "assist"})
_TAKES_PREPOSITION = frozenset({"help", "work", "aid", "assist", "benefit", "act"})
_NOUNS_TOO = frozenset(
    {"remedy", "cure", "fix", "help", "support", "boost", "solution"}
)
_OUR = frozenset({"our", "my", "this", "these"})
_NOT_FOR_SALE = frozenset(
    "research study studies results findings understanding planet society lives life "
    "ancestors work world environment knowledge goal mission families "
    "parents minds".split()
)
_SHORTEST_BRAND = 7  # letters
_OUR_REACH = 5  # items between "our" and the product
_CHANGE_NOT_VERB_BEFORE = frozenset("dofwvay0")


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


def verb_form(word: str, lemma: str) -> str:
    """Tell the form of a verb from its first word and its lemma."""
    stem = lemma.split(" ", 1)[0]
    if word == stem:
        return "base"
    if word.endswith("ing"):
        return "ing"
    return "third" if word.endswith("s") else "past"


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
    if _HUMP.search(sentence.cased) is not None or not sentence.cased.isascii():
        _resolve_brands(sentence, letters, items)
    if not _ILLNESSES.isdisjoint(sentence.vocabulary):
        _resolve_heads(sentence, letters, items)
    if "E" in letters:
        _resolve_verbs(sentence, letters, items)
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


_HUMP: Final = re.compile(r"[a-z][A-Z]")


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


def _resolve_verbs(sentence: Sentence, letters: list[str], items: list[Item]) -> None:
    for at, letter in enumerate(letters):
        if letter != "E":
            continue
        hits = items[at].hits
        before, after = _neighbours(letters, at)
        word = sentence.words[items[at].first]
        if (
            at
            and letters[at - 1] == "d"
            and _is_pronoun(sentence, items[at - 1], word, after)
        ):
            letters[at - 1] = before = "i"
        if "effect" in hits and _is_verb(hits["effect"].lemma, word, before, after):
            letters[at] = "E"
        elif "effect-change" in hits and _may_change(hits, before):
            letters[at] = "C"
        else:
            letters[at] = _not_a_verb(hits, before, after)
            if letters[at] == "x" and LETTERS.get(word) == "L":
                letters[at] = "L"
    for at, letter in enumerate(letters):
        if letter == "E" and items[at].hits["effect"].lemma in _LONE_HELP:
            following = "".join(letters[at + 1 : at + 5]).lstrip("trudxGT")
            if following.startswith("E"):
                letters[at] = "m"


def _neighbours(letters: list[str], at: int) -> tuple[str, str]:
    """Return the letters before and after, past quotation marks and the like."""
    before = next((each for each in reversed(letters[:at]) if each != "z"), "")
    if letters[max(0, at - 2) : at] == ["P", "0"]:
        before = "P"  # "BioBalance 50 banishes"
    after = next((each for each in letters[at + 1 :] if each != "z"), "")
    return before, after


def _may_change(hits: dict[str, Hit], before: str) -> bool:
    """Tell "symptoms drop" from "calming drops"."""
    if "product" in hits:
        return before in ("T", "l")
    return before not in _CHANGE_NOT_VERB_BEFORE


def _not_a_verb(hits: dict[str, Hit], before: str, after: str) -> str:
    """Tell "our drops" from "a drop in blood pressure"."""
    if "product" in hits and before != "T" and after not in ("o", "f", "v"):
        return "p"
    if "effect-noun" in hits:
        return "N"
    return "p" if "product" in hits else "x"


def _is_pronoun(sentence: Sentence, item: Item, word: str, after: str) -> bool:
    """Tell "this prevents colds" from "this cure"."""
    return (
        sentence.words[item.first] in {"this", "these"}
        and (word.endswith("s") or sentence.words[item.first] == "these")
        and after != ""
        and after in "dTxrlu"
    )


def _is_verb(lemma: str, word: str, before: str, after: str) -> bool:
    """Tell a verb from a noun of the same spelling by its neighbours."""
    form = verb_form(word, lemma)
    if form == "ing":
        return True
    if form == "past":
        return before != "d" or after in "TxPdlo"
    if before in ("t", "m", "k", "n", "r", "i", "q"):
        return True
    if before == "T" and form == "base" and lemma in _NOUNS_TOO:
        return False  # "our arthritis remedy today"
    if lemma in _LONE_HELP and after == "t":
        return True
    takes_preposition = lemma in _TAKES_PREPOSITION
    if after in ("f", "o", "") or (after and after in ".)"):
        return takes_preposition and after == "f" and before in ("P", "p", "i", "c")
    if before in ("d", "o", "f", "w", "v", "a", "y", "0", "A", "Y"):
        return False
    if not before or before in ".z()":
        return after in tuple("dTxrluPRYA0EciwGL")
    return after in tuple("dTxrluRY0Ecwa(vAPi")


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
