"""The files that install Inspector as a service name what there is, and give it no more rights than it needs."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML
from small_district import Served, small_district, workspace_for

from inspector.cli import whole_app
from inspector.settings.sections import Tables

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "operate"
UNITS = sorted(FOLDER.glob("*.service"))


def unit(path: Path) -> configparser.RawConfigParser:
    """A systemd unit."""
    parsed = configparser.RawConfigParser(strict=False)
    parsed.optionxform = str  # type: ignore[assignment]
    parsed.read(path, encoding="utf-8")
    return parsed


def compose() -> dict[str, Any]:
    """The compose file."""
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(FOLDER / "compose.yaml")
    return loaded


def assert_command(words: list[str]) -> None:
    """`inspector` followed by these words is a command with these options."""
    command = typer.main.get_command(whole_app())
    with command.make_context("inspector", [words[0], "--help"], resilient_parsing=True):
        chosen = command.commands[words[0]]  # type: ignore[attr-defined]
    options = {option for parameter in chosen.params for option in parameter.opts}
    assert {word for word in words[1:] if word.startswith("--")} <= options


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_there_is_and_may_write_two_folders(path: Path) -> None:
    """Everything else is read only, and no right can be gained."""
    service = unit(path)["Service"]

    assert_command(shlex.split(service["ExecStart"])[1:])
    place = service["WorkingDirectory"]
    assert service["ReadWritePaths"].split() == [f"{place}/data", f"{place}/reports"]
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == (
        "strict",
        "yes",
        "",
    )


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here: apt-get install systemd")
def test_systemd_itself_finds_no_fault(tmp_path: Path) -> None:
    """`systemd-analyze verify`, with the program's path made one that exists."""
    for path in FOLDER.glob("inspector*"):
        text = path.read_text(encoding="utf-8").replace("/opt/inspector/.venv/bin/inspector", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", *sorted(str(path) for path in tmp_path.iterdir())]
    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert [
        line for line in said.stderr.splitlines() if str(tmp_path) in line and "CapabilityBoundingSet" not in line
    ] == []


def test_the_container_copies_what_there_is_and_starts_a_command() -> None:
    """Every COPY of the repository exists, the program does not run as root."""
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    copied = [word for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.MULTILINE) for word in line.split()[:-1]]

    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)
    assert_command(re.findall(r'"(\w+)"', re.findall(r"^CMD (.*)$", text, re.MULTILINE)[0]))


def test_the_composition_names_settings_and_commands_there_are() -> None:
    """Each INSPECTOR_ variable is a key of config.toml; services that run Inspector write data and reports only."""
    services = compose()["services"]
    names = {
        name
        for service in services.values()
        for name in service.get("environment", {})
        if name.startswith("INSPECTOR_")
    }
    keys = [name.removeprefix("INSPECTOR_").lower().split("__") for name in names]

    assert all(key in Tables.model_fields[table].annotation.model_fields for table, key in keys)  # type: ignore[union-attr]
    assert_command(services["scheduler"]["command"])
    written = [volume for volume in services["scheduler"]["volumes"] if not volume.endswith(":ro")]
    assert written == ["data:/workspace/data", "reports:/workspace/reports"]
    assert all(services[name]["read_only"] for name in ("scheduler", "dask", "worker"))
    assert set(compose()["volumes"]) == {"database", "data", "reports"}


@pytest.fixture
def place() -> Iterator[tuple[Served, Path]]:
    """A workspace that another user can reach, with the site it inspects."""
    with small_district() as site, tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield site, workspace_for(site, Path(folder) / "qinghe")


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can give up its rights"
)
def test_a_process_that_may_write_two_folders_runs_an_inspection(place: tuple[Served, Path]) -> None:
    """Without any of root's rights, the office's files being somebody else's: the run ends well, nothing else was written."""
    _, folder = place
    for path in (folder, *folder.rglob("*")):
        if path.relative_to(folder).parts[:1] not in (("data",), ("reports",)):
            shutil.chown(path, "nobody")
            path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    code = "import sys; from inspector.cli import main; sys.argv = ['inspector', 'run', '--workspace', sys.argv[1]]; main()"
    powerless = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}

    refused = subprocess.run([*powerless, "touch", str(folder / "new")], capture_output=True, check=False)
    command = [*powerless, sys.executable, "-c", code, str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)

    assert refused.returncode != 0
    assert said.returncode == 0, said.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before
    new = {path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file() and path not in before}
    assert new == {"data", "reports"}
