"""Named tuples that cost little to define: a start of the command defines a hundred.

To type checkers, and in use, `NamedTuple` is that of `typing`. It differs in how a
class is made: `typing` compiles each annotation, and `collections` each signature; here
a signature is one that was compiled for as many fields, and annotations stay text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import CodeType
    from typing import NamedTuple
else:
    from functools import cache
    from operator import itemgetter
    from sys import intern
    from types import FunctionType

    try:
        from _collections import _tuplegetter as _field
    except ImportError:  # another Python

        def _field(at: int, doc: str | None) -> property:
            return property(itemgetter(at), doc=doc)

    @cache
    def _signature(count: int) -> CodeType:
        """Compile a constructor for so many fields."""
        names = [f"field{number}" for number in range(count)]
        given = ", ".join(("_cls", *names))
        values = "".join(f"{name}, " for name in names)
        space: dict[str, Any] = {}
        exec(f"def __new__({given}): return _new(_cls, ({values}))", space)  # noqa: S102
        return space["__new__"].__code__

    def _constructor(
        fields: tuple[str, ...], defaults: Iterable[object]
    ) -> FunctionType:
        code = _signature(len(fields)).replace(co_varnames=("_cls", *fields))
        known = {"_new": tuple.__new__, "__builtins__": {}}
        return FunctionType(code, known, "__new__", tuple(defaults))

    class _Record(tuple):
        """What all named tuples have."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()
        _field_defaults: Mapping[str, object] = {}

        @classmethod
        def _make(cls, iterable: Iterable[object]) -> _Record:
            made = tuple.__new__(cls, iterable)
            if len(made) != len(cls._fields):
                raise TypeError(f"{len(cls._fields)} values expected, got {len(made)}")
            return made

        def _replace(self, /, **changes: object) -> _Record:
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"unknown fields: {', '.join(changes)}")
            return made

        def _asdict(self) -> dict[str, object]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            told = (f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({', '.join(told)})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

    class _Maker(type):
        """Turns the body of a class into a class of tuples."""

        def __new__(cls, name: str, bases: object, space: dict[str, Any]) -> type:
            del bases
            fields = tuple(map(intern, space.get("__annotations__", {})))
            defaults = {field: space[field] for field in fields if field in space}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError("a field without a default follows one that has one")
            getters = {field: _field(at, None) for at, field in enumerate(fields)}
            made = {
                **space,
                **getters,
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
                "__new__": _constructor(fields, defaults.values()),
            }
            return type(name, (_Record,), made)

    class _Base:
        """Stands for `NamedTuple` among the bases of a class."""

        def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
            return (_START,)

    _START = type.__new__(_Maker, "NamedTuple", (), {})
    NamedTuple = _Base()
