"""Rules on citations: what is claimed, the mark behind it, the entry that it leads to.

`defect` says which link of the chain a rule looks at; `years` is the age from which a
reference counts as old, `names` and `domains` list sources that support nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.checks import citation_graph, citation_sources, citation_support
from healthlint.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations
    from healthlint.rule import Rule

    Finder = Callable[[Rule, Annotations, Settings], Iterable[Match]]

_DEFECTS: Final[Mapping[str, Finder]] = {
    "study-unsupported": citation_support.studies,
    "figure-unsupported": citation_support.figures,
    "no-references": citation_support.document,
    "dangling": citation_graph.dangling,
    "orphan": citation_graph.orphans,
    "out-of-order": citation_graph.out_of_order,
    "same-number": citation_graph.same_number,
    "malformed": citation_sources.malformed,
    "weak": citation_sources.weak,
    "outdated": citation_sources.outdated,
}
_OF_MARKS: Final = frozenset(
    {"dangling", "orphan", "out-of-order", "same-number", "weak", "outdated"}
)
_MARK_SIGNS: Final = (
    *("[^", "<sup", "&sup", "et al", "http", "eference", "EFERENCE", "ources"),
    *("ource:", "OURCES", "ibliography", "iterature", "itations", "otnotes"),
    *("ndnotes", "orks cited", *"¹²³⁰⁴⁵⁶⁷⁸⁹"),
)
_SQUARE: Final = LazyPattern(r"\[\d")
OPTIONS: Final[Mapping[str, tuple[str, ...] | None]] = {
    "defect": tuple(_DEFECTS),
    "years": None,
    "names": None,
    "domains": None,
}
SLOTS: Final = ("missing", "number", "why", "year")


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterable[Match]:
    """Yield where the rule's defect shows."""
    defect = str((rule.check or {}).get("defect", ""))
    finder = _DEFECTS.get(defect)
    if finder is None or (defect in _OF_MARKS and not _may_cite(notes)):
        return ()
    return finder(rule, notes, settings)


def _may_cite(notes: Annotations) -> bool:
    """Tell cheaply, and once a run, whether a document can have marks or a list."""
    if "may-cite" not in notes.shared:
        text = notes.document.source.text
        notes.shared["may-cite"] = any(sign in text for sign in _MARK_SIGNS) or (
            _SQUARE.search(text) is not None
        )
    return bool(notes.shared["may-cite"])
