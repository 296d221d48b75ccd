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
_QUOTED = lazy.pattern(r"\"[^\"\n]*\"|'[^'\n]*'")
_COUNTED = lazy.pattern(r"\bif\s*\(\s*(?:--\s*)?([\w$]{1,20})\s*[<>=!]{1,3}\s*-?\d\s*\)")
"""What may ask for the seconds that are left: `if (seconds <= 0)`."""
_NO_PHONE = lazy.pattern(
    r"\bif\s*\([^{};]{0,200}?(?:mobi|phone|android)[^{};]{0,200}\)\s*\{[^{}]{0,300}\}\s*else\b", re.IGNORECASE
)
"""What is for telephones only, before what is for everybody else: nobody inspects from one."""
_STEP = r"\s*(?:--|\+\+|[-+]=\s*1\b|=\s*[\w$]{1,20}\s*[-+]\s*1\b)"
_NAMED = lazy.pattern(r"\bfunction\s+([\w$]+)")
_CALLED = lazy.pattern(r"(?<![\w$])([\w$]{1,60})\s*=\s*(?:function\b[^=]*|[^=]{0,40}=>\s*)$")
_FUNCTION = lazy.pattern(r"\bfunction\b|=>")
_AT_ONCE = lazy.pattern(
    r"\bset(?:Timeout|Interval)\s*\(|\bonload\s*=|\.ready\s*\(|[\"'](?:load|DOMContentLoaded)[\"']"
    r"|(?:\$|\bjQuery)\s*\(\s*(?:function|\()|^[\s!+(]*(?:function|\()"
)
"""Functions without a name that run by themselves; others wait for somebody."""
_MOST = 20
"""Places in a script that are looked at; a page that only leads on has one."""


def leads_on(script: str) -> str:
    """The one address that a page's scripts surely open in its place; empty where there is none, or it is put together from parts."""
    told = _counted(_NO_PHONE.sub(" ", _COMMENT.sub(lambda comment: comment[1] or " ", script)))
    places = list(islice(_LEADS.finditer(told), _MOST))
    found = {(m[1] or m[3], bool(m[2] or m[4])) for m in places if _runs(told, m.start())}
    address, in_parts = found.pop() if len(found) == 1 else ("", False)
    return "" if in_parts else address


def _counted(script: str) -> str:
    """The script without what it asks while it counts seconds (`还有5秒`): that comes by itself."""
    asked = {match[1] for match in islice(_COUNTED.finditer(script), _MOST)}
    counted = [name for name in map(re.escape, asked) if re.search(rf"(?:--|\+\+)\s*{name}\b|\b{name}{_STEP}", script)]
    if not counted:
        return script
    return re.sub(
        rf"\bif\s*\(\s*(?:--\s*)?(?:{'|'.join(counted)})\s*[<>=!]{{1,3}}\s*-?\d\s*\)|\belse(?!\s+if)\b", " ", script
    )


def _runs(script: str, place: int) -> bool:
    """Whether what stands at `place` runs once the page is opened."""
    return all(_opens(head, script) for head in _heads(script[:place]))


def _opens(head: str, script: str) -> bool:
    """Whether what begins so surely runs, a block or a statement."""
    if _PERHAPS.search(_QUOTED.sub("", head)):
        return False
    if (named := _NAMED.search(head)) is not None:
        return _is_called(named[1], script)
    if not _FUNCTION.search(head) or _AT_ONCE.search(head):
        return True
    called = _CALLED.search(head)
    return called is not None and _is_called(called[1], script)


def _is_called(name: str, script: str) -> bool:
    """Whether a function is called or handed over, besides where it is defined."""
    told = re.sub(rf"\bfunction\s+{re.escape(name)}\b|[\w$.]\.{re.escape(name)}\s*=(?!=)", "", script)
    return re.search(rf"(?<![\w$.]){re.escape(name)}\s*\(|[(=,]\s*{re.escape(name)}\s*[,;)]", told) is not None


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
