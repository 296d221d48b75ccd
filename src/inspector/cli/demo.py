"""`inspector demo`: the bundled sample district, inspected whole on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import JsonPath, app, examples
from inspector.cli.results import show
from inspector.cli.screen import out, watched
from inspector.pipeline.demo import demonstrate


@app.command(epilog=examples("demo", "demo --out /srv/demo --json demo.json"))
def demo(
    out_dir: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for workspace and reports.")] = Path(
        "reports/demo"
    ),
    json_path: JsonPath = None,
) -> None:
    """A whole inspection of the bundled sample district: no network, no configuration. 演示：检查内置的示例区。"""
    with watched() as watch:
        done = demonstrate(out_dir, watch)
    show(done.kept, json_path, f"evidence {done.evidence}", f"reports  {done.report}")
    if json_path != "-":
        out.print("Open the report in a browser; every figure leads to its evidence. 请用浏览器打开报告。")
