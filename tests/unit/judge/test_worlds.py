"""The runner of fixtures: what it reads, what it answers, and that it tells its own mistakes."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.judge.world import world_of
from inspector.model.capture import Ask, Failure
from inspector.pipeline.ruleset.rulebook import read_ruleset

RULESET = read_ruleset(Path(__file__).parents[3] / "rules", "beijing-district")
LIST = (
    "<html><head><title>全清单</title></head><body><h1>全清单</h1><p>更新日期：2026-04-20</p>"
    + "<p>清单所列事项由各科室负责公开。</p>" * 9
)


def _run(rule: str, name: str, text: str, **files: bytes) -> FixtureResult:
    return run_fixture(rule, name, {name: text.encode(), **files}, RULESET)


@pytest.mark.parametrize(
    ("rule", "name", "text", "why"),
    [
        ("GD-99", "pass-a.html", "", "there is no rule"),
        ("LS-08", "pass-a.html", "<!-- fixture\nexpects: pass\n-->", "unknown key 'expects'"),
        ("LS-08", "pass-a.html", "<!-- fixture\nat: [\n-->", "YAML"),
        ("LS-08", "tricky-a.html", LIST, "says what it expects"),
        ("LS-08", "fail-a.html", LIST, "2026-04-20"),
        ("LS-08", "pass-a.html", f"<!-- fixture\nsays: 三千年\n-->\n{LIST}", "is not said"),
        ("LS-08", "fail-a.html", f"<!-- fixture\nat: 2029-01-01\nconfirmed: false\n-->\n{LIST}", "confirmed should be"),
        ("LS-08", "pass-a.html", f"{LIST}\n<!-- page: kitchen url=https://a.gov.cn/ -->", "page: kitchen"),
        (
            "LS-08",
            "pass-a.html",
            f"{LIST}\n<!-- page: - url=https://a.gov.cn/x.xlsx file=x.xlsx -->",
            "no file 'x.xlsx'",
        ),
        ("ST-01", "pass-a.html", "<!-- fixture\nunit: {type: department}\n-->", "no sheet has this pack"),
    ],
)
def test_a_fixture_that_is_not_as_it_says_is_told_with_the_reason(rule: str, name: str, text: str, why: str) -> None:
    """Neither a wrong outcome nor a mistake in the fixture itself goes unnoticed."""
    result = _run(rule, name, text)

    assert not result.ok
    assert why in result.why


def test_a_failing_look_counts_as_confirmed_unless_it_was_the_only_one() -> None:
    """Two looks a day apart prove a 404; a single one is undetermined."""
    twice = _run("LS-01", "fail-a.html", "<!-- fixture\nstatus: 404\n-->")
    once = _run("LS-01", "fail-a.html", "<!-- fixture\nstatus: 404\nlooks: 1\n-->")

    assert (twice.got, once.got) == ("fail", "undetermined")
    assert once.findings[0].reason == "awaiting_second_look"


@pytest.mark.parametrize("sidecar", ["pass-list.yaml", "pass-list.xlsx.yaml"])
def test_an_office_file_has_its_front_matter_beside_it(sidecar: str) -> None:
    """A spreadsheet is the page itself; the sidecar of either name says the rest."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (["公开事项", "内容标准", "公开时限", "责任科室"], ["部门预算", "收支总表", "20个工作日内", "财务科"]):
        sheet.append(row)
    book.save(content)
    front = b"url: https://www.qinghe.gov.cn/qd.xlsx\n"

    result = run_fixture("LS-02", "pass-list.xlsx", {"pass-list.xlsx": content.getvalue(), sidecar: front}, RULESET)

    assert result.ok, result.why
    assert result.findings[0].evidence[0].url == "https://www.qinghe.gov.cn/qd.xlsx"


def test_the_world_answers_only_what_it_describes() -> None:
    """Pages by address, links without a body, unknown addresses 404, mail hosts well unless said otherwise."""
    front = "<!-- fixture\ndns: {a.gov.cn: nxdomain}\nurl: https://a.gov.cn/zn\n-->\n"
    text = f"{front}<p>指南</p>\n<!-- page: - url=https://a.gov.cn/x -->\n<p>它</p>"
    world = world_of("pass-a.html", {"pass-a.html": text.encode()}, "guide")

    assert world.pages == {"guide": "https://a.gov.cn/zn"}
    assert world.answer(Ask("https://a.gov.cn/x")).body == "<p>它</p>".encode()
    assert world.answer(Ask("https://a.gov.cn/x", "HEAD")).body == b""
    assert world.answer(Ask("https://a.gov.cn/y")).status == 404
    assert world.answer(Ask("dns:a.gov.cn?type=MX", "DNS")).failure is Failure.DNS
    assert b"exchange" in world.answer(Ask("dns:b.gov.cn?type=MX", "DNS")).body


@pytest.mark.parametrize(
    "front",
    [
        "pages: [{url: https://a.gov.cn/x, file: ../../../../etc/passwd}]",
        "pages: [{url: https://a.gov.cn/x, file: /etc/passwd}]",
    ],
)
def test_a_fixture_reaches_no_file_but_those_beside_it(front: str) -> None:
    """Whatever path its front matter names, nothing outside its folder is read."""
    result = _run("LS-08", "pass-a.html", f"<!-- fixture\n{front}\n-->\n{LIST}")

    assert not result.ok
    assert "beside the fixture" in result.why
    assert not result.findings


def test_front_matter_is_bounded_like_every_file_people_write() -> None:
    """References and bottomless nesting are refused there too."""
    for front in ("a: &a [x]\nb: *a", "at: " + "[" * 5000, "at: 2026-02-30"):
        assert not _run("LS-08", "pass-a.html", f"<!-- fixture\n{front}\n-->\n{LIST}").ok
