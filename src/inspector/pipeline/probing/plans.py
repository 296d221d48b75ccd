"""What would be sent to whom, and why not to others: worked out from the newest result, shown whole, and kept under a code.

Only what was planned is ever sent, in the very words that were shown.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from inspector.channels import wording
from inspector.channels.consent import STREAM as CONSENTS
from inspector.channels.consent import Consent, allowed, consents
from inspector.channels.message import INBOX, STREAM, Message, Step, inbox_read, messages
from inspector.checks.probes import APART, answered, delivered
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.model.order import Event
from inspector.model.words import Words
from inspector.pipeline.judge.results import needed
from inspector.pipeline.make import probe_text
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.workdays import Workdays

PLANS = "channel_plan"


@dataclass(frozen=True, slots=True)
class Planned:
    """One mail exactly as it will leave, but for its date."""

    key: str
    quarter: str
    unit: str
    mailbox: str
    attempt: int
    token: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Line:
    """One electronic channel and what is planned for it: a mail, or the reason why there is none."""

    unit: str
    name: str
    kind: str
    value: str
    why: Words
    mail: Planned | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`code` names the mails of this plan; empty where there are none."""

    code: str
    quarter: str
    lines: tuple[Line, ...]

    @property
    def mails(self) -> tuple[Planned, ...]:
        """What `send` would send."""
        return tuple(line.mail for line in self.lines if line.mail is not None)


_SENT = Words("本季度已发送", "sent this quarter")
_UNCERTAIN = Words("上次发送中断，是否发出不明，不再发送", "an earlier sending broke off; whether it left is not known")
_NO_CONSENT = Words("没有有效的测试同意书，不发送", "no consent on record covers it today")
_NOT_MAIL = Words("不发送邮件：由检查或人工测试", "no mail: judged by inspection, or tested by hand")
_BROKEN = Words("地址或域名不可用，不发送", "its address or domain cannot take mail")
_FOREIGN = Words(
    "地址含非ASCII字符，或含个人号码而已脱敏，请人工测试",
    "its address is not ASCII, or holds a personal number and is masked: test it by hand",
)
_FIRST = Words("首次测试", "first test")
_TOO_SOON = Words("首次失败，满6小时后再计划复测", "the first failed; a second test counts 6 hours after it")
_AGAIN = Words("复测（首次失败）", "second test, the first failed")


def plan(
    workspace: Workspace,
    quarter: str,
    word: Word,
    only: Collection[str] = (),
    now: Callable[[], datetime] = china_now,
) -> Plan:
    """Work out and keep the plan of a quarter. Sends nothing. Raises UsageError where no result tells the channels."""
    result = needed(workspace, quarter).result
    text = template(workspace)
    with workspace.store() as store:
        events = store.events(CONSENTS, STREAM, INBOX)
        desk = _Desk(workspace, quarter, word.today(), text, events, now())
        lines = tuple(line for unit in result["units"] if not only or unit["code"] in only for line in desk.lines(unit))
        mails = [asdict(line.mail) for line in lines if line.mail is not None]
        code = _code(mails) if mails else ""
        if code:
            add(store, PLANS, code, "planned", word, {"quarter": quarter, "mails": mails})
    return Plan(code, quarter, lines)


def kept(events: Collection[Event], code: str) -> tuple[Planned, ...]:
    """The mails of a plan. Raises UsageError where there is no such plan."""
    found = next((event for event in events if event.key == code and event.kind == "planned"), None)
    if found is None:
        raise UsageError(f"there is no plan {code!r}", remedy="`inspector channels plan` makes one and shows its code.")
    return tuple(Planned(**mail) for mail in found.data["mails"])


def left_over(events: Collection[Event]) -> tuple[str, ...]:
    """The codes of plans that somebody began to send and that have mails left to send, the oldest first."""
    known = messages(events)
    codes = dict.fromkeys(event.key for event in events if event.stream == PLANS and event.kind == "planned")
    found = []
    for code in codes:
        states = [known[one.key].state if one.key in known else "" for one in kept(events, code)]
        begun = any(state in ("sending", "sent", "refused") for state in states)
        if begun and any(state in ("", "open") for state in states):
            found.append(code)
    return tuple(found)


