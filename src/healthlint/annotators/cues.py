"""Cues: words beside a claim that change what it says.

An annotation's span is the scope: what starts in it counts as negated, hedged, quoted
and so on. The phrases that show a cue are a table of their own; here their scopes are
measured out along the clauses of the sentence. `value` is the phrase, as folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators import SCOPE
from healthlint.annotators import cue_table as table
from healthlint.annotators.clauses import FINITE, Clauses
from healthlint.annotators.cue_phrases import all_beginnings, shown
from healthlint.annotators.questions import asks
from healthlint.annotators.quotes import quoted
from healthlint.document import Annotation, Annotations, Sentence
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.cue_phrases import Cue


def _set(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


class _Scope(NamedTuple):
    """A scope in tokens [first, last)."""

    kind: str
    first: int
    last: int
    phrase: str


_BE: Final = _set("is are was were be been being get gets got")
_BE_NOT: Final = _set("isn't aren't wasn't weren't isnt arent wasnt werent")
_BETWEEN: Final = _set("be been yet have has ever always well fully also then only")
_PARTICIPLES: Final = _set("proven shown known seen found given meant felt made taken")
_SUPERLATIVE: Final = _set("like better faster quicker beats compares sooner matches")
_PARTIAL: Final = _set(
    "entire entirely completely totally fully whole all every always"
)
_BEFORE_MONTH: Final = _set("in since until by of last this next early late mid from")
_TIGHT_ENDS: Final = _set("by when while after using thanks through because since via")
_RIVALS: Final = _set("nothing nobody none no")


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield the scopes of all cues in a sentence, each as its kind and as SCOPE."""
    for each in _scopes(sentence, annotations):
        yield each
        yield each._replace(kind=SCOPE, value=each.kind)


