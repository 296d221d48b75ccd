"""Deadlines as full lists print them, normalised: `20个工作日内`, `实时公开`, `按年公开`, `1月31日前`, `批复后20日`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspector import lazy
from inspector.facts.document import norm
from inspector.facts.numerals import in_digits

Kind = Literal["working_days", "calendar_days", "date", "periodic", "realtime", "standing"]
_WORKING = lazy.pattern(r"(\d{1,3})个?工作日")
_CALENDAR = lazy.pattern(r"(?<![月\d])(\d{1,3})个?(?:自然)?[日天](?!前|起)")
_HOURS = lazy.pattern(r"(\d{1,3})个?小时")
_WEEKS = lazy.pattern(r"(\d{1,2})个?(?:周|星期)[之以]?内")
_MONTHS = lazy.pattern(r"(\d{1,2})个月")
_DATE = lazy.pattern(
    r"(?<!\d)(1[0-2]|0?[1-9])月(?:(3[01]|[12]\d|0?[1-9])日|底|末|[上中下]旬)?(?:之?前|以前|底|内|公开|$)|(?:年底|年末|年初)"
)
_PERIODS = (
    (lazy.pattern(r"每日|按日|每天|逐日"), 0),
    (lazy.pattern(r"每周|按周"), 0),
    (lazy.pattern(r"每季|按季|季度|逐季"), 3),
    (lazy.pattern(r"半年"), 6),
    (lazy.pattern(r"每月|按月|月度|逐月"), 1),
    (lazy.pattern(r"每年|按年|年度|逐年|[一1]年[一1]次|每[两二]年|定期"), 12),
)
_REALTIME = lazy.pattern(
    r"实时|即时|及时|有变[动化更](?:时|后|即)|(?:发生)?变[动化更][时后]?(?:即|随)|随时|立即|当[日天]|同步|动态|第一时间|信息形成(?:或者?变更)?后?即"
)
_STANDING = lazy.pattern(r"长期|永久|常年|持续|^\d+年$|有效期内")
_BASIS = lazy.pattern(r"《[^》]+》|〔\d{4}〕\d+号|第[一二三四五六七八九十百\d]+条|批复|批准|审议通过|另有规定")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline. `n`: days for the two kinds of days, months between two releases for `periodic`, else None.

    `date` is `MM-DD` for `date` where the day is given. `well_formed`: it says when, or how often. `quotes_basis`: it
    names a law, a document or the approval it counts from. `standing` is no deadline but how long the item stays.
    """

    kind: Kind | None
    n: int | None = None
    date: str = ""
    well_formed: bool = True
    quotes_basis: bool = False


def parse_deadline(text: str) -> Deadline | None:
    """The deadline a text states; of several the shortest count of days. None for an empty text."""
    plain = in_digits(norm(text))
    if not plain:
        return None
    basis = bool(_BASIS.search(plain))
    for reader in (_days, _period_or_date, _loose):
        found = reader(plain, basis)
        if found:
            return found
    return Deadline(None, well_formed=False, quotes_basis=basis)


def _days(plain: str, basis: bool) -> Deadline | None:
    if working := _WORKING.findall(plain):
        return Deadline("working_days", min(map(int, working)), quotes_basis=basis)
    if days := _CALENDAR.findall(plain):
        return Deadline("calendar_days", min(map(int, days)), quotes_basis=basis)
    if hours := _HOURS.search(plain):
        return Deadline("calendar_days", -(-int(hours[1]) // 24), quotes_basis=basis)
    if weeks := _WEEKS.search(plain):
        return Deadline("calendar_days", 7 * int(weeks[1]), quotes_basis=basis)
    months = _MONTHS.search(plain)
    if months:
        return Deadline("calendar_days", 30 * int(months[1]), quotes_basis=basis)
    return None


def _period_or_date(plain: str, basis: bool) -> Deadline | None:
    date = _DATE.search(plain)
    if date:
        day = f"{int(date[1]):02d}-{int(date[2]):02d}" if date[1] and date[2] else ""
        return Deadline("date", date=day, quotes_basis=basis)
    period = next((months for pattern, months in _PERIODS if pattern.search(plain)), None)
    return Deadline("periodic", period or None, quotes_basis=basis) if period is not None else None


def _loose(plain: str, basis: bool) -> Deadline | None:
    if _REALTIME.search(plain):
        return Deadline("realtime", quotes_basis=basis)
    return Deadline("standing", quotes_basis=basis) if _STANDING.search(plain) else None
