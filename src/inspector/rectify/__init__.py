"""Findings to what has to be put right, and by when."""

from inspector.rectify.deadlines import due_dates

__all__ = ["due_dates"]
