"""What may become a link, a file name or an anchor: everything crawled is hostile until it passed here."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from inspector import lazy

LONGEST_LINK = 2000
LONGEST_SHOWN = 160
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(10))})
_UNSEEN = lazy.pattern(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def safe_link(url: str) -> str:
    """`url` where it is an absolute http(s) address without white space or controls; else an empty string."""
    if len(url) > LONGEST_LINK or re.search(r"[\s\x00-\x1f\x7f\\]", url) or _UNSEEN.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else ""


def shown(url: str) -> str:
    """`url` as text, its middle left out where it is too long to read."""
    if len(url) <= LONGEST_SHOWN:
        return url
    half = LONGEST_SHOWN // 2
    return f"{url[:half]} … {url[-half // 2 :]}"


def clean(text: str) -> str:
    """`text` with control and direction-changing characters made visible as U+FFFD."""
    return _UNSEEN.sub("\ufffd", text)


def stem(code: str) -> str:
    """A file name or anchor for `code`: letters, digits and hyphens stay, all else becomes `~` and hex; distinct codes stay distinct."""
    name = "".join(char if char.isascii() and (char.isalnum() or char == "-") else f"~{ord(char):x}." for char in code)
    return f"~{name}" if name.upper() in _RESERVED or not name else name


def folder(code: str) -> str:
    """A folder name for `code`: its stem without a dot at the end, which not every file system keeps."""
    return stem(code).rstrip(".")
