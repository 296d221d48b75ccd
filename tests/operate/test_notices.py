"""Reminders reach whom config.toml names, once, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from free_ports import free_port
from icalendar import Calendar
from invented_year import UNITS, quarter, workspace
from small_district import Served, small_district, workspace_for

from inspector.model.order import Event
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.notices.calendar import write_calendar
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.release.release import release
from inspector.pipeline.workspace import Workspace
from inspector.schedule import catch_up

DAY_BEFORE = datetime.fromisoformat("2026-11-24T09:00:00+08:00")
DUE = "2026-11-25"


@dataclass
class Office:
    """A mail server that keeps what it is given."""

    mails: list[tuple[list[str], bytes]] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(  # noqa: N802 - the server library's own name
        self, _: SMTP, __: Session, envelope: Envelope
    ) -> str:
        """Keep it, say what the test wants said."""
        if self.answer.startswith("250"):
            self.mails.append((envelope.rcpt_tos, bytes(envelope.content or b"")))
        return self.answer


@pytest.fixture
def office() -> Iterator[tuple[Office, int]]:
    """The office's mail server on loopback."""
    made = Office()
    port = free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    yield made, port
    controller.stop()


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """Two units."""
    with small_district() as made:
        yield made


def place(site: Served, folder: Path, port: int, notices: str) -> Workspace:
    """A workspace with one order that is due tomorrow, and a mail server."""
    more = (
        f'[mail]\nsender = "xxgk@qinghe.gov.cn"\nsmtp_host = "127.0.0.1"\nsmtp_port = {port}\nsmtp_tls = "none"\n'
        f'[notices]\n{notices}\n[schedule]\nduties = ["chase", "news"]\n'
    )
    workspace = Workspace.at(workspace_for(site, folder / "qinghe", more))
    data = {"unit": "MZJ", "finding": "f1", "rule": "GD-05", "subject": "guide", "severity": "S2", "quarter": "2026Q4"}
    told = {"message": {"zh": "未列明办公时间", "en": "no office hours"}, "evidence": [], "due": DUE}
    with workspace.store() as store:
        event = Event("order", "2026Q4-001", 0, "issued", "王", "2026-11-18T10:00:00+08:00", data={**data, **told})
        store.add_events([event])
    return workspace


def wake(workspace: Workspace, moment: datetime = DAY_BEFORE) -> list[str]:
    """What was told while the ledger was woken."""
    told: list[str] = []
    catch_up(workspace, Watch(now=lambda: moment), lambda _, said: told.append(said))
    return told


def test_unit_and_office_are_reminded_once(site: Served, office: tuple[Office, int], tmp_path: Path) -> None:
    """One working day before: the unit at its contact, the office with all; woken again, nothing more leaves."""
    server, port = office
    workspace = place(site, tmp_path, port, 'office = ["office@qinghe.gov.cn"]\nunits = true')
    (workspace.settings.workspace / "contacts.csv").write_text("code,email\nMZJ,mzj@qinghe.gov.cn\n", encoding="utf-8")

    wake(workspace)
    wake(workspace)

    assert sorted(to[0] for to, _ in server.mails) == ["mzj@qinghe.gov.cn", "office@qinghe.gov.cn"]
    mail = message_from_bytes(server.mails[0][1], policy=policy.default)
    text = mail.get_content()  # type: ignore[attr-defined]
    assert "明日到期" in text
    assert "2026Q4-001" in text
    assert mail["Auto-Submitted"] == "auto-generated"


def test_nobody_is_told_where_nobody_is_named(site: Served, office: tuple[Office, int], tmp_path: Path) -> None:
    """The default: no mail ever leaves."""
    server, port = office

    assert wake(place(site, tmp_path, port, "")) == []
    assert server.mails == []


def test_a_holiday_brings_no_reminder(site: Served, office: tuple[Office, int], tmp_path: Path) -> None:
    """On a Saturday nobody is reminded."""
    server, port = office
    workspace = place(site, tmp_path, port, 'office = ["office@qinghe.gov.cn"]')

    wake(workspace, datetime.fromisoformat("2026-11-21T09:00:00+08:00"))

    assert server.mails == []


