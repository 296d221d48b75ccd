"""What must have happened before the commands of a page make sense, and what its example names stand for there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
from free_ports import free_port, own_address
from postgres_server import empty
from stranger import environment

from inspector import archive
from inspector.collect.manners import china_now
from inspector.model.capture import Failure
from inspector.pipeline.judge.judging import snapshot_of
from inspector.pipeline.rectify import orders
from inspector.pipeline.rectify.orders import Word, result_of
from inspector.pipeline.report.papers import write_papers
from inspector.pipeline.workspace import Workspace
from inspector.rectify.ledger import HEADINGS

Names = Mapping[str, str]
"""A text of the page -> what is meant here."""
MAILBOX = "human@mail.town.test"
PLACES = {"10.0.0.8": own_address(44), "127.0.0.1": own_address(81)}
"""Addresses of the pages, and those of loopback that stand for them: nothing else listens there, nor other tests at the same time."""
ANSWER = {"answer": "已整改", "done": "已补齐", "done_on": "2026-11-20", "answered_by": "丁某"}


@dataclass(frozen=True)
class Stage:
    """The workspace that a page's commands run in, and whatever else they need, asked for by its fixture's name."""

    place: Workspace
    prop: Callable[[str], Any]
    installed: bool = False
    """Whether what the page installs is installed; otherwise the program that is tested here stands for it."""

    @property
    def source(self) -> Path:
        """The folder of the source, with a .venv in which the program is."""
        return Path(self.prop("house" if self.installed else "source"))

    def make(self, target: str) -> str:
        """How `make` is asked for it there; what is already installed is not installed again."""
        return f"cd {self.source} && make {'' if self.installed else '-o .venv/.run -o .venv/.dev '}{target}"

    def config(self, text: str) -> None:
        """Write tables into config.toml; a table of the same name that stands there gives way."""
        path = self.place.settings.workspace / "config.toml"
        kept = path.read_text(encoding="utf-8")
        for table in re.findall(r"^\[(\w+)\]", text, re.MULTILINE):
            kept = re.sub(rf"^\[{table}\].*?(?=^\[|\Z)", "", kept, flags=re.MULTILINE | re.DOTALL)
        path.write_text(f"{kept}\n{text}", encoding="utf-8")


def appeals(stage: Stage) -> Names:
    """A certain fault of a unit that objects to it."""
    result = result_of(stage.place, "latest")
    faults = [one for unit in result["units"] for one in unit["findings"] if one["outcome"] == "fail"]
    return {"F-0123456789ab": next(one["id"] for one in faults if one["confirmed"])}


def evidence(stage: Stage) -> Names:
    """The root on the report; a stick to copy to; the folder in which the copy is checked; an authority that tells the time."""
    run, stick = stage.place.run("latest"), stage.place.settings.workspace / "usb"
    url, roots = stage.prop("authority")
    shutil.copy(roots, stage.place.settings.workspace / "tsa-roots.pem")
    stage.config(f'[timestamp]\nurl = "{url}"\nroots = "tsa-roots.pem"\n')
    return {
        "python3 verify_evidence.py 2026Q4-20261124T010203": f"cd {stick} && python3 verify_evidence.py {run.folder.name}",
        "3f0c…": run.root,
        "/media/usb": str(stick),
        "evidence/RUN": f"evidence/{run.folder.name}",
        "127.0.0.1": PLACES["127.0.0.1"],
        "inspector evidence timestamp": f"cd {stage.place.settings.workspace} && inspector evidence timestamp",
        "inspector retention": f"cd {stage.place.settings.workspace} && inspector retention",
    }


def inspected(stage: Stage) -> Names:
    """The registry holds the units that were inspected, and no more: a whole run of it is short."""
    place = stage.place
    registry = place.settings.workspace / "units.csv"
    head, *lines = registry.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.partition(",")[0] in place.run("latest").codes]
    registry.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    return {}


def mailboxes(_: Stage) -> Names:
    """The district of mailboxes has one unit; consent and records are of these days."""
    today = china_now().date()
    names = {"QH101 QH102": "MZJ", "QH101": "MZJ", "QH102": "MZJ", "010-63820001": "010-63825601"}
    boxes = {"xxgk@mzj.gov.cn": MAILBOX, "xxgk@qinghe.gov.cn": "mzj1@qinghe.gov.cn"}
    days = {"2026-12-31": today + timedelta(30), "2026-11-24": today, "2026-11-23": today - timedelta(1)}
    days["2026-11-19"] = today - timedelta(7)
    return {**names, **boxes, **{day: day_meant.isoformat() for day, day_meant in days.items()}}


def _planned(stage: Stage) -> Names:
    place = stage.place
    with place.store() as store:
        return {"P-3f9a2c1d": next(one.key for one in reversed(store.events()) if one.key.startswith("P-"))}


def ordered(stage: Stage) -> Names:
    """The orders of one unit were issued weeks ago, so that they are overdue."""
    place = stage.place
    word = Word("张三", "区政务公开办", day=china_now().date() - timedelta(days=40))
    late = next(one.number for one in orders.issue(place, "latest", word, ("QH102",)) if one.status == "issued")
    return {"2026Q4-001": late, "--run 2027Q1": "--run 2026Q4"}


def _waiting(stage: Stage) -> Names:
    place = stage.place
    return {"2026Q4-007": next(one.number for one in orders.listed(place) if one.status == "confirming")}


def _answered(stage: Stage) -> Names:
    """The form of one unit is back, filled in."""
    place = stage.place
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


def read(stage: Stage) -> Names:
    """The run and its root; Chromium as root has no sandbox, and where there is none its line says nothing."""
    place = stage.place
    run, browser = place.run("latest"), shutil.which("chromium") or shutil.which("chromium-browser")
    printed = f"{browser} --headless --no-sandbox" if browser else ": chromium"
    return {"2026Q4-20261124T010203": run.folder.name, "3f0c…": run.root, "chromium --headless": printed}


def several(stage: Stage) -> Names:
    """The wheel is made; what is installed with it goes where the program is installed; its command is run in the workspace."""
    folder = stage.place.settings.workspace
    if stage.installed:
        subprocess.run(["make", "wheel"], cwd=stage.source, env=environment(), check=True, capture_output=True)
    inspected(stage)
    return {
        "pip install": f"cd {stage.source} && .venv/bin/pip install",
        "INSPECTOR_ENGINE__KIND": f"cd {folder} && INSPECTOR_ENGINE__KIND",
        "10.0.0.8": PLACES["10.0.0.8"],
    }


def _clustered(stage: Stage) -> Names:
    """The scheduler is named."""
    stage.config(f'[engine]\nkind = "dask"\naddress = "tcp://{PLACES["10.0.0.8"]}:8786"\n')
    return {}


def operate(stage: Stage) -> Names:
    """The source is at hand; then the workspace, an empty database and a free port."""
    folder, port = stage.place.settings.workspace, free_port()
    inspected(stage)
    if stage.installed:
        stage.prop("pipx")
    database = stage.prop("postgres")
    empty(database)
    return {
        "make wheel": stage.make("wheel"),
        "../qinghe": f"{folder.parent}/qinghe",
        "make sbom": f"make -o .venv/.dev BIN={Path(sys.executable).parent} sbom",
        "inspector schedule --dry-run": f"cd {folder} && inspector schedule --dry-run",
        "postgresql+psycopg://inspector@db/inspector": f"'{database}'",
        "inspector serve": f"inspector serve --port {port}",
        "127.0.0.1:8470": f"127.0.0.1:{port}",
    }


def _safe(stage: Stage) -> Names:
    """The backup that was just made."""
    made = next(path for path in (stage.place.settings.workspace.parent / "safe").iterdir() if path.name[:2] == "20")
    return {"20261206T010000": made.name}


def readme(stage: Stage) -> Names:
    """The reader begins in the source's folder; what `make test` runs is this very test, so it is only asked what it would do.

    So is `make demo` where nothing is installed: tests/package runs the demo of the wheel.
    """
    shutil.rmtree(stage.source.parent / "qinghe", ignore_errors=True)
    return {"make demo": stage.make("demo" if stage.installed else "-n demo"), "make test": "make -n test"}


def _filled(stage: Stage) -> Names:
    """The registry of the new workspace is filled in: one unit of the district that is served, under the page's own code."""
    district, qinghe = stage.prop("district"), stage.source.parent / "qinghe"
    head, *lines = district.registry().splitlines()
    row = next(line for line in lines if line.startswith("QH102,"))
    (qinghe / "units.csv").write_text(f"{head}\n{row.replace('QH102', 'MZJ', 1)}\n", encoding="utf-8")
    shutil.copy(stage.place.settings.workspace / "config.toml", qinghe / "config.toml")
    return {}


