"""Does each policy document carry its elements?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import documents, in_window
from inspector.facts.reading import Reading
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class EachDocumentParams(Params):
    """`kinds`: column kinds whose documents are looked at. `facts`: what each must show, with the words people use."""

    kinds: tuple[str, ...]
    facts: dict[str, tuple[str, str]]


def each_document(on: On, params: EachDocumentParams) -> list[Answer]:
    """One answer a numbered document published in the window, naming what it lacks."""
    pages = [
        page
        for page in documents(on.case, params.kinds)
        if page.open and in_window(on, page) and page.read("article").one("doc_number")
    ]
    if not pages:
        return [
            on.not_applicable(
                "窗口期内没有发布带文号的政策文件", "no numbered policy document was published in the window"
            )
        ]
    return [_judge(on, params, page) for page in pages]


def _judge(on: On, params: EachDocumentParams, page: Page) -> Answer:
    reading = page.read("article")
    missing = [words for name, words in params.facts.items() if not _has(reading, name)]
    cite = on.cite(reading.one("title"), page)
    if missing:
        zh, en = "、".join(words[0] for words in missing), ", ".join(words[1] for words in missing)
        return on.failed(f"“{page.label}”缺少：{zh}", f"“{page.label}” lacks: {en}", cite, subject=page.url)
    return on.passed(f"“{page.label}”要素齐全", f"“{page.label}” is complete", cite, subject=page.url)


def _has(reading: Reading, name: str) -> bool:
    fact = reading.one(name)
    return bool(fact.value) if fact is not None else bool(reading.data(name))


CHECK = Check(
    "each_document",
    EachDocumentParams,
    each_document,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
)
