"""Make Markdown pages of our own words: claims in a third, plain prose in the rest.

Pages of one site repeat themselves: menus, product texts, disclaimers. `page` repeats
its sentences often, as a shop does, `varied_page` hardly one, as articles do.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

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
VARIED_CLAIMS: Final = (
    "After {number} days of {thing}, {name}'s {symptom} had all but gone.",
    "{Name} swears that {thing} keeps {illness} at bay for {number} hours.",
    "A cup of {thing} before bed may ease {symptom}, as {name} found in {year}.",
    "In {year}, {number} people with {illness} tried {thing}, and most felt better.",
    "Unlike other remedies, {thing} fights {illness} and {symptom} at the root.",
    "Our {thing}, made in {year} by {name}, supports healthy digestion.",
    "What {name} likes best: {thing} calms {symptom} within {number} minutes.",
    "The {place} team blends {thing} to prevent {illness}, says {name}.",
)
VARIED_PROSE: Final = (
    "{Name} carried {number} crates from the {place} to the cart in {year}.",
    "By {year} the {place} had been painted {number} times, once by {name}.",
    "Ask {name} for the key to the {place}; it hangs behind door {number}.",
    "On page {number} of the log, {name} drew the {place} as it was in {year}.",
    "The bus to the {place} stops at number {number}, where {name} waits.",
    "{Name} and the neighbours mended {number} windows of the {place}.",
    "It rained for {number} days in {year}, and the {place} stayed dry.",
    "The tin on {name}'s shelf holds {number} bags, packed at the {place}.",
)
THINGS: Final = ("tea", "capsules", "drops", "turmeric", "ashwagandha", "fish oil")
ILLNESSES: Final = ("arthritis", "diabetes", "asthma", "insomnia", "depression", "flu")
SYMPTOMS: Final = ("joint pain", "nausea", "swelling", "headaches", "stiffness")
PLACES: Final = ("barn", "old mill", "garden", "storehouse", "kitchen window", "pier")
NAMES: Final = tuple(
    "Ada Bela Cora Dora Enid Fritz Gina Hugo Ines Jory Karl Lena Mona Nils Olga".split()
)


def page(size: int, seed: int, *, dense: float = 1 / 3) -> str:
    """Return about `size` characters; `dense` is the share of claim paragraphs."""
    return _page(size, seed, CLAIMS, PROSE, dense)


def varied_page(size: int, seed: int, *, dense: float = 1 / 3) -> str:
    """Return such a page in which hardly a sentence stands twice."""
    return _page(size, seed, VARIED_CLAIMS, VARIED_PROSE, dense)


def _page(
    size: int, seed: int, claims: Sequence[str], prose: Sequence[str], dense: float
) -> str:
    chance = random.Random(seed)
    parts = [f"# Tea number {seed}\n"]
    length = 0
    while length < size:
        lines = claims if chance.random() < dense else prose
        sentences = [_filled(chance.choice(lines), chance) for _ in range(5)]
        paragraph = " ".join(sentences) + "\n"
        if chance.random() < 1 / 8:
            paragraph = f"## {sentences[0].rstrip('.!')}\n\n{paragraph}"
        parts.append(paragraph)
        length += len(paragraph) + 1
    return "\n".join(parts)


def _filled(template: str, chance: random.Random) -> str:
    thing = chance.choice(THINGS)
    name = chance.choice(NAMES)
    return template.format(
        thing=thing,
        Thing=thing.capitalize(),
        illness=chance.choice(ILLNESSES),
        symptom=chance.choice(SYMPTOMS),
        place=chance.choice(PLACES),
        number=chance.randint(3, 90),
        name=name,
        Name=name,
        year=chance.randint(1950, 2025),
    )
