"""Does an online form ask for what Art. 29 names, and for nothing that it must not insist on?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import NEEDS, forms, nothing, readings, rows
from inspector.facts.reading import Json
from inspector.model.finding import Answer
from inspector.model.words import quoted
from inspector.survey.dossier import Page


class FormFieldsParams(Params):
    """`required`: groups the form must have, with the words people use. `excess`: groups it must not make mandatory.

    `privacy`: the form must say how personal data are kept.
    """

    required: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - pydantic copies defaults
    excess: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - as above
    privacy: bool = False


def form_fields(on: On, params: FormFieldsParams) -> list[Answer]:
    """One answer an open online form; forms whose fields only show later, or behind a login, are left to a person."""
    behind = [page for page in forms(on).values() if page is not None]
    pages = {page.url: page for page in (*behind, *(page for page, _ in readings(on))) if page.open}
    fielded = {url: (page, fields) for url, page in pages.items() if (fields := _fields(page))}
    if fielded:
        return [_judge(on, params, url, page, fields) for url, (page, fields) in fielded.items()]
    if not forms(on):
        return [nothing(on, "没有在线申请表单", "there is no online form")]
    zh, en = "在线申请入口没有直接显示表项", "the online entry shows no fields at once"
    unseen = [page for page in behind if not page.open]
    return [on.unseen(zh, en, reason=unseen[0].sight.code if unseen else "fields_not_shown")]


def _fields(page: Page) -> list[dict[str, Json]]:
    found = rows(page.read("application").data("form_fields"))
    return [field for field in found if field.get("source") == "form"]


def _judge(on: On, params: FormFieldsParams, url: str, page: Page, fields: list[dict[str, Json]]) -> Answer:
    groups = {str(field.get("group")) for field in fields}
    faults = [(f"缺少{zh}", f"{en} is missing") for key, (zh, en) in params.required.items() if key not in groups]
    forced = {str(field.get("group")): field for field in fields if field.get("mandatory")}
    for key in [key for key in params.excess if key in forced]:
        label = str(forced[key].get("label"))
        faults.append((f"必填“{label}”", f"“{label}” ({params.excess[key][1]}) is mandatory"))
    if params.privacy and not _says_privacy(on, page):
        faults.append(("没有个人信息保护说明", "there is no privacy notice"))
    names = [str(field.get("label")) for field in fields]
    labels, quotes = "、".join(names), quoted(names)
    if faults:
        zh, en = "；".join(fault[0] for fault in faults), "; ".join(fault[1] for fault in faults)
        zh, en = f"在线申请表{zh}（表项：{labels}）", f"online form: {en} (fields: {quotes})"
        return on.failed(zh, en, on.cite(labels, page), subject=url)
    return on.passed(
        f"在线申请表符合要求（表项：{labels}）",
        f"the form is as required (fields: {quotes})",
        on.cite(labels, page),
        subject=url,
    )


def _says_privacy(on: On, page: Page) -> bool:
    own = [one for one, _ in readings(on)]
    return any(one.read("application").one("privacy_notice") is not None for one in (page, *own))


CHECK = Check(
    "form_fields",
    FormFieldsParams,
    form_fields,
    needs=lambda _params, _role: NEEDS | {"guide.forms", "application.forms"},
    gated=False,
)
