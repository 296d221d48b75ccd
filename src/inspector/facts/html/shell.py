"""Where a page leads by itself, as its scripts tell: only what surely runs once it is opened counts.

Most addresses that scripts go to wait for a click, a telephone or a frame: `if (mobile) location.href = "/m/"` stands on whole portals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from inspector import lazy

_LEADS = lazy.pattern(
    r"location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"'](\s*\+)?|location\.(?:replace|assign)\s*\(\s*[\"']([^\"']+)[\"'](\s*\+)?"
)
_COMMENT = lazy.pattern(r"(^|[\s;{}])//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_PERHAPS = lazy.pattern(r"\b(?:if|else|for|while|switch|case|catch)\b|&&|\|\||\?")
_NAMED = lazy.pattern(r"\bfunction\s+([\w$]+)")
_FUNCTION = lazy.pattern(r"\bfunction\b|=>\s*$")
_AT_ONCE = lazy.pattern(
    r"\bset(?:Timeout|Interval)\s*\(|\bonload\s*=|\.ready\s*\(|[\"'](?:load|DOMContentLoaded)[\"']|\$\s*\(\s*(?:function|\()"
    r"|^[\s!+(]*(?:function|\()"
)
"""Functions without a name that run by themselves; others wait for somebody."""
_MOST = 20
"""Places in a script that are looked at; a page that only leads on has one."""


def leads_on(script: str) -> str:
    """The one address that a page's scripts surely open in its place; empty where there is none, or it is put together from parts."""
    told = _COMMENT.sub(lambda comment: comment[1] or " ", script)
    places = list(islice(_LEADS.finditer(told), _MOST))
    found = {(m[1] or m[3], bool(m[2] or m[4])) for m in places if _runs(told, m.start())}
    address, in_parts = found.pop() if len(found) == 1 else ("", False)
    return "" if in_parts else address


def _runs(script: str, place: int) -> bool:
    """Whether what stands at `place` runs once the page is opened."""
    *blocks, statement = _heads(script[:place])
    return not _PERHAPS.search(statement) and all(_opens(head, script) for head in blocks)


def _opens(head: str, script: str) -> bool:
    """Whether a block that begins so surely runs."""
    if _PERHAPS.search(head):
        return False
    if (named := _NAMED.search(head)) is not None:
        return len(re.findall(rf"\b{re.escape(named[1])}\s*\(|[(=,]\s*{re.escape(named[1])}\s*[,;)]", script)) > 1
    return not _FUNCTION.search(head) or bool(_AT_ONCE.search(head))


def _heads(before: str) -> Iterator[str]:
    """What begins each block that is still open, and the statement that has begun."""
    heads: list[str] = []
    last = 0
    for sign in re.finditer(r"[;{}]", before):
        if sign[0] == "{":
            heads.append(before[last : sign.start()])
        elif sign[0] == "}" and heads:
            heads.pop()
        last = sign.end()
    yield from heads
    yield before[last:]
