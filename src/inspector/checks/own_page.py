"""Is the page this unit's own, and not one copied from another?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.other_unit import other_unit
from inspector.model.finding import Answer


class OwnPageParams(Params):
    """Nothing to set."""


def own_page(on: On, _: OwnPageParams) -> list[Answer]:
    """Fail where the page speaks of another unit of the registry and never of this one; a person confirms.

    Where it does not, this check says nothing: combine it, by `all`, with what else the page must be.
    """
    document = on.page.document
    found = other_unit(on, document) if document is not None else None
    if found is None:
        return [on.not_applicable("页面没有写着别的单位", "the page does not speak of another unit")]
    other, words = found
    zh, en = (
        f"页面写的是“{other.name}”，没有“{on.case.unit.name}”",
        f"the page speaks of “{other.name}”, never of “{on.case.unit.name}”",
    )
    return [on.failed(zh, en, on.cite(words), sure=False)]


CHECK = Check("own_page", OwnPageParams, own_page)
