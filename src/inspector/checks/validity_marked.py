"""Are repealed documents marked as such?"""

from __future__ import annotations

import re

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import documents, of_kinds
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.survey.dossier import Page

_REPEAL = re.compile(r"(?:废止|宣布失效|停止执行)")
_NAMED = re.compile(r"《([^》]{4,60})》")
_MARKED = re.compile(r"废止|失效|无效|停止执行")


class ValidityMarkedParams(Params):
    """`kinds`: column kinds whose documents are looked at."""

    kinds: tuple[str, ...] = ("policy", "notice")


def validity_marked(on: On, params: ValidityMarkedParams) -> list[Answer]:
    """Fail where a document named in a repeal is listed without being marked; a person confirms."""
    pages = [page for page in documents(on.case, params.kinds) if page.open]
    repeals = [
        item.title
        for column in of_kinds(on.case, params.kinds)
        if column.page.open
        for item in column.items
        if _REPEAL.search(item.title)
    ]
    named = {norm(name) for title in repeals for name in _NAMED.findall(title)}
    if not named:
        return [on.not_applicable("没有发现废止公告", "no repeal was found")]
    answers = [
        _judge(on, page)
        for page in pages
        if any(name in norm(page.label) for name in named) and not _REPEAL.search(page.label)
    ]
    return answers or [
        on.not_applicable("被废止的文件不在抽查范围内", "the repealed documents are not among those opened")
    ]


def _judge(on: On, page: Page) -> Answer:
    validity = page.read("article").one("validity")
    said = str(validity.value) if validity is not None and validity.value else ""
    marked = _MARKED.search(said) or _MARKED.search(page.label)
    cite = on.cite(validity or page.label, page)
    zh, en = (
        f"“{page.label}”已被废止，页面有效性：{said or '未标注'}",
        f"“{page.label}” is repealed; its page says: {said or 'nothing'}",
    )
    return on.passed(zh, en, cite, subject=page.url) if marked else on.failed(zh, en, cite, subject=page.url)


CHECK = Check(
    "validity_marked",
    ValidityMarkedParams,
    validity_marked,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
)
