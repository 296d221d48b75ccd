"""Scrapy as its tutorial has it: `response.css`, `response.follow_all`, the defaults of a new project, two requests a host."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

sys.path.insert(0, str(Path(__file__).parent))
from district import start_of

SEEN = {"pages": 0, "links": 0, "chars": 0}


class District(scrapy.Spider):
    """Follows every link, takes title, links and visible text."""

    name = "district"

    def parse(self, response: Any) -> Iterator[Any]:
        """One page."""
        links = response.css("a::attr(href)").getall()
        text = response.xpath("//body//text()[not(parent::script or parent::style)]").getall()
        SEEN["pages"] += bool(response.css("title::text").get())
        SEEN["links"] += len(links)
        SEEN["chars"] += sum(map(len, text))
        yield from response.follow_all(links, callback=self.parse)


def main() -> None:
    """PORT UNITS."""
    port, units = map(int, sys.argv[1:3])
    settings = {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 2 * units,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "DOWNLOAD_DELAY": 0.001,  # without any Scrapy 2.19 sends a host all that is queued at once, whatever it was told above
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    process.crawl(District, start_urls=[start_of(unit, port) for unit in range(1, units + 1)])
    process.start()
    print(json.dumps(SEEN))  # noqa: T201


if __name__ == "__main__":
    main()
