"""Scrapy tuned: selectolax for parsing, uvloop, hosts shared out over two processes.

`scrapy_tuned.py PORT UNITS`; with `--further` Scrapy is not even told of links that were seen before, which spares its filter.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import scrapy
from scrapy.crawler import CrawlerProcess
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))
from district import start_of

SEEN = {"pages": 0, "links": 0, "chars": 0}
PROCESSES = 2


class District(scrapy.Spider):
    """Follows every link, takes title, links and visible text."""

    name = "district"

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.known = set(self.start_urls) if arguments.get("further") else None

    def parse(self, response: Any) -> Iterator[Any]:
        """One page."""
        tree = LexborHTMLParser(response.text)
        hrefs = [node.attributes.get("href") for node in tree.css("a[href]")]
        tree.strip_tags(["script", "style"])
        title = tree.css_first("title")
        SEEN["pages"] += bool(title and title.text())
        SEEN["links"] += len(hrefs)
        SEEN["chars"] += len(tree.body.text()) if tree.body else 0
        for href in hrefs:
            url = urljoin(response.url, href)
            if self.known is None:
                yield scrapy.Request(url, callback=self.parse)
            elif url not in self.known:
                self.known.add(url)
                yield scrapy.Request(url, callback=self.parse, dont_filter=True)


def crawl(port: int, units: list[int], *, further: bool) -> None:
    """One process's share."""
    settings = {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 2 * len(units),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "DOWNLOAD_DELAY": 0.001,  # without any Scrapy 2.19 sends a host all that is queued at once, whatever it was told above
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "STATS_DUMP": False,
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
    }
    process = CrawlerProcess(settings)
    process.crawl(District, start_urls=[start_of(unit, port) for unit in units], further=further)
    process.start()
    print(json.dumps(SEEN))  # noqa: T201


def main() -> None:
    """PORT UNITS [SHARE] [--further]."""
    further = "--further" in sys.argv
    port, units, *share = (int(word) for word in sys.argv[1:] if word != "--further")
    if share:
        crawl(port, [unit for unit in range(1, units + 1) if unit % PROCESSES == share[0]], further=further)
        return
    command = [sys.executable, __file__, str(port), str(units), *sys.argv[3:]]
    started = [subprocess.Popen([*command, str(one)], stdout=subprocess.PIPE, text=True) for one in range(PROCESSES)]
    said = [json.loads(process.communicate()[0].splitlines()[-1]) for process in started]
    print(json.dumps({key: sum(one[key] for one in said) for key in SEEN}))  # noqa: T201


if __name__ == "__main__":
    main()
