"""What is cited: identifiers that cannot be right, worthless sources, old ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from healthlint.annotators.literature import links, literature
from healthlint.checks.citation_support import asserts
from healthlint.checks.place import at, at_entry, at_mark, at_words
from healthlint.lazy_pattern import LazyPattern
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.annotators.reference_list import Entry
    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations
    from healthlint.rule import Rule
    from healthlint.segment import Segment


class _Identifier(NamedTuple):
    """How an identifier is announced, what it must look like, and that in words."""

    seen: LazyPattern
    sound: LazyPattern
    why: str


def _identifier(seen: str, sound: str, why: str) -> _Identifier:
    return _Identifier(LazyPattern(seen, re.IGNORECASE), LazyPattern(sound), why)


_VALUE: Final = r"(?P<value>[^\s\]\[)(<>\"',;]*\d[^\s\]\[)(<>\"',;]*)"
_IDENTIFIERS: Final = (
    _identifier(
        rf"(?:\bdoi\s?[:=]\s?(?:https?://)?(?:(?:dx\.)?doi\.org/)?|\bdoi\.org/"
        rf"|\bdoi (?=10\b)){_VALUE}",
        r"10\.\d{4,9}/\S+",
        "a DOI is 10., four digits or more, a slash and a suffix",
    ),
    _identifier(
        rf"(?:\bPMID\s?[:=#]?\s?|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/"
        rf"){_VALUE}",
        r"[1-9]\d{0,7}(?:/.*)?",
        "a PMID has at most eight digits",
    ),
    _identifier(
        rf"\bPMCID\s?[:=#]?\s?{_VALUE}",
        r"(?i:PMC)\d{3,8}(?:\.\d+)?",
        "a PMCID is PMC and digits",
    ),
    _identifier(
        r"\bNCT[ :#-]?(?P<value>(?=[O\d]*\d)[O\d]+)",
        r"\d{8}",
        "an NCT number has eight digits",
    ),
    _identifier(
        r"\bISRCTN[ :#-]?(?P<value>\d+)",
        r"\d{8}",
        "an ISRCTN number has eight digits",
    ),
    _identifier(
        rf"\barXiv:\s?{_VALUE}",
        r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}",
        "an arXiv number is 2301.01234",
    ),
)
_SIGNS: Final = ("doi", "pmid", "pmcid", "pubmed", "nct", "isrctn", "arxiv")
_TRAILING: Final = ".,;:)]/"
_YEARS: Final = LazyPattern(r"(?<![\d:–/.-])(?:19|20)\d\d(?![\d/])")
_HOST: Final = LazyPattern(r"\A(?:https?:)?//(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
_DEFAULT_YEARS: Final = 10
_NAMED: Final = LazyPattern(
    r"(?:\A|(?<=[(\[.!?\n] )|(?<=[(\[\n]))[Ss]ources?\s?:\s?"
    r"(?P<name>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4}|[a-z][\w.&'’-]*)"
)
_FINDABLE: Final = LazyPattern(
    r"\b(?:19|20)\d\d\b|https?:|www\.|\bdoi\b|\bPMID|\bjournal\b|\bet al\b",
    re.IGNORECASE,
)


def malformed(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield identifiers of works that no register can have given."""
    del settings
    if not _may_identify(notes.document.source.text):
        return
    for index, segment in enumerate(notes.document.segments):
        for start, end, why in (*_misspelt(segment.folded.cased), *_misled(segment)):
            match = at_words(rule, notes, index, start, end)
            if match:
                yield match._replace(slots={"why": why})


def _may_identify(text: str) -> bool:
    lower = text.lower()
    return any(sign in lower for sign in _SIGNS)


def _misspelt(text: str) -> Iterator[tuple[int, int, str]]:
    if not _may_identify(text):
        return
    for kind in _IDENTIFIERS:
        for found in kind.seen.finditer(text):
            value = found["value"].rstrip(_TRAILING)
            if value and not kind.sound.fullmatch(value):
                yield found.start(), found.start("value") + len(value), kind.why


def _misled(segment: Segment) -> Iterator[tuple[int, int, str]]:
    """Yield words that lead to an address with such an identifier."""
    for link in segment.links:
        if link.start < link.end and _may_identify(link.target):
            for _, _, why in _misspelt(link.target):
                start, end = _folded(segment, link.start, link.end)
                yield start, end, why


def _folded(segment: Segment, start: int, end: int) -> tuple[int, int]:
    """Return folded offsets of text offsets."""
    starts = segment.folded.starts
    if starts is None:
        return start, end
    return bisect_left(starts, start), bisect_left(starts, end)


def weak(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield sources on the rule's list, and names with nothing to look up."""
    del settings
    check = rule.check or {}
    names = compiled(
        "|".join(rf"\b{re.escape(str(each))}\b" for each in check.get("names", ()))
        or r"(?!)",
        re.IGNORECASE,
    )
    domains = tuple(map(str, check.get("domains", ())))
    found = literature(notes)
    for entry in found.entries:
        bad = names.search(entry.text) or _leads_to(entry, domains, notes)
        match = at_entry(rule, entry, notes) if bad else None
        if match:
            yield match
    yield from _named_only(rule, notes, found.listed.segments)
    for mark in found.marks:
        if mark.target and _is_of(mark.target, domains):
            yield at_mark(rule, mark)
    yield from _linked(rule, notes, domains)


def _leads_to(entry: Entry, domains: Sequence[str], notes: Annotations) -> bool:
    segment = notes.document.segments[entry.segment]
    targets = [link.target for link in segment.links]
    return any(_is_of(each, domains) for each in targets) or any(
        f"{domain}/" in entry.text or entry.text.rstrip(" .").endswith(domain)
        for domain in domains
    )


def _is_of(target: str, domains: Sequence[str]) -> bool:
    host = _HOST.match(target)
    return host is not None and any(
        host[1].lower() == each or host[1].lower().endswith(f".{each}")
        for each in domains
    )


def _named_only(
    rule: Rule, notes: Annotations, listed: frozenset[int]
) -> Iterator[Match]:
    """Yield "source: a name" where neither year nor link lets anybody look it up."""
    for index, segment in enumerate(notes.document.segments):
        text = segment.folded.cased
        if index in listed or "ource" not in text:
            continue
        for found in _NAMED.finditer(text):
            if not _FINDABLE.search(text, found.start(), found.end() + 80) and not (
                segment.links
            ):
                match = at_words(rule, notes, index, *found.span())
                if match:
                    yield match


def _linked(rule: Rule, notes: Annotations, domains: Sequence[str]) -> Iterator[Match]:
    """Yield the words of studies that lead to such a source."""
    for index, segment in enumerate(notes.document.segments):
        if not any(_is_of(link.target, domains) for link in segment.links):
            continue
        for sentence in notes.sentences(index):
            targets = links(sentence, notes)
            if any(_is_of(each, domains) for each in targets) and asserts(
                sentence, notes
            ):
                for study in notes.of("study", sentence):
                    yield at(rule, sentence, study.start, study.end)


def outdated(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield entries whose newest year is long past."""
    limit = int((rule.check or {}).get("years", _DEFAULT_YEARS))
    year = int(settings.day[:4])
    for entry in literature(notes).entries:
        years = [int(each) for each in _YEARS.findall(entry.text)]
        newest = max((each for each in years if each <= year), default=0)
        if newest and newest < year - limit:
            match = at_entry(rule, entry, notes)
            if match:
                yield match._replace(slots={"year": str(newest)})
