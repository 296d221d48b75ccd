"""The year's formula of a workspace: its YAML file, and what config.toml replaces in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inspector.appraise import Formula, read_formula
from inspector.errors import Problem, RulesError
from inspector.pipeline.ruleset.rulebook import bundled_rules
from inspector.pipeline.workspace import Workspace
from inspector.settings import Appraisal


@dataclass(frozen=True, slots=True)
class Chosen:
    """The formula in force; `overrides` are keys of config.toml that replaced one of its own, with their values."""

    formula: Formula
    overrides: Mapping[str, str]


def chosen_formula(workspace: Workspace) -> Chosen:
    """The formula in force. A workspace without a file of the default name uses the one that came with the program.

    Raises RulesError with file, line and remedy.
    """
    settings = workspace.settings.appraisal
    folder = workspace.settings.path(workspace.settings.rules.path) / "appraisal"
    path = folder / f"{settings.formula}.yaml"
    if not path.is_file():
        path = bundled_rules() / "appraisal" / path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        there = ", ".join(sorted(one.stem for one in folder.glob("*.yaml"))) or "none"
        name = f"rules/appraisal/{settings.formula}.yaml"
        raise RulesError([Problem(name, "this formula is not there", f"there are: {there}")]) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise RulesError([Problem(str(path), f"this file cannot be read: {fault}", "save it as UTF-8")]) from fault
    formula = read_formula(text, _named(path))
    changes = _changes(settings, formula)
    return Chosen(formula.model_copy(update=changes), _told(settings))


def _named(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _changes(settings: Appraisal, formula: Formula) -> dict[str, object]:
    changes: dict[str, object] = {}
    if settings.weights is not None:
        changes["quarters"] = {name: _exact(weight) for name, weight in settings.weights.items()}
    for key in ("recurrence", "late", "verified_fix"):
        value = getattr(settings, key)
        if value is not None:
            changes[key] = getattr(formula, key).model_copy(update={"each": _exact(value)})
    if settings.scale is not None:
        changes["points"] = _exact(settings.scale)
    return changes


def _told(settings: Appraisal) -> dict[str, str]:
    keys = ("weights", "recurrence", "late", "verified_fix", "scale")
    return {key: str(value) for key in keys if (value := getattr(settings, key)) is not None}


def _exact(value: float) -> Decimal:
    return Decimal(str(value))
