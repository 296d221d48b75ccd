"""Figures that a disclosure report publishes: items by channel, applications and what became of them, the months of the year.

Nothing here says that a figure is false: it says what adds up under which reading, by how much it does not, and where it is from.
"""

from inspector.statistics.applications import (
    Across,
    Origin,
    Report,
    across_units,
    identities,
    readings_of,
    reports_of,
)
from inspector.statistics.disclosed import CHANNELS, Disclosed, disclosed_of, sums_by_measure
from inspector.statistics.months import Month, YearOfMonths, months_of, year_of_months
from inspector.statistics.tables import KINDS, Table, read_table

__all__ = [
    "CHANNELS",
    "KINDS",
    "Across",
    "Disclosed",
    "Month",
    "Origin",
    "Report",
    "Table",
    "YearOfMonths",
    "across_units",
    "disclosed_of",
    "identities",
    "months_of",
    "read_table",
    "readings_of",
    "reports_of",
    "sums_by_measure",
    "year_of_months",
]
