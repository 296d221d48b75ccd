"""Links and lines of a page while it is being read, and where a script leads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspector.facts.html_regions import Claim

_SCRIPT_TARGET = re.compile(
    r"(?:location(?:\.href)?\s*=\s*|location\.(?:replace|assign)\s*\(\s*|window\.open\s*\(\s*)[\"']([^\"']+)[\"']"
)


def script_target(script: str) -> str:
    """The address that a script opens; empty where it opens none."""
    target = _SCRIPT_TARGET.search(script)
    return target.group(1) if target else ""


@dataclass(slots=True)
class Anchor:
    """A link under way. `line` is the index of the line it stands in, once that is known."""

    href: str
    title: str
    locator: str
    pieces: list[str]
    onclick: str = ""
    text: str = ""
    url: str = ""
    claim: Claim | None = None
    line: int = -1

    def target(self) -> str:
        """The reference as written, from a script where the address is one; empty where it leads nowhere."""
        href = self.href.strip()
        if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
            return href
        return script_target(href) or script_target(self.onclick)


@dataclass(slots=True)
class FlowLine:
    """A line under way: what of it is known before the whole page is."""

    text: str
    locator: str
    heading: int
    cell: tuple[int, int, int] | None
    claim: Claim | None
