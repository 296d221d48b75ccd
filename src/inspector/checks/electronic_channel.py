"""Is there an electronic channel that accepts applications?"""

from __future__ import annotations

from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.checks.inventory import ELECTRONIC, Channel, blind_spot, channels, open_pages, surely_complete
from inspector.model.finding import Answer, Citation
from inspector.survey.dossier import Page


class ElectronicChannelParams(Params):
    """`ask`: `declared` (one that is not negated exists) or `negated` (the only ones printed are said not to accept)."""

    ask: Literal["declared", "negated"]


def electronic_channel(on: On, params: ElectronicChannelParams) -> list[Answer]:
    """Mailbox, online form or fax (as data message) on guide or application page. One open page suffices to pass."""
    found = [channel for channel in channels(on.case) if channel.kind in ELECTRONIC]
    good = [channel for channel in found if channel.accepts is not False]
    if good:
        shown = "、".join(dict.fromkeys(channel.value or channel.kind for channel in good))
        return [
            on.passed(f"电子受理渠道：{shown}", f"electronic channels: {shown}", *(_cite(on, one) for one in good[:4]))
        ]
    unseen = blind_spot(on.case)
    if unseen is not None or not open_pages(on.case):
        return [_blind(on, unseen)]
    if params.ask == "negated":
        return [_negated(on, found)]
    if found:
        return [
            on.not_applicable(
                "公布的渠道声明不受理，由CH-02判定", "the printed channel says that it does not accept; CH-02 judges it"
            )
        ]
    cites = [on.cite(page=page) for _, page in open_pages(on.case)]
    zh, en = (
        "指南和依申请公开页面均未公布电子受理渠道",
        "neither guide nor application page prints an electronic channel",
    )
    return [on.failed(zh, en, *cites, sure=surely_complete(on.case))]


def _negated(on: On, found: list[Channel]) -> Answer:
    if not found:
        return on.not_applicable("没有公布电子渠道，由CH-01判定", "no electronic channel is printed; CH-01 judges that")
    shown = "、".join(dict.fromkeys(channel.value or channel.kind for channel in found))
    zh = f"公布的电子渠道均声明不受理申请：{shown}"
    return on.failed(
        zh,
        f"every printed electronic channel says that it does not accept: {shown}",
        *(_cite(on, one) for one in found),
    )


def _blind(on: On, unseen: Page | str | None) -> Answer:
    if isinstance(unseen, Page):
        sight = unseen.sight
        return on.unseen(
            sight.reason.zh, sight.reason.en, on.cite(page=unseen), whose=sight.attribution, reason=sight.code
        )
    return on.unseen("指南或依申请公开页面未能看到", "guide or application page was not seen", reason="unseen_page")


def _cite(on: On, channel: Channel) -> Citation:
    return on.cite(channel.quote, channel.page)


CHECK = Check(
    "electronic_channel",
    ElectronicChannelParams,
    electronic_channel,
    needs=lambda _params, _role: frozenset({"guide", "application"}),
    gated=False,
)
