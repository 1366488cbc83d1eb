"""Statements that the same document denies.

`find:` holds what is said, `denied-by` the phrases that deny it elsewhere. Both must be
about one thing: the side effects of another drug are not the product's.

    about   one-thing (default): no two different substances; named-thing: one that is
            named at both places or shortly before; named-here: in both sentences;
            any: statements about no substance
    naming  target: the denial must name the illness or symptom of the claim

`limited-by` holds phrases that bind a sentence to a case, such as "at this dose": it
neither says nor denies anything of the others. Behind "even" they bind it to nothing.

Words in one sentence qualify each other and deny nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.tagging import tag
from healthlint.checks.match import Elsewhere
from healthlint.checks.owners import owner, same
from healthlint.checks.pattern import finder
from healthlint.checks.sayings import Saying, all_sentences, sayings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence
    from healthlint.phrases import Phrase
    from healthlint.rule import Rule

OPTIONS: Final[Mapping[str, tuple[str, ...] | None]] = {
    "denied-by": None,
    "about": ("one-thing", "named-thing", "named-here", "any"),
    "naming": ("target",),
    "limited-by": None,
}
NEEDS: Final = ("", "denied-by")
PHRASES: Final = ("denied-by", "limited-by")
SLOTS: Final = ("denial",)
_UNSPECIFIC: Final = frozenset(
    {"symptom", "disease", "condition", "illness", "medical condition", "unwell"}
)
_BEFORE: Final = 2  # words: "even at high doses"
_LONGEST: Final = 60  # code points of a denial in a message


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield nothing: what is said stands in `find:`."""
    del rule, notes, settings
    return iter(())


def confirm(
    rule: Rule,
    found: Sequence[Match],
    notes: Annotations,
    phrase: Callable[[str], Phrase],
) -> Iterator[Match]:
    """Yield the statements that are denied, each with the denial as related place."""
    check = rule.check or {}
    limits = [phrase(text) for text in check.get("limited-by", ())]
    denials = [
        each
        for each in sayings(check["denied-by"], all_sentences(notes), notes, phrase)
        if not _is_limited(each.sentence, limits, notes)
    ]
    for match in found if denials else ():
        if _is_limited(match.sentence, limits, notes):
            continue
        about = _same_thing(str(check.get("about", "")), match, notes)
        for denial in denials:
            if denial.sentence is match.sentence or not about(denial):
                continue
            if "naming" not in check or _names_target(denial, match, notes):
                yield _contradicted(match, denial)
                break


def _is_limited(
    sentence: Sentence, limits: Sequence[Phrase], notes: Annotations
) -> bool:
    """Tell whether the sentence speaks of one case, and not of "even" that one."""
    return any(
        "even" not in sentence.text[: start - sentence.start].split()[-_BEFORE:]
        for limit in limits
        for start, _ in limit.matches(sentence, finder(sentence, notes))
    )


def _same_thing(
    about: str, match: Match, notes: Annotations
) -> Callable[[Saying], bool]:
    """Return what tells whether a denial is about the same thing as a match."""
    if about == "any":
        return lambda _: True
    mine = owner(match.sentence, match.start, match.end, notes)

    def is_same(denial: Saying) -> bool:
        theirs = owner(denial.sentence, denial.start, denial.end, notes)
        if about == "named-here" and not (mine.is_here and theirs.is_here):
            return False
        named = mine.is_named and theirs.is_named
        return same(mine, theirs) and (named or about != "named-thing")

    return is_same


def _names_target(denial: Saying, match: Match, notes: Annotations) -> bool:
    """Tell whether the denial names what the claim is about, in itself or behind it."""
    if match.frame is None:
        return False
    claimed = {target.lemma for target in match.frame.targets} - _UNSPECIFIC
    tagged = tag(denial.sentence, notes)
    after = denial.sentence.token_at(denial.start - denial.sentence.start)
    return any(
        item.first >= after and hit.lemma in claimed
        for item in tagged.items
        for lexicon, hit in item.hits.items()
        if lexicon == "condition"
    )


def _contradicted(match: Match, denial: Saying) -> Match:
    words = " ".join(denial.text.split())
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rstrip()} …"
    segment = denial.sentence.segment
    place = Elsewhere("this denies it", segment, denial.start, denial.end)
    # What was made of equal words in another document named another denial.
    return match._replace(slots={"denial": words}, related=(place,), origin=None)
