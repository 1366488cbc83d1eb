"""What healthlint answers: a diagnostic, and the report of one input."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.source import Source, Span

CATEGORIES: Final = (
    "disease-claim",
    "efficacy",
    "safety",
    "evidence",
    "citation",
    "dose",
    "statistics",
    "contradiction",
    "comparative",
    "testimonial",
    "approval",
    "required-statement",
    "pressure",
    "platform",
    "tool",
)
"""The closed set of categories; part of the JSON contract."""


class Severity(IntEnum):
    """How much the law minds; the names are SARIF's levels."""

    note = 1
    warning = 2
    error = 3


class Confidence(IntEnum):
    """How sure we are of what is said."""

    low = 1
    medium = 2
    high = 3


class Basis(NamedTuple):
    """A rule of law that a diagnostic rests on."""

    market: str
    citation: str
    title: str
    url: str
    authority: str


class Edit(NamedTuple):
    """Replace source[start:end] by text."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits that mend a diagnostic; safe ones keep the meaning."""

    safe: bool
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """Another place that belongs to a diagnostic."""

    message: str
    path: str
    span: Span
    line: int
    column: int


class Diagnostic(NamedTuple):
    """One thing said that a regulator would object to, at its exact place.

    `match` is the source slice, `text` what a reader sees there. `identity` says what
    tells it from all others, and has no line numbers. `section` holds the headings
    above. `whole`: it is about the whole text, wherever it is shown.
    """

    code: str
    name: str
    category: str
    severity: Severity
    confidence: Confidence
    message: str
    span: Span
    match: str
    text: str
    also: tuple[str, ...] = ()
    place: str = ""
    bases: tuple[Basis, ...] = ()
    suggestions: tuple[str, ...] = ()
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    identity: str = ""
    section: str = ""
    whole: bool = False

    @property
    def fingerprint(self) -> str:
        """The identity in 16 hexadecimal digits."""
        return _digest(self.identity)

    @property
    def sentence(self) -> str:
        """The sentence around the match in 16 digits, whatever file it stands in."""
        with_ordinal = self.identity.split("\0", 2)[-1]
        return _digest(with_ordinal.rpartition("\0")[0])


def _digest(text: str) -> str:
    from hashlib import sha256  # slow to import, and not all reporters need it

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Copy(NamedTuple):
    """Whether a document is copy (promotional, reference or unknown), and why.

    `declared` tells a user's word from our own judgement.
    """

    value: str
    reason: str
    declared: bool = False


class Suppression(NamedTuple):
    """What a user says shall not be reported, in a comment or an approval.

    `kind` is comment or approval, `scope` disable, disable-next, disable-file or
    sentence, `rules` the names as written. It stands in the file `path` at a line and
    column from 1. `until` is an ISO date. `state` is one of SUPPRESSION_STATES.
    """

    kind: str
    scope: str
    rules: tuple[str, ...]
    path: str
    line: int
    column: int
    reason: str = ""
    by: str = ""
    until: str = ""
    state: str = "holds"


SUPPRESSION_STATES: Final = (
    "holds",
    "unused",
    "expired",
    "void",
    "refused",
    "not judged",
    "no file",
)
"""What a suppression comes to; only the first kind keeps anything quiet."""


class Silenced(NamedTuple):
    """A diagnostic that is not reported, and on whose word; see Suppression."""

    diagnostic: Diagnostic
    kind: str
    reason: str = ""
    by: str = ""
    until: str = ""
    path: str = ""
    line: int = 0
    column: int = 0


class Compared(NamedTuple):
    """What a text says of its subject, in a form that other texts are compared by.

    `role` is range, dose, advice, said or denied; `subject` names what all of it is
    about; `values` are plain and hashable, in the order that the role has.
    """

    role: str
    subject: str
    values: tuple[Any, ...]


class Statement(NamedTuple):
    """A statement that another text may contradict; see `healthlint.across`.

    `diagnostic` is what is to be reported then, but for what the other text says;
    `silenced` is set where a suppression keeps even that quiet.
    """

    compared: Compared
    diagnostic: Diagnostic
    silenced: Silenced | None = None


class Report(NamedTuple):
    """Everything known about one input; `error` where it could not be read.

    `silenced` are diagnostics that suppressions keep quiet; `suppressions` are all that
    concern the input, whether they do so or not. `subjects` are the substances and
    products that all of it is about, `statements` what it says of them. `nobodys`
    counts sentences with claims that would weigh more if they were the product's.
    """

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    baselined: int = 0
    error: str | None = None
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    product: str | None = None
    copy: Copy = Copy("unknown", "")
    subjects: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    nobodys: int = 0

    @property
    def suppressed(self) -> int:
        """How many diagnostics suppressions keep quiet."""
        return len(self.silenced)


def to_dict(diagnostic: Diagnostic, source: Source) -> dict[str, Any]:
    """Serialise a diagnostic as the JSON contract has it (docs/json-schema.json)."""
    start, end = diagnostic.span
    first, last = source.position(start), source.position(end)
    return {
        "path": source.name,
        "code": diagnostic.code,
        "name": diagnostic.name,
        "category": diagnostic.category,
        "also": list(diagnostic.also),
        "severity": diagnostic.severity.name,
        "confidence": diagnostic.confidence.name,
        "message": diagnostic.message,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
        "start": start,
        "end": end,
        "match": diagnostic.match,
        "text": diagnostic.text,
        "place": diagnostic.place,
        "basis": [basis._asdict() for basis in diagnostic.bases],
        "suggestions": list(diagnostic.suggestions),
        "fix": diagnostic.fix
        and {
            "safe": diagnostic.fix.safe,
            "edits": [edit._asdict() for edit in diagnostic.fix.edits],
        },
        "related": [
            {
                "message": other.message,
                "path": other.path,
                "line": other.line,
                "column": other.column,
                "start": other.span.start,
                "end": other.span.end,
            }
            for other in diagnostic.related
        ],
        "fingerprint": diagnostic.fingerprint,
    }
