"""Mailbox faults told apart, from the printed address to the answer of a person: real servers, real names, a real mailbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from mail_district import SENT, Town, mail_district
from mail_town import SECRET, written

from inspector.judge.result import text
from inspector.pipeline.judge.judging import judged, ruleset_of, snapshot_of
from inspector.pipeline.probing import collecting, consents, looks, plans, sending
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.rectify.orders import Word

pytestmark = pytest.mark.slow
QUARTER = "2026Q4"
WORD = Word("王某", "清政公开函〔2026〕3号", day=date(2026, 11, 9))
FACTS = {
    # mailbox: (state, what tells it apart: level, outcome, reason)
    "unknown@mail.town.test": ("broken", ("rcpt", "fail", "unknown_user")),
    "full@mail.town.test": ("broken", ("rcpt", "fail", "full")),
    "grey@mail.town.test": ("works", ("rcpt", "undetermined", "greylisted")),
    "policy@mail.town.test": ("works", ("rcpt", "undetermined", "blocked")),
    "bounce@mail.town.test": ("broken", ("delivered", "fail", "unknown_user")),
    "qq@mail.town.test": ("broken", ("delivered", "fail", "unknown_user")),
    "netease@mail.town.test": ("broken", ("delivered", "fail", "full")),
    "spam@mail.town.test": ("works", ("delivered", "undetermined", "blocked")),
    "slowly@mail.town.test": ("works", ("delivered", "undetermined", "delayed")),
    "auto@mail.town.test": ("works", ("human_reply", "fail", "auto_reply_only")),
    "human@mail.town.test": ("answered", ("human_reply", "pass", "")),
    "wrong@mail.town.test": ("works", ("human_reply", "fail", "wrong_person")),
    "silent@mail.town.test": ("works", ("human_reply", "fail", "silence")),
    "late@mail.town.test": ("works", ("human_reply", "fail", "late")),
    "any@all.town.test": ("works", ("rcpt", "undetermined", "catch_all")),
    "box@tls.town.test": ("works", ("starttls", "fail", "starttls_broken")),
    "box@tarpit.town.test": ("works", ("rcpt", "undetermined", "tarpit")),
    "box@closed.town.test": ("works", ("server", "undetermined", "refused_connection")),
    "box@null.town.test": ("broken", ("mx", "fail", "")),
    "box@nomx.town.test": ("broken", ("mx", "fail", "")),
    "box@gone.town.test": ("broken", ("domain", "fail", "")),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Inspected, looked at, tested with consent, two weeks waited, collected."""
    with pytest.MonkeyPatch.context() as patch, mail_district(tmp_path_factory.mktemp("town") / "w") as made:
        patch.setenv("INSPECTOR_MAIL_IMAP_PASSWORD", SECRET)
        place = made.workspace
        inspect(place, QUARTER, as_of=date(2026, 11, 24))
        consents.grant(place, ["MZJ"], ["message", "rcpt"], date(2026, 12, 31), WORD)
        looks.mail_servers(place, QUARTER, WORD, now=lambda: SENT)
        made.box.received = SENT + timedelta(hours=3)
        sending.send(place, plans.plan(place, QUARTER, WORD).code, WORD, now=lambda: SENT)
        late = next(mail for box, mail in made.post.taken if box == "late@mail.town.test")
        made.box.received = SENT + timedelta(days=8)
        made.box.put("INBOX", written(f"回复：{late['Subject']}", "已收到。", "late@mail.town.test", late))
        collecting.collect(place, WORD, now=lambda: SENT + timedelta(days=14))
        yield made


def told_apart(result: dict[str, Any]) -> dict[str, tuple[str, dict[str, tuple[str, str]]]]:
    """Mailbox -> its state, and outcome and reason of each level."""
    items = [item for item in result["units"][0]["channels"]["items"] if item["kind"] == "email"]
    return {
        item["value"]: (item["state"], {one["level"]: (one["outcome"], one["reason"]) for one in item["levels"]})
        for item in items
    }


def test_mailboxes_are_told_apart_and_judged_again_to_the_same_bytes(town: Town) -> None:
    """Each fault by its level and reason; exchanges never get a text; the inbox is left as it was; a replay needs no network."""
    done = resume(town.workspace, QUARTER)

    seen = told_apart(done.result)
    wrong = {
        box: (seen[box][0], seen[box][1].get(level))
        for box, (state, (level, outcome, reason)) in FACTS.items()
        if seen[box][0] != state or seen[box][1].get(level) != (outcome, reason)
    }
    assert wrong == {}
    assert [exchange.texts for exchange in town.exchanges] == [0, 0, 0, 0]
    assert all(b"Seen" not in line for line in town.box.flags())
    mailed = {box for box in FACTS if not box.endswith(("null.town.test", "nomx.town.test", "gone.town.test"))}
    assert sorted(box for box, _ in town.post.taken) == sorted(mailed)
    run = town.workspace.run("latest")
    assert text(judged(run, ruleset_of(snapshot_of(run)))) == text(done.result)
    assert "13812345678" not in json.dumps(done.result)
    assert "张三" not in json.dumps(done.result, ensure_ascii=False)


def test_the_rules_say_what_the_levels_say(town: Town) -> None:
    """CH-05 and CH-06 follow the test mails; one failure alone waits for a person and takes nothing."""
    unit = resume(town.workspace, QUARTER).result["units"][0]

    outcomes = {
        (f["rule"], f["subject"]): (f["outcome"], f["confirmed"])
        for f in unit["findings"]
        if f["rule"] in ("CH-05", "CH-06")
    }
    assert outcomes["CH-05", "bounce@mail.town.test"] == ("fail", False)
    assert outcomes["CH-06", "bounce@mail.town.test"] == ("not_applicable", True)
    assert outcomes["CH-05", "human@mail.town.test"] == ("pass", True)
    assert outcomes["CH-06", "silent@mail.town.test"] == ("fail", False)
    assert outcomes["CH-05", "spam@mail.town.test"] == ("undetermined", True)
    assert outcomes["CH-05", "box@null.town.test"][0] == "manual"
    assert not [entry for entry in unit["ledger"] if entry["rule"] in ("CH-05", "CH-06")]
