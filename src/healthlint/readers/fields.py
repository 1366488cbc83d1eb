"""Which fields of data about a page hold prose, and of what kind."""

from __future__ import annotations

from typing import Final

from healthlint.patterns import compiled

TITLES: Final = frozenset(
    {"headline", "heading", "linktitle", "shorttitle", "subtitle", "title"}
)
"""Keys of titles, without capitals and marks."""

DESCRIPTIONS: Final = frozenset(
    (
        *("abstract", "blurb", "deck", "description", "excerpt", "intro", "keywords"),
        *("lead", "metadescription", "metatitle", "ogdescription", "ogtitle"),
        *("seodescription", "seotitle", "summary", "tagline", "teaser"),
        *("twitterdescription", "twittertitle"),
    )
)
"""Keys of what search engines and link previews show."""

_UNREAD = frozenset(
    (
        *(
            "aliases",
            "canonical",
            "canonicalurl",
            "class",
            "color",
            "contenturl",
            "css",
        ),
        *("cover", "date", "email", "encodingformat", "file", "filename", "gtin"),
        *("href", "icon", "id", "identifier", "image", "images", "img", "inlanguage"),
        *("js", "lang", "language", "lastmod", "layout", "locale", "logo", "mpn"),
        *("path", "permalink", "pricecurrency", "published", "redirectfrom", "sameas"),
        *("sku", "slug", "src", "target", "telephone", "template", "thumbnail"),
        *("thumbnailurl", "type", "uid", "updated", "url", "uuid", "version", "weight"),
    )
)
_MARKS = compiled(r"[\W_]+")
_CODE = (
    r"(?:[a-zA-Z][a-zA-Z+.-]*:|[./#@])\S*"
    r"|\S+\.(?:avif|gif|html?|jpe?g|md|pdf|png|svg|webp)"
    r"|\d[\d-]*T[\d:.,+-]*Z?|PT?(?:\d+[A-Z])+"
)


def is_prose(key: str, value: str) -> bool:
    """Tell whether a value is for people: no address, date, name of a file."""
    return (
        _plain(key) not in _UNREAD
        and any(map(str.isalpha, value))
        and compiled(_CODE).fullmatch(value.strip()) is None
    )


def kind_of(key: str) -> str:
    """Return the kind of segment that the value of a key is."""
    plain = _plain(key)
    if plain in TITLES:
        return "title"
    return "meta" if plain in DESCRIPTIONS else "field"


def _plain(key: str) -> str:
    return _MARKS.sub("", key).lower()
