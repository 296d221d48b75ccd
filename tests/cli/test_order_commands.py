"""The commands of an order's life as a clerk types them: what they print, what they write, and what they refuse."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from command_line import Command
from told_orders import opened

from inspector.pipeline.make import make_workspace
from inspector.pipeline.workspace import Workspace

GROUNDS = ("--by", "张三", "--authority", "区政务公开办", "--reason", "逾期未改")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two open orders."""
    place = tmp_path_factory.mktemp("typed") / "w"
    make_workspace(place)
    with Workspace.at(place).store() as store:
        store.add_events([opened(1), opened(2, rule="GD-07", due="2026-12-08")])
    return place


def test_from_the_papers_to_the_answer(inspector: Command, folder: Path, tmp_path: Path) -> None:
    """Papers, reminders, a form that comes back, the ledger: each says what it did."""
    at = ("--workspace", folder)
    papers = inspector("orders", "documents", "--on", "2026-11-30", *at)
    assert (papers.returncode, "(7 files)" in papers.stdout) == (0, True), papers.stderr
    assert "2026Q4-001" in inspector("orders", "chase", "--on", "2026-12-01", *at).stdout

    form = folder / "reports" / "2026Q4" / "orders" / "QH102.csv"
    rows = list(csv.DictReader(io.StringIO(form.read_text(encoding="utf-8-sig"))))
    with form.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerow(rows[0] | {"整改情况": "已补充", "填报人": "王五"})
    taken = inspector("orders", "import", form, "--on", "2026-12-01", *at)
    assert taken.stdout.splitlines()[0] == "2026Q4-001: reported, due 2026-12-01", taken.stderr
    assert "nothing in it that is not known" in inspector("orders", "import", form, "--on", "2026-12-01", *at).stdout

    ledger = inspector("orders", "export", tmp_path / "ledger.xlsx", "--open", *at)
    assert ledger.stdout.startswith("2 orders written to")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("escalate", "2026Q4-002", "supervised", *GROUNDS, "--on", "2026-12-08"),
            "is not overdue, its last day is 2026-12-08",
        ),
        (("escalate", "2026Q4-002", "shouted", *GROUNDS), "'shouted' is no step"),
        (("extend", "2026Q4-002", "--to", "2026-12-01", *GROUNDS), "is not later than 2026-12-08"),
        (("close", "2026Q4-009", *GROUNDS), "there is no order '2026Q4-009'"),
        (("recheck", "2026Q4-002", "--due", "--by", "张三"), "--due chooses the orders itself"),
        (("chase", "--on", "2031-01-06"), "there is no table of working days for 2031"),
        (("export", "ledger.txt"), "names no format"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    inspector: Command, folder: Path, words: tuple[str, ...], said: str
) -> None:
    """Status 2, one sentence first, what to do below it, no traceback."""
    done = inspector("orders", *words, "--workspace", folder)

    assert (done.returncode, said in done.stderr.splitlines()[0]) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
