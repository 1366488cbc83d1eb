"""Marks without entry, entries without mark, numbers out of order or used twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.annotators.literature import Literature, Mark, literature
from healthlint.checks.place import at_entry, at_mark, elsewhere, entry_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.reference_list import Entry
    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations
    from healthlint.rule import Rule

_CERTAIN: Final = frozenset({"square", "superscript"})
_NO_LIST: Final = "there is no list of references"
_FEWEST_SORTED: Final = 3  # entries whose alphabetical order is no accident


def dangling(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield marks that lead to no entry."""
    del settings
    found = literature(notes)
    used = _styles(found)
    for mark in found.marks:
        missing = _missing(mark, found, used, notes)
        if missing:
            yield at_mark(rule, mark)._replace(slots={"missing": missing})
            if missing == _NO_LIST:
                return  # the others lack the same


def _missing(
    mark: Mark, found: Literature, used: frozenset[str], notes: Annotations
) -> str:
    """Say what a mark needs that is not there; nothing if all is well."""
    if mark.form == "undefined":
        return "no footnote has that name"
    if mark.target:
        return "the page has no such place" if _leads_nowhere(mark, notes) else ""
    if mark.footnote:
        return ""
    listed = any(not each.footnote for each in found.entries)
    if mark.works:
        lost = [work for work in mark.works if not _entries_of(work, found)]
        if not (lost and listed and "works" in used):
            return ""
        return f"{lost[0][0]} {lost[0][1]} is not among the references"
    if not listed:
        return _NO_LIST if mark.form in _CERTAIN and mark.numbers else ""
    if mark.form not in used:
        return ""
    unknown = [each for each in mark.numbers if each not in found.listed.numbers]
    return f"{unknown[0]} is not among the references" if unknown else ""


def _leads_nowhere(mark: Mark, notes: Annotations) -> bool:
    """Tell a link to a place in this page that the page does not have."""
    source = notes.document.source
    if source.format != "html" or not mark.target.startswith("#"):
        return False
    name = re.escape(mark.target[1:])
    return len(mark.target) > 1 and not re.search(
        rf"""\b(?:id|name)\s*=\s*["']?{name}(?=["'\s>])""", source.text
    )


def _styles(found: Literature) -> frozenset[str]:
    """Return the forms of mark that lead to an entry at least once."""
    styles = set()
    for mark in found.marks:
        if any(each in found.listed.numbers for each in mark.numbers):
            styles.add(mark.form)
        if any(_entries_of(work, found) for work in mark.works):
            styles.add("works")
    if found.entries and any(each.number for each in found.entries):
        styles.add("square")
    return frozenset(styles)


def _entries_of(work: tuple[str, str], found: Literature) -> list[Entry]:
    name, year = work
    plain = name.removesuffix("'s").removesuffix("’s").lower()
    return [
        entry
        for entry in found.entries
        if plain in entry.text.lower() and year in entry.text
    ]


def orphans(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield entries that no mark leads to, where marks lead to others."""
    del settings
    found = literature(notes)
    used = _styles(found)
    by_number = {
        (mark.footnote, number) for mark in found.marks for number in mark.numbers
    }
    cited = {
        id(entry)
        for mark in found.marks
        for work in mark.works
        for entry in _entries_of(work, found)
    }
    numbered = {footnote for footnote, _ in by_number}
    for entry in found.entries:
        if id(entry) in cited or (entry.footnote, entry.number) in by_number:
            continue
        counted = entry.number and entry.footnote in numbered and _counts(found, entry)
        if counted or ("works" in used and not entry.footnote and not entry.own):
            match = at_entry(rule, entry, notes)
            if match:
                yield match._replace(slots={"number": str(entry.number)})


def _counts(found: Literature, entry: Entry) -> bool:
    """Tell whether marks of this entry's kind lead to any entry at all."""
    return any(
        mark.footnote == entry.footnote
        and any(each in found.listed.numbers for each in mark.numbers)
        for mark in found.marks
    )


def out_of_order(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield marks whose number comes too early or too late on its first mention."""
    del settings
    found = literature(notes)
    if _is_sorted(found):
        return
    highest, last = 0, None
    seen: set[int] = set()
    for mark in found.marks:
        if mark.form not in _CERTAIN or mark.footnote:
            continue
        for number in mark.numbers:
            if number in seen or number not in found.listed.numbers:
                continue
            seen.add(number)
            if number < highest and last:
                yield at_mark(rule, mark)._replace(
                    slots={"number": str(number)},
                    related=(elsewhere(f"{highest} comes before it", last),),
                )
            elif number > highest:
                highest, last = number, mark


def _is_sorted(found: Literature) -> bool:
    """Tell a list in the order of the alphabet, whose numbers follow that order."""
    texts = [each.text.lower().lstrip("[]0123456789. ") for each in found.entries]
    return len(texts) >= _FEWEST_SORTED and texts == sorted(texts)


def same_number(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield entries whose number another entry has already."""
    del settings
    first: dict[tuple[bool, int], Entry] = {}
    for entry in literature(notes).entries:
        if not entry.own or not entry.number:
            continue
        known = first.setdefault((entry.footnote, entry.number), entry)
        match = at_entry(rule, entry, notes) if known is not entry else None
        if match:
            message = f"{entry.number} stands here already"
            yield match._replace(
                slots={"number": str(entry.number)},
                related=(entry_elsewhere(message, known),),
            )
