"""Office hours: what was printed, and whether it is complete to the minute."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.numerals import numeral
from inspector.facts.reading import Value

_TIME = r"(\d{1,2})\s*(?:[:∶︰.]\s*(\d{2})时?|[时点]\s*(?:(\d{1,2})\s*分|(半)|整)?)"
_DASH = r"\s*(?:[-‐-―~〜〰─━_]{1,3}|至|到)\s*"
_RANGE = lazy.pattern(rf"(?<!\d)(?<!\d:){_TIME}{_DASH}(?:上午|下午|中午|晚上|傍晚|晚|次日)?\s*{_TIME}(?![\d])")
_CLOCK = lazy.pattern(r"\d{1,2}\s*(?:[:∶︰时点]|小时)|\d{3,4}\s*[-‐-―~至到]|\d\.\d{2}")
_SCOPE = lazy.pattern(
    r"周[一1]|星期[一1]|礼拜一|(?<![\u4e00-\u9fff])一[至到]五|工作日|每周|周内|每天|每日|全年|节假日|双休日|公休日|休息日|周末|周[五5]|正常上班|Mon(?:day)?\b|weekday"
)
_HALF_DAY = lazy.pattern(r"(?P<hour>\d{1,2})(?P<minute>[:.]\d{2})\s?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE)
_HAN_CLOCK = lazy.pattern(
    r"(?:(?<=[周期][一二三四五六])|(?<![一二两三四五六七八九十周期]))[一二两三四五六七八九十]{1,3}(?=\s?[时点分])"
)
_IDIOM = lazy.pattern(
    r"[朝早](?P<h1>[六七八九十]|1?\d)[点时]?(?P<half1>半)?[至到]?晚(?P<h2>[四五六七八九]|\d)(?![\d:])[点时]?(?P<half2>半)?"
)
"""`朝九晚五`, `早8点半至晚5点半`."""
_ON_AND_OFF = lazy.pattern(
    r"\d\s?[:点时][^。;]{0,6}(?:上班|开门|开始)[^。;]{1,12}\d\s?[:点时][^。;]{0,6}(?:下班|关门|结束)"
)
_OPEN_DAYS = lazy.pattern(
    r"(?:(?<!个)工作日(?!内)|(?:周|星期|礼拜)[一1](?:[至到]|[-~—]{1,2})(?:周|星期|礼拜)?[五5])[^。;,\d]{0,8}(?:办公|上班|受理|接待|开放|办理)"
    r"|每(?:周|星期)[一二三四五1-5][^。;]{0,12}(?:上午|下午|全天|受理|接待|办公)"
)
"""`工作日正常办公`; not `5个工作日内受理`."""
_FOUR_DIGITS = lazy.pattern(
    r"(?<![\d:.])([01]\d)([0-5]\d)(?P<to>\s?(?:[-‐-―~至到]{1,2})\s?)([01]\d|2[0-3])([0-5]\d)"
    r"(?!\d|年|-\d|\s?\d{4}(?!\d|\s?[-‐-―~至到]))"
)
"""`0830-1200`; not the area code of `0755-2056 7788`."""
_DAYS = lazy.pattern(
    r"(?<![个\d])工作日|工作时间|上班时间|每周|周一|星期一|全年|全天|每天|每日|无休|(?:双休日|公休日|周末)[^。;]{0,12}(?:除外|不|休)"
)
"""`法定节假日除外` alone says no more than when nobody is there."""
_OF_OTHERS = lazy.pattern(
    r"^[同与]|作息|上下?班|工作时间|一致|相同|同步|统一|规定|执行|参照|按照?|预约|随时|为准|节假日"
)
"""`按县政府规定的作息时间`: hours that are said to be, and not which."""
_AS_OTHERS = lazy.pattern(
    r"(?:办公|工作|上班|作息|受理|接待)(?:时间|制度)[^。;,]{0,16}(?:一致|相同|同步|执行|为准)|执行[^。;,]{0,16}(?:作息|工作时间)"
)
_HALF_A_RANGE = lazy.pattern(r"\d\s?(?:[时点]半?|:\d\d)?\s?[-‐-―~至到](?!\s?\d{1,2}\s?(?:个|工作日|日|天))")
_ALL_DAY = lazy.pattern(r"24\s?小时|全天")
_WORD = lazy.pattern(
    r"\d\s*[:∶︰时点.]\s*\d?|\d{3,4}\s*[-‐-―~]{1,2}\s*\d{2,4}(?!\d)|周|星期|礼拜|工作日|节假日|假日|公休|双休|上午|下午|夏|冬|季|月|除外|休息|中午"
    r"|全天|午休|午间|不间断|上班|工作时间|小时|[朝早].{1,2}晚|[一二三四五六七八九十][时点]|weekday|Mon"
)
_NO_BREAK = lazy.pattern(
    r"(?:中午|午间|午休)[^,。;()]{0,4}(?:不休|不间断|不停|照常|正常|连续|值班)|(?:无|不|没有)午休|连续办公|不间断"
)
"""Who says that there is no break at noon has said both halves of the day in one range."""
_NOON = 12
_SAID_WITHIN = 40
_HALVES = 2
_SPOKEN = lazy.pattern(
    r"(?:(?:法定|国家)?工作日|(?:每周)?(?:周|星期)[一1](?:至|到|[-—~])|[夏冬]令时|[夏冬]季|上午)[^。()]{0,12}?\d{1,2}\s?[:∶时点][^。()]{6,80}"
)
_CONTINUES = lazy.pattern(
    r"[(（]?\s*(?:\d\s*[、.)]\s*)?(?:上午|下午|夏|冬|春|秋|周|星期|每周|法定|国家|节假日|双休|早上|中午|午休|\d{1,2}\s*[:∶时点月])"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours as printed (folded), whether they are complete, and whether only 工作日 is said."""

    text: str
    well_formed: bool
    only_workdays: bool
    ranges: tuple[tuple[str, str], ...]

    @property
    def garbled(self) -> bool:
        """Whether it means to say from when to when and cannot be read: `900——11.301400——1700`."""
        return not self.ranges and bool(_HALF_A_RANGE.search(self.text)) and not _ALL_DAY.search(self.text)

    @property
    def notes(self) -> dict[str, Value]:
        """The fact's notes; `ranges` as `09:00-11:30` joined by commas."""
        spoken = ",".join(f"{start}-{end}" for start, end in self.ranges)
        return {"well_formed": self.well_formed, "only_workdays": self.only_workdays, "ranges": spoken}


