"""The full list as a table: is it one, has it the columns, are its cells filled?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.facts.reading import Json
from inspector.model.finding import Answer


class ListTableParams(Params):
    """`ask`: `structured`, `columns` (`groups`: words for people -> column kinds, one of which must be there; only where `only_with`
    one of these columns is present, if given) or `filled` (`blank_share`: the part of required cells that may be empty).
    """

    ask: Literal["structured", "columns", "filled"]
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    only_with: tuple[str, ...] = ()
    blank_share: float = 0.02


def list_table(on: On, params: ListTableParams) -> list[Answer]:
    """One answer about the list."""
    rows = on.reading.data("row_count")
    if params.ask == "structured":
        return [_structured(on)]
    if not rows:
        return [on.not_applicable("清单不是表格，由LS-02判定", "the list is no table; LS-02 judges that")]
    return [_columns(on, params) if params.ask == "columns" else _filled(on, params)]


def _structured(on: On) -> Answer:
    kind = str(on.reading.data("structured"))
    if kind in ("html", "xlsx", "docx", "pdf", "xls", "doc"):
        return on.passed(f"清单为可读取的{kind}表格", f"the list is a readable {kind} table")
    if kind == "scan":
        return on.failed("清单是扫描件，无法检索", "the list is a scan that cannot be searched")
    files = on.reading.data("attachments")
    if isinstance(files, list) and files:
        return on.unseen(
            "清单在附件中，附件未能读成表格",
            "the list is in a file that could not be read as a table",
            reason="unreadable_file",
        )
    return on.failed("页面上没有表格形式的清单", "the page has no list in table form", sure=False)


def _columns(on: On, params: ListTableParams) -> Answer:
    data = on.reading.data("column_map")
    found = set(data) if isinstance(data, dict) else set()
    if params.only_with and not found & set(params.only_with):
        return on.not_applicable(
            "不是目录形式，不要求这些要素", "it is no catalogue; these columns are not asked of it"
        )
    missing = [words for words, kinds in params.groups.items() if not found & set(kinds)]
    heads = on.reading.data("columns")
    cite = on.cite(" | ".join(str(head) for head in heads) if isinstance(heads, list) else "")
    if missing:
        shown = "、".join(missing)
        return on.failed(f"清单缺少要素列：{shown}", f"the list lacks columns: {shown}", cite)
    return on.passed("清单要素列齐全", "the list has all columns", cite)


def _filled(on: On, params: ListTableParams) -> Answer:
    blanks = on.reading.data("blanks")
    counts = blanks if isinstance(blanks, dict) else {}
    empty, total = _number(counts.get("empty")), _number(counts.get("total"))
    faults = [f"空白单元格{empty}个（共{total}个）"] if total and empty / total > params.blank_share else []
    for name, words in (("duplicates", "重复项"), ("placeholders", "占位内容")):
        rows = on.reading.data(name)
        if isinstance(rows, list) and rows:
            faults.append(f"{words}{len(rows)}处")
    if faults:
        shown = "；".join(faults)
        return on.failed(f"清单填写不完整：{shown}", f"the list is not filled properly: {shown}")
    return on.passed(f"必填单元格{total}个，空白{empty}个", f"{empty} of {total} required cells are empty")


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0


CHECK = Check("list_table", ListTableParams, list_table)
