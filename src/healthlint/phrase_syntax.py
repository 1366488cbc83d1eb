r"""The grammar of the phrase language: from a phrase's text to its parts.

    word~       a word in all its inflections
    (a|b c)     alternatives          [optional]
    ...         a gap of up to four words; ...9 of up to nine; marks do not count
    {name}      an annotation: of a lexicon, of a tag, or of another kind
    ^  $        the edges of the sentence; marks there do not count
    <  >        the bounds of what is reported; else the whole phrase is
    \x          the mark x itself

Words are those of `Sentence`: a hyphen inside a word separates two of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.errors import HealthlintError, did_you_mean
from healthlint.folding import fold
from healthlint.inflection import word_forms
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Collection

GAP: Final = 4
WIDEST_GAP: Final = 20

_LEXEME: Final = compiled(
    r"(?P<word>\d+(?:[.,]\d+)*|[^\W\d_](?:[^\W_]|'(?=[^\W\d_]))*)(?P<bent>~)?"
    r"|(?P<gap>\.\.\.\d*)|(?P<name>\{[^{}]*\}?)|\\(?P<literal>\S)|(?P<mark>\S)"
)
_SPACE: Final = compiled(r"\s")
_INNER_HYPHEN: Final = compiled(r"(?<=[\w)\]}~>])-(?=[\w(\[{<])")
_WORDS: Final = frozenset({"word", "bent", "literal"})
_CLOSING: Final = {"(": ")", "[": "]"}


class PhraseError(HealthlintError):
    """A phrase is wrong at `offset`, in code points from 0."""

    def __init__(self, message: str, offset: int) -> None:
        """Keep what is wrong beside the place."""
        super().__init__(message)
        self.message = message
        self.offset = offset


class Words(NamedTuple):
    """One token, of any of these forms."""

    forms: frozenset[str]


class Name(NamedTuple):
    """One annotation of this kind, whatever its length."""

    name: str


class Gap(NamedTuple):
    """Up to so many words of any kind."""

    most: int


class Edge(NamedTuple):
    """No token but a place: `^ $` in the sentence, `< >` of the report."""

    mark: str


class Choice(NamedTuple):
    """One of several sequences, or none of them when optional."""

    options: tuple[tuple[Item, ...], ...]
    optional: bool


Item = Words | Name | Gap | Edge | Choice
Sequence = tuple[Item, ...]


class _Lexeme(NamedTuple):
    kind: str
    value: str
    offset: int


def read(text: str, names: Collection[str]) -> Sequence:
    """Parse a phrase whose names in braces are among `names`; raise PhraseError."""
    items = _Parser(_lexemes(_folded(text)), names, len(text)).phrase()
    if not items:
        raise PhraseError("an empty phrase matches nothing", 0)
    return items


def may_be_empty(items: Sequence) -> bool:
    """Tell whether a sequence can match without a token."""
    return all(map(_may_be_empty, items))


def _may_be_empty(item: Item) -> bool:
    if isinstance(item, Choice):
        return item.optional or any(map(may_be_empty, item.options))
    return isinstance(item, Gap | Edge)


def _folded(text: str) -> str:
    if text.isascii():
        return _SPACE.sub(" ", text.lower()).replace("`", "'")
    return "".join(_folded_character(each, at) for at, each in enumerate(text))


def _folded_character(character: str, at: int) -> str:
    if character.isspace():
        return " "
    folded = fold(character).text
    if len(folded) == 1 and not folded.isspace():
        return folded
    instead = f"write '{folded}'" if folded.strip() else "leave it out"
    raise PhraseError(
        f"'{character}' can never match, text is folded before; {instead}", at
    )


def _lexemes(text: str) -> list[_Lexeme]:
    hyphens = {found.start() for found in _INNER_HYPHEN.finditer(text)}
    return [
        _Lexeme(found.lastgroup or "", _value(found), found.start())
        for found in _LEXEME.finditer(text)
        if found.start() not in hyphens
    ]


def _value(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    return str(found["word" if kind == "bent" else kind])


class _Parser:
    """Recursive descent over lexemes; one object reads one phrase."""

    def __init__(
        self, lexemes: list[_Lexeme], names: Collection[str], end: int
    ) -> None:
        self._lexemes = lexemes
        self._names = names
        self._end = end
        self._at = 0

    def phrase(self) -> Sequence:
        items = self._sequence(depth=0)
        if self._at < len(self._lexemes):
            stray = self._lexemes[self._at]
            hint = "needs brackets: (a|b)" if stray.value == "|" else "closes nothing"
            raise PhraseError(f"'{stray.value}' {hint}", stray.offset)
        return items

    def _sequence(self, depth: int) -> Sequence:
        items: list[Item] = []
        while (lexeme := self._peek()) and not _is(lexeme, ")", "]", "|"):
            self._at += 1
            self._place(items, lexeme, depth)
        return tuple(items)

    def _place(self, items: list[Item], lexeme: _Lexeme, depth: int) -> None:
        if lexeme.kind in _WORDS:
            items.append(_word(lexeme))
        elif lexeme.kind == "gap":
            self._refuse_useless_gap(items, lexeme, depth)
            items.append(_gap(lexeme))
        elif lexeme.kind == "name":
            items.append(self._name(lexeme))
        elif _is(lexeme, "(", "["):
            items.append(self._choice(lexeme, depth))
        elif _is(lexeme, "^", "$", "<", ">"):
            self._refuse_misplaced_edge(items, lexeme, depth)
            items.append(Edge(lexeme.value))
        elif lexeme.value in "~}":
            hint = (
                "bends the word before it" if lexeme.value == "~" else "closes nothing"
            )
            raise PhraseError(f"'{lexeme.value}' {hint}", lexeme.offset)
        else:
            items.append(_word(lexeme))

    def _name(self, lexeme: _Lexeme) -> Name:
        if not lexeme.value.endswith("}"):
            raise PhraseError("'{' without '}'", lexeme.offset)
        name = lexeme.value[1:-1].strip()
        if name not in self._names:
            hint = did_you_mean(name, self._names)
            raise PhraseError(
                f"'{{{name}}}' is no lexicon, tag or annotation{hint}", lexeme.offset
            )
        return Name(name)

    def _choice(self, opening: _Lexeme, depth: int) -> Item:
        options = []
        while True:
            before = self._offset()
            options.append(self._sequence(depth + 1))
            closing = self._peek()
            if closing is None:
                raise PhraseError(f"'{opening.value}' is never closed", opening.offset)
            if not options[-1]:
                raise PhraseError("an alternative is empty; use [ ]", before)
            self._at += 1
            if closing.value != "|":
                break
        if closing.value != _CLOSING[opening.value]:
            raise PhraseError(
                f"'{closing.value}' cannot close '{opening.value}'", closing.offset
            )
        return _chosen(options, optional=opening.value == "[")

    def _refuse_useless_gap(
        self, items: list[Item], lexeme: _Lexeme, depth: int
    ) -> None:
        if items and isinstance(items[-1], Gap):
            raise PhraseError("two gaps side by side; write ...9", lexeme.offset)
        following = self._peek()
        first = not items or items[-1] == Edge("<")
        last = following is None or _is(following, ">")
        if depth == 0 and (first or last):
            raise PhraseError("a gap at the edge does nothing", lexeme.offset)

    def _refuse_misplaced_edge(
        self, items: list[Item], lexeme: _Lexeme, depth: int
    ) -> None:
        mark, offset = lexeme.value, lexeme.offset
        if depth:
            raise PhraseError(f"'{mark}' cannot stand inside brackets", offset)
        if mark == "^" and not all(item == Edge("<") for item in items):
            raise PhraseError("'^' in the middle can never match", offset)
        following = self._peek()
        if mark == "$" and following and not _is(following, ">"):
            raise PhraseError("'$' in the middle can never match", offset)
        if mark in "<>" and Edge(mark) in items:
            raise PhraseError(f"a second '{mark}'", offset)
        if mark == ">" and Edge("<") not in items:
            raise PhraseError("'>' without '<'", offset)
        if mark == ">" and items[-1] == Edge("<"):
            raise PhraseError("nothing between '<' and '>'", offset)
        rest = self._lexemes[self._at :]
        if mark == "<" and not any(_is(other, ">") for other in rest):
            raise PhraseError("'<' without '>'", offset)

    def _peek(self) -> _Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _offset(self) -> int:
        following = self._peek()
        return following.offset if following else self._end


def _chosen(options: list[Sequence], *, optional: bool) -> Item:
    """Make a choice of words one set of forms: most alternatives are single words."""
    forms: set[str] = set()
    others = []
    for option in options:
        first = option[0]
        if len(option) == 1 and isinstance(first, Words):
            forms |= first.forms
        else:
            others.append(option)
    words = Words(frozenset(forms))
    if not others and not optional:
        return words
    return Choice(((words,), *others) if forms else tuple(others), optional)


def _is(lexeme: _Lexeme, *marks: str) -> bool:
    return lexeme.kind == "mark" and lexeme.value in marks


def _word(lexeme: _Lexeme) -> Words:
    if lexeme.kind == "bent":
        return Words(frozenset(word_forms(lexeme.value)))
    return Words(frozenset({lexeme.value}))


def _gap(lexeme: _Lexeme) -> Gap:
    most = int(lexeme.value[3:] or GAP)
    if not 1 <= most <= WIDEST_GAP:
        raise PhraseError(f"a gap holds 1 to {WIDEST_GAP} words", lexeme.offset)
    return Gap(most)
