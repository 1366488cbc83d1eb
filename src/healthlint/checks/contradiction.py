"""Statements that the same document denies.

`find:` holds what is said, `denied-by` the phrases that deny it elsewhere. Both must be
about one thing: the side effects of another drug are not the product's.

    about   one-thing (default): no two different substances; named-thing: one that is
            named at both places or shortly before; named-here: in both sentences;
            any: statements about no substance
    naming  target: the denial must name the illness or symptom of the claim

`limited-by` holds phrases that bind a sentence to a case, such as "at this dose": it
neither says nor denies anything of the others. Behind "even" they bind it to nothing.

Words in one sentence qualify each other and deny nothing. Where the message has
`{where}`, the text itself or the name of another, texts about one subject are compared
as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from healthlint.annotators.tagging import tag
from healthlint.checks.match import Elsewhere, Match
from healthlint.checks.owners import Owner, owner, same
from healthlint.checks.pattern import finder
from healthlint.checks.sayings import Saying, all_sentences, sayings
from healthlint.checks.subject import sole_subject
from healthlint.diagnostic import Compared, Confidence
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

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
SLOTS: Final = ("denial", "where")
_UNSPECIFIC: Final = frozenset(
    {"symptom", "disease", "condition", "illness", "medical condition", "unwell"}
)
_OTHERWHERE: Final = "{where}"
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
    """Yield the statements that are denied, each with the denial as related place.

    In a document with a subject those that are not are yielded to be compared.
    """
    check = rule.check or {}
    limits = [phrase(text) for text in check.get("limited-by", ())]
    denials = list(_denials(check, limits, notes, phrase))
    subject = _compared_subject(rule, notes)
    for match in found if denials or subject else ():
        if _is_limited(match.sentence, limits, notes):
            continue
        said = _said(match, check, notes)
        for denial in denials:
            if denial.sentence is not match.sentence and contradicts(
                said, _denied(denial, check, notes)
            ):
                yield _contradicted(match, denial)
                break
        else:
            if subject:
                compared = Compared("said", subject, said.plain())
                yield match._replace(compared=compared, origin=None)


def denied(
    rule: Rule, notes: Annotations, phrase: Callable[[str], Phrase]
) -> Iterator[Match]:
    """Yield what denies what the rule finds, to be compared with other documents."""
    check = rule.check or {}
    limits = [phrase(text) for text in check.get("limited-by", ())]
    subject = _compared_subject(rule, notes)
    for denial in _denials(check, limits, notes, phrase) if subject else ():
        compared = Compared("denied", subject, _denied(denial, check, notes).plain())
        confidence = Confidence[rule.confidence]
        yield Match(rule, *denial, confidence, compared=compared)


def _compared_subject(rule: Rule, notes: Annotations) -> str:
    """Return what the document is about, where the rule compares documents; else ""."""
    return sole_subject(notes) if _OTHERWHERE in rule.message else ""


def _denials(
    check: Mapping[str, Any],
    limits: Sequence[Phrase],
    notes: Annotations,
    phrase: Callable[[str], Phrase],
) -> Iterator[Saying]:
    for each in sayings(check["denied-by"], all_sentences(notes), notes, phrase):
        if not _is_limited(each.sentence, limits, notes):
            yield each


class Said(NamedTuple):
    """What is said or denied, of what, and of which illnesses.

    `about` is that of the rule; `targets` are None where no illness need be named.
    """

    about: str
    owner: Owner
    targets: frozenset[str] | None

    def plain(self) -> tuple[Any, ...]:
        """Return values that can be kept in a file; see `from_plain`."""
        return (self.about, tuple(self.owner), self.targets)

    @classmethod
    def from_plain(
        cls, about: str, owner: Sequence[Any], targets: frozenset[str] | None
    ) -> Said:
        """Take back what `plain` gave."""
        return cls(about, Owner(*owner), targets)


def contradicts(said: Said, denial: Said) -> bool:
    """Tell whether a denial is about the same thing as what is said."""
    if said.targets is not None and said.targets.isdisjoint(denial.targets or ()):
        return False
    if said.about == "any":
        return True
    mine, theirs = said.owner, denial.owner
    if said.about == "named-here" and not (mine.is_here and theirs.is_here):
        return False
    named = mine.is_named and theirs.is_named
    return same(mine, theirs) and (named or said.about != "named-thing")


def _said(match: Match, check: Mapping[str, Any], notes: Annotations) -> Said:
    targets: frozenset[str] | None = None
    if "naming" in check:
        claimed = match.frame.targets if match.frame else ()
        targets = frozenset(each.lemma for each in claimed) - _UNSPECIFIC
    about = str(check.get("about", ""))
    return Said(about, _owner(match, about, notes), targets)


def _denied(denial: Saying, check: Mapping[str, Any], notes: Annotations) -> Said:
    targets = _named_targets(denial, notes) if "naming" in check else None
    about = str(check.get("about", ""))
    return Said(about, _owner(denial, about, notes), targets)


def _owner(said: Saying | Match, about: str, notes: Annotations) -> Owner:
    if about == "any":
        return Owner()
    return owner(said.sentence, said.start, said.end, notes)


def _is_limited(
    sentence: Sentence, limits: Sequence[Phrase], notes: Annotations
) -> bool:
    """Tell whether the sentence speaks of one case, and not of "even" that one."""
    return any(
        "even" not in sentence.text[: start - sentence.start].split()[-_BEFORE:]
        for limit in limits
        for start, _ in limit.matches(sentence, finder(sentence, notes))
    )


def _named_targets(denial: Saying, notes: Annotations) -> frozenset[str]:
    """Return the illnesses that a denial names, in itself or behind it."""
    tagged = tag(denial.sentence, notes)
    after = denial.sentence.token_at(denial.start - denial.sentence.start)
    return frozenset(
        hit.lemma
        for item in tagged.items
        if item.first >= after
        for lexicon, hit in item.hits.items()
        if lexicon == "condition"
    )


def _contradicted(match: Match, denial: Saying) -> Match:
    words = shortened(denial.text)
    segment = denial.sentence.segment
    place = Elsewhere("this denies it", segment, denial.start, denial.end)
    # What was made of equal words in another document named another denial.
    slots = {"denial": words, "where": "the same text"}
    return match._replace(slots=slots, related=(place,), origin=None)


def shortened(words: str) -> str:
    """Return words as a message quotes them."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"
