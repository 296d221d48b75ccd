"""How far each channel was tested: a ladder of levels a kind, each rung an outcome with what it rests on.

A rung that was not reached is absent: nobody looked. What could not be seen is `undetermined`, never a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inspector import lazy
from inspector.channels.inventory import Listed
from inspector.channels.visits import whole
from inspector.checks.case import On
from inspector.checks.channel_pages import forms, readings
from inspector.checks.mail_domain import mail_fault, well_formed
from inspector.checks.probes import Standing, agreed, answered, delivered, of_kind
from inspector.errors import CalendarMissing
from inspector.evaluate.subject import normal_subject
from inspector.facts.document import norm
from inspector.model.finding import Citation, Finding, Outcome
from inspector.model.observation import Observation
from inspector.model.words import many
from inspector.survey.dossier import Page

LEVELS: dict[str, tuple[str, ...]] = {
    "email": ("syntax", "domain", "mx", "server", "starttls", "rcpt", "delivered", "auto_reply", "human_reply"),
    "form": ("opens", "receiver", "fields", "no_excess", "privacy", "captcha", "walked", "available"),
    "file": ("opens", "content"),
    "fax": ("format",),
    "phone": ("format", "call"),
}
"""The rungs in order. Post and in person have none: CH-15 judges their text."""
_RULES = {"opens": "CH-07", "receiver": "CH-08", "fields": "CH-09", "no_excess": "CH-10"}
_FILE_RULES = {"opens": "CH-11", "content": "CH-12"}
_LEAST_VISITS = 140
_CAPTCHA_NOTED = ("有验证码，只作记录，不识别", "there is a captcha: noted, never solved")
_MOST_FAILING = 0.05
_CAPTCHA = lazy.pattern(r"验证码|校验码|captcha|verifycode|滑块|拖动.{0,6}验证", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rung:
    """One level's outcome in words. `at` is when it was seen (ISO 8601), `source` and `sha256` name the stored evidence."""

    level: str
    outcome: Outcome
    zh: str
    en: str
    reason: str = ""
    at: str = ""
    source: str = ""
    sha256: str = ""
    confirmed: bool = True
    """False: a failure that a person has yet to confirm."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the ladders of all channels of a unit stand on, looked up once: a page may print thousands.

    `days` are the working days within which a person should answer, `entries` the online forms as `forms` has them.
    """

    on: On
    days: int
    entries: Mapping[str, Page | None]
    _found: Mapping[tuple[str, str], tuple[int, Finding]]

    @classmethod
    def of(cls, on: On, findings: Sequence[Finding], days: int) -> Ground:
        """The ground of the case's unit; `findings` are those of its rules."""
        told = [(place, one) for place, one in enumerate(findings) if one.outcome != "not_applicable"]
        return cls(on, days, forms(on), {(one.rule, one.subject): (place, one) for place, one in reversed(told)})

    def finding(self, rule: str, names: Iterable[str]) -> Finding | None:
        """The first finding of a rule about one of these subjects."""
        told = [self._found[rule, name] for name in names if (rule, name) in self._found]
        return min(told, key=lambda one: one[0])[1] if told else None


def rungs(ground: Ground, one: Listed) -> tuple[Rung, ...]:
    """The levels that were reached, in order."""
    climb: Callable[[Ground, Listed], Iterator[Rung]] | None = _CLIMBS.get(one.kind)
    found = climb(ground, one) if climb is not None and one.value else ()
    return tuple({rung.level: rung for rung in found}.values())


def _email(ground: Ground, one: Listed) -> Iterator[Rung]:
    on = ground.on
    if not well_formed(one.value):
        yield Rung("syntax", "fail", "邮箱地址格式不正确", "not a mail address")
        return
    yield Rung("syntax", "pass", "格式正确", "well-formed")
    name = on.case.dossier.names.get(one.value.rpartition("@")[2].lower())
    if name is not None:
        yield from _domain(on.cite(page=name), name)
    for seen in of_kind(on.case.observations, "server", one.value)[-1:]:
        yield from _server(seen)
    tests = of_kind(on.case.observations, "message", one.value)
    if tests:
        yield from _messages(on, tests, ground.days)


def _domain(cited: Citation, name: Page) -> Iterator[Rung]:
    sight = name.sight
    if sight.state == "unseen":
        yield _cited("domain", "undetermined", sight.reason.zh, sight.reason.en, cited, sight.code)
        return
    if sight.state == "failed":
        yield _cited("domain", "fail", "域名不存在", "the name does not exist", cited)
        return
    yield _cited("domain", "pass", "域名可以解析", "the name resolves", cited)
    fault = mail_fault(name)
    if fault is not None:
        yield _cited("mx", "fail", *fault, cited)
    else:
        yield _cited("mx", "pass", "有邮件服务器（MX或地址）", "there is a mail server (MX or address)", cited)


def _server(seen: Observation) -> Iterator[Rung]:
    for level in ("server", "starttls", "rcpt"):
        said = seen.data.get(level)
        if isinstance(said, dict):
            yield _seen(level, Standing(said["outcome"], said["zh"], said["en"], said.get("reason", "")), seen)


