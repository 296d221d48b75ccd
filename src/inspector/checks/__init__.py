"""Kinds of questions a rule may ask: one file each, found by existing.

A check is `CHECK = Check(name, Params, ask)`: `ask(on, params)` is pure and answers about one unit. Rules name a check and its
parameters in YAML; `all`, `any` and `not` combine them. Third parties add one by the entry point group `inspector.checks`.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from inspector.checks.case import Case, Check, On, Params

__all__ = ["Case", "Check", "On", "Params", "checks"]


@cache
def checks() -> dict[str, Check]:
    """The checks of this folder by name."""
    modules = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    found = (getattr(module, "CHECK", None) for module in modules)
    return {check.name: check for check in found if isinstance(check, Check)}
