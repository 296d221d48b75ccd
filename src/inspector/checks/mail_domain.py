"""Can the printed mailboxes receive mail, and are they under an official domain?"""

from __future__ import annotations

import json
from typing import Any, Literal

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import NEEDS, Channel, channels, nothing
from inspector.model.capture import Failure
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class MailDomainParams(Params):
    """`ask`: whether mail can be delivered (`deliverable`), or whether the domain is one of `free` mail (`official`)."""

    ask: Literal["deliverable", "official"] = "deliverable"
    free: tuple[str, ...] = ()


def mail_domain(on: On, params: MailDomainParams) -> list[Answer]:
    """One answer a mailbox that guide or application page prints."""
    boxes: dict[str, Channel] = {}
    for one in channels(on):
        if one.kind == "email" and one.value:
            boxes.setdefault(one.value.lower(), one)
    if not boxes:
        return [nothing(on, "页面上没有电子邮箱", "no mailbox is printed")]
    if params.ask == "official":
        return [_official(on, params, box) for box in boxes.values()]
    return [_deliverable(on, box) for box in boxes.values()]


def _official(on: On, params: MailDomainParams, box: Channel) -> Answer:
    host = box.value.rpartition("@")[2].lower()
    if any(host == free or host.endswith("." + free) for free in params.free):
        zh, en = f"邮箱{box.value}使用社会邮箱域名", f"the mailbox {box.value} is under a free-mail domain"
        return on.failed(zh, en, box.cite(on), subject=box.value)
    return on.passed(
        f"邮箱{box.value}不是社会邮箱", f"the mailbox {box.value} is no free mail", box.cite(on), subject=box.value
    )


def _deliverable(on: On, box: Channel) -> Answer:
    if not well_formed(box.value):
        zh, en = f"邮箱地址“{box.value}”格式不正确", f"“{box.value}” is not a mail address"
        return on.failed(zh, en, box.cite(on), subject=box.value)
    host = box.value.rpartition("@")[2].lower()
    name = on.case.dossier.names.get(host)
    if name is None:
        zh, en = f"域名{host}没有查询", f"the name {host} was not looked up"
        return on.unseen(zh, en, box.cite(on), subject=box.value, reason=Failure.NOT_COLLECTED.value)
    return _resolved(on, box, host, name)


def well_formed(address: str) -> bool:
    """Whether a printed mailbox is a mail address."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - slow to load

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _resolved(on: On, box: Channel, host: str, name: Page) -> Answer:
    sight = name.sight
    places = (box.cite(on), on.cite(page=name))
    if sight.state == "unseen":
        zh, en = f"邮箱{box.value}：{sight.reason.zh}", f"mailbox {box.value}: {sight.reason.en}"
        return on.unseen(zh, en, *places, subject=box.value, whose=sight.attribution, reason=sight.code)
    fault = ("域名不存在", "the name does not exist") if sight.state == "failed" else mail_fault(name)
    if fault is not None:
        zh, en = f"邮箱{box.value}无法收信：{host}{fault[0]}", f"{box.value} cannot receive mail: {host}: {fault[1]}"
        return on.failed(zh, en, *places, subject=box.value)
    zh, en = f"邮箱{box.value}格式正确，域名可以收信", f"{box.value} is well-formed and its domain receives mail"
    return on.passed(zh, en, *places, subject=box.value)


def mail_fault(name: Page) -> tuple[str, str] | None:
    """What the name system's answer says against the domain; an answer that cannot be read says nothing."""
    try:
        said: Any = json.loads(name.capture.body or b"{}")
    except ValueError:
        return None
    exchanges = said.get("mx") if isinstance(said, dict) else None
    if not isinstance(exchanges, list):
        return None
    if exchanges:
        null = all(isinstance(one, dict) and one.get("exchange") == "." for one in exchanges)
        return ("声明不接收邮件（空MX）", "it declares that it takes no mail (null MX)") if null else None
    return None if said.get("addresses") else ("既没有MX记录也没有地址", "neither an MX record nor an address")


CHECK = Check(
    "mail_domain",
    MailDomainParams,
    mail_domain,
    needs=lambda params, _role: NEEDS | ({"dns"} if params.ask == "deliverable" else set()),
    gated=False,
)
