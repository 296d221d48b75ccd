"""References to addresses, as they are written in pages and redirects."""

from __future__ import annotations

import re

from inspector import lazy

_OTHER_SCHEME = lazy.pattern(r"(?!https?:)[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_SLASHES = lazy.pattern(r"(https?:)?/{2,}", re.IGNORECASE)
_NOT_READ = str.maketrans("", "", "\t\r\n")


def slashed(reference: str) -> str:
    r"""`reference` with slashes as browsers read them (WHATWG URL, 4.4): `\` is `/`, two or more in front name a host.

    Tabs and line breaks within are not there for them either. What has a scheme other than http or https stays as it is.
    """
    text = reference.translate(_NOT_READ)
    if _OTHER_SCHEME.match(text):
        return text
    end = next((place for place, sign in enumerate(text) if sign in "?#"), len(text))
    path = text[:end].replace("\\", "/")
    host = _SLASHES.match(path)
    return (f"{host[1] or ''}//{path[host.end() :]}" if host else path) + text[end:]
