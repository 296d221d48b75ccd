"""A fixture as the small world it describes: a unit, its pages, and what the outside answers.

A page with front matter in its first comment, further pages behind `<!-- page: ROLE url=... -->` lines; a file that is no HTML
has its front matter, and further pages, in a sidecar of the same name that ends in `.yaml`.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import PurePosixPath
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inspector import lazy
from inspector.errors import Problem, RulesError
from inspector.model.capture import Ask, Capture, Failure, Hop
from inspector.model.finding import Outcome
from inspector.model.observation import Kind
from inspector.model.series import DayVisits
from inspector.model.unit import UnitType
from inspector.ruleset.files import Role
from inspector.ruleset.yaml_text import parse, problems

FRONT = lazy.pattern(r"\A\s*<!--\s*fixture\b(.*?)-->", re.DOTALL)
_PAGE = lazy.pattern(r"^<!--\s*page:(.*?)-->[ \t]*\r?\n?", re.MULTILINE | re.DOTALL)
_CHINA = timezone(timedelta(hours=8))
_WEEK = 7
_SITE = "https://www.qinghe.gov.cn"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_MAIL: Mapping[str, Any] = {
    "ok": {"addresses": [], "mx": [{"exchange": "mx.qinghe.gov.cn", "preference": 10}]},
    "address": {"addresses": ["203.0.113.9"], "mx": []},
    "null_mx": {"addresses": [], "mx": [{"exchange": ".", "preference": 0}]},
    "nothing": {"addresses": [], "mx": []},
}
Name = Literal["ok", "address", "null_mx", "nothing", "nxdomain", "silent"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitFront(_Part):
    """The unit judged; `type` is that of the rule where none is given."""

    code: str = "U001"
    name: str = ""
    type: UnitType | None = None
    aliases: list[str] = Field(default_factory=list)
    features: list[str] = Field(default_factory=list)
    parent: str = ""
    own_hosts: list[str] = Field(default_factory=list)
    channels: list[str] = Field(default_factory=list)
    accounts: list[str] = Field(default_factory=list)


class PageFront(_Part):
    """A further page: `role` registers it, without one it is merely reachable; `file` names a file beside the fixture."""

    role: Role | Literal[""] = ""
    url: str
    status: int = 200
    file: str = ""
    failure: Failure | None = None
    final: str = ""
    """Where a redirect ended."""
    earlier: date | None = None
    """The page as it was at the inspection of that day."""


class ProbeFront(_Part):
    """What an authorised probe or a person saw of a channel (`model.observation`)."""

    kind: Kind
    value: str
    at: str
    outcome: str
    data: dict[str, Any] = Field(default_factory=dict)


class Front(_Part):
    """Everything a fixture may say of itself; `says` are words its message must have, `looks` how often was looked."""

    at: date = date(2026, 11, 24)
    unit: UnitFront = UnitFront()
    others: list[str] = Field(default_factory=list)
    page: Role | Literal[""] = ""
    url: str = ""
    status: int = 200
    failure: Failure | None = None
    final: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    dns: dict[str, Name] = Field(default_factory=dict)
    pages: list[PageFront] = Field(default_factory=list)
    series: dict[str, tuple[int, int] | dict[date, tuple[int, int]]] = Field(default_factory=dict)
    """Visits by address: how many were good, how many failed; spread over the week before `at`, or by day."""
    probes: list[ProbeFront] = Field(default_factory=list)
    looks: int = 2
    expect: Outcome | None = None
    confirmed: bool | None = None
    says: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What a fixture describes: `pages` are the registered addresses by role, `captures` the answers by address."""

    front: Front
    pages: Mapping[str, str]
    captures: Mapping[str, Capture]
    before: World | None = None
    """The world at the earlier inspection, where the fixture shows a page of it."""

    def answer(self, ask: Ask) -> Capture:
        """What comes back for `ask`: failing looks were made `looks` times, a day apart; unknown addresses are 404."""
        capture = self._name(ask) if ask.method == "DNS" else self._page(ask)
        moment = datetime.combine(self.front.at, time(10), _CHINA)
        looks = [
            replace(capture, fetched_at=(moment - timedelta(days=days)).isoformat())
            for days in reversed(range(self.front.looks))
        ]
        return replace(looks[-1], earlier=tuple(looks[:-1]))

    def _page(self, ask: Ask) -> Capture:
        known = self.captures.get(ask.url) or Capture(ask, ask.url, 404, {"content-type": "text/html"}, b"")
        if ask.method == "GET":
            return replace(known, ask=ask)
        size = {"content-length": str(len(known.body))} if known.body else {}
        return replace(known, ask=ask, body=b"", headers={**known.headers, **size})

    def _name(self, ask: Ask) -> Capture:
        host = ask.url.removeprefix("dns:").split("?")[0]
        said = self.front.dns.get(host, "ok")
        if said in ("nxdomain", "silent"):
            return Capture(ask, failure=Failure.DNS if said == "nxdomain" else Failure.RESOLVER)
        return Capture(ask, ask.url, None, {}, json.dumps(_MAIL[said], sort_keys=True).encode())

    def visits(self) -> dict[str, tuple[DayVisits, ...]]:
        """The series of visits the fixture tells, by address."""
        return {url: tuple(_days(told, self.front.at)) for url, told in self.front.series.items()}


