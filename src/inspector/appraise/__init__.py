"""From quarters to a year: results compared, places among peers, and the year-end figure."""

from inspector.appraise.comparison import STATES, WHY, Comparison, Issue, State, UnitChange, changes, compare
from inspector.appraise.cycles import Round, rounds
from inspector.appraise.formula import Formula, read_formula
from inspector.appraise.places import places
from inspector.appraise.record import Assessed, Gap, Objection, QuarterScore, Record, Recurrence, UnitYear, YearLine
from inspector.appraise.year import appraise, cents, median

__all__ = [
    "STATES",
    "WHY",
    "Assessed",
    "Comparison",
    "Formula",
    "Gap",
    "Issue",
    "Objection",
    "QuarterScore",
    "Record",
    "Recurrence",
    "Round",
    "State",
    "UnitChange",
    "UnitYear",
    "YearLine",
    "appraise",
    "cents",
    "changes",
    "compare",
    "median",
    "places",
    "read_formula",
    "rounds",
]
