"""What the elements of HTML do to the text in them."""

from __future__ import annotations

from typing import Final

LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
"""The levels of headings."""

KINDS: Final = {
    **dict.fromkeys(LEVELS, "heading"),
    **dict.fromkeys(("dd", "dt", "li", "option"), "list-item"),
    **dict.fromkeys(("td", "th"), "table-cell"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "blockquote": "quote",
    "button": "link-text",
    "textarea": "field",
    "title": "title",
}
"""The kind of segment that an element's text is; in others, that of the parent's."""

CONTAINERS: Final = frozenset({*KINDS, "dl", "menu", "ol", "select", "table", "ul"})
"""Elements that are kept on the stack."""

BORDERS: Final = CONTAINERS | frozenset(
    (
        *("address", "article", "aside", "body", "center", "colgroup", "details"),
        *("dialog", "dir", "div", "fieldset", "figure", "footer", "form", "head"),
        *("header", "hgroup", "hr", "html", "legend", "main", "nav", "optgroup", "p"),
        *("pre", "search", "section", "summary", "tbody", "tfoot", "thead", "tr"),
    )
)
"""Elements that start and end blocks; all others are read through."""

CLOSED_BY: Final = {
    **dict.fromkeys(LEVELS, frozenset(LEVELS)),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
    "button": frozenset({"button"}),
    "li": frozenset({"li"}),
    "option": frozenset({"option"}),
}
"""Which open elements a start tag ends, if one of them is the innermost."""

TABLE_PARTS: Final = frozenset(
    {"caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
"""Elements whose start tag ends everything inside the table around them."""

SKIPPED: Final = frozenset({"math", "rp", "rt", "svg", "template"})
"""Elements whose text is not read."""

FOREIGN: Final = frozenset({"math", "svg"})
"""Elements whose start tag may end them, as in XML."""

CODE: Final = frozenset({"code", "samp"})
"""Elements whose text is code."""

ATTRIBUTES: Final = {
    "alt": "alt-text",
    "aria-description": "attribute",
    "aria-label": "attribute",
    "label": "attribute",
    "placeholder": "attribute",
    "summary": "attribute",
    "title": "attribute",
}
"""Attributes that people get to read, and their kinds of segment."""

COMPONENT_ATTRIBUTES: Final = ATTRIBUTES | dict.fromkeys(
    ("caption", "cta", "description", "heading", "quote", "subtitle", "text"),
    "attribute",
)
"""The same for components of JSX, whose authors invent the names."""

UNREAD: Final = frozenset({"base", "link", "script", "style"})
"""Elements whose attributes nobody gets to read."""

BUTTONS: Final = frozenset({"button", "image", "reset", "submit"})
"""Types of `input` whose value is shown as a label."""

META: Final = frozenset(
    (
        *("abstract", "alt", "description", "headline", "keywords", "site_name"),
        *("subject", "summary", "title"),
    )
)
"""The last parts of names in `meta` whose content people get to read."""
