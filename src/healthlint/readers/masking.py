"""Cover template code with characters of its own length, so that offsets stay.

Jekyll, Liquid, Jinja, Twig, Hugo, Handlebars, ERB and PHP are known by their brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from healthlint.document import Comment
from healthlint.patterns import compiled
from healthlint.readers.prose import SILENT, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = r"\{%-?\s*(?:comment|highlight)\b"
_END_OF_BLOCK = r"\{%-?\s*end(?:comment|highlight)\s*-?%\}"
# No pattern runs over another opening of its own kind, so the time is linear.
# It starts with a set of characters, which the engine looks for fast.
_CODE = (
    r"[{<](?:(?<=\{)(?:"
    rf"{_BLOCK[2:]}(?:(?!{_BLOCK}|{_END_OF_BLOCK}).)*+{_END_OF_BLOCK}"
    r"|\{!--(?:(?!--\}\}|\{\{!--).)*+--\}\}"
    r"|\{[<%](?:(?!\}\}|\{\{).)*+\}\}"
    r"|(?P<value>\{(?:(?!\}\}|\{\{|\n[ \t\r]*\n).)*+\}\}+)"
    r"|%(?:(?!%\}|\{%|\n[ \t\r]*\n).)*+%\}"
    r"|\#[- ](?:(?!\#\}|\{\#|\n).)*+\#\}"
    r")|(?<=<)(?:%(?:(?!%>|<%).)*+%>|\?(?:php\b|=)(?:(?!\?>|<\?).)*+(?:\?>|\Z)))"
)
_SHOWS_NOTHING = (
    r"\{\{[-~{]?\s*"
    r"(?:[#/!>^]|(?:block|define|else|end|if|partial|range|template|with)\b)"
)
_COMMENT = (
    r"\{%-?\s*comment\s*-?%\}(?P<block>.*)\{%-?\s*endcomment\s*-?%\}"
    r"|\{\{!--(?P<dashes>.*)--\}\}|\{\{!(?P<bang>.*)\}\}"
    r"|\{\{-?\s*/\*(?P<stars>.*)\*/\s*-?\}\}"
    r"|\{\#-?(?P<hash>.*)\#\}|<%--(?P<jsp>.*)--%>|<%\#(?P<erb>.*)%>"
)
_SIGNS_OF_COMMENTS = ("comment", "{{!", "/*", "{#", "<%#", "<%--")
_SHOWS_SOMETHING = ("<%=", "<%-", "<?=")
_OPENINGS = ("{{", "{%", "{#", "<%", "<?")


def mask_templates(text: str) -> str:
    """Return a copy in which template code is covered; its length is the same."""
    if not any(opening in text for opening in _OPENINGS):
        return text
    return compiled(_CODE, re.DOTALL).sub(_cover, text)


def comments(text: str, base: int) -> Iterator[Comment]:
    """Yield the comments of template code in a text that stands from `base` on."""
    if not any(sign in text for sign in _SIGNS_OF_COMMENTS):
        return
    pattern = compiled(_COMMENT, re.DOTALL)
    for code in compiled(_CODE, re.DOTALL).finditer(text):
        found = pattern.fullmatch(code[0])
        if found is not None and found.lastgroup is not None:
            start, end = found.span(found.lastgroup)
            at = base + code.start()
            yield Comment(found[found.lastgroup], at + start, at + end)


def _cover(found: re.Match[str]) -> str:
    code = found[0]
    if found["value"] and compiled(_SHOWS_NOTHING).match(code) is None:
        return VALUE * len(code)
    if code.startswith(_SHOWS_SOMETHING):
        return VALUE * len(code)
    return SILENT * len(code)
