"""A backup made, lost, found again: what is restored is what was there, and what is torn is refused."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from small_district import Served, small_district, workspace_for

from inspector.archive import read_run
from inspector.archive.verify_evidence import check_run
from inspector.errors import StorageError, UsageError
from inspector.model.finding import Ruling
from inspector.model.order import Event
from inspector.pipeline.archive.backup import _files, backup, damaged, restore
from inspector.pipeline.judge.judging import judged, ruleset_of, snapshot_of
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace

NOW = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
LATER = datetime.fromisoformat("2026-11-25T10:00:00+08:00")


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """Two units."""
    with small_district() as made:
        yield made


@pytest.fixture
def place(site: Served, tmp_path: Path) -> Workspace:
    """A workspace with one run."""
    workspace = Workspace.at(workspace_for(site, tmp_path / "qinghe"))
    inspect(workspace)
    return workspace


def test_a_workspace_made_again_judges_and_remembers_as_the_first(place: Workspace, tmp_path: Path) -> None:
    """Evidence verifies, the judgement is the same byte for byte, the database knows the same runs."""
    folder = backup(place, NOW)
    restore(folder, tmp_path / "again")

    again = Workspace.at(tmp_path / "again")
    old, new = place.run("latest"), read_run(again.run_folder("latest"))
    assert check_run(new.folder) is None
    assert json.dumps(judged(new, ruleset_of(snapshot_of(new)))) == json.dumps(
        judged(old, ruleset_of(snapshot_of(old)))
    )
    with place.store() as one, again.store() as two:
        assert one.runs() == two.runs()


def test_what_did_not_change_is_kept_once_and_old_backups_go(place: Workspace) -> None:
    """The second backup adds no file of evidence; with one to keep, the first is removed and nothing it shared is."""
    first = backup(place, NOW)
    stored = set((first.parent / "files").iterdir())
    second = backup(place, LATER)
    assert set((first.parent / "files").iterdir()) == stored
    one = place.settings.model_copy(update={"backup": place.settings.backup.model_copy(update={"keep": 1})})
    third = backup(Workspace(one), LATER.replace(hour=11))

    assert (first.exists(), second.exists(), third.exists()) == (False, False, True)
    assert restore(third, place.evidence.parent.parent / "elsewhere") > 5


def test_a_backup_that_rotted_is_refused_before_anything_is_written(place: Workspace, tmp_path: Path) -> None:
    """One flipped byte names the file."""
    folder = backup(place, NOW)
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    victim = folder.parent / "files" / listed["units.csv"]
    victim.write_bytes(victim.read_bytes()[:-1] + b"x")

    with pytest.raises(StorageError, match=r"units\.csv"):
        restore(folder, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_nothing_is_restored_over_a_workspace(place: Workspace) -> None:
    """A folder that holds anything is left alone."""
    with pytest.raises(UsageError, match="not empty"):
        restore(backup(place, NOW), place.settings.workspace)


def test_evidence_on_another_disk_is_in_the_backup(place: Workspace, tmp_path: Path) -> None:
    """A folder that is a link was passed over without a word, and the backup had nothing in it that a result rests on."""
    data = place.settings.workspace / "data"
    data.rename(tmp_path / "disk")
    data.symlink_to(tmp_path / "disk")
    (data / "again").symlink_to(data)

    restore(backup(place, NOW, tmp_path / "safe"), tmp_path / "again")

    assert check_run(Workspace.at(tmp_path / "again").run_folder("latest")) is None


def test_evidence_that_config_has_elsewhere_is_in_the_backup(place: Workspace, tmp_path: Path) -> None:
    """It becomes the evidence of the workspace made again."""
    data = place.settings.workspace / "data"
    (tmp_path / "disk").mkdir()
    for name in ("evidence", "results"):
        (data / name).rename(tmp_path / "disk" / name)
    config = place.settings.workspace / "config.toml"
    config.write_text(f'{config.read_text("utf-8")}[store]\nevidence = "{tmp_path}/disk/evidence"\n', "utf-8")

    restore(backup(Workspace.at(place.settings.workspace), NOW, tmp_path / "safe"), tmp_path / "again")

    [run] = (tmp_path / "again" / "data" / "evidence").iterdir()
    assert check_run(run) is None
    assert (tmp_path / "again" / "data" / "results" / f"{run.name}.json").is_file()


def test_what_may_not_be_read_is_not_left_out_without_a_word(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that lacks something is none."""
    listed = Path.iterdir

    def refused(folder: Path) -> Iterator[Path]:
        if folder == place.evidence:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refused)

    with pytest.raises(StorageError, match="Permission denied"):
        backup(place, NOW)


