"""The page of the handbook that lists the sample district: its units, its faults, and what only looks like a fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspector.sample.district import AS_OF, QUARTER
from inspector.sample.faults import Change, Expected, faults, lookalikes
from inspector.sample.materials import materials

_INTRO = f"""# The sample district 示例区

云岭市清河区 is invented: no place, person, number or mailbox in it exists. `inspector demo` serves it on loopback addresses and
inspects it as of {AS_OF} (quarter {QUARTER}). This page is written from `src/inspector/sample/data/`; after a change there write it
again with `python -m inspector.sample.handbook > docs/sample-district.md`.
"""


def handbook() -> str:
    """The whole page as Markdown."""
    parts = (
        _INTRO,
        _units(),
        _changes("## Faults 注入的问题", faults()),
        _changes("## What only looks like a fault 形似而非的情形", lookalikes()),
    )
    return "\n".join(parts)


def _units() -> str:
    found = {change.unit for change in faults()}
    rows = [
        (
            unit["code"],
            unit["name"],
            unit["type"],
            unit.get("host", "portal") or "none",
            unit["layout"],
            unit.get("charset", "utf-8"),
            "yes" if unit["code"] in found else "no",
        )
        for unit in materials().units
    ]
    return _table("## Units 单位", ("code", "name", "type", "host", "layout", "coding", "faults"), rows)


def _changes(title: str, changes: Iterable[Change]) -> str:
    rows = [
        (
            change.id,
            change.unit,
            change.words.zh,
            change.words.en,
            "<br>".join(map(_said, change.expected)) or "nothing",
        )
        for change in changes
    ]
    return _table(f"{title} ({len(rows)})", ("id", "unit", "zh", "en", "finding"), rows)


def _said(one: Expected) -> str:
    return f"{one.rule} {one.outcome}" + ("" if one.confirmed else ", to be confirmed")


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)]
    return "\n".join([title, "", *lines, ""])


if __name__ == "__main__":
    print(handbook(), end="")  # noqa: T201 - the page is what was asked for
