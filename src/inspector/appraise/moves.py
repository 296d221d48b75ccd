"""The same document under another address: redesigns move pages, and an issue on a page moves with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def moved(now: Mapping[str, Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Id of a fail that is only in `now` -> id of the fail only in `before` that is the same on a page that moved.

    The same: one rule, and the same words quoted or the same last part of the address; never where more than one could be meant.
    """
    here = [one for id, one in now.items() if one["outcome"] == "fail" and id not in before]
    gone = [one for id, one in before.items() if one["outcome"] == "fail" and id not in now]
    found: dict[str, str] = {}
    for one in here:
        twins = [other for other in gone if _same(one, other)]
        rivals = [rival for rival in here if twins and _same(rival, twins[0])]
        if len(twins) == 1 and len(rivals) == 1:
            found[one["id"]] = twins[0]["id"]
    return found


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["rule"] != other["rule"] or not (_address(one["subject"]) and _address(other["subject"])):
        return False
    return bool(_words(one) & _words(other)) or _page(one["subject"]) == _page(other["subject"]) != ""


def _address(subject: str) -> bool:
    return "/" in subject


def _words(finding: Mapping[str, Any]) -> set[str]:
    return {quote for quote in _quotes(finding.get("evidence", ())) if len(quote) >= 6}


def _quotes(evidence: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (str(cited.get("quote") or "").strip() for cited in evidence)


def _page(subject: str) -> str:
    """`t20260908_1.html`; nothing for a folder or a page that every column has."""
    name = subject.partition("?")[0].rpartition("/")[2].lower()
    return "" if name.partition(".")[0] in ("index", "default", "") or "." not in name else name
