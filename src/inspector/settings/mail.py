"""Tables on mail: the servers, test mails to channels, and who is told what."""

from __future__ import annotations

from datetime import time
from typing import Literal

from pydantic import Field

from inspector.settings.kinds import Hour, Section, Text


class Mail(Section):
    """Servers for authorised channel probes and notices.

    Passwords are never here: they come from INSPECTOR_MAIL_SMTP_PASSWORD and INSPECTOR_MAIL_IMAP_PASSWORD.
    """

    sender: str = ""
    smtp_host: str = ""
    smtp_port: int = Field(default=465, ge=1, le=65535)
    smtp_tls: Literal["implicit", "starttls", "none"] = "implicit"
    smtp_user: str = ""
    imap_host: str = ""
    imap_port: int = Field(default=993, ge=1, le=65535)
    imap_tls: Literal["implicit", "starttls", "none"] = "implicit"
    imap_user: str = ""
    imap_folder: str = "INBOX"
    sent_folder: str = ""
    sender_name: Text = ""
    plus_addressing: bool = False


class Channels(Section):
    """How test mails and looks at channels are made; caps are of the whole district, times in seconds.

    Nothing is sent without a unit's consent on record, whatever stands here.
    """

    office: Text = ""
    contact: Text = ""
    template: str = "templates/channel_probe.txt"
    per_hour: int = Field(default=20, ge=0, le=1000)
    per_day: int = Field(default=100, ge=0, le=10_000)
    human_days: int = Field(default=2, ge=1, le=20)
    settle_s: float = Field(default=600, ge=0)
    mx_port: int = Field(default=25, ge=1, le=65535)
    timeout_s: float = Field(default=30, gt=0, le=600)
    visits: bool = True
    visits_a_day: int = Field(default=24, ge=20, le=96)
    visit_days: int = Field(default=7, ge=1, le=31)


class Notices(Section):
    """Who is told of deadlines and runs: nobody, unless it stands here. A webhook's address is INSPECTOR_WEBHOOK_URL."""

    office: tuple[str, ...] = Field(default=(), strict=False)
    units: bool = False
    contacts: str = "contacts.csv"
    webhook: bool = False
    at: Hour = time(8, 30)

    @property
    def wanted(self) -> bool:
        """Whether anybody is to be told anything."""
        return bool(self.office) or self.units or self.webhook
