"""How a file is read, as what the ``json`` module writes, and back."""

import dataclasses
import types
import typing
from enum import Enum

from em_desktop.files.source import ReadOptions


def encoded_options(options: ReadOptions) -> dict[str, object]:
    """Return what a person said of how a file is read; what nobody said is left out."""
    default = ReadOptions()
    return {
        field.name: _plain(getattr(options, field.name))
        for field in dataclasses.fields(options)
        if getattr(options, field.name) != getattr(default, field.name)
    }


def decoded_options(content: object) -> ReadOptions:
    """Return how a file is read.

    Raises:
        ValueError: the values say nothing of the kind.
    """
    return typing.cast("ReadOptions", _built(ReadOptions, content))


def _plain(value: object) -> object:
    """Return a frozen value as dictionaries, lists and what they hold."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _built(kind: object, content: object) -> object:
    """Return a value of a type; the reverse of ``_plain``."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        if not isinstance(content, dict) or not set(content) <= set(hints):
            raise ValueError("other choices than this program knows")
        try:
            return kind(**{name: _built(hints[name], part) for name, part in content.items()})
        except TypeError as error:
            raise ValueError("a choice is missing") from error
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), content)
    if typing.get_origin(kind) is tuple:
        if not isinstance(content, list):
            raise ValueError("a list was expected")
        part, *rest = typing.get_args(kind)
        kinds = [part] * len(content) if rest == [...] else [part, *rest]
        return tuple(_built(each, value) for each, value in zip(kinds, content, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(content)
    if kind is types.NoneType:
        kind = type(None)
    if not isinstance(kind, type) or type(content) is not kind:
        raise ValueError("a choice of another kind was expected")
    return content


def _one_of(kinds: tuple[object, ...], content: object) -> object:
    for kind in kinds:
        try:
            return _built(kind, content)
        except ValueError:
            continue
    raise ValueError("a choice of another kind was expected")
