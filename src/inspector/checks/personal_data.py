"""Does any page or file show personal data? Everything said of it is masked."""

from __future__ import annotations

from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.facts.privacy import hidden, shown
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page


class PersonalDataParams(Params):
    """`kinds`: id_number, old_id_number, mobile, bank_card. `hidden`: only what a file carries without showing it."""

    kinds: tuple[Literal["id_number", "old_id_number", "mobile", "bank_card"], ...]
    hidden: bool = False


def personal_data(on: On, params: PersonalDataParams) -> list[Answer]:
    """One fail a page or file, with the number of places and the first of them masked.

    What a web page hides may be a tab or menu that a click opens: there a person confirms.
    """
    pages = [page for page in on.case.dossier.pages() if page.open]
    if not pages:
        return [on.unseen("没有看到任何页面", "no page was seen", reason="no_pages")]
    answers = [answer for page in pages if (answer := _judge(on, page, params)) is not None]
    looked = many(len(pages), "page or file", "pages and files")
    return answers or [on.passed(f"{len(pages)}个页面和附件中没有发现", f"none found in {looked}")]


def _judge(on: On, page: Page, params: PersonalDataParams) -> Answer | None:
    document = page.document
    told = (hidden if params.hidden else shown)(document) if document else ()
    found = [hit for hit in told if hit.kind in params.kinds]
    if not found:
        return None
    place = f"“{page.label or (document.title if document else '')}”"
    zh = f"{place}中有{len(found)}处个人信息，如{found[0].masked}"
    en = f"{many(len(found), 'place')} of personal data in {place}, such as {found[0].masked}"
    cites = [on.cite(hit.quote, page) for hit in found[:5]]
    switched = params.hidden and document is not None and document.kind == "html"
    return on.failed(zh, en, *cites, subject=page.url, sure=not switched)


CHECK = Check(
    "personal_data",
    PersonalDataParams,
    personal_data,
    needs=lambda _params, _role: frozenset(
        {
            "statutory",
            "list",
            "application",
            "statutory.columns",
            "statutory.items",
            "statutory.files",
            "list.files",
            "application.files",
        }
    ),
    gated=False,
)
