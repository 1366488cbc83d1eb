"""References to literature, and marks that lost theirs.

"(R)" is a lost reference where a reference would stand, at the end of a clause; behind
a name it is a trademark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.document import Annotation, Annotations, Sentence
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME: Final = r"[A-ZÀ-Þ][\w'’-]+"
_YEAR: Final = r"(?:19|20)\d\d[a-z]?\b"
_JOURNALS: Final = (
    r"(?:[Jj]ournal|Annals|Archives|Proceedings) of [A-Z]\w+|Lancet|BMJ|JAMA|NEJM"
    r"|Nature|PLoS|PLOS|Cochrane|New England Journal|British Medical Journal"
)
_LINK: Final = (
    r"(?P<doi>(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s?|\b)10\.\d{4,9}/[^\s\])>,;]+)"
    r"|(?P<pubmed>\bPM(?:ID:?\s?\d{4,9}|C\d{5,9}))"
    r"|(?P<trial>\b(?:NCT ?\d{8}|ISRCTN ?\d{8})\b)"
    r"|(?P<arxiv>\barXiv:\s?\d{4}\.\d{4,5}(?:v\d+)?\b)"
    r"|(?P<url>https?://[^\s<>\])]+|\bwww\.[^\s<>\])]+)"
)
_MARKS: Final = compiled(
    r"\[(?P<square>[^\[\]]{1,80})\]"
    r"|\((?P<round>[^()]{1,200})\)"
    r"|(?P<superscript>(?<=\S)[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*)"
    rf"|(?P<narrative>\b{_NAME}(?: et al\.?| (?:and|&) {_NAME}) \({_YEAR}\))|{_LINK}"
    rf"|(?P<named>\b(?:{_JOURNALS})\b[^.()\[\]]{{0,40}}?\b{_YEAR})"
    rf"|(?P<file>\b[Dd]ata on file\b)"
    rf"|(?P<journal>\b{_YEAR}(?: [A-Z][a-z]{{2}}(?: \d\d?)?)?; ?\d+(?:\(\d+\))?:\w+)"
    r"|(?P<glued>(?<=[a-z]{3}\.)\d{1,3}(?:[,–-]\d{1,3})*$)"
)
_LINKS: Final = compiled(_LINK)
_NUMBERS: Final = compiled(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_LOST_LETTERS: Final = compiled(r"R\d{0,3}(?:,\s?R?\d{1,3})*")
_LOST_WORDS: Final = compiled(
    r"(?:insert |add |needs? |missing )?(?:an? )?"
    r"(?:citation|reference|ref|source|cite)s?"
    r"(?: needed| required| here| missing| to (?:come|follow|be added))?\s?[?!]*|\?+"
    r"|to ?do:? (?:cite|citation|reference|ref|source)|x{2,4}|@\?+",
    re.IGNORECASE,
)
_AUTHOR: Final = compiled(
    rf"(?:see |e\.g\.,? |adapted from )?(?P<name>{_NAME})"
    rf"(?:,? (?:et al\.?|and|&|of|the|de|van|von|{_NAME}|[A-Z]\.?))*[,:]? {_YEAR}"
    r"(?:[;,:]|$)"
)
_NAMED_SOURCE: Final = compiled(
    r"(?:sources?|references?|refs?\.?)\s?:?\s?\S", re.IGNORECASE
)
# With a year behind it they make a date.
_NO_NAMES: Final = frozenset(
    {"January", "February", "March", "April", "May", "June", "July", "August", "Jan"}
    | {"September", "October", "November", "December", "Spring", "Summer", "Autumn"}
    | {"Fall", "Winter", "Since", "In", "Until", "From", "Est", "Established", "Feb"}
    | {"Founded", "Copyright", "Updated", "Published", "Mar", "Apr", "Jun", "Jul"}
    | {"Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Late", "Early", "Mid"}
)
_SQUARED: Final = compiled(r"(?:\b(?:[mck]?m|ft|in)|\d)$")
_AFTER_CLAUSE: Final = compiled(r"\s*(?:[.,;:!?)\]]|$)")
_SIGNS: Final = (
    *("http", "www.", "10.", "PM", "NCT", "ISRCTN", "arXiv", "ournal of", "Annals"),
    *("Archives", "Proceedings", "Lancet", "BMJ", "JAMA", "NEJM", "Nature", "PLoS"),
    *("PLOS", "Cochrane", "England J", "Medical J"),
)
"""What a mark has that is neither in brackets nor a number behind a full stop."""
_GLUED: Final = compiled(r"\.\d")
_FEWEST_WORDS: Final = 4  # before a lost reference that stands behind a name


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield citations and lost references; `value` is the form of the mark."""
    text = sentence.cased
    if not _may_cite(text, annotations):
        return
    for found in _MARKS.finditer(text):
        kind, form = _judge(sentence, found)
        if kind:
            stop = found.start() + len(found[0].rstrip(".,;:!?"))
            start, end = sentence.start + found.start(), sentence.start + stop
            yield Annotation(kind, sentence.segment, start, end, form)


def _may_cite(text: str, notes: Annotations) -> bool:
    """Tell cheaply whether the text has anything that a mark needs."""
    if "(" in text or "[" in text or ";" in text or not text.isascii():
        return True
    signs: tuple[str, ...] | None = notes.shared.get("citation-signs")
    if signs is None:
        whole = "\n".join(each.text for each in notes.document.segments)
        signs = tuple(sign for sign in _SIGNS if sign in whole)
        notes.shared["citation-signs"] = signs
    return any(sign in text for sign in signs) or _GLUED.search(text) is not None


def _judge(sentence: Sentence, found: re.Match[str]) -> tuple[str, str]:
    """Return the kind and form of a mark; the kind is empty if it is something else."""
    text = sentence.cased
    form = found.lastgroup or ""
    if form == "square":
        return _in_brackets(found[form], numbers=True)
    if form == "round":
        if found[form] == "R":
            return ("lost-reference", "letter") if _is_lost(text, found) else ("", "")
        return _in_brackets(
            found[form],
            numbers=sentence.kind != "table-cell" and _closes_clause(text, found),
        )
    if form == "superscript" and _SQUARED.search(text[: found.start()][-6:]):
        return "", ""
    return "citation", form


def _in_brackets(content: str, *, numbers: bool) -> tuple[str, str]:
    """Judge what stands in brackets; `numbers` says that they may be references."""
    if _LOST_LETTERS.fullmatch(content):
        return "lost-reference", "letter"
    if _LOST_WORDS.fullmatch(content):
        return "lost-reference", "words"
    if _NUMBERS.fullmatch(content):
        return ("citation", "number") if numbers else ("", "")
    author = _AUTHOR.match(content)
    if author and author["name"] not in _NO_NAMES:
        return "citation", "author"
    link = _LINKS.search(content)
    if link:
        return "citation", link.lastgroup or ""
    return ("citation", "source") if _NAMED_SOURCE.match(content) else ("", "")


def _closes_clause(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()].rstrip()
    return bool(_AFTER_CLAUSE.match(text, found.end())) and (
        before[-1:].islower() or before[-1:] in "].!?"
    )


def _is_lost(text: str, found: re.Match[str]) -> bool:
    """Tell a reference that was "(R)" from a trademark."""
    before = text[: found.start()]
    words = before.split()
    if not words:
        return True
    last = words[-1]
    if last[-1] in ".!?)]%" or last == last.lower():
        return True
    if not before[-1].isspace() or not _AFTER_CLAUSE.match(text, found.end()):
        return False  # "Tylenol(R)", "Tylenol (R) tablets"
    return len(words) >= _FEWEST_WORDS
