"""A district's profile as data: sheets by unit type, grades, vetoes, column limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from inspector.model.column import ColumnKind
from inspector.model.words import Words


@dataclass(frozen=True, slots=True)
class TypeSheet:
    """What a type of unit is scored with: pack id to points inside the sheet; `outside` packs deduct below it, up to their cap.

    `apart` packs have a score of their own, from what is written here downwards; the unit's value knows nothing of it.
    """

    packs: Mapping[str, Decimal]
    outside: Mapping[str, Decimal]
    apart: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def all_packs(self) -> tuple[str, ...]:
        """Every pack judged for the type."""
        return (*self.packs, *self.outside, *self.apart)


@dataclass(frozen=True, slots=True)
class Grade:
    """A band: values from `least` upwards."""

    least: Decimal
    words: Words


@dataclass(frozen=True, slots=True)
class Veto:
    """What a confirmed veto does: the whole sheet `fail`s (the lowest grade), or the value is `cap`ped."""

    effect: Literal["fail", "cap"] = "fail"
    cap: Decimal = Decimal(59)
    rules: Mapping[str, Veto] = field(default_factory=dict)
    """Rules whose veto does something else."""

    def of(self, rule: str) -> Veto:
        """What the veto of that rule does."""
        return self.rules.get(rule, self)


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points above the sheet for a pack, only where the value without them exceeds `gate`."""

    pack: str
    max: Decimal
    gate: Decimal


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything a district may set without touching a rule."""

    id: str
    title: Words
    max: Decimal
    sheets: Mapping[str, TypeSheet]
    features: Mapping[str, tuple[str, ...]]
    grades: tuple[Grade, ...]
    veto: Veto
    not_applicable: Literal["rescale", "full"]
    """`rescale`: points of packs that do not apply are spread over the others; `full`: they count as earned."""
    columns: tuple[ColumnKind, ...]
    recurrence: tuple[Decimal, ...] = (Decimal(1),)
    """Factors of a deduction by how many quarters in a row the issue has failed; the last one goes on."""
    deadlines: Mapping[str, int] | None = None
    """Working days to put right, by severity."""
    bonus: tuple[Bonus, ...] = ()
    heirs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pack -> the packs that get its points where it does not apply; what has no heirs goes as `not_applicable` says."""
    report_due: Mapping[str, tuple[int, int]] | None = None
    """Month and day by which last year's report is due, by unit type; `default` for the others (Art. 49)."""

    def sheet(self, unit_type: str) -> TypeSheet:
        """The sheet of a unit type; an empty one where the profile has none."""
        return self.sheets.get(unit_type) or TypeSheet({}, {})

    def judged(self, unit_type: str) -> tuple[str, ...]:
        """Every pack judged for a unit type: its sheet's, and those that can earn a bonus."""
        packs = self.sheet(unit_type).all_packs
        return (*packs, *(bonus.pack for bonus in self.bonus if packs and bonus.pack not in packs))

    def grade(self, value: Decimal) -> Words:
        """The words of the band `value` falls into."""
        bands = sorted(self.grades, key=lambda grade: -grade.least)
        return next((grade.words for grade in bands if value >= grade.least), bands[-1].words)
