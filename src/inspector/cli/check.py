"""`inspector check`: one site, on demand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from inspector.cli.app import AsOf, JsonPath, WorkspaceDir, app, examples
from inspector.cli.results import FailUnder, issues, judge_status, show
from inspector.cli.screen import day, errors, writable
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.model.unit import UNIT_TYPES, UnitType
from inspector.pipeline.collect.night import opens
from inspector.pipeline.judge.kept import at_hand
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_texts
from inspector.pipeline.single import check as check_site
from inspector.settings import Settings, load_or_defaults

_UNGUARDED = (
    "note: no canary guards this check: a fault of our own network would pass for the site's. "
    "Name addresses that are always there in config.toml: [canaries] urls"
)


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

    A person waits for it, so the night window of config.toml does not hold; all other politeness does. Canaries of config.toml
    or the registry are looked at before and after; where they are not well, or all show one page, the site is not judged.
    """
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url!r} is not an address", remedy="Give it whole, such as https://www.example.gov.cn/xxgk/")
    if unit_type not in UNIT_TYPES:
        raise UsageError(f"{unit_type!r} is no unit type", remedy=f"One of: {', '.join(UNIT_TYPES)}.")
    writable(json_path)
    settings = load_or_defaults(workspace)
    _tell_of_the_hour(settings)
    folder = settings.path(settings.rules.path)
    texts = read_texts(folder if folder.is_dir() else bundled_rules())
    checked = check_site(settings, texts, url, cast("UnitType", unit_type), day(as_of))
    if not checked.guarded:
        errors.print(_UNGUARDED, markup=False, soft_wrap=True)
    kept = at_hand(checked.result)
    show(kept, json_path)
    issues(checked.result, json_path)
    judge_status(kept, fail_under)


def _tell_of_the_hour(settings: Settings) -> None:
    night = settings.crawl.night
    if night is not None and opens(settings, china_now()) is not None:
        hours = f"{night.start:%H:%M} to {night.end:%H:%M}"
        errors.print(
            f"note: runs fetch from {hours} only ([crawl] night); a check on demand does not wait for it", markup=False
        )
