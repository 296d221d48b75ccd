"""Are all parts of a page there?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params, unknown_facts
from inspector.checks.missing import NO_DOUBT, contacts_pictured, why_doubted
from inspector.facts.items import is_list
from inspector.facts.reading import Fact
from inspector.facts.substance import pictures
from inspector.model.finding import Answer
from inspector.model.words import Words

_IN_TABS = Words(
    "；页面的标签页中有其名称，内容可能在其中，由人工确认",
    "; tabs of the page name it and may hold it: a person confirms",
)
_SHOWN = frozenset({"head", "structure"})
"""What a picture may show: a portrait with a name, a chart of the offices."""
_IN_A_PICTURE = Words(
    "；页面有图片，可能在图片中，由人工确认",
    "; the page has a picture, which may show it: a person confirms",
)
_ANOTHER_PAGE = Words(
    "；该处是一个信息列表，可能不是所要的页面，由人工确认",
    "; a list of entries stands there, perhaps another page: a person confirms",
)


class CompleteParams(Params):
    """`parts`: facts that must be there, with the words people use. `elsewhere`: data naming pages that carry a part."""

    parts: dict[str, tuple[str, str]]
    elsewhere: str = ""


def complete(on: On, params: CompleteParams) -> list[Answer]:
    """Pass where every part is on the page, or on a page it links to for that part; fail naming the missing ones.

    A person confirms where a row of tabs names them, where they stand in hidden text that a click may show, and where a list of
    entries stands in the page's place.
    """
    linked = _linked(on, params.elsewhere)
    facts = {name: on.reading.one(name) for name in params.parts}
    missing = [
        name for name, fact in facts.items() if (fact is None or fact.value in (None, "")) and name not in linked
    ]
    cites = [on.cite(fact) for fact in facts.values() if fact is not None]
    doubtful = _unplaced(on, missing)
    open_question = contacts_pictured(on) if missing else None
    if open_question is None and missing and len(doubtful) == len(missing):
        open_question = _unlabelled(on, params, doubtful)
    if open_question is not None:
        return [open_question]
    missing = [name for name in missing if name not in doubtful]
    if missing:
        zh = "、".join(params.parts[name][0] for name in missing)
        en = ", ".join(params.parts[name][1] for name in missing)
        why = _doubt(on, missing, alone=not cites)
        return [on.failed(f"缺少：{zh}{why.zh}", f"missing: {en}{why.en}", *cites, sure=why is NO_DOUBT)]
    return [on.passed("各项内容齐全", "all parts are there", *cites)]


def _doubt(on: On, missing: list[str], *, alone: bool) -> Words:
    """Why a person confirms that all this is missing; `alone` where nothing else of the kind is there."""
    tabs = on.reading.data("tabs")
    if isinstance(tabs, list) and set(missing) <= set(map(str, tabs)):
        return _IN_TABS
    if on.page.document is not None and set(missing) <= _SHOWN and pictures(on.page.document):
        return _IN_A_PICTURE
    doubt = why_doubted(on, lambda reading: all(reading.one(name) is not None for name in missing))
    another = alone and on.page.document is not None and is_list(on.page.document)
    return _ANOTHER_PAGE if another and doubt is NO_DOUBT else doubt


def _unplaced(on: On, missing: list[str]) -> dict[str, Fact]:
    """What is missing by its label, and the words of its kind that stand on the page under no label that is known."""
    data = on.reading.data("unplaced")
    words = {name: data.get(name) for name in missing} if isinstance(data, dict) else {}
    return {
        name: Fact(None, str(one["quote"]), str(one["locator"])) for name, one in words.items() if isinstance(one, dict)
    }


def _unlabelled(on: On, params: CompleteParams, doubtful: dict[str, Fact]) -> Answer:
    """Not judged where such words stand there for all that is missing."""
    zh, en = (
        "、".join(params.parts[name][0] for name in doubtful),
        ", ".join(params.parts[name][1] for name in doubtful),
    )
    zh, en = (
        f"没有标明{zh}，但有的文字可能就是，由人工查看",
        f"not labelled: {en}; some words may be it, to be looked at",
    )
    return on.unseen(zh, en, *map(on.cite, doubtful.values()), reason="unlabelled")


def _linked(on: On, name: str) -> set[str]:
    rows = on.reading.data(name) if name else None
    return {str(row.get("part")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()


CHECK = Check(
    "complete",
    CompleteParams,
    complete,
    amiss=lambda params, role: unknown_facts((*params.parts, *filter(None, [params.elsewhere])), role),
)
