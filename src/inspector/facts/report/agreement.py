"""Whether the figures of a report agree: prose with tables, title with period, and which reading of the prose holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.facts.reading import Fact, Json
from inspector.facts.report.cells import Number
from inspector.facts.report.identities import Identity, blank_totals, form, readings, sanity, sums
from inspector.facts.report.prose import KEYS, Figure
from inspector.facts.report.tables import ReportTables

_ITEMS = ("new", "carried_in", "total", "carried_out")


def _single(found: Sequence[Figure]) -> dict[str, Number]:
    """Keys for which the prose gives one figure and no other."""
    values = {key: {figure.value for figure in found if figure.key == key} for key in KEYS}
    return {key: next(iter(value)) for key, value in values.items() if len(value) == 1}


def told_readings(tables: ReportTables, prose: Sequence[Figure]) -> Json:
    """Each reading of what was received and handled, by table and by prose: whether it holds, by how much not, and its words."""
    said = _single(prose)
    found: list[Json] = []
    if tables.applications:
        found += readings({item: tables.applications.get(item, {}).get("total") for item in _ITEMS}, "table")
    for entry in _of_prose(said, prose):
        quotes = [figure.quote for figure in prose if figure.key in _ITEMS]
        found.append({**entry, "quotes": list(dict.fromkeys(quotes))})
    results = [said[key] for key in ("r1", "r2", "r3", "r4", "r5", "r6") if key in said]
    total = said.get("total")
    if total is not None and len(results) >= 3:
        delta = sum(value for value in results if value is not None) - total
        quotes = [figure.quote for figure in prose if figure.key.startswith("r") and figure.key[1:].isdigit()]
        detail = f"{' + '.join(map(str, results))} against {total}"
        quoted: list[Json] = list(dict.fromkeys(quotes))
        found.append(
            {
                "reading": "results",
                "basis": "prose",
                "holds": delta == 0,
                "delta": delta,
                "detail": detail,
                "quotes": quoted,
            }
        )
    return found


def _of_prose(said: Mapping[str, Number], prose: Sequence[Figure]) -> list[dict[str, Json]]:
    """Both readings of the figures in the text.

    Where the text gives two figures of what was received, and they differ by what was carried in, it says itself which is which:
    the smaller one is what was new (A), the larger what was received in all (B).
    """
    new = sorted({figure.value for figure in prose if figure.key == "new"})
    if len(new) == 2 and new[1] - new[0] == said.get("carried_in"):
        both = zip("AB", (readings({**said, "new": value}, "prose") for value in new), strict=True)
        return [one for name, told in both for one in told if one["reading"] == name]
    return readings(said, "prose")


def identities_of(
    tables: ReportTables, prose: Sequence[Figure], overview: range | None, in_title: Fact | None, period: Fact | None
) -> list[Identity]:
    """All identities, I1 to I11, that one report can be held to, in order."""
    found = sums(tables.applications, tables.review)
    found += [
        Identity("I4", "not_applicable", detail="needs last year's report"),
        Identity("I6", "not_applicable", detail="needs last year's report"),
        _said_and_tabled(tables, [figure for figure in prose if overview is None or figure.index in overview]),
        form(
            (tables.voluntary, tables.applications, tables.review),
            tables.bad,
            blank_totals(tables.applications),
            tables.money_unit,
        ),
        Identity("I9", "not_applicable", detail="needs the reports of all units"),
        _one_year(in_title, period),
        sanity(tables.applications),
    ]
    return sorted(found, key=lambda identity: int(identity.id[1:]))


def _said_and_tabled(tables: ReportTables, prose: Sequence[Figure]) -> Identity:
    """I7: fails only where the prose gives one figure, and no reading of it is in the table."""
    if not (tables.applications or tables.review):
        return Identity("I7", "not_applicable", detail="no table to compare with")
    cells = _tabled(tables)
    same, wrong, open_keys = [], [], []
    for key, cell in cells.items():
        said = {figure.value for figure in prose if figure.key == key}
        if not said:
            continue
        if len(said) > 1 or cell is None or (key == "new" and _may_include(tables, said, prose)):
            open_keys.append(f"{key}: {sorted(said)} against {cell}")
        elif said == {cell}:
            same.append(key)
        else:
            wrong.append((f"{key}: {next(iter(said))} against {cell}", next(iter(said)) - cell))
    if wrong:
        return Identity("I7", "fail", wrong[0][1], "; ".join(detail for detail, _ in wrong))
    if open_keys or not same:
        return Identity("I7", "undetermined", detail="; ".join(open_keys) or "no figure in the text of section one")
    return Identity("I7", "pass", 0, f"compared: {', '.join(same)}")


def _tabled(tables: ReportTables) -> dict[str, Number]:
    applications, review = tables.applications or {}, tables.review or {}
    cells = {item: applications[item].get("total") for item in _ITEMS if item in applications}
    if "reconsideration" in review:
        cells["reconsideration"] = review["reconsideration"]["total"]
        suits = [review[block]["total"] for block in ("litigation_direct", "litigation_after") if block in review]
        known = [value for value in suits if value is not None]
        cells["litigation"] = sum(known) if len(known) == len(suits) else None
    return cells


def _may_include(tables: ReportTables, said: set[int], prose: Sequence[Figure]) -> bool:
    """Whether the one figure for 'received' may be new and carried-in taken together."""
    rows = tables.applications or {}
    both = [rows.get(item, {}).get("total") for item in ("new", "carried_in")]
    together = sum(value for value in both if value is not None)
    return said != {both[0]} and (said == {together} or any(figure.includes for figure in prose if figure.key == "new"))


def _one_year(in_title: Fact | None, period: Fact | None) -> Identity:
    if in_title is None or period is None:
        return Identity(
            "I10", "undetermined", detail="the year is given in one place only" if in_title or period else "no year"
        )
    printed, told = in_title.value, period.value
    if printed == told:
        return Identity("I10", "pass", 0)
    delta = printed - told if isinstance(printed, int) and isinstance(told, int) else None
    return Identity("I10", "fail", delta, f"title {printed} against period {told}")
