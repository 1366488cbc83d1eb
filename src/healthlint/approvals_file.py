"""Read and write healthlint-approvals.yaml, the record of what was signed off.

Each entry names a rule, a file (from the record's own folder) and the hash of a
normalised sentence; a reason, who approved it and until when may follow. The sentence
itself is kept for people, and must fit the hash: nobody changes it unnoticed.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from healthlint import whole_file
from healthlint.approval import Approval
from healthlint.errors import ConfigError, ReadError, did_you_mean
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from healthlint.marked import Node

KEYS: Final = ("rule", "file", "hash", "sentence", "reason", "by", "until")
"""What an entry may say; the first three it must."""

_REQUIRED: Final = KEYS[:3]
_HEAD: Final = """\
# What responsible persons have signed off. An entry holds for one sentence of one file:
# an edit of the sentence voids it. `healthlint suppressions --approve` adds entries.
"""
_HASH: Final = compiled(r"[0-9a-f]{16}")
_SHORT: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# What YAML does not take as it is, or would take for the end of a line.
_ESCAPED: Final = compiled(
    r"[\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_PLAIN: Final = compiled(r"[A-Za-z][\w./-]*")
_WORDS_OF_YAML: Final = frozenset("false n no null off on true y yes".split())


def load(path: str) -> dict[str, tuple[Approval, ...]]:
    """Return approvals by the absolute path of their file; raise ConfigError."""
    found: dict[str, tuple[Approval, ...]] = {}
    folder = os.path.dirname(os.path.abspath(path))
    for approval in read(path):
        concerned = os.path.normpath(os.path.join(folder, approval.file))
        key = os.path.normcase(concerned)
        found[key] = (*found.get(key, ()), approval)
    return found


def read(path: str) -> list[Approval]:
    """Return the entries of a record, in its order; raise ConfigError, ReadError."""
    shown = _shown(path)
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except OSError as why:
        raise ReadError(f"{shown}: {why.strerror}") from why
    except UnicodeDecodeError as why:
        raise ConfigError(
            f"not valid UTF-8 at byte offset {why.start}", path=shown
        ) from why
    return parse(text, shown)


def parse(text: str, shown: str) -> list[Approval]:
    """Return the entries of a record's text; raise ConfigError."""
    from healthlint import marked
    from healthlint.source import Source

    root = marked.read_yaml(text, shown)
    if root.kind == "map" and not root.entries:
        return []  # nothing but comments
    if root.kind != "list":
        raise _wrong(root, shown, "expected a list of approvals")
    source = Source(shown, text)
    return [_entry(node, shown, source.line_starts) for node in root.items]


def write(approvals: Iterable[Approval]) -> str:
    """Return entries as they stand in a record."""
    return "".join(map(_written, approvals))


def add(
    path: str, approvals: Iterable[Approval], instead_of: Sequence[Approval] = ()
) -> None:
    """Add entries to a record, which need not exist, instead of some that it holds.

    What else stands in it stays.
    """
    try:
        with open(path, "rb") as file:
            before = file.read().decode("utf-8-sig")
    except FileNotFoundError:
        before = _HEAD
    except OSError as why:
        raise ReadError(f"{_shown(path)}: {why.strerror}") from why
    if before and not before.endswith("\n"):
        before += "\n"
    text = _without(before, instead_of, _shown(path)) + write(approvals)
    parse(text, _shown(path))  # never leave behind what cannot be read again
    try:
        whole_file.replace(path, text)
    except OSError as why:
        raise ReadError(f"{_shown(path)}: {why.strerror}") from why


def _without(text: str, entries: Sequence[Approval], shown: str) -> str:
    """Return a record's text without the lines of entries; raise ConfigError."""
    if not entries:
        return text
    gone = {entry.origin for entry in entries}
    wanted = [each[:-1] for each in parse(text, shown) if each.origin not in gone]
    for _, _, column, start, _ in sorted(gone, reverse=True):  # the last one first
        lines = re.compile(rf"[^\n]*\n(?: {{{column - 1}}}[^\n]*\n)*")
        begin = text.rfind("\n", 0, start) + 1
        found = lines.match(text, begin)
        text = text[:begin] + text[found.end() if found else begin :]
    if _contents(text, shown) != wanted:
        at = entries[0].origin
        said = "cannot be replaced as it is written; remove it by hand"
        raise ConfigError(said, path=shown, line=at[1], column=at[2])
    return text


def _contents(text: str, shown: str) -> list[tuple[object, ...]] | None:
    """Return what entries say, wherever they stand; None where that cannot be read."""
    try:
        return [each[:-1] for each in parse(text, shown)]
    except ConfigError:
        return None


def _entry(node: Node, shown: str, line_starts: list[int]) -> Approval:
    if node.kind != "map":
        raise _wrong(node, shown, f"an approval has keys: {', '.join(KEYS)}")
    fields: dict[str, str] = {}
    for key, value in node.entries:
        if key.text not in KEYS:
            hint = did_you_mean(key.text, KEYS)
            hint = hint or f"; known keys are {', '.join(KEYS)}"
            raise _wrong(key, shown, f"unknown key '{key.text}' in an approval{hint}")
        if key.text in fields:
            raise _wrong(key, shown, f"'{key.text}' is given twice")
        fields[key.text] = _value(key.text, value, shown)
    for required in _REQUIRED:
        if required not in fields:
            raise _wrong(node, shown, f"an approval needs '{required}'")
    start = line_starts[min(node.line, len(line_starts)) - 1] + node.column - 1
    place = shown, node.line, node.column, start, start + len("rule")
    approval = Approval(**fields, origin=place)
    _refuse_changed(approval, node, shown)
    return approval


def _value(key: str, node: Node, shown: str) -> str:
    if node.kind not in {"text", "truth"} or not node.text.strip():
        raise _wrong(node, shown, f"{key}: expected text")
    if key == "hash" and not _HASH.fullmatch(node.text):
        raise _wrong(node, shown, "hash: expected 16 digits and letters from a to f")
    if key == "until" and not is_date(node.text):
        raise _wrong(
            node, shown, f"until: '{node.text}' is no date; write it as 2027-01-31"
        )
    return node.text


def _refuse_changed(approval: Approval, node: Node, shown: str) -> None:
    if approval.sentence and hash_of(approval.sentence) != approval.hash:
        raise _wrong(
            node,
            shown,
            "the sentence does not fit its hash; whoever changes one must approve anew",
        )


def is_date(text: str) -> bool:
    """Tell whether a text is a date such as 2027-01-31."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def hash_of(sentence: str) -> str:
    """Return the hash of a sentence: letters count, not their case or the spacing.

    Both are folded as rules read them, so reflow and curly quotes change nothing.
    """
    import hashlib

    from healthlint.folding import fold

    normal = " ".join(fold(sentence).text.split())
    data = normal.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:16]


def _written(approval: Approval) -> str:
    values = approval._asdict()
    lines = [f"{key}: {_scalar(values[key])}\n" for key in KEYS if values[key]]
    return "- " + "  ".join(lines)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"  # from a command line that was no text
    return _SHORT.get(character) or f"\\u{ord(character):04x}"


def _wrong(node: Node, shown: str, message: str) -> ConfigError:
    return ConfigError(message, path=shown, line=node.line, column=node.column)


def _shown(path: str) -> str:
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")


def mapped(approvals: Mapping[str, tuple[Approval, ...]]) -> list[Approval]:
    """Return approvals in the order of their record."""
    each = (approval for group in approvals.values() for approval in group)
    return sorted(each, key=lambda approval: approval.origin)
