"""Does an arithmetic identity of the annual report hold?"""

from __future__ import annotations

from typing import Literal

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.previous import previous_unseen
from inspector.facts.reading import Json
from inspector.facts.report.identities import continuity
from inspector.facts.substance import pictures
from inspector.model.capture import Failure
from inspector.model.finding import Answer, Citation
from inspector.model.words import many
from inspector.survey.dossier import Page


class IdentityParams(Params):
    """`id`: I1 to I11, the identities printed in the unified format or following from it."""

    id: Literal["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11"]


def identity(on: On, params: IdentityParams) -> list[Answer]:
    """Fail with the difference; blank cells and pictured tables leave it undetermined, a missing table not applicable.

    Never a verdict of falsity.
    """
    across = params.id in ("I4", "I6")
    hidden = previous_unseen(on) if across else None
    if hidden is not None:
        return [hidden]
    found = _across_years(on, params.id) if across else _within(on, params.id)
    if found is None or found["status"] == "not_applicable":
        return [_nothing(on, params.id)]
    if params.id == "I7" and not _says_figures(on):
        return [on.not_applicable("正文没有可与表格核对的数字", "the text gives no figure to compare with the tables")]
    detail = str(found.get("detail") or "")
    told = _in_chinese(detail)
    if found["status"] == "undetermined":
        zh, en = f"有空白或无法确认的数据，不作判定：{told}", f"blank or unclear figures, nothing is judged: {detail}"
        return [on.unseen(zh, en, whose="unit", reason="blank_cells")]
    places = _places(on, params.id)
    if found["status"] == "pass":
        return [on.passed(f"{params.id}勾稽关系成立", f"identity {params.id} holds", *places)]
    if params.id == "I8":
        return [_form(on, found, detail, places)]
    zh_readings, en_readings = _readings(on, params.id)
    zh = f"{_SAYS[params.id]}（{params.id}）不成立，差额{found.get('delta')}：{told}{zh_readings}；请单位核实"
    en = f"{params.id} does not hold, difference {found.get('delta')}: {detail}{en_readings}; ask the unit"
    return [on.failed(zh, en, *places)]


def _form(on: On, found: dict[str, Json], detail: str, places: tuple[Citation, ...]) -> Answer:
    """The first cells that are not filled properly, and how many there are."""
    count, faults = found.get("delta"), detail.split("; ")
    shown = "; ".join(faults[:_SHOWN])
    more_zh, more_en = (" 等", " and others") if len(faults) > _SHOWN else ("", "")
    zh = f"表格填写不规范{count}处：{_in_chinese(shown)}{more_zh}"
    return on.failed(zh, f"{many(count, 'cell is', 'cells are')} not filled properly: {shown}{more_en}", *places)


def _nothing(on: On, id: str) -> Answer:
    """No table to check; what the text says is told in both meanings of received, and the unit is asked where neither holds."""
    zh, en = _readings(on, id)
    pictured = _pictured(on, id) if not zh else None
    if pictured is not None:
        zh, en = "年报的表格是图片，由人工核对", "the report's tables are pictures: look by hand"
        return on.unseen(zh, en, on.cite(page=pictured), reason=Failure.IMAGE_ONLY.value)
    if not zh:
        return on.not_applicable("年报中没有可核对的数据", "the report has nothing to check this on")
    rows = _rows(on.reading.data("readings"))
    holds = any(row.get("holds") for row in rows if row.get("reading") in ("A", "B"))
    quotes = rows[0].get("quotes")
    cites = [on.cite(str(quote)) for quote in quotes] if isinstance(quotes, list) else []
    zh, en = f"页面上没有申请办理表{zh}", f"the table on applications is not on the page{en}"
    if not holds:
        zh, en = f"{zh}；请单位核实", f"{en}; ask the unit"
    return on.not_applicable(zh, en, *cites, reason="only_text")


def _pictured(on: On, id: str) -> Page | None:
    """The report, or that of the year before, whose figures may stand in pictures: it has those, and no table of applications."""
    last = [page for page in on.sheet.parts.get("previous", ()) if page.open] if id in ("I4", "I6") else []
    return next((page for page in (on.page, *last) if _in_pictures(page)), None)


def _in_pictures(page: Page) -> bool:
    tables = page.read("annual_report").data("tables")
    read = isinstance(tables, dict) and any(tables.values())
    return page.document is not None and not read and bool(pictures(page.document))


def _within(on: On, id: str) -> dict[str, Json] | None:
    return next((row for row in _rows(on.reading.data("identities")) if row.get("id") == id), None)