SCENES: Mapping[str, Callable[[Stage], Names]] = {
    "appeals": appeals,
    "channels": mailboxes,
    "evidence": evidence,
    "gather": inspected,
    "operate": operate,
    "orders": ordered,
    "read-the-reports": read,
    "README": readme,
    "run-a-quarter": inspected,
    "several-machines": several,
}


def _held(stage: Stage) -> Names:
    """A newer run in which all sites are silent that answered last quarter: it is in quarantine."""
    place = stage.place
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


def _assessed(stage: Stage) -> Names:
    """The assessor's table names units of the sample district."""
    place = stage.place
    table = place.settings.workspace / "assess" / "table.csv"
    text = table.read_text(encoding="utf-8").replace("桃源街道办事处", "清河区青云街道办事处")
    table.write_text(text, encoding="utf-8")
    return {}


def _signed(stage: Stage) -> Names:
    """The year is written again, signed with the key that the page has just made."""
    place = stage.place
    config = place.settings.workspace / "config.toml"
    config.write_text(f'{config.read_text("utf-8")}\n[appraisal]\nkey_file = "keys/appraisal.pem"\n', encoding="utf-8")
    return {"openssl": "inspector appraise 2026 --as-of 2027-01-31 && cd reports/2026 && openssl"}


FIRST: Mapping[str, Callable[[Stage], Names]] = {
    "../inspector/.venv/bin/inspector doctor": _filled,
    "inspector assess import": _assessed,
    "inspector channels send": _planned,
    "inspector orders import": _answered,
    "inspector orders review": _waiting,
    "inspector quarantine release": _held,
    "inspector restore": _safe,
    "several-machines: inspector run": _clustered,
    "openssl pkeyutl": _signed,
}
"""What happens right before a command (of one page: its name before it), and what names stand for from then on."""
INSTALLED = ("README", "operate", "several-machines")
"""Pages whose commands are those of an installed program, each a process of its own."""


def scene_of(page: Path) -> str:
    """The name of what a page of either language plays in."""
    return page.name.partition(".")[0]


def first(scene: str, command: str) -> Callable[[Stage], Names]:
    """What happens right before a command of a page."""
    return next(
        (done for words, done in FIRST.items() if command.startswith(words) or f"{scene}: {command}".startswith(words)),
        lambda _: {},
    )
