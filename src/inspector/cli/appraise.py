"""`inspector appraise`, `inspector excuse` and `inspector seal`: the year's end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from inspector.appraise.pack import YearPack
from inspector.appraise.record import UnitYear
from inspector.cli.app import JsonPath, WorkspaceDir, app, examples
from inspector.cli.orders import Authority, By, On, Reason
from inspector.cli.screen import day, errors, listing, out, writable
from inspector.collect.manners import china_now
from inspector.errors import EvidenceError
from inspector.pipeline.appraise.appraising import appraise_year
from inspector.pipeline.archive import sealing
from inspector.pipeline.files import write_json
from inspector.pipeline.rectify.excuses import excuse as leave_out
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.report.year import MACHINE


@app.command(epilog=examples("appraise 2026", "appraise 2026 --as-of 2027-01-31 --out /srv/www/2026 --json -"))
def appraise(
    year: Annotated[int, typer.Argument(metavar="YEAR", help="Such as 2026.", min=2000, max=2999)],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Orders, rulings and runs up to that day count.",
            show_default="today, at the latest the fourth quarter's last day for rectification",
        ),
    ] = None,
    out_dir: Annotated[
        Path | None, typer.Option("--out", help="Folder to write to.", show_default="reports/<year>")
    ] = None,
    json_path: JsonPath = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """The year-end pack: a page for the district, one for every unit, a workbook, a signed machine file. 年终考核。

    The formula is data: rules/appraisal/<formula>.yaml. A unit that lacks a quarter has no figure; what is missing is said.
    The figure is a proposal that a person confirms. Reports of the quarters are not touched.
    """
    writable(json_path)
    done = appraise_year(Workspace.at(workspace), year, day(as_of), china_now().date(), out_dir)
    if json_path:
        write_json(json_path, (done.page.parent / MACHINE).read_text(encoding="utf-8"))
    screen = errors if json_path == "-" else out
    screen.print(_table(done.pack))
    for told, units in _without_figure(done.pack).items():
        screen.print(f"{'、'.join(units)}: {told}", markup=False, soft_wrap=True)
    if done.pack.drafts:
        told = "、".join(done.pack.drafts)
        screen.print(
            f"尚未发布，按草稿计算：{told} / counted as drafts, not released: {told}", markup=False, soft_wrap=True
        )
    seal = f"signed with key {done.seal.fingerprint}" if done.seal else "not signed: no key ([appraisal] key_file)"
    for line in (f"report   {done.page}", f"machine  {done.page.parent / MACHINE}, {seal}"):
        screen.print(line, markup=False, soft_wrap=True)


def _table(pack: YearPack) -> Table:
    table = listing("单位 unit", *(one.quarter for one in pack.quarters), "年度 year", "考核分 points", "名次 place")
    places = {place.unit.unit: place.shown for group in pack.groups for place in group.ranked}
    for unit in pack.units:
        scores = {one.quarter: str(one.value) for one in unit.quarters}
        year, points = ("—" if value is None else str(value) for value in (unit.value, unit.points))
        held = " ■" if unit.held else ""
        cells = [scores.get(one.quarter, "—") for one in pack.quarters]
        table.add_row(f"{unit.unit} {unit.name}", *cells, year + held, points, places.get(unit.unit, "—"))
    return table


def _without_figure(pack: YearPack) -> dict[str, list[str]]:
    """What the units without a figure lack, each sentence once with all whom it is about."""
    found: dict[str, list[str]] = {}
    for unit in pack.units:
        if unit.value is None:
            found.setdefault(_lacking(unit), []).append(f"{unit.unit} {unit.name}")
    return found


def _lacking(unit: UnitYear) -> str:
    told = [f"{gap.quarter} {gap.why.zh} / {gap.why.en}" for gap in unit.gaps if not gap.excused]
    told += [f"{quarter} 缺少第三方评估 / no outside assessment" for quarter in unit.unassessed]
    return "; ".join(told) or "所有季度均不计入 / every quarter is left out"


@app.command(
    epilog=examples(
        'excuse QH105 2026Q1 --by 王某 --authority 区政府办 --reason "2026年5月新设立"',
        'excuse QH105 2026Q1 --back --by 王某 --authority 区政府办 --reason "登记有误"',
    )
)
def excuse(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="The unit's code.")],
    quarter: Annotated[str, typer.Argument(metavar="QUARTER", help="Such as 2026Q1.")],
    by: By,
    authority: Authority,
    reason: Reason,
    back: Annotated[bool, typer.Option("--back", help="Count the quarter again.")] = False,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Leave a quarter out of a unit's year, as one before it was founded; the year's page says so and why. 季度不计入考核。"""
    word = Word(by, authority, reason, day(on, "--on"))
    event = leave_out(Workspace.at(workspace), unit, quarter, word, back=back)
    out.print(f"{unit} {quarter}: {event.kind}", markup=False)


seal = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Keys that sign the year's machine file, and whether a signature holds. 签名与验签。\n\n"
    "Anybody can verify offline, with this command or with openssl.",
)
app.add_typer(seal, name="seal")


@seal.command(epilog=examples("seal key keys/appraisal.pem"))
def key(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The private key to write; the public one goes beside it.")
    ],
) -> None:
    """Make an Ed25519 key. Keep the private file from others; publish the public one and its fingerprint. 生成密钥。"""
    made = sealing.make_key(file)
    for line in (f"private {file}", f"public  {sealing.public_path(file)}", f"fingerprint {made.fingerprint}"):
        out.print(line, markup=False, soft_wrap=True)


@seal.command(
    epilog=examples("seal verify reports/2026/appraisal.json", "seal verify appraisal.json --key office.pub.pem")
)
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; its signature is FILE.sig.")],
    public: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The public key.", show_default="FILE.pub.pem")
    ] = None,
    fingerprint: Annotated[str, typer.Option(help="The fingerprint the office published, to compare with.")] = "",
) -> None:
    """Does the signature hold? Leaves with status 4 where it does not. 验证签名。"""
    found = sealing.check(file, public)
    if fingerprint and found != fingerprint.strip().lower():
        raise EvidenceError(
            f"another key signed it: {found}", where=str(file), remedy="Ask the office which key is its own."
        )
    out.print(f"the signature holds\nfingerprint {found}", markup=False, soft_wrap=True)
    if not fingerprint and public is None:
        out.print("compare the fingerprint with the one the office published", markup=False)
