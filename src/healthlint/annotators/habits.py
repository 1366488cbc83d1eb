"""Habits of writing, by which copy is told from a text to learn from.

A habit is a set of wordings that texts of one kind are full of. Most texts have few of
the words that such wordings are made of; then the wordings need not be looked for.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

_FEWEST: Final = 3  # wordings that make a habit, however short the text


class Habit(NamedTuple):
    """What a text does that has many of its wordings.

    `density` is how many there must be for each word of the text, `wordings` a pattern.
    Each wording holds one of the words in `signs`, or one that begins as those with a
    star do.
    """

    says: str
    density: float
    wordings: str
    signs: str


LEAFLET: Final = Habit(
    "is a leaflet",
    0.5 / 1000,
    r"\b(?:package leaflet|marketing authori[sz]ation|active substances?"
    r"|this leaflet|product characteristics|how to (?:take|store)"
    r"|possible side effects|(?:up to|fewer than) 1 in \d+)\b",
    "leaflet marketing active characteristics take store possible 1",
)
TEACHES: Final = Habit(
    "teaches",
    10 / 1000,
    r"\b(?:what (?:is|are|causes)|how (?:is|are|many people)|symptoms? (?:include|may)"
    r"|diagnos\w+|risk factors?|inherited|genetic|mutations?|(?:is|are) caused by"
    r"|clinical trials?|national institutes?|researchers|scientists|complications"
    r"|occurs? (?:in|when)|affects? (?:about|approximately|\d)"
    r"|treatment (?:may include|options|depends)"
    r"|(?:doctors?|health care providers?) (?:may|can|will|use|diagnose|prescribe)"
    r"|people who have|tests?|disorders?|syndrome|if you (?:are|have))\b",
    "what how symptom symptoms diagnos* factor factors inherited genetic mutation "
    "mutations caused clinical institute institutes researchers scientists "
    "complications occur occurs affect affects include options depends doctor doctors "
    "provider providers who test tests disorder disorders syndrome if",
)
WARNS: Final = Habit(
    "warns",
    7 / 1000,
    r"\b(?:no (?:scientific |clinical |reliable |good |strong |credible |real )?"
    r"(?:evidence|proof)"
    r"|(?:lack of|little|limited|insufficient|not enough|weak|lacks?) "
    r"(?:\w+ )?(?:evidence|proof|research)"
    r"|unproven|disproven|debunked|myths?"
    r"|not (?:been )?(?:proven|approved|supported|recommended|effective)|pseudo\w+"
    r"|scams?|quack\w*|fraud\w*|dangerous|harmful|false (?:claims?|hope)|so-called"
    r"|controversial|warn(?:s|ed|ing|ings)?|caution(?:s|ed)?"
    r"|claim(?:s|ed|ing)? (?:that|to)|misleading|unregulated|unsubstantiated|risks?)\b",
    "evidence proof research unproven disproven debunked myth myths proven approved "
    "supported recommended effective pseudo* scam scams quack* fraud* dangerous "
    "harmful false called controversial warn warns warned warning warnings caution "
    "cautions cautioned claim claims claimed claiming misleading unregulated "
    "unsubstantiated risk risks",
)
WEIGHS: Final = Habit(
    "weighs evidence",
    6 / 1000,
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
    r"|placebo|people who (?:take|have|are)|(?:is|are) found (?:in|naturally))\b",
    "clear known enough shown studied established proven unclear uncertain* "
    "inconsistent conflicting mixed research studies trials evidence than quality "
    "certainty small short few approved recommended advised interact limit level "
    "placebo who found",
)
# Absent from most articles that sell, and from all that teach: telling
# where it stands.
SELLS: Final = Habit(
    "sells",
    4 / 1000,
    r"\b(?:order (?:now|today|yours|online|within)|buy (?:now|today)"
    r"|add to (?:cart|basket)|shop (?:now|our)|money back|\d+ ?% off|discount|coupon"
    r"|free (?:shipping|delivery|bottle|trial|consultation)|(?:promo|use) code"
    r"|our (?:customers?|clients|members|products?|formula|capsules|drops|tea|shop"
    r"|store"
    r"|program|programme|clinic|supplements?|range|best ?sellers?|guests|retreat)"
    r"|per (?:month|bottle)|subscribe|limited (?:time|stock|offer|edition)"
    r"|(?:try|get) (?:it|yours|one) (?:today|now|risk)|book (?:your|a|now|today)"
    r"|(?:call|contact) (?:us|now|today)|in stock|verified (?:buyer|customer)"
    r"|advertisement|sponsored|satisfaction guarantee)\b",
    "order buy cart basket shop money off discount coupon free code customer "
    "customers clients members product products formula capsules drops tea store "
    "program programme clinic supplement supplements range best bestseller bestsellers "
    "guests retreat month bottle subscribe limited try get book call contact stock "
    "verified advertisement sponsored satisfaction",
)
# Densities between articles that sell (6 at most, and 3) and health authorities (median
# 21), pages that warn against cures (8 and more), fact sheets on a substance (8 and
# more marks of weighing, where articles that sell have 2).
TEACHING: Final = (LEAFLET, TEACHES, WARNS, WEIGHS)
"""Habits of texts to learn from, in the order in which they are asked for."""


class Reading:
    """A text, and how often each word stands in it."""

    def __init__(self, text: str, words: int) -> None:
        """`text` is folded, `words` says how long it is."""
        self._text = text
        self._words = words
        self._counts = Counter(compiled(r"[a-z0-9]+").findall(text))

    def shows(self, habit: Habit) -> int:
        """Return how many wordings of a habit there are; 0 where they are too few."""
        enough = max(_FEWEST, self._words * habit.density)
        if self._signs_of(habit) < enough:
            return 0
        count = len(compiled(habit.wordings).findall(self._text))
        return count if count >= enough else 0

    def _signs_of(self, habit: Habit) -> int:
        signs = habit.signs.split()
        stems = tuple(sign[:-1] for sign in signs if sign[-1] == "*")
        counts = self._counts
        words = [word for word in counts if word.startswith(stems)] if stems else []
        return sum(counts[each] for each in (*signs, *words))
