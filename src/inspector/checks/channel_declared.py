"""Does the unit publish an electronic channel of application that it does not take back?"""

from __future__ import annotations

from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import ELECTRONIC, NEEDS, WORDS, Channel, certain, channels, unsettled
from inspector.model.finding import Answer


class ChannelDeclaredParams(Params):
    """`ask`: whether there is a channel at all (`declared`), or whether the only one printed is refused (`negated`)."""

    ask: Literal["declared", "negated"] = "declared"


def channel_declared(on: On, params: ChannelDeclaredParams) -> list[Answer]:
    """One channel on any open page is enough to pass; that there is none is only said once both pages are settled."""
    found = [one for one in channels(on) if one.kind in ELECTRONIC]
    usable = [one for one in found if one.accepts or (one.accepts is None and one.kind != "fax")]
    refused = [one for one in found if one.accepts is False and (one.value or one.kind == "form")]
    if usable:
        return [_usable(on, params, usable)]
    closed = unsettled(on)
    if closed is not None:
        return [closed]
    if params.ask == "negated":
        return [
            _refused(on, refused)
            if refused
            else on.not_applicable("没有公布后又否定的电子渠道", "no channel is refused")
        ]
    if refused:
        zh, en = (
            "公布的电子渠道均注明不受理申请，由CH-02判定",
            "every electronic channel printed is refused; CH-02 judges it",
        )
        return [on.not_applicable(zh, en, *(one.cite(on) for one in refused), reason="superseded:CH-02")]
    return [_none(on, [one for one in found if one.value and one.accepts is None])]


def _usable(on: On, params: ChannelDeclaredParams, usable: list[Channel]) -> Answer:
    best = [one for one in usable if one.accepts] or usable
    once = {(one.kind, one.value.lower()): one for one in reversed(best)}
    said = list(reversed(once.values()))
    shown = [f"{WORDS[one.kind][0]} {one.value}".strip() for one in said]
    english = [f"{WORDS[one.kind][1]} {one.value}".strip() for one in said]
    zh, en = f"已公布电子受理渠道：{'、'.join(shown)}", f"electronic channels published: {', '.join(english)}"
    if params.ask == "negated" and not any(one.kind == "email" for one in channels(on)):
        return on.not_applicable("没有公布电子邮箱", "no mailbox is printed")
    return on.passed(zh, en, *(one.cite(on) for one in best))


def _refused(on: On, refused: list[Channel]) -> Answer:
    quotes = "；".join(dict.fromkeys(one.quote for one in refused))
    zh = f"公布的电子渠道注明不受理申请，且没有其他电子渠道：“{quotes}”"
    en = f"the electronic channel printed does not take applications, and there is no other: “{quotes}”"
    return on.failed(zh, en, *(one.cite(on) for one in refused), sure=certain(on))


def _none(on: On, faxes: list[Channel]) -> Answer:
    """A fax number among the contacts may be meant as a channel: that is for a person to say."""
    if faxes:
        zh = f"没有公布电子受理渠道；只印有传真{faxes[0].value}，未说明可传真申请"
        en = f"no electronic channel is published; fax {faxes[0].value} is printed without saying that it takes applications"
        return on.failed(zh, en, *(one.cite(on) for one in faxes), sure=False)
    zh = "指南和依申请公开页面均没有公布电子受理渠道（电子邮箱、在线申请或传真）"
    en = "neither guide nor application page publishes an electronic channel (mailbox, online form or fax)"
    places = [on.at_role(role).cite() for role in ("guide", "application")]
    return on.failed(zh, en, *(place for place in places if place.url), sure=certain(on))


CHECK = Check(
    "channel_declared", ChannelDeclaredParams, channel_declared, needs=lambda _params, _role: NEEDS, gated=False
)
