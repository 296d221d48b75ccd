"""Does the authorised test mail arrive, and does a person answer it? Asked only of mailboxes that were tested with consent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from inspector.checks.case import Check, On, Params, observed
from inspector.checks.channel_pages import NEEDS, Channel, channels, nothing
from inspector.checks.probes import Standing, agreed, answered, delivered, of_kind
from inspector.model.finding import Answer
from inspector.model.observation import Observation


class MailProbeParams(Params):
    """`ask`: whether the mail came back (`delivered`), or whether a person answered (`answered`) within `days` working days."""

    ask: Literal["delivered", "answered"] = "delivered"
    days: int = Field(2, ge=1)


def mail_probe(on: On, params: MailProbeParams) -> list[Answer]:
    """One answer a mailbox that takes applications; `manual` while none was tested. A failure is certain after two tests."""
    boxes = {one.value.lower(): one for one in channels(on) if one.kind == "email" and one.value}
    if not boxes:
        return [nothing(on, "页面上没有电子邮箱", "no mailbox is printed")]
    if refused := [box for box in boxes.values() if box.accepts is False]:
        boxes = {key: box for key, box in boxes.items() if box not in refused}
        if not boxes:
            return [on.not_applicable("邮箱注明不受理申请，不作测试", "the mailbox takes no applications: not tested")]
    return [_judge(on, params, box) for box in boxes.values()]


def _judge(on: On, params: MailProbeParams, box: Channel) -> Answer:
    seen = of_kind(on.case.observations, "message", box.value)
    if not seen:
        zh = f"邮箱{box.value}尚未经授权测试"
        return on.answer("manual", zh, f"{box.value} was not tested with consent", box.cite(on), subject=box.value)
    standings = [(one, _standing(on, params, one)) for one in seen]
    said, sure = agreed(standings)
    places = (box.cite(on), *(observed(one) for one in seen))
    zh, en = f"邮箱{box.value}：{said.zh}", f"{box.value}: {said.en}"
    return on.answer(
        said.outcome,
        zh,
        en,
        *places,
        subject=box.value,
        attribution=said.whose,
        reason=said.reason,
        sure=sure and said.reason not in ("auto_reply_only", "wrong_person"),
    )


def _standing(on: On, params: MailProbeParams, message: Observation) -> Standing:
    if params.ask == "delivered":
        return delivered(message)
    return answered(message, on.case.workdays, params.days)


CHECK = Check("mail_probe", MailProbeParams, mail_probe, needs=lambda _params, _role: NEEDS, gated=False)
