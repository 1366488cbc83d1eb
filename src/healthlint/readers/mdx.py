"""Cover what MDX adds to Markdown: imports, exports and expressions in braces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from healthlint.document import Comment
from healthlint.patterns import compiled
from healthlint.readers.prose import SILENT, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODULE = compiled(r"(?:import[ \t]+[\w*{\"']|export[ \t]+[\w*{])")
_BLANK_LINE = compiled(r"\n[ \t\r]*\n")
_LINE_END = compiled(r"\n")
_MARK = compiled(
    r"(?P<fence>(?<![^\n])[ ]{0,3}(?:`{3,}|~{3,}))|(?P<code>`+)|(?P<escape>\\.)"
    r"|(?P<comment>/\*)|(?P<quote>[\"'])|(?P<brace>[{}])"
)
_STRING = compiled(r"\{\s*([\"'`])([^\"'`\\$]*)\1\s*\}")
_DOTTED = compiled(r"(?<=<)/?[A-Za-z]\w*(?:\.[A-Za-z]\w*)+(?=[\s/>][^<>]*>|>)")
_COMMENT = "{/*"
_FRAGMENT = compiled(r"</?>")


def mask_jsx(text: str) -> str:
    """Return a copy of the same length that CommonMark can read."""
    pieces: list[str] = []
    at = 0
    for start, end in _pairs(text):
        pieces += [text[at:start], _cover(text, start, end)]
        at = end
    masked = "".join([*pieces, text[at:]])
    masked = _mask_modules(masked)
    masked = _DOTTED.sub(lambda found: found[0].replace(".", "-"), masked)
    return _FRAGMENT.sub(lambda found: SILENT * len(found[0]), masked)


def comments(text: str, base: int) -> Iterator[Comment]:
    """Yield the comments in braces; the text stands in the source from `base` on."""
    if _COMMENT not in text:
        return
    for start, end in _pairs(text):
        closing = text.rfind("*/", start, end)
        if text.startswith(_COMMENT, start) and closing > start:
            begin = start + len(_COMMENT)
            yield Comment(text[begin:closing], base + begin, base + closing)


def _cover(text: str, start: int, end: int) -> str:
    code = text[start:end]
    is_value = text[start - 1 : start] == "="
    string = _STRING.fullmatch(code)
    if string is not None and is_value:
        before, after = string.start(2) - 1, len(code) - string.end(2) - 1
        return " " * before + f'"{string[2]}"' + " " * after
    if string is not None:
        before, after = string.start(2), len(code) - string.end(2)
        return SILENT * before + string[2] + SILENT * after
    if code.startswith("{..."):
        return "x" * len(code)  # reads as an attribute
    if code.startswith(_COMMENT):
        return SILENT * len(code)
    return VALUE * len(code)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of outermost braces that are balanced, in one pass."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    at = 0
    while mark := _MARK.search(text, at):
        at = mark.end()
        if mark["brace"] == "{":
            opened.append(mark.start())
        elif mark["brace"]:
            if opened:
                found.append((opened.pop(), at))
        else:
            at = _after(text, mark, is_code=bool(opened))
    covered = 0
    for start, end in sorted(found):
        if start >= covered:
            yield start, end
            covered = end


def _after(text: str, mark: re.Match[str], *, is_code: bool) -> int:
    """Return where to go on after a mark that is no brace.

    What has no end is looked for once only: to the end of the text, or of its kind.
    """
    start, end = mark.span()
    if mark["fence"]:
        bars = mark[0].strip()
        closing = re.compile(rf"\n[ ]{{0,3}}{bars}").search(text, end)
        return len(text) if closing is None else closing.end()
    if mark["code"]:
        return _end(text, mark[0], end, _BLANK_LINE)
    if is_code and mark["comment"]:
        stop = text.find("*/", end)
        return len(text) if stop < 0 else stop
    if is_code and mark["quote"]:
        return _end(text, mark[0], end, _LINE_END)
    return end if mark["escape"] else start + len(mark[0])


def _end(text: str, closing: str, start: int, border: re.Pattern[str]) -> int:
    """Return where the closing ends, or `start` if a border stands before it."""
    end = text.find(closing, start)
    if end < 0 or border.search(text, start, end) is not None:
        return start
    return end + len(closing)


def _mask_modules(text: str) -> str:
    """Cover imports and exports: from such a line to the next blank one."""
    pieces: list[str] = []
    may_start = True
    covers = False
    for line in text.splitlines(keepends=True):
        is_blank = not line.strip()
        covers = not is_blank and (
            covers or (may_start and _MODULE.match(line) is not None)
        )
        body = line.rstrip("\r\n")
        pieces.append(" " * len(body) + line[len(body) :] if covers else line)
        may_start = is_blank or covers
    return "".join(pieces)
