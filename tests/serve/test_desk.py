"""A clerk decides in the browser as on the command line, in their own name, and it stays on record."""

from __future__ import annotations

import httpx
import pytest
from served_workspace import CLERK, HOSTILE, PASSWORD, running, seal

from inspector.pipeline.rectify import clerks, orders
from inspector.pipeline.workspace import Workspace


def test_a_proposed_fault_is_confirmed_and_the_audit_tells_by_whom(clerk: httpx.Client, place: Workspace) -> None:
    """The order is issued, the ruling is there for the next judging."""
    form = {"act": "confirm", "authority": "区政务公开办", "reason": "属实", "seal": seal(clerk, "/orders/2026Q4-001")}

    answer = clerk.post("/orders/2026Q4-001", data=form)

    assert answer.status_code == 303
    order = orders.one(place, "2026Q4-001")
    assert (order.status, [event.author for event in order.events]) == ("issued", ["张三", CLERK, CLERK])
    with place.store() as store:
        assert [(one.author, one.new) for one in store.rulings()] == [(CLERK, "confirmed")]
    assert "reviewed" in clerk.get("/audit").text


def test_what_an_order_refuses_is_told_with_its_remedy(clerk: httpx.Client, place: Workspace) -> None:
    """An order that waits to be confirmed cannot be closed; nothing changes."""
    form = {"act": "closed", "authority": "a", "reason": "b", "seal": seal(clerk, "/orders/2026Q4-001")}

    answer = clerk.post("/orders/2026Q4-001", data=form)

    assert answer.status_code == 409
    assert "cannot be closed" in answer.text
    assert len(orders.one(place, "2026Q4-001").events) == 1


def test_without_a_login_nothing_is_decided(client: httpx.Client, place: Workspace) -> None:
    """A form that is right in all else is refused."""
    form = {"act": "confirm", "authority": "a", "reason": "b", "seal": seal(client, "/login")}

    assert client.post("/orders/2026Q4-001", data=form).status_code == 401
    assert client.get("/audit").status_code == 401
    assert len(orders.one(place, "2026Q4-001").events) == 1


def test_a_form_of_another_page_is_refused(clerk: httpx.Client, place: Workspace) -> None:
    """A logged-in browser lured into sending a form sends no sign of ours."""
    for sign in ("", "guessed"):
        form = {"act": "confirm", "authority": "a", "reason": "b", "seal": sign}
        assert clerk.post("/orders/2026Q4-001", data=form).status_code in (403, 422)
    assert len(orders.one(place, "2026Q4-001").events) == 1


def test_five_wrong_passwords_rest_the_login(client: httpx.Client, place: Workspace) -> None:
    """After them even the right one is refused for a while; every try is on record."""
    for password in [*["wrong password"] * 5, PASSWORD]:
        form = {"name": CLERK, "password": password, "seal": seal(client, "/login")}
        assert client.post("/login", data=form).status_code == 403
    with place.store() as store:
        assert [event.kind for event in store.events("clerk")] == ["enrolled", *["refused"] * 5]


def test_a_login_taken_away_ends_a_session_at_once(clerk: httpx.Client, place: Workspace) -> None:
    """What was decided stays; nothing more can be."""
    clerks.dismiss(place, CLERK, "张三", orders.china_now())

    assert clerk.get("/audit").status_code == 401


def test_a_login_taken_away_reads_nothing_from_elsewhere(place: Workspace) -> None:
    """Where a token is needed, a session without a login is a stranger's, though it lasts for hours."""
    with running(place, token="a long secret") as url, httpx.Client(base_url=url) as client:
        client.post("/login", data={"name": CLERK, "password": PASSWORD, "seal": seal(client, "/login")})
        assert client.get("/desk").status_code == 200

        clerks.dismiss(place, CLERK, "张三", orders.china_now())

        assert client.get("/desk").status_code == 401
        assert client.get("/api/orders").status_code == 401


def test_a_call_is_recorded(clerk: httpx.Client, place: Workspace) -> None:
    """Through the same function as on the command line."""
    form = {
        "unit": "MZJ",
        "quarter": "2026Q4",
        "number": "010-63825601",
        "outcome": "answered",
        "at": "2026-11-24 10:05",
    }

    answer = clerk.post("/calls", data={**form, "seal": seal(clerk, "/calls")})

    assert answer.status_code == 303, answer.text
    with place.store() as store:
        assert [event.author for event in store.events("channel_hand")] == [CLERK]


@pytest.mark.parametrize("path", ["/desk", "/orders/2026Q4-001"])
def test_hostile_text_is_shown_and_not_run(client: httpx.Client, path: str) -> None:
    """Whatever a page said stands escaped, under a policy that runs no script."""
    answer = client.get(path)

    assert HOSTILE not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(("name", "password"), [("a b", PASSWORD), ("王五", "short")])
def test_weak_logins_are_refused(place: Workspace, name: str, password: str) -> None:
    """In a sentence."""
    with pytest.raises(orders.UsageError):
        clerks.enrol(place, name, password, "张三", orders.china_now())
