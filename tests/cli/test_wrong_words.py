"""Words that ask for something that cannot be are refused before anything is done, in a sentence with a way out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Command

from inspector.pipeline.doctor import examine
from inspector.pipeline.make import make_workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A new workspace."""
    make_workspace(tmp_path / "w")
    return tmp_path / "w"


def test_until_without_a_dry_run_does_nothing(place: Path, inspector: Command) -> None:
    """Whoever wanted to look ahead must not start the night's work."""
    said = inspector("schedule", "--until", "2027-01-01", "--workspace", place)

    assert (said.returncode, "--dry-run" in said.stderr) == (2, True)
    assert not (place / "data" / "inspector.db").exists()


def test_a_port_that_is_taken_and_a_token_that_can_be_guessed_are_refused(place: Path, inspector: Command) -> None:
    """The address is not told as if it answered; status 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = inspector("serve", "--port", taken.getsockname()[1], "--workspace", place)
    command = [sys.executable, "-c", "from inspector.cli import main; main()", "serve", "--host", "127.0.0.2"]
    weak = subprocess.run(
        [*command, "--workspace", str(place)],
        env={**os.environ, "INSPECTOR_SERVE_TOKEN": "abc"},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )

    assert (busy.returncode, "cannot be listened on" in busy.stderr, "http://" in busy.stderr) == (2, True, False)
    assert (weak.returncode, "fewer than 16 characters" in weak.stderr) == (2, True)


def test_a_database_is_not_moved_into_itself(place: Path, inspector: Command) -> None:
    """Not even an empty one, of which all rows would be the same."""
    said = inspector("db", "move", "sqlite:///data/inspector.db", "--workspace", place)

    assert (said.returncode, "in use already" in said.stderr) == (2, True)


def test_the_doctor_sees_a_duty_that_there_is_not_and_those_that_are_not_kept(place: Path) -> None:
    """A misspelt duty is one that nobody keeps."""
    config = place / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('"run", "second_look"', '"runs"'), encoding="utf-8")

    found = {report.what: report.state for report in examine(place)}

    assert found["[schedule] duties: there is no duty 'runs'"] == "broken"
    assert found["`inspector schedule` does not keep: run, second_look"] == "note"


def test_values_of_options_are_refused_in_plain_words(place: Path, inspector: Command) -> None:
    """What a validator says to programmers is not repeated."""
    kind = inspector("extract", place / "units.csv", "--kind", "guides", "--json")
    number = inspector("run", "--fail-under", "many", "--workspace", place)

    assert kind.stderr.startswith("Invalid value for '--kind': 'guides' is not one of 'guide'")
    assert number.stderr.splitlines()[0] == "Invalid value for '--fail-under': it must be a valid number"


def test_a_run_without_a_seal_may_be_one_that_was_not_finished(place: Path, inspector: Command) -> None:
    """Whoever stopped it need not look for a copy of its evidence."""
    run = place / "data/evidence/2026Q4-20261124T010000"
    run.mkdir(parents=True)
    (run / "run.json").write_text("{}", encoding="utf-8")

    said = inspector("verify", "latest", "--workspace", place)

    assert said.returncode == 4
    assert said.stderr.startswith("seal.json: missing\n")
    assert "`inspector run --resume` finishes it" in said.stderr
