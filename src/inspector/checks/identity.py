"""Does an arithmetic identity of the annual report hold?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.facts.identities import continuity
from inspector.facts.reading import Json
from inspector.model.finding import Answer, Citation


class IdentityParams(Params):
    """`id`: I1 to I11, the identities printed in the unified format or following from it."""

    id: str


def identity(on: On, params: IdentityParams) -> list[Answer]:
    """Fail with the difference; blank cells leave it undetermined, a missing table not applicable. Never a verdict of falsity."""
    found = _across_years(on, params.id) if params.id in ("I4", "I6") else _within(on, params.id)
    if found is None or found["status"] == "not_applicable":
        return [on.not_applicable("年报中没有可核对的数据", "the report has nothing to check this on")]
    detail = str(found.get("detail") or "")
    if found["status"] == "undetermined":
        zh, en = f"有空白或无法确认的数据，不作判定：{detail}", f"blank or unclear figures, nothing is judged: {detail}"
        return [on.unseen(zh, en, whose="unit", reason="blank_cells")]
    places = _places(on, params.id)
    if found["status"] == "pass":
        return [on.passed(f"{params.id}勾稽关系成立", f"identity {params.id} holds", *places)]
    zh_readings, en_readings = _readings(on, params.id)
    zh = f"{params.id}不成立，差额{found.get('delta')}：{detail}{zh_readings}；请单位核实"
    en = f"{params.id} does not hold, difference {found.get('delta')}: {detail}{en_readings}; ask the unit"
    return [on.failed(zh, en, *places)]


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
                f"{where}口径{row['reading']}（{name}）{row.get('detail')}，差{row.get('delta')}",
                f"{where_en} reading {row['reading']} ({name_en}) {row.get('detail')}, difference {row.get('delta')}",
            )
        )
    if not parts:
        return "", ""
    return "；" + "；".join(part[0] for part in parts), "; " + "; ".join(part[1] for part in parts)


def _rows(data: Json) -> list[dict[str, Json]]:
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


CHECK = Check("identity", IdentityParams, identity)