def _messages(on: On, tests: list[Observation], days: int) -> Iterator[Rung]:
    newest = tests[-1]
    said, sure = agreed([(one, delivered(one)) for one in tests])
    yield replace(_seen("delivered", said, newest), confirmed=sure)
    automatic = [one for one in tests for reply in one.data.get("replies", ()) if reply["kind"] == "auto_reply"]
    if automatic:
        yield _seen("auto_reply", Standing("pass", "收到自动回复", "an automatic reply came"), automatic[-1])
    try:
        said, sure = agreed([(one, answered(one, on.case.workdays, days)) for one in tests])
    except CalendarMissing as error:
        said = Standing("undetermined", "缺少工作日历", str(error), "calendar", "us")
    if said.outcome != "not_applicable":
        yield replace(_seen("human_reply", said, newest), confirmed=sure)


def _form(ground: Ground, one: Listed) -> Iterator[Rung]:
    on, page = ground.on, ground.entries.get(one.value)
    names = {normal_subject(url) for url in (one.value, page.url if page is not None else one.value)}
    for level, rule in _RULES.items():
        yield from _told(level, ground.finding(rule, names))
    if page is not None and page.open and page.document is not None:
        yield from _seen_on(on, page)
    for walk in of_kind(on.case.observations, "form", one.value)[-1:]:
        if walk.data["captcha"]:
            yield _seen("captcha", Standing("manual", *_CAPTCHA_NOTED), walk)
        said = walk.data["walked"]
        yield _seen("walked", Standing(said["outcome"], said["zh"], said["en"], said.get("reason", "")), walk)
    yield from _available(on, one)


def _seen_on(on: On, page: Page) -> Iterator[Rung]:
    cited, document = on.cite(page=page), page.document
    if page.read("application").data("form_fields"):
        kept = [page, *(own for own, _ in readings(on))]
        said = any(each.read("application").one("privacy_notice") is not None for each in kept)
        zh, en = (
            ("有个人信息保护说明", "a privacy notice is there")
            if said
            else ("没有个人信息保护说明", "no privacy notice")
        )
        yield _cited("privacy", "pass" if said else "fail", zh, en, cited)
    labels = [field.label + field.name for form in document.forms for field in form.fields] if document else []
    if document is not None and _CAPTCHA.search(norm("".join((*labels, *document.images, *document.scripts)))):
        yield _cited("captcha", "manual", *_CAPTCHA_NOTED, cited)


def _available(on: On, one: Listed) -> Iterator[Rung]:
    """The series of visits to the form's address; the run's own record names them, so that no page is cited."""
    days = on.case.series.get(whole(one.value), ())
    visits, failed = sum(day.all for day in days), sum(day.failed for day in days)
    if not visits:
        return
    at = max(day.day for day in days)
    if visits < _LEAST_VISITS:
        zh, en = f"可用性探测{visits}次，不足{_LEAST_VISITS}次", f"{many(visits, 'visit')}, fewer than {_LEAST_VISITS}"
        yield Rung("available", "undetermined", zh, en, "no_series", at)
        return
    good: Outcome = "pass" if failed / visits < _MOST_FAILING else "fail"
    yield Rung(
        "available", good, f"探测{visits}次，失败{failed}次", f"{failed} of {many(visits, 'visit')} failed", "", at
    )


def _file(ground: Ground, one: Listed) -> Iterator[Rung]:
    for level, rule in _FILE_RULES.items():
        yield from _told(level, ground.finding(rule, [normal_subject(one.value)]))


_CALLED: dict[str, Outcome] = {"answered": "pass", "busy": "undetermined"}
"""What a call by hand says of a number; any other answer fails it."""


def _number(ground: Ground, one: Listed) -> Iterator[Rung]:
    digits = re.sub(r"\D", "", norm(one.value))
    fits = 7 <= len(digits) <= 16 and len(set(digits[-7:])) > 1
    said = (
        ("号码格式正确", "the number is well-formed") if fits else ("号码格式不正确", "the number is not well-formed")
    )
    yield Rung("format", "pass" if fits else "fail", *said)
    if one.kind == "phone":
        calls = [seen for seen in ground.on.case.observations if seen.kind == "call" and _same(seen.value, digits)]
        if calls:
            newest = max(calls, key=lambda seen: seen.at)
            good = _CALLED.get(newest.outcome, "fail")
            yield _seen(
                "call", Standing(good, f"人工拨打：{newest.outcome}", f"called by hand: {newest.outcome}"), newest
            )


def _same(value: str, digits: str) -> bool:
    return re.sub(r"\D", "", value)[-8:] == digits[-8:]


def _told(level: str, finding: Finding | None) -> Iterator[Rung]:
    if finding is not None:
        said = finding.message
        cited = finding.evidence[0] if finding.evidence else Citation("")
        rung = _cited(level, finding.outcome, said.zh, said.en, cited, finding.reason)
        yield replace(rung, confirmed=finding.confirmed)


def _cited(level: str, outcome: Outcome, zh: str, en: str, cited: Citation, reason: str = "") -> Rung:
    return Rung(level, outcome, zh, en, reason, cited.fetched_at, cited.url, cited.sha256)


def _seen(level: str, said: Standing, seen: Observation) -> Rung:
    return Rung(level, said.outcome, said.zh, said.en, said.reason, seen.at, seen.url, seen.sha256)


_CLIMBS: dict[str, Callable[[Ground, Listed], Iterator[Rung]]] = {
    "email": _email,
    "form": _form,
    "file": _file,
    "fax": _number,
    "phone": _number,
}
