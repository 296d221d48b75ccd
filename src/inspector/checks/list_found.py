"""Is what the list promises found in the columns?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns
from inspector.checks.missing import not_open
from inspector.facts.document import norm
from inspector.facts.reading import Json
from inspector.model.finding import Answer
from inspector.model.words import many, quoted

_NAMES = ("name", "matter", "content")
_SHORTEST = 3
_SHOWN = 5


class ListFoundParams(Params):
    """`sample`: how many rows are looked for, spread evenly over the list. `share`: how many of them must be found.

    `alike`: the part of a row's two-character pieces that an entry must have to be taken for it.
    """

    sample: int = Field(10, ge=1)
    share: float = Field(0.5, gt=0, le=1)
    alike: float = Field(0.6, gt=0, le=1)


def list_found(on: On, params: ListFoundParams) -> list[Answer]:
    """Names of rows are looked for among column names and entries; a person confirms what was not found."""
    names = _sample(_row_names(on), params.sample)
    if not names:
        return [on.not_applicable("清单中没有可以核对的事项", "the list has no row to look for")]
    closed = not_open(on.at_role("statutory"))
    if closed is not None:
        zh, en = f"法定主动公开栏目未能核对：{closed.message.zh}", f"the columns were not seen: {closed.message.en}"
        return [on.unseen(zh, en, whose=closed.attribution, reason=closed.reason or "no_columns")]
    there, unseen = _published(on)
    missing = [row[0] for row in names if not any(_alike(name, words, params.alike) for name in row for words in there)]
    zh = f"抽取{len(names)}项，{len(missing)}项未在栏目中找到"
    en = f"of {many(len(names), 'row')} {many(len(missing), 'was', 'were')} not found in the columns"
    if len(missing) <= len(names) * (1 - params.share):
        return [on.passed(zh, en)]
    if unseen:
        return [
            on.unseen(
                f"{zh}；另有{unseen}个栏目未能看到",
                f"{en}; {many(unseen, 'column was', 'columns were')} not seen",
                reason="unseen",
            )
        ]
    shown = "、".join(missing[:_SHOWN])
    en = f"{en}: {quoted(missing[:_SHOWN])}"
    return [on.failed(f"{zh}：{shown}", en, *(on.cite(name) for name in missing[:_SHOWN]))]


def _row_names(on: On) -> list[tuple[str, ...]]:
    """By row the words that may name its matter, the narrowest first; any of them may stand in the columns."""
    rows, heads = on.reading.data("rows"), on.reading.data("column_map")
    if not isinstance(rows, list) or not isinstance(heads, dict):
        return []
    named = [head for name in _NAMES for head in _all(heads.get(name))]
    cells = [[norm(str(row.get(head) or "")) for head in named] for row in rows if isinstance(row, dict)]
    whole = [tuple(cell for cell in row if len(cell) >= _SHORTEST) for row in cells]
    return [row for row in dict.fromkeys(whole) if row]


def _all(heads: Json) -> list[str]:
    return [str(head) for head in heads] if isinstance(heads, list) else []


def _sample(names: list[tuple[str, ...]], most: int) -> list[tuple[str, ...]]:
    """At most `most` rows, evenly spread: the same in every run."""
    if len(names) <= most:
        return names
    return [names[n * len(names) // most] for n in range(most)]


def _published(on: On) -> tuple[list[str], int]:
    """The words of column names, entries and links of the statutory content, and how many columns were not seen."""
    found = list(columns(on.case, ("statutory",)))
    page = on.case.dossier.sheet("statutory").page
    words = [link.text for link in page.document.links] if page is not None and page.document is not None else []
    words += [column.name for column in found]
    words += [item.title for column in found if column.page.open for item in column.items]
    return [text for text in map(norm, words) if len(text) >= _SHORTEST], sum(not one.page.open for one in found)


def _alike(name: str, words: str, share: float) -> bool:
    if name in words or words in name:
        return True
    pieces = [name[n : n + 2] for n in range(len(name) - 1)]
    return sum(piece in words for piece in pieces) >= share * len(pieces)


CHECK = Check(
    "list_found",
    ListFoundParams,
    list_found,
    needs=lambda _params, _role: frozenset({"statutory", "statutory.columns"}),
)
