"""`inspector schema`: the JSON Schema of each file that machines read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from inspector.appraise.comparison_schema import comparison_schema
from inspector.appraise.document_schema import document_schema
from inspector.cli.app import app, examples
from inspector.errors import UsageError
from inspector.statistics.schema import MonthsFile, statistics_schema

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "comparison": comparison_schema,
    "appraisal": document_schema,
    "statistics": statistics_schema,
    "months": lambda: statistics_schema(MonthsFile),
}


@app.command(epilog=examples("schema appraisal", "schema comparison"))
def schema(name: Annotated[str, typer.Argument(metavar="|".join(SCHEMAS), help="Which file.")]) -> None:
    """Print the JSON Schema of a file: of two quarters compared, the year, statistics, months. 数据文件的结构。

    That of a run is printed by `inspector rules schema --result`.
    """
    if name not in SCHEMAS:
        raise UsageError(f"there is no file {name!r}", remedy=f"Write one of: {', '.join(SCHEMAS)}.")
    typer.echo(json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1))
