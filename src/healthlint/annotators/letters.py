"""The letter of a word by itself, for those that stand in no lexicon."""

from __future__ import annotations

from typing import Final

LETTERS: Final[dict[str, str]] = {
    word: letter
    for letter, words in {
        "d": "a an the your our my his her its their any some all every each another "
        "such both many most various certain these those this",
        "r": "also even often usually quickly effectively naturally rapidly safely "
        "fast "
        "gently actually really truly simply just only still very more most too "
        "directly instantly immediately significantly dramatically permanently "
        "completely totally greatly almost generally typically commonly always "
        "ever soon then now further again already literally best well how so "
        "together easily thereby thus therefore hence potentially possibly perhaps",
        "m": "can may might could will would shall should must ca wo able capable",
        "b": "is are was were be been being isn't aren't wasn't weren't it's they're "
        "that's",
        "h": "has have had having hasn't haven't hadn't",
        "k": "do does did doing done don't doesn't didn't",
        "n": "not no never without cannot can't won't couldn't wouldn't shouldn't none "
        "neither nor nothing nobody hardly unlikely fails failed unable",
        "t": "to",
        "o": "of",
        "f": "for",
        "w": "with",
        "a": "against from",
        "y": "by via",
        "v": "in on at during after before through throughout over under into onto as "
        "among between within about around toward towards across upon using until",
        "c": "and or & plus including like versus / , +",
        "q": "that which who whom whose",
        "j": "because while when whenever if although though since where unless but "
        "however whereas why whether despite",
        "i": "it they he she we i them him us one",
        "u": "you patients patient people person persons individuals those users user "
        "sufferers sufferer adults men women children kids someone anyone everyone "
        "many others me yourself him her participants subjects clients customers "
        "volunteers seniors babies infants child mothers dogs cats pets",
        "l": "symptom symptoms sign signs level levels severity progression onset "
        "effect effects feeling feelings amount intensity frequency appearance "
        "episode episodes attack attacks cause causes case cases type types form "
        "forms number spread growth development production activity bout bouts "
        "outbreak outbreaks flare flares flare-up recurrence complications "
        "burden presence buildup formation sensation sensations rate rates need "
        "condition conditions disease diseases disorder disorders problem problems "
        "issue issues illness illnesses ailment ailments complaint complaints "
        "quality state loss lack",
        "U": "used studied investigated researched explored tested tried indicated "
        "recommended suggested touted praised valued popular suitable option choice "
        "known formulated designed made developed marketed sold promising "
        "prescribed taken",
        "L": "less fewer lower better deeper greater stronger healthier calmer faster "
        "smoother clearer younger",
        "R": "risk risks chance chances odds likelihood incidence probability "
        "occurrence susceptibility",
        ".": ". ! ? ; : … – — |",
    }.items()
    for word in words.split()
}
"""The letters of the commonest words."""
PAIRS: Final[dict[tuple[str, str], str]] = {
    ("such", "as"): "c",
    ("due", "to"): "v",
    ("because", "of"): "v",
    ("caused", "by"): "v",
    ("associated", "with"): "v",
    ("related", "to"): "v",
    ("linked", "to"): "v",
    ("able", "to"): "m",
    ("order", "to"): "t",
    ("likely", "to"): "m",
    ("known", "to"): "m",
    ("shown", "to"): "m",
    ("proven", "to"): "m",
    ("designed", "to"): "m",
    ("formulated", "to"): "m",
    ("thought", "to"): "m",
    ("believed", "to"): "m",
    ("used", "to"): "m",
    ("seems", "to"): "m",
    ("appears", "to"): "m",
    ("according", "to"): "v",
    ("rather", "than"): "j",
    ("instead", "of"): "n",
    ("other", "than"): "j",
    ("not", "only"): "r",
    ("no", "longer"): "r",
    ("no", "matter"): "j",
}
"""Two words that stand for one letter."""
PAIR_STARTS: Final = frozenset(first for first, _ in PAIRS)
_SHORTEST_ADVERB: Final = 5  # letters: "only", "July" and the like are none
_MOST_KEPT: Final = 50_000  # words: a run over books must not fill the memory


class _Plain(dict[str, str]):
    """The letter of any word; found out when first asked for."""

    def __missing__(self, word: str) -> str:
        letter = _letter(word)
        if len(self) < _MOST_KEPT:
            self[word] = letter
        return letter


PLAIN: Final = _Plain(LETTERS)


def _letter(word: str) -> str:
    if word in "()[]":
        return word
    if word[0].isdecimal():
        return "0"
    if not word[0].isalpha():
        return "," if word == "," else "z"
    if word.endswith("n't"):
        return "n"
    return "r" if word.endswith("ly") and len(word) >= _SHORTEST_ADVERB else "x"
