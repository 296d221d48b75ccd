"""The online form: does it open, for this unit, with the right fields and no others? It is never sent."""

from __future__ import annotations

from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.checks.inventory import ROLES
from inspector.facts.application_form import ART_29
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class OnlineFormParams(Params):
    """`ask`: `opens`, `receiver` (the unit is named), `fields` (the groups of Art. 29) or `excess` (nothing beyond, notice given)."""

    ask: Literal["opens", "receiver", "fields", "excess"]


def online_form(on: On, params: OnlineFormParams) -> list[Answer]:
    """One answer a form address printed on guide or application page."""
    forms: dict[str, Page] = {}
    for role in ROLES:
        for page in on.case.dossier.sheet(role).parts.get("forms", ()):
            forms.setdefault(page.label or page.url, page)
    if not forms:
        return [on.not_applicable("没有公布在线申请入口", "no online form is printed")]
    judge = {"opens": _opens, "receiver": _receiver, "fields": _fields, "excess": _excess}[params.ask]
    return [judge(on, page) if params.ask == "opens" or page.open else _closed(on, page) for page in forms.values()]


def _closed(on: On, page: Page) -> Answer:
    sight = page.sight
    if sight.state == "failed":
        return on.not_applicable(
            "在线申请入口打不开，由CH-07判定", "the form does not open; CH-07 judges it", subject=page.url
        )
    return on.unseen(
        sight.reason.zh,
        sight.reason.en,
        on.cite(page=page),
        subject=page.url,
        whose=sight.attribution,
        reason=sight.code,
    )


def _opens(on: On, page: Page) -> Answer:
    sight, cite = page.sight, on.cite(page=page)
    if sight.state == "open":
        return on.passed("在线申请入口可以打开", "the online form opens", cite, subject=page.url)
    if sight.state == "failed":
        return on.failed(
            f"在线申请入口打不开：{sight.reason.zh}",
            f"the online form does not open: {sight.reason.en}",
            cite,
            subject=page.url,
        )
    return _closed(on, page)


def _receiver(on: On, page: Page) -> Answer:
    document = page.document
    options = (
        [option for form in document.forms for field in form.fields for option in field.options] if document else []
    )
    text = norm((document.title + document.text(None) if document else "") + "".join(options))
    cite = on.cite(document.title if document else "", page)
    if any(norm(name) in text for name in on.case.unit.names):
        return on.passed("申请页面写明受理单位为本单位", "the form names this unit as receiver", cite, subject=page.url)
    return on.failed("申请页面没有指向本单位", "the form does not lead to this unit", cite, subject=page.url)


def _rows(page: Page) -> list[dict[str, object]]:
    rows = page.read("application").data("form_fields")
    return [dict(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _fields(on: On, page: Page) -> Answer:
    groups = {str(row["group"]) for row in _rows(page)}
    if not groups:
        return on.unseen(
            "入口页面上看不到申请表单",
            "no form is visible at this address",
            on.cite(page=page),
            subject=page.url,
            reason="no_form",
        )
    missing = [WORDS[group] for group in ART_29 if group not in groups]
    if missing:
        zh, en = "、".join(words[0] for words in missing), ", ".join(words[1] for words in missing)
        return on.failed(f"在线申请表缺少：{zh}", f"the online form lacks: {en}", on.cite(page=page), subject=page.url)
    return on.passed(
        "在线申请表项齐全", "the online form has all fields of Art. 29", on.cite(page=page), subject=page.url
    )


def _excess(on: On, page: Page) -> Answer:
    rows = _rows(page)
    if not rows:
        return on.unseen(
            "入口页面上看不到申请表单",
            "no form is visible at this address",
            on.cite(page=page),
            subject=page.url,
            reason="no_form",
        )
    excess = [
        str(row["label"]) for row in rows if row["mandatory"] is True and row["group"] not in (*ART_29, "other", "")
    ]
    notice = page.read("application").one("privacy_notice")
    faults = [f"必填的非必要项目：{'、'.join(excess)}"] if excess else []
    faults += [] if notice is not None else ["没有个人信息保护说明"]
    if faults:
        shown = "；".join(faults)
        return on.failed(
            shown,
            f"excess mandatory fields {excess}, privacy notice: {notice is not None}",
            on.cite(page=page),
            subject=page.url,
        )
    return on.passed(
        "没有多余的必填项，有个人信息保护说明",
        "no excess mandatory field, a privacy notice is there",
        on.cite(page=page),
        subject=page.url,
    )


WORDS = {
    "name": ("姓名或名称", "name"),
    "identity": ("身份证明", "proof of identity"),
    "contact": ("联系方式", "contact"),
    "description": ("所需信息的描述", "description of the information"),
    "form_requirement": ("获取方式等形式要求", "form in which it is wanted"),
}
CHECK = Check(
    "online_form",
    OnlineFormParams,
    online_form,
    needs=lambda _params, _role: frozenset({"guide", "application", "guide.forms", "application.forms"}),
    gated=False,
)
