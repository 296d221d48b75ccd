"""What must have happened before the examples of `--help` make sense, and what their names stand for: by the first word of a command."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
from doc_scenes import FIRST, PLACES, Names, Stage, inspected, ordered
from free_ports import free_port
from postgres_server import empty
from small_rules import few_rules

from inspector.channels.consent import SCOPES
from inspector.collect.manners import china_now
from inspector.judge.result import text
from inspector.pipeline.appraise.appraising import appraise_year
from inspector.pipeline.archive.backup import backup
from inspector.pipeline.judge.kept import read_kept
from inspector.pipeline.probing import consents
from inspector.pipeline.rectify import appeals, orders
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.statistics.tables import titles

WORD = Word("王五", "区政务公开办", "第三段已载明")


def _home(stage: Stage) -> Path:
    return stage.place.settings.workspace


def _faults(stage: Stage) -> list[str]:
    """The ids of the certain faults of the newest run."""
    units = read_kept(stage.place.results / f"{stage.place.run('latest').folder.name}.json").units.values()
    return [one["id"] for unit in units for one in unit["findings"] if one["outcome"] == "fail" and one["confirmed"]]


def _objected(stage: Stage) -> Names:
    """Two objections wait; a third fault is one that nobody objected to."""
    found = _faults(stage)
    for fault in found[:2]:
        appeals.file(stage.place, fault, "latest", WORD)
    return {"F-0123456789ab": found[2]}


def _sheet(table: Path, to: Path) -> None:
    """A CSV as a workbook."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    with table.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            sheet.append(row)
    book.save(to)


def _assessed(stage: Stage) -> Names:
    """The assessor's table, with units of the district, as a workbook beside its mapping."""
    folder = _home(stage) / "assess"
    text = (folder / "table.csv").read_text(encoding="utf-8").replace("桃源街道办事处", "清河区青云街道办事处")
    (folder / "table.csv").write_text(text, encoding="utf-8")
    _sheet(folder / "table.csv", _home(stage) / "scores.xlsx")
    shutil.copy(folder / "mapping.yaml", _home(stage) / "mapping.yaml")
    return {}


def _channels(_: Stage) -> Names:
    """The town has one unit; it agreed; calls and mails are of these days."""
    today = china_now().date()
    consents.grant(
        _.place,
        ["MZJ"],
        list(SCOPES),
        today + timedelta(30),
        Word("王某", "清政公开函〔2026〕3号", day=today - timedelta(10)),
    )
    days = {"2026-11-24": today, "2026-11-23": today - timedelta(1), "2026-11-19": today - timedelta(7)}
    names = {
        "QH101": "MZJ",
        "QH102": "MZJ",
        "010-63820001": "010-63825601",
        "xxgk@example.gov.cn": "mzj1@qinghe.gov.cn",
    }
    return {**names, **{day: meant.isoformat() for day, meant in days.items()}}


def _served(stage: Stage) -> Names:
    """An address of the example is one of the district's, of a unit that was inspected; a page of it was saved."""
    row = next(one for one in stage.prop("district").rows() if one["code"] == "QH102")
    captures = stage.place.run("latest").read_unit("QH102")
    page = next(one for key, one in captures.items() if key[1] == row["guide"])
    (_home(stage) / "saved.html").write_bytes(page.body)
    return {
        "https://www.qinghe.gov.cn/xxgk/zn.html": row["guide"],
        "https://www.qinghe.gov.cn/mzj/zn/": row["guide"],
        "https://www.qinghe.gov.cn/xxgk/": row["disclosure"],
        "https://www.qinghe.gov.cn/": next(one["home"] for one in stage.prop("district").rows() if one["home"]),
    }


def _earlier(stage: Stage) -> Names:
    """An earlier quarter found the same."""
    kept = read_kept(stage.place.results / f"{stage.place.run('latest').folder.name}.json")
    run = {**kept.head["run"], "id": "2026Q2-20260520T010000", "quarter": "2026Q2", "as_of": "2026-05-20"}
    run |= {"started": "2026-05-20T01:00:00+08:00", "finished": "2026-05-20T02:00:00+08:00"}
    result = {**kept.head, "run": run, "units": [dict(one) for one in kept.units.values()]}
    (stage.place.results / f"{run['id']}.json").write_text(text(result), encoding="utf-8")
    with stage.place.store() as store:
        store.record(result)
    return {}


def _database(stage: Stage) -> Names:
    """An empty database of the tests' own server."""
    database = stage.prop("postgres")
    empty(database)
    return {"postgresql+psycopg://inspector@db/inspector": f"'{database}'"}


def _stamped(stage: Stage) -> Names:
    """An authority that tells the time; a stick to copy to."""
    url, roots = stage.prop("authority")
    shutil.copy(roots, _home(stage) / "tsa-roots.pem")
    stage.config(f'[timestamp]\nurl = "{url}"\nroots = "tsa-roots.pem"\n')
    return {"/media/usb": str(_home(stage).parent / "usb")}


