"""What is wrong with what people wrote: one sentence with place and remedy, status 2, nothing half-written."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Command, Place

from inspector.errors import StorageError
from inspector.pipeline.make import make_workspace

_HEAD = "code,name,type,disclosure\n"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (_HEAD + "A1,甲局,departmnt,\n", ["row 2", "type", "Did you mean 'department'"]),
        (_HEAD + "A1,甲局,department,\nA1,乙局,department,\n", ["row 3", "'A1'", "row 2"]),
        (_HEAD + "A1,甲局,department,www.qinghe\n", ["row 2", "disclosure", "http"]),
        ("code,name\nA1,甲局\n", ["'type' is missing", "Required"]),
        (_HEAD, ["no unit is registered", "units import"]),
    ],
)
def test_a_wrong_registry(table: str, said: list[str], workspace: Path, inspector: Command) -> None:
    """File, row, column and what to write instead; nothing is begun."""
    (workspace / "units.csv").write_text(table, encoding="utf-8")
    _refused(inspector("run", "--workspace", workspace), *said)
    assert not list(workspace.glob("data/evidence/*"))


def test_a_registry_in_gb18030_is_read(workspace: Path, inspector: Command) -> None:
    """As Excel on a Chinese Windows writes it."""
    (workspace / "units.csv").write_bytes((_HEAD + "A1,民政局,department,\n").encode("gb18030"))
    assert "民政局" in inspector("units", "list", "--workspace", workspace).stdout


def test_an_import_that_is_wrong_changes_nothing(workspace: Path, inspector: Command, tmp_path: Path) -> None:
    """The registry stays byte for byte."""
    before = (workspace / "units.csv").read_bytes()
    (tmp_path / "new.csv").write_text(_HEAD + "B1,乙局,office,\n", encoding="utf-8")
    _refused(inspector("units", "import", tmp_path / "new.csv", "--workspace", workspace), "new.csv", "row 2")
    assert (workspace / "units.csv").read_bytes() == before


def test_a_misspelt_key(workspace: Path, inspector: Command) -> None:
    """With its line and the key that was meant."""
    config = workspace / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("delay_s", "delya_s"), encoding="utf-8")
    done = inspector("run", "--workspace", workspace)
    _refused(done, "'delya_s'", "'delay_s'")
    assert re.match(r".*config\.toml:\d+: ", done.stderr)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rules:\n", "rules: [\n", "not YAML"),
        ("    severity:", "    sevrity:", "did you mean 'severity'"),
        ("      opens:", "      opnes:", "did you mean 'opens'"),
    ],
)
@pytest.mark.parametrize("command", [["run"], ["rules", "lint"]])
def test_a_wrong_rules_file(
    old: str, new: str, said: str, command: list[str], workspace: Path, inspector: Command
) -> None:
    """File, line and column, from the rules folder."""
    guide = workspace / "rules/guide.yaml"
    guide.write_text(guide.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = inspector(*command, "--workspace", workspace)
    _refused(done, said)
    assert re.match(r"rules/guide\.yaml:\d+:\d+: ", done.stderr)


@pytest.mark.parametrize("folder", ["data", "reports"])
def test_a_folder_that_cannot_be_written(folder: str, workspace: Path, inspector: Command) -> None:
    """Said before anything is fetched; a file in the place of the folder stands for every reason."""
    (workspace / folder).write_text("")
    done = inspector("run", "--workspace", workspace)
    _refused(done, str(workspace / folder), "Move that file away")
    assert not list(workspace.glob("data/*"))


def test_json_to_nowhere_is_refused_before_the_work(workspace: Path, inspector: Command) -> None:
    """Nothing is fetched for a result that cannot be kept."""
    _refused(inspector("run", "--workspace", workspace, "--json", "/proc/nowhere/result.json"), "/proc", "config.toml")
    assert not (workspace / "data").exists()


def test_no_space_leaves_nothing_half_written(workspace: Path, inspected: Place) -> None:
    """A file may not grow beyond what fits: the sentence names it, and no part of it stays.

    -B: Python would keep what it compiles cut off at the limit, and every later start would stumble over it.
    """
    path = workspace / "result.json"
    script = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from inspector.cli import main; main()"
    done = subprocess.run(
        [
            sys.executable,
            "-B",
            "-c",
            script,
            "replay",
            "latest",
            "--workspace",
            str(inspected.folder),
            "--json",
            str(path),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
        check=False,
    )
    _refused(done, str(path))
    assert not list(workspace.glob("result.json*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "--as-of", "tomorrow"], "is not a date"),
        (["run", "--unit", "NOPE"], "no unit has the code NOPE"),
        (["run", "--quarter", "2026Q9"], "is not a quarter"),
        (["run", "--resume", "--unit", "A1"], "--resume goes on"),
        (["replay", "2020Q1"], "there is no run '2020Q1'"),
        (["verify", "nothing"], "there is no run 'nothing'"),
        (["report", "--run", "nothing"], "there is no run 'nothing'"),
        (["check", "nowhere"], "is not an address"),
        (["check", "http://www.qinghe.gov.cn/", "--type", "office"], "is no unit type"),
        (["extract", "nowhere.html", "--kind", "guide"], "cannot be read"),
        (["rules", "explain", "XX-99"], "there is no rule"),
        (["run", "--workspac"], "No such option: --workspac"),
    ],
)
def test_words_that_mean_nothing(words: list[str], said: str, workspace: Path, inspector: Command) -> None:
    """One sentence first, then what to do; no bar before it."""
    done = inspector(*words, cwd=workspace)
    _refused(done)
    assert said in done.stderr.splitlines()[0]


def test_init_never_overwrites(inspector: Command, tmp_path: Path) -> None:
    """A new folder is made whole; again, or where no folder can be, is refused."""
    assert inspector("init", tmp_path / "w").returncode == 0
    assert (tmp_path / "w/config.toml").is_file()
    _refused(inspector("init", tmp_path / "w"), "not empty")
    _refused(inspector("init", tmp_path / "w/config.toml/x"), "cannot be made")


def test_doctor_tells_what_is_broken(workspace: Path, inspector: Command) -> None:
    """A host that is not allowed is named; every part is looked at all the same."""
    (workspace / "units.csv").write_text(_HEAD + "A1,甲局,department,http://www.elsewhere.cn/x/\n", encoding="utf-8")
    shutil.rmtree(workspace / "rules" / "tests")
    done = inspector("doctor", "--workspace", workspace)
    assert done.returncode == 2
    assert "www.elsewhere.cn" in done.stdout
    for word in ("contact", "clock", "fixtures", "[mail]", "database", "disk"):
        assert word in done.stdout


def test_doctor_names_a_feature_that_no_rule_knows(workspace: Path, inspector: Command) -> None:
    """A slip there would silently lift rules off a unit."""
    text = "code,name,type,features\nA1,甲局,department,licencing|budget\n"
    (workspace / "units.csv").write_text(text, encoding="utf-8")

    done = inspector("doctor", "--workspace", workspace)

    assert "no rule asks for the feature 'licencing' of A1" in done.stdout
    assert "licensing" in done.stdout
    assert "'budget'" not in done.stdout


def test_doctor_tells_once_that_the_rules_are_not_where_they_should_be(workspace: Path, inspector: Command) -> None:
    """Several parts look for them; the folder is named as it is."""
    (workspace / "config.toml").write_text('[rules]\npath = "nowhere"\n[crawl]\ncontact = "a@b.cn"\n', encoding="utf-8")

    done = inspector("doctor", "--workspace", workspace)

    assert done.stdout.count("there is no rules folder here") == 1
    assert f"✗ {workspace / 'nowhere'}: there is no rules folder here" in done.stdout
    assert "sites see us as: InspectorBot/0.1 (+a@b.cn)" in done.stdout


def test_debug_shows_where_and_changes_nothing_else(workspace: Path, inspector: Command) -> None:
    """The sentence stands first, the status is that of the fault."""
    done = inspector("--debug", "run", "--unit", "NOPE", "--workspace", workspace)

    assert done.returncode == 2
    assert done.stderr.startswith("no unit has the code NOPE")
    assert "Traceback" in done.stderr


def _refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert "a fault of this program" not in done.stderr
    for words in said:
        assert words in done.stderr


def test_a_full_disk_leaves_no_half_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Space runs out in the middle of the rules: the reason is told, and the folder is as it was."""

    def copy(source: object, target: Path) -> None:
        target.mkdir()
        (target / "guide.yaml").write_text("half", encoding="utf-8")
        raise shutil.Error([(str(source), str(target), "[Errno 28] No space left on device")])

    monkeypatch.setattr(shutil, "copytree", copy)
    with pytest.raises(StorageError, match="No space left") as refused:
        make_workspace(tmp_path / "w")

    assert "Free some space" in refused.value.remedy
    assert not (tmp_path / "w").exists()