def _across_years(on: On, id: str) -> dict[str, Json] | None:
    """Of this report and the one of the year before; None where that one was not seen or is of another year."""
    last = next((page for page in on.sheet.parts.get("previous", ()) if page.open), None)
    if last is None:
        return None
    before = last.read("annual_report")
    years = [reading.one("year") for reading in (on.reading, before)]
    values = [year.value if year is not None else None for year in years]
    if isinstance(values[0], int) and isinstance(values[1], int) and values[0] - values[1] != 1:
        return None
    verdicts = continuity(on.reading.facts, before.facts)
    return next((_plain(one.json()) for one in verdicts if one.id == id), None)


def _plain(found: object) -> dict[str, Json]:
    return dict(found) if isinstance(found, dict) else {}


def _places(on: On, id: str) -> tuple[Citation, ...]:
    """Where both years are compared, both reports."""
    if id not in ("I4", "I6"):
        return ()
    return (on.cite(), *(on.cite(page=page) for page in on.sheet.parts.get("previous", ())[:1]))


def _readings(on: On, id: str) -> tuple[str, str]:
    """What either meaning of `received` would give: new ones alone (A), or those carried in as well (B)."""
    rows = [row for row in _rows(on.reading.data("readings")) if row.get("reading") in ("A", "B")] if id == "I1" else []
    names = {"A": ("新收不含上年结转", "new without carried in"), "B": ("新收已含上年结转", "new with carried in")}
    basis = {"table": ("表格", "table"), "prose": ("正文", "text")}
    parts = []
    for row in rows:
        (name, name_en), (where, where_en) = names[str(row["reading"])], basis.get(str(row.get("basis")), ("", ""))
        parts.append(
            (
                f"{where}口径{row['reading']}（{name}）{_in_chinese(str(row.get('detail')))}，差{row.get('delta')}",
                f"{where_en} reading {row['reading']} ({name_en}) {row.get('detail')}, difference {row.get('delta')}",
            )
        )
    if not parts:
        return "", ""
    return "；" + "；".join(part[0] for part in parts), "; " + "; ".join(part[1] for part in parts)


def _says_figures(on: On) -> bool:
    prose = on.reading.data("prose")
    return isinstance(prose, dict) and any(one.get("overview") for found in prose.values() for one in _rows(found))


def _in_chinese(detail: str) -> str:
    """The places that an identity names, in the words of the form."""
    rows = _RESULT.sub(lambda match: f"三（{_HAN[int(match[1])]}）{match[2] or ''}", detail)
    return _KEY.sub(lambda match: _WORDS[match[0]], rows)


_SHOWN = 8
_SAYS = {
    "I1": "新收＋上年结转＝总计＋结转下年度",
    "I2": "总计＝各办理结果之和",
    "I3": "总计＝自然人＋法人或其他组织各列之和",
    "I4": "上年结转＝上年报告的结转下年度",
    "I5": "维持＋纠正＋其他＋尚未审结＝总计",
    "I6": "现行有效＝上年现行有效＋制发－废止",
    "I7": "正文数字＝表格数字",
    "I9": "各单位之和＝全区",
    "I10": "各处年度一致",
    "I11": "有总计即有办理结果",
}
_WORDS = {
    "art20_1.rules": "规章",
    "art20_1.normative": "行政规范性文件",
    "art20_5.licences": "行政许可",
    "art20_5.other": "其他对外管理服务事项",
    "art20_6.penalties": "行政处罚",
    "art20_6.coercion": "行政强制",
    "art20_8.charges": "行政事业性收费",
    "art20_9.procurement": "政府集中采购",
    "made": "制发件数",
    "abolished": "废止件数",
    "in_force": "现行有效件数",
    "decisions": "处理决定数量",
    "voluntary": "主动公开表",
    "applications": "申请办理表",
    "review": "复议诉讼表",
    "new": "本年新收",
    "carried_in": "上年结转",
    "carried_out": "结转下年度",
    "total": "总计",
    "natural": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
    "reconsideration": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after": "复议后起诉",
    "litigation": "行政诉讼",
    "upheld": "维持",
    "corrected": "纠正",
    "pending": "尚未审结",
    "amount": "金额",
    "last": "上年报告",
    "blank": "空白",
    "against": "对",
    "without": "未写",
    "and": "及另外",
    "more": "处",
}
_HAN = "零一二三四五六"
_RESULT = lazy.pattern(r"(?<![A-Za-z_])r([1-6])(?:\.(\d))?(?!\d)")
"""Rows of results: `r3.1` is 三（三）1 of the form."""
_KEY = lazy.pattern(r"(?<![A-Za-z_])(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?![A-Za-z_])")


def _rows(data: Json) -> list[dict[str, Json]]:
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


CHECK = Check("identity", IdentityParams, identity)
