"""The doctor says what is missing or broken, and asks the network only for canaries and our own mail servers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUDPServer

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest
from mail_district import mail_district
from mail_town import SECRET
from small_district import small_district, workspace_for

from inspector.collect.manners import china_now
from inspector.pipeline.doctor import Report, examine
from inspector.pipeline.make import make_workspace


def about(reports: list[Report], words: str) -> list[tuple[str, str]]:
    """State and sentence of the reports that speak of something."""
    return [(report.state, report.what) for report in reports if words in report.what]


def test_canaries_that_answer_are_counted(tmp_path: Path) -> None:
    """One that is there and one that is not."""
    with small_district() as site:
        folder = workspace_for(
            site, tmp_path / "qinghe", f'[canaries]\nurls = ["{site.url}/MZJ/", "http://127.0.0.1:1/"]\n'
        )

        assert about(examine(folder), "canaries answer") == [("ok", "1 of 2 canaries answer")]


def test_a_dead_network_is_told(tmp_path: Path) -> None:
    """Where none answers, a run would be held back: that is said before."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe", '[canaries]\nurls = ["http://127.0.0.1:1/"]\n')

        assert about(examine(folder), "no canary answers")[0][0] == "note"


def test_a_network_that_answers_for_all_is_told(tmp_path: Path) -> None:
    """One page at every canary is not an answer of theirs."""
    with small_district() as one, small_district() as two:
        folder = workspace_for(one, tmp_path / "qinghe", f'[canaries]\nurls = ["{one.url}/MZJ/", "{two.url}/CJJ/"]\n')
        assert about(examine(folder), "canaries answer") == [("ok", "2 of 2 canaries answer")]
        one.pages["/MZJ/"] = two.pages["/CJJ/"] = (
            "<title>办公网</title><p>请于本周五下班前完成终端安全登记，谢谢配合。</p>"
        )

        assert about(examine(folder), "one and the same page")[0][0] == "broken"


def test_a_resolver_that_leads_every_name_somewhere_is_told(tmp_path: Path) -> None:
    """It is asked for a name that cannot exist; one that denies it is not spoken of."""
    with small_district() as site, name_server("127.0.0.2") as liar, name_server("") as honest:
        found = []
        for server in (liar, honest):
            folder = workspace_for(site, tmp_path / server.replace(":", "-"))
            config = folder / "config.toml"
            named = config.read_text("utf-8").replace("[crawl]\n", f'[crawl]\nnameservers = ["{server}"]\n', 1)
            config.write_text(named, encoding="utf-8")
            found.append(about(examine(folder), "cannot exist"))

    assert found == [[("broken", "our resolver leads names that cannot exist to 127.0.0.2")], []]


@contextmanager
def name_server(address: str) -> Iterator[str]:
    """A name server that leads every name to one address, or denies all where there is none."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            data, line = self.request
            query = dns.message.from_wire(data)
            reply = dns.message.make_response(query)
            if not address:
                reply.set_rcode(dns.rcode.NXDOMAIN)
            elif query.question[0].rdtype == dns.rdatatype.A:
                reply.answer.append(dns.rrset.from_text(query.question[0].name.to_text(), 0, "IN", "A", address))
            line.sendto(reply.to_wire(), self.client_address)

    with ThreadingUDPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_without_canaries_no_site_is_asked(tmp_path: Path) -> None:
    """A note says what to name; nothing went over the wire."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe")
        found = examine(folder)

    assert about(found, "no canary tells")[0][0] == "note"
    assert site.asked == []
    assert about(found, "backups lie on the disk")[0][0] == "note"


def test_a_clock_that_no_canary_shares_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers carry the time of their servers; a machine that is an hour off is told so before it dates any evidence."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe", f'[canaries]\nurls = ["{site.url}/MZJ/"]\n')
        assert about(examine(folder), "the clock agrees") == [("ok", "the clock agrees with the canaries'")]

        now = china_now()
        monkeypatch.setattr("inspector.pipeline.doctor_network.china_now", lambda: now + timedelta(hours=1))

        assert about(examine(folder), "clock is")[0][0] == "broken"


def test_the_working_days_of_this_year_and_the_next_are_looked_for(tmp_path: Path) -> None:
    """Known ones are told; a table that lacks is a note for next year, and broken for this one."""
    place = tmp_path / "qinghe"
    make_workspace(place)
    year = china_now().year
    told = {what: state for state, what in about(examine(place), "working days")}
    (place / "rules" / "calendar" / f"{year}.yaml").unlink()

    assert told[f"the working days of {year} are known"] == "ok"
    assert any(str(year + 1) in what for what in told)
    assert ("broken", f"there is no table of working days for {year}") in about(examine(place), "working days")


@pytest.mark.slow
def test_mail_servers_are_visited_and_left_without_a_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real submission server and a real mailbox: both let us in; a wrong password and a dead port are told; nothing is sent."""
    monkeypatch.setenv("INSPECTOR_MAIL_IMAP_PASSWORD", SECRET)
    with mail_district(tmp_path / "w", ["human@mail.town.test"]) as town:
        folder = town.workspace.settings.workspace
        good = [*about(examine(folder), "no mail was sent"), *about(examine(folder), "no mail was read")]
        monkeypatch.setenv("INSPECTOR_MAIL_IMAP_PASSWORD", "wrong")
        refused = about(examine(folder), "refuses our login")
        config = folder / "config.toml"
        port = town.workspace.settings.mail.smtp_port
        config.write_text(config.read_text("utf-8").replace(f"smtp_port = {port}", "smtp_port = 1"), encoding="utf-8")
        dead = about(examine(folder), "does not answer")

        assert [state for state, _ in good] == ["ok", "ok"]
        assert (refused[0][0], dead[0][0]) == ("broken", "broken")
        assert town.post.taken == []
