"""Do the online entries of application open?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import NEEDS, forms, nothing
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class FormOpensParams(Params):
    """Nothing to set."""


def form_opens(on: On, _: FormOpensParams) -> list[Answer]:
    """One answer an entry that guide or application page publishes and does not refuse."""
    found = forms(on)
    if not found:
        return [nothing(on, "没有公布在线申请网址", "no address of an online form is published")]
    return [_judge(on, url, page) for url, page in found.items()]


def _judge(on: On, url: str, page: Page | None) -> Answer:
    if page is None:
        zh, en = f"在线申请入口{url}不在允许检查的范围内", f"the online form {url} lies outside what may be visited"
        return on.unseen(zh, en, subject=url, reason="guard")
    sight = page.sight
    if sight.state == "unseen":
        zh, en = f"在线申请入口{url}：{sight.reason.zh}", f"online form {url}: {sight.reason.en}"
        return on.unseen(zh, en, on.cite(page=page), subject=url, whose=sight.attribution, reason=sight.code)
    if sight.state == "failed":
        zh, en = f"在线申请入口{url}无法打开：{sight.reason.zh}", f"online form {url} does not open: {sight.reason.en}"
        return on.failed(zh, en, on.cite(page=page), subject=url, attribution=sight.attribution)
    plain = (page.capture.final_url or url).startswith("http://")
    note, note_en = ("（未使用https）", " (without https)") if plain else ("", "")
    zh, en = f"在线申请入口{url}可以打开{note}", f"the online form {url} opens{note_en}"
    return on.passed(zh, en, on.cite(page=page), subject=url)


CHECK = Check(
    "form_opens",
    FormOpensParams,
    form_opens,
    needs=lambda _params, _role: NEEDS | {"guide.forms", "application.forms"},
    gated=False,
)
