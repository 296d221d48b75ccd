"""One frozen model for each table of config.toml; what stands here is what a missing key means."""

from __future__ import annotations

from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from inspector.settings.kinds import Addresses, Day, Hosts, Hour, Networks, QuarterId, Section, Text, Zone


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

    database: str = "sqlite:///data/inspector.db"
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


class Night(Section):
    """The hours in which pages may be fetched, in the district's time zone; `start` later than `end` spans midnight."""

    start: Hour
    end: Hour


class Crawl(Section):
    """How politely, how long and how far pages are fetched; times in seconds, `max_bytes` of one page.

    Told to stop (SIGTERM), a run has `finish_s` for the host groups in hand; after that only the units in hand are finished.
    """

    user_agent: Text = "InspectorBot/0.1"
    contact: Text = ""
    concurrency: int = Field(default=16, ge=1, le=512)
    per_host: int = Field(default=1, ge=1, le=8)
    delay_s: float = Field(default=1.0, ge=0)
    timeout_s: float = Field(default=15, gt=0)
    max_pages_per_unit: int = Field(default=120, ge=1)
    max_bytes: int = Field(default=20_000_000, ge=1000)
    retries: int = Field(default=2, ge=0, le=10)
    allow_networks: Networks = ()
    respect_robots: bool = True
    conditional: bool = True
    nameservers: Addresses = ()
    browser: bool = True
    chromium: Text = ""
    night: Night | None = None
    finish_s: float = Field(default=600, ge=0)


class Canaries(Section):
    """Addresses that tell whether our own network works; where none is named, the portal's and those of the busiest hosts.

    They are looked at before and after a run and every `every_s` seconds. A run in which the share of looks without an
    answer lies `most_jump` above that of the quarter before is quarantined like one whose canaries are silent.
    """

    urls: tuple[Text, ...] = Field(default=(), strict=False)
    every_s: float = Field(default=300, gt=0)
    most_jump: float = Field(default=0.15, gt=0, le=1)


class Confirm(Section):
    """A failed fetch is looked at `attempts` times, `after_s` seconds apart, before it may cost points; 0 = at once."""

    attempts: int = Field(default=2, ge=1, le=20)
    after_s: float = Field(default=21600, ge=0)


class Window(Section):
    """A quarter's own days, all inclusive; `freeze` and `rectify_by` follow from `end` where they are left out."""

    start: Day
    end: Day
    freeze: Day | None = None
    rectify_by: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("its end lies before its start")
        if self.freeze and not self.start <= self.freeze <= self.end:
            raise ValueError("its freeze does not lie between start and end")
        if self.rectify_by and self.rectify_by < self.end:
            raise ValueError("its rectify_by lies before its end")
        return self


class Engine(Section):
    """What runs the host groups; `address` is a Dask scheduler's."""

    kind: Literal["local", "dask"] = "local"
    address: str = ""


class Report(Section):
    """Where reports go and in which languages, the first being the main one."""

    languages: tuple[Literal["zh", "en"], ...] = Field(default=("zh", "en"), min_length=1, strict=False)
    path: str = "reports"


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


_DUTIES = (
    "run",
    "second_look",
    "recheck",
    "chase",
    "news",
    "reports",
    "retention",
    "backup",
    "campaign",
    "inbox",
    "visits",
)


class Schedule(Section):
    """What the scheduler keeps, and when; days are counted in the district's time zone, work begins at the hour `at`."""

    duties: tuple[str, ...] = Field(default=_DUTIES, strict=False)
    start_days_before_freeze: int = Field(default=14, ge=0, le=80)
    at: Hour = time(1, 0)
    poll_s: float = Field(default=600, ge=1)
    reports_every_days: int = Field(default=7, ge=1, le=92)
    backup_every_days: int = Field(default=7, ge=1, le=92)


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


class Backup(Section):
    """Where backups go, best on another disk, and how many are kept."""

    path: str = "data/backup"
    keep: int = Field(default=8, ge=1, le=1000)


class Log(Section):
    """The structured log, one JSON object a line; an empty `file` keeps none."""

    file: str = "data/log/inspector.jsonl"
    level: Literal["debug", "info", "warning", "error"] = "info"


def _number(pattern: str) -> str:
    try:
        one, two = (pattern.format(year="2026", quarter="4", n=n) for n in (1, 2))
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError(
            f"'{pattern}' is not a number pattern; it may hold {{year}}, {{quarter}} and {{n:03d}}"
        ) from None
    if one == two or "{year}" not in pattern or "{quarter}" not in pattern:
        raise ValueError(f"'{pattern}' gives two orders the same number; it needs {{year}}, {{quarter}} and {{n}}")
    return pattern


def _notice(pattern: str) -> str:
    try:
        one, two = (pattern.format(year="2026", quarter="4", unit=unit) for unit in ("A", "B"))
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError(
            f"'{pattern}' is not a notice pattern; it may hold {{year}}, {{quarter}} and {{unit}}"
        ) from None
    if one == two or "{year}" not in pattern or "{quarter}" not in pattern:
        raise ValueError(f"'{pattern}' gives two notices the same number; it needs {{year}}, {{quarter}} and {{unit}}")
    return pattern


class Orders(Section):
    """How orders and notices are numbered, who sends them, and how many passing re-checks close one.

    `responsible` is the role that answers for a unit's orders; people are never named.
    """

    number: Annotated[str, AfterValidator(_number)] = "{year}Q{quarter}-{n:03d}"
    notice: Annotated[str, AfterValidator(_notice)] = "{year}Q{quarter}-{unit}"
    office: Text = ""
    answer_to: Text = ""
    responsible: Text = "政府信息公开工作机构负责人"
    confirmations: int = Field(default=1, ge=1, le=10)


class Appraisal(Section):
    """The year's formula, `rules/appraisal/<formula>.yaml`, and the key that signs its machine file. A key below that is written
    here wins over the formula's own; the reports then say so.
    """

    formula: str = Field(default="district-year", pattern=r"^[A-Za-z0-9_-]{1,60}$")
    key_file: str = ""
    weights: dict[Literal["Q1", "Q2", "Q3", "Q4"], Annotated[float, Field(ge=0)]] | None = None
    recurrence: float | None = Field(default=None, ge=0)
    late: float | None = Field(default=None, ge=0)
    verified_fix: float | None = Field(default=None, ge=0)
    scale: float | None = Field(default=None, gt=0)


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

    @property
    def evidence_path(self) -> Path:
        """The folder of evidence."""
        return self.path(self.store.evidence)

    @property
    def report_path(self) -> Path:
        """The folder of reports."""
        return self.path(self.report.path)
