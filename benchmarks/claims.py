"""Measure how fast the claims annotator reads candidate sentences.

    python benchmarks/claims.py [--rounds 6]

The text is claims from end to end, and hardly a sentence stands twice: the worst case.
The figure is the best round's, in characters of sentences a second of CPU time. Exit
code 1 if the limit is missed.
"""

from __future__ import annotations

import argparse
import sys
import time

from copy_text import varied_page

from healthlint import annotators
from healthlint.readers import read
from healthlint.rules import load_ruleset
from healthlint.source import Source

SIZE = 200_000  # characters
LEAST = 3_000_000  # characters a second


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Measure the claims annotator.")
    parser.add_argument("--rounds", type=int, default=6)
    rounds = parser.parse_args().rounds
    best = max(rate(number) for number in range(rounds))
    verdict = "ok" if best >= LEAST else "TOO SLOW"
    print(f"{best / 1e6:.2f} million characters a second, >= {LEAST / 1e6}  {verdict}")
    return 0 if best >= LEAST else 1


def rate(seed: int) -> float:
    """Return characters of sentences a second for one text."""
    source = Source("page.md", varied_page(SIZE, seed, dense=1.0), "markdown")
    document = read(source)
    notes = annotators.annotate(document, load_ruleset().lexicons)
    sentences = [
        sentence
        for index in range(len(document.segments))
        for sentence in notes.sentences(index)
    ]
    started = time.process_time()
    for sentence in sentences:
        notes.of("claim", sentence)
    taken = time.process_time() - started
    return sum(len(sentence.text) for sentence in sentences) / taken


if __name__ == "__main__":
    sys.exit(main())
