"""Whose page it is: another unit's page is proposed to a person, and nobody is accused because somebody is mentioned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.checks import Case
from inspector.evaluate import evaluate
from inspector.judge.fixtures import around, case_in
from inspector.judge.world import world_of
from inspector.model.unit import Unit, UnitType
from inspector.ruleset import Ruleset

URL = "https://www.qinghe.gov.cn/xxgk/ysq/"
MINE = Unit("U001", "清河区民政局", "department", aliases=("清河区社会事务局",), parent="P")
WATER = Unit("U002", "清河区水务局", "department")
PARENT = Unit("P", "清河区政务服务管理局", "department")
BELOW = Unit("C", "清河区婚姻登记处", "institution", parent="U001")
TOWN = Unit("Z", "清河区人民政府", "district")
TEXT = "<p>公民、法人或者其他组织可以向本机关申请获取政府信息。</p>" * 6


def _case(body: str, ruleset: Ruleset, *others: Unit) -> Case:
    page = f"<!-- fixture\npage: application\nurl: {URL}\n-->\n<html><head><title>依申请公开</title></head><body>{body}</body></html>"
    world = world_of("tricky-x.html", {"tricky-x.html": page.encode()}, "application")
    unit = replace(MINE, pages={"application": URL})
    return replace(case_in(world, unit, ruleset), unit=unit, others=others or (WATER, PARENT, BELOW, TOWN))


def _accused(case: Case, ruleset: Ruleset) -> bool:
    rule = ruleset.rule("CH-08")
    assert rule is not None
    found = [one for one in evaluate(case, around(rule, ruleset)) if one.rule == "CH-08" and one.outcome == "fail"]
    assert not any(one.confirmed for one in found)
    return bool(found)


@pytest.mark.parametrize(
    ("body", "accused"),
    [
        (f"<h1>清河区水务局依申请公开</h1>{TEXT}", True),
        (f"<h1>区水务局依申请公开</h1>{TEXT}", True),
        (f"<h1>清河区水务局依申请公开</h1>{TEXT}<p>受理机构：清河区民政局办公室</p>", False),
        (f"<h1>依申请公开</h1>{TEXT}<p>涉及清河区水务局的，请向该局提出。</p>", False),
        (f"<h1>清河区民政局依申请公开</h1>{TEXT}<h2>清河区水务局的信息</h2>", False),
        (f"<h1>清河区社会事务局依申请公开</h1>{TEXT}", False),
        (f"<h1>清河区政务服务管理局依申请公开</h1>{TEXT}", False),
        (f"<h1>清河区婚姻登记处依申请公开</h1>{TEXT}", False),
        (f"<h1>清河区人民政府依申请公开</h1>{TEXT}", False),
        (f"<h1>海淀区水务局依申请公开</h1>{TEXT}", False),
        (f"<h1>清河区水务局基层政务公开标准目录</h1>{TEXT}", False),
        (
            f"<h1>清河区水务局受理平台</h1>{TEXT}<form><select name=bm><option>清河区民政局</option></select></form>",
            False,
        ),
    ],
)
def test_who_is_asked_about(body: str, accused: bool, ruleset: Ruleset) -> None:
    """A heading that names another unit, and nothing that names this one; all else is nobody's fault."""
    assert _accused(_case(body, ruleset), ruleset) is accused


def test_a_page_that_further_units_share_serves_them_all(ruleset: Ruleset) -> None:
    """A platform under one bureau's name, registered with a third unit as well, is no copy."""
    kind: UnitType = "department"
    third = Unit("U003", "清河区教育局", kind, pages={"application": URL})
    body = f"<h1>清河区水务局依申请公开平台</h1>{TEXT}"

    assert _accused(_case(body, ruleset, WATER, third), ruleset) is False
    assert _accused(_case(body, ruleset, WATER, replace(third, pages={})), ruleset) is True
