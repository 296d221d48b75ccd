"""The sample's files of data, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

Content = dict[str, Any]
"""What a unit publishes, nested as the templates use it."""


@dataclass(frozen=True, slots=True)
class Materials:
    """The files of `data/` as they stand there."""

    units: list[dict[str, Any]]
    wording: dict[str, Any]
    faults: list[dict[str, Any]]
    lookalikes: list[dict[str, Any]]


@cache
def materials() -> Materials:
    """The sample's data, read from the package."""
    return Materials(_read("units"), _read("wording"), _read("faults"), _read("lookalikes"))


def _read(name: str) -> Any:
    return YAML(typ="safe").load(files("inspector.sample").joinpath(f"data/{name}.yaml").read_text("utf-8"))
