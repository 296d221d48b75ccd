"""A package of somebody else's adds a check; when it is gone, old runs say so instead of being judged otherwise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Place
from small_rules import HEAD, PROFILE, rule

import inspector
from inspector.sample import AS_OF

CHECK = '''
"""Does the page bear a seal?"""
from inspector.checks import Check, On, Params
from inspector.model.finding import Answer


class SealParams(Params):
    """`word`: how the seal is called."""

    word: str = "公章"


def seal(on: On, params: SealParams) -> list[Answer]:
    """Pass where the page speaks of the seal."""
    there = params.word in on.page.document.text()
    return [on.passed("有", "there") if there else on.failed(f"没有{params.word}", "no seal")]


CHECK = Check("seal", SealParams, seal)
'''
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "acme-seals"
version = "1.2"
[project.entry-points."inspector.checks"]
seal = "acme_seals:CHECK"
[tool.hatch.build.targets.wheel]
packages = ["acme_seals"]
"""
SEAL = rule("{seal: {word: 公章}}", id="GD-77")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package installed by pip into a folder of its own."""
    source, target = tmp_path_factory.mktemp("acme"), tmp_path_factory.mktemp("site")
    (source / "acme_seals").mkdir()
    (source / "acme_seals/__init__.py").write_text(CHECK, encoding="utf-8")
    (source / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    options = ["-q", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", target, source], check=True)
    return target


def _run(*words: object, path: Path | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    paths = [str(path)] if path else []
    return subprocess.run(
        [sys.executable, "-c", "from inspector.cli import main; main()", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "80"},
        cwd=cwd,
        check=False,
    )


@pytest.fixture
def rules(inspected: Place, tmp_path: Path) -> Path:
    """The rules of the inspected workspace with a rule of the district's own that asks the foreign check."""
    folder = tmp_path / "rules"
    shutil.copytree(inspected.folder / "rules", folder)
    guide = folder / "guide.yaml"
    guide.write_text(guide.read_text(encoding="utf-8") + "\n" + SEAL, encoding="utf-8")
    return folder


def test_a_rule_in_yaml_asks_the_check_of_an_installed_package(rules: Path, installed: Path, tmp_path: Path) -> None:
    """No file of the program is touched: the check is listed, linted, offered to editors, and judges."""
    page = tmp_path / "zn.html"
    page.write_text("<h1>指南</h1>" + "<p>本指南加盖公章，依法公开政府信息。</p>" * 30, encoding="utf-8")

    tried = _run("rules", "try", "GD-77", page, "--rules", rules, "--json", path=installed)

    assert json.loads(tried.stdout)["findings"][0]["outcome"] == "pass", tried.stderr
    assert "check_seal" in json.loads(_run("rules", "schema", path=installed).stdout)["$defs"]
    gone = _run("rules", "lint", "--rules", rules)
    assert gone.returncode == 2
    assert "there is no check 'seal'" in gone.stderr


def test_a_run_whose_check_is_gone_is_refused_with_its_package(
    inspected: Place, rules: Path, installed: Path, tmp_path: Path
) -> None:
    """The run names its checks and where each came from; without it nothing is judged otherwise in silence."""
    folder = tmp_path / "w"
    folder.mkdir()
    for name in ("config.toml", "units.csv"):
        shutil.copy(inspected.folder / name, folder)
    shutil.copytree(rules, folder / "rules")
    made = _run("run", "--unit", "QH101", "--as-of", AS_OF, "--json", "-", path=installed, cwd=folder)
    assert made.returncode == 0, made.stderr

    gone = _run("replay", "latest", "--json", "-", cwd=folder)
    there = _run("replay", "latest", "--json", "-", path=installed, cwd=folder)
    other = _run("replay", "latest", "--json", "-", "--rules", inspected.folder / "rules", cwd=folder)

    assert gone.returncode == 2
    assert "it was judged with the check 'seal' of acme-seals 1.2, which is not installed" in gone.stderr
    assert "--rules DIR" in gone.stderr
    assert not gone.stdout
    assert "GD-77" in made.stdout
    assert there.stdout == made.stdout
    assert "GD-77" not in other.stdout
    assert json.loads(other.stdout)["units"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise RuntimeError('broken')", "broken 0.1: its check 'seal' cannot be loaded: RuntimeError: broken"),
        ("CHECK = 5", "is no inspector.checks.Check"),
        ("from inspector.checks.opens import CHECK", "it brings a check named 'opens', which is there already"),
    ],
)
def test_a_package_that_is_wrong_is_named(code: str, said: str, tmp_path: Path) -> None:
    """A sentence with the package's name and version, not a traceback, and no silent winner of two."""
    (tmp_path / "broken_seals.py").write_text(code, encoding="utf-8")
    info = tmp_path / "broken-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 0.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[inspector.checks]\nseal = broken_seals:CHECK\n", encoding="utf-8")

    done = _run("rules", "list", "--checks", path=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_developer_adds_a_check_by_one_file(tmp_path: Path) -> None:
    """The file laid into `checks/` of a copy of the program, and nothing else: listed, in the schema, bound by a rule, judged."""
    source = Path(inspector.__file__).parent
    copy = tmp_path / "src/inspector"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "_rules"))
    (copy / "checks/seal.py").write_text(CHECK, encoding="utf-8")
    folder = tmp_path / "rules"
    (folder / "profiles").mkdir(parents=True)
    (folder / "profiles/beijing-district.yaml").write_text(
        PROFILE.replace("id: small", "id: beijing-district"), "utf-8"
    )
    (folder / "x.yaml").write_text(HEAD + rule("{seal: {}}"), encoding="utf-8")
    pages = folder / "tests/XX-01"
    pages.mkdir(parents=True)
    long = "<p>为了方便公众获取政府信息，编制本指南。</p>" * 9
    for name, words in (("pass-a", "加盖公章"), ("pass-b", "公章"), ("fail-a", "无章"), ("fail-b", "签名")):
        (pages / f"{name}.html").write_text(f"<h1>公开指南</h1>{long}<p>{words}</p>", encoding="utf-8")
    (pages / "tricky-c.html").write_text(
        f"<!-- fixture\nexpect: fail\n-->\n<h1>公开指南</h1>{long}<p>公 示</p>", "utf-8"
    )

    own = tmp_path / "src"
    shown = _run("rules", "list", "--checks", path=own, cwd=tmp_path)
    linted = _run("rules", "lint", "--rules", folder, path=own, cwd=tmp_path)
    tested = _run("rules", "test", "--rules", folder, path=own, cwd=tmp_path)
    schema = _run("rules", "schema", path=own, cwd=tmp_path)

    assert "seal" in shown.stdout, shown.stderr
    assert "no problem" in linted.stdout, linted.stderr
    assert "5 of 5 fixtures as expected" in tested.stdout, tested.stdout + tested.stderr
    assert "check_seal" in schema.stdout
    assert "there is no check 'seal'" in _run("rules", "lint", "--rules", folder, cwd=tmp_path).stderr
