"""The full list as a table: is it one, has it the columns, are its cells filled?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.missing import NO_DOUBT, not_open
from inspector.facts.document import norm
from inspector.facts.list_columns import says_of_all
from inspector.facts.reading import Json
from inspector.model.capture import Failure
from inspector.model.finding import Answer
from inspector.model.words import Words, many
from inspector.survey.unit_names import is_named

_READABLE = ("html", "xlsx", "docx", "pdf")
_SHOWN = 5
_UNKNOWN_HEADS = Words(
    "；另有表头的含义未能识别，由人工确认",
    "; what other columns hold could not be told from their heads: a person confirms",
)

_SAID_ONCE = Words(
    "；表格之外的文字可能已统一说明，由人工确认",
    "; a line beside the table may say it of all rows: a person confirms",
)


class Group(Params):
    """A column that must be there: the words for it, and the kinds of columns that are one.

    `by_duty`: a list that goes through the unit's duties (具体职责) under a title that names the unit has said it for all its rows.
    """

    zh: str
    en: str
    kinds: tuple[str, ...]
    by_duty: bool = False


class ListTableParams(Params):
    """`ask`: `structured`; `columns` (`groups` must be there; not asked of a table that has more of `than` than of `more`); or
    `filled` (`blank_share`: the part of required cells that may be empty, no placeholder, no row twice).
    """

    ask: Literal["structured", "columns", "filled"]
    groups: tuple[Group, ...] = ()
    more: tuple[str, ...] = ()
    than: tuple[str, ...] = ()
    blank_share: float = Field(0.02, ge=0, le=1)


def list_table(on: On, params: ListTableParams) -> list[Answer]:
    """One answer about the list; a picture of a list is no table."""
    page = on.sheet.page
    if params.ask == "structured" and page is not None and page.sight.failure is Failure.IMAGE_ONLY:
        return [on.failed("清单是图片或扫描件，无法检索", "the list is a picture that cannot be searched")]
    closed = not_open(on)
    if closed is not None and closed.outcome == "fail":
        return [on.not_applicable("没有可以打开的清单，由LS-01判定", "no list opens; LS-01 judges that")]
    if closed is not None:
        return [closed]
    if params.ask == "structured":
        return [_structured(on)]
    if not on.reading.data("row_count"):
        return [on.not_applicable("清单不是表格，由LS-02判定", "the list is no table; LS-02 judges that")]
    if of_documents := str(on.reading.data("documents") or ""):
        zh = f"登记的页面是文件目录“{of_documents}”，不像主动公开全清单；请核对登记的地址"
        en = f"the page registered is a catalogue of documents, “{of_documents}”, hardly the full list; check the address"
        return [on.unseen(zh, en, on.cite(of_documents), reason="other_page")]
    return [_columns(on, params) if params.ask == "columns" else _filled(on, params)]


def _structured(on: On) -> Answer:
    kind = str(on.reading.data("structured"))
    if kind in _READABLE:
        return on.passed(f"清单为可检索的文本或表格（{kind}）", f"the list is searchable text or a table ({kind})")
    if kind == "scan":
        return on.failed("清单是扫描件，无法检索", "the list is a scan that cannot be searched")
    if on.reading.data("attachments"):
        zh, en = "清单在附件中，附件未能读成表格", "the list is in a file that could not be read as a table"
        return on.unseen(zh, en, reason="unreadable_file")
    return on.failed("页面上没有表格形式的清单", "the page has no list in table form", sure=False)


def _columns(on: On, params: ListTableParams) -> Answer:
    data, heads = on.reading.data("column_map"), on.reading.data("columns")
    found = set(data) if isinstance(data, dict) else set()
    more, than = len(found & set(params.more)), len(found & set(params.than))
    if params.more and (more < than or not more):
        return on.not_applicable(
            "清单不是这种形式，不要求这些要素", "the list is of another form; these are not asked of it"
        )
    place = on.cite(" | ".join(str(head) for head in heads) if isinstance(heads, list) else "")
    absent = [group for group in params.groups if not found & set(group.kinds)]
    missing = [group for group in absent if not (group.by_duty and _by_duty(on, heads))]
    if missing:
        zh, en = "、".join(group.zh for group in missing), ", ".join(group.en for group in missing)
        why = _UNKNOWN_HEADS if len(_unknown(data, heads)) >= len(missing) else NO_DOUBT
        why = _SAID_ONCE if why is NO_DOUBT and all(_said_once(on, group) for group in missing) else why
        return on.failed(
            f"清单缺少要素列：{zh}{why.zh}", f"the list lacks columns: {en}{why.en}", place, sure=why is NO_DOUBT
        )
    return on.passed("清单要素列齐全", "the list has all columns", place)


def _unknown(data: Json, heads: Json) -> list[str]:
    """The heads of columns of which nobody knows what they mean: each may be one that is asked for."""
    known = (
        {str(head) for named in data.values() if isinstance(named, list) for head in named}
        if isinstance(data, dict)
        else set()
    )
    return [str(head) for head in heads if head and head not in known] if isinstance(heads, list) else []


def _said_once(on: On, group: Group) -> bool:
    """Whether a line of the page that stands in no table speaks of what a column would hold: `公开时限均为20个工作日`."""
    lines = on.page.document.lines if on.page.document is not None else ()
    own = (norm(line.text) for line in lines if line.region == "main" and line.cell is None and not line.heading)
    return any(says_of_all(text, group.kinds) for text in own)


def _by_duty(on: On, headers: Json) -> bool:
    """Whether the list has a column of duties, and its title or headings name whose they are."""
    if not isinstance(headers, list) or not any("职责" in str(header) for header in headers):
        return False
    document = on.page.document
    heads = [line.text for line in document.lines if line.heading] if document is not None else []
    return document is not None and is_named(on.case.unit, norm(" ".join([document.title, *heads])))


def _filled(on: On, params: ListTableParams) -> Answer:
    blanks = on.reading.data("blanks")
    counts = blanks if isinstance(blanks, dict) else {}
    empty, total = _number(counts.get("empty")), _number(counts.get("total"))
    faults = []
    if total and empty / total > params.blank_share:
        where, where_en = _cells(counts.get("cells"))
        faults.append(
            (f"空白单元格{empty}个（共{total}个）：{where}", f"{empty} of {many(total, 'cell')} blank: {where_en}")
        )
    if doubles := _rows(on.reading.data("duplicates")):
        text = str(doubles[0].get("text"))
        faults.append((f"重复{len(doubles)}项：{text}", f"{many(len(doubles), 'row')} twice: “{text}”"))
    if holes := _rows(on.reading.data("placeholders")):
        where, where_en = _cells(list[Json](holes))
        faults.append((f"占位内容{len(holes)}处：{where}", f"{many(len(holes), 'placeholder')}: {where_en}"))
    if faults:
        zh, en = "；".join(fault[0] for fault in faults), "; ".join(fault[1] for fault in faults)
        return on.failed(f"清单填写不完整：{zh}", f"the list is not filled properly: {en}")
    return on.passed(f"必填单元格{total}个，空白{empty}个", f"{empty} of {many(total, 'required cell')} empty")


def _cells(data: Json) -> tuple[str, str]:
    rows = _rows(data)[:_SHOWN]
    words = [str(row.get("text") or "") for row in rows]
    zh = "、".join(f"第{row.get('row')}行“{row.get('column')}”{text}" for row, text in zip(rows, words, strict=True))
    en = ", ".join(
        f"row {row.get('row')} “{row.get('column')}”{text and f': “{text}”'}"
        for row, text in zip(rows, words, strict=True)
    )
    return zh, en


def _rows(data: Json) -> list[dict[str, Json]]:
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0


CHECK = Check("list_table", ListTableParams, list_table, gated=False)
