"""Does the disclosure column have the standard sections under their exact names?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.facts.document import Line, Link, norm
from inspector.model.finding import Answer
from inspector.model.words import quoted


class StandardSectionsParams(Params):
    """`names`: the section names, each exactly as it must be written."""

    names: tuple[str, ...]


def standard_sections(on: On, params: StandardSectionsParams) -> list[Answer]:
    """Pass where each name stands on the page as a link or a line of its own; fail naming the missing ones."""
    document = on.page.document
    places: dict[str, Link | Line] = {}
    for line in document.lines if document else ():
        places.setdefault(norm(line.text), line)
    for link in document.links if document else ():
        places.setdefault(norm(link.text), link)
        places.setdefault(norm(link.title), link)
    missing = [name for name in params.names if norm(name) not in places]
    found = [on.cite(places[norm(name)]) for name in params.names if name not in missing]
    if missing:
        shown = "、".join(f"“{name}”" for name in missing)
        return [
            on.failed(
                f"专栏中没有规定名称的栏目：{shown}", f"the column has no section named {quoted(missing)}", *found
            )
        ]
    return [on.passed("四个标准栏目名称齐全", "all standard sections are there under their names", *found)]


CHECK = Check("standard_sections", StandardSectionsParams, standard_sections)
