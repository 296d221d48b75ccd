"""Evidence to take away: a run or one unit of it, with the script that checks it and a note for who receives it."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspector import archive
from inspector.archive import verify_evidence
from inspector.archive.verify_evidence import RUN, SEAL, TIMESTAMP, TIMESTAMP_SUM
from inspector.errors import EvidenceError, StorageError, UsageError

SCRIPT = "verify_evidence.py"
_NOTE = """{title}

证据根 root: {root}

校验方法（只需Python，无需联网，无需安装任何软件）：
    {command}
显示 “what was recorded” 即与取证时一致；否则会指出第一处不一致的文件或记录。证据根应与检查报告上印制的一致。
records.warc.gz 为 WARC/1.1 格式，可用 pywb、ReplayWeb.page 等通用工具打开。

To check it (Python alone, no network, nothing to install):
    {command}
It says that all is what was recorded, or names the first file or record that is not. The root must be the one printed on
the report. records.warc.gz is WARC/1.1 and opens in pywb, ReplayWeb.page and other tools.
"""


def export(folder: Path, to: Path, unit: str = "") -> Path:
    """Copy the run in `folder`, or only what concerns `unit`, below `to`; returns the copy, which has been verified.

    A unit's export holds the seal and its own records, not the registry and rules of the whole district.
    """
    sound = archive.verify(folder, only=unit)
    if sound.fault is not None:
        raise EvidenceError(str(sound.fault), remedy="Evidence that is not what was recorded is not handed on.")
    place = to / folder.name
    if place.exists():
        raise UsageError(f"{place} is already there", remedy="Give another folder with --out.")
    try:
        _copied(folder, place, unit)
        shutil.copyfile(verify_evidence.__file__, to / SCRIPT)
        (to / "README.txt").write_text(_note(folder.name, sound.root, unit), encoding="utf-8")
    except OSError as fault:
        shutil.rmtree(place, ignore_errors=True)
        raise StorageError(f"the evidence cannot be copied ({fault.strerror})", where=str(place)) from fault
    return place


def script() -> str:
    """The verifying script: it lies beside what is given to units, so that they have it before they need it."""
    return Path(verify_evidence.__file__).read_text(encoding="utf-8")


def _copied(folder: Path, place: Path, unit: str) -> None:
    place.mkdir(parents=True)
    for name in (SEAL, TIMESTAMP, TIMESTAMP_SUM, *(() if unit else (RUN,))):
        if (folder / name).exists():
            shutil.copyfile(folder / name, place / name)
    for part in [folder / unit] if unit else sorted(path for path in folder.iterdir() if path.is_dir()):
        shutil.copytree(part, place / part.name)


def _note(run: str, root: str, unit: str) -> str:
    zh, en, only = (f"单位 {unit} 的", f"of unit {unit} ", f" --unit {unit}") if unit else ("的", "", "")
    title = f"检查 {run} {zh}存证 / evidence {en}in run {run}"
    return _NOTE.format(title=title, root=root, command=f"python3 {SCRIPT} {run} {root}{only}")