def test_a_database_that_is_gone_from_beside_kept_results_is_missed(place: Workspace) -> None:
    """It was made anew without a word, and with it every ruling, order and hold of evidence was gone."""
    database = place.settings.workspace / "data" / "inspector.db"
    for content in (None, b""):
        database.unlink()
        if content is not None:
            database.write_bytes(content)
        with pytest.raises(StorageError, match="the database is gone or empty"):
            place.store()
    for path in place.results.iterdir():
        path.unlink()

    with place.store() as store:
        assert store.runs() == ()


def test_a_database_that_is_older_than_it_was_is_missed(place: Workspace, tmp_path: Path) -> None:
    """Put back from a copy, it lacks orders and rulings made since: nothing is judged or deleted by it before a person says so."""
    database = place.settings.workspace / "data" / "inspector.db"
    copy = shutil.copyfile(database, tmp_path / "copy.db")
    ruling = Ruling("MZJ", "GD-01", "", "waived", "区政务公开办", "确有困难", "王芳", NOW.isoformat(), "2026-11-24")
    with place.store() as store:
        store.add_events([Event("order", "1", 0, "issued", "王芳", NOW.isoformat())], [ruling])
    with place.store():
        pass  # nothing is missed yet

    shutil.copyfile(copy, database)

    with pytest.raises(StorageError, match=r"is older than it was: 1 events .* and 1 rulings") as refused:
        place.store()
    Path(str(refused.value.remedy).rpartition("remove ")[2].removesuffix(".")).unlink()
    with place.store() as store:
        assert len(store.runs()) == 1


def test_what_an_earlier_version_noted_of_the_database_is_understood(place: Workspace) -> None:
    """It noted which one it was, and nothing else."""
    mark = place.evidence.parent / "locks" / "database"
    mark.write_text(mark.read_text("ascii").split()[0], "ascii")
    (place.settings.workspace / "data" / "inspector.db").unlink()

    with pytest.raises(StorageError, match="the database is gone or empty"):
        place.store()


def test_while_evidence_is_damaged_no_older_backup_goes(place: Workspace) -> None:
    """It has what the evidence was; the newer one says what is damaged in it."""
    one = Workspace(place.settings.model_copy(update={"backup": place.settings.backup.model_copy(update={"keep": 1})}))
    first = backup(one, NOW)
    records = place.run("latest").folder / "MZJ" / "records.warc.gz"
    whole = records.read_bytes()
    records.write_bytes(whole[:-1])
    second = backup(one, LATER)

    assert (first.exists(), damaged(first)) == (True, ())
    assert [place.run("latest").folder.name in said and "MZJ/records.warc.gz" in said for said in damaged(second)] == [
        True
    ]

    records.write_bytes(whole)
    third = backup(one, LATER.replace(hour=11))
    assert (first.exists(), second.exists(), damaged(third)) == (False, False, ())


def test_a_copy_that_a_power_loss_cut_short_is_made_again(place: Workspace, tmp_path: Path) -> None:
    """Its name was on the disk and its bytes were not: every later backup took it for kept."""
    first = backup(place, NOW)
    for path in (first.parent / "files").iterdir():
        path.write_bytes(b"")

    assert restore(backup(place, LATER), tmp_path / "again") > 5


@pytest.mark.parametrize("meanwhile", ["gone", "written anew"])
def test_what_changes_while_it_is_copied_spoils_no_backup(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    """A backup of which one file has another digest than it says, or none, is refused whole when it is needed."""
    victim, digest = place.settings.workspace / "units.csv", hashlib.file_digest

    def late(file: BinaryIO, kind: str) -> Any:
        found = digest(file, kind)
        if Path(file.name) == victim and meanwhile == "written anew":
            victim.write_bytes(b"x")
        return found

    def listed(*given: Any) -> Iterator[tuple[str, Path]]:
        for name, path in _files(*given):
            if path == victim and meanwhile == "gone":
                victim.unlink()
            yield name, path

    monkeypatch.setattr("inspector.pipeline.archive.backup.hashlib.file_digest", late)
    monkeypatch.setattr("inspector.pipeline.archive.backup._files", listed)
    made = backup(place, NOW)
    monkeypatch.undo()

    assert restore(made, tmp_path / "again") > 5
