"""A quarter let out: refused while a unit's channels are open, then marked on every page, in the year, and taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from small_district import small_district, workspace_for

from inspector.collect.manners import CHINA
from inspector.errors import UsageError
from inspector.pipeline.appraise.appraising import appraise_year
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.probing import records
from inspector.pipeline.probing.records import HandMail
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.rectify.orders import Word, issue
from inspector.pipeline.rectify.releases import known, unreleased
from inspector.pipeline.release.release import release, take_back
from inspector.pipeline.report.papers import write_papers
from inspector.pipeline.workspace import Workspace

QUARTER, AT = "2026Q3", date(2026, 9, 24)
WORD = Word("王某", "区政府办主任会议2026年第12次", "")
BOX = "mzj1@qinghe.gov.cn"
GATES = ("undetermined_share",)
"""The small district has few pages, so that much of its sheet cannot be judged."""


def _watch(hour: int) -> Watch:
    return Watch(now=lambda: datetime(2026, 9, 24, hour, tzinfo=CHINA))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Two inspected units; nothing is known of the domain of their mailboxes."""
    with small_district() as site:
        workspace = Workspace.at(workspace_for(site, tmp_path_factory.mktemp("release") / "w"))
        inspect(workspace, QUARTER, as_of=AT, watch=_watch(9))
        yield workspace


def test_a_release_needs_somebody_who_answers(place: Workspace) -> None:
    """No name, no authority, a gate that nobody may answer for, one without a reason: refused before anything is looked at."""
    for word, despite, said in (
        (Word("王某"), (), "nobody answers"),
        (WORD, ("channel_coverage",), "nobody can answer for the gate"),
        (WORD, GATES, "not answered for without a reason"),
    ):
        with pytest.raises(UsageError, match=said):
            release(place, QUARTER, word, despite)


def test_a_mail_by_hand_is_told_whole_or_not_taken(place: Workspace) -> None:
    """A mailbox nobody publishes, no moment, an answer before the mail, no authority: one sentence each, and nothing is kept."""
    good = ("2026-09-21T09:00", "human_reply", "2026-09-22T10:00", "2026-09-24T09:00")
    for told, word, said in (
        (HandMail("xx@qinghe.gov.cn", *good), WORD, "does not publish"),
        (HandMail("mzj1", *good), WORD, "is no mailbox"),
        (HandMail(BOX, "", "silence"), WORD, "when the mail was sent"),
        (HandMail(BOX, "2026-09-21T09:00", "human_reply", "2026-09-20T09:00"), WORD, "does not lie between"),
        (HandMail(BOX, "2026-09-21T09:00", "lost", "2026-09-22T09:00"), WORD, "nothing that comes back"),
        (HandMail(BOX, *good), Word("王某"), "no consent of MZJ"),
    ):
        with pytest.raises(UsageError, match=said):
            records.mail(place, "MZJ", QUARTER, told, word)
    assert resume(place, QUARTER).result["units"][0]["channels"]["tested"] == 0


def test_a_unit_without_channel_result_or_reason_holds_the_quarter_back(place: Workspace) -> None:
    """Each unit is named with what to do; a reason for one and a mail sent by hand for the other leave nothing in the way."""
    answered_for = Word(WORD.author, WORD.authority, "两家单位无在线表单")

    with pytest.raises(UsageError) as refused:
        release(place, QUARTER, answered_for, GATES)
    assert "MZJ 清河区民政局: no channel result and no written reason: mzj1@qinghe.gov.cn" in str(refused.value)
    assert "CJJ 清河区城建局" in str(refused.value)
    assert f"channels record CJJ --quarter {QUARTER} --reason" in str(refused.value)
    assert known(place) == {}

    records.reason(place, "CJJ", QUARTER, Word("王某", reason="邮件系统迁移"))
    told = HandMail(BOX, "2026-09-21T09:00", "human_reply", "2026-09-22T10:00", "2026-09-24T09:00")
    records.mail(place, "MZJ", QUARTER, told, Word("王某", "清政公开函〔2026〕3号"))
    result = resume(place, QUARTER).result
    box = next(one for one in result["units"][0]["channels"]["items"] if one["value"] == BOX)
    assert (box["state"], {level["level"]: level["outcome"] for level in box["levels"]}["human_reply"]) == (
        "answered",
        "pass",
    )
    assert unreleased(place, QUARTER) == f"{QUARTER}结果尚未发布（草稿） / {QUARTER} is not released: a draft"


def test_a_kept_result_that_somebody_changed_is_not_let_out(place: Workspace) -> None:
    """What is released is what was judged and recorded."""
    [file] = place.results.glob(f"{QUARTER}-*.json")
    judged = file.read_text(encoding="utf-8")
    file.write_text(judged.replace('"GD-07"', '"GD-77"', 1), encoding="utf-8")

    with pytest.raises(UsageError, match=f"{file.stem}: the result that is kept is not the one that was recorded"):
        release(place, QUARTER, Word(WORD.author, WORD.authority, "两家单位无在线表单"), GATES)

    file.write_text(judged, encoding="utf-8")


def test_pages_and_the_year_say_whether_a_quarter_is_out(place: Workspace) -> None:
    """Draft before, released after, draft again where somebody inspects a unit anew or takes the release back."""
    report = place.reports / QUARTER
    pages = [report / "index.html", report / "units" / "MZJ.html"]
    assert all("不得对外引用" in page.read_text(encoding="utf-8") for page in pages)
    said = appraise_year(place, 2026, date(2026, 11, 1), date(2026, 11, 1))
    assert said.pack.drafts == (QUARTER,)
    assert "尚未发布" in said.page.read_text(encoding="utf-8")

    issue(place, QUARTER, Word("王某", WORD.authority, day=date(2026, 10, 8)))
    write_papers(place, date(2026, 10, 8))
    notices = sorted((report / "orders").glob("[A-Z]*.html"))
    drafts = [notice for notice in notices if "结果尚未发布" in notice.read_text(encoding="utf-8")]
    assert drafts == notices != []

    told = release(place, QUARTER, Word("王某", WORD.authority, "见说明", date(2026, 10, 8)), GATES)
    done = told.release

    write_papers(place, date(2026, 10, 8))
    assert not any("结果尚未发布" in notice.read_text(encoding="utf-8") for notice in notices)
    assert (done.author, done.despite, told.notes, unreleased(place, QUARTER)) == ("王某", GATES, (), "")
    assert all("2026-10-08 发布" in page.read_text(encoding="utf-8") for page in pages)
    assert not any("不得对外引用" in page.read_text(encoding="utf-8") for page in pages)
    before = appraise_year(place, 2026, date(2026, 10, 7), date(2026, 11, 1))
    after = appraise_year(place, 2026, date(2026, 10, 8), date(2026, 11, 1))
    assert (before.pack.drafts, after.pack.drafts) == ((QUARTER,), ())
    machine = json.loads((after.page.parent / "appraisal.json").read_text(encoding="utf-8"))
    assert machine["quarters"][2]["released"]["authority"] == WORD.authority
    inspect(place, QUARTER, only=("MZJ",), as_of=AT, watch=_watch(12))
    assert "newer than the release" in unreleased(place, QUARTER)
    take_back(place, QUARTER, Word("王某", WORD.authority, "发现漏检"))
    assert known(place) == {}
