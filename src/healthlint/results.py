"""Keep what linting an input gave, so that an unchanged one costs reading only.

A result is good for the same bytes under the same name, settings and rule files, and
for the same code of ours. Whatever is wrong with the folder or a file in it means no
more than linting again. Results lie beside the cached ruleset, readable by their owner
alone, since they quote the copy.
"""

from __future__ import annotations

import marshal
import os
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from healthlint import __version__
from healthlint.caches import keep
from healthlint.diagnostic import (
    Basis,
    Compared,
    Confidence,
    Copy,
    Diagnostic,
    Edit,
    Fix,
    Related,
    Report,
    Severity,
    Silenced,
    Statement,
    Suppression,
)
from healthlint.rules import loader
from healthlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from healthlint.config import Settings

_MAGIC: Final = b"healthlint result 4\n"
_FULL: Final = 400  # files in one of 256 folders; then the older half goes
_DEFECTS: Final = (OSError, EOFError, ValueError, TypeError, LookupError)


class Results:
    """The results kept for one configuration."""

    def __init__(self, settings: Settings, folder: str) -> None:
        """`folder` is the cache folder; nothing is read before it is asked for."""
        self._folder = os.path.join(folder, "results")
        # Where it was said changes nothing, and approvals concern single files.
        said = settings._replace(places={}, approvals={})
        self._settings = settings
        self._base = repr((__version__, _code(), _stamps(said.rulesets), said)).encode()

    def load(self, name: str, format: str, data: bytes) -> Report | None:
        """Return the report kept for these bytes under this name, or None."""
        try:
            with open(self._path(name, format, data), "rb") as file:
                kept = file.read()
            body = kept[_BODY:]
            if kept[:_BODY] != _head(body):
                return None
            plain = marshal.loads(body)  # noqa: S302 - our own folder, the sum right
            return _report(Source.from_bytes(name, data, format), plain)
        except _DEFECTS:
            return None

    def save(self, name: str, format: str, data: bytes, report: Report) -> None:
        """Keep a report; where that cannot be done, nothing happens."""
        try:
            body = marshal.dumps(_plain(report))
        except ValueError:
            return
        keep(self._path(name, format, data), _head(body) + body, most=_FULL)

    def _path(self, name: str, format: str, data: bytes) -> str:
        from hashlib import blake2b

        identity = blake2b(self._base, digest_size=20)
        approved = repr(self._settings.approved(name)).encode()
        shown = name.encode("utf-8", "surrogateescape")
        for part in (shown, format.encode(), approved, data):
            identity.update(len(part).to_bytes(8, "big") + part)
        digest = identity.hexdigest()
        return os.path.join(self._folder, digest[:2], digest[2:])


_BODY: Final = len(_MAGIC) + 4


def _head(body: bytes) -> bytes:
    return _MAGIC + crc32(body).to_bytes(4, "big")


def _code() -> list[tuple[str, int, int]]:
    """Return the stamps of our own modules: what they say of a text may change."""
    root = os.path.dirname(os.path.abspath(__file__))
    return sorted(
        (os.path.join(folder, name), found.st_size, found.st_mtime_ns)
        for folder, _, names in os.walk(root)
        for name in names
        if name.endswith(".py")
        for found in [os.stat(os.path.join(folder, name))]
    )


def _stamps(rulesets: Sequence[str]) -> list[object]:
    return [tuple(folder) for folder in loader.find(rulesets)]


def _plain(report: Report) -> tuple[Any, ...]:
    """Turn a report, without its text, into what marshal knows."""
    diagnostics = tuple(map(_plain_diagnostic, report.diagnostics))
    silenced = tuple(
        (_plain_diagnostic(diagnostic), *rest) for diagnostic, *rest in report.silenced
    )
    statements = tuple(map(_plain_statement, report.statements))
    return (
        diagnostics,
        silenced,
        tuple(map(tuple, report.suppressions)),
        statements,
        tuple(report.copy),
        *(getattr(report, name) for name in _PLAIN),
    )


_PLAIN: Final = (
    "baselined",
    "error",
    "markets",
    "channels",
    "product",
    "subjects",
    "nobodys",
)
"""Fields of a report that marshal knows as they are."""


def _plain_statement(statement: Statement) -> tuple[Any, ...]:
    word = statement.silenced
    return (
        tuple(statement.compared),
        _plain_diagnostic(statement.diagnostic),
        word and (_plain_diagnostic(word.diagnostic), *word[1:]),
    )


def _plain_diagnostic(diagnostic: Diagnostic) -> tuple[Any, ...]:
    fields: dict[str, Any] = diagnostic._asdict()
    fix = diagnostic.fix
    fields["severity"] = int(diagnostic.severity)
    fields["confidence"] = int(diagnostic.confidence)
    fields["span"] = tuple(diagnostic.span)
    fields["bases"] = tuple(map(tuple, diagnostic.bases))
    edits = [(edit.start, edit.end, edit.text) for edit in fix.edits] if fix else []
    fields["fix"] = fix and (fix.safe, edits)
    fields["related"] = tuple(
        (each.message, each.path, tuple(each.span), each.line, each.column)
        for each in diagnostic.related
    )
    return tuple(fields.values())


def _report(source: Source, plain: tuple[Any, ...]) -> Report:
    diagnostics, silenced, suppressions, statements, copy, *rest = plain
    return Report(
        source,
        tuple(map(_diagnostic, diagnostics)),
        tuple(map(_silenced, silenced)),
        tuple(map(Suppression._make, suppressions)),
        copy=Copy._make(copy),
        statements=tuple(map(_statement, statements)),
        **dict(zip(_PLAIN, rest, strict=True)),
    )


def _silenced(plain: tuple[Any, ...]) -> Silenced:
    diagnostic, *said = plain
    return Silenced(_diagnostic(diagnostic), *said)


def _statement(plain: tuple[Any, ...]) -> Statement:
    compared, diagnostic, word = plain
    return Statement(
        Compared._make(compared), _diagnostic(diagnostic), word and _silenced(word)
    )


def _diagnostic(plain: tuple[Any, ...]) -> Diagnostic:
    loose: Any = Diagnostic._make(plain)
    made: Diagnostic = loose._replace(
        severity=Severity(loose.severity),
        confidence=Confidence(loose.confidence),
        span=Span._make(loose.span),
        bases=tuple(map(Basis._make, loose.bases)),
        fix=loose.fix and Fix(loose.fix[0], tuple(map(Edit._make, loose.fix[1]))),
        related=tuple(
            Related(message, path, Span._make(span), line, column)
            for message, path, span, line, column in loose.related
        ),
    )
    return made
