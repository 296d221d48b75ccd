"""Tables that say where something lies, and for how long it is kept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from inspector.settings.kinds import Database, Hosts, Section, Text, Zone


class District(Section):
    """The district that inspects. Empty `allowed_hosts` mean the hosts of the registry and `*.gov.cn`, any port."""

    name: str = ""
    timezone: Zone = "Asia/Shanghai"
    allowed_hosts: Hosts = ()


class Registry(Section):
    """Where the unit registry lies."""

    file: str = "units.csv"


class Rules(Section):
    """Where the rules lie, and the profile that weighs them."""

    path: str = "rules"
    profile: str = "beijing-district"


class Store(Section):
    """Where results and evidence are kept. `database` is any SQLAlchemy URL."""

    database: Database = "sqlite:///data/inspector.db"
    evidence: str = "data/evidence"


Years = Annotated[float, Field(gt=0, le=100)]


class Retention(Section):
    """How many years each class of evidence is kept after its run was sealed; a class that is not named is never deleted.

    `hold` are runs, quarters, or codes of units of which nothing is deleted whatever its age. Runs that an open order or an
    undecided appeal rests on are held by themselves.
    """

    pages: Years | None = None
    files: Years | None = None
    links: Years | None = None
    names: Years | None = None
    pictures: Years | None = None
    hold: tuple[Text, ...] = Field(default=(), strict=False)


class Timestamp(Section):
    """A time-stamping authority (RFC 3161) that confirms when a run was sealed. `roots` is a PEM file of its certificates."""

    url: Text = ""
    roots: str = ""


class Report(Section):
    """Where reports go and in which languages, the first being the main one."""

    languages: tuple[Literal["zh", "en"], ...] = Field(default=("zh", "en"), min_length=1, strict=False)
    path: str = "reports"


class Backup(Section):
    """Where backups go, best on another disk, and how many are kept."""

    path: str = "data/backup"
    keep: int = Field(default=8, ge=1, le=1000)


class Log(Section):
    """The structured log, one JSON object a line; an empty `file` keeps none."""

    file: str = "data/log/inspector.jsonl"
    level: Literal["debug", "info", "warning", "error"] = "info"
