"""Passwords of the office's own mail servers: from the environment and nowhere else."""

from __future__ import annotations

import os

from inspector.errors import SettingsError

SMTP, IMAP = "INSPECTOR_MAIL_SMTP_PASSWORD", "INSPECTOR_MAIL_IMAP_PASSWORD"


def password(name: str, needed: bool) -> str:
    """The secret called `name`. Raises SettingsError where it is needed and not set."""
    found = os.environ.get(name, "")
    if needed and not found:
        raise SettingsError(f"{name} is not set", remedy="Passwords come from the environment, never from config.toml.")
    return found
