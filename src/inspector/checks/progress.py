"""Can an applicant follow an application online?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import NEEDS, ROLES, forms, nothing, readings, rows, unsettled
from inspector.facts.reading import Fact
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class ProgressParams(Params):
    """Nothing to set."""


def progress(on: On, _: ProgressParams) -> list[Answer]:
    """Pass where a query entry is offered and not dead; only a unit with an online form is asked."""
    entries = forms(on)
    if not entries:
        return [nothing(on, "没有公布在线申请平台", "no online platform is published")]
    pages = {page.url: page for page in (*entries.values(), *(page for page, _ in readings(on))) if page is not None}
    for page in pages.values():
        found = page.read("application").one("progress_query") if page.open else None
        if found is not None:
            return [_judge(on, page, found)]
    unseen = [page for page in entries.values() if page is None or not page.open]
    if unseen or unsettled(on) is not None:
        return [on.unseen("在线申请平台未能全部看到", "the online platform was not seen whole", reason="unseen")]
    if not any(_has_fields(page) for page in entries.values() if page is not None):
        zh, en = (
            "在线申请平台没有直接显示表项，登录后可能有查询入口",
            "the platform shows no fields at once; behind a login there may be a query",
        )
        return [on.unseen(zh, en, *(on.cite(page=page) for page in pages.values()), reason="fields_not_shown")]
    zh, en = "申请页面和在线平台均没有申请进度查询入口", "neither the pages nor the platform offer a progress query"
    return [on.failed(zh, en, *(on.cite(page=page) for page in pages.values()))]


def _has_fields(page: Page) -> bool:
    return any(field.get("source") == "form" for field in rows(page.read("application").data("form_fields")))


def _judge(on: On, page: Page, found: Fact) -> Answer:
    parts = [
        one for role in ROLES for part in ("links", "forms") for one in on.case.dossier.sheet(role).parts.get(part, ())
    ]
    looked = next((one for one in parts if one.url == found.value), None)
    place = on.cite(found, page)
    if looked is not None and looked.sight.state == "failed":
        zh, en = f"进度查询入口{found.value}无法打开", f"the progress query {found.value} does not open"
        return on.failed(zh, en, place, on.cite(page=looked), attribution=looked.sight.attribution)
    if looked is not None and looked.sight.state == "unseen":
        zh, en = f"进度查询入口：{looked.sight.reason.zh}", f"progress query: {looked.sight.reason.en}"
        return on.unseen(zh, en, place, whose=looked.sight.attribution, reason=looked.sight.code)
    return on.passed("提供申请进度查询", "a progress query is offered", place)


CHECK = Check(
    "progress",
    ProgressParams,
    progress,
    needs=lambda _params, _role: NEEDS | {"guide.forms", "application.forms", "application.links"},
    gated=False,
)
