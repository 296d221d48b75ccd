"""The wheel carries all that the program needs, outside the repository too; what is optional is named where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from email import message_from_string
from pathlib import Path

import pytest

from inspector import __version__

ROOT = Path(__file__).parents[2]
_MAIN = "import sys; from inspector.cli import main; sys.argv = ['inspector', *sys.argv[1:]]; main()"
Inspector = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Inspector:
    """`inspector` from the unpacked wheel, in an empty folder far from the repository."""
    site, away = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("away")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    def run(*arguments: str, without: str = "") -> subprocess.CompletedProcess[str]:
        hide = f"import sys; sys.modules[{without!r}] = None; " if without else ""
        environment = {**os.environ, "PYTHONPATH": str(site)}
        command = [sys.executable, "-P", "-c", hide + _MAIN, *arguments]
        return subprocess.run(
            command, cwd=away, env=environment, capture_output=True, text=True, check=False, timeout=600
        )

    where = subprocess.run(
        [sys.executable, "-P", "-c", "import inspector; print(inspector.__file__)"],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(site))
    return run


def test_the_wheel_has_rules_templates_and_migrations_and_no_tests(wheel: Path) -> None:
    """Whatever the rooms read at run time is inside."""
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {"inspector/_config.toml", "inspector/_rules/guide.yaml", "inspector/report/templates/unit.html"} <= names
    assert {"inspector/store/migrations/env.py", "inspector/serve/templates/desk.css", "inspector/py.typed"} <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]
    templates = {
        path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("templates/**/*") if path.is_file()
    }
    assert templates <= names


def test_the_version_comes_from_one_place(wheel: Path, installed: Inspector) -> None:
    """In the wheel's name, its metadata and what the program says."""
    archive = zipfile.ZipFile(wheel)
    metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))

    assert message_from_string(archive.read(metadata).decode())["Version"] == __version__
    assert f"-{__version__}-" in wheel.name
    assert installed("--version").stdout.strip() == f"inspector {__version__}"


@pytest.fixture(scope="session")
def begun(installed: Inspector, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that the wheel's `init` made."""
    folder = tmp_path_factory.mktemp("begun") / "qinghe"
    made = installed("init", str(folder))
    assert made.returncode == 0, made.stderr
    return folder


def test_a_workspace_is_made_outside_the_repository(installed: Inspector, begun: Path, tmp_path: Path) -> None:
    """`init`, then the doctor and the rules, with nothing but the wheel."""
    folder = str(shutil.copytree(begun, tmp_path / "qinghe"))
    assert installed("doctor", "--workspace", folder).returncode == 0
    assert installed("rules", "lint", "--workspace", folder).returncode == 0
    assert installed("units", "list", "--workspace", folder).returncode == 0


@pytest.mark.slow
def test_the_sample_district_is_inspected_outside_the_repository(installed: Inspector) -> None:
    """`demo` needs neither network nor configuration nor checkout."""
    done = installed("demo", "--out", "demo")

    assert done.returncode == 0, done.stderr
    assert "report" in done.stdout


@pytest.mark.parametrize(
    ("module", "extra", "arguments", "more"),
    [
        ("uvicorn", "serve", ["serve"], ""),
        ("psycopg", "postgres", ["db", "move", "postgresql+psycopg://127.0.0.1:1/x"], ""),
        ("playwright", "browser", ["run", "--screenshots", "--unit", "MZJ"], ""),
        ("docxtpl", "word", ["orders", "documents"], ""),
        ("distributed", "dask", ["run", "--unit", "MZJ"], '[engine]\nkind = "dask"\n'),
    ],
)
def test_an_extra_that_is_missing_is_named(
    installed: Inspector, begun: Path, tmp_path: Path, module: str, extra: str, arguments: list[str], more: str
) -> None:
    """One sentence, status 2; where only Word is missing, the other papers are made all the same."""
    folder = Path(shutil.copytree(begun, tmp_path / "qinghe"))
    (folder / "units.csv").write_text(
        "code,name,type,home\nMZJ,清河区民政局,department,http://127.0.0.1:1/\n", encoding="utf-8"
    )
    (folder / "config.toml").write_text(
        f'[confirm]\nafter_s = 0\n[crawl]\nallow_networks = ["127.0.0.0/8"]\n{more}', encoding="utf-8"
    )

    said = installed(*arguments, "--workspace", str(folder), without=module)

    assert said.returncode == (0 if extra == "word" else 2), said.stderr
    assert f"inspector[{extra}]" in said.stderr
    assert "Traceback" not in said.stderr
