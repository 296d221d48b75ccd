"""Rows with headers, and the units they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import cast
from urllib.parse import urlsplit

from inspector import lazy
from inspector.errors import Problem, RegistryError
from inspector.model.unit import ROLES, UNIT_TYPES, Unit, UnitType
from inspector.registry.table import Row

REQUIRED = ("code", "name", "type")
LISTS = ("aliases", "tags", "features", "channels", "accounts")
COLUMNS = (*REQUIRED, "aliases", "parent", "tags", "features", *ROLES, "channels", "accounts")
MAX_TEXT = 500
MAX_URL = 2000

_CODE = lazy.pattern(r"[A-Za-z0-9_-]{1,40}")
_ACCOUNT = lazy.pattern(r"[^:：]+[:：].+")
_CONTROL = lazy.pattern(r"[\x00-\x1f\x7f]")


def units_of(table: Sequence[Row], where: str) -> tuple[Unit, ...]:
    """The units of a table whose first row is its header, in its order; every fault of the table is told at once."""
    if not table:
        raise RegistryError("there is no header row", where=where, remedy="Its first row is: " + ",".join(COLUMNS))
    (_, header), *rows = table
    names = [name.lower() for name in header]
    faults = _header_faults(names, where)
    if faults:
        raise RegistryError.of(faults)
    named = [(number, dict(zip(names, cells, strict=False)), cells[len(names) :]) for number, cells in rows]
    faults = [fault for number, row, spare in named for fault in _faults(row, spare, f"{where}: row {number}")]
    faults += _repeated([(number, row.get("code", "")) for number, row, _ in named], where)
    if faults:
        raise RegistryError.of(faults)
    return with_own_hosts([_unit(row) for _, row, _ in named])


def rows_of(units: Iterable[Unit]) -> list[dict[str, str]]:
    """Each unit as the row it is read from, in the order of COLUMNS."""
    return [{column: _text(unit, column) for column in COLUMNS} for unit in units]


def with_own_hosts(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units with the hosts that each owns: those no other unit is registered with, and all of a portal's."""
    hosts = [{host for url in unit.pages.values() if (host := urlsplit(url).hostname)} for unit in units]
    users = Counter(host for mine in hosts for host in mine)
    return tuple(
        replace(unit, own_hosts=tuple(sorted(host for host in mine if users[host] == 1 or unit.type == "portal")))
        for unit, mine in zip(units, hosts, strict=True)
    )


def _unit(row: Mapping[str, str]) -> Unit:
    aliases, tags, features, channels, accounts = (_list(row.get(column, "")) for column in LISTS)
    return Unit(
        code=row["code"],
        name=row["name"],
        type=cast(UnitType, row["type"]),
        aliases=aliases,
        parent=row.get("parent", ""),
        tags=tags,
        features=features,
        pages={role: row[role] for role in ROLES if row.get(role)},
        channels=channels,
        accounts=tuple(account.replace("：", ":", 1) for account in accounts),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _text(unit: Unit, column: str) -> str:
    if column in ROLES:
        return unit.pages.get(column, "")
    if column in LISTS:
        return "|".join(getattr(unit, column))
    return str(getattr(unit, column))


def _header_faults(names: Sequence[str], where: str) -> list[Problem]:
    place = f"{where}: row 1"
    unknown = [
        Problem(place, f"column {number} is called '{name}'", _meant(name))
        for number, name in enumerate(names, start=1)
        if name not in COLUMNS and name
    ]
    twice = [
        Problem(place, f"the column '{name}' is there twice", "Take one of them out.")
        for name, count in Counter(names).items()
        if count > 1
    ]
    missing = [
        Problem(place, f"the column '{name}' is missing", "Required: code, name, type.")
        for name in REQUIRED
        if name not in names
    ]
    return [*unknown, *(fault for fault in twice if "''" not in fault.what), *missing]


def _meant(name: str) -> str:
    """The column that a head probably stands for, or what is wrong with its signs."""
    return "Part columns by plain commas, not by wide ones." if "，" in name else _likely(name, COLUMNS)


def _faults(row: Mapping[str, str], spare: Sequence[str], place: str) -> list[Problem]:
    found = [_fault(column, text, f"{place}, column {column}") for column, text in row.items() if text]
    lacking = [Problem(f"{place}, column {name}", "is empty", "Fill it in.") for name in REQUIRED if not row.get(name)]
    if any(spare):
        remedy = 'A cell that holds a comma stands in "quotes".'
        lacking.append(
            Problem(place, f"has more cells than the header has columns: '{next(filter(None, spare))[:40]}'", remedy)
        )
    return [*(fault for fault in found if fault), *lacking]


def _fault(column: str, text: str, place: str) -> Problem | None:
    shown = text if len(text) <= 60 else text[:60] + "…"
    if not column:
        return Problem(place, f"'{shown}' stands in a column without a header", "Give the column a header or empty it.")
    if _CONTROL.search(text):
        return Problem(place, "holds a line break or another control character", "Write it on one line.")
    if column == "code" and not _CODE.fullmatch(text):
        return Problem(place, f"'{shown}' is not a code", "1 to 40 letters A-Z, digits, _ or -; it names files.")
    if column == "type" and text not in UNIT_TYPES:
        return Problem(place, f"'{shown}' is not a type", _likely(text, UNIT_TYPES))
    if column in ROLES:
        return _url_fault(text, shown, place)
    if column == "accounts" and (odd := next((one for one in _list(text) if not _ACCOUNT.fullmatch(one)), "")):
        remedy = "Write platform and name, several with | between: 微信公众号:清河发布|微博:北京清河."
        return Problem(place, f"'{odd[:60]}' is not an account", remedy)
    return Problem(place, "is too long", f"At most {MAX_TEXT} characters.") if len(text) > MAX_TEXT else None


def _url_fault(text: str, shown: str, place: str) -> Problem | None:
    if not _is_whole(text):
        remedy = "Write it whole, beginning with http:// or https://."
        return Problem(place, f"'{shown}' is not an address of a page", remedy)
    if any(sign.isspace() for sign in text):
        return Problem(place, f"'{shown}' has a space in it", "One address a cell.")
    if "@" in urlsplit(text).netloc:
        return Problem(place, "has a user name in the address", "Only public pages are inspected.")
    return Problem(place, "is too long", f"At most {MAX_URL} characters.") if len(text) > MAX_URL else None


def _is_whole(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _repeated(codes: Sequence[tuple[int, str]], where: str) -> list[Problem]:
    first: dict[str, int] = {}
    faults = []
    for number, code in codes:
        earlier = first.setdefault(code.casefold(), number)
        if code and earlier != number:
            place = f"{where}: row {number}, column code"
            faults.append(
                Problem(place, f"'{code}' is the code of row {earlier} too", "Every unit has a code of its own.")
            )
    return faults


def _likely(text: str, known: Sequence[str]) -> str:
    near = get_close_matches(text.lower(), known, n=1)
    return f"Did you mean '{near[0]}'?" if near else "Known: " + ", ".join(known) + "."
