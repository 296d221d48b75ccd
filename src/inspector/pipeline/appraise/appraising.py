"""The year-end pack of a workspace: counted, written, signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.appraise.pack import YearPack
from inspector.pipeline.appraise.year import signed, year_pack
from inspector.pipeline.archive.sealing import Seal, beside, seal_of
from inspector.pipeline.workspace import Workspace
from inspector.report.files import put, put_bytes
from inspector.report.year import MACHINE, write_year


@dataclass(frozen=True, slots=True)
class Appraised:
    """The year's pack and the district's page; `seal` is None where no key is configured."""

    pack: YearPack
    page: Path
    seal: Seal | None


def appraise_year(
    workspace: Workspace, year: int, at: date | None, today: date, folder: Path | None = None
) -> Appraised:
    """Write the year into `folder`, by default `reports/<year>`. Raises UsageError where nothing of the year was inspected."""
    seal = seal_of(workspace)
    target = (folder or workspace.reports / str(year)).resolve()
    pack = signed(year_pack(workspace, year, at, today, target), seal.fingerprint if seal else "")
    page = write_year(pack, target)[0]
    _sign(target / MACHINE, seal)
    return Appraised(pack, page, seal)


def _sign(path: Path, seal: Seal | None) -> None:
    """The signature and the public key beside the machine file; those of an earlier one never stay beside a new file."""
    signature, public = beside(path, ".sig"), beside(path, ".pub.pem")
    if seal is None:
        signature.unlink(missing_ok=True)
        public.unlink(missing_ok=True)
        return
    put_bytes(signature, seal.sign(path.read_bytes()))
    put(public, seal.public)
