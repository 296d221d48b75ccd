"""Does each policy document carry its elements?"""

from __future__ import annotations

from datetime import date

from inspector import lazy
from inspector.checks.case import Check, On, Params, unknown_facts
from inspector.checks.columns import day_of, documents, in_window, listed_days, unread
from inspector.checks.issuers import of_another
from inspector.checks.names import ColumnKindId
from inspector.facts.document import norm
from inspector.facts.reading import Reading
from inspector.model.finding import Answer
from inspector.survey.dossier import Page

_YEAR = lazy.pattern(r"[〔\[【(](20\d\d)[〕\]】)]")


class EachDocumentParams(Params):
    """`kinds`: column kinds whose documents are looked at. `facts`: what each must show, with the words people use."""

    kinds: tuple[ColumnKindId, ...]
    facts: dict[str, tuple[str, str]]


def each_document(on: On, params: EachDocumentParams) -> list[Answer]:
    """One answer a document published in the window, naming what it lacks; a notice with no mark of a document is none.

    A document that shows no date itself counts with the date its column gives, without one with the year of its number; a
    person then confirms what it lacks.
    """
    listed = listed_days(on.case, params.kinds)
    pages = [
        page
        for page in documents(on.case, params.kinds)
        if page.open and _is_own(on, page.read("article")) and _of_the_window(on, page, day_of(page, listed))
    ]
    nothing = on.not_applicable(
        "窗口期内没有发布带文号的政策文件", "no numbered policy document was published in the window"
    )
    return [*(_judge(on, params, page) for page in pages), *unread(on, params.kinds)] or [nothing]


def _is_own(on: On, reading: Reading) -> bool:
    return _is_document(reading) and not of_another(on, reading)


def _is_document(reading: Reading) -> bool:
    """A document has a number; one with a written date and its validity is one whose number is missing."""
    return reading.one("doc_number") is not None or all(
        reading.one(name) is not None for name in ("written", "validity")
    )


def _of_the_window(on: On, page: Page, day: date | None) -> bool:
    number = page.read("article").one("doc_number")
    year = _YEAR.search(norm(str(number.value))) if number is not None and day is None else None
    return in_window(on, day) or (year is not None and int(year[1]) == on.case.at.year)


def _judge(on: On, params: EachDocumentParams, page: Page) -> Answer:
    reading = page.read("article")
    dated = reading.one("published") is not None
    missing = [words for name, words in params.facts.items() if not _has(reading, name)]
    cite = on.cite(reading.one("title"), page)
    if missing:
        zh, en = "、".join(words[0] for words in missing), ", ".join(words[1] for words in missing)
        return on.failed(f"“{page.label}”缺少：{zh}", f"“{page.label}” lacks: {en}", cite, subject=page.url, sure=dated)
    return on.passed(f"“{page.label}”要素齐全", f"“{page.label}” is complete", cite, subject=page.url)


def _has(reading: Reading, name: str) -> bool:
    fact = reading.one(name)
    return bool(fact.value) if fact is not None else bool(reading.data(name))


CHECK = Check(
    "each_document",
    EachDocumentParams,
    each_document,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
    amiss=lambda params, role: unknown_facts(params.facts, role, "article"),
)
