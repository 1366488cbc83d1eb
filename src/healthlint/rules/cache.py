"""Keep a validated ruleset outside the source tree, and have it back in a moment.

A file of the cache is good for one version of the package and of Python, and for rule
files of the same names, sizes and times of change. Whatever is wrong with it, or with
the folder, means no more than reading the rules again.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from zlib import compress, crc32, decompress

from healthlint import __version__
from healthlint.annotators.levels import UpperLevel
from healthlint.caches import cache_folder, keep
from healthlint.lexicon import LexiconData, Lexicons
from healthlint.phrases import pack
from healthlint.rule import Example, Rule, Selector
from healthlint.rules.market import Entry, LegalSource, Market, Permitted, Requirement
from healthlint.rules.ruleset import Law, Ruleset
from healthlint.rules.unpacking import Unpacked, UnpackedList, Words, packed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from healthlint.rules.loader import Folder

_MODULES: Final = (
    "document.py",
    "folding.py",
    "inflection.py",
    "lexicon.py",
    "phrase_compiler.py",
    "phrase_matcher.py",
    "phrase_syntax.py",
    "phrases.py",
    "rule.py",
)
_MODULES_HERE: Final = (
    "assembly.py",
    "cache.py",
    "example_schema.py",
    "index.py",
    "lexicons.py",
    "market.py",
    "markets.py",
    "nodes.py",
    "schema.py",
    "unpacking.py",
    "wording.py",
)
_PREFIX: Final = "ruleset-"
MOST: Final = 30  # rulesets, of some megabytes each
_MAGIC: Final = b"healthlint rules\n"
_FIND: Final = Rule._fields.index("find")
_FLAG: Final = Rule._fields.index("examples_flag")
_PASS: Final = Rule._fields.index("examples_pass")


def load(folders: Sequence[Folder]) -> Ruleset | None:
    """Return what was kept for these files; None on any defect."""
    try:
        with open(_path(folders), "rb") as file:
            data = file.read()
        body = _body(data, _key(folders))
        return None if body is None else _loaded(body)
    except (OSError, EOFError, ValueError, TypeError, LookupError, AttributeError):
        return None


def save(folders: Sequence[Folder], ruleset: Ruleset) -> None:
    """Keep a ruleset; where that cannot be done, nothing happens."""
    body = marshal.dumps(_plain(ruleset))
    try:
        head = _key(folders)
    except OSError:  # a module of ours cannot be looked at
        return
    checks = crc32(body).to_bytes(4, "big") + len(head).to_bytes(4, "big")
    keep(_path(folders), _MAGIC + checks + head + body, most=MOST, prefix=_PREFIX)


def _path(folders: Sequence[Folder]) -> str:
    names = "\n".join(os.path.abspath(each.path) for each in folders)
    number = crc32(names.encode("utf-8", "surrogateescape"))
    return os.path.join(cache_folder(), f"{_PREFIX}{number:08x}.bin")


def _key(folders: Sequence[Folder]) -> bytes:
    files = [
        (os.path.abspath(each.path), [tuple(stamp) for stamp in each.stamps])
        for each in folders
    ]
    return marshal.dumps((_code(), __version__, sys.version, files))


def _code() -> list[tuple[int, int]]:
    """Return the stamps of our own modules: what they make of rules may change."""
    here = os.path.dirname(os.path.abspath(__file__))
    stats = [
        os.stat(os.path.join(folder, name))
        for folder, names in ((here, _MODULES_HERE), (os.path.dirname(here), _MODULES))
        for name in names
    ]
    return [(each.st_size, each.st_mtime_ns) for each in stats]


def _body(data: bytes, key: bytes) -> memoryview | None:
    """Return what stands behind the head, if the head and the sum are right."""
    start = len(_MAGIC) + 8
    checksum = int.from_bytes(data[start - 8 : start - 4], "big")
    length = int.from_bytes(data[start - 4 : start], "big")
    body = memoryview(data)[start + length :]
    good = (
        data.startswith(_MAGIC)
        and data[start : start + length] == key
        and crc32(body) == checksum
    )
    return body if good else None


def _loaded(body: memoryview) -> Ruleset:
    """Read plain data without the collector running over it again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        return _ruleset(marshal.loads(body))  # noqa: S302 - the sum was right
    finally:
        if running:
            gc.enable()


