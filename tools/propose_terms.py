# ruff: noqa: INP001 -- a script, in no package
"""Propose conditions that the lexicon does not know yet, from a public classification.

Needs `pip install simple-icd-10-cm`, which healthlint itself does not depend on.
Prints titles and synonyms of ICD-10-CM in which no lexicon term occurs, shortest
first. Nothing is copied by this tool: a person picks what people really say.

    python tools/propose_terms.py [--chapters A-N] [--max-words 4] [--codes]
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

LEXICONS = Path(__file__).parents[1] / "rulesets" / "lexicons"
NOISE = re.compile(
    r"\b(?:unspecified|other|elsewhere|due to|NEC|NOS|in diseases|encounter|history|"
    r"classified|complicating|sequela\w*|stage|episode|with|without|status)\b"
)
BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")


def main() -> int:
    """Print the proposals."""
    arguments = parse_arguments()
    known = known_words()
    seen: set[str] = set()
    for code, name in sorted(names(arguments.chapters), key=lambda each: len(each[1])):
        plain = normal(name)
        if plain in seen or len(plain.split()) > arguments.max_words:
            continue
        seen.add(plain)
        if NOISE.search(name) is None and known.search(f" {plain} ") is None:
            sys.stdout.write(f"{code}\t{name}\n" if arguments.codes else f"{name}\n")
    return 0


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapters", default="A-R", help="first letters, as A-N")
    parser.add_argument("--max-words", type=int, default=4)
    parser.add_argument("--codes", action="store_true", help="print codes too")
    return parser.parse_args()


def names(chapters: str) -> Iterator[tuple[str, str]]:
    """Yield codes with their titles and synonyms, brackets left out."""
    import simple_icd_10_cm as icd  # type: ignore[import-not-found]

    wanted = re.compile(f"[{chapters}]")
    for code in icd.get_all_codes():
        if wanted.match(code) and "-" not in code:
            titles = [icd.get_description(code), *icd.get_inclusion_term(code)]
            yield from ((code, BRACKETS.sub("", title).strip()) for title in titles)


def known_words() -> re.Pattern[str]:
    """Return a pattern that finds any condition of the lexicons."""
    terms: set[str] = set()
    for path in LEXICONS.glob("conditions*.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in data["groups"]:
            for line in group["terms"]:
                terms.update(normal(variant) for variant in str(line).split("|"))
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(f" (?:{'|'.join(map(re.escape, longest_first))})s? ")


def normal(text: str) -> str:
    """Return lower-case words with single spaces between them."""
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.casefold()))


if __name__ == "__main__":
    raise SystemExit(main())
