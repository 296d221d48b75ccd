"""The one command tree, and the options every command shares."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector import __version__


def examples(*lines: str) -> str:
    """The examples below a command's help, a line each, as they are typed."""
    return "\b\nExamples 示例:\n" + "\n".join(f"  inspector {line}" for line in lines)


app = typer.Typer(
    name="inspector",
    help="Quarterly inspection of what government units disclose: evidence, judgement, score, rectification, appraisal.\n\n"
    "政府信息公开季度检查：取证、判定、计分、整改、考核。",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    epilog=examples("demo", "init qinghe", "doctor --workspace qinghe", "run --workspace qinghe", "run --help"),
    pretty_exceptions_enable=False,
)

WorkspaceDir = Annotated[
    Path,
    typer.Option(
        "--workspace",
        help="Folder with config.toml, rules, registry and data.",
        show_default="the current folder",
        file_okay=False,
    ),
]
JsonPath = Annotated[
    str | None, typer.Option("--json", metavar="PATH", help="Write the result object there; - is standard output.")
]
CsvPath = Annotated[
    Path | None, typer.Option("--csv", metavar="PATH", help="Write the table there as CSV; Excel opens it.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Monitoring time point, e.g. 2026-11-24.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"inspector {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks instead of sentences.")] = False,
) -> None:
    """Quarterly inspection of what government units disclose."""
