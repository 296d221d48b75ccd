"""`inspector extract` and `inspector check`: one page, one site, on demand."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import typer

from inspector.cli.app import AsOf, JsonPath, WorkspaceDir, app, examples
from inspector.cli.runs import FailUnder, judge_status, show, writable
from inspector.cli.screen import day, errors, out
from inspector.collect.manners import china_now
from inspector.collect.outside import outside
from inspector.errors import SettingsError, StorageError, UsageError
from inspector.facts import read
from inspector.facts.open import open_document
from inspector.facts.reading import Fact
from inspector.model.capture import Ask
from inspector.model.unit import UNIT_TYPES, UnitType
from inspector.pipeline.night import opens
from inspector.pipeline.rulebook import bundled_rules, read_texts
from inspector.pipeline.single import check as check_site
from inspector.settings import Settings, load

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
    async def look() -> tuple[bytes, str, str]:
        async with outside(settings_or_defaults(workspace), [url]) as world:
            capture = (await world.look([Ask(url, why="extract")]))[0]
        if capture.failure is not None or capture.status is None or capture.status >= 400:
            what = capture.detail or f"status {capture.status}"
            raise StorageError(f"this page could not be opened: {what}", where=url, remedy="Try a saved file instead.")
        return capture.body, capture.final_url or url, capture.headers.get("content-type", "")

    return asyncio.run(look())


@app.command(
    epilog=examples(
        "check https://www.qinghe.gov.cn/xxgk/", "check https://www.qinghe.gov.cn/ --type portal --json result.json"
    )
)
def check(
    url: Annotated[str, typer.Argument(metavar="URL", help="The unit's disclosure column or home page.")],
    unit_type: Annotated[str, typer.Option("--type", help=f"Unit type: {', '.join(UNIT_TYPES)}.")] = "department",
    as_of: AsOf = None,
    json_path: JsonPath = None,
    fail_under: FailUnder = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Inspect one site now, whatever the hour; nothing is stored. 即时检查一个网站。

    A person waits for it, so the night window of config.toml does not hold; all other politeness does.
    """
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url!r} is not an address", remedy="Give it whole, such as https://www.example.gov.cn/xxgk/")
    if unit_type not in UNIT_TYPES:
        raise UsageError(f"{unit_type!r} is no unit type", remedy=f"One of: {', '.join(UNIT_TYPES)}.")
    writable(json_path)
    settings = settings_or_defaults(workspace)
    _tell_of_the_hour(settings)
    folder = settings.path(settings.rules.path)
    texts = read_texts(folder if folder.is_dir() else bundled_rules())
    result, _ = check_site(settings, texts, url, cast("UnitType", unit_type), day(as_of))
    show(result, json_path)
    _issues(result, json_path)
    judge_status(result, fail_under)


def _tell_of_the_hour(settings: Settings) -> None:
    night = settings.crawl.night
    if night is not None and opens(settings, china_now()) is not None:
        hours = f"{night.start:%H:%M} to {night.end:%H:%M}"
        errors.print(
            f"note: runs fetch from {hours} only ([crawl] night); a check on demand does not wait for it", markup=False
        )


def _issues(result: dict[str, Any], json_path: str | None) -> None:
    for finding in result["units"][0]["findings"] if json_path != "-" else ():
        if finding["outcome"] in ("fail", "undetermined"):
            sign = {"fail": "✗", "undetermined": "?"}[finding["outcome"]]
            out.print(f"{sign} {finding['rule']} {finding['message']['zh']}", markup=False, soft_wrap=True)


def settings_or_defaults(workspace: Path) -> Settings:
    """The workspace's settings; the defaults where there is no config.toml."""
    if (workspace / "config.toml").exists():
        return load(workspace.resolve())
    try:
        return Settings(workspace=workspace.resolve())
    except ValueError as error:
        raise SettingsError(str(error)) from error
