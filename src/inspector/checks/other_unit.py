"""Whether a page is another unit's: copied, or linked by mistake."""

from __future__ import annotations

from collections.abc import Iterable

from inspector.checks.case import On
from inspector.facts.document import Document, Line, norm
from inspector.facts.substance import breadcrumb
from inspector.model.unit import Unit
from inspector.survey.address import same_address
from inspector.survey.unit_names import is_named

_FIRST_LINES = 2
_SHARED = "标准目录"
"""A catalogue of standards is written for all by the body in charge of the field: its name there says nothing."""


def other_unit(on: On, document: Document) -> tuple[Unit, str] | None:
    """The other unit of the registry whose page this is, and the words that say so; None where it is this unit's, or nobody's.

    The headings tell, where they name a unit and the text never names this one; else title and breadcrumb, where the whole page
    never does. A parent, a body under this one, the government and its portal may stand in a heading of any unit's page. A page
    that further units are registered with serves them all, whoever runs it.
    """
    found = _said(on, document)
    return None if found is None or _shared(on, document, found[0]) else found


def _said(on: On, document: Document) -> tuple[Unit, str] | None:
    text = norm(document.text()) + "".join(norm(option) for option in _options(document))
    heads = [line.text for line in _heads(document)]
    if (found := _named(on, heads)) is not None:
        return None if is_named(on.case.unit, text) else found
    if is_named(on.case.unit, text + norm(document.title + document.text(None))):
        return None
    return _named(on, [document.title, *(line.text for line in document.lines if breadcrumb(line))])


def _options(document: Document) -> list[str]:
    """What may be chosen in the page's forms: receivers, for one."""
    return [option for form in document.forms for field in form.fields for option in field.options]


def _shared(on: On, document: Document, other: Unit) -> bool:
    further = [one for one in on.case.others if one.code != other.code]
    return any(same_address(url, document.url) for one in further for url in one.pages.values())


def _heads(document: Document) -> list[Line]:
    main = [line for line in document.lines if line.region == "main"]
    return [line for line in main if line.heading] if document.kind == "html" else main[:_FIRST_LINES]


def _named(on: On, words: Iterable[str]) -> tuple[Unit, str] | None:
    for said in words:
        text = "" if _SHARED in said else norm(said)
        rivals = [] if is_named(on.case.unit, text) else [one for one in on.case.others if is_named(one, text)]
        rivals = [one for one in rivals if not _near(on.case.unit, one)]
        if rivals:
            return max(rivals, key=lambda one: len(one.name)), said
    return None


def _near(unit: Unit, other: Unit) -> bool:
    """Whether the other may well stand in a heading of this unit's page."""
    return other.type in ("district", "portal") or other.code == unit.parent or other.parent == unit.code
