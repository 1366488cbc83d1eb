"""Read Markdown (CommonMark with GitHub's extensions) and MDX.

The parser sees a masked copy of the same length; its ranges are bytes of UTF-8. Text
that equals the copy at its range corresponds to it one to one, other text as a whole.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from healthlint.document import Document
from healthlint.patterns import compiled
from healthlint.readers import masking
from healthlint.readers.byte_offsets import code_points
from healthlint.readers.flow import Flow
from healthlint.readers.prose import SILENT, Prose
from healthlint.readers.walker import Walker

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    import pyromark

    from healthlint.document import Comment
    from healthlint.source import Source

_KINDS = {
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
    "Item": "list-item",
    "TableCell": "table-cell",
}
_BLOCKS = frozenset({"CodeBlock", "Heading", "HtmlBlock", "List", "Paragraph", "Table"})
_MATTER = ("---", "+++", "{", "\ufeff")  # how front matter begins
_UNREADABLE = r"[\r\x00\ud800-\udfff]"
_FOOTNOTE = r"\[\^([^\]\s]+)\]"
_LINE_START = r"\n[ \t>]+"
_EXTRAS = {
    "{:": r"\{:[^{}\n]*\}",  # attributes, as kramdown has them
    ":::": r"(?m)^[ \t]*:{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]*(?:\{[^{}\n]*\})?)",  # boxes
}


def read(source: Source) -> Document:
    """Cut a page into segments."""
    flow = Flow()
    values: Mapping[str, Any] = {}
    start = 0
    if source.text.startswith(_MATTER):
        from healthlint.readers import front_matter

        matter = front_matter.read(source.text)
        values, start = matter.values, matter.end
        flow.segments.extend(matter.segments)
        flow.comments.extend(matter.comments)
    flow.comments.extend(_comments(source.text[start:], start, source))
    text = _mask(source.text[start:], source.format)
    _Reader(text, start, flow, is_mdx=source.format == "mdx").read()
    return Document(source, flow.segments, values, flow.comments)


def _comments(text: str, base: int, source: Source) -> Iterator[Comment]:
    """Yield the comments in code that is covered before the parser sees it."""
    if source.format == "mdx":
        from healthlint.readers import mdx

        return mdx.comments(text, base)
    return masking.comments(text, base)


def _mask(text: str, format: str) -> str:
    """Return a copy of the same length that the parser can read."""
    masked = compiled(_UNREADABLE).sub(_readable, text)
    if masked.startswith("\ufeff"):
        masked = " " + masked[1:]
    if format == "mdx":
        from healthlint.readers import mdx

        masked = mdx.mask_jsx(masked)
    else:
        masked = masking.mask_templates(masked)
    for sign, pattern in _EXTRAS.items():
        if sign in masked:
            masked = compiled(pattern).sub(_silence, masked)
    return masked


def _readable(found: re.Match[str]) -> str:
    """Return what the parser knows: a carriage return alone is no line end to it."""
    if found[0] != "\r":
        return "\ufffd"
    return "\r" if found.string.startswith("\n", found.end()) else "\n"


class _Reader:
    """The state of one reading."""

    def __init__(self, text: str, base: int, flow: Flow, *, is_mdx: bool) -> None:
        self.text = text
        self.base = base
        self.flow = flow
        self.is_mdx = is_mdx
        self.walker = Walker(flow, is_xml=is_mdx)
        self.containers: list[str] = []
        self.label = ""
        self.level = 0
        self.muted = False
        self.html: list[tuple[int, int]] | None = None
        self.images: list[Prose] = []
        self.waiting = (-1, -1)
        self.footnotes: dict[str, str] = {}

    def read(self) -> None:
        offset = code_points(self.text)
        parser = _parser()
        event: Any
        for event, place in parser.events_with_range(self.text):
            start, end = offset(place["start"]), offset(place["end"])
            name, value = _name_and_fields(event)
            if name == "Text":
                self.text_event(value, start, end)
                continue
            self.flush()
            if name == "Start":
                self.start(*_name_and_fields(value), start, end)
            elif name == "End":
                self.end(_name_and_fields(value)[0])
            elif value is None:
                self.mark(name, start, end)
            else:
                self.inline(name, value, start, end)
        self.flush()
        self.close()
        if "]:" in self.text:
            for link in parser.reference_definitions(self.text).values():
                span = link["span"]
                start, end = offset(span["start"]), offset(span["end"])
                self.title(link["title"] or "", start, end)
            self.close()

    @property
    def prose(self) -> Prose:
        return self.images[0] if self.images else self.flow.prose

    def text_event(self, text: str, start: int, end: int) -> None:
        """Read text; what the parser has cut apart at signs is one piece."""
        if self.html is not None:
            self.html.append((start, end))
        elif self.muted or not self.walker.is_readable:
            return
        elif text != self.text[start:end]:
            self.flush()
            self.prose.whole(text, self.base + start, self.base + end)
        else:
            if self.waiting[1] != start:
                self.flush()
                self.waiting = (start, end)
            self.waiting = (self.waiting[0], end)

    def flush(self) -> None:
        """Write the text that waits for more."""
        start, end = self.waiting
        self.waiting = (-1, -1)
        if start < 0:
            return
        if self.images:
            self.prose.text(self.text[start:end], self.base + start)
        else:
            self.walker.plain(self.text[start:end], self.base + start)

    def mark(self, name: str, start: int, end: int) -> None:
        """Read what has no content of its own."""
        if name == "HardBreak" and not self.images:
            self.walker.line_break(self.base + start, self.base + end)
        elif name in {"HardBreak", "SoftBreak"} and self.walker.is_readable:
            self.prose.whole(" ", self.base + start, self.base + end)

    def inline(self, name: str, value: str, start: int, end: int) -> None:
        begin, stop = self.base + start, self.base + end
        if name == "Html" and self.html is not None:
            self.html.append((start, end))
        elif name == "InlineHtml" and not self.images:
            tag = self.text[start:end]
            if tag != value:  # the marks of a quotation stand in it
                tag = compiled(_LINE_START).sub(_blanks, tag)
            self.walker.feed(tag, begin, is_inline=True)
        elif name == "Code":
            self.prose.gap(begin, stop)
        elif name == "FootnoteReference":
            self.prose.builder.add(f"[{self.number(value)}]", begin, stop)

    def number(self, label: str) -> str:
        """Return the number under which a footnote is shown."""
        if not self.footnotes:
            labels = list(dict.fromkeys(compiled(_FOOTNOTE).findall(self.text)))
            if all(map(str.isdecimal, labels)):
                self.footnotes = {each: each for each in labels}
            else:
                self.footnotes = {each: str(at) for at, each in enumerate(labels, 1)}
        return self.footnotes.get(label, label)

    def start(self, name: str, fields: Any, start: int, end: int) -> None:  # noqa: ANN401 - as the parser has it
        if name in _KINDS or name in _BLOCKS:
            self.close()
        if name in _KINDS:
            self.enter(_KINDS[name])
        if name == "FootnoteDefinition":
            self.label = f"footnote {self.number(fields)}"
        elif name == "Heading":
            self.heading(int(fields["level"][1:]))
        elif name == "HtmlBlock" or (self.is_mdx and fields == "Indented"):
            self.html = []
        elif name == "CodeBlock":
            self.muted = True
        elif name == "Link":
            self.link(fields, start, end)
        elif name == "Image":
            self.images.append(Prose())
            if fields["link_type"] == "Inline":
                self.title(fields["title"], start, end)

    def end(self, name: str) -> None:
        if name in {"HtmlBlock", "CodeBlock"}:
            self.raw()
        if name in _KINDS or name in _BLOCKS:
            self.close()
        if name in _KINDS:
            self.leave()
        elif name == "Heading":
            self.level = 0
        elif name == "Link":
            self.muted = False
            if not self.images:
                self.flow.close_link()
        elif name == "Image":
            image = self.images.pop()
            if not self.images:
                self.flow.aside(image, "alt-text", "alt")

    def close(self) -> None:
        """End the block at hand."""
        kind = self.containers[-1] if self.containers else self.walker.kind
        if self.level:
            level = 0 if self.containers else self.level
            self.flow.close("heading", level=level, label=self.label)
        else:
            self.flow.close(kind, level=self.walker.level, label=self.label)
        self.walker.forget()

    def enter(self, kind: str) -> None:
        self.containers.append(kind)
        self.walker.enter(kind)

    def leave(self) -> None:
        self.containers.pop()
        self.walker.enter(self.containers[-1] if self.containers else "paragraph")
        if self.label and "footnote" not in self.containers:
            self.label = ""

    def heading(self, level: int) -> None:
        self.level = level
        if not self.containers:
            self.walker.leave()

    def raw(self) -> None:
        """Read a block of HTML; what stands between its lines is no part of it."""
        self.muted = False
        if not self.html:
            self.html = None
            return
        pieces: list[str] = []
        at = first = self.html[0][0]
        for start, end in self.html:
            pieces += [" " * (start - at), self.text[start:end]]
            at = end
        self.html = None
        self.walker.feed("".join(pieces), self.base + first)
        self.walker.border()

    def link(self, fields: dict[str, str], start: int, end: int) -> None:
        if fields["link_type"] in {"Autolink", "Email"}:
            self.muted = True
            self.prose.address(fields["dest_url"])
        elif not self.images:
            self.flow.open_link(fields["dest_url"])
        if fields["link_type"] == "Inline":
            self.title(fields["title"], start, end)

    def title(self, title: str, start: int, end: int) -> None:
        """Read the title that stands at the end of a link or its definition."""
        if not title:
            return
        from healthlint.readers.link_titles import pieces_of_title

        prose = Prose()
        for text, begin, stop in pieces_of_title(self.text, start, end, title):
            if len(text) == stop - begin:
                prose.text(text, self.base + begin)
            else:
                prose.whole(text, self.base + begin, self.base + stop)
        self.flow.aside(prose, "attribute", "title")


def _silence(found: re.Match[str]) -> str:
    return SILENT * len(found[0])


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _name_and_fields(value: str | dict[str, Any]) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, None
    ((name, fields),) = value.items()
    return name, fields


@cache
def _parser() -> pyromark.Markdown:
    import pyromark

    options = pyromark.Options
    return pyromark.Markdown(
        options=options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_TASKLISTS
        | options.ENABLE_HEADING_ATTRIBUTES
        | options.ENABLE_GFM
    )