def _scopes(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    clauses = Clauses(sentence.words)
    declared = annotations.shared.get("declared", False)
    licensed = annotations.shared.get("product") not in _UNLICENSED
    scopes = [
        *_phrase_scopes(sentence, clauses),
        *_questions(sentence, declared=declared),
        *_approvals(sentence, clauses, licensed=licensed),
        *_charges(sentence),
    ]
    for kind, first, last, phrase in scopes:
        if first < last:
            start, end = sentence.span(first, last)
            yield Annotation(kind, sentence.segment, start, end, phrase)
    yield from quoted(sentence)


def _phrase_scopes(sentence: Sentence, clauses: Clauses) -> Iterator[_Scope]:
    denied: list[_Scope] = []
    if all_beginnings().isdisjoint(sentence.vocabulary):
        return
    words = sentence.words
    for first, last, cues in shown(words):
        phrase = " ".join(words[first:last])
        for cue in cues:
            if cue.kind == "negated":
                denied.extend(_negations(sentence, clauses, first, last, cue.scope))
            elif cue.kind == "hedged":
                yield from _hedges(sentence, clauses, first, last, cue.scope)
            elif not _is_idle(words, first, cue, denied):
                start, end = _extent(clauses, first, last, cue.scope)
                if words[first] in _SAY and words[first - 1 : first] in _AFTER_SPEECH:
                    start, end = 0, first
                yield _Scope(cue.kind, start, end, phrase)
    yield from denied


_SAY: Final = _set("say says said")
_OURSELVES: Final = frozenset({"i", "we"})
_BEFORE_IDLE_SAY: Final = _set("to can could may might will would cannot can't not you")
_BEFORE_IDLE_ACCORDING: Final = _set("vary varies varied differ differs grouped dosed")
_AFTER_SPEECH: Final = ([","], ['"'], ["'"], ["-"], ["—"], ["–"])


def _extent(clauses: Clauses, first: int, last: int, scope: str) -> tuple[int, int]:
    """Return the tokens of a scope that is not negated."""
    if scope == table.BACK:
        return 0, clauses.end(last - 1) if _goes_on(clauses.words, last) else last
    if scope == table.ALL:
        return 0, _turn(clauses.words, last, _OURS)
    if scope == table.REST:
        if clauses.words[first] in _BE and not _goes_on(clauses.words, last):
            return clauses.start(first), last  # "..., it is said."
        return first, _turn(clauses.words, last, None)
    if scope == table.CLAUSE:
        return clauses.start(first), clauses.end(last - 1)
    end = clauses.end(last - 1)
    if scope == table.ADVICE and "about" in clauses.words[last:end]:
        end = clauses.words.index("about", last)
    return first, end


_OURS: Final = _set("our ours my we with")
_TURNS: Final = _set("but however yet whereas while ;")
_FAKES: Final = _set(
    "fakes imitations copies counterfeits imitators knockoffs substitutes copycats"
)


def _turn(words: list[str], at: int, subjects: frozenset[str] | None) -> int:
    """Return where the sentence turns from what it warns of to what it praises.

    After "but" somebody has to follow, one of `subjects` if given: "beware of what is
    no drug but cures" goes on.
    """
    for place in range(at, len(words) - 1):
        following = words[place + 1]
        if words[place] in _TURNS:
            if following in _OURS or (subjects is None and _is_subject(words, place)):
                return place
        elif words[place] == ":" and (
            words[place - 1] in _FAKES or following in _OURS - {"with"}
        ):
            return place
    return len(words)


def _is_subject(words: list[str], place: int) -> bool:
    """Tell "but turmeric cures" from "but cures" and "but not"."""
    following = words[place + 1]
    return (
        words[place] != "while"
        and following[0].isalpha()
        and following not in FINITE
        and any(word in FINITE for word in words[place + 2 : place + 6])
    )


def _goes_on(words: list[str], at: int) -> bool:
    return at < len(words) and words[at][0].isalnum()


def _is_idle(words: list[str], first: int, cue: Cue, denied: list[_Scope]) -> bool:
    """Tell whether a phrase shows nothing here: "we say that", "this is no scam"."""
    if cue.kind == "attributed":
        before = words[max(0, first - 1)]
        return before in _OURSELVES or (
            (words[first] == "say" and before in _BEFORE_IDLE_SAY)
            or (words[first] == "according" and before in _BEFORE_IDLE_ACCORDING)
        )
    if cue == ("warned-against", table.ALL):
        return any(each.first <= first < each.last for each in denied)
    return False


def _negations(
    sentence: Sentence, clauses: Clauses, first: int, last: int, scope: str
) -> Iterator[_Scope]:
    """Yield what a negator denies: what follows, and the subject of a passive."""
    words = sentence.words
    if _asserts(sentence, clauses, first):
        return
    if scope == table.TIGHT:
        end = _tight_end(clauses, first, last)
    elif scope == table.REST:
        end = _turn(words, last, None)
    elif words[first] == "no" and _is_hyphenated(sentence, first):
        end = first + 2
    else:
        end = clauses.end_in_relative(first)
    yield _Scope("negated", first + 1, end, words[first])
    if _is_passive(words, first):
        yield _Scope("negated", clauses.subject(first), first, words[first])


def _asserts(sentence: Sentence, clauses: Clauses, first: int) -> bool:
    """Tell whether the sentence asserts what it seems to deny."""
    words = sentence.words
    word = words[first]
    following = words[first + 1 : first + 2]
    if word == "no" and (not following or not following[0].isalpha()):
        return True  # "No, it works", "No. 1"
    if first == 0 and word.endswith("n't") and words[-1] == "?":
        return True  # "Isn't it time to cure it?"
    end = clauses.end(first)
    if word in _RIVALS and (word != "no" or clauses.start(first) == first):
        return _is_superlative(words[first:end])
    return "but" in words[end : end + 2] and not _PARTIAL.isdisjoint(
        words[first + 1 : end]
    )


def _is_superlative(words: list[str]) -> bool:
    """Tell "nothing relieves pain like it" from "nothing works better than placebo"."""
    return not _SUPERLATIVE.isdisjoint(words[1:]) and "placebo" not in words


def _is_hyphenated(sentence: Sentence, token: int) -> bool:
    at = sentence.starts[token] + len(sentence.words[token])
    return sentence.text[at : at + 1] == "-"


def _tight_end(clauses: Clauses, first: int, last: int) -> int:
    words = clauses.words
    end = clauses.end(last - 1)
    at_start = clauses.start(first) == first
    for place in range(last, end):
        word = words[place]
        if word in _TIGHT_ENDS or (word in FINITE and place > last):
            return place
        if word == "," and at_start:
            return place
    return end


def _is_passive(words: list[str], first: int) -> bool:
    """Tell whether a passive follows a negator or modal: "is not cured", "may be"."""
    seen = words[first] in _BE_NOT or words[max(0, first - 1)] in _BE
    place = first + 1
    while place < len(words) and (
        words[place] in _BETWEEN or words[place][-2:] == "ly"
    ):
        seen = seen or words[place] in _BE
        place += 1
    if not seen or place >= len(words):
        return False
    return words[place].endswith("ed") or words[place] in _PARTICIPLES


def _hedges(
    sentence: Sentence, clauses: Clauses, first: int, last: int, scope: str
) -> Iterator[_Scope]:
    words = sentence.words
    if words[first] == "may" and last == first + 1 and _is_month(sentence, first):
        return
    phrase = " ".join(words[first:last])
    start, end = _extent(clauses, first, last, scope)
    if scope != table.ALL and _is_passive(words, last - 1):
        start = clauses.subject(first)
    yield _Scope("hedged", start, end, phrase)


def _is_month(sentence: Sentence, at: int) -> bool:
    if sentence.cased_word(at) != "May":
        return False
    words = sentence.words
    following = words[at + 1 : at + 2]
    return (at > 0 and words[at - 1] in _BEFORE_MONTH) or (
        bool(following) and following[0].isdigit()
    )


def _questions(sentence: Sentence, *, declared: bool) -> Iterator[_Scope]:
    if asks(sentence, declared=declared):
        yield _Scope("question", 0, len(sentence.words), "?")


_APPROVED: Final = _set(
    "approved authorised authorized licensed licenced registered cleared"
)
_OFFICIAL: Final = _APPROVED | {"prescribed", "indicated", "contraindicated"}
_AGENCIES: Final = _set(
    "fda ema mhra tga ftc asa accc efsa nhs nice administration agency regulator",
    "regulators commission authorities authority government",
)
_PURPOSE: Final = _set("for to as in")
_ADVERBIAL: Final = _BE | _set(
    "and first initially originally currently commonly often usually only also now",
    "specifically routinely not never generally frequently typically sometimes",
)
_WITHIN: Final = 9  # tokens between "approved" and what it is approved for


def _approvals(
    sentence: Sentence, clauses: Clauses, *, licensed: bool
) -> Iterator[_Scope]:
    """Yield what a medicine is approved, prescribed or indicated for.

    Where the declared class cannot be `licensed`, only an authority's word counts, and
    not on the product itself: "our tea is approved to cure arthritis" claims.
    """
    if _OFFICIAL.isdisjoint(sentence.vocabulary):
        return
    words = clauses.words
    for at, word in enumerate(words):
        if word == "contraindicated" or (
            word in _OFFICIAL and _is_official(words, at, licensed=licensed)
        ):
            yield _Scope("approval", at, clauses.end(at), word)


_UNLICENSED: Final = _set("supplement food cosmetic service app")
_OWN: Final = _set("our my this these")


def _is_official(words: list[str], at: int, *, licensed: bool) -> bool:
    before = words[max(0, at - 4) : at]
    after = words[at + 1 : at + 1 + _WITHIN]
    if not after or _PURPOSE.isdisjoint(after):
        return False
    agency = not _AGENCIES.isdisjoint(before) or (
        "by" in after[:4] and not _AGENCIES.isdisjoint(after)
    )
    if not licensed and not (agency and _OWN.isdisjoint(words[:at])):
        return False
    if words[at] in _APPROVED and agency:
        return True
    if after[0] == "by" and words[at] != "prescribed":
        return False
    passive = not before or before[-1] in _ADVERBIAL
    return passive and (after[0] in _PURPOSE or after[0] == "by")


_CHARGES: Final = _set(
    "warned warns warn charged alleged alleges sued sues fined ordered banned ruled",
    "prohibited barred accused cited issued cautioned prosecuted convicted sentenced",
    "upheld",
)
_COURTS: Final = _AGENCIES | _set(
    "court judge prosecutors prosecutor attorney complaint lawsuit settlement jury"
)


def _charges(sentence: Sentence) -> Iterator[_Scope]:
    """Yield sentences in which an authority acts against somebody's claims."""
    present = sentence.vocabulary
    if _CHARGES.isdisjoint(present) or _COURTS.isdisjoint(present):
        return
    words = sentence.words
    actor = next(at for at, word in enumerate(words) if word in _COURTS)
    act = next(at for at, word in enumerate(words) if word in _CHARGES)
    if actor < act or "by" in words[act:actor]:
        yield _Scope("warned-against", 0, len(words), words[act])
