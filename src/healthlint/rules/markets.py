"""Read what a jurisdiction or a platform makes of what copy says, and by which law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.levels import UpperLevel
from healthlint.config import SEVERITIES
from healthlint.errors import HealthlintError
from healthlint.patterns import compiled
from healthlint.product import CLASSES
from healthlint.records import NamedTuple
from healthlint.rules.market import Entry, LegalSource, Market, Permitted, Requirement
from healthlint.rules.wording import anchored, wordings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from healthlint.phrases import Phrase
    from healthlint.rules.nodes import Node, YamlFile

SOURCE_KINDS: Final = (
    "statute",
    "regulation",
    "guidance",
    "self-regulation",
    "platform-policy",
    "professional-standard",
)
"""What an instrument is: messages tell guidance from law."""

KNOWLEDGE: Final = ("read", "secondary", "unverified")
"""How well an instrument is known; what is unverified ships as a note at most."""

_MARKET_KEYS: Final = (
    "title",
    "checked",
    "basis",
    "rules",
    "require",
    "permitted",
    "upper-levels",
)
_SOURCE_KEYS: Final = ("title", "citation", "url", "kind", "checked", "known")
_ENTRY_KEYS: Final = ("source", "products", "severity", "from", "until", "authority")
_PERMITTED_KEYS: Final = ("phrase", "of", "by", "when", "source", "products", "rules")
_REQUIREMENT_KEYS: Final = (
    "rule",
    "statement",
    "when",
    "products",
    "source",
    "severity",
    "from",
    "until",
)
_LEVEL_KEYS: Final = ("of", "most", "source")
_KEY: Final = compiled(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


class References(NamedTuple):
    """What market files may refer to; `rules` leads from any name to a rule's own.

    `read_phrase` reads a node, `compiled` the text of a phrase; it raises PhraseError.
    """

    rules: Mapping[str, str]
    sources: Mapping[str, LegalSource]
    read_phrase: Callable[[YamlFile, Node], str | None]
    compiled: Callable[[str], Phrase]


def read_sources(file: YamlFile, root: Node) -> dict[str, LegalSource]:
    """Read sources.yaml: a mapping from keys to instruments."""
    sources = {}
    for key, node in file.mapping(root, None, "sources").items():
        if not _KEY.fullmatch(key):
            file.reject(node, f"the key '{key}' must be lower case words and hyphens")
        values = file.mapping(node, _SOURCE_KEYS, "a source")
        for required in _SOURCE_KEYS if values else ():
            if required not in values:
                file.reject(node, f"a source needs '{required}'")
        sources[key] = LegalSource(
            key=key,
            title=file.string(values.get("title"), "title") or "",
            citation=file.string(values.get("citation"), "citation") or "",
            url=_url(file, values.get("url")),
            kind=file.one_of(values.get("kind"), SOURCE_KINDS, "kind") or "",
            checked=file.date(values.get("checked"), "checked") or "",
            known=file.one_of(values.get("known"), KNOWLEDGE, "known") or "",
        )
    return sources


def market_name(file: YamlFile, root: Node, what: str) -> str | None:
    """Return the name of a market file (`what`: market or channel)."""
    values = file.mapping(root, (what, *_MARKET_KEYS), f"a {what}")
    return file.kebab(values.get(what), what)


def read_market(file: YamlFile, root: Node, name: str, known: References) -> Market:
    """Read what a market or channel file says beside its own `rules`."""
    values = file.pairs(root)
    reader = _MarketReader(file, known)
    return Market(
        name=name,
        title=file.string(values.get("title"), "title") or "",
        checked=file.date(values.get("checked"), "checked") or "",
        basis=reader.basis(values.get("basis")),
        permitted=reader.permitted(values.get("permitted")),
        require=reader.requirements(values.get("require")),
        levels=reader.levels(values.get("upper-levels")),
    )


def merge(one: Market | None, other: Market) -> Market:
    """Add what a second file says of the same market."""
    if one is None:
        return other
    basis = dict(one.basis)
    for rule, entries in other.basis.items():
        basis[rule] = basis.get(rule, ()) + entries
    return Market(
        one.name,
        other.title or one.title,
        other.checked or one.checked,
        basis,
        one.permitted + other.permitted,
        one.require + other.require,
        one.levels + other.levels,
    )


class _MarketReader:
    """Reads the parts of one market file."""

    def __init__(self, file: YamlFile, known: References) -> None:
        self._file = file
        self._known = known

    def basis(self, node: Node | None) -> dict[str, tuple[Entry, ...]]:
        if node is None:
            return {}
        basis: dict[str, tuple[Entry, ...]] = {}
        keys = self._file.keys(node)
        for name, entries in self._file.mapping(node, None, "basis").items():
            rule = self._rule(keys[name], name)
            read = [
                self._entry(each)
                for each in self._file.items(entries, f"the basis of '{name}'")
            ]
            if rule is not None:
                kept = tuple(entry for entry in read if entry is not None)
                basis[rule] = basis.get(rule, ()) + kept
        return basis

    def permitted(self, node: Node | None) -> tuple[Permitted, ...]:
        if node is None:
            return ()
        items = self._file.items(node, "permitted")
        read = [each for item in items for each in self._permitted(item)]
        return anchored(read, self._known.compiled)

    def requirements(self, node: Node | None) -> tuple[Requirement, ...]:
        if node is None:
            return ()
        read = map(self._requirement, self._file.items(node, "require"))
        return tuple(each for each in read if each is not None)

    def levels(self, node: Node | None) -> tuple[UpperLevel, ...]:
        if node is None:
            return ()
        return tuple(map(self._level, self._file.items(node, "upper-levels")))

    def _level(self, node: Node) -> UpperLevel:
        values = self._file.mapping(node, _LEVEL_KEYS, "an upper level")
        for key in ("of", "most") if values else ():
            if key not in values:
                self._file.reject(node, f"an upper level needs '{key}'")
        from healthlint.annotators import amounts  # compiles much

        most = self._file.some_of(values.get("most"), None, "most")
        for text in most:
            if amounts.read(text) is None:
                self._file.reject(values["most"], f"'{text}' is no amount, as 10 mg is")
        of = self._file.some_of(values.get("of"), None, "of")
        return UpperLevel(
            tuple(name.lower() for name in of), most, self._source(values.get("source"))
        )

    def _entry(self, node: Node) -> Entry | None:
        values = self._file.mapping(node, _ENTRY_KEYS, "an entry of basis")
        if "source" not in values:
            self._file.reject(node, "an entry of basis needs 'source'")
            return None
        source = self._source(values.get("source"))
        severity = self._severity(node, values, source)
        return Entry(
            source or "",
            self._products(values),
            severity,
            *self._dates(values),
            self._file.string(values.get("authority"), "authority"),
        )

    def _permitted(self, node: Node) -> list[Permitted]:
        if self._file.is_scalar(node):
            phrase = self._known.read_phrase(self._file, node)
            return [Permitted(phrase)] if phrase else []
        values = self._file.mapping(node, _PERMITTED_KEYS, "an entry of permitted")
        if "phrase" not in values:
            self._file.reject(node, "an entry of permitted needs 'phrase'")
            return []
        entry = Permitted(
            "",
            self._file.string(values.get("when"), "when"),
            self._source(values.get("source")),
            self._products(values),
            self._rules(values.get("rules")),
            self._substances(values),
        )
        return [entry._replace(phrase=each) for each in self._wordings(node, values)]

    def _wordings(self, node: Node, values: Mapping[str, Node]) -> tuple[str, ...]:
        phrase = self._known.read_phrase(self._file, values["phrase"])
        by = self._phrases(values.get("by"), "by")
        if phrase is None:
            return ()
        found = wordings(phrase, self._substances(values), by)
        try:
            for each in found:
                self._known.compiled(each)
        except HealthlintError as why:
            self._file.reject(node, f"{why} in the phrase '{each}'")
            return ()
        return found

    def _substances(self, values: Mapping[str, Node]) -> str | None:
        names = self._phrases(values.get("of"), "of")
        return f"({'|'.join(names)})" if names else None

    def _requirement(self, node: Node) -> Requirement | None:
        values = self._file.mapping(node, _REQUIREMENT_KEYS, "an entry of require")
        for key in ("rule", "statement"):
            if key not in values:
                self._file.reject(node, f"an entry of require needs '{key}'")
                return None
        rules = self._rules(values["rule"])
        source = self._source(values.get("source"))
        severity = self._severity(node, values, source)
        return Requirement(
            rules[0] if rules else "",
            self._phrases(values["statement"], "statement"),
            self._phrases(values.get("when"), "when"),
            self._products(values),
            source,
            severity,
            *self._dates(values),
        )

    def _phrases(self, node: Node | None, what: str) -> tuple[str, ...]:
        if node is None:
            return ()
        nodes = [node] if self._file.is_scalar(node) else self._file.items(node, what)
        read = [self._known.read_phrase(self._file, each) for each in nodes]
        return tuple(phrase for phrase in read if phrase)

    def _rules(self, node: Node | None) -> tuple[str, ...]:
        names = self._file.some_of(node, self._known.rules.keys(), "rule")
        return tuple(self._known.rules[name] for name in names)

    def _rule(self, node: Node, name: str) -> str | None:
        if name not in self._known.rules:
            self._file.unknown(node, name, self._known.rules.keys(), "rule")
        return self._known.rules.get(name)

    def _source(self, node: Node | None) -> str | None:
        return self._file.one_of(node, self._known.sources.keys(), "source")

    def _severity(
        self, node: Node, values: Mapping[str, Node], source: str | None
    ) -> str | None:
        severity = self._file.one_of(values.get("severity"), SEVERITIES, "severity")
        known = self._known.sources[source].known if source else ""
        if known == "unverified" and severity != "note":
            self._file.reject(
                values.get("severity", node),
                f"'{source}' is unverified, so it needs 'severity: note'",
            )
        return severity

    def _products(self, values: Mapping[str, Node]) -> tuple[str, ...]:
        return self._file.some_of(values.get("products"), CLASSES, "product class")

    def _dates(self, values: Mapping[str, Node]) -> tuple[str | None, str | None]:
        starts = self._file.date(values.get("from"), "from")
        until = self._file.date(values.get("until"), "until")
        if starts and until and until <= starts:
            self._file.reject(values["until"], "'until' must come after 'from'")
        return starts, until


def _url(file: YamlFile, node: Node | None) -> str:
    url = file.string(node, "url") or ""
    if node is not None and url and not url.startswith(("https://", "http://")):
        file.reject(node, f"url '{url}' must start with https://")
    return url
