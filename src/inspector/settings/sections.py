"""All of config.toml, a frozen model for each of its tables; what stands there is what a missing key means."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from inspector.settings.kinds import QuarterId, Section
from inspector.settings.looking import Canaries, Confirm, Crawl, Engine
from inspector.settings.mail import Channels, Mail, Notices
from inspector.settings.places import Backup, District, Log, Registry, Report, Retention, Rules, Store, Timestamp
from inspector.settings.year import Appraisal, Orders, Schedule, Window


class Tables(Section):
    """All of config.toml."""

    district: District = District()
    registry: Registry = Registry()
    rules: Rules = Rules()
    store: Store = Store()
    retention: Retention = Retention()
    timestamp: Timestamp = Timestamp()
    crawl: Crawl = Crawl()
    canaries: Canaries = Canaries()
    confirm: Confirm = Confirm()
    quarters: dict[QuarterId, Window] = Field(default_factory=dict)
    engine: Engine = Engine()
    report: Report = Report()
    mail: Mail = Mail()
    channels: Channels = Channels()
    schedule: Schedule = Schedule()
    notices: Notices = Notices()
    backup: Backup = Backup()
    log: Log = Log()
    orders: Orders = Orders()
    appraisal: Appraisal = Appraisal()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        spans = sorted((window.start, window.end, id) for id, window in self.quarters.items())
        for (_, end, one), (start, _, other) in pairwise(spans):
            if start <= end:
                raise ValueError(f"the windows of {one} and {other} overlap")
        return self


class Settings(Tables):
    """All of config.toml. `workspace` is the folder that relative paths count from."""

    workspace: Path = Path()

    def path(self, relative: str) -> Path:
        """A path of config.toml, resolved against the workspace."""
        return self.workspace / relative

    @property
    def registry_file(self) -> Path:
        """The unit registry."""
        return self.path(self.registry.file)

    @property
    def rules_path(self) -> Path:
        """The folder of rules."""
        return self.path(self.rules.path)
