"""What a reader found on one document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from inspector.facts.document import Document

Value: TypeAlias = str | int | float | bool | None
Json: TypeAlias = Value | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with the words it was read from. `notes` are a fact's own extras, e.g. `accepts`, `declared_none`, `well_formed`."""

    value: Value
    quote: str = ""
    locator: str = ""
    notes: Mapping[str, Value] = field(default_factory=dict)

    def json(self) -> Json:
        """`{"value", "quote", "locator", ...notes}`."""
        return {"value": self.value, "quote": self.quote, "locator": self.locator, **self.notes}


Found: TypeAlias = "Fact | tuple[Fact, ...] | Json"
Facts: TypeAlias = Mapping[str, Found]
"""Named facts: a Fact, several, or plain data (items, tables); None where absent."""


class WhenAsked(Facts):
    """Facts that are made one by one, each when somebody first asks for it: of most pages rules ask for a few of them."""

    def __init__(self, **makers: Callable[[], Found]) -> None:
        self._makers = makers
        self._made: dict[str, Found] = {}

    def __getitem__(self, name: str) -> Found:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def get(self, name: str, default: Any = None) -> Any:
        """As every mapping's; a KeyError of our own while a fact is made does not pass for its absence."""
        return self[name] if name in self._makers else default

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of one kind of page."""

    kind: str
    document: Document
    facts: Facts

    def one(self, name: str) -> Fact | None:
        """The fact, the first of several, or None."""
        value = self.facts.get(name)
        if isinstance(value, tuple):
            return value[0] if value else None
        return value if isinstance(value, Fact) else None

    def many(self, name: str) -> tuple[Fact, ...]:
        """All facts of that name; empty where absent."""
        value = self.facts.get(name)
        if isinstance(value, tuple):
            return value
        return (value,) if isinstance(value, Fact) else ()

    def data(self, name: str) -> Json:
        """Plain data of that name (items, tables); None where absent."""
        value = self.facts.get(name)
        return None if isinstance(value, Fact | tuple) else value

    def json(self) -> dict[str, Json]:
        """The object that `inspector extract --json` prints."""
        return {
            "kind": self.kind,
            "url": self.document.url,
            "charset": self.document.charset,
            "title": self.document.title,
            "facts": {name: _json(value) for name, value in self.facts.items()},
        }


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader announces itself as module constant `READER`; `read` is pure."""

    kind: str
    read: Callable[[Document], Facts]


def _json(value: Found) -> Json:
    if isinstance(value, Fact):
        return value.json()
    if isinstance(value, tuple):
        return [fact.json() for fact in value]
    return value
