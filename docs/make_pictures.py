# ruff: noqa: INP001 (a script of its own, no package)
"""The pictures of the README made again from reports of the sample district: `make pictures`, after pages changed visibly."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from inspector.pipeline.demo import demonstrate
from inspector.pipeline.judge.watch import Watch

PLACE = Path(__file__).parent / "images"
PICTURES = {"district.png": ("index.html", 1000), "notice.png": ("units/QH113.html", 1180)}
"""Picture -> the page it shows and how many pixels of it, from the top."""
_WIDTH = 1200


def take(reports: Path) -> None:
    """Show each page to a browser and keep what is to be seen."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH, "height": 900})
        for name, (shown, height) in PICTURES.items():
            page.goto((reports / shown).as_uri())
            page.set_viewport_size({"width": _WIDTH, "height": height})
            page.screenshot(path=PLACE / name)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as folder:
            take(demonstrate(Path(folder) / "qinghe", Watch()).report.parent)
