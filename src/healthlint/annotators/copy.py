"""Whether a document is copy that promotes a product, or a text to learn from.

Declared where possible. Otherwise: a product in the title that the text keeps speaking
of means promotional; the habits of encyclopedias, leaflets and health authorities mean
reference. The judgement moves severity, and silences nothing that a product does.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from healthlint.annotators.tagging import Tagged, tag
from healthlint.diagnostic import Copy

if TYPE_CHECKING:
    from healthlint.document import Annotations

_DENSITY: Final = 8 / 1000  # mentions a word: measured on articles about one product
_FEWEST_WORDS: Final = 60
_FEWEST_MARKS: Final = 3
_TEACHES: Final = re.compile(
    r"\b(?:what (?:is|are|causes)|how (?:is|are|many people)|symptoms? (?:include|may)"
    r"|diagnos\w+|risk factors?|inherited|genetic|mutations?|(?:is|are) caused by"
    r"|clinical trials?|national institutes?|researchers|scientists|complications"
    r"|occurs? (?:in|when)|affects? (?:about|approximately|\d)"
    r"|treatment (?:may include|options|depends)"
    r"|(?:doctors?|health care providers?) (?:may|can|will|use|diagnose|prescribe)"
    r"|people who have|tests?|disorders?|syndrome|if you (?:are|have))\b"
)
_LEAFLET: Final = re.compile(
    r"\b(?:package leaflet|marketing authori[sz]ation|active substances?"
    r"|this leaflet|product characteristics|how to (?:take|store)"
    r"|possible side effects|(?:up to|fewer than) 1 in \d+)\b"
)
_WARNS: Final = re.compile(
    r"\b(?:no (?:scientific |clinical |reliable |good |strong |credible |real )?"
    r"(?:evidence|proof)"
    r"|(?:lack of|little|limited|insufficient|not enough|weak|lacks?) "
    r"(?:\w+ )?(?:evidence|proof|research)"
    r"|unproven|disproven|debunked|myths?"
    r"|not (?:been )?(?:proven|approved|supported|recommended|effective)|pseudo\w+"
    r"|scams?|quack\w*|fraud\w*|dangerous|harmful|false (?:claims?|hope)|so-called"
    r"|controversial|warn(?:s|ed|ing|ings)?|caution(?:s|ed)?"
    r"|claim(?:s|ed|ing)? (?:that|to)|misleading|unregulated|unsubstantiated|risks?)\b"
)
_WEIGHS: Final = re.compile(
    r"\b(?:not (?:clear|known|enough|(?:been )?(?:shown|studied|established|proven))"
    r"|unclear|uncertain\w*|inconsistent|conflicting"
    r"|mixed (?:results|evidence|findings)"
    r"|(?:more|further|larger|better|longer) (?:research|studies|trials)"
    r"|(?:no|little|limited|some|weak|insufficient|low|moderate|conflicting|the) "
    r"(?:good |strong |reliable |convincing |clear )?evidence"
    r"|no (?:better|more effective) than|(?:low|poor|moderate) (?:quality|certainty)"
    r"|(?:studies|trials|reviews?|results) (?:were|was|are|is) "
    r"(?:small|short|mixed|few)"
    r"|too (?:small|short|few)"
    r"|(?:is|are) not (?:approved|recommended|proven|advised)"
    r"|(?:can|may) interact|upper (?:limit|level)"
    r"|recommended (?:dietary|daily|intake)"
    r"|placebo|people who (?:take|have|are)|(?:is|are) found (?:in|naturally))\b"
)
# Absent from most articles that sell, and from all that teach: telling where it stands.
_SELLS: Final = re.compile(
    r"\b(?:order (?:now|today|yours|online|within)|buy (?:now|today)"
    r"|add to (?:cart|basket)|shop (?:now|our)|money back|\d+ ?% off|discount|coupon"
    r"|free (?:shipping|delivery|bottle|trial|consultation)|(?:promo|use) code"
    r"|our (?:customers?|clients|members|products?|formula|capsules|drops|tea|shop"
    r"|store"
    r"|program|programme|clinic|supplements?|range|best ?sellers?|guests|retreat)"
    r"|per (?:month|bottle)|subscribe|limited (?:time|stock|offer|edition)"
    r"|(?:try|get) (?:it|yours|one) (?:today|now|risk)|book (?:your|a|now|today)"
    r"|(?:call|contact) (?:us|now|today)|in stock|verified (?:buyer|customer)"
    r"|advertisement|sponsored|satisfaction guarantee)\b"
)
_SALES_DENSITY: Final = 4 / 1000
# Densities a word, between articles that sell (6 at most, and 3) and health authorities
# (median 21), pages that warn against cures (8 and more), fact sheets on a substance
# (8 and more marks of weighing, where articles that sell have 2).
_HABITS: Final = (
    ("is a leaflet", _LEAFLET, 0.5 / 1000),
    ("teaches", _TEACHES, 10 / 1000),
    ("warns", _WARNS, 7 / 1000),
    ("weighs evidence", _WEIGHS, 6 / 1000),
)
_LACK: Final = re.compile(
    r"\b(?:deficiency|allergy|poisoning|overload|overdose|toxicity)\b"
)
_HEALTH_LEXICONS: Final = ("condition", "substance")
_BODILY: Final = frozenset({"ingestible", "topical"})


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
    for habit, marks, density in _HABITS:
        count = sum(len(marks.findall(each.folded.text)) for each in segments)
        if count >= max(_FEWEST_MARKS, words * density):
            return Copy(
                "reference", f"it {habit} ({1000 * count / words:.0f} in 1,000)"
            )
    sales = sum(len(_SELLS.findall(each.folded.text)) for each in segments)
    if sales >= max(_FEWEST_MARKS, words * _SALES_DENSITY):
        return Copy("promotional", f"it sells ({1000 * sales / words:.0f} in 1,000)")
    return _subject(annotations, words)


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
