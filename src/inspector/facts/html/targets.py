"""Where links, and elements that a click opens, lead: as they are written, or as their scripts tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inspector import lazy

_SCRIPT_TARGET = lazy.pattern(
    r"(?:location(?:\.href)?\s*=\s*|location\.(?:replace|assign)\s*\(\s*|window\.open\s*\(\s*)[\"']([^\"']+)[\"'](\s*\+)?"
)
_CALL = lazy.pattern(r"(?<![\w$])([A-Za-z_$][\w$.]*)\s*\(([^()]*)\)")
_QUOTED = lazy.pattern(r"([\"'])(.*?)\1")
_ADDRESS = lazy.pattern(
    r"(?:https?://|\.{0,2}/)[^\s<>]+|[\w\-./%]+\.(?:s?html?|jhtml|jspx?|aspx?|php|do|action|pdf|docx?|xlsx?|wps|zip)(?:[?#]\S*)?",
    re.IGNORECASE,
)
_NO_ENTRY = lazy.pattern(r"favou?rite|homepage|share|jiathis|bdshare|bookmark|print|font|copy|login", re.IGNORECASE)
_HIDDEN_MAILBOX = "/cdn-cgi/l/email-protection"
"""Where a mailbox leads that a script unveils; to those who follow it before, nowhere."""
DATA = ("data-href", "data-url", "data-link")


def script_target(script: str) -> str:
    """The address that a script opens; empty where it opens none, or one that it puts together from parts."""
    target = _SCRIPT_TARGET.search(script)
    return target.group(1) if target and not target.group(2) else ""


def called_with(script: str) -> str:
    """The address that a click opens, or hands to a function of the page's own (`show('/art/1.html')`); empty where there is none."""
    if opened := script_target(script):
        return opened
    calls = (call for call in _CALL.finditer(script) if not _NO_ENTRY.search(call[1]) and "+" not in call[2])
    handed = (quoted[2].strip() for call in calls for quoted in _QUOTED.finditer(call[2]))
    return next((one for one in handed if _ADDRESS.fullmatch(one)), "")


def data_target(attributes: Mapping[str, str]) -> str:
    """The address that an element keeps for the page's script (`data-url`); empty where it keeps none."""
    kept = (attributes.get(name, "").strip() for name in DATA)
    return next((one for one in kept if _ADDRESS.fullmatch(one)), "")


def clicked(attributes: Mapping[str, str]) -> str:
    """Where a click on an element that is no link leads: `<li onclick="...">`; empty where it leads nowhere."""
    return called_with(attributes.get("onclick", "")) or data_target(attributes)


def link_target(attributes: Mapping[str, str]) -> str:
    """The reference of a link as written, from a script where the address is one; empty where it leads nowhere."""
    href = attributes.get("href", "")
    if not href or href.startswith(("#", "javascript:")):
        href = data_target(attributes) or href
    href = href.strip()
    if href.startswith(_HIDDEN_MAILBOX):
        return ""
    if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
        return href
    return called_with(href) or called_with(attributes.get("onclick", ""))
