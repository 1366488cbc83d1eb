"""Read HTML as a browser shows it, and what search engines read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.document import Document
from healthlint.patterns import compiled
from healthlint.readers import front_matter, masking
from healthlint.readers.flow import Flow
from healthlint.readers.walker import Walker

if TYPE_CHECKING:
    from healthlint.source import Source

_XML_NAMES = (".mjml", ".xhtml")
_XML = compiled(r"\ufeff?\s*<\?xml\s")


def read(source: Source) -> Document:
    """Cut a page, or a piece of one, into segments."""
    matter = front_matter.read(source.text)
    flow = Flow()
    flow.segments.extend(matter.segments)
    flow.comments.extend(matter.comments)
    is_xml = source.name.lower().endswith(_XML_NAMES) or bool(_XML.match(source.text))
    walker = Walker(flow, is_xml=is_xml)
    text = source.text[matter.end :]
    flow.comments.extend(masking.comments(text, matter.end))
    walker.feed(masking.mask_templates(text), matter.end)
    walker.border()
    return Document(source, flow.segments, matter.values, flow.comments)
