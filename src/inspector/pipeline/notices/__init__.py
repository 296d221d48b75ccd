"""Notices to the office and, where config.toml says so, to units: reminders of deadlines, and what became of runs.

Each notice is written down before it leaves and goes out at most once to each recipient, whatever happens to the process.
"""

from inspector.pipeline.notices.notice import Notice, news, reminders
from inspector.pipeline.notices.sending import Sent, send

__all__ = ["Notice", "Sent", "news", "reminders", "send"]
