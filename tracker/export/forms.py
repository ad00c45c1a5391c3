"""Records as JSON and back, exactly: each an object by name of field, without the fields that have their default.

A form is read strictly: each field has its type, none is unknown, and none that has no default is missing, so that
nothing which another program wrote is lost in silence. Bytes are in base 64 (RFC 4648), a quantity is the text that the
store keeps ("20 20 soldier"), since JSON knows no infinite number.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from tracker.records import Quantity

Record = TypeVar("Record")
Form = dict[str, Any]

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # a lone surrogate, which UTF-8 has no bytes for
_LARGEST = 2**53  # beyond which JSON numbers are not exact in other programs (RFC 8259, section 6)


class FormError(ValueError):
    """A form that is no record: `where` it is wrong ("statements[3].cue"), and what is wrong there."""

    def __init__(self, where: str, what: str) -> None:
        """Take the place and a phrase for a person to read."""
        super().__init__(f"{where} {what}" if where else what)


def line_of(form: Mapping[str, object]) -> bytes:
    """Return a form as one line of JSON in UTF-8, the same for equal forms, with its end of line."""
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    text = _HALF_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"{text}\n".encode()


def form_of(record: object) -> Any:  # noqa: ANN401 - whatever JSON has
    """Return the form of a record, or of any value that a record has."""
    if isinstance(record, Quantity):
        return str(record)
    if is_dataclass(record):
        values = ((field.name, getattr(record, field.name), field.default) for field in fields(record))
        return {name: form_of(value) for name, value, default in values if default is MISSING or value != default}
    if isinstance(record, tuple):
        return [form_of(item) for item in record]
    if isinstance(record, Mapping):
        return {name: form_of(value) for name, value in record.items()}
    return base64.b64encode(record).decode("ascii") if isinstance(record, bytes) else record


def record_of(cls: type[Record], form: object, where: str = "") -> Record:
    """Return the record of a class that a form describes; FormError where it is no form of one."""
    field_type: Any = cls
    record: Record = _reader(field_type)(form, where)
    return record


# -- a reader for each type of a field ----------------------------------------------------------------------------

_Reader = Callable[[object, str], Any]


@cache
def _reader(field_type: Any) -> _Reader:  # noqa: ANN401 - any type
    """Return the function that reads a form, which stands at `where`, as a value of a type."""
    origin, parts = get_origin(field_type), get_args(field_type)
    if field_type in _READERS:
        return _READERS[field_type]
    if origin is Literal:
        return _literal_of(parts)
    if origin in (Union, types.UnionType):
        return _optional(_reader(next(part for part in parts if part is not types.NoneType)))
    if origin is tuple:
        return _tuple_of(_reader(parts[0])) if parts[-1] is Ellipsis else _fixed_tuple(tuple(map(_reader, parts)))
    if origin in (Mapping, dict):
        return _mapping_of(_reader(parts[1]))
    return _record_reader(field_type)


def _record_reader(cls: type) -> _Reader:
    hints, record_fields = get_type_hints(cls), fields(cls)
    readers = {field.name: _reader(hints[field.name]) for field in record_fields}
    required = [field.name for field in record_fields if field.default is MISSING]

    def read(form: object, where: str) -> object:
        values = _object(form, where)
        if unknown := sorted(values.keys() - readers.keys()):
            raise FormError(where, f"has {unknown[0]!r}, which is not known: a newer tracker may know it")
        if missing := [name for name in required if name not in values]:
            raise FormError(where, f"has no {missing[0]!r}")
        return cls(**{name: readers[name](value, _below(where, name)) for name, value in values.items()})

    return read


def _tuple_of(read_item: _Reader) -> _Reader:
    return lambda form, where: tuple(read_item(item, place) for item, place in _items(form, where))


def _fixed_tuple(readers: tuple[_Reader, ...]) -> _Reader:
    def read(form: object, where: str) -> tuple[Any, ...]:
        items = list(_items(form, where))
        if len(items) != len(readers):
            raise FormError(where, f"has {len(items)} parts, not {len(readers)}")
        return tuple(read_item(item, place) for read_item, (item, place) in zip(readers, items, strict=True))

    return read


def _mapping_of(read_value: _Reader) -> _Reader:
    return lambda form, where: {
        _text(name, where): read_value(value, _below(where, name)) for name, value in _object(form, where).items()
    }


def _optional(read_value: _Reader) -> _Reader:
    return lambda form, where: None if form is None else read_value(form, where)


def _literal_of(values: tuple[object, ...]) -> _Reader:
    def read(form: object, where: str) -> object:
        if not isinstance(form, str) or form not in values:
            raise FormError(where, f"is none of {', '.join(map(str, values))}")
        return form

    return read


def _object(form: object, where: str) -> Form:
    if not isinstance(form, dict):
        raise FormError(where, "is no object")
    return form


def _items(form: object, where: str) -> Iterator[tuple[object, str]]:
    if not isinstance(form, list):
        raise FormError(where, "is no list")
    return ((item, f"{where}[{n}]") for n, item in enumerate(form))


def _below(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _text(form: object, where: str) -> str:
    if not isinstance(form, str):
        raise FormError(where, "is no text")
    return form


def _bool(form: object, where: str) -> bool:
    if not isinstance(form, bool):
        raise FormError(where, "is neither true nor false")
    return form


def _int(form: object, where: str) -> int:
    if not isinstance(form, int) or isinstance(form, bool) or abs(form) > _LARGEST:
        raise FormError(where, "is no whole number that can be kept")
    return form


def _float(form: object, where: str) -> float:
    if not isinstance(form, int | float) or isinstance(form, bool) or not abs(form) <= _LARGEST:
        raise FormError(where, "is no number that can be kept")
    return float(form)


def _bytes(form: object, where: str) -> bytes:
    try:
        return base64.b64decode(_text(form, where), validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormError(where, "is not in base 64") from error


def _quantity(form: object, where: str) -> Quantity:
    try:
        quantity = Quantity.parse(_text(form, where))
    except ValueError as error:
        raise FormError(where, "is no quantity, as “20 20 soldier” is") from error
    if math.isnan(quantity.low) or math.isnan(quantity.high):
        raise FormError(where, "is no quantity: it has no number")
    return quantity


_READERS: dict[Any, _Reader] = {
    str: _text, bool: _bool, int: _int, float: _float, bytes: _bytes, Quantity: _quantity,
}  # fmt: skip
