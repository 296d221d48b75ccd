"""The response form comes back and is taken in whole or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from inspector.errors import UsageError
from inspector.model.order import Event
from inspector.pipeline.answers import export, take_in
from inspector.pipeline.make import make_workspace
from inspector.pipeline.orders import one
from inspector.pipeline.workspace import Workspace

DATA = {
    "unit": "QH102", "finding": "F-1", "rule": "GD-05", "subject": "guide", "severity": "S2", "quarter": "2026Q4",
    "due": "2026-12-01", "message": {"zh": "=HYPERLINK(1)", "en": "x"},
    "evidence": [{"url": "https://www.qinghe.gov.cn/zn.html"}],
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace with one open order."""
    make_workspace(tmp_path)
    workspace = Workspace.at(tmp_path)
    with workspace.store() as store:
        store.add_events([Event("order", "2026Q4-001", 0, "issued", "甲", "2026-11-24T09:00:00+08:00", data=DATA)])
    return workspace


def _filled(path: Path, **answers: str) -> Path:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows([row | answers for row in rows])
    return path


def test_a_filled_form_is_the_answer_of_its_orders(place: Workspace, tmp_path: Path) -> None:
    """Saved by Excel in GB18030 it is read all the same; text of pages is no formula."""
    path = tmp_path / "form.csv"
    assert export(place, path) == 1
    assert "'=HYPERLINK" in path.read_text(encoding="utf-8-sig")

    take_in(place, _filled(path, 整改情况="已补充", 填报人="乙", 完成日期="2026-11-30"))

    assert one(place, "2026Q4-001").status == "reported"


def test_every_fault_is_named_by_row_and_column_and_nothing_is_taken_in(place: Workspace, tmp_path: Path) -> None:
    """A wrong date, a wrong address and a missing name: three sentences, no event."""
    path = tmp_path / "form.csv"
    export(place, path)

    with pytest.raises(UsageError) as caught:
        take_in(place, _filled(path, 整改情况="已补充", 完成日期="昨天", 新网址="www"))

    assert all(f"form.csv:2:{name}" in str(caught.value) for name in ("填报人", "完成日期", "新网址"))
    assert one(place, "2026Q4-001").status == "issued"
