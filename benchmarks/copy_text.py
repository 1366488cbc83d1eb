"""Make Markdown pages of our own words: claims in a third, plain prose in the rest."""

from __future__ import annotations

import random
from typing import Final

CLAIMS: Final = (
    "Our {thing} cures {illness} in a week.",
    "{Thing} relieves {symptom} without any side effects.",
    "Clinically proven: {thing} prevents {illness}.",
    "Say goodbye to {symptom} with our {thing}!",
    "{Thing} is an effective treatment for {illness}, and 100% safe.",
    "Doctors recommend {thing} to anyone with {illness}.",
    "It boosts your immune system and melts belly fat.",
    "Only three boxes left: stop your medication today.",
)
PROSE: Final = (
    "The road climbs past two farms before it reaches the {place}.",
    "We dry the leaves for {number} days in the shade of the {place}.",
    "In the morning the {place} smells of rain and cut grass.",
    "The parcel leaves our {place} on the day of your order.",
    "Each box holds {number} bags, folded and tied by hand.",
    "My grandmother kept the kettle beside the {place}.",
    "Please keep the tin closed, away from light and heat.",
    "The harvest of that year filled {number} baskets.",
)
THINGS: Final = ("tea", "capsules", "drops", "turmeric", "ashwagandha", "fish oil")
ILLNESSES: Final = ("arthritis", "diabetes", "asthma", "insomnia", "depression", "flu")
SYMPTOMS: Final = ("joint pain", "nausea", "swelling", "headaches", "stiffness")
PLACES: Final = ("barn", "old mill", "garden", "storehouse", "kitchen window", "pier")


def page(size: int, seed: int, *, dense: float = 1 / 3) -> str:
    """Return about `size` characters; `dense` is the share of claim paragraphs."""
    chance = random.Random(seed)
    parts = [f"# Tea number {seed}\n"]
    length = 0
    while length < size:
        lines = CLAIMS if chance.random() < dense else PROSE
        sentences = [_filled(chance.choice(lines), chance) for _ in range(5)]
        paragraph = " ".join(sentences) + "\n"
        if chance.random() < 1 / 8:
            paragraph = f"## {sentences[0].rstrip('.!')}\n\n{paragraph}"
        parts.append(paragraph)
        length += len(paragraph) + 1
    return "\n".join(parts)


def _filled(template: str, chance: random.Random) -> str:
    thing = chance.choice(THINGS)
    return template.format(
        thing=thing,
        Thing=thing.capitalize(),
        illness=chance.choice(ILLNESSES),
        symptom=chance.choice(SYMPTOMS),
        place=chance.choice(PLACES),
        number=chance.randint(3, 90),
    )
