"""Read and write a baseline: JSON with a line for each entry, sorted, without times.

Such a file merges as text does. Whatever is wrong with one is said with its line.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

from healthlint import whole_file
from healthlint.baseline import VERDICTS, Baseline, Entry
from healthlint.errors import ConfigError, HealthlintError, ReadError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from healthlint.diagnostic import Report

_VERSION: Final = 1
_KEYS: Final = frozenset({"version", "entries"})
_CONFLICT: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class Baselines:
    """The baselines of a run, each read when the first of its files has been linted."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._read: dict[str, Baseline | HealthlintError] = {}

    def split(self, file: str | None, report: Report) -> Report:
        """Return a report without what its baseline knows; raise HealthlintError."""
        if file is None or report.error is not None:
            return report
        if file not in self._read:
            try:
                self._read[file] = load(file)
            except HealthlintError as why:
                self._read[file] = why
        baseline = self._read[file]
        if isinstance(baseline, HealthlintError):
            raise baseline
        return baseline.split(report)


def load(file: str) -> Baseline:
    """Read a baseline; raise ReadError or ConfigError."""
    try:
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError as why:
        raise ReadError(f"{file}: {(why.strerror or str(why)).lower()}") from why
    return Baseline(read(data, file), os.path.dirname(os.path.abspath(file)))


def read(data: bytes, file: str) -> list[Entry]:
    """Return the entries in a baseline's bytes; raise ConfigError with the line."""
    try:
        text = data.decode("utf-8-sig")
        whole = json.loads(text)
    except UnicodeDecodeError as why:
        line = data.count(b"\n", 0, why.start) + 1
        raise ConfigError("not valid UTF-8", path=file, line=line) from why
    except json.JSONDecodeError as why:
        raise _no_json(text, why, file) from why
    except (RecursionError, ValueError) as why:  # too deep, or a number too long
        raise ConfigError(_FOREIGN, path=file, line=1) from why
    return [
        _entry(record, text, index, file)
        for index, record in enumerate(_records(whole, file))
    ]


_FOREIGN: Final = "no baseline of healthlint; `healthlint baseline write` makes one"


def _records(whole: object, file: str) -> list[object]:
    if not isinstance(whole, dict) or whole.keys() != _KEYS:
        raise ConfigError(_FOREIGN, path=file, line=1)
    version, records = whole["version"], whole["entries"]
    if type(version) is not int or not isinstance(records, list):
        raise ConfigError(_FOREIGN, path=file, line=1)
    if version != _VERSION:
        raise ConfigError(
            f"a baseline of version {version}; this healthlint knows {_VERSION}",
            path=file,
            line=1,
        )
    return records


def _no_json(text: str, why: json.JSONDecodeError, file: str) -> ConfigError:
    line = text.split("\n")[why.lineno - 1]
    message = f"not valid JSON: {why.msg.lower()}"
    if line.startswith(_CONFLICT):
        message = (
            "an unresolved merge; keep the entries of both sides, then run "
            "`healthlint baseline prune`"
        )
    return ConfigError(message, path=file, line=why.lineno, column=why.colno)


_TYPES: Final[Mapping[str, type]] = {
    name: int if name == "ordinal" else str for name in Entry._fields
}
_NEEDED: Final = ("path", "code", "sentence")


def _entry(record: object, text: str, index: int, file: str) -> Entry:
    wrong = _wrong(record)
    if wrong:
        raise ConfigError(wrong, path=file, line=_line_of(text, index))
    fields: Any = record  # `_wrong` looked at each
    return Entry(**fields)


def _wrong(record: object) -> str:
    """Say what keeps a record from being an entry."""
    if not isinstance(record, dict):
        return "an entry must be an object"
    for key, value in record.items():
        if key not in _TYPES:
            return f"unknown key '{key}' in an entry{did_you_mean(key, _TYPES)}"
        if type(value) is not _TYPES[key]:
            return f"'{key}' must be {'a number' if _TYPES[key] is int else 'text'}"
    for key in _NEEDED:
        if key not in record:
            return f"an entry without '{key}'"
    verdict = record.get("verdict", "")
    if verdict and verdict not in VERDICTS:
        hint = did_you_mean(verdict, VERDICTS)
        hint = hint or f"; expected one of {', '.join(VERDICTS)}"
        return f"unknown verdict '{verdict}'{hint}"
    return ""


def _line_of(text: str, index: int) -> int:
    """Return the line of an entry, in text that is a baseline as far as JSON goes."""
    decoder = json.JSONDecoder()
    start = at = text.index("[", text.index('"entries"')) + 1
    for _ in range(index + 1):
        start = at
        while text[start] in " \t\r\n,":
            start += 1
        _, at = decoder.raw_decode(text, start)
    return text.count("\n", 0, start) + 1


def write(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline: sorted, a line for each entry, the same always."""
    lines = [json.dumps(_record(each)) for each in sorted(entries)]
    body = ",\n".join(lines)
    return f'{{"version": {_VERSION}, "entries": [\n{body}\n]}}\n'


def _record(entry: Entry) -> dict[str, object]:
    """Return what an entry says beyond defaults."""
    defaults = Entry._field_defaults
    return {
        key: value
        for key, value in entry._asdict().items()
        if key not in defaults or value != defaults[key]
    }


def save(file: str, entries: Iterable[Entry]) -> None:
    """Write a baseline whole or not at all; raise ReadError."""
    try:
        whole_file.replace(file, write(entries))
    except OSError as why:
        raise ReadError(f"{file}: {(why.strerror or str(why)).lower()}") from why
