"""What an application form asks for: the groups of Art. 29, and what it asks beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector import lazy
from inspector.facts.document import Document, Field, Form, Table, norm
from inspector.facts.reading import Json

ART_29 = ("name", "identity", "contact", "description", "form_requirement")
"""The groups that Art. 29(2) asks for."""

_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("purpose", lazy.pattern(r"^(?!.*(?:承诺|保证|合法|非法|不得|负责|不用于|无需|不需)).*用途")),
    ("occupation", lazy.pattern(r"职业|职务|职称|从业")),
    ("workplace", lazy.pattern(r"工作单位|所在单位|就业单位")),
    ("marital", lazy.pattern(r"婚姻|婚否|配偶")),
    ("gender", lazy.pattern(r"^性别|性别$")),
    ("birth", lazy.pattern(r"出生|^年龄")),
    ("education", lazy.pattern(r"学历|文化程度")),
    ("politics", lazy.pattern(r"政治面貌")),
    ("ethnicity", lazy.pattern(r"^民族|国籍")),
    ("household", lazy.pattern(r"户籍|户口|家庭")),
    ("income", lazy.pattern(r"收入|银行卡|银行账号")),
    (
        "form_requirement",
        lazy.pattern(
            r"提供方式|获取(?:政府)?信息的?(?:方式|途径)|获取方式|形式要求|载体|介质|提供政府信息的"
            r"|送达方式|答复方式|领取方式|获取途径|^(?:邮寄|快递|寄送|(?:自行|当面|现场|上门)领取|自取|纸质(?:文本|版)?|光盘|磁盘|电子文档|抄录|现场阅读)$"
        ),
    ),
    (
        "description",
        lazy.pattern(
            r"内容描述|所需的?(?:政府)?信息|信息名称|信息内容|申请内容|申请公开的|文号|特征(?:描述)?|申请事项"
            r"|信息索引号|需求描述|标题|描述"
        ),
    ),
    ("identity", lazy.pattern(r"证件|身份证|组织机构代码|统一社会信用代码|信用代码|营业执照|身份证明")),
    ("contact", lazy.pattern(r"电话|手机|邮箱|电子邮件|e-?mail|地址|联系方式|邮政编码|邮编|传真", re.IGNORECASE)),
    ("name", lazy.pattern(r"姓名|^名称|单位名称|机构名称|申请人$|申请人名称|^联系人|法定代表人|法人代表|法人姓名")),
)
_MARKED = lazy.pattern(r"[*＊★]|必填|必选|必须填写")
_OPTIONAL = lazy.pattern(r"选填|非必填|可不填")
_NOT_ASKED = lazy.pattern(r"验证码|搜索|检索|关键[字词]|全文|用户名|密码|查询码|^$")
_BLANK = lazy.pattern(
    r"([\u4e00-\u9fff（）()*/、]{2,20})\s*[:：](?=[\s_＿]*$|\s*[_＿]{2}|\s*[\u4e00-\u9fff]{0,6}[□○☐◯■]|\s+[\u4e00-\u9fff（）()*/、]{2,20}\s*[:：])"
)
"""A label with room behind it: to the line's end, a rule to write on, boxes to tick, or the next label."""
_LABEL_CHARS = 24
_CHOICES = lazy.pattern(r"[（(：:\n\r□○☐◯]")
"""What a cell prints behind its label: a note in brackets, choices."""


def form_fields(document: Document) -> Json:
    """`[{"group", "label", "mandatory", "bound", "source"}]`; `mandatory` is None where a form does not mark it."""
    from_forms = [field for form in document.forms for field in _of_form(form)]
    if _is_application(from_forms):
        return list(from_forms)
    printed = [field for table in document.tables if not table.hidden for field in _of_table(table)]
    if not _is_application(printed):
        printed = list(_of_lines(document))
    return list(printed) if _is_application(printed) else []


def group_of(label: str) -> str | None:
    """The group a form label belongs to; None for words that are no field."""
    text = norm(label).strip("*:：")
    if not text or _NOT_ASKED.search(text):
        return None
    return next((group for group, words in _GROUPS if words.search(text)), None)


def is_application_form(form: Form) -> bool:
    """Whether a form of the page takes applications, not searches or logins."""
    return _is_application(list(_of_form(form)))


def _is_application(fields: list[dict[str, Json]]) -> bool:
    groups = {field["group"] for field in fields}
    return "description" in groups and len(groups & set(ART_29)) >= 3


def _of_form(form: Form) -> Iterator[dict[str, Json]]:
    for field in form.fields:
        if field.type in ("hidden", "submit", "button", "image", "reset", "password", "search"):
            continue
        group = group_of(field.label) or group_of(field.name) or group_of(_prompt(field)) or _by_choices(field)
        if group:
            mandatory = field.required or bool(_MARKED.search(field.label))
            yield _entry(group, field.label or field.name, mandatory, field.bound, "form")


def _prompt(field: Field) -> str:
    """What a list to choose from says before anything is chosen: `请选择信息获取方式`."""
    first = field.options[0] if field.options else ""
    return first if re.match(r"[-—\s]*请?选择", first) else ""


def _by_choices(field: Field) -> str | None:
    """A list whose choices are ways to get the information, though no word names it."""
    return "form_requirement" if any(group_of(one) == "form_requirement" for one in field.options) else None


def _of_table(table: Table) -> Iterator[dict[str, Json]]:
    marks_used = any(_MARKED.search(cell) for row in table.rows for cell in row)
    optional = False
    seen: set[tuple[str, str]] = set()
    for row in table.rows:
        optional = optional or any(_OPTIONAL.search(norm(cell)) for cell in row)
        for cell in dict.fromkeys(row):
            label = _label(cell.strip())
            group = group_of(label) if 0 < len(norm(label)) <= _LABEL_CHARS and not _is_choice(label) else None
            if group and (group, label) not in seen:
                seen.add((group, label))
                yield _entry(group, label, _mandatory(label, marks_used, optional), False, "table")


def _label(cell: str) -> str:
    """The words of a cell that name its field: of a long one, those before its note or its choices."""
    return cell if len(norm(cell)) <= _LABEL_CHARS else _CHOICES.split(cell, maxsplit=1)[0].strip()


def _of_lines(document: Document) -> Iterator[dict[str, Json]]:
    """Forms typed as lines with blanks: `姓名：____`."""
    for line in document.lines:
        for match in _BLANK.finditer(line.text) if line.region == "main" else ():
            if group := group_of(match[1]):
                yield _entry(group, match[1], _mandatory(line.text, False, False), False, "text")


def _mandatory(text: str, marks_used: bool, optional: bool) -> bool | None:
    if _MARKED.search(text):
        return True
    return False if marks_used or optional else None


def _is_choice(label: str) -> bool:
    return label[:1] in "□○☐◯√" or "□" in label


def _entry(group: str, label: str, mandatory: bool | None, bound: bool, source: str) -> dict[str, Json]:
    return {"group": group, "label": label, "mandatory": mandatory, "bound": bound, "source": source}
