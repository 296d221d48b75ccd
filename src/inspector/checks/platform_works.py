"""Can the platform be searched, browsed and downloaded from, as Article 24 asks?"""

from __future__ import annotations

import re

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns
from inspector.checks.elsewhere import elsewhere
from inspector.facts.document import Document, norm
from inspector.model.finding import Answer
from inspector.model.unit import PageRole
from inspector.model.words import Words, many
from inspector.survey.dossier import Page

_PAGE_CHARS = 200
"""A word processor's file may be markup; an answer that is markup and says no more than this is none."""
_SEARCH = lazy.pattern(r"检索|搜索|查询|search|关键[字词]|站内|(?:^|/)(?:so|query)(?:[/?.]|$)", re.IGNORECASE)


class PlatformWorksParams(Params):
    """`roles`: pages on which the search entry may stand."""

    roles: tuple[PageRole, ...] = ("disclosure", "home", "statutory")


def platform_works(on: On, params: PlatformWorksParams) -> list[Answer]:
    """Search entry there, lists open, files download. The search itself is not submitted; functions not met with say nothing."""
    pages = [page for role in params.roles if (page := on.case.dossier.sheet(role).page) is not None and page.open]
    search = any(page.document is not None and _searchable(page.document) for page in pages)
    lists = [column.page for column in columns(on.case) if column.page.open]
    files = [file for role in ("statutory",) for file in on.case.dossier.sheet(role).parts.get("files", ())]
    broken = [file for file in files if file.sight.state == "failed"]
    odd = [(file, words) for file in files if file not in broken and (words := _unusable(file)) is not None]
    problems = ([] if search else [("没有检索入口", "no search entry")]) + [_broken(file) for file in broken[:5]]
    if problems:
        zh, en = "；".join(one[0] for one in problems), "; ".join(one[1] for one in problems)
        sure = any(not elsewhere(on, file) for file in broken)
        return [on.failed(zh, en, *(on.cite(file.label, file) for file in broken[:5]), sure=sure)]
    if odd:
        zh = "；".join(f"附件“{file.label}”{words.zh}" for file, words in odd[:5])
        en = "; ".join(f"file “{file.label}” {words.en}" for file, words in odd[:5])
        cites = [on.cite(file.label, file) for file, _ in odd[:5]]
        return [on.failed(f"{zh}，由人工确认", f"{en}: a person confirms", *cites, sure=False)]
    zh = f"检索入口存在，{len(lists)}个列表可查阅，{len(files)}个附件中无失效"
    en = f"a search entry is there, {many(len(lists), 'list opens', 'lists open')}, none of {many(len(files), 'file')} is dead"
    return [on.passed(zh, en)]


def _broken(file: Page) -> tuple[str, str]:
    return f"附件“{file.label}”不能下载", f"file “{file.label}” cannot be downloaded"


def _unusable(file: Page) -> Words | None:
    """What a file that downloads is not: whole, or a file at all. None where nothing is wrong with it."""
    document = file.document
    if document is None:
        return None
    if (
        file.open
        and not document.problem
        and document.kind == "html"
        and not document.tables
        and document.chars < _PAGE_CHARS
    ):
        return Words("下载的是网页，不是文件", "is a web page, not a file")
    return Words("已下载但文件损坏", "downloads but is broken") if "broken" in document.problem else None


def _searchable(document: Document) -> bool:
    fields = [field for form in document.forms for field in form.fields]
    named = any(_SEARCH.search(f"{field.name} {field.label}") for field in fields)
    return (
        named
        or any(_SEARCH.search(norm(link.text)) for link in document.links)
        or any(_SEARCH.search(form.action) for form in document.forms)
    )


CHECK = Check(
    "platform_works",
    PlatformWorksParams,
    platform_works,
    needs=lambda params, _role: frozenset({*params.roles, "statutory.columns", "statutory.files"}),
)
