"""References on a page to absolute addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from inspector import lazy
from inspector.model.reference import slashed

_SEGMENTS = r"(?:[\w~%-]+(?:\.[\w~%-]+)*/)*(?:[\w~%-]+(?:\.[\w~%-]+)*)?"
_PLAIN = lazy.pattern(rf"/?{_SEGMENTS}", re.ASCII)
"""A path without dots for segments, query, fragment or parameters: joined by putting it behind the folder or the host."""
_PLAIN_BASE = lazy.pattern(rf"(https?://[\w.:-]+)(/{_SEGMENTS})(?:\?[^#]*)?", re.ASCII)

NO_ADDRESS = "about:invalid?"
"""What begins the address of a reference that is none (`http://[`, a port of six digits); what was written follows, quoted."""
_KEPT = 200
"""Signs of a reference that is none, in the address it gets, and of one that is remembered."""
_MOST_KNOWN = 1000


class _Folder(dict[str, str]):
    """The plain references of pages in one folder, joined; empty where one is not plain. The pages of a folder share most of theirs."""

    def __init__(self, host: str, folder: str) -> None:
        super().__init__()
        self._host, self._folder = host, folder

    def __missing__(self, reference: str) -> str:
        plain = self._host and reference and _PLAIN.fullmatch(reference)
        found = (self._host if reference[0] == "/" else self._folder) + reference if plain else ""
        if len(self) >= _MOST_KNOWN:
            self.clear()
        if len(reference) <= _KEPT:
            self[reference] = found
        return found


_folder = lru_cache(maxsize=64)(_Folder)


class Addresses:
    """What references mean on a page at `base`. Most are plain, and joining those by hand costs a tenth of `urljoin`."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._known: dict[str, str] = {}
        plain = _PLAIN_BASE.fullmatch(base)
        self._host = plain.group(1) if plain else ""
        folder = self._host + plain.group(2).rpartition("/")[0] + "/" if plain else ""
        self.plain: Callable[[str], str] = _folder(self._host, folder).__getitem__
        """The absolute address of a reference that is plain; empty of every other one."""

    def absolute(self, reference: str) -> str:
        """`reference` as an absolute URL without fragment, which every reader can take apart; `NO_ADDRESS` where it is none."""
        found = self.plain(reference) or self._known.get(reference)
        if found is None:
            found = self._known[reference] = self._joined(reference)
        return found

    def _joined(self, reference: str) -> str:
        try:
            found = urldefrag(urljoin(self._base, slashed(reference.strip()))).url
            _ = urlsplit(found).port  # a port that is none is told by nothing else
        except ValueError:
            return NO_ADDRESS + quote(reference.strip()[:_KEPT].encode("utf-8", "replace"), safe="/:.")
        return found
