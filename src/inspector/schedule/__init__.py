"""When: the ledger of runs says what is due, the scheduler only wakes it."""

from inspector.schedule.due import Due, due, planned
from inspector.schedule.wake import wake

__all__ = ["Due", "due", "planned", "wake"]
