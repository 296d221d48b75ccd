"""The text of a test mail, from the office's own template. It must say that it is a test and no application."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inspector import lazy
from inspector.errors import Problem, SettingsError
from inspector.facts.document import norm

NAMES = ("district", "office", "contact", "unit", "mailbox", "token", "date", "authority", "days")
"""The places a template may have, as `{token}`."""
_PLACE = lazy.pattern(r"\{([^{}\n]*)\}")
_NO_APPLICATION = "不是政府信息公开申请"
_NEEDED = ("token", "office")


def check(text: str, where: str) -> None:
    """Raises SettingsError with every fault of a template: unknown places, no subject, or a text that hides what it is."""
    faults = list(_faults(text, where))
    if faults:
        raise SettingsError.of(faults)


def filled(text: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body with the places filled in; the template must have passed `check`."""
    flat = {name: " ".join(values[name].split()) for name in NAMES}
    whole = _PLACE.sub(lambda place: flat[place[1]], text)
    head, _, body = whole.partition("\n")
    return head.partition("：" if "：" in head[:4] else ":")[2].strip(), body.strip() + "\n"


def _faults(text: str, where: str) -> list[Problem]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for place in _PLACE.findall(line):
            if place not in NAMES:
                known = ", ".join(f"{{{name}}}" for name in NAMES)
                found.append(Problem(f"{where}:{number}", f"there is no place {{{place}}}", f"known: {known}"))
    head = text.partition("\n")[0]
    if not re.match(r"(?:主题|Subject)\s*[:：]", head) or "{token}" not in head:
        found.append(Problem(f"{where}:1", "the first line is no subject with {token}", "write 主题：… {token}"))
    places = set(_PLACE.findall(text))
    found += [Problem(where, f"the text lacks {{{name}}}", "add it") for name in _NEEDED if name not in places]
    if _NO_APPLICATION not in norm(text) or "测试" not in text:
        remedy = f"write that it is a test (测试) and {_NO_APPLICATION}"
        found.append(Problem(where, "the text does not say that it is a test and no application", remedy))
    return found
