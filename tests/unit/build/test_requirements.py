"""What is installed is pinned, hashed and the same everywhere."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text(name: str) -> str:
    """One of the requirements files."""
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """Package to its versions; more than one where they differ by platform or Python."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9.-]+)==(\S+)", text(name), re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


def wanted(name: str) -> list[Requirement]:
    """What pyproject.toml asks for directly."""
    groups = PROJECT["dependency-groups"]
    lines = [*PROJECT["project"]["dependencies"], *groups["build"]]
    if name == "dev":
        lines += [line for line in groups["dev"] if isinstance(line, str)]
        lines += [line for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_no_file_names_a_host(name: str) -> None:
    """Where packages come from is each machine's own setting."""
    assert "://" not in text(name)
    assert "--index" not in text(name)


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_every_pin_has_a_hash(name: str) -> None:
    """The installer refuses a download that is not the one that was locked."""
    blocks = re.split(r"^(?=[a-z])", text(name), flags=re.MULTILINE)[1:]

    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", ["run", "dev"])
def test_the_pins_are_what_the_project_asks_for(name: str) -> None:
    """A dependency added without locking again would be missing on every other machine."""
    locked = pins(name)

    for requirement in wanted(name):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not locked: make lock"
        assert all(version in requirement.specifier for version in versions), requirement


def test_tests_run_on_what_users_run_on() -> None:
    """Both files pin the same versions."""
    dev = pins("dev")

    assert {package: dev.get(package) for package in pins("run")} == pins("run")


def imported() -> set[str]:
    """Every distribution's top-level module that the program imports."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module).partition(".")[0])
    return found - sys.stdlib_module_names - {"inspector"}


def test_what_is_imported_is_asked_for() -> None:
    """A package that is only there because another one needs it may be gone with that one's next release."""
    asked = {canonicalize_name(requirement.name) for requirement in wanted("dev")}
    companions = {
        "pdfminer-six": "pdfplumber",
        "pydantic-core": "pydantic",
        "markupsafe": "jinja2",
        "dask": "distributed",
        "python-docx": "docxtpl",
    }
    owners = packages_distributions()

    for module in imported():
        distributions = {canonicalize_name(name) for name in owners.get(module, [module])}
        distributions |= {companions[name] for name in distributions & companions.keys()}
        assert distributions & asked, f"{module} is imported and not in pyproject.toml"
