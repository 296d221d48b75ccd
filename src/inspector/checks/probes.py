"""What a test mail, and the answers to it, say of a mailbox. Shared by the checks of probes and the table of levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inspector.model.capture import Attribution
from inspector.model.finding import Outcome
from inspector.model.observation import Observation
from inspector.model.words import many
from inspector.workdays import Workdays

BOUNCE_HOURS = 48
"""How long a test mail may come back (CH-05)."""
APART = timedelta(hours=6)
"""Two failures are certain where they lie this far apart (domain rule: fetched again at a different time)."""
_ANSWERS = ("human_reply", "auto_reply", "wrong_person")
_SAID = {
    "unknown_user": ("退信：收件人不存在", "it came back: there is no such mailbox"),
    "full": ("退信：邮箱已满", "it came back: the mailbox is full"),
    "bounced": ("退信", "it came back"),
    "blocked": ("收信方拒收我方邮件（垃圾邮件策略），不能说明邮箱有问题", "our mail is refused by policy, which says nothing of it"),
    "delayed": ("收信方推迟接收，尚无结果", "the server puts delivery off; no result yet"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What one observation says: an outcome in words. `whose` matter it is; only `unit` may deduct."""

    outcome: Outcome
    zh: str
    en: str
    reason: str = ""
    whose: Attribution = "unit"


def of_kind(seen: Iterable[Observation], kind: str, value: str) -> list[Observation]:
    """The observations of one channel, the earliest first."""
    found = [one for one in seen if one.kind == kind and one.value.lower() == value.lower()]
    return sorted(found, key=lambda one: (one.at, one.number))


def delivered(message: Observation) -> Standing:
    """Did the test mail arrive, as far as anybody can tell without opening the mailbox?"""
    kinds = [str(reply["kind"]) for reply in _replies(message)]
    if any(kind in _ANSWERS for kind in kinds):
        return Standing("pass", "测试邮件已送达并有回应", "the test mail arrived: something answered")
    for kind in ("unknown_user", "full", "bounced"):
        if kind in kinds or message.outcome == kind:
            return Standing("fail", f"测试邮件{_SAID[kind][0]}", f"the test mail: {_SAID[kind][1]}", kind)
    if "blocked" in kinds or message.outcome == "blocked":
        return Standing("undetermined", *_SAID["blocked"], "blocked", "blocked")
    if message.outcome == "uncertain":
        zh = "发送过程中断，无法确认测试邮件是否发出，不再重发"
        return Standing(
            "undetermined", zh, "the sending broke off: whether the mail left is not known", "uncertain", "us"
        )
    return _silent(message, "delayed" in kinds)


def answered(message: Observation, workdays: Workdays, days: int) -> Standing:
    """Did a person answer within `days` working days after the sending? Raises CalendarMissing."""
    arrived = delivered(message)
    if arrived.outcome == "fail":
        return Standing(
            "not_applicable", "测试邮件被退回，由退信规则判定", "the mail came back; the rule on bounces judges it"
        )
    if arrived.whose != "unit":
        return arrived
    sent = datetime.fromisoformat(message.data["sent"])
    last = workdays.add(sent.date(), days)
    people = sorted(str(reply["at"]) for reply in _replies(message) if reply["kind"] == "human_reply")
    if people:
        return _in_time(people[0], last.isoformat(), days)
    if any(reply["kind"] == "wrong_person" for reply in _replies(message)):
        zh = "回复人表示不负责依申请公开"
        return Standing("fail", zh, "who answered says that applications are not their matter", "wrong_person")
    if _read(message)[:10] <= last.isoformat():
        zh, en = f"等待回复至{last.isoformat()}", f"an answer is awaited until {last.isoformat()}"
        return Standing("undetermined", zh, en, "awaiting_answer", "us")
    if any(reply["kind"] == "auto_reply" for reply in _replies(message)):
        zh = f"{days}个工作日内只有自动回复，没有人工确认"
        return Standing(
            "fail", zh, f"nothing but an automatic reply within {many(days, 'working day')}", "auto_reply_only"
        )
    zh = f"{days}个工作日内没有回复（截至{last.isoformat()}）"
    return Standing("fail", zh, f"no answer within {many(days, 'working day')} (by {last.isoformat()})", "silence")


def agreed(standings: Sequence[tuple[Observation, Standing]]) -> tuple[Standing, bool]:
    """What all tests of one channel say together, and whether a failure is certain: two, hours apart, and none that passed.

    One of two failing leaves it open (domain rule 8.1).
    """
    decided = [(one, said) for one, said in standings if said.outcome in ("pass", "fail")]
    fails = [(one, said) for one, said in decided if said.outcome == "fail"]
    if not decided:
        return standings[-1][1], True
    if not fails:
        return decided[-1][1], True
    if len(fails) < len(decided):
        zh, en = "多次测试结果不一致", "the tests do not agree"
        return Standing("undetermined", f"{zh}：{fails[-1][1].zh}", f"{en}: {fails[-1][1].en}", "disagree", "us"), True
    moments = [datetime.fromisoformat(one.at) for one, _ in fails]
    return fails[-1][1], max(moments) - min(moments) >= APART


def _replies(message: Observation) -> list[Mapping[str, Any]]:
    return list(message.data.get("replies", ()))


def _read(message: Observation) -> str:
    """When our own mailbox was last read whole; what came later is not known."""
    return str(message.data.get("inbox_read", ""))


def _silent(message: Observation, delayed: bool) -> Standing:
    sent, read = str(message.data.get("sent", "")), _read(message)
    if not sent:
        return Standing("undetermined", "测试邮件尚未发出", "the test mail was not sent yet", "unsent", "us")
    until = datetime.fromisoformat(sent) + timedelta(hours=BOUNCE_HOURS)
    if not read or datetime.fromisoformat(read) < until:
        zh, en = f"等待是否退信（{BOUNCE_HOURS}小时）", f"it may still come back ({BOUNCE_HOURS} hours)"
        return Standing("undetermined", zh, en, "awaiting_bounce", "us")
    if delayed:
        return Standing("undetermined", *_SAID["delayed"], "delayed", "third_party")
    zh, en = f"{BOUNCE_HOURS}小时内没有退信", f"nothing came back within {BOUNCE_HOURS} hours"
    return Standing("pass", zh, en)


def _in_time(at: str, last: str, days: int) -> Standing:
    if at[:10] <= last:
        return Standing("pass", f"{at[:10]}有人回复", f"a person answered on {at[:10]}")
    zh, en = (
        f"{at[:10]}才有人回复，超过{days}个工作日",
        f"a person answered on {at[:10]}, after more than {many(days, 'working day')}",
    )
    return Standing("fail", zh, en, "late")
