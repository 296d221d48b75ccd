"""Test mails leave at most once, only with consent, within the caps, and not at all while the switch is set."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hung_process import communicated
from mail_district import Town, mail_district
from mail_town import SECRET

from inspector.channels.message import STREAM, messages
from inspector.collect.manners import CHINA, china_now
from inspector.errors import RunIncomplete, SettingsError, UsageError
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.probing import collecting, consents, plans, sending, switch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.schedule import catch_up
from inspector.settings import quarter as quarter_of

pytestmark = pytest.mark.slow
WORD = Word("王某", "清政公开函〔2026〕3号")
BOXES = [f"{name}@mail.town.test" for name in ("human", "silent", "bounce", "late")]


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A unit with four mailboxes, inspected today."""
    with mail_district(tmp_path_factory.mktemp("town") / "w", BOXES) as made:
        inspect(made.workspace)
        yield made


@pytest.fixture
def town(inspected: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A copy of the workspace as it was after the inspection; the servers are shared, what they took is forgotten."""
    monkeypatch.setenv("INSPECTOR_MAIL_IMAP_PASSWORD", SECRET)
    shutil.copytree(inspected.workspace.settings.workspace, tmp_path / "w")
    post = inspected.post
    post.taken.clear()
    post.taking.clear()
    post.refused, post.hold_s, post.lose = {}, 0, False
    return replace(inspected, workspace=Workspace.at(tmp_path / "w"))


def today() -> date:
    """The day in China."""
    return china_now().date()


def quarter(town: Town) -> str:
    """The current quarter."""
    return quarter_of(town.workspace.settings, None, today()).id


def planned(town: Town) -> str:
    """The code of a plan for all four mailboxes, with consent from yesterday, whatever the hour, for a week."""
    before = Word(WORD.author, WORD.authority, day=today() - timedelta(days=1))
    consents.grant(town.workspace, ["MZJ"], ["message"], today() + timedelta(days=7), before)
    return plans.plan(town.workspace, quarter(town), WORD).code


def states(town: Town) -> Counter[str]:
    """How many mails are in which state."""
    with town.workspace.store() as store:
        return Counter(one.state for one in messages(store.events(STREAM)).values())


def begun(town: Town, code: str) -> subprocess.Popen[str]:
    """`inspector channels send` as a process of its own."""
    command = [sys.executable, "-m", "inspector", "channels", "send", code, "--by", "王某"]
    place = ["--workspace", str(town.workspace.settings.workspace)]
    return subprocess.Popen([*command, *place], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("lose", [False, True], ids=["after the server had it", "before the server had it"])
def test_killed_while_sending_and_gone_on_with_each_mail_arrives_exactly_once(town: Town, lose: bool) -> None:
    """SIGKILL in the one moment when nobody knows whether the mail left: the copy that the server keeps decides."""
    code = planned(town)
    town.post.hold_s, town.post.lose = 30, lose
    first = begun(town, code)
    assert town.post.taking.wait(300)
    first.send_signal(signal.SIGKILL)
    communicated(first)
    town.post.hold_s, town.post.lose = 0, False
    assert states(town) == {"sending": 1}

    second = begun(town, code)
    said, wrong = communicated(second)

    assert second.returncode == 0, said + wrong
    assert Counter(box for box, _ in town.post.taken) == dict.fromkeys(BOXES, 1)
    assert states(town) == {"sent": 4}
    assert sending.send(town.workspace, code, WORD).skipped == 4


def test_without_a_folder_of_copies_a_broken_sending_is_never_repeated(town: Town) -> None:
    """At most once is the side this errs on: what may have left stays, and is told."""
    code = planned(town)
    config = town.workspace.settings.workspace / "config.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace('sent_folder = "Sent"', 'sent_folder = ""'), encoding="utf-8"
    )
    town.post.hold_s, town.post.lose = 30, True
    first = begun(town, code)
    assert town.post.taking.wait(300)
    first.send_signal(signal.SIGKILL)
    communicated(first)
    town.post.hold_s, town.post.lose = 0, False

    done = sending.send(Workspace.at(config.parent), code, WORD)

    assert (done.sent, done.skipped) == (3, 1)
    assert states(town) == {"sent": 3, "sending": 1}


def test_the_switch_is_heard_before_the_next_mail(town: Town) -> None:
    """A file made while a mail is under way ends the sending with it; resumed, the rest goes out."""
    code = planned(town)

    def stop(*_: object) -> None:
        switch.file(town.workspace).write_text("stop")

    with pytest.raises(RunIncomplete, match="stopped"):
        sending.send(town.workspace, code, WORD, told=stop)
    assert len(town.post.taken) == 1

    switch.go_on(town.workspace, WORD)
    assert sending.send(town.workspace, code, WORD).sent == 3


def test_caps_are_the_districts_and_hold_over_restarts(town: Town) -> None:
    """No more than `per_hour` begin within an hour, whoever starts the command how often."""
    code = planned(town)
    os.environ["INSPECTOR_CHANNELS__PER_HOUR"] = "2"
    try:
        capped = Workspace.at(town.workspace.settings.workspace)
        for _ in range(2):
            with pytest.raises(RunIncomplete, match="2 mails were sent within a hour"):
                sending.send(capped, code, WORD)
        assert len(town.post.taken) == 2

        later = china_now() + timedelta(hours=1, minutes=1)
        assert sending.send(capped, code, WORD, now=lambda: later).sent == 2
    finally:
        del os.environ["INSPECTOR_CHANNELS__PER_HOUR"]


def test_the_scheduler_goes_on_with_what_a_person_began_and_begins_nothing(town: Town) -> None:
    """A plan stays a plan until somebody sends it; what the day's cap left goes on when the cap allows it, in office hours."""
    place, code = capped(town, per_day=2), planned(town)
    morning = datetime.combine(today() + timedelta(days=2), time(9, 0), CHINA)

    def woken(moment: datetime) -> None:
        catch_up(place, Watch(now=lambda: moment), lambda _due, _said: None)

    woken(morning - timedelta(days=2))
    assert states(town) == {}
    with pytest.raises(RunIncomplete):
        sending.send(place, code, WORD)
    assert states(town) == {"sent": 2}
    woken(morning.replace(hour=3))
    assert states(town) == {"sent": 2}
    woken(morning)
    assert states(town) == {"sent": 4}


def capped(town: Town, per_day: int) -> Workspace:
    """The workspace with a cap of its own, whose scheduler keeps campaigns only."""
    settings = town.workspace.settings
    channels = settings.channels.model_copy(update={"per_day": per_day, "per_hour": 100})
    schedule = settings.schedule.model_copy(update={"duties": ("campaign",)})
    return Workspace(settings.model_copy(update={"channels": channels, "schedule": schedule}))


def test_no_consent_no_mail(town: Town) -> None:
    """None on record, one that is over, one withdrawn after the plan was made: nothing leaves."""
    bare = plans.plan(town.workspace, quarter(town), WORD)
    assert bare.code == ""
    assert {line.why.en for line in bare.lines if line.value in BOXES} == {"no consent on record covers it today"}

    code = planned(town)
    over: datetime = china_now() + timedelta(days=9)
    with pytest.raises(RunIncomplete, match="consent"):
        sending.send(town.workspace, code, WORD, now=lambda: over)
    consents.withdraw(town.workspace, ["MZJ"], WORD)
    with pytest.raises(RunIncomplete, match="withdrawn"):
        sending.send(town.workspace, code, WORD)

    assert town.post.taken == []


def test_what_is_sent_is_what_was_shown_with_its_mark_in_three_places(town: Town) -> None:
    """Subject and text of the plan, the number in Message-ID, subject and Reply-To; it says that it is no application."""
    consents.grant(town.workspace, ["MZJ"], ["message"], today() + timedelta(days=7), WORD)
    plan = plans.plan(town.workspace, quarter(town), WORD)

    sending.send(town.workspace, plan.code, WORD)

    shown = {mail.mailbox: mail for mail in plan.mails}
    assert sorted(box for box, _ in town.post.taken) == sorted(BOXES)
    for box, mail in town.post.taken:
        assert str(mail["Subject"]) == shown[box].subject
        assert mail.get_content().replace("\r\n", "\n") == shown[box].body
        for place in (mail["Message-ID"], mail["Subject"], mail["Reply-To"]):
            assert shown[box].token in str(place)
        assert "不是政府信息公开申请" in mail.get_content()
        assert re.search("清政公开函〔2026〕3号", mail.get_content())


def test_a_text_that_hides_what_it_is_cannot_be_planned(town: Town) -> None:
    """The office's own template is checked like a form: places, subject, and the sentence that it is no application."""
    path = town.workspace.settings.workspace / "templates/channel_probe.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text("主题：您好\n\n我想申请公开{unit}的信息{nummer}\n", encoding="utf-8")

    with pytest.raises(SettingsError) as told:
        planned(town)

    for part in ("{nummer}", "no subject with {token}", "{office}", "does not say that it is a test"):
        assert part in str(told.value)


def test_a_refused_recipient_is_told_and_a_put_off_one_tried_again(town: Town) -> None:
    """550 at the office's own server ends the step with its kind; 451 leaves it open for the same command."""
    code = planned(town)
    town.post.refused = {BOXES[0]: "550 5.1.1 no such user", BOXES[1]: "451 4.7.1 try again later"}

    first = sending.send(town.workspace, code, WORD)
    town.post.refused = {}
    second = sending.send(town.workspace, code, WORD)

    assert (first.sent, first.refused, first.deferred) == (2, 1, 1)
    assert (second.sent, second.skipped) == (1, 3)
    with pytest.raises(UsageError, match="no plan"):
        sending.send(town.workspace, "P-00000000", WORD)


def test_the_command_line_from_consent_to_status(town: Town) -> None:
    """Each command says what it did; the plan's code leads on to the sending; JSON is whole."""

    def run(*words: str) -> str:
        place = ["--workspace", str(town.workspace.settings.workspace)]
        command = [sys.executable, "-m", "inspector", "channels", *words, *place]
        done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    until = (today() + timedelta(days=7)).isoformat()
    assert until in run("consent", "MZJ", "--until", until, "--by", "王某", "--authority", "函3号")
    shown = run("plan", "--by", "王某")
    found = re.search(r"send (P-[0-9a-f]{8})", shown)
    assert found, shown
    assert "不是政府信息公开申请" in run("send", found[1], "--by", "王某", "--dry-run")
    assert town.post.taken == []
    assert "sent 4" in run("send", found[1], "--by", "王某")
    assert "human_reply" in run("collect", "--by", "王某")
    run("record", "MZJ", "--phone", "010-63825601", "--outcome", "answered", "--by", "王某")
    run("record", "MZJ", "--reason", "邮件系统迁移", "--by", "王某")

    told = json.loads(run("status", "--json", "-"))

    seen = {(one["kind"], one["value"]): one for one in told["units"][0]["seen"]}
    assert seen["message", BOXES[0]]["answered"] == "pass"
    assert seen["call", "010-63825601"]["outcome"] == "answered"
    assert told["units"][0]["consent"][0]["valid"]


def test_a_failed_test_is_repeated_six_hours_later_and_two_failures_are_certain(town: Town) -> None:
    """The bounce of the first test plans a second, not before 6 hours; both together are no longer for a person to confirm."""
    start = china_now() - timedelta(hours=9)
    code = planned(town)
    sending.send(town.workspace, code, WORD, now=lambda: start)
    collecting.collect(town.workspace, WORD)

    soon = plans.plan(town.workspace, quarter(town), WORD, now=lambda: start + timedelta(hours=5))
    second = plans.plan(town.workspace, quarter(town), WORD, now=lambda: start + timedelta(hours=7))
    sending.send(town.workspace, second.code, WORD, now=lambda: start + timedelta(hours=7))
    collecting.collect(town.workspace, WORD)
    result = resume(town.workspace, quarter(town)).result

    assert soon.mails == ()
    assert [(mail.mailbox, mail.attempt) for mail in second.mails] == [("bounce@mail.town.test", 2)]
    found = next(
        f for f in result["units"][0]["findings"] if f["rule"] == "CH-05" and f["subject"].startswith("bounce")
    )
    assert (found["outcome"], found["confirmed"], found["points"]) == ("fail", True, -8)