def _plain(ruleset: Ruleset) -> tuple[Any, ...]:
    """Turn everything into what marshal knows: it refuses named tuples."""
    data = ruleset.lexicons.data
    return (
        tuple(map(_plain_rule, ruleset.rules)),
        tuple(data._replace(words={})),
        packed_words(data.words),
        {each.name: _shut(each, ruleset) for each in ruleset.markets.values()},
        {each.name: _shut(each, ruleset) for each in ruleset.channels.values()},
        tuple(map(tuple, ruleset.sources.values())),
        ruleset.index,
        _packed(ruleset, _phrases(ruleset.rules)),
        ruleset.version,
    )


def _shut(market: Market, ruleset: Ruleset) -> bytes:
    """Return a market and its phrases, which are much alike, in few bytes."""
    packed = _packed(ruleset, _phrases_of_market(market))
    return compress(marshal.dumps((_plain_market(market), packed)))


def _packed(ruleset: Ruleset, texts: Iterable[str]) -> dict[str, bytes]:
    return {text: pack(ruleset.phrase(text)) for text in sorted(set(texts))}


def _phrases(rules: Iterable[Rule]) -> Iterator[str]:
    from healthlint.checks import whole  # a cache that is good needs none

    for rule in rules:
        yield from (item for item in rule.find if isinstance(item, str))
        yield from whole.phrases(rule)


def _phrases_of_market(market: Market) -> Iterator[str]:
    yield from (each.phrase for each in market.permitted)
    yield from (each.of for each in market.permitted if each.of)
    for required in market.require:
        yield from (*required.statement, *required.when)


def _ruleset(plain: tuple[Any, ...]) -> Ruleset:
    rules, lexicons, words, markets, channels, sources, index, packed, version = plain
    law = Law(
        Unpacked(markets, partial(_opened, packed)),
        Unpacked(channels, partial(_opened, packed)),
        {each[0]: LegalSource._make(each) for each in sources},
    )
    ruleset = Ruleset(
        tuple(map(_rule, rules)),
        Lexicons(LexiconData._make(lexicons)._replace(words=Words(words))),
        law,
        packed=packed,
        version=version,
    )
    ruleset.index = index
    return ruleset


def _opened(phrases: dict[str, bytes], shut: bytes) -> Market:
    """Return a market that `_shut` was given, and add its phrases to the others."""
    plain, packed = marshal.loads(decompress(shut))  # noqa: S302 - from `_shut`
    phrases.update(packed)
    return _market(plain)


def _plain_rule(rule: Rule) -> tuple[Any, ...]:
    fields: list[Any] = list(rule)
    fields[_FIND] = tuple(
        each if isinstance(each, str) else tuple(each) for each in rule.find
    )
    for field in (_FLAG, _PASS):
        fields[field] = marshal.dumps(tuple(map(tuple, fields[field])))
    return tuple(fields)


def _rule(plain: tuple[Any, ...]) -> Rule:
    fields: list[Any] = list(plain)
    fields[_FIND] = tuple(
        each if isinstance(each, str) else Selector._make(each) for each in plain[_FIND]
    )
    for field in (_FLAG, _PASS):
        fields[field] = UnpackedList(plain[field], _examples)
    return Rule._make(fields)


def _examples(packed: bytes) -> tuple[Example, ...]:
    return tuple(map(Example._make, marshal.loads(packed)))  # noqa: S302 - `_plain_rule`


def _plain_market(market: Market) -> tuple[Any, ...]:
    return (
        market.name,
        market.title,
        market.checked,
        {rule: tuple(map(tuple, each)) for rule, each in market.basis.items()},
        tuple(map(tuple, market.permitted)),
        tuple(map(tuple, market.require)),
        tuple(map(tuple, market.levels)),
    )


def _market(plain: tuple[Any, ...]) -> Market:
    name, title, checked, basis, permitted, require, levels = plain
    return Market(
        name,
        title,
        checked,
        {rule: tuple(map(Entry._make, entries)) for rule, entries in basis.items()},
        tuple(map(Permitted._make, permitted)),
        tuple(map(Requirement._make, require)),
        tuple(map(UpperLevel._make, levels)),
    )
