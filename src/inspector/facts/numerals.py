"""Numbers in Chinese signs, as texts write them: `十五`, `一百一十六`, `贰拾`, `廿`, `二〇二六`."""

from __future__ import annotations

import re

from inspector import lazy

_DIGITS = {
    sign: value
    for value, signs in enumerate(("〇○零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WHOLE = {"廿": "二十", "卅": "三十"}
SIGNS = "".join((*_DIGITS, *_UNITS, *_WHOLE))
"""All signs a number is written with, for a class of a pattern."""
_NUMERAL = rf"[{SIGNS}](?: ?[{SIGNS}]){{0,8}}"
_OF_DAYS = lazy.pattern(
    rf"(?:(?P<digits>\d{{1,3}}) ?\( ?{_NUMERAL} ?\)|(?<![{SIGNS}])(?P<signs>{_NUMERAL})(?: ?\( ?\d{{1,3}} ?\))?)"
    r"(?= ?个? ?(?:工作日|自然日|日|天|周|星期|月|小时|季度|年))"
)
"""A number of days or months, in one way or in two: `二十个工作日`, `20（二十）个工作日`."""
_ABOUT = ("一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九")
"""`三五天`: some days, at most the greater."""


def numeral(text: str) -> int | None:
    """The number that a text is, in digits or in Chinese signs with or without units; None where it is none."""
    if text.isdecimal():
        return int(text)
    signs = "".join(_WHOLE.get(sign, sign) for sign in text)
    if not signs or any(sign not in _DIGITS and sign not in _UNITS for sign in signs):
        return None
    if not any(sign in _UNITS for sign in signs):
        return int("".join(str(_DIGITS[sign]) for sign in signs))
    return _with_units(signs)


def in_digits(text: str) -> str:
    """A folded text with the numbers of its days and months in digits."""
    return _OF_DAYS.sub(_in_digits, text)


def _with_units(signs: str) -> int | None:
    """`一百零五`, `十五`: units one below the other, at most one digit before each."""
    value, digit, unit = 0, 0, 10 * max(_UNITS.values())
    for sign in signs:
        if sign in _UNITS:
            if _UNITS[sign] >= unit:
                return None
            unit = _UNITS[sign]
            value, digit = value + (digit or 1) * unit, 0
        elif digit:
            return None
        else:
            digit = _DIGITS[sign]
    return value + digit


def _in_digits(match: re.Match[str]) -> str:
    signs = (match["signs"] or "").replace(" ", "")
    value = match["digits"] or numeral(signs[1:] if signs in _ABOUT else signs)
    return match[0] if value is None else str(value)