def test_a_server_that_puts_off_is_tried_again_and_a_refusal_is_final(
    site: Served, office: tuple[Office, int], tmp_path: Path
) -> None:
    """What was put off leaves later, once."""
    server, port = office
    workspace = place(site, tmp_path, port, 'office = ["office@qinghe.gov.cn"]')
    server.answer = "451 try again later"
    wake(workspace)
    server.answer = "250 OK"
    later = wake(workspace, datetime.fromisoformat("2026-11-24T15:00:00+08:00"))

    assert len(server.mails) == 1, later


def test_contacts_that_are_wrong_are_named_by_row(site: Served, office: tuple[Office, int], tmp_path: Path) -> None:
    """All of them at once, and nothing is sent."""
    server, port = office
    workspace = place(site, tmp_path, port, "units = true")
    path = workspace.settings.workspace / "contacts.csv"
    path.write_text("code,email\nMZJ,no mailbox\nXXX,a@qinghe.gov.cn\n", encoding="utf-8")

    said = "\n".join(wake(workspace))

    assert ":2" in said
    assert ":3" in said
    assert server.mails == []


def test_the_webhook_gets_what_the_office_gets(
    site: Served, office: tuple[Office, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address comes from the environment and is in no record."""
    got: list[dict[str, dict[str, str]]] = []

    class Robot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    robot = HTTPServer(("127.0.0.1", 0), Robot)
    Thread(target=robot.serve_forever, daemon=True).start()
    monkeypatch.setenv("INSPECTOR_WEBHOOK_URL", f"http://127.0.0.1:{robot.server_address[1]}/robot?key=sesame")
    workspace = place(site, tmp_path, office[1], "webhook = true")

    wake(workspace)
    robot.shutdown()
    robot.server_close()

    assert len(got) == 1
    assert "整改提醒" in got[0]["text"]["content"]
    with workspace.store() as store:
        assert "sesame" not in str(store.events())


def test_the_calendar_has_each_deadline_and_window(site: Served, tmp_path: Path) -> None:
    """Read by a calendar library: an all-day entry for the order, four for each window; the same bytes twice."""
    workspace = place(site, tmp_path, 1, "")
    path = write_calendar(workspace, DAY_BEFORE)
    first = path.read_bytes()
    entries = {str(entry["uid"]): entry for entry in Calendar.from_ical(first).walk("VEVENT")}

    assert entries["order-2026Q4-001@inspector"].decoded("dtstart").isoformat() == DUE
    assert len(entries) == 1 + 2 * 4
    assert write_calendar(workspace, DAY_BEFORE).read_bytes() == first


def test_the_office_is_told_whether_a_quarter_can_be_released(office: tuple[Office, int], tmp_path: Path) -> None:
    """A unit that was not inspected is named with what to do; when nothing is in the way that is said; once released, nothing."""
    server, port = office
    mail = f'sender = "xxgk@qinghe.gov.cn"\nsmtp_host = "127.0.0.1"\nsmtp_port = {port}\nsmtp_tls = "none"\n'
    duties = '[notices]\noffice = ["office@qinghe.gov.cn"]\n[schedule]\nduties = ["release"]\n'
    made = workspace(tmp_path / "w", config=f"[mail]\n{mail}{duties}")
    codes = [code for code, *_ in UNITS]
    weeks = [datetime.fromisoformat(f"2026-12-{day}T09:00:00+08:00") for day in (22, 29)]

    empty = wake(made, datetime.fromisoformat("2026-12-22T08:40:00+08:00"))
    quarter(made, "2026Q4", {code: {} for code in codes[1:]})
    left = wake(made, weeks[0])
    first = wake(made, weeks[1])
    quarter(made, "2026Q4", {codes[0]: {}}, number=1)
    second = wake(made, datetime.fromisoformat("2027-01-05T09:00:00+08:00"))
    texts = [message_from_bytes(body, policy=policy.default) for _, body in server.mails]

    assert (empty[-1], left) == ("2026Q4 cannot be released yet, 1 in the way; told in 1 messages", [])
    assert first[-1] == "2026Q4 cannot be released yet, 1 in the way; told in 1 messages"
    assert f"{codes[0]} " in texts[1].get_content()  # type: ignore[attr-defined]
    assert f"--unit {codes[0]}" in texts[1].get_content()  # type: ignore[attr-defined]
    assert second == []
    release(made, "2026Q4", Word("王某", "区政府办"))