def read_hours(value: str) -> Hours | None:
    """The hours in a label's value; None where it names neither a clock time nor working days."""
    text = _trimmed(value)
    clock = _in_digits(text)
    has_clock = bool(_CLOCK.search(clock))
    if not has_clock and not _DAYS.search(text):
        return None
    found = list(_RANGE.finditer(clock))
    precise = any(match[2] or match[3] or match[4] or match[6] or match[7] or match[8] for match in found)
    ranges = tuple(pair for match in found if (pair := _pair(match)))
    halves = len(ranges) >= _HALVES or bool(ranges and _NO_BREAK.search(text))
    whole = precise and halves and len(ranges) == len(found) and all(start < end for start, end in ranges)
    leftover = re.search(r"\d{3,}|\d{1,2}[:∶.]\d{3}", _RANGE.sub("", clock).replace(" ", ""))
    return Hours(text, whole and bool(_SCOPE.search(text)) and not leftover, not has_clock, ranges)


def spoken_hours(text: str) -> Hours | None:
    """Hours without a label, inside a text: days, a season or a half of the day, then at least two ranges of clock times."""
    texts = dict.fromkeys((text, _in_digits(text)))  # hours in Chinese numerals are told in digits
    found = (read_hours(match[0]) for words in texts for match in _SPOKEN.finditer(words))
    return next((hours for hours in found if hours and len(hours.ranges) >= _HALVES), None)


def leaves_to_others(value: str) -> bool:
    """Whether the value of a label says that there are hours, and not which: `与机关作息时间一致`."""
    return read_hours(value) is None and bool(_OF_OTHERS.search(value[:_SAID_WITHIN]))


def says_when_open(text: str) -> bool:
    """Whether a text says from when to when by the clock, on which days, or as who else, somebody is there."""
    clock = _in_digits(text)
    return any(pattern.search(clock) for pattern in (_RANGE, _ON_AND_OFF, _OPEN_DAYS, _AS_OTHERS))


def continues(text: str) -> bool:
    """Whether a line goes on with the hours of the line before: `下午 13:30-17:00`, `（节假日除外）`."""
    return len(text) <= 80 and bool(_CONTINUES.match(text)) and bool(_WORD.search(text))


def _in_digits(text: str) -> str:
    """The hours on a clock of 24: `九时` as `9时`, `1:30pm` as `13:30`, `0830-1200` as `08:30-12:00`, `朝九晚五` as `9:00-17:00`."""
    text = _IDIOM.sub(_from_to, text)
    text = _FOUR_DIGITS.sub(r"\1:\2\g<to>\4:\5", text)
    text = _HAN_CLOCK.sub(lambda match: str(numeral(match[0]) or match[0]), text)
    return _HALF_DAY.sub(_of_24, text)


def _from_to(match: re.Match[str]) -> str:
    start, end = (numeral(match[name]) or 0 for name in ("h1", "h2"))
    return f"{start}:{'30' if match['half1'] else '00'}-{end + _NOON}:{'30' if match['half2'] else '00'}"


def _of_24(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    late = match["half"].lower() == "p" and hour < _NOON
    return f"{hour + _NOON if late else hour}{match['minute']}"


def _trimmed(value: str) -> str:
    """The value without the sentences and clauses after it that speak of no time."""
    pieces = re.split(r"((?:[。;!]|,)\s*)", value)
    kept = 1
    for place in range(0, len(pieces), 2):
        if not _WORD.search(pieces[place]) or re.search(
            r"申请人|可以?到|提交|寄|查阅|领取|电话|传真|邮编|邮箱|拨打|致电|咨询", pieces[place]
        ):
            if place:
                break
            continue
        kept = place + 1
    text = "".join(pieces[:kept]).strip(" ,;。、")
    return text.lstrip("(") if text.count("(") > text.count(")") else text


def _pair(match: re.Match[str]) -> tuple[str, str] | None:
    late = bool(re.search(r"(?:下午|晚上?)[\s:(为]*$", match.string[: match.start()]))
    till_late = late or bool(re.search(r"下午|晚", match.string[match.end(1) : match.start(5)]))
    start, end = _clock(match.groups()[:4], late), _clock(match.groups()[4:], till_late)
    if start is None or end is None:
        return None
    return start, end


def _clock(groups: tuple[str | None, ...], late: bool) -> str | None:
    hour, minute, minute_said, half = groups
    hours, minutes = int(hour or 0), 30 if half else int(minute or minute_said or 0)
    hours += 12 if late and hours < 12 else 0
    return f"{hours:02d}:{minutes:02d}" if hours <= 24 and minutes < 60 else None
