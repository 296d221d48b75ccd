"""The unit registry: a table that a person keeps, read whole or refused with every fault in it."""

from inspector.registry.difference import Change, Difference, difference, merged
from inspector.registry.read import read
from inspector.registry.rows import COLUMNS, rows_of, units_of
from inspector.registry.write import write

__all__ = ["COLUMNS", "Change", "Difference", "difference", "merged", "read", "rows_of", "units_of", "write"]
