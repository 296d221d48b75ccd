"""Kinds of columns a district names in its profile: how they are recognised and how old their newest item may be."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.model.words import Words


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """`names` are words of a column's title (any of them, after NFKC); `limit_days` is the age its newest item may reach.

    `group` says which rule speaks of it: `dynamic`, `notice`, `other` for timeliness; `days` None: no limit of its own.
    `items` makes the survey open the items themselves (documents, interpretations, consultations); those that may list people are opened in
    every column. `confirm`: such a column need not
    change (what a unit is, who leads it), so that its age is only proposed to a person.
    """

    id: str
    title: Words
    names: tuple[str, ...]
    group: str = "other"
    limit_days: int | None = None
    limit_months: int | None = None
    items: bool = False
    confirm: bool = False

    def __hash__(self) -> int:
        """Of the id alone: tuples of kinds are looked up by the thousand."""
        return hash(self.id)
