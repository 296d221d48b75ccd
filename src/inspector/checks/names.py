"""Names that parameters take from a profile, marked so that `rules lint` can tell one that no profile knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class NameOf:
    """What a string names."""

    what: Literal["column kind", "feature"]


ColumnKindId = Annotated[str, NameOf("column kind")]
"""The id of a kind of column, as a profile lists them."""
Feature = Annotated[str, NameOf("feature")]
"""What a unit does, as a profile or the registry says."""


def named(params: BaseModel) -> Iterator[tuple[list[str | int], str, str]]:
    """Every name in the parameters of a check: where it stands in them, what it names, and the name."""
    for key, field in type(params).model_fields.items():
        marks = [mark for mark in field.metadata if isinstance(mark, NameOf)]
        annotation = Annotated[str, marks[0]] if marks else field.annotation
        yield from _inside([key], annotation, getattr(params, key))


def _inside(path: list[str | int], annotation: Any, value: Any) -> Iterator[tuple[list[str | int], str, str]]:
    if isinstance(value, str):
        for mark in get_args(annotation)[1:] if get_origin(annotation) is Annotated else ():
            if isinstance(mark, NameOf):
                yield path, mark.what, value
    elif isinstance(value, BaseModel):
        yield from ((path + more, what, name) for more, what, name in named(value))
    elif isinstance(value, Mapping):
        of_key, of_value = (*get_args(annotation), None, None)[:2]
        for key, one in value.items():
            yield from _inside([*path, key], of_key, key)
            yield from _inside([*path, key], of_value, one)
    elif isinstance(value, tuple | list):
        for n, one in enumerate(value):
            yield from _inside([*path, n], (*get_args(annotation), None)[0], one)
