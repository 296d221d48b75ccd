"""Does the disclosure column have the standard sections under their exact names?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.missing import NO_DOUBT
from inspector.facts.document import Document, Line, Link, norm
from inspector.facts.filled_in import filled_in
from inspector.facts.substance import leads
from inspector.model.capture import Failure
from inspector.model.finding import Answer
from inspector.model.words import Words, quoted
from inspector.survey.unit_names import is_named

_PICTURED = Words(
    "；页面以图片或其他方式显示入口，名称可能在图片中，由人工确认",
    "; pictures lead on from the page and may show the names: a person confirms",
)


class StandardSectionsParams(Params):
    """`names`: the section names, each exactly as it must be written."""

    names: tuple[str, ...]


def standard_sections(on: On, params: StandardSectionsParams) -> list[Answer]:
    """Pass where each name stands on the page as a link, a line of its own or a choice; fail naming the missing ones.

    What pictures may say that are links is for a person.
    """
    document = on.page.document
    places: dict[str, Link | Line | str] = {}
    for line in document.lines if document else ():
        places.setdefault(_named(on, line.text), line)
    for link in document.links if document else ():
        places.setdefault(_named(on, link.text), link)
        places.setdefault(_named(on, link.title), link)
    for form in document.forms if document else ():
        for option in (option for field in form.fields for option in field.options):
            places.setdefault(_named(on, option), option)
    missing = [name for name in params.names if norm(name) not in places]
    found = [on.cite(places[norm(name)]) for name in params.names if name not in missing]
    if missing and document is not None and filled_in(document):
        zh, en = (
            "专栏的部分内容由脚本显示，未能看到全部栏目",
            "a script shows part of the column; not all sections were seen",
        )
        return [on.unseen(zh, en, *found, reason=Failure.SCRIPT_ONLY.value)]
    if missing:
        shown = "、".join(f"“{name}”" for name in missing)
        why = _PICTURED if document is not None and _may_be_pictured(document, len(missing)) else NO_DOUBT
        zh, en = (
            f"专栏中没有规定名称的栏目：{shown}{why.zh}",
            f"the column has no section named {quoted(missing)}{why.en}",
        )
        return [on.failed(zh, en, *found, sure=why is NO_DOUBT)]
    return [on.passed("四个标准栏目名称齐全", "all standard sections are there under their names", *found)]


def _may_be_pictured(document: Document, missing: int) -> bool:
    """Whether so many pictures of the page are links, or nothing of it leads anywhere that we can see (a picture with areas)."""
    pictured = [link for link in document.links if link.line < 0 and link.region == "main"]
    return len(pictured) >= missing or not leads(document)


def _named(on: On, text: str) -> str:
    """A name without the arrows and dots that set it off, and without the unit's own name before it."""
    name = norm(text).strip(">»›→▶·•■●◆-—|<《》【】[]")
    before, word, after = name.partition("政府信息公开")
    return f"{word}{after}" if before and after and is_named(on.case.unit, before) else name


CHECK = Check("standard_sections", StandardSectionsParams, standard_sections)
