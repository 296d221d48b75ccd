# ruff: noqa: INP001 (a script of its own, no package)
"""Write docs/reference/ from the program itself: commands.md, settings.md, checks.md. Run it after changing any of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import typer

from inspector.cli import app
from inspector.pipeline.make import bundled_config
from inspector.pipeline.rulebook import all_checks
from inspector.settings.sections import Tables

FOLDER = Path(__file__).parent / "reference"
_MADE = "<!-- Made by docs/make_reference.py from the program; edit there. -->\n"


def pages() -> dict[str, str]:
    """File name -> text of every page of the reference."""
    return {"commands.md": _commands(), "settings.md": _settings(), "checks.md": _checks()}


def _commands() -> str:
    lines = [_MADE, "# Commands 命令\n"]
    for name, command in _leaves("inspector", typer.main.get_command(app)):
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


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
