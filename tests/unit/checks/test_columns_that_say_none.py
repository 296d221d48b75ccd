"""Columns that say that there is nothing to enter, and columns that are dead: each is judged once, by the rule it belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
FRONT = "unit: {name: 清河区商务局, type: department, features: [budget, licensing]}\nurl: https://www.qinghe.gov.cn/swj/nr/"
BASE = "https://www.qinghe.gov.cn/swj/nr"


def columns(**entries: tuple[str, str] | None) -> str:
    """A statutory column with one column below it a name, each with one entry (title, day); None: it is dead."""
    links = "".join(f"<li><a href='{BASE}/c{n}/'>{name}</a></li>" for n, name in enumerate(entries))
    pages = [
        f"<html><head><meta charset='utf-8'><title>法定主动公开内容</title></head><body><ul>{links}</ul></body></html>"
    ]
    for n, (name, entry) in enumerate(entries.items()):
        if entry is not None:
            row = f"<ul><li><a href='{BASE}/t{n}.html'>{entry[0]}</a><span>{entry[1]}</span></li></ul>"
            head = f"<html><head><meta charset='utf-8'><title>{name}</title></head>"
            pages.append(f"<!-- page: - url={BASE}/c{n}/ -->\n{head}<body>{row}</body></html>")
    return "\n".join(pages)


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("无行政许可事项的说明", "not_applicable"),
        ("清河区商务局没有行政许可事项", "not_applicable"),
        ("关于查处无证经营的行政许可公示", "fail"),
        ("行政许可信息公示（2026年2月）", "fail"),
    ],
)
def test_an_entry_that_there_is_nothing_is_not_stale(judge: Judge, title: str, outcome: str) -> None:
    """A unit without licences says so once; nobody can ask it to say so every quarter."""
    assert judge("FR-03", columns(行政许可=(title, "2026-03-01")), FRONT).got == outcome


def test_a_dead_column_is_charged_once(judge: Judge) -> None:
    """That the column of final accounts does not open is FD-02's; that an open one lacks them is FD-06's."""
    budget = ("清河区商务局2026年部门预算", "2026-02-10")
    dead = columns(部门预算=budget, 部门决算=None)
    old = columns(部门预算=budget, 部门决算=("清河区商务局2023年度部门决算", "2024-09-10"))

    assert [judge(rule, dead, FRONT).got for rule in ("FD-02", "FD-06")] == ["fail", "not_applicable"]
    assert [judge(rule, old, FRONT).got for rule in ("FD-02", "FD-06")] == ["pass", "fail"]
