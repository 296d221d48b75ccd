"""Can mail reach the printed mailboxes, as far as can be told without sending any?"""

from __future__ import annotations

import json
from typing import Literal

from email_validator import EmailNotValidError, validate_email

from inspector.checks.case import Check, On, Params
from inspector.checks.inventory import channels, facts
from inspector.facts.reading import Fact
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class MailboxParams(Params):
    """`ask`: `deliverable` (syntax, domain, mail exchanger) or `official` (not a free-mail provider in `free`)."""

    ask: Literal["deliverable", "official"]
    free: tuple[str, ...] = ()


def mailbox(on: On, params: MailboxParams) -> list[Answer]:
    """One answer a mailbox printed on guide or application page."""
    found: dict[str, tuple[Fact, Page]] = {}
    for fact, page in facts(on.case, "email"):
        found.setdefault(str(fact.value).lower(), (fact, page))
    for channel in channels(on.case):
        if channel.kind == "email" and channel.value:
            found.setdefault(channel.value.lower(), (Fact(channel.value, channel.quote), channel.page))
    if not found:
        return [on.not_applicable("没有公布电子邮箱", "no mailbox is printed")]
    return [
        _official(on, address, *place, params) if params.ask == "official" else _deliverable(on, address, *place)
        for address, place in found.items()
    ]


def _official(on: On, address: str, fact: Fact, page: Page, params: MailboxParams) -> Answer:
    domain = address.rpartition("@")[2]
    cite = on.cite(fact, page)
    if any(domain == free or domain.endswith("." + free) for free in params.free):
        return on.failed(
            f"{address}是公共邮箱，建议使用政务邮箱",
            f"{address} is a free mailbox; prefer an official one",
            cite,
            subject=address,
        )
    return on.passed(f"{address}不是公共邮箱", f"{address} is not a free mailbox", cite, subject=address)


def _deliverable(on: On, address: str, fact: Fact, page: Page) -> Answer:
    cite = on.cite(fact, page)
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return on.failed(f"邮箱{address}格式不正确", f"{address} is not a mail address: {error}", cite, subject=address)
    name = on.case.dossier.names.get(address.rpartition("@")[2])
    if name is None:
        return on.unseen(
            f"{address}的域名未查询",
            f"the domain of {address} was not asked for",
            cite,
            subject=address,
            reason="not_collected",
        )
    return _resolved(on, address, fact, page, name)


def _resolved(on: On, address: str, fact: Fact, page: Page, name: Page) -> Answer:
    sight, cites = name.sight, (on.cite(fact, page), on.cite(page=name))
    if sight.state == "failed":
        return on.failed(
            f"邮箱{address}的域名不存在", f"the domain of {address} does not exist", *cites, subject=address
        )
    if sight.state == "unseen":
        return on.unseen(
            f"{address}：{sight.reason.zh}",
            f"{address}: {sight.reason.en}",
            *cites,
            subject=address,
            whose=sight.attribution,
            reason=sight.code,
        )
    answer = json.loads(name.capture.body or b"{}")
    exchanges = [str(one.get("exchange", "")).rstrip(".") for one in answer.get("mx", [])]
    if exchanges and not any(exchanges):
        return on.failed(
            f"邮箱{address}的域名声明不接收邮件（空MX）",
            f"the domain of {address} accepts no mail (null MX)",
            *cites,
            subject=address,
        )
    if not exchanges and not answer.get("addresses"):
        return on.failed(
            f"邮箱{address}的域名没有邮件服务器",
            f"the domain of {address} has neither MX nor address",
            *cites,
            subject=address,
        )
    return on.passed(f"邮箱{address}的域名可以收信", f"the domain of {address} takes mail", *cites, subject=address)


CHECK = Check(
    "mailbox",
    MailboxParams,
    mailbox,
    needs=lambda _params, _role: frozenset({"guide", "application", "dns"}),
    gated=False,
)
