"""A registry file as units."""

from __future__ import annotations

from pathlib import Path

from inspector.model.unit import Unit
from inspector.registry.rows import units_of
from inspector.registry.table import table


def read(path: Path) -> tuple[Unit, ...]:
    """The units of a CSV (UTF-8 or GB18030) or XLSX file, in its order; a RegistryError names every fault at once."""
    return units_of(table(path), str(path))
