"""Was an authorised call in office hours answered? People call and enter it; the program never does."""

from __future__ import annotations

import re
from datetime import datetime

from inspector.checks.case import Check, On, Params, observed
from inspector.checks.channel_pages import NEEDS, nothing, readings
from inspector.checks.probes import Standing, agreed
from inspector.model.finding import Answer
from inspector.model.observation import Observation
from inspector.model.words import many

_SAID = {
    "answered": Standing("pass", "有人接听", "the call was answered"),
    "not_answered": Standing("fail", "无人接听", "nobody answered the call"),
    "wrong_number": Standing("fail", "号码错误或为空号", "the number is wrong or does not exist"),
    "busy": Standing("undetermined", "占线", "the line was busy", "busy", "us"),
}
_CLOSED = Standing(
    "undetermined",
    "拨打时不在办公时间，无人接听不作判定",
    "called outside office hours: no answer says nothing",
    "closed",
    "us",
)
_OPEN_HOURS = (("08:30", "12:00"), ("13:00", "18:00"))
"""Between these every office has its own hours; at noon, in the evening and on days off nobody need be there."""


class PhoneCallParams(Params):
    """Nothing to set."""


def phone_call(on: On, _: PhoneCallParams) -> list[Answer]:
    """One answer a number that was called; `manual` while none was. Two unanswered calls, hours apart, are certain."""
    calls: dict[str, list[Observation]] = {}
    for one in on.case.observations:
        if one.kind == "call" and one.outcome in _SAID:
            calls.setdefault(re.sub(r"\D", "", one.value), []).append(one)
    if calls:
        return [_judge(on, sorted(made, key=lambda one: one.at)) for made in calls.values()]
    numbers = [str(fact.value) for _, reading in readings(on) for fact in reading.many("phone") if fact.value]
    if not numbers:
        return [nothing(on, "页面上没有咨询电话", "no telephone is printed")]
    zh, en = f"咨询电话{numbers[0]}尚未拨打", f"the telephone {numbers[0]} was not called yet"
    return [on.answer("manual", zh, en)]


def _judge(on: On, made: list[Observation]) -> Answer:
    said, sure = agreed([(one, _standing(on, one)) for one in made])
    number = made[0].value
    zh, en = (
        f"咨询电话{number}：{said.zh}（拨打{len(made)}次）",
        f"telephone {number}: {said.en} ({many(len(made), 'call')})",
    )
    places = [observed(one) for one in made]
    return on.answer(
        said.outcome, zh, en, *places, subject=number, attribution=said.whose, reason=said.reason, sure=sure
    )


def _standing(on: On, call: Observation) -> Standing:
    moment = datetime.fromisoformat(call.at)
    during = any(first <= f"{moment:%H:%M}" < last for first, last in _OPEN_HOURS)
    if call.outcome == "not_answered" and not (during and on.case.workdays.is_workday(moment.date())):
        return _CLOSED
    return _SAID[call.outcome]


CHECK = Check("phone_call", PhoneCallParams, phone_call, needs=lambda _params, _role: NEEDS, gated=False)