def template(workspace: Workspace) -> str:
    """The office's own text, else the one that came with the program. Raises SettingsError where it does not say what it is."""
    path = workspace.settings.path(workspace.settings.channels.template)
    if path.is_file():
        text, where = path.read_text(encoding="utf-8-sig"), str(path)
    else:
        text, where = probe_text(), "channel_probe.txt"
    wording.check(text, where)
    return text


@dataclass(frozen=True, slots=True)
class _Desk:
    workspace: Workspace
    quarter: str
    today: date
    text: str
    events: tuple[Event, ...]
    now: datetime

    def lines(self, unit: Mapping[str, Any]) -> Iterator[Line]:
        """A line for every electronic channel of a unit that applicants may use."""
        mine = consents(self.events).get(unit["code"], ())
        for item in unit["channels"]["items"]:
            if item["declared"]:
                yield self._line(unit, item, allowed(mine, "message", self.today))

    def _line(self, unit: Mapping[str, Any], item: Mapping[str, Any], consent: Consent | None) -> Line:
        named = (unit["code"], unit["name"], item["kind"], item["value"])
        if item["kind"] != "email":
            return Line(*named, _NOT_MAIL)
        if not item["value"].isascii() or "*" in item["value"]:
            return Line(*named, _FOREIGN)
        if any(level["outcome"] == "fail" for level in item["levels"] if level["level"] in ("syntax", "domain", "mx")):
            return Line(*named, _BROKEN)
        if consent is None:
            return Line(*named, _NO_CONSENT)
        attempt, why = self._attempt(unit["code"], item["value"])
        return Line(*named, why, self._mail(unit, item["value"], attempt, consent) if attempt else None)

    def _attempt(self, unit: str, mailbox: str) -> tuple[int, Words]:
        """1, or 2 where the first test failed and the second was not made; 0 where there is nothing to send."""
        sent = messages(self.events)
        first, second = (sent.get(Step(self.quarter, unit, mailbox, number).key) for number in (1, 2))
        if second is not None and second.state != "open":
            return 0, _SENT
        if first is None or first.state == "open":
            return 1, _FIRST
        if first.state == "sending":
            return 0, _UNCERTAIN
        if not self._failed(first):
            return 0, _SENT
        return (2, _AGAIN) if self.now - datetime.fromisoformat(first.at) >= APART else (0, _TOO_SOON)

    def _failed(self, first: Message) -> bool:
        seen = first.observation(inbox_read(self.events))
        if delivered(seen).outcome == "fail":
            return True
        workdays: Workdays = self.workspace.ruleset().workdays
        return answered(seen, workdays, self.workspace.settings.channels.human_days).reason == "silence"

    def _mail(self, unit: Mapping[str, Any], mailbox: str, attempt: int, consent: Consent) -> Planned:
        settings = self.workspace.settings
        if not settings.channels.office.strip():
            raise UsageError(
                "test mails must say who tests", where="config.toml [channels] office", remedy='Write office = "…".'
            )
        step = Step(self.quarter, unit["code"], mailbox, attempt)
        before = messages(self.events).get(step.key)
        token = str(before.data["token"]) if before is not None else f"CS-{secrets.token_hex(5).upper()}"
        values = {
            "district": settings.district.name,
            "office": settings.channels.office,
            "contact": settings.channels.contact or "—",
            "unit": unit["name"],
            "mailbox": mailbox,
            "token": token,
            "date": self.today.isoformat(),
            "authority": consent.authority,
            "days": str(settings.channels.human_days),
        }
        return Planned(
            step.key, self.quarter, unit["code"], mailbox, attempt, token, *wording.filled(self.text, values)
        )


def _code(mails: list[dict[str, Any]]) -> str:
    text = json.dumps(mails, ensure_ascii=False, sort_keys=True)
    return "P-" + hashlib.sha256(text.encode()).hexdigest()[:8]
