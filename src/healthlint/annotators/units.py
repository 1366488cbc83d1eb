"""Words for numbers, units and periods, with what they stand for."""

from __future__ import annotations

from decimal import Decimal
from typing import Final


def _table(lines: str) -> dict[str, str]:
    """Read "canonical: word word" lines."""
    return {
        word: name
        for line in lines.strip().splitlines()
        for name, _, words in [line.strip().partition(":")]
        for word in (name, *words.split())
    }


UNITS: Final = _table(
    """
    mg: mgs milligram milligrams milligramme milligrammes
    g: gm gms gr gram grams gramme grammes
    kg: kgs kilo kilos kilogram kilograms kilogramme kilogrammes
    mcg: mcgs µg μg ug microgram micrograms microgramme microgrammes
    ng: nanogram nanograms
    pg: picogram picograms
    ml: mls milliliter milliliters millilitre millilitres cc
    dl: deciliter deciliters decilitre
    l: liter liters litre litres
    iu: ius
    unit: units
    mmol: millimol millimole millimoles
    nmol: nanomol nanomole
    meq: milliequivalent milliequivalents
    mmhg:
    ppm:
    kcal: calorie calories kilocalorie kilocalories cal cals
    kj: kilojoule kilojoules
    cfu: cfus
    lb: lbs pound pounds
    oz: ounce ounces
    stone: stones
    inch: inches
    cm: centimeter centimeters centimetre centimetres
    mm: millimeter millimeters millimetre millimetres
    m: meter meters metre metres
    km: kilometer kilometers kilometre kilometres
    mile: miles
    foot: feet ft
    tablet: tablets tab tabs
    capsule: capsules cap caps
    softgel: softgels
    gummy: gummies
    pill: pills
    lozenge: lozenges
    drop: drops
    scoop: scoops
    sachet: sachets
    stick: sticks
    spray: sprays
    puff: puffs
    patch: patches
    dropper: droppers dropperful dropperfuls
    teaspoon: teaspoons tsp tsps
    tablespoon: tablespoons tbsp tbsps
    cup: cups
    glass: glasses
    bottle: bottles
    serving: servings
    portion: portions
    dose: doses
    injection: injections
    session: sessions
    second: seconds sec secs
    minute: minutes min mins
    hour: hours hr hrs
    day: days
    night: nights
    week: weeks wk wks
    month: months mo mos
    year: years yr yrs
    %: percent
    """
)
"""Each way to write a unit, in small letters, and its canonical name."""

MASSES: Final = {
    "g": Decimal(1000),
    "mg": Decimal(1),
    "mcg": Decimal("0.001"),
    "ng": Decimal("0.000001"),
}
"""Units of mass in which substances are taken, in milligrams."""

COUNTED: Final = frozenset(
    "tablet capsule softgel gummy pill lozenge drop scoop sachet stick spray puff "
    "patch dropper teaspoon tablespoon serving".split()
)
"""Pieces and measures by which substances are taken."""

PERIODS: Final = _table(
    """
    day: daily d
    night: nightly
    week: weekly
    month: monthly
    year: yearly annually annum
    hour: hourly h hr
    minute: min
    dose:
    kg: kilogram kilo
    lb: pound
    serving:
    portion:
    capsule:
    tablet:
    pill:
    softgel:
    gummy:
    drop:
    scoop:
    sachet:
    spray:
    puff:
    patch:
    lozenge:
    stick:
    dropper:
    teaspoon:
    tablespoon:
    bottle:
    meal:
    session:
    treatment:
    person:
    ml:
    dl: deciliter decilitre
    l: liter litre
    g: gram
    m²: m2
    morning:
    evening:
    """
)
"""What an amount may be counted by."""

TIMES: Final = {"once": 1, "twice": 2, "thrice": 3}

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS: Final = {
    **{word: value for value, word in enumerate(_ONES.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
    "dozen": 12,
}
"""Words that are a number by themselves."""

SCALES: Final = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 1_000_000,
    "billions": 1_000_000_000,
    "dozens": 12,
}
"""Words that multiply the number before them, or stand for it roughly."""

SHARES: Final = {
    "half": "50",
    "third": "33.3",
    "thirds": "33.3",
    "quarter": "25",
    "quarters": "25",
    "fifth": "20",
    "fifths": "20",
}
"""Parts of a whole, in percent."""
