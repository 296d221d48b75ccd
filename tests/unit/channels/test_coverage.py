"""Which channels a unit publishes, how far each was tested, and what the district's table says of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from inspector.channels import Coverage, coverage_of, figures_of, summary
from inspector.checks import On
from inspector.evaluate import evaluate
from inspector.judge.case import case_for, plan_for
from inspector.judge.figures import UnitFigures
from inspector.judge.gates import _channels as channels_gate
from inspector.judge.world import world_of
from inspector.model.observation import Observation, observations
from inspector.model.unit import Unit
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_ruleset
from inspector.survey import survey
from inspector.survey.drive import drive

RULESET = read_ruleset(bundled_rules(), "beijing-district")
AT = date(2026, 11, 24)
WINDOW = (date(2026, 10, 1), date(2026, 12, 31))
BODY = (
    "<p>为方便公民、法人和其他组织获取本机关的政府信息，根据《中华人民共和国政府信息公开条例》编制本指南，"
    "本机关对政府信息按主题和体裁分类编排，可以在门户网站、档案馆和图书馆查阅。本机关收到申请后当场不能答复的，"
    "自收到之日起20个工作日内答复，需要延长的经负责人同意并告知申请人，延长最长不超过20个工作日。</p>" * 3
)


def page(contacts: str) -> str:
    """A readable guide with these contacts."""
    return f"<html><head><meta charset=utf-8><title>清河区民政局政府信息公开指南</title></head><body>{BODY}{contacts}</body></html>"


def covered(
    guide: str,
    application: str = "",
    dns: str = "{}",
    seen: tuple[Observation, ...] = (),
    registered: tuple[str, ...] = (),
) -> Coverage:
    """The coverage of a unit whose two pages print this."""
    second = (
        f"<!-- page: application url=https://www.qinghe.gov.cn/apply/ -->\n{page(application)}" if application else ""
    )
    text = f"<!-- fixture\ndns: {dns}\n-->\n{page(guide)}\n{second}"
    world = world_of("pass-x.html", {"pass-x.html": text.encode()}, "guide")
    unit = Unit("U1", "清河区民政局", "department", pages=world.pages, channels=registered)
    plan = plan_for(unit, RULESET, AT, WINDOW, attempts=2, after_s=0, max_pages=200, allowed_hosts=())
    dossier = drive(survey(unit, plan), world.answer)
    case = replace(case_for(unit, dossier, RULESET, AT, WINDOW), observations=seen)
    return coverage_of(On(case, "guide"), evaluate(case, RULESET))


def message(
    number: int, at: str, replies: list[dict[str, Any]], read: str = "2026-11-23T09:00:00+08:00"
) -> Observation:
    """One test mail."""
    data = {"sent": at, "inbox_read": read, "replies": replies}
    return Observation("message", "U1", "xxgk@a.gov.cn", at, "sent", number=str(number), data=data)


MAIL = "<p>电子邮件申请：可将申请表发送至电子邮箱 XXGK（at）a.gov.cn 提出申请。</p>"


def test_a_mailbox_written_in_two_ways_is_one_channel_with_both_places() -> None:
    """De-obfuscated, once, as it was printed first; where each page says so is kept."""
    found = covered(MAIL, MAIL.replace("XXGK（at）a", "xxgk@a"))

    boxes = [item for item in found.items if item.channel.kind == "email"]
    assert [(box.channel.value, box.channel.accepts) for box in boxes] == [("XXGK@a.gov.cn", True)]
    assert [place.role for place in boxes[0].channel.published] == ["guide", "application"]


def test_a_mailbox_that_one_page_takes_back_is_refused_and_differs() -> None:
    """What a unit refuses anywhere is never tested; the difference is there to be seen."""
    found = covered(MAIL, "<p>电子邮箱：xxgk@a.gov.cn（此邮箱不接收依申请公开申请）</p>")

    box = next(item for item in found.items if item.channel.kind == "email")
    assert (box.state, box.channel.differs, box.channel.declared) == ("refused", True, False)


def test_the_ladder_of_a_mailbox_ends_at_what_broke() -> None:
    """A null MX is where the ladder ends; the channel was tested and is broken."""
    found = covered(MAIL, dns="{a.gov.cn: null_mx}")

    box = found.declared[0]
    assert [(rung.level, rung.outcome) for rung in box.rungs] == [
        ("syntax", "pass"),
        ("domain", "pass"),
        ("mx", "fail"),
    ]
    assert (box.state, box.tested, found.covered) == ("broken", True, True)


def test_what_could_not_be_seen_is_not_covered() -> None:
    """A silent resolver decides nothing: the unit needs another look, or a written reason."""
    reason = Observation(
        "reason", "U1", "", "2026-11-20T09:00:00+08:00", "reason", "王某", data={"reason": "邮件系统迁移中"}
    )

    silent = covered(MAIL, dns="{a.gov.cn: silent}")
    excused = covered(MAIL, dns="{a.gov.cn: silent}", seen=(reason,))

    assert (silent.covered, silent.reason) == (False, "")
    assert (excused.covered, excused.reason, excused.by) == (False, "邮件系统迁移中", "王某")


def test_an_answer_within_two_working_days_is_the_top_of_the_ladder() -> None:
    """A person's answer proves delivery; an automatic one is a rung of its own."""
    replies = [
        {"kind": "auto_reply", "at": "2026-11-09T10:01:00+08:00"},
        {"kind": "human_reply", "at": "2026-11-11T16:00:00+08:00"},
    ]

    found = covered(MAIL, seen=(message(1, "2026-11-09T10:00:00+08:00", replies),))

    levels = {rung.level: rung.outcome for rung in found.declared[0].rungs}
    assert levels | {"delivered": "pass", "auto_reply": "pass", "human_reply": "pass"} == levels
    assert found.declared[0].state == "answered"


