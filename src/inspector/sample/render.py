"""Pages of content: Jinja2 templates, and Word and Excel files made in memory."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from inspector.sample.documents import Item
from inspector.sample.figures import GROUPS, RESULTS
from inspector.sample.materials import Content
from inspector.sample.office import docx, xlsx
from inspector.sample.site import Page

_FORM_GROUPS = {
    "name": "申请人姓名（名称）",
    "id_type": "证件名称",
    "id_number": "证件号码",
    "phone": "联系电话",
    "address": "联系地址",
    "email": "电子邮箱",
    "title": "所需政府信息的名称、文号",
    "description": "所需政府信息的其他特征性描述",
    "way": "获取信息的方式",
    "carrier": "信息载体形式",
    "job": "职业",
    "marriage": "婚姻状况",
    "politics": "政治面貌",
}


@cache
def environment() -> Environment:
    """The templates, with everything undefined refused."""
    made = Environment(
        loader=PackageLoader("inspector.sample"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(word=as_word, by_year=by_year)
    made.globals.update(form_labels=_FORM_GROUPS, results=RESULTS, groups=GROUPS)
    return made


def html(page: Page, content: Content, pages: Mapping[str, Page], site: Mapping[str, Any]) -> str:
    """One page of a unit. `site` is what all pages of the host share: header, footer, addresses of other hosts."""
    template = environment().get_template(f"{page.template}.html")
    layout = f"layouts/{content['unit']['layout']}.html"

    def link(key: str) -> str:
        return pages[key].path if key in pages else ""

    return template.render(
        page=page, unit=content["unit"], content=content, pages=pages, site=site, link=link, layout=layout
    )


def file(page: Page, content: Content) -> bytes:
    """The bytes of a file page."""
    if page.key == "file/form":
        return docx("政府信息公开申请表", [f"受理机关：{content['unit']['name']}"], _form_rows(page.data))
    if page.key == "file/list":
        table = content["list"]
        rows = [table["heads"], *([row[head] for head in table["heads"]] for row in table["rows"])]
        if page.path.endswith(".xlsx"):
            return xlsx(rows, table["hidden"])
        return docx(table["title"], [f"更新日期：{table['updated']}"], rows)
    item: Item = page.data
    return docx(page.title, item["body"], [])


def by_year(items: Sequence[Item]) -> list[tuple[str, list[tuple[int, Item]]]]:
    """Items with their places under the year they were published in, newest year as it comes."""
    years = dict.fromkeys(item["date"][:4] for item in items)
    return [
        (year, [(place, item) for place, item in enumerate(items) if item["date"].startswith(year)]) for year in years
    ]


def as_word(text: str) -> Markup:
    """Paragraphs the way they look after pasting from a word processor."""
    dressed = re.sub(
        r"<p>",
        '<p class="MsoNormal" style=\'text-indent:32.0pt;line-height:28.0pt\'><span lang="ZH-CN" '
        "style='font-size:16.0pt;font-family:仿宋_GB2312'>",
        str(text),
    )
    return Markup(dressed.replace("</p>", '</span><span lang="EN-US"><o:p></o:p></span></p>'))  # noqa: S704 - our own templates


def _form_rows(data: Mapping[str, Any]) -> list[list[str]]:
    keys = ["name", "id_type", "id_number", "phone", "address", "email", "title", "description", "way", "carrier"]
    kept = [key for key in keys if data["identity"] or not key.startswith("id_")]
    rows = [[_FORM_GROUPS[key], ""] for key in kept]
    return [*rows, [data["extra"], ""]] if data["extra"] else rows
