# ruff: noqa: INP001 (a script of its own, no package)
"""Write docs/reference/ and the contents of the command line from the program itself.

Run it after changing commands, settings, checks, rules or the result.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import typer
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from inspector.cli import contents, whole_app
from inspector.judge.schema import result_schema
from inspector.pipeline.make import bundled_config
from inspector.pipeline.ruleset.overview import DECIDES, Row, overview, totals
from inspector.pipeline.ruleset.rulebook import all_checks, bundled_rules, read_ruleset
from inspector.settings.sections import Tables

FOLDER = Path(__file__).parent / "reference"
CONTENTS = Path(contents.__file__).with_suffix(".json")
_PROJECT: dict[str, Any] = tomllib.loads((FOLDER.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
_MADE = "<!-- Made by docs/make_reference.py from the program; edit there. -->\n"


def pages() -> dict[str, str]:
    """File name -> text of every page of the reference."""
    return {
        "commands.md": _commands(),
        "settings.md": _settings(),
        "checks.md": _checks(),
        "licences.md": _licences(),
        "rules.md": _rules(),
        "result.md": _result(),
    }


def _commands() -> str:
    lines = [_MADE, "# Commands 命令\n"]
    for name, command in _leaves("inspector", typer.main.get_command(whole_app())):
        lines += [f"## `{name}`\n", (command.help or "").strip() + "\n", *_parameters(command), "", *_examples(command)]
    return "\n".join(lines).rstrip() + "\n"


def _leaves(name: str, command: Any) -> list[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        return [(name, command)]
    return [leaf for key in sorted(inner) for leaf in _leaves(f"{name} {key}", inner[key])]


def _examples(command: Any) -> list[str]:
    lines = [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  ")]
    return ["```console", *(f"$ {line}" for line in lines), "```", ""] if lines else []


def _parameters(command: Any) -> list[str]:
    """A table of arguments and options; none where there are none."""
    rows = []
    for one in command.params:
        if one.name == "help":
            continue
        spelt = ", ".join(one.opts) if one.param_type_name == "option" else one.metavar or one.name.upper()
        told = (getattr(one, "help", "") or "").replace("|", "\\|").strip()
        rows.append(f"| `{spelt}` | {'yes' if one.required else ''} | {told} |")
    return ["| argument or option | required | meaning |", "|---|---|---|", *rows] if rows else []


def _settings() -> str:
    lines = [_MADE, "# Settings 设置\n", "Keys of `config.toml`, what a missing one means, and what each is for.\n"]
    remarks = _remarks(bundled_config().read_text(encoding="utf-8"))
    for table, field in Tables.model_fields.items():
        lines.append(f"## `[{table}]`\n")
        model = field.annotation
        if not hasattr(model, "model_fields"):
            lines.append(
                "One key for each quarter whose days differ from the calendar: "
                "`2026Q4 = { start, end, freeze, rectify_by }`, all days inclusive.\n"
            )
            continue
        lines += [
            (model.__doc__ or "").strip().replace("\n    ", "\n") + "\n",
            "| key | default | meaning |",
            "|---|---|---|",
        ]
        for key, inner in model.model_fields.items():
            default = inner.get_default(call_default_factory=True)
            lines.append(f"| `{key}` | `{_shown(default)}` | {remarks.get((table, key), '')} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _shown(value: Any) -> str:
    plain = list(value) if isinstance(value, tuple) else value
    return "none" if plain is None else repr(plain).replace("'", '"') if isinstance(plain, str | list) else str(plain)


def _remarks(config: str) -> dict[tuple[str, str], str]:
    """(table, key) -> what the documented config.toml says beside it."""
    found: dict[tuple[str, str], str] = {}
    table = ""
    for line in config.splitlines():
        header = re.match(r"\[(\w+)\]", line)
        key = re.match(r"(?:# )?(\w+) = .*?\s# (.+)$", line)
        if header:
            table = header[1]
        elif key:
            found[table, key[1]] = key[2].replace("|", "\\|")
    return found


def _checks() -> str:
    lines = [
        _MADE,
        "# Checks 判定方法\n",
        "The kinds of questions a rule can ask, with the parameters it gives them.\n",
    ]
    for name, check in sorted(all_checks().items()):
        told = (check.ask.__doc__ or "").strip().replace("\n    ", "\n")
        lines += [f"## `{name}`\n", told + "\n"]
        params = (check.params.__doc__ or "").strip().replace("\n    ", "\n")
        if params and not params.startswith("Base of every"):
            lines.append(params + "\n")
        fields = check.params.model_fields
        if fields:
            lines += ["| parameter | default |", "|---|---|"]
            lines += [
                f"| `{key}` | {'required' if field.is_required() else f'`{_shown(field.get_default(call_default_factory=True))}`'} |"
                for key, field in fields.items()
            ]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _rules() -> str:
    """Every bundled rule, as `inspector rules explain` knows it."""
    rows = overview(bundled_rules(), read_ruleset(bundled_rules(), Tables().rules.profile))
    lines = [
        _MADE,
        "# Rules 指标\n",
        "Made from the same figures as `inspector rules list --json -`. *decided* 机器判定: by the machine (A) · *proposed* 人工确认: a",
        "person confirms what is found (B) · *manual* 人工或授权测试: until a person or an authorised probe has answered (C).",
        "Fixtures 样例: pages that must pass + pages that must fail + tricky ones; `inspector rules test` judges them all.\n",
        *_packs(rows),
        "",
        "| id | 指标 | rule | decides | severity | points | cap | fixtures | 依据 basis |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        card, proof = row.rule.card, row.proof
        basis = "；".join(one.zh for one in card.basis)
        points = f"{card.points}" if card.each is None else f"{card.points} ({card.each} each)"
        pages = f"{proof.passing}+{proof.failing}+{proof.tricky}"
        told = (card.id, card.title.zh, card.title.en, row.decides, card.severity, points, card.cap, pages, basis)
        lines.append(f"| {' | '.join(str(one) for one in told)} |")
    return "\n".join(lines) + "\n"


def _packs(rows: list[Row]) -> list[str]:
    """Rules and fixtures counted by pack, the sums in the last line."""
    lines = ["| pack | rules | decided | proposed | manual | fixtures |", "|---|--:|--:|--:|--:|--:|"]
    packs = dict.fromkeys(row.rule.pack for row in rows)
    groups = [(pack, [row for row in rows if row.rule.pack == pack]) for pack in packs]
    for name, those in [*groups, ("all", rows)]:
        count = totals(those)
        told = (name, count["rules"], *(count[kind] for kind in DECIDES), count["fixtures"])
        lines.append(f"| {' | '.join(str(one) for one in told)} |")
    return lines


def _result() -> str:
    """The result object, part by part, from its JSON Schema."""
    schema = result_schema()
    lines = [
        _MADE,
        "# The result as JSON 结果文件\n",
        "`inspector run --json PATH` writes it, `inspector rules schema --result` prints its JSON Schema.\n",
    ]
    for name, part in [("(the whole)", schema), *sorted(schema["$defs"].items())]:
        if "properties" not in part:
            continue
        lines += [f"## {name}\n", (part.get("description") or "").strip() + "\n", "| key | holds |", "|---|---|"]
        lines += [f"| `{key}` | {_holds(field)} |" for key, field in part["properties"].items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _holds(field: dict[str, Any]) -> str:
    """The kind of a value, in a few words."""
    kinds = [field, *field.get("anyOf", []), *field.get("oneOf", [])]
    told = [_kind(one) for one in kinds if _kind(one)]
    described = " ".join(field.get("description", "").split())
    return (" or ".join(dict.fromkeys(told)) + (f" — {described}" if described else "")).replace(
        "|", "\\|"
    ) or "anything"


def _kind(one: dict[str, Any]) -> str:
    if "$ref" in one:
        return str(one["$ref"]).rpartition("/")[2]
    if one.get("type") == "array":
        return f"list of {_kind(one.get('items', {})) or 'anything'}"
    return ", ".join(map(str, one["enum"])) if "enum" in one else str(one.get("const") or one.get("type") or "")


def _licences() -> str:
    """Every library that is installed to run Inspector or one of its extras, and under which terms."""
    extras = {
        canonicalize_name(Requirement(line).name): name
        for name, lines in _PROJECT["project"]["optional-dependencies"].items()
        for line in lines
    }
    run, everything = _pins("run"), _pins("dev")
    wanted = _needed([*run, *extras], everything)
    lines = [
        _MADE,
        "# Libraries and licences 许可证清单\n",
        "What `pip install inspector` and its extras bring along, by the pins of `requirements/`; `make sbom` writes a CycloneDX one.\n",
        "| library | version | licence | extra |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {everything[name]} | {_licence(name)} | {'' if name in run else extras.get(name, '↳')} |"
        for name in sorted(wanted)
    ]
    return "\n".join(lines) + "\n"


def _pins(name: str) -> dict[str, str]:
    """Package -> version of a requirements file, without those of other platforms."""
    text = (FOLDER.parents[1] / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9.-]+)==(\S+)(?: ; (.*?))? \\$", text, re.MULTILINE)
    return {package: version for package, version, marker in found if not marker or Marker(marker).evaluate()}


def _needed(names: list[str], pins: dict[str, str]) -> set[str]:
    """These packages and all that they need, as far as they are pinned."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in pins and name not in found:
            found.add(name)
            needs = [Requirement(line) for line in distribution(name).requires or []]
            waiting += [
                canonicalize_name(one.name) for one in needs if not one.marker or one.marker.evaluate({"extra": ""})
            ]
    return found


def _licence(name: str) -> str:
    """The terms as the package itself names them: expression, classifier, or the first line of its field."""
    told = distribution(name).metadata
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    plain = (told.get("License") or "").strip().partition("\n")[0]
    return str(told.get("License-Expression") or ", ".join(classified) or plain or "see its files").replace("|", "/")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    CONTENTS.write_text(contents.written(whole_app()), encoding="utf-8")
