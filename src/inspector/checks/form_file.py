"""Does the application form offered for download open, and does it say what it should?"""

from __future__ import annotations

from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import NEEDS, ROLES, nothing, readings, rows
from inspector.facts.application_form import ART_29
from inspector.model.finding import Answer
from inspector.survey.dossier import Page

_GROUPS = {
    "name": ("姓名或名称", "name"),
    "identity": ("身份证明", "identity proof"),
    "contact": ("联系方式", "contact"),
    "description": ("所需信息的名称、文号或特征", "description of the information"),
    "form_requirement": ("获取信息的方式、途径", "way of obtaining"),
}


class FormFileParams(Params):
    """`ask`: whether the file is really one (`opens`), or what stands in it (`content`)."""

    ask: Literal["opens", "content"] = "opens"


def form_file(on: On, params: FormFileParams) -> list[Answer]:
    """One answer a file whose link says that it is the application form."""
    wanted = {
        str(one.get("url")): str(one.get("text"))
        for page, _ in readings(on)
        for one in rows(page.read("application").data("form_files"))
        if one.get("named")
    }
    if not wanted:
        return [nothing(on, "页面上没有申请表下载链接", "no application form is offered for download")]
    got = {page.url: page for role in ROLES for page in on.case.dossier.sheet(role).parts.get("files", ())}
    return [_judge(on, params, url, text, got.get(url)) for url, text in wanted.items()]


def _judge(on: On, params: FormFileParams, url: str, text: str, page: Page | None) -> Answer:
    if page is None:
        zh, en = f"申请表“{text}”没有采集", f"the form “{text}” was not collected"
        return on.unseen(zh, en, subject=url, reason="guard")
    sight, place = page.sight, on.cite(text, page)
    if sight.state == "unseen":
        zh, en = f"申请表“{text}”：{sight.reason.zh}", f"form “{text}”: {sight.reason.en}"
        return on.unseen(zh, en, place, subject=url, whose=sight.attribution, reason=sight.code)
    if params.ask == "content":
        return _contents(on, url, text, page)
    if sight.state == "failed":
        zh, en = f"申请表“{text}”无法下载：{sight.reason.zh}", f"form “{text}” does not download: {sight.reason.en}"
        return on.failed(zh, en, place, subject=url, attribution=sight.attribution)
    if not _is_file(page):
        zh, en = f"申请表“{text}”打开的是网页，不是文件", f"the form “{text}” opens as a web page, not as a file"
        return on.failed(zh, en, place, subject=url)
    kind = page.document.kind if page.document is not None else ""
    return on.passed(
        f"申请表“{text}”可以下载打开（{kind}）", f"form “{text}” downloads and opens ({kind})", place, subject=url
    )


def _is_file(page: Page) -> bool:
    """A file, or markup that carries the form itself: word processors save such under their own extension."""
    kind = page.document.kind if page.document is not None else ""
    return kind not in ("html", "text") or bool(rows(page.read("application").data("form_fields")))


def _contents(on: On, url: str, text: str, page: Page) -> Answer:
    place = on.cite(text, page)
    if not page.open or not _is_file(page):
        return on.not_applicable(
            f"申请表“{text}”未能打开，由CH-11判定", f"form “{text}” does not open; CH-11 judges it", place, subject=url
        )
    reading = page.read("application")
    fields = rows(reading.data("form_fields"))
    if not fields:
        zh, en = f"没有读出申请表“{text}”的表项", f"no fields could be read from form “{text}”"
        return on.unseen(zh, en, place, subject=url, reason="fields_not_shown")
    groups = {str(field.get("group")) for field in fields}
    missing = [_GROUPS[key] for key in ART_29 if key not in groups]
    stale = [fact.quote for fact in reading.many("stale_law")]
    stale += [
        str(field["label"])
        for field in fields
        if field.get("group") == "purpose" and field.get("mandatory") is not False
    ]
    faults = [(f"缺少{zh}", f"{en} is missing") for zh, en in missing]
    faults += [(f"仍有旧规定“{quote}”", f"outdated clause “{quote}”") for quote in dict.fromkeys(stale)]
    if faults:
        zh, en = "；".join(fault[0] for fault in faults), "; ".join(fault[1] for fault in faults)
        return on.failed(f"申请表“{text}”{zh}", f"form “{text}”: {en}", place, subject=url)
    zh, en = f"申请表“{text}”包含第二十九条的各项", f"form “{text}” has everything Art. 29 asks for"
    return on.passed(zh, en, place, subject=url)


CHECK = Check(
    "form_file",
    FormFileParams,
    form_file,
    needs=lambda _params, _role: NEEDS | {"guide.files", "application.files"},
    gated=False,
)
