"""Do guide and application page publish the same channels?"""

from __future__ import annotations

from typing import Literal

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import ELECTRONIC, NEEDS, WORDS, Channel, channels, forms, host_of, nothing
from inspector.facts.contacts import same_number
from inspector.facts.document import Document, norm
from inspector.facts.substance import declared_blank, says_little
from inspector.model.finding import Answer
from inspector.model.words import quoted
from inspector.survey.address import same_address

_POINTS_ELSEWHERE = lazy.pattern(
    r"(?:见|参见|参阅|查阅|查看|以)[^,，。;；]{0,40}(?:指南|附件|附表|名录|一览表|通讯录|目录)"
)
"""A sentence that leaves the contacts to another page says nothing of its own about them."""
_LITTLE = 60
"""Characters that a page of substance has."""
Pages = tuple[list[Channel], list[Channel]]


class ChannelsAgreeParams(Params):
    """`kinds`: the channels whose values are compared."""

    kinds: tuple[Literal["email", "form", "fax"], ...] = ("email", "form", "fax")


def channels_agree(on: On, params: ChannelsAgreeParams) -> list[Answer]:
    """Fail where both pages give a channel and have no value of it in common, or one accepts what the other refuses, or where
    the page on applications is dead or blank.

    What only one page prints is no contradiction. A channel of the registry that the pages print otherwise is left to a person.
    """
    gone = _gone(on)
    pages, registered = gone or _pages(on, params), _registered(on, params)
    compared = pages.outcome in ("pass", "fail") or not registered
    return [pages, *registered] if compared else registered


def _gone(on: On) -> Answer | None:
    """The page on applications is dead, or says that it is blank, while the guide prints channels; a person confirms.

    Where guide or registry name that page as the online form, the rule on forms judges it.
    """
    page = on.case.dossier.sheet("application").page
    printed = [one for one in channels(on) if one.kind in ELECTRONIC and one.accepts is not False]
    if page is None or not printed or any(same_address(url, page.url) for url in forms(on)):
        return None
    if page.sight.state == "failed":
        zh, en = (
            f"依申请公开页面打不开：{page.sight.reason.zh}",
            f"the page on applications is dead: {page.sight.reason.en}",
        )
    elif (
        page.open and page.document is not None and _blank(page.document, [one for one in printed if one.page is page])
    ):
        zh, en = "依申请公开页面没有内容", "the page on applications is blank"
    else:
        return None
    said = [one.value or one.quote for one in printed]
    zh = f"{zh}，指南公布的渠道（{'、'.join(said)}）在那里查不到"
    en = f"{en}; the guide's channels ({quoted(said)}) are not there"
    return on.failed(zh, en, on.cite(page=page), sure=False)


def _blank(document: Document, printed: list[Channel]) -> bool:
    return not printed and declared_blank(document) and says_little(document, _LITTLE)


def _pages(on: On, params: ChannelsAgreeParams) -> Answer:
    guide, application = (on.case.dossier.sheet(role).page for role in ("guide", "application"))
    if guide is None or application is None or not (guide.open and application.open) or guide.url == application.url:
        return nothing(on, "没有可以相互比较的两个页面", "there are no two pages to compare")
    found = channels(on)
    both = ([one for one in found if one.page.url == page.url] for page in (guide, application))
    here, there = both
    differing = [pair for kind in WORDS if (pair := _differ(kind, here, there, params)) is not None]
    if differing:
        zh = "；".join(f"{WORDS[a.kind][0]}：指南“{_said(a)}”，依申请公开页面“{_said(b)}”" for a, b in differing)
        en = "; ".join(f"{WORDS[a.kind][1]}: guide “{_said(a)}”, application page “{_said(b)}”" for a, b in differing)
        cites = [one.cite(on) for pair in differing for one in pair]
        return on.failed(f"两个页面公布的渠道不一致：{zh}", f"the pages differ: {en}", *cites)
    if not {one.kind for one in here} & {one.kind for one in there}:
        return on.not_applicable("两个页面没有相同的渠道可以比较", "the pages have no channel in common to compare")
    return on.passed("两个页面公布的渠道没有矛盾", "the channels on both pages do not contradict each other")


def _registered(on: On, params: ChannelsAgreeParams) -> list[Answer]:
    """One answer a channel of the registry: the pages print it, or another of its kind, which a person looks at."""
    found, answers = channels(on), []
    for value in on.case.unit.channels:
        kind = "email" if "@" in value else "form" if value.startswith(("http://", "https://")) else "fax"
        printed = [one for one in found if one.kind == kind and one.value]
        if kind not in params.kinds or not printed:
            continue
        if any(_same(kind, one.value, value) for one in printed):
            answers.append(
                on.passed(f"登记的{WORDS[kind][0]}{value}已公布", f"the registered {value} is published", subject=value)
            )
            continue
        shown = [one.value for one in printed]
        zh = f"登记的{WORDS[kind][0]}是{value}，页面公布的是{'、'.join(shown)}"
        en = f"registered is {value}, published is {', '.join(shown)}"
        answers.append(on.failed(zh, en, *(one.cite(on) for one in printed), subject=value, sure=False))
    return answers


def _same(kind: str, one: str, other: str) -> bool:
    if kind == "fax":
        return same_number(norm(one), norm(other))
    return same_address(one, other) if kind == "form" else norm(one).lower() == norm(other).lower()


def _differ(
    kind: str, here: list[Channel], there: list[Channel], params: ChannelsAgreeParams
) -> tuple[Channel, Channel] | None:
    mine, theirs = ([one for one in side if one.kind == kind] for side in (here, there))
    for a in mine:
        for b in theirs:
            if {a.accepts, b.accepts} == {True, False} and _contradict(a, mine, b, theirs):
                return a, b
    valued, others = ([one for one in side if one.value] for side in (mine, theirs))
    if kind not in params.kinds or not valued or not others:
        return None
    if kind == "form" and {one.value for one in valued + others} & {valued[0].page.url, others[0].page.url}:
        return None
    return None if any(_alike(a, b) for a in valued for b in others) else (valued[0], others[0])


def _contradict(a: Channel, mine: list[Channel], b: Channel, theirs: list[Channel]) -> bool:
    """Whether one page refuses what the other declares: the same value, or the kind where one of them prints no value.

    A page that refuses one mailbox and takes another does not refuse mail; words that point to another page declare nothing.
    """
    refused, beside, declared = (a, mine, b) if a.accepts is False else (b, theirs, a)
    if a.value and b.value:
        return _alike(a, b)
    if not declared.value and _POINTS_ELSEWHERE.search(declared.quote):
        return False
    return not any(one.accepts is not False for one in beside if one is not refused)


def _alike(one: Channel, other: Channel) -> bool:
    return host_of(one.value) == host_of(other.value) if one.kind == "form" else _same(one.kind, one.value, other.value)


def _said(one: Channel) -> str:
    return one.value if one.value and one.accepts is not False else one.quote


CHECK = Check("channels_agree", ChannelsAgreeParams, channels_agree, needs=lambda _params, _role: NEEDS, gated=False)
