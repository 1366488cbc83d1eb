"""The ledger of suppressions: what is silenced, on whose word, why and until when.

Written as JSON or CSV, it can be read back without loss. Cells that a spreadsheet would
take for a formula get an apostrophe in front, as people do by hand.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

from healthlint.diagnostic import Suppression
from healthlint.errors import ReadError
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Report, Silenced

VERSION: Final = 1
_FORMULA: Final = compiled(r"'*[=+\-@\t\r]")
_ESCAPED: Final = compiled(r"'+[=+\-@\t\r]")
_SILENCED: Final = compiled(r"(\S+) at (\d+):(\d+): (.*)", re.DOTALL)


class Words(NamedTuple):
    """What is silenced: the rule's id, the place (from 1) and the words there."""

    code: str
    line: int
    column: int
    text: str


class Entry(NamedTuple):
    """A suppression, the file that it concerns, and what it silences there."""

    file: str
    suppression: Suppression
    silenced: tuple[Words, ...] = ()


COLUMNS: Final = ("file", *Suppression._fields, "silenced")
"""The columns of CSV, and the keys of each entry in JSON."""


def entries(reports: Iterable[Report]) -> Iterator[Entry]:
    """Yield the entries of reports, in their order."""
    for report in reports:
        quiet: dict[tuple[str, int, int], list[Words]] = {}
        for each in report.silenced:
            place = (each.path, each.line, each.column)
            quiet.setdefault(place, []).append(_words(each, report))
        for said in report.suppressions:
            found = quiet.get((said.path, said.line, said.column), ())
            yield Entry(report.source.name, said, tuple(found))


def write_json(ledger: Iterable[Entry], as_of: str) -> str:
    """Return the ledger as JSON: ASCII, an entry a line."""
    lines = ",\n".join(f"  {json.dumps(_record(each))}" for each in ledger)
    head = f'{{"version": {VERSION}, "as_of": {json.dumps(as_of)}, "suppressions": ['
    return f"{head}\n{lines}\n]}}\n" if lines else f"{head}]}}\n"


def read_json(text: str) -> list[Entry]:
    """Return what `write_json` wrote; raise ReadError."""
    try:
        records = json.loads(text)["suppressions"]
        return [_entry(record) for record in records]
    except (ValueError, TypeError, KeyError) as why:
        raise ReadError(f"no ledger of suppressions: {why}") from why


def write_csv(ledger: Iterable[Entry]) -> str:
    """Return the ledger as CSV with a head; several silenced words share a cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for each in ledger:
        record = _record(each)
        record["rules"] = ", ".join(record["rules"])
        record["silenced"] = "\n".join(map(_cell, record["silenced"]))
        writer.writerow(_escaped(str(record[key])) for key in COLUMNS)
    return out.getvalue()


def read_csv(text: str) -> list[Entry]:
    """Return what `write_csv` wrote; raise ReadError."""
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    try:
        return [_entry(_from_cells(row)) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError) as why:
        raise ReadError(f"no ledger of suppressions: {why}") from why


def _words(silenced: Silenced, report: Report) -> Words:
    diagnostic = silenced.diagnostic
    line, column = report.source.position(diagnostic.span.start)
    return Words(diagnostic.code, line, column, " ".join(diagnostic.text.split()))


def _record(entry: Entry) -> dict[str, Any]:
    record: dict[str, Any] = {"file": entry.file, **entry.suppression._asdict()}
    record["rules"] = list(entry.suppression.rules)
    record["silenced"] = [each._asdict() for each in entry.silenced]
    return record


def _entry(record: dict[str, Any]) -> Entry:
    fields = {key: record[key] for key in Suppression._fields}
    fields["rules"] = tuple(fields["rules"])
    fields["line"], fields["column"] = int(fields["line"]), int(fields["column"])
    quiet = (Words(**each) for each in record["silenced"])
    return Entry(record["file"], Suppression(**fields), tuple(quiet))


def _cell(words: dict[str, Any]) -> str:
    return f"{words['code']} at {words['line']}:{words['column']}: {words['text']}"


def _from_cells(row: dict[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {key: _unescaped(row[key]) for key in COLUMNS}
    record["rules"] = [each for each in record["rules"].split(", ") if each]
    lines = [each for each in record["silenced"].split("\n") if each]
    record["silenced"] = [_from_cell(each) for each in lines]
    return record


def _from_cell(cell: str) -> dict[str, Any]:
    found = _SILENCED.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    code, line, column, text = found.groups()
    return {"code": code, "line": int(line), "column": int(column), "text": text}


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell
