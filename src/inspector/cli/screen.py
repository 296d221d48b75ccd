"""What the terminal shows: colour only on terminals, errors on standard error, progress where somebody watches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

from inspector.cli.signals import stoppable
from inspector.errors import UsageError
from inspector.model.unit import Unit
from inspector.pipeline.files import refuse_unwritable

if TYPE_CHECKING:
    from inspector.judge.snapshot import Snapshot
    from inspector.pipeline.judge.kept import Kept
    from inspector.pipeline.judge.watch import Watch

out = Console(highlight=False, emoji=False)
errors = Console(stderr=True, highlight=False, emoji=False)
"""No emoji: `full-list.yaml:100:33` is a place in a file."""


def day(text: str | None, option: str = "--as-of") -> date | None:
    """An ISO date given on the command line. Raises UsageError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{option} {text!r} is not a date", remedy="Write it as 2026-11-24.") from None


def writable(json_path: str | None) -> None:
    """Refuse before the work what could not be written after it. Raises StorageError."""
    if json_path and json_path != "-":
        refuse_unwritable(Path(json_path).resolve().parent)


@contextmanager
def watched() -> Iterator[Watch]:
    """Two bars on standard error: units gathered, units judged. They appear when the work begins, never before an error."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - slow to load

    from inspector.pipeline.judge.watch import Watch  # noqa: PLC0415 - slow to load

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[unit]}"),
    )
    progress = Progress(*columns, console=errors, transient=False)
    gathering = progress.add_task("取证 gathering", total=None, unit="")
    judging = progress.add_task("判定 judging", total=None, unit="", visible=False)

    def begun(snapshot: Snapshot, left: int) -> None:
        progress.start()
        progress.update(gathering, total=left)
        progress.update(judging, total=len(snapshot.inspected), visible=not left)

    there: set[str] = set()

    def gathered(unit: Unit, asked: int) -> None:
        progress.update(gathering, advance=int(unit.code not in there), unit=f"{unit.name}（{asked}）")
        there.add(unit.code)  # a second look gathers no further unit

    def judged(unit: Unit, _: int) -> None:
        progress.update(judging, advance=1, visible=True, unit=unit.name)

    try:
        with stoppable() as stopped:
            yield Watch(begun=begun, gathered=gathered, judged=judged, stopped=stopped, prompt=stopped.prompt)
    finally:
        if progress.live.is_started:
            progress.stop()


_KEPT_WHOLE = frozenset(
    {
        "编号",
        "指标",
        "等级",
        "时限",
        "次序",
        "检查",
        "代码",
        "扣分",
        "上限",
        "判定",
        "记录",
        "字节",
        "增分",
        "得分",
        "满分",
    }
)
"""Heads of columns whose values are short, and are compared or typed again."""


def listing(*heads: str, title: str | None = None) -> Table:
    """A table that loses nothing on 80 columns: a head is `中文 english`, numbers stay whole, all else goes on below."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for head in heads:
        first, _, second = head.partition(" ")
        table.add_column(f"{first}\n{second}".rstrip(), overflow="fold", no_wrap=first in _KEPT_WHOLE)
    return table


def summary(kept: Kept) -> Table:
    """One row a unit, whole on 80 columns: score, floor, grade, issues, what waits for a person, what was not seen, coverage."""
    run = kept.head["run"]
    table = Table(
        title=f"{run['quarter']}　{run['as_of']}　{run['id']}",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    table.add_column("单位\nunit", overflow="fold")
    for name in ("得分\nscore", "下限\nfloor"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("等级\ngrade", no_wrap=True)
    for name in ("问题\nissues", "待定\nopen", "未见\nunseen", "覆盖\nseen"):
        table.add_column(name, justify="right", no_wrap=True)
    proposed = False
    for unit in kept.units.values():
        table.add_row(*_cells(unit))
        proposed |= unit["score"]["veto"] == "proposed"
    if proposed:
        table.caption = "* 否决待确认 a veto waits to be confirmed"
        table.caption_justify = "left"
    return table


def _cells(unit: Mapping[str, Any]) -> list[str]:
    score, findings = unit["score"], unit["findings"]
    issues = sum(f["outcome"] == "fail" and f["confirmed"] for f in findings)
    proposed = sum(f["outcome"] == "fail" and not f["confirmed"] for f in findings)
    unseen = sum(f["outcome"] == "undetermined" for f in findings)
    seen = score["coverage"] > 0
    return [
        unit["name"],
        f"{score['value']:.2f}" if seen else "—",
        f"{score['floor']:.2f}" if seen else "—",
        (score["grade"] + ("*" if score["veto"] == "proposed" else "")) if seen else "未见 unseen",
        str(issues),
        str(proposed),
        str(unseen),
        f"{score['coverage']:.0%}",
    ]


def gate_lines(kept: Kept) -> list[str]:
    """The gates that are not ok, one line each."""
    return [f"[{gate['id']}] {gate['detail']}" for gate in kept.head["run"]["gates"] if not gate["ok"]]
