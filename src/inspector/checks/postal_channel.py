"""Is everything there that a letter or a visitor with an application needs?"""

from __future__ import annotations

from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import NEEDS, channels, nothing, readings, unsettled
from inspector.checks.missing import NO_DOUBT
from inspector.facts.reading import Json
from inspector.model.finding import Answer
from inspector.model.words import Words

_NO_POST = Words("；页面没有说可以邮寄，由人工确认", "; no page says that letters are taken: a person confirms")


class PostalChannelParams(Params):
    """`parts`: what must be printed, with the words people use: `address`, `recipient`, `postcode`, `envelope_mark`."""

    parts: dict[Literal["address", "recipient", "postcode", "envelope_mark"], tuple[str, str]]


def postal_channel(on: On, params: PostalChannelParams) -> list[Answer]:
    """What one page lacks the other may print; the name of the work body counts as recipient."""
    said = [one for one in channels(on) if one.kind in ("post", "in_person") and one.accepts is not False]
    if not said:
        return [nothing(on, "没有公布当面或邮寄渠道", "no postal or in-person channel is published")]
    have = {key for _, reading in readings(on) for key, value in _parts(reading.data("postal")).items() if value}
    if any(reading.one("work_body") is not None or reading.data("directory") for _, reading in readings(on)):
        have.add("recipient")
    have |= {"address"} if _without_office(on) else set()
    missing = [words for key, words in params.parts.items() if key not in have]
    cites = [one.cite(on) for one in said]
    if not missing:
        return [on.passed("当面、邮寄渠道信息完整", "the postal and in-person channel is complete", *cites)]
    closed = unsettled(on)
    if closed is not None:
        return [closed]
    elsewhere = next((fact for _, reading in readings(on) if (fact := reading.one("elsewhere")) is not None), None)
    if elsewhere is not None:
        zh, en = "页面写明联系方式见附件，由人工核对", "the page leaves its contacts to a file: look by hand"
        return [on.unseen(zh, en, on.cite(elsewhere), reason="in_attachment")]
    zh, en = "、".join(words[0] for words in missing), ", ".join(words[1] for words in missing)
    why = NO_DOUBT if any(one.kind == "post" for one in said) else _NO_POST
    zh, en = f"当面、邮寄渠道缺少{zh}{why.zh}", f"the postal channel lacks: {en}{why.en}"
    return [on.failed(zh, en, *cites, sure=why is NO_DOUBT)]


def _without_office(on: On) -> bool:
    """Whether the guide prints no address at all: that is one defect, which the rule on the office address judges."""
    guide = on.case.dossier.sheet("guide").page
    return guide is not None and guide.open and guide.read("guide").one("office_address") is None


def _parts(data: Json) -> dict[str, Json]:
    return data if isinstance(data, dict) else {}


CHECK = Check("postal_channel", PostalChannelParams, postal_channel, needs=lambda _params, _role: NEEDS, gated=False)
