"""Cut segments into sentences, in one linear pass.

A candidate is a run of stops with what belongs to it (closing quotes, references), a
line break or a bullet. Only then are the words beside it looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from healthlint.document import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.segment import Segment

_LONGEST: Final = 2000
"""Code points: text without a stop is cut here, so that nothing grows quadratic."""

_REFERENCE: Final = (
    r"\[(?:\d[\d,;\s–-]{0,30}|refs?|citation needed|sources?\??)\]"
    r"|\((?:R\d{0,3}(?:,\s?R?\d{1,3}){0,9}|\d{1,3}(?:[,–-]\s?\d{1,3}){0,9})\)"
    r"|[⁰¹²³⁴-⁹]{1,4}"
)
_CANDIDATE: Final = re.compile(
    rf"(?P<stop>[.!?…]++)(?P<close>[\"')\]]*+)(?:\s?(?:{_REFERENCE})\.?)*+"
    r"(?:(?<=[a-z)%]\.)\d{1,3}(?:[,–-]\d{1,3}){0,9}+(?=\s+[A-Z]|\s*$))?"
    r"(?=\s|$|[A-ZÀ-ÖØ-Þ])"
    r"|(?P<line>\s*\n\s*)"
    r"|(?P<bullet>[•‣◦∙])",
)
_LAST_WORD: Final = re.compile(r"[\w.'’&-]*$")
_NEXT: Final = re.compile(r"[\s\"'(\[*–—-]*(?P<word>\w*)")
_LIST_MARK: Final = re.compile(r"[-*–—+]\s|[-–][A-Z]|(?:\d{1,2}|[a-zA-Z])[.)]\s")
_DASH_LIST: Final = re.compile(r"^- |: - ")
_DASH: Final = re.compile(r"(?:^|(?<=\s))-(?=\s)")
_PICTURE: Final = re.compile(
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\U0001f000-\U0001faff\ufe0f]+"
    "(?=\\s*[A-Z0-9])"
)

# Never the end of a sentence.
_OPENING: Final = frozenset(
    "dr drs mr mrs ms mx prof st ste rev hon gen sen rep gov capt col sgt lt messrs "
    "e.g eg i.e ie vs v viz cf approx ca incl esp vit al.so resp".split()
)
# Followed by a number or a bracket they go on.
_BEFORE_NUMBER: Final = frozenset(
    "no nos fig figs vol p pp sec ch art eq ref refs al tab app ed eds pt ver".split()
)
# They end a sentence when a word follows that begins one.
_EITHER: Final = frozenset(
    "u.s u.k u.s.a e.u u.n d.c ph.d m.d d.o b.sc m.sc b.a m.a d.d.s r.n n.d b.c a.d "
    "inc ltd co corp llc plc jr sr dept univ est bros assn al jan feb mar apr jun jul "
    "aug sept sep oct nov dec ave blvd".split()
)
# They end a sentence when any capital follows; a small letter never makes them do so.
_UNITS: Final = frozenset(
    "etc a.m p.m am pm mg mcg kg g ml l cm mm oz lb lbs tsp tbsp min mins max hr hrs "
    "sec secs wt conc temp avg yr yrs wk wks mo mos no iu cap caps tab tabs amt".split()
)
_STARTERS: Final = frozenset(
    "the this that these those it its he she they we you i our your their his her my "
    "a an in on at for from with by to as if when while after before during since "
    "because although though however moreover furthermore additionally but and or so "
    "yet not no some many most all each every both several one two three there here "
    "what which who why how where is are was were do does did can could may might will "
    "would should has have had patients people studies research researchers doctors "
    "clinical results treatment also then thus therefore other another such even only "
    "please take try get buy order contact talk ask avoid use do don't".split()
)
_LETTERED: Final = frozenset(
    "vitamin vitamins provitamin hepatitis hep type group class phase grade plan part "
    "factor stage option appendix section table figure exhibit influenza strain and or "
    "step category schedule medicare immunoglobulin side blood".split()
)
_DOMAINS: Final = frozenset("com org net edu gov info io uk eu biz js".split())
_GOES_ON: Final = frozenset(
    "the a an of and or by in for to with from at on as is are was were be that which "
    "your our their its not no any all this these than into about per".split()
)


def split(index: int, segment: Segment) -> list[Sentence]:
    """Return the sentences of the segment with this index, in order.

    None crosses the segment or begins or ends with white space; together they hold
    everything else.
    """
    folded = segment.folded
    text, cased = folded.text, folded.cased
    sentences = []
    start = 0
    for border in _bounded(cased, [*_borders(segment), len(cased)]):
        piece = text[start:border]
        stripped = piece.strip()
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            last = first + len(stripped)
            sentences.append(
                Sentence(index, segment.kind, stripped, first, cased[first:last])
            )
        start = border
    return sentences


def _bounded(text: str, borders: list[int]) -> Iterator[int]:
    start = 0
    for border in borders:
        while border - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            start = space if space > 0 else start + _LONGEST
            yield start
        yield border
        start = border


def _borders(segment: Segment) -> list[int]:
    text = segment.folded.cased
    breaks = _deliberate_breaks(text) if "\n" in text else frozenset[int]()
    borders = []
    start = 0
    for found in _CANDIDATE.finditer(text):
        end = found.end()
        if found["stop"]:
            if not _ends_sentence(text, start, found):
                continue
        elif found["bullet"]:
            end = found.start()
        elif found.start() not in breaks:
            continue
        borders.append(end)
        start = end
    more = _listed(text) + _pictures(segment)
    return sorted({*borders, *more}) if more else borders


def _ends_sentence(text: str, start: int, found: re.Match[str]) -> bool:
    """Judge a run of stops; `start` is where its sentence began."""
    end = found.end()
    if end == len(text):
        return True
    glued = not text[end].isspace()
    following = _NEXT.match(text, end)
    word = following["word"] if following else ""
    small = word[:1].islower()
    if found["stop"] != ".":
        if glued and _in_address(text, found.start()):
            return False
        return not small or not (found["close"] or found["stop"][0] not in "!?")
    if found["close"] and small:
        return False
    return _period_ends(text, start, found.start(), word, glued=glued)


def _period_ends(text: str, start: int, at: int, word: str, *, glued: bool) -> bool:
    """Judge one full stop at `at`; `word` comes next."""
    space = max(text.rfind(" ", start, at), text.rfind("\n", start, at), start - 1)
    last = text[space + 1 : at].lstrip("\"'([")
    key = last.lower()
    if glued and (word.lower() in _DOMAINS or key == "www" or _in_address(text, at)):
        return False
    if key in _OPENING:
        return False
    if not text[start:at].strip("\"'([ \n•").rstrip(".").isalnum():
        pass
    elif last.isdigit() or (len(last) == 1 and last.isalpha()):
        return False  # "1. Relieves pain", "A. Take it": a list mark
    return _word_ends(text[start : space + 1], last, key, word, glued=glued)


def _word_ends(before: str, last: str, key: str, word: str, *, glued: bool) -> bool:
    """Judge the word `last` and what follows it."""
    if word[:1].islower():
        return _sloppy_end(key)
    if key in _BEFORE_NUMBER and (word[:1].isdigit() or (key == "al" and not word)):
        return False
    if key in _EITHER:
        return word.lower() in _STARTERS
    if len(last) == 1 and last.isalpha() and last.isupper():
        return (
            not glued
            and _letter_ends(before, word)
            or (glued and _letter_ends(before, word) and word[1:2].islower())
        )
    if key in _UNITS:
        return True
    return not (glued and _is_inner_stop(key))


def _sloppy_end(key: str) -> bool:
    """Judge a stop before a small letter: copy is not always spelt with care."""
    return (
        len(key) > 2
        and key[-1].isalpha()
        and "." not in key
        and key not in _UNITS
        and key not in _EITHER
        and key not in _BEFORE_NUMBER
        and any(vowel in key for vowel in "aeiouy")
    )


def _letter_ends(before: str, word: str) -> bool:
    """Judge a single capital: "vitamin C. It" ends, "J. Smith" goes on."""
    words = before.split()
    previous = words[-1].strip("\"'(,").lower() if words else ""
    return previous in _LETTERED or (word.lower() in _STARTERS and bool(previous))


def _is_inner_stop(key: str) -> bool:
    return "." in key and len(key) < 5


def _in_address(text: str, at: int) -> bool:
    """Tell whether the word around `at` is a web or mail address."""
    begin = max(text.rfind(" ", max(0, at - 200), at), at - 200) + 1
    before = text[max(0, begin) : at]
    return "://" in before or "www." in before or "@" in before


def _deliberate_breaks(text: str) -> frozenset[int]:
    """Return the line breaks that are more than wrapping: lists, blank lines, verses.

    A break was deliberate where the next line's first word would still have fitted.
    """
    lines = list(re.finditer(r"\s*\n\s*", text))
    edges = [0, *(found.end() for found in lines)]
    lengths = [
        found.start() - begin for begin, found in zip(edges, lines, strict=False)
    ]
    widest = max([*lengths, len(text) - edges[-1]])
    return frozenset(
        found.start()
        for found, length in zip(lines, lengths, strict=True)
        if _is_deliberate(text, found, length, widest)
    )


def _is_deliberate(text: str, found: re.Match[str], length: int, widest: int) -> bool:
    if found[0].count("\n") > 1 or _LIST_MARK.match(text, found.end()):
        return True
    following = _NEXT.match(text, found.end())
    word = following["word"] if following else ""
    if not word[:1].isupper() or length + 1 + len(word) > widest:
        return False
    line = text[max(0, found.start() - 20) : found.start()]
    return (
        line[-1:] not in ",;&"
        and line.split()[-1:] != []
        and (line.split()[-1].lower() not in _GOES_ON)
    )


def _listed(text: str) -> list[int]:
    """Return where the items of "Benefits: - less pain - better sleep" begin."""
    opened = _DASH_LIST.search(text)
    if opened is None:
        return []
    return [found.start() for found in _DASH.finditer(text, opened.start())]


def _pictures(segment: Segment) -> list[int]:
    """Return the folded offsets of emoji that stand before a new sentence."""
    if segment.text.isascii():
        return []
    starts = segment.folded.starts
    places = (found.end() for found in _PICTURE.finditer(segment.text))
    if starts is None:
        return list(places)
    return [bisect_left(starts, place) for place in places]
