"""Cut segments into sentences, in one linear pass.

A candidate is a run of stops with what belongs to it (closing quotes, references), a
line break or a bullet. Only then are the words beside it looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from healthlint.document import Sentence
from healthlint.patterns import compiled

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
# One set in front lets the scan run fast. The number glued to the stop is a superscript
# that lost its place: "growth.2 Next".
_CANDIDATE: Final = compiled(
    r"[.!?…\n•‣◦∙](?:"
    r"(?P<plain>(?<=[a-z]{5}\.)(?=\s[A-Z][a-z]))"
    r"|(?P<more>(?<=[.!?…])[.!?…]*+)"
    rf"(?P<close>[\"')\]]*+)(?:\s?(?:{_REFERENCE})\.?)*+"
    r"(?:(?:(?<=[a-z]{3}\.)|(?<=[)%]\.))"
    r"\d{1,3}(?:[,–-]\d{1,3}){0,9}+(?=\s+[A-Z]|\s*$))?"
    r"(?=\s|$|[A-ZÀ-ÖØ-Þ])"
    r"|(?P<line>(?<=\n)\s*+)"
    r"|(?<=[•‣◦∙]))"
)
_NEXT: Final = compiled(r"[\s\"'(\[*–—-]*+(\w*)")
_LIST_MARK: Final = compiled(r"[-*–—+]\s|[-–][A-Z]|(?:\d{1,2}|[a-zA-Z])[.)]\s")
_INITIALS: Final = compiled(r"[a-z](?:\.[a-z])+")
_DASH: Final = compiled(r"(?:^|(?<=\s))-(?=\s)")
_PICTURE: Final = compiled(
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\U0001f000-\U0001faff\ufe0f]++"
    "(?=\\s*+[A-Z0-9])"
)


def _set(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


# Never the end of a sentence; "MS." may be the end of one, "Ms." never.
_OPENING: Final = _set(
    "dr drs mr mrs ms mx prof st ste rev hon gen sen rep gov capt col sgt lt messrs",
    "e.g eg i.e ie vs v viz cf approx ca incl esp vit",
)
_OPENING_IN_CAPITALS: Final = _set("DR MR MRS PROF VS")
# Followed by a number they go on.
_BEFORE_NUMBER: Final = _set(
    "no nos fig figs vol p pp sec ch art eq ref refs al tab app ed eds pt ver"
)
# They end a sentence when a word follows that often begins one.
_EITHER: Final = _set(
    "u.s u.k u.s.a e.u u.n d.c ph.d m.d d.o b.sc m.sc b.a m.a d.d.s r.n n.d b.c a.d",
    "inc ltd co corp llc plc jr sr dept univ est bros assn al jan feb mar apr jun jul",
    "aug sept sep oct nov dec ave blvd",
)
# They end a sentence when a capital follows, never before a small letter.
_UNITS: Final = _set(
    "etc a.m p.m am pm mg mcg kg g ml l cm mm oz lb lbs tsp tbsp min mins max hr hrs",
    "sec secs wt conc temp avg yr yrs wk wks mo mos iu cap caps tab tabs amt",
)
_STARTERS: Final = _set(
    "the this that these those it its he she they we you i our your their his her my",
    "a an in on at for from with by to as if when while after before during since",
    "because although though however moreover furthermore additionally but and or so",
    "yet not no some many most all each every both several one two three there here",
    "what which who why how where is are was were do does did can could may might will",
    "would should has have had patients people studies research researchers doctors",
    "clinical results treatment also then thus therefore other another such even only",
    "please take try get buy order contact talk ask avoid use do don't",
)
_ABBREVIATIONS: Final = _OPENING | _BEFORE_NUMBER | _EITHER | _UNITS
# A single capital after them is no initial: "vitamin C."
_LETTERED: Final = _set(
    "vitamin vitamins provitamin hepatitis hep type group class phase grade plan part",
    "factor stage option appendix section table figure exhibit influenza strain and or",
    "step category schedule medicare immunoglobulin side blood",
)
_DOMAINS: Final = _set("com org net edu gov info io uk eu biz js")
# A line that ends with one of them goes on in the next line.
_GOES_ON: Final = _set(
    "the a an of and or by in for to with from at on as is are was were be that which",
    "your our their its not no any all this these than into about per & , ;",
)
_WINDOW: Final = 60  # code points before a stop that are looked at
_WRAPPED: Final = range(60, 131)  # code points: how wide people and programs wrap text
_VOWELS: Final = frozenset("aeiouy")
_SHORT: Final = 2  # letters: "ok." before a small letter is taken for an abbreviation


def split(index: int, segment: Segment) -> list[Sentence]:
    """Return the sentences of the segment with this index, in order.

    None crosses the segment, or begins or ends with white space; together they hold
    everything else.
    """
    folded = segment.folded
    text, cased = folded.text, folded.cased
    sentences = []
    start = 0
    for border in _bounded(cased, _borders(segment)):
        piece = text[start:border].rstrip()
        lead = len(piece) - len(piece.lstrip())
        if lead < len(piece):
            begin, end = start + lead, start + len(piece)
            sentences.append(
                Sentence(index, segment.kind, piece[lead:], begin, cased[begin:end])
            )
        start = border
    return sentences


def _bounded(text: str, borders: list[int]) -> Iterator[int]:
    start = 0
    for border in (*borders, len(text)):
        while border - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            start = space if space > 0 else start + _LONGEST
            yield start
        yield border
        start = border


def _borders(segment: Segment) -> list[int]:
    text = segment.folded.cased
    breaks = (
        _deliberate_breaks(text, segment.kind) if "\n" in text else frozenset[int]()
    )
    borders = []
    start = 0
    for found in _CANDIDATE.finditer(text):
        if found["plain"] is not None and _is_plain_word(text, found.start()):
            border = found.end()
        elif found["more"] is not None or found["plain"] is not None:
            border = found.end() if _ends_sentence(text, start, found) else 0
        elif found["line"] is not None:
            border = found.end() if found.start() in breaks else 0
        else:
            border = found.start()
        if border:
            borders.append(border)
            start = border
    more = [*_listed(text), *_pictures(segment)]
    return sorted({*borders, *more}) if more else borders


def _is_plain_word(text: str, at: int) -> bool:
    """Tell at a glance that no abbreviation stands before the full stop at `at`."""
    word = text[text.rfind(" ", 0, at) + 1 : at]
    return word.isalpha() and word.lower() not in _ABBREVIATIONS


def _ends_sentence(text: str, start: int, found: re.Match[str]) -> bool:
    """Judge a run of stops; `start` is where its sentence began."""
    end = found.end()
    if end == len(text):
        return True
    following = _NEXT.match(text, end)
    word = following[1] if following else ""
    small = word[:1].islower()
    if small and found["close"]:
        return False  # "It works!" she said
    glued = not text[end].isspace()
    if glued and (text.startswith(".", end + 1) or _in_address(text, found.start())):
        return False  # "Ph.D.", "www.Tea.Example"
    if text.startswith(" .", end) and text[end - 1] == ".":
        return False  # ". . ." leaves something out
    if text.endswith(". ", 0, found.start()):
        return not small
    if found["more"] or text[found.start()] != ".":
        return not small or text[found.start()] in "!?"
    return _period_ends(text, start, found.start(), word, glued=glued)


def _period_ends(text: str, start: int, at: int, word: str, *, glued: bool) -> bool:
    """Judge one full stop at `at`; `word` comes next, `glued` without a space."""
    before, last = _last_word(text[max(start, at - _WINDOW) : at])
    key = last.lower()
    if key in _OPENING and (not last.isupper() or last in _OPENING_IN_CAPITALS):
        return False
    is_letter = len(last) == 1 and last.isalpha()
    if not before and (is_letter or last.isdigit()):
        return False  # a list mark: "1. Relieves pain"
    if is_letter and last.isupper():
        return _letter_ends(before, word) and not (
            glued and before.endswith(("and", "or"))
        )
    if glued and (word.lower() in _DOMAINS or key == "www" or "." in key):
        return False
    return _word_ends(key, word)


def _last_word(text: str) -> tuple[str, str]:
    """Return what stands before the last word, and the word ("non-U" is "U")."""
    parts = text.rsplit(None, 1)
    if not parts or text[-1].isspace():
        return text.strip(), ""
    word = parts.pop()
    word = word[max(word.rfind("-"), word.rfind("/")) + 1 :]
    return "".join(parts), word.lstrip("\"'([")


def _word_ends(key: str, word: str) -> bool:
    """Judge the stop behind the word `key` and before `word`."""
    if word[:1].islower():
        return _ends_before_small_letter(key)
    if key in _BEFORE_NUMBER and word[:1].isdigit():
        return False
    if key in _UNITS or not (key in _EITHER or _INITIALS.fullmatch(key)):
        return True
    return word.lower() in _STARTERS


def _ends_before_small_letter(key: str) -> bool:
    """Tell careless spelling from abbreviations: "it works. try it", "min. two"."""
    return (
        len(key) > _SHORT
        and "." not in key
        and key[-1].isalpha()
        and not _VOWELS.isdisjoint(key)
        and not (key in _UNITS or key in _EITHER or key in _BEFORE_NUMBER)
    )


def _letter_ends(before: str, word: str) -> bool:
    """Judge a single capital: "vitamin C. It" ends, "J. Smith" goes on."""
    previous = before[before.rfind(" ") + 1 :].strip("\"'(,").lower()
    return previous in _LETTERED or (word.lower() in _STARTERS and bool(previous))


def _in_address(text: str, at: int) -> bool:
    """Tell whether the word around `at` is a web or mail address."""
    first, last = max(0, at - 200), at + 100
    end = text.find(" ", at, last)
    word = text[max(first, text.rfind(" ", first, at)) : last if end < 0 else end]
    return "://" in word or "www." in word or "@" in word


def _deliberate_breaks(text: str, kind: str) -> frozenset[int]:
    """Return the line breaks that do more than wrap: lists, blank lines, verses.

    One was deliberate where the next line's first word would still have fitted, or
    where the lines are too short or too long to have been wrapped at all.
    """
    lines = list(re.finditer(r"\n\s*", text))
    begins = [0, *(found.end() for found in lines)]
    lengths = [
        found.start() - begin for begin, found in zip(begins, lines, strict=False)
    ]
    widest = max(*lengths, len(text) - begins[-1])
    if kind != "cue" and widest not in _WRAPPED:
        widest = len(text)
    return frozenset(
        found.start()
        for found, length in zip(lines, lengths, strict=True)
        if _is_deliberate(text, found, widest - length)
    )


def _is_deliberate(text: str, found: re.Match[str], room: int) -> bool:
    if found[0].count("\n") > 1 or _LIST_MARK.match(text, found.end()):
        return True
    following = _NEXT.match(text, found.end())
    word = following[1] if following else ""
    if not word[:1].isupper() or len(word) >= room:
        return False
    line = text[max(0, found.start() - 20) : found.start()].rstrip().lower()
    return line[-1:] not in _GOES_ON and line[line.rfind(" ") + 1 :] not in _GOES_ON


def _listed(text: str) -> list[int]:
    """Return where the items of "Benefits: - less pain - better sleep" begin."""
    opened = 0 if text.startswith("- ") else text.find(": - ")
    if opened < 0:
        return []
    return [found.start() for found in _DASH.finditer(text, opened)]


def _pictures(segment: Segment) -> list[int]:
    """Return the folded offsets of emoji that stand before a new sentence."""
    if segment.text.isascii():
        return []
    starts = segment.folded.starts
    places = [found.end() for found in _PICTURE.finditer(segment.text)]
    return places if starts is None else [bisect_left(starts, at) for at in places]
