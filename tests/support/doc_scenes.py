"""What must have happened before the commands of a page make sense, and what its example names stand for there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl

from inspector import archive
from inspector.collect.manners import china_now
from inspector.model.capture import Failure
from inspector.pipeline import orders
from inspector.pipeline.judging import snapshot_of
from inspector.pipeline.orders import Word, result_of
from inspector.pipeline.papers import write_papers
from inspector.pipeline.workspace import Workspace
from inspector.rectify.ledger import HEADINGS

Names = Mapping[str, str]
"""A text of the page -> what is meant here."""
MAILBOX = "human@mail.town.test"
ANSWER = {"answer": "已整改", "done": "已补齐", "done_on": "2026-11-20", "answered_by": "丁某"}


def appeals(place: Workspace) -> Names:
    """A certain fault of a unit that objects to it."""
    result = result_of(place, "latest")
    faults = [one for unit in result["units"] for one in unit["findings"] if one["outcome"] == "fail"]
    return {"F-0123456789ab": next(one["id"] for one in faults if one["confirmed"])}


def evidence(place: Workspace) -> Names:
    """The root on the report; a stick to copy to; the folder in which the copy is checked."""
    run, stick = place.run("latest"), place.settings.workspace / "usb"
    return {
        "python3 verify_evidence.py 2026Q4-20261124T010203": f"cd {stick} && python3 verify_evidence.py {run.folder.name}",
        "3f0c…": run.root,
        "/media/usb": str(stick),
    }


def inspected(place: Workspace) -> Names:
    """The registry holds the units that were inspected, and no more: a whole run of it is short."""
    registry = place.settings.workspace / "units.csv"
    head, *lines = registry.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.partition(",")[0] in place.run("latest").codes]
    registry.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    return {}


def mailboxes(_: Workspace) -> Names:
    """The district of mailboxes has one unit; consent and records are of these days."""
    today = china_now().date()
    names = {"QH101 QH102": "MZJ", "QH101": "MZJ", "QH102": "MZJ", "010-63820001": "010-63825601"}
    boxes = {"xxgk@mzj.gov.cn": MAILBOX, "xxgk@qinghe.gov.cn": "mzj1@qinghe.gov.cn"}
    days = {"2026-12-31": today + timedelta(30), "2026-11-24": today, "2026-11-23": today - timedelta(1)}
    days["2026-11-19"] = today - timedelta(7)
    return {**names, **boxes, **{day: day_meant.isoformat() for day, day_meant in days.items()}}


def _planned(place: Workspace) -> Names:
    with place.store() as store:
        return {"P-3f9a2c1d": next(one.key for one in reversed(store.events()) if one.key.startswith("P-"))}


def ordered(place: Workspace) -> Names:
    """The orders of one unit were issued weeks ago, so that they are overdue."""
    word = Word("张三", "区政务公开办", day=china_now().date() - timedelta(days=40))
    late = next(one.number for one in orders.issue(place, "latest", word, ("QH102",)) if one.status == "issued")
    return {"2026Q4-001": late, "--run 2027Q1": "--run 2026Q4"}


def _waiting(place: Workspace) -> Names:
    return {"2026Q4-007": next(one.number for one in orders.listed(place) if one.status == "confirming")}


def _answered(place: Workspace) -> Names:
    """The form of one unit is back, filled in."""
    unit = next(one.unit for one in orders.listed(place) if one.status == "issued" and one.unit != "QH102")
    forms = [path for path in write_papers(place, china_now().date())[0] if path.suffix == ".xlsx"]
    answer = place.settings.workspace / "answer.xlsx"
    _fill(next(path for path in forms if unit in path.name), answer)
    return {"QH105.xlsx": str(answer)}


def _fill(form: Path, answer: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet: Any = book.active
    for cell in sheet[1]:
        for name, value in ANSWER.items():
            if cell.value == HEADINGS[name]:
                for row in range(2, sheet.max_row + 1):
                    sheet.cell(row, cell.column, value)
    book.save(answer)


def read(place: Workspace) -> Names:
    """The run and its root; Chromium as root has no sandbox, and where there is none its line says nothing."""
    run, browser = place.run("latest"), shutil.which("chromium") or shutil.which("chromium-browser")
    printed = f"{browser} --headless --no-sandbox" if browser else ": chromium"
    return {"2026Q4-20261124T010203": run.folder.name, "3f0c…": run.root, "chromium --headless": printed}


def readme(place: Workspace) -> Names:
    """The house is on the PATH, and the unit is one of the district's."""
    return {**inspected(place), "../inspector/.venv/bin/": "", ".venv/bin/": "", "MZJ": "QH102"}


SCENES: Mapping[str, Callable[[Workspace], Names]] = {
    "appeals": appeals,
    "channels": mailboxes,
    "evidence": evidence,
    "gather": inspected,
    "orders": ordered,
    "read-the-reports": read,
    "README": readme,
    "run-a-quarter": inspected,
}


def _held(place: Workspace) -> Names:
    """A newer run in which all sites are silent that answered last quarter: it is in quarantine."""
    run = place.run("latest")
    now, began = snapshot_of(run), china_now()
    units = tuple(unit for unit in now.units if unit.code in run.codes)
    looked = {unit.code: {"asked": 30, "unanswered": 0} for unit in units}
    id = f"{now.quarter.id}-{began:%Y%m%dT%H%M%S}"
    snapshot = replace(now, id=id, units=units, only=(), looks_before=looked)
    newer = archive.open_run(place.evidence, id, snapshot.json())
    for unit in units:
        seen = run.read_unit(unit.code).values()
        silent = [replace(one, status=None, body=b"", sha256="", failure=Failure.TIMEOUT) for one in seen]
        newer.write_unit(unit.code, silent)
    return {}


def _assessed(place: Workspace) -> Names:
    """The assessor's table names units of the sample district."""
    table = place.settings.workspace / "assess" / "table.csv"
    text = table.read_text(encoding="utf-8").replace("桃源街道办事处", "清河区青云街道办事处")
    table.write_text(text, encoding="utf-8")
    return {}


def _signed(place: Workspace) -> Names:
    """The year is written again, signed with the key that the page has just made."""
    config = place.settings.workspace / "config.toml"
    config.write_text(f'{config.read_text("utf-8")}\n[appraisal]\nkey_file = "keys/appraisal.pem"\n', encoding="utf-8")
    return {"openssl": "inspector appraise 2026 --as-of 2027-01-31 && cd reports/2026 && openssl"}


FIRST: Mapping[str, Callable[[Workspace], Names]] = {
    "inspector assess import": _assessed,
    "inspector channels send": _planned,
    "inspector orders import": _answered,
    "inspector orders review": _waiting,
    "inspector quarantine release": _held,
    "openssl pkeyutl": _signed,
}
"""What happens right before a command, and what names stand for from then on."""
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "openssl ts -verify": ("tests/orders/test_evidence_handed_on.py", '"ts", "-verify"'),
    "dask scheduler": ("tests/support/dask_cluster.py", '["scheduler", "--host"'),
    "dask worker": ("tests/support/dask_cluster.py", '["worker", address'),
    "INSPECTOR_ENGINE__KIND=dask inspector run": ("tests/engine/test_run_on_dask.py", "dask"),
}
"""Commands that need more than a workspace, by the test (file and words in it) that runs them."""
MAKE = "make "
"""What the Makefile does with the house itself."""
FOREIGN = ("pip install", "python3 -m venv wb", "wb/bin/")
"""What is installed from the internet, our own package and pywb: tried by hand, run by no test."""
