"""Does the page link to something by name, and does that open?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.facts.document import Link, norm
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class LinkedParams(Params):
    """`any_of`: words, one of which the link must contain. `label_zh`/`label_en`: what people call it.

    `to`: what its address must contain, e.g. a host name. `opens`: links on the unit's hosts are followed; a dead one counts as none.
    """

    any_of: tuple[str, ...] = Field(min_length=1)
    label_zh: str
    label_en: str
    to: str = ""
    opens: bool = False


def linked(on: On, params: LinkedParams) -> list[Answer]:
    """Pass quoting the link; fail where there is none or all of them are proven dead. One that was not seen is undetermined."""
    document = on.page.document
    found = [link for link in (document.links if document else ()) if _named(link, params)]
    if not found:
        return [on.failed(f"页面上没有{params.label_zh}的链接", f"the page does not link to {params.label_en}")]
    if not params.opens:
        return [_passed(on, params, found[0])]
    pages = {page.url: page for page in on.case.dossier.pages()}
    states = [(link, pages.get(link.url)) for link in found]
    good = next((link for link, page in states if page is not None and page.sight.state == "open"), None)
    if good is not None:
        return [_passed(on, params, good)]
    if all(page is not None and page.sight.state == "failed" for _, page in states):
        return [_dead(on, params, [page for _, page in states if page is not None])]
    zh, en = f"{params.label_zh}的链接未能打开查看", f"the link to {params.label_en} could not be followed"
    return [on.unseen(zh, en, *(on.cite(link) for link in found[:5]), reason="not_followed")]


def _passed(on: On, params: LinkedParams, link: Link) -> Answer:
    return on.passed(f"已链接{params.label_zh}", f"it links to {params.label_en}", on.cite(link))


def _dead(on: On, params: LinkedParams, pages: list[Page]) -> Answer:
    zh, en = f"{params.label_zh}的链接打不开", f"the link to {params.label_en} is dead"
    return on.failed(zh, en, *(on.cite(page.sight.reason.zh, page) for page in pages[:5]))


def _named(link: Link, params: LinkedParams) -> bool:
    text = norm(f"{link.text} {link.title}").casefold()
    return any(norm(word).casefold() in text for word in params.any_of) and params.to.casefold() in link.url.casefold()


CHECK = Check(
    "linked",
    LinkedParams,
    linked,
    needs=lambda params, role: frozenset({f"{role}.links"} if params.opens else ()),
)