def test_the_district_table_counts_each_channel_once_a_level() -> None:
    """Passed, failed, open and untested add up to the channels of the kind."""
    seen = (covered(MAIL), covered(MAIL, dns="{a.gov.cn: nxdomain}"), covered(MAIL, dns="{a.gov.cn: silent}"))

    table = summary(map(figures_of, seen))

    assert (table["units"], table["declared"], table["works"], table["broken"], table["undetermined"]) == (
        3,
        3,
        1,
        1,
        1,
    )
    for row in table["levels"]:
        assert row["channels"] == row["pass"] + row["fail"] + row["undetermined"] + row["noted"] + row["untested"]
    domain = next(row for row in table["levels"] if (row["kind"], row["level"]) == ("email", "domain"))
    assert (domain["pass"], domain["fail"], domain["undetermined"]) == (1, 1, 1)


def test_what_the_registry_knows_is_listed_beside_what_pages_print() -> None:
    """A registered mailbox that no page prints is in the inventory with its only place."""
    found = covered(MAIL, registered=("old@a.gov.cn",))

    places = {
        item.channel.value: [p.role for p in item.channel.published]
        for item in found.items
        if item.channel.kind == "email"
    }
    assert [item.channel.value for item in found.declared] == ["XXGK@a.gov.cn"]
    assert places == {"XXGK@a.gov.cn": ["guide"], "old@a.gov.cn": ["registry"]}


def test_an_observation_comes_back_from_the_evidence_as_it_went_in() -> None:
    """Its digest is that of the stored bytes."""
    one = message(1, "2026-11-09T10:00:00+08:00", [])

    capture = one.capture()

    assert observations([capture]) == (one,)
    assert capture.sha256 == one.sha256
    assert json.loads(capture.body)["value"] == "xxgk@a.gov.cn"


def test_the_quarter_is_held_back_until_every_unit_has_a_result_or_a_reason() -> None:
    """A unit whose channel could not be seen is named; a person's written reason lets the quarter go."""
    reason = Observation(
        "reason", "U1", "", "2026-11-20T09:00:00+08:00", "reason", "王某", data={"reason": "系统迁移中"}
    )

    def gate(coverage: Coverage) -> Any:
        return channels_gate([UnitFigures("U1", channels=figures_of(coverage))])

    open_ = gate(covered(MAIL, dns="{a.gov.cn: silent}"))
    excused = gate(covered(MAIL, dns="{a.gov.cn: silent}", seen=(reason,)))

    assert (open_["ok"], "U1" in open_["detail"]) == (False, True)
    assert excused["ok"]
    assert gate(covered(MAIL))["ok"]
