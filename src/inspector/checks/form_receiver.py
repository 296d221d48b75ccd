"""Does an online entry lead to this unit, not to a platform's front page?"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import NEEDS, forms, nothing, readings
from inspector.checks.other_unit import other_unit
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.survey.dossier import Page
from inspector.survey.unit_names import is_named

_FRONT = lazy.pattern(r"/?(?:(?:index|default|home|main)(?:\.\w{2,5})?)?", re.IGNORECASE)
_RECEIVER = lazy.pattern(
    r"(?:office|dept|department|org|organ|unit|agency|receiver|bm|dw|jg|bmid|dwid|jgid|xzjg|sljg)_?(?:id|code|no|name|bh|dm)?",
    re.IGNORECASE,
)


class FormReceiverParams(Params):
    """Nothing to set."""


def form_receiver(on: On, _: FormReceiverParams) -> list[Answer]:
    """Pass where the page names the unit or its address carries a receiver; a person confirms that it does not.

    One more fail where the page on applications is another unit's.
    """
    found, answers = forms(on), _foreign(on)
    if not found:
        return answers or [nothing(on, "没有公布在线申请网址", "no address of an online form is published")]
    own = {page.url for page, _ in readings(on)}
    return [*answers, *(_judge(on, url, page, url in own) for url, page in found.items())]


def _foreign(on: On) -> list[Answer]:
    page = on.case.dossier.sheet("application").page
    if page is None or not page.open or page.document is None or (found := other_unit(on, page.document)) is None:
        return []
    other, words = found
    zh = f"依申请公开页面写的是“{other.name}”，没有“{on.case.unit.name}”"
    en = f"the page on applications speaks of “{other.name}”, never of “{on.case.unit.name}”"
    return [on.failed(zh, en, on.cite(words, page), subject=page.url, sure=False)]


def _judge(on: On, url: str, page: Page | None, own: bool) -> Answer:
    if page is None or not page.open or page.document is None:
        zh, en = f"在线申请入口{url}未能看到", f"the online form {url} could not be seen"
        reason = page.sight.code if page is not None else "guard"
        return on.unseen(zh, en, subject=url, whose=page.sight.attribution if page else "us", reason=reason)
    place = on.cite(page=page)
    text = norm(page.document.title + page.document.text(None))
    options = [norm(option) for form in page.document.forms for field in form.fields for option in field.options]
    if own or _bound(page) or any(is_named(on.case.unit, words) for words in (text, *options)):
        return on.passed(f"入口{url}指向本单位", f"{url} leads to this unit", place, subject=url)
    if _is_front(page):
        zh, en = f"入口{url}打开的是平台首页，没有指向本单位", f"{url} opens a platform's front page, not this unit"
        return on.failed(zh, en, place, subject=url)
    zh, en = f"入口{url}没有写明由本单位受理", f"{url} does not say that this unit receives the application"
    return on.failed(zh, en, place, subject=url)


def _bound(page: Page) -> bool:
    """Whether the address carries a receiver, `officeId=12`; a form that is there and names nobody is for a person to see."""
    if page.read("application").data("form_fields"):
        return False
    queries = [urlsplit(url).query for url in (page.label, page.url, page.capture.final_url)]
    return any(_RECEIVER.fullmatch(key) and value for query in queries for key, value in parse_qsl(query))


def _is_front(page: Page) -> bool:
    parts = urlsplit(page.capture.final_url or page.url)
    return bool(_FRONT.fullmatch(parts.path)) and not parts.query


CHECK = Check(
    "form_receiver",
    FormReceiverParams,
    form_receiver,
    needs=lambda _params, _role: NEEDS | {"guide.forms", "application.forms"},
    gated=False,
)
