"""When: the ledger says what is due, the scheduler only wakes it.

A duty is one file in `schedule/duties/`: what is due when, and what doing it means. What was begun, done or failed are events of
the stream `duty`; nothing is remembered anywhere else, so a killed, moved or late scheduler goes on where the ledger stands.
"""

from inspector.schedule.duty import Due, Duty, Outlook
from inspector.schedule.ledger import outlook
from inspector.schedule.wake import wake
from inspector.schedule.work import catch_up, planned

__all__ = ["Due", "Duty", "Outlook", "catch_up", "outlook", "planned", "wake"]