def _ordered(stage: Stage) -> Names:
    """Orders of every state: one overdue, others fresh, one that waits for a second person."""
    late = ordered(stage)
    orders.issue(stage.place, "latest", Word("张三", "区政务公开办"))
    found = orders.listed(stage.place)
    fresh = [one.number for one in found if one.status == "issued" and one.number != late["2026Q4-001"]]
    today = china_now().date()
    return {
        **late,
        "2026Q4-002": fresh[0],
        "2026Q4-009": fresh[1],
        "orders withdraw 2026Q4-009": f"orders withdraw {fresh[2]}",
        "2026Q4-007": next(one.number for one in found if one.status == "confirming"),
        "F-0123456789ab": found[0].finding,
        "2026-12-18": (today + timedelta(30)).isoformat(),
        "--on 2026-12-01": f"--on {today}",
    }


def _answered_twice(stage: Stage) -> Names:
    """A unit's answer as a workbook and as a table."""
    names = FIRST["inspector orders import"](stage)
    book = openpyxl.load_workbook(names["QH105.xlsx"])
    with (_home(stage) / "QH105.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([[cell if cell is not None else "" for cell in row] for row in book.active.values])
    return names


def _moved_away(stage: Stage) -> Names:
    """The office's own template was moved away."""
    (_home(stage) / "templates" / "order.docx").unlink(missing_ok=True)
    return {}


def _planned(_: Stage) -> Names:
    return {"2026-12-04": (china_now().date() + timedelta(8)).isoformat()}


def _new_rules(stage: Stage) -> Names:
    """Rules that somebody works on."""
    _served(stage)
    shutil.copytree(_home(stage) / "rules", _home(stage) / "new-rules")
    return {**_served(stage), "--run 2026Q3": "--run 2026Q4"}


def _few_rules(stage: Stage) -> Names:
    """From here on the guide's pack alone: all packs are mutated by tests of their own, for minutes."""
    few_rules(_home(stage) / "rules")
    return {}


def _whole_rules(stage: Stage) -> Names:
    """All packs again."""
    shutil.rmtree(_home(stage) / "rules")
    shutil.copytree(_home(stage) / "new-rules", _home(stage) / "rules")
    return {}


def _saved(stage: Stage) -> Names:
    """A backup was made yesterday."""
    made = backup(stage.place, china_now() - timedelta(days=1))
    return {"data/backup/20261206T010000": str(made), "../qinghe-again": str(_home(stage).parent / "again")}


def _whole(stage: Stage) -> Names:
    """The registry has the units of the examples, and no more."""
    inspected(stage)
    return {"QH110": "QH102", "result.json": str(_home(stage).parent / "result.json")}


def _signed(stage: Stage) -> Names:
    """The year was signed with that key; its file and the key were handed to somebody."""
    stage.config('[appraisal]\nkey_file = "keys/appraisal.pem"\n')
    today = china_now().date()
    page = appraise_year(Workspace.at(_home(stage)), 2026, None, today).page.parent
    for name in ("appraisal.json", "appraisal.json.sig"):
        shutil.copy(page / name, _home(stage) / name)
    shutil.copy(page / "appraisal.json.pub.pem", _home(stage) / "office.pub.pem")
    return {}


def _ports(_: Stage) -> Names:
    """Ports that are free, an address of loopback."""
    return {
        "inspector serve --port 8080": f"inspector serve --port {free_port()}",
        "inspector serve --host 10.0.0.5": f"inspector serve --host {PLACES['10.0.0.8']} --port {free_port()}",
        "inspector serve": f"inspector serve --port {free_port()}",
    }


def _figures(stage: Stage) -> Names:
    """A unit filled in the table of channels, as a workbook."""
    table = _home(stage) / "filled.csv"
    row = ["清河区教育委员会", "2025", "网站", "1024", "条", "单位报送"]
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([titles("channels"), row])
    _sheet(table, _home(stage) / "channels.xlsx")
    return {"2026Q1": "2026Q4"}


def _registry(stage: Stage) -> Names:
    """The registry as a workbook."""
    _sheet(_home(stage) / "units.csv", _home(stage) / "units.xlsx")
    return {}


def _root(stage: Stage) -> Names:
    return {"--root ROOT": f"--root {stage.place.run('latest').root}"}


BEFORE: Mapping[str, Callable[[Stage], Names]] = {
    "appeals decide A-001": _objected,
    "assess import": _assessed,
    "channels record QH101 --phone": _channels,
    "check": _served,
    "compare 2026Q4 --against": _earlier,
    "db move": _database,
    "evidence export latest": _stamped,
    "extract saved": _served,
    "orders ack": _ordered,
    "orders import QH105.xlsx": _answered_twice,
    "orders template": _moved_away,
    "plan QH105 --by": _planned,
    "quarantine list": inspected,
    "quarantine release": FIRST["inspector quarantine release"],
    "release": inspected,
    "replay": _new_rules,
    "restore": _saved,
    "rules coverage": _new_rules,
    "rules mutate": _few_rules,
    "rules try": _whole_rules,
    "run": _whole,
    "schedule": inspected,
    "seal verify reports": _signed,
    "serve": _ports,
    "statistics collect": _figures,
    "units import units.xlsx": _registry,
    "verify": _root,
}
"""What happens right before the first example that begins so, and what names stand for from then on."""
EVERYWHERE = {"--workspace qinghe": "--workspace .", "report --run 2026Q3": "report --run 2026Q4"}
STAYS = ("inspector serve", "inspector schedule")
"""What keeps running where no option says otherwise."""
