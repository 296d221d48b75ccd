"""Are repealed documents marked as such?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import documents, of_kinds
from inspector.checks.names import ColumnKindId
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.survey.dossier import Page

_REPEAL = lazy.pattern(r"(?:废止|宣布失效|停止执行)")
_NAMED = lazy.pattern(r"《([^》]{4,60})》")
_STAMP = lazy.pattern(r"已(?:经)?(?:被)?(?:废止|失效)|^[\[【(]?(?:废止|失效)[\]】)]?$")
_MARKED = lazy.pattern(r"废止|失效|无效|停止执行")


class ValidityMarkedParams(Params):
    """`kinds`: column kinds whose documents are looked at."""

    kinds: tuple[ColumnKindId, ...] = ("policy", "notice")


def validity_marked(on: On, params: ValidityMarkedParams) -> list[Answer]:
    """Fail where a document named in a repeal is listed without being marked; a person confirms."""
    pages = [page for page in documents(on.case, params.kinds) if page.open]
    named = _repealed(on, params)
    if not named:
        return [on.not_applicable("没有发现废止公告", "no repeal was found")]
    answers = [_judge(on, page) for page in pages if not _REPEAL.search(page.label) and _is_repealed(page, named)]
    answers += [_unseen(on, page) for page in documents(on.case, params.kinds) if _hidden(page, named)]
    return answers or [
        on.not_applicable("被废止的文件不在抽查范围内", "the repealed documents are not among those opened")
    ]


def _repealed(on: On, params: ValidityMarkedParams) -> dict[str, date]:
    """The names that repeals up to the time point speak of, each with the day of the repeal."""
    named: dict[str, date] = {}
    for column in of_kinds(on.case, params.kinds):
        for item in column.items if column.page.open else ():
            if _REPEAL.search(item.title) and (item.date is None or item.date <= on.case.at):
                for name in _NAMED.findall(norm(item.title)):
                    named[name] = max(named.get(name, date.min), item.date or on.case.at)
    return named


def _is_repealed(page: Page, named: Mapping[str, date]) -> bool:
    """Whether a repeal names this document; one of the same name that came after the repeal is its successor."""
    title = norm(page.label)
    name = next((name for name in (*_NAMED.findall(title), title) if name in named), None)
    published = page.read("article").one("published")
    day = date.fromisoformat(str(published.value)[:10]) if published is not None and published.value else date.min
    return name is not None and day < named[name]


def _hidden(page: Page, named: Mapping[str, date]) -> bool:
    """Whether a repealed document, known by the title that its column shows, could not be seen."""
    title = norm(page.label)
    known = any(name in named for name in (*_NAMED.findall(title), title))
    return page.sight.state == "unseen" and known and not _REPEAL.search(title)


def _unseen(on: On, page: Page) -> Answer:
    sight = page.sight
    zh, en = f"“{page.label}”未能看到：{sight.reason.zh}", f"“{page.label}” was not seen: {sight.reason.en}"
    return on.unseen(zh, en, on.cite(page=page), subject=page.url, whose=sight.attribution, reason=sight.code)


def _marked(page: Page, said: str) -> bool:
    lines = page.document.lines if page.document else ()
    stamped = any(_STAMP.search(norm(line.text)) for line in lines if len(norm(line.text)) <= 40)
    return bool(stamped or _MARKED.search(said) or _MARKED.search(page.label))


def _judge(on: On, page: Page) -> Answer:
    validity = page.read("article").one("validity")
    said = str(validity.value) if validity is not None and validity.value else ""
    marked = _marked(page, said)
    cite = on.cite(validity or page.label, page)
    zh, en = (
        f"“{page.label}”已被废止，页面有效性：{said or '未标注'}",
        f"“{page.label}” is repealed; its page says {f'“{said}”' if said else 'nothing'}",
    )
    return on.passed(zh, en, cite, subject=page.url) if marked else on.failed(zh, en, cite, subject=page.url)


CHECK = Check(
    "validity_marked",
    ValidityMarkedParams,
    validity_marked,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
)
