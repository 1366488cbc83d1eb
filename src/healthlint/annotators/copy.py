"""Whether a document is copy that promotes a product, or a text to learn from.

Declared where possible. Otherwise: a product in the title that the text keeps speaking
of means promotional; the habits of encyclopedias, leaflets and health authorities mean
reference. The judgement moves severity, and silences nothing that a product does.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from healthlint.annotators.habits import SELLS, TEACHING, Habit, Reading
from healthlint.annotators.tagging import Tagged, tag
from healthlint.diagnostic import Copy
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from healthlint.document import Annotations

_DENSITY: Final = 8 / 1000  # mentions a word: measured on articles about one product
_FEWEST_WORDS: Final = 60
_LACK: Final = compiled(
    r"\b(?:deficiency|allergy|poisoning|overload|overdose|toxicity)\b"
)
_HEALTH_LEXICONS: Final = ("condition", "substance")
_BODILY: Final = frozenset({"ingestible", "topical"})


def judged(annotations: Annotations, *, declared: str, product: str | None) -> Copy:
    """Return what `judge` says, asked once a run."""
    found: Copy | None = annotations.shared.get("copy")
    if found is None:
        found = judge(annotations, declared=declared, product=product)
        annotations.shared["copy"] = found
    return found


def judge(annotations: Annotations, *, declared: str, product: str | None) -> Copy:
    """Return promotional, reference or unknown, with the reason in words."""
    if declared != "auto":
        return Copy(declared, "declared", declared=True)
    if product:
        reason = f"product class {product} is declared"
        return Copy("promotional", reason, declared=True)
    segments = annotations.document.segments
    words = sum(len(segment.text.split()) for segment in segments)
    if words < _FEWEST_WORDS:
        return Copy("unknown", "too short to tell")
    text = "\n".join(segment.folded.text for segment in segments)
    reading = Reading(text, words)
    for habit in TEACHING:
        count = reading.shows(habit)
        if count:
            return Copy("reference", _reason(habit, count, words))
    sales = reading.shows(SELLS)
    if sales:
        return Copy("promotional", _reason(SELLS, sales, words))
    return _subject(annotations, words)


def _reason(habit: Habit, count: int, words: int) -> str:
    return f"it {habit.says} ({1000 * count / words:.0f} in 1,000)"


def speaks_of_health(annotations: Annotations) -> bool:
    """Tell whether a document names an illness, a medicine or a product to take.

    Where it does not, "no side effects" is said of software and "guaranteed" of knives.
    """
    return any(
        _is_of_health(tag(sentence, annotations))
        for index in range(len(annotations.document.segments))
        for sentence in annotations.sentences(index)
    )


def _is_of_health(tagged: Tagged) -> bool:
    for letter, item in zip(tagged.tags, tagged.items, strict=True):
        if any(lexicon in item.hits for lexicon in _HEALTH_LEXICONS):
            return True
        product = item.hits.get("product")
        bodily = product is not None and not _BODILY.isdisjoint(product.tags)
        if bodily and letter in "pP":
            return True
    return False


def _subject(annotations: Annotations, words: int) -> Copy:
    title = _promoted(annotations, 0)
    heading = annotations.document.segments[0].folded.text
    if not title or _LACK.search(heading):
        return Copy("unknown", "no product in the title")
    counts: Counter[str] = Counter()
    for index in range(len(annotations.document.segments)):
        counts.update(_promoted(annotations, index))
    name = max(title, key=lambda each: counts[each])
    density = counts[name] / words
    if density < _DENSITY:
        return Copy("unknown", f"{name} is not its subject")
    reason = f"about {name} (title, {1000 * density:.0f} in 1,000)"
    return Copy("promotional", reason)


def _promoted(annotations: Annotations, segment: int) -> list[str]:
    found = []
    for sentence in annotations.sentences(segment):
        tagged = tag(sentence, annotations)
        for at, letter in enumerate(tagged.tags):
            if letter == "P":
                hits = tagged.items[at].hits
                hit = hits.get("substance") or hits.get("alias")
                found.append(hit.lemma if hit else tagged.words(at, at + 1).lower())
    return found
