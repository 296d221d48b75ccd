"""Whoever may come in reads what the rooms below hold, and can change nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import httpx
import pytest
from served_workspace import from_afar, running

from inspector.pipeline.workspace import Workspace


def newest(client: httpx.Client) -> str:
    """The id of the newest run."""
    return str(client.get("/api/runs").json()[-1]["id"])


def test_results_units_and_orders_are_those_of_the_workspace(client: httpx.Client, place: Workspace) -> None:
    """The result is the kept one, byte for byte the same object."""
    run = newest(client)

    assert client.get(f"/api/runs/{run}/result").json() == json.loads(
        (place.results / f"{run}.json").read_text("utf-8")
    )
    assert [unit["code"] for unit in client.get("/api/units").json()] == ["MZJ", "CJJ"]
    assert client.get("/api/orders", params={"unit": "CJJ"}).json() == []
    assert client.get("/api/orders/2026Q4-001").json()["events"][0]["kind"] == "found"
    assert client.get("/api/appeals").json() == []
    assert client.get("/api/schema/result").json()["type"] == "object"


def test_evidence_is_listed_and_its_bytes_are_for_clerks(clerk: httpx.Client, place: Workspace) -> None:
    """What is saved has the digest it is named by, and is never shown as a page."""
    run = newest(clerk)
    seen = clerk.get(f"/api/runs/{run}/evidence/MZJ").json()
    page = next(one for one in seen if one["sha256"] and one["url"].endswith("guide.html"))
    answer = clerk.get(f"/api/runs/{run}/evidence/MZJ/{page['sha256']}")

    assert hashlib.sha256(answer.content).hexdigest() == page["sha256"]
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    with httpx.Client(base_url=clerk.base_url) as stranger:
        assert stranger.get(f"/api/runs/{run}/evidence/MZJ/{page['sha256']}").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/api/runs/2026Q4-20200101T000000/result",
        "/api/runs/2026Q4-20200101T000000/evidence/MZJ",
        "/api/orders/none",
        "/reports/../config.toml",
        "/reports/%2e%2e/config.toml",
        "/reports/..%2fconfig.toml",
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    """Nothing outside the reports is ever served."""
    assert client.get(path).status_code == 404


def test_reports_are_served_as_they_lie(client: httpx.Client, place: Workspace) -> None:
    """Under the policy that each page brings along."""
    page = next(place.reports.glob("*/index.html"))
    answer = client.get(f"/reports/{page.parent.name}/index.html")

    assert answer.content == page.read_bytes()
    assert (answer.headers["x-frame-options"], answer.headers["x-content-type-options"]) == ("DENY", "nosniff")


def test_a_name_that_is_not_ours_is_refused(place: Workspace) -> None:
    """A page elsewhere cannot make a browser ask this server under its own name."""
    assert from_afar(place, "/api/runs", base="http://evil.example", sender="127.0.0.1").status_code == 400


def test_beyond_this_machine_a_token_is_needed(place: Workspace) -> None:
    """Without it not even reports are read; with it machines read, and still cannot decide."""
    far = {"host": "10.0.0.5", "base": "http://10.0.0.5", "token": "a long secret"}
    bearer = {"Authorization": "Bearer a long secret"}
    folder = next(place.reports.glob("*/index.html")).parent.name
    form = {"act": "confirm", "seal": "x"}

    assert from_afar(place, "/api/runs", **far).status_code == 401
    assert from_afar(place, f"/reports/{folder}/", **far).status_code == 401
    assert from_afar(place, "/api/runs", headers=bearer, **far).status_code == 200
    assert from_afar(place, "/api/runs", headers={"Authorization": "Bearer other"}, **far).status_code == 401
    assert from_afar(place, "/orders/2026Q4-001", "POST", headers=bearer, data=form, **far).status_code == 401


def test_a_stranger_on_the_net_is_not_this_machine(place: Workspace) -> None:
    """Without a token, only loopback reads."""
    assert from_afar(place, "/api/units").status_code == 401
    assert from_afar(place, "/api/units", sender="127.0.0.1").status_code == 200


def test_the_api_offers_no_way_to_change_anything(client: httpx.Client) -> None:
    """Its description knows GET alone."""
    paths = client.get("/openapi.json").json()["paths"]

    assert {method for path in paths.values() for method in path} == {"get"}
    assert all(path.startswith("/api/") for path in paths)


def test_a_workspace_without_reports_is_served(tmp_path: Path, place: Workspace) -> None:
    """The desk says that there are none."""
    for page in place.reports.glob("*"):
        page.rename(tmp_path / page.name)
    with running(place) as url, httpx.Client(base_url=url) as client:
        assert "尚无报告" in client.get("/desk").text
