"""Do guide and application page print the same channels?"""

from __future__ import annotations

import re

from inspector.checks.case import Check, On, Params
from inspector.checks.inventory import open_pages
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.survey.address import plain_address

_WORDS = {"email": ("电子邮箱", "mailbox"), "fax": ("传真", "fax"), "online_url": ("在线申请网址", "online form")}
_LOCAL = 7


class SameChannelsParams(Params):
    """`names`: the facts to compare."""

    names: tuple[str, ...] = ("email", "fax", "online_url")


def same_channels(on: On, params: SameChannelsParams) -> list[Answer]:
    """Fail naming each kind that both pages print and that has no address in common; what one page leaves out is not compared."""
    pages = open_pages(on.case)
    if len(pages) < 2:
        return [on.not_applicable("没有两个页面可以比较", "there are no two pages to compare")]
    (role, page), (other_role, other) = pages
    faults, compared, cites = [], 0, []
    for name in params.names:
        here, there = (
            [f for f in p.read(r).many(name) if f.value and not f.notes.get("placeholder")]
            for r, p in ((role, page), (other_role, other))
        )
        if not here or not there:
            continue
        compared += 1
        if not {_plain(name, str(f.value)) for f in here} & {_plain(name, str(f.value)) for f in there}:
            faults.append((_WORDS[name], str(here[0].value), str(there[0].value)))
            cites += [on.cite(here[0], page), on.cite(there[0], other)]
    if faults:
        zh = "；".join(f"{words[0]}：指南“{a}”，申请页面“{b}”" for words, a, b in faults)
        en = "; ".join(f"{words[1]}: guide “{a}”, application page “{b}”" for words, a, b in faults)
        return [on.failed(f"渠道信息不一致：{zh}", f"channels differ: {en}", *cites)]
    if not compared:
        return [on.not_applicable("两个页面没有相同种类的渠道", "the pages have no kind of channel in common")]
    return [on.passed("两个页面的渠道信息一致", "both pages print the same channels")]


def _plain(name: str, value: str) -> str:
    if name == "fax":
        return re.sub(r"\D", "", norm(value))[-_LOCAL:]
    return plain_address(value) if name == "online_url" else norm(value).lower()


CHECK = Check(
    "same_channels",
    SameChannelsParams,
    same_channels,
    needs=lambda _params, _role: frozenset({"guide", "application"}),
    gated=False,
)
