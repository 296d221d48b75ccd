"""A walk for Inspector's own collect pass that visits every page of a unit's host, as the other crawlers do."""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit

from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit
from inspector.survey import Plan
from inspector.survey.desk import Opened


def everything(unit: Unit, plan: Plan, opened: Opened) -> Generator[list[Ask], list[Capture], None]:
    """Ask for the home page and for all that is linked on the same host; note title, links and visible text of each page."""
    home = unit.pages["home"]
    site = f"http://{urlsplit(home).netloc}/"
    known = {home}
    asks = [Ask(home)]
    pages = links = chars = 0
    while asks:
        found: dict[str, None] = {}
        for capture in (yield asks):
            document = opened(capture)
            if document is None or not document.title:
                continue
            pages, links = pages + 1, links + len(document.addresses)
            chars += len(document.wording)
            found |= dict.fromkeys(url for url in document.addresses if url.startswith(site))
        room = plan.max_pages - len(known)
        asks = [Ask(url) for url in found if url not in known][:room]
        known.update(ask.url for ask in asks)
    said = {"pages": pages, "links": links, "chars": chars}
    Path(os.environ["BENCH_NOTES"], f"{unit.code}.json").write_text(json.dumps(said), encoding="utf-8")
