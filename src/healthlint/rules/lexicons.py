"""Read lexicon files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.lexicon import INFLECTIONS, Term, words_of
from healthlint.rules.nodes import KEBAB

if TYPE_CHECKING:
    from healthlint.rules.nodes import Node, YamlFile

_KEYS: Final = ("lexicon", "title", "groups")
_GROUP_KEYS: Final = ("tags", "inflect", "terms")


class LexiconReader:
    """Gathers the terms of many files; later folders may restate earlier terms."""

    def __init__(self) -> None:
        """Start without terms."""
        self._folders: list[list[Term]] = [[]]
        self._seen: dict[tuple[str, tuple[str, ...]], tuple[int, str]] = {}

    @property
    def terms(self) -> list[Term]:
        """All terms, those of later folders first: the index keeps the first."""
        return [term for folder in reversed(self._folders) for term in folder]

    def next_folder(self) -> None:
        """From here on a term may stand in an earlier folder too."""
        self._folders.append([])

    def read(self, file: YamlFile, root: Node) -> None:
        """Add the terms of one file."""
        values = file.mapping(root, _KEYS, "a lexicon")
        lexicon = file.kebab(values.get("lexicon"), "lexicon")
        file.string(values.get("title"), "title")
        if "groups" not in values:
            file.reject(root, "a lexicon needs 'groups'")
        elif lexicon is not None:
            for group in file.items(values["groups"], "groups"):
                self._read_group(file, group, lexicon)

    def _read_group(self, file: YamlFile, group: Node, lexicon: str) -> None:
        values = file.mapping(group, _GROUP_KEYS, "a group")
        tags = file.some_of(values.get("tags"), None, "tags")
        for tag in tags:
            if not KEBAB.fullmatch(tag):
                file.reject(
                    values["tags"], f"tag '{tag}' must be lower case words and hyphens"
                )
        inflect = file.one_of(values.get("inflect"), INFLECTIONS, "inflect")
        if "terms" not in values:
            file.reject(group, "a group needs 'terms'")
        for node, line in file.strings(values.get("terms"), "terms"):
            variants = _variants(file, node, line)
            term = Term(lexicon, variants, frozenset(tags), inflect or "noun")
            if variants:
                self._add(file, node, term)

    def _add(self, file: YamlFile, node: Node, term: Term) -> None:
        folder = len(self._folders)
        place = f"{file.path}:{file.place(node)[0]}"
        for variant in term.variants:
            key = (term.lexicon, words_of(variant))
            before, other = self._seen.get(key, (0, ""))
            if before == folder:
                file.reject(
                    node, f"'{variant}' stands in '{term.lexicon}' already, at {other}"
                )
            self._seen[key] = folder, place
        self._folders[-1].append(term)


def _variants(file: YamlFile, node: Node, line: str) -> tuple[str, ...]:
    variants = []
    for variant in line.split("|"):
        if words_of(variant):
            variants.append(" ".join(variant.split()))
        else:
            file.reject(node, f"'{line}' has a variant without a word")
    return tuple(variants)
