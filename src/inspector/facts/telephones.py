"""Telephones and fax numbers of the work body's block (Art. 12(2))."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inspector import lazy
from inspector.facts.body_names import OWN
from inspector.facts.contacts import is_none, is_unfilled, numbers, pictured
from inspector.facts.labels import Pair
from inspector.facts.owners import owner_of
from inspector.facts.reading import Fact, Value

_ALSO_FAX = lazy.pattern(r"\(?(?:兼|同|含|暨)?传真(?:同号|共用)?\)?\s*$|\(传真|兼传真")
_SAME = lazy.pattern(
    r"[^\d。;,]{0,10}(?:(?:自动)?(?:转换?|切换)|自动(?:识别|接收|应答))(?:传真)?$|同一(?:个)?(?:号码?|电话|线路)|\(?(?:同|与|见)(?:上述?|以上|前述?|本机关)?(?:电话|联系电话|办公电话|咨询电话|上|前|号)(?:号码)?"
)
_GIVEN_UP = lazy.pattern(
    r"^[^。;]{0,25}(?:停用|停止使用|停止服务|不再使用|取消|撤销|报停|停机|拆除|注销|废止|拆机|撤机|不适用|未安装|(?:没有|尚未|未)开通)"
)
"""`因业务调整传真已停用`."""
_NO_MORE = (
    r"(?:停用|停止使用|停止服务|不再使用|作废|报停|停机|(?<=[已现被])(?:取消|撤销|拆除|注销|废止|拆机))"
    r"(?!了?(?:传真|微信|公众号|手机|邮箱|短信))"
)
_OUT_OF_USE = lazy.pattern(
    rf"(?:原|旧)?[^\d,;。()]{{0,8}}\(?0?\d[\d() \-]{{5,18}}\d\)?[\s,(]*(?:号码?|传真|电话)?(?:已经|均已|现已|[已现被均于])*{_NO_MORE}"
    r"|(?:原|旧)[^\d,;。()]{0,8}\(?0?\d[\d() \-]{5,18}\d\)?(?=[^\d。;]{0,12}(?:[改变]|换|调整|现)[^\d。;]{0,6}\(?0?\d{3})"
)
"""`0827-7222214（已停用）`; `原号码0827-7222214，现改为0827-7333315`."""
_PERSONS = ("联系人", "经办人", "负责人")
_BLANK_CHARS = 12
"""A placeholder in the cell beside a label is hardly longer."""


def phones(pairs: Iterable[Pair]) -> tuple[Fact, ...]:
    """Telephones of the work body: `digits` with area code, `mobile` and `placeholder` notes."""
    found: dict[str, Fact] = {}
    pairs = tuple(pairs)
    as_fax = any(pair.kind == "phone" and re.match(r"\(?同传真", pair.value) for pair in pairs)
    kinds = ("phone", "phone_fax", "fax") if as_fax else ("phone", "phone_fax")
    for pair in pairs:
        if pair.kind not in kinds or pair.owner not in OWN:
            continue
        for fact in _numbers(pair, _own_part(pair.value).partition("传真")[0]):
            found.setdefault(str(fact.notes["digits"] or fact.value), fact)
    return tuple(found.values()) or _of_a_person(pairs) or pictures_of(pairs, ("phone", "phone_fax"))


def _of_a_person(pairs: Iterable[Pair]) -> tuple[Fact, ...]:
    """`联系人：李科长，0827-7222213`: the office's number behind a name."""
    named = (pair for pair in pairs if pair.label in _PERSONS and pair.owner in OWN)
    return tuple(fact for pair in named for fact in _numbers(pair, _own_part(pair.value)) if not fact.notes["mobile"])


def faxes(pairs: Iterable[Pair]) -> tuple[Fact, ...]:
    """Fax numbers of the work body; one fact without value and `declared_none` where the page says there is none."""
    found: dict[str, Fact] = {}
    none: Fact | None = None
    phone: Fact | None = None
    pairs = tuple(pairs)
    for pair in pairs:
        if pair.owner not in OWN:
            continue
        if pair.kind == "phone" and not _ALSO_FAX.search(f"{pair.value}{pair.note}"):
            phone = next(iter(_numbers(pair, pair.value)), phone)
        elif pair.kind in ("fax", "phone_fax", "phone"):
            facts = _numbers(pair, _own_part(pair.value))
            found.update({str(fact.notes["digits"] or fact.value): fact for fact in facts})
            if not facts and pair.kind == "fax":
                none = none or _no_fax(pair)
                if phone and _SAME.match(pair.value):
                    found[str(phone.value)] = Fact(phone.value, pair.quote, pair.locator, phone.notes)
    return tuple(found.values()) or ((none,) if none else pictures_of(pairs, ("fax", "phone_fax")))


def pictures_of(pairs: Iterable[Pair], kinds: tuple[str, ...]) -> tuple[Fact, ...]:
    """A contact of the work body that is a picture: one fact without value, with the note `picture`."""
    own = (pair for pair in pairs if pair.kind in kinds and pair.owner in OWN and pictured(pair.value))
    return tuple(Fact(None, pair.quote, pair.locator, {"picture": True}) for pair in own)[:1]


def _own_part(value: str) -> str:
    """A value up to the sentence's end, or to the first part that speaks of a reading room or complaints desk."""
    kept: list[str] = []
    for part in re.split(r"(?<=[; ])", value.partition("。")[0]):
        if kept and owner_of(part) in ("reading", "complaints", "site"):
            break
        kept.append(part)
    return "".join(kept)


def _numbers(pair: Pair, value: str) -> list[Fact]:
    facts = [
        Fact(
            number.text,
            pair.quote,
            pair.locator,
            _notes(pair, digits=number.digits, mobile=number.mobile, placeholder=number.placeholder)
            | ({"incomplete": True} if number.incomplete else {}),
        )
        for number in numbers(_OUT_OF_USE.sub(" ", value))
    ]
    if not facts and is_unfilled(value) and (pair.sep == "colon" or (not pair.sep and len(value) <= _BLANK_CHARS)):
        facts.append(Fact(value[:30].strip(), pair.quote, pair.locator, _notes(pair, digits="", placeholder=True)))
    return facts


def _notes(pair: Pair, *, digits: str, mobile: bool = False, placeholder: bool = False) -> dict[str, Value]:
    return {"label": pair.label, "digits": digits, "mobile": mobile, "placeholder": placeholder}


def _no_fax(pair: Pair) -> Fact | None:
    none = is_none(pair.value) or _GIVEN_UP.search(pair.value)
    return Fact(None, pair.quote, pair.locator, {"declared_none": True}) if none else None
