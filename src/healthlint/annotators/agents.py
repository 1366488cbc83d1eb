"""Find who acts: the agent of an effect, and how surely it is a product.

The grades, from sure to unsure (what each buys and costs was measured on real text):
``explicit`` a promoted substance or product is the subject; ``in-sentence`` it stands
elsewhere in the sentence; ``carried`` a pronoun or "the drug" that stands for the
product of an earlier sentence; ``subjectless`` a verb in the third person with no
subject, as in advertising; ``imperative`` and ``heading`` the same as a command or a
title; ``product-noun`` a bare "supplement"; ``generic`` doctors, surgery, ordinary
medicines, the body; ``none`` a subject that is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.tagging import Tagged, tag
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.document import Annotations, Sentence

_CLAUSE_OPENER: Final = compiled(r"[.j]")
_VERB_GROUP_END: Final = compiled(r"[rmbhkntE]*$")
_SUBJECTLESS: Final = compiled(r"[z(r0.,]*[rm]*")
_NOUN_FIRST: Final = compiled(r"[z(r0.,d]*[rxALN]{0,3}")
_HYPE: Final = frozenset(
    "miracle fast instant natural naturally powerful ultimate amazing rapid proven "
    "real "
    "lasting best strong quick gentle complete total drug free herbal organic "
    "breakthrough clinically maximum advanced all long revolutionary incredible "
    "effective immediate effortless safe soothing targeted".split()
)
_ANAPHORS: Final = frozenset(
    "drug medication medicine product supplement treatment remedy formula therapy "
    "compound herb extract ingredient plant spice method technique device capsule "
    "substance combination blend oil vitamin mineral powder tea root".split()
)
_PRONOUNS: Final = frozenset({"it", "they", "this", "these", "which", "that"})
_REPORTS: Final = frozenset(
    "show shows showed shown find finds found reveal reveals revealed suggest suggests "
    "suggested indicate indicates indicated demonstrate demonstrates demonstrated "
    "report "
    "reports reported conclude concludes concluded confirm confirms confirmed believe "
    "believes believed prove proves proved proven say says said think thinks means "
    "note "
    "notes noted".split()
)
_LOOK_BACK: Final = 3  # sentences of the same segment


class Agent(NamedTuple):
    """Who acts; `words` is empty when nobody is named."""

    grade: str
    words: str = ""


_NOBODY: Final = Agent("none")


_USED_IN: Final = compiled(r"([SGN])[rx]?U[fv]?[dt]?$")


def find_agent(tagged: Tagged, head: int, annotations: Annotations) -> Agent:
    """Return the agent of the effect at item `head`."""
    left = tagged.tags[:head]
    used = _USED_IN.search(left)
    if used:  # "medication used in the treatment of ..."
        return Agent("generic", tagged.words(used.start(), used.start() + 1))
    clause = _clause_start(tagged, left)
    at = left.rfind("P", clause)
    subject = _subject(tagged, clause, head)
    if at >= 0 and _acts(tagged, at, subject):
        return Agent("explicit", tagged.words(at, at + 1))
    if at < 0 and tagged.tags[head] == "N" and _is_medication(tagged, head):
        return Agent("generic", tagged.words(head, head + 1))
    if subject is None:
        found = _elsewhere(tagged)
    else:
        found = _of_subject(tagged, subject, annotations)
    return found or _without_subject(tagged, head, clause) or _NOBODY


def _acts(tagged: Tagged, promoted: int, subject: int | None) -> bool:
    """Tell whether the product acts, or a subject that stands nearer."""
    if subject is None or tagged.tags[subject] not in "GST":
        return True
    return "m" in tagged.tags[promoted:subject]  # "our oil helps the body heal"


def _elsewhere(tagged: Tagged) -> Agent | None:
    at = tagged.tags.find("P")
    return Agent("in-sentence", tagged.words(at, at + 1)) if at >= 0 else None


def _of_subject(tagged: Tagged, subject: int, annotations: Annotations) -> Agent | None:
    letter = tagged.tags[subject]
    words = tagged.words(subject, subject + 1)
    if letter == "i" or _anaphoric(tagged, subject):
        carried = _carried(tagged, tagged.tags.find("P"), annotations)
        if carried is not _NOBODY or letter != "p":
            return carried
        if _is_sold(tagged, subject):
            return Agent("carried", words)
    if letter in "GST":
        return Agent("generic", words)
    if letter == "N" and _is_care(tagged, subject) and "P" not in tagged.tags:
        return Agent("generic", words)
    named = _elsewhere(tagged)
    if named is None and letter == "p":
        return Agent("product-noun", words)
    return named


_BODILY: Final = frozenset({"ingestible", "topical"})
_MEDICAL: Final = frozenset(
    "tablet pill capsule injection ointment lotion cream gel patch drop drops inhaler "
    "suppository spray solution syrup".split()
)


def _is_sold(tagged: Tagged, at: int) -> bool:
    """Tell "the powder", which somebody sells, from "the tablets" of a medicine."""
    hit = tagged.items[at].hits.get("product")
    return (
        hit is not None
        and not _BODILY.isdisjoint(hit.tags)
        and hit.lemma not in _MEDICAL
    )


def _is_hype(tagged: Tagged, head: int, clause: int) -> bool:
    """Tell "Effective against colds", "Fast relief from pain" from a plain title."""
    if tagged.tags[head] == "A":
        return True
    if tagged.tags[head] == "N" and _is_care(tagged, head):
        return False
    first = tagged.items[clause].first
    last = tagged.items[head].first
    return not _HYPE.isdisjoint(tagged.sentence.words[first:last])


_CARE: Final = frozenset(
    {"treatment", "therapy", "medicine", "medication", "management", "treatment option"}
)


def _is_medication(tagged: Tagged, at: int) -> bool:
    """Tell "medicine for depression" that somebody takes."""
    return tagged.items[at].hits["effect-noun"].lemma in {"medicine", "medication"}


def _is_care(tagged: Tagged, at: int) -> bool:
    hit = tagged.items[at].hits.get("effect-noun")
    return hit is not None and hit.lemma in _CARE


def _clause_start(tagged: Tagged, left: str) -> int:
    start = 0
    for found in _CLAUSE_OPENER.finditer(left):
        start = found.end()
    dash = left.rfind("z") + 1
    if start < dash < len(tagged.tags) and _is_dash_before_verb(tagged, dash):
        return dash
    return start


def _is_dash_before_verb(tagged: Tagged, at: int) -> bool:
    """Tell "NATURAL RELIEF - eases gout" from a dash between other words."""
    mark = tagged.sentence.words[tagged.items[at - 1].first]
    return mark in {"-", "•"} and tagged.tags[at] == "E" and tagged.form(at) == "third"


def _subject(tagged: Tagged, clause: int, head: int) -> int | None:
    """Return the nearest noun left of the verb group that no preposition governs."""
    tags = tagged.tags
    depth = 0
    for at in range(head - 1, clause - 1, -1):
        letter = tags[at]
        depth += (letter in ")]") - (letter in "([" and depth > 0)
        if depth:
            continue  # "a drug (cisplatin) relieved": what is in brackets does not act
        if letter == "q" and _opens_clause(tagged, at, head):
            return None
        if letter == "d" and _stands_alone(tagged, at, head):
            return at
        if letter not in "PpSGTiuN":
            continue
        if letter == "T" and not _stands_before_verb(tags, at, head):
            continue
        if not _governed(tags, clause, at):
            return at
    return None


def _opens_clause(tagged: Tagged, at: int, head: int) -> bool:
    """Tell ", which boosts ..." (all before it acts) and "showed that ..."."""
    tags = tagged.tags
    if at and tags[at - 1] in "c,":
        return not tags[at + 1 : head].strip("rmbhk")
    before = tagged.sentence.words[tagged.items[at - 1].first] if at else ""
    return before in _REPORTS


def _stands_alone(tagged: Tagged, at: int, head: int) -> bool:
    """Tell the pronoun of "This relieves pain" from a determiner."""
    word = tagged.sentence.words[tagged.items[at].first]
    after = tagged.tags[at + 1 : at + 2]
    return word in {"this", "these"} and (at + 1 >= head or after in tuple("rmbhkE"))


def _stands_before_verb(tags: str, at: int, head: int) -> bool:
    return not tags[at + 1 : head].strip("rmbhktE")


def _governed(tags: str, clause: int, at: int) -> bool:
    """Tell whether a preposition or a verb governs the noun group that ends at `at`."""
    at -= 1
    while at >= clause and tags[at] in "dxAl0rTY":
        at -= 1
    return at >= clause and tags[at] in "ofwavyE"


def _anaphoric(tagged: Tagged, at: int) -> bool:
    words = tagged.sentence.words
    word = words[tagged.items[at].last - 1]
    if word in _PRONOUNS:
        return True
    if at == 0 or tagged.tags[at - 1] != "d":
        return False
    before = words[tagged.items[at - 1].first]
    return word in _ANAPHORS and before in {"the", "this", "these", "its"}


def _carried(tagged: Tagged, elsewhere: int, annotations: Annotations) -> Agent:
    if elsewhere >= 0:
        return Agent("in-sentence", tagged.words(elsewhere, elsewhere + 1))
    words = annotations.ask(product_before, tagged.sentence)
    return Agent("carried", words) if words else _NOBODY


def product_before(sentence: Sentence, annotations: Annotations) -> str:
    """Return the product named last in the sentences or the block before, or ''."""
    own = annotations.sentences(sentence.segment)
    at = annotations.place(sentence)
    earlier = list(own[max(0, at - _LOOK_BACK) : at])
    if len(earlier) < _LOOK_BACK and sentence.segment:
        earlier = [*annotations.sentences(sentence.segment - 1)[-1:], *earlier]
    for each in reversed(earlier):
        tagged = tag(each, annotations)
        at = tagged.tags.rfind("P")
        if at >= 0:
            return tagged.words(at, at + 1)
    return ""


def _continues(tagged: Tagged, head: int, clause: int) -> bool:
    """Tell the second verb of "Shrinks the prostate and stops pain"."""
    return (
        tagged.tags[clause] == "E"
        and clause < head
        and tagged.tags[head] == "E"
        and tagged.tags[head - 1] in "c,r"
        and tagged.form(clause) == tagged.form(head) == "third"
    )


def _without_subject(tagged: Tagged, head: int, clause: int) -> Agent | None:
    """Grade a verb that opens its clause by its form; None when something precedes."""
    before = tagged.tags[:head]
    if clause and tagged.tags[clause - 1] == "j":
        return None
    if _continues(tagged, head, clause):
        return Agent("subjectless")
    shape = _SUBJECTLESS if tagged.tags[head] == "E" else _NOUN_FIRST
    if shape.fullmatch(before[clause:]) is None:
        return None
    if tagged.tags[head] != "E":
        return Agent("subjectless" if _is_hype(tagged, head, clause) else "heading")
    form = tagged.form(head)
    opener = tagged.sentence.words[tagged.items[clause].first] if clause < head else ""
    if form == "third" or opener.endswith("s") or "m" in before[clause:]:
        return Agent("subjectless")
    return Agent("imperative") if form == "base" else Agent("heading")
