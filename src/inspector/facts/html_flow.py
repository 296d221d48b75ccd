"""Links and lines of a page while it is being read, and where a script leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from inspector.facts.html_regions import Claim

_SCRIPT_TARGET = re.compile(
    r"(?:location(?:\.href)?\s*=\s*|location\.(?:replace|assign)\s*\(\s*|window\.open\s*\(\s*)[\"']([^\"']+)[\"']"
)
_CALL = re.compile(r"(?<![\w$])([A-Za-z_$][\w$.]*)\s*\(([^()]*)\)")
_QUOTED = re.compile(r"([\"'])(.*?)\1")
_ADDRESS = re.compile(
    r"(?:https?://|\.{0,2}/)[^\s<>]+|[\w\-./%]+\.(?:s?html?|jhtml|jspx?|aspx?|php|do|action|pdf|docx?|xlsx?|wps|zip)(?:[?#]\S*)?",
    re.IGNORECASE,
)
_NO_ENTRY = re.compile(r"favou?rite|homepage|share|jiathis|bdshare|bookmark|print|font|copy|login", re.IGNORECASE)
_DATA = ("data-href", "data-url", "data-link")


def script_target(script: str) -> str:
    """The address that a script opens; empty where it opens none."""
    target = _SCRIPT_TARGET.search(script)
    return target.group(1) if target else ""


def called_with(script: str) -> str:
    """The address that a click opens, or hands to a function of the page's own (`show('/art/1.html')`); empty where there is none."""
    if opened := script_target(script):
        return opened
    calls = (call for call in _CALL.finditer(script) if not _NO_ENTRY.search(call[1]))
    handed = (quoted[2].strip() for call in calls for quoted in _QUOTED.finditer(call[2]))
    return next((one for one in handed if _ADDRESS.fullmatch(one)), "")


def data_target(attributes: Mapping[str, str | None]) -> str:
    """The address that an element keeps for the page's script (`data-url`); empty where it keeps none."""
    kept = ((attributes.get(name) or "").strip() for name in _DATA)
    return next((one for one in kept if _ADDRESS.fullmatch(one)), "")


def clicked(attributes: Mapping[str, str | None]) -> str:
    """Where a click on an element that is no link leads: `<li onclick="...">`; empty where it leads nowhere."""
    script = attributes.get("onclick")
    return (called_with(script) if script else "") or data_target(attributes)


@dataclass(slots=True)
class Anchor:
    """A link under way. `line` is the index of the line it stands in, once that is known.

    `first` is where the lines of an element that is no link but can be clicked begin.
    """

    href: str
    title: str
    locator: str
    pieces: list[str]
    onclick: str = ""
    first: int = -1
    text: str = ""
    url: str = ""
    claim: Claim | None = None
    line: int = -1

    def target(self) -> str:
        """The reference as written, from a script where the address is one; empty where it leads nowhere."""
        href = self.href.strip()
        if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
            return href
        return called_with(href) or called_with(self.onclick)


@dataclass(slots=True)
class FlowLine:
    """A line under way: what of it is known before the whole page is."""

    text: str
    locator: str
    heading: int
    cell: tuple[int, int, int] | None
    claim: Claim | None
