"""From quarters to a year: results compared, places among peers, and the year-end figure."""

from inspector.appraise.comparison import STATES, WHY, Comparison, Issue, State, UnitChange, compare
from inspector.appraise.cycles import Round, rounds
from inspector.appraise.places import places
from inspector.appraise.year import Appraisal, QuarterValue, appraise

__all__ = [
    "STATES",
    "WHY",
    "Appraisal",
    "Comparison",
    "Issue",
    "QuarterValue",
    "Round",
    "State",
    "UnitChange",
    "appraise",
    "compare",
    "places",
    "rounds",
]
