"""The application form as a file: does it download and open, and does it ask what Art. 29 asks?"""

from __future__ import annotations

from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.facts.application_form import ART_29
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class ApplicationFileParams(Params):
    """`ask`: `opens` or `content`."""

    ask: Literal["opens", "content"]


def application_file(on: On, params: ApplicationFileParams) -> list[Answer]:
    """One answer a form file linked on the application page."""
    files = [one for one in on.sheet.parts.get("files", ()) if "申请" in norm(one.label) or "表" in norm(one.label)]
    if not files:
        return [on.not_applicable("没有申请表文件", "there is no form file")]
    return [_opens(on, file) if params.ask == "opens" else _content(on, file) for file in files]


def _opens(on: On, file: Page) -> Answer:
    cite, name, sight = on.cite(file.label, file), file.label, file.sight
    kind = file.document.kind if file.document is not None else ""
    if sight.state == "failed":
        zh, en = f"“{name}”不能下载：{sight.reason.zh}", f"“{name}” does not download: {sight.reason.en}"
        return on.failed(zh, en, cite, subject=file.url)
    if kind == "html" and not file.url.lower().endswith((".html", ".htm", ".shtml")):
        zh, en = f"“{name}”下载到的是网页，不是文件", f"“{name}” downloads a web page, not a file"
        return on.failed(zh, en, cite, subject=file.url)
    problem = file.document.problem if file.document is not None else ""
    if sight.state == "unseen" or file.document is None or problem:
        zh, en = f"“{name}”未能读取：{problem or sight.reason.zh}", f"“{name}” could not be read: {problem or sight.reason.en}"
        return on.unseen(zh, en, cite, subject=file.url, reason=sight.code or "unreadable")
    return on.passed(f"“{name}”可以下载和打开（{kind}）", f"“{name}” downloads and opens ({kind})", cite, subject=file.url)


def _content(on: On, file: Page) -> Answer:
    document = file.document
    if not file.open or document is None or document.problem or document.kind == "html" or not document.lines:
        return on.not_applicable("申请表未能读取，由CH-11判定", "the form was not read; CH-11 judges that", subject=file.url)
    rows = file.read("application").data("form_fields")
    groups = {str(row.get("group")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    if not groups:
        zh, en = f"“{file.label}”中没有读出表项", f"no field was read in “{file.label}”"
        return on.unseen(zh, en, subject=file.url, reason="no_fields")
    missing = [group for group in ART_29 if group not in groups]
    cite = on.cite(file.label, file)
    if missing or "purpose" in groups:
        shown = "、".join([f"缺{WORDS[group]}" for group in missing] + (["要求说明用途"] if "purpose" in groups else []))
        en = f"the form file lacks or exceeds: {', '.join(missing) or 'purpose'}"
        return on.failed(f"申请表内容不符：{shown}", en, cite, subject=file.url)
    return on.passed("申请表包含第二十九条要求的内容", "the form file has what Art. 29 asks", cite, subject=file.url)


WORDS = {
    "name": "姓名或名称",
    "identity": "身份证明",
    "contact": "联系方式",
    "description": "所需信息的描述",
    "form_requirement": "获取方式等形式要求",
}
CHECK = Check(
    "application_file",
    ApplicationFileParams,
    application_file,
    needs=lambda _params, _role: frozenset({"application.files"}),
)
