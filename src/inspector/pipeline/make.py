"""A new workspace from what came with the program."""

from __future__ import annotations

import errno
import os
import shutil
from importlib.resources import files
from pathlib import Path

from inspector.errors import StorageError, UsageError
from inspector.model.unit import ROLES
from inspector.pipeline.files import write_whole
from inspector.pipeline.ruleset.rulebook import bundled_rules
from inspector.report import order_documents
from inspector.report.files import put_bytes

TEMPLATE = Path("templates", "order.docx")
"""Where a workspace keeps the layout of its notices, to be edited in Word."""
PROBE = Path("templates", "channel_probe.txt")
"""The text of test mails, to be put into the office's own words."""
_COLUMNS = ("code", "name", "type", "aliases", "parent", "tags", "features", *ROLES, "channels", "accounts")


def make_workspace(folder: Path) -> list[Path]:
    """Make `folder` a workspace: config.toml, rules, an empty registry, reports and data. Raises UsageError where one is."""
    if (folder / "config.toml").exists() or (folder.is_dir() and any(folder.iterdir())):
        raise UsageError(
            f"{folder} is not empty", remedy="Give a new folder; an existing workspace is never overwritten."
        )
    there = folder.is_dir()
    try:
        return _made(folder)
    except (OSError, shutil.Error, StorageError) as fault:
        _undo(folder, there)
        if isinstance(fault, StorageError):
            raise
        raise _cannot_be_made(folder, fault) from fault


def _made(folder: Path) -> list[Path]:
    for name in ("reports", "data"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copytree(bundled_rules(), folder / "rules")
    write_whole(folder / "config.toml", bundled_config().read_text(encoding="utf-8"))
    write_whole(folder / "units.csv", "\ufeff" + ",".join(_COLUMNS) + "\r\n")
    write_whole(folder / PROBE, probe_text())
    made = [folder / name for name in ("config.toml", "units.csv", "rules", "reports", "data", PROBE)]
    return [*made, order_template(folder)] if order_documents.installed() else made


def _undo(folder: Path, there: bool) -> None:
    """Take away what was half made; the folder was new or empty before."""
    for path in folder.iterdir() if folder.is_dir() else ():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    if not there and folder.is_dir():
        folder.rmdir()


def _cannot_be_made(folder: Path, fault: OSError) -> StorageError:
    """The fault of a whole copy is told by the first file that failed."""
    full = os.strerror(errno.ENOSPC) in str(fault)
    said = os.strerror(errno.ENOSPC) if full else fault.strerror or str(fault)
    remedy = "Free some space and run it again." if full else "Check that the folder may be written."
    return StorageError(f"the workspace cannot be made: {said}", where=str(folder), remedy=remedy)


def order_template(folder: Path) -> Path:
    """Write the Word template of notices into the workspace. Raises UsageError where there is one, or the extra is missing."""
    path = folder / TEMPLATE
    if path.exists():
        raise UsageError(
            f"there is a template at {path} already", remedy="It is yours: move it away to get the original."
        )
    return put_bytes(path, order_documents.template())


def probe_text() -> str:
    """The text of test mails that came with the program."""
    return files("inspector.pipeline.probing").joinpath("channel_probe.txt").read_text(encoding="utf-8")


def bundled_config() -> Path:
    """The documented config.toml that came with the program (in a checkout: the repository's own)."""
    installed = Path(str(files("inspector"))) / "_config.toml"
    return installed if installed.is_file() else Path(__file__).parents[3] / "config.toml"
