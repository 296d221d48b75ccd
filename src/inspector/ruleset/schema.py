"""JSON Schema of a rule file, generated from the models that validate it: one truth, for editors too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from inspector.checks import Check
from inspector.model.unit import ROLES
from inspector.ruleset.files import CalendarFile, PackFile, ProfileFile, RuleFile
from inspector.ruleset.law import LawFile

_TEST = {"$ref": "#/$defs/Test"}
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FILES: Mapping[str, type[BaseModel]] = {"profile": ProfileFile, "calendar": CalendarFile, "law": LawFile}


def file_schema(kind: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a `profile`, `calendar` or `law` file."""
    return {"$schema": _DRAFT, **_FILES[kind].model_json_schema()}


def rules_schema(checks: Mapping[str, Check]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a pack file, with the parameters of every check."""
    pack = PackFile.model_json_schema(ref_template="#/$defs/{model}")
    rule = RuleFile.model_json_schema(ref_template="#/$defs/{model}")
    defs = {**pack.pop("$defs", {}), **rule.pop("$defs", {}), "Test": _test(checks)}
    for name, check in sorted(checks.items()):
        params = check.params.model_json_schema(ref_template="#/$defs/{model}")
        defs.update(params.pop("$defs", {}))
        defs[f"check_{name}"] = {**params, "description": (check.ask.__doc__ or "").strip()}
    rule["properties"]["check"] = {"anyOf": [_TEST, {"type": "null"}], "default": None}
    defs["Rule"] = rule
    pack["properties"]["rules"] = {"type": "array", "items": {"$ref": "#/$defs/Rule"}}
    return {"$schema": _DRAFT, **pack, "$defs": defs}


def _test(checks: Mapping[str, Check]) -> dict[str, Any]:
    many = {"type": "array", "items": _TEST, "minItems": 1}
    named = {name: {"$ref": f"#/$defs/check_{name}"} for name in sorted(checks)}
    choices = [{"required": [name]} for name in ("all", "any", "not", *named)]
    properties = {
        "page": {"enum": list(ROLES), "description": "ask of this page instead of the rule's own"},
        "all": many,
        "any": many,
        "not": _TEST,
        **named,
    }
    return {"type": "object", "properties": properties, "additionalProperties": False, "oneOf": choices}
