"""The constructions of English in which copy claims an effect.

Each construction is a function from a tagged sentence to drafts: which item carries
the effect, which items the target, where the claim begins and ends. They read the
letters of `tagging`, so each is a pattern of a few characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from healthlint.annotators.tagging import Tagged

# What may stand between an effect and its target: "your daily (mild) feelings of ...".
_SKIP: Final = (
    r"(?:[drxolR0u()AYiNz]|[uGxl)]\)?[wva]|G(?=[wva])|[xl][c,]+(?=[xrAldT])|u(?:v[drx]{1,2})?q[rhbkExm]{1,3}[aowv]?"
    r"|\([^T()]{1,4}\)){0,8}?"
)
_MORE: Final = r"(?:\)|T|[c,]+[drxolAY0w]{0,3}T|\([drx]{0,2}T[drx]?\)|[ov][drx]{0,2}T)*"
_OBJECT: Final = compiled(
    rf"(?:[c,]+[rtm]*[EC])*(?P<prep>[fwav])?{_SKIP}(?P<target>T{_MORE})"
)
_OF_TARGET: Final = compiled(
    rf"(?:[c,]+[drAx]*[NE])*[lx]?(?:o[drxl]{{0,3}}P)?(?P<prep>[ofwavt]){_SKIP}(?P<target>T{_MORE})"
)
_TARGET: Final = compiled(rf"T{_MORE}")
_AFTER_ADJECTIVE: Final = compiled(
    rf"(?:[c,]+[rA]+)*(?:[fvaowy]|t)(?:[drxA]*[EN][ofwav]?)?{_SKIP}(?P<target>T{_MORE})"
)
_PASSIVE_LEFT: Final = compiled(r"(?P<target>T[ovdxTcl,]{0,6}?)[hrnmqb]*b?[rbn]*$")
_CHANGE_LEFT: Final = compiled(r"(?P<target>[Tl][ovwdxTclu,]{0,8}?)[hrnmkbq]*$")
_COORDINATED: Final = compiled(r"(?:E[c,]+[rtm]*)+$")  # "treat, cure or (prevent)"
_RISK_BETWEEN: Final = compiled(r"^[^T]*R")
_NOT_A_TARGET_BEFORE: Final = frozenset(
    "research awareness charity charities foundation survivor survivors unit units "
    "centre center education campaign screening statistics costs cost study studies "
    "trial trials specialist specialists nurse nurses doctor doctors clinic clinics "
    "community communities association society month day registry guidelines policy "
    "policies dosage dose doses dosages group groups facility facilities protocols "
    "hypothesis hypotheses literature tolerance threshold score scores "
    "scale policies data test tests testing vaccine vaccines scientists "
    "researchers experts".split()
)


class Draft(NamedTuple):
    """A claim before its agent is known: items, not tokens, are counted.

    `head` carries the effect, [start, end) is the claim, [target, target_end) its
    target.
    """

    construction: str
    effect: str
    head: int
    start: int
    end: int
    target: int
    target_end: int


def drafts(tagged: Tagged) -> Iterator[Draft]:
    """Yield what each construction finds, most telling first."""
    tags = tagged.tags
    if "T" not in tags and "Y" not in tags:
        return
    keeps = not _KEEP.isdisjoint(tagged.sentence.vocabulary)
    for at, letter in enumerate(tags):
        read = _READINGS.get(letter)
        if read is not None and (letter != "x" or keeps):
            yield from read(tagged, at)
    yield from _headline(tagged)
    yield from _question(tagged)


def _verb_or_noun(tagged: Tagged, at: int) -> Iterator[Draft]:
    """Try the readings of a word that may be verb, noun or change, in this order."""
    hits = tagged.items[at].hits
    found = list(_verb(tagged, at))
    if not found and "effect-noun" in hits:
        found = list(_noun(tagged, at))
    if not found and "effect-change" in hits:
        found = list(_change(tagged, at))
    yield from found


def effect_of(tagged: Tagged, at: int, lexicon: str) -> str:
    """Return the effect that an item's word stands for: its group's only tag."""
    (tag,) = tagged.items[at].hits[lexicon].tags
    return tag


def _verb(tagged: Tagged, at: int) -> Iterator[Draft]:
    tags = tagged.tags
    effect = effect_of(tagged, at, "effect")
    if tagged.form(at) == "past" and _is_passive(tags, at):
        left = _PASSIVE_LEFT.search(tags, 0, at)
        if left:
            target = left.start("target")
            yield Draft(
                "passive", effect, at, target, at + 1, target, left.end("target")
            )
            return
    if (
        at
        and tags[at - 1] == "T"
        and _hyphen_before(tagged, at)
        and tagged.form(at) != "base"
    ):
        yield Draft("compound", effect, at, at - 1, at + 1, at - 1, at)
        return
    if tagged.lemma(at) == "benefit" and tags[at + 1 : at + 2] == "a":
        yield from _benefit(tagged, at)
        return
    found = _OBJECT.match(tags, at + 1)
    if found is None and tagged.lemma(at) == "work":
        found = _OBJECT.match(tags, at + 2)  # "works wonders for"
    if found is None or not _may_take(tagged, at, found):
        return
    target, end = found.span("target")
    if _blocked(tagged, end) or _is_attribute(tagged, at, effect):
        return
    between = tags[at + 1 : target]
    if _RISK_BETWEEN.match(between) and effect in {
        "reduce",
        "prevent",
        "treat",
        "slow",
    }:
        effect = "reduce-risk"
    start = _COORDINATED.search(tags, 0, at)
    form = tagged.form(at)
    construction = {"ing": "participle", "base": "active", "third": "active"}.get(
        form, "active"
    )
    if at and tags[at - 1] == "t":
        construction = "infinitive"
    first = start.start() if start else at
    yield Draft(construction, effect, at, first, end, target, end)


_BEFORE: Final = compiled(rf"T{_MORE}")


def _benefit(tagged: Tagged, at: int, effect: str = "help") -> Iterator[Draft]:
    """Read "people with arthritis may benefit from our tea": the target comes first."""
    before = list(_BEFORE.finditer(tagged.tags, 0, at))
    if before:
        found = before[-1]
        yield Draft("benefit", effect, at, found.start(), at + 1, *found.span())


_FELT: Final = frozenset(
    "find finds found get gets got feel feels felt experience experiences experienced "
    "see sees saw notice notices noticed offer offers offered bring brings brought "
    "provide provides provided give gives gave obtain achieve achieved enjoy "
    "enjoyed enjoys reach reached enter entered".split()
)
_FELT_REACH: Final = 4  # tokens between the verb and the noun


def _is_felt(tagged: Tagged, at: int) -> bool:
    """Tell "patients with colitis may find relief" from a mere "relief"."""
    first = tagged.items[at].first
    words = tagged.sentence.words[max(0, first - _FELT_REACH) : first]
    return not _FELT.isdisjoint(words)


def _is_attribute(tagged: Tagged, at: int, effect: str) -> bool:
    """Tell "pain and increased urgency", where a participle stands for an adjective."""
    before = tagged.tags[at - 1 : at]
    if tagged.form(at) != "past":
        return False
    return before == "y" or (effect == "boost" and before in tuple("cowv"))


def _is_passive(tags: str, at: int) -> bool:
    before = tags[:at].rstrip("rn")
    if before.endswith(("b", "bm", "hb")):
        return True
    return tags[at + 1 : at + 2] in ("y", "w")


def _may_take(tagged: Tagged, at: int, found: re.Match[str]) -> bool:
    preposition = found["prep"]
    lemma = tagged.lemma(at)
    if effect_of(tagged, at, "effect") == "help":
        return preposition is not None or lemma in {"help", "benefit", "aid", "assist"}
    return bool(preposition is None or preposition == "a")


def _hyphen_before(tagged: Tagged, at: int) -> bool:
    sentence = tagged.sentence
    start = sentence.starts[tagged.items[at].first]
    return start > 0 and sentence.text[start - 1] == "-"


def _blocked(tagged: Tagged, end: int) -> bool:
    """Tell "cancer research" and the like, where the target is but a modifier."""
    while end < len(tagged.items) and tagged.tags[end] == ")":
        end += 1
    if end >= len(tagged.items):
        return False
    return tagged.sentence.words[tagged.items[end].first] in _NOT_A_TARGET_BEFORE


def _noun(tagged: Tagged, at: int) -> Iterator[Draft]:
    tags = tagged.tags
    effect = effect_of(tagged, at, "effect-noun")
    found = _OF_TARGET.match(tags, at + 1)
    if found and found["prep"] == "w" and effect != "help":
        found = None  # "treatment with LDN": not what is treated
    if found and not _blocked(tagged, found.end("target")):
        target, end = found.span("target")
        if "R" in tags[at + 1 : target]:
            effect = "reduce-risk"
        yield Draft("nominal", effect, at, at, end, target, end)
        return
    if at and tags[at - 1] in "Tl" and not _blocked(tagged, at + 1):
        start = at - 1
        while start and (tags[start] != "T" or tags[start - 1] == "T"):
            start -= 1
            if tags[start] not in "TlcxA":
                return
        yield Draft("compound", effect, at, start, at + 1, start, at)
    elif _is_felt(tagged, at):
        yield from _benefit(tagged, at, effect)


def _adjective(tagged: Tagged, at: int) -> Iterator[Draft]:
    found = _AFTER_ADJECTIVE.match(tagged.tags, at + 1)
    if found is None:
        return
    target, end = found.span("target")
    inner = at + 1
    effect = "help"
    for index in range(inner, target):
        if tagged.tags[index] in "EN":
            lexicon = "effect" if tagged.tags[index] == "E" else "effect-noun"
            effect = effect_of(tagged, index, lexicon)
    if _blocked(tagged, end):
        return
    yield Draft("adjectival", effect, at, at, end, target, end)


_IS_A: Final = compiled(r"[Pp]\)?(?:[rbmhdAxNYEzc,(]|f(?=d))*$")
_BEFORE_PRODUCT: Final = compiled(r"[xANrYc,]{0,4}[Pp]")


def _property(tagged: Tagged, at: int) -> Iterator[Draft]:
    """Read "P is a potent antiviral", "an antiviral tea"; else it is but a mention."""
    tags = tagged.tags
    said = _IS_A.search(tags, 0, at) or _BEFORE_PRODUCT.match(tags, at + 1)
    if said and tags[at + 1 : at + 2] in ("", ".", "c") and _is_medicine(tagged, at):
        said = None
    construction = "property" if said else "mention"
    effect = effect_of(tagged, at, "effect-property")
    yield Draft(construction, effect, at, at, at + 1, at, at + 1)


def _is_medicine(tagged: Tagged, at: int) -> bool:
    """Tell "ketamine is an anaesthetic", a fact of pharmacology."""
    return any(
        (hit := item.hits.get("substance")) is not None and "prescription" in hit.tags
        for item in tagged.items[:at]
    )


_COMPARED: Final = compiled(rf"[drx]{{0,2}}(?:R[of])?[drx]{{0,2}}(?P<target>T{_MORE})")
_DOWN: Final = frozenset({"less", "fewer", "lower"})
_AWAY: Final = frozenset(
    {
        ("away",),
        ("at", "bay"),
        ("in", "check"),
        ("under", "control"),
        ("off",),
        ("down",),
    }
)
_KEEP: Final = frozenset("keep keeps kept keeping hold holds held holding".split())


def _comparative(tagged: Tagged, at: int) -> Iterator[Draft]:
    """Read "less joint pain", "a lower risk of stroke", "better sleep"."""
    found = _COMPARED.match(tagged.tags, at + 1)
    if found is None or _blocked(tagged, found.end("target")):
        return
    word = tagged.sentence.words[tagged.items[at].first]
    effect = "reduce" if word in _DOWN else "improve"
    target, end = found.span("target")
    if "R" in tagged.tags[at:target]:
        effect = "reduce-risk"
    yield Draft("comparative", effect, at, at, end, target, end)


def _kept_away(tagged: Tagged, at: int) -> Iterator[Draft]:
    """Read "keeps the flu away", "hold your arthritis at bay"."""
    words = tagged.sentence.words
    if words[tagged.items[at].first] not in _KEEP:
        return
    found = _KEPT.match(tagged.tags, at + 1)
    if found is None:
        return
    target, end = found.span("target")
    after = tagged.items[end - 1].last
    for away in _AWAY:
        if tuple(words[after : after + len(away)]) == away:
            yield Draft("split", "prevent", at, at, end, target, end)


_KEPT: Final = compiled(rf"[drx]{{0,3}}(?P<target>T{_MORE})")
_USE: Final = compiled(rf"[drxP]{{0,3}}f{_SKIP}(?P<target>T{_MORE})")


def _use(tagged: Tagged, at: int) -> Iterator[Draft]:
    """Read "studied for fibromyalgia", "an option for back pain"."""
    found = _USE.match(tagged.tags, at + 1)
    if found and not _blocked(tagged, found.end("target")):
        target, end = found.span("target")
        yield Draft("use", "help", at, at, end, target, end)


def _change(tagged: Tagged, at: int) -> Iterator[Draft]:
    found = _CHANGE_LEFT.search(tagged.tags, 0, at)
    if found is None or "T" not in found["target"]:
        return
    if tagged.sentence.words[tagged.items[at].first - 1] == ",":
        return  # "If you notice a rash, stop ..."
    effect = effect_of(tagged, at, "effect-change")
    start, end = found.span("target")
    yield Draft("intransitive", effect, at, start, at + 1, start, end)


_TITLES: Final = frozenset({"heading", "title", "meta", "alt-text"})
_HEADLINE: Final = compiled(
    r"[Pp][)(xNPl0:.]{0,4}?[f:][drxALl]{0,2}(?P<target>T(?:[c,]+[drx]{0,2}T|T|[()x](?=T))*)"
)


def _headline(tagged: Tagged) -> Iterator[Draft]:
    """Read "LDN for pain" as a title; in running text it stands inside a sentence."""
    found = _HEADLINE.search(tagged.tags)
    if found and _blocked(tagged, found.end("target")):
        return
    if found is None:
        return
    target, end = found.span("target")
    kind = tagged.sentence.kind
    ends = end + 1 >= len(tagged.tags) and kind != "table-cell"
    titled = kind in _TITLES or ends
    construction = "headline" if titled else "purpose"
    yield Draft(construction, "help", found.start(), found.start(), end, target, end)


_QUESTION: Final = compiled(
    r"^[drxuvwaokiEbhj]{0,6}?(?P<target>T(?:[c,]+[drx]{0,2}T|T)*)\.$"
)


def _question(tagged: Tagged) -> Iterator[Draft]:
    """Read "Arthritis?" and "Suffering from arthritis?" as the start of an offer."""
    if tagged.sentence.words[-1] != "?":
        return
    found = _QUESTION.match(tagged.tags)
    if found and not _is_adjective(tagged, found.start("target")):
        target, end = found.span("target")
        yield Draft("question", "help", target, target, end, target, end)


def _is_adjective(tagged: Tagged, at: int) -> bool:
    """Tell "Is it painful?", which names no illness."""
    hit = tagged.items[at].hits.get("condition")
    return hit is not None and "adjective" in hit.tags


_READINGS: Final[dict[str, Callable[[Tagged, int], Iterator[Draft]]]] = {
    "E": _verb_or_noun,
    "U": _use,
    "N": _noun,
    "A": _adjective,
    "C": _change,
    "L": _comparative,
    "x": _kept_away,
    "Y": _property,
}
"""What may begin at a letter."""
