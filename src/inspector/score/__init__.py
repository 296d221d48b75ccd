"""Findings and human rulings to a unit's score: value, floor, coverage and a ledger that adds up."""

from inspector.score.rulings import in_force, ruled
from inspector.score.unit import is_bonus, score

__all__ = ["in_force", "is_bonus", "ruled", "score"]
