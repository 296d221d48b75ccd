"""What one writes first: httpx and Beautiful Soup, a worker for each of two requests a host, one shared client."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import httpx
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).parent))
from district import start_of

SEEN = {"pages": 0, "links": 0, "chars": 0}


async def unit(client: httpx.AsyncClient, start: str) -> None:
    """Every page of one host."""
    known, queue = {start}, asyncio.Queue[str]()
    queue.put_nowait(start)

    async def worker() -> None:
        while True:
            url = await queue.get()
            try:
                answer = await client.get(url)
            except httpx.TransportError:  # on a busy machine a connection breaks off now and then: ask again
                queue.put_nowait(url)
                queue.task_done()
                continue
            page = BeautifulSoup(answer.content, "html.parser")
            links = [urldefrag(urljoin(url, str(link["href"]))).url for link in page.find_all("a", href=True)]
            SEEN["pages"] += page.title is not None
            SEEN["links"] += len(links)
            SEEN["chars"] += len(page.get_text())
            for link in links:
                if link not in known:
                    known.add(link)
                    queue.put_nowait(link)
            queue.task_done()

    workers = [asyncio.create_task(worker()) for _ in range(2)]
    await queue.join()
    for one in workers:
        one.cancel()


async def main() -> None:
    """PORT UNITS."""
    port, units = map(int, sys.argv[1:3])
    async with httpx.AsyncClient(timeout=120, limits=httpx.Limits(max_connections=2 * units)) as client:
        await asyncio.gather(*(unit(client, start_of(number, port)) for number in range(1, units + 1)))
    print(json.dumps(SEEN))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