def _days(told: tuple[int, int] | dict[date, tuple[int, int]], at: date) -> list[DayVisits]:
    if isinstance(told, dict):
        return [DayVisits(day.isoformat(), good, failed) for day, (good, failed) in sorted(told.items())]
    days = [(at - timedelta(days=_WEEK - n)).isoformat() for n in range(_WEEK)]
    return [DayVisits(day, _share(told[0], n), _share(told[1], n)) for n, day in enumerate(days)]


def _share(count: int, n: int) -> int:
    """What falls on the nth day of the week when `count` is spread evenly."""
    return count * (n + 1) // _WEEK - count * n // _WEEK


def world_of(name: str, files: Mapping[str, bytes], page: str) -> World:
    """The world of the fixture `name`; `page` is the role of its first page where it names none.

    Raises RulesError where the front matter is wrong or a file is missing.
    """
    sidecar = next((one for one in (f"{name}.yaml", f"{PurePosixPath(name).stem}.yaml") if one in files), "")
    html = name.endswith((".html", ".htm"))
    text = files[name].decode("utf-8") if html else ""
    match = FRONT.match(text)
    front = _front(sidecar or name, files[sidecar].decode() if sidecar else match[1] if match else "")
    parts = _PAGE.split(text[match.end() :] if match else text)
    role = front.page or page
    first = PageFront(
        role=role or "",
        url=front.url or f"{_SITE}/{role}/",
        status=front.status,
        failure=front.failure,
        final=front.final,
    )
    bodies = [(first, parts[0].strip().encode() if html else files[name], name)]
    for words, body in zip(parts[1::2], parts[2::2], strict=True):
        further = _further(name, words)
        bodies.append((further, body.strip().encode(), further.file or ".html"))
    bodies += [(further, b"", further.file or ".html") for further in front.pages]
    seen = [(one, _capture(one, _body(one, body, files, name), file)) for one, body, file in bodies]
    captures = {one.url: capture for one, capture in seen if one.earlier is None}
    headers = captures[first.url].headers
    captures[first.url] = replace(captures[first.url], headers={**headers, **front.headers})
    roles: dict[str, str] = {one.role: one.url for one, _, _ in bodies if one.role}
    days = [one.earlier for one, _ in seen if one.earlier is not None]
    before = None
    if days:
        then = {**captures, **{one.url: capture for one, capture in seen if one.earlier is not None}}
        before = World(front.model_copy(update={"at": min(days)}), roles, then)
    return World(front, roles, captures, before)


def _body(page: PageFront, body: bytes, files: Mapping[str, bytes], name: str) -> bytes:
    if page.file and page.file not in files:
        raise RulesError([Problem(name, f"there is no file {page.file!r} beside the fixture")])
    return files[page.file] if page.file else body


def _capture(page: PageFront, body: bytes, file: str) -> Capture:
    kind = TYPES.get(PurePosixPath(file).suffix.lower() or ".html", "application/octet-stream")
    ask = Ask(page.url)
    if page.failure is not None:
        return Capture(ask, failure=page.failure)
    hops = (Hop(page.url, 302, page.final),) if page.final else ()
    return Capture(ask, page.final or page.url, page.status, {"content-type": kind}, body, hops=hops)


def _further(name: str, words: str) -> PageFront:
    role, *pairs = shlex.split(words)
    data = dict(pair.partition("=")[::2] for pair in pairs)
    try:
        return PageFront.model_validate({"role": "" if role == "-" else role, **data})
    except ValidationError as error:
        raise RulesError([Problem(name, f"`page: {words.strip()}` is wrong: {error.errors()[0]['msg']}")]) from error


def _front(name: str, text: str) -> Front:
    read = parse(text, name)
    if isinstance(read, Problem):
        raise RulesError([read])
    try:
        return Front.model_validate(read.data or {})
    except ValidationError as error:
        raise RulesError(problems(error, read, Front)) from error
