"""Evidence that is damaged when a run is gone on with: gathered anew where nothing rests on it yet, refused and left alone elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from held_runs import plain
from small_district import Served, small_district, workspace_for

from inspector import archive
from inspector.errors import EvidenceError, UsageError
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import Inspected, inspect, resume
from inspector.pipeline.report.publish import publish_again
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)
Harm = Callable[[Path], object]


def cut(path: Path) -> None:
    """The first half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


HARMS: dict[str, Harm] = {
    "list cut": lambda run: cut(run / "MZJ" / "manifest.json"),
    "records cut": lambda run: cut(run / "MZJ" / "records.warc.gz"),
    "list gone": lambda run: (run / "MZJ" / "manifest.json").unlink(),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """Two units of one host."""
    with small_district() as made:
        yield made


@pytest.fixture(scope="module")
def whole(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """An undisturbed run."""
    return inspect(Workspace.at(workspace_for(site, tmp_path_factory.mktemp("whole") / "qinghe")), as_of=AT)


def copied(whole: Inspected, tmp_path: Path) -> tuple[Workspace, Path]:
    """The workspace once more, and the folder of its run there."""
    folder = Path(shutil.copytree(whole.evidence.parents[2], tmp_path / "qinghe"))
    return Workspace.at(folder), folder / "data" / "evidence" / whole.evidence.name


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_unit_of_which_nothing_was_published_is_gathered_anew(
    whole: Inspected, tmp_path: Path, harm: str
) -> None:
    """What was left of it is put aside and told; the result is that of a run which nothing befell."""
    workspace, run = copied(whole, tmp_path)
    (run / "seal.json").unlink()
    shutil.rmtree(workspace.results)
    HARMS[harm](run)
    left = files(run / "MZJ")

    done = resume(workspace)

    aside = workspace.evidence.parent / "damaged" / run.name
    assert plain(done.result) == plain(whole.result)
    assert files(aside / "MZJ") == left
    assert any("MZJ" in note and str(aside) in note for note in done.notes)
    assert archive.verify(run).ok


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_unit_that_a_result_rests_on_is_left_alone(
    whole: Inspected, tmp_path: Path, harm: str, sealed: bool
) -> None:
    """Also where the run was opened again for second looks: what was judged once must be judged again from what was seen then."""
    workspace, run = copied(whole, tmp_path)
    if not sealed:
        (run / "seal.json").unlink()
    HARMS[harm](run)
    left = files(run)

    with pytest.raises(EvidenceError, match="MZJ/"):
        resume(workspace)

    assert files(run) == left


def test_damaged_looks_at_the_canaries_are_no_reason_to_judge_without_them(whole: Inspected, tmp_path: Path) -> None:
    """They tell what our own network hid: without them that would be taken for the fault of sites."""
    workspace, run = copied(whole, tmp_path)
    (run / "seal.json").unlink()
    shutil.rmtree(workspace.results)
    (run / "+canaries").mkdir(exist_ok=True)
    (run / "+canaries" / "records.warc.gz").write_bytes(b"x")

    with pytest.raises(EvidenceError, match=r"\+canaries/manifest\.json"):
        resume(workspace)


@pytest.mark.parametrize("how", ["named", "a portal"])
def test_looks_at_the_canaries_that_are_gone_are_missed(site: Served, tmp_path: Path, how: str) -> None:
    """A run that was begun with canaries looked at them before any unit, and says so when it is gone on with without them."""
    named = f'[canaries]\nurls = ["{site.url}/MZJ/"]\n' if how == "named" else ""
    folder = workspace_for(site, tmp_path / "qinghe", named)
    if how == "a portal":
        with (folder / "units.csv").open("a", encoding="utf-8") as registry:
            registry.write(f"MH,清河区门户,portal,{site.url}/MZJ/,\n")
        text = (folder / "units.csv").read_text(encoding="utf-8")
        registry = folder / "units.csv"
        registry.write_text(text.replace("disclosure,guide", "home,guide"), encoding="utf-8")
    workspace = Workspace.at(folder)
    run = inspect(workspace, only=["MZJ"], as_of=AT).evidence
    (run / "seal.json").unlink()
    shutil.rmtree(workspace.results)
    shutil.rmtree(run / "+canaries")

    with pytest.raises(EvidenceError, match=r"\+canaries/manifest\.json: missing"):
        resume(workspace)


def test_a_folder_in_the_place_of_a_seal_is_refused(whole: Inspected, tmp_path: Path) -> None:
    """It was taken for a unit without evidence, removed, and the run sealed anew."""
    workspace, run = copied(whole, tmp_path)
    (run / "seal.json").unlink()
    (run / "seal.json").mkdir()

    with pytest.raises(EvidenceError, match=r"seal\.json is not what was recorded"):
        resume(workspace)
    assert (run / "seal.json").is_dir()


@pytest.mark.parametrize("again", [resume, lambda place: publish_again(place, place.run("latest"))])
def test_a_run_under_another_name_is_told_before_anything_is_done(
    whole: Inspected, tmp_path: Path, again: Callable[[Workspace], object]
) -> None:
    """A copy with a later date in its name would else be gone on with in the place of the run itself."""
    workspace, run = copied(whole, tmp_path)
    run.rename(run.with_name("2026Q4-20300101T000000"))

    with pytest.raises(UsageError, match=f"this folder holds the run {run.name}"):
        again(workspace)


def test_a_second_in_which_a_run_began_is_not_that_of_another_run(whole: Inspected, tmp_path: Path) -> None:
    """The clock was set back, or two were begun at once: the second would go on with the first, as that was begun."""
    workspace, run = copied(whole, tmp_path)
    began = datetime.strptime(run.name.rpartition("-")[2] + "+0800", "%Y%m%dT%H%M%S%z")

    done = inspect(workspace, only=["CJJ"], as_of=AT, watch=Watch(now=lambda: began))

    assert done.evidence.name == f"2026Q4-{began + timedelta(seconds=1):%Y%m%dT%H%M%S}"
    assert [unit["code"] for unit in done.result["units"]] == ["CJJ"]


def test_after_the_clock_was_set_back_the_run_begun_last_is_the_newest(whole: Inspected, tmp_path: Path) -> None:
    """For whoever goes on with it, for the quarter's results and for the database; when it began is told as the clock said."""
    workspace, run = copied(whole, tmp_path)
    began = datetime.strptime(run.name.rpartition("-")[2] + "+0800", "%Y%m%dT%H%M%S%z") - timedelta(days=1)

    done = inspect(workspace, only=["CJJ"], as_of=AT, watch=Watch(now=lambda: began))

    assert done.result["run"]["started"] == began.isoformat()
    assert workspace.run_folder("latest") == done.evidence
    with workspace.store() as store:
        assert [one.id for one in store.runs()] == [run.name, done.evidence.name]
        assert store.newest("2026Q4") == {"MZJ": run.name, "CJJ": done.evidence.name}
        assert [one.run_id for one in store.scores("2026Q4")] == [done.evidence.name, run.name]
