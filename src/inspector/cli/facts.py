"""`inspector extract`: the facts of one page."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import out
from inspector.errors import StorageError
from inspector.facts import read
from inspector.facts.open import open_document
from inspector.facts.reading import Fact
from inspector.model.capture import Ask
from inspector.settings import load_or_defaults

Kind = Literal["guide", "application", "list", "annual_report", "column", "article", "institution", "home"]


@app.command(
    epilog=examples(
        "extract saved.html --kind guide --json", "extract https://www.qinghe.gov.cn/xxgk/zn.html --kind guide"
    )
)
def extract(
    source: Annotated[str, typer.Argument(metavar="FILE_OR_URL", help="A saved page or file, or an address.")],
    kind: Annotated[Kind, typer.Option(help="What the page is read as.")],
    json_out: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
    url: Annotated[str, typer.Option(help="The address a saved file came from.")] = "",
    workspace: WorkspaceDir = Path(),
) -> None:
    """The facts found on one page. 读取一个页面上的事实。"""
    body, address, content_type = _fetched(source, workspace) if "://" in source else _file(Path(source), url)
    reading = read(kind, open_document(body, address, content_type))
    if json_out:
        typer.echo(json.dumps(reading.json(), ensure_ascii=False, indent=1))
        return
    out.print(f"{reading.document.title}　[{reading.document.kind}, {reading.document.charset}]", markup=False)
    for name, value in reading.facts.items():
        facts = reading.many(name)
        shown = (
            "；".join(f"{one.value} ← “{one.quote[:60]}”" for one in facts)
            if facts
            else json.dumps(_plain(value), ensure_ascii=False)[:300]
        )
        out.print(f"{name:16} {shown}", markup=False, soft_wrap=True)


def _plain(value: object) -> object:
    return None if isinstance(value, Fact | tuple) else value


def _file(path: Path, url: str) -> tuple[bytes, str, str]:
    try:
        return path.read_bytes(), url, ""
    except OSError as fault:
        raise StorageError(
            f"this file cannot be read: {fault.strerror}", where=str(path), remedy="Give a saved page or an address."
        ) from fault


def _fetched(url: str, workspace: Path) -> tuple[bytes, str, str]:
    from inspector.collect.outside import outside  # noqa: PLC0415 - slow to load

    async def look() -> tuple[bytes, str, str]:
        async with outside(load_or_defaults(workspace), [url]) as world:
            capture = (await world.look([Ask(url, why="extract")]))[0]
        if capture.failure is not None or capture.status is None or capture.status >= 400:
            what = capture.detail or f"status {capture.status}"
            raise StorageError(f"this page could not be opened: {what}", where=url, remedy="Try a saved file instead.")
        return capture.body, capture.final_url or url, capture.headers.get("content-type", "")

    return asyncio.run(look())
