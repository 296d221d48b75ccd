"""`inspector backup`, `inspector restore` and `inspector db`: what keeps an installation safe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import out
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.pipeline.archive.backup import backup as backed_up
from inspector.pipeline.archive.backup import damaged
from inspector.pipeline.archive.backup import restore as restored
from inspector.pipeline.workspace import Workspace

db = typer.Typer(name="db", help="The database. 数据库。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(db)


@app.command(epilog=examples("backup", "backup --to /mnt/safe"))
def backup(
    to: Annotated[
        Path | None, typer.Option("--to", help="Folder of backups.", show_default="[backup] path of config.toml")
    ] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Copy the workspace to a safe place: database, evidence, results, rules, registry. 备份。"""
    folder = backed_up(Workspace.at(workspace), china_now(), to)
    out.print(f"backup   {folder}", markup=False, soft_wrap=True)
    for fault in damaged(folder):
        told = (
            "evidence is not what was recorded, and no older backup was removed: put back what an older one has of it"
        )
        out.print(f"{told}: {fault}", markup=False, soft_wrap=True)


@app.command(epilog=examples("restore data/backup/20261206T010000 ../qinghe-again"))
def restore(
    folder: Annotated[Path, typer.Argument(metavar="BACKUP", help="A backup's folder.")],
    to: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, which becomes the workspace.")],
) -> None:
    """Make a workspace again from a backup; every file is checked before anything is written. 恢复。"""
    count = restored(folder, to)
    out.print(f"{count} files and the database are in {to}", markup=False, soft_wrap=True)
    for fault in damaged(folder):
        out.print(f"evidence was damaged already when this backup was made: {fault}", markup=False, soft_wrap=True)


@db.command("move", epilog=examples("db move postgresql+psycopg://inspector@db/inspector"))
def move(
    url: Annotated[str, typer.Argument(metavar="URL", help="An empty database, as an SQLAlchemy URL.")],
    workspace: WorkspaceDir = Path(),
) -> None:
    """Copy everything into another database, and compare counts and digests of every table. 迁移数据库。

    The old database is only read. Afterwards name the new one in config.toml: [store] database.
    """
    from inspector.store import open_store  # noqa: PLC0415 - slow to load

    place = Workspace.at(workspace)
    if url == place.settings.store.database:
        raise UsageError("this is the database that is in use already", remedy="Give the address of an empty one.")
    with place.store() as old, open_store(url, place.settings.workspace) as new:
        for table in old.move_to(new):
            out.print(f"{table.table:<24}{table.rows:>9}  sha256 {table.digest[:16]}", markup=False)
    out.print(
        "all rows are the same; now write the new address into config.toml: [store] database",
        markup=False,
        soft_wrap=True,
    )
